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
