"""Problems of feedback."""

from kinerja_api.kit.problems import Conflict, Invalid
from kinerja_api.kit.text import Basis, Text

CONTINUOUS = Basis("PermenPANRB 6/2022", "Pasal 5 huruf b (umpan balik berkelanjutan)")
MONITORING = Basis("PP 30/2019", "Pasal 26-34 (pelaksanaan, pemantauan, dan pembinaan kinerja)")
OTHER_YEAR = Text(
    "Periode ini bukan dari tahun kinerja yang disebut di `cycle_id`.",
    "This period is not of the performance year that `cycle_id` names.",
)


class NotOfThisPlan(Invalid):
    """A remark on a target or a realization that the plan does not hold."""

    code = "NOT_OF_THIS_PLAN"
    title = Text("Bukan bagian dari SKP ini", "Not a part of this plan")
    advice = Text(
        "Pilih hasil kerja atau realisasi dari SKP yang disebut di `plan_id`.",
        "Choose a target or a realization of the plan that `plan_id` names.",
    )


class NotOfThisUnit(Invalid):
    """Somebody who holds no post in the unit or below it."""

    code = "NOT_OF_THIS_UNIT"
    title = Text("Bukan pegawai unit ini", "Not of this unit")
    advice = Text(
        "Pilih pegawai yang hari ini memegang jabatan di unit itu atau di bawahnya.",
        "Choose employees who hold a post in the unit, or below it, today.",
    )


class NotInvited(Invalid):
    """Somebody who does not take part in the meeting."""

    code = "NOT_INVITED"
    title = Text("Bukan peserta rapat ini", "No participant of this meeting")
    advice = Text(
        "Pilih dari peserta rapat; tambahkan pesertanya lebih dulu selama rapat masih direncanakan.",
        "Choose from the participants; add them first while the meeting is still planned.",
    )


class MeetingNotPlanned(Conflict):
    """A change of a meeting that is no longer planned."""

    code = "MEETING_NOT_PLANNED"
    title = Text("Rapat tidak lagi direncanakan", "The meeting is no longer planned")
    advice = Text(
        "Waktu, agenda, dan peserta hanya berubah sebelum rapat dilaksanakan. Adakan rapat baru bila perlu.",
        "Time, agenda and participants change only before the meeting is held. Call another meeting if need be.",
    )


class MinutesNotOpen(Conflict):
    """Minutes of a meeting that was not held yet, or whose minutes were confirmed."""

    code = "MINUTES_NOT_OPEN"
    title = Text("Notula tidak dapat ditulis sekarang", "The minutes cannot be written now")
    advice = Text(
        "Notula ditulis setelah rapat dilaksanakan dan sebelum disahkan; sesudahnya tulis di `additions`.",
        "Minutes are written after the meeting was held and until they are confirmed; then write to `additions`.",
    )


class MinutesNotConfirmed(Conflict):
    """An addition to minutes that can still be written."""

    code = "MINUTES_NOT_CONFIRMED"
    title = Text("Notula belum disahkan", "The minutes are not confirmed yet")
    advice = Text(
        "Tambahan hanya untuk notula yang sudah disahkan; sebelum itu minta notulis memperbaiki notulanya.",
        "Additions are for confirmed minutes; before that ask whoever writes the minutes to correct them.",
    )


class MeetingNotHeld(Conflict):
    """A follow-up of a meeting that was not held."""

    code = "MEETING_NOT_HELD"
    title = Text("Rapat belum dilaksanakan", "The meeting was not held")
    advice = Text(
        "Tindak lanjut ditetapkan dalam rapat; nyatakan rapat sudah dilaksanakan lebih dulu (hold).",
        "Follow-ups are agreed in a meeting; say first that it was held (hold).",
    )


class TooManyFollowUps(Conflict):
    """More follow-ups than a meeting can hold."""

    code = "TOO_MANY_FOLLOW_UPS"
    title = Text("Terlalu banyak tindak lanjut", "Too many follow-ups")
    advice = Text(
        "Satu rapat memuat paling banyak 100 tindak lanjut dan 100 tambahan notula.",
        "A meeting holds at most 100 follow-ups and 100 additions.",
    )


class DueDayPassed(Invalid):
    """A day until when something is to be done that has passed already."""

    code = "DUE_DAY_PASSED"
    title = Text("Tenggat sudah lewat", "The day has passed already")
    advice = Text("Pilih tenggat hari ini atau sesudahnya.", "Choose today or a later day.")
