"""Templates: what plans of one kind of post begin with."""

from uuid import UUID

from kinerja_api.audit.public import Act, record, record_change
from kinerja_api.authz.principal import Principal
from kinerja_api.kit.db.paging import PageOf
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.etags import IfMatch, require_version
from kinerja_api.kit.http.schema import Page
from kinerja_api.targets.errors import TemplateAlreadyThere
from kinerja_api.targets.events import PlanTemplateSaved
from kinerja_api.targets.models.templates import PlanTemplate
from kinerja_api.targets.repository import templates as repository
from kinerja_api.targets.schemas import Attachments
from kinerja_api.targets.schemas.templates import TemplateIn, TemplateOut, TemplateRow

RESOURCE = "plan_template"
NO_ATTACHMENTS = Attachments(resources=[], accountability=[], consequences=[])


async def create_template(uow: UnitOfWork, principal: Principal, given: TemplateIn) -> TemplateOut:
    """Make a template; its name is one of its own."""
    await _refuse_second(uow, given.name, None)
    template = PlanTemplate(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        **_columns(given),
        version=1,
        created_at=uow.now(),
        updated_at=uow.now(),
    )
    repository.add(uow, template)
    record(uow, principal, Act("created", RESOURCE, template.id, version_after=1))
    uow.emit(PlanTemplateSaved(template.id, is_active=template.is_active))
    await uow.session.flush()
    return TemplateOut.model_validate(template)


async def read_template(uow: UnitOfWork, template_id: UUID) -> TemplateOut:
    """Return a template; everybody in the agency may read it."""
    return TemplateOut.model_validate(await repository.get_template(uow, template_id))


async def list_templates(
    uow: UnitOfWork, *, position_name: str | None, is_active: bool | None, page: PageOf
) -> Page[TemplateRow]:
    """Return a page of templates."""
    rows, following = await repository.list_templates(uow, position_name=position_name, is_active=is_active, page=page)
    return Page(items=[TemplateRow.model_validate(row) for row in rows], next=following)


async def change_template(
    uow: UnitOfWork, principal: Principal, template_id: UUID, expected: IfMatch, given: TemplateIn
) -> TemplateOut:
    """Replace a template; plans that began with it stay as they are."""
    template = await repository.get_template(uow, template_id, for_update=True)
    require_version(expected, template.version)
    await _refuse_second(uow, given.name, template.id)
    for name, value in _columns(given).items():
        setattr(template, name, value)
    record_change(uow, principal, template, Act("changed", RESOURCE, template.id))
    uow.emit(PlanTemplateSaved(template.id, is_active=template.is_active))
    await uow.session.flush()
    return TemplateOut.model_validate(template)


async def _refuse_second(uow: UnitOfWork, name: str, own: UUID | None) -> None:
    other = await repository.find_template_id(uow, name)
    if other is not None and other != own:
        raise TemplateAlreadyThere(extra={"template_id": str(other)})


def _columns(given: TemplateIn) -> dict[str, object]:
    return {
        "name": given.name,
        "position_name": given.position_name,
        "approach": given.approach.value,
        "targets": [each.model_dump(mode="json") for each in given.targets],
        "attachments": (given.attachments or NO_ATTACHMENTS).model_dump(),
        "is_active": given.is_active,
    }
