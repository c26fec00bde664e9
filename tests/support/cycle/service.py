"""The running server that the state machine drives, its clock, and people who have tokens of its now."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx

from kinerja_api.kit.clock import FixedClock
from kinerja_api.kit.security.tokens import ACCESS, TokenIssuer
from tests.support.caller import Json
from tests.support.world import World


@dataclass
class Service:
    """The running server, whose clock stands in a file, and a second agency on it."""

    http: httpx.Client
    issuer: TokenIssuer
    clock: FixedClock
    clock_file: Path
    build: Callable[[], World]
    theirs: World
    tokens: dict[tuple[UUID, datetime], str] = field(default_factory=dict)

    def set_clock(self, instant: datetime) -> None:
        """Move the clock of the server, and of those who ask it."""
        self.clock.instant = instant
        self.clock_file.write_text(instant.isoformat(), encoding="ascii")

    def ask(self, world: World, who: str, method: str, path: str, **given: Any) -> httpx.Response:
        """Send a request of somebody of an agency, or of the other one."""
        whose, name = (self.theirs, who.removeprefix("their ")) if who.startswith("their ") else (world, who)
        headers = {"Authorization": f"Bearer {self._token(whose, name)}"} | given.pop("headers", {})
        return self.http.request(method, path, headers=headers, **given)

    def _token(self, whose: World, name: str) -> str:
        """Return a token of now; the same one as long as the clock stands still."""
        place = (whose.accounts[name], self.clock.instant)
        if place not in self.tokens:
            self.tokens[place] = self.issuer.issue(
                ACCESS,
                subject=whose.accounts[name],
                agency_id=whose.agency_id,
                token_id=whose.database.ids.new(),
                life=timedelta(minutes=5),
                account_version=1,
            )
        return self.tokens[place]

    def read(self, world: World, who: str, path: str, **query: Any) -> Json:
        """Return what somebody reads who may."""
        answer = self.ask(world, who, "GET", path, params=query)
        assert answer.status_code == 200, f"{who} reads {path}: {answer.text}"
        document: Json = answer.json()
        return document
