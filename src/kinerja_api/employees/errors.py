"""Problems of people's records."""

from kinerja_api.kit.problems import Conflict, Invalid
from kinerja_api.kit.text import Text


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
        "Akhiri dahulu penempatan pemegang sekarang, atau pilih tanggal sesudahnya.",
        "End the present holder's assignment first, or choose a later day.",
    )


class MeasureOfOtherLevel(Invalid):
    """A discipline measure recorded under another level than the law gives it."""

    code = "MEASURE_OF_OTHER_LEVEL"
    title = Text("Tingkat hukuman tidak sesuai", "The level does not fit the measure")
    advice = Text("Samakan `level` dengan tingkat hukuman itu.", "Make `level` the one of that measure.")
