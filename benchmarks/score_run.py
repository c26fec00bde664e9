"""P4: a score run over a whole agency, as production does it: `kinerja worker` processes on a database with fsync.

    python -m benchmarks.score_run                       20,000 and 1,000,000 employees, two workers
    python -m benchmarks.score_run 20000 --workers 1

Every employee has a post, an agreed plan, an issued annual evaluation and behaviour ratings by the superior, two peers
and oneself; every tenth unit has a published satisfaction result. Ratings are spread, so that there are thousands of
different fact combinations, as many as `--combinations` bounds.
"""

import argparse
import asyncio
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import asyncpg
from alembic import command
from alembic.config import Config

from kinerja_api.app import connect
from kinerja_api.authz.permissions import Role, permissions_of
from kinerja_api.authz.principal import Principal
from kinerja_api.kit.db.roles import APP, OWNER
from kinerja_api.kit.embedded import SUPERUSER, EmbeddedPostgres, embedded_postgres
from kinerja_api.kit.ids import AccountId, AgencyId
from kinerja_api.policies.public import register_policies
from kinerja_api.scores.schemas.scores import RunIn
from kinerja_api.scores.service.runs import start_run
from kinerja_api.settings import Settings

ROOT = Path(__file__).parent.parent
AGENCY = UUID("0198c0de-0000-7000-8000-00000000c001")
CYCLE = UUID("0198c0de-0000-7000-8000-00000000c003")
PEOPLE_OF_A_UNIT = 50
QUIET_SECONDS = 3
MADE = "1, '2026-01-02T00:00:00Z', '2026-01-02T00:00:00Z'"
NOTHING = "0" * 64
VALUES = ("berorientasi_pelayanan", "akuntabel", "kompeten", "harmonis", "loyal", "adaptif", "kolaboratif")


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: people, seconds, explanations that were different, CPU seconds and peak memory of the workers."""

    people: int
    seconds: float
    explanations: int
    worker_cpu: float
    server_cpu: float
    peak_mib: float

    @property
    def line(self) -> str:
        """The figures in one line."""
        return (
            f"{self.people:>9,} employees  {self.seconds:8.2f} s  {self.people / self.seconds:>9,.0f}/s  "
            f"{self.seconds / self.people * 1e6:6.1f} us each  {self.explanations:>6,} explanations  "
            f"CPU us each: workers {self.worker_cpu / self.people * 1e6:5.1f}, "
            f"PostgreSQL {self.server_cpu / self.people * 1e6:5.1f}  peak {self.peak_mib:,.0f} MiB a worker"
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("people", type=int, nargs="*", default=[20_000, 1_000_000])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--combinations", type=int, default=500, help="different behaviour ratings (default 500)")
    asked = parser.parse_args()
    for people in asked.people:
        with tempfile.TemporaryDirectory(prefix="kinerja-bench-") as place, embedded_postgres(Path(place)) as server:
            print(asyncio.run(measure(server, Path(place), people, asked.workers, asked.combinations)).line, flush=True)


async def measure(server: EmbeddedPostgres, place: Path, people: int, workers: int, combinations: int) -> Measured:
    """Fill a database, let the workers wait for work, then ask for a run and wait for its end."""
    await prepare(server)
    await seed(server, people, combinations)
    settings = Settings.model_validate({"database": {"url": server.url(APP)}, "data_dir": place})
    database = connect(settings)
    with running_workers(server, place, workers) as processes:
        await until_quiet(processes)
        before, server_before = cpu_of(processes), cpu_of_server(server)
        begun = time.perf_counter()
        async with database.write(AgencyId(AGENCY)) as uow:
            run = await start_run(uow, administrator(), RunIn(cycle_id=CYCLE), "en")
            await uow.finish()
        explanations = await until_done(server, run.id)
        seconds = time.perf_counter() - begun
        measured = Measured(
            people=people,
            seconds=seconds,
            explanations=explanations,
            worker_cpu=cpu_of(processes) - before,
            server_cpu=cpu_of_server(server) - server_before,
            peak_mib=max(peak_mib(process.pid) for process in processes),
        )
    await database.close()
    return measured


def administrator() -> Principal:
    """Return who asks for the run."""
    roles = frozenset({Role.HR_ADMIN})
    return Principal(AccountId(AGENCY), AgencyId(AGENCY), "bench", roles, permissions_of(roles))


async def prepare(server: EmbeddedPostgres) -> None:
    """Bring an empty server to the schema."""
    await server.prepare()
    config = Config(ROOT / "alembic.ini")
    config.attributes["url"] = server.url(OWNER)
    await asyncio.to_thread(command.upgrade, config, "head")
    owner = await asyncpg.connect(**server.arguments(OWNER))
    await register_policies(owner)
    await owner.close()


async def until_done(server: EmbeddedPostgres, run_id: UUID) -> int:
    """Wait for the end of a run; return how many different explanations there are."""
    superuser = await asyncpg.connect(**server.arguments(SUPERUSER))
    try:
        while (state := await superuser.fetchval("SELECT state FROM score_run WHERE id = $1", run_id)) != "done":
            if state not in {"queued", "running"}:
                sys.exit(f"the run ended as {state}")
            await asyncio.sleep(0.02)
        return int(await superuser.fetchval("SELECT count(*) FROM score_explanation"))
    finally:
        await superuser.close()


async def until_quiet(processes: list["subprocess.Popen[bytes]"]) -> None:
    """Wait until the workers have started and wait for jobs: what they use to get there is not the run's."""
    used, quiet = 0.0, 0
    while quiet < QUIET_SECONDS:
        await asyncio.sleep(1)
        now = cpu_of(processes)
        quiet = quiet + 1 if now - used < 0.05 * len(processes) and now > 1 else 0
        used = now


@contextmanager
def running_workers(server: EmbeddedPostgres, place: Path, count: int) -> Iterator[list["subprocess.Popen[bytes]"]]:
    """Run `kinerja worker` in processes of their own while the block runs."""
    environment = {
        **os.environ,
        "KINERJA_DATABASE__URL": server.url(APP),
        "KINERJA_DATABASE__STATEMENT_MS": "60000",
        "KINERJA_TOKENS__SECRET": secrets.token_urlsafe(32),
        "KINERJA_SIGNING_SECRET": secrets.token_urlsafe(32),
        "KINERJA_DATA_DIR": str(place),
        "KINERJA_LOG_LEVEL": "WARNING",
    }
    processes = [
        subprocess.Popen([sys.executable, "-m", "kinerja_api", "worker"], env=environment) for _ in range(count)
    ]
    try:
        yield processes
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait()


def cpu_of(processes: list["subprocess.Popen[bytes]"]) -> float:
    """Return the CPU seconds that processes have used."""
    return sum(_cpu(process.pid) for process in processes)


def cpu_of_server(server: EmbeddedPostgres) -> float:
    """Return the CPU seconds that the server's processes have used, those that have ended included."""
    # A child that was just made still bears its parent's name.
    postmaster = min(
        int(entry.name)
        for entry in Path("/proc").iterdir()
        if entry.name.isdigit() and _is_postmaster(entry, server.socket_dir)
    )
    children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text(encoding="utf-8").split()
    return _cpu(postmaster, ended=True) + sum(_cpu(int(pid)) for pid in children)


def _is_postmaster(entry: Path, socket_dir: str) -> bool:
    try:
        words = (entry / "cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return words[0].endswith(b"postgres") and b"-D" in words and socket_dir.encode() in b" ".join(words)


def _cpu(pid: int, *, ended: bool = False) -> float:
    """Return the CPU seconds of a process, on request with its children that have ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    ticks = sum(int(each) for each in fields[11 : 15 if ended else 13])
    return ticks / os.sysconf("SC_CLK_TCK")


def peak_mib(pid: int) -> float:
    """Return the most memory that a process has held."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    [line] = [line for line in status.splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) / 1024


def _id(kind: int, number: str) -> str:
    return f"('0198c0de-{kind:04x}-7000-8000-' || lpad(to_hex({number}), 12, '0'))::uuid"


def statements(people: int, combinations: int) -> Iterator[str]:
    """Yield what fills the database."""
    of, everybody = f"'{AGENCY}'::uuid", f"generate_series(1, {people}) i"
    unit = _id(6, f"(i - 1) / {PEOPLE_OF_A_UNIT} + 1")
    units = f"generate_series(1, {(people - 1) // PEOPLE_OF_A_UNIT + 1}) i"
    level = "(ARRAY['di_bawah_ekspektasi', 'sesuai_ekspektasi', 'di_atas_ekspektasi'])[{}]"
    yield f"INSERT INTO agency VALUES ({of}, 'bench', 'Instansi Uji', 'Asia/Jakarta', {MADE})"
    top = _id(7, "1")
    for unit_id, code, parent, rows in (
        (top, "'pusat'", "NULL::uuid", "generate_series(1, 1) i"),
        (_id(6, "i"), "'u-' || i", top, units),
    ):
        yield f"INSERT INTO unit SELECT {of}, {unit_id}, {code}, 'Unit ' || i, {MADE} FROM {rows}"
        yield f"""INSERT INTO unit_placement (agency_id, id, unit_id, parent_id, since)
                  SELECT {of}, {unit_id}, {unit_id}, {parent}, '2020-01-01' FROM {rows}"""
    yield f"""INSERT INTO cycle (agency_id, id, year, pattern, status, plan_by, version, created_at, updated_at)
              VALUES ({of}, '{CYCLE}', 2026, 'quarterly', 'open', '2026-01-31', {MADE})"""
    yield f"""INSERT INTO employee (agency_id, id, nip, name, employment, born_on, sex, version, created_at, updated_at)
              SELECT {of}, {_id(1, "i")}, '19850101' || lpad(i::text, 10, '0'), 'Pegawai Nomor ' || i, 'pns',
                     '1985-01-01', 'female', {MADE} FROM {everybody}"""
    yield f"""INSERT INTO position (agency_id, id, code, name, kind, unit_id, is_unit_head, version, created_at,
                                    updated_at)
              SELECT {of}, {_id(2, "i")}, 'p-' || i, 'Pengolah Data', 'executor', {unit}, false, {MADE}
                FROM {everybody}"""
    yield f"""INSERT INTO assignment (agency_id, id, employee_id, position_id, since)
              SELECT {of}, {_id(2, "i")}, {_id(1, "i")}, {_id(2, "i")}, '2020-01-01' FROM {everybody}"""
    yield f"""INSERT INTO target_plan (agency_id, id, cycle_id, employee_id, position_id, unit_id, status, approach,
                                       employee_name, employee_nip, position_name, unit_name, version, created_at,
                                       updated_at)
              SELECT {of}, {_id(3, "i")}, '{CYCLE}', {_id(1, "i")}, {_id(2, "i")}, {unit}, 'agreed', 'kuantitatif',
                     'Pegawai Nomor ' || i, '19850101' || lpad(i::text, 10, '0'), 'Pengolah Data', 'Unit', {MADE}
                FROM {everybody}"""
    yield f"""INSERT INTO evaluation (agency_id, id, plan_id, cycle_id, year, employee_id, employee_name, unit_id,
                                      heads_unit, work_result, behavior, predicate, remarks, status, evaluator_id,
                                      evaluator_name, policy_version_id, policy_sha256, facts_sha256,
                                      explanation_sha256, issued_at, version, created_at, updated_at)
              SELECT {of}, {_id(4, "i")}, {_id(3, "i")}, '{CYCLE}', 2026, {_id(1, "i")}, 'Pegawai Nomor ' || i, {unit},
                     false, {level.format("i % 3 + 1")}, {level.format("i % 2 + 2")}, 'baik', '[]', 'issued',
                     {_id(1, "i % 7 + 1")}, 'Pejabat', {_id(1, "1")}, '{NOTHING}', '{NOTHING}', '{NOTHING}',
                     '2027-01-10T00:00:00Z', {MADE} FROM {everybody}"""
    yield f"""INSERT INTO rating_collection (agency_id, id, plan_id, employee_id, employee_name, unit_id, cause,
                                             minimum_answers, closed_at, revealed_at, evaluated_at, version, created_at,
                                             updated_at)
              SELECT {of}, {_id(14, "i")}, {_id(3, "i")}, {_id(1, "i")}, 'Pegawai Nomor ' || i, {unit}, 'evaluation', 2,
                     '2027-01-10T00:00:00Z', '2027-01-10T00:00:00Z', '2027-01-10T00:00:00Z', {MADE} FROM {everybody}"""
    # A number of five digits to the base of three says which of the levels each of four raters chose.
    for rater, group in enumerate(("superior", "peer", "peer", "self")):
        chosen = [f"((i % {combinations}) / {3 ** ((place + 2 * rater) % 6)}) % 3 + 1" for place in range(7)]
        levels = ", ".join(level.format(each) for each in chosen)
        yield f"""INSERT INTO behavior_rating (agency_id, id, plan_id, employee_id, employee_name, unit_id, rater_id,
                                               rater_name, rater_group, request_id, collection_id, cycle_id,
                                               {", ".join(VALUES)}, notes, version, created_at, updated_at)
                  SELECT {of}, {_id(8 + rater, "i")}, {_id(3, "i")}, {_id(1, "i")}, 'Pegawai Nomor ' || i, {unit},
                         {_id(1, "i" if group == "self" else f"i + {rater + 1}")}, 'Penilai', '{group}',
                         {_id(5, "i") if group == "peer" else "NULL"}, {_id(14, "i") if group == "peer" else "NULL"},
                         '{CYCLE}', {levels}, '{{}}', {MADE} FROM {everybody}"""
    for unit_id, result_id, index, rows in (
        (top, _id(13, "1"), "85", "generate_series(1, 1) i"),
        (_id(6, "i"), _id(12, "i"), "80 + i % 10", f"{units} WHERE i % 10 = 1"),
    ):
        yield f"""INSERT INTO survey_result (agency_id, id, unit_id, title, source, source_note, first_day, last_day,
                                             year, respondents, index, grade, weight_convention, elements, policy_key,
                                             policy_version, policy_sha256, facts_sha256, explanation, issued_at)
                  SELECT {of}, {result_id}, {unit_id}, 'SKM', 'imported', '-', '2026-01-01', '2026-12-31', 2026, 100,
                         {index}, 'B', 'eksak', '[]', '-', '-', '{NOTHING}', '{NOTHING}', '{{}}', '2027-01-05T00:00:00Z'
                    FROM {rows}"""


async def seed(server: EmbeddedPostgres, people: int, combinations: int) -> None:
    """Write the rows at once, without the checks that the service has made, and let PostgreSQL look at them."""
    superuser = await asyncpg.connect(**server.arguments(SUPERUSER))
    await superuser.execute("SET session_replication_role = replica")
    for statement in statements(people, combinations):
        await superuser.execute(statement)
    await superuser.execute("VACUUM ANALYZE")

    await superuser.close()


if __name__ == "__main__":
    main()
