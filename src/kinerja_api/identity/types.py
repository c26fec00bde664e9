"""Values of identity."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from kinerja_api.kit.security.passwords import PasswordHasherPool
from kinerja_api.kit.security.throttle import LoginThrottle
from kinerja_api.kit.security.tokens import TokenIssuer, TokenVerifier


@dataclass(frozen=True, slots=True)
class SignInTools:
    """What signing in needs beside the database; made by the composition root."""

    issuer: TokenIssuer
    verifier: TokenVerifier
    hasher: PasswordHasherPool
    throttle: LoginThrottle
    access_life: timedelta
    refresh_life: timedelta


@dataclass(frozen=True, slots=True)
class AccountName:
    """A user name and the employee whose it is, if any."""

    username: str
    employee_id: UUID | None


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account to open for an employee."""

    username: str
    display_name: str
    employee_id: UUID
