"""A year of a demo agency, lived through the use cases: plans, reports, ratings, evaluations, surveys, scores."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from kinerja_api.authz.permissions import Role
from kinerja_api.cycles import service as cycles
from kinerja_api.cycles.schemas import CycleIn, PeriodOut
from kinerja_api.cycles.types import PeriodPattern
from kinerja_api.demo.actions import plan_actions
from kinerja_api.demo.cases import CASES, begin_quarter, end_quarter, lead_another_unit
from kinerja_api.demo.citizens import ANY, RESULTS, answer, offer_service, open_survey, publish_result, reopen_survey
from kinerja_api.demo.diaries import keep_diary
from kinerja_api.demo.disputes import (
    calibrate,
    cancel_calibration,
    object_to_evaluation,
    prepare_evaluations,
    reject_and_object,
    reopen_evaluation,
    sign,
)
from kinerja_api.demo.examples import AGENCY_CODE, SURVEY_CODE, example
from kinerja_api.demo.judging import evaluate_period, evaluate_year, rate_behavior, score_year
from kinerja_api.demo.meetings import MEETS, meet, meet_otherwise, plan_meeting
from kinerja_api.demo.noting import (
    NOTES,
    OBSERVES,
    leave_unanswered,
    note_examples,
    note_improvements,
    observe,
    take_back_notes,
    take_back_observation,
)
from kinerja_api.demo.people import Person, Staff
from kinerja_api.demo.planning import agree_plan, ask_change, assign_template, draft_plan
from kinerja_api.demo.policies import read_criteria
from kinerja_api.demo.reporting import is_told, remark_on, report_of
from kinerja_api.demo.stage import Stage
from kinerja_api.demo.turns import (
    TURNS,
    ask_raters,
    at_counter,
    change_plans,
    declare_relation,
    reopen_period,
    reopen_year,
    resume_runs,
    settle_plan,
)
from kinerja_api.kit.http.schema import StepIn
from kinerja_api.kit.ids import AgencyId
from kinerja_api.targets.schemas import PlanOut
from kinerja_api.targets.service import plans as targets

# The demo ends on this day, whenever it is filled: same data for everybody.
LAST_DAY = date(2026, 11, 20)
FIRST_WHOLE_YEAR = 2025
PERIODS = {PeriodPattern.MONTHLY: 12, PeriodPattern.QUARTERLY: 4, PeriodPattern.SEMESTER: 2}
WEAK = Decimal("0.8")
QUARTERS, MONTHS = 4, 3
MIDDLE = 2


@dataclass
class Year:
    """A year of an agency while it is lived."""

    stage: Stage
    agency_id: AgencyId
    staff: Staff
    year: int
    cycle_id: UUID
    periods: list[PeriodOut]
    plans: dict[UUID, PlanOut] = field(default_factory=dict)
    # By employee and period, or None for the year.
    evaluations: dict[tuple[UUID, UUID | None], UUID] = field(default_factory=dict)

    @property
    def is_example(self) -> bool:
        """Tell whether the examples of the contract name this year."""
        return self.staff.agency.code == AGENCY_CODE and self.year == LAST_DAY.year

    @property
    def takes_turns(self) -> bool:
        """Tell whether lives take other turns than the straight one in this year."""
        return self.staff.agency.code == TURNS and self.year == LAST_DAY.year

    @property
    def has_cases(self) -> bool:
        """Tell whether people whom the law treats apart come in this year."""
        return self.staff.agency.code == CASES and self.year == LAST_DAY.year

    @property
    def is_over(self) -> bool:
        """Tell whether the year has ended."""
        return self.year < LAST_DAY.year

    def rated(self) -> list[Person]:
        """Return everybody who has a rating official, heads of units first."""
        return [person for person in self.people() if self.staff.official_of(person) is not None]

    def official_of(self, person: Person) -> Person:
        """Return the rating official of somebody who has one."""
        official = self.staff.official_of(person)
        assert official is not None  # noqa: S101  `rated` leaves the others out
        return official

    def people(self) -> list[Person]:
        """Return everybody, those first from whose targets others derive theirs."""
        return sorted(self.staff.people, key=lambda person: (not person.is_head, person.seat.place))


async def live_year(stage: Stage, agency_id: AgencyId, staff: Staff, year: int) -> None:
    """Live one year, as far as the demo goes; of the first one only what later years look back on."""
    lived = await _open(stage, agency_id, staff, year)
    await _plan(lived)
    if year < FIRST_WHOLE_YEAR:
        await _report_once(lived, lived.periods[-1])
        await evaluate_year(lived, date(year, 12, 28))
        await sign(lived, None, date(year, 12, 29))
        await _close(lived)
        return
    if not lived.is_over:
        await read_criteria(lived, date(year, 1, 22))
    if lived.takes_turns:
        await change_plans(lived)
    await _survey(lived)
    for period in lived.periods:
        if period.first_day <= LAST_DAY:
            await _live_period(lived, period)
    await _end_of_demo(lived)
    if lived.is_over:
        await rate_behavior(lived, None, date(year, 12, 20))
        await evaluate_year(lived, date(year, 12, 28))
        await sign(lived, None, date(year, 12, 29))
        if staff.agency.code == TURNS:
            await reopen_evaluation(lived, at_counter(lived)[0], date(year + 1, 1, 6))
        await _close(lived)
        if staff.agency.code == TURNS:
            await reopen_year(lived)
        await score_year(lived, date(year + 1, 1, 15))


async def _end_of_demo(lived: Year) -> None:
    """Do what is done on the last day of the demo."""
    if lived.has_cases:
        await lead_another_unit(lived)
    if lived.takes_turns:
        await resume_runs(lived, lived.periods[-1], LAST_DAY)
        await declare_relation(lived, LAST_DAY)
    if lived.is_example:
        await assign_template(lived, LAST_DAY)
        await ask_change(lived, LAST_DAY)


async def _open(stage: Stage, agency_id: AgencyId, staff: Staff, year: int) -> Year:
    """Open the year; the period in which the demo ends is the one that the examples name."""
    administrator = staff.offices[Role.HR_ADMIN]
    pattern = staff.agency.pattern_of(year)
    if staff.agency.code == AGENCY_CODE and year == LAST_DAY.year:
        earlier = [stage.ids.new() for _ in range(PERIODS[pattern] - 1)]
        stage.ids.pin(example("cycle_id"), *earlier, example("period_id"))
    async with stage.scene(agency_id, date(year, 1, 3)) as uow:
        cycle = await cycles.create_cycle(uow, administrator, CycleIn(year=year, pattern=pattern))
        await uow.session.flush()
        await cycles.step_cycle(uow, administrator, cycle.id, ANY, StepIn(name="open"))
        periods = (await cycles.list_periods(uow, cycle.id)).items
    return Year(stage, agency_id, staff, year, cycle.id, list(periods))


async def _plan(lived: Year) -> None:
    """Draft, submit and agree the plans, from the top down."""
    drafted, submitted, agreed = (date(lived.year, 1, day) for day in (8, 15, 20))
    for person in lived.people():
        plan = await draft_plan(lived, person, drafted)
        if lived.staff.official_of(person) is None:
            continue  # the head of all is rated by the elected head of the region, who is no civil servant
        async with lived.stage.scene(lived.agency_id, submitted) as uow:
            await targets.step_plan(uow, person.principal, plan.id, ANY, StepIn(name="submit"))
        if lived.takes_turns and person.seat.index == MIDDLE:
            await settle_plan(lived, person, plan.id)
        await agree_plan(lived, person, agreed)


async def _report_once(lived: Year, period: PeriodOut) -> None:
    """Report in one period of a year that is lived in brief: without an accepted result there is nothing to rate."""
    administrator = lived.staff.offices[Role.HR_ADMIN]
    async with lived.stage.scene(lived.agency_id, period.first_day) as uow:
        await cycles.step_period(uow, administrator, period.id, ANY, StepIn(name="open"))
    await _report(lived, period, lived.rated(), is_over=True)
    async with lived.stage.scene(lived.agency_id, period.last_day - timedelta(days=4)) as uow:
        await cycles.step_period(uow, administrator, period.id, ANY, StepIn(name="close"))


async def _live_period(lived: Year, period: PeriodOut) -> None:
    """Report and review in one period; the last one of the demo stays open."""
    administrator = lived.staff.offices[Role.HR_ADMIN]
    async with lived.stage.scene(lived.agency_id, period.first_day) as uow:
        await cycles.step_period(uow, administrator, period.id, ANY, StepIn(name="open"))
    is_over = period.last_day < LAST_DAY
    await begin_quarter(lived, period)
    # In the open period some have reported and some have not, as it is in life.
    reporting = [each for each in lived.rated() if is_over or each.seat.place % 2 == 0 or each.is_example]
    await _report(lived, period, reporting, is_over=is_over)
    for person in () if is_over else reporting:
        await plan_actions(lived, period, person)
        await keep_diary(lived, person, LAST_DAY)
    if lived.staff.agency.code == MEETS:
        review = meet if is_over else plan_meeting
        await review(lived, period, period.last_day - timedelta(days=3))
        if lived.year == FIRST_WHOLE_YEAR and period.number == MIDDLE:
            await meet_otherwise(lived, period, period.last_day - timedelta(days=2))
    await _write_down(lived, period, is_over=is_over)
    if not is_over:
        if lived.is_example:
            await prepare_evaluations(lived, period, LAST_DAY)
        return
    # Colleagues are asked once a quarter where the periods are months, and in the year before only about the year.
    if not lived.is_over and (len(lived.periods) <= QUARTERS or period.number % MONTHS == 0):
        await rate_behavior(lived, period, period.last_day - timedelta(days=1))
    if lived.takes_turns:
        await ask_raters(lived, period, period.last_day - timedelta(days=1))
    await evaluate_period(lived, period, period.last_day)
    await end_quarter(lived, period)
    await _settle(lived, period)
    async with lived.stage.scene(lived.agency_id, period.report_by) as uow:
        await cycles.step_period(uow, administrator, period.id, ANY, StepIn(name="close"))
    if lived.takes_turns:
        await reopen_period(lived, period)
        await reject_and_object(lived, at_counter(lived)[1], period, period.last_day + timedelta(days=3))


async def _settle(lived: Year, period: PeriodOut) -> None:
    """Object to evaluations of a period, calibrate them, and sign them."""
    day_after = period.last_day + timedelta(days=1)
    if lived.is_example and period.number == 1:
        await object_to_evaluation(lived, day_after)
    if lived.is_example and period.number == MIDDLE:
        await calibrate(lived, period, day_after)
    if lived.takes_turns:
        await cancel_calibration(lived, period, day_after)
    await sign(lived, period, period.last_day + timedelta(days=2))


async def _write_down(lived: Year, period: PeriodOut, *, is_over: bool) -> None:
    """Record what leaders saw and noted in a period, where the agency does so."""
    code = lived.staff.agency.code
    if code == OBSERVES and is_over:
        await observe(lived, period, period.last_day - timedelta(days=10))
        await take_back_observation(lived, period.last_day - timedelta(days=9))
    if code == NOTES and is_over:
        # What was noted in the last quarter is still being improved.
        was_last = not lived.is_over and period.number == len(lived.periods) - 1
        await note_improvements(lived, period.last_day - timedelta(days=35), is_closed=not was_last)
    if code == NOTES and not is_over:
        await take_back_notes(lived, LAST_DAY - timedelta(days=10))
        await leave_unanswered(lived, LAST_DAY - timedelta(days=4))
    if lived.is_example and not is_over:
        await note_examples(lived, LAST_DAY - timedelta(days=3))


async def _report(lived: Year, period: PeriodOut, people: Sequence[Person], *, is_over: bool) -> None:
    """Let people report and their reports be reviewed; twice a year somebody remarks on their work."""
    day = min(period.last_day - timedelta(days=5), LAST_DAY - timedelta(days=2))
    async with lived.stage.scene(lived.agency_id, day) as uow:
        for person in people:
            await report_of(uow, lived, period, person, is_over=is_over)
            if period.number in {1, len(lived.periods)}:
                await remark_on(uow, lived, person, is_example=is_told(lived, person, is_over=is_over))


async def _survey(lived: Year) -> None:
    """Ask the citizens about each service of the agency; in the year of the examples one survey is still open."""
    officer = lived.staff.offices[Role.SURVEY_OFFICER]
    for place, unit in enumerate(each for each in lived.staff.agency.units if each.service):
        published = RESULTS[(place + lived.year + len(lived.staff.agency.code)) % len(RESULTS)]
        opens_on = date(lived.year, 5, 4)
        code = f"{lived.staff.agency.code}-{lived.year}{unit.code.replace('-', '')[:8]}"
        async with lived.stage.scene(lived.agency_id, opens_on) as uow:
            services = lived.staff.services
            if unit.code not in services:
                unit_id = lived.staff.units[unit.code]
                services[unit.code] = await offer_service(uow, officer, unit_id, unit.service or "")
            survey_id = await open_survey(
                uow, officer, services[unit.code], f"SKM {unit.service} {lived.year}", code, opens_on
            )
            await answer(uow, survey_id, published)
        if lived.takes_turns:
            async with lived.stage.scene(lived.agency_id, opens_on + timedelta(days=20)) as uow:
                await reopen_survey(uow, officer, survey_id)
        async with lived.stage.scene(lived.agency_id, opens_on + timedelta(days=45)) as uow:
            await publish_result(uow, officer, survey_id)
        if lived.is_example and place == 0:
            async with lived.stage.scene(lived.agency_id, date(lived.year, 11, 2)) as uow:
                lived.stage.pin("service_id")
                example_service = await offer_service(uow, officer, lived.staff.units[unit.code], "Imunisasi anak")
                lived.stage.pin("survey_id")
                await open_survey(
                    uow, officer, example_service, "SKM Imunisasi Triwulan IV", SURVEY_CODE, date(lived.year, 11, 2)
                )


async def _close(lived: Year) -> None:
    """Close the year; every period is closed by then."""
    administrator = lived.staff.offices[Role.HR_ADMIN]
    async with lived.stage.scene(lived.agency_id, date(lived.year + 1, 1, 12)) as uow:
        await cycles.step_cycle(uow, administrator, lived.cycle_id, ANY, StepIn(name="close"))
