"""What an uploaded file is, told from its bytes; its name must agree, and nothing in it may be active (S29)."""

import io
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from enum import StrEnum
from pathlib import PurePosixPath

from kinerja_api.kit.text import Text

MOST_ENTRIES = 2_000
LARGEST_DIRECTORY = 1_048_576
LARGEST_INFLATED = 200 * 1_048_576
STEEPEST_RATIO = 200
LONGEST_NAME = 150
LARGEST_PART = 262_144
LARGEST_NESTED = 20 * 1_048_576
LARGEST_STREAMS = 64 * 1_048_576
CONTENT_TYPES = "[Content_Types].xml"

_END_OF_DIRECTORY = b"PK\x05\x06"
_END = struct.Struct("<4s4H2LH")
_SPREADSHEET = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_DOCUMENT = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_ACTIVE = re.compile(r"(^|/)(vbaProject\.|externalLinks/|activeX/|macrosheets/|embeddings/[^/]*\.bin$)", re.IGNORECASE)
# A link to another place is a hyperlink, which a reader follows by hand, or something that the application fetches.
_RELATIONSHIP = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ELSEWHERE = re.compile(rb"TargetMode\s*=\s*[\"']External")
_HYPERLINK = re.compile(rb"Type\s*=\s*[\"'][^\"']*/hyperlink[\"']")
# Names in a PDF, whose letters may be written as #xx; they may stand in streams of objects that are compressed.
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_PDF_ACTIVE = re.compile(rb"/(?:JavaScript|Launch|RichMedia|EmbeddedFiles?)(?![A-Za-z0-9])")
_PDF_LOCKED = re.compile(rb"/Encrypt(?![A-Za-z0-9])")
_PDF_OBJECTS = re.compile(rb"/ObjStm(?![A-Za-z0-9]).{0,400}?stream\r?\n", re.DOTALL)
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

_ARCHIVES = {
    b"PK\x03\x04": "ZIP",
    b"PK\x05\x06": "ZIP",
    b"Rar!\x1a\x07": "RAR",
    b"7z\xbc\xaf\x27\x1c": "7Z",
    b"\x1f\x8b": "GZ",
    b"BZh": "BZ2",
    b"\xfd7zXZ\x00": "XZ",
}
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LONGEST_SIGNATURE = 8

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

AN_ARCHIVE = Text(
    "Arsip ({kind}) tidak diterima sebagai bukti. Ekstrak, lalu unggah setiap berkas di dalamnya.",
    "An archive ({kind}) is not taken as evidence. Unpack it and upload each file in it.",
)
NESTED_ARCHIVE = Text(
    "Di dalam berkas Office ini ada arsip atau program ({part}). Hapus bagian itu atau kirim sebagai PDF.",
    "There is an archive or a program inside this Office file ({part}). Remove it or send the file as PDF.",
)
LOCKED = Text(
    "Berkas ini terkunci kata sandi, atau berformat Office lama (.doc, .xls). Buka kuncinya atau simpan sebagai DOCX, "
    "XLSX, atau PDF, lalu kirim lagi.",
    "This file is locked by a password, or is of an old Office format (.doc, .xls). Unlock it or save it as DOCX, XLSX "
    "or PDF and send it again.",
)
ACTIVE_PDF = Text(
    "PDF ini memuat skrip, perintah, atau berkas lampiran. Cetak ulang sebagai PDF biasa, lalu kirim lagi.",
    "This PDF carries scripts, commands or attached files. Print it to a plain PDF and send it again.",
)
UNSAFE_PDF = Text(
    "Susunan PDF ini mengembang terlalu besar. Cetak ulang sebagai PDF biasa, lalu kirim lagi.",
    "This PDF inflates too far. Print it to a plain PDF and send it again.",
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
    found = next((file_type for signature, file_type in _SIGNATURES if content.startswith(signature)), None)
    if found is not None:
        return (_find_fault_of_pdf(content) or found) if found is FileType.PDF else found
    if content.startswith(b"PK\x03\x04"):
        return _office_type(content)
    if (refused := _find_refusal(content)) is not None:
        return refused
    if _is_text(content):
        # Two kinds of plain text differ in nothing but what their name promises.
        return FileType.CSV if suffix_of(name) == FileType.CSV.value else FileType.TXT
    return UNKNOWN_TYPE


def _find_refusal(content: bytes) -> Text | None:
    """Return what is known of a type that is not taken, so that the answer can say what to do."""
    kind = archive_kind(content)
    if kind is not None:
        return AN_ARCHIVE.fill(kind=kind)
    return LOCKED if content.startswith(_OLD_OFFICE) else None


def archive_kind(content: bytes) -> str | None:
    """Return what kind of archive begins like this, or None."""
    return next((kind for signature, kind in _ARCHIVES.items() if content.startswith(signature)), None)


def _find_fault_of_pdf(content: bytes) -> Text | None:
    """Return why a PDF is refused: what is locked cannot be looked at, and nothing in it may be active."""
    left = LARGEST_STREAMS
    for part in _parts_of_pdf(content):
        left -= 0 if part is content else len(part)
        if left <= 0:
            return UNSAFE_PDF
        plain = _ESCAPED.sub(lambda code: bytes([int(code[1], 16)]), part)
        if _PDF_LOCKED.search(plain):
            return LOCKED
        if _PDF_ACTIVE.search(plain):
            return ACTIVE_PDF
    return None


def _parts_of_pdf(content: bytes) -> Iterator[bytes]:
    """Yield the PDF itself, then its streams of objects, each inflated no further than all of them may be."""
    yield content
    view = memoryview(content)
    for place in _PDF_OBJECTS.finditer(content):
        with suppress(zlib.error):
            yield zlib.decompressobj().decompress(view[place.end() :], LARGEST_STREAMS)


def _is_text(content: bytes) -> bool:
    if _NOT_TEXT.search(content):
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _office_type(content: bytes, *, is_nested: bool = False) -> FileType | Text:
    """Look into an Office file through its directory first; nothing is inflated before that is sound (T19)."""
    if not _directory_is_small(content):
        return UNSAFE_ARCHIVE
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _type_of_parts(archive, len(content), is_nested=is_nested)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, EOFError, OSError):
        return UNSAFE_ARCHIVE


def _type_of_parts(archive: zipfile.ZipFile, size: int, *, is_nested: bool) -> FileType | Text:
    parts = archive.infolist()
    if not _parts_are_sound(parts, size):
        return UNSAFE_ARCHIVE
    if CONTENT_TYPES not in archive.namelist():
        return AN_ARCHIVE.fill(kind="ZIP")
    types = _read_part(archive, CONTENT_TYPES)
    if any(_ACTIVE.search(part.filename) for part in parts) or b"macroEnabled" in types or b"vbaProject" in types:
        return ACTIVE_CONTENT
    if _SPREADSHEET not in types and _DOCUMENT not in types:
        return UNKNOWN_TYPE
    fault = next((found for part in parts if (found := _find_fault(archive, part, is_nested=is_nested))), None)
    return fault or (FileType.XLSX if _SPREADSHEET in types else FileType.DOCX)


def _find_fault(archive: zipfile.ZipFile, part: zipfile.ZipInfo, *, is_nested: bool) -> Text | None:
    """Return why a part is refused: a program, an archive, or a link that the application would fetch.

    The workbook behind a chart is an Office file inside an Office file: it is held to the same rules, one level deep.
    """
    if part.filename.endswith(".rels"):
        links = _RELATIONSHIP.findall(_read_part(archive, part.filename))
        fetched = any(_ELSEWHERE.search(link) and not _HYPERLINK.search(link) for link in links)
        return ACTIVE_CONTENT if fetched else None
    with archive.open(part) as opened:
        begin = opened.read(_LONGEST_SIGNATURE)
    refused = NESTED_ARCHIVE.fill(part=shown_name(part.filename))
    if begin.startswith(_PROGRAMS):
        return refused
    kind = archive_kind(begin)
    if kind is None:
        return None
    if kind != "ZIP" or is_nested or part.file_size > LARGEST_NESTED:
        return refused
    return None if isinstance(_office_type(archive.read(part), is_nested=True), FileType) else refused


def _directory_is_small(content: bytes) -> bool:
    """Read the end record ourselves: a directory of a million entries would take the library seconds."""
    place = content.rfind(_END_OF_DIRECTORY, max(0, len(content) - _END.size - 65_535))
    if place < 0 or place + _END.size > len(content):
        return False
    entries, size = (int(each) for each in _END.unpack_from(content, place)[4:6])
    return entries <= MOST_ENTRIES and size <= LARGEST_DIRECTORY


def _parts_are_sound(parts: list[zipfile.ZipInfo], size: int) -> bool:
    """Tell whether the directory promises nothing strange; parts that lie over each other are more than the file."""
    return (
        len(parts) <= MOST_ENTRIES
        and len({part.filename for part in parts}) == len(parts)
        and sum(part.file_size for part in parts) <= LARGEST_INFLATED
        and sum(part.compress_size for part in parts) <= size
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
