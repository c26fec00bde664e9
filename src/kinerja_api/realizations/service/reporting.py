"""What the agency's policy on reports demands: in time, or late and marked; within bounds, or with a reason.

The policy is read only where it can matter: after the deadline, and above the target itself.
"""

from datetime import date
from typing import Literal
from uuid import UUID

from kinerja_api.cycles.public import require_open_period
from kinerja_api.cycles.types import PeriodView
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.problems import FieldError, Problem
from kinerja_api.kit.text import Basis, Text
from kinerja_api.organization.public import today_of, zone_of
from kinerja_api.policies.public import pin
from kinerja_api.realizations.errors import AchievementBeyondBounds, ReasonMissing, ReportingClosed
from kinerja_api.realizations.rules.reach import SHOWN, Achievement, is_shut
from kinerja_api.scoring.policy import Dated, Verification, float_free
from kinerja_api.scoring.schemes.reporting import NEVER_ASKED, Verdict, judge, last_day_for_reports, numbers_of

POLICY = "reporting_default"
REASON = "/excess_reason"
DUE = Text(
    "Laporan {label} jatuh tempo {report_by} dan diterima terlambat sampai {last_day}. ",
    "Reports of {label} were due on {report_by} and taken late until {last_day}. ",
)
BEYOND = Text("Capaian {percent} % melampaui batas {bound} %. ", "An achievement of {percent} % is beyond {bound} %. ")


async def require_reports(uow: UnitOfWork, period_id: UUID) -> PeriodView:
    """Return a period that takes reports today; raise `PeriodClosed` or `ReportingClosed` for another."""
    period = await require_open_period(uow, period_id)
    closed = await find_closing(uow, period)
    if closed is not None:
        raise closed
    return period


async def find_closing(uow: UnitOfWork, period: PeriodView) -> Problem | None:
    """Return why an open period takes late reports no more; None while it does."""
    today = await today_of(uow)
    if today <= period.report_by:
        return None
    policy = await pin(uow, POLICY, period.report_by)
    last_day, dated = last_day_for_reports(policy.policy, period.report_by)
    if not is_shut(last_day, today, stepped_at=period.stepped_at, zone=await zone_of(uow)):
        return None
    due = DUE.fill(label=period.label, report_by=period.report_by, last_day=last_day)
    return ReportingClosed(_together(due, ReportingClosed.advice), basis=[_basis(dated)])


async def check_reach(uow: UnitOfWork, achievement: Achievement | None, reason: str | None, *, on: date) -> None:
    """Pass what lies within the bounds of the policy, or beyond the first one with a reason; else raise the problem."""
    if achievement is None or achievement.exact is None or achievement.exact <= NEVER_ASKED:
        return
    policy = await pin(uow, POLICY, on)
    verdict, dated = judge(policy.policy, achievement.exact, on)
    percent, bounds = SHOWN.apply(achievement.exact), numbers_of(dated)
    if verdict is Verdict.REFUSED:
        beyond = BEYOND.fill(percent=percent, bound=float_free(bounds["refused_above"]))
        detail = _together(beyond, AchievementBeyondBounds.advice)
        fault = FieldError("beyond_bounds", detail, "/value")
        raise AchievementBeyondBounds(detail, errors=[fault], basis=[_basis(dated)])
    if verdict is Verdict.NEEDS_REASON and reason is None:
        beyond = BEYOND.fill(percent=percent, bound=float_free(bounds["reason_above"]))
        detail = _together(beyond, ReasonMissing.advice)
        raise ReasonMissing(detail, errors=[FieldError("missing", detail, REASON)], basis=[_basis(dated)])


def _together(first: Text, then: Text) -> Text:
    return Text(first.id + then.id, first.en + then.en)


def _basis(dated: Dated) -> Basis:
    sure: Literal["verbatim", "secondary", "unverified"] = "unverified"
    if dated.verification is not Verification.UNVERIFIED:
        sure = "verbatim" if dated.verification is Verification.VERBATIM else "secondary"
    return Basis(dated.reference.instrument, dated.reference.article, sure)
