"""The floor: a bare ASGI server on asyncpg with the same statements; PostgreSQL builds the JSON, nothing is checked."""

import os
from asyncio import Queue
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import asyncpg

from benchmarks.seed import AGENCY
from kinerja_api.targets.repository import PLAN_QUERY
from kinerja_api.targets.repository.lists import targets_query

POOL = 10
TARGETS_QUERY = targets_query(bounded=False, of_plan=False, further=False)
BEGIN = f"BEGIN READ ONLY; SET LOCAL app.agency_id = '{AGENCY}'"

Message = MutableMapping[str, Any]
connections: "Queue[asyncpg.Connection]" = Queue()


async def app(
    scope: Message, receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]
) -> None:
    """Answer one request."""
    if scope["type"] == "lifespan":
        await receive()
        for _ in range(POOL):
            connections.put_nowait(await asyncpg.connect(os.environ["FLOOR_DSN"]))
        await send({"type": "lifespan.startup.complete"})
        await receive()
        return
    connection = await connections.get()
    await connection.execute(BEGIN)
    if scope["path"].startswith("/v1/target-plans/"):
        values = {"agency": AGENCY, "plan": scope["path"].rsplit("/", 1)[1]}
        body = (await connection.fetchrow(PLAN_QUERY.sql, *PLAN_QUERY.arguments(values)))["document"]
    else:
        rows = await connection.fetch(TARGETS_QUERY.sql, *TARGETS_QUERY.arguments({"agency": AGENCY, "most": 21}))
        body = f'{{"items":[{",".join(row["document"] for row in rows[:20])}],"next":null}}'
    await connection.execute("COMMIT")
    connections.put_nowait(connection)
    headers = [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body.encode()})
