"""Who notes what is to be improved, who answers, who reads it: never anybody in secret."""

from dataclasses import dataclass

from kinerja_api.authz.decision import Allowed, Decision, Denied, Invisible, Relation
from kinerja_api.authz.principal import Principal
from kinerja_api.feedback.errors import CONTINUOUS, HEARD
from kinerja_api.feedback.lifecycle.notes import OF_THE_EMPLOYEE
from kinerja_api.kit.text import Text

ONLY_ABOVE = Text(
    "Catatan perbaikan dibuat pimpinan pegawai pada hari ini.",
    "Notes for improvement are made by those above the employee today.",
)
NOT_ON_ONESELF = Text(
    "Catatan perbaikan dibuat pimpinan, bukan pegawai itu sendiri.",
    "Notes for improvement are made by those above, not by the employee.",
)
ONLY_EMPLOYEE = Text(
    "Hanya pegawai yang bersangkutan yang menjawab, menyepakati, atau menolak.",
    "Only the employee concerned answers, agrees or declines.",
)
ONLY_OFFICIAL = Text(
    "Hanya pembuat catatan atau pejabat penilai pada hari ini yang melakukan ini.",
    "Only whoever made the note, or the rating official of the day, does this.",
)
ONLY_SIDES = Text(
    "Perkembangan ditulis pegawai yang bersangkutan, pembuat catatan, atau pejabat penilainya.",
    "What came of it is written by the employee concerned, whoever made the note, or the rating official.",
)


@dataclass(frozen=True, slots=True)
class ToNote:
    """How somebody stands to a note: to the employee, and whether they made it."""

    relation: Relation
    is_author: bool = False

    @property
    def is_official(self) -> bool:
        """Whether they follow the note up: its author as long as above the employee, and the rating official."""
        return self.relation is Relation.RATING_OFFICIAL or (self.is_author and self.relation.is_above)


def decide_note(principal: Principal, relation: Relation) -> Decision:
    """Those above the employee note what is to be improved; to others there is no such employee."""
    if relation.is_above:
        return Allowed()
    if relation is Relation.SELF:
        return Denied(NOT_ON_ONESELF, (CONTINUOUS,))
    return Denied(ONLY_ABOVE, (CONTINUOUS,)) if principal.reads_whole_agency else Invisible()


def decide_see_note(principal: Principal, to: ToNote) -> Decision:
    """The employee, from the first moment; whoever made it, those above, HR and auditors."""
    sees = to.relation is Relation.SELF or to.is_author or to.relation.is_above or principal.reads_whole_agency
    return Allowed() if sees else Invisible()


def decide_report(principal: Principal, to: ToNote) -> Decision:
    """Both sides write down what came of what was agreed on."""
    seen = decide_see_note(principal, to)
    if not isinstance(seen, Allowed):
        return seen
    return Allowed() if to.relation is Relation.SELF or to.is_official else Denied(ONLY_SIDES, (HEARD,))


def decide_step_note(principal: Principal, to: ToNote, step: str) -> Decision:
    """The employee answers, agrees and declines; the official proposes, closes and withdraws."""
    seen = decide_see_note(principal, to)
    if not isinstance(seen, Allowed):
        return seen
    if step in OF_THE_EMPLOYEE:
        return Allowed() if to.relation is Relation.SELF else Denied(ONLY_EMPLOYEE, (HEARD,))
    return Allowed() if to.is_official else Denied(ONLY_OFFICIAL, (CONTINUOUS,))
