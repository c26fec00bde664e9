"""Problems of policies."""

from kinerja_api.kit.problems import Conflict, Invalid
from kinerja_api.kit.text import Basis, Text

# An agency may set its own index only by a regulation of its own; the national rules stay as they are.
OWN_REGULATION = Basis("UU 30/2014", "Pasal 10 (asas umum pemerintahan yang baik: kepastian hukum)", "secondary")


class PolicyNotRegistered(Conflict):
    """A rule is needed that the register does not hold for that day."""

    code = "POLICY_NOT_REGISTERED"
    title = Text("Kebijakan untuk hari itu belum terdaftar", "No policy is registered for that day")
    advice = Text(
        "Pengelola layanan harus mendaftarkan kebijakan (kinerja migrate), atau pilih tahun yang ada aturannya.",
        "The operator must register the policies (kinerja migrate), or choose a year that has a rule.",
    )


class OverlayNotAllowed(Invalid):
    """An overlay that changes what the law fixes, leaves the bounds, or does not make a whole policy."""

    code = "OVERLAY_NOT_ALLOWED"
    title = Text("Penyesuaian ini tidak diizinkan", "This adjustment is not allowed")
    advice = Text(
        "Perbaiki setiap penyesuaian yang disebut di `errors`. Batasnya ada di GET /v1/policies/{key} (`adjustable`).",
        "Correct every adjustment named in `errors`. The bounds stand at GET /v1/policies/{key} (`adjustable`).",
    )
