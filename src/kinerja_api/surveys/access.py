"""Who may see and change surveys. Officers and HR manage them; everybody signed in sees what is published."""

from kinerja_api.authz.decision import Allowed, Decision, Denied, Invisible
from kinerja_api.authz.permissions import Permission
from kinerja_api.authz.principal import Principal
from kinerja_api.kit.text import Basis, Text
from kinerja_api.surveys.types import SurveyStatus

FIXED = Basis("PermenPANRB 14/2017", "Lampiran (satu kuesioner untuk seluruh responden)", "unverified")
ONLY_LAST_DAY = Text(
    "Survei yang sudah terbit hanya dapat diubah hari terakhirnya (`closes_on`) dan populasinya.",
    "Of a published survey only its last day (`closes_on`) and its population can be changed.",
)
NO_LONGER = Text(
    "Survei yang sudah ditutup tidak dapat diubah; statusnya sekarang {status}.",
    "A survey that is closed cannot be changed; it is {status} now.",
)
NO_PERMISSION = Text(
    "Hanya petugas survei dan pengelola kepegawaian yang mengelola survei.",
    "Only survey officers and HR administrators manage surveys.",
)
AFTER_CLOSING = Text(
    "Saran masyarakat dapat dibaca setelah survei ditutup, agar tidak ada penulis yang dikenali dari waktunya.",
    "Remarks can be read after the survey is closed, so that nobody is recognised by the hour.",
)


def manages(principal: Principal) -> bool:
    """Tell whether the principal is a survey officer or HR administrator."""
    return Permission.SURVEY_MANAGE in principal.permissions


def decide_see(principal: Principal, status: SurveyStatus) -> Decision:
    """A draft is seen by those who manage surveys; anything later by everybody in the agency."""
    if manages(principal) or status is not SurveyStatus.DRAFT:
        return Allowed()
    return Invisible()


def decide_change(status: SurveyStatus, changed: frozenset[str]) -> Decision:
    """All of a draft, and of a published survey its last day and population: all citizens answer the same form."""
    match status:
        case SurveyStatus.DRAFT:
            return Allowed()
        case SurveyStatus.PUBLISHED if changed <= {"closes_on", "population"}:
            return Allowed()
        case SurveyStatus.PUBLISHED:
            return Denied(ONLY_LAST_DAY, (FIXED,))
        case _:
            return Denied(NO_LONGER.fill(status=status.value), (FIXED,))


def decide_read_remarks(status: SurveyStatus) -> Decision:
    """What citizens wrote is read when nobody can be recognised by the moment any more."""
    if status in {SurveyStatus.CLOSED, SurveyStatus.RESULT_PUBLISHED}:
        return Allowed()
    return Denied(AFTER_CLOSING, (Basis("UU 27/2022", "Pasal 16 ayat (2) (pemrosesan terbatas)", "unverified"),))
