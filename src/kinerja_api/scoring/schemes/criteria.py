"""Criteria as every scheme of eligibility answers them: found, required, on which articles, how it stands and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kinerja_api.scoring.errors import UnknownFact
from kinerja_api.scoring.facts import CriterionStatus, OpenReason, Predicate
from kinerja_api.scoring.operations import Operation
from kinerja_api.scoring.policy import Reference
from kinerja_api.scoring.text import Text
from kinerja_api.scoring.trace import Noted, Trace, Tracer
from kinerja_api.scoring.words import term

MET = Text("Terpenuhi.", "Met.")
NOT_YET_KNOWN = Text("belum tercatat", "not recorded yet")


@dataclass(frozen=True, slots=True)
class Check:
    """A criterion before it is judged: what holds, and what to say in each case."""

    code: str
    holds: Noted[bool | None]
    found: Text
    required: Text
    when_not_met: Text
    when_pending: Text = NOT_YET_KNOWN
    when_met: Text = MET
    subject: str | None = None
    pending_reason: OpenReason = OpenReason.DATA_BELUM_TERCATAT

    @property
    def name(self) -> str:
        """The name of the criterion within the trace."""
        return _name(self.code, self.subject)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion; `subject` tells several of one code apart, such as the years of performance.

    `reason` is the stable code of what keeps it open; None when it is met.
    """

    code: str
    subject: str | None
    status: CriterionStatus
    reason: OpenReason | None
    found: Text
    required: Text
    why: Text
    basis: tuple[Reference, ...]

    @property
    def name(self) -> str:
        """The name of the criterion within the trace."""
        return _name(self.code, self.subject)


def status_of(tracer: Tracer, check: Check) -> Noted[str]:
    """Note how a check stands."""
    return tracer.to_word(Operation.CRITERION, f"criterion.{check.name}", check.holds)


def criterion_of(check: Check, status: Noted[str], trace: Trace) -> Criterion:
    """Return a check as it is judged, with the articles behind it in the order of the policy."""
    stands = CriterionStatus(status.value)
    why = {
        CriterionStatus.MET: check.when_met,
        CriterionStatus.NOT_MET: check.when_not_met,
        CriterionStatus.PENDING: check.when_pending,
    }
    reasons = {
        CriterionStatus.MET: None,
        CriterionStatus.NOT_MET: OpenReason.TIDAK_MEMENUHI,
        CriterionStatus.PENDING: check.pending_reason,
    }
    order = list(trace.policy.parameters)
    cited = sorted(trace.behind(status.name), key=lambda one: order.index(one.parameter.name))
    return Criterion(
        code=check.code,
        subject=check.subject,
        status=stands,
        reason=reasons[stands],
        found=check.found,
        required=check.required,
        why=why[stands],
        basis=tuple(dict.fromkeys(one.dated.reference for one in cited)),
    )


def performance_checks(
    tracer: Tracer,
    predicates: Mapping[int, Predicate],
    accepted: Noted[tuple[str, ...]],
    years: Noted[Fraction],
    *,
    before: int,
) -> list[Check]:
    """Predicates of the last calendar years before a year; one that is not final yet holds the answer."""
    return [_performance_of(tracer, year, predicates, accepted) for year in range(before - int(years.value), before)]


def _performance_of(
    tracer: Tracer, year: int, predicates: Mapping[int, Predicate], accepted: Noted[tuple[str, ...]]
) -> Check:
    found = predicates.get(year)
    predicate = tracer.fact(f"predicate.{year}", None if found is None else found.value)
    lowest = term(accepted.value[-1])
    return Check(
        "performance",
        tracer.to_truth(Operation.MEMBER, f"good_performance.{year}", accepted, predicate),
        found=NOT_YET_KNOWN if found is None else term(found.value),
        required=Text("paling rendah {lowest}", "at least {lowest}").fill(lowest=lowest),
        when_not_met=Text(
            "Predikat kinerja {year} di bawah {lowest}.", "The predicate of {year} is below {lowest}."
        ).fill(year=year, lowest=lowest),
        when_pending=Text(
            "Menunggu penetapan evaluasi kinerja tahun {year}.", "The evaluation of {year} is not final yet."
        ).fill(year=year),
        subject=str(year),
        pending_reason=OpenReason.KINERJA_BELUM_DINILAI,
    )


def attested_checks(tracer: Tracer, given: Mapping[str, bool], needed: Noted[tuple[str, ...]]) -> list[Check]:
    """What no record holds and somebody must state with evidence; what nobody stated yet is pending."""
    for word in given:
        if word not in needed.value:
            raise UnknownFact("attested", known_words(needed.value))
    return [_attested(tracer, word, given.get(word), needed) for word in needed.value]


def _attested(tracer: Tracer, word: str, given: bool | None, needed: Noted[tuple[str, ...]]) -> Check:  # noqa: FBT001  an answer that may be missing
    """One attested fact; it rests on the list that demands it."""
    fact = tracer.fact(f"attested.{word}", given)
    name = tracer.fact(f"attested_word.{word}", word, quiet=True)
    demanded = tracer.to_truth(Operation.MEMBER, f"attested_demanded.{word}", needed, name, quiet=True)
    return Check(
        "attested",
        tracer.to_truth(Operation.ALL, f"attested_settled.{word}", demanded, fact, quiet=True),
        found=NOT_YET_KNOWN if given is None else Text("ya", "yes") if given else Text("tidak", "no"),
        required=term(word),
        when_not_met=Text("Tidak terpenuhi: {what}.", "Not the case: {what}.").fill(what=term(word)),
        when_pending=Text("Nyatakan beserta buktinya: {what}.", "State it with evidence: {what}.").fill(
            what=term(word)
        ),
        subject=word,
    )


def worst(statuses: Sequence[CriterionStatus]) -> CriterionStatus:
    """Return the conclusion over criteria: one that is not met decides; else one that is pending keeps it open."""
    decisive = (CriterionStatus.NOT_MET, CriterionStatus.PENDING)
    return next((one for one in decisive if one in statuses), CriterionStatus.MET)


def _name(code: str, subject: str | None) -> str:
    return code if subject is None else f"{code}.{subject}"


def known_words(words: Sequence[str]) -> Text:
    """Say which words can be used."""
    return Text("Pakai salah satu dari: {known}.", "Use one of: {known}.").fill(known=", ".join(words))


def same(value: object) -> Text:
    """Return a value that reads alike in both languages; one that is not known says so."""
    return NOT_YET_KNOWN if value is None else Text(str(value), str(value))


def listed(texts: Sequence[Text]) -> Text:
    """Return texts as one list."""
    if not texts:
        return Text("tidak ada", "none")
    return Text(", ".join(text.id for text in texts), ", ".join(text.en for text in texts))
