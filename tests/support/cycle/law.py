"""Who is there, who may read and write what, and how it is called, in the cycle of one civil servant.

Written by hand from the law and from docs (PP 30/2019, PermenPANRB 6/2022, UU 30/2014), for the model of model.py
beside this; the steps that are taken are in steps.py. Whose plan everything is about is `ani`; `kabid` rates her,
`kadis` stands above both, `budi` works beside her.
"""

from collections.abc import Mapping

Answer = tuple[int, str | None]  # the status, and the code of the problem if it is one

CREATED: Answer = (201, None)
DONE: Answer = (200, None)
FORBIDDEN: Answer = (403, "FORBIDDEN")
NOT_FOUND: Answer = (404, "NOT_FOUND")
UNCONDITIONAL: Answer = (428, "PRECONDITION_REQUIRED")
STALE: Answer = (412, "STALE_VERSION")
ILLEGAL: Answer = (409, "ILLEGAL_TRANSITION")
CYCLE_NOT_OPEN: Answer = (409, "CYCLE_NOT_OPEN")

EMPLOYEES = frozenset({"ani", "budi", "kabid", "kadis"})
OFFICES = frozenset({"hr", "auditor", "ppk", "survey"})
# The same people of a second agency: none of them is ever told that anything is there.
STRANGERS = frozenset({"their ani", "their kabid", "their kadis", "their hr", "their auditor"})
ACTORS = (*sorted(EMPLOYEES | OFFICES), *sorted(STRANGERS))
READ_ALL = frozenset({"hr", "auditor"})
ABOVE_HER = frozenset({"kabid", "kadis"})
LINE = ABOVE_HER | {"ani"}  # herself and those above her

_WORK = EMPLOYEES | READ_ALL
READERS: Mapping[str, frozenset[str]] = {
    "cycle": _WORK | OFFICES,
    "period": _WORK | OFFICES,
    "plan": _WORK,
    "change": _WORK,
    "actions": _WORK,
    "report": _WORK,
    "remark": _WORK,
    "observation": _WORK,
    "note": _WORK,
    "meeting": _WORK,
    "follow_up": _WORK,
    "result": _WORK,
    "request": _WORK,
    "rating": _WORK,
    "assessment": _WORK,
    "evaluation": _WORK | {"ppk"},
    "calibration": _WORK | {"ppk"},
    "objection": _WORK | {"ppk"},
}
WRITERS: Mapping[str, frozenset[str]] = dict.fromkeys(READERS, EMPLOYEES) | {
    "cycle": frozenset({"hr"}),
    "period": frozenset({"hr"}),
    "result": EMPLOYEES | {"hr"},
    "calibration": EMPLOYEES | {"ppk"},
    "objection": EMPLOYEES | {"hr", "ppk"},
}
RESOURCE = {
    "plan": "target_plan",
    "change": "plan_change_request",
    "actions": "action_plan",
    "report": "realization",
    "remark": "feedback",
    "note": "improvement_note",
    "meeting": "review_meeting",
    "result": "organization_result",
    "request": "rating_request",
    "rating": "behavior_rating",
    "assessment": "behavior_rating",
}
PLACES = {
    "cycle": "/v1/cycles",
    "period": "/v1/periods",
    "plan": "/v1/target-plans",
    "change": "/v1/plan-change-requests",
    "actions": "/v1/action-plans",
    "report": "/v1/realizations",
    "remark": "/v1/feedback",
    "observation": "/v1/observations",
    "note": "/v1/improvement-notes",
    "meeting": "/v1/review-meetings",
    "follow_up": "/v1/follow-ups",
    "result": "/v1/organization-results",
    "request": "/v1/rating-requests",
    "rating": "/v1/behavior-ratings",
    "assessment": "/v1/self-assessments",
    "evaluation": "/v1/evaluations",
    "calibration": "/v1/calibrations",
    "objection": "/v1/objections",
}
OTHER_SIDE = {"ani": "kabid", "kabid": "ani"}
GIVERS = {"self": "ani", "superior": "kabid", "peer": "budi"}
REPORTS = 2  # indicators of the plan, each reported once in the period
ABOVE, AS = "di_atas_ekspektasi", "sesuai_ekspektasi"
Ratings = tuple[str, str]
BEST: Ratings = (ABOVE, ABOVE)
# What somebody gives who rates anew: three of the four give `baik`, both above give `sangat_baik`.
OTHER_RATINGS: Mapping[Ratings, Ratings] = {
    (AS, AS): (ABOVE, AS),
    (ABOVE, AS): (AS, ABOVE),
    (AS, ABOVE): (AS, AS),
    BEST: (AS, AS),
    ("", ""): (AS, AS),
}
# Calendar days: until an objection is filed and until it is decided (PP 30/2019 article 59 and its policy), and until
# what was noted or observed counts without an answer (UU 30/2014: nobody is judged unheard).
DAYS_TO_FILE = DAYS_TO_DECIDE = 14
DAYS_TO_ANSWER = 7
# Who decides on what somebody rated: whoever stands above that one, the next for each time it took too long.
JUDGES: Mapping[str, tuple[str, ...]] = {"kabid": ("kadis", "ppk"), "kadis": ("ppk",), "ppk": ("ppk",)}
# Who leads the session of a unit: the head of the one above it; of the top unit, which nobody is above, the PPK.
CHAIRS = {"bidang": "kadis", "dinas": "ppk"}
CEILING = 0  # how often a session that has a ceiling lets `sangat_baik` be given

# What can be done to a thing beside its steps.
CHANGES = {
    "actions": ("replan", "carry_out"),
    "report": ("report_again",),
    "observation": ("answer_observation", "rest_on"),
    "note": ("follow_up_on",),
    "meeting": ("call_again", "minute", "add_to", "agree_on"),
    "assessment": ("assess_again",),
    "result": ("set_again",),
    "evaluation": ("object", "rate_again"),
    "calibration": ("calibrate",),
    "objection": ("state",),
}
# What can be made, or added, and the thing that it needs.
ACTS = {
    "draft_plan": "cycle",
    "add_target": "plan",
    "ask_change": "plan",
    "draft_actions": "plan",
    "report": "plan",
    "remark": "plan",
    "observe": "plan",
    "make_note": "plan",
    "call_meeting": "cycle",
    "set_result": "cycle",
    "ask_rater": "plan",
    "rate": "plan",
    "assess": "plan",
    "evaluate": "plan",
    "open_session": "plan",
}
CREATES = {
    "draft_plan": "plan",
    "ask_change": "change",
    "draft_actions": "actions",
    "report": "report",
    "remark": "remark",
    "observe": "observation",
    "make_note": "note",
    "call_meeting": "meeting",
    "agree_on": "follow_up",
    "set_result": "result",
    "ask_rater": "request",
    "rate": "rating",
    "assess": "assessment",
    "evaluate": "evaluation",
    "open_session": "calibration",
    "object": "objection",
}
# How many of a kind there are on one road; of the others the law lets there be one.
MOST = {"remark": 2, "observation": 2, "note": 2, "meeting": 2, "follow_up": 2, "change": 4, "calibration": 4}
# Acts that change a thing and are no step in its life.
BESIDE = frozenset(
    {
        *("changed", "changed_on_request", "target_added", "stated", "step_changed", "named_as_basis"),
        *("followed_up", "minuted", "added_to", "calibrated"),
    }
)
