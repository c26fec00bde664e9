"""Problems of promotion."""

from kinerja_api.kit.problems import Conflict
from kinerja_api.kit.text import Text


class CareerIncomplete(Conflict):
    """A record that lacks what the rules must look at before they can answer at all."""

    code = "CAREER_INCOMPLETE"
    title = Text("Data kepegawaian belum lengkap", "The personnel record is incomplete")
    advice = Text(
        "Pengelola kepegawaian harus melengkapi riwayat pegawai ini.",
        "The HR administrator must complete this employee's record.",
    )


class NotEligible(Conflict):
    """A proposal for somebody who does not meet every criterion on that day."""

    code = "NOT_ELIGIBLE"
    title = Text("Belum memenuhi syarat kenaikan pangkat", "Not eligible for promotion")
    advice = Text(
        "Lihat `errors`: setiap syarat yang belum terpenuhi atau masih menunggu, dan mengapa.",
        "See `errors`: every criterion that is not met or still pending, and why.",
    )


class ProposalAlreadyThere(Conflict):
    """A second proposal for the same person and day."""

    code = "PROPOSAL_ALREADY_THERE"
    title = Text("Usulan untuk tanggal ini sudah ada", "There is a proposal for this day already")
    advice = Text("Buka usulan yang ada.", "Open the existing proposal.")
