"""Migrations: one line without forks, up and down again, and what they make is what the models say."""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from kinerja_api.cli.migrating import configuration
from kinerja_api.kit.db.roles import APP, OWNER
from kinerja_api.kit.embedded import EmbeddedPostgres
from kinerja_api.registry import metadata

DATABASE = "kinerja_migrations"
SCRIPTS = ScriptDirectory.from_config(configuration())
REVISIONS = [script.revision for script in reversed(list(SCRIPTS.walk_revisions()))]
# Everything of a schema that can differ, in the words of PostgreSQL itself.
CATALOGUE = {
    "columns": """
        SELECT c.relname || '.' || a.attname, format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull || ' ' ||
               coalesce(pg_get_expr(d.adbin, d.adrelid), '')
          FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
          LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
         WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0
           AND NOT a.attisdropped""",
    "constraints": """
        SELECT conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)
          FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid <> 0""",
    "indexes": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "policies": "SELECT tablename || '.' || policyname, cmd || qual || with_check FROM pg_policies",
    "security": """
        SELECT relname, relrowsecurity || ' ' || relforcerowsecurity || ' ' || coalesce(relacl::text, '')
          FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'S')""",
    "functions": """
        SELECT p.oid::regprocedure::text, md5(prosrc) || coalesce(proacl::text, '')
          FROM pg_proc p WHERE pronamespace = 'public'::regnamespace
           AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')""",
    "triggers": """
        SELECT tgrelid::regclass || '.' || tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal""",
    "types": """
        SELECT t.typname, coalesce(string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder), '')
          FROM pg_type t LEFT JOIN pg_enum e ON e.enumtypid = t.oid
         WHERE t.typnamespace = 'public'::regnamespace AND t.typtype IN ('e', 'd') GROUP BY t.typname""",
}

Schema = dict[str, dict[str, str]]


@pytest.fixture(scope="module")
async def empty(postgres: EmbeddedPostgres) -> Config:
    """Return alembic's configuration for a database in which no migration has run yet."""
    await postgres.prepare()
    await postgres.prepare(DATABASE)
    config = configuration()
    config.attributes["url"] = postgres.url(OWNER, DATABASE)
    return config


async def run(what: Any, config: Config, revision: str) -> None:
    """Run an alembic command, which has a loop of its own."""
    await asyncio.to_thread(what, config, revision)


async def schema_of(postgres: EmbeddedPostgres) -> Schema:
    """Return everything that the catalogue says about the schema."""
    connection = await asyncpg.connect(**postgres.arguments(OWNER, DATABASE))
    try:
        return {
            kind: {name: said for name, said in await connection.fetch(query) if "alembic_version" not in name}
            for kind, query in CATALOGUE.items()
        }
    finally:
        await connection.close()


def test_there_is_one_head_and_one_line() -> None:
    assert len(SCRIPTS.get_heads()) == 1
    assert len(SCRIPTS.get_bases()) == 1
    assert all(not isinstance(script.down_revision, tuple) for script in SCRIPTS.walk_revisions())


def test_a_migration_is_called_by_its_day_and_what_it_does() -> None:
    for script in SCRIPTS.walk_revisions():
        day, _, slug = script.revision.partition("_")
        assert f"{datetime.strptime(day, '%Y%m%d'):%Y%m%d}" == day  # noqa: DTZ007  a day
        assert slug.islower(), script.revision
        assert Path(script.path).stem == script.revision
        assert script.doc, script.revision
    days = [revision.partition("_")[0] for revision in REVISIONS]
    assert sorted(days) == days, "migrations run in the order of their days"


async def test_every_migration_goes_up_down_and_up_again(postgres: EmbeddedPostgres, empty: Config) -> None:
    before = await schema_of(postgres)
    for number, revision in enumerate(REVISIONS):
        below = REVISIONS[number - 1] if number else "base"
        await run(command.upgrade, empty, revision)
        after = await schema_of(postgres)
        assert after != before, f"{revision} changes nothing"

        await run(command.downgrade, empty, below)
        assert await schema_of(postgres) == before, f"{revision} leaves something behind when it is taken back"

        await run(command.upgrade, empty, revision)
        assert await schema_of(postgres) == after, f"{revision} makes something else the second time"
        before = after


async def test_the_models_say_what_the_migrations_make(postgres: EmbeddedPostgres, empty: Config) -> None:
    await run(command.upgrade, empty, "head")
    engine = create_async_engine(postgres.url(OWNER, DATABASE))
    try:
        assert await _differences(engine) == []
    finally:
        await engine.dispose()


async def test_checks_and_exclusions_of_the_models_are_in_the_database(
    postgres: EmbeddedPostgres, empty: Config
) -> None:
    """What alembic does not compare: check and exclusion constraints, by name and both ways."""
    await run(command.upgrade, empty, "head")
    connection = await asyncpg.connect(**postgres.arguments(OWNER, DATABASE))
    try:
        rows = await connection.fetch(
            """
            SELECT t.relname AS of_table, conname FROM pg_constraint JOIN pg_class t ON t.oid = conrelid
             WHERE contype IN ('c', 'x') AND connamespace = 'public'::regnamespace AND t.relname NOT LIKE 'pgqueuer%'
            """
        )
    finally:
        await connection.close()

    in_database = {(row["of_table"], row["conname"]) for row in rows}
    in_models = {
        (table.name, str(constraint.name))
        for table in metadata.sorted_tables
        for constraint in table.constraints
        if type(constraint).__name__ in {"CheckConstraint", "ExcludeConstraint"}
    }
    assert in_models == in_database
    assert len(in_models) > 30


async def test_what_the_owner_makes_the_app_may_use(postgres: EmbeddedPostgres, empty: Config) -> None:
    """Of every table that a migration makes, the app role may read; a forgotten grant would be a 500 in production."""
    await run(command.upgrade, empty, "head")
    connection = await asyncpg.connect(**postgres.arguments(OWNER, DATABASE))
    try:
        for table in metadata.sorted_tables:
            assert await connection.fetchval(
                "SELECT has_table_privilege($1, quote_ident($2), 'SELECT')", APP, table.name
            ), table.name
    finally:
        await connection.close()


async def _differences(engine: AsyncEngine) -> list[Any]:
    def compared(connection: Connection) -> list[Any]:
        def ours(name: str | None, kind: str, _: object) -> bool:
            return not (kind == "table" and (name or "").startswith("pgqueuer"))

        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True, "include_name": ours}
        )
        return list(compare_metadata(context, metadata))

    async with engine.connect() as connection:
        return await connection.run_sync(compared)
