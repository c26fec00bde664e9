"""What leaders of the demo write down: Palu's interviews and observations, Rakumpit's notes for improvement.

One of each stands in the example agency too, because the examples of the contract name them.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from kinerja_api.demo.citizens import ANY
from kinerja_api.demo.judging import performance_of
from kinerja_api.feedback.schemas.notes import NoteFollowUpIn, NoteIn, NoteStepIn
from kinerja_api.feedback.schemas.observations import (
    BasisIn,
    ObservationIn,
    ObservationStatementIn,
    QuestionIn,
)
from kinerja_api.feedback.service import notes, observations
from kinerja_api.feedback.types import NoteKind, ObservationMethod
from kinerja_api.kit.http.schema import StepIn

if TYPE_CHECKING:
    from kinerja_api.cycles.schemas import PeriodOut
    from kinerja_api.demo.people import Person
    from kinerja_api.demo.years import Year

OBSERVES, NOTES = "palu", "rakumpit"
EIGHT = time(1, tzinfo=UTC)  # nine o'clock in Palu
WEEK = timedelta(days=7)
QUESTION = QuestionIn(
    question="Bagaimana Anda memastikan pasien tidak menunggu terlalu lama?",
    answer="Jam datang dan jam dilayani dicatat; yang lewat 30 menit dipanggil lebih dulu.",
)
FINDING = "Alur layanan dikuasai; waktu tunggu dicatat setiap hari."
SEEN = "Sepuluh pasien dilayani; semuanya disapa dan diberi penjelasan."
LATE = "Berkas selesai enam hari setelah tenggat."
UNHAPPY = "Warga mengeluh harus kembali dua kali karena syarat tidak dijelaskan sejak awal."


async def observe(lived: Year, period: PeriodOut, day: date) -> None:
    """Interview and observe those who serve citizens; they answer, and the official rests the rating on it."""
    for person in (each for each in lived.rated() if each.seat.unit.service and not each.is_head):
        official = lived.official_of(person).principal
        async with lived.stage.scene(lived.agency_id, day) as uow:
            talk = await observations.record_observation(
                uow, official, _observation(lived, person, day, ObservationMethod.INTERVIEW)
            )
            await observations.record_observation(
                uow, official, _observation(lived, person, day, ObservationMethod.OBSERVATION)
            )
        async with lived.stage.scene(lived.agency_id, day + timedelta(days=3)) as uow:
            said = ObservationStatementIn(text="Sesuai; pencatatan jam dimulai sejak bulan lalu.")
            await observations.state_on_observation(uow, person.principal, talk.id, said)
            await observations.step_observation(uow, person.principal, talk.id, ANY, StepIn(name="acknowledge"))
            basis = BasisIn(period_id=period.id, reason="Menunjukkan cara kerja sehari-hari pada target ini.")
            await observations.name_basis(uow, official, talk.id, basis)


async def note_improvements(lived: Year, day: date, *, is_closed: bool) -> None:
    """Note late work and a complaint of citizens; both are answered and improved, older ones are closed."""
    for person in lived.rated():
        is_late = performance_of(person) < 1
        is_at_counter = person.seat.unit.service is not None and person.seat.index == 1
        if is_late:
            await _improve(lived, person, day, NoteKind.LATE_WORK, is_closed=is_closed)
        if is_at_counter:
            await _improve(lived, person, day, NoteKind.CITIZEN_DISSATISFACTION, is_closed=is_closed)


async def take_back_notes(lived: Year, day: date) -> None:
    """Note what turns out to be somebody else's, and propose an improvement that is declined."""
    person = next(each for each in lived.rated() if each.seat.unit.service and not each.is_head)
    official, employee = lived.official_of(person).principal, person.principal
    async with lived.stage.scene(lived.agency_id, day) as uow:
        mistaken = await notes.make_note(uow, official, _note(person, day, NoteKind.LATE_WORK))
        withdrawn = NoteStepIn(name="withdraw", note="Berkas itu ditangani petugas lain.")
        await notes.step_note(uow, official, mistaken.id, ANY, withdrawn)
        note = await notes.make_note(uow, official, _note(person, day, NoteKind.CITIZEN_DISSATISFACTION))
        answer = NoteStepIn(name="answer", note="Warga datang setelah jam layanan.")
        await notes.step_note(uow, employee, note.id, ANY, answer)
        proposal = NoteStepIn(name="propose", note="Melayani sampai pukul 18.", improve_by=day + WEEK)
        await notes.step_note(uow, official, note.id, ANY, proposal)
        declined = NoteStepIn(name="decline", note="Jam layanan ditetapkan camat; usulkan loket sore.")
        await notes.step_note(uow, employee, note.id, ANY, declined)
        shorter = NoteStepIn(name="propose", note="Papan jam layanan diperbesar.", improve_by=day + WEEK)
        await notes.step_note(uow, official, note.id, ANY, shorter)
        await notes.step_note(uow, employee, note.id, ANY, NoteStepIn(name="agree"))


async def take_back_observation(lived: Year, day: date) -> None:
    """Check documents that turn out to be somebody else's, and withdraw the record."""
    person = next(each for each in lived.rated() if each.seat.unit.service and not each.is_head)
    official = lived.official_of(person).principal
    async with lived.stage.scene(lived.agency_id, day) as uow:
        given = _observation(lived, person, day, ObservationMethod.DOCUMENT_CHECK)
        seen = await observations.record_observation(uow, official, given)
        withdrawn = StepIn(name="withdraw", note="Rekam medik yang diperiksa milik petugas lain.")
        await observations.step_observation(uow, official, seen.id, ANY, withdrawn)


async def note_examples(lived: Year, day: date) -> None:
    """Leave one record and one note on the employee of the examples, which wait for their answers."""
    person = next(each for each in lived.people() if each.is_example)
    official = lived.official_of(person).principal
    async with lived.stage.scene(lived.agency_id, day) as uow:
        lived.stage.pin("observation_id")
        given = _observation(lived, person, day, ObservationMethod.INTERVIEW)
        await observations.record_observation(uow, official, given)
        lived.stage.pin("note_id")
        await notes.make_note(uow, official, _note(person, day, NoteKind.LATE_WORK))


async def leave_unanswered(lived: Year, day: date) -> None:
    """Leave a note that does not count yet, because there is still time to answer it."""
    person = next(each for each in lived.rated() if each.seat.unit.service and not each.is_head)
    async with lived.stage.scene(lived.agency_id, day) as uow:
        await notes.make_note(uow, lived.official_of(person).principal, _note(person, day, NoteKind.LATE_WORK))


async def _improve(lived: Year, person: Person, day: date, kind: NoteKind, *, is_closed: bool) -> None:
    """Lead one note from the fact to the agreed improvement, and an older one to its end."""
    official, employee = lived.official_of(person).principal, person.principal
    async with lived.stage.scene(lived.agency_id, day) as uow:
        note_id = (await notes.make_note(uow, official, _note(person, day, kind))).id
    async with lived.stage.scene(lived.agency_id, day + timedelta(days=2)) as uow:
        answer = NoteStepIn(name="answer", note="Syarat dari pemohon belum lengkap, dan saya terlambat memintanya.")
        await notes.step_note(uow, employee, note_id, ANY, answer)
        plan = "Daftar syarat ditempel di loket dan diminta pada hari pertama."
        proposal = NoteStepIn(name="propose", note=plan, improve_by=day + 4 * WEEK)
        await notes.step_note(uow, official, note_id, ANY, proposal)
        await notes.step_note(uow, employee, note_id, ANY, NoteStepIn(name="agree"))
    if not is_closed:
        return
    async with lived.stage.scene(lived.agency_id, day + 4 * WEEK) as uow:
        await notes.report_on_note(uow, employee, note_id, NoteFollowUpIn(text="Daftar syarat sudah ditempel."))
        closed = NoteStepIn(name="close", note="Tidak ada keterlambatan atau keluhan lagi sejak itu.")
        await notes.step_note(uow, official, note_id, ANY, closed)


def _note(person: Person, day: date, kind: NoteKind) -> NoteIn:
    is_late = kind is NoteKind.LATE_WORK
    return NoteIn(
        employee_id=person.employee_id,
        kind=kind,
        occurred_on=day - timedelta(days=1),
        fact=LATE if is_late else UNHAPPY,
        source=f"Register berkas {day:%m/%Y}" if is_late else f"Pengaduan warga nomor {day:%d/%m/%Y}",
    )


def _observation(lived: Year, person: Person, day: date, method: ObservationMethod) -> ObservationIn:
    is_talk = method is ObservationMethod.INTERVIEW
    plan = lived.plans[person.employee_id]
    return ObservationIn(
        plan_id=plan.id,
        target_id=plan.targets[0].id,
        method=method,
        observed_at=datetime.combine(day, EIGHT),
        place=f"Ruang kerja {person.seat.unit.name}",
        findings=FINDING if is_talk else SEEN,
        questions=[QUESTION] if is_talk else [],
    )
