"""Output of the list of tasks."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from kinerja_api.kit.http.router import BasisOut
from kinerja_api.kit.http.schema import Count, Instant, Label, Output
from kinerja_api.monitoring.types import Actor, BlockKind, TaskKind, WaitKind


class Matter(Output):
    """What all entries of the list say."""

    title: Annotated[str, Field(max_length=700, description="Memuat nama dan periode. Holds a name and a period.")]
    reason: Annotated[str, Field(description="Mengapa menunggu, dan apa yang dilakukan. Why it waits, what to do.")]
    count: Annotated[Count, Field(description="Banyaknya hal di dalamnya. How many things are in it.")]
    due: Annotated[date | None, Field(description="Tenggat, di zona waktu instansi. Deadline, in the agency's zone.")]
    days_left: Annotated[
        int | None, Field(description="0 pada hari tenggat, negatif bila lewat. 0 on the day, negative when over.")
    ]
    since: Annotated[Instant | None, Field(description="Sejak kapan menunggu. Since when it waits.")]
    link: Annotated[str, Field(max_length=200, description="Tempat mengerjakannya. Where it is done.")]
    basis: BasisOut


class TaskOut(Matter):
    """Something that the caller must do."""

    kind: TaskKind
    subject_id: Annotated[UUID | None, Field(description="Pegawai, unit, atau hal yang dituju. Whom or what.")]
    subject_name: Label | None
    period: Label | None


class HeldOut(Matter):
    """Something of the caller's own that another person has to act on."""

    actor: Actor
    actor_name: Annotated[Label | None, Field(description="Siapa yang harus bertindak. Who must act.")]


class WaitOut(HeldOut):
    """Something of the caller's own that lies with another person."""

    kind: WaitKind


class BlockOut(HeldOut):
    """Something that keeps the caller from going on, and who must act."""

    kind: BlockKind


class MyTasksOut(Output):
    """What the caller must do now, what the caller waits for, and what stands in the way."""

    as_of: Annotated[date, Field(description="Hari ini di zona waktu instansi. Today in the agency's time zone.")]
    total: Annotated[
        Count, Field(description="Banyaknya tugas, juga yang tidak muat di sini. All tasks, shown or not.")
    ]
    overdue: Annotated[Count, Field(description="Yang tenggatnya sudah lewat. Those whose deadline is over.")]
    tasks: Annotated[list[TaskOut], Field(max_length=200, description="Paling mendesak lebih dulu. Most urgent first.")]
    waiting: Annotated[list[WaitOut], Field(max_length=200)]
    blocks: Annotated[list[BlockOut], Field(max_length=200)]
