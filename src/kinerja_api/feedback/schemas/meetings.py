"""Input and output of review meetings and their follow-ups."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import ConfigDict, Field

from kinerja_api.feedback.types import FollowUpStatus, MeetingStatus
from kinerja_api.kit.http.schema import (
    Count,
    Day,
    Flag,
    Input,
    Instant,
    Label,
    Name,
    Output,
    Prose,
    StepIn,
    Version,
)

ANI, BUDI = "0198c0de-0106-7000-8000-000000000001", "0198c0de-0104-7000-8000-000000000001"
PLANNED: dict[str, Any] = {
    "title": "Rapat evaluasi kinerja triwulan IV",
    "starts_at": "2026-12-15T02:00:00Z",
    "place": "Ruang rapat Puskesmas Muara Dua",
    "agenda": ["Capaian target pelayanan rawat jalan", "Waktu tunggu pasien", "Hasil survei kepuasan"],
    "participant_ids": [ANI, BUDI],
    "minute_taker_id": BUDI,
}
People = Annotated[list[UUID], Field(min_length=1, max_length=200)]


class MeetingPut(Input):
    """The plan of a meeting, as long as it was not held."""

    model_config = ConfigDict(json_schema_extra={"examples": [PLANNED]})

    title: Name
    starts_at: Instant
    place: Name
    agenda: Annotated[list[Prose], Field(min_length=1, max_length=50)]
    participant_ids: Annotated[
        People,
        Field(
            description="Pegawai yang hari ini menjabat di unit ini atau di bawahnya. Employees who hold a post in the "
            "unit, or below it, today."
        ),
    ]
    minute_taker_id: Annotated[
        UUID | None, Field(description="Notulis, selain pimpinan rapat. Minute taker, beside the leader.")
    ] = None


class MeetingIn(MeetingPut):
    """A meeting of a unit on its work in a period, or in the year."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "unit_id": "0198c0de-0102-7000-8000-000000000001",
                    "cycle_id": "0198c0de-0201-7000-8000-000000000001",
                    "period_id": "0198c0de-0202-7000-8000-000000000001",
                    **PLANNED,
                }
            ]
        }
    )

    unit_id: UUID
    cycle_id: UUID
    period_id: Annotated[
        UUID | None, Field(description="Periode; kosong untuk setahun. The period; null for the year.")
    ] = None


class MinutesIn(Input):
    """The minutes of a meeting, what was decided, and who was there."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "minutes": ["Target rawat jalan tercapai 96 persen; waktu tunggu rata-rata 34 menit."],
                    "decisions": ["Loket pendaftaran dibuka 30 menit lebih awal."],
                    "attendee_ids": [ANI, BUDI],
                }
            ]
        }
    )

    minutes: Annotated[list[Prose], Field(min_length=1, max_length=100)]
    decisions: Annotated[
        list[Prose],
        Field(max_length=50, description="Kosong bila tidak ada keputusan. Empty when nothing was decided."),
    ]
    attendee_ids: Annotated[People, Field(description="Peserta yang hadir. Participants who were there.")]


class AdditionIn(Input):
    """What somebody adds to confirmed minutes."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"text": "Angka waktu tunggu berasal dari register loket, bukan dari survei."}]}
    )

    text: Prose


class FollowUpIn(Input):
    """What is to be done after a meeting, by whom, until when."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"task": "Susun jadwal loket yang baru.", "employee_id": ANI, "due_on": "2027-01-15"}]
        }
    )

    task: Prose
    employee_id: Annotated[UUID, Field(description="Penanggung jawab, peserta rapat. Who does it: a participant.")]
    due_on: Day


class FollowUpStepIn(StepIn):
    """A step in the life of a follow-up; more time names the new day."""

    due_on: Annotated[
        Day | None, Field(description="Untuk extend dan reopen: tenggat baru. For extend and reopen: the new day.")
    ] = None


class ParticipantOut(Output):
    """Somebody who is invited, and whether they were there (null before the minutes are written)."""

    employee_id: UUID
    employee_name: Label
    attended: Flag | None


class AdditionOut(Output):
    """What was added to confirmed minutes, by whom, when."""

    id: UUID
    author_id: UUID
    author_name: Label
    text: str
    added_at: Instant


class FollowUpOut(Output):
    """A follow-up with its clock: `is_overdue` by the calendar of the agency, also before the system noted it."""

    id: UUID
    meeting_id: UUID
    unit_id: UUID
    employee_id: UUID
    employee_name: Label
    task: str
    due_on: Day
    status: FollowUpStatus
    is_overdue: Flag
    outcome: Annotated[str | None, Field(description="Hasil atau alasan. What came of it, or the reason.")]
    closed_at: Instant | None
    remind_on: Annotated[Day | None, Field(description="Pengingat berikutnya. The next reminder.")]
    reminders: Annotated[Count, Field(description="Pengingat yang sudah dikirim. Reminders sent so far.")]
    created_at: Instant
    version: Version


class MeetingRow(Output):
    """A meeting in a list."""

    id: UUID
    unit_id: UUID
    unit_name: Label
    cycle_id: UUID
    period_id: UUID | None
    title: Label
    starts_at: Instant
    place: Label
    leader_id: UUID
    leader_name: Label
    minute_taker_id: UUID | None
    status: MeetingStatus
    confirmed_at: Instant | None
    version: Version


class MeetingOut(MeetingRow):
    """A meeting with all that belongs to it; what was confirmed never changes, additions stand beside it."""

    agenda: list[str]
    participants: list[ParticipantOut]
    minutes: list[str] | None
    decisions: list[str] | None
    confirmed_by_name: Label | None
    additions: list[AdditionOut]
    follow_ups: list[FollowUpOut]
