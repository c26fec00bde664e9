"""The history of scores can be proved: recomputed as it was, or named where it is not."""

import asyncio
import sys

import asyncpg
import pytest

from kinerja_api.kit.embedded import SUPERUSER, EmbeddedPostgres
from kinerja_api.settings import Settings
from tests.integration.test_jobs import worker_environment
from tests.support.caller import Json
from tests.support.policies import changed_default, in_force
from tests.support.scores import judged_year, react, score_of, scored, survey_result
from tests.support.world import World


async def replay(settings: Settings, *arguments: str) -> tuple[int, list[str]]:
    """Run `kinerja scores replay`; return its exit code and what it says."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "kinerja_api", "scores", "replay", *arguments),
        env=worker_environment(settings),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    return process.returncode or 0, said.decode().splitlines()


async def tamper(migrated: EmbeddedPostgres, statement: str, *values: object) -> None:
    """Change what is stored, as only the superuser of the database can, past every guard."""
    superuser = await asyncpg.connect(**migrated.arguments(SUPERUSER))
    try:
        await superuser.execute("SET session_replication_role = replica")
        await superuser.execute(statement, *values)
    finally:
        await superuser.close()


async def test_an_untouched_history_of_several_revisions_and_policies_is_equal(
    world: World, migrated: EmbeddedPostgres, settings: Settings
) -> None:
    facts = await judged_year(world)
    await scored(world, facts["cycle"]["id"])
    better = await survey_result(world, mean="4", index="100.00", first_day="2026-02-01")
    await react(world, "survey_result_issued", better["id"])
    heavier = changed_default(("work_result: 60, behavior: 30", "work_result: 50, behavior: 40"))
    async with in_force(migrated, heavier):
        await scored(world, facts["cycle"]["id"])

    code, said = await replay(settings, "--agency", world.code)

    # Six at first; five of the unit with the other index; six by the other policy.
    assert (code, said) == (0, [f"{world.code}: 17 scores recomputed, 0 differ"])


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE score SET value = 99.99 WHERE id = $1", "value: stored 99.99, recomputed 81"),
        ("UPDATE score SET state = 'pending', value = NULL WHERE id = $1", "state: stored pending, recomputed scored"),
        (
            """UPDATE score_explanation
                  SET document = replace(document::text, '"level":"sesuai', '"level":"di_atas')::json
                WHERE sha256 = (SELECT explanation_sha256 FROM score WHERE id = $1)""",
            "stored_explanation:",
        ),
    ],
)
async def test_a_score_that_was_tampered_with_is_found(
    world: World, migrated: EmbeddedPostgres, settings: Settings, statement: str, what: str
) -> None:
    facts = await judged_year(world)
    await scored(world, facts["cycle"]["id"])
    score: Json = await score_of(world, "ani")
    await tamper(migrated, statement, score["id"])

    code, said = await replay(settings, "--agency", world.code)

    assert code == 1
    found = [line for line in said if what in line]
    assert [score["id"] in line for line in found] == [True]
    assert said[-1] == f"{world.code}: 6 scores recomputed, 1 differ"


async def test_an_agency_that_is_not_there_is_one_line(settings: Settings) -> None:
    code, said = await replay(settings, "--agency", "nowhere")

    assert code not in {0, 1}
    assert len(said) == 1
    assert "nowhere" in said[0]
