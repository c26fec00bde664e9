"""P5: eligibility for promotion of a whole agency, every reason included: `python -m benchmarks.promotion 20000`.

Careers differ as they do in life: months of birth over forty years, ranks of many dates, posts of all kinds, diplomas,
examinations, discipline, predicates that are missing. Reads, answers and their sentences are all within the time.
"""

import asyncio
import gc
import os
import resource
import sys
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path
from uuid import UUID

import asyncpg
from alembic import command
from alembic.config import Config
from sqlalchemy import text

from kinerja_api.kit.clock import SystemClock
from kinerja_api.kit.db.engine import PoolLimits, open_connections
from kinerja_api.kit.db.hot import HotQuery
from kinerja_api.kit.db.roles import APP, OWNER
from kinerja_api.kit.db.uow import Database
from kinerja_api.kit.embedded import EmbeddedPostgres, embedded_postgres
from kinerja_api.kit.ids import AgencyId, Uuid7Ids
from kinerja_api.kit.jobs.queue import JobQueue
from kinerja_api.policies.public import pin, register_policies
from kinerja_api.promotion.service.eligibility import CHUNK, NOBODY, POLICY, stream_eligibilities

AGENCY = UUID("0198c0de-0000-7000-8000-00000000c001")
BACKEND = HotQuery(text("SELECT pg_backend_pid()"))
EFFECTIVE_ON = date(2026, 10, 1)
UNITS = 40
MADE = "1, '2026-01-02T00:00:00Z', '2026-01-02T00:00:00Z'"
DIGEST = "0" * 64
RANKS = "ARRAY['II/a','II/b','II/c','II/d','III/a','III/b','III/c','III/d','IV/a','IV/b']"
EDUCATIONS = "ARRAY['sma','d3','s1','s1','s2']"
KINDS = (
    "ARRAY['executor','functional','executor','functional','executor','managerial','functional','executor',"
    "'functional','executor']"
)
FUNCTIONAL = "ARRAY['terampil','mahir','ahli_pertama','ahli_muda','ahli_madya']"
ECHELONS = "ARRAY['II.b','III.a','III.b','IV.a','IV.b']"
PREDICATES = "ARRAY['baik','baik','baik','sangat_baik','butuh_perbaikan','baik','kurang']"


def _id(kind: int, number: str) -> str:
    """Return the SQL of an id: a kind and a number in the shape of a UUIDv7."""
    return f"('0198c0df-{kind:04x}-7000-8000-' || lpad(to_hex({number}), 12, '0'))::uuid"


def _one_of(words: str, number: str) -> str:
    """Return the SQL of a word of an array, by a number."""
    return f"({words})[1 + ({number}) % array_length({words}, 1)]"


def statements(employees: int, policy_version: UUID, policy_sha256: str) -> list[str]:
    """Return the SQL that fills an agency; numbers are mixed by prime factors so that the facts combine freely."""
    each = f"generate_series(1, {employees}) i"
    kind = _one_of(KINDS, "i * 7")
    level = (
        f"CASE {kind} WHEN 'functional' THEN {_one_of(FUNCTIONAL, 'i * 11 / 5')} "
        f"WHEN 'managerial' THEN {_one_of(ECHELONS, 'i * 13 / 7')} END"
    )
    born = "date '1966-01-01' + (i * 7919) % 14000"
    rows = [
        f"INSERT INTO agency VALUES ('{AGENCY}', 'bench-promotion', 'Instansi Uji', 'Asia/Jakarta', {MADE})",
        f"""INSERT INTO unit SELECT '{AGENCY}', {_id(1, "i")}, 'u' || i, 'Unit ' || i, {MADE}
              FROM generate_series(1, {UNITS}) i""",
        f"""INSERT INTO employee (agency_id, id, nip, name, employment, born_on, sex, version, created_at, updated_at)
            SELECT '{AGENCY}', {_id(2, "i")}, lpad(i::text, 18, '0'), 'Pegawai ' || i,
                   CASE WHEN i % 9 = 0 THEN 'pppk' ELSE 'pns' END, {born}, 'female', {MADE} FROM {each}""",
        f"""INSERT INTO position (agency_id, id, code, name, kind, level, unit_id, is_unit_head,
                                  version, created_at, updated_at)
            SELECT '{AGENCY}', {_id(3, "i")}, 'p-' || i, 'Jabatan', {kind}, {level},
                   {_id(1, f"1 + i % {UNITS}")}, false, {MADE} FROM {each}""",
        f"""INSERT INTO assignment (agency_id, id, employee_id, position_id, since)
            SELECT '{AGENCY}', {_id(4, "i")}, {_id(2, "i")}, {_id(3, "i")},
                   (date '2016-01-01' + (i * 31) % 118 * interval '1 month')::date
              FROM {each}""",
        f"""INSERT INTO employee_rank (agency_id, id, employee_id, rank, since)
            SELECT '{AGENCY}', {_id(5, "i * 2 + n")}, {_id(2, "i")}, {_one_of(RANKS, "i * 3 / 2 + n")},
                   (date '2012-01-01' + ((i * 17) % 78 + n * 78) * interval '1 month')::date
              FROM {each}, generate_series(0, 1) n""",
        f"""INSERT INTO employee_education (agency_id, id, employee_id, level, graduated_on)
            SELECT '{AGENCY}', {_id(6, "i")}, {_id(2, "i")}, {_one_of(EDUCATIONS, "i * 5 / 2")}, '2008-07-01'
              FROM {each}""",
        f"""INSERT INTO employee_exam (agency_id, id, employee_id, exam, passed_on)
            SELECT '{AGENCY}', {_id(7, "i")}, {_id(2, "i")}, 'ujian_dinas_' || 1 + i % 2, '2020-07-01'
              FROM {each} WHERE i % 4 = 0""",
        f"""INSERT INTO employee_sanction (agency_id, id, employee_id, level, kind, measure, since, until, decree)
            SELECT '{AGENCY}', {_id(8, "i")}, {_id(2, "i")}, 'sedang', 'Pemotongan', 'potongan_tukin_6_bulan',
                   date '2024-01-01' + (i * 13) % 1000, NULL, '880/1' FROM {each} WHERE i % 50 = 0""",
        f"""INSERT INTO evaluation_explanation VALUES ('{AGENCY}', '{DIGEST}', '{{}}')""",
    ]
    for year in (2024, 2025):
        cycle = f"{_id(9, str(year))}"
        of_year = f"i * 4 + {year - 2024}"
        rows += [
            f"""INSERT INTO cycle (agency_id, id, year, pattern, status, plan_by, version, created_at, updated_at)
                VALUES ('{AGENCY}', {cycle}, {year}, 'quarterly', 'open', '{year}-01-31', {MADE})""",
            f"""INSERT INTO target_plan (agency_id, id, cycle_id, employee_id, position_id, unit_id, status, approach,
                        employee_name, employee_nip, rank, position_name, unit_name, version, created_at, updated_at)
                SELECT '{AGENCY}', {_id(10, of_year)}, {cycle}, {_id(2, "i")}, {_id(3, "i")},
                       {_id(1, f"1 + i % {UNITS}")}, 'agreed', 'kuantitatif', '-', lpad(i::text, 18, '0'), 'III/a',
                       '-', '-', {MADE} FROM {each}""",
            f"""INSERT INTO evaluation (agency_id, id, plan_id, cycle_id, year, employee_id, employee_name, unit_id,
                        heads_unit, work_result, behavior, predicate, remarks, status, evaluator_id, evaluator_name,
                        policy_version_id, policy_sha256, facts_sha256, explanation_sha256, issued_at,
                        version, created_at, updated_at)
                SELECT '{AGENCY}', {_id(11, of_year)}, {_id(10, of_year)}, {cycle}, {year}, {_id(2, "i")}, '-',
                       {_id(1, f"1 + i % {UNITS}")}, false, 'sesuai_ekspektasi', 'sesuai_ekspektasi',
                       {_one_of(PREDICATES, f"i * 5 / 3 + {year}")}, '[]', 'issued',
                       {_id(2, f"1 + i % {employees}")}, '-', '{policy_version}', '{policy_sha256}', '{DIGEST}',
                       '{DIGEST}', '{year + 1}-01-15T00:00:00Z', {MADE} FROM {each} WHERE i % 11 > {year - 2024}""",
        ]
    return rows


async def fill(server: EmbeddedPostgres, database: Database, employees: int) -> None:
    """Make the schema and an agency."""
    async with database.read(AgencyId(AGENCY)) as uow:
        pinned = await pin(uow, POLICY, EFFECTIVE_ON)
    connection = await asyncpg.connect(**server.arguments(APP))
    async with connection.transaction():
        await connection.execute(f"SET LOCAL app.agency_id = '{AGENCY}'")
        for statement in statements(employees, pinned.id, pinned.policy.sha256):
            await connection.execute(statement)
    await connection.close()
    owner = await asyncpg.connect(**server.arguments(OWNER))
    await owner.execute("ANALYZE")
    await owner.close()


async def migrate(server: EmbeddedPostgres) -> None:
    """Make roles, schema and the register of policies."""
    await server.prepare()
    config = Config(Path(__file__).parent.parent / "alembic.ini")
    config.attributes["url"] = server.url(OWNER)
    await asyncio.to_thread(command.upgrade, config, "head")
    owner = await asyncpg.connect(**server.arguments(OWNER))
    await register_policies(owner)
    await owner.close()


async def measure(database: Database, label: str) -> None:
    """Go through everybody, and say how many a second and how they stand."""
    statuses: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    async with database.read(AgencyId(AGENCY)) as uow:
        backend = await uow.fetch_value(BACKEND)
        started, own, bare = time.perf_counter(), time.process_time(), backend_seconds(backend)
        pinned = await pin(uow, POLICY, EFFECTIVE_ON)
        everybody = stream_eligibilities(uow, pinned, None, EFFECTIVE_ON, after=NOBODY, size=CHUNK)
        async for _, eligibility in everybody:
            statuses[eligibility.status.value] += 1
            reasons.update([f"{one.code} {one.reason}" for one in eligibility.criteria if one.reason])
        seconds = time.perf_counter() - started
        own, bare = time.process_time() - own, backend_seconds(backend) - bare
    people = statuses.total()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{label}: {people} employees in {seconds:.2f} s, {people / seconds:,.0f} a second; "
        f"processor time {own:.2f} s here and {bare:.2f} s in PostgreSQL, {people / (own + bare):,.0f} a second of it; "
        f"{memory} MiB"
    )
    print(f"  {dict(statuses)} {dict(reasons.most_common())}")


def backend_seconds(backend: int) -> float:
    """Return the processor time of a PostgreSQL backend; it and this process work one after the other."""
    user, system = Path(f"/proc/{backend}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


async def run(server: EmbeddedPostgres, employees: int) -> None:
    """Measure twice in one process: cold, then with the answers of the day known."""
    await migrate(server)
    connections = open_connections(server.url(APP), PoolLimits(statement_ms=600_000))
    database = Database(connections, clock=SystemClock(), ids=Uuid7Ids(), queue=JobQueue())
    await fill(server, database, employees)
    gc.collect()
    gc.freeze()  # as `serve` and `worker` do when they have started
    await measure(database, "first time")
    await measure(database, "again")
    await database.close()


def main() -> None:
    """Measure and print."""
    employees = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with embedded_postgres(Path(tempfile.mkdtemp(prefix="kinerja-bench-"))) as server:
        asyncio.run(run(server, employees))


if __name__ == "__main__":
    main()
