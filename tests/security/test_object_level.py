"""An id of another agency, or of a colleague's file, says no more than an id that does not exist (API1, C16, S16).

Tried for every operation of the contract that takes an id, in its path, its query or its body, by everybody whose role
opens the operation. The same request with an id of one's own must be answered otherwise, or it would prove nothing.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import uuid4  # noqa: TID251  an id that does not exist

import httpx
import pytest

from kinerja_api.authz.permissions import MATRIX, Permission, Role
from tests.security.conftest import Neighbours
from tests.support.contract import Contract, Operation, Place, pointer, put
from tests.support.walk import Request, Walk
from tests.support.world import OFFICES

# Who sees most: an employee, the superior and the HR administrator; what they may not do is tried by the other offices.
MAIN = {"ani": Role.EMPLOYEE, "kabid": Role.EMPLOYEE, "hr": Role.HR_ADMIN}
OTHERS = {name: role for name, role in OFFICES.items() if name != "hr"} | {"platform": Role.PLATFORM_OPERATOR}
# What a request needs besides, so that its id is what decides about the answer.
BESIDES: dict[str, dict[str, Any]] = {
    "list_rating_requests": {"view": "about_me"},
    "create_account": {"username": "another"},
    "create_employee_assignment": {"since": "2026-02-01"},
    "create_feedback": {"realization_id": None},
    "create_activity": {"indicator_id": None},
    "change_activity": {"indicator_id": None},
    "create_activity_batch": {
        "items": [
            {
                "key": "aktivitas-lain",
                "title": "Rapat",
                "started_at": "2026-03-31T13:00:00+07:00",
                "ended_at": "2026-03-31T14:00:00+07:00",
            }
        ]
    },
}
# What answers for each part of a request by itself says of a part what another operation says of the whole.
ANSWERS_EACH = {"create_activity_batch"}
# What no agency owns, so that there is nothing to keep apart.
OF_NO_AGENCY = {
    "policies": "a policy is named by its key, the same in every agency; whose version it shows is the caller's",
    "public": "a survey is found by its link alone, by citizens of any agency and without an account",
}
# Collections whose objects are about a person, and those that the whole agency works with.
PERSONAL = {
    "action-plans",
    "action-steps",
    "activities",
    "behavior-ratings",
    "calibrations",
    "criteria-acknowledgements",
    "employee-statuses",
    "employees",
    "evaluations",
    "evidence",
    "feedback",
    "follow-ups",
    "improvement-notes",
    "indicators",
    "objections",
    "observations",
    "plan-change-requests",
    "promotion-proposals",
    "rating-collections",
    "rating-requests",
    "realizations",
    "review-meetings",
    "scores",
    "self-assessments",
    "target-plans",
    "targets",
    "work-team-memberships",
    "work-teams",
}
SHARED = {
    "accounts",
    "cycles",
    "delegations",
    "evaluation-runs",
    "imports",
    "organization-results",
    "periods",
    "plan-assignment-runs",
    "plan-templates",
    "policy-overlays",
    "policy-versions",
    "positions",
    "score-runs",
    "services",
    "survey-results",
    "surveys",
    "units",
}
# A colleague may do this, and learns nothing by it but that there is a plan.
OPEN_TO_COLLEAGUES = {
    ("create_feedback", "/plan_id"): "peers give feedback to each other (PermenPANRB 6/2022)",
    ("create_feedback", "/target_id"): "what was worked on together may be named; nothing of it is shown",
    ("create_feedback", "/realization_id"): "as above",
}


def callers_of(operation: Operation) -> list[str]:
    """Return who holds the permission of an operation."""
    if operation.permission is None:
        return list(MAIN)
    permission = Permission(operation.permission)
    main, others = ([name for name, role in each.items() if permission in MATRIX[role]] for each in (MAIN, OTHERS))
    return main or others


def said(answer: httpx.Response, *ids: str) -> tuple[int, Any]:
    """Return what an answer says, without what differs from request to request."""
    text = answer.text
    for each in ids:
        text = text.replace(each, "ID")
    try:
        document = json.loads(text)
    except ValueError:
        document = text
    if isinstance(document, dict):
        document = {name: value for name, value in document.items() if name not in {"instance", "trace_id"}}
    return answer.status_code, document


def is_refused_in_part(operation: Operation, answer: httpx.Response) -> bool:
    """Tell whether an operation that answers for each part refused the first one as a missing id."""
    if operation.id not in ANSWERS_EACH or answer.status_code != 200:
        return False
    first = answer.json()["items"][0]
    refused: bool = first["outcome"] == "refused" and first["refusal"]["code"] == "NOT_FOUND"
    return refused


def addressed(contract: Contract, walk: Walk, ids: dict[str, str]) -> Iterator[tuple[Operation, Request]]:
    """Yield every operation with ids in its path, as a request for these ids where the path names them."""
    for operation in contract:
        if operation.path_names and operation.collection not in OF_NO_AGENCY:
            path = operation.path
            for name in operation.path_names:
                path = path.replace(f"{{{name}}}", ids.get(name) or walk.own(operation, name))
            body = walk.sent[operation.id].body if operation.id in walk.sent else None
            parts = walk.sent[operation.id].parts if operation.id in walk.sent else {}
            yield operation, Request(operation, None, path, body, parts)


async def test_another_agencys_id_in_a_path_is_a_missing_id(contract: Contract, neighbours: Neighbours) -> None:
    mine, theirs = neighbours.mine, neighbours.theirs
    count = 0
    for operation, request in addressed(contract, mine, {}):
        [name] = operation.path_names
        known, foreign, missing = mine.own(operation, name), theirs.own(operation, name), str(uuid4())
        is_reached = False
        for who in callers_of(operation):

            async def ask(given: str, who: str = who, request: Request = request, known: str = known) -> httpx.Response:
                path = request.path.replace(known, given)
                return await mine.ask(replace(request, who=who, path=path), key=str(uuid4()), etag='"v0"')

            hidden, nothing, seen = await ask(foreign), await ask(missing), await ask(known)
            where = f"{operation.id} by {who}"
            assert said(hidden, foreign) == said(nothing, missing), where
            assert hidden.status_code in {403, 404}, where
            is_reached |= said(seen, known) != said(nothing, missing)
        assert is_reached, f"{operation.id}: nobody's own id is answered otherwise than a missing one"
        count += 1
    assert count > 70


async def test_another_agencys_id_in_a_query_is_a_missing_id(contract: Contract, neighbours: Neighbours) -> None:
    mine, theirs = neighbours.mine, neighbours.theirs
    count = 0
    for operation in contract:
        for name in operation.query_ids:
            needed = {each for each in operation.query_ids if operation.parameters("query")[each].get("required")}
            base = {each: mine.own(operation, each) for each in needed} | BESIDES.get(operation.id, {})
            path = operation.path
            for part in operation.path_names:
                path = path.replace(f"{{{part}}}", mine.own(operation, part))
            known, foreign, missing = mine.own(operation, name), theirs.own(operation, name), str(uuid4())
            is_reached = False
            for who in callers_of(operation):
                hidden, nothing, seen = [
                    await mine.world[who].get(path, **base | {name: given}) for given in (foreign, missing, known)
                ]
                where = f"{operation.id}?{name} by {who}"
                assert said(hidden, foreign) == said(nothing, missing), where
                is_reached |= said(seen, known) != said(nothing, missing)
            assert is_reached, f"{operation.id}?{name}: nobody's own id is answered otherwise than a missing one"
            count += 1
    assert count > 25


def body_ids(contract: Contract) -> Iterator[tuple[Operation, Place]]:
    """Yield every place in a body that takes an id."""
    for operation in contract:
        for place, schema in operation.leaves():
            if schema.get("format") == "uuid":
                yield operation, place


async def test_another_agencys_id_in_a_body_is_a_missing_id(contract: Contract, neighbours: Neighbours) -> None:
    mine, theirs = neighbours.mine, neighbours.theirs
    count = 0
    for operation, place in body_ids(contract):
        request = mine.sent[operation.id]
        # An id in a list is called as the list is: the first of `employee_ids` is an `employee_id`.
        name = str(place[-1] if isinstance(place[-1], str) else place[-2]).removesuffix("s")
        known, foreign, missing = mine.own(operation, name), theirs.own(operation, name), str(uuid4())

        async def ask(given: str, request: Request = request, place: Place = place) -> httpx.Response:
            asked = replace(request, body=put(request.body | BESIDES.get(request.operation.id, {}), place, given))
            return await mine.ask(asked, key=str(uuid4()), etag=await mine.etag_of(asked))

        hidden, nothing, seen = await ask(foreign), await ask(missing), await ask(known)
        where = f"{operation.id} {pointer(place)}: {seen.text}"
        assert said(hidden, foreign) == said(nothing, missing), where
        assert hidden.status_code in {404, 422} or is_refused_in_part(operation, hidden), f"{where} {hidden.text}"
        assert said(seen, known) != said(nothing, missing), where
        count += 1
    assert count > 20


def test_every_collection_is_either_personal_or_shared(contract: Contract) -> None:
    with_ids = {operation.collection for operation in contract if operation.path_names} - OF_NO_AGENCY.keys()

    assert with_ids == PERSONAL | SHARED, "say in this file whether the objects of a new collection are personal"


@pytest.mark.parametrize(
    ("asker", "owner"), [("dewi", "ani"), ("ani", "kabid")], ids=["of a colleague", "of one's superior"]
)
async def test_a_personal_file_is_a_missing_id(
    contract: Contract, neighbours: Neighbours, asker: str, owner: str
) -> None:
    mine = neighbours.mine
    above = {"plan_id": mine.ids["superior_plan_id"], "target_id": mine.ids["superior_target_id"]}
    ids, collections = ({}, PERSONAL) if owner == "ani" else (above, {"target-plans", "targets"})
    for operation, request in addressed(contract, mine, ids):
        if operation.collection not in collections:
            continue
        known, missing = request.path.split("/")[3], str(uuid4())
        hidden, nothing = [
            await mine.ask(
                replace(request, who=asker, path=request.path.replace(known, given)), key=str(uuid4()), etag='"v0"'
            )
            for given in (known, missing)
        ]
        assert said(hidden, known) == said(nothing, missing), f"{operation.id} by {asker}"
        assert hidden.status_code in {403, 404}, operation.id


async def test_a_colleagues_plan_in_a_body_is_a_missing_id(contract: Contract, neighbours: Neighbours) -> None:
    mine = neighbours.mine
    of_ani = {"plan_id", "indicator_id", "target_id", "realization_id", "evaluation_id", "employee_id"}
    count = 0
    for operation, place in body_ids(contract):
        name = str(place[-1])
        is_for_employees = operation.permission and Permission(operation.permission) in MATRIX[Role.EMPLOYEE]
        if name not in of_ani or not is_for_employees or (operation.id, pointer(place)) in OPEN_TO_COLLEAGUES:
            continue
        known, missing = mine.own(operation, name), str(uuid4())
        hidden, nothing = [
            await mine.ask(
                mine.again(operation.id, who="dewi", body=put(mine.sent[operation.id].body, place, given)),
                key=str(uuid4()),
                etag='"v0"',
            )
            for given in (known, missing)
        ]
        assert said(hidden, known) == said(nothing, missing), f"{operation.id} {pointer(place)}"
        assert hidden.status_code in {404, 422} or is_refused_in_part(operation, hidden), operation.id
        count += 1
    assert count >= 4
