"""Pure rules of target plans."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kinerja_api.targets.types import TargetKind

WHOLE = Decimal(100)
MOST_TARGETS = 40
MOST_INDICATORS = 12


@dataclass(frozen=True, slots=True)
class TargetFacts:
    """What rules look at in a target."""

    kind: TargetKind
    weight: Decimal | None
    indicators: int


def weights_are_whole(weights: Sequence[Decimal | None]) -> bool:
    """Tell whether the weights of main targets are none at all, or all there and together exactly 100.

    The law knows no weights (PermenPANRB 6/2022); an agency that weighs must weigh every main target.
    """
    given = [weight for weight in weights if weight is not None]
    return not given or (len(given) == len(weights) and sum(given, Decimal(0)) == WHOLE)
