"""Rows to measure on: one agency with 2,000 employees, each with an agreed plan of 3 targets with 4 indicators."""

from dataclasses import dataclass
from uuid import UUID

import asyncpg

EMPLOYEES = 2_000
AGENCY = UUID("0198c0de-0000-7000-8000-00000000b001")
ACCOUNT = UUID("0198c0de-0000-7000-8000-00000000b002")
CYCLE = UUID("0198c0de-0000-7000-8000-00000000b003")
PERIOD = UUID("0198c0de-0000-7000-8000-00000000b004")
UNIT = UUID("0198c0de-0000-7000-8000-00000000b005")
MADE = "1, '2026-01-02T00:00:00Z', '2026-01-02T00:00:00Z'"


def _id(kind: int, number: str) -> str:
    """Return the SQL of an id: a kind and a number in the shape of a UUIDv7."""
    return f"('0198c0de-{kind:04x}-7000-8000-' || lpad(to_hex({number}), 12, '0'))::uuid"


# Kinds of ids: 1 employee and account, 2 position, 3 plan, 4 target, 5 indicator.
STATEMENTS = (
    f"INSERT INTO agency VALUES ('{AGENCY}', 'bench', 'Instansi Uji', 'Asia/Jakarta', {MADE})",
    f"INSERT INTO unit VALUES ('{AGENCY}', '{UNIT}', 'u1', 'Unit Satu', {MADE})",
    f"INSERT INTO unit_placement (agency_id, id, unit_id, since) VALUES ('{AGENCY}', '{UNIT}', '{UNIT}', '2020-01-01')",
    f"""INSERT INTO cycle (agency_id, id, year, pattern, status, plan_by, version, created_at, updated_at)
        VALUES ('{AGENCY}', '{CYCLE}', 2026, 'quarterly', 'open', '2026-01-31', {MADE})""",
    f"""INSERT INTO period (agency_id, id, cycle_id, number, label, first_day, last_day, report_by, status,
                            version, created_at, updated_at)
        VALUES ('{AGENCY}', '{PERIOD}', '{CYCLE}', 1, 'Triwulan I', '2026-01-01', '2026-03-31', '2026-04-10', 'open',
                {MADE})""",
    f"""INSERT INTO employee (agency_id, id, nip, name, employment, born_on, sex, version, created_at, updated_at)
        SELECT '{AGENCY}', {_id(1, "i")}, '19850101201503' || lpad(i::text, 4, '0'), 'Pegawai ' || i, 'pns',
               '1985-01-01', 'female', {MADE} FROM generate_series(1, {EMPLOYEES}) i""",
    f"""INSERT INTO position (agency_id, id, code, name, kind, unit_id, is_unit_head, version, created_at, updated_at)
        SELECT '{AGENCY}', {_id(2, "i")}, 'p-' || i, 'Pengolah Data', 'executor', '{UNIT}', i = 1, {MADE}
          FROM generate_series(1, {EMPLOYEES}) i""",
    f"""INSERT INTO assignment (agency_id, id, employee_id, position_id, since)
        SELECT '{AGENCY}', {_id(2, "i")}, {_id(1, "i")}, {_id(2, "i")}, '2020-01-01'
          FROM generate_series(1, {EMPLOYEES}) i""",
    f"""INSERT INTO account (agency_id, id, username, display_name, employee_id, roles, is_active, token_version,
                             version, created_at, updated_at)
        SELECT '{AGENCY}', {_id(1, "i")}, 'pegawai-' || i, 'Pegawai ' || i, {_id(1, "i")}, '["employee"]', true, 1,
               {MADE} FROM generate_series(1, {EMPLOYEES}) i""",
    f"""INSERT INTO account (agency_id, id, username, display_name, roles, is_active, token_version,
                             version, created_at, updated_at)
        VALUES ('{AGENCY}', '{ACCOUNT}', 'pengelola', 'Pengelola', '["hr_admin"]', true, 1, {MADE})""",
    f"""INSERT INTO target_plan (agency_id, id, cycle_id, employee_id, position_id, unit_id, status, approach,
                                 employee_name, employee_nip, rank, position_name, unit_name, version, created_at,
                                 updated_at)
        SELECT '{AGENCY}', {_id(3, "i")}, '{CYCLE}', {_id(1, "i")}, {_id(2, "i")}, '{UNIT}', 'agreed', 'kuantitatif',
               'Pegawai ' || i, '19850101201503' || lpad(i::text, 4, '0'), 'III/a', 'Pengolah Data', 'Unit Satu', {MADE}
          FROM generate_series(1, {EMPLOYEES}) i""",
    f"""INSERT INTO target (agency_id, id, plan_id, number, kind, title, weight)
        SELECT '{AGENCY}', {_id(4, "i * 16 + n")}, {_id(3, "i")}, n, 'utama', 'Hasil kerja ' || n || ' yang terukur', 33
          FROM generate_series(1, {EMPLOYEES}) i, generate_series(1, 3) n""",
    f"""INSERT INTO indicator (agency_id, id, target_id, number, aspect, title, target_value, unit, direction)
        SELECT '{AGENCY}', {_id(5, "(i * 16 + n) * 16 + k")}, {_id(4, "i * 16 + n")}, k, 'kuantitas',
               'Jumlah laporan ' || k, 12, 'laporan', 'increasing'
          FROM generate_series(1, {EMPLOYEES}) i, generate_series(1, 3) n, generate_series(1, 4) k""",
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
    def indicator(number: int, target: int, indicator: int) -> UUID:
        """Return the id of an indicator."""
        return UUID(f"0198c0de-0005-7000-8000-{(number * 16 + target) * 16 + indicator:012x}")


async def seed(arguments: dict[str, object]) -> None:
    """Write the rows, as the app role, and let PostgreSQL look at them."""
    connection = await asyncpg.connect(**arguments)
    async with connection.transaction():
        await connection.execute(f"SET LOCAL app.agency_id = '{AGENCY}'")
        for statement in STATEMENTS:
            await connection.execute(statement)
    await connection.close()
