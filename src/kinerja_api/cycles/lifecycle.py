"""What may become of a cycle and of a period."""

from dataclasses import dataclass

from kinerja_api.cycles.types import CycleStatus, PeriodStatus
from kinerja_api.kit.lifecycle import Lifecycle, Obstacle, Transition
from kinerja_api.kit.text import Basis, Text

STAGES = (Basis("PermenPANRB 6/2022", "Pasal 5"),)


@dataclass(frozen=True, slots=True)
class CycleFacts:
    """What the steps of a cycle depend on."""

    open_periods: int


@dataclass(frozen=True, slots=True)
class PeriodFacts:
    """What the steps of a period depend on."""

    cycle_is_open: bool
    has_begun: bool


def _no_open_period(facts: CycleFacts) -> Obstacle | None:
    if facts.open_periods == 0:
        return None
    return Obstacle(Text("Masih ada periode yang terbuka; tutup dahulu.", "A period is still open; close it first."))


def _cycle_open(facts: PeriodFacts) -> Obstacle | None:
    if facts.cycle_is_open:
        return None
    return Obstacle(Text("Tahun kinerja ini belum atau tidak lagi terbuka.", "This performance year is not open."))


def _begun(facts: PeriodFacts) -> Obstacle | None:
    if facts.has_begun:
        return None
    return Obstacle(
        Text("Periode belum dimulai menurut kalender instansi.", "The period has not begun by the agency's calendar.")
    )


CYCLE: Lifecycle[CycleStatus, CycleFacts] = Lifecycle(
    "cycle",
    (
        Transition(
            "open",
            frozenset({CycleStatus.DRAFT}),
            CycleStatus.OPEN,
            Text("Buka tahun kinerja", "Open the performance year"),
            STAGES,
        ),
        Transition(
            "close",
            frozenset({CycleStatus.OPEN}),
            CycleStatus.CLOSED,
            Text("Tutup tahun kinerja", "Close the performance year"),
            STAGES,
            (_no_open_period,),
        ),
        Transition(
            "reopen",
            frozenset({CycleStatus.CLOSED}),
            CycleStatus.OPEN,
            Text("Buka kembali tahun kinerja", "Reopen the performance year"),
            STAGES,
        ),
    ),
)

PERIOD: Lifecycle[PeriodStatus, PeriodFacts] = Lifecycle(
    "period",
    (
        Transition(
            "open",
            frozenset({PeriodStatus.UPCOMING}),
            PeriodStatus.OPEN,
            Text("Buka periode", "Open the period"),
            STAGES,
            (_cycle_open, _begun),
        ),
        Transition(
            "close",
            frozenset({PeriodStatus.OPEN}),
            PeriodStatus.CLOSED,
            Text("Tutup periode", "Close the period"),
            STAGES,
        ),
        Transition(
            "reopen",
            frozenset({PeriodStatus.CLOSED}),
            PeriodStatus.OPEN,
            Text("Buka kembali periode", "Reopen the period"),
            STAGES,
            (_cycle_open,),
        ),
    ),
)
