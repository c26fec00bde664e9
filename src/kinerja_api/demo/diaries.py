"""The diaries of the demo: what people noted on their phones in its last days."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from kinerja_api.realizations.schemas.activities import ActivityBatchIn, ActivityIn
from kinerja_api.realizations.service import activities

if TYPE_CHECKING:
    from kinerja_api.demo.people import Person
    from kinerja_api.demo.years import Year

# What a day holds: days back, begin and end by the clock of the agency, and whether it served the first target.
DAY = (
    (1, time(8), time(11, 30), "Melayani dan mencatat permohonan", True),
    (1, time(13), time(14, 15), "Rapat mutu mingguan", False),
    (0, time(8), time(9, 30), "Memeriksa berkas kemarin", True),
)


async def keep_diary(lived: Year, person: Person, day: date) -> None:
    """Send what waited on somebody's phone, in one batch."""
    zone = ZoneInfo(lived.staff.agency.time_zone.value)
    indicator = lived.plans[person.employee_id].targets[0].indicators[0]
    items = [
        ActivityIn(
            key=f"hp-{person.seat.place:03}-{number:05}",
            title=title,
            started_at=datetime.combine(day - timedelta(days=back), begin, zone),
            ended_at=datetime.combine(day - timedelta(days=back), end, zone),
            indicator_id=indicator.id if serves else None,
        )
        for number, (back, begin, end, title, serves) in enumerate(DAY, start=1)
    ]
    async with lived.stage.scene(lived.agency_id, day) as uow:
        if lived.is_example and person.is_example:
            lived.stage.pin("activity_id")
        await activities.record_batch(uow, person.principal, ActivityBatchIn(items=items), "id")
