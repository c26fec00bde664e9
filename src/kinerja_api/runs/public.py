"""Runs: work over many people that HR asks for and the worker does, with a life that can be followed and stopped.

Runs that score, that prepare evaluations and that give out templates are queued, begun, finished, failed, cancelled and
resumed in this one way, and every step is in the trail. Whom they are about, what they do with them, and that there is
one run of a scope at a time, is each capability's own.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from kinerja_api.audit.public import Act, TransitionsOut, record, record_change, transitions_of
from kinerja_api.authz.decision import Decision, Denied, enforce
from kinerja_api.authz.principal import Principal
from kinerja_api.kit.db.base import Run
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.events import Event
from kinerja_api.kit.http.etags import IfMatch, require_version
from kinerja_api.kit.jobs.life import UNFINISHED, RunLife, RunState
from kinerja_api.kit.lifecycle import Obstacle
from kinerja_api.kit.text import Language

R = TypeVar("R", bound=Run)
NOTHING: Mapping[str, Any] = {}


class Asked(Protocol):
    """A step that somebody asks for, and why."""

    @property
    def name(self) -> str:
        """What the step is called."""
        ...

    @property
    def note(self) -> str | None:
        """What was said about it."""
        ...


class Stepped(Protocol):
    """Makes the event that a run took a step."""

    def __call__(self, resource_id: UUID, *, step: str, to_state: str) -> Event:
        """Return the event."""
        ...


@dataclass(frozen=True, slots=True)
class Runs(Generic[R]):
    """One kind of run: its life, the job that goes on with it, its event, who may step, what the trail counts."""

    life: RunLife
    job: str
    stepped: Stepped
    may_step: Callable[[str], Decision]
    counts: Callable[[R], Mapping[str, Any]]

    async def queue(self, uow: UnitOfWork, principal: Principal | None, run: R, *, details: Mapping[str, Any]) -> None:
        """Queue a run that was just added; the job is part of this very transaction."""
        queued = Act("queued", self.life.resource_type, run.id, version_after=1, to_state=run.state, details=details)
        record(uow, principal, queued)
        uow.emit(self.stepped(run.id, step="queue", to_state=run.state))
        await self.enqueue(uow, run)

    async def enqueue(self, uow: UnitOfWork, run: R) -> None:
        """Let the worker go on with a run, after what has been written of it."""
        await uow.session.flush()
        await uow.enqueue(self.job, resource_id=run.id)

    async def step(
        self,
        uow: UnitOfWork,
        principal: Principal,
        run: R,
        expected: IfMatch,
        asked: Asked,
        *,
        refuse_second: Callable[[UnitOfWork, R], Awaitable[None]],
    ) -> None:
        """Cancel a locked run, or resume one that was cancelled, failed or lost its worker."""
        enforce(self.may_step(asked.name))
        require_version(expected, run.version)
        self._take(uow, principal, run, asked.name, note=asked.note)
        if run.state == RunState.QUEUED.value:
            await refuse_second(uow, run)
            run.failure = run.finished_at = None
            await self.enqueue(uow, run)
        else:
            run.finished_at = uow.now()

    async def transitions(self, uow: UnitOfWork, run: R, language: Language) -> TransitionsOut:
        """Return the life of a run and what may come next."""

        def refuse(step: str) -> Obstacle | None:
            decision = self.may_step(step)
            return Obstacle(decision.reason, decision.basis) if isinstance(decision, Denied) else None

        options = self.life.options(RunState(run.state), None, refuse)
        return await transitions_of(
            uow, self.life.resource_type, run.id, state=run.state, options=options, language=language
        )

    def begin(self, uow: UnitOfWork, run: R) -> None:
        """Begin a queued run, or begin it again."""
        self._take(uow, None, run, "begin")
        run.started_at = run.started_at or uow.now()

    def finish(self, uow: UnitOfWork, run: R) -> None:
        """Say that a run has gone through everybody."""
        self._take(uow, None, run, "finish")
        run.done_count, run.finished_at = run.total_count, uow.now()

    def fail(self, uow: UnitOfWork, run: R, failure: str) -> None:
        """Say that a locked run failed, with the code of its fault; it can be resumed when that is put right."""
        if RunState(run.state) in UNFINISHED:
            self._take(uow, None, run, "fail", note=failure)
            run.failure, run.finished_at = failure, uow.now()

    def count(self, uow: UnitOfWork, run: R, people: int) -> None:
        """Count people that a chunk has gone through; people may have come since the run was asked for."""
        run.done_count = min(run.done_count + people, run.total_count)
        run.version, run.updated_at = run.version + 1, uow.now()

    def _take(
        self, uow: UnitOfWork, principal: Principal | None, run: R, step: str, *, note: str | None = None
    ) -> None:
        """Take a step and leave it in the trail; without a principal it is the worker's."""
        taken = self.life.take(step, RunState(run.state), None)
        from_state, run.state = run.state, taken.target.value
        act = Act(step, self.life.resource_type, run.id, from_state=from_state, to_state=run.state, note=note)
        record_change(uow, principal, run, replace(act, details=self.counts(run)))
        uow.emit(self.stepped(run.id, step=step, to_state=run.state))
