"""Pure rules of feedback."""

from datetime import date, timedelta
from uuid import UUID

from kinerja_api.feedback.types import About, CoreValue, Counting, NoteStatus, ObservationMethod, ReminderKind

# No law says when to remind; these days are what users of calendars expect, and the same for everybody.
DAYS_BEFORE = timedelta(days=3)
DAYS_BETWEEN = timedelta(days=7)
ONE_DAY = timedelta(days=1)
# Nor does a law say how long somebody may take to answer what was noted on them; a week, the same for everybody.
DAYS_TO_ANSWER = timedelta(days=7)


def subject_of(target_id: UUID | None, realization_id: UUID | None, value: CoreValue | None) -> About | None:
    """Return what a remark is about, from the one thing that it names; None when it names more than one."""
    named = [
        about
        for about, given in (
            (About.TARGET, target_id),
            (About.REALIZATION, realization_id),
            (About.VALUE, value),
        )
        if given is not None
    ]
    if len(named) > 1:
        return None
    return named[0] if named else About.PLAN


def reminder_of(due_on: date, today: date) -> ReminderKind:
    """Return why somebody is reminded today of what is due on a day."""
    if today > due_on:
        return ReminderKind.OVERDUE
    return ReminderKind.DUE if today == due_on else ReminderKind.DUE_SOON


def next_reminder(due_on: date, today: date) -> date:
    """Return the next day, after today, on which to remind of what is due on a day.

    Three days before, on the day, on the day after, and from then on every seven days until it is finished.
    """
    for day in (due_on - DAYS_BEFORE, due_on, due_on + ONE_DAY):
        if day > today:
            return day
    since = due_on + ONE_DAY
    return since + DAYS_BETWEEN * ((today - since) // DAYS_BETWEEN + 1)


def gains_time(due_on: date | None, *, before: date, today: date) -> bool:
    """Tell whether a day gives more time than there was: not before today, and after the day it had."""
    return due_on is not None and due_on >= today and due_on > before


def fits_method(method: ObservationMethod, questions: int) -> bool:
    """Tell whether a record has what its method needs: an interview questions, the others none."""
    return (method is ObservationMethod.INTERVIEW) == (questions > 0)


def answer_by(today: date) -> date:
    """Return the last day on which somebody may answer what was noted on them today before it counts."""
    return today + DAYS_TO_ANSWER


def could_answer(last_day: date, today: date, *, has_answered: bool) -> bool:
    """Tell whether somebody was heard: they answered, or the last day to do so is over."""
    return has_answered or today > last_day


def counting_of(status: NoteStatus, last_day: date, today: date, *, has_answered: bool) -> Counting:
    """Return whether and why a note for improvement counts; one that could not be answered yet never does."""
    if status is NoteStatus.WITHDRAWN:
        return Counting.WITHDRAWN
    if has_answered:
        return Counting.ANSWERED
    return Counting.TIME_TO_ANSWER_OVER if today > last_day else Counting.CAN_STILL_BE_ANSWERED
