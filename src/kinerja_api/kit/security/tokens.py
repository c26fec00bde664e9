"""Access and refresh tokens: the only module that knows python-jose, and it trusts it with the signature alone.

python-jose 3.5.0 accepts a token without `aud`, any `kid`, unknown `crit` and any `typ`, and lets RecursionError and
OverflowError out (T2-T4); its own time checks read the clock of the machine, which no test or replay can set. So
`jose.jwt.decode` is never called: size and shape are checked before anything is parsed, one key with its one
algorithm checks the signature, and then every claim is checked here, against our own clock. An outside issuer
(RS256, ES256 by JWKS) gets a `KeyRing` and claim rules of its own beside these; `open_token` serves both.
"""

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum, auto
from hashlib import sha256
from types import MappingProxyType
from typing import Any, NoReturn, Self
from uuid import UUID

from jose import jwk, jwt
from jose.exceptions import JOSEError

from kinerja_api.kit.clock import Clock

ALGORITHM = "HS256"
ACCESS, REFRESH = "at+jwt", "rt+jwt"
LARGEST_TOKEN = 16_384
LARGEST_HEADER = 1_024
SHORTEST_SECRET = 32
LEEWAY = timedelta(seconds=30)
# Beyond the year 3000 a date is a mistake or an attack (exp: 1e400).
LATEST_INSTANT = 32_503_680_000
LARGEST_VERSION = 2**31 - 1
_SEGMENT = r"[A-Za-z0-9_-]+"
_TOKEN = re.compile(rf"({_SEGMENT})\.({_SEGMENT})\.({_SEGMENT})")
_KID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_SCOPE = re.compile(r"[\x21\x23-\x5b\x5d-\x7e]+")
# An allow list: `crit`, `jku`, `x5u`, `jwk`, `x5c`, `zip`, `b64` and whatever comes after them are all refused.
HEADER_NAMES = frozenset({"alg", "typ", "kid"})
_CLAIM_NAMES = ("iss", "aud", "exp", "iat", "sub", "jti", "agency", "ver")


class TokenFault(StrEnum):
    """Why a token is not accepted; for the log and the WWW-Authenticate header, never more precise than this."""

    MALFORMED = auto()
    WRONG_TYPE = auto()
    UNKNOWN_KEY = auto()
    BAD_SIGNATURE = auto()
    WRONG_CLAIMS = auto()
    EXPIRED = auto()
    NOT_YET_VALID = auto()


class TokenRefused(Exception):  # noqa: N818  named after the situation
    """The token is not accepted. Nothing else ever leaves the verifier."""

    def __init__(self, reason: TokenFault) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class AccessClaims:
    """What an accepted token says; instants are aware and in UTC."""

    subject: UUID
    agency_id: UUID
    account_version: int
    token_id: UUID
    issued_at: datetime
    expires_at: datetime
    scopes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RingKey:
    """A key, its public name, and the one algorithm it may be used with."""

    kid: str
    algorithm: str
    # Prepared once: parsing a key costs more than checking a signature. Never shown: it is the secret.
    prepared: Any = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The keys of one issuer by their `kid`; the first signs, all of them are accepted (rotation with overlap)."""

    keys: Mapping[str, RingKey]

    @classmethod
    def of_secrets(cls, secrets: Sequence[str]) -> Self:
        """Return the ring of local HS256 secrets, newest first; each has at least 32 bytes, else `ValueError`."""
        if not secrets:
            message = "a key ring needs at least one secret"
            raise ValueError(message)
        prepared = [RingKey(key_id(secret), ALGORITHM, _prepared(secret)) for secret in secrets]
        return cls(MappingProxyType({key.kid: key for key in prepared}))

    @property
    def newest(self) -> RingKey:
        """The key that signs."""
        return next(iter(self.keys.values()))


def key_id(secret: str) -> str:
    """Return the public name of a secret: a short digest of it."""
    return sha256(b"kinerja-kid:" + secret.encode()).hexdigest()[:16]


def _prepared(secret: str) -> Any:
    if len(secret.encode()) < SHORTEST_SECRET:
        message = f"a token secret needs at least {SHORTEST_SECRET} bytes"
        raise ValueError(message)
    try:
        return jwk.construct(secret, ALGORITHM)
    except JOSEError as error:
        message = f"the token secret cannot be used: {error}"
        raise ValueError(message) from None


class TokenIssuer:
    """Signs local tokens with the newest secret."""

    def __init__(self, secret: str, *, issuer: str, audience: str, clock: Clock) -> None:
        self._key = KeyRing.of_secrets([secret]).newest
        self._issuer = issuer
        self._audience = audience
        self._clock = clock

    def issue(  # noqa: PLR0913  the claims of a token, all by name
        self,
        kind: str,
        *,
        subject: UUID,
        agency_id: UUID,
        account_version: int,
        token_id: UUID,
        life: timedelta,
        scopes: Collection[str] = (),
    ) -> str:
        """Return a signed token of a kind (`ACCESS` or `REFRESH`) that lives for `life`, in whole seconds."""
        seconds = int(life.total_seconds())
        if kind not in {ACCESS, REFRESH} or seconds < 1 or not all(_SCOPE.fullmatch(scope) for scope in scopes):
            message = "a token needs a known kind, a life of at least one second, and scopes without spaces"
            raise ValueError(message)
        now = int(self._clock.now().timestamp())
        claims: dict[str, str | int] = {
            "iss": self._issuer,
            "aud": self._audience,
            "sub": str(subject),
            "agency": str(agency_id),
            "ver": account_version,
            "jti": str(token_id),
            "iat": now,
            "exp": now + seconds,
        }
        if scopes:
            claims["scope"] = " ".join(sorted(set(scopes)))
        token: str = jwt.encode(
            claims, self._key.prepared, self._key.algorithm, headers={"kid": self._key.kid, "typ": kind}
        )
        return token


class TokenVerifier:
    """Checks local tokens; several secrets live side by side while keys are rotated.

    `longest_life` bounds how long a token may live from `iat` to `exp`; with `longest_refresh_life` it bounds access
    tokens alone. `leeway` is the difference between clocks that is forgiven, at most 30 seconds.
    """

    def __init__(  # noqa: PLR0913  settings of the composition root, all by name
        self,
        secrets: Sequence[str],
        *,
        issuer: str,
        audience: str,
        clock: Clock,
        longest_life: timedelta,
        longest_refresh_life: timedelta | None = None,
        leeway: timedelta = LEEWAY,
    ) -> None:
        if not timedelta(0) <= leeway <= LEEWAY:
            message = f"the leeway of tokens lies between 0 and {LEEWAY.total_seconds():.0f} seconds"
            raise ValueError(message)
        self._keys = KeyRing.of_secrets(secrets)
        self._issuer = issuer
        self._audience = audience
        self._clock = clock
        self._leeway = int(leeway.total_seconds())
        self._longest = {
            ACCESS: int(longest_life.total_seconds()),
            REFRESH: int((longest_refresh_life or longest_life).total_seconds()),
        }

    def verify_access(self, token: str) -> AccessClaims:
        """Return the claims of an access token; raise `TokenRefused` for anything else."""
        return self._verify(token, ACCESS)

    def check_times(self, claims: AccessClaims) -> None:
        """Look again at the times of an access token's claims that were accepted before; raise `TokenRefused`."""
        issued, expires = int(claims.issued_at.timestamp()), int(claims.expires_at.timestamp())
        self._check_times(issued, expires, self._longest[ACCESS])

    def verify_refresh(self, token: str) -> AccessClaims:
        """Return the claims of a refresh token; raise `TokenRefused` for anything else."""
        return self._verify(token, REFRESH)

    def _verify(self, token: str, kind: str) -> AccessClaims:
        try:
            claims = open_token(token, self._keys, kind=kind)
            return self._accepted(claims, kind)
        except TokenRefused:
            raise
        except Exception:  # noqa: BLE001  a token must never be able to cause anything but a refusal (T4)
            raise TokenRefused(TokenFault.MALFORMED) from None

    def _accepted(self, claims: dict[str, Any], kind: str) -> AccessClaims:
        if any(name not in claims for name in _CLAIM_NAMES):
            raise TokenRefused(TokenFault.WRONG_CLAIMS)
        # A list in `aud` is refused as well: a local token is for this service alone.
        if claims["iss"] != self._issuer or claims["aud"] != self._audience:
            raise TokenRefused(TokenFault.WRONG_CLAIMS)
        issued, expires = _whole(claims["iat"], LATEST_INSTANT), _whole(claims["exp"], LATEST_INSTANT)
        self._check_times(issued, expires, self._longest[kind])
        return AccessClaims(
            subject=_uuid(claims["sub"]),
            agency_id=_uuid(claims["agency"]),
            account_version=_whole(claims["ver"], LARGEST_VERSION),
            token_id=_uuid(claims["jti"]),
            issued_at=datetime.fromtimestamp(issued, UTC),
            expires_at=datetime.fromtimestamp(expires, UTC),
            scopes=_scopes(claims),
        )

    def _check_times(self, issued: int, expires: int, longest: int) -> None:
        now = int(self._clock.now().timestamp())
        if not 0 < expires - issued <= longest:
            raise TokenRefused(TokenFault.WRONG_CLAIMS)
        if issued > now + self._leeway:
            raise TokenRefused(TokenFault.NOT_YET_VALID)
        if now >= expires + self._leeway:
            raise TokenRefused(TokenFault.EXPIRED)


def open_token(token: str, keys: KeyRing, *, kind: str, header_names: Collection[str] = HEADER_NAMES) -> dict[str, Any]:
    """Check size, shape, header and signature; return the claims, which nobody has judged yet.

    `header_names` is what a header may hold; `alg`, `kid` and `typ` must be there. Raises `TokenRefused`, and for a
    payload that is no JSON whatever the parser raises: the caller turns that into a refusal.
    """
    if len(token) > LARGEST_TOKEN:
        _refuse(TokenFault.MALFORMED)
    segments = _TOKEN.fullmatch(token)
    if segments is None or len(segments[1]) > LARGEST_HEADER:
        _refuse(TokenFault.MALFORMED)
    header = _flat_object(_decoded(segments[1]))
    if not set(header) <= set(header_names):
        _refuse(TokenFault.MALFORMED)
    kid, algorithm = header.get("kid"), header.get("alg")
    if not isinstance(kid, str) or not _KID.fullmatch(kid):
        _refuse(TokenFault.UNKNOWN_KEY)
    key = keys.keys.get(kid)
    if key is None or algorithm != key.algorithm:
        _refuse(TokenFault.UNKNOWN_KEY)
    signed = f"{segments[1]}.{segments[2]}".encode("ascii")
    if not key.prepared.verify(signed, _decoded(segments[3])):
        _refuse(TokenFault.BAD_SIGNATURE)
    # Told only to those who hold a signature of ours: what kind of token this is.
    if header.get("typ") != kind:
        _refuse(TokenFault.WRONG_TYPE)
    return _flat_object(_decoded(segments[2]))


def _refuse(reason: TokenFault) -> NoReturn:
    raise TokenRefused(reason)


def _decoded(segment: str) -> bytes:
    raw = urlsafe_b64decode(segment + "=" * (-len(segment) % 4))
    # Base64 has several spellings of one value; a token has one.
    if urlsafe_b64encode(raw).rstrip(b"=") != segment.encode("ascii"):
        _refuse(TokenFault.MALFORMED)
    return raw


def _flat_object(raw: bytes) -> dict[str, Any]:
    """Read a JSON object of plain values: no nesting that could overflow a parser, no name twice, UTF-8 only."""
    if raw.count(b"{") != 1 or b"[" in raw:
        _refuse(TokenFault.MALFORMED)
    pairs = json.loads(raw.decode("utf-8"), object_pairs_hook=tuple, parse_constant=_refuse_constant)
    if not isinstance(pairs, tuple):
        _refuse(TokenFault.MALFORMED)
    document: dict[str, Any] = dict(pairs)
    if len(document) != len(pairs):
        _refuse(TokenFault.MALFORMED)
    return document


def _refuse_constant(_: str) -> NoReturn:
    _refuse(TokenFault.MALFORMED)


def _whole(value: object, largest: int) -> int:
    # `type`, not isinstance: True is an int to Python, and 1e400 is a float.
    if type(value) is not int or not 0 <= value <= largest:
        _refuse(TokenFault.WRONG_CLAIMS)
    return value


def _uuid(value: object) -> UUID:
    if not isinstance(value, str):
        _refuse(TokenFault.WRONG_CLAIMS)
    try:
        found = UUID(value)
    except ValueError:
        _refuse(TokenFault.WRONG_CLAIMS)
    # UUID() also reads braces, `urn:uuid:` and missing hyphens.
    if str(found) != value:
        _refuse(TokenFault.WRONG_CLAIMS)
    return found


def _scopes(claims: Mapping[str, Any]) -> frozenset[str]:
    if "scope" not in claims:
        return frozenset()
    text = claims["scope"]
    if not isinstance(text, str) or not all(_SCOPE.fullmatch(scope) for scope in text.split(" ")):
        _refuse(TokenFault.WRONG_CLAIMS)
    return frozenset(text.split(" "))
