"""The criteria of promotion that come with a managerial or a functional post."""

from kinerja_api.scoring.facts import OpenReason
from kinerja_api.scoring.operations import Operation
from kinerja_api.scoring.policy import float_free
from kinerja_api.scoring.schemes.criteria import NOT_YET_KNOWN, Check, same
from kinerja_api.scoring.schemes.promotion.case import Case
from kinerja_api.scoring.schemes.promotion.common import time_in_rank_by
from kinerja_api.scoring.text import Text
from kinerja_api.scoring.trace import Noted
from kinerja_api.scoring.words import term

# At the highest rank of a level, and at a rank that the level does not have, the annex names no credit points.
NO_NEED = Text("tidak ada untuk pangkat ini pada jenjang ini", "none for this rank at this level")
NO_NEED_TO_MEET = Text(
    "Pada jenjang ini tidak ada angka kredit untuk naik dari pangkat ini.",
    "At this level no credit points lead on from this rank.",
)
NO_STATEMENT = Text(
    "Catat angka kredit menurut PAK terakhir untuk jenjang dan pangkat ini.",
    "Record the credit points of the latest statement (PAK) for this level and rank.",
)


def structural_post(case: Case) -> list[Check]:
    """One step below the post's range a year is enough; within it four years, up to the top of the range."""
    rule = "pilihan_struktural_di_bawah" if case.steps_below_post.value > 0 else "pilihan_struktural"
    return [time_in_rank_by(case, rule), _post_range(case)]


def time_in_post(case: Case) -> list[Check]:
    """Whoever is still below the range of the post must have held it for a year."""
    return [_time_in_post(case)] if case.steps_below_post.value > 0 else []


def _post_range(case: Case) -> Check:
    tracer, following, lowest = case.tracer, case.next_rank, case.lowest_of_post
    table = tracer.table("echelon_highest_rank")
    highest = tracer.to_word(Operation.LOOKUP, "highest_of_post", table, case.echelon)
    widest = tracer.number("structural_widest_gap")
    covered = tracer.to_truth(Operation.AT_MOST, "gap_covered", case.steps_below_post, widest)
    within = tracer.to_truth(Operation.NOT_HIGHER, "within_post_range", case.ladder, following, highest)
    # No rule was found for somebody further below the post: a person must decide, so the answer stays open.
    decision = [] if covered.value else [tracer.fact("decision_on_gap", None)]
    return Check(
        "post_range",
        tracer.to_truth(Operation.ALL, "post_allows", within, *decision),
        found=Text("{rank} menuju {next}", "{rank} to {next}").fill(rank=case.rank.value, next=following.value),
        required=Text("{lowest} sampai {highest}", "{lowest} to {highest}").fill(
            lowest=lowest.value, highest=highest.value
        ),
        when_not_met=Text(
            "{next} di atas pangkat tertinggi jabatan.", "{next} is above the highest rank of the post."
        ).fill(next=following.value),
        when_pending=Text(
            "Pangkat lebih dari satu tingkat di bawah jabatan; mintalah keputusan BKN.",
            "The rank is more than one step below the post; ask BKN for a decision.",
        ),
        pending_reason=OpenReason.ATURAN_BELUM_DITEMUKAN,
    )


def _time_in_post(case: Case) -> Check:
    tracer = case.tracer
    years = tracer.number("years_in_post")
    since = tracer.fact("position_since", case.facts.position_since)
    due = tracer.to_day(Operation.YEARS_AFTER, "post_due", since, years)
    return Check(
        "time_in_post",
        tracer.to_truth(Operation.NOT_AFTER, "long_enough_in_post", due, case.day),
        found=Text("sejak {since}", "since {since}").fill(since=same(since.value)),
        required=Text("{years} tahun dalam jabatan", "{years} years in the post").fill(years=float_free(years.value)),
        when_not_met=Text("Masa jabatan baru cukup pada {due}.", "The time in the post is reached on {due}.").fill(
            due=due.value
        ),
        when_pending=Text("Catat tanggal pelantikan.", "Record the day of inauguration."),
    )


def functional_post(case: Case) -> list[Check]:
    """The next rank must belong to the level held, and the credit points must be there."""
    tracer, following = case.tracer, case.next_rank
    level = tracer.fact("functional_level", str(case.facts.position_level))
    ranks = tracer.to_words(Operation.LOOKUP, "ranks_of_level", tracer.sheet("functional_ranks"), level)
    return [
        Check(
            "functional_level",
            tracer.to_truth(Operation.MEMBER, "rank_of_level", ranks, following),
            found=Text("{next}, jenjang {level}", "{next}, level {level}").fill(
                next=following.value, level=term(level.value)
            ),
            required=same(", ".join(ranks.value)),
            when_not_met=Text(
                "{next} bukan pangkat jenjang ini; kenaikan jenjang, bila masih ada, harus lebih dulu.",
                "{next} is not a rank of this level; the promotion in level, where there is one, comes first.",
            ).fill(next=following.value),
        ),
        credit_points(case, level),
    ]


def credit_points_of_functional_post(case: Case) -> list[Check]:
    """Whoever holds a functional post needs the credit points of the present rank; others need none."""
    if case.facts.position_kind != "functional":
        return []
    return [credit_points(case, case.tracer.fact("functional_level", str(case.facts.position_level)))]


def credit_points(case: Case, level: Noted[str]) -> Check:
    """The points count within the level; those for the last rank of the level below were proven on entering it."""
    tracer, rank = case.tracer, case.rank
    key = tracer.fact("credit_row", f"{level.value}.{rank.value}", quiet=True)
    needed = tracer.find_number("credit_needed", tracer.numbers("credit_points_needed"), key)
    points = (
        tracer.fact("credit_points", None)
        if case.facts.credit_points is None
        else tracer.number_fact("credit_points", case.facts.credit_points)
    )
    reasons = [tracer.to_truth(Operation.AT_LEAST, "enough_credit", points, needed)]
    proven = tracer.sheet("credit_proven_by_level")
    if level.value in proven.value:
        before = tracer.to_words(Operation.LOOKUP, "rank_before_level", proven, level, quiet=True)
        reasons.append(tracer.to_truth(Operation.MEMBER, "credit_proven", before, rank))
    return Check(
        "credit_points",
        tracer.to_truth(Operation.ANY, "credit_settled", *reasons),
        found=NOT_YET_KNOWN if points.value is None else same(float_free(points.value)),
        required=NO_NEED if needed.value is None else same(float_free(needed.value)),
        when_not_met=Text("Angka kredit belum mencukupi.", "The credit points are not enough yet."),
        when_pending=NO_NEED_TO_MEET if needed.value is None else NO_STATEMENT,
        pending_reason=OpenReason.ATURAN_BELUM_DITEMUKAN if needed.value is None else OpenReason.DATA_BELUM_TERCATAT,
    )
