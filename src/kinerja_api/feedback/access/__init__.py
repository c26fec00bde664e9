"""Who may give, read and acknowledge feedback."""

from kinerja_api.authz.decision import Allowed, Decision, Denied, Invisible, Relation
from kinerja_api.authz.principal import Principal
from kinerja_api.feedback.errors import CONTINUOUS
from kinerja_api.kit.text import Text

NOT_ON_ONESELF = Text(
    "Umpan balik diberikan orang lain; catatan Anda sendiri tempatnya di realisasi dan penilaian diri.",
    "Feedback is given by others; your own notes belong in realizations and the self-assessment.",
)
ONLY_COLLEAGUES = Text(
    "Umpan balik diberikan oleh pimpinan, rekan kerja, dan bawahan pegawai pada hari ini.",
    "Feedback is given by those above the employee, peers and subordinates of the day.",
)
ONLY_SUBJECT = Text(
    "Hanya pegawai yang dituju yang menyatakan sudah membaca umpan balik ini.",
    "Only the employee whom it is about acknowledges this feedback.",
)


def decide_give(principal: Principal, relation: Relation) -> Decision:
    """Those above the employee, peers and subordinates give feedback; records alone give no right to judge work."""
    if relation.is_above or relation in {Relation.PEER, Relation.SUBORDINATE}:
        return Allowed()
    if relation is Relation.SELF:
        return Denied(NOT_ON_ONESELF, (CONTINUOUS,))
    return Denied(ONLY_COLLEAGUES, (CONTINUOUS,)) if principal.reads_whole_agency else Invisible()


def decide_see(principal: Principal, relation: Relation, *, is_author: bool) -> Decision:
    """The employee, the author, those above, HR and auditors see a remark; to others it does not exist."""
    if principal.reads_whole_agency or is_author or relation is Relation.SELF or relation.is_above:
        return Allowed()
    return Invisible()


def decide_acknowledge(principal: Principal, relation: Relation, *, is_author: bool) -> Decision:
    """The employee whom it is about acknowledges."""
    seen = decide_see(principal, relation, is_author=is_author)
    if not isinstance(seen, Allowed):
        return seen
    return Allowed() if relation is Relation.SELF else Denied(ONLY_SUBJECT, (CONTINUOUS,))
