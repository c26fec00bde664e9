"""Bringing targets of an earlier plan into a new one, and saying what did not come along."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.text import Language, Text
from kinerja_api.targets import repository
from kinerja_api.targets.models import Target, TargetPlan
from kinerja_api.targets.schemas import NotCopiedOut, TargetOut
from kinerja_api.targets.service.writing import new_indicator
from kinerja_api.targets.types import NotCopied, PassedOn, PlanForm

Missing = tuple[NotCopied, TargetOut | None]


@dataclass(frozen=True, slots=True)
class Brought:
    """A target as it comes into a plan: from an earlier year or, where it is passed on, from another plan of this one.

    `superior_id` is what it serves there. An acting appointment comes along where it is the employee's own and of the
    same year.
    """

    target: TargetOut
    number: int
    superior_id: UUID | None
    passed_on: PassedOn | None = None
    keeps_delegation: bool = False


async def bring_targets(uow: UnitOfWork, plan: TargetPlan, brought: Sequence[Brought]) -> list[Missing]:
    """Add targets with their indicators to a new plan, and return what they lack there, target by target."""
    rows = [(_row(uow, plan, each), each.target) for each in brought]
    repository.add(uow, *(row for row, _ in rows))
    await uow.session.flush()
    measures = [new_indicator(uow, row.id, each.number, each) for row, target in rows for each in target.indicators]
    repository.add(uow, *measures)
    await uow.session.flush()
    return [(code, each.target) for each in brought for code in _left_out(plan, each)]


def tell(missing: Missing, reasons: Mapping[NotCopied, Text], language: Language) -> NotCopiedOut:
    """Return in one language what did not come along, and why."""
    code, target = missing
    return NotCopiedOut(
        code=code,
        target_id=target.id if target else None,
        title=target.title if target else None,
        reason=reasons[code].in_language(language),
    )


def _row(uow: UnitOfWork, plan: TargetPlan, brought: Brought) -> Target:
    target = brought.target
    has_perspective = plan.form == PlanForm.PIMPINAN.value
    return Target(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        plan_id=plan.id,
        number=brought.number,
        kind=target.kind.value,
        classification=target.classification.value,
        title=target.title,
        superior_target_id=brought.superior_id,
        perspective=target.perspective.value if has_perspective and target.perspective else None,
        delegation_id=target.delegation_id if brought.keeps_delegation else None,
        delegation_name=target.delegation_name if brought.keeps_delegation else None,
        weight=target.weight,
        standards=[each.model_dump() for each in target.standards],
        copied_from_id=target.id,
        passed_on=brought.passed_on.value if brought.passed_on else None,
    )


def _left_out(plan: TargetPlan, brought: Brought) -> list[NotCopied]:
    target = brought.target
    lacks = {
        NotCopied.SUPERIOR_TARGET: target.superior_target_id is not None and brought.superior_id is None,
        NotCopied.PERSPECTIVE: target.perspective is not None and plan.form == PlanForm.PEGAWAI.value,
        NotCopied.DELEGATION: target.delegation_id is not None and not brought.keeps_delegation,
    }
    return [code for code, is_missing in lacks.items() if is_missing]
