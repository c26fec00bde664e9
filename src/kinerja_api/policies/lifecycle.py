"""The life of an agency's overlay: draft, reviewed, published, superseded; a draft can be discarded."""

from dataclasses import dataclass

from kinerja_api.kit.lifecycle import Lifecycle, Obstacle, Transition
from kinerja_api.kit.text import Basis, Text
from kinerja_api.policies.errors import OWN_REGULATION
from kinerja_api.policies.types import OverlayStatus

SECOND_PERSON = Basis("UU 30/2014", "Pasal 42-45 (konflik kepentingan)", "secondary")
NOT_BACKWARDS = Basis("UU 30/2014", "Pasal 58 (keputusan tidak berlaku surut, kecuali beralasan)", "unverified")


@dataclass(frozen=True, slots=True)
class OverlayFacts:
    """What the steps of an overlay depend on."""

    base_is_current: bool
    begins_in_the_past: bool
    note: str | None = None


def _base_current(facts: OverlayFacts) -> Obstacle | None:
    if facts.base_is_current:
        return None
    return Obstacle(
        Text(
            "Kebijakan dasarnya berganti versi. Kembalikan, lalu simpan ulang draf agar diperiksa terhadap versi baru.",
            "The policy below it has a new version. Return it and save the draft again, to check it against that one.",
        ),
        (OWN_REGULATION,),
    )


def _note_given(facts: OverlayFacts) -> Obstacle | None:
    if facts.note:
        return None
    return Obstacle(
        Text("Tulis di `note` apa yang harus diperbaiki.", "Write in `note` what has to be corrected."),
        (OWN_REGULATION,),
    )


def _backdating_explained(facts: OverlayFacts) -> Obstacle | None:
    if not facts.begins_in_the_past or facts.note:
        return None
    return Obstacle(
        Text(
            "Aturan ini berlaku sejak masa lalu, dan nilai yang sudah ada dihitung ulang. Tulis alasannya di `note`.",
            "This rule begins in the past and has scores computed again. Write the reason in `note`.",
        ),
        (NOT_BACKWARDS,),
    )


OVERLAY: Lifecycle[OverlayStatus, OverlayFacts] = Lifecycle(
    "policy_overlay",
    (
        Transition(
            "review",
            frozenset({OverlayStatus.DRAFT}),
            OverlayStatus.REVIEWED,
            Text("Nyatakan sudah ditelaah", "Say that it is reviewed"),
            (SECOND_PERSON,),
            (_base_current,),
        ),
        Transition(
            "return",
            frozenset({OverlayStatus.REVIEWED}),
            OverlayStatus.DRAFT,
            Text("Kembalikan ke penyusun dengan catatan", "Return to the drafter with a note"),
            (SECOND_PERSON,),
            (_note_given,),
        ),
        Transition(
            "publish",
            frozenset({OverlayStatus.REVIEWED}),
            OverlayStatus.PUBLISHED,
            Text("Terbitkan dan berlakukan", "Publish and put in force"),
            (OWN_REGULATION, SECOND_PERSON),
            (_base_current, _backdating_explained),
        ),
        Transition(
            "supersede",
            frozenset({OverlayStatus.PUBLISHED}),
            OverlayStatus.SUPERSEDED,
            Text("Digantikan versi berikutnya (oleh sistem)", "Give way to the next version (by the system)"),
            (OWN_REGULATION,),
        ),
        Transition(
            "discard",
            frozenset({OverlayStatus.DRAFT}),
            OverlayStatus.DISCARDED,
            Text("Buang draf", "Discard the draft"),
            (OWN_REGULATION,),
        ),
    ),
)
STEPS_OF_SYSTEM = frozenset({"supersede"})
# What rules or has ruled: for everybody to read, and never changed.
IN_THE_OPEN = frozenset({OverlayStatus.PUBLISHED, OverlayStatus.SUPERSEDED})
