"""What is read out of ratings: gaps between how groups see somebody, and what the auditor should look at."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from kinerja_api.authz.decision import enforce
from kinerja_api.authz.principal import Principal
from kinerja_api.behavior import repository
from kinerja_api.behavior.access import decide_read_results
from kinerja_api.behavior.repository import reports
from kinerja_api.behavior.rules import decide_visibility, far_groups, gaps_of, known_to, signals_of, summarize_ratings
from kinerja_api.behavior.schemas import (
    FarGroupOut,
    GapReportOut,
    GroupMeanOut,
    OutlierOut,
    PairOut,
    SignalOut,
    ValueGapOut,
)
from kinerja_api.behavior.service.occasions import find_closing, number_in_force, numbers_in_force
from kinerja_api.behavior.service.standing import standing_by
from kinerja_api.behavior.types import Group, PairFacts
from kinerja_api.cycles.public import get_cycle
from kinerja_api.employees.public import list_declared_relations
from kinerja_api.kit.db.paging import PageOf
from kinerja_api.kit.db.uow import UnitOfWork
from kinerja_api.kit.http.schema import Page
from kinerja_api.kit.text import Language, Text
from kinerja_api.scoring.operations import Mode, Rounding
from kinerja_api.targets.public import get_plan

SHOWN = Rounding(Mode.HALF_UP, 2)
FAR_GROUP = Text(
    "Rata-rata kelompok ini berjarak paling sedikit {distance} dari rata-rata kelompok lain (skala 1-3). Perbedaan "
    "sudut pandang itu wajar; bicarakan dengan bukti.",
    "The mean of this group is at least {distance} from that of the other groups (scale 1 to 3). Points of view may "
    "differ; talk about it with evidence.",
)
SAME_TO_ALL = Text(
    "Penilai ini memberi {people} pegawai tingkat yang sama untuk semua nilai dalam {ratings} penilaian.",
    "This rater gave {people} people the same level for every value in {ratings} ratings.",
)
SAME_PROVES_NOTHING = Text(
    "Pegawai yang setara memang dapat dinilai sama. Tanyakan bagaimana penilaian itu dibuat; tingkatnya tidak "
    "ditunjukkan di sini.",
    "People who are alike may well be rated alike. Ask how the ratings were made; the level itself is not shown here.",
)


async def read_gaps(
    uow: UnitOfWork, principal: Principal, plan_id: UUID, period_id: UUID | None, language: Language
) -> GapReportOut:
    """Return how the groups see each value of an employee's behaviour, as far as the reader may know it."""
    plan = await get_plan(uow, plan_id)
    relation = (await standing_by(uow, principal, plan.employee_id, plan.valid_until)).relation
    enforce(decide_read_results(principal, relation))
    is_collecting = await find_closing(uow, plan, period_id) is None
    given = (await repository.map_given(uow, [plan_id], period_id))[plan_id]
    known = summarize_ratings(known_to(given, relation))
    [distance] = await numbers_in_force(uow, "far_group_distance")
    shown = SHOWN.apply(distance)
    return GapReportOut(
        plan_id=plan.id,
        period_id=period_id,
        employee_id=plan.employee_id,
        employee_name=plan.employee_name,
        distance=shown,
        groups=[
            GroupMeanOut(
                group=group,
                visibility=decide_visibility(known, group, relation, is_collecting=is_collecting),
                mean=SHOWN.apply(known.groups[group].mean) if group in known.groups else None,
            )
            for group in Group
        ],
        values=[
            ValueGapOut(
                value=each.value,
                **{
                    field: SHOWN.apply(each.means[group]) if group in each.means else None
                    for group, field in _FIELDS.items()
                },
                reading=each.reading,
            )
            for each in gaps_of(known, distance)
        ],
        far_groups=[
            FarGroupOut(
                group=each.group,
                mean=SHOWN.apply(each.mean),
                mean_of_others=SHOWN.apply(each.others),
                note=FAR_GROUP.fill(distance=f"{shown:f}").in_language(language),
            )
            for each in far_groups(known, distance)
        ],
    )


async def list_signals(
    uow: UnitOfWork, principal: Principal, cycle_id: UUID, page: PageOf, language: Language
) -> Page[PairOut]:
    """Return a page of the pairs of people in a year whose ratings of each other an auditor should look at.

    Without the auditor's own: nobody learns here how somebody has rated them.
    """
    await get_cycle(uow, cycle_id)
    relations = await list_declared_relations(uow)
    repeated, top = map(int, await numbers_in_force(uow, "repeated_periods", "top_values"))
    rows, following = await reports.list_pairs(
        uow,
        cycle_id=cycle_id,
        but=principal.employee_id,
        relations=relations,
        top=top,
        repeated=repeated,
        page=page,
    )
    return Page(items=[_pair_out(row, repeated, language) for row in rows], next=following)


async def list_outliers(uow: UnitOfWork, cycle_id: UUID, page: PageOf, language: Language) -> Page[OutlierOut]:
    """Return a page of the raters who gave everybody the same in a year."""
    await get_cycle(uow, cycle_id)
    fewest = await number_in_force(uow, "same_to_all_people")
    rows, following = await reports.list_raters_of_one_level(uow, cycle_id=cycle_id, fewest=fewest, page=page)
    return Page(items=[_outlier_out(row, language) for row in rows], next=following)


def _pair_out(row: Any, repeated: int, language: Language) -> PairOut:
    facts = PairFacts(
        row.ratings_by_one, row.tops_by_one, row.ratings_by_other, row.tops_by_other, is_related=row.is_related
    )
    return PairOut(
        one_id=row.one_id,
        one_name=row.one_name,
        other_id=row.other_id,
        other_name=row.other_name,
        signals=[
            SignalOut(
                kind=each.kind,
                facts=each.facts.in_language(language),
                does_not_prove=each.does_not_prove.in_language(language),
            )
            for each in signals_of(facts, repeated)
        ],
    )


def _outlier_out(row: Any, language: Language) -> OutlierOut:
    return OutlierOut(
        rater_id=row.rater_id,
        rater_name=row.rater_name,
        people=row.people,
        ratings=row.ratings,
        facts=SAME_TO_ALL.fill(people=row.people, ratings=row.ratings).in_language(language),
        does_not_prove=SAME_PROVES_NOTHING.in_language(language),
    )


_FIELDS: Mapping[Group, str] = {
    Group.SELF: "self_assessment",
    Group.SUPERIOR: "superior",
    Group.PEER: "peers",
    Group.SUBORDINATE: "subordinates",
}
