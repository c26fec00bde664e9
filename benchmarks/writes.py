"""P2: the durable report of a realization, beside pgbench running the same statements in one transaction."""

import asyncio
import json
import re
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from benchmarks.ground import OURS, Ground, api, look_at_tables, token
from benchmarks.load import Effort, Figure, in_turn, line, pgbench, wrk
from benchmarks.seed import AGENCY, INDICATORS, TARGETS, UNIT, Ids, id_of
from kinerja_api.audit.repository import ADD_ENTRY
from kinerja_api.cycles.repository import PERIOD_VIEW
from kinerja_api.kit.db.hot import together
from kinerja_api.kit.db.idempotency import CLAIM, STORE
from kinerja_api.kit.db.outbox import ADD_EVENT
from kinerja_api.realizations.repository import INSERT
from kinerja_api.targets.repository.views import INDICATOR_VIEW

LUA = Path(__file__).parent / "realizations.lua"
# Each measurement reports on a period of its own; an employee reports on one indicator after another.
# These employees report again and again: all their indicators in one period, then in the next.
REPORTERS = 250
PERIODS_OF_ONE = 5
NUMBERS = r"""
\set n :next * :clients + :client_id
\set next :next + 1
\set employee 1 + :n % :reporters
\set turn :n / :reporters
\set indicator (:employee * 16 + 1 + :turn % :targets) * 16 + 1 + :turn / :targets % :indicators
\set period :first + :turn / (:targets * :indicators)
\set realization :period * 1000000 + :n
"""
KEY = {
    "p_agency_id": f"'{AGENCY}'",
    "p_account_id": id_of(1, ":employee"),
    "p_operation_id": "'create_realization'",
    "p_key": "'key-' || :period || '-' || :n",
}
ANSWER = {"etag": '"v1"', "location": f"/v1/realizations/{AGENCY}", "content-type": "application/json"}


def measure(ground: Ground, effort: Effort) -> None:
    """Token, idempotency, audit row, event row, commit: all that an acknowledged report promises."""
    tokens = ground.directory / "tokens"
    tokens.write_text("\n".join(token(Ids.employee(number)) for number in range(1, REPORTERS + 1)), encoding="utf-8")
    script = ground.directory / "realization.sql"
    script.write_text(transaction(), encoding="utf-8")
    sizes = {"reporters": REPORTERS, "targets": TARGETS, "indicators": INDICATORS, "clients": effort.connections}
    periods = count(1, PERIODS_OF_ONE)
    with api(ground) as ours:
        url = f"http://127.0.0.1:{OURS}/v1/realizations"

        def report() -> Figure:
            return wrk(url, ours, effort, "-s", str(LUA), to_lua=(str(tokens), str(next(periods))))

        def run_statements() -> Figure:
            return pgbench(script, ground.arguments, effort, first=next(periods), next=0, **sizes)

        report(), run_statements()  # empty tables and cold caches are nobody's daily work
        asyncio.run(look_at_tables(ground.server))
        both = in_turn(effort, report, run_statements)
    line("P2 report a realization", *both)


def transaction() -> str:
    """Return the script of pgbench: the statements of the service, in their order, with values instead of places.

    `BEGIN` and `SET LOCAL` are two round trips here: pgbench prepares single statements only.
    """
    agency, now, name = f"'{AGENCY}'", "now()", "'Pegawai ' || :employee"
    indicator, plan, employee = id_of(5, ":indicator"), id_of(3, ":employee"), id_of(1, ":employee")
    period, realization = id_of(7, ":period"), id_of(6, ":realization")
    report = {"agency": agency, "id": realization, "plan_id": plan, "indicator_id": indicator, "period_id": period}
    report |= {"employee_id": employee, "unit_id": f"'{UNIT}'", "employee_name": name, "now": now, "note": "NULL"}
    report |= {"indicator_title": "'Jumlah laporan'", "indicator_unit": "'laporan'", "target_value": "12"}
    report |= {"value": "3", "text": "NULL", "excess_reason": "NULL"}
    entry = {"agency": agency, "id": "uuidv7()", "now": now, "account": employee, "actor": name, "action": "'created'"}
    entry |= {"resource_type": "'realization'", "resource_id": realization, "version_before": "NULL"}
    entry |= {"version_after": "1", "from_state": "NULL", "to_state": "'draft'", "note": "NULL", "details": "'{}'"}
    entry |= {"request": f"'{AGENCY.hex}'", "address": "'127.0.0.1'"}
    event = {"agency": agency, "id": "uuidv7()", "name": "'realization_stepped'", "resource_type": "'realization'"}
    event |= {"resource_id": realization, "now": now, "payload": """'{"step": "create", "to_state": "draft"}'"""}
    answer = KEY | {"p_status": "201", "p_headers": f"'{json.dumps(ANSWER)}'", "p_body": rf"'\x{'7b' * 900}'"}
    statements = [
        _filled(CLAIM.sql, CLAIM.arguments(KEY | {"fingerprint": r"'\x00'"})),
        _filled(INDICATOR_VIEW.sql, INDICATOR_VIEW.arguments({"agency": agency, "indicator": indicator})),
        _filled(PERIOD_VIEW.sql, PERIOD_VIEW.arguments({"agency": agency, "period": period})),
        _filled(INSERT.sql, INSERT.arguments(report)),
        _filled(
            together((ADD_ENTRY, ADD_EVENT, STORE)),
            [*ADD_ENTRY.arguments(entry), *ADD_EVENT.arguments(event), *STORE.arguments(answer)],
        ),
    ]
    return NUMBERS + ";\n".join(["BEGIN", f"SET LOCAL app.agency_id = {agency}", *statements, "COMMIT"]) + ";\n"


def _filled(sql: str, values: Sequence[str]) -> str:
    """Return a statement with SQL in place of its parameters, on one line."""
    return re.sub(r"\$(\d+)", lambda place: f"({values[int(place[1]) - 1]})", " ".join(sql.split()))
