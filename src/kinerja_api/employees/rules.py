"""The NIP and what it says (Perka BKN 22/2007; for PPPK, PP 49/2018)."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from kinerja_api.authz.decision import Relation
from kinerja_api.employees.types import Employment, NipFacts, Place, Sex, Standing, Superior
from kinerja_api.employees.types.reports import HandedOver
from kinerja_api.employees.types.rosters import Registered, Registration, RosterChange, RosterPart
from kinerja_api.kit.text import Basis, Text

NIP_LAW = (Basis("Perka BKN 22/2007", "NIP 18 digit"), Basis("PP 49/2018", "NI PPPK"))
# Digits 13 and 14: month of appointment for PNS, number of the contract counted from 21 for PPPK.
FIRST_CONTRACT = 21
_SHAPE = re.compile(r"(\d{4})(\d{2})(\d{2})(\d{4})(\d{2})(\d)(\d{3})", re.ASCII)

NOT_18_DIGITS = Text("NIP harus 18 angka.", "A NIP has 18 digits.")
BAD_BIRTH = Text("Angka 1-8 NIP bukan tanggal lahir yang benar.", "Digits 1-8 of the NIP are not a date of birth.")
BAD_APPOINTMENT = Text(
    "Angka 13-14 NIP harus bulan 01-12 (PNS) atau 21 ke atas (PPPK).",
    "Digits 13-14 of the NIP must be a month 01-12 (PNS) or 21 and above (PPPK).",
)
BAD_SEX = Text("Angka ke-15 NIP harus 1 (pria) atau 2 (wanita).", "Digit 15 of the NIP must be 1 (male) or 2 (female).")
BAD_YEAR = Text(
    "Angka 9-12 NIP (tahun pengangkatan) mendahului usia 18 tahun.",
    "Digits 9-12 of the NIP (year of appointment) come before the age of 18.",
)
WRONG_EMPLOYMENT = Text("NIP ini milik {found}, bukan {given}.", "This NIP belongs to {found}, not to {given}.")
YOUNGEST = 18
ONE_DAY = timedelta(days=1)
BY_LEVEL = {1: Relation.RATING_OFFICIAL, 2: Relation.SUPERIOR_OF_RATING_OFFICIAL}


@dataclass(frozen=True, slots=True)
class Stand:
    """How somebody stood to an employee on the day that counts, by the lines of those who serve still, and today."""

    then: Standing
    today: Relation

    @property
    def standing(self) -> Standing:
        """How somebody acts and sees: as they stood then; whoever stands above today alone only sees."""
        stood = self.then.relation is Relation.SELF or self.then.relation.is_above
        return self.then if stood or not self.today.is_above else Standing(Relation.ABOVE, self.then.is_relative)


@dataclass(frozen=True, slots=True)
class Past:
    """On which days of the past somebody stood above an employee, and on which their time as rating official ended."""

    above_on: frozenset[date] = frozenset()
    in_charge_until: frozenset[date] = frozenset()


def read_nip(nip: str) -> NipFacts | Text:
    """Return what a NIP says, or what is wrong with it."""
    digits = _SHAPE.fullmatch(nip)
    if digits is None:
        return NOT_18_DIGITS
    year, month, day, appointed, number, sex = (int(part) for part in digits.groups()[:6])
    try:
        born_on = date(year, month, day)
    except ValueError:
        return BAD_BIRTH
    if sex not in {1, 2}:
        return BAD_SEX
    if appointed < year + YOUNGEST:
        return BAD_YEAR
    is_pns = 1 <= number <= 12  # noqa: PLR2004  months
    if not is_pns and number < FIRST_CONTRACT:
        return BAD_APPOINTMENT
    return NipFacts(
        employment=Employment.PNS if is_pns else Employment.PPPK,
        born_on=born_on,
        sex=Sex.MALE if sex == 1 else Sex.FEMALE,
        appointed_year=appointed,
        appointed_month=number if is_pns else None,
    )


def check_employment(facts: NipFacts, employment: Employment) -> Text | None:
    """Return what is wrong when the given employment contradicts the NIP; a CPNS holds a PNS number."""
    expected = {Employment.PNS, Employment.CPNS} if facts.employment is Employment.PNS else {Employment.PPPK}
    if employment in expected:
        return None
    return WRONG_EMPLOYMENT.fill(found=facts.employment.value.upper(), given=employment.value.upper())


def check_nip(nip: str, employment: Employment) -> NipFacts | Text:
    """Return what a NIP says about an employee of this employment, or what is wrong with it."""
    found = read_nip(nip)
    if isinstance(found, Text):
        return found
    return check_employment(found, employment) or found


def appointed_on(nip: str) -> date | None:
    """Return the first day of the month in which a PNS was appointed, as the NIP says; None for others."""
    facts = read_nip(nip)
    if isinstance(facts, Text) or facts.appointed_month is None:
        return None
    return date(facts.appointed_year, facts.appointed_month, 1)


def earliest_duty(nip: str) -> date | None:
    """Return the first day on which the holder of a NIP can have begun duty: month of appointment, for PPPK the year.

    None for a NIP that says nothing.
    """
    facts = read_nip(nip)
    return None if isinstance(facts, Text) else date(facts.appointed_year, facts.appointed_month or 1, 1)


def compare(given: Registration, known: Registered | None) -> RosterChange | None:
    """Return what a registration changes in the record; None when the record says all of it already."""
    if known is None:
        parts = {RosterPart.EMPLOYEE, *_given_parts(given)}
        return RosterChange(given, None, frozenset(parts))
    held = {(post.position_id, post.since) for post in known.posts}
    differs = {
        RosterPart.EMPLOYEE: (given.name, given.employment) != (known.name, known.employment),
        RosterPart.RANK: given.rank not in known.ranks,
        RosterPart.POST: given.post is None or (given.post.position_id, given.post.since) not in held,
        RosterPart.DIPLOMA: given.diploma not in known.diplomas,
    }
    parts = {part for part in (RosterPart.EMPLOYEE, *_given_parts(given)) if differs[part]}
    return RosterChange(given, known.employee_id, frozenset(parts)) if parts else None


def holds_later_post(given: Registration, known: Registered | None) -> bool:
    """Tell whether the record knows a later post, so that the given one cannot be put in without a decision."""
    if given.post is None or known is None:
        return False
    held = {(post.position_id, post.since) for post in known.posts}
    is_new = (given.post.position_id, given.post.since) not in held
    return is_new and any(post.since > given.post.since for post in known.posts)


def _given_parts(given: Registration) -> set[RosterPart]:
    parts = {RosterPart.RANK: given.rank, RosterPart.POST: given.post, RosterPart.DIPLOMA: given.diploma}
    return {part for part, value in parts.items() if value is not None}


def handed_over(below: Mapping[date, Collection[UUID]], last_days: Iterable[date], today: date) -> list[HandedOver]:
    """Return who was rated by somebody on the last days of a charge and passed to another official on the day after.

    `below` says who was rated on which day. Whoever is rated by the same official again today needs no evaluation up to
    the day between.
    """
    return [
        HandedOver(day, employee_id)
        for day in sorted(last_days)
        for employee_id in below.get(day, ())
        if employee_id not in below.get(day + ONE_DAY, ()) and employee_id not in below.get(today, ())
    ]


def place_of(
    me: UUID | None, employee_id: UUID, lines: Mapping[UUID, Sequence[Superior]], *, are_relatives: bool
) -> Place:
    """Return where an employee stands, by the lines of superiors of them and of whoever asks, if that is somebody."""
    theirs = tuple(lines[employee_id])
    if me is None:
        return Place(theirs, Standing(Relation.NONE))
    return Place(theirs, _standing(me, employee_id, theirs, lines[me], are_relatives=are_relatives))


def _standing(
    me: UUID, employee_id: UUID, theirs: Sequence[Superior], mine: Sequence[Superior], *, are_relatives: bool
) -> Standing:
    if me == employee_id:
        return Standing(Relation.SELF)
    above = _among(theirs, me)
    if above is not None:
        relation = BY_LEVEL.get(above.level, Relation.ABOVE)
        official_is_relative = relation is Relation.SUPERIOR_OF_RATING_OFFICIAL and theirs[0].is_relative
        return Standing(relation, above.is_relative, official_is_relative)
    if _among(mine, employee_id) is not None:
        return Standing(Relation.SUBORDINATE, are_relatives)
    share_an_official = bool(mine and theirs) and mine[0].employee_id == theirs[0].employee_id
    return Standing(Relation.PEER if share_an_official else Relation.NONE, are_relatives)


def _among(superiors: Sequence[Superior], employee_id: UUID) -> Superior | None:
    return next((each for each in superiors if each.employee_id == employee_id), None)


def within_team(since: date, until: date | None, team_since: date, team_until: date | None) -> str | None:
    """Return which end of somebody's days lies outside those of the team: `since`, `until`, or None.

    `until` is the first day after; without one the days end with the team.
    """
    if since < team_since or (team_until is not None and since >= team_until):
        return "since"
    if until is not None and team_until is not None and until > team_until:
        return "until"
    return None


def days_in_team(since: date, until: date | None, team_until: date | None) -> tuple[date, date | None] | None:
    """Return the days that somebody is in a team, which end with it at the latest; None when it ended before them."""
    ends = [each for each in (until, team_until) if each is not None]
    last = min(ends) if ends else None
    return None if last is not None and last <= since else (since, last)
