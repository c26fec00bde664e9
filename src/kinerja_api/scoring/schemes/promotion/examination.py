"""Who may sit a service examination (ujian dinas I and II): the rank below the crossing, time in it, performance."""

from kinerja_api.scoring.errors import UnknownFact
from kinerja_api.scoring.facts import PromotionFacts
from kinerja_api.scoring.operations import Operation
from kinerja_api.scoring.schemes.criteria import Check, known_words, listed, performance_checks, same
from kinerja_api.scoring.schemes.promotion import common
from kinerja_api.scoring.schemes.promotion.case import Case
from kinerja_api.scoring.schemes.promotion.discipline import discipline
from kinerja_api.scoring.text import Text
from kinerja_api.scoring.trace import Noted, Tracer
from kinerja_api.scoring.words import term

RULE = "ujian_dinas"


def examination_checks(tracer: Tracer, facts: PromotionFacts, exam: str) -> list[Check]:
    """Return the criteria for sitting an examination on a day."""
    case = Case(tracer, facts)
    ranks = tracer.table("exam_taken_at")
    if exam not in ranks.value:
        raise UnknownFact("exam", known_words(tuple(ranks.value)))
    employed = common.employment(case)
    if not employed[0].holds.value:
        return employed
    wanted = tracer.fact("exam_wanted", exam)
    return [
        *employed,
        _rank(case, wanted),
        *_post(case, wanted),
        common.time_in_rank_by(case, RULE),
        *_performance(case),
        *discipline(case),
        *common.standing(case),
    ]


def _rank(case: Case, wanted: Noted[str]) -> Check:
    """The examination is taken at the rank from which it lets cross."""
    tracer = case.tracer
    at = tracer.to_word(Operation.LOOKUP, "exam_rank", tracer.table("exam_taken_at"), wanted, quiet=True)
    not_above = tracer.to_truth(Operation.NOT_HIGHER, "rank_up_to_exam", case.ladder, case.rank, at, quiet=True)
    not_below = tracer.to_truth(Operation.NOT_HIGHER, "rank_from_exam", case.ladder, at, case.rank, quiet=True)
    return Check(
        "exam_rank",
        tracer.to_truth(Operation.ALL, "rank_fits_exam", not_above, not_below),
        found=same(case.rank.value),
        required=same(at.value),
        when_not_met=Text("{exam} untuk pangkat {rank}.", "{exam} is for the rank {rank}.").fill(
            exam=term(wanted.value), rank=at.value
        ),
    )


def _post(case: Case, wanted: Noted[str]) -> list[Check]:
    """The second examination is for holders of posts of echelon III."""
    tracer = case.tracer
    posts = tracer.sheet("exam_posts")
    if wanted.value not in posts.value:
        return []
    allowed = tracer.to_words(Operation.LOOKUP, "exam_posts_allowed", posts, wanted, quiet=True)
    return [
        Check(
            "exam_post",
            tracer.to_truth(Operation.MEMBER, "post_fits_exam", allowed, case.post),
            found=term(case.post.value),
            required=listed([term(one) for one in allowed.value]),
            when_not_met=Text("{exam} tidak untuk jabatan ini.", "{exam} is not for this post.").fill(
                exam=term(wanted.value)
            ),
        )
    ]


def _performance(case: Case) -> list[Check]:
    tracer = case.tracer
    rule = tracer.fact("exam_rule", RULE, quiet=True)
    accepted = tracer.to_words(
        Operation.LOOKUP, "accepted_predicates", tracer.sheet("accepted_predicates"), rule, quiet=True
    )
    years = tracer.to_number(Operation.LOOKUP, "performance_years", tracer.numbers("performance_years"), rule)
    return performance_checks(tracer, case.facts.predicates, accepted, years, before=case.facts.effective_on.year)
