"""The work team of the demo: somebody of another division leads people of a health centre."""

from datetime import date, timedelta

from kinerja_api.authz.permissions import Role
from kinerja_api.demo.examples import example
from kinerja_api.demo.people import Person, Staff
from kinerja_api.demo.stage import Stage
from kinerja_api.employees.schemas.teams import TeamIn
from kinerja_api.employees.service import teams
from kinerja_api.feedback.schemas import FeedbackIn
from kinerja_api.feedback.service import remarks
from kinerja_api.kit.ids import AgencyId

SAID = "Alur pendaftaran yang Anda usulkan memangkas waktu tunggu 12 menit; tularkan ke poli lain."
FOUR_WEEKS = timedelta(weeks=4)


async def work_in_team(stage: Stage, agency_id: AgencyId, staff: Staff, day: date) -> None:
    """Set up a team across two units, with the employee of the examples in it, on whose work its lead remarks."""
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
    async with stage.scene(agency_id, day + FOUR_WEEKS) as uow:
        remark = FeedbackIn(plan_id=example("plan_id"), target_id=example("target_id"), text=SAID)
        await remarks.give_feedback(uow, lead.principal, remark)


def _lead_of(staff: Staff) -> Person:
    """Return somebody who works where no citizens are served, and leads no unit."""
    return next(
        each for each in staff.people if not each.seat.unit.service and not each.is_head and each.seat.unit.parent
    )
