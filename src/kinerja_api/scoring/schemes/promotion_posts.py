"""The criteria of promotion that come with a managerial or a functional post."""

from kinerja_api.scoring.facts import PromotionFacts
from kinerja_api.scoring.operations import Operation
from kinerja_api.scoring.policy import float_free
from kinerja_api.scoring.schemes.promotion_criteria import NOT_YET_KNOWN, Career, Check, same, time_in_rank
from kinerja_api.scoring.text import Text
from kinerja_api.scoring.trace import Noted, Tracer
from kinerja_api.scoring.words import term


def structural_post(tracer: Tracer, facts: PromotionFacts, career: Career, next_rank: Noted[str]) -> list[Check]:
    """One step below the post's range a year is enough; within it four years, up to the top of the range."""
    level = tracer.fact("echelon", str(facts.position_level))
    lowest = tracer.to_word(Operation.LOOKUP, "lowest_of_post", tracer.table("echelon_lowest_rank"), level)
    highest = tracer.to_word(Operation.LOOKUP, "highest_of_post", tracer.table("echelon_highest_rank"), level)
    gap = tracer.to_number(Operation.STEPS_IN_ORDER, "steps_below_post", career.ladder, career.rank, lowest)
    widest = tracer.number("structural_widest_gap")
    covered = tracer.to_truth(Operation.AT_MOST, "gap_covered", gap, widest)
    within = tracer.to_truth(Operation.NOT_HIGHER, "within_post_range", career.ladder, next_rank, highest)
    # No rule was found for somebody further below the post: a person must decide, so the answer stays open.
    decision = [] if covered.value else [tracer.fact("decision_on_gap", None)]
    is_below = gap.value > 0
    checks = [
        time_in_rank(tracer, facts, career, "pilihan_struktural_di_bawah" if is_below else "pilihan_struktural"),
        Check(
            "post_range",
            tracer.to_truth(Operation.ALL, "post_allows", within, *decision),
            found=Text("{rank} menuju {next}", "{rank} to {next}").fill(rank=career.rank.value, next=next_rank.value),
            required=Text("{lowest} sampai {highest}", "{lowest} to {highest}").fill(
                lowest=lowest.value, highest=highest.value
            ),
            when_not_met=Text(
                "{next} di atas pangkat tertinggi jabatan.", "{next} is above the highest rank of the post."
            ).fill(next=next_rank.value),
            when_pending=Text(
                "Pangkat lebih dari satu tingkat di bawah jabatan; mintalah keputusan BKN.",
                "The rank is more than one step below the post; ask BKN for a decision.",
            ),
        ),
    ]
    return [*checks, _time_in_post(tracer, facts, career)] if is_below else checks


def _time_in_post(tracer: Tracer, facts: PromotionFacts, career: Career) -> Check:
    years = tracer.number("years_in_post")
    since = tracer.fact("position_since", facts.position_since)
    due = tracer.to_day(Operation.YEARS_AFTER, "post_due", since, years)
    return Check(
        "time_in_post",
        tracer.to_truth(Operation.NOT_AFTER, "long_enough_in_post", due, career.day),
        found=Text("sejak {since}", "since {since}").fill(since=same(facts.position_since)),
        required=Text("{years} tahun dalam jabatan", "{years} years in the post").fill(years=float_free(years.value)),
        when_not_met=Text("Masa jabatan baru cukup pada {due}.", "The time in the post is reached on {due}.").fill(
            due=due.value
        ),
        when_pending=Text("Catat tanggal pelantikan.", "Record the day of inauguration."),
    )


def functional_post(tracer: Tracer, facts: PromotionFacts, career: Career, next_rank: Noted[str]) -> list[Check]:
    """The next rank must belong to the level held, and the credit points must be there."""
    level = tracer.fact("functional_level", str(facts.position_level))
    ranks = tracer.to_words(Operation.LOOKUP, "ranks_of_level", tracer.sheet("functional_ranks"), level)
    key = tracer.fact("credit_row", f"{level.value}.{career.rank.value}", quiet=True)
    needed = tracer.find_number("credit_needed", tracer.numbers("credit_points_needed"), key)
    points = (
        tracer.fact("credit_points", None)
        if facts.credit_points is None
        else tracer.number_fact("credit_points", facts.credit_points)
    )
    return [
        Check(
            "functional_level",
            tracer.to_truth(Operation.MEMBER, "rank_of_level", ranks, next_rank),
            found=Text("{next}, jenjang {level}", "{next}, level {level}").fill(
                next=next_rank.value, level=term(level.value)
            ),
            required=same(", ".join(ranks.value)),
            when_not_met=Text(
                "{next} bukan pangkat jenjang ini; kenaikan jenjang harus lebih dulu.",
                "{next} is not a rank of this level; the promotion in level comes first.",
            ).fill(next=next_rank.value),
            when_pending=NOT_YET_KNOWN,
        ),
        Check(
            "credit_points",
            tracer.to_truth(Operation.AT_LEAST, "enough_credit", points, needed),
            found=NOT_YET_KNOWN if points.value is None else same(float_free(points.value)),
            required=NOT_YET_KNOWN if needed.value is None else same(float_free(needed.value)),
            when_not_met=Text("Angka kredit belum mencukupi.", "The credit points are not enough yet."),
            when_pending=Text(
                "Catat angka kredit menurut PAK terakhir untuk jenjang dan pangkat ini.",
                "Record the credit points of the latest statement (PAK) for this level and rank.",
            ),
        ),
    ]
