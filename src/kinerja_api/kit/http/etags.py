"""Strong ETags from versions, and the preconditions that name them (C27, C28; RFC 9110 sections 8.8.3 and 13.1)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kinerja_api.kit.problems import BadRequest, FieldError, StaleVersion
from kinerja_api.kit.text import Text

# One element of the list: a tag (commas may stand inside its quotes), or nothing, which a reader must forgive.
_ELEMENT = re.compile(r'[ \t]*(?:(W/)?("[\x21\x23-\x7e\x80-\xff]*")[ \t]*)?(,|\Z)')
_TAG = '(W/)?"[!#-~\u0080-\u00ff]*"'
# What `parse_if_match` takes, as the contract says it: `*`, or a list with at least one tag.
IF_MATCH_PATTERN = rf"^[ \t]*\*[ \t]*$|^[ \t,]*{_TAG}[ \t]*(,[ \t]*({_TAG}[ \t]*)?)*$"
BAD_TAGS = Text(
    'If-Match harus berupa ETag dalam tanda kutip, misalnya "v3".',
    'If-Match must be an ETag in quotes, for example "v3".',
)


def etag_for(version: int) -> str:
    """Return the strong ETag of a version: `"v3"`, with its quotes."""
    return f'"v{version}"'


@dataclass(frozen=True, slots=True)
class IfMatch:
    """The strong tags that a change may apply to, with their quotes; `any` for `*`."""

    tags: frozenset[str]
    any: bool = False

    def accepts(self, version: int) -> bool:
        """Tell whether this version is one of them; a weak tag never is (RFC 9110 section 13.1.1)."""
        return self.any or etag_for(version) in self.tags


@dataclass(frozen=True, slots=True)
class IfNoneMatch:
    """The tags whose bytes the caller holds already, without their weakness; `any` for `*`."""

    tags: frozenset[str]
    any: bool = False

    def matches(self, etag: str) -> bool:
        """Tell whether this ETag is one of them, by weak comparison (RFC 9110 section 13.1.2)."""
        return self.any or etag.removeprefix("W/") in self.tags


def parse_if_match(header: str) -> IfMatch:
    """Read an If-Match header: a list of tags or `*`; anything else is a 400 problem."""
    if header.strip(" \t") == "*":
        return IfMatch(frozenset(), any=True)
    try:
        return IfMatch(frozenset(tag for weak, tag in _tags(header) if not weak))
    except ValueError:
        raise BadRequest(BAD_TAGS, errors=[FieldError(code="etag", detail=BAD_TAGS, parameter="If-Match")]) from None


def parse_if_none_match(header: str) -> IfNoneMatch:
    """Read an If-None-Match header; one that cannot be read names nothing, so the caller gets the whole answer."""
    if header.strip(" \t") == "*":
        return IfNoneMatch(frozenset(), any=True)
    try:
        return IfNoneMatch(frozenset(tag for _, tag in _tags(header)))
    except ValueError:
        return IfNoneMatch(frozenset())


def require_version(expected: IfMatch, version: int) -> None:
    """Pass when the caller saw the present version; else 412 with the present ETag."""
    if not expected.accepts(version):
        raise StaleVersion(headers={"ETag": etag_for(version)}, extra={"current": etag_for(version)})


def etag_matches(if_none_match: str, etag: str) -> bool:
    """Tell whether an If-None-Match header names this ETag."""
    return parse_if_none_match(if_none_match).matches(etag)


def _tags(header: str) -> Iterator[tuple[bool, str]]:
    """Yield each tag and whether it is weak; `ValueError` for a text that is no list with at least one tag."""
    position, found = 0, False
    while position < len(header):
        element = _ELEMENT.match(header, position)
        if element is None:
            raise ValueError(header)
        if element[2] is not None:
            found = True
            yield element[1] is not None, element[2]
        position = element.end()
    if not found:
        raise ValueError(header)
