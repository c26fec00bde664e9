"""Input and output of composite scores. There is no input that is a score: nobody can write one by hand."""

from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from kinerja_api.kit.http.schema import Count, Day, Input, Instant, Label, Number, Output, StepIn, Version
from kinerja_api.kit.jobs.life import RunState
from kinerja_api.kit.text import Text
from kinerja_api.scores.types import Actor, Direction, Missing, RevisionReason, RunCause, ScoreState
from kinerja_api.scoring.facts import Predicate

__all__ = ["RunIn", "RunOut", "ScoreOut", "ScoreRow", "StepIn"]

MOST_LISTED, MOST_SHOWN = 1_000, 500
CYCLE = "0198c0de-0201-7000-8000-000000000001"
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", max_length=64, examples=["9f86d081884c7d65" * 4])]

ONE_SCOPE = Text("Isi unit_id atau employee_ids, jangan keduanya.", "Give unit_id or employee_ids, not both.")
LEVEL_OR_NUMBER = Text("Isi tepat satu dari level dan number.", "Give exactly one of level and number.")
NOTHING_TO_TRY = Text(
    "Isi policy, overlay_id, atau hypotheses: apa yang dicoba.",
    "Give policy, overlay_id, or hypotheses: what is to be tried.",
)
ONE_POLICY = Text(
    "Isi satu kebijakan: policy (dokumen) atau overlay_id (draf instansi).",
    "Give one policy: policy (a document) or overlay_id (a draft of the agency).",
)


class ScopeIn(Input):
    """Whom it is about: the whole agency, a unit and all below it, or some employees; never two of them."""

    unit_id: Annotated[
        UUID | None,
        Field(description="Unit dan semua di bawahnya; kosong untuk seluruh instansi. Null for the whole agency."),
    ] = None
    employee_ids: Annotated[
        list[UUID] | None,
        Field(
            min_length=1,
            max_length=MOST_LISTED,
            description="Daftar pegawai, sebagai ganti unit. A list of employees, in place of a unit.",
        ),
    ] = None

    @model_validator(mode="after")
    def _one_scope(self) -> Self:
        if self.unit_id is not None and self.employee_ids is not None:
            raise PydanticCustomError("one_scope", "unit_id or employee_ids, not both", {"text": ONE_SCOPE})
        return self


class RunIn(ScopeIn):
    """Score a performance year."""

    cycle_id: Annotated[UUID, Field(description="Tahun kinerja. Performance year.", examples=[CYCLE])]


class HypothesisIn(Input):
    """A fact supposed of everybody in the scope: exactly one of `level` and `number`."""

    component: Annotated[
        Label,
        Field(
            description="Komponen kebijakan; `bonus` (persen capaian) atau `deduction` (tingkat hukuman). "
            "A component of the policy; `bonus` (per cent reached) or `deduction` (level of a measure).",
            examples=["citizen_satisfaction"],
        ),
    ]
    level: Label | None = None
    number: Annotated[Number | None, Field(examples=["88.31"])] = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.level is None) == (self.number is None):
            raise PydanticCustomError("level_or_number", "one of level and number", {"text": LEVEL_OR_NUMBER})
        return self


class SimulationIn(ScopeIn):
    """Try a draft policy, other facts, or both; at most 2,000 people at once. Nothing is stored."""

    cycle_id: Annotated[UUID, Field(description="Tahun kinerja. Performance year.", examples=[CYCLE])]
    policy: Annotated[
        str | None,
        Field(
            max_length=100_000,
            description="Rancangan kebijakan sebagai YAML, bentuknya seperti berkas kebijakan; kosong: yang berlaku. "
            "A draft policy as YAML, in the shape of a policy file; null for the one in force.",
        ),
    ] = None
    overlay_id: Annotated[
        UUID | None,
        Field(
            description="Atau draf kebijakan instansi. Or a draft of the agency, as it stands at /v1/policy-overlays."
        ),
    ] = None
    hypotheses: Annotated[
        tuple[HypothesisIn, ...],
        Field(
            max_length=30,
            description="Pengandaian fakta. Facts that are supposed.",
            examples=[[{"component": "citizen_satisfaction", "number": "88.31"}]],
        ),
    ] = ()

    @model_validator(mode="after")
    def _something_to_try(self) -> Self:
        if self.policy is None and self.overlay_id is None and not self.hypotheses:
            raise PydanticCustomError("nothing_to_try", "a policy, hypotheses, or both", {"text": NOTHING_TO_TRY})
        if self.policy is not None and self.overlay_id is not None:
            raise PydanticCustomError("one_policy", "policy or overlay_id, not both", {"text": ONE_POLICY})
        return self


class SimulatedOut(Output):
    """One person's score by the policy in force and the facts, and as it would be; null waits for something."""

    employee_id: UUID
    employee_name: Label
    unit_name: Label
    before: Number | None
    after: Number | None
    direction: Direction


class DirectionCountOut(Output):
    """How many scores go which way."""

    people: Count
    rises: Count
    falls: Count
    same: Count
    becomes_scored: Count
    becomes_pending: Count
    still_pending: Count


class PredicateCountOut(DirectionCountOut):
    """The same for those with one predicate; null are those without an annual evaluation."""

    predicate: Predicate | None


class BandCountOut(Output):
    """How many scores lie from `low` up to, not including, `high`, before and after."""

    low: int
    high: int
    before: Count
    after: Count


class SimulationOut(Output):
    """What would be otherwise; nothing of it is stored."""

    cycle_id: UUID
    policy_key: Label
    policy_sha256: Sha256
    counts: DirectionCountOut
    by_predicate: Annotated[list[PredicateCountOut], Field(max_length=10)]
    by_band: Annotated[list[BandCountOut], Field(max_length=200)]
    employees: Annotated[
        list[SimulatedOut],
        Field(max_length=MOST_SHOWN, description="Perubahan terbesar lebih dulu. The largest changes first."),
    ]


class PendingCountOut(Output):
    """How many scores wait for the same thing, and what it is."""

    code: Missing
    count: Count
    reason: str


class PendingByActorOut(Output):
    """Who must act, on what, for how many scores."""

    actor: Actor
    who: str
    reasons: Annotated[list[PendingCountOut], Field(max_length=20)]


class RunOut(Output):
    """A score run: its progress, what came out, and what the pending ones wait for."""

    id: UUID
    cycle_id: UUID
    year: int
    unit_id: UUID | None
    listed: Annotated[
        int | None, Field(description="Banyaknya pegawai dalam daftar, bila atas daftar. Employees listed, if a list.")
    ]
    cause: Annotated[RunCause, Field(description="Diminta, atau dimulai sistem karena perubahan. Why it was begun.")]
    state: RunState
    policy_version_id: UUID
    as_of: Annotated[Day, Field(description="Penempatan dan susunan unit pada hari ini. Posts and tree of this day.")]
    requested_name: Label
    total: Annotated[Count, Field(description="Pegawai dalam lingkup. Employees in the scope.")]
    done: Annotated[Count, Field(description="Sudah diproses. Gone through so far.")]
    scored: Count
    pending: Count
    revised: Annotated[Count, Field(description="Revisi baru. New revisions.")]
    unchanged: Annotated[Count, Field(description="Fakta sama, tidak ada revisi. Same facts, no revision.")]
    pending_reasons: Annotated[
        list[PendingByActorOut],
        Field(max_length=20, description="Menunggu apa, menurut siapa yang harus bertindak. Grouped by who must act."),
    ]
    failure: Label | None
    created_at: Instant
    started_at: Instant | None
    finished_at: Instant | None
    version: Version


class PendingOut(Output):
    """A component that a score waits for, why, and who must act."""

    component: Label
    code: Missing
    reason: str
    actor: Actor
    who: str


class PreviousOut(Output):
    """The revision before; it stays as it was."""

    id: UUID
    state: ScoreState
    value: Number | None


class ScorePolicyOut(Output):
    """The policy that a score was computed with; it is kept for ever."""

    key: Label
    version_id: UUID
    sha256: Sha256


class ComponentOut(Output):
    """A component: weight, weight after re-weighting, score on the common scale, points it contributes."""

    component: Label
    name: Label
    weight: Number
    effective_weight: Number
    score: Number | None
    points: Number | None
    missing_because: Label | None
    source: Annotated[str | None, Field(description="Asal nilai komponen. Where it comes from.")]


class ScoreRow(Output):
    """A score in a list."""

    id: UUID
    cycle_id: UUID
    year: int
    employee_id: UUID
    employee_name: Label
    employee_nip: Label
    position_name: Label
    unit_id: UUID
    unit_name: Label
    revision: int
    is_current: bool
    state: ScoreState
    value: Annotated[Number | None, Field(examples=["84.15"])]
    reason: RevisionReason
    computed_at: Instant


class ScoreOut(ScoreRow):
    """A composite score: an index of the agency, never the official SKP."""

    components: Annotated[list[ComponentOut], Field(max_length=30)]
    bonus: Annotated[Number | None, Field(description="Tambahan untuk capaian di atas target. For exceeding targets.")]
    deduction: Annotated[Number | None, Field(description="Pengurangan karena hukuman disiplin. For measures.")]
    pending: Annotated[list[PendingOut], Field(max_length=30)]
    changed_components: Annotated[
        list[Label], Field(max_length=30, description="Yang berbeda dari revisi sebelumnya. What differs from before.")
    ]
    cause: Annotated[str, Field(description="Mengapa revisi ini dihitung. Why this revision was computed.")]
    previous: PreviousOut | None
    policy: ScorePolicyOut
    facts_sha256: Sha256
    explanation_sha256: Sha256
    run_id: UUID


class CitationOut(Output):
    """A rule that was read: what it says, where it stands, since when, how well it is verified."""

    parameter: Label
    text: str
    instrument: Label
    article: str
    url: str | None
    in_force_from: Day
    in_force_until: Day | None
    verification: Label


class ExplanationOut(Output):
    """How a score came about: sentences in the asked language, every rule with its article, and the whole trace."""

    score_id: UUID
    state: ScoreState
    value: Number | None
    sentences: Annotated[list[str], Field(max_length=500)]
    components: Annotated[list[ComponentOut], Field(max_length=30)]
    pending: Annotated[list[PendingOut], Field(max_length=30)]
    citations: Annotated[list[CitationOut], Field(max_length=200)]
    policy: ScorePolicyOut
    facts_sha256: Sha256
    explanation_sha256: Sha256
    trace: Annotated[
        dict[str, Any],
        Field(
            description="Graf hitungan: setiap langkah, masukan, ketentuan, pembulatan, hasil; angka sebagai teks. "
            "The computation as a graph: every step, its inputs, rule, rounding, result; numbers as text.",
            examples=[{"scheme": "composite", "steps": []}],
        ),
    ]


class ReplayDifferenceOut(Output):
    """What is stored otherwise than recomputing gives it."""

    what: Label
    stored: str
    recomputed: str


class ReplayOut(Output):
    """One score, recomputed from its stored facts with the very policy it was made with."""

    score_id: UUID
    employee_id: UUID
    revision: int
    is_equal: bool
    differences: Annotated[list[ReplayDifferenceOut], Field(max_length=200)]
