"""The criteria of promotion in rank, one function each: what is looked at and on which parameters it rests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kinerja_api.scoring.errors import UnknownFact
from kinerja_api.scoring.facts import PromotionFacts, PromotionKind, SanctionFact
from kinerja_api.scoring.operations import Operation
from kinerja_api.scoring.policy import float_free
from kinerja_api.scoring.text import Text
from kinerja_api.scoring.trace import Noted, Tracer
from kinerja_api.scoring.words import term

MET = Text("Terpenuhi.", "Met.")
NOT_YET_KNOWN = Text("belum tercatat", "not recorded yet")


@dataclass(frozen=True, slots=True)
class Career:
    """What all criteria share; there is no next rank at the top of the ladder."""

    kind: PromotionKind
    ladder: Noted[tuple[str, ...]]
    rank: Noted[str]
    at_top: Noted[bool | None]
    next_rank: Noted[str] | None
    day: Noted[date]
    educations: tuple[Noted[str], ...]


@dataclass(frozen=True, slots=True)
class Check:
    """A criterion before it is judged: what holds, and what to say in each case."""

    code: str
    holds: Noted[bool | None]
    found: Text
    required: Text
    when_not_met: Text
    when_pending: Text
    when_met: Text = MET
    subject: str | None = None

    @property
    def step(self) -> str:
        """The name of the criterion within the trace."""
        return self.code if self.subject is None else f"{self.code}.{self.subject}"


def same(value: object) -> Text:
    """Return a value that reads alike in both languages; one that is not known says so."""
    return NOT_YET_KNOWN if value is None else Text(str(value), str(value))


def employment(tracer: Tracer, facts: PromotionFacts) -> Check:
    """Only a PNS has a rank to be promoted in; PPPK have grades without promotion."""
    known = tracer.words("employments")
    if facts.employment not in known.value:
        needed = Text("Pakai salah satu dari: {known}.", "Use one of: {known}.")
        raise UnknownFact("employment", needed.fill(known=", ".join(known.value)))
    promotable = tracer.words("promotable_employments")
    fact = tracer.fact("employment", facts.employment)
    return Check(
        "employment",
        tracer.to_truth(Operation.MEMBER, "has_rank", promotable, fact),
        found=term(facts.employment),
        required=Text("PNS", "civil servant (PNS)"),
        when_not_met=Text(
            "Kenaikan pangkat hanya untuk PNS; PPPK tidak berpangkat dan CPNS belum diangkat.",
            "Promotion in rank is for civil servants (PNS) only; PPPK hold no rank and CPNS are not appointed yet.",
        ),
        when_pending=NOT_YET_KNOWN,
    )


def highest_rank(tracer: Tracer, career: Career) -> Check:
    """Above the top of the ladder there is nothing."""
    return Check(
        "next_rank",
        tracer.to_truth(Operation.NOT, "has_next_rank", career.at_top),
        found=same(career.rank.value),
        required=Text("di bawah pangkat tertinggi", "below the highest rank"),
        when_not_met=Text("Pangkat sudah yang tertinggi.", "The rank is the highest already."),
        when_pending=NOT_YET_KNOWN,
    )


def period(tracer: Tracer, career: Career) -> Check:
    """A rank begins on one of the days that the rule of that time allows."""
    allowed = tracer.words("effective_days")
    day = tracer.to_word(Operation.DAY_OF_YEAR, "effective_day", career.day, quiet=True)
    days = ", ".join(f"{one[3:]}-{one[:2]}" for one in allowed.value)
    return Check(
        "period",
        tracer.to_truth(Operation.MEMBER, "valid_period", allowed, day),
        found=same(career.day.value),
        required=Text("tanggal-bulan: {days}", "day-month: {days}").fill(days=days),
        when_not_met=Text(
            "Tanggal ini bukan periode kenaikan pangkat; pilih salah satu: {days}.",
            "This is no day on which ranks begin; choose one of: {days}.",
        ).fill(days=days),
        when_pending=NOT_YET_KNOWN,
    )


def time_in_rank(tracer: Tracer, facts: PromotionFacts, career: Career, rule: str) -> Check:
    """Enough years in the present rank, counted by the calendar."""
    kind = tracer.fact("promotion_rule", rule)
    years = tracer.to_number(Operation.LOOKUP, "years_needed", tracer.numbers("years_in_rank"), kind)
    since = tracer.fact("rank_since", facts.rank_since)
    due = tracer.to_day(Operation.YEARS_AFTER, "rank_due", since, years)
    return Check(
        "time_in_rank",
        tracer.to_truth(Operation.NOT_AFTER, "long_enough_in_rank", due, career.day),
        found=Text("{rank} sejak {since}", "{rank} since {since}").fill(
            rank=career.rank.value, since=same(facts.rank_since)
        ),
        required=Text("{years} tahun dalam pangkat", "{years} years in the rank").fill(years=float_free(years.value)),
        when_not_met=Text("Masa pangkat baru cukup pada {due}.", "The time in rank is reached on {due}.").fill(
            due=due.value
        ),
        when_pending=Text("Catat tanggal mulai pangkat.", "Record the day on which the rank began."),
    )


def performance(tracer: Tracer, facts: PromotionFacts) -> list[Check]:
    """Predicates of the last calendar years that ended before the day; one that is not final holds the answer."""
    accepted = tracer.words("accepted_predicates")
    years = tracer.number("performance_years")
    checks = []
    for year in range(facts.effective_on.year - int(years.value), facts.effective_on.year):
        found = facts.predicates.get(year)
        predicate = tracer.fact(f"predicate.{year}", None if found is None else found.value)
        check = Check(
            "performance",
            tracer.to_truth(Operation.MEMBER, f"good_performance.{year}", accepted, predicate),
            found=NOT_YET_KNOWN if found is None else term(found.value),
            required=Text("paling rendah Baik", "at least Good (Baik)"),
            when_not_met=Text(
                "Predikat kinerja {year} di bawah Baik.", "The predicate of {year} is below Good (Baik)."
            ).fill(year=year),
            when_pending=Text(
                "Menunggu penetapan evaluasi kinerja tahun {year}.", "The evaluation of {year} is not final yet."
            ).fill(year=year),
            subject=str(year),
        )
        checks.append(check)
    return checks


def education_ceiling(tracer: Tracer, career: Career, next_rank: Noted[str]) -> Check:
    """Regular promotion ends at the rank that the highest diploma allows."""
    ceiling = _ceiling(tracer, career)
    return Check(
        "education_ceiling",
        tracer.to_truth(Operation.NOT_HIGHER, "within_ceiling", career.ladder, next_rank, ceiling),
        found=_list([term(one.value) for one in career.educations]),
        required=Text("{next} tidak melampaui {ceiling}", "{next} not above {ceiling}").fill(
            next=next_rank.value, ceiling=same(ceiling.value)
        ),
        when_not_met=Text(
            "Pendidikan membatasi kenaikan pangkat reguler sampai {ceiling}.",
            "The diploma limits regular promotion to {ceiling}.",
        ).fill(ceiling=same(ceiling.value)),
        when_pending=Text("Catat pendidikan pegawai.", "Record the employee's education."),
    )


def _ceiling(tracer: Tracer, career: Career) -> Noted[str | None]:
    table = tracer.table("education_ceiling")
    if not career.educations:
        return tracer.fact("ceiling", None)
    ceilings = [
        tracer.to_word(Operation.LOOKUP, f"ceiling_of.{one.value}", table, one, quiet=True) for one in career.educations
    ]
    return tracer.to_word(Operation.HIGHEST_IN_ORDER, "ceiling", career.ladder, *ceilings)


def superior_rank(tracer: Tracer, facts: PromotionFacts, career: Career, next_rank: Noted[str]) -> Check:
    """Until May 2025 a regular promotion could not pass the direct superior's rank."""
    limits = tracer.flag("superior_rank_limits")
    free = tracer.to_truth(Operation.NOT, "free_of_superior", limits, quiet=True)
    superior = tracer.fact("superior_rank", facts.superior_rank)
    below = tracer.to_truth(Operation.NOT_HIGHER, "not_above_superior", career.ladder, next_rank, superior)
    return Check(
        "superior_rank",
        tracer.to_truth(Operation.ANY, "superior_allows", free, below),
        found=same(facts.superior_rank),
        required=(
            Text("tidak melampaui pangkat atasan", "not above the superior's rank")
            if limits.value
            else Text("tidak dibatasi pangkat atasan", "not limited by the superior's rank")
        ),
        when_not_met=Text(
            "{next} melampaui pangkat atasan langsung.", "{next} is above the direct superior's rank."
        ).fill(next=next_rank.value),
        when_pending=Text("Catat pangkat atasan langsung.", "Record the direct superior's rank."),
    )


def exam(tracer: Tracer, facts: PromotionFacts, career: Career, next_rank: Noted[str]) -> list[Check]:
    """Crossing into III/a or IV/a takes a service examination, or one of its exemptions."""
    needed = tracer.find_word("exam_needed", tracer.table("exam_required"), next_rank)
    if needed.value is None:
        return []
    passed = tracer.fact("exams", tuple(sorted(facts.exams)))
    trained = tracer.fact("trainings", tuple(sorted(facts.trainings)))
    kind = tracer.fact("promotion_kind", career.kind.value)
    diplomas = tracer.to_words(Operation.LOOKUP, "exempt_diplomas", tracer.sheet("exam_exempt_education"), needed)
    courses = tracer.to_words(Operation.LOOKUP, "exempt_trainings", tracer.sheet("exam_exempt_training"), needed)
    by_kind = tracer.to_truth(Operation.MEMBER, "exempt_by_kind", tracer.words("exam_exempt_kinds"), kind, quiet=True)
    reasons = [
        tracer.to_truth(Operation.MEMBER, "passed_exam", passed, needed),
        by_kind,
        tracer.to_truth(Operation.SHARE_ANY, "exempt_by_training", courses, trained),
        *_exempt_by_education(tracer, career, diplomas),
    ]
    return [
        Check(
            "exam",
            tracer.to_truth(Operation.ANY, "exam_settled", *reasons),
            found=_list([term(one) for one in (*passed.value, *trained.value)]),
            required=Text("{exam}, atau dikecualikan", "{exam}, or exempt").fill(exam=term(needed.value)),
            when_not_met=Text(
                "Belum lulus {exam} dan tidak ada pengecualian.", "{exam} is not passed and no exemption applies."
            ).fill(exam=term(needed.value)),
            when_pending=Text("Catat pendidikan pegawai.", "Record the employee's education."),
        )
    ]


def _exempt_by_education(
    tracer: Tracer, career: Career, diplomas: Noted[tuple[str, ...]]
) -> Sequence[Noted[bool | None]]:
    if not career.educations:
        return [tracer.fact("exempt_by_education", None)]
    return [
        tracer.to_truth(Operation.MEMBER, f"exempt_by_education.{one.value}", diplomas, one)
        for one in career.educations
    ]


def discipline(tracer: Tracer, facts: PromotionFacts, career: Career) -> Check:
    """Nobody is promoted while a medium or severe measure runs, or while its delay runs on."""
    blocking = tracer.words("blocking_sanctions")
    known = tracer.words("sanctions")
    for sanction in facts.sanctions:
        if sanction.level not in known.value:
            needed = Text("Pakai salah satu dari: {known}.", "Use one of: {known}.")
            raise UnknownFact("sanctions.level", needed.fill(known=", ".join(known.value)))
    levels = tracer.fact("sanction_levels", tuple(sanction.level for sanction in facts.sanctions))
    severe = tracer.to_truth(Operation.SHARE_ANY, "severe_sanction_recorded", blocking, levels, quiet=True)
    running = [
        _runs(tracer, str(number), sanction, blocking, career.day)
        for number, sanction in enumerate(facts.sanctions, start=1)
    ]
    one_runs = tracer.to_truth(Operation.ANY, "sanction_on_day", *running, quiet=True)
    blocked = tracer.to_truth(Operation.ALL, "sanction_blocks", severe, one_runs)
    return Check(
        "discipline",
        tracer.to_truth(Operation.NOT, "free_of_sanctions", blocked),
        found=_list([_said(sanction) for sanction in facts.sanctions]),
        required=Text("tidak menjalani hukuman sedang atau berat", "no medium or severe measure running"),
        when_not_met=Text(
            "Sedang menjalani hukuman disiplin tingkat sedang atau berat.",
            "A medium or severe disciplinary measure is running.",
        ),
        when_pending=NOT_YET_KNOWN,
    )


def _runs(
    tracer: Tracer, number: str, sanction: SanctionFact, blocking: Noted[tuple[str, ...]], day: Noted[date]
) -> Noted[bool | None]:
    """Tell whether a measure stands in the way on the day: from its start to its end and the delay it carries."""
    level = tracer.fact(f"sanction_level.{number}", sanction.level, quiet=True)
    since = tracer.fact(f"sanction_since.{number}", sanction.since, quiet=True)
    clauses = [
        tracer.to_truth(Operation.MEMBER, f"sanction_severe.{number}", blocking, level, quiet=True),
        tracer.to_truth(Operation.NOT_AFTER, f"sanction_begun.{number}", since, day, quiet=True),
    ]
    if sanction.until is not None:
        until = tracer.fact(f"sanction_until.{number}", sanction.until, quiet=True)
        delay = tracer.number_fact(f"sanction_delay.{number}", sanction.delay_months, quiet=True)
        free = tracer.to_day(Operation.MONTHS_AFTER, f"sanction_free_on.{number}", until, delay)
        over = tracer.to_truth(Operation.NOT_AFTER, f"sanction_over.{number}", free, day, quiet=True)
        clauses.append(tracer.to_truth(Operation.NOT, f"sanction_lasts.{number}", over, quiet=True))
    return tracer.to_truth(Operation.ALL, f"sanction_runs.{number}", *clauses)


def standing(tracer: Tracer, facts: PromotionFacts) -> Check:
    """Leave outside state cost, suspension and waiting pay block; an open examination or appeal holds the answer."""
    blocking = tracer.words("blocking_standings")
    holding = tracer.words("holding_standings")
    known = (*blocking.value, *holding.value)
    for one in sorted(facts.standings):
        if one not in known:
            needed = Text("Pakai salah satu dari: {known}.", "Use one of: {known}.")
            raise UnknownFact("standings", needed.fill(known=", ".join(known)))
    fact = tracer.fact("standings", tuple(sorted(facts.standings)))
    blocked = tracer.to_truth(Operation.SHARE_ANY, "standing_blocks", blocking, fact)
    clear = tracer.to_truth(Operation.NOT, "standing_clear", blocked, quiet=True)
    held = tracer.to_truth(Operation.SHARE_ANY, "standing_holds", holding, fact)
    # What is being examined or appealed has no outcome yet, so it makes the answer open, not negative.
    open_ends = [tracer.fact("decision_on_standing", None)] if held.value else []
    return Check(
        "standing",
        tracer.to_truth(Operation.ALL, "standing_allows", clear, *open_ends),
        found=_list([term(one) for one in fact.value]),
        required=Text(
            "tidak CLTN, tidak diberhentikan sementara, tidak menerima uang tunggu",
            "not on leave outside state cost, not suspended, not on waiting pay",
        ),
        when_not_met=Text("Kedudukan hukum pegawai menghalangi.", "The legal standing of the employee blocks."),
        when_pending=Text(
            "Menunggu putusan pemeriksaan atau upaya administratif.",
            "The examination or the administrative appeal is not decided yet.",
        ),
    )


def pension(tracer: Tracer, facts: PromotionFacts, career: Career) -> Check:
    """A rank must begin before the pension does; after that only the promotion of service remains."""
    kind = str(facts.position_kind)
    post = kind if career.kind is PromotionKind.REGULER else f"{kind}.{facts.position_level}"
    ages = tracer.numbers("pension_age")
    key = tracer.fact("post", post, quiet=True)
    age = tracer.to_number(Operation.LOOKUP, "pension_age_of_post", ages, key)
    born = tracer.fact("born_on", facts.born_on)
    reached = tracer.to_day(Operation.YEARS_AFTER, "pension_age_reached", born, age, quiet=True)
    begins = tracer.to_day(Operation.FIRST_OF_NEXT_MONTH, "pension_begins", reached)
    retired = tracer.to_truth(Operation.NOT_AFTER, "pension_begun", begins, career.day, quiet=True)
    return Check(
        "pension",
        tracer.to_truth(Operation.NOT, "before_pension", retired),
        found=same(facts.born_on),
        required=Text("sebelum {begins}", "before {begins}").fill(begins=same(begins.value)),
        when_not_met=Text(
            "Pensiun mulai {begins}; yang mungkin hanya kenaikan pangkat pengabdian.",
            "The pension begins on {begins}; only a promotion of service is possible.",
        ).fill(begins=same(begins.value)),
        when_pending=Text("Catat tanggal lahir.", "Record the date of birth."),
    )


def _said(sanction: SanctionFact) -> Text:
    return Text("{level} sejak {since} sampai sebelum {until}", "{level} from {since} until before {until}").fill(
        level=term(sanction.level), since=sanction.since, until=same(sanction.until)
    )


def _list(texts: Sequence[Text]) -> Text:
    if not texts:
        return Text("tidak ada", "none")
    return Text(", ".join(text.id for text in texts), ", ".join(text.en for text in texts))
