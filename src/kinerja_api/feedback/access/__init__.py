"""Who may give, read and acknowledge feedback."""

from kinerja_api.authz.decision import Allowed, Decision, Denied, Invisible, Relation
from kinerja_api.authz.principal import Principal
from kinerja_api.employees.types.teams import TeamTie
from kinerja_api.feedback.errors import CONTINUOUS, TEAM_LEADS
from kinerja_api.feedback.types import AuthorRelation
from kinerja_api.kit.text import Text

NOT_ON_ONESELF = Text(
    "Umpan balik diberikan orang lain; catatan Anda sendiri tempatnya di realisasi dan penilaian diri.",
    "Feedback is given by others; your own notes belong in realizations and the self-assessment.",
)
ONLY_COLLEAGUES = Text(
    "Umpan balik diberikan oleh pimpinan, ketua tim kerja, rekan kerja, dan bawahan pegawai pada hari ini.",
    "Feedback is given by those above the employee, leads of work teams, peers and subordinates of the day.",
)
ONLY_SUBJECT = Text(
    "Hanya pegawai yang dituju yang menyatakan sudah membaca umpan balik ini.",
    "Only the employee whom it is about acknowledges this feedback.",
)


def author_of(relation: Relation, tie: TeamTie | None) -> AuthorRelation | None:
    """Return as what somebody speaks: above or below by the line; else as lead of a team, else as a colleague.

    To those who stand above, nobody speaks as the lead of a team: a lead does not replace the rating official. Who
    works in a team with somebody of another unit is a peer.
    """
    if relation.is_above or relation is Relation.SUBORDINATE:
        return AuthorRelation(relation.value)
    if relation is Relation.SELF:
        return None
    if tie is TeamTie.LEAD:
        return AuthorRelation.TEAM_LEAD
    return AuthorRelation.PEER if relation is Relation.PEER or tie is TeamTie.MATE else None


def decide_give(principal: Principal, relation: Relation, author: AuthorRelation | None) -> Decision:
    """Whoever is something to the employee gives feedback; records alone give no right to judge work."""
    if author is not None:
        return Allowed()
    if relation is Relation.SELF:
        return Denied(NOT_ON_ONESELF, (CONTINUOUS,))
    return Denied(ONLY_COLLEAGUES, (CONTINUOUS, TEAM_LEADS)) if principal.reads_whole_agency else Invisible()


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
