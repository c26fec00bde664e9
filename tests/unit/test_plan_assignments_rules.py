"""Runs that assign templates: their life, who reads them and who takes which step."""

from itertools import product

import pytest

from kinerja_api.authz.decision import Allowed, Denied
from kinerja_api.authz.permissions import Role
from kinerja_api.kit.jobs.life import STEPS_OF_SYSTEM, RunState
from kinerja_api.kit.problems import IllegalTransition
from kinerja_api.targets.access.assignments import decide_see_assignment, decide_step_assignment
from kinerja_api.targets.lifecycle.assignments import ASSIGNMENT
from tests.unit.test_targets_rules import READERS, principal

S = RunState
STEPS = {
    "begin": ({S.QUEUED}, S.RUNNING),
    "finish": ({S.RUNNING}, S.DONE),
    "fail": ({S.QUEUED, S.RUNNING}, S.FAILED),
    "cancel": ({S.QUEUED, S.RUNNING}, S.CANCELLED),
    "resume": ({S.RUNNING, S.FAILED, S.CANCELLED}, S.QUEUED),
}


@pytest.mark.parametrize(("step", "state"), list(product(STEPS, RunState)))
def test_every_step_from_every_state(step: str, state: RunState) -> None:
    sources, target = STEPS[step]
    if state in sources:
        assert ASSIGNMENT.take(step, state, None).target is target
    else:
        with pytest.raises(IllegalTransition):
            ASSIGNMENT.take(step, state, None)


@pytest.mark.parametrize("role", Role)
def test_only_those_who_read_the_whole_agency_read_runs(role: Role) -> None:
    assert isinstance(decide_see_assignment(principal(role)), Allowed if role in READERS else Denied)


@pytest.mark.parametrize("step", STEPS)
def test_the_steps_of_the_worker_are_its_own(step: str) -> None:
    assert isinstance(decide_step_assignment(step), Denied if step in STEPS_OF_SYSTEM else Allowed)
