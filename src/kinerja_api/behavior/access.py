"""Who may rate, ask for ratings, and read them."""

from dataclasses import dataclass

from kinerja_api.authz.decision import Allowed, Decision, Denied, Invisible, Relation
from kinerja_api.authz.principal import Principal
from kinerja_api.behavior.errors import BEHAVIOR
from kinerja_api.behavior.lifecycle import DECLINE, STEPS_OF_SYSTEM
from kinerja_api.behavior.types import Group, RequestStatus
from kinerja_api.employees.types import Standing
from kinerja_api.kit.text import Basis, Text

RATING_OFFICIAL = Basis("PP 30/2019", "Pasal 1 angka 8")
NO_KIN = Basis("UU 30/2014", "Pasal 43 (konflik kepentingan)", "unverified")

NOT_ONESELF = Text(
    "Anda tidak dapat menilai diri sendiri sebagai {group}. Penilaian diri memakai group `self`; penilaian atasan "
    "diberikan pejabat penilai kinerja Anda.",
    "You cannot rate yourself as {group}. A self-assessment has the group `self`; the superior's rating is given by "
    "your rating official.",
)
ONLY_SELF = Text(
    "Penilaian diri hanya diberikan pegawai yang bersangkutan.",
    "Only the employee concerned gives the self-assessment.",
)
NOT_ONES_SUPERIOR = Text(
    "Anda tidak menilai atasan Anda sebagai atasan. Sebagai bawahan (group `subordinate`) Anda menilai bila pejabat "
    "penilainya meminta atau menyetujui Anda.",
    "You do not rate your own superior as a superior. As a subordinate (the group `subordinate`) you rate when their "
    "rating official asks or approves you.",
)
ONLY_RATING_OFFICIAL = Text(
    "Penilaian atasan hanya diberikan pejabat penilai kinerja (atasan langsung pada hari ini; bila SKP-nya sudah "
    "berakhir, pada hari terakhirnya).",
    "Only the rating official (the direct superior of today or, of a plan that has ended, of its last day) gives the "
    "superior's rating.",
)
NEEDS_REQUEST = Text(
    "Rekan kerja dan bawahan menilai hanya dengan permintaan yang disetujui pejabat penilai.",
    "Peers and subordinates rate only on a request that the rating official has approved.",
)
RELATIVE = Text(
    "Anda tercatat sebagai keluarga pegawai ini, sehingga tidak menilainya dan tidak memilih penilainya.",
    "You are on record as a relative of this employee, and neither rate them nor choose who does.",
)
ONLY_RATER = Text("Hanya penilainya yang mengubah penilaian ini.", "Only its giver changes this rating.")
ONLY_OFFICIAL_OR_EMPLOYEE = Text(
    "Penilai diusulkan pegawai yang bersangkutan atau diminta pejabat penilai kinerjanya.",
    "Raters are nominated by the employee concerned, or asked by the rating official.",
)
ONLY_OFFICIAL_APPROVES = Text(
    "Usulan penilai disetujui atau ditolak pejabat penilai kinerja.",
    "A nomination is approved or refused by the rating official.",
)
ONLY_ASKED = Text("Hanya yang diminta yang dapat menyatakan tidak bersedia.", "Only who is asked can decline.")
OF_THE_SYSTEM = Text(
    "Permintaan ditutup sistem bersama pengumpulan jawaban (POST /v1/rating-collections, atau penutupan periode).",
    "Requests close with the collecting of answers (POST /v1/rating-collections, or the end of the period).",
)
ONLY_OFFICIAL_CLOSES = Text(
    "Pengumpulan jawaban ditutup pejabat penilai kinerja; tanpa itu tertutup bersama periodenya.",
    "The rating official closes the collecting of answers; without that it closes with its period.",
)
UNNAMED = Text(
    "Riwayat permintaan ini menyebut nama penilai, yang tidak ditunjukkan kepada yang dinilai.",
    "The life of this request names the rater, who is not shown to the person rated.",
)


TOLD_TO_RATER = frozenset({RequestStatus.APPROVED, RequestStatus.DECLINED, RequestStatus.CLOSED})


@dataclass(frozen=True, slots=True)
class Asked:
    """How somebody stands to a request: to the employee it is about, and to the request itself."""

    standing: Standing
    status: RequestStatus
    is_rater: bool
    is_requester: bool

    @property
    def names_are_hidden(self) -> bool:
        """Tell whether the rater stays unnamed: to the employee, unless it was their own nomination."""
        return self.standing.relation is Relation.SELF and not self.is_requester


@dataclass(frozen=True, slots=True)
class RatingFacts:
    """What reading a rating depends on."""

    group: Group
    is_rater: bool
    is_open: bool


def decide_read_results(principal: Principal, relation: Relation) -> Decision:
    """The employee, those above, HR and auditors read what the groups say; to others there is nothing."""
    if principal.reads_whole_agency or relation is Relation.SELF or relation.is_above:
        return Allowed()
    return Invisible()


def decide_rate(principal: Principal, standing: Standing, group: Group, *, asked_as: Group | None) -> Decision:
    """The employee rates as self, the rating official as superior, and others as what they were asked."""
    # That one's superior has a plan is no secret, so this mistake is told and not hidden.
    is_ones_superior = standing.relation is Relation.SUBORDINATE and group is Group.SUPERIOR
    if asked_as is None and not is_ones_superior:
        seen = decide_read_results(principal, standing.relation)
        if not isinstance(seen, Allowed):
            return seen
    match group:
        case Group.SELF:
            return Allowed() if standing.relation is Relation.SELF else Denied(ONLY_SELF, (BEHAVIOR,))
        case _ if standing.relation is Relation.SELF:
            return Denied(NOT_ONESELF.fill(group=group.value), (RATING_OFFICIAL, BEHAVIOR))
        case _ if standing.is_relative:
            return Denied(RELATIVE, (NO_KIN,))
        case Group.SUPERIOR:
            why = NOT_ONES_SUPERIOR if is_ones_superior else ONLY_RATING_OFFICIAL
            return Allowed() if standing.acts_as_official else Denied(why, (RATING_OFFICIAL,))
        case _:
            return Allowed() if asked_as is group else Denied(NEEDS_REQUEST, (BEHAVIOR,))


def decide_see_rating(principal: Principal, relation: Relation, facts: RatingFacts) -> Decision:
    """Its giver sees a rating. A peer's or a subordinate's is seen by nobody else, not even by HR and auditors."""
    if facts.is_rater:
        return Allowed()
    if facts.group.is_asked or not isinstance(decide_read_results(principal, relation), Allowed):
        return Invisible()
    is_hidden = relation is Relation.SELF or (relation.is_above and facts.group is Group.SELF)
    return Invisible() if is_hidden and not facts.is_open else Allowed()


def decide_change_rating(principal: Principal, relation: Relation, facts: RatingFacts) -> Decision:
    """Its giver changes a rating."""
    seen = decide_see_rating(principal, relation, facts)
    if not isinstance(seen, Allowed):
        return seen
    return Allowed() if facts.is_rater else Denied(ONLY_RATER, (BEHAVIOR,))


def decide_ask(principal: Principal, standing: Standing) -> Decision:
    """The employee nominates raters, the rating official asks them; a relative does neither."""
    seen = decide_read_results(principal, standing.relation)
    if not isinstance(seen, Allowed):
        return seen
    if standing.is_relative:
        return Denied(RELATIVE, (NO_KIN,))
    if standing.relation is Relation.SELF or standing.acts_as_official:
        return Allowed()
    return Denied(ONLY_OFFICIAL_OR_EMPLOYEE, (RATING_OFFICIAL,))


def decide_close(principal: Principal, standing: Standing) -> Decision:
    """The rating official ends the collecting of answers; a relative does not."""
    seen = decide_read_results(principal, standing.relation)
    if not isinstance(seen, Allowed):
        return seen
    if standing.is_relative:
        return Denied(RELATIVE, (NO_KIN,))
    return Allowed() if standing.acts_as_official else Denied(ONLY_OFFICIAL_CLOSES, (RATING_OFFICIAL,))


def decide_see_request(principal: Principal, asked: Asked) -> Decision:
    """The employee, those above, HR and auditors see a request, and who is asked from its approval on."""
    if asked.is_rater and asked.status in TOLD_TO_RATER:
        return Allowed()
    return decide_read_results(principal, asked.standing.relation)


def decide_see_life(principal: Principal, asked: Asked) -> Decision:
    """As the request itself, but its life tells the rater's name."""
    seen = decide_see_request(principal, asked)
    if isinstance(seen, Allowed) and asked.names_are_hidden:
        return Denied(UNNAMED, (BEHAVIOR,))
    return seen


def decide_step(principal: Principal, asked: Asked, step: str) -> Decision:
    """The rating official approves and refuses, who is asked declines; an answer is a rating and no step."""
    seen = decide_see_request(principal, asked)
    if not isinstance(seen, Allowed):
        return seen
    if step in STEPS_OF_SYSTEM:
        return Denied(OF_THE_SYSTEM, (BEHAVIOR,))
    if step == DECLINE:
        return Allowed() if asked.is_rater else Denied(ONLY_ASKED, (BEHAVIOR,))
    if asked.standing.is_relative:
        return Denied(RELATIVE, (NO_KIN,))
    return Allowed() if asked.standing.acts_as_official else Denied(ONLY_OFFICIAL_APPROVES, (RATING_OFFICIAL,))
