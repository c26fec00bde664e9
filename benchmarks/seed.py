"""Rows to measure on: one agency with 2,000 employees, each with an agreed plan of 3 targets with 4 indicators.

There are more periods than a year has: each measurement of writing reports on one of its own.
"""

from dataclasses import dataclass
from uuid import UUID

import asyncpg

EMPLOYEES = 2_000
TARGETS, INDICATORS = 3, 4
PERIODS = 100
AGENCY = UUID("0198c0de-0000-7000-8000-00000000b001")
ACCOUNT = UUID("0198c0de-0000-7000-8000-00000000b002")
CYCLE = UUID("0198c0de-0000-7000-8000-00000000b003")
UNIT = UUID("0198c0de-0000-7000-8000-00000000b005")
MADE = "1, '2026-01-02T00:00:00Z', '2026-01-02T00:00:00Z'"


def id_of(kind: int, number: str) -> str:
    """Return the SQL of an id: a kind and a number in the shape of a UUIDv7."""
    return f"('0198c0de-{kind:04x}-7000-8000-' || lpad(to_hex(({number})::bigint), 12, '0'))::uuid"


# The periods are due long from now: reports come in time, whenever this is run.
# Kinds of ids: 1 employee and account, 2 position, 3 plan, 4 target, 5 indicator, 6 realization, 7 period.
STATEMENTS = (
    f"INSERT INTO agency VALUES ('{AGENCY}', 'bench', 'Instansi Uji', 'Asia/Jakarta', {MADE})",
    f"INSERT INTO unit VALUES ('{AGENCY}', '{UNIT}', 'u1', 'Unit Satu', {MADE})",
    f"INSERT INTO unit_placement (agency_id, id, unit_id, since) VALUES ('{AGENCY}', '{UNIT}', '{UNIT}', '2020-01-01')",
    f"""INSERT INTO cycle (agency_id, id, year, pattern, status, plan_by, version, created_at, updated_at)
        VALUES ('{AGENCY}', '{CYCLE}', 2026, 'quarterly', 'open', '2026-01-31', {MADE})""",
    f"""INSERT INTO period (agency_id, id, cycle_id, number, label, first_day, last_day, report_by, status,
                            version, created_at, updated_at)
        SELECT '{AGENCY}', {id_of(7, "i")}, '{CYCLE}', i, 'Periode ' || i, '2026-01-01', '2026-03-31', '2099-12-31',
               'open', {MADE} FROM generate_series(1, {PERIODS}) i""",
    f"""INSERT INTO employee (agency_id, id, nip, name, employment, born_on, sex, version, created_at, updated_at)
        SELECT '{AGENCY}', {id_of(1, "i")}, '19850101201503' || lpad(i::text, 4, '0'), 'Pegawai ' || i, 'pns',
               '1985-01-01', 'female', {MADE} FROM generate_series(1, {EMPLOYEES}) i""",
    f"""INSERT INTO position (agency_id, id, code, name, kind, unit_id, is_unit_head, version, created_at, updated_at)
        SELECT '{AGENCY}', {id_of(2, "i")}, 'p-' || i, 'Pengolah Data', 'executor', '{UNIT}', i = 1, {MADE}
          FROM generate_series(1, {EMPLOYEES}) i""",
    f"""INSERT INTO assignment (agency_id, id, employee_id, position_id, since)
        SELECT '{AGENCY}', {id_of(2, "i")}, {id_of(1, "i")}, {id_of(2, "i")}, '2020-01-01'
          FROM generate_series(1, {EMPLOYEES}) i""",
    f"""INSERT INTO account (agency_id, id, username, display_name, employee_id, roles, is_active, token_version,
                             version, created_at, updated_at)
        SELECT '{AGENCY}', {id_of(1, "i")}, 'pegawai-' || i, 'Pegawai ' || i, {id_of(1, "i")}, '["employee"]', true, 1,
               {MADE} FROM generate_series(1, {EMPLOYEES}) i""",
    f"""INSERT INTO account (agency_id, id, username, display_name, roles, is_active, token_version,
                             version, created_at, updated_at)
        VALUES ('{AGENCY}', '{ACCOUNT}', 'pengelola', 'Pengelola', '["hr_admin"]', true, 1, {MADE})""",
    f"""INSERT INTO target_plan (agency_id, id, cycle_id, employee_id, position_id, unit_id, status, approach,
                                 employee_name, employee_nip, rank, position_name, unit_name, version, created_at,
                                 updated_at)
        SELECT '{AGENCY}', {id_of(3, "i")}, '{CYCLE}', {id_of(1, "i")}, {id_of(2, "i")}, '{UNIT}', 'agreed',
               'kuantitatif',
               'Pegawai ' || i, '19850101201503' || lpad(i::text, 4, '0'), 'III/a', 'Pengolah Data', 'Unit Satu', {MADE}
          FROM generate_series(1, {EMPLOYEES}) i""",
    f"""INSERT INTO target (agency_id, id, plan_id, number, kind, title, weight)
        SELECT '{AGENCY}', {id_of(4, "i * 16 + n")}, {id_of(3, "i")}, n, 'utama',
               'Hasil kerja ' || n || ' yang terukur', 33
          FROM generate_series(1, {EMPLOYEES}) i, generate_series(1, {TARGETS}) n""",
    f"""INSERT INTO indicator (agency_id, id, target_id, number, aspect, title, target_value, unit, direction)
        SELECT '{AGENCY}', {id_of(5, "(i * 16 + n) * 16 + k")}, {id_of(4, "i * 16 + n")}, k, 'kuantitas',
               'Jumlah laporan ' || k, 12, 'laporan', 'increasing'
          FROM generate_series(1, {EMPLOYEES}) i, generate_series(1, {TARGETS}) n,
               generate_series(1, {INDICATORS}) k""",
)


@dataclass(frozen=True, slots=True)
class Ids:
    """Ids of seeded rows."""

    @staticmethod
    def employee(number: int) -> UUID:
        """Return the id of an employee, and of the account."""
        return UUID(f"0198c0de-0001-7000-8000-{number:012x}")

    @staticmethod
    def plan(number: int) -> UUID:
        """Return the id of an employee's plan."""
        return UUID(f"0198c0de-0003-7000-8000-{number:012x}")

    @staticmethod
    def period(number: int) -> UUID:
        """Return the id of a period."""
        return UUID(f"0198c0de-0007-7000-8000-{number:012x}")


async def seed(arguments: dict[str, object]) -> None:
    """Write the rows, as the app role."""
    connection = await asyncpg.connect(**arguments)
    async with connection.transaction():
        await connection.execute(f"SET LOCAL app.agency_id = '{AGENCY}'")
        for statement in STATEMENTS:
            await connection.execute(statement)
    await connection.close()
