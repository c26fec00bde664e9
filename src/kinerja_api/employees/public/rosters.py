"""Personnel lists for the other capabilities: what is on record about those in it, and taking a list over."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from kinerja_api.audit.public import Act, record_many
from kinerja_api.authz.principal import Principal
from kinerja_api.employees.events import PostGiven
from kinerja_api.employees.repository import rosters
from kinerja_api.employees.types.rosters import HeadPost, Registered, RosterChange, RosterPart
from kinerja_api.kit.db.uow import UnitOfWork


async def map_registered(uow: UnitOfWork, nips: Sequence[str]) -> dict[str, Registered]:
    """Return what is on record about the employees who hold these NIPs."""
    return await rosters.map_registered(uow, nips)


async def list_head_posts(uow: UnitOfWork, on: date) -> list[HeadPost]:
    """Return the heads' posts with whoever holds them on a day or later."""
    return await rosters.list_head_posts(uow, on)


async def save_roster(
    uow: UnitOfWork, principal: Principal | None, changes: Sequence[RosterChange], *, source: Mapping[str, str]
) -> dict[str, UUID]:
    """Take over a personnel list, a few statements however long it is; returns the ids of all in it by NIP.

    `source` goes into the trail of each person: where the list came from.
    """
    ids = {each.registration.nip: each.employee_id or uow.new_id() for each in changes}
    new = [each for each in changes if each.employee_id is None]
    old = [each for each in changes if each.employee_id is not None]
    if new:
        await rosters.add_employees(uow, {ids[each.registration.nip]: each.registration for each in new})
    if renamed := _of_part(old, RosterPart.EMPLOYEE):
        await rosters.change_employees(uow, {ids[each.registration.nip]: each.registration for each in renamed})
    if ranked := _of_part(changes, RosterPart.RANK):
        of = {ids[each.registration.nip]: each.registration.rank for each in ranked}
        await rosters.save_ranks(uow, {owner: rank for owner, rank in of.items() if rank})
    if posted := _of_part(changes, RosterPart.POST):
        held = {ids[each.registration.nip]: each.registration.post for each in posted}
        await rosters.save_posts(uow, {owner: post for owner, post in held.items() if post})
        _tell_moves(uow, posted)
    if graduated := _of_part(changes, RosterPart.DIPLOMA):
        got = {ids[each.registration.nip]: each.registration.diploma for each in graduated}
        await rosters.save_diplomas(uow, {owner: diploma for owner, diploma in got.items() if diploma})
    await record_many(uow, principal, [_act(each, ids[each.registration.nip], source) for each in changes])
    return ids


def _tell_moves(uow: UnitOfWork, posted: Sequence[RosterChange]) -> None:
    """Tell of the new posts of people who were on record: what they planned in the former ones ends."""
    for change in posted:
        post = change.registration.post
        if change.employee_id is not None and post is not None:
            uow.emit(PostGiven(change.employee_id, position_id=str(post.position_id), since=post.since.isoformat()))


def _act(change: RosterChange, employee_id: UUID, source: Mapping[str, str]) -> Act:
    action = "employee_imported" if change.employee_id is None else "employee_changed_by_import"
    details = {**source, "parts": sorted(part.value for part in change.parts)}
    return Act(action, "employee", employee_id, details=details)


def _of_part(changes: Sequence[RosterChange], part: RosterPart) -> list[RosterChange]:
    return [each for each in changes if part in each.parts]
