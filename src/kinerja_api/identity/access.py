"""Who may give which roles to whom: whoever keeps the records neither judges nor controls (separation of duties)."""

from collections.abc import Collection
from uuid import UUID

from kinerja_api.authz.decision import Allowed, Decision, Denied
from kinerja_api.authz.permissions import Role
from kinerja_api.authz.principal import Principal
from kinerja_api.kit.text import Basis, Text

# An auditor writes nothing, and who keeps records or proposes does not decide.
APART = (
    *(frozenset({Role.AUDITOR, other}) for other in Role if other not in {Role.AUDITOR, Role.EMPLOYEE}),
    frozenset({Role.HR_ADMIN, Role.PROMOTION_BOARD}),
    frozenset({Role.HR_ADMIN, Role.APPOINTING_OFFICIAL}),
    frozenset({Role.PROMOTION_BOARD, Role.APPOINTING_OFFICIAL}),
)
CONFLICT = Basis("UU 30/2014", "Pasal 42-45 (konflik kepentingan)", "secondary")

ONLY_PLATFORM = Text(
    "Peran operator platform hanya dapat diberikan oleh operator platform.",
    "Only a platform operator can give the platform operator's role.",
)
NOT_ONES_OWN = Text(
    "Tidak ada yang mengubah perannya sendiri; minta pengelola lain.",
    "Nobody changes the roles of their own account; ask another administrator.",
)
NOT_TOGETHER = Text(
    "Peran {roles} tidak dapat dipegang oleh satu akun.", "The roles {roles} cannot be held by one account."
)


def decide_grant(principal: Principal, account_id: UUID | None, roles: Collection[Role]) -> Decision:
    """Decide whether the principal may give these roles to an account (None: a new one)."""
    if account_id == principal.account_id:
        return Denied(NOT_ONES_OWN, (CONFLICT,))
    if Role.PLATFORM_OPERATOR in roles and not principal.has(Role.PLATFORM_OPERATOR):
        return Denied(ONLY_PLATFORM)
    for pair in APART:
        if pair <= set(roles):
            return Denied(NOT_TOGETHER.fill(roles=", ".join(sorted(pair))), (CONFLICT,))
    return Allowed()
