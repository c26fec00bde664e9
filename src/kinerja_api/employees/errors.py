"""Problems of people's records."""

from kinerja_api.kit.problems import Conflict, Invalid
from kinerja_api.kit.text import Basis, Text

TEAMS = Basis("PermenPANRB 7/2022", "sistem kerja: tim kerja dan penugasan lintas unit", "secondary")


class NipRefused(Invalid):
    """A NIP that cannot be, or that contradicts the record."""

    code = "NIP_REFUSED"
    title = Text("NIP tidak sah", "The NIP is not valid")
    advice = Text("Periksa NIP pada SK pengangkatan.", "Check the NIP on the decree of appointment.")


class UnknownRank(Invalid):
    """A rank that this kind of employment does not have."""

    code = "UNKNOWN_RANK"
    title = Text("Pangkat/golongan tidak dikenal", "Unknown rank")
    advice = Text("PNS: I/a sampai IV/e. PPPK: golongan I sampai XVII.", "PNS: I/a to IV/e. PPPK: grades I to XVII.")


class SpmtBeforeAppointment(Invalid):
    """A first day of duty before the appointment that the NIP tells."""

    code = "SPMT_BEFORE_APPOINTMENT"
    title = Text("SPMT mendahului pengangkatan", "The first day of duty comes before the appointment")
    advice = Text(
        "Menurut NIP pengangkatannya {appointed}; periksa tanggal SPMT.",
        "By the NIP the appointment is of {appointed}; check the day of the SPMT.",
    )


class StatusOverlaps(Conflict):
    """A second status on days that have one."""

    code = "STATUS_OVERLAPS"
    title = Text("Sudah ada status pada hari-hari itu", "There is a status on these days already")
    advice = Text(
        "Akhiri dahulu status di `status_id`, atau pilih hari sesudahnya.",
        "End the status at `status_id` first, or choose days after it.",
    )


class StatusEndsBeforeItBegins(Invalid):
    """An end of a status before its first day is over."""

    code = "STATUS_ENDS_BEFORE_IT_BEGINS"
    title = Text("Status berakhir sebelum mulai", "The status would end before it begins")
    advice = Text("Pilih hari sesudah {since}.", "Choose a day after {since}.")


class HeadPositionTaken(Conflict):
    """A head's post that somebody else holds."""

    code = "HEAD_POSITION_TAKEN"
    title = Text("Jabatan kepala unit sudah terisi", "The head's post is taken")
    advice = Text(
        "Bebaskan dahulu pemegang sekarang (POST /v1/employees/{employee_id}/releases) atau beri jabatan lain, atau "
        "pilih tanggal sesudahnya.",
        "Release the present holder first (POST /v1/employees/{employee_id}/releases) or give another post, or choose "
        "a later day.",
    )


class HoldsNoPost(Conflict):
    """A release of somebody who holds no post on that day."""

    code = "HOLDS_NO_POST"
    title = Text("Tidak memegang jabatan", "No post is held")
    advice = Text(
        "Pada {since} tidak ada jabatan yang dipegang sejak hari sebelumnya; periksa daftar penempatan pegawai ini.",
        "On {since} no post is held since a day before it; look at the list of this employee's posts.",
    )


class ActsAlready(Conflict):
    """A second acting head of a unit on the same day."""

    code = "ACTS_ALREADY"
    title = Text("Sudah ada Plt./Plh.", "There is an acting head already")
    advice = Text(
        "Akhiri dahulu penugasan di `delegation_id` (PUT /v1/delegations/{delegation_id}/end), atau pilih hari lain.",
        "End the appointment at `delegation_id` first (PUT /v1/delegations/{delegation_id}/end), or choose other days.",
    )


class DelegationEndsBeforeItBegins(Invalid):
    """An end of an acting appointment before its first day is over."""

    code = "DELEGATION_ENDS_BEFORE_IT_BEGINS"
    title = Text("Penugasan berakhir sebelum mulai", "The appointment would end before it begins")
    advice = Text("Pilih hari sesudah {since}.", "Choose a day after {since}.")


class MeasureOfOtherLevel(Invalid):
    """A discipline measure recorded under another level than the law gives it."""

    code = "MEASURE_OF_OTHER_LEVEL"
    title = Text("Tingkat hukuman tidak sesuai", "The level does not fit the measure")
    advice = Text("Samakan `level` dengan tingkat hukuman itu.", "Make `level` the one of that measure.")


class TeamEndsBeforeItBegins(Invalid):
    """An end of a team, or of somebody's days in it, before its first day is over."""

    code = "TEAM_ENDS_BEFORE_IT_BEGINS"
    title = Text("Berakhir sebelum mulai", "The end comes before the beginning")
    advice = Text("Pilih hari sesudah {since}.", "Choose a day after {since}.")


class OutsideTeamDays(Invalid):
    """A day on which the team does not exist."""

    code = "OUTSIDE_TEAM_DAYS"
    title = Text("Di luar masa tim kerja", "Outside the days of the team")
    advice = Text(
        "Tim kerja ini ada mulai {since} dan berakhir pada {until}; pilih hari di antaranya.",
        "This team exists from {since} and ends on {until}; choose days between.",
    )


class AlreadyInTeam(Conflict):
    """Somebody who is in the team already on these days."""

    code = "ALREADY_IN_TEAM"
    title = Text("Sudah di dalam tim pada hari-hari itu", "In the team already on these days")
    advice = Text(
        "Akhiri dahulu keanggotaan di `membership_id`, atau pilih hari sesudahnya.",
        "End the membership at `membership_id` first, or choose days after it.",
    )


class TeamNeedsLead(Conflict):
    """The end of the days of a lead, after which nobody would lead the team."""

    code = "TEAM_NEEDS_LEAD"
    title = Text("Tim kerja selalu punya satu ketua", "A team has one lead every day")
    advice = Text(
        "Serahkan jabatan ketua kepada orang lain, atau akhiri timnya.",
        "Hand the lead over to somebody else, or end the team.",
    )


class LeadsAlready(Conflict):
    """A hand-over to the one who leads the team."""

    code = "LEADS_ALREADY"
    title = Text("Sudah menjadi ketua tim ini", "Leads this team already")
    advice = Text("Pilih orang lain sebagai ketua.", "Choose somebody else as the lead.")


class TeamIsFull(Conflict):
    """More people on the list of a team than it takes."""

    code = "TEAM_IS_FULL"
    title = Text("Daftar anggota tim sudah penuh", "The list of the team is full")
    advice = Text(
        "Satu tim memuat paling banyak {most} keanggotaan; bentuklah tim lain.",
        "A team holds at most {most} memberships; set up another team.",
    )
