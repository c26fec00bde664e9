"""Disciplinary measures (PP 53/2010, PP 94/2021): how long each stands in the way of a promotion."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from kinerja_api.scoring.errors import ContradictoryFacts, UnknownFact
from kinerja_api.scoring.facts import SanctionFact
from kinerja_api.scoring.operations import Operation
from kinerja_api.scoring.schemes.criteria import Check, known_words, listed, same
from kinerja_api.scoring.schemes.promotion.case import Case
from kinerja_api.scoring.text import Text
from kinerja_api.scoring.trace import Noted
from kinerja_api.scoring.words import term


class Rules(NamedTuple):
    """What the policy says about measures; `terms` and `delays` are months by the kind of measure."""

    blocking: Noted[tuple[str, ...]]
    terms: Noted[Mapping[str, Fraction]]
    delays: Noted[Mapping[str, Fraction]]
    lookback: Noted[Fraction] | None


def discipline(case: Case) -> list[Check]:
    """Nobody is promoted while a medium or severe measure runs, or while the delay that it carries runs on."""
    return [
        _free_of_measures(
            case,
            lookback=None,
            required=Text("tidak menjalani hukuman sedang atau berat", "no medium or severe measure running"),
            when_not_met=Text(
                "Sedang menjalani hukuman disiplin tingkat sedang atau berat.",
                "A medium or severe disciplinary measure is running.",
            ),
        )
    ]


def discipline_of_service(case: Case) -> list[Check]:
    """The promotion of service looks back: no medium or severe measure in the last year either."""
    return [
        _free_of_measures(
            case,
            lookback=case.tracer.number("service_discipline_months"),
            required=Text(
                "tidak ada hukuman sedang atau berat dalam satu tahun terakhir",
                "no medium or severe measure within the last year",
            ),
            when_not_met=Text(
                "Ada hukuman disiplin tingkat sedang atau berat dalam satu tahun terakhir.",
                "There is a medium or severe disciplinary measure within the last year.",
            ),
        )
    ]


def _free_of_measures(case: Case, *, lookback: Noted[Fraction] | None, required: Text, when_not_met: Text) -> Check:
    tracer, sanctions = case.tracer, case.facts.sanctions
    _demand_known(sanctions, tracer.words("sanctions").value, tracer.table("measure_levels").value)
    rules = Rules(
        tracer.words("blocking_sanctions"),
        tracer.numbers("measure_months"),
        tracer.numbers("measure_delay_months"),
        lookback,
    )
    levels = tracer.fact("sanction_levels", tuple(sanction.level for sanction in sanctions))
    severe = tracer.to_truth(Operation.SHARE_ANY, "severe_sanction_recorded", rules.blocking, levels, quiet=True)
    standing = [_blocks(case, str(number), one, rules) for number, one in enumerate(sanctions, start=1)]
    one_stands = tracer.to_truth(Operation.ANY, "sanction_on_day", *standing, quiet=True)
    blocked = tracer.to_truth(Operation.ALL, "sanction_blocks", severe, one_stands)
    return Check(
        "discipline",
        tracer.to_truth(Operation.NOT, "free_of_sanctions", blocked),
        found=listed([_said(sanction) for sanction in sanctions]),
        required=required,
        when_not_met=when_not_met,
    )


def _demand_known(sanctions: Sequence[SanctionFact], levels: Sequence[str], measures: Mapping[str, str]) -> None:
    """Refuse a level or measure that the law does not name, and a measure recorded under another level."""
    for one in sanctions:
        if one.level not in levels:
            raise UnknownFact("sanctions.level", known_words(tuple(levels)))
        if one.measure is None:
            continue
        if one.measure not in measures:
            raise UnknownFact("sanctions.measure", known_words(tuple(measures)))
        if measures[one.measure] != one.level:
            needed = Text("{measure} adalah hukuman tingkat {level}.", "{measure} is a measure of the level {level}.")
            raise ContradictoryFacts(
                "sanctions.level", needed.fill(measure=term(one.measure), level=term(measures[one.measure]))
            )


def _blocks(case: Case, number: str, sanction: SanctionFact, rules: Rules) -> Noted[bool | None]:
    """Tell whether a measure stands in the way on the day: from its start to its end and the delays it carries."""
    tracer = case.tracer
    level = tracer.fact(f"sanction_level.{number}", sanction.level, quiet=True)
    since = tracer.fact(f"sanction_since.{number}", sanction.since, quiet=True)
    measure = tracer.fact(f"sanction_measure.{number}", sanction.measure, quiet=True)
    clauses = [
        tracer.to_truth(Operation.MEMBER, f"sanction_severe.{number}", rules.blocking, level, quiet=True),
        tracer.to_truth(Operation.NOT_AFTER, f"sanction_begun.{number}", since, case.day, quiet=True),
    ]
    if sanction.until is None:
        months = tracer.find_number(f"sanction_months.{number}", rules.terms, measure, quiet=True)
        until = tracer.to_day(Operation.MONTHS_AFTER, f"sanction_until.{number}", since, months, quiet=True)
    else:
        until = tracer.fact(f"sanction_until.{number}", sanction.until, quiet=True)
    # Without an end on record or in the law a measure lasts.
    if until.value is not None:
        delay = _delay(case, number, sanction, measure, rules)
        free = tracer.to_day(Operation.MONTHS_AFTER, f"sanction_free_on.{number}", until, delay)
        over = tracer.to_truth(Operation.NOT_AFTER, f"sanction_over.{number}", free, case.day, quiet=True)
        clauses.append(tracer.to_truth(Operation.NOT, f"sanction_lasts.{number}", over, quiet=True))
    return tracer.to_truth(Operation.ALL, f"sanction_runs.{number}", *clauses)


def _delay(
    case: Case, number: str, sanction: SanctionFact, measure: Noted[str | None], rules: Rules
) -> Noted[Fraction]:
    """Return the months that a measure blocks beyond its end: its own delay, the one of its kind, the look back."""
    tracer = case.tracer
    own = tracer.number_fact(f"sanction_delay.{number}", sanction.delay_months, quiet=True)
    of_kind = tracer.find_number(f"sanction_delay_of_kind.{number}", rules.delays, measure, quiet=True)
    looked_back = [] if rules.lookback is None else [rules.lookback]
    known = [own, *([] if of_kind.value is None else [of_kind]), *looked_back]
    return tracer.to_number(Operation.SUM, f"sanction_delays.{number}", *known, quiet=True)


def _said(sanction: SanctionFact) -> Text:
    return Text("{level} sejak {since} sampai sebelum {until}", "{level} from {since} until before {until}").fill(
        level=term(sanction.measure or sanction.level), since=sanction.since, until=same(sanction.until)
    )
