"""Pure rules of imports: reading a CSV file, and checking each row of a personnel list.

Nothing in a cell is ever run or guessed: `=1+1` is a name of four characters, a date is written in one way only.
"""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeAlias
from uuid import UUID

from kinerja_api.employees.types import PNS_RANKS, PPPK_GRADES, Education, Employment, NipFacts
from kinerja_api.employees.types.rosters import Diploma, HeadPost, PostHeld, RankHeld, Registered, Registration
from kinerja_api.exchange.types import (
    EDUCATIONS,
    EMPLOYMENTS,
    OPTIONAL_COLUMNS,
    Column,
    Fault,
    FaultCode,
    Known,
    RawRow,
    Sheet,
)
from kinerja_api.kit.text import Text

LONGEST_NAME = 300
LONGEST_SHOWN = 120
# A decree may give a rank or a post from a day to come.
FARTHEST_AHEAD = timedelta(days=366)

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}", re.ASCII)
_UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")

NOT_UTF8 = Text(
    "Berkas bukan UTF-8 (baris {line}). Simpan ulang sebagai CSV UTF-8.",
    "The file is not UTF-8 (line {line}). Save it again as CSV UTF-8.",
)
EMPTY = Text("Berkas kosong: baris judul kolom wajib ada.", "The file is empty: a header row is required.")
NUL = Text("Berkas memuat karakter NUL; ini bukan CSV.", "The file contains NUL characters; this is no CSV.")
COLUMNS = Text(
    "Judul kolom tidak cocok. Kurang: {missing}. Tidak dikenal: {unknown}. Ganda: {repeated}.",
    "The header does not fit. Missing: {missing}. Unknown: {unknown}. Repeated: {repeated}.",
)
QUOTES = Text(
    "Tanda kutip atau sel tidak beres mulai baris {line}.", "Quotes or cells are out of order from line {line} on."
)
TOO_MANY = Text(
    "Paling banyak {most} baris sekali kirim; bagi berkas ini.", "At most {most} rows at a time; divide the file."
)

NipCheck: TypeAlias = Callable[[str, Employment], NipFacts | Text]


def read_sheet(content: bytes, *, most_rows: int) -> Sheet | Text:
    """Return header and rows of a CSV file (comma or semicolon, UTF-8 with or without BOM), or what is wrong."""
    text = _decode(content)
    if isinstance(text, Text):
        return text
    first, _, _ = text.lstrip().partition("\n")
    separator = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    begin = 1
    columns: tuple[Column, ...] = ()
    rows: list[RawRow] = []
    try:
        for cells in reader:
            line, begin = begin, reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if not columns:
                found = _columns(cells)
                if isinstance(found, Text):
                    return found
                columns = found
                continue
            if len(rows) == most_rows:
                return TOO_MANY.fill(most=most_rows)
            values = dict(zip(columns, (cell.strip() for cell in cells), strict=False))
            rows.append(RawRow(line, values, len(cells)))
    except csv.Error:
        return QUOTES.fill(line=begin)
    return Sheet(columns, tuple(rows)) if columns else EMPTY


def _decode(content: bytes) -> str | Text:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return NOT_UTF8.fill(line=content[: error.start].count(b"\n") + 1)
    return NUL if "\x00" in text else text


def _columns(cells: Sequence[str]) -> tuple[Column, ...] | Text:
    names = [cell.strip().lower() for cell in cells]
    known = {column.value for column in Column}
    missing = sorted(column.value for column in Column if column not in OPTIONAL_COLUMNS and column.value not in names)
    unknown = sorted({shown(name) for name in names if name not in known})
    repeated = sorted({name for name in names if name in known and names.count(name) > 1})
    if missing or unknown or repeated:
        return COLUMNS.fill(
            missing=", ".join(missing) or "-", unknown=", ".join(unknown) or "-", repeated=", ".join(repeated) or "-"
        )
    return tuple(Column(name) for name in names)


def shown(value: str) -> str:
    """Return a value as a report may show it: one line, not too long, nothing invisible."""
    plain = _UNSHOWN.sub("�", value)
    return plain if len(plain) <= LONGEST_SHOWN else f"{plain[: LONGEST_SHOWN - 1]}…"


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """A row that is right in itself."""

    line: int
    registration: Registration
    username: str | None


@dataclass(slots=True)
class _Cells:
    """The cells of one row and the faults found in them so far."""

    row: RawRow
    faults: list[Fault] = field(default_factory=list)

    def get(self, column: Column) -> str:
        """Return a cell; an absent one is empty."""
        return self.row.cells.get(column, "")

    def blame(self, column: Column, code: FaultCode, **values: str) -> None:
        """Add a fault of a cell."""
        self.faults.append(Fault(self.row.line, column, shown(self.get(column)), code, values))

    def require(self, *columns: Column) -> bool:
        """Tell whether cells are all filled, and blame those that are not."""
        empty = [column for column in columns if not self.get(column)]
        for column in empty:
            self.blame(column, FaultCode.REQUIRED)
        return not empty

    def given_together(self, *columns: Column) -> bool:
        """Tell whether cells that belong together are all filled; blame the empty ones when only some are."""
        filled = [column for column in columns if self.get(column)]
        if filled:
            for column in columns:
                if not self.get(column):
                    self.blame(column, FaultCode.REQUIRED_TOGETHER, other=filled[0].value)
        return len(filled) == len(columns)


def check_row(row: RawRow, known: Known, check_nip: NipCheck, *, width: int) -> CheckedRow | list[Fault]:
    """Return what a row says, or every fault in it."""
    if row.width != width:
        values = {"found": str(row.width), "expected": str(width)}
        return [Fault(row.line, None, "", FaultCode.CELL_COUNT, values)]
    cells = _Cells(row)
    cells.require(Column.NIP, Column.NAME, Column.EMPLOYMENT)
    name = _name(cells)
    employment = _employment(cells)
    facts = _nip(cells, employment, check_nip)
    born = facts.born_on if facts else None
    rank = _rank(cells, employment, born, known)
    post = _post(cells, born, known)
    diploma = _diploma(cells, born, known)
    username = _username(cells)
    if cells.faults or facts is None or employment is None:
        return cells.faults
    registration = Registration(
        nip=cells.get(Column.NIP).replace(" ", ""),
        name=name,
        employment=employment,
        born_on=facts.born_on,
        sex=facts.sex,
        rank=rank,
        post=post,
        diploma=diploma,
    )
    return CheckedRow(row.line, registration, username)


def _name(cells: _Cells) -> str:
    name = cells.get(Column.NAME)
    if len(name) > LONGEST_NAME:
        cells.blame(Column.NAME, FaultCode.TOO_LONG, most=str(LONGEST_NAME))
    if _UNSHOWN.search(name):
        cells.blame(Column.NAME, FaultCode.CONTROL_CHARACTER)
    return name


def _employment(cells: _Cells) -> Employment | None:
    given = cells.get(Column.EMPLOYMENT).lower()
    if given in EMPLOYMENTS:
        return Employment(given)
    if given:
        cells.blame(Column.EMPLOYMENT, FaultCode.UNKNOWN_EMPLOYMENT, known=", ".join(each.value for each in Employment))
    return None


def _nip(cells: _Cells, employment: Employment | None, check_nip: NipCheck) -> NipFacts | None:
    # On paper a NIP is printed in groups: 19900315 201504 1 002.
    nip = cells.get(Column.NIP).replace(" ", "")
    if not nip or employment is None:
        return None
    found = check_nip(nip, employment)
    if isinstance(found, Text):
        cells.blame(Column.NIP, FaultCode.NIP_NOT_VALID, why_id=found.id, why_en=found.en)
        return None
    return found


def _rank(cells: _Cells, employment: Employment | None, born: date | None, known: Known) -> RankHeld | None:
    if not cells.given_together(Column.RANK, Column.RANK_SINCE):
        return None
    since = _day(cells, Column.RANK_SINCE, born, known.today + FARTHEST_AHEAD)
    rank = cells.get(Column.RANK)
    if employment is not None:
        ranks = PPPK_GRADES if employment is Employment.PPPK else PNS_RANKS
        if rank not in ranks:
            cells.blame(Column.RANK, FaultCode.UNKNOWN_RANK, employment=employment.value.upper())
            return None
    return RankHeld(rank, since) if since else None


def _post(cells: _Cells, born: date | None, known: Known) -> PostHeld | None:
    if not cells.given_together(Column.UNIT_CODE, Column.POSITION_CODE, Column.ASSIGNED_SINCE):
        return None
    since = _day(cells, Column.ASSIGNED_SINCE, born, known.today + FARTHEST_AHEAD)
    unit_id = known.units.get(cells.get(Column.UNIT_CODE))
    if unit_id is None:
        cells.blame(Column.UNIT_CODE, FaultCode.UNKNOWN_UNIT)
    position_id = _position(cells, unit_id, known)
    return PostHeld(position_id, since) if position_id and since else None


def _position(cells: _Cells, unit_id: UUID | None, known: Known) -> UUID | None:
    found = known.positions.get(cells.get(Column.POSITION_CODE))
    if found is None:
        cells.blame(Column.POSITION_CODE, FaultCode.UNKNOWN_POSITION)
        return None
    if unit_id is not None and found[1] != unit_id:
        cells.blame(Column.POSITION_CODE, FaultCode.POSITION_OF_ANOTHER_UNIT, unit=shown(cells.get(Column.UNIT_CODE)))
        return None
    return found[0]


def _diploma(cells: _Cells, born: date | None, known: Known) -> Diploma | None:
    if not cells.given_together(Column.EDUCATION, Column.GRADUATED_ON):
        return None
    graduated_on = _day(cells, Column.GRADUATED_ON, born, known.today)
    level = cells.get(Column.EDUCATION).lower()
    if level not in EDUCATIONS:
        cells.blame(Column.EDUCATION, FaultCode.UNKNOWN_EDUCATION, known=", ".join(each.value for each in Education))
        return None
    return Diploma(Education(level), graduated_on) if graduated_on else None


def _day(cells: _Cells, column: Column, born: date | None, latest: date) -> date | None:
    written = cells.get(column)
    try:
        day = date.fromisoformat(written) if _DAY.fullmatch(written) else None
    except ValueError:
        day = None
    if day is None:
        cells.blame(column, FaultCode.NOT_A_DATE)
    elif born is not None and day <= born:
        cells.blame(column, FaultCode.DATE_TOO_EARLY, born=born.isoformat())
    elif day > latest:
        cells.blame(column, FaultCode.DATE_TOO_LATE, latest=latest.isoformat())
    return day


def _username(cells: _Cells) -> str | None:
    username = cells.get(Column.USERNAME).lower()
    if username and not _USERNAME.fullmatch(username):
        cells.blame(Column.USERNAME, FaultCode.USERNAME_NOT_VALID)
    return username or None


def find_repeated(rows: Iterable[CheckedRow]) -> list[Fault]:
    """Return a fault for each row whose NIP or user name stands in an earlier row."""
    faults: list[Fault] = []
    nips: dict[str, int] = {}
    usernames: dict[str, int] = {}
    for row in rows:
        first = nips.setdefault(row.registration.nip, row.line)
        if first != row.line:
            faults.append(
                Fault(row.line, Column.NIP, row.registration.nip, FaultCode.REPEATED_NIP, {"line": str(first)})
            )
        if row.username is None:
            continue
        first = usernames.setdefault(row.username, row.line)
        if first != row.line:
            faults.append(
                Fault(row.line, Column.USERNAME, row.username, FaultCode.REPEATED_USERNAME, {"line": str(first)})
            )
    return faults


def find_taken_posts(
    rows: Sequence[CheckedRow], heads: Iterable[HeadPost], registered: Mapping[str, Registered]
) -> list[Fault]:
    """Return a fault for each row that gives a head's post which is, and stays, somebody else's.

    A holder who gets another post in the same file makes room, but only when that row is itself taken over; so rows
    fall one after another until the rest agrees.
    """
    holders: dict[UUID, list[HeadPost]] = defaultdict(list)
    for head in heads:
        holders[head.position_id].append(head)
    moves = {row.registration.nip: row for row in rows if _is_move(row, registered)}
    faults: list[Fault] = []
    while True:
        falling = [fault for row in moves.values() if (fault := _taken(row, holders, moves)) is not None]
        if not falling:
            return faults
        faults += falling
        lines = {fault.line for fault in falling}
        moves = {nip: row for nip, row in moves.items() if row.line not in lines}


def _is_move(row: CheckedRow, registered: Mapping[str, Registered]) -> bool:
    """Tell whether a row gives a post that is not on record."""
    post, known = row.registration.post, registered.get(row.registration.nip)
    if post is None:
        return False
    return known is None or all(
        (held.position_id, held.since) != (post.position_id, post.since) for held in known.posts
    )


def _taken(row: CheckedRow, holders: Mapping[UUID, list[HeadPost]], moves: Mapping[str, CheckedRow]) -> Fault | None:
    post, nip = row.registration.post, row.registration.nip
    if post is None or post.position_id not in holders:
        return None
    value = shown(nip)
    for other in moves.values():
        if (
            other.line < row.line
            and other.registration.post
            and other.registration.post.position_id == post.position_id
        ):
            return Fault(row.line, Column.POSITION_CODE, value, FaultCode.HEAD_POST_TWICE, {"line": str(other.line)})
    for head in holders[post.position_id]:
        if head.holder_nip in {None, nip} or (head.until is not None and head.until <= post.since):
            continue
        leaving = moves.get(head.holder_nip or "")
        given = leaving.registration.post if leaving else None
        if given is None or given.position_id == post.position_id or given.since > post.since:
            return Fault(row.line, Column.POSITION_CODE, value, FaultCode.HEAD_POST_TAKEN)
    return None
