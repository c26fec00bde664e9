"""What will be looked at: for the caller's own post and year, how it weighs, and on which article it rests."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import cast
from uuid import UUID

from kinerja_api.authz.principal import Principal
from kinerja_api.cycles.public import CycleView, get_cycle
from kinerja_api.employees.public import EmployeePost, find_post
from kinerja_api.feedback.types import CoreValue
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.router import BasisOut
from kinerja_api.kit.text import Basis, Language, Text
from kinerja_api.organization.public import today_of
from kinerja_api.policies.public import PinnedPolicy, list_in_force, shown_value
from kinerja_api.scores import repository
from kinerja_api.scores.errors import NoOwnPost
from kinerja_api.scores.schemas.criteria import CriteriaOut, CriteriaPolicyOut, CriterionOut, RuleOut
from kinerja_api.scores.types import COMPOSITE
from kinerja_api.scoring.policy import Kind, Parameter
from kinerja_api.scoring.words import term

# What an employee is judged by; the other policies (promotion, distribution of a unit) are read at /v1/policies.
JUDGED_BY = frozenset({"predicate", "composite", "citizen_satisfaction"})
# Tables that only the computation needs.
NOT_TOLD = frozenset({"questionnaire", "sample_table", "sample_chi_square", "sample_proportion", "sample_error"})
CORE_VALUES = Basis("SE MenPANRB 20/2021 dan PermenPANRB 6/2022", "Core values ASN BerAKHLAK", "secondary")
RATINGS = Basis("PermenPANRB 6/2022", "Pasal 24-25 dan Lampiran, rating hasil kerja dan perilaku kerja", "secondary")
HEADS = Basis("SE MenPANRB 3/2023", "penetapan rating hasil kerja pimpinan unit", "secondary")
SURVEYS = Basis("PermenPANRB 14/2017", "Survei kepuasan masyarakat unit penyelenggara pelayanan publik", "secondary")
DISCIPLINE = Basis("PP 94/2021", "Pasal 8 (tingkat hukuman disiplin)", "unverified")
OWN_POLICY = Basis("Kebijakan instansi", "Komponen nilai gabungan", "unverified")


@dataclass(frozen=True, slots=True)
class _Said:
    explanation: Text
    basis: Basis


WORK_RESULT = _Said(
    Text(
        "Realisasi rencana hasil kerja di SKP Anda menurut indikatornya, dengan bukti dukung dan umpan balik; pejabat "
        "penilai memberi satu rating: di atas, sesuai, atau di bawah ekspektasi.",
        "What you achieved of the targets in your plan by their indicators, with evidence and feedback; the rating "
        "official gives one rating: above, as, or below expectation.",
    ),
    RATINGS,
)
HEADS_WORK_RESULT = _Said(
    Text(
        "Anda memimpin unit: rating hasil kerja Anda adalah capaian kinerja organisasi unit itu, yang ditetapkan "
        "pimpinan satu tingkat di atasnya.",
        "You head a unit: your work-result rating is the result of that organisation, set by the head of the unit "
        "above.",
    ),
    HEADS,
)
COMPONENTS = {
    "work_result": WORK_RESULT,
    "behavior": _Said(
        Text(
            "Tujuh nilai BerAKHLAK menurut pejabat penilai, rekan kerja, dan bawahan; pejabat penilai memberi satu "
            "rating untuk seluruhnya. Penilaian diri ditampilkan, bobotnya menurut kebijakan instansi.",
            "The seven BerAKHLAK values as the rating official, peers and subordinates see them; the rating official "
            "gives one rating for all of them. Your self-assessment is shown; its weight is the agency's policy.",
        ),
        RATINGS,
    ),
    "citizen_satisfaction": _Said(
        Text(
            "Indeks kepuasan masyarakat unit Anda, atau unit terdekat di atasnya yang memiliki survei, pada tahun itu.",
            "The citizen satisfaction index of your unit, or of the nearest unit above that has one, in that year.",
        ),
        SURVEYS,
    ),
    "discipline": _Said(
        Text(
            "Hukuman disiplin yang berlaku pada tahun itu, menurut tingkatnya; tanpa hukuman berarti nilai tertinggi.",
            "The discipline measures that hold in that year, by their level; without any it is the highest score.",
        ),
        DISCIPLINE,
    ),
    "self_assessment": _Said(
        Text(
            "Penilaian Anda sendiri atas tujuh nilai BerAKHLAK pada tahun itu.",
            "Your own assessment of the seven BerAKHLAK values in that year.",
        ),
        CORE_VALUES,
    ),
}
OTHER_COMPONENT = _Said(
    Text("Komponen menurut kebijakan instansi Anda.", "A component by the policy of your agency."), OWN_POLICY
)
# Panduan perilaku, as the forms of PermenPANRB 6/2022 print them; English is ours.
VALUES = {
    CoreValue.BERORIENTASI_PELAYANAN: Text(
        "Memahami dan memenuhi kebutuhan masyarakat; ramah, cekatan, solutif, dan dapat diandalkan; melakukan "
        "perbaikan tiada henti.",
        "Understands and meets the needs of the public; friendly, quick, finds solutions, reliable; improves without "
        "end.",
    ),
    CoreValue.AKUNTABEL: Text(
        "Melaksanakan tugas dengan jujur, bertanggung jawab, cermat, disiplin, dan berintegritas tinggi; menggunakan "
        "kekayaan dan barang milik negara secara bertanggung jawab, efektif, dan efisien; tidak menyalahgunakan "
        "kewenangan jabatan.",
        "Works with honesty, responsibility, care, discipline and high integrity; uses what belongs to the state "
        "responsibly, effectively and efficiently; does not abuse the powers of the post.",
    ),
    CoreValue.KOMPETEN: Text(
        "Meningkatkan kompetensi diri untuk menjawab tantangan yang selalu berubah; membantu orang lain belajar; "
        "melaksanakan tugas dengan kualitas terbaik.",
        "Improves own competence for challenges that change; helps others to learn; works at the best quality.",
    ),
    CoreValue.HARMONIS: Text(
        "Menghargai setiap orang apapun latar belakangnya; suka menolong orang lain; membangun lingkungan kerja yang "
        "kondusif.",
        "Respects everybody whatever their background; likes to help; builds a good place to work.",
    ),
    CoreValue.LOYAL: Text(
        "Memegang teguh ideologi Pancasila, Undang-Undang Dasar Negara Republik Indonesia Tahun 1945, setia kepada "
        "Negara Kesatuan Republik Indonesia serta pemerintahan yang sah; menjaga nama baik sesama ASN, Pimpinan, "
        "Instansi, dan Negara; menjaga rahasia jabatan dan negara.",
        "Holds to Pancasila, the constitution, the unitary state and its lawful government; guards the good name of "
        "colleagues, leaders, agency and state; keeps secrets of office and state.",
    ),
    CoreValue.ADAPTIF: Text(
        "Cepat menyesuaikan diri menghadapi perubahan; terus berinovasi dan mengembangkan kreativitas; bertindak "
        "proaktif.",
        "Adapts quickly to change; keeps innovating and being creative; acts before being told.",
    ),
    CoreValue.KOLABORATIF: Text(
        "Memberi kesempatan kepada berbagai pihak untuk berkontribusi; terbuka dalam bekerja sama untuk menghasilkan "
        "nilai tambah; menggerakkan pemanfaatan berbagai sumberdaya untuk tujuan bersama.",
        "Gives many a chance to contribute; is open to work together for added value; brings resources together for a "
        "common goal.",
    ),
}


@dataclass(frozen=True, slots=True)
class CriteriaInForce:
    """By which versions everybody of the agency is judged in a year."""

    cycle: CycleView
    policies: Sequence[PinnedPolicy]

    @property
    def sha256(self) -> str:
        """The digest of the versions: other versions are other criteria."""
        versions = sorted(f"{each.policy.key} {each.policy.sha256}" for each in self.policies)
        return hashlib.sha256("\n".join(versions).encode()).hexdigest()

    @property
    def versions(self) -> list[CriteriaPolicyOut]:
        """The versions by key."""
        return [
            CriteriaPolicyOut(key=each.policy.key, version_id=each.id, sha256=each.policy.sha256)
            for each in self.policies
        ]


async def criteria_in_force(uow: UnitOfWork, cycle_id: UUID) -> CriteriaInForce:
    """Return by what people are judged in a year: the versions in force on its last day."""
    cycle = await get_cycle(uow, cycle_id)
    policies = [each for each in await list_in_force(uow, cycle.last_day) if each.policy.subject in JUDGED_BY]
    return CriteriaInForce(cycle, policies)


async def read_criteria(uow: UnitOfWork, principal: Principal, cycle_id: UUID, language: Language) -> CriteriaOut:
    """Return what is looked at in the caller's own post of a year."""
    criteria = await criteria_in_force(uow, cycle_id)
    cycle, policies = criteria.cycle, criteria.policies
    post = await own_post(uow, principal, cycle)
    read = await repository.find_acknowledgement(uow, cycle.id, post.employee_id, criteria.sha256)
    return CriteriaOut(
        cycle_id=cycle.id,
        year=cycle.year,
        employee_id=post.employee_id,
        position_name=post.position_name,
        unit_name=post.unit_name,
        is_unit_head=post.is_unit_head,
        criteria=[*_components(policies, post, cycle.last_day, language), *_values(language)],
        rules=_rules(policies, post, cycle.last_day, language),
        policies=criteria.versions,
        criteria_sha256=criteria.sha256,
        acknowledged_at=read.acknowledged_at if read else None,
    )


async def own_post(uow: UnitOfWork, principal: Principal, cycle: CycleView) -> EmployeePost:
    """Return the caller's post in a year: that of today, else of the year's nearest day; raise `NoOwnPost`."""
    post = None
    if principal.employee_id:
        post = await find_post(uow, principal.employee_id, await day_within(uow, cycle))
    if post is None:
        raise NoOwnPost
    return post


async def day_within(uow: UnitOfWork, cycle: CycleView) -> date:
    """Return today, or the day of the year that is nearest to it."""
    return min(max(await today_of(uow), cycle.first_day), cycle.last_day)


def _components(
    policies: Sequence[PinnedPolicy], post: EmployeePost, on: date, language: Language
) -> list[CriterionOut]:
    composite = next((each.policy for each in policies if each.policy.key == COMPOSITE), None)
    if composite is None:
        return []
    dated = composite.parameter("component_weights", Kind.WEIGHTS).on(on)
    weights = cast("Mapping[str, Fraction]", dated.value)
    basis = BasisOut(
        instrument=dated.reference.instrument,
        article=dated.reference.article,
        verification=dated.verification.value,
    )
    # What weighs nothing is not looked at.
    return [_component(name, weight, basis, post, language) for name, weight in weights.items() if weight]


def _component(name: str, weight: Fraction, basis: BasisOut, post: EmployeePost, language: Language) -> CriterionOut:
    said = COMPONENTS.get(name, OTHER_COMPONENT)
    if name == "work_result" and post.is_unit_head:
        said = HEADS_WORK_RESULT
    title = term(name).in_language(language)
    return CriterionOut(
        code=name,
        title=f"{title[:1].upper()}{title[1:]}",
        explanation=said.explanation.in_language(language),
        weight=Decimal(weight.numerator) / weight.denominator,
        instrument=said.basis.instrument,
        article=said.basis.article,
        verification=said.basis.verification,
        weight_basis=basis,
    )


def _values(language: Language) -> list[CriterionOut]:
    return [
        CriterionOut(
            code=value.value,
            title=value.value.replace("_", " ").title(),
            explanation=text.in_language(language),
            weight=None,
            instrument=CORE_VALUES.instrument,
            article=CORE_VALUES.article,
            verification=CORE_VALUES.verification,
            weight_basis=None,
        )
        for value, text in VALUES.items()
    ]


def _rules(policies: Sequence[PinnedPolicy], post: EmployeePost, on: date, language: Language) -> list[RuleOut]:
    return [
        _rule(each.policy.key, parameter, on, language)
        for each in policies
        for parameter in each.policy.parameters.values()
        if parameter.scope.covers(on)
        and parameter.name not in NOT_TOLD
        and (post.is_unit_head or parameter.name != "head_work_result")
    ]


def _rule(key: str, parameter: Parameter, on: date, language: Language) -> RuleOut:
    dated = parameter.on(on)
    return RuleOut(
        policy_key=key,
        text=parameter.text.in_language(language),
        value=shown_value(parameter.kind, dated.value),
        instrument=dated.reference.instrument,
        article=dated.reference.article,
        verification=dated.verification.value,
    )
