"""An agency's own policy over HTTP: drafted within bounds, reviewed and published by others, never changed again."""

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from typing import Any

import asyncpg
import pytest

from kinerja_api.authz.permissions import Role
from kinerja_api.kit.db.roles import APP, OWNER
from kinerja_api.kit.db.uow import Database
from kinerja_api.kit.embedded import EmbeddedPostgres
from kinerja_api.policies import repository
from kinerja_api.policies.loader import load_agency_default
from kinerja_api.policies.public import draft_policy, list_in_force, map_pinned, pin
from kinerja_api.policies.rules.documents import registration_of
from kinerja_api.scoring.policy import PolicySet
from tests.support.caller import Json, ok, problem
from tests.support.world import World, WorldBuilder

KEY = "composite_default"
WEIGHTS = {
    "work_result": "50",
    "behavior": "30",
    "citizen_satisfaction": "20",
    "discipline": "0",
    "self_assessment": "0",
}
BEGIN, NEXT = "2027-01-01", "2028-01-01"  # the clock of the tests stands at 6 April 2026


def given(**changes: Any) -> Json:
    """Return an overlay as a client writes it; here, weights of the agency's own."""
    return {
        "key": KEY,
        "title": {"id": "Nilai kinerja kota", "en": "Score of the city"},
        "since": BEGIN,
        "regulation": {"name": "Peraturan Wali Kota", "number": "12", "year": 2026, "verification": "verbatim"},
        "adjustments": [adjusted("component_weights", WEIGHTS)],
        **changes,
    }


def adjusted(parameter: str, value: Any) -> Json:
    return {"parameter": parameter, "value": value, "article": "Pasal 7 ayat (2)"}


def at(overlay: Json) -> str:
    return f"/v1/policy-overlays/{overlay['id']}"


async def publish(world: World, *, note: str | None = None, **changes: Any) -> Json:
    """Draft, review and publish an overlay; returns it."""
    overlay = await world["hr"].create("/v1/policy-overlays", given(**changes))
    ok(await world["ppk"].step(at(overlay), "review"))
    return ok(await world["ppk"].step(at(overlay), "publish", note))


async def weights_on(database: Database, world: World, day: date, key: str = KEY) -> dict[str, int]:
    """Return the weights by which the agency would score a year that ends on this day."""
    async with database.read(world.agency_id) as uow:
        policy = (await pin(uow, key, day)).policy
    value = policy.parameters["component_weights"].on(day).value
    return {name: int(number) for name, number in value.items()}  # type: ignore[union-attr,arg-type]


async def test_a_draft_says_what_it_puts_in_the_place_of_what(world: World) -> None:
    answer = await world["hr"].post("/v1/policy-overlays", given())
    overlay = ok(answer, 201)

    assert answer.headers["Location"] == at(overlay)
    assert answer.headers["ETag"] == '"v1"'
    assert (overlay["status"], overlay["instrument"]) == ("draft", "Peraturan Wali Kota Nomor 12 Tahun 2026")
    [adjustment] = overlay["adjustments"]
    assert adjustment["instead_of"] == {
        "work_result": "60",
        "behavior": "30",
        "citizen_satisfaction": "10",
        "discipline": "0",
        "self_assessment": "0",
    }
    assert adjustment["value"] == WEIGHTS
    assert adjustment["article"] == "Pasal 7 ayat (2)"
    assert await world["hr"].read(at(overlay)) == overlay


async def test_a_draft_is_there_for_those_who_take_part_and_for_nobody_else(world: World, worlds: WorldBuilder) -> None:
    overlay = await world["hr"].create("/v1/policy-overlays", given())
    elsewhere = await worlds.build()

    for name in ("hr", "ppk", "auditor"):
        assert [each["id"] for each in (await world[name].read("/v1/policy-overlays"))["items"]] == [overlay["id"]]
        assert (await world[name].read(at(overlay)))["status"] == "draft"
    for caller in (world["ani"], world["survey"], elsewhere["hr"]):
        assert (await caller.read("/v1/policy-overlays"))["items"] == []
        problem(await caller.get(at(overlay)), 404, "NOT_FOUND")
        problem(await caller.get(f"{at(overlay)}/transitions"), 404, "NOT_FOUND")
    problem(await world["ani"].get(f"/v1/policy-versions/{overlay['id']}"), 404, "NOT_FOUND")


async def test_every_adjustment_that_is_not_allowed_is_named_with_the_law_that_fixes_it(world: World) -> None:
    wrong = [
        adjusted("astrology", "1"),
        adjusted("bounds", {"lowest": "0", "highest": "120"}),
        adjusted("decimals", "9"),
        adjusted("component_weights", {**WEIGHTS, "work_result": "39"}),
        adjusted("when_missing", "pending"),
    ]

    refused = problem(
        await world["hr"].post("/v1/policy-overlays", given(adjustments=wrong)), 422, "OVERLAY_NOT_ALLOWED"
    )

    assert [(each["code"], each["pointer"]) for each in refused["errors"]] == [
        ("unknown_parameter", "/adjustments/0/parameter"),
        ("not_adjustable", "/adjustments/1/parameter"),
        ("out_of_bounds", "/adjustments/2/value"),
        ("out_of_bounds", "/adjustments/3/value"),
        ("wrong_form", "/adjustments/4/value"),
    ]
    assert refused["errors"][3]["detail"] == "work_result: 39 di luar batas 40 sampai 100."
    assert refused["basis"][0]["instrument"] == "Kebijakan instansi"
    assert (await world["hr"].read("/v1/policy-overlays"))["items"] == []


async def test_a_policy_that_would_not_be_whole_is_refused(world: World) -> None:
    weights = adjusted("component_weights", {**WEIGHTS, "behavior": "40"})

    refused = problem(
        await world["hr"].post("/v1/policy-overlays", given(adjustments=[weights])), 422, "OVERLAY_NOT_ALLOWED"
    )

    [error] = refused["errors"]
    assert (error["code"], error["pointer"]) == ("not_whole", "/adjustments/0/value")
    assert "the weights make 110, not 100" in error["detail"]
    assert refused["basis"][0]["instrument"] == "UU 30/2014"


async def test_a_policy_of_the_law_has_nothing_to_adjust_and_a_day_before_the_policy_is_refused(world: World) -> None:
    law = given(key="permenpanrb_6_2022", adjustments=[adjusted("predicate_matrix", {"a": "b"})])

    fixed = problem(await world["hr"].post("/v1/policy-overlays", law), 422, "OVERLAY_NOT_ALLOWED")
    early = problem(
        await world["hr"].post("/v1/policy-overlays", given(since="2021-12-31")), 422, "OVERLAY_NOT_ALLOWED"
    )

    midyear = problem(
        await world["hr"].post("/v1/policy-overlays", given(since="2027-07-01")), 422, "OVERLAY_NOT_ALLOWED"
    )

    assert fixed["basis"][0]["instrument"] == "PermenPANRB 6/2022"
    assert [(each["code"], each["pointer"]) for each in midyear["errors"]] == [("not_a_whole_year", "/since")]
    assert [(each["code"], each["pointer"]) for each in early["errors"]] == [("not_in_force", "/since")]
    problem(await world["hr"].post("/v1/policy-overlays", given(key="nothing_like_it")), 404, "NOT_FOUND")


@pytest.mark.parametrize("missing", ["name", "number", "year", "verification"])
async def test_without_a_regulation_of_its_own_an_agency_adjusts_nothing(world: World, missing: str) -> None:
    regulation = {name: each for name, each in given()["regulation"].items() if name != missing}
    without = {name: each for name, each in given().items() if name != "regulation"}
    bare = {"parameter": "decimals", "value": "1"}

    half = problem(await world["hr"].post("/v1/policy-overlays", given(regulation=regulation)), 422, "INVALID")
    none = problem(await world["hr"].post("/v1/policy-overlays", without), 422, "INVALID")
    uncited = problem(await world["hr"].post("/v1/policy-overlays", given(adjustments=[bare])), 422, "INVALID")

    assert [each["pointer"] for each in half["errors"]] == [f"/regulation/{missing}"]
    assert [each["pointer"] for each in none["errors"]] == ["/regulation"]
    assert [each["pointer"] for each in uncited["errors"]] == ["/adjustments/0/article"]


@pytest.mark.parametrize("value", [5, 2.5, None, "", [], {}, ["a", 1], {"a": {}}, "x" * 61, {"a b": "1"}])
async def test_a_value_of_no_known_form_is_said_once_at_its_place(world: World, value: object) -> None:
    refused = problem(
        await world["hr"].post("/v1/policy-overlays", given(adjustments=[adjusted("decimals", value)])), 422, "INVALID"
    )

    assert [(each["code"], each["pointer"]) for each in refused["errors"]] == [
        ("adjusted_value", "/adjustments/0/value")
    ]


async def test_who_drafts_neither_reviews_nor_publishes(world: World, worlds: WorldBuilder) -> None:
    other = await worlds.hire(world, "hr-2", Role.HR_ADMIN)
    overlay = await world["hr"].create("/v1/policy-overlays", given())

    refused = problem(await world["hr"].step(at(overlay), "review"), 403, "FORBIDDEN")
    assert refused["basis"][0]["instrument"] == "UU 30/2014"
    reviewed = ok(await other.step(at(overlay), "review"))
    problem(await world["hr"].step(at(overlay), "publish"), 403, "FORBIDDEN")
    problem(await other.step(at(overlay), "publish"), 403, "FORBIDDEN")
    published = ok(await world["ppk"].step(at(overlay), "publish"))

    assert (reviewed["status"], reviewed["reviewed_name"]) == ("reviewed", "Hr-2")
    assert (published["status"], published["published_name"], published["drafted_name"]) == ("published", "Ppk", "Hr")


async def test_whoever_holds_both_offices_still_needs_a_second_person(world: World, worlds: WorldBuilder) -> None:
    both = await worlds.hire(world, "semua", Role.HR_ADMIN, Role.APPOINTING_OFFICIAL)
    overlay = await both.create("/v1/policy-overlays", given())

    problem(await both.step(at(overlay), "review"), 403, "FORBIDDEN")
    ok(await world["ppk"].step(at(overlay), "review"))
    problem(await both.step(at(overlay), "publish"), 403, "FORBIDDEN")


async def test_only_the_offices_that_the_matrix_names_take_part(world: World, worlds: WorldBuilder) -> None:
    overlay = await world["hr"].create("/v1/policy-overlays", given())
    operator = await worlds.platform()

    for name in ("ani", "kadis", "auditor", "survey", "board", "ppk"):
        problem(await world[name].post("/v1/policy-overlays", given()), 403, "FORBIDDEN")
    for name in ("ani", "kadis", "auditor", "survey", "board"):
        problem(await world[name].step(at(overlay), "review", etag='"v1"'), 403, "FORBIDDEN")
    problem(await operator.post("/v1/policy-overlays", given()), 403, "FORBIDDEN")


async def test_a_draft_goes_back_with_a_note_is_written_anew_and_reviewed_again(
    world: World, worlds: WorldBuilder
) -> None:
    other = await worlds.hire(world, "hr-2", Role.HR_ADMIN)
    overlay = await world["hr"].create("/v1/policy-overlays", given())
    body = {name: each for name, each in given(since=NEXT).items() if name != "key"}

    problem(await other.put(at(overlay), body, etag='"v1"'), 403, "FORBIDDEN")
    ok(await world["ppk"].step(at(overlay), "review"))
    problem(await world["hr"].put(at(overlay), body, etag='"v2"'), 403, "FORBIDDEN")
    problem(await world["ppk"].step(at(overlay), "return"), 409, "ILLEGAL_TRANSITION")
    returned = ok(await world["ppk"].step(at(overlay), "return", "Mulai setahun kemudian."))
    problem(await world["hr"].put(at(overlay), body, etag='"v2"'), 412, "STALE_VERSION")
    problem(await world["hr"].put(at(overlay), body), 428, "PRECONDITION_REQUIRED")
    changed = ok(await world["hr"].put(at(overlay), body, etag='"v3"'))
    life = await world["ppk"].read(f"{at(overlay)}/transitions")

    assert (returned["status"], returned["reviewed_name"]) == ("draft", None)
    assert (changed["since"], changed["version"]) == (NEXT, 4)
    assert [(each["name"], each["note"]) for each in life["history"] if each["from_state"]] == [
        ("review", None),
        ("return", "Mulai setahun kemudian."),
    ]
    assert {each["name"]: each["possible"] for each in life["next"]} == {"review": True, "discard": False}


async def test_a_draft_can_be_discarded_by_its_drafter_alone(world: World) -> None:
    overlay = await world["hr"].create("/v1/policy-overlays", given())

    problem(await world["ppk"].step(at(overlay), "discard"), 403, "FORBIDDEN")
    assert ok(await world["hr"].step(at(overlay), "discard"))["status"] == "discarded"
    listed = (await world["hr"].read("/v1/policy-overlays", status="discarded", key=KEY))["items"]
    assert [each["id"] for each in listed] == [overlay["id"]]


async def test_a_retry_drafts_once(world: World) -> None:
    first = await world["hr"].post("/v1/policy-overlays", given(), key="draf-1")
    again = await world["hr"].post("/v1/policy-overlays", given(), key="draf-1")

    assert ok(again, 201) == ok(first, 201)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert len((await world["hr"].read("/v1/policy-overlays"))["items"]) == 1


async def test_what_is_published_is_a_version_with_document_digest_and_changes(world: World) -> None:
    overlay = await publish(world)
    version = await world["ani"].read(f"/v1/policy-versions/{overlay['id']}")
    document = await world["ani"].read(f"/v1/policy-versions/{overlay['id']}/document")
    changes = await world["ani"].read(f"/v1/policy-versions/{overlay['id']}/changes")

    assert (version["origin"], version["regulation"], version["published_name"]) == (
        "agency",
        "Peraturan Wali Kota Nomor 12 Tahun 2026",
        "Ppk",
    )
    weights = next(each for each in version["parameters"] if each["name"] == "component_weights")
    assert weights["values"][0]["value"] == WEIGHTS
    assert weights["values"][0]["reference"]["article"] == "Pasal 7 ayat (2)"
    assert weights["values"][0]["verification"] == "verbatim"
    compact = json.dumps(document["document"], ensure_ascii=False, separators=(",", ":")).encode()
    assert hashlib.sha256(compact).hexdigest() == document["sha256"] == version["sha256"] == overlay["sha256"]
    assert changes["previous_version_id"] == overlay["base_version_id"]
    [change] = changes["changes"]
    assert (change["change"], change["parameter"]) == ("changed", "component_weights")
    assert change["before"][0]["value"]["citizen_satisfaction"] == "10"
    assert change["after"][0]["value"]["citizen_satisfaction"] == "20"


async def test_a_version_is_compared_with_the_one_before_it(world: World) -> None:
    first = await publish(world)
    second = await publish(world, since=NEXT, adjustments=[adjusted("decimals", "1")])
    changes = await world["ani"].read(f"/v1/policy-versions/{second['id']}/changes")
    of_law = await world["ani"].read(f"/v1/policy-versions/{first['base_version_id']}/changes")

    assert changes["previous_version_id"] == first["id"]
    assert [each["parameter"] for each in changes["changes"]] == ["component_weights", "decimals"]
    assert (of_law["previous_version_id"], of_law["changes"], of_law["published_name"]) == (None, [], None)


async def test_lists_show_the_law_and_the_agencys_own_and_nothing_of_other_agencies(
    world: World, worlds: WorldBuilder
) -> None:
    elsewhere = await worlds.build()
    overlay = await publish(world, since="2026-01-01", note="Berlaku sejak awal tahun.")
    own = (await world["ani"].read("/v1/policy-versions", origin="agency"))["items"]
    both = (await world["ani"].read("/v1/policy-versions", key=KEY))["items"]
    policy = await world["ani"].read(f"/v1/policies/{KEY}")
    listed = {each["key"]: each for each in (await world["ani"].read("/v1/policies"))["items"]}

    assert [each["id"] for each in own] == [overlay["id"]]
    assert {each["origin"] for each in both} == {"agency", "national"}
    assert policy["agency_version"]["id"] == overlay["id"]
    assert policy == listed[KEY]
    assert "component_weights" in policy["adjustable"]
    assert (await elsewhere["ani"].read("/v1/policy-versions", origin="agency"))["items"] == []
    assert (await elsewhere["ani"].read(f"/v1/policies/{KEY}"))["agency_version"] is None
    for path in ("", "/document", "/changes"):
        problem(await elsewhere["hr"].get(f"/v1/policy-versions/{overlay['id']}{path}"), 404, "NOT_FOUND")
    problem(await world["ani"].get("/v1/policies/nothing_like_it"), 404, "NOT_FOUND")


async def test_versions_of_both_registers_go_on_page_by_page(world: World) -> None:
    await publish(world)
    await publish(world, since=NEXT)
    seen: list[str] = []
    page = await world["ani"].read("/v1/policy-versions", limit=2)
    while True:
        seen += [each["id"] for each in page["items"]]
        if page["next"] is None:
            break
        page = await world["ani"].read("/v1/policy-versions", limit=2, cursor=page["next"])

    whole = [each["id"] for each in (await world["ani"].read("/v1/policy-versions", limit=200))["items"]]
    assert seen == whole
    assert len(set(seen)) == len(seen) > 4


async def test_the_next_version_closes_the_days_of_the_former_and_each_day_keeps_its_own(
    world: World, database: Database
) -> None:
    first = await publish(world)
    second = await publish(world, since=NEXT, adjustments=[adjusted("component_weights", LATER)])
    former = await world["ani"].read(at(first))
    life = await world["hr"].read(f"{at(first)}/transitions")

    assert (former["status"], former["since"], former["until"]) == ("superseded", BEGIN, NEXT)
    assert (second["status"], second["since"], second["until"]) == ("published", NEXT, None)
    assert [each["name"] for each in life["history"]][-2:] == ["publish", "supersede"]
    shares = [
        (await weights_on(database, world, day))["work_result"]
        for day in (date(2026, 12, 31), date(2027, 1, 1), date(2027, 12, 31), date(2028, 1, 1), date(2030, 1, 1))
    ]
    assert shares == [60, 50, 50, 45, 45]


LATER = {"work_result": "45", "behavior": "25", "citizen_satisfaction": "30", "discipline": "0", "self_assessment": "0"}


async def test_a_version_between_two_others_rules_up_to_the_later_one(world: World, database: Database) -> None:
    first = await publish(world)
    last = await publish(world, since="2029-01-01")
    between = await publish(world, since=NEXT, adjustments=[adjusted("component_weights", LATER)])

    assert (between["since"], between["until"], between["status"]) == (NEXT, "2029-01-01", "published")
    assert (await world["ani"].read(at(first)))["until"] == NEXT
    assert (await world["ani"].read(at(last)))["status"] == "published"
    assert [
        (await weights_on(database, world, date(year, 1, 1)))["work_result"] for year in (2026, 2027, 2028, 2029)
    ] == [60, 50, 45, 50]


async def test_a_version_from_the_same_day_takes_the_place_of_the_former_whole(
    world: World, database: Database
) -> None:
    first = await publish(world)
    second = await publish(world, adjustments=[adjusted("component_weights", LATER)])
    third = await publish(world)

    for gone in (first, second):
        overlay = await world["ani"].read(at(gone))
        assert (overlay["status"], overlay["until"]) == ("superseded", BEGIN)
    assert (await weights_on(database, world, date(2028, 12, 31)))["work_result"] == 50
    assert third["until"] is None


async def test_publications_at_the_same_moment_leave_one_version_for_each_day(world: World, database: Database) -> None:
    drafts = [await world["hr"].create("/v1/policy-overlays", given(since=day)) for day in (BEGIN, NEXT, BEGIN, NEXT)]
    for draft in drafts:
        ok(await world["ppk"].step(at(draft), "review"))

    answers = await asyncio.gather(*(world["ppk"].step(at(draft), "publish", etag='"v2"') for draft in drafts))

    assert [answer.status_code for answer in answers] == [200] * 4
    ruling = [await world["ani"].read(at(draft)) for draft in drafts]
    days = sorted((each["since"], each["until"]) for each in ruling if each["since"] != each["until"])
    assert days == [(BEGIN, NEXT), (NEXT, None)]
    assert (await weights_on(database, world, date(2028, 12, 31)))["work_result"] == 50


async def test_a_rule_for_the_past_needs_a_reason_and_is_told_with_its_days(
    world: World, migrated: EmbeddedPostgres
) -> None:
    overlay = await world["hr"].create("/v1/policy-overlays", given(since="2025-01-01"))
    ok(await world["ppk"].step(at(overlay), "review"))

    refused = problem(await world["ppk"].step(at(overlay), "publish"), 409, "ILLEGAL_TRANSITION")
    published = ok(await world["ppk"].step(at(overlay), "publish", "Perwali berlaku sejak Januari 2025."))

    assert refused["basis"][0]["article"].startswith("Pasal 58")
    assert (published["status"], published["since"]) == ("published", "2025-01-01")
    owner = await asyncpg.connect(**migrated.arguments(OWNER))
    try:
        await owner.execute(f"SET app.agency_id = '{world.agency_id}'")
        payloads = await owner.fetch("SELECT payload FROM outbox_event WHERE name = 'policy_published'")
    finally:
        await owner.close()
    assert [json.loads(row["payload"]) for row in payloads] == [
        {
            "resource_id": overlay["id"],
            "key": KEY,
            "agency_id": str(world.agency_id),
            "version_id": overlay["id"],
            "in_force_from": "2025-01-01",
            "in_force_until": None,
        }
    ]


async def test_a_pinned_version_stays_to_be_computed_with_when_others_have_followed(
    world: World, worlds: WorldBuilder, database: Database
) -> None:
    first = await publish(world)
    async with database.read(world.agency_id) as uow:
        before = await pin(uow, KEY, date(2027, 12, 31))
    await publish(world, adjustments=[adjusted("component_weights", LATER)])
    elsewhere = await worlds.build()
    async with database.read(world.agency_id) as uow:
        after = await pin(uow, KEY, date(2027, 12, 31))
        again = await map_pinned(uow, [before.id])
        in_force = {each.policy.key: each.id for each in await list_in_force(uow, date(2027, 12, 31))}
        tried = await draft_policy(uow, before.id)
    async with database.read(elsewhere.agency_id) as uow:
        theirs = await pin(uow, KEY, date(2027, 12, 31))
        hidden = await map_pinned(uow, [before.id])

    assert str(before.id) == first["id"]
    assert before.id != after.id
    assert again == {before.id: before}
    assert tried == before.policy
    assert in_force[KEY] == after.id
    assert hidden == {}
    assert theirs.policy == load_agency_default()


@pytest.fixture
async def app_connection(migrated: EmbeddedPostgres, world: World) -> AsyncIterator["asyncpg.Connection"]:
    """Return a connection of the app's role in the agency of the test."""
    connection = await asyncpg.connect(**migrated.arguments(APP))
    await connection.execute(f"SET app.agency_id = '{world.agency_id}'")
    yield connection
    await connection.close()


@pytest.mark.parametrize(
    "change",
    [
        "document = '{}'",
        "sha256 = repeat('0', 64)",
        "since = since - 1",
        "until = until + 1",
        "until = NULL",
        "adjustments = '[]'",
        "published_name = 'Orang Lain'",
        "status = 'draft'",
        "status = 'published'",
    ],
)
async def test_the_app_cannot_change_what_was_published(
    world: World, app_connection: "asyncpg.Connection", change: str
) -> None:
    overlay = await publish(world)
    await publish(world, since=NEXT)

    with pytest.raises(asyncpg.CheckViolationError, match="never changes"):
        await app_connection.execute(f"UPDATE policy_overlay SET {change} WHERE id = $1", overlay["id"])  # noqa: S608
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await app_connection.execute("DELETE FROM policy_overlay WHERE id = $1", overlay["id"])


async def test_the_database_refuses_two_versions_on_one_day(world: World, app_connection: "asyncpg.Connection") -> None:
    await publish(world)
    again = """
        INSERT INTO policy_overlay
        SELECT (jsonb_populate_record(o, jsonb_build_object('id', uuidv7(), 'since', o.since + $1::int))).*
          FROM policy_overlay o WHERE status = 'published'
    """

    for days in (0, 1, 400, -1):
        with pytest.raises(asyncpg.ExclusionViolationError):
            await app_connection.execute(again, days)
    with pytest.raises(asyncpg.CheckViolationError, match="published_by_another"):
        await app_connection.execute(
            again.replace("'id', uuidv7()", "'id', uuidv7(), 'until', o.since, 'published_by', o.drafted_by"), 0
        )


@pytest.fixture
async def invented(
    migrated: EmbeddedPostgres, database: Database, world: World
) -> AsyncIterator[tuple[PolicySet, "asyncpg.Connection"]]:
    """Return a policy that no other test uses, with the owner's connection to register another version of it."""
    policy = replace(load_agency_default(), key=f"invented_{world.code.replace('-', '_')}", sha256="a" * 64)
    owner = await asyncpg.connect(**migrated.arguments(OWNER))
    await owner.execute(f"SET app.agency_id = '{world.agency_id}'")
    await repository.register(owner, registration_of(policy), database.ids.new())
    yield policy, owner
    await owner.execute("DELETE FROM policy_overlay WHERE key = $1", policy.key)
    await owner.execute("DELETE FROM policy_version WHERE key = $1", policy.key)
    await owner.close()


async def test_a_draft_over_a_policy_that_has_changed_is_checked_against_the_new_one_first(
    world: World, database: Database, invented: tuple[PolicySet, "asyncpg.Connection"]
) -> None:
    policy, owner = invented
    overlay = await world["hr"].create("/v1/policy-overlays", given(key=policy.key))
    await repository.register(owner, registration_of(replace(policy, sha256="b" * 64)), database.ids.new())

    refused = problem(await world["ppk"].step(at(overlay), "review"), 409, "ILLEGAL_TRANSITION")
    body = {name: each for name, each in given().items() if name != "key"}
    saved = ok(await world["hr"].put(at(overlay), body, etag='"v1"'))
    ok(await world["ppk"].step(at(overlay), "review"))
    published = ok(await world["ppk"].step(at(overlay), "publish"))
    law = (await world["ani"].read("/v1/policy-versions", key=policy.key, origin="national"))["items"]
    compared = await world["ani"].read(f"/v1/policy-versions/{law[0]['id']}/changes")

    assert "has a new version" in refused["detail"] or "berganti versi" in refused["detail"]
    assert saved["base_version_id"] != overlay["base_version_id"]
    assert published["status"] == "published"
    assert (await weights_on(database, world, date(2027, 12, 31), policy.key))["work_result"] == 50
    assert [each["sha256"][0] for each in law] == ["b", "a"]
    assert compared["previous_version_id"] == law[1]["id"]
    assert compared["changes"] == []
