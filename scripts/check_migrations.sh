#!/usr/bin/env bash
# Lints the SQL of every migration with squawk. The first one creates an empty database, where nothing can be locked or
# lost; the rules on changing live tables hold from the second on (docs/operations.md, migrations).
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Text columns are bounded by intention (requirement S26), integers are years and counters.
common="prefer-text-field,prefer-robust-stmts,prefer-bigint-over-int,prefer-bigint-over-smallint"
# On tables that the same script has just created.
empty="$common,require-concurrent-index-creation,adding-foreign-key-constraint,constraint-missing-not-valid,adding-not-nullable-field,adding-field-with-default,require-timeout-settings,transaction-nesting,ban-drop-not-null"

previous=base
python -m alembic history -r base:head >/dev/null
for revision in $(python -m kinerja_api migrate --revisions); do
  python -m alembic upgrade "$previous:$revision" --sql 2>/dev/null >"$work/$revision.sql"
  excluded=$common
  [ "$previous" = base ] && excluded=$empty
  squawk --pg-version 15 --exclude "$excluded" "$work/$revision.sql"
  previous=$revision
done
