"""Uploaded files are what their bytes say, and nothing in them is active (S29, T19)."""

import io
import stat
import time
import zipfile

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
        (archive({"a.txt": b"x"}), "a.xlsx", file_types.UNKNOWN_TYPE),
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
