"""Files of the pages that people read, held in memory and served with an ETag; nothing comes from elsewhere (T16)."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from kinerja_api.kit.http.etags import etag_matches

STATIC = Path(__file__).parent / "static"
MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
}


@dataclass(frozen=True, slots=True)
class Asset:
    """The bytes of one file."""

    content: bytes
    media_type: str
    etag: str

    @classmethod
    def of(cls, content: bytes, suffix: str) -> "Asset":
        """Return the asset of these bytes; the suffix says of what type they are."""
        return cls(content, MEDIA_TYPES[suffix], f'"{hashlib.sha256(content).hexdigest()[:32]}"')

    @classmethod
    def read(cls, path: Path) -> "Asset":
        """Return the asset of a file."""
        return cls.of(path.read_bytes(), path.suffix)

    def answer(self, request: Request, headers: Mapping[str, str] | None = None) -> Response:
        """Return the bytes, or 304 to whoever holds them: the browser asks each time, and an upgrade shows at once."""
        given = {"ETag": self.etag, "Cache-Control": "no-cache", **(headers or {})}
        if etag_matches(request.headers.get("if-none-match", ""), self.etag):
            return Response(status_code=304, headers=given)
        return Response(self.content, headers=given, media_type=self.media_type)
