"""Problems of feedback."""

from kinerja_api.kit.problems import Invalid
from kinerja_api.kit.text import Basis, Text

CONTINUOUS = Basis("PermenPANRB 6/2022", "Pasal 5 huruf b (umpan balik berkelanjutan)")


class NotOfThisPlan(Invalid):
    """A remark on a target or a realization that the plan does not hold."""

    code = "NOT_OF_THIS_PLAN"
    title = Text("Bukan bagian dari SKP ini", "Not a part of this plan")
    advice = Text(
        "Pilih hasil kerja atau realisasi dari SKP yang disebut di `plan_id`.",
        "Choose a target or a realization of the plan that `plan_id` names.",
    )
