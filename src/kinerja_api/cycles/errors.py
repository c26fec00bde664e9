"""Problems of the calendar."""

from kinerja_api.kit.problems import Conflict
from kinerja_api.kit.text import Text


class CycleNotOpen(Conflict):
    """A change in a performance year that is not open."""

    code = "CYCLE_NOT_OPEN"
    title = Text("Tahun kinerja tidak terbuka", "The performance year is not open")
    advice = Text(
        "Pengelola kepegawaian harus membuka tahun kinerja ini dahulu.",
        "The HR administrator must open this performance year first.",
    )


class PeriodClosed(Conflict):
    """A report for a period that does not take reports now."""

    code = "PERIOD_CLOSED"
    title = Text("Periode tidak menerima laporan", "The period takes no reports")
    advice = Text(
        "Periode ini belum dibuka atau sudah ditutup. Minta pengelola kepegawaian membukanya kembali.",
        "This period is not open yet, or closed. Ask the HR administrator to reopen it.",
    )
