"""Pure rules of feedback."""

from uuid import UUID

from kinerja_api.feedback.types import About, CoreValue


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
