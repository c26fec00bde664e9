"""Reading a CSV file and checking each row of a personnel list, without a database."""

from datetime import date
from uuid import UUID

import pytest

from kinerja_api.employees.rules import check_nip
from kinerja_api.employees.types import Education, Employment, Sex
from kinerja_api.employees.types.rosters import Diploma, HeadPost, PostHeld, RankHeld, Registered, Registration
from kinerja_api.exchange.errors import FAULTS, FIXERS
from kinerja_api.exchange.rules import CheckedRow, check_row, find_repeated, find_taken_posts, read_sheet, shown
from kinerja_api.exchange.types import Column, Fault, FaultCode, Fixer, Known, RawRow, Sheet
from kinerja_api.kit.text import Text

HEADER = "nip,name,employment,rank,rank_since,unit_code,position_code,assigned_since,education,graduated_on"
UNIT, OTHER_UNIT, POST, HEAD = (UUID(int=number) for number in range(1, 5))
KNOWN = Known(
    today=date(2026, 4, 6),
    units={"bidang": UNIT, "dinas": OTHER_UNIT},
    positions={"analis": (POST, UNIT), "kepala": (HEAD, UNIT)},
)
GOOD = {
    Column.NIP: "19900315 201504 2 001",
    Column.NAME: "Sari Dewi",
    Column.EMPLOYMENT: "PNS",
    Column.RANK: "III/a",
    Column.RANK_SINCE: "2022-04-01",
    Column.UNIT_CODE: "bidang",
    Column.POSITION_CODE: "analis",
    Column.ASSIGNED_SINCE: "2022-04-01",
    Column.EDUCATION: "S1",
    Column.GRADUATED_ON: "2012-08-01",
    Column.USERNAME: "Sari.Dewi",
}


def check(**cells: str) -> CheckedRow | list[Fault]:
    row = RawRow(7, GOOD | {Column(name): value for name, value in cells.items()}, len(GOOD))
    return check_row(row, KNOWN, check_nip, width=len(GOOD))


def test_a_good_row_says_everything() -> None:
    row = check()

    assert isinstance(row, CheckedRow)
    assert row == CheckedRow(
        7,
        Registration(
            nip="199003152015042001",
            name="Sari Dewi",
            employment=Employment.PNS,
            born_on=date(1990, 3, 15),
            sex=Sex.FEMALE,
            rank=RankHeld("III/a", date(2022, 4, 1)),
            post=PostHeld(POST, date(2022, 4, 1)),
            diploma=Diploma(Education.S1, date(2012, 8, 1)),
        ),
        "sari.dewi",
    )


def test_what_may_be_absent_is_absent_together() -> None:
    absent = ("rank", "rank_since", "unit_code", "position_code", "assigned_since", "education", "graduated_on")
    row = check(**dict.fromkeys((*absent, "username"), ""))

    assert isinstance(row, CheckedRow)
    assert (row.registration.rank, row.registration.post, row.registration.diploma, row.username) == (None,) * 4


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"nip": ""}, [("nip", "required")]),
        ({"name": ""}, [("name", "required")]),
        ({"employment": ""}, [("employment", "required")]),
        ({"name": "x" * 301}, [("name", "too_long")]),
        ({"name": "Sa\u200bri"}, [("name", "control_character")]),
        ({"employment": "asn"}, [("employment", "unknown_employment")]),
        ({"employment": "asn", "rank": "nil"}, [("employment", "unknown_employment")]),
        ({"nip": "199013152015042001"}, [("nip", "nip_not_valid")]),
        ({"employment": "pppk", "rank": "IX"}, [("nip", "nip_not_valid")]),
        ({"rank": "IX"}, [("rank", "unknown_rank")]),
        ({"rank_since": ""}, [("rank_since", "required_together")]),
        ({"rank": ""}, [("rank", "required_together")]),
        ({"unit_code": ""}, [("unit_code", "required_together")]),
        ({"unit_code": "nil"}, [("unit_code", "unknown_unit")]),
        ({"position_code": "nil"}, [("position_code", "unknown_position")]),
        (
            {"unit_code": "nil", "position_code": "nil"},
            [("unit_code", "unknown_unit"), ("position_code", "unknown_position")],
        ),
        ({"unit_code": "dinas"}, [("position_code", "position_of_another_unit")]),
        ({"education": "s9"}, [("education", "unknown_education")]),
        ({"rank_since": "2022-02-30"}, [("rank_since", "not_a_date")]),
        ({"rank_since": "20220401"}, [("rank_since", "not_a_date")]),
        ({"assigned_since": "1 April 2022"}, [("assigned_since", "not_a_date")]),
        ({"graduated_on": "01/08/2012"}, [("graduated_on", "not_a_date")]),
        ({"graduated_on": "1990-03-15"}, [("graduated_on", "date_too_early")]),
        ({"graduated_on": "2026-04-07"}, [("graduated_on", "date_too_late")]),
        ({"rank_since": "2027-04-08"}, [("rank_since", "date_too_late")]),
        ({"username": "sari dewi"}, [("username", "username_not_valid")]),
    ],
)
def test_every_fault_names_its_column(cells: dict[str, str], expected: list[tuple[str, str]]) -> None:
    found = check(**cells)

    assert isinstance(found, list)
    assert [(fault.column, fault.code) for fault in found] == expected
    assert {fault.line for fault in found} == {7}


def test_a_row_of_another_width_is_one_fault() -> None:
    found = check_row(RawRow(3, {}, 4), KNOWN, check_nip, width=10)

    assert found == [Fault(3, None, "", FaultCode.CELL_COUNT, {"found": "4", "expected": "10"})]


def test_every_code_has_a_sentence_and_somebody_who_fixes_it() -> None:
    assert FAULTS.keys() == set(FaultCode)
    assert FIXERS.keys() == set(Fixer)
    assert {fault.fixer for fault in FAULTS.values()} == set(Fixer)


def test_lines_are_those_of_the_file_even_with_blank_lines_and_cells_of_two_lines() -> None:
    content = f'{HEADER}\r\n\r\n1,"a\r\nb",c,,,,,,,\r\n2,b,c,,,,,,,\r\n'.encode()

    read = read_sheet(content, most_rows=9)

    assert isinstance(read, Sheet)
    assert [row.line for row in read.rows] == [3, 5]
    assert read.rows[0].cells[Column.NAME] == "a\r\nb"
    assert (len(read.columns), read.rows[1].width) == (10, 10)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"\xff", "line 1"),
        (b"a\x00", "NUL"),
        (HEADER.replace("nip", "nomor").encode(), "Missing: nip. Unknown: nomor. Repeated: -"),
        (f"{HEADER},nip".encode(), "Repeated: nip"),
        (f'{HEADER}\n"1'.encode(), "line 2"),
        (f"{HEADER}\n1,,,,,,,,,\n2,,,,,,,,,\n".encode(), "At most 1 rows"),
    ],
)
def test_what_is_no_list_is_told_in_one_sentence(content: bytes, words: str) -> None:
    wrong = read_sheet(content, most_rows=1)

    assert isinstance(wrong, Text)
    assert words in wrong.en


def test_semicolons_are_seen_by_the_header() -> None:
    read = read_sheet(b"\xef\xbb\xbf" + HEADER.replace(",", ";").encode() + b"\n1;a,b;c;;;;;;;\n", most_rows=1)

    assert isinstance(read, Sheet)
    assert read.rows[0].cells[Column.NAME] == "a,b"


def test_a_value_in_a_report_is_short_and_visible() -> None:
    assert shown("a\u200bb\n") == "a\ufffdb\ufffd"
    assert shown("x" * 120) == "x" * 120
    assert len(shown("x" * 121)) == 120


def row(line: int, nip: str, post: PostHeld | None = None, username: str | None = None) -> CheckedRow:
    registration = Registration(nip, "A", Employment.PNS, date(1990, 1, 1), Sex.MALE, None, post, None)
    return CheckedRow(line, registration, username)


def holding(post: PostHeld) -> Registered:
    return Registered(UUID(int=99), "A", Employment.PNS, (), (post,), ())


def test_the_first_of_two_rows_stays() -> None:
    found = find_repeated(
        [row(2, "1", username="a"), row(3, "2", username="a"), row(4, "1"), row(5, "3", username="b")]
    )

    assert [(fault.line, fault.code, fault.values["line"]) for fault in found] == [
        (3, "repeated_username", "2"),
        (4, "repeated_nip", "2"),
    ]


LONG_AGO, SPRING, SUMMER = date(2020, 1, 1), date(2026, 4, 1), date(2026, 7, 1)
HELD = HeadPost(HEAD, "boss", LONG_AGO, None)
BOSS = {"boss": holding(PostHeld(HEAD, LONG_AGO))}


@pytest.mark.parametrize(
    ("rows", "heads", "expected"),
    [
        ([row(2, "1", PostHeld(HEAD, SPRING))], [HELD], [(2, "head_post_taken")]),
        ([row(2, "1", PostHeld(HEAD, SPRING))], [HeadPost(HEAD, None, None, None)], []),
        ([row(2, "1", PostHeld(HEAD, SPRING))], [HeadPost(HEAD, "boss", LONG_AGO, SPRING)], []),
        ([row(2, "1", PostHeld(POST, SPRING)), row(3, "2")], [HELD], []),
        # The holder's own row says what is on record: nobody moves.
        (
            [row(2, "boss", PostHeld(HEAD, LONG_AGO)), row(3, "1", PostHeld(HEAD, SPRING))],
            [HELD],
            [(3, "head_post_taken")],
        ),
        # The holder leaves in time, too late, or is given the same post anew.
        ([row(2, "1", PostHeld(HEAD, SPRING)), row(3, "boss", PostHeld(POST, SPRING))], [HELD], []),
        (
            [row(2, "1", PostHeld(HEAD, SPRING)), row(3, "boss", PostHeld(POST, SUMMER))],
            [HELD],
            [(2, "head_post_taken")],
        ),
        (
            [row(2, "boss", PostHeld(HEAD, SPRING)), row(3, "1", PostHeld(HEAD, SPRING))],
            [HELD],
            [(3, "head_post_twice")],
        ),
        (
            [row(2, "1", PostHeld(HEAD, SPRING)), row(3, "2", PostHeld(HEAD, SPRING))],
            [HeadPost(HEAD, None, None, None)],
            [(3, "head_post_twice")],
        ),
    ],
)
def test_a_heads_post_has_one_holder(
    rows: list[CheckedRow], heads: list[HeadPost], expected: list[tuple[int, str]]
) -> None:
    found = find_taken_posts(rows, heads, BOSS)

    assert [(fault.line, fault.code) for fault in found] == expected


def test_rows_fall_one_after_another_when_the_last_cannot_move() -> None:
    top = UUID(int=50)
    registered = BOSS | {"chief": holding(PostHeld(top, LONG_AGO))}
    heads = [HELD, HeadPost(top, "chief", LONG_AGO, None)]

    found = find_taken_posts(
        [row(2, "1", PostHeld(HEAD, SPRING)), row(3, "boss", PostHeld(top, SPRING))], heads, registered
    )

    assert [(fault.line, fault.code) for fault in found] == [(3, "head_post_taken"), (2, "head_post_taken")]
