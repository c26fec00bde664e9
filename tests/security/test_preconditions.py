"""A change names the version it is meant for, a creation its key; without them, or with wrong ones, nothing happens.

One of the two agencies lived through its year with everything tried that must be refused, and every creation sent
twice at once; the other lived through the same year plainly, with the very same keys. Both hold the same (C25-C27, R2).
"""

from tests.security.conftest import Neighbours
from tests.support.contract import Contract


def test_every_change_of_what_is_there_was_tried_without_and_with_other_versions(
    contract: Contract, neighbours: Neighbours
) -> None:
    assert neighbours.mine.refused == {operation.id for operation in contract if operation.demands("If-Match")}


def test_every_creation_was_sent_twice_at_once_and_without_a_key(contract: Contract, neighbours: Neighbours) -> None:
    assert neighbours.mine.replayed == {operation.id for operation in contract if operation.demands("Idempotency-Key")}


def test_what_was_refused_or_repeated_left_nothing_behind(neighbours: Neighbours) -> None:
    assert neighbours.mine_held == neighbours.theirs_held
    assert sum(rows for rows, _ in neighbours.mine_held.values()) > 200


def test_another_agency_uses_the_same_keys_for_itself(neighbours: Neighbours) -> None:
    assert neighbours.mine.count == neighbours.theirs.count
    assert not set(neighbours.mine.ids.values()) & set(neighbours.theirs.ids.values())


async def test_a_key_in_quotes_is_the_same_key(neighbours: Neighbours) -> None:
    """C25: both spellings of the draft."""
    walk = neighbours.theirs
    request = walk.again("create_position", body=walk.sent["create_position"].body | {"code": "pengolah-2"})

    bare = await walk.ask(request, key="spelled-twice", etag=None)
    quoted = await walk.ask(request, key='"spelled-twice"', etag=None)

    assert (bare.status_code, quoted.status_code) == (201, 201)
    assert bare.content == quoted.content
    assert quoted.headers["idempotent-replayed"] == "true"


async def test_a_key_is_bound_to_its_operation_and_account(neighbours: Neighbours) -> None:
    walk = neighbours.theirs
    unit = walk.again("create_unit", body=walk.sent["create_unit"].body | {"code": "satu"})
    post = walk.again("create_position", body=walk.sent["create_position"].body | {"code": "satu"})

    made = [await walk.ask(each, key="shared", etag=None) for each in (unit, post)]

    assert [answer.status_code for answer in made] == [201, 201]
    assert made[0].json()["id"] != made[1].json()["id"]
