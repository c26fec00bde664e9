"""Runs migrations as the owner, found in the source tree or in the installed wheel."""

import asyncio
from pathlib import Path
from typing import TextIO

import asyncpg
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

import kinerja_api
from kinerja_api.kit.db.checkup import Revisions, connect_arguments
from kinerja_api.kit.ids import IdSource
from kinerja_api.policies.public import register_policies

PACKAGE = Path(kinerja_api.__file__).parent


def configuration(url: str | None = None) -> Config:
    """Return alembic's configuration; `url` is the owner's."""
    in_tree, in_wheel = PACKAGE.parent.parent / "migrations", PACKAGE / "migrations"
    config = Config()
    # The per cent sign begins an interpolation in alembic's configuration files.
    config.set_main_option("script_location", str(in_wheel if in_wheel.is_dir() else in_tree).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    if url is not None:
        config.attributes["url"] = url
    return config


async def migrate(owner_url: str, ids: IdSource | None = None) -> None:
    """Bring the database to the latest schema, in a thread because alembic runs a loop of its own; register the law.

    The app cannot write versions of policies, so whoever owns the schema registers those that came with this release.
    """
    await asyncio.to_thread(command.upgrade, configuration(owner_url), "head")
    connection = await asyncpg.connect(**connect_arguments(owner_url))
    try:
        await register_policies(connection, ids)
    finally:
        await connection.close()


def write_sql(output: TextIO, revision: str = "head") -> None:
    """Write the SQL of the migrations instead of running it."""
    config = configuration()
    config.output_buffer = output
    command.upgrade(config, revision, sql=True)


def known_revisions() -> Revisions:
    """Return the migrations that this version knows."""
    scripts = ScriptDirectory.from_config(configuration())
    head = scripts.get_current_head()
    if head is None:
        message = "no migrations were found beside the program"
        raise RuntimeError(message)
    return Revisions(head, frozenset(script.revision for script in scripts.walk_revisions()))
