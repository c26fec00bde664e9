"""The audit trail for the other capabilities.

Every write, decision, sign-in and refusal leaves a row in the transaction of its effect: who, from where, what,
which object and version. Legal ground: UU 27/2022 (personal data) article 31, processing is to be recorded.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from kinerja_api.audit import repository
from kinerja_api.audit.schemas import OptionOut, TransitionOut, TransitionsOut
from kinerja_api.authz.principal import Principal
from kinerja_api.kit.db.base import Versioned
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.lifecycle import Option
from kinerja_api.kit.text import Language

__all__ = [
    "Act",
    "OptionOut",
    "TransitionOut",
    "TransitionsOut",
    "record",
    "record_change",
    "record_many",
    "transitions_of",
]


@dataclass(frozen=True, slots=True)
class Act:
    """What was done, to which object."""

    action: str
    resource_type: str
    resource_id: UUID | None
    version_before: int | None = None
    version_after: int | None = None
    from_state: str | None = None
    to_state: str | None = None
    note: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


def record(uow: UnitOfWork, principal: Principal | None, act: Act) -> None:
    """Add an act to the trail; without a principal it is an act of nobody known (a citizen, a failed sign-in)."""
    repository.add_entry(
        uow,
        id=uow.new_id(),
        account=principal.account_id if principal else None,
        actor=principal.name if principal else "-",
        action=act.action,
        resource_type=act.resource_type,
        resource_id=act.resource_id,
        version_before=act.version_before,
        version_after=act.version_after,
        from_state=act.from_state,
        to_state=act.to_state,
        note=act.note,
        details=json.dumps(dict(act.details)),
        request=uow.request.request_id,
        address=uow.request.address,
    )


def record_change(uow: UnitOfWork, principal: Principal | None, row: Versioned, act: Act) -> None:
    """Count a change of a row, and add the act to the trail with the version before it and the one after."""
    before, row.version, row.updated_at = row.version, row.version + 1, uow.now()
    record(uow, principal, replace(act, version_before=before, version_after=row.version))


async def record_many(uow: UnitOfWork, principal: Principal | None, acts: Sequence[Act]) -> None:
    """Add many acts by one statement: of each all but a note."""
    await repository.add_acts(
        uow,
        account=principal.account_id if principal else None,
        actor=principal.name if principal else "-",
        request=uow.request.request_id,
        address=uow.request.address,
        ids=[uow.new_id() for _ in acts],
        actions=[act.action for act in acts],
        kinds=[act.resource_type for act in acts],
        resources=[act.resource_id for act in acts],
        versions_before=[act.version_before for act in acts],
        versions_after=[act.version_after for act in acts],
        from_states=[act.from_state for act in acts],
        to_states=[act.to_state for act in acts],
        details=[json.dumps(dict(act.details)) for act in acts],
    )


async def transitions_of(
    uow: UnitOfWork,
    resource_type: str,
    resource_id: UUID,
    *,
    state: str,
    options: Sequence[Option],
    language: Language,
) -> TransitionsOut:
    """Return the life of a resource so far and what may come next, with the reason for what may not."""
    history = await repository.list_transitions(uow, resource_type, resource_id)
    return TransitionsOut(
        state=state,
        history=[
            TransitionOut(
                name=entry.action,
                from_state=entry.from_state,
                to_state=entry.to_state,
                at=entry.occurred_at,
                actor_name=entry.actor_name,
                note=entry.note,
            )
            for entry in history
        ],
        next=[
            OptionOut(
                name=option.name,
                label=option.label.in_language(language),
                target=option.target,
                possible=option.is_possible,
                reasons=[obstacle.reason.in_language(language) for obstacle in option.obstacles],
            )
            for option in options
        ],
    )
