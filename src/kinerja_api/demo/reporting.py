"""What people of the demo report, and what is remarked on it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from kinerja_api.demo.citizens import ANY
from kinerja_api.demo.judging import WEAK, performance_of
from kinerja_api.demo.turns import leave_waiting
from kinerja_api.feedback.schemas import FeedbackIn
from kinerja_api.feedback.service import remarks as feedback
from kinerja_api.feedback.types import CoreValue
from kinerja_api.kit.http.schema import StepIn
from kinerja_api.realizations.schemas import EvidenceLinkIn, RealizationIn, RealizationPut
from kinerja_api.realizations.service import evidence, realizations

RECAP = b"bulan,layanan\nJanuari,52\nFebruari,49\nMaret,55\n"

if TYPE_CHECKING:
    from kinerja_api.cycles.schemas import PeriodOut
    from kinerja_api.demo.people import Person
    from kinerja_api.demo.years import Year
    from kinerja_api.kit.db.uow import UnitOfWork


def is_told(lived: Year, person: Person, *, is_over: bool) -> bool:
    """Tell whether the examples of the contract name what somebody does in this period."""
    return lived.is_example and person.is_example and not is_over


async def report_of(uow: UnitOfWork, lived: Year, period: PeriodOut, person: Person, *, is_over: bool) -> None:
    """Report on every indicator; in the open period only on the second, and it waits for its review."""
    plan, official = lived.plans[person.employee_id], lived.official_of(person)
    is_example = is_told(lived, person, is_over=is_over)
    for place, target in enumerate(plan.targets):
        if not is_over and place == 0:
            continue
        indicator = target.indicators[0]
        value = (indicator.target_value or Decimal(0)) / len(lived.periods) * performance_of(person)
        if is_example:
            lived.stage.pin("realization_id")
        given = RealizationIn(
            indicator_id=indicator.id, period_id=period.id, value=value.quantize(Decimal("0.01")), note=target.title
        )
        report = await realizations.report_realization(uow, person.principal, given)
        if is_example:
            lived.stage.pin("evidence_id")
        if place > 0:
            link = EvidenceLinkIn(title="Rekapitulasi", url="https://contoh.go.id/rekapitulasi.pdf")
            await evidence.link_evidence(uow, person.principal, report.id, link)
            if lived.takes_turns and person.seat.index == 1:
                await evidence.upload_evidence(
                    uow,
                    person.principal,
                    report.id,
                    files=lived.stage.files,
                    name="rekapitulasi.csv",
                    title="Rekapitulasi layanan",
                    content=RECAP,
                )
        if not is_over:
            if lived.takes_turns and person.seat.unit.service:
                await leave_waiting(uow, lived, person, report.id)
            continue
        await realizations.step_realization(uow, person.principal, report.id, ANY, StepIn(name="submit"))
        if place == 0 and performance_of(person) == WEAK and period.number == 1:
            returned = StepIn(name="return", note="Lampirkan sumber data, lalu kirim lagi.")
            await realizations.step_realization(uow, official.principal, report.id, ANY, returned)
            again = RealizationPut(value=given.value, note="Sumber data: register layanan.")
            await realizations.change_realization(uow, person.principal, report.id, ANY, again)
            await realizations.step_realization(uow, person.principal, report.id, ANY, StepIn(name="submit"))
        await realizations.step_realization(uow, official.principal, report.id, ANY, StepIn(name="accept"))


async def remark_on(uow: UnitOfWork, lived: Year, person: Person, *, is_example: bool) -> None:
    """Leave feedback of the superior and of a colleague."""
    plan, official = lived.plans[person.employee_id], lived.official_of(person)
    if is_example:
        lived.stage.pin("feedback_id")
    text = "Capaian baik; pertahankan ketepatan waktu." if performance_of(person) != WEAK else "Perbaiki tenggat."
    remark = FeedbackIn(plan_id=plan.id, target_id=plan.targets[0].id, text=text)
    given = await feedback.give_feedback(uow, official.principal, remark)
    if not is_example:
        await feedback.step_feedback(uow, person.principal, given.id, ANY, StepIn(name="acknowledge"))
    for peer in lived.staff.peers_of(person)[:1]:
        beside = FeedbackIn(plan_id=plan.id, value=CoreValue.KOLABORATIF, text="Membantu tim saat beban tinggi.")
        await feedback.give_feedback(uow, peer.principal, beside)
