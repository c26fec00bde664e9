"""What the database itself must promise, read from the catalogue of the migrated database (T5, T6, S13-S17)."""

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from kinerja_api.kit.db.roles import APP, OWNER, RoleTooPowerful, assert_powerless
from kinerja_api.kit.embedded import SUPERUSER, EmbeddedPostgres

# Tables that belong to no agency, each with its reason.
NATIONAL = {
    "agency": "the agencies themselves",
    "policy_version": "the law is the same for all",
    "alembic_version": "the migration tool's own",
}


@pytest.fixture
async def catalogue(migrated: EmbeddedPostgres) -> AsyncIterator["asyncpg.Connection"]:
    connection = await asyncpg.connect(**migrated.arguments(OWNER))
    yield connection
    await connection.close()


async def tables(connection: "asyncpg.Connection") -> dict[str, Any]:
    rows = await connection.fetch(
        """
        SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity, pg_get_userbyid(c.relowner) AS owner,
               EXISTS (SELECT 1 FROM pg_attribute a
                        WHERE a.attrelid = c.oid AND a.attname = 'agency_id' AND NOT a.attisdropped) AS is_tenant
          FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND c.relname NOT LIKE 'pgqueuer%'
        """
    )
    return {row["relname"]: row for row in rows}


async def test_every_table_has_an_agency_or_a_reason_for_none(catalogue: "asyncpg.Connection") -> None:
    found = await tables(catalogue)

    assert {name for name, row in found.items() if not row["is_tenant"]} <= NATIONAL.keys()
    assert len(found) > 20


async def test_row_level_security_is_forced_both_ways_on_every_tenant_table(catalogue: "asyncpg.Connection") -> None:
    for name, row in (await tables(catalogue)).items():
        if not row["is_tenant"]:
            continue
        assert row["relrowsecurity"], name
        assert row["relforcerowsecurity"], name
        policies = await catalogue.fetch("SELECT cmd, qual, with_check FROM pg_policies WHERE tablename = $1", name)
        assert [policy["cmd"] for policy in policies] == ["ALL"], name
        for text in (policies[0]["qual"], policies[0]["with_check"]):
            assert "app.agency_id" in text, name


async def test_the_agency_comes_first_in_every_key_and_index(catalogue: "asyncpg.Connection") -> None:
    rows = await catalogue.fetch(
        """
        SELECT t.relname AS table, i.relname AS index, pg_get_indexdef(i.oid, 1, true) AS first
          FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
          JOIN pg_namespace n ON n.oid = t.relnamespace
         WHERE n.nspname = 'public'
           AND EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attname = 'agency_id')
        """
    )

    assert len(rows) > 40
    wrong = [row["index"] for row in rows if "agency_id" not in row["first"]]
    assert wrong == []


async def test_no_foreign_key_can_leave_its_agency(catalogue: "asyncpg.Connection") -> None:
    rows = await catalogue.fetch(
        """
        SELECT con.conname, con.conrelid::regclass::text AS source, con.confrelid::regclass::text AS target,
               pg_get_constraintdef(con.oid) AS definition
          FROM pg_constraint con WHERE con.contype = 'f' AND con.connamespace = 'public'::regnamespace
        """
    )
    assert len(rows) > 30
    national = {"agency", "policy_version"}
    wrong = [
        row["conname"]
        for row in rows
        if row["target"] not in national and not row["definition"].startswith("FOREIGN KEY (agency_id, ")
    ]
    assert wrong == []


async def test_nothing_that_decides_about_a_person_is_a_float(catalogue: "asyncpg.Connection") -> None:
    rows = await catalogue.fetch(
        """
        SELECT table_name, column_name FROM information_schema.columns
         WHERE table_schema = 'public' AND data_type IN ('real', 'double precision', 'money')
           AND table_name NOT LIKE 'pgqueuer%'
        """
    )
    assert [tuple(row) for row in rows] == []


async def test_no_instant_is_without_a_zone(catalogue: "asyncpg.Connection") -> None:
    rows = await catalogue.fetch(
        """
        SELECT table_name, column_name FROM information_schema.columns
         WHERE table_schema = 'public' AND data_type = 'timestamp without time zone'
        """
    )
    assert [tuple(row) for row in rows] == []


async def test_no_view_and_no_function_opens_a_side_door(catalogue: "asyncpg.Connection") -> None:
    views = await catalogue.fetch(
        "SELECT relname FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace"
    )
    definers = await catalogue.fetch(
        "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace"
    )

    assert [row["relname"] for row in views] == []
    assert [row["proname"] for row in definers] == []


async def test_the_app_role_owns_nothing_and_cannot_change_what_is_for_ever(
    catalogue: "asyncpg.Connection", migrated: EmbeddedPostgres
) -> None:
    owned = await catalogue.fetchval("SELECT count(*) FROM pg_class WHERE relowner = $1::regrole", APP)
    assert owned == 0
    assert not await catalogue.fetchval(
        "SELECT has_table_privilege($1, 'audit_entry', 'UPDATE, DELETE, TRUNCATE')", APP
    )
    assert not await catalogue.fetchval("SELECT has_schema_privilege($1, 'public', 'CREATE')", APP)
    for role, is_powerless in ((APP, True), (OWNER, False), (SUPERUSER, False)):
        connection = await asyncpg.connect(**migrated.arguments(role))
        try:
            if is_powerless:
                await assert_powerless(connection)
            else:
                with pytest.raises(RoleTooPowerful):
                    await assert_powerless(connection)
        finally:
            await connection.close()
