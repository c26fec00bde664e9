"""The tables of runs that prepare evaluations: who is left out and who must act, and which step leads where."""

from uuid import UUID

import pytest

from kinerja_api.authz.decision import Allowed, Denied
from kinerja_api.authz.permissions import Role, permissions_of
from kinerja_api.authz.principal import Principal
from kinerja_api.evaluations.access.runs import decide_see_run, decide_step_run
from kinerja_api.evaluations.lifecycle.runs import RUN
from kinerja_api.evaluations.rules import LEFT_OUT, omission_of
from kinerja_api.evaluations.types import Omission
from kinerja_api.kit.ids import AccountId, AgencyId
from kinerja_api.kit.jobs.life import STEPS_OF_SYSTEM, UNFINISHED, RunState
from kinerja_api.kit.problems import IllegalTransition
from kinerja_api.targets.types import PlanStatus

LEADS = {
    ("begin", RunState.QUEUED): RunState.RUNNING,
    ("finish", RunState.RUNNING): RunState.DONE,
    ("fail", RunState.QUEUED): RunState.FAILED,
    ("fail", RunState.RUNNING): RunState.FAILED,
    ("cancel", RunState.QUEUED): RunState.CANCELLED,
    ("cancel", RunState.RUNNING): RunState.CANCELLED,
    ("resume", RunState.RUNNING): RunState.QUEUED,
    ("resume", RunState.FAILED): RunState.QUEUED,
    ("resume", RunState.CANCELLED): RunState.QUEUED,
}
STEPS = [each.name for each in RUN.transitions]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", RunState)
def test_every_pair_of_step_and_state_leads_where_the_table_says(step: str, state: RunState) -> None:
    target = LEADS.get((step, state))
    if target is None:
        with pytest.raises(IllegalTransition) as refused:
            RUN.take(step, state, None)
        assert refused.value.basis
    else:
        assert RUN.take(step, state, None).target is target
        assert (state in UNFINISHED) or step == "resume"


@pytest.mark.parametrize("is_unreviewed", [False, True])
@pytest.mark.parametrize(
    ("plan", "reason"),
    [
        (None, Omission.NO_PLAN),
        (PlanStatus.DRAFT, Omission.PLAN_NOT_SUBMITTED),
        (PlanStatus.RETURNED, Omission.PLAN_NOT_SUBMITTED),
        (PlanStatus.SUBMITTED, Omission.PLAN_NOT_AGREED),
        (PlanStatus.AGREED, None),
        (PlanStatus.CLOSED, None),
    ],
)
def test_whoever_has_no_agreed_plan_or_waits_for_review_is_left_out(
    plan: PlanStatus | None, reason: Omission | None, *, is_unreviewed: bool
) -> None:
    waits = Omission.REALIZATIONS_UNREVIEWED if is_unreviewed else None

    assert omission_of(plan, is_unreviewed=is_unreviewed) is (reason or waits)


def test_every_reason_names_who_must_act() -> None:
    assert LEFT_OUT.keys() == set(Omission)
    assert all(text.id and text.en for told in LEFT_OUT.values() for text in told)


@pytest.mark.parametrize("role", Role)
def test_runs_are_read_by_hr_and_auditors_since_they_name_everybody(role: Role) -> None:
    roles = frozenset({role})
    principal = Principal(AccountId(UUID(int=1)), AgencyId(UUID(int=2)), "Hr", roles, permissions_of(roles))

    decided = decide_see_run(principal)

    assert isinstance(decided, Allowed if role in {Role.HR_ADMIN, Role.AUDITOR} else Denied)
    assert not isinstance(decided, Denied) or decided.basis


@pytest.mark.parametrize("step", STEPS)
def test_the_workers_steps_are_its_own(step: str) -> None:
    decided = decide_step_run(step)

    assert isinstance(decided, Denied if step in STEPS_OF_SYSTEM else Allowed)
    assert not isinstance(decided, Denied) or decided.basis
