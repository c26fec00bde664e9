"""The life of a survey: draft, published (citizens answer), closed, result published."""

from dataclasses import dataclass

from kinerja_api.kit.lifecycle import Lifecycle, Obstacle, Transition
from kinerja_api.kit.text import Basis, Text
from kinerja_api.surveys.types import SurveyStatus

DUTY = Basis("PermenPANRB 14/2017", "Pasal 1 ayat (1) (survei paling sedikit 1 kali setahun)", "verbatim")
PUBLICATION = Basis("PermenPANRB 14/2017", "Lampiran (publikasi hasil survei)", "unverified")
COST_NOTE = Basis("PermenPANRB 14/2017", "Lampiran (catatan unsur biaya/tarif)", "unverified")


@dataclass(frozen=True, slots=True)
class SurveyFacts:
    """What the steps of a survey depend on."""

    has_days_left: bool
    service_is_active: bool
    cost_fault: Text | None
    unanswered: tuple[str, ...]


def _days_left(facts: SurveyFacts) -> Obstacle | None:
    if facts.has_days_left:
        return None
    return Obstacle(
        Text(
            "Hari terakhir survei sudah lewat. Ubah `closes_on` lebih dulu.",
            "The last day of the survey has passed. Change `closes_on` first.",
        ),
        (DUTY,),
    )


def _service_active(facts: SurveyFacts) -> Obstacle | None:
    if facts.service_is_active:
        return None
    return Obstacle(
        Text("Layanan ini sudah tidak aktif.", "This service is no longer active."),
        (DUTY,),
    )


def _cost_treated_lawfully(facts: SurveyFacts) -> Obstacle | None:
    return Obstacle(facts.cost_fault, (COST_NOTE,)) if facts.cost_fault else None


def _every_element_answered(facts: SurveyFacts) -> Obstacle | None:
    if not facts.unanswered:
        return None
    return Obstacle(
        Text(
            "Belum ada jawaban untuk: {elements}. Tanpa itu indeks tidak dapat dihitung.",
            "There is no answer yet for: {elements}. Without one the index cannot be computed.",
        ).fill(elements=", ".join(facts.unanswered)),
        (Basis("PermenPANRB 14/2017", "Lampiran (pengolahan data: sembilan unsur)"),),
    )


SURVEY: Lifecycle[SurveyStatus, SurveyFacts] = Lifecycle(
    "survey",
    (
        Transition(
            "publish",
            frozenset({SurveyStatus.DRAFT}),
            SurveyStatus.PUBLISHED,
            Text("Terbitkan survei", "Publish the survey"),
            (DUTY,),
            (_days_left, _service_active, _cost_treated_lawfully),
        ),
        Transition(
            "close",
            frozenset({SurveyStatus.PUBLISHED}),
            SurveyStatus.CLOSED,
            Text("Tutup survei", "Close the survey"),
            (DUTY,),
        ),
        Transition(
            "reopen",
            frozenset({SurveyStatus.CLOSED}),
            SurveyStatus.PUBLISHED,
            Text("Buka kembali survei", "Reopen the survey"),
            (DUTY,),
            (_days_left,),
        ),
        Transition(
            "publish_result",
            frozenset({SurveyStatus.CLOSED}),
            SurveyStatus.RESULT_PUBLISHED,
            Text("Terbitkan hasil survei", "Publish the result"),
            (PUBLICATION,),
            (_every_element_answered,),
        ),
    ),
)
