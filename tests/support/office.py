"""Office files for tests, made part by part."""

import io
import zipfile
from collections.abc import Mapping

MAIN = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
}


def office_file(kind: str, parts: Mapping[str, bytes] | None = None, *, types: str = "") -> bytes:
    """Return an Office file of this kind with some more parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f'<Types><Override ContentType="{MAIN[kind]}"/>{types}</Types>')
        for name, content in (parts or {}).items():
            archive.writestr(name, content)
    return buffer.getvalue()


def archive(parts: Mapping[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip archive of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return buffer.getvalue()
