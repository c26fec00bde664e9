"""Output of the cascade: whose target each target serves."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from kinerja_api.kit.http.schema import Output, Shown
from kinerja_api.targets.schemas import UNLINKED
from kinerja_api.targets.types import Perspective, PlanStatus, TargetKind

Counted = Annotated[int, Field(ge=0, le=2_147_483_647)]


class CascadeNode(Output):
    """A target in the cascade; `depth` is how many links it stands away from the one that was asked for."""

    id: UUID
    plan_id: UUID
    plan_status: PlanStatus
    employee_id: UUID
    employee_name: Shown
    position_name: Shown
    unit_id: UUID
    unit_name: Shown
    kind: TargetKind
    title: str
    superior_target_id: UUID | None
    is_unlinked: Annotated[bool, Field(description=UNLINKED)]
    depth: Counted


class CascadeOut(Output):
    """A target, those that it serves from the nearest up, and those that serve it from the nearest down."""

    target: CascadeNode
    up: list[CascadeNode]
    down: list[CascadeNode]
    below: Annotated[
        Counted, Field(description="Jumlah di bawahnya; `down` memuat paling banyak 1.000. How many stand below.")
    ]


class LeaderTarget(Output):
    """A row of the matrix: a target of the unit's head, and how many targets serve it."""

    id: UUID
    number: int
    kind: TargetKind
    title: str
    served_by: Annotated[Counted, Field(description="Nol: belum diintervensi siapa pun. Zero: nobody serves it yet.")]


class MatrixLeader(Output):
    """The head of the unit with the rows of the matrix."""

    plan_id: UUID
    plan_status: PlanStatus
    employee_id: UUID
    employee_name: Shown
    position_name: Shown
    targets: list[LeaderTarget]


class MatrixTarget(Output):
    """A cell of the matrix: a target of somebody who is rated by the unit's head."""

    id: UUID
    number: int
    kind: TargetKind
    title: str
    superior_target_id: UUID | None
    is_unlinked: Annotated[bool, Field(description=UNLINKED)]


class MatrixMember(Output):
    """A column of the matrix: somebody who is rated by the unit's head."""

    plan_id: UUID
    plan_status: PlanStatus
    employee_id: UUID
    employee_name: Shown
    position_name: Shown
    unit_id: UUID
    unit_name: Shown
    targets: list[MatrixTarget]


class MatrixOut(Output):
    """The role-result matrix of a unit (matriks peran hasil); the columns come in pages."""

    unit_id: UUID
    unit_name: Shown
    cycle_id: UUID
    leader: Annotated[MatrixLeader | None, Field(description="Kosong: kepala unit belum punya SKP. None yet.")]
    items: Annotated[list[MatrixMember], Field(max_length=200)]
    next: Annotated[str | None, Field(max_length=1024, description="Cursor of the next page; null on the last page.")]


class SuperiorTarget(Output):
    """A target of a superior that one's own can serve; level 1 is the rating official's."""

    id: UUID
    plan_id: UUID
    plan_status: PlanStatus
    employee_id: UUID
    employee_name: Shown
    position_name: Shown
    level: Annotated[int, Field(ge=1, le=40)]
    number: int
    kind: TargetKind
    title: str
    perspective: Perspective | None
    indicators: list[str]
