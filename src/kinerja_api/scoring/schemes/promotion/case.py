"""What the criteria of promotion share: the career of one employee as it enters the trace."""

from datetime import date
from fractions import Fraction
from functools import cached_property

from kinerja_api.scoring.errors import MissingFact, UnknownFact
from kinerja_api.scoring.facts import PromotionFacts, PromotionKind
from kinerja_api.scoring.operations import Operation
from kinerja_api.scoring.schemes.criteria import known_words
from kinerja_api.scoring.text import Text
from kinerja_api.scoring.trace import Noted, Tracer

KIND_OF_POST = {
    "executor": PromotionKind.REGULER,
    "released": PromotionKind.REGULER,
    "managerial": PromotionKind.PILIHAN_STRUKTURAL,
    "functional": PromotionKind.PILIHAN_FUNGSIONAL,
}
WITH_LEVEL = frozenset({"managerial", "functional"})
# The kinds that lead to a rank named by the diploma; every other kind leads one step up.
RANK_BY_DIPLOMA = {
    PromotionKind.PENYESUAIAN_IJAZAH: "diploma_rank",
    PromotionKind.TUGAS_BELAJAR: "education_start",
}


class Case:
    """One career under one kind of promotion; each part enters the trace when it is first looked at."""

    def __init__(self, tracer: Tracer, facts: PromotionFacts) -> None:
        self.tracer = tracer
        self.facts = facts

    @cached_property
    def kind(self) -> PromotionKind:
        """The kind that was asked for, or else the one that follows from the post."""
        return kind_of(self.facts)

    @cached_property
    def promotion_kind(self) -> Noted[str]:
        """The kind, as a fact."""
        return self.tracer.fact("promotion_kind", self.kind.value)

    @cached_property
    def day(self) -> Noted[date]:
        """The day on which the new rank would begin."""
        return self.tracer.fact("effective_on", self.facts.effective_on)

    @cached_property
    def ladder(self) -> Noted[tuple[str, ...]]:
        """All ranks, lowest first."""
        return self.tracer.words("ranks")

    @cached_property
    def rank(self) -> Noted[str]:
        """The present rank."""
        if self.facts.rank is None:
            raise MissingFact("rank", Text("Catat pangkat terakhir pegawai.", "Record the employee's present rank."))
        return self.tracer.fact("rank", self.facts.rank)

    @cached_property
    def at_top(self) -> Noted[bool | None]:
        """Whether the present rank is the highest."""
        return self.tracer.to_truth(Operation.IS_LAST, "highest_rank", self.ladder, self.rank)

    @cached_property
    def next_rank(self) -> Noted[str | None]:
        """The rank to which the kind leads; None while the diplomas that decide are not recorded or name none.

        Not to be asked at the top of the ladder.
        """
        if self.kind in RANK_BY_DIPLOMA:
            return self.highest_by_diploma("next_rank", RANK_BY_DIPLOMA[self.kind])
        return self.tracer.to_word(Operation.NEXT_IN_ORDER, "next_rank", self.ladder, self.rank)

    @cached_property
    def educations(self) -> tuple[Noted[str], ...]:
        """The diplomas, each once; a word that the policy does not know is an error."""
        known = self.tracer.words("diplomas")
        for one in self.facts.educations:
            if one not in known.value:
                raise UnknownFact(one, known_words(known.value))
        return tuple(self.tracer.fact(f"education.{one}", one) for one in dict.fromkeys(self.facts.educations))

    @cached_property
    def exams(self) -> Noted[tuple[str, ...]]:
        """The examinations passed."""
        return self.tracer.fact("exams", tuple(sorted(self.facts.exams)))

    @cached_property
    def post(self) -> Noted[str]:
        """The post by kind and level, such as `managerial.III.a`, or by kind alone where there are no levels."""
        return self.tracer.fact("post", post_of(self.facts), quiet=True)

    @cached_property
    def echelon(self) -> Noted[str]:
        """The echelon of a managerial post."""
        return self.tracer.fact("echelon", str(self.facts.position_level))

    @cached_property
    def lowest_of_post(self) -> Noted[str]:
        """The lowest rank of a managerial post."""
        table = self.tracer.table("echelon_lowest_rank")
        return self.tracer.to_word(Operation.LOOKUP, "lowest_of_post", table, self.echelon)

    @cached_property
    def steps_below_post(self) -> Noted[Fraction]:
        """How many steps the rank lies below the lowest one of a managerial post; below nought within its range."""
        lowest = self.lowest_of_post
        return self.tracer.to_number(Operation.STEPS_IN_ORDER, "steps_below_post", self.ladder, self.rank, lowest)

    def highest_by_diploma(self, name: str, parameter: str) -> Noted[str | None]:
        """Return the highest rank that a table names for the diplomas held; None when it names none of them."""
        table = self.tracer.table(parameter)
        ranks = [
            self.tracer.to_word(Operation.LOOKUP, f"{name}_of.{one.value}", table, one, quiet=True)
            for one in self.educations
            if one.value in table.value
        ]
        if not ranks:
            return self.tracer.fact(name, None)
        return self.tracer.to_word(Operation.HIGHEST_IN_ORDER, name, self.ladder, *ranks)


def post_of(facts: PromotionFacts) -> str:
    """Return a post by kind and level, or by kind alone where there are no levels."""
    kind = str(facts.position_kind)
    return f"{kind}.{facts.position_level}" if kind in WITH_LEVEL else kind


def kind_of(facts: PromotionFacts) -> PromotionKind:
    """Return the kind that was asked for, or the one that follows from the post."""
    if facts.position_kind is None:
        raise MissingFact("position_kind", Text("Catat jabatan pegawai.", "Record the employee's post."))
    by_post = KIND_OF_POST.get(facts.position_kind)
    if by_post is None:
        raise UnknownFact("position_kind", known_words(tuple(KIND_OF_POST)))
    if facts.position_kind in WITH_LEVEL and facts.position_level is None:
        needed = Text("Catat eselon atau jenjang jabatan.", "Record the echelon or level of the post.")
        raise MissingFact("position_level", needed)
    return facts.kind or by_post
