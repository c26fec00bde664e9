"""Use cases of notes for improvement: noted in the open, answered, improved, closed; nothing counts unheard."""

from datetime import date
from uuid import UUID

from kinerja_api.audit.public import Act, TransitionsOut, record, record_change, transitions_of
from kinerja_api.authz.decision import Denied, enforce
from kinerja_api.authz.principal import Principal
from kinerja_api.employees.public import get_post, list_led_unit_ids, relation_to
from kinerja_api.feedback.access.notes import ToNote, decide_note, decide_report, decide_see_note, decide_step_note
from kinerja_api.feedback.errors import (
    CONTINUOUS,
    HEARD,
    CannotAnswer,
    NoteNotAgreed,
    OccurredLater,
    SourceNotFound,
    TooManyStatements,
)
from kinerja_api.feedback.events import ImprovementNoteStepped
from kinerja_api.feedback.lifecycle.notes import ANSWER, NOTE, PROPOSE, NoteFacts
from kinerja_api.feedback.models.notes import ImprovementNote, ImprovementNoteEntry
from kinerja_api.feedback.repository import notes as repository
from kinerja_api.feedback.rules import answer_by, could_answer, counting_of
from kinerja_api.feedback.schemas.notes import NoteEntryOut, NoteFollowUpIn, NoteIn, NoteOut, NoteRow, NoteStepIn
from kinerja_api.feedback.types import COUNTED, NoteEntryKind, NoteFilter, NoteStatus
from kinerja_api.identity.public import can_sign_in
from kinerja_api.kit.db.paging import PageOf
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.etags import IfMatch, require_version
from kinerja_api.kit.http.schema import Page
from kinerja_api.kit.lifecycle import Obstacle
from kinerja_api.kit.problems import FieldError, NotFound
from kinerja_api.kit.text import Language
from kinerja_api.organization.public import today_of
from kinerja_api.realizations.public import get_realization
from kinerja_api.surveys.public import get_result_subject
from kinerja_api.targets.public import get_plan

RESOURCE = NOTE.resource_type


async def make_note(uow: UnitOfWork, principal: Principal, given: NoteIn) -> NoteOut:
    """Note what is to be improved on somebody whom one leads, who sees it at once and can answer it."""
    today = await today_of(uow)
    enforce(decide_note(principal, await relation_to(uow, principal, given.employee_id, today)))
    post = await get_post(uow, given.employee_id, today)
    if not await can_sign_in(uow, post.employee_id):
        raise CannotAnswer(basis=[HEARD])
    if given.occurred_on > today:
        raise OccurredLater(errors=[FieldError("occurred_later", OccurredLater.advice, "/occurred_on")])
    await _check_source(uow, given)
    row = ImprovementNote(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        employee_id=post.employee_id,
        employee_name=post.name,
        unit_id=post.unit_id,
        author_id=principal.employee_id,
        author_name=principal.name,
        kind=given.kind.value,
        occurred_on=given.occurred_on,
        fact=given.fact,
        realization_id=given.realization_id,
        survey_result_id=given.survey_result_id,
        source=given.source,
        status=NoteStatus.NOTED.value,
        answer_by=answer_by(today),
        version=1,
        created_at=uow.now(),
        updated_at=uow.now(),
    )
    repository.add(uow, row)
    record(uow, principal, Act("noted", RESOURCE, row.id, version_after=1, to_state=row.status))
    await _tell(uow, row, "noted")
    return await _shown(uow, row, today)


async def read_note(uow: UnitOfWork, principal: Principal, note_id: UUID) -> NoteOut:
    """Return a note that the principal may see."""
    row = await repository.get_note(uow, note_id)
    enforce(decide_see_note(principal, await _standing(uow, principal, row)))
    return await _shown(uow, row, await today_of(uow))


async def list_notes(uow: UnitOfWork, principal: Principal, wanted: NoteFilter, page: PageOf) -> Page[NoteRow]:
    """Return a page of the notes that the principal may see."""
    me, today = principal.employee_id, await today_of(uow)
    led = None if principal.reads_whole_agency else await list_led_unit_ids(uow, me, today)
    rows, following = await repository.list_notes(uow, led=led, me=me, wanted=wanted, page=page)
    return Page(items=[_row(row, today) for row in rows], next=following)


async def report_on_note(uow: UnitOfWork, principal: Principal, note_id: UUID, given: NoteFollowUpIn) -> NoteOut:
    """Write down what came of the improvement that was agreed on."""
    row = await repository.get_note(uow, note_id, for_update=True)
    enforce(decide_report(principal, await _standing(uow, principal, row)))
    if row.status != NoteStatus.AGREED:
        raise NoteNotAgreed(basis=[CONTINUOUS])
    if len(await repository.list_entries(uow, row.id)) >= repository.MOST_ENTRIES:
        raise TooManyStatements
    _add_entry(uow, principal, row, NoteEntryKind.FOLLOW_UP, given.text)
    await _touch(uow, principal, row, Act("followed_up", RESOURCE, row.id))
    return await _shown(uow, row, await today_of(uow))


async def step_note(
    uow: UnitOfWork, principal: Principal, note_id: UUID, expected: IfMatch, step: NoteStepIn
) -> NoteOut:
    """Take a step: answer, propose, agree, decline, close, withdraw."""
    row = await repository.get_note(uow, note_id, for_update=True)
    enforce(decide_step_note(principal, await _standing(uow, principal, row), step.name))
    require_version(expected, row.version)
    today = await today_of(uow)
    has_day = step.improve_by is not None and step.improve_by >= today
    facts = NoteFacts(could_answer=_could_answer(row, today), has_day=has_day, note=step.note)
    taken = NOTE.take(step.name, NoteStatus(row.status), facts)
    from_state, row.status = row.status, taken.target.value
    if step.name == ANSWER:
        row.answered_at = uow.now()
    if step.name == PROPOSE:
        row.improvement, row.improve_by = step.note, step.improve_by
    match taken.target:
        case NoteStatus.AGREED:
            row.agreed_at = uow.now()
        case NoteStatus.CLOSED | NoteStatus.WITHDRAWN:
            row.outcome, row.closed_at = step.note, uow.now()
        case NoteStatus.ANSWERED if row.answered_at is None:
            # Declined by somebody who had let the time to answer pass: this is the answer.
            row.answered_at = uow.now()
        case _:
            pass
    if step.note is not None:
        _add_entry(uow, principal, row, NoteEntryKind(step.name), step.note)
    act = Act(step.name, RESOURCE, row.id, from_state=from_state, to_state=row.status, note=step.note)
    await _touch(uow, principal, row, act)
    return await _shown(uow, row, today)


async def list_note_transitions(
    uow: UnitOfWork, principal: Principal, note_id: UUID, language: Language
) -> TransitionsOut:
    """Return the life of a note and what may come next."""
    row = await repository.get_note(uow, note_id)
    to = await _standing(uow, principal, row)
    enforce(decide_see_note(principal, to))

    def refuse(step: str) -> Obstacle | None:
        decision = decide_step_note(principal, to, step)
        return Obstacle(decision.reason, decision.basis) if isinstance(decision, Denied) else None

    facts = NoteFacts(could_answer=_could_answer(row, await today_of(uow)), note="-")
    options = NOTE.options(NoteStatus(row.status), facts, refuse)
    return await transitions_of(uow, RESOURCE, row.id, state=row.status, options=options, language=language)


async def _check_source(uow: UnitOfWork, given: NoteIn) -> None:
    """A realization is one of the employee's own; what is missing or of others looks the same."""
    if given.realization_id is not None and await _owner_of(uow, given.realization_id) != given.employee_id:
        raise SourceNotFound(errors=[FieldError("source_not_found", SourceNotFound.advice, "/realization_id")])
    if given.survey_result_id is not None:
        try:
            await get_result_subject(uow, given.survey_result_id)
        except NotFound:
            wrong = FieldError("source_not_found", SourceNotFound.advice, "/survey_result_id")
            raise SourceNotFound(errors=[wrong]) from None


async def _owner_of(uow: UnitOfWork, realization_id: UUID) -> UUID | None:
    try:
        realization = await get_realization(uow, realization_id)
        return (await get_plan(uow, realization.plan_id)).employee_id
    except NotFound:
        return None


async def _standing(uow: UnitOfWork, principal: Principal, row: ImprovementNote) -> ToNote:
    me = principal.employee_id
    relation = await relation_to(uow, principal, row.employee_id, await today_of(uow))
    return ToNote(relation, is_author=me is not None and me == row.author_id)


def _could_answer(row: ImprovementNote, today: date) -> bool:
    return could_answer(row.answer_by, today, has_answered=row.answered_at is not None)


def _row(row: ImprovementNote, today: date) -> NoteRow:
    counting = counting_of(NoteStatus(row.status), row.answer_by, today, has_answered=row.answered_at is not None)
    columns = {name: getattr(row, name) for name in NoteRow.model_fields.keys() - {"counts", "counting"}}
    return NoteRow(**columns, counts=counting in COUNTED, counting=counting)


async def _shown(uow: UnitOfWork, row: ImprovementNote, today: date) -> NoteOut:
    """Return a note as it is told, with all that both sides said."""
    entries = [NoteEntryOut.model_validate(each) for each in await repository.list_entries(uow, row.id)]
    return NoteOut(**_row(row, today).model_dump(), entries=entries)


def _add_entry(uow: UnitOfWork, principal: Principal, row: ImprovementNote, kind: NoteEntryKind, text: str) -> None:
    entry = ImprovementNoteEntry(
        agency_id=uow.agency_id,
        id=uow.new_id(),
        note_id=row.id,
        kind=kind.value,
        text=text,
        author_id=principal.employee_id,
        author_name=principal.name,
        written_at=uow.now(),
    )
    repository.add(uow, entry)


async def _touch(uow: UnitOfWork, principal: Principal, row: ImprovementNote, act: Act) -> None:
    """Leave a change in the trail, tell it, and write what is pending."""
    record_change(uow, principal, row, act)
    await _tell(uow, row, act.action)


async def _tell(uow: UnitOfWork, row: ImprovementNote, act: str) -> None:
    uow.emit(ImprovementNoteStepped(row.id, step=act, to_state=row.status, employee_id=str(row.employee_id)))
    await uow.session.flush()
