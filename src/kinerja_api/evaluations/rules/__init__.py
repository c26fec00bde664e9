"""Pure rules around the engine: what it is told, what it says in a form to keep, and remarks for the reader."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import cast
from uuid import UUID

from kinerja_api.cycles.types import CycleView, PeriodView
from kinerja_api.evaluations.types import (
    IN_FORCE,
    EvaluationStatus,
    Json,
    Judged,
    Omission,
    OrganizationRating,
    OrganizationResultView,
    Predicate,
    RatingLevel,
    RevisionReason,
)
from kinerja_api.kit.text import Text
from kinerja_api.scoring.document import citation, document
from kinerja_api.scoring.explain import sentences
from kinerja_api.scoring.facts import EvaluatedPeriod, RatingFacts, YearFacts
from kinerja_api.scoring.policy import PolicySet, float_free
from kinerja_api.scoring.schemes import performance_year, permenpanrb_6_2022
from kinerja_api.scoring.trace import Trace
from kinerja_api.scoring.words import term
from kinerja_api.targets.types import PlanStatus

PERIODS_NOT_EVALUATED = Text(
    "Periode yang sudah ditutup tetapi belum ada evaluasinya: {periods}.",
    "Periods that are closed and have no evaluation: {periods}.",
)
NOTHING_ACCEPTED = Text("Tidak ada realisasi yang diterima pada masa ini.", "No realization was accepted in this time.")
OTHER_THAN_SUGGESTED = Text(
    "Rating perilaku ({rated}) berbeda dari yang paling banyak disebut para penilai ({suggested}).",
    "The behaviour rating ({rated}) is not the one that most raters name ({suggested}).",
)
PART_OF_THE_TIME = Text(
    "Dinilai atas hari-hari yang dijalani: {days}. Selebihnya: {reasons}.",
    "Rated on the days that were worked: {days}. The rest: {reasons}.",
)
DAYS_WITHOUT_DOCUMENT = Text(
    "Hari-hari tanpa SKP yang dinilai dan tanpa status yang menjelaskan: {days}.",
    "Days of which no evaluated plan and no status tells: {days}.",
)
NOT_IN_PLAN = Text("di luar SKP ini", "not in this plan")
AT_MOST = Text("{group}: paling banyak {percent} %", "{group}: at most {percent} %")
AT_LEAST = Text("{group}: paling sedikit {percent} %", "{group}: at least {percent} %")
AT_LEAST_COUNT = Text("{group}: paling sedikit {count} pegawai", "{group}: at least {count} employees")
LEFT_OUT = {
    Omission.NO_PLAN: (
        Text("Belum menyusun SKP untuk tahun ini.", "Has drawn up no plan for this year."),
        Text("Pegawai yang bersangkutan", "The employee"),
    ),
    Omission.PLAN_NOT_SUBMITTED: (
        Text("SKP masih draf atau dikembalikan.", "The plan is a draft or was returned."),
        Text("Pegawai yang bersangkutan", "The employee"),
    ),
    Omission.PLAN_NOT_AGREED: (
        Text("SKP menunggu penetapan.", "The plan waits to be agreed."),
        Text("Pejabat penilai kinerja", "The rating official"),
    ),
    Omission.REALIZATIONS_UNREVIEWED: (
        Text("Realisasi menunggu tinjauan.", "Realizations wait for review."),
        Text("Pejabat penilai kinerja", "The rating official"),
    ),
    Omission.OUTSIDE_PLAN: (
        Text("SKP tidak berlaku pada hari-hari ini.", "The plan is not for these days."),
        Text("Tidak seorang pun", "Nobody"),
    ),
    Omission.UNPAID_LEAVE: (
        Text(
            "Tidak ada yang dievaluasi: CLTN selama masa ini.",
            "Nothing to evaluate: leave outside state cost in all of this time.",
        ),
        Text("Tidak seorang pun", "Nobody"),
    ),
    Omission.LONG_LEAVE: (
        Text(
            "Tidak ada yang dievaluasi: cuti panjang selama masa ini.",
            "Nothing to evaluate: long leave in all of this time.",
        ),
        Text("Tidak seorang pun", "Nobody"),
    ),
    Omission.EVALUATED_ELSEWHERE: (
        Text(
            "Dievaluasi di instansi tempat bertugas; dokumennya dicatat di sini.",
            "Evaluated at the agency of the assignment; its document is recorded here.",
        ),
        Text("Pengelola kepegawaian", "The HR administrator"),
    ),
}
MOST_OF_ALL = Text("{group}: kelompok terbesar", "{group}: the largest group")
WHOLE = 100


@dataclass(frozen=True, slots=True)
class Expectation:
    """One line of the distribution pattern for a result of the organisation."""

    code: str
    predicates: tuple[Predicate, ...]
    text: Text


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What remarks on an evaluation are made of."""

    unevaluated_periods: tuple[str, ...]
    accepted_realizations: int
    rated_behavior: RatingLevel
    suggested_behavior: RatingLevel | None
    # The runs of days evaluated and why not the others, where they are not all days of the period or the year.
    part: tuple[EvaluatedPeriod, ...] = ()
    left_out: tuple[Text, ...] = ()
    # Days of the year that neither a plan nor a status tells of.
    uncovered: tuple[EvaluatedPeriod, ...] = ()


def evaluated_days(cycle: CycleView, period: PeriodView | None) -> EvaluatedPeriod:
    """Return the days that an evaluation is about."""
    of = period or cycle
    return EvaluatedPeriod(of.first_day, of.last_day)


def judge(
    policy: PolicySet, version_id: UUID, facts: RatingFacts, organization: OrganizationResultView | None
) -> Judged:
    """Let the engine find the predicate; raises its errors."""
    outcome = permenpanrb_6_2022.evaluate(policy, facts)
    return _judged(policy, version_id, (outcome.value, outcome.trace), facts, organization)


def judge_year(
    policy: PolicySet, version_id: UUID, facts: YearFacts, organization: OrganizationResultView | None
) -> Judged:
    """Let the engine find the predicate of a year with several plans, or worked in part; raises its errors."""
    outcome = performance_year.evaluate(policy, facts)
    judged = _judged(policy, version_id, (outcome.value.predicate, outcome.trace), facts.ratings, organization)
    return replace(judged, months_worked=outcome.value.months)


def _judged(
    policy: PolicySet,
    version_id: UUID,
    found: tuple[Predicate, Trace],
    facts: RatingFacts,
    organization: OrganizationResultView | None,
) -> Judged:
    predicate, told = found
    trace, explanation = document(told), explanation_of(told)
    # The evaluation rests on the organisation's result only where the head takes it over.
    taken = permenpanrb_6_2022.head_rating(policy, facts) if facts.heads_unit else facts.work_result
    return Judged(
        work_result=cast("RatingLevel", taken),
        predicate=predicate,
        organization=organization if facts.heads_unit else None,
        policy_version_id=version_id,
        policy_sha256=policy.sha256,
        facts_sha256=cast("str", trace["facts_sha256"]),
        explanation=explanation,
        explanation_sha256=digest(explanation),
    )


def explanation_of(trace: Trace) -> Json:
    """Return a computation as it is kept: sentences in both languages, the articles, and every step."""
    told = sentences(trace)
    return {
        "sentences": {"id": [each.id for each in told], "en": [each.en for each in told]},
        "citations": [citation(step.cited) for step in trace.steps if step.cited is not None],
        "trace": document(trace),
    }


def digest(explanation: Json) -> str:
    """Return the name under which an explanation is kept once for all who have it."""
    canonical = json.dumps(explanation, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def remarks_on(found: Circumstances) -> list[Json]:
    """Return what a reader should know beside the predicate; none of it changes the result."""
    remarks: list[Json] = []
    if found.unevaluated_periods:
        text = PERIODS_NOT_EVALUATED.fill(periods=", ".join(found.unevaluated_periods))
        remarks.append(_remark("PERIODS_NOT_EVALUATED", text))
    if not found.accepted_realizations:
        remarks.append(_remark("NO_ACCEPTED_REALIZATION", NOTHING_ACCEPTED))
    if found.part:
        days = ", ".join(f"{each.first_day} - {each.last_day}" for each in found.part)
        reasons = (
            Text(", ".join(each.id for each in found.left_out), ", ".join(each.en for each in found.left_out))
            if found.left_out
            else NOT_IN_PLAN
        )
        remarks.append(
            _remark(
                "PART_OF_THE_TIME",
                Text(
                    PART_OF_THE_TIME.id.format(days=days, reasons=reasons.id),
                    PART_OF_THE_TIME.en.format(days=days, reasons=reasons.en),
                ),
            )
        )
    if found.uncovered:
        days = ", ".join(f"{each.first_day} - {each.last_day}" for each in found.uncovered)
        remarks.append(_remark("DAYS_WITHOUT_DOCUMENT", DAYS_WITHOUT_DOCUMENT.fill(days=days)))
    if found.suggested_behavior not in {None, found.rated_behavior}:
        rated, suggested = term(found.rated_behavior.value), term(cast("str", found.suggested_behavior))
        text = Text(
            OTHER_THAN_SUGGESTED.id.format(rated=rated.id, suggested=suggested.id),
            OTHER_THAN_SUGGESTED.en.format(rated=rated.en, suggested=suggested.en),
        )
        remarks.append(_remark("OTHER_THAN_SUGGESTED", text))
    return remarks


def expectations(policy: PolicySet, rating: OrganizationRating, days: EvaluatedPeriod) -> list[Expectation]:
    """Return the pattern for a result of the organisation, line by line, as the policy says it."""
    day = days.last_day
    largest = cast("Mapping[str, str]", policy.parameters["largest_group"].on(day).value)
    lines = [_line("LARGEST_GROUP", largest[rating], MOST_OF_ALL)] if rating in largest else []
    for name, text in (("maximum_share", AT_MOST), ("minimum_share", AT_LEAST), ("minimum_count", AT_LEAST_COUNT)):
        numbers = cast("Mapping[str, Fraction]", policy.parameters[name].on(day).value)
        for key, number in numbers.items():
            result, _, group = key.partition(".")
            if result == rating:
                lines.append(
                    _line(name.upper(), group, text, percent=float_free(number * WHOLE), count=float_free(number))
                )
    return lines


def _line(code: str, group: str, text: Text, **values: object) -> Expectation:
    members = group.split("+")
    terms = [term(member) for member in members]
    named = Text(
        text.id.format(group=" + ".join(each.id for each in terms), **values),
        text.en.format(group=" + ".join(each.en for each in terms), **values),
    )
    return Expectation(code, tuple(Predicate(member) for member in members), named)


def _remark(code: str, text: Text) -> Json:
    return {"code": code, "id": text.id, "en": text.en}


def texts_of(remarks: Sequence[Mapping[str, str]], language: str) -> list[tuple[str, str]]:
    """Return remarks as code and sentence in a language."""
    return [(each["code"], each[language]) for each in remarks]


def days_of(policy: PolicySet, name: str, on: date) -> int:
    """Return a number of days that a policy names, as it stands on a day."""
    return int(cast("Fraction", policy.parameters[name].on(on).value))


def last_day(begins_on: date, days: int) -> date:
    """Return the last day of a time limit: the day on which it begins does not count."""
    return begins_on + timedelta(days=days)


def is_objectable(status: EvaluationStatus, reason: RevisionReason | None) -> bool:
    """Tell whether an objection is open to an evaluation: it counts, is not being made anew, and is no decision."""
    return status in IN_FORCE - {EvaluationStatus.REOPENED} and reason is not RevisionReason.OBJECTION


def changes_ratings(
    before: tuple[str | None, str | None], given: tuple[RatingLevel | None, RatingLevel | None]
) -> bool:
    """Tell whether ratings are given (None: as before) that differ from those before."""
    return any(new is not None and new.value != old for old, new in zip(before, given, strict=True))


def is_calibratable(status: EvaluationStatus, *, is_rated: bool) -> bool:
    """Tell whether a session may change an evaluation: a rated draft, or what is in force and not being made anew."""
    return (status is EvaluationStatus.DRAFT and is_rated) or status in IN_FORCE - {EvaluationStatus.REOPENED}


def omission_of(plan: PlanStatus | None, *, is_unreviewed: bool) -> Omission | None:
    """Return why no evaluation can be prepared for somebody with such a plan, or None when one can."""
    match plan:
        case None:
            return Omission.NO_PLAN
        case PlanStatus.DRAFT | PlanStatus.RETURNED:
            return Omission.PLAN_NOT_SUBMITTED
        case PlanStatus.SUBMITTED:
            return Omission.PLAN_NOT_AGREED
    return Omission.REALIZATIONS_UNREVIEWED if is_unreviewed else None
