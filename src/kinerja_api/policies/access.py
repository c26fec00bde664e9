"""Who may draft, review and publish an agency's overlay: each step after the draft needs a second person.

The HR administrator drafts. Another administrator or the appointing official (PPK) reviews; the appointing official
alone publishes. Auditors read; the platform operator has no part in an agency's rules.
"""

from uuid import UUID

from kinerja_api.authz.decision import Allowed, Decision, Denied, Invisible
from kinerja_api.authz.permissions import Permission, Role
from kinerja_api.authz.principal import Principal
from kinerja_api.kit.text import Text
from kinerja_api.policies.errors import OWN_REGULATION
from kinerja_api.policies.lifecycle import IN_THE_OPEN, SECOND_PERSON, STEPS_OF_SYSTEM
from kinerja_api.policies.types import OverlayStatus

ONLY_DRAFTER = Text(
    "Hanya penyusun draf ini yang mengubah atau membuangnya.",
    "Only the person who drafted this changes or discards it.",
)
ONLY_DRAFTS_CHANGE = Text(
    "Hanya draf yang dapat diubah; statusnya sekarang {status}. Susun versi baru untuk mengganti yang sudah terbit.",
    "Only a draft can be changed; it is {status} now. Draft a new version to replace a published one.",
)
ANOTHER_PERSON = Text(
    "Penyusun tidak menelaah atau menerbitkan drafnya sendiri; perlu orang kedua.",
    "Whoever drafted it neither reviews nor publishes it; a second person must.",
)
ONLY_APPOINTING_OFFICIAL = Text(
    "Hanya pejabat pembina kepegawaian (PPK) yang menerbitkan kebijakan instansi.",
    "Only the appointing official (PPK) publishes a policy of the agency.",
)
ONLY_OFFICES = Text(
    "Yang menelaah adalah pengelola kepegawaian lain atau pejabat pembina kepegawaian (PPK).",
    "Another HR administrator or the appointing official (PPK) reviews.",
)
OF_THE_SYSTEM = Text(
    "Langkah ini dilakukan sistem saat versi berikutnya terbit.",
    "This step is the system's own, when the next version is published.",
)


def decide_see(principal: Principal, status: OverlayStatus) -> Decision:
    """What is published is for everybody; drafts are seen by those who take part and by auditors."""
    if status in IN_THE_OPEN or sees_drafts(principal):
        return Allowed()
    return Invisible()


def sees_drafts(principal: Principal) -> bool:
    """Tell whether this principal sees what is not published."""
    return principal.reads_whole_agency or principal.has(Role.APPOINTING_OFFICIAL)


def decide_change(principal: Principal, drafted_by: UUID, status: OverlayStatus) -> Decision:
    """Only the drafter changes the overlay, while it is a draft: what was reviewed stays as it was reviewed."""
    if principal.account_id != drafted_by:
        return Denied(ONLY_DRAFTER, (SECOND_PERSON,))
    if status is not OverlayStatus.DRAFT:
        return Denied(ONLY_DRAFTS_CHANGE.fill(status=status.value), (OWN_REGULATION,))
    return Allowed()


def decide_step(principal: Principal, drafted_by: UUID, step: str) -> Decision:
    """The drafter discards; a second person reviews and returns; the appointing official publishes."""
    if step in STEPS_OF_SYSTEM:
        return Denied(OF_THE_SYSTEM, (OWN_REGULATION,))
    if Permission.POLICY_REVIEW not in principal.permissions:
        return Denied(ONLY_OFFICES, (SECOND_PERSON,))
    if step == "discard":
        return Allowed() if principal.account_id == drafted_by else Denied(ONLY_DRAFTER, (SECOND_PERSON,))
    if principal.account_id == drafted_by:
        return Denied(ANOTHER_PERSON, (SECOND_PERSON,))
    if step == "publish" and not principal.has(Role.APPOINTING_OFFICIAL):
        return Denied(ONLY_APPOINTING_OFFICIAL, (SECOND_PERSON,))
    return Allowed()
