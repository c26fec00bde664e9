"""What a calibration session forbids outside of it, and the ceilings that hold in it and after it."""

from collections import Counter
from collections.abc import Sequence
from typing import cast

from kinerja_api.evaluations.errors import (
    CALIBRATING,
    CalibrationCeilingReached,
    CalibrationLocked,
    CalibrationUnderWay,
)
from kinerja_api.evaluations.models import Calibration, Evaluation
from kinerja_api.evaluations.repository import calibrations as repository
from kinerja_api.evaluations.types import CalibrationStatus, Origin
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.text import Text
from kinerja_api.scoring.words import term


async def require_uncalibrated(uow: UnitOfWork, row: Evaluation) -> None:
    """Pass when no session, open or locked, is about an evaluation; none begins until this transaction ends."""
    for session in await _sessions_on(uow, row):
        raise _refusal(session)


async def require_room(uow: UnitOfWork, row: Evaluation) -> None:
    """Pass a new evaluation when no session is open on it and it stays within the ceilings of those that are locked."""
    for session in await _sessions_on(uow, row):
        if session.status == CalibrationStatus.OPEN.value:
            raise _refusal(session)
        held = await repository.get_calibration(uow, session.id, for_update=True)
        await require_ceiling(uow, held, row)


async def require_ceiling(uow: UnitOfWork, session: Calibration, row: Evaluation) -> None:
    """Pass when the predicate of an evaluation, counted over all units of a held session, stays within its ceiling."""
    predicate = cast("str", row.predicate)
    most = session.ceilings.get(predicate)
    if most is None:
        return
    if (await spread_of(uow, session))[predicate] > most:
        name = term(predicate)
        advice = CalibrationCeilingReached.advice
        detail = Text(advice.id.format(predicate=name.id, most=most), advice.en.format(predicate=name.en, most=most))
        extra = {"predicate": predicate, "most": most, "calibration_id": str(session.id)}
        raise CalibrationCeilingReached(detail, basis=[CALIBRATING], extra=extra)


async def spread_of(uow: UnitOfWork, session: Calibration) -> Counter[str]:
    """Return how often each predicate is given in all units of a session together."""
    by_unit = await repository.count_by_unit(uow, session.unit_ids, session.cycle_id, session.period_id)
    total: Counter[str] = Counter()
    for counts in by_unit.values():
        total.update({predicate.value: count for predicate, count in counts.items()})
    return total


def is_about(session: Calibration, row: Evaluation) -> bool:
    """Tell whether a session is about an evaluation: that of the unit's own head is made above it.

    Neither is it about what another agency decided, nor about what only goes up to a hand-over.
    """
    is_head = row.heads_unit and row.unit_id == session.unit_id
    same_time = (row.cycle_id, row.period_id) == (session.cycle_id, session.period_id)
    is_ours = row.origin == Origin.OWN.value and row.handed_over_on is None
    return same_time and is_ours and row.unit_id in session.unit_ids and not is_head


async def _sessions_on(uow: UnitOfWork, row: Evaluation) -> Sequence[Calibration]:
    await repository.hold_period(uow, row.cycle_id, row.period_id)
    covering = await repository.list_covering(uow, [row.unit_id], row.cycle_id, row.period_id)
    return [session for session in covering if is_about(session, row)]


def refusal_of(status: CalibrationStatus) -> type[CalibrationUnderWay | CalibrationLocked]:
    """Return the problem of whoever rates anew what a session in this state is about."""
    return CalibrationUnderWay if status is CalibrationStatus.OPEN else CalibrationLocked


def _refusal(session: Calibration) -> CalibrationUnderWay | CalibrationLocked:
    kind = refusal_of(CalibrationStatus(session.status))
    return kind(basis=[CALIBRATING], extra={"calibration_id": str(session.id)})
