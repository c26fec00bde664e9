"""Every lifecycle from every state by every step, against tables written by hand from the law and the issue (C30).

A table has a line for each state, the first one being where a life begins: `state: step -> state, ...`. A step with
a star depends on more than the state; what that is, the tests of its capability say (`*_rules.py`). The table is not
made from the code, so that a transition that is added, lost or led elsewhere is told here.
"""

from dataclasses import replace
from enum import StrEnum
from itertools import product
from typing import Any

import pytest

from kinerja_api.contract import LIFECYCLES
from kinerja_api.kit.lifecycle import Lifecycle
from kinerja_api.kit.problems import IllegalTransition

Life = Lifecycle[Any, Any]
# A job that goes chunk by chunk: the worker begins, finishes and fails it, people cancel and resume it.
RUN = """
    queued: begin -> running, fail -> failed, cancel -> cancelled
    running: finish -> done, fail -> failed, cancel -> cancelled, resume -> queued
    failed: resume -> queued
    cancelled: resume -> queued
    done:
"""
LIVES = {
    # PermenPANRB 6/2022 article 5: planning; doing, monitoring and guiding; rating; follow-up.
    "cycle": """
        draft: open -> open
        open: close* -> closed
        closed: reopen -> open
    """,
    "period": """
        upcoming: open* -> open
        open: close -> closed
        closed: reopen* -> open
    """,
    # UU 30/2014: who drafts a rule does not review it, who reviews it does not publish it, and none is unpublished.
    "policy_overlay": """
        draft: review* -> reviewed, discard -> discarded
        reviewed: return* -> draft, publish* -> published
        published: supersede -> superseded
        superseded:
        discarded:
    """,
    # PermenPANRB 6/2022 article 5 (a): drawn up by the employee, settled by the official; what is agreed is changed
    # in a dialogue only. It is closed with its annual evaluation, and opened with it.
    "target_plan": """
        draft: submit* -> submitted
        submitted: withdraw -> draft, agree* -> agreed, return* -> returned
        returned: submit* -> submitted
        agreed: close -> closed
        closed: reopen -> agreed
    """,
    "plan_change_request": """
        submitted: agree* -> agreed, refuse* -> refused, withdraw -> withdrawn
        agreed:
        refused:
        withdrawn:
    """,
    "plan_assignment_run": RUN,
    # PermenPANRB 6/2022 article 5 (b): what is done is planned by steps, documented, and talked about.
    "action_plan": """
        draft: submit* -> submitted
        submitted: withdraw -> draft, agree* -> agreed, return* -> returned
        returned: submit* -> submitted
        agreed: return* -> returned
    """,
    "realization": """
        draft: submit* -> submitted
        submitted: withdraw -> draft, accept -> accepted, return* -> returned
        returned: submit* -> submitted
        accepted:
    """,
    "feedback": """
        given: acknowledge -> acknowledged
        acknowledged:
    """,
    "observation": """
        recorded: acknowledge -> acknowledged, withdraw* -> withdrawn
        acknowledged: withdraw* -> withdrawn
        withdrawn:
    """,
    # PP 30/2019 articles 26-34: the meeting is held before it is minuted, and what was minuted stays.
    "review_meeting": """
        planned: hold* -> held, cancel* -> cancelled
        held: confirm* -> minutes_confirmed
        minutes_confirmed:
        cancelled:
    """,
    "follow_up": """
        open: finish* -> done, drop* -> dropped, extend* -> open, lapse -> overdue
        overdue: finish* -> done, drop* -> dropped, extend* -> open
        done: reopen* -> open
        dropped:
    """,
    # UU 30/2014 article 7 (2) f: heard before it is decided what is to be improved, and nothing agreed is taken back.
    "improvement_note": """
        noted: answer* -> answered, propose* -> proposed, withdraw* -> withdrawn
        answered: propose* -> proposed, withdraw* -> withdrawn
        proposed: agree -> agreed, decline* -> answered, withdraw* -> withdrawn
        agreed: close* -> closed
        closed:
        withdrawn:
    """,
    # PermenPANRB 6/2022 article 5 (c): that somebody answered is no step, for it would tell who answered.
    "rating_request": """
        nominated: approve* -> approved, refuse* -> refused, expire -> expired
        approved: decline* -> declined, close -> closed
        refused:
        declined:
        expired:
        closed:
    """,
    "evaluation_run": RUN,
    # PP 30/2019 article 59 and UU 30/2014 article 64: what is issued is received or refused, and taken back from above
    # only. A reopened one is replaced when its successor is drafted, which is no step of its own.
    "evaluation": """
        draft: issue* -> issued
        issued: acknowledge -> acknowledged, reject* -> rejected, reopen* -> reopened
        acknowledged: reopen* -> reopened
        rejected: reopen* -> reopened
        reopened:
        replaced:
    """,
    "calibration": """
        open: lock* -> locked, cancel* -> cancelled
        locked:
        cancelled:
    """,
    # PP 30/2019 article 59: both sides are heard, the decision has reasons, and is final.
    "objection": """
        diajukan: examine -> diperiksa, escalate* -> diajukan
        diperiksa: uphold* -> dikuatkan, change* -> diubah, escalate* -> diajukan
        dikuatkan: convey -> final
        diubah: convey -> final
        final:
    """,
    # PermenPANRB 14/2017: a result that was published stays published.
    "survey": """
        draft: publish* -> published
        published: close -> closed
        closed: reopen* -> published, publish_result* -> result_published
        result_published:
    """,
    "score_run": RUN,
    # PP 11/2017 jo. PP 17/2020: the board recommends, the appointing official decides, also against the board.
    "promotion_proposal": """
        proposed: recommend* -> recommended, not_recommend* -> not_recommended, withdraw* -> withdrawn
        recommended: approve* -> approved, reject* -> rejected
        not_recommended: approve* -> approved, reject* -> rejected
        approved:
        rejected:
        withdrawn:
    """,
}
# States that no step leads to.
REACHED_OTHERWISE = {("evaluation", "replaced")}


def table_of(life: Life) -> dict[str, dict[str, str]]:
    """Return the table of a lifecycle: from each state the steps and where they lead."""
    lines = [line.split(":") for line in LIVES[life.resource_type].split("\n") if line.strip()]
    return {
        state.strip(): dict(step.strip().split(" -> ") for step in steps.split(",") if step.strip())
        for state, steps in lines
    }


def states_of(life: Life) -> list[StrEnum]:
    kind: type[StrEnum] = type(life.transitions[0].target)
    return list(kind)


def without_conditions(life: Life) -> Life:
    """Return a lifecycle in which the state alone counts."""
    return Lifecycle(life.resource_type, [replace(each, conditions=()) for each in life.transitions])


def test_every_lifecycle_has_a_table() -> None:
    assert set(LIVES) == {life.resource_type for life in LIFECYCLES}


@pytest.mark.parametrize("life", LIFECYCLES, ids=lambda life: life.resource_type)
def test_every_state_is_in_the_table(life: Life) -> None:
    assert set(table_of(life)) == {state.value for state in states_of(life)}


@pytest.mark.parametrize("life", LIFECYCLES, ids=lambda life: life.resource_type)
def test_every_step_from_every_state_leads_where_the_table_says(life: Life) -> None:
    steps = {step.rstrip("*") for row in table_of(life).values() for step in row} | set(life.by_name) | {"fly"}
    bare = without_conditions(life)
    for state, step in product(states_of(life), sorted(steps)):
        row = {name.rstrip("*"): target for name, target in table_of(life)[state.value].items()}
        if step in row:
            assert bare.take(step, state, None).target.value == row[step], f"{step} from {state.value}"
            continue
        with pytest.raises(IllegalTransition) as refused:
            bare.take(step, state, None)
        told = refused.value
        assert (told.extra["state"], set(told.extra["possible"])) == (state.value, set(row)), step
        assert bool(told.basis) is (step in life.by_name), f"{step}: its article is told"


@pytest.mark.parametrize("life", LIFECYCLES, ids=lambda life: life.resource_type)
def test_what_is_offered_from_a_state_is_what_can_be_taken(life: Life) -> None:
    bare = without_conditions(life)
    for state in states_of(life):
        offered = {option.name: option.target for option in bare.options(state, None) if option.is_possible}
        assert offered == {name.rstrip("*"): target for name, target in table_of(life)[state.value].items()}


@pytest.mark.parametrize("life", LIFECYCLES, ids=lambda life: life.resource_type)
def test_a_step_depends_on_more_than_the_state_where_the_table_has_a_star(life: Life) -> None:
    starred = {name.rstrip("*"): name.endswith("*") for row in table_of(life).values() for name in row}

    assert {each.name: bool(each.conditions) for each in life.transitions} == starred


@pytest.mark.parametrize("life", LIFECYCLES, ids=lambda life: life.resource_type)
def test_every_state_is_reached_from_the_first(life: Life) -> None:
    table = table_of(life)
    reached, waiting = set[str](), [next(iter(table))]
    while waiting:
        state = waiting.pop()
        if state not in reached:
            reached.add(state)
            waiting += table[state].values()

    assert set(table) - reached == {state for kind, state in REACHED_OTHERWISE if kind == life.resource_type}
