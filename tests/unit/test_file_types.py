"""Uploaded files are what their bytes say, and nothing in them is active (S29, T19)."""

import gzip
import io
import stat
import time
import zipfile
import zlib

import pytest

from kinerja_api.kit import file_types
from kinerja_api.kit.file_types import FileType, recognise, shown_name
from tests.support.office import archive, office_file

PDF = b"%PDF-1.7\n1 0 obj\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF"


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (PDF, "laporan.pdf", FileType.PDF),
        (PDF, "LAPORAN.PDF", FileType.PDF),
        (PNG, "foto.png", FileType.PNG),
        (JPEG, "foto.jpg", FileType.JPEG),
        (JPEG, "foto.jpeg", FileType.JPEG),
        (office_file("xlsx"), "rekap.xlsx", FileType.XLSX),
        (office_file("docx"), "notulen.docx", FileType.DOCX),
        (office_file("docx", {"word/embeddings/Lembar1.xlsx": b"x"}), "notulen.docx", FileType.DOCX),
        (office_file("docx", {"word/embeddings/Lembar1.xlsx": office_file("xlsx")}), "grafik.docx", FileType.DOCX),
        ("nip;nama\n1;Añi\n".encode(), "rekap.csv", FileType.CSV),
        (b"\xef\xbb\xbfcatatan\r\n", "catatan.txt", FileType.TXT),
    ],
)
def test_a_file_is_what_its_bytes_say(content: bytes, name: str, expected: FileType) -> None:
    assert recognise(content, name) is expected
    assert expected.media_type


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"", "laporan.pdf", file_types.EMPTY),
        (b"MZ\x90\x00\x03", "laporan.pdf", file_types.UNKNOWN_TYPE),
        (b"\x7fELF", "laporan", file_types.UNKNOWN_TYPE),
        (b"\xe9\xe8 latin", "catatan.txt", file_types.UNKNOWN_TYPE),
        (office_file("pptx"), "paparan.xlsx", file_types.UNKNOWN_TYPE),
        (archive({"a.txt": b"x"}), "a.xlsx", file_types.AN_ARCHIVE.fill(kind="ZIP")),
        (archive({}), "a.zip", file_types.AN_ARCHIVE.fill(kind="ZIP")),
        (b"Rar!\x1a\x07\x01\x00", "a.rar", file_types.AN_ARCHIVE.fill(kind="RAR")),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", "a.7z", file_types.AN_ARCHIVE.fill(kind="7Z")),
        (gzip.compress(b"x", mtime=0), "a.csv", file_types.AN_ARCHIVE.fill(kind="GZ")),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "a.xls", file_types.LOCKED),
        (office_file("xlsx", {"xl/macrosheets/sheet1.xml": b"<x/>"}), "rekap.xlsx", file_types.ACTIVE_CONTENT),
        (office_file("xlsx", {"xl/vbaProject.bin": b"x"}), "rekap.xlsx", file_types.ACTIVE_CONTENT),
        (office_file("xlsx", {"xl/externalLinks/externalLink1.xml": b"x"}), "r.xlsx", file_types.ACTIVE_CONTENT),
        (office_file("docx", {"word/embeddings/oleObject1.bin": b"x"}), "n.docx", file_types.ACTIVE_CONTENT),
        (office_file("docx", {"word/activeX/activeX1.xml": b"x"}), "n.docx", file_types.ACTIVE_CONTENT),
        (office_file("docx", types='<Default ContentType="a.macroEnabled.b"/>'), "n.docx", file_types.ACTIVE_CONTENT),
        (
            office_file("docx", types='<Override ContentType="application/vnd.ms-office.vbaProject"/>'),
            "n.docx",
            file_types.ACTIVE_CONTENT,
        ),
    ],
)
def test_what_may_not_be_uploaded_is_refused_with_the_reason(content: bytes, name: str, reason: object) -> None:
    assert recognise(content, name) == reason


@pytest.mark.parametrize(
    "inside",
    [
        archive({"a.txt": b"x"}),
        gzip.compress(b"x", mtime=0),
        b"Rar!\x1a\x07\x01\x00",
        b"MZ\x90\x00",
        b"\x7fELF\x02",
        office_file("xlsx", {"xl/vbaProject.bin": b"x"}),
        office_file("docx", {"word/embeddings/Lembar1.xlsx": office_file("xlsx")}),
        office_file("xlsx", {"xl/worksheets/sheet1.xml": bytes(60 * 1024 * 1024)}),
    ],
    ids=["zip", "gzip", "rar", "program", "program", "macro", "two levels", "bomb"],
)
def test_what_lies_inside_an_office_file_is_held_to_the_same_rules(inside: bytes) -> None:
    refused = recognise(office_file("docx", {"word/embeddings/Lembar1.xlsx": inside}), "notulen.docx")

    assert refused == file_types.NESTED_ARCHIVE.fill(part="Lembar1.xlsx")


def test_a_nested_file_that_inflates_too_far_is_not_inflated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_types, "LARGEST_NESTED", 100)

    refused = recognise(office_file("docx", {"word/embeddings/a.xlsx": office_file("xlsx")}), "notulen.docx")

    assert refused == file_types.NESTED_ARCHIVE.fill(part="a.xlsx")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("hyperlink", FileType.DOCX), ("attachedTemplate", file_types.ACTIVE_CONTENT)],
)
def test_a_template_from_elsewhere_is_refused_and_a_hyperlink_is_not(kind: str, expected: object) -> None:
    link = f'<Relationships><Relationship Type="http://s/{kind}" Target="http://x" TargetMode="External"/>'
    inside = '<Relationship Type="http://s/styles" Target="styles.xml"/></Relationships>'

    found = recognise(office_file("docx", {"word/_rels/document.xml.rels": (link + inside).encode()}), "n.docx")

    assert found == expected


def test_parts_that_lie_over_each_other_are_refused() -> None:
    """The bomb of many names for one stretch of bytes: what the directory promises is more than the file holds."""
    made = bytearray(office_file("xlsx", {f"xl/a{number}.xml": bytes(1_000) for number in range(9)}))
    with zipfile.ZipFile(io.BytesIO(bytes(made))) as opened:
        first = opened.infolist()[1].header_offset
    place = 0
    while (place := made.find(b"PK\x01\x02", place + 1)) >= 0:
        made[place + 20 : place + 24] = (len(made) // 4).to_bytes(4, "little")
        made[place + 42 : place + 46] = first.to_bytes(4, "little")

    assert recognise(bytes(made), "rekap.xlsx") == file_types.UNSAFE_ARCHIVE


def pdf(*parts: bytes) -> bytes:
    return b"\n".join((PDF, *parts, b"trailer << /Root 1 0 R >>", b"%%EOF"))


def objects(inside: bytes) -> bytes:
    packed = zlib.compress(inside)
    return b"2 0 obj << /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode >>\nstream\n" + packed + b"\nendstream"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (pdf(b"<< /Title (JavaScript) /Encryption false >>"), FileType.PDF),
        (pdf(b"<< /S /JavaScript /JS (app.alert) >>"), file_types.ACTIVE_PDF),
        (pdf(b"<< /S /J#61vaScript >>"), file_types.ACTIVE_PDF),
        (pdf(b"<< /S /Launch /F (a.exe) >>"), file_types.ACTIVE_PDF),
        (pdf(b"<< /EmbeddedFiles 3 0 R >>"), file_types.ACTIVE_PDF),
        (pdf(b"<< /Encrypt 4 0 R >>"), file_types.LOCKED),
        (pdf(objects(b"<< /Pages 3 0 R >>")), FileType.PDF),
        (pdf(objects(b"<< /S /JavaScript >>")), file_types.ACTIVE_PDF),
        (pdf(objects(b"<< /Pages 3 0 R >>").replace(b"x", b"y", 1)), FileType.PDF),
        (pdf(objects(bytes(70 * 1024 * 1024))), file_types.UNSAFE_PDF),
    ],
    ids=[
        "plain",
        "script",
        "hidden script",
        "command",
        "attachment",
        "locked",
        "packed",
        "packed script",
        "odd",
        "bomb",
    ],
)
def test_a_pdf_carries_no_script_no_attachment_and_no_lock(content: bytes, expected: object) -> None:
    assert recognise(content, "laporan.pdf") == expected


@pytest.mark.parametrize("name", ["laporan.png", "laporan", "laporan.pdf.exe", "pdf"])
def test_a_name_that_promises_another_type_is_refused(name: str) -> None:
    refused = recognise(PDF, name)

    assert refused == file_types.OTHER_NAME.fill(found="PDF", suffixes=".pdf")


@pytest.mark.parametrize("name", ["/etc/passwd", "../../keluar.xml", "C:/a.xml", "xl\\..\\a.xml", "xl/../../a.xml"])
def test_a_part_that_leaves_its_folder_is_refused(name: str) -> None:
    assert recognise(office_file("xlsx", {name: b"x"}), "rekap.xlsx") == file_types.UNSAFE_ARCHIVE


def test_an_archive_that_inflates_beyond_all_measure_is_refused_at_once() -> None:
    bomb = office_file("xlsx", {"xl/worksheets/sheet1.xml": bytes(120 * 1024 * 1024)})
    assert len(bomb) < 200_000

    started = time.perf_counter()
    found = recognise(bomb, "rekap.xlsx")

    assert found == file_types.UNSAFE_ARCHIVE
    assert time.perf_counter() - started < 0.1


def test_a_list_of_content_types_that_inflates_too_far_is_refused() -> None:
    assert recognise(archive({"[Content_Types].xml": b" " * 262_145}), "a.xlsx") == file_types.UNSAFE_ARCHIVE
    just_too_long = archive({"[Content_Types].xml": b" " * 262_145}, method=zipfile.ZIP_STORED)
    assert recognise(just_too_long, "a.xlsx") == file_types.UNSAFE_ARCHIVE


def test_an_archive_of_very_many_parts_is_refused_before_its_directory_is_read() -> None:
    many = archive({f"a{number}": b"" for number in range(2_001)})

    assert recognise(many, "a.xlsx") == file_types.UNSAFE_ARCHIVE


def test_a_directory_that_lies_about_its_length_is_refused() -> None:
    many = bytearray(archive({f"a{number}": b"" for number in range(2_001)}))
    end = many.rfind(b"PK\x05\x06")
    many[end + 8 : end + 12] = (1).to_bytes(2, "little") * 2

    assert recognise(bytes(many), "a.xlsx") == file_types.UNSAFE_ARCHIVE


def test_two_parts_of_one_name_are_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        twice = _with_two_of_one_name()

    assert recognise(twice, "a.xlsx") == file_types.UNSAFE_ARCHIVE


def test_a_symbolic_link_is_refused() -> None:
    link = zipfile.ZipInfo("xl/link.xml")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16

    assert recognise(_with(link, b"/etc/passwd"), "a.xlsx") == file_types.UNSAFE_ARCHIVE


def test_an_unusual_compression_is_refused() -> None:
    unusual = archive({"[Content_Types].xml": b"<Types/>"}, method=zipfile.ZIP_LZMA)

    assert recognise(unusual, "a.xlsx") == file_types.UNSAFE_ARCHIVE


@pytest.mark.parametrize("cut", [10, 60, -1, -30])
def test_a_broken_archive_is_refused(cut: int) -> None:
    assert recognise(office_file("xlsx")[:cut], "rekap.xlsx") == file_types.UNSAFE_ARCHIVE


def test_damaged_content_is_refused() -> None:
    damaged = bytearray(office_file("xlsx"))
    damaged[60:75] = b"\xff" * 15

    assert recognise(bytes(damaged), "rekap.xlsx") == file_types.UNSAFE_ARCHIVE


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("laporan.pdf", "laporan.pdf"),
        ("C:\\Users\\ani\\laporan akhir.pdf", "laporan akhir.pdf"),
        ("../../etc/passwd", "passwd"),
        ("lap\r\noran\u202e.pdf", "laporan.pdf"),
        ("  .laporan .pdf", "laporan .pdf"),
        ("", "berkas"),
        ("...", "berkas"),
        (".pdf", "pdf"),
        ("a" * 300 + ".pdf", "a" * 146 + ".pdf"),
        ("a." + "b" * 300, "berkas." + "b" * 143),
    ],
)
def test_a_file_name_is_shown_without_folders_and_hidden_characters(given: str, shown: str) -> None:
    assert shown_name(given) == shown


def _with(part: zipfile.ZipInfo, content: bytes) -> bytes:
    return _appended(office_file("xlsx"), part, content)


def _with_two_of_one_name() -> bytes:
    return _appended(office_file("xlsx"), zipfile.ZipInfo("[Content_Types].xml"), b"<Types/>")


def _appended(made: bytes, part: zipfile.ZipInfo, content: bytes) -> bytes:
    buffer = io.BytesIO(made)
    with zipfile.ZipFile(buffer, "a") as opened:
        opened.writestr(part, content)
    return buffer.getvalue()
