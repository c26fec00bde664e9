"""Problems of policies."""

from kinerja_api.kit.problems import Conflict
from kinerja_api.kit.text import Text


class PolicyNotRegistered(Conflict):
    """A rule is needed that the register does not hold for that day."""

    code = "POLICY_NOT_REGISTERED"
    title = Text("Kebijakan untuk hari itu belum terdaftar", "No policy is registered for that day")
    advice = Text(
        "Pengelola layanan harus mendaftarkan kebijakan (kinerja migrate), atau pilih tahun yang ada aturannya.",
        "The operator must register the policies (kinerja migrate), or choose a year that has a rule.",
    )
