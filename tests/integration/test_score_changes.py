"""What scores are made of is read from the records; what changes after the fact makes new revisions beside the old."""

from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import update

from kinerja_api.evaluations.models import Evaluation
from kinerja_api.kit.db.roles import OWNER
from kinerja_api.kit.embedded import EmbeddedPostgres
from kinerja_api.kit.jobs.queue import JobCall
from kinerja_api.kit.problems import Unavailable
from kinerja_api.scores.jobs import AFTER, recalculator
from kinerja_api.worker import REACTIONS
from tests.support.caller import Json, ok
from tests.support.moves import released
from tests.support.policies import changed_default, in_force
from tests.support.scores import judged_year, react, score_of, scored
from tests.support.steps import agreed_plan, drafted_evaluation, submitted_realization
from tests.support.world import World
from tests.unit.scoring.cases import REWARDS

LIGHT = {"level": "ringan", "kind": "Teguran tertulis", "since": "2026-02-01", "decree": "880/3/2026"}


async def record_sanction(world: World, name: str, **changes: str) -> None:
    ok(await world["hr"].post(f"/v1/employees/{world.employees[name]}/sanctions", LIGHT | changes), 201)


async def rate_again(world: World, evaluation: Json, work_result: str) -> None:
    """Leave the evaluation as a decided objection does: issued, with another rating."""
    async with world.database.write(world.agency_id) as uow:
        await uow.session.execute(
            update(Evaluation)
            .where(Evaluation.agency_id == world.agency_id, Evaluation.id == UUID(evaluation["id"]))
            .values(work_result=work_result)
        )
        await uow.finish()


async def test_bonus_deduction_and_discipline_come_from_the_records(world: World, migrated: EmbeddedPostgres) -> None:
    facts = await judged_year(world)
    await record_sanction(world, "ani")
    # Before and after the year: neither touches it.
    await record_sanction(world, "ani", level="berat", since="2024-01-01", until="2026-01-01", decree="880/1/2024")
    # The first target is reported already, in the first quarter.
    periods = (await world["hr"].read(f"/v1/cycles/{facts['cycle']['id']}/periods"))["items"]
    realization = await submitted_realization(world, "ani", facts["plan"], periods[0]["id"], target=1)
    ok(await world["kabid"].step(f"/v1/realizations/{realization['id']}", "accept"))
    async with in_force(migrated, REWARDS):
        await scored(world, facts["cycle"]["id"])

    score = await score_of(world, "ani")
    by_name = {each["component"]: each["score"] for each in score["components"]}
    assert by_name == {
        "work_result": "80.00",
        "behavior": "80.00",
        "citizen_satisfaction": "90.00",
        "discipline": "75.00",
    }
    # 3 of 12 reports are 25 per cent of both targets: no bonus. 40 + 20 + 13.5 + 7.5 - 2.5 = 78.5.
    assert (score["bonus"], score["deduction"], score["value"]) == ("0.00", "2.50", "78.50")
    told = await world["ani"].read(f"/v1/scores/{score['id']}/explanation")
    assert any("880/3/2026" in sentence for sentence in told["sentences"])
    assert not any("880/1/2024" in sentence for sentence in told["sentences"])


async def test_an_evaluation_that_changes_makes_a_revision_that_the_employee_sees_with_its_reason(
    world: World,
) -> None:
    facts = await judged_year(world)
    await scored(world, facts["cycle"]["id"])
    await rate_again(world, facts["evaluation"], "di_atas_ekspektasi")

    [run] = await react(world, "evaluation_stepped", facts["evaluation"]["id"])

    assert (run["listed"], run["total"], run["cause"]) == (1, 1, "evaluation_issued")
    score = await score_of(world, "ani", reader="ani")
    assert (score["value"], score["revision"], score["reason"]) == ("93.00", 2, "facts_changed")
    assert score["changed_components"] == ["work_result"]
    assert score["previous"]["value"] == "81.00"
    assert "evaluasi kinerja tahunan" in score["cause"]
    trail = await world["auditor"].read("/v1/audit-entries", resource_id=run["id"])
    assert {each["actor_name"] for each in trail["items"]} == {"-"}


async def test_who_has_no_score_yet_gets_none_by_an_evaluation(world: World) -> None:
    facts = await judged_year(world)

    assert await react(world, "evaluation_stepped", facts["evaluation"]["id"]) == []


async def test_a_drafted_evaluation_changes_no_score(world: World) -> None:
    facts = await judged_year(world)
    plan = await agreed_plan(world, "budi", facts["cycle"]["id"])
    await scored(world, facts["cycle"]["id"])
    draft = await drafted_evaluation(world, plan)

    assert await react(world, "evaluation_stepped", draft["id"]) == []


async def test_a_sanction_is_looked_at_and_changes_nothing_where_the_policy_does_not_ask(world: World) -> None:
    facts = await judged_year(world)
    await scored(world, facts["cycle"]["id"])
    await record_sanction(world, "ani")

    [run] = await react(world, "sanction_recorded", str(world.employees["ani"]))

    assert (run["cause"], run["revised"], run["unchanged"]) == ("sanction_recorded", 0, 1)
    assert (await score_of(world, "ani"))["revision"] == 1


async def test_another_policy_for_the_year_makes_revisions_that_say_so(
    world: World, migrated: EmbeddedPostgres
) -> None:
    facts = await judged_year(world)
    await scored(world, facts["cycle"]["id"])
    heavier = changed_default(("work_result: 60, behavior: 30", "work_result: 50, behavior: 40"))
    same = await react(world, "policy_published", str(world.agency_id))

    async with in_force(migrated, heavier):
        [run] = await react(world, "policy_published", str(world.agency_id))

    assert same == []
    assert (run["cause"], run["unit_id"], run["revised"]) == ("policy_published", None, 6)
    score = await score_of(world, "ani")
    assert (score["value"], score["revision"], score["reason"]) == ("81.00", 2, "policy_changed")
    assert (score["changed_components"], score["policy"]["sha256"]) == ([], heavier.sha256)
    assert {each["component"]: each["weight"] for each in score["components"]}["behavior"] == "40.00"


async def test_a_change_during_a_run_of_the_same_scope_waits_for_its_end(world: World) -> None:
    facts = await judged_year(world)
    await scored(world, facts["cycle"]["id"])
    of_ani = {"cycle_id": facts["cycle"]["id"], "employee_ids": [str(world.employees["ani"])]}
    ok(await world["hr"].post("/v1/score-runs", of_ani), 202)
    call = JobCall(world.agency_id, UUID(facts["evaluation"]["id"]))

    with pytest.raises(Unavailable):
        await recalculator(world.database, "evaluation_stepped")(call)


async def test_who_has_left_keeps_the_score_of_that_time(world: World) -> None:
    facts = await judged_year(world)
    await scored(world, facts["cycle"]["id"])
    await released(world, "ani", "2026-03-01")

    assert await react(world, "evaluation_stepped", facts["evaluation"]["id"]) == []
    assert (await score_of(world, "ani"))["revision"] == 1


async def test_every_change_puts_its_job_into_the_queue_with_the_change_itself(
    world: World, migrated: EmbeddedPostgres
) -> None:
    facts = await judged_year(world)
    await record_sanction(world, "ani")
    owner = await asyncpg.connect(**migrated.arguments(OWNER))
    try:
        rows = await owner.fetch(
            """
            SELECT entrypoint, convert_from(payload, 'UTF8')::jsonb ->> 'resource_id' AS resource
              FROM pgqueuer WHERE convert_from(payload, 'UTF8')::jsonb ->> 'agency_id' = $1
            """,
            str(world.agency_id),
        )
    finally:
        await owner.close()

    queued = {(row["entrypoint"], row["resource"]) for row in rows}
    assert REACTIONS.keys() >= AFTER.keys()
    assert ("evaluation_stepped", facts["evaluation"]["id"]) in queued
    assert ("sanction_recorded", str(world.employees["ani"])) in queued
    assert "survey_result_issued" in {entrypoint for entrypoint, _ in queued}
