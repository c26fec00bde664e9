"""The statement of credit points (PAK): its lines, the needs of the next rank and level, and when they will be met.

Base credit and the diploma bonus are computed here. Sums and comparisons are exact: twelve times two months of Good at
12.5 a year are exactly 25.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from kinerja_api.scoring.credit_facts import Advancement, CreditEntry, CreditSource, StatementFacts
from kinerja_api.scoring.errors import ContradictoryFacts, UnknownFact, WrongScale
from kinerja_api.scoring.facts import EvaluatedPeriod
from kinerja_api.scoring.operations import Mode, Operation
from kinerja_api.scoring.policy import PolicySet
from kinerja_api.scoring.schemes.credit_points.conversion import MONTHS_OF_YEAR, WHOLE
from kinerja_api.scoring.schemes.credit_points.entry import base_credit
from kinerja_api.scoring.text import Text
from kinerja_api.scoring.trace import Noted, Outcome, Tracer


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One line: what earlier statements hold, what is new, and both together."""

    source: CreditSource
    previous: Fraction
    new: Fraction
    total: Fraction


@dataclass(frozen=True, slots=True)
class Forecast:
    """Whole months until a need is met at a stated predicate, and the first day on which it is."""

    months: int
    reached_on: date


@dataclass(frozen=True, slots=True)
class Need:
    """How the credit stands against one need; `surplus` and `shortfall` are never both above nought."""

    needed: Fraction
    surplus: Fraction
    shortfall: Fraction
    forecast: Forecast | None

    @property
    def is_met(self) -> bool:
        """Tell whether the credit suffices (DAPAT DIPERTIMBANGKAN)."""
        return not self.shortfall


@dataclass(frozen=True, slots=True)
class Statement:
    """The whole statement; at the top of the highest level there are no needs and nothing comes next."""

    advancement: Advancement
    next_rank: str | None
    next_level: str | None
    lines: tuple[StatementLine, ...]
    total: Fraction
    shown: Decimal
    for_rank: Need | None
    for_level: Need | None
    carried: Fraction

    @property
    def is_considered(self) -> bool:
        """Tell whether the credit suffices for what comes next."""
        return self.for_rank is not None and self.for_rank.is_met


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands in the ladder of levels and ranks."""

    advancement: Advancement
    level: Noted[str]
    has_next: Noted[bool | None]
    next_rank: Noted[str] | None
    level_above: Noted[str] | None
    key: Noted[str]


@dataclass(frozen=True, slots=True)
class Balance:
    """One need, and the step of the trace that says whether it is met."""

    need: Need
    surplus: Noted[Fraction]
    is_met: Noted[bool | None]


@dataclass(frozen=True, slots=True)
class Account:
    """A statement within a trace: what `advancement` builds its criteria on."""

    statement: Statement
    standing: Standing
    for_rank: Balance | None
    for_level: Balance | None


@dataclass(frozen=True, slots=True)
class _Outlook:
    monthly: Noted[Fraction]
    begins_on: Noted[date]


def draw_up(policy: PolicySet, facts: StatementFacts) -> Outcome[Statement]:
    """Return the statement of one employee on a day."""
    tracer = Tracer(policy, EvaluatedPeriod(facts.issued_on, facts.issued_on))
    account = trace_statement(tracer, facts)
    sufficient = account.for_rank.is_met if account.for_rank else account.standing.has_next
    tracer.to_word(Operation.CRITERION, "conclusion", sufficient)
    return Outcome(account.statement, tracer.trace())


def trace_statement(tracer: Tracer, facts: StatementFacts) -> Account:
    """Compute a statement as steps of a trace."""
    standing = _standing(tracer, facts)
    lines = _lines(tracer, facts, standing)
    total = tracer.to_number(Operation.SUM, "credit_total", *(line for _, line in lines))
    places = tracer.number("decimals")
    shown = tracer.rounded("credit", total, Mode.HALF_UP, int(places.value))
    outlook = _outlook(tracer, facts, standing)
    for_rank: Balance | None = None
    for_level: Balance | None = None
    if standing.advancement is not Advancement.TOP:
        running = tracer.to_number(Operation.LOOKUP, "needed.rank", tracer.numbers("running_totals"), standing.key)
        for_rank = _balance(tracer, "rank", total, running, outlook)
        if standing.level_above is not None:
            needs = tracer.numbers("level_needs")
            whole_level = tracer.to_number(Operation.LOOKUP, "needed.level", needs, standing.level)
            for_level = _balance(tracer, "level", total, whole_level, outlook)
    statement = Statement(
        advancement=standing.advancement,
        next_rank=standing.next_rank.value if standing.next_rank else None,
        next_level=_next_level(standing),
        lines=tuple(line for line, _ in lines),
        total=total.value,
        shown=shown.value,
        for_rank=for_rank.need if for_rank else None,
        for_level=for_level.need if for_level else None,
        carried=_carried(tracer, standing.advancement, for_rank.surplus) if for_rank else Fraction(0),
    )
    return Account(statement, standing, for_rank, for_level)


def _standing(tracer: Tracer, facts: StatementFacts) -> Standing:
    level = tracer.fact("functional_level", facts.level)
    rank = tracer.fact("rank", facts.rank)
    entry_rank = tracer.fact("entry_rank", facts.entry_rank)
    ranks = tracer.to_words(Operation.LOOKUP, "ranks_of_level", tracer.sheet("level_ranks"), level)
    at_top = tracer.to_truth(Operation.IS_LAST, "top_of_level", ranks, rank)
    entered_below = tracer.to_truth(Operation.NOT_HIGHER, "entered_below", ranks, entry_rank, rank, quiet=True)
    if not entered_below.value:
        needed = Text(
            "Pangkat saat masuk jenjang tidak mungkin di atas pangkat sekarang.",
            "The rank at entry to the level cannot be above the present rank.",
        )
        raise ContradictoryFacts("entry_rank", needed)
    highest = tracer.to_truth(Operation.MEMBER, "highest_level", tracer.words("highest_levels"), level)
    at_end = tracer.to_truth(Operation.ALL, "highest_step", at_top, highest, quiet=True)
    has_next = tracer.to_truth(Operation.NOT, "has_next_step", at_end)
    advancement = Advancement.RANK_AND_LEVEL if at_top.value else Advancement.RANK
    return Standing(
        advancement=advancement if has_next.value else Advancement.TOP,
        level=level,
        has_next=has_next,
        next_rank=tracer.to_word(Operation.NEXT_IN_ORDER, "next_rank", tracer.words("ranks"), rank)
        if has_next.value
        else None,
        level_above=None
        if highest.value
        else tracer.to_word(Operation.LOOKUP, "level_above", tracer.table("levels_above"), level),
        key=tracer.fact("level_and_rank", f"{facts.level}.{facts.rank}", quiet=True),
    )


def _next_level(standing: Standing) -> str | None:
    """Name the level to which the next step leads, when it leaves the present one."""
    above = standing.level_above
    return above.value if above is not None and standing.advancement is Advancement.RANK_AND_LEVEL else None


def _lines(tracer: Tracer, facts: StatementFacts, standing: Standing) -> list[tuple[StatementLine, Noted[Fraction]]]:
    entries = _by_source(facts)
    nothing = tracer.number_fact("nothing", 0, quiet=True)
    base = base_credit(tracer, facts.level, facts.entry_rank)
    bonus = _diploma_bonus(tracer, facts, standing)
    lines = []
    for source in CreditSource:
        given = entries.get(source, CreditEntry(source))
        is_empty = not given.previous and not given.new
        match source:
            case CreditSource.AK_DASAR:
                previous, new = base, nothing
            case CreditSource.AK_PENDIDIKAN:
                previous, new = tracer.number_fact(f"previous.{source.value}", given.previous, quiet=is_empty), bonus
            case _:
                previous = tracer.number_fact(f"previous.{source.value}", given.previous, quiet=is_empty)
                new = tracer.number_fact(f"new.{source.value}", given.new, quiet=is_empty)
        total = tracer.to_number(
            Operation.SUM, f"line.{source.value}", previous, new, quiet=not (previous.value or new.value)
        )
        lines.append((StatementLine(source, previous.value, new.value, total.value), total))
    return lines


def _by_source(facts: StatementFacts) -> dict[CreditSource, CreditEntry]:
    entries = {entry.source: entry for entry in facts.entries}
    if len(entries) != len(facts.entries):
        raise ContradictoryFacts("entries", Text("Setiap sumber hanya sekali.", "Each source only once."))
    for entry in facts.entries:
        if entry.previous < 0 or entry.new < 0:
            place = f"entries.{entry.source.value}"
            raise WrongScale(place, Text("Angka kredit tidak boleh negatif.", "Credit points cannot be negative."))
    education = entries.get(CreditSource.AK_PENDIDIKAN)
    if CreditSource.AK_DASAR in entries or (education is not None and education.new):
        needed = Text(
            "Angka kredit dasar dihitung dari pangkat saat masuk, dan angka kredit pendidikan dari ijazah baru.",
            "Base credit is computed from the rank at entry, and credit for education from the new diplomas.",
        )
        raise ContradictoryFacts("entries", needed)
    return entries


def _diploma_bonus(tracer: Tracer, facts: StatementFacts, standing: Standing) -> Noted[Fraction]:
    """Once for each diploma, a share of the need of the present rank; where no rank follows, there is no need."""
    fresh = [one for one in dict.fromkeys(facts.new_diplomas) if one not in facts.credited_diplomas]
    if facts.credited_diplomas:
        tracer.fact("credited_diplomas", tuple(sorted(facts.credited_diplomas)))
    if not fresh or standing.advancement is Advancement.TOP:
        return tracer.number_fact("diploma_bonus", 0, quiet=True)
    known = tracer.words("bonus_diplomas").value
    for one in fresh:
        if one not in known:
            needed = Text("Pakai salah satu dari: {known}.", "Use one of: {known}.")
            raise UnknownFact("new_diplomas", needed.fill(known=", ".join(known)))
    need = tracer.to_number(Operation.LOOKUP, "rank_need", tracer.numbers("rank_needs"), standing.key)
    whole = tracer.number_fact("whole_percent", WHOLE, quiet=True)
    share = tracer.to_number(Operation.QUOTIENT, "diploma_factor", tracer.number("diploma_share"), whole, quiet=True)
    bonuses = []
    for one in fresh:
        tracer.fact(f"new_diploma.{one}", one)
        bonuses.append(tracer.to_number(Operation.PRODUCT, f"bonus.{one}", need, share))
    return tracer.to_number(Operation.SUM, "diploma_bonus", *bonuses, quiet=True)


def _outlook(tracer: Tracer, facts: StatementFacts, standing: Standing) -> _Outlook | None:
    if facts.outlook is None or standing.advancement is Advancement.TOP:
        return None
    predicate = tracer.fact("outlook", facts.outlook.value)
    percentages = tracer.numbers("predicate_percentages")
    percentage = tracer.to_number(Operation.LOOKUP, "percentage", percentages, predicate)
    coefficients = tracer.numbers("annual_coefficients")
    coefficient = tracer.to_number(Operation.LOOKUP, "coefficient", coefficients, standing.level)
    scaled = tracer.to_number(Operation.PRODUCT, "yearly_percent", coefficient, percentage, quiet=True)
    parts = tracer.number_fact("parts_of_year", MONTHS_OF_YEAR * WHOLE, quiet=True)
    monthly = tracer.to_number(Operation.QUOTIENT, "monthly_credit", scaled, parts)
    counted = tracer.fact("counted_until", facts.counted_until)
    begins = tracer.to_day(Operation.FIRST_OF_NEXT_MONTH, "forecast_begins", counted, quiet=True)
    return _Outlook(monthly, begins)


def _balance(
    tracer: Tracer, name: str, total: Noted[Fraction], needed: Noted[Fraction], outlook: _Outlook | None
) -> Balance:
    nothing = tracer.number_fact(f"nothing.{name}", 0, quiet=True)
    over = tracer.to_number(Operation.DIFFERENCE, f"over.{name}", total, needed, quiet=True)
    under = tracer.to_number(Operation.DIFFERENCE, f"under.{name}", needed, total, quiet=True)
    surplus = tracer.to_number(Operation.LARGEST, f"surplus.{name}", nothing, over)
    shortfall = tracer.to_number(Operation.LARGEST, f"shortfall.{name}", nothing, under)
    is_met = tracer.to_truth(Operation.AT_LEAST, f"enough_credit.{name}", total, needed)
    forecast = None
    if outlook is not None and shortfall.value:
        exact = tracer.to_number(Operation.QUOTIENT, f"exact_months.{name}", shortfall, outlook.monthly, quiet=True)
        months = tracer.rounded(f"months_to_go.{name}", exact, Mode.UP, 0)
        reached = tracer.to_day(Operation.MONTHS_AFTER, f"reached_on.{name}", outlook.begins_on, months)
        forecast = Forecast(int(months.value), reached.value)
    return Balance(Need(needed.value, surplus.value, shortfall.value, forecast), surplus, is_met)


def _carried(tracer: Tracer, advancement: Advancement, surplus: Noted[Fraction]) -> Fraction:
    """Return the surplus that the next count begins with: all of it within a level, nothing at a new one."""
    kind = tracer.fact("advancement", advancement.value)
    share = tracer.to_number(Operation.LOOKUP, "surplus_share", tracer.numbers("surplus_shares"), kind)
    scaled = tracer.to_number(Operation.PRODUCT, "scaled_surplus", surplus, share, quiet=True)
    hundred = tracer.number_fact("percent_of_surplus", WHOLE, quiet=True)
    return tracer.to_number(Operation.QUOTIENT, "carried", scaled, hundred).value
