"""Straight roads through the cycle: on them every act that the law knows is done once, and random ones begin on some.

A line is a move: who, what, on what (for what is made: as what), and what it needs to be told. Some are tried too early
or too late, and must be refused: the model says so.
"""

from collections.abc import Iterator

from tests.support.cycle.law import ABOVE, ACTS, AS, BEST
from tests.support.cycle.moves import WAIT, WHY, Move

Road = tuple[Move, ...]
BETTER = (ABOVE, AS)
RATINGS = {"best": BEST, "better": BETTER}


def _moves(text: str) -> Iterator[Move]:
    for line in text.splitlines():
        words = line.split()
        if words == ["time", "passes"]:
            yield WAIT
        elif words:
            ratings = RATINGS[words.pop()] if words[-1] in RATINGS else (AS, AS)
            who, act, *told = words
            thing = told.pop(0) if told and (act not in ACTS or told[0] == "plan") else ""
            yield Move(who, act, thing, note=WHY, group=" ".join(told), ratings=ratings)


def _road(text: str) -> Road:
    return tuple(_moves(text))


AGREED = _road("""
    hr open cycle
    ani draft_plan
    ani add_target plan
    ani add_target plan
    ani submit plan
    kabid agree plan
    hr open period
""")
DRAFTED = AGREED + _road("""
    ani report 0
    ani submit report-0
    kabid accept report-0
    kadis set_result
    kabid evaluate
""")
ISSUED = DRAFTED + _road("""
    kabid issue evaluation-1
""")
EXAMINED = ISSUED + _road("""
    ani object evaluation-1
    kadis examine objection-1
""")
# The plan and what is reported on it go back and forth, and both sides ask for changes.
WRITTEN = AGREED[:5] + _road("""
    ani withdraw plan
    ani submit plan
    kabid return plan
    ani submit plan
    kabid agree plan
    kabid ask_change
    ani agree change-1
    ani ask_change
    kabid refuse change-2
    ani ask_change
    ani withdraw change-3
    hr open period
    ani report 1
    ani report_again report-1
    ani submit report-1
    ani withdraw report-1
    ani submit report-1
    kabid return report-1
    ani submit report-1
    kabid accept report-1
    kadis set_result
    kadis set_again result
""")
CARRIED_OUT = _road("""
    ani draft_actions
    ani replan actions
    ani submit actions
    ani withdraw actions
    ani submit actions
    kabid agree actions
    ani carry_out actions
    kabid return actions
    hr close period
    hr reopen period
    hr close period
    hr close cycle
    hr reopen cycle
""")
GUIDED = _road("""
    budi remark
    ani acknowledge remark-1
    kabid observe
    ani answer_observation observation-1
    kabid rest_on observation-1
    ani acknowledge observation-1
    kabid withdraw observation-1
    kadis make_note
    ani answer note-1
    kabid propose note-1
    ani decline note-1
    kadis propose note-1
    ani agree note-1
    ani follow_up_on note-1
    kadis close note-1
    kadis observe
    kabid make_note
    kabid rest_on observation-2
    kabid propose note-2
    time passes
    kabid rest_on observation-2
    kabid propose note-2
    kabid withdraw note-2
""")
MET = _road("""
    kabid call_meeting
    kabid call_again meeting-1 later
    kabid hold meeting-1
    time passes
    kabid hold meeting-1
    kabid agree_on meeting-1
    budi minute meeting-1
    kabid confirm meeting-1
    ani add_to meeting-1
    ani finish follow_up-1
    kabid reopen follow_up-1
    kabid extend follow_up-1
    kabid drop follow_up-1
    kadis call_meeting
    kadis cancel meeting-2
""")
RATED = _road("""
    ani ask_rater
    kabid refuse request-1
    ani ask_rater
    kabid approve request-2
    budi decline request-2
    kabid ask_rater
    budi rate peer
    ani assess
    ani assess_again self
    kabid rate superior
    budi rate peer
""")
# Settled in a draft, in what was issued, and above; an objection to it goes to whoever stands above who settled it.
CALIBRATED = DRAFTED + _road("""
    kadis open_session bidang
    kadis cancel calibration-1
    kadis open_session bidang capped
    kabid ask_rater
    kadis calibrate calibration-2 evaluation-1 best
    kadis calibrate calibration-2 evaluation-1 better
    kabid rate_again evaluation-1
    kabid issue evaluation-1
    kadis calibrate calibration-2 evaluation-1
    kadis lock calibration-2
    kadis calibrate calibration-2 evaluation-2 better
    kadis reopen evaluation-2
    ppk open_session dinas
    ppk calibrate calibration-3 evaluation-2 best
    ppk lock calibration-3
    ppk calibrate calibration-3 evaluation-3
    ani object evaluation-3
    kabid state objection-3
    ppk examine objection-3
    ppk state objection-3
    ppk uphold objection-3
    ppk convey objection-3
""")
PASSED_ON = EXAMINED + _road("""
    hr escalate objection-1
    kadis reopen evaluation-1
    time passes
    hr escalate objection-1
    ani escalate objection-1
    kadis examine objection-1
    ppk examine objection-1
    kabid state objection-1
    ppk change objection-1 better
    ppk convey objection-1
""")
MADE_ANEW = DRAFTED + _road("""
    ani ask_rater
    kabid issue evaluation-1
    ani reject evaluation-1
    kadis reopen evaluation-1
    kabid rate_again evaluation-2 better
    kabid issue evaluation-2
    time passes
    ani object evaluation-2
    ani acknowledge evaluation-2
    kadis reopen evaluation-2
""")
STRAIGHT = (WRITTEN, AGREED + RATED + GUIDED + MET + CARRIED_OUT, CALIBRATED, PASSED_ON, MADE_ANEW)
BEGINNINGS = (AGREED[:0], AGREED, DRAFTED, EXAMINED)
