"""The overlays of an agency: drafted within the bounds, reviewed and published by others, superseded by the next.

A draft is checked against the current policy each time it is saved. Publishing makes it a version: a whole policy of
its own, with a digest, that rules from its first day up to the day on which another begins.
"""

from typing import Any
from uuid import UUID

from kinerja_api.audit.public import Act, TransitionsOut, record, record_change, transitions_of
from kinerja_api.authz.decision import Denied, enforce
from kinerja_api.authz.principal import Principal
from kinerja_api.kit.db.paging import PageOf
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.etags import IfMatch, require_version
from kinerja_api.kit.http.schema import Page
from kinerja_api.kit.lifecycle import Obstacle
from kinerja_api.kit.problems import FieldError
from kinerja_api.kit.text import Language
from kinerja_api.organization.public import today_of
from kinerja_api.policies import repository
from kinerja_api.policies.access import decide_change, decide_see, decide_step, sees_drafts
from kinerja_api.policies.errors import OWN_REGULATION, OverlayNotAllowed
from kinerja_api.policies.events import OverlayStepped, PolicyPublished
from kinerja_api.policies.lifecycle import OVERLAY, OverlayFacts
from kinerja_api.policies.models import PolicyOverlay, PolicyVersion
from kinerja_api.policies.rules.documents import from_document, read_shown, shown_value, to_document
from kinerja_api.policies.rules.overlays import (
    Fault,
    GivenAdjustment,
    faults_of,
    merge,
    place_from,
    read_adjustments,
)
from kinerja_api.policies.schemas import (
    AdjustmentOut,
    OverlayIn,
    OverlayOut,
    OverlayPut,
    OverlayRow,
    RegulationOut,
    StepIn,
)
from kinerja_api.policies.types import Adjustment, Overlay, OverlayStatus, Placed, Regulation
from kinerja_api.scoring.policy import PolicySet, Verification
from kinerja_api.scoring.text import Text

RESOURCE = OVERLAY.resource_type


async def draft_overlay(uow: UnitOfWork, principal: Principal, given: OverlayIn, language: Language) -> OverlayOut:
    """Begin an overlay over a policy; what the policy does not allow is refused at once."""
    base = await repository.get_current(uow, given.key)
    overlay = PolicyOverlay(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        key=given.key,
        status=OverlayStatus.DRAFT.value,
        drafted_by=principal.account_id,
        drafted_name=principal.name,
        version=1,
        created_at=uow.now(),
        updated_at=uow.now(),
    )
    _fill(overlay, base, given)
    repository.add(uow, overlay)
    details = {"key": given.key, "since": given.since.isoformat()}
    record(
        uow, principal, Act("drafted", RESOURCE, overlay.id, version_after=1, to_state=overlay.status, details=details)
    )
    await uow.session.flush()
    return _shown(overlay, base, language)


async def read_overlay(uow: UnitOfWork, principal: Principal, overlay_id: UUID, language: Language) -> OverlayOut:
    """Return an overlay that the principal may see."""
    overlay = await _visible(uow, principal, overlay_id)
    return _shown(overlay, await repository.get_registered(uow, overlay.base_version_id), language)


async def list_overlays(
    uow: UnitOfWork,
    principal: Principal,
    language: Language,
    *,
    key: str | None,
    status: OverlayStatus | None,
    page: PageOf,
) -> Page[OverlayRow]:
    """Return a page of the overlays that the principal may see."""
    rows, following = await repository.list_overlays(
        uow, with_drafts=sees_drafts(principal), key=key, status=status, page=page
    )
    return Page(items=[OverlayRow(**_row(row, language)) for row in rows], next=following)


async def change_overlay(
    uow: UnitOfWork, principal: Principal, overlay_id: UUID, expected: IfMatch, given: OverlayPut, language: Language
) -> OverlayOut:
    """Write a draft anew, against the policy as it is now."""
    overlay = await _visible(uow, principal, overlay_id, for_update=True)
    enforce(decide_change(principal, overlay.drafted_by, OverlayStatus(overlay.status)))
    require_version(expected, overlay.version)
    base = await repository.get_current(uow, overlay.key)
    _fill(overlay, base, given)
    record_change(uow, principal, overlay, Act("changed", RESOURCE, overlay.id))
    await uow.session.flush()
    return _shown(overlay, base, language)


async def step_overlay(
    uow: UnitOfWork, principal: Principal, overlay_id: UUID, expected: IfMatch, step: StepIn, language: Language
) -> OverlayOut:
    """Take a step in the life of an overlay: review, return, publish, discard."""
    overlay = await _visible(uow, principal, overlay_id, for_update=True)
    enforce(decide_step(principal, overlay.drafted_by, step.name))
    require_version(expected, overlay.version)
    base = await repository.get_current(uow, overlay.key)
    facts = await _facts(uow, overlay, base, note=step.note)
    taken = OVERLAY.take(step.name, OverlayStatus(overlay.status), facts)
    match taken.target:
        case OverlayStatus.REVIEWED:
            overlay.reviewed_by, overlay.reviewed_name = principal.account_id, principal.name
            overlay.reviewed_at = uow.now()
        case OverlayStatus.DRAFT:
            overlay.reviewed_by = overlay.reviewed_name = overlay.reviewed_at = None
        case OverlayStatus.PUBLISHED:
            await _publish(uow, principal, overlay, base)
        case _:
            pass
    _enter(uow, principal, overlay, step.name, note=step.note)
    await uow.session.flush()
    return _shown(overlay, await repository.get_registered(uow, overlay.base_version_id), language)


async def list_overlay_transitions(
    uow: UnitOfWork, principal: Principal, overlay_id: UUID, language: Language
) -> TransitionsOut:
    """Return the life of an overlay, and for this reader what may come next and why the rest may not."""
    overlay = await _visible(uow, principal, overlay_id)
    base = await repository.get_current(uow, overlay.key)
    facts = await _facts(uow, overlay, base, note="-")

    def refuse(step: str) -> Obstacle | None:
        decision = decide_step(principal, overlay.drafted_by, step)
        return Obstacle(decision.reason, decision.basis) if isinstance(decision, Denied) else None

    options = OVERLAY.options(OverlayStatus(overlay.status), facts, refuse)
    return await transitions_of(uow, RESOURCE, overlay.id, state=overlay.status, options=options, language=language)


def merged_policy(overlay: PolicyOverlay, base: PolicyVersion) -> PolicySet:
    """Return the policy that an overlay makes of the one that it lies over."""
    policy = from_document(base.document, base.sha256)
    return merge(policy, _overlay(overlay, policy))


async def _publish(uow: UnitOfWork, principal: Principal, overlay: PolicyOverlay, base: PolicyVersion) -> None:
    """Make an overlay the version of its days, close the interval of the former one, and tell everybody."""
    await repository.take_turn(uow, overlay.key)
    timeline = {each.id: each for each in await repository.list_timeline(uow, overlay.key)}
    placed, former = place_from(
        [Placed(each.id, each.since, each.until) for each in timeline.values()], overlay.id, overlay.since
    )
    if former is not None:
        superseded = timeline[former.id]
        superseded.until = former.until
        if superseded.status == OverlayStatus.PUBLISHED.value:
            superseded.superseded_at = uow.now()
            _enter(uow, principal, superseded, "supersede")
        # Before the new one takes these days: two versions on one day would be refused by the database.
        await uow.session.flush()
    policy = merged_policy(overlay, base)
    overlay.document, overlay.sha256, overlay.until = to_document(policy), policy.sha256, placed.until
    overlay.published_by, overlay.published_name = principal.account_id, principal.name
    overlay.published_at = uow.now()
    published = PolicyPublished(
        overlay.id,
        key=overlay.key,
        agency_id=uow.agency_id,
        version_id=overlay.id,
        in_force_from=overlay.since,
        in_force_until=overlay.until,
    )
    uow.emit(published)


def _enter(
    uow: UnitOfWork, principal: Principal, overlay: PolicyOverlay, step: str, *, note: str | None = None
) -> None:
    """Bring an overlay into the state to which a step leads, and leave the step in the trail."""
    from_state, overlay.status = overlay.status, OVERLAY.by_name[step].target.value
    act = Act(step, RESOURCE, overlay.id, from_state=from_state, to_state=overlay.status, note=note)
    record_change(uow, principal, overlay, act)
    uow.emit(OverlayStepped(overlay.id, step=step, to_state=overlay.status))


def _fill(overlay: PolicyOverlay, base: PolicyVersion, given: OverlayPut) -> None:
    """Write what a client gave into a draft, or refuse it with every fault at its place."""
    policy = from_document(base.document, base.sha256)
    wanted = [GivenAdjustment(each.parameter, each.value, each.article) for each in given.adjustments]
    adjustments, faults = read_adjustments(policy, given.since, wanted)
    regulation = given.regulation
    overlay.base_version_id = base.id
    overlay.title_id, overlay.title_en = given.title.id, given.title.en
    overlay.since, overlay.until = given.since, None
    overlay.regulation_name, overlay.regulation_number = regulation.name, regulation.number
    overlay.regulation_year, overlay.regulation_url = regulation.year, regulation.url
    overlay.instrument = f"{regulation.name} Nomor {regulation.number} Tahun {regulation.year}"
    overlay.edition = f"{regulation.number}/{regulation.year}"
    overlay.verification = regulation.verification.value
    overlay.adjustments = [
        {
            "parameter": each.parameter,
            "value": shown_value(policy.parameters[each.parameter].kind, each.value),
            "article": each.article,
        }
        for each in adjustments
    ]
    if not faults:
        faults = faults_of(merge(policy, _overlay(overlay, policy)), adjustments)
    if faults:
        basis = dict.fromkeys(basis for fault in faults for basis in fault.basis) or {OWN_REGULATION: None}
        raise OverlayNotAllowed(errors=[_field_error(fault) for fault in faults], basis=list(basis))


def _field_error(fault: Fault) -> FieldError:
    pointer = "/since" if fault.adjustment is None else f"/adjustments/{fault.adjustment}/{fault.part}"
    return FieldError(code=fault.code, detail=fault.detail, pointer=pointer)


def _overlay(overlay: PolicyOverlay, policy: PolicySet) -> Overlay:
    return Overlay(
        edition=overlay.edition,
        title=Text(overlay.title_id, overlay.title_en),
        since=overlay.since,
        regulation=Regulation(overlay.instrument, overlay.regulation_url, Verification(overlay.verification)),
        adjustments=tuple(
            Adjustment(
                each["parameter"],
                read_shown(policy.parameters[each["parameter"]].kind, each["value"]),
                each["article"],
            )
            for each in overlay.adjustments
        ),
    )


async def _visible(
    uow: UnitOfWork, principal: Principal, overlay_id: UUID, *, for_update: bool = False
) -> PolicyOverlay:
    overlay = await repository.get_overlay(uow, overlay_id, for_update=for_update)
    enforce(decide_see(principal, OverlayStatus(overlay.status)))
    return overlay


async def _facts(uow: UnitOfWork, overlay: PolicyOverlay, base: PolicyVersion, *, note: str | None) -> OverlayFacts:
    return OverlayFacts(
        base_is_current=overlay.base_version_id == base.id,
        begins_in_the_past=overlay.since < await today_of(uow),
        note=note,
    )


def _row(overlay: PolicyOverlay, language: Language) -> dict[str, Any]:
    return {
        "id": overlay.id,
        "key": overlay.key,
        "status": OverlayStatus(overlay.status),
        "title": overlay.title_id if language == "id" else overlay.title_en,
        "instrument": overlay.instrument,
        "since": overlay.since,
        "until": overlay.until,
        "drafted_name": overlay.drafted_name,
        "published_name": overlay.published_name,
        "version": overlay.version,
    }


def _shown(overlay: PolicyOverlay, base: PolicyVersion, language: Language) -> OverlayOut:
    policy = from_document(base.document, base.sha256)
    return OverlayOut(
        **_row(overlay, language),
        base_version_id=overlay.base_version_id,
        regulation=RegulationOut(
            name=overlay.regulation_name,
            number=overlay.regulation_number,
            year=overlay.regulation_year,
            url=overlay.regulation_url,
            verification=Verification(overlay.verification),
        ),
        adjustments=[_adjustment(each, policy, overlay, language) for each in overlay.adjustments],
        sha256=overlay.sha256,
        created_at=overlay.created_at,
        reviewed_name=overlay.reviewed_name,
        reviewed_at=overlay.reviewed_at,
        published_at=overlay.published_at,
        superseded_at=overlay.superseded_at,
    )


def _adjustment(kept: dict[str, Any], policy: PolicySet, overlay: PolicyOverlay, language: Language) -> AdjustmentOut:
    parameter = policy.parameters[kept["parameter"]]
    return AdjustmentOut(
        parameter=parameter.name,
        text=parameter.text.id if language == "id" else parameter.text.en,
        instead_of=shown_value(parameter.kind, parameter.on(overlay.since).value),
        value=kept["value"],
        article=kept["article"],
    )
