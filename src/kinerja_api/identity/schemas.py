"""Input and output of sign-in and accounts."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, SecretStr, StringConstraints

from kinerja_api.authz.permissions import Permission, Role
from kinerja_api.kit.http.schema import Code, Count, DisplayName, Flag, Input, Instant, Label, Output, Version

Username = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]{0,59}$", max_length=60), Field(examples=["siti.rahmawati"])
]
Password = Annotated[SecretStr, Field(min_length=1, max_length=128, examples=["kata-sandi-anda"])]
Token = Annotated[
    str,
    StringConstraints(min_length=1, max_length=16_384, pattern=r"^[A-Za-z0-9._-]+$"),
    Field(examples=["token-dari-jawaban-terakhir"]),
]


class SignIn(Input):
    """Agency, user name and password."""

    agency: Annotated[Code, Field(examples=["lhokseumawe"])]
    username: Username
    password: Password


class RefreshIn(Input):
    """The refresh token of the last answer."""

    refresh_token: Token


class TokensOut(Output):
    """An access token for the next minutes, and a refresh token for the next one."""

    access_token: Token
    token_type: Literal["Bearer"]
    expires_in: Annotated[Count, Field(description="Detik sampai access_token berakhir. Seconds of life.")]
    refresh_token: Token


class MeOut(Output):
    """Who is signed in, and what the account may do."""

    account_id: UUID
    agency_id: UUID
    employee_id: UUID | None
    name: Label
    roles: list[Role]
    permissions: list[Permission]


class AdministratorIn(Input):
    """The first account of a new agency, in which there is no employee yet."""

    username: Username
    display_name: Annotated[DisplayName, Field(examples=["Siti Rahmawati"])]
    password: Annotated[SecretStr, Field(min_length=12, max_length=128, examples=["pelangi-di-atas-waduk"])]
    roles: Annotated[list[Role], Field(min_length=1, max_length=7)]


class AccountIn(AdministratorIn):
    """A new account."""

    employee_id: UUID | None = None


class PasswordIn(Input):
    """The first password of an account that has none."""

    password: Annotated[SecretStr, Field(min_length=12, max_length=128, examples=["pelangi-di-atas-waduk"])]


class AccountPatch(Input):
    """Changes of an account; what is absent stays."""

    display_name: Annotated[DisplayName | None, Field(examples=["Siti Rahmawati, S.Kom."])] = None
    roles: Annotated[list[Role], Field(min_length=1, max_length=7)] | None = None
    is_active: Flag | None = None


class AccountOut(Output):
    """An account; its password never leaves the service."""

    id: UUID
    username: Label
    display_name: Label
    roles: list[Role]
    employee_id: UUID | None
    is_active: bool
    version: Version
    created_at: Instant
    updated_at: Instant
