"""Who records an observation of somebody's work, who reads it, answers it, and rests a rating on it."""

from dataclasses import dataclass

from kinerja_api.authz.decision import Allowed, Decision, Denied, Invisible, Relation
from kinerja_api.authz.principal import Principal
from kinerja_api.feedback.errors import CONTINUOUS, HEARD
from kinerja_api.feedback.lifecycle.observations import ACKNOWLEDGE
from kinerja_api.kit.text import Text

NOT_OF_ONESELF = Text(
    "Wawancara dan observasi dicatat pimpinan pegawai, bukan pegawai itu sendiri; keterangan Anda tempatnya di "
    "`statements`.",
    "Interviews and observations are recorded by those above the employee; what you say belongs in `statements`.",
)
ONLY_ABOVE = Text(
    "Wawancara dan observasi dicatat pimpinan pegawai pada hari ini.",
    "Interviews and observations are recorded by those above the employee today.",
)
ONLY_SUBJECT = Text(
    "Hanya pegawai yang diamati yang memberi keterangan dan menyatakan sudah membaca.",
    "Only the employee who was observed makes a statement and acknowledges.",
)
ONLY_RECORDER = Text(
    "Hanya pencatatnya yang menarik catatan ini.", "Only the person who recorded it withdraws this record."
)
ONLY_OFFICIAL = Text(
    "Hanya pejabat penilai kinerja pada hari ini yang menyebut catatan sebagai dasar penilaiannya.",
    "Only the rating official of the day names a record as a basis of the rating.",
)


@dataclass(frozen=True, slots=True)
class ToObservation:
    """How somebody stands to a record: to the employee, and whether they observed or recorded it."""

    relation: Relation
    is_recorder: bool = False
    is_observer: bool = False


def decide_record(principal: Principal, relation: Relation) -> Decision:
    """Those above the employee record what they or somebody else saw; to others there is no such plan."""
    if relation.is_above:
        return Allowed()
    if relation is Relation.SELF:
        return Denied(NOT_OF_ONESELF, (CONTINUOUS,))
    return Denied(ONLY_ABOVE, (CONTINUOUS,)) if principal.reads_whole_agency else Invisible()


def decide_see_observation(principal: Principal, to: ToObservation) -> Decision:
    """The employee, those above, who observed or recorded it, HR and auditors see a record, from the first moment."""
    is_part = to.relation is Relation.SELF or to.is_recorder or to.is_observer
    return Allowed() if is_part or to.relation.is_above or principal.reads_whole_agency else Invisible()


def decide_state(principal: Principal, to: ToObservation) -> Decision:
    """The employee who was observed makes a statement."""
    seen = decide_see_observation(principal, to)
    if not isinstance(seen, Allowed):
        return seen
    return Allowed() if to.relation is Relation.SELF else Denied(ONLY_SUBJECT, (HEARD,))


def decide_step_observation(principal: Principal, to: ToObservation, step: str) -> Decision:
    """The employee acknowledges, the person who recorded it withdraws."""
    if step == ACKNOWLEDGE:
        return decide_state(principal, to)
    seen = decide_see_observation(principal, to)
    if not isinstance(seen, Allowed):
        return seen
    return Allowed() if to.is_recorder else Denied(ONLY_RECORDER, (CONTINUOUS,))


def decide_name_basis(principal: Principal, to: ToObservation) -> Decision:
    """The rating official, who will rate, names what the rating rests on."""
    seen = decide_see_observation(principal, to)
    if not isinstance(seen, Allowed):
        return seen
    return Allowed() if to.relation is Relation.RATING_OFFICIAL else Denied(ONLY_OFFICIAL, (CONTINUOUS,))
