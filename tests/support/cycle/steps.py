"""The steps in the lives of the things of a cycle: who takes them, from where to where, and what they need.

Written by hand from the law and from docs, for the model of model.py beside this.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """Who takes a step, from where to where, and what must hold beside that."""

    who: frozenset[str]
    sources: frozenset[str]
    target: str
    needs: tuple[str, ...] = ()


def _step(who: str, sources: str, target: str, *needs: str) -> Step:
    return Step(frozenset(who.split()), frozenset(sources.split()), target, needs)


NOBODY = ""
# Who is not named is `its_author`, who made the thing, or `its_judge` and `its_chair`, whom the law names for it.
STEPS: Mapping[str, Mapping[str, Step]] = {
    "cycle": {
        "open": _step("hr", "draft", "open"),
        "close": _step("hr", "open", "closed", "no_open_period"),
        "reopen": _step("hr", "closed", "open"),
    },
    "period": {
        "open": _step("hr", "upcoming", "open", "cycle_open"),
        "close": _step("hr", "open", "closed"),
        "reopen": _step("hr", "closed", "open", "cycle_open"),
    },
    "plan": {
        "submit": _step("ani", "draft returned", "submitted", "cycle_open", "whole"),
        "withdraw": _step("ani", "submitted", "draft"),
        "agree": _step("kabid", "submitted", "agreed", "cycle_open"),
        "return": _step("kabid", "submitted", "returned", "note"),
        # They follow from what becomes of the evaluation of the year.
        "close": _step(NOBODY, "agreed", "closed"),
        "reopen": _step(NOBODY, "closed", "agreed"),
    },
    # As the employee asks; what the rating official asks for is decided the other way round.
    "change": {
        "agree": _step("kabid", "submitted", "agreed", "cycle_open", "plan_agreed"),
        "refuse": _step("kabid", "submitted", "refused", "note"),
        "withdraw": _step("ani", "submitted", "withdrawn"),
    },
    "actions": {
        "submit": _step("ani", "draft returned", "submitted", "plan_agreed", "period_runs"),
        "withdraw": _step("ani", "submitted", "draft"),
        "agree": _step("kabid", "submitted", "agreed", "plan_agreed", "period_runs"),
        "return": _step("kabid", "submitted agreed", "returned", "period_runs", "note"),
    },
    "report": {
        "submit": _step("ani", "draft returned", "submitted", "period_open", "plan_agreed"),
        "withdraw": _step("ani", "submitted", "draft"),
        "accept": _step("kabid", "submitted", "accepted"),
        "return": _step("kabid", "submitted", "returned", "note"),
    },
    "remark": {
        "acknowledge": _step("ani", "given", "acknowledged"),
    },
    "observation": {
        "acknowledge": _step("ani", "recorded", "acknowledged"),
        "withdraw": _step("its_author", "recorded acknowledged", "withdrawn", "note"),
    },
    # Noted by somebody above her; her rating official goes on with it as well.
    "note": {
        "answer": _step("ani", "noted", "answered", "note"),
        "propose": _step("its_author kabid", "noted answered", "proposed", "heard", "note", "day"),
        "agree": _step("ani", "proposed", "agreed"),
        "decline": _step("ani", "proposed", "answered", "note"),
        "close": _step("its_author kabid", "agreed", "closed", "note"),
        "withdraw": _step("its_author kabid", "noted answered proposed", "withdrawn", "note"),
    },
    "meeting": {
        "hold": _step("its_author", "planned", "held", "begun"),
        "confirm": _step("its_author", "held", "minutes_confirmed", "minuted"),
        "cancel": _step("its_author", "planned", "cancelled", "note"),
    },
    "follow_up": {
        "finish": _step("ani its_author", "open overdue", "done", "note"),
        "drop": _step("its_author", "open overdue", "dropped", "note"),
        "extend": _step("its_author", "open overdue", "open", "note", "day"),
        "reopen": _step("its_author", "done", "open", "note", "day"),
        "lapse": _step(NOBODY, "open", "overdue"),
    },
    "request": {
        "approve": _step("kabid", "nominated", "approved", "cycle_open"),
        "refuse": _step("kabid", "nominated", "refused", "note"),
        "decline": _step("budi", "approved", "declined", "not_answered", "note"),
        "expire": _step(NOBODY, "nominated", "expired"),
        "close": _step(NOBODY, "approved", "closed"),
    },
    "evaluation": {
        "issue": _step("kabid", "draft", "issued", "cycle_open", "all_reviewed", "result_set"),
        "acknowledge": _step("ani", "issued", "acknowledged"),
        "reject": _step("ani", "issued", "rejected", "note"),
        "reopen": _step("kadis", "issued acknowledged rejected", "reopened", "cycle_open", "no_objection", "note"),
    },
    "calibration": {
        "lock": _step("its_chair", "open", "locked"),
        "cancel": _step("its_chair", "open", "cancelled", "nothing_changed"),
    },
    "objection": {
        "examine": _step("its_judge", "diajukan", "diperiksa"),
        "uphold": _step("its_judge", "diperiksa", "dikuatkan", "both_heard", "note"),
        "change": _step("its_judge", "diperiksa", "diubah", "both_heard", "note", "differs"),
        "escalate": _step("ani hr", "diajukan diperiksa", "diajukan", "overdue", "somebody_above"),
        "convey": _step("its_judge", "dikuatkan diubah", "final"),
    },
}
UNDECIDED = frozenset({"diajukan", "diperiksa"})
