"""Requirements of a post on the day of inauguration (PP 11/2017 jo. PP 17/2020), criterion by criterion.

For high leadership (JPT utama, madya, pratama), administrator, supervisor (pengawas) and executor posts; the rank is
not among them since PP 11/2017. What no record holds (competence, integrity, health) is stated with evidence.
"""

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from kinerja_api.scoring.errors import ContradictoryFacts, UnknownFact
from kinerja_api.scoring.facts import CriterionStatus, EvaluatedPeriod, HeldPost, PostFacts
from kinerja_api.scoring.operations import Operation
from kinerja_api.scoring.policy import PolicySet, float_free
from kinerja_api.scoring.schemes.criteria import (
    NOT_YET_KNOWN,
    Check,
    Criterion,
    attested_checks,
    criterion_of,
    known_words,
    listed,
    performance_checks,
    same,
    status_of,
    worst,
)
from kinerja_api.scoring.text import Text
from kinerja_api.scoring.trace import Noted, Outcome, Tracer
from kinerja_api.scoring.words import term

OUTSIDER = "non_pns"
MONTHS_OF_YEAR = Fraction(12)


@dataclass(frozen=True, slots=True)
class PostEligibility:
    """May this person hold that post: met, not met, or pending for a fact that is not there yet."""

    status: CriterionStatus
    post: str
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class _Case:
    """One person and one row of the requirements; outsiders have a row of their own where the post is open to them."""

    tracer: Tracer
    facts: PostFacts
    row: Noted[str]


def evaluate(policy: PolicySet, facts: PostFacts) -> Outcome[PostEligibility]:
    """Return whether somebody meets every requirement of a post on a day."""
    tracer = Tracer(policy, EvaluatedPeriod(facts.inaugurated_on, facts.inaugurated_on))
    checks = [_employment(tracer, facts)]
    if checks[0].holds.value:
        row = f"{facts.post}.{OUTSIDER}" if facts.employment == OUTSIDER else facts.post
        checks += _requirements(_Case(tracer, facts, tracer.fact("post_row", row, quiet=True)))
    statuses = [status_of(tracer, check) for check in checks]
    tracer.to_word(Operation.VERDICT, "verdict", *statuses)
    trace = tracer.trace()
    criteria = tuple(criterion_of(check, status, trace) for check, status in zip(checks, statuses, strict=True))
    return Outcome(PostEligibility(worst([one.status for one in criteria]), facts.post, criteria), trace)


def _employment(tracer: Tracer, facts: PostFacts) -> Check:
    posts, known = tracer.sheet("post_employments"), tracer.words("employments")
    if facts.post not in posts.value:
        raise UnknownFact("post", known_words(tuple(posts.value)))
    if facts.employment not in known.value:
        raise UnknownFact("employment", known_words(known.value))
    post, employment = tracer.fact("post", facts.post), tracer.fact("employment", facts.employment)
    allowed = tracer.to_words(Operation.LOOKUP, "employments_of_post", posts, post, quiet=True)
    return Check(
        "employment",
        tracer.to_truth(Operation.MEMBER, "employment_allowed", allowed, employment),
        found=term(facts.employment),
        required=listed([term(one) for one in allowed.value]),
        when_not_met=Text(
            "Jabatan ini tidak terbuka bagi {employment}.", "This post is not open to: {employment}."
        ).fill(employment=term(facts.employment)),
    )


def _requirements(case: _Case) -> list[Check]:
    tracer, facts = case.tracer, case.facts
    checks = [_education(case)]
    if case.row.value in tracer.numbers("years_in_field").value:
        checks.append(_field(case))
    if case.row.value in tracer.sheet("posts_before").value:
        checks.append(_experience(case))
    if case.row.value in tracer.numbers("highest_age").value:
        checks.append(_age(case))
    years = tracer.numbers("performance_years")
    if case.row.value in years.value:
        looked_at = tracer.to_number(Operation.LOOKUP, "performance_years", years, case.row)
        accepted = tracer.words("accepted_predicates")
        checks += performance_checks(tracer, facts.predicates, accepted, looked_at, before=facts.inaugurated_on.year)
    needed = tracer.to_words(Operation.LOOKUP, "to_be_attested", tracer.sheet("to_be_attested"), case.row, quiet=True)
    return [*checks, *attested_checks(tracer, facts.attested, needed)]


def _education(case: _Case) -> Check:
    tracer, facts = case.tracer, case.facts
    known = tracer.words("diplomas")
    for one in facts.educations:
        if one not in known.value:
            raise UnknownFact("educations", known_words(known.value))
    accepted = tracer.to_words(
        Operation.LOOKUP, "accepted_educations", tracer.sheet("accepted_educations"), case.row, quiet=True
    )
    held = tracer.fact("educations", tuple(dict.fromkeys(facts.educations)) or None)
    return Check(
        "education",
        tracer.to_truth(Operation.SHARE_ANY, "educated_enough", accepted, held),
        found=listed([term(one) for one in facts.educations]),
        required=Text("paling rendah {lowest}", "at least {lowest}").fill(lowest=term(accepted.value[0])),
        when_not_met=Text("Pendidikan di bawah {lowest}.", "The education is below {lowest}.").fill(
            lowest=term(accepted.value[0])
        ),
        when_pending=Text("Catat pendidikan.", "Record the education."),
    )


def _field(case: _Case) -> Check:
    tracer, years = case.tracer, case.facts.years_in_field
    needed = tracer.to_number(Operation.LOOKUP, "field_needed", tracer.numbers("years_in_field"), case.row)
    found = tracer.fact("years_in_field", None if years is None else Fraction(years))
    return Check(
        "field",
        tracer.to_truth(Operation.AT_LEAST, "long_enough_in_field", found, needed),
        found=NOT_YET_KNOWN if found.value is None else same(float_free(found.value)),
        required=Text("kumulatif {years} tahun di bidang tugas", "{years} years in the field in all").fill(
            years=float_free(needed.value)
        ),
        when_not_met=Text("Pengalaman di bidang tugas belum cukup.", "Not enough years in the field yet."),
        when_pending=Text(
            "Nyatakan tahun pengalaman di bidang tugas beserta buktinya.",
            "State the years in the field with evidence.",
        ),
    )


def _experience(case: _Case) -> Check:
    """Time in the posts that lead to this one, in full months of each, held now or before."""
    tracer = case.tracer
    leading = tracer.to_words(Operation.LOOKUP, "posts_before", tracer.sheet("posts_before"), case.row)
    years = tracer.to_number(Operation.LOOKUP, "experience_needed", tracer.numbers("years_before"), case.row)
    twelve = tracer.fact("months_of_year", MONTHS_OF_YEAR, quiet=True)
    needed = tracer.to_number(Operation.PRODUCT, "experience_months_needed", years, twelve, quiet=True)
    counted = _counted(case.facts, leading.value)
    months = [_months(case, str(number), one) for number, one in enumerate(counted, start=1)]
    total = tracer.to_number(Operation.SUM, "experience_months", *months)
    return Check(
        "experience",
        tracer.to_truth(Operation.AT_LEAST, "experienced_enough", total, needed),
        found=Text("{months} bulan", "{months} months").fill(months=float_free(total.value)),
        required=Text("{years} tahun sebagai {posts}", "{years} years as {posts}").fill(
            years=float_free(years.value), posts=listed([term(one) for one in leading.value])
        ),
        when_not_met=Text("Pengalaman jabatan belum cukup.", "Not enough time in such posts yet."),
    )


def _counted(facts: PostFacts, leading: tuple[str, ...]) -> list[HeldPost]:
    """Return the posts that count, begun by the day; nobody holds two at once."""
    held = sorted(
        (one for one in facts.held_posts if one.post in leading and one.since <= facts.inaugurated_on),
        key=lambda one: one.since,
    )
    for earlier, later in pairwise(held):
        if earlier.until is None or earlier.until > later.since:
            raise ContradictoryFacts(
                "held_posts", Text("Jabatan tidak boleh tumpang tindih.", "The posts must not overlap.")
            )
    return held


def _months(case: _Case, number: str, held: HeldPost) -> Noted[Fraction]:
    tracer, day = case.tracer, case.facts.inaugurated_on
    since = tracer.fact(f"held_since.{number}", held.since, quiet=True)
    until = tracer.fact(f"held_until.{number}", day if held.until is None else min(held.until, day), quiet=True)
    return tracer.to_number(Operation.FULL_MONTHS, f"held_months.{number}", since, until, quiet=True)


def _age(case: _Case) -> Check:
    """Counted on the day of inauguration: not after the birthday on which the highest age is reached."""
    tracer = case.tracer
    highest = tracer.to_number(Operation.LOOKUP, "highest_age", tracer.numbers("highest_age"), case.row)
    born = tracer.fact("born_on", case.facts.born_on)
    last = tracer.to_day(Operation.YEARS_AFTER, "last_day_by_age", born, highest)
    day = tracer.fact("inaugurated_on", case.facts.inaugurated_on)
    return Check(
        "age",
        tracer.to_truth(Operation.NOT_AFTER, "young_enough", day, last),
        found=same(born.value),
        required=Text("paling tinggi {age} tahun saat pelantikan", "at most {age} on the day of inauguration").fill(
            age=float_free(highest.value)
        ),
        when_not_met=Text(
            "Usia melampaui batas; hari terakhir {last}.", "Above the highest age; the last day was {last}."
        ).fill(last=last.value),
        when_pending=Text("Catat tanggal lahir.", "Record the date of birth."),
    )
