"""Which criteria each kind of promotion has, in the order in which they are answered (PP 99/2000 jo. PP 12/2002)."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter

from kinerja_api.scoring.errors import ContradictoryFacts
from kinerja_api.scoring.facts import PromotionFacts, PromotionKind
from kinerja_api.scoring.schemes.criteria import Check
from kinerja_api.scoring.schemes.promotion import common, discipline, education, pension, posts
from kinerja_api.scoring.schemes.promotion.case import Case, kind_of
from kinerja_api.scoring.text import Text
from kinerja_api.scoring.words import term


@dataclass(frozen=True, slots=True, eq=False)
class Section:
    """Criteria that are answered together.

    `reads` gives the facts they look at beyond the kind and the day; those who share them share the answer. What
    follows a gate is not asked when the gate is not passed.
    """

    look: Callable[[Case], list[Check]]
    reads: Callable[[PromotionFacts], Hashable]
    is_gate: bool = False


def _years(facts: PromotionFacts) -> Hashable:
    return tuple(facts.predicates.items())


def _attested(facts: PromotionFacts) -> Hashable:
    return tuple(facts.attested.items())


def _birth(facts: PromotionFacts) -> Hashable:
    """The month is enough: the pension begins after it."""
    return facts.born_on and (facts.born_on.year, facts.born_on.month)


def _pension(facts: PromotionFacts) -> Hashable:
    return _birth(facts), _post(facts)


def _service(facts: PromotionFacts) -> Hashable:
    return _birth(facts), _post(facts), _end_of_service(facts)


_target = attrgetter("rank", "educations")
_post = attrgetter("position_kind", "position_level", "profession", "kept_pension_age")
_end_of_service = attrgetter("service_ground", "service_since", "rank_since", "died_on")
_functional = attrgetter("rank", "educations", "position_kind", "position_level", "credit_points")

EMPLOYMENT = Section(common.employment, attrgetter("employment"), is_gate=True)
KIND_OF_POST = Section(common.kind_fits_post, attrgetter("position_kind"), is_gate=True)
NEXT_RANK = Section(common.next_rank, attrgetter("rank"), is_gate=True)
DIPLOMA = Section(education.diploma_target, _target, is_gate=True)
STUDY = Section(education.study_target, _target, is_gate=True)
PERIOD = Section(common.period, lambda _: None)
TIME_IN_RANK = Section(common.time_in_rank, attrgetter("rank", "rank_since"))
CEILING = Section(education.education_ceiling, _target)
SUPERIOR = Section(education.superior_rank, attrgetter("rank", "educations", "superior_rank"))
STRUCTURAL = Section(posts.structural_post, attrgetter("rank", "rank_since", "position_level", "position_since"))
FUNCTIONAL = Section(posts.functional_post, _functional)
CREDIT = Section(posts.credit_points_of_functional_post, _functional)
ATTESTED = Section(common.attested, _attested)
DIPLOMA_EXAM = Section(education.diploma_exam, attrgetter("exams"))
PERFORMANCE = Section(common.performance, _years)
EXAM = Section(education.exam, attrgetter("rank", "educations", "exams", "trainings"))
DISCIPLINE = Section(discipline.discipline, attrgetter("sanctions"))
SERVICE_DISCIPLINE = Section(discipline.discipline_of_service, attrgetter("sanctions"))
STANDING = Section(common.standing, attrgetter("standings"))
PENSION = Section(pension.before_pension, _pension)
SERVICE = Section(pension.service, _service)
DEATH = Section(pension.from_death, attrgetter("died_on"))

_LAST = (PERFORMANCE, EXAM, DISCIPLINE, STANDING, PENSION)
_BY_DEED = (NEXT_RANK, PERIOD, TIME_IN_RANK, ATTESTED, *_LAST)
SECTIONS: Mapping[PromotionKind, tuple[Section, ...]] = {
    PromotionKind.REGULER: (KIND_OF_POST, NEXT_RANK, PERIOD, TIME_IN_RANK, CEILING, SUPERIOR, *_LAST),
    PromotionKind.PILIHAN_STRUKTURAL: (KIND_OF_POST, NEXT_RANK, PERIOD, STRUCTURAL, *_LAST),
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


def sections_of(facts: PromotionFacts) -> Iterator[Section]:
    """Yield the sections; what a kind needs to be known is looked at only after the employment allows any."""
    yield EMPLOYMENT
    kind = kind_of(facts)
    for name, given, section in (
        ("attested", facts.attested, ATTESTED),
        ("service_ground", facts.service_ground, SERVICE),
    ):
        if given and section not in SECTIONS[kind]:
            needed = Text(
                "Kenaikan pangkat ini tidak memakainya: {kind}.", "This promotion makes no use of it: {kind}."
            )
            raise ContradictoryFacts(name, needed.fill(kind=term(kind.value)))
    yield from SECTIONS[kind]
