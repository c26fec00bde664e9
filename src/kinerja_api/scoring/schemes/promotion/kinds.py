"""Which criteria each kind of promotion has, in the order in which they are answered (PP 99/2000 jo. PP 12/2002)."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from operator import attrgetter
from typing import cast

from kinerja_api.scoring.errors import ContradictoryFacts
from kinerja_api.scoring.facts import PromotionFacts, PromotionKind
from kinerja_api.scoring.policy import Kind, PolicySet
from kinerja_api.scoring.schemes.criteria import Check
from kinerja_api.scoring.schemes.promotion import common, discipline, education, pension, posts
from kinerja_api.scoring.schemes.promotion.case import Case, kind_of, post_of
from kinerja_api.scoring.text import Text
from kinerja_api.scoring.words import term

Reads = Callable[[PromotionFacts, PolicySet], Hashable]


@dataclass(frozen=True, slots=True, eq=False)
class Section:
    """Criteria that are answered together.

    `reads` gives what their answer depends on beyond the kind and the day; those who share it share the answer. What
    follows a gate is not asked when the gate is not passed.
    """

    look: Callable[[Case], list[Check]]
    reads: Reads
    is_gate: bool = False


def facts_only(*names: str) -> Reads:
    """Return that an answer depends on these facts."""
    values: Callable[[PromotionFacts], Hashable] = attrgetter(*names) if names else lambda _: None
    return lambda facts, _: values(facts)


def _predicates(facts: PromotionFacts, _: PolicySet) -> Hashable:
    return tuple(facts.predicates.items())


def _attested(facts: PromotionFacts, _: PolicySet) -> Hashable:
    return tuple(facts.attested.items())


def _pension(facts: PromotionFacts, policy: PolicySet) -> Hashable:
    """The pension begins after the month of birth, and many posts share an age."""
    birth = facts.born_on and (facts.born_on.year, facts.born_on.month)
    ages = cast("Mapping[str, Fraction]", policy.parameter("pension_age", Kind.NUMBERS).on(facts.effective_on).value)
    of_profession = facts.profession and (facts.profession, facts.position_level)
    kept = facts.kept_pension_age and (facts.kept_pension_age, facts.position_kind)
    return birth, ages.get(post_of(facts)), of_profession, kept


def _service(facts: PromotionFacts, policy: PolicySet) -> Hashable:
    return _pension(facts, policy), facts.service_ground, facts.service_since, facts.rank_since, facts.died_on


_target = facts_only("rank", "educations")
_functional = facts_only("rank", "educations", "position_kind", "position_level", "credit_points")

EMPLOYMENT = Section(common.employment, facts_only("employment"), is_gate=True)
KIND_OF_POST = Section(common.kind_fits_post, facts_only("position_kind"), is_gate=True)
NEXT_RANK = Section(common.next_rank, facts_only("rank"), is_gate=True)
DIPLOMA = Section(education.diploma_target, _target, is_gate=True)
STUDY = Section(education.study_target, _target, is_gate=True)
PERIOD = Section(common.period, facts_only())
TIME_IN_RANK = Section(common.time_in_rank, facts_only("rank", "rank_since"))
CEILING = Section(education.education_ceiling, _target)
SUPERIOR = Section(education.superior_rank, facts_only("rank", "educations", "superior_rank"))
POST_RANGE = Section(posts.structural_post, facts_only("rank", "rank_since", "position_level"))
TIME_IN_POST = Section(posts.time_in_post, facts_only("rank", "position_level", "position_since"))
FUNCTIONAL = Section(posts.functional_post, _functional)
CREDIT = Section(posts.credit_points_of_functional_post, _functional)
ATTESTED = Section(common.attested, _attested)
DIPLOMA_EXAM = Section(education.diploma_exam, facts_only("exams"))
PERFORMANCE = Section(common.performance, _predicates)
EXAM = Section(education.exam, facts_only("rank", "educations", "exams", "trainings"))
DISCIPLINE = Section(discipline.discipline, facts_only("sanctions"))
SERVICE_DISCIPLINE = Section(discipline.discipline_of_service, facts_only("sanctions"))
STANDING = Section(common.standing, facts_only("standings"))
PENSION = Section(pension.before_pension, _pension)
SERVICE = Section(pension.service, _service)
DEATH = Section(pension.from_death, facts_only("died_on"))

_LAST = (PERFORMANCE, EXAM, DISCIPLINE, STANDING, PENSION)
_BY_DEED = (NEXT_RANK, PERIOD, TIME_IN_RANK, ATTESTED, *_LAST)
SECTIONS: Mapping[PromotionKind, tuple[Section, ...]] = {
    PromotionKind.REGULER: (KIND_OF_POST, NEXT_RANK, PERIOD, TIME_IN_RANK, CEILING, SUPERIOR, *_LAST),
    PromotionKind.PILIHAN_STRUKTURAL: (KIND_OF_POST, NEXT_RANK, PERIOD, POST_RANGE, TIME_IN_POST, *_LAST),
    PromotionKind.PILIHAN_FUNGSIONAL: (KIND_OF_POST, NEXT_RANK, PERIOD, TIME_IN_RANK, FUNCTIONAL, *_LAST),
    PromotionKind.PENYESUAIAN_IJAZAH: (DIPLOMA, PERIOD, TIME_IN_RANK, ATTESTED, DIPLOMA_EXAM, CREDIT, *_LAST),
    PromotionKind.PRESTASI_LUAR_BIASA: _BY_DEED,
    PromotionKind.PENEMUAN_BARU: _BY_DEED,
    PromotionKind.TUGAS_BELAJAR: (STUDY, PERIOD, TIME_IN_RANK, ATTESTED, *_LAST),
    PromotionKind.PEJABAT_NEGARA: _BY_DEED,
    PromotionKind.DIPEKERJAKAN: _BY_DEED,
    PromotionKind.PENGABDIAN: (NEXT_RANK, SERVICE, PERFORMANCE, EXAM, SERVICE_DISCIPLINE, STANDING),
    PromotionKind.ANUMERTA: (NEXT_RANK, DEATH, ATTESTED, EXAM),
}


def sections_of(facts: PromotionFacts) -> tuple[Section, ...]:
    """Return the sections of a kind; facts that are stated for another kind are refused, not passed over."""
    kind = kind_of(facts)
    sections = SECTIONS[kind]
    if (facts.attested and ATTESTED not in sections) or (facts.service_ground and SERVICE not in sections):
        place = "service_ground" if facts.service_ground else "attested"
        needed = Text("Kenaikan pangkat ini tidak memakainya: {kind}.", "This promotion makes no use of it: {kind}.")
        raise ContradictoryFacts(place, needed.fill(kind=term(kind.value)))
    return sections
