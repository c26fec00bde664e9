"""Who may do what, when, in the cycle of one civil servant: tables for the model of model.py beside this.

Written by hand from the law and from docs (PP 30/2019, PermenPANRB 6/2022, UU 30/2014). Whose plan everything is about
is `ani`; `kabid` rates her, `kadis` stands above both.
"""

from collections.abc import Mapping
from dataclasses import dataclass

Answer = tuple[int, str | None]  # the status, and the code of the problem if it is one

CREATED: Answer = (201, None)
DONE: Answer = (200, None)
FORBIDDEN: Answer = (403, "FORBIDDEN")
NOT_FOUND: Answer = (404, "NOT_FOUND")
UNCONDITIONAL: Answer = (428, "PRECONDITION_REQUIRED")
STALE: Answer = (412, "STALE_VERSION")
ILLEGAL: Answer = (409, "ILLEGAL_TRANSITION")

EMPLOYEES = frozenset({"ani", "budi", "kabid", "kadis"})
OFFICES = frozenset({"hr", "auditor", "ppk", "survey"})
# The same people of a second agency: none of them is ever told that anything is there.
STRANGERS = frozenset({"their ani", "their kabid", "their kadis", "their hr", "their auditor"})
ACTORS = (*sorted(EMPLOYEES | OFFICES), *sorted(STRANGERS))
READ_ALL = frozenset({"hr", "auditor"})
LINE = frozenset({"ani", "kabid", "kadis"})  # herself and those above her

_WORK = EMPLOYEES | READ_ALL
READERS: Mapping[str, frozenset[str]] = {
    "cycle": _WORK | OFFICES,
    "period": _WORK | OFFICES,
    "plan": _WORK,
    "change": _WORK,
    "report": _WORK,
    "result": _WORK,
    "request": _WORK,
    "rating": _WORK,
    "evaluation": _WORK | {"ppk"},
    "objection": _WORK | {"ppk"},
}
WRITERS: Mapping[str, frozenset[str]] = dict.fromkeys(READERS, EMPLOYEES) | {
    "cycle": frozenset({"hr"}),
    "period": frozenset({"hr"}),
    "result": EMPLOYEES | {"hr"},
    "objection": EMPLOYEES | {"hr", "ppk"},
}
RESOURCE = {
    "plan": "target_plan",
    "change": "plan_change_request",
    "report": "realization",
    "result": "organization_result",
    "request": "rating_request",
    "rating": "behavior_rating",
}
PLACES = {
    "cycle": "/v1/cycles",
    "period": "/v1/periods",
    "plan": "/v1/target-plans",
    "change": "/v1/plan-change-requests",
    "report": "/v1/realizations",
    "result": "/v1/organization-results",
    "request": "/v1/rating-requests",
    "rating": "/v1/behavior-ratings",
    "evaluation": "/v1/evaluations",
    "objection": "/v1/objections",
}


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
    "report": {
        "submit": _step("ani", "draft returned", "submitted", "period_open", "plan_agreed"),
        "withdraw": _step("ani", "submitted", "draft"),
        "accept": _step("kabid", "submitted", "accepted"),
        "return": _step("kabid", "submitted", "returned", "note"),
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
    "objection": {
        "examine": _step("kadis", "diajukan", "diperiksa"),
        "uphold": _step("kadis", "diperiksa", "dikuatkan", "both_heard", "note"),
        "change": _step("kadis", "diperiksa", "diubah", "both_heard", "note", "differs"),
        "escalate": _step("ani hr", "diajukan diperiksa", "diajukan", "overdue"),
        "convey": _step("kadis", "dikuatkan diubah", "final"),
    },
}
UNDECIDED = frozenset({"diajukan", "diperiksa"})
OTHER_SIDE = {"ani": "kabid", "kabid": "ani"}
GIVERS = {"self": "ani", "superior": "kabid", "peer": "budi"}
REPORTS = 2  # indicators of the plan, each reported once in the period
ABOVE, AS = "di_atas_ekspektasi", "sesuai_ekspektasi"
# Every pair gives the predicate `baik`, so that no spread of the unit departs from its pattern.
OTHER_RATINGS = {(AS, AS): (ABOVE, AS), (ABOVE, AS): (AS, ABOVE), (AS, ABOVE): (AS, AS), ("", ""): (AS, AS)}
# What can be done to a thing beside its steps.
CHANGES = {"evaluation": ("object", "rate_again"), "report": ("report_again",), "objection": ("state",)}
# What can be made, or added, and the thing that it needs.
ACTS = {
    "draft_plan": "cycle",
    "add_target": "plan",
    "ask_change": "plan",
    "report": "plan",
    "set_result": "cycle",
    "ask_rater": "plan",
    "rate": "plan",
    "evaluate": "plan",
}
CREATES = {
    "draft_plan": "plan",
    "ask_change": "change",
    "report": "report",
    "set_result": "result",
    "ask_rater": "request",
    "rate": "rating",
    "evaluate": "evaluation",
    "object": "objection",
}
