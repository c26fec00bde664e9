"""What an uploaded file is, told from its bytes; its name must agree, and nothing in it may be active (S29)."""

import io
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from enum import StrEnum
from pathlib import PurePosixPath

from kinerja_api.kit.text import Text

MOST_ENTRIES = 2_000
LARGEST_DIRECTORY = 1_048_576
LARGEST_INFLATED = 200 * 1_048_576
STEEPEST_RATIO = 200
LONGEST_NAME = 150
LARGEST_PART = 262_144
CONTENT_TYPES = "[Content_Types].xml"

_END_OF_DIRECTORY = b"PK\x05\x06"
_END = struct.Struct("<4s4H2LH")
_SPREADSHEET = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_DOCUMENT = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_ACTIVE = re.compile(r"(^|/)(vbaProject\.|externalLinks/|activeX/|embeddings/[^/]*\.bin$)", re.IGNORECASE)
_UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]")
_NOT_TEXT = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")


class FileType(StrEnum):
    """Types that are taken as evidence; the value is the usual suffix."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpeg"
    XLSX = "xlsx"
    DOCX = "docx"
    CSV = "csv"
    TXT = "txt"

    @property
    def media_type(self) -> str:
        """Return the media type under which the file is handed out again."""
        return _MEDIA_TYPES[self]

    @property
    def suffixes(self) -> frozenset[str]:
        """Return the endings that a name of this type may have."""
        return frozenset({"jpg", "jpeg"}) if self is FileType.JPEG else frozenset({self.value})


_MEDIA_TYPES = {
    FileType.PDF: "application/pdf",
    FileType.PNG: "image/png",
    FileType.JPEG: "image/jpeg",
    FileType.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileType.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileType.CSV: "text/csv; charset=utf-8",
    FileType.TXT: "text/plain; charset=utf-8",
}
_SIGNATURES = (
    (b"%PDF-", FileType.PDF),
    (b"\x89PNG\r\n\x1a\n", FileType.PNG),
    (b"\xff\xd8\xff", FileType.JPEG),
)

EMPTY = Text("Berkas kosong.", "The file is empty.")
UNKNOWN_TYPE = Text(
    "Isi berkas bukan PDF, PNG, JPEG, XLSX, DOCX, CSV, atau TXT (UTF-8).",
    "The content of the file is not PDF, PNG, JPEG, XLSX, DOCX, CSV or TXT (UTF-8).",
)
OTHER_NAME = Text(
    "Isi berkas adalah {found}, tetapi namanya tidak berakhiran {suffixes}. Beri nama yang benar, lalu kirim lagi.",
    "The content of the file is {found}, but its name does not end in {suffixes}. Name it rightly and send it again.",
)
UNSAFE_ARCHIVE = Text(
    "Susunan berkas Office ini tidak wajar: terlalu banyak atau terlalu besar isinya, terkunci, atau memuat nama "
    "yang keluar dari foldernya. Simpan ulang dari aplikasinya, lalu kirim lagi.",
    "The structure of this Office file is not sound: too many or too large parts, locked, or names that leave its "
    "folder. Save it again from its application and send it again.",
)
ACTIVE_CONTENT = Text(
    "Berkas Office ini memuat makro, objek tertanam, atau tautan ke berkas lain. Hapus bagian itu atau kirim sebagai "
    "PDF.",
    "This Office file carries macros, embedded objects or links to other files. Remove them or send it as PDF.",
)


def recognise(content: bytes, name: str) -> FileType | Text:
    """Return the type of a file, or why it is refused; the bytes decide, and the name must agree with them."""
    if not content:
        return EMPTY
    found = _by_signature(content, name)
    if isinstance(found, Text):
        return found
    if suffix_of(name) not in found.suffixes:
        suffixes = " / ".join(f".{suffix}" for suffix in sorted(found.suffixes))
        return OTHER_NAME.fill(found=found.value.upper(), suffixes=suffixes)
    return found


def suffix_of(name: str) -> str:
    """Return the ending of a file name, lower case and without its dot."""
    return PurePosixPath(name.replace("\\", "/")).suffix.removeprefix(".").lower()


def shown_name(name: str) -> str:
    """Return a file name that can be shown and offered for saving: no folders, nothing invisible, not too long."""
    base = name.replace("\\", "/").rpartition("/")[2]
    plain = " ".join(_UNSHOWN.sub("", unicodedata.normalize("NFC", base)).split()).lstrip(". ")
    stem, dot, suffix = plain.rpartition(".")
    if not dot:
        return plain[:LONGEST_NAME] or "berkas"
    return f"{stem[: LONGEST_NAME - len(suffix) - 1] or 'berkas'}.{suffix}"[:LONGEST_NAME]


def _by_signature(content: bytes, name: str) -> FileType | Text:
    for signature, file_type in _SIGNATURES:
        if content.startswith(signature):
            return file_type
    if content.startswith(b"PK\x03\x04"):
        return _office_type(content)
    if _is_text(content):
        # Two kinds of plain text differ in nothing but what their name promises.
        return FileType.CSV if suffix_of(name) == FileType.CSV.value else FileType.TXT
    return UNKNOWN_TYPE


def _is_text(content: bytes) -> bool:
    if _NOT_TEXT.search(content):
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _office_type(content: bytes) -> FileType | Text:
    """Look into an Office file through its directory first; nothing is inflated before that is sound (T19)."""
    if not _directory_is_small(content):
        return UNSAFE_ARCHIVE
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _type_of_parts(archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, EOFError, OSError):
        return UNSAFE_ARCHIVE


def _type_of_parts(archive: zipfile.ZipFile) -> FileType | Text:
    parts = archive.infolist()
    if not _parts_are_sound(parts):
        return UNSAFE_ARCHIVE
    types = _read_part(archive, CONTENT_TYPES) if CONTENT_TYPES in archive.namelist() else b""
    if any(_ACTIVE.search(part.filename) for part in parts) or b"macroEnabled" in types or b"vbaProject" in types:
        return ACTIVE_CONTENT
    if _SPREADSHEET in types:
        return FileType.XLSX
    return FileType.DOCX if _DOCUMENT in types else UNKNOWN_TYPE


def _directory_is_small(content: bytes) -> bool:
    """Read the end record ourselves: a directory of a million entries would take the library seconds."""
    place = content.rfind(_END_OF_DIRECTORY, max(0, len(content) - _END.size - 65_535))
    if place < 0 or place + _END.size > len(content):
        return False
    entries, size = (int(each) for each in _END.unpack_from(content, place)[4:6])
    return entries <= MOST_ENTRIES and size <= LARGEST_DIRECTORY


def _parts_are_sound(parts: list[zipfile.ZipInfo]) -> bool:
    return (
        len(parts) <= MOST_ENTRIES
        and len({part.filename for part in parts}) == len(parts)
        and sum(part.file_size for part in parts) <= LARGEST_INFLATED
        and all(_part_is_sound(part) for part in parts)
    )


def _part_is_sound(part: zipfile.ZipInfo) -> bool:
    name = part.filename
    leaves_folder = name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")
    is_locked = bool(part.flag_bits & 0x1)
    is_link = stat.S_ISLNK(part.external_attr >> 16)
    is_steep = part.file_size > LARGEST_PART and part.file_size > STEEPEST_RATIO * max(part.compress_size, 1)
    is_usual = part.compress_type in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
    return is_usual and not (leaves_folder or is_locked or is_link or is_steep)


def _read_part(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        content = part.read(LARGEST_PART + 1)
    if len(content) > LARGEST_PART:
        raise zipfile.BadZipFile(name)
    return content
