"""Values of imports."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum, auto
from uuid import UUID

from kinerja_api.employees.types import Education, Employment


class ImportKind(StrEnum):
    """What a file holds."""

    EMPLOYEES = auto()


class ImportStatus(StrEnum):
    """How an import ended: all rows taken over, the good ones, or none."""

    COMPLETED = auto()
    PARTIAL = auto()
    REFUSED = auto()


class Column(StrEnum):
    """The columns of a personnel list; all stand in the header, in any order."""

    NIP = auto()
    NAME = auto()
    EMPLOYMENT = auto()
    RANK = auto()
    RANK_SINCE = auto()
    UNIT_CODE = auto()
    POSITION_CODE = auto()
    ASSIGNED_SINCE = auto()
    EDUCATION = auto()
    GRADUATED_ON = auto()
    USERNAME = auto()


# May be missing from the header too.
OPTIONAL_COLUMNS = frozenset({Column.USERNAME})


class Fixer(StrEnum):
    """Who must put a row right."""

    SENDER = auto()
    HR_ADMIN = auto()
    ORGANIZATION_KEEPER = auto()
    ACCOUNT_KEEPER = auto()


class FaultCode(StrEnum):
    """What can be wrong with a row; stable, so that programs can act on it."""

    CELL_COUNT = auto()
    REQUIRED = auto()
    REQUIRED_TOGETHER = auto()
    TOO_LONG = auto()
    CONTROL_CHARACTER = auto()
    NIP_NOT_VALID = auto()
    UNKNOWN_EMPLOYMENT = auto()
    UNKNOWN_RANK = auto()
    UNKNOWN_EDUCATION = auto()
    UNKNOWN_UNIT = auto()
    UNKNOWN_POSITION = auto()
    POSITION_OF_ANOTHER_UNIT = auto()
    NOT_A_DATE = auto()
    DATE_TOO_EARLY = auto()
    DATE_TOO_LATE = auto()
    USERNAME_NOT_VALID = auto()
    REPEATED_NIP = auto()
    REPEATED_USERNAME = auto()
    HEAD_POST_TAKEN = auto()
    HEAD_POST_TWICE = auto()
    LATER_POST_RECORDED = auto()
    USERNAME_TAKEN = auto()
    OTHER_USERNAME = auto()


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a row: line and column as a spreadsheet shows them, and the value found there.

    `values` fill the sentence of the code, such as the line of the row that came first.
    """

    line: int
    column: Column | None
    value: str
    code: FaultCode
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as it stands in the file."""

    line: int
    cells: Mapping[Column, str]
    width: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file that could be read."""

    columns: tuple[Column, ...]
    rows: tuple[RawRow, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What the rows of a personnel list are checked against, loaded once for the whole file."""

    today: date
    units: Mapping[str, UUID]
    positions: Mapping[str, tuple[UUID, UUID]]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows a file had, and what became of them."""

    rows: int
    created: int
    updated: int
    unchanged: int
    refused: int


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of an import."""

    import_id: UUID
    status: ImportStatus
    counts: Counts
    faults: tuple[Fault, ...]


EMPLOYMENTS = frozenset(each.value for each in Employment)
EDUCATIONS = frozenset(each.value for each in Education)
