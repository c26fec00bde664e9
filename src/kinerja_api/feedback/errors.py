"""Problems of feedback."""

from kinerja_api.kit.problems import Conflict, Invalid
from kinerja_api.kit.text import Basis, Text

CONTINUOUS = Basis("PermenPANRB 6/2022", "Pasal 5 huruf b (umpan balik berkelanjutan)")
TEAM_LEADS = Basis("PermenPANRB 7/2022", "sistem kerja: ketua tim memberi umpan balik kepada anggota tim", "secondary")
HEARD = Basis("UU 30/2014", "Pasal 7 ayat (2) huruf f (didengar sebelum diputuskan)", "unverified")
MONITORING = Basis("PP 30/2019", "Pasal 26-34 (pelaksanaan, pemantauan, dan pembinaan kinerja)")
OTHER_YEAR = Text(
    "Periode ini bukan dari tahun kinerja yang disebut di `cycle_id`.",
    "This period is not of the performance year that `cycle_id` names.",
)

OTHER_YEAR_OF_PLAN = Text(
    "Periode ini bukan dari tahun kinerja SKP yang diamati.",
    "This period is not of the performance year of the plan that was observed.",
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


class ObservedLater(Invalid):
    """An observation of what is still to come."""

    code = "OBSERVED_LATER"
    title = Text("Waktu pengamatan belum tiba", "Observed at a time still to come")
    advice = Text("Isi waktu pengamatan yang sudah lewat.", "Give a time that has passed.")


class NotObserver(Invalid):
    """An observer without a post, or the employee who was observed."""

    code = "NOT_OBSERVER"
    title = Text("Bukan pengamat", "No observer")
    advice = Text(
        "Pengamat adalah pegawai lain yang hari ini memegang jabatan di instansi ini.",
        "The observer is another employee who holds a post in this agency today.",
    )


class ObservationWithdrawn(Conflict):
    """A withdrawn record, to which nothing is added."""

    code = "OBSERVATION_WITHDRAWN"
    title = Text("Catatan sudah ditarik", "The record was withdrawn")
    advice = Text(
        "Catatan yang ditarik tidak menjadi dasar apa pun; buat catatan baru bila perlu.",
        "A withdrawn record is a basis of nothing; make a new one if need be.",
    )


class NotAnsweredYet(Conflict):
    """A record that the employee could not answer yet."""

    code = "NOT_ANSWERED_YET"
    title = Text("Pegawai belum dapat menjawab", "The employee could not answer yet")
    advice = Text(
        "Tunggu sampai pegawai membaca atau menjawab, atau sampai hari `answer_by` lewat.",
        "Wait until the employee has acknowledged or answered it, or the day `answer_by` is over.",
    )


class BasisAlreadyNamed(Conflict):
    """A record that was named for this rating before."""

    code = "BASIS_ALREADY_NAMED"
    title = Text("Sudah disebut sebagai dasar", "Named as a basis already")
    advice = Text(
        "Catatan ini sudah menjadi dasar penilaian periode itu; lihat `bases`.",
        "This record is a basis of the rating of that period already; see `bases`.",
    )


class TooManyStatements(Conflict):
    """More statements than a record or a note can hold."""

    code = "TOO_MANY_STATEMENTS"
    title = Text("Terlalu banyak keterangan", "Too many statements")
    advice = Text(
        "Satu catatan memuat paling banyak 100 keterangan (200 untuk catatan perbaikan).",
        "A record holds at most 100 statements (200 for a note for improvement).",
    )


class CannotAnswer(Conflict):
    """A note on somebody who has no account to read and answer it with."""

    code = "EMPLOYEE_CANNOT_ANSWER"
    title = Text("Pegawai tidak dapat menjawab", "The employee cannot answer")
    advice = Text(
        "Pegawai ini belum punya akun yang aktif, jadi tidak dapat melihat dan menjawab catatan. Pengelola kepegawaian "
        "harus membuka akunnya lebih dulu.",
        "This employee has no active account and so could neither see nor answer the note. The HR administrator must "
        "open an account first.",
    )


class OccurredLater(Invalid):
    """A note on what is still to come."""

    code = "OCCURRED_LATER"
    title = Text("Tanggal kejadian belum tiba", "The day is still to come")
    advice = Text("Isi tanggal kejadian hari ini atau sebelumnya.", "Give today or an earlier day.")


class SourceNotFound(Invalid):
    """A source that does not exist or is not the employee's."""

    code = "SOURCE_NOT_FOUND"
    title = Text("Sumber tidak ditemukan", "The source was not found")
    advice = Text(
        "Pilih realisasi pegawai itu, atau hasil survei instansi ini.",
        "Choose a realization of that employee, or a result of a survey of this agency.",
    )


class NoteNotAgreed(Conflict):
    """A follow-up of a note on which nothing was agreed."""

    code = "NOTE_NOT_AGREED"
    title = Text("Perbaikan belum disepakati", "No improvement is agreed on")
    advice = Text(
        "Perkembangan ditulis setelah perbaikan disepakati (agree) dan sebelum catatan ditutup (close).",
        "What came of it is written after the improvement was agreed on (agree) and before the note is closed (close).",
    )
