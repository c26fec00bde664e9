"""Idempotency keys: one effect and one answer for one key, in the transaction of the effect (C25, C26)."""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.sql import bindparam

from kinerja_api.kit.db.hot import HotQuery
from kinerja_api.kit.db.models import IdempotencyKey
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.problems import KeyInProgress, KeyReused

KEPT = timedelta(hours=48)

_PLACE = ("agency_id", "account_id", "operation_id", "key")
_HERE = [getattr(IdempotencyKey, name) == bindparam(f"p_{name}") for name in _PLACE]

CLAIM = HotQuery(
    insert(IdempotencyKey)
    .values(**{name: bindparam(f"p_{name}") for name in _PLACE}, fingerprint=bindparam("fingerprint"))
    .on_conflict_do_nothing()
    .returning(IdempotencyKey.key)
)
_FIND = HotQuery(
    select(IdempotencyKey.fingerprint, IdempotencyKey.status, IdempotencyKey.headers, IdempotencyKey.body).where(*_HERE)
)
STORE = HotQuery(
    update(IdempotencyKey)
    .where(*_HERE)
    .values(status=bindparam("p_status"), headers=bindparam("p_headers"), body=bindparam("p_body"))
    .returning(IdempotencyKey.key)
)


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """The answer that a key got the first time."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class KeyClaim:
    """A key that this request owns until its transaction ends."""

    account_id: UUID
    operation_id: str
    key: str
    fingerprint: bytes

    def _place(self, uow: UnitOfWork) -> dict[str, Any]:
        return {
            "p_agency_id": uow.agency_id,
            "p_account_id": self.account_id,
            "p_operation_id": self.operation_id,
            "p_key": self.key,
        }

    async def claim(self, uow: UnitOfWork) -> StoredAnswer | None:
        """Take the key, or return the answer that it got before.

        A second request with the same key waits here until the first one ends, and then replays its answer; if that
        takes longer than the lock timeout, it is told to come back (409).
        """
        place = self._place(uow)
        try:
            mine = await uow.fetch_value(CLAIM, **place, fingerprint=self.fingerprint)
        except asyncpg.LockNotAvailableError:
            raise KeyInProgress(headers={"Retry-After": "2"}) from None
        if mine is not None:
            return None
        [stored] = await uow.fetch_rows(_FIND, **place)
        if stored["fingerprint"] != self.fingerprint:
            raise KeyReused
        return StoredAnswer(stored["status"], stored["headers"], stored["body"])

    def store(self, uow: UnitOfWork, answer: StoredAnswer) -> None:
        """Keep the answer beside the effect."""
        uow.write_later(
            STORE, **self._place(uow), p_status=answer.status, p_headers=json.dumps(answer.headers), p_body=answer.body
        )


async def forget_old_keys(uow: UnitOfWork) -> None:
    """Delete this agency's keys that are older than two days; clients are told that keys live at least a day."""
    await uow.session.execute(
        delete(IdempotencyKey).where(
            IdempotencyKey.agency_id == uow.agency_id, IdempotencyKey.created_at < func.now() - KEPT
        )
    )
