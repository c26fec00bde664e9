"""Use cases of self-assessments: the employee's own rating of the seven values, with a word on each target."""

from collections.abc import Sequence
from uuid import UUID

from kinerja_api.authz.decision import enforce
from kinerja_api.authz.principal import Principal
from kinerja_api.behavior import repository
from kinerja_api.behavior.access import decide_rate, decide_see_rating
from kinerja_api.behavior.errors import MISSING_TARGETS, NOT_OF_PLAN, TWICE, SelfAssessmentIncomplete
from kinerja_api.behavior.models import BehaviorRating
from kinerja_api.behavior.schemas import (
    RatingIn,
    SelfAssessmentIn,
    SelfAssessmentOut,
    SelfAssessmentPut,
    TargetRemarkIn,
    TargetRemarkOut,
)
from kinerja_api.behavior.service.ratings import add_rating, facts_of, fill_again, values_of
from kinerja_api.behavior.service.standing import led_in_list, standing_by, standing_to_row
from kinerja_api.behavior.types import Group
from kinerja_api.kit.db.paging import PageOf
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.etags import IfMatch
from kinerja_api.kit.http.schema import Page
from kinerja_api.kit.problems import FieldError, NotFound
from kinerja_api.targets.public import get_plan, map_target_titles


async def assess_self(uow: UnitOfWork, principal: Principal, given: SelfAssessmentIn) -> SelfAssessmentOut:
    """Assess oneself: every value, and a word on every target of the plan."""
    plan = await get_plan(uow, given.plan_id)
    standing = await standing_by(uow, principal, plan.employee_id, plan.valid_until)
    enforce(decide_rate(principal, standing, Group.SELF, asked_as=None))
    about = await _about_targets(uow, plan.id, given.targets)
    rating = RatingIn(plan_id=plan.id, period_id=given.period_id, group=Group.SELF, values=given.values)
    row = await add_rating(uow, principal, rating)
    row.about_targets, row.summary = about, given.summary
    await uow.session.flush()
    return _out(row)


async def read_assessment(uow: UnitOfWork, principal: Principal, assessment_id: UUID) -> SelfAssessmentOut:
    """Return a self-assessment that the principal may see."""
    row = await _get(uow, assessment_id)
    standing = await standing_to_row(uow, principal, row)
    enforce(decide_see_rating(principal, standing.relation, await facts_of(uow, principal, row)))
    return _out(row)


async def list_assessments(
    uow: UnitOfWork, principal: Principal, *, plan_id: UUID | None, period_id: UUID | None, page: PageOf
) -> Page[SelfAssessmentOut]:
    """Return a page of the self-assessments that the principal may see."""
    led = await led_in_list(uow, principal, plan_id)
    rows, following = await repository.list_ratings(
        uow,
        me=principal.employee_id,
        led=led,
        reads_whole_agency=principal.reads_whole_agency,
        plan_id=plan_id,
        period_id=period_id,
        page=page,
        group=Group.SELF,
    )
    return Page(items=[_out(row) for row in rows], next=following)


async def change_assessment(
    uow: UnitOfWork, principal: Principal, assessment_id: UUID, expected: IfMatch, given: SelfAssessmentPut
) -> SelfAssessmentOut:
    """Replace one's own self-assessment while its period takes ratings."""
    row = await _get(uow, assessment_id, for_update=True)
    await fill_again(uow, principal, row, expected, given)
    row.about_targets, row.summary = await _about_targets(uow, row.plan_id, given.targets), given.summary
    await uow.session.flush()
    return _out(row)


async def _get(uow: UnitOfWork, assessment_id: UUID, *, for_update: bool = False) -> BehaviorRating:
    row = await repository.get_rating(uow, assessment_id, for_update=for_update)
    if row.rater_group != Group.SELF.value:
        raise NotFound
    return row


async def _about_targets(uow: UnitOfWork, plan_id: UUID, given: Sequence[TargetRemarkIn]) -> list[dict[str, str]]:
    """Return what is said of each target in the order of the plan; each must be there, once, and no other."""
    titles = await map_target_titles(uow, plan_id)
    faults, said = [], dict[UUID, str]()
    for place, each in enumerate(given):
        if each.target_id not in titles or each.target_id in said:
            why = TWICE if each.target_id in said else NOT_OF_PLAN
            faults.append(FieldError("not_of_plan", why, f"/targets/{place}/target_id"))
        said.setdefault(each.target_id, each.text)
    missing = [title for target_id, title in titles.items() if target_id not in said]
    if missing and not faults:
        faults.append(FieldError("missing", MISSING_TARGETS.fill(titles="; ".join(missing)), "/targets"))
    if faults:
        raise SelfAssessmentIncomplete(errors=faults)
    return [
        {"target_id": str(target_id), "title": title, "text": said[target_id]} for target_id, title in titles.items()
    ]


def _out(row: BehaviorRating) -> SelfAssessmentOut:
    return SelfAssessmentOut(
        id=row.id,
        plan_id=row.plan_id,
        period_id=row.period_id,
        employee_id=row.employee_id,
        employee_name=row.employee_name,
        values=values_of(row),
        targets=[TargetRemarkOut.model_validate(each) for each in row.about_targets or []],
        summary=row.summary,
        created_at=row.created_at,
        updated_at=row.updated_at,
        version=row.version,
    )
