"""The life of an objection: filed, examined, upheld or changed, final (PP 30/2019 article 59).

What comes before it, the receipt of the result, is in the life of the evaluation.
"""

from dataclasses import dataclass

from kinerja_api.evaluations.errors import OBJECTING
from kinerja_api.evaluations.types import UNDECIDED, ObjectionStatus, Side
from kinerja_api.kit.lifecycle import Lifecycle, Obstacle, Transition
from kinerja_api.kit.text import Text

EXAMINE, UPHOLD, CHANGE, ESCALATE, CONVEY = "examine", "uphold", "change", "escalate", "convey"


@dataclass(frozen=True, slots=True)
class ObjectionFacts:
    """What the steps of an objection depend on."""

    heard: frozenset[Side]
    is_overdue: bool
    has_next_judge: bool
    differs: bool = True
    note: str | None = None


def _both_heard(facts: ObjectionFacts) -> Obstacle | None:
    if facts.heard == frozenset(Side):
        return None
    return Obstacle(
        Text(
            "Dengar dahulu kedua pihak: keterangan pegawai dan penjelasan pejabat penilai dicatat di `statements`.",
            "Hear both sides first: what the employee and the rating official say is recorded in `statements`.",
        ),
        (OBJECTING,),
    )


def _explained(facts: ObjectionFacts) -> Obstacle | None:
    if facts.note:
        return None
    return Obstacle(Text("Tulis alasan putusan di `note`.", "Write the reasons of the decision in `note`."))


def _differs(facts: ObjectionFacts) -> Obstacle | None:
    if facts.differs:
        return None
    return Obstacle(
        Text(
            "Rating yang diisi sama dengan yang diajukan keberatan; isi rating yang baru, atau kuatkan.",
            "The ratings given are those that were objected to; give the new ones, or uphold.",
        ),
    )


def _overdue(facts: ObjectionFacts) -> Obstacle | None:
    if facts.is_overdue:
        return None
    return Obstacle(
        Text(
            "Batas waktu putusan belum lewat; keberatan masih pada atasan yang disebut di `judge_name`.",
            "The decision is not overdue; the objection is with the superior named in `judge_name`.",
        ),
    )


def _somebody_above(facts: ObjectionFacts) -> Obstacle | None:
    if facts.has_next_judge:
        return None
    return Obstacle(
        Text(
            "Keberatan sudah pada Pejabat Pembina Kepegawaian; tidak ada atasan berikutnya.",
            "The objection is with the appointing official (PPK) already; nobody stands above.",
        ),
    )


OBJECTION: Lifecycle[ObjectionStatus, ObjectionFacts] = Lifecycle(
    "objection",
    (
        Transition(
            EXAMINE,
            frozenset({ObjectionStatus.DIAJUKAN}),
            ObjectionStatus.DIPERIKSA,
            Text("Mulai memeriksa", "Begin to examine"),
            (OBJECTING,),
        ),
        Transition(
            UPHOLD,
            frozenset({ObjectionStatus.DIPERIKSA}),
            ObjectionStatus.DIKUATKAN,
            Text("Kuatkan evaluasi, dengan alasan", "Uphold the evaluation, with the reasons"),
            (OBJECTING,),
            (_both_heard, _explained),
        ),
        Transition(
            CHANGE,
            frozenset({ObjectionStatus.DIPERIKSA}),
            ObjectionStatus.DIUBAH,
            Text("Ubah evaluasi, dengan alasan", "Change the evaluation, with the reasons"),
            (OBJECTING,),
            (_both_heard, _explained, _differs),
        ),
        Transition(
            ESCALATE,
            UNDECIDED,
            ObjectionStatus.DIAJUKAN,
            Text("Teruskan ke atasan berikutnya karena lewat waktu", "Pass on to the next superior, being overdue"),
            (OBJECTING,),
            (_overdue, _somebody_above),
        ),
        Transition(
            CONVEY,
            frozenset({ObjectionStatus.DIKUATKAN, ObjectionStatus.DIUBAH}),
            ObjectionStatus.FINAL,
            Text("Sampaikan putusan; setelah itu final", "Convey the decision, which is final then"),
            (OBJECTING,),
        ),
    ),
)
