"""When the pension begins, and the promotions that are tied to the end of service: of service, and posthumous."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from kinerja_api.scoring.errors import ContradictoryFacts, UnknownFact
from kinerja_api.scoring.operations import Operation
from kinerja_api.scoring.policy import float_free
from kinerja_api.scoring.schemes.criteria import NOT_YET_KNOWN, Check, known_words, same
from kinerja_api.scoring.schemes.promotion.case import Case
from kinerja_api.scoring.text import Text
from kinerja_api.scoring.trace import Noted
from kinerja_api.scoring.words import term

PENSION_AGE = "pensiun"
DEATH = "meninggal"


class Pension(NamedTuple):
    """The age at which the post ends in a pension, and the day on which that begins."""

    age: Noted[Fraction]
    begins: Noted[date]


class Tenure(NamedTuple):
    """What the tiers of the promotion of service compare."""

    since: Noted[date | None]
    rank_since: Noted[date | None]
    years: Noted[Mapping[str, Fraction]]
    months: Noted[Mapping[str, Fraction]]


def before_pension(case: Case) -> list[Check]:
    """A rank must begin before the pension does; after that only the promotion of service remains."""
    tracer = case.tracer
    age, begins = _pension(case)
    begun = tracer.to_truth(Operation.NOT_AFTER, "pension_begun", begins, case.day, quiet=True)
    return [
        Check(
            "pension",
            tracer.to_truth(Operation.NOT, "before_pension", begun),
            found=Text("pensiun mulai {day}", "pension begins on {day}").fill(day=same(begins.value)),
            required=Text("pangkat mulai sebelum pensiun ({age} tahun)", "rank begins before the pension ({age})").fill(
                age=float_free(age.value)
            ),
            when_not_met=Text(
                "Pensiun mulai {begins}; yang mungkin hanya kenaikan pangkat pengabdian.",
                "The pension begins on {begins}; only a promotion of service is possible.",
            ).fill(begins=begins.value),
            when_pending=Text("Catat tanggal lahir.", "Record the date of birth."),
        )
    ]


def service(case: Case) -> list[Check]:
    """The promotion of service: at death or pension by years of service and time in rank; disabled by duty without."""
    tracer, ground = case.tracer, case.facts.service_ground
    grounds = tracer.words("service_grounds")
    if ground is not None and ground not in grounds.value:
        raise UnknownFact("service_ground", known_words(grounds.value))
    by_tenure = tracer.words("service_grounds_by_tenure")
    return [_ground(case, grounds), *(_tenure(case, by_tenure) if ground in by_tenure.value else ())]


def from_death(case: Case) -> list[Check]:
    """The posthumous rank is held from the day of death."""
    tracer = case.tracer
    died = tracer.fact("died_on", case.facts.died_on)
    rule = tracer.flag("posthumous_from_death")
    not_before = tracer.to_truth(Operation.NOT_AFTER, "died_by_then", died, case.day, quiet=True)
    not_after = tracer.to_truth(Operation.NOT_AFTER, "not_later_than_death", case.day, died, quiet=True)
    return [
        Check(
            "day_of_death",
            tracer.to_truth(Operation.ALL, "from_day_of_death", rule, not_before, not_after),
            found=same(died.value),
            required=Text("pangkat mulai pada hari meninggal", "the rank begins on the day of death"),
            when_not_met=Text(
                "Pangkat anumerta mulai pada hari meninggal, {died}.",
                "The posthumous rank begins on the day of death, {died}.",
            ).fill(died=died.value),
            when_pending=Text("Catat tanggal meninggal.", "Record the day of death."),
        )
    ]


def _pension(case: Case) -> Pension:
    """The pension begins on the first of the month after the birthday month."""
    tracer = case.tracer
    age = _age(case)
    born = tracer.fact("born_on", case.facts.born_on)
    # First the month, then the years: born on 29 February, one is not a month older than born on the 28th.
    month = tracer.to_day(Operation.FIRST_OF_NEXT_MONTH, "month_after_birth", born, quiet=True)
    return Pension(age, tracer.to_day(Operation.YEARS_AFTER, "pension_begins", month, age))


def _age(case: Case) -> Noted[Fraction]:
    """Return the pension age of the post or, where it has one, of the profession; an age kept from before counts."""
    tracer, kept = case.tracer, case.facts.kept_pension_age
    if kept is None:
        return _age_by_rule(case, "pension_age_of_post")
    keepers = tracer.words("pension_age_kept_for")
    if case.facts.position_kind not in keepers.value:
        raise ContradictoryFacts("kept_pension_age", known_words(keepers.value))
    general = _age_by_rule(case, "pension_age_by_rule")
    return tracer.to_number(
        Operation.LARGEST, "pension_age_of_post", general, tracer.number_fact("pension_age_kept", kept)
    )


def _age_by_rule(case: Case, name: str) -> Noted[Fraction]:
    tracer, profession = case.tracer, case.facts.profession
    if profession is None:
        return tracer.to_number(Operation.LOOKUP, name, tracer.numbers("pension_age"), case.post)
    professions = tracer.numbers("pension_age_of_professions")
    known = tuple(dict.fromkeys(key.partition(".")[0] for key in professions.value))
    if profession not in known:
        raise UnknownFact("profession", known_words(known))
    # Some professions have an age of their own at one level only.
    at_level = f"{profession}.{case.facts.position_level}"
    own = next((key for key in (profession, at_level) if key in professions.value), None)
    if own is None:
        return tracer.to_number(Operation.LOOKUP, name, tracer.numbers("pension_age"), case.post)
    return tracer.to_number(Operation.LOOKUP, name, professions, tracer.fact("profession", own))


def _ground(case: Case, grounds: Noted[tuple[str, ...]]) -> Check:
    """The ground must have come: the pension by the end of that month, or the death by that day."""
    tracer, ground = case.tracer, case.facts.service_ground
    fact = tracer.fact("service_ground", ground)
    clauses = [tracer.to_truth(Operation.MEMBER, "service_ground_known", grounds, fact, quiet=True)]
    found = NOT_YET_KNOWN if ground is None else term(ground)
    if ground == PENSION_AGE:
        begins = _pension(case).begins
        month_end = tracer.to_day(Operation.FIRST_OF_NEXT_MONTH, "month_after_day", case.day, quiet=True)
        clauses.append(tracer.to_truth(Operation.NOT_AFTER, "pension_reached", begins, month_end))
        found = Text("pensiun mulai {day}", "pension begins on {day}").fill(day=same(begins.value))
    if ground == DEATH:
        died = tracer.fact("died_on", case.facts.died_on)
        clauses.append(tracer.to_truth(Operation.NOT_AFTER, "died_by_then", died, case.day, quiet=True))
        found = Text("meninggal {day}", "died on {day}").fill(day=same(died.value))
    return Check(
        "service_ground",
        tracer.to_truth(Operation.ALL, "service_ground_came", *clauses),
        found=found,
        required=Text(
            "meninggal, mencapai batas usia pensiun, atau cacat karena dinas",
            "death, pension age reached, or disabled by duty",
        ),
        when_not_met=Text("Sebabnya belum ada pada tanggal ini.", "The ground has not come on this day."),
        when_pending=Text(
            "Nyatakan sebab pengabdian beserta buktinya, dan tanggalnya.",
            "State the ground with evidence, and its day.",
        ),
    )


def _tenure(case: Case, by_tenure: Noted[tuple[str, ...]]) -> list[Check]:
    """Three tiers: the longer the service, the shorter the time needed in the last rank."""
    tracer = case.tracer
    since = tracer.fact("service_since", case.facts.service_since)
    rank_since = tracer.fact("rank_since", case.facts.rank_since)
    years = tracer.numbers("service_years")
    months = tracer.numbers("service_months_in_rank")
    ground = tracer.fact("tenure_ground", case.facts.service_ground, quiet=True)
    applies = tracer.to_truth(Operation.MEMBER, "tenure_counts", by_tenure, ground, quiet=True)
    tiers = [_tier(case, tier, Tenure(since, rank_since, years, months)) for tier in years.value]
    said = [f"{float_free(years.value[tier])} th/{float_free(months.value[tier])} bln" for tier in years.value]
    reached = tracer.to_truth(Operation.ANY, "tenure_tier_reached", *tiers, quiet=True)
    return [
        Check(
            "service_tenure",
            tracer.to_truth(Operation.ALL, "long_enough_in_service", applies, reached),
            found=Text("bekerja sejak {since}, pangkat sejak {rank}", "serving since {since}, rank since {rank}").fill(
                since=same(since.value), rank=same(rank_since.value)
            ),
            required=Text(
                "masa kerja/masa pangkat salah satu: {tiers}",
                "service (th: years)/in rank (bln: months), one of: {tiers}",
            ).fill(tiers=", ".join(said)),
            when_not_met=Text(
                "Masa kerja dan masa pangkat tidak mencapai satu pun jenjang.",
                "Service and time in rank reach none of the tiers.",
            ),
            when_pending=Text(
                "Catat mulai bekerja sebagai PNS dan tanggal mulai pangkat.",
                "Record the beginning of service and the day on which the rank began.",
            ),
        )
    ]


def _tier(case: Case, tier: str, tenure: Tenure) -> Noted[bool | None]:
    tracer = case.tracer
    key = tracer.fact(f"tenure_tier.{tier}", tier, quiet=True)
    years = tracer.to_number(Operation.LOOKUP, f"tier_years.{tier}", tenure.years, key, quiet=True)
    months = tracer.to_number(Operation.LOOKUP, f"tier_months.{tier}", tenure.months, key, quiet=True)
    served = tracer.to_day(Operation.YEARS_AFTER, f"tier_served.{tier}", tenure.since, years, quiet=True)
    ranked = tracer.to_day(Operation.MONTHS_AFTER, f"tier_ranked.{tier}", tenure.rank_since, months, quiet=True)
    return tracer.to_truth(
        Operation.ALL,
        f"tier_reached.{tier}",
        tracer.to_truth(Operation.NOT_AFTER, f"served.{tier}", served, case.day, quiet=True),
        tracer.to_truth(Operation.NOT_AFTER, f"ranked.{tier}", ranked, case.day, quiet=True),
    )
