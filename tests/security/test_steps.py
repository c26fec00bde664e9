"""A step that a state does not know is refused with what is possible and the law behind it, and changes nothing (C30).

Tried in every lifecycle, for every step that does not lead on from where the resource stands, by everybody who might
take it: to some it is denied, to at least one it is told why it is not possible.
"""

from typing import Any

import httpx
import pytest

from kinerja_api.contract import LIFECYCLES
from kinerja_api.kit.lifecycle import Lifecycle
from tests.security.conftest import Neighbours
from tests.support.caller import problem
from tests.support.contract import Contract
from tests.support.walk import Request

EVERYBODY = ("ani", "budi", "kabid", "kadis", "hr", "survey", "board", "ppk")
# The worker takes these, and nobody can ask for them.
OF_THE_SYSTEM = {
    ("evaluation_run", "begin"),
    ("evaluation_run", "finish"),
    ("evaluation_run", "fail"),
    ("target_plan", "close"),
    ("target_plan", "reopen"),
    ("follow_up", "lapse"),
    ("plan_assignment_run", "begin"),
    ("plan_assignment_run", "finish"),
    ("plan_assignment_run", "fail"),
    ("score_run", "begin"),
    ("score_run", "finish"),
    ("score_run", "fail"),
    ("policy_overlay", "supersede"),
    ("rating_request", "expire"),
    ("rating_request", "close"),
}


def test_every_lifecycle_has_its_operation(contract: Contract) -> None:
    steps = {operation.id for operation in contract if operation.method == "POST" and "/transitions" in operation.path}

    assert steps == {f"step_{lifecycle.resource_type}" for lifecycle in LIFECYCLES}


@pytest.mark.parametrize("lifecycle", LIFECYCLES, ids=lambda each: each.resource_type)
async def test_a_step_from_another_state_is_refused_with_what_is_possible(
    contract: Contract, neighbours: Neighbours, lifecycle: Lifecycle[Any, Any]
) -> None:
    walk, step = neighbours.mine, contract.operations[f"step_{lifecycle.resource_type}"]
    path = step.path.replace(f"{{{step.path_names[0]}}}", walk.own(step, step.path_names[0]))
    at = path.removesuffix("/transitions")
    reader = walk.sent[step.id].who or "hr"
    before = await walk.world[reader].read(at)
    state = before.get("status") or before["state"]
    possible = [each.name for each in lifecycle.transitions if state in each.sources]

    for name in [each.name for each in lifecycle.transitions if each.name not in possible] + ["fly"]:
        told: list[httpx.Response] = []
        for who in EVERYBODY:
            answer = await walk.ask(Request(step, who, path, {"name": name}), key=None, etag="*")
            assert answer.status_code in {403, 404, 409}, f"{name} by {who}: {answer.status_code} {answer.text}"
            told += [answer] if answer.status_code == 409 else []
        if (lifecycle.resource_type, name) in OF_THE_SYSTEM:
            assert told == []
            continue
        assert told, f"nobody is told why {name} is not possible from {state}"
        for answer in told:
            refused = problem(answer, 409, "ILLEGAL_TRANSITION")
            assert (refused["state"], refused["possible"]) == (state, possible), name
            assert name in refused["detail"]
            if name != "fly":
                assert all(each["article"] and each["instrument"] for each in refused["basis"])
                assert refused["basis"], f"{lifecycle.resource_type} {name}: no article"
    assert await walk.world[reader].read(at) == before


@pytest.mark.parametrize("lifecycle", LIFECYCLES, ids=lambda each: each.resource_type)
def test_every_step_rests_on_an_article(lifecycle: Lifecycle[Any, Any]) -> None:
    for step in lifecycle.transitions:
        assert step.basis, f"{lifecycle.resource_type} {step.name}"
