"""Settings, from the environment alone; read by the composition roots and nowhere else.

Names begin with `KINERJA_`, groups are joined by `__` (`KINERJA_DATABASE__URL`). An unknown `KINERJA_*` name is an
error at start, because a mistyped setting that is silently ignored is worse than none.
"""

import os
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "KINERJA_"
MINIMUM_SECRET = 32


class _Group(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class DatabaseSettings(_Group):
    """Where PostgreSQL is. Without a URL the embedded one is used (demo and tests only)."""

    url: SecretStr | None = Field(None, description="postgresql+asyncpg://kinerja_app:...@host/kinerja, the app role")
    owner_url: SecretStr | None = Field(None, description="the same database as kinerja_owner, for `kinerja migrate`")
    pool_size: int = Field(10, ge=1, le=200, description="connections per process")
    acquire_seconds: float = Field(1.0, gt=0, le=30, description="longest wait for a connection, then 503")
    statement_ms: int = Field(15_000, ge=100, description="longest statement")
    lock_ms: int = Field(4_000, ge=50, description="longest wait for a lock")
    prepared_statements: bool = Field(True, description="off behind a pgbouncer older than 1.21")  # noqa: FBT003


class TokenSettings(_Group):
    """Keys and lifetimes of access and refresh tokens."""

    secret: SecretStr | None = Field(None, description="signs tokens; at least 32 random characters")
    previous_secret: SecretStr | None = Field(None, description="still accepted while keys are being rotated")
    issuer: str = Field("kinerja-api", description="`iss` of local tokens")
    audience: str = Field("kinerja-api", description="`aud` of local tokens")
    access_seconds: int = Field(900, ge=60, le=3600, description="life of an access token")
    refresh_seconds: int = Field(8 * 3600, ge=600, le=30 * 86_400, description="life of a refresh token")


class HttpSettings(_Group):
    """Limits and what the outside may see."""

    body_limit: int = Field(1_048_576, ge=1024, description="largest JSON body, bytes")
    upload_limit: int = Field(10_485_760, ge=1024, description="largest file upload, bytes")
    docs: bool = Field(True, description="serve /docs and /openapi.json")  # noqa: FBT003
    cors_origins: tuple[str, ...] = Field((), description="exact origins of web frontends")
    public_url: str = Field("http://127.0.0.1:8000", description="address that links for citizens begin with")
    drain_seconds: float = Field(0.0, ge=0, le=60, description="how long /readyz fails before shutdown begins")


class Settings(BaseSettings):
    """All settings."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", frozen=True, extra="forbid", env_ignore_empty=True
    )

    database: DatabaseSettings = DatabaseSettings()
    tokens: TokenSettings = TokenSettings()
    http: HttpSettings = HttpSettings()
    signing_secret: SecretStr | None = Field(None, description="signs page cursors and survey tokens; 32 characters")
    data_dir: Path = Field(Path(".kinerja-data"), description="embedded database, uploaded evidence, demo secrets")
    files_url: str | None = Field(None, description="s3://bucket/prefix: evidence in a store that all hosts share")
    throttle_url: str = Field("async+memory://", description="`limits` storage; Redis when several processes run")
    log_level: str = Field("INFO", description="DEBUG, INFO, WARNING or ERROR")
    demo: bool = Field(False, description="the demo: shows its accounts on the docs page")  # noqa: FBT003
    worker_in_process: bool = Field(True, description="run jobs inside `serve`; off when `worker` runs alone")  # noqa: FBT003

    @model_validator(mode="after")
    def _secrets_are_strong(self) -> Self:
        for name, secret in (("tokens.secret", self.tokens.secret), ("signing_secret", self.signing_secret)):
            if secret is not None and len(secret.get_secret_value()) < MINIMUM_SECRET:
                message = f"{name} is shorter than {MINIMUM_SECRET} characters"
                raise ValueError(message)
        return self


def load_settings() -> Settings:
    """Read the settings; an unknown `KINERJA_*` name is an error that names it."""
    settings = Settings()
    known = set(known_names())
    unknown = sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known)
    if unknown:
        message = f"unknown setting in the environment: {', '.join(unknown)}; `kinerja doctor` lists the known ones"
        raise ValueError(message)
    return settings


def known_names() -> dict[str, str]:
    """Return every setting's environment name with its meaning."""
    names: dict[str, str] = {}
    for name, field in Settings.model_fields.items():
        annotation = field.annotation
        if isinstance(annotation, type) and issubclass(annotation, _Group):
            for inner, detail in annotation.model_fields.items():
                names[f"{PREFIX}{name.upper()}__{inner.upper()}"] = detail.description or ""
        else:
            names[f"{PREFIX}{name.upper()}"] = field.description or ""
    return names
