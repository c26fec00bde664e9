"""What an agency may put in the place of a value, kind by kind: up to the bounds, and not a step beyond."""

from fractions import Fraction

import pytest

from kinerja_api.scoring.bounds import breaches, unbounded
from kinerja_api.scoring.policy import Adjustable, Kind, Range, Value

HUNDRED = Range(Fraction(0), Fraction(100))
WEIGHTS = {"superior": Fraction(100), "self": Fraction(0)}


@pytest.mark.parametrize(
    ("kind", "adjustable", "own", "given", "said"),
    [
        (Kind.NUMBER, Adjustable(each=HUNDRED), Fraction(2), Fraction(100), []),
        (Kind.NUMBER, Adjustable(each=HUNDRED), Fraction(2), Fraction(0), []),
        (
            Kind.NUMBER,
            Adjustable(each=HUNDRED),
            Fraction(2),
            Fraction(1001, 10),
            ["100.1 is outside the bounds 0 to 100."],
        ),
        (Kind.FLAG, Adjustable(), True, False, []),
        (Kind.WORDS, Adjustable(words=("peer", "superior")), ("superior",), ("superior", "peer"), []),
        (
            Kind.WORDS,
            Adjustable(words=("peer", "superior")),
            ("superior",),
            ("self",),
            ["self is not one of: peer, superior."],
        ),
        (
            Kind.TABLE,
            Adjustable(words=("pending", "reweight")),
            {"behavior": "pending"},
            {"behavior": "nothing"},
            ["behavior: nothing is not one of: pending, reweight."],
        ),
        (
            Kind.TABLE,
            Adjustable(words=("pending",)),
            {"behavior": "pending"},
            {"discipline": "pending"},
            ["it must hold exactly the entries behavior."],
        ),
        (
            Kind.WEIGHTS,
            Adjustable(each=HUNDRED, entries={"self": Range(Fraction(0), Fraction(10))}),
            WEIGHTS,
            {"superior": Fraction(-1), "self": Fraction(101)},
            ["superior: -1 is outside the bounds 0 to 100.", "self: 101 is outside the bounds 0 to 10."],
        ),
        (
            Kind.NUMBERS,
            Adjustable(each=HUNDRED),
            WEIGHTS,
            {"superior": Fraction(1)},
            ["it must hold exactly the entries superior, self."],
        ),
    ],
)
def test_an_agency_keeps_within_the_bounds(
    kind: Kind, adjustable: Adjustable, own: Value, given: Value, said: list[str]
) -> None:
    assert [each.en for each in breaches(kind, adjustable, own, given)] == said


@pytest.mark.parametrize(
    ("kind", "adjustable", "own", "said"),
    [
        (Kind.WORDS, Adjustable(), ("superior",), "words must be listed that an agency may choose"),
        (Kind.NUMBER, Adjustable(), Fraction(2), "bounds must be stated for number"),
        (Kind.WEIGHTS, Adjustable(), WEIGHTS, "bounds must be stated for self, superior"),
        (
            Kind.WEIGHTS,
            Adjustable(entries={"peer": HUNDRED, "neighbour": HUNDRED}),
            WEIGHTS,
            "bounds are stated for neighbour, peer, which the value does not have",
        ),
        (Kind.MATRIX, Adjustable(each=HUNDRED), True, "a value of kind matrix cannot be adjustable"),
        (Kind.FLAG, Adjustable(), True, None),
    ],
)
def test_bounds_that_bound_nothing_are_told(kind: Kind, adjustable: Adjustable, own: Value, said: str | None) -> None:
    assert unbounded(kind, adjustable, own) == said
