"""SQL of work teams: who is in them, who reads them, and what they make people to each other on a day."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select, text

from kinerja_api.employees.models.teams import WorkTeam, WorkTeamMember
from kinerja_api.employees.repository.lines import LED
from kinerja_api.employees.types.teams import Led, TeamFilter, TeamMemberRow, TeamRole, TeamTie, ToTeam
from kinerja_api.kit.db.hot import HotQuery
from kinerja_api.kit.db.paging import Keyset, PageOf
from kinerja_api.kit.db.rows import get_row
from kinerja_api.kit.db.uow import UnitOfWork

NEWEST_FIRST = Keyset((WorkTeam.id,), descending=True)
_POST_OF = """
    assignment a ON a.agency_id = {whose}.agency_id AND a.employee_id = {whose}.employee_id
     AND a.since <= :day AND (a.until IS NULL OR a.until > :day)
"""
MEMBERS = HotQuery(
    text(
        f"""
    SELECT m.id, m.employee_id, e.name AS employee_name, u.id AS unit_id, u.name AS unit_name, m.role, m.since,
           m.until, m.letter, o.name AS owner_name
      FROM work_team t
      JOIN unit o ON o.agency_id = t.agency_id AND o.id = t.unit_id
      JOIN work_team_member m ON m.agency_id = t.agency_id AND m.team_id = t.id
      JOIN employee e ON e.agency_id = m.agency_id AND e.id = m.employee_id
      LEFT JOIN {_POST_OF.format(whose="m")}
      LEFT JOIN position p ON p.agency_id = a.agency_id AND p.id = a.position_id
      LEFT JOIN unit u ON u.agency_id = p.agency_id AND u.id = p.unit_id
     WHERE t.agency_id = :agency AND t.id = :team ORDER BY m.since, m.role, m.id
    """  # noqa: S608  constants of this module
    )
)
# Somebody in the team, now or later, who works in a unit that the one who asks leads today.
_LEADS_MEMBER = f"""
    EXISTS (SELECT FROM work_team_member m JOIN {_POST_OF.format(whose="m")}
              JOIN position p ON p.agency_id = a.agency_id AND p.id = a.position_id
              JOIN led ON led.unit_id = p.unit_id
             WHERE m.agency_id = t.agency_id AND m.team_id = t.id AND (m.until IS NULL OR m.until > :day))
"""
_IS_MEMBER = """
    EXISTS (SELECT FROM work_team_member m
             WHERE m.agency_id = t.agency_id AND m.team_id = t.id AND m.employee_id = :employee)
"""
_LEADS_UNIT = "EXISTS (SELECT FROM led WHERE led.unit_id = t.unit_id)"
TO_TEAM = HotQuery(
    text(
        f"""{LED} SELECT {_IS_MEMBER} AS is_member, {_LEADS_UNIT} AS leads_unit, {_LEADS_MEMBER} AS leads_member
      FROM work_team t WHERE t.agency_id = :agency AND t.id = :team"""  # noqa: S608  constants of this module
    )
)
_ON = "{row}.since <= {day} AND ({row}.until IS NULL OR {row}.until > {day})"
# A team that has ended or not begun is shown with whoever led it on its last day, or leads it on its first.
_SHOWN_DAY = "GREATEST(t.since, LEAST(:day, t.until - 1))"
TEAMS = HotQuery(
    text(
        f"""{LED}
    SELECT t.id, t.name, t.purpose, t.unit_id, o.name AS unit_name, t.decree, t.since, t.until, t.end_decree, t.version,
           l.employee_id AS lead_id, e.name AS lead_name,
           (SELECT count(*) FROM work_team_member m WHERE m.agency_id = t.agency_id AND m.team_id = t.id
               AND {_ON.format(row="m", day=_SHOWN_DAY)}) AS member_count,
           (SELECT m.role FROM work_team_member m WHERE m.agency_id = t.agency_id AND m.team_id = t.id
               AND m.employee_id = :employee AND {_ON.format(row="m", day=":day")}
               AND {_ON.format(row="t", day=":day")}) AS my_role
      FROM work_team t
      JOIN unit o ON o.agency_id = t.agency_id AND o.id = t.unit_id
      JOIN work_team_member l ON l.agency_id = t.agency_id AND l.team_id = t.id AND l.role = 'lead'
           AND {_ON.format(row="l", day=_SHOWN_DAY)}
      JOIN employee e ON e.agency_id = l.agency_id AND e.id = l.employee_id
     WHERE t.agency_id = :agency
       AND (:sees_all OR {_IS_MEMBER} OR {_LEADS_UNIT} OR {_LEADS_MEMBER})
       AND (CAST(:unit AS uuid) IS NULL OR t.unit_id = :unit)
       AND (CAST(:on AS date) IS NULL OR {_ON.format(row="t", day=":on")})
       AND (NOT :mine OR EXISTS (SELECT FROM work_team_member m WHERE m.agency_id = t.agency_id AND m.team_id = t.id
                                    AND m.employee_id = :employee AND {_ON.format(row="m", day=":on")}))
       AND (CAST(:after AS uuid) IS NULL OR t.id < :after)
     ORDER BY t.id DESC LIMIT :most
    """  # noqa: S608  constants of this module
    )
)
# In a team together on a day: the team exists that day, both are in it, and both serve (hold a post).
_TOGETHER = f"""
      FROM work_team_member mine
      JOIN work_team t ON t.agency_id = mine.agency_id AND t.id = mine.team_id AND {_ON.format(row="t", day=":day")}
      JOIN work_team_member theirs ON theirs.agency_id = t.agency_id AND theirs.team_id = t.id
           AND theirs.employee_id <> mine.employee_id AND {_ON.format(row="theirs", day=":day")}
     WHERE mine.agency_id = :agency AND mine.employee_id = :employee AND {_ON.format(row="mine", day=":day")}
       AND EXISTS (SELECT FROM assignment a WHERE a.agency_id = :agency AND a.employee_id = mine.employee_id
                      AND {_ON.format(row="a", day=":day")})
       AND EXISTS (SELECT FROM assignment a WHERE a.agency_id = :agency AND a.employee_id = theirs.employee_id
                      AND {_ON.format(row="a", day=":day")})
"""  # noqa: S608  constants of this module
TIE = HotQuery(text(f"SELECT bool_or(mine.role = 'lead') AS leads {_TOGETHER} AND theirs.employee_id = :other"))
FOLLOWED = HotQuery(
    text(
        f"""{LED} SELECT unit_id, NULL::uuid AS employee_id FROM led
        UNION SELECT NULL, theirs.employee_id {_TOGETHER} AND mine.role = 'lead'"""  # noqa: S608  constants
    )
)
WORK_IN = HotQuery(
    text(
        """
    SELECT count(DISTINCT a.employee_id)
      FROM assignment a JOIN position p ON p.agency_id = a.agency_id AND p.id = a.position_id
     WHERE a.agency_id = :agency AND a.employee_id = ANY(:people) AND p.unit_id = ANY(:units)
       AND a.since <= :day AND (a.until IS NULL OR a.until > :day)
    """
    )
)


ON_RECORD = HotQuery(text("SELECT id FROM employee WHERE agency_id = :agency AND id = ANY(:people)"))


async def get_team(uow: UnitOfWork, team_id: UUID, *, for_update: bool = False) -> WorkTeam:
    """Return a team; raise `NotFound`. Whoever changes its list holds its row, so that there is one lead on a day."""
    return await get_row(uow, WorkTeam, team_id, for_update=for_update)


async def get_membership(uow: UnitOfWork, membership_id: UUID, *, for_update: bool = False) -> WorkTeamMember:
    """Return somebody's days in a team; raise `NotFound`."""
    return await get_row(uow, WorkTeamMember, membership_id, for_update=for_update)


async def read_members(uow: UnitOfWork, team_id: UUID, day: date) -> tuple[str, list[TeamMemberRow]]:
    """Return the name of the unit that owns a team's result, and its list in the order they came, a lead first."""
    rows = await uow.fetch_rows(MEMBERS, agency=uow.agency_id, team=team_id, day=day)
    return rows[0]["owner_name"], [TeamMemberRow(*tuple(row)[:-1]) for row in rows]


async def read_standing(uow: UnitOfWork, employee_id: UUID | None, team_id: UUID, day: date) -> ToTeam:
    """Return how somebody stands to a team that is there, on a day."""
    [row] = await uow.fetch_rows(TO_TEAM, agency=uow.agency_id, employee=employee_id, team=team_id, day=day)
    return ToTeam(*row)


async def list_teams(
    uow: UnitOfWork, employee_id: UUID | None, wanted: TeamFilter, day: date, *, sees_all: bool, page: PageOf
) -> tuple[list[Mapping[str, Any]], str | None]:
    """Return a page of teams, newest first: all, or those that an employee is in or leads people or the unit of."""
    position = page.position(uow, NEWEST_FIRST)
    rows = await uow.fetch_rows(
        TEAMS,
        agency=uow.agency_id,
        employee=employee_id,
        day=day,
        sees_all=sees_all,
        unit=wanted.unit_id,
        on=wanted.on or (day if wanted.mine else None),
        mine=wanted.mine,
        after=position[0] if position else None,
        most=page.limit + 1,
    )
    following = page.following(uow, [rows[page.limit - 1]["id"]]) if len(rows) > page.limit else None
    return list(rows[: page.limit]), following


async def list_on_record(uow: UnitOfWork, employee_ids: Collection[UUID]) -> set[UUID]:
    """Return which of these ids are employees of the agency."""
    rows = await uow.fetch_rows(ON_RECORD, agency=uow.agency_id, people=list(employee_ids))
    return {row["id"] for row in rows}


async def work_in(uow: UnitOfWork, employee_ids: Collection[UUID], unit_ids: Sequence[UUID], day: date) -> bool:
    """Tell whether all of these people hold a post in one of these units on a day."""
    people = set(employee_ids)
    found = await uow.fetch_value(WORK_IN, agency=uow.agency_id, people=list(people), units=list(unit_ids), day=day)
    return bool(found == len(people))


async def find_membership_between(
    uow: UnitOfWork,
    team_id: UUID,
    employee_id: UUID,
    since: date,
    until: date | None,
    *,
    other_than: UUID | None = None,
) -> UUID | None:
    """Return the id of the first membership on some day from `since` until the day before `until`, or None."""
    statement = (
        select(WorkTeamMember.id)
        .where(*_of(uow, team_id, employee_id, since), WorkTeamMember.id.is_distinct_from(other_than))
        .order_by(WorkTeamMember.since)
        .limit(1)
    )
    found: UUID | None = await uow.session.scalar(
        statement if until is None else statement.where(WorkTeamMember.since < until)
    )
    return found


async def list_memberships_from(
    uow: UnitOfWork, team_id: UUID, employee_id: UUID, since: date
) -> Sequence[WorkTeamMember]:
    """Return somebody's days in a team, as far as they last to a day or come after it, in their order."""
    statement = select(WorkTeamMember).where(*_of(uow, team_id, employee_id, since)).order_by(WorkTeamMember.since)
    return (await uow.session.scalars(statement)).all()


async def get_last_lead(uow: UnitOfWork, team_id: UUID) -> WorkTeamMember:
    """Return who leads a team last: whoever leads it today, unless the lead was handed over to a later day."""
    statement = (
        select(WorkTeamMember)
        .where(
            WorkTeamMember.agency_id == uow.agency_id,
            WorkTeamMember.team_id == team_id,
            WorkTeamMember.role == TeamRole.LEAD.value,
        )
        .order_by(WorkTeamMember.since.desc())
        .limit(1)
    )
    return (await uow.session.scalars(statement)).one()


async def count_memberships(uow: UnitOfWork, team_id: UUID) -> int:
    """Return how many rows the list of a team has."""
    statement = select(func.count()).where(WorkTeamMember.agency_id == uow.agency_id, WorkTeamMember.team_id == team_id)
    return int(await uow.session.scalar(statement) or 0)


async def find_tie(uow: UnitOfWork, employee_id: UUID, other_id: UUID, day: date) -> TeamTie | None:
    """Return what an employee is to another one by the teams in which both are on a day, or None."""
    leads = await uow.fetch_value(TIE, agency=uow.agency_id, employee=employee_id, other=other_id, day=day)
    if leads is None:
        return None
    return TeamTie.LEAD if leads else TeamTie.MATE


async def read_followed(uow: UnitOfWork, employee_id: UUID, day: date) -> Led:
    """Return the units that an employee leads on a day with all below, and the members of the teams led."""
    rows = await uow.fetch_rows(FOLLOWED, agency=uow.agency_id, employee=employee_id, day=day)
    return Led(
        tuple(row["unit_id"] for row in rows if row["unit_id"]),
        tuple(row["employee_id"] for row in rows if row["employee_id"]),
    )


def _of(uow: UnitOfWork, team_id: UUID, employee_id: UUID, since: date) -> tuple[Any, ...]:
    return (
        WorkTeamMember.agency_id == uow.agency_id,
        WorkTeamMember.team_id == team_id,
        WorkTeamMember.employee_id == employee_id,
        or_(WorkTeamMember.until.is_(None), WorkTeamMember.until > since),
    )
