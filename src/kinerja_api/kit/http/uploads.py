"""Uploads: one file and its fields in a multipart body, read strictly.

A handler names its upload after the principal and before the unit of work: who may not write is refused before the
file is read, and no connection of the pool waits for a slow phone.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar
from urllib.parse import quote

from fastapi import Depends, Request
from pydantic import BaseModel, ValidationError
from starlette.datastructures import UploadFile

from kinerja_api.kit.files import FileStore
from kinerja_api.kit.http.validation import as_invalid
from kinerja_api.kit.problems import FieldError, Invalid, UnsupportedMediaType
from kinerja_api.kit.text import Text

Fields = TypeVar("Fields", bound=BaseModel)

# Boundaries, part headers and short fields around the file itself.
FRAME = 65_536
MOST_FIELDS = 8
FILE = "file"

NOT_MULTIPART = Text(
    "Kirim sebagai multipart/form-data dengan bagian `file`.", "Send multipart/form-data with a part `file`."
)
NO_FILE = Text("Bagian `file` dengan sebuah berkas wajib ada.", "A part `file` with a file is required.")
TWICE = Text("Bagian ini hanya boleh sekali.", "This part may stand only once.")
NO_FILE_HERE = Text("Bagian ini berupa teks, bukan berkas.", "This part is a text, not a file.")


@dataclass(frozen=True, slots=True)
class Upload(Generic[Fields]):
    """A file as it was sent: its bytes, the name that the sender gave it, and the fields beside it."""

    name: str
    content: bytes
    fields: Fields


def upload_with(fields: type[Fields]) -> Any:
    """Return the dependency that reads an upload whose other parts fill this model."""

    async def read(request: Request) -> Upload[Fields]:
        if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
            raise UnsupportedMediaType(NOT_MULTIPART)
        async with request.form(max_files=1, max_fields=MOST_FIELDS) as form:
            parts = form.multi_items()
            file = form.get(FILE)
            texts = _texts(parts)
            if not isinstance(file, UploadFile):
                raise Invalid(errors=[FieldError(code="missing", detail=NO_FILE, pointer=f"/{FILE}")])
            content, name = await file.read(), file.filename or ""
        request.state.canonical_body = _meaning(name, content, texts)
        return Upload(name, content, _fill(fields, texts))

    return Depends(read)


def _texts(parts: list[tuple[str, UploadFile | str]]) -> dict[str, str]:
    """Return the parts that are no file; each name may stand once."""
    counts = Counter(name for name, _ in parts)
    faults = [
        FieldError(code="repeated_name", detail=TWICE, pointer=f"/{name[:80]}") for name in counts if counts[name] > 1
    ]
    faults += [
        FieldError(code="string_type", detail=NO_FILE_HERE, pointer=f"/{name[:80]}")
        for name, value in parts
        if name != FILE and isinstance(value, UploadFile)
    ]
    if faults:
        raise Invalid(errors=faults)
    return {name: value for name, value in parts if isinstance(value, str) and name != FILE}


def _fill(fields: type[Fields], texts: dict[str, str]) -> Fields:
    try:
        return fields.model_validate(texts)
    except ValidationError as refused:
        raise as_invalid([{**error, "loc": ("body", *error["loc"])} for error in refused.errors()]) from None


def _meaning(name: str, content: bytes, texts: dict[str, str]) -> bytes:
    """Return what an upload says, without its boundary: a client that sends again draws a new one (C25)."""
    digest = hashlib.sha256()
    for part in (name, *(item for pair in sorted(texts.items()) for item in pair)):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part.encode("utf-8", "surrogatepass"))
    digest.update(content)
    return digest.digest()


def document_upload(
    fields: type[BaseModel], *, description: str, example: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return the `openapi_extra` of an upload's operation."""
    schema = fields.model_json_schema()
    return {
        "requestBody": {
            "required": True,
            "description": description,
            "content": {
                "multipart/form-data": {
                    "schema": {
                        "type": "object",
                        "additionalProperties": False,
                        "required": [FILE, *schema.get("required", [])],
                        "properties": {
                            FILE: {"type": "string", "contentMediaType": "application/octet-stream"},
                            **schema["properties"],
                        },
                    },
                    "example": {FILE: "(isi berkas; the bytes of the file)", **(example or {})},
                }
            },
        }
    }


def to_be_saved(name: str) -> str:
    """Return the `Content-Disposition` of a file that browsers save under this name and never open."""
    return f"attachment; filename*=utf-8''{quote(name, safe='')}"


async def _files(request: Request) -> FileStore:
    store: FileStore = request.app.state.files
    return store


Files = Annotated[FileStore, Depends(_files)]
