"""How many SQL statements an answer takes: few, and never more for a longer page (API4; performance.md, P9).

Who asks is known for some seconds (`identity.public.Principals`), so the look-up of the account is not counted:
whether it falls into a request depends on the clock.

Every operation of the contract that reads is called in an agency in which everything was done at least once.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from asyncpg.connection import LoggedQuery
from sqlalchemy import event

from kinerja_api.kit.db.uow import Database
from tests.security.conftest import Neighbours
from tests.security.test_object_level import BESIDES, callers_of
from tests.support.contract import Contract, Operation
from tests.support.walk import Walk

MOST = 5
# One round trip begins the transaction and names the agency, one ends it; they are the same for all.
FRAME = ("BEGIN", "COMMIT", "ROLLBACK")
LOOK_UP = "token_version"
# What the token or the program itself answers.
WITHOUT_STATEMENT = {"read_me", "read_position_kinds"}
# Lists that hold several rows by then: what takes a statement for each row would show.
LONG = {
    "list_accounts",
    "list_audit_entries",
    "list_behavior_ratings",
    "list_cycles",
    "list_employees",
    "list_evaluations",
    "list_feedback",
    "list_follow_ups",
    "list_improvement_notes",
    "list_observations",
    "list_plan_change_requests",
    "list_policy_versions",
    "list_positions",
    "list_review_meetings",
    "list_score_runs",
    "list_scores",
    "list_target_plans",
    "list_superior_targets",
    "list_targets",
    "list_units",
    "list_work_teams",
    "replay_score_run",
}


@asynccontextmanager
async def statements(database: Database) -> AsyncIterator[list[str]]:
    """Note the statements on the connection that is lent to whoever asks next, the hot ones and SQLAlchemy's."""
    heard: list[str] = []

    def hear_hot(query: LoggedQuery) -> None:
        if not query.query.startswith(FRAME) and LOOK_UP not in query.query:
            heard.append(query.query)

    def hear(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        heard.append(statement)

    engine = database.connections.engine.sync_engine
    event.listen(engine, "before_cursor_execute", hear)
    async with database.connections.lent() as link:
        link.raw.add_query_logger(hear_hot)
    yield heard
    link.raw.remove_query_logger(hear_hot)
    event.remove(engine, "before_cursor_execute", hear)


def given(walk: Walk, operation: Operation, place: str) -> dict[str, str]:
    """Return the parameters that an operation demands in its path or query: ids of the walk, else the examples."""
    demanded = {name: each for name, each in operation.parameters(place).items() if each["required"]}
    return {
        name: walk.own(operation, name) if each["schema"].get("format") == "uuid" else str(each["example"])
        for name, each in demanded.items()
    }


def address(walk: Walk, operation: Operation, limit: int) -> tuple[str, dict[str, str]]:
    """Return where an operation reads what the walk made, a page of so many if it has pages."""
    page = {"limit": str(limit)} if "cursor" in operation.parameters("query") else {}
    query = given(walk, operation, "query") | BESIDES.get(operation.id, {}) | page
    return operation.path.format(**given(walk, operation, "path")), query


async def counted(walk: Walk, token: str, operation: Operation, limit: int) -> tuple[int, httpx.Response]:
    """Return how many statements an answer takes, and the answer."""
    path, query = address(walk, operation, limit)
    async with statements(walk.world.database) as heard:
        answer = await walk.world["hr"].http.get(path, params=query, headers={"Authorization": f"Bearer {token}"})
    return len(heard), answer


async def test_what_is_read_takes_few_statements_and_none_more_for_more_rows(
    neighbours: Neighbours, contract: Contract
) -> None:
    walk, faults, compared = neighbours.mine, [], set()
    for operation in (each for each in contract if each.method == "GET" and each.needs_token):
        readers = 0
        for who in callers_of(operation):
            token = walk.world[who].token()
            await counted(walk, token, operation, 20)  # what is remembered later is looked up first
            few, _ = await counted(walk, token, operation, 1)
            many, answer = await counted(walk, token, operation, 20)
            if answer.status_code != 200:
                continue
            readers += 1
            if few != many:
                faults.append(f"{operation.id} by {who}: {few} statements for one row, {many} for more")
            if not (0 < many <= MOST or operation.id in WITHOUT_STATEMENT):
                faults.append(f"{operation.id} by {who}: {many} statements")
            if "cursor" in operation.parameters("query") and len(answer.json()["items"]) > 1:
                compared.add(operation.id)
        if not readers:
            faults.append(f"{operation.id}: nobody can read what the walk made")

    assert not faults, "\n".join(faults)
    assert compared >= LONG, LONG - compared
