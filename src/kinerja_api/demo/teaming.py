"""The work team of the demo: somebody of another division leads people of a health centre."""

from datetime import date

from kinerja_api.authz.permissions import Role
from kinerja_api.demo.examples import example
from kinerja_api.demo.people import Person, Staff
from kinerja_api.demo.stage import Stage
from kinerja_api.employees.schemas.teams import TeamIn
from kinerja_api.employees.service import teams
from kinerja_api.kit.ids import AgencyId


async def work_in_team(stage: Stage, agency_id: AgencyId, staff: Staff, day: date) -> None:
    """Set up a team across two units, with the employee of the examples in it."""
    lead = _lead_of(staff)
    member = next(each for each in staff.people if each.is_example)
    given = TeamIn(
        name="Tim Kerja Percepatan Layanan Rawat Jalan",
        purpose="Pasien rawat jalan terlayani dalam 30 menit sejak mendaftar.",
        unit_id=example("unit_id"),
        decree="800/218/DINKES/2026",
        since=day,
        lead_id=lead.employee_id,
        member_ids=[member.employee_id],
    )
    async with stage.scene(agency_id, day) as uow:
        stage.ids.pin(example("team_id"), stage.ids.new(), example("membership_id"))
        await teams.set_up_team(uow, staff.offices[Role.HR_ADMIN], given)


def _lead_of(staff: Staff) -> Person:
    """Return somebody who works where no citizens are served, and leads no unit."""
    return next(
        each for each in staff.people if not each.seat.unit.service and not each.is_head and each.seat.unit.parent
    )
