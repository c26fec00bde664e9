"""The criteria that most kinds of promotion share, one function each."""

from kinerja_api.scoring.errors import UnknownFact
from kinerja_api.scoring.facts import OpenReason, PromotionKind
from kinerja_api.scoring.operations import Operation
from kinerja_api.scoring.policy import float_free
from kinerja_api.scoring.schemes.criteria import Check, attested_checks, known_words, listed, performance_checks, same
from kinerja_api.scoring.schemes.promotion.case import Case
from kinerja_api.scoring.text import Text
from kinerja_api.scoring.words import term


def employment(case: Case) -> list[Check]:
    """Only a PNS has a rank to be promoted in, after death on duty also a CPNS; PPPK have grades without promotion."""
    tracer, given = case.tracer, case.facts.employment
    known = tracer.words("employments")
    if given not in known.value:
        raise UnknownFact("employment", known_words(known.value))
    is_posthumous = case.facts.kind is PromotionKind.ANUMERTA
    promotable = tracer.words("posthumous_employments" if is_posthumous else "promotable_employments")
    fact = tracer.fact("employment", given)
    return [
        Check(
            "employment",
            tracer.to_truth(Operation.MEMBER, "has_rank", promotable, fact),
            found=term(given),
            required=listed([term(one) for one in promotable.value]),
            when_not_met=Text(
                "Kenaikan pangkat hanya untuk PNS; PPPK tidak berpangkat dan CPNS belum diangkat.",
                "Promotion in rank is for civil servants (PNS) only; PPPK hold no rank and CPNS are not appointed yet.",
            ),
        )
    ]


def kind_fits_post(case: Case) -> list[Check]:
    """The three kinds that follow from the post are for holders of such a post only."""
    tracer = case.tracer
    posts = tracer.to_words(
        Operation.LOOKUP, "posts_of_kind", tracer.sheet("posts_of_kinds"), case.promotion_kind, quiet=True
    )
    post = tracer.fact("position_kind", str(case.facts.position_kind))
    return [
        Check(
            "kind_of_post",
            tracer.to_truth(Operation.MEMBER, "kind_fits_post", posts, post),
            found=term(post.value),
            required=listed([term(one) for one in posts.value]),
            when_not_met=Text(
                "Jenis kenaikan pangkat ini bukan untuk {post}.", "This kind of promotion is not for: {post}."
            ).fill(post=term(post.value)),
        )
    ]


def next_rank(case: Case) -> list[Check]:
    """Above the top of the ladder there is nothing."""
    return [
        Check(
            "next_rank",
            case.tracer.to_truth(Operation.NOT, "has_next_rank", case.at_top),
            found=same(case.rank.value),
            required=Text("di bawah pangkat tertinggi", "below the highest rank"),
            when_not_met=Text("Pangkat sudah yang tertinggi.", "The rank is the highest already."),
        )
    ]


def period(case: Case) -> list[Check]:
    """A rank begins on one of the days that the rule of that time allows."""
    tracer = case.tracer
    allowed = tracer.words("effective_days")
    day = tracer.to_word(Operation.DAY_OF_YEAR, "effective_day", case.day, quiet=True)
    days = ", ".join(f"{one[3:]}-{one[:2]}" for one in allowed.value)
    return [
        Check(
            "period",
            tracer.to_truth(Operation.MEMBER, "valid_period", allowed, day),
            found=same(case.day.value),
            required=Text("tanggal-bulan: {days}", "day-month: {days}").fill(days=days),
            when_not_met=Text(
                "Tanggal ini bukan periode kenaikan pangkat; pilih salah satu: {days}.",
                "This is no day on which ranks begin; choose one of: {days}.",
            ).fill(days=days),
        )
    ]


def time_in_rank(case: Case) -> list[Check]:
    """Enough years in the present rank, by the kind of promotion."""
    return [time_in_rank_by(case, case.kind.value)]


def time_in_rank_by(case: Case, rule: str) -> Check:
    """Enough years in the present rank, by a named rule; counted by the calendar."""
    tracer = case.tracer
    key = tracer.fact("promotion_rule", rule)
    years = tracer.to_number(Operation.LOOKUP, "years_needed", tracer.numbers("years_in_rank"), key)
    since = tracer.fact("rank_since", case.facts.rank_since)
    due = tracer.to_day(Operation.YEARS_AFTER, "rank_due", since, years)
    return Check(
        "time_in_rank",
        tracer.to_truth(Operation.NOT_AFTER, "long_enough_in_rank", due, case.day),
        found=Text("{rank} sejak {since}", "{rank} since {since}").fill(rank=case.rank.value, since=same(since.value)),
        required=Text("{years} tahun dalam pangkat", "{years} years in the rank").fill(years=float_free(years.value)),
        when_not_met=Text("Masa pangkat baru cukup pada {due}.", "The time in rank is reached on {due}.").fill(
            due=due.value
        ),
        when_pending=Text("Catat tanggal mulai pangkat.", "Record the day on which the rank began."),
    )


def performance(case: Case) -> list[Check]:
    """Predicates of the last calendar years that ended before the day, as many as the kind looks at."""
    tracer, kind = case.tracer, case.promotion_kind
    accepted = tracer.to_words(
        Operation.LOOKUP, "accepted_predicates", tracer.sheet("accepted_predicates"), kind, quiet=True
    )
    years = tracer.to_number(Operation.LOOKUP, "performance_years", tracer.numbers("performance_years"), kind)
    return performance_checks(tracer, case.facts.predicates, accepted, years, before=case.facts.effective_on.year)


def attested(case: Case) -> list[Check]:
    """What the kind rests on beyond the records, such as a decree of exceptional performance."""
    tracer = case.tracer
    needed = tracer.to_words(
        Operation.LOOKUP, "to_be_attested", tracer.sheet("to_be_attested"), case.promotion_kind, quiet=True
    )
    return attested_checks(tracer, case.facts.attested, needed)


def standing(case: Case) -> list[Check]:
    """Leave outside state cost, suspension and waiting pay block; an open examination or appeal holds the answer."""
    tracer = case.tracer
    blocking, holding = tracer.words("blocking_standings"), tracer.words("holding_standings")
    known = (*blocking.value, *holding.value)
    for one in sorted(case.facts.standings):
        if one not in known:
            raise UnknownFact("standings", known_words(known))
    fact = tracer.fact("standings", tuple(sorted(case.facts.standings)))
    blocked = tracer.to_truth(Operation.SHARE_ANY, "standing_blocks", blocking, fact)
    clear = tracer.to_truth(Operation.NOT, "standing_clear", blocked, quiet=True)
    held = tracer.to_truth(Operation.SHARE_ANY, "standing_holds", holding, fact)
    # What is being examined or appealed has no outcome yet, so it makes the answer open, not negative.
    open_ends = [tracer.fact("decision_on_standing", None)] if held.value else []
    return [
        Check(
            "standing",
            tracer.to_truth(Operation.ALL, "standing_allows", clear, *open_ends),
            found=listed([term(one) for one in fact.value]),
            required=Text(
                "tidak CLTN, tidak diberhentikan sementara, tidak menerima uang tunggu",
                "not on leave outside state cost, not suspended, not on waiting pay",
            ),
            when_not_met=Text("Kedudukan hukum pegawai menghalangi.", "The legal standing of the employee blocks."),
            when_pending=Text(
                "Menunggu putusan pemeriksaan atau upaya administratif.",
                "The examination or the administrative appeal is not decided yet.",
            ),
            pending_reason=OpenReason.MENUNGGU_PUTUSAN,
        )
    ]
