"""Beginning a plan from that of an earlier year, and saying what did not come along."""

from collections.abc import Mapping, Sequence
from typing import Literal
from uuid import UUID

from kinerja_api.authz.decision import enforce
from kinerja_api.authz.principal import Principal
from kinerja_api.cycles.public import get_cycle, require_open_cycle
from kinerja_api.employees.public import list_superiors, relation_to
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.text import Language, Text
from kinerja_api.organization.public import today_of
from kinerja_api.targets import repository
from kinerja_api.targets.access import decide_copy
from kinerja_api.targets.errors import NEW_POST, NEW_YEAR, NotAnEarlierPlan, PlanOfOtherPost
from kinerja_api.targets.models import TargetPlan
from kinerja_api.targets.rules import form_of
from kinerja_api.targets.schemas import CopyIn, CopyOut, PlanIn, TargetOut
from kinerja_api.targets.service.bringing import Brought, bring_targets, tell
from kinerja_api.targets.service.drafting import begin_plan, own_post
from kinerja_api.targets.service.writing import touch
from kinerja_api.targets.types import NotCopied, PlanKind

REASONS = {
    NotCopied.SUPERIOR_TARGET: Text(
        "Tautan ke hasil kerja pimpinan tahun lalu tidak ikut: pimpinan belum menyalin hasil kerja itu ke tahun ini. "
        "Pilih hasil kerja pimpinan tahun ini.",
        "The link to the superior's target of the earlier year is left out: the superior has not copied that target "
        "into this year. Choose a target of this year.",
    ),
    NotCopied.PERSPECTIVE: Text(
        "Perspektif tidak ikut: format SKP untuk jabatan Anda sekarang tidak memuatnya.",
        "The perspective is left out: the form for your post has none now.",
    ),
    NotCopied.DELEGATION: Text(
        "Penugasan Plt./Plh. tahun lalu tidak ikut: sebut penugasan tahun ini, atau hapus hasil kerja ini.",
        "The acting appointment of the earlier year is left out: name one of this year, or remove this target.",
    ),
    NotCopied.EXPECTATIONS: Text(
        "Ekspektasi khusus pimpinan tidak ikut: pejabat penilai menulisnya untuk tahun ini.",
        "The leader's expectations are left out: the rating official writes those of this year.",
    ),
}


async def copy_plan(uow: UnitOfWork, principal: Principal, plan_id: UUID, given: CopyIn, language: Language) -> CopyOut:
    """Draft a plan of one's own for the post held today from that of an earlier year in the same post."""
    source = await repository.read_plan(uow, plan_id)
    enforce(decide_copy(principal, await relation_to(uow, principal, source.employee_id, await today_of(uow))))
    cycle = await require_open_cycle(uow, given.cycle_id)
    if (await get_cycle(uow, source.cycle_id)).year >= cycle.year:
        raise NotAnEarlierPlan(basis=NEW_YEAR)
    post = await own_post(uow, principal)
    if post.position_id != source.position_id:
        raise PlanOfOtherPost(basis=NEW_POST)
    form = form_of(post.position_level, source.form, is_unit_head=post.is_unit_head)
    kind: Literal["study"] | None = "study" if source.kind is PlanKind.STUDY else None
    given_plan = PlanIn(cycle_id=cycle.id, approach=source.approach, form=form, kind=kind)
    plan = await begin_plan(uow, principal, cycle, post, given_plan)
    plan.copied_from_id = source.id
    plan.attachments = source.attachments.model_dump()
    links = await _links(uow, plan, source.targets)
    brought = [Brought(each, each.number, links.get(each.superior_target_id)) for each in source.targets]
    missing = await bring_targets(uow, plan, brought)
    if source.expectations:
        missing.append((NotCopied.EXPECTATIONS, None))
    await touch(uow, principal, plan, "copied", source.id)
    return CopyOut(
        plan=await repository.read_plan(uow, plan.id),
        left_out=[tell(each, REASONS, language) for each in missing],
    )


async def _links(uow: UnitOfWork, plan: TargetPlan, targets: Sequence[TargetOut]) -> Mapping[UUID | None, UUID]:
    """Return the superiors' targets of the new year that were copied from those that the old plan served."""
    served = [target.superior_target_id for target in targets if target.superior_target_id is not None]
    if not served:
        return {}
    superiors = await list_superiors(uow, plan.employee_id, await today_of(uow))
    above = [each.employee_id for each in superiors]
    return await repository.map_copies(uow, plan.cycle_id, above, served)
