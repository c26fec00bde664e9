"""The three roles of the database: the owner migrates, the app works and owns nothing, reports only read (S13)."""

from typing import TypeAlias

import asyncpg

DATABASE = "kinerja"
OWNER, APP, REPORT = "kinerja_owner", "kinerja_app", "kinerja_report"
POWERLESS = "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION NOINHERIT"

Connection: TypeAlias = "asyncpg.Connection"


class RoleTooPowerful(RuntimeError):  # noqa: N818
    """The app is connected as a role that row-level security would not bind."""


async def ensure_roles(superuser: Connection, passwords: dict[str, str]) -> None:
    """Create the three roles, or bring them back to what they must be."""
    for role in (OWNER, APP, REPORT):
        exists = await superuser.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", role)
        password = await superuser.fetchval("SELECT quote_literal($1::text)", passwords[role])
        await superuser.execute(f"{'ALTER' if exists else 'CREATE'} ROLE {role} {POWERLESS} PASSWORD {password}")


async def ensure_database(superuser: Connection, name: str = DATABASE) -> None:
    """Create the database of the owner, if it is not there."""
    quoted = await superuser.fetchval("SELECT quote_ident($1)", name)
    if not await superuser.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", name):
        await superuser.execute(f"CREATE DATABASE {quoted} OWNER {OWNER} ENCODING 'UTF8' TEMPLATE template0")
    await superuser.execute(f"REVOKE ALL ON DATABASE {quoted} FROM PUBLIC")
    await superuser.execute(f"GRANT CONNECT ON DATABASE {quoted} TO {APP}, {REPORT}")


# The owner says who may use what it will create; runs first in the first migration.
GRANTS = (
    "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    f"GRANT USAGE ON SCHEMA public TO {APP}, {REPORT}",
    f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {APP}",
    f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {APP}",
    f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO {REPORT}",
)


async def assert_powerless(connection: Connection) -> None:
    """Raise `RoleTooPowerful` when the connected role is a superuser, bypasses RLS or owns anything."""
    role = await connection.fetchrow(
        """
        SELECT rolname, rolsuper, rolbypassrls,
               EXISTS (SELECT 1 FROM pg_class WHERE relowner = r.oid)
               OR EXISTS (SELECT 1 FROM pg_database WHERE datdba = r.oid) AS is_owner
        FROM pg_roles r WHERE rolname = current_user
        """
    )
    if role is None or role["rolsuper"] or role["rolbypassrls"] or role["is_owner"]:
        message = (
            f"the role {role and role['rolname']} has power over row-level security (superuser, BYPASSRLS or owner); "
            f"connect as {APP}, see docs/operations.md"
        )
        raise RoleTooPowerful(message)
