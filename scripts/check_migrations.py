"""Lints the SQL of every migration with squawk, each by itself, so that a table of an older one counts as live."""
# ruff: noqa: S603  every argument below is our own

import io
import subprocess
import sys
import sysconfig
from pathlib import Path

from alembic.script import ScriptDirectory

from kinerja_api.cli.migrating import configuration, write_sql

# Rules that we do not follow, each with the reason.
NOT_OURS = {
    "prefer-text-field": "lengths are part of the contract (maxLength) and are bounded in the database too",
    "prefer-bigint-over-int": "counters and row versions; check constraints bound them",
    "prefer-bigint-over-smallint": "years, months, percentages",
    "prefer-identity": "the tables of the queue library, as that library makes them",
    "require-statement-timeout": "lock_timeout protects live tables; building an index may rightly take long",
}


def main() -> int:
    """Print what squawk finds; 1 when it finds anything."""
    squawk = Path(sysconfig.get_path("scripts")) / "squawk"
    scripts = ScriptDirectory.from_config(configuration())
    previous, faults = "base", 0
    for script in reversed(list(scripts.walk_revisions())):
        sql = io.StringIO()
        write_sql(sql, f"{previous}:{script.revision}")
        command = [squawk, "--pg-version", "15", "--exclude", ",".join(NOT_OURS), "--stdin-filepath", script.path]
        faults += subprocess.run(command, input=sql.getvalue(), text=True, check=False).returncode != 0
        previous = script.revision
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
