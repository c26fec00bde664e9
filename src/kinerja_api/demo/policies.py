"""Policies of the demo's agencies, each on a regulation that is invented and says so, and who has read the criteria."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kinerja_api.authz.permissions import Role
from kinerja_api.demo.citizens import ANY
from kinerja_api.kit.http.schema import StepIn
from kinerja_api.policies.schemas import AdjustmentIn, OverlayIn, RegulationIn, TitleIn
from kinerja_api.policies.service import overlays
from kinerja_api.scores.schemas.criteria import AcknowledgementIn
from kinerja_api.scores.service.acknowledgements import acknowledge_criteria
from kinerja_api.scores.service.criteria import criteria_in_force
from kinerja_api.scoring.policy import Verification

if TYPE_CHECKING:
    from kinerja_api.demo.people import Staff
    from kinerja_api.demo.stage import Stage
    from kinerja_api.demo.years import Year
    from kinerja_api.kit.ids import AgencyId

KEY = "composite_default"
REWORKS = "pematangsiantar"
BEGINS, NEXT_BEGINS = date(2026, 1, 1), date(2027, 1, 1)
DRAFTED, REVIEWED, PUBLISHED = date(2025, 12, 1), date(2025, 12, 8), date(2025, 12, 15)
NEXT_DRAFTED = date(2026, 11, 18)


@dataclass(frozen=True, slots=True)
class OwnWeights:
    """How an agency weighs the components of its score, and by which regulation."""

    regulation: str
    title: TitleIn
    weights: dict[str, str]


# Pematangsiantar counts results above all; in Lhokseumawe the citizens' answers feed the evaluation (domain.md).
OWN_WEIGHTS = {
    "pematangsiantar": OwnWeights(
        "Peraturan Wali Kota Pematangsiantar (contoh rekaan)",
        TitleIn(
            id="Nilai kinerja gabungan Pemerintah Kota Pematangsiantar",
            en="Composite performance score of the City of Pematangsiantar",
        ),
        {
            "work_result": "70",
            "behavior": "20",
            "citizen_satisfaction": "10",
            "discipline": "0",
            "self_assessment": "0",
        },
    ),
    "lhokseumawe": OwnWeights(
        "Peraturan Wali Kota Lhokseumawe (contoh rekaan)",
        TitleIn(
            id="Nilai kinerja gabungan Pemerintah Kota Lhokseumawe",
            en="Composite performance score of the City of Lhokseumawe",
        ),
        {
            "work_result": "50",
            "behavior": "30",
            "citizen_satisfaction": "20",
            "discipline": "0",
            "self_assessment": "0",
        },
    ),
}


async def publish_own_policy(stage: Stage, agency_id: AgencyId, staff: Staff) -> None:
    """Draft, review and publish the policy of an agency that has one: three days, two people."""
    own = OWN_WEIGHTS.get(staff.agency.code)
    if own is None:
        return
    administrator, official = staff.offices[Role.HR_ADMIN], staff.offices[Role.APPOINTING_OFFICIAL]
    weights = AdjustmentIn(parameter="component_weights", value=own.weights, article="Pasal 7 ayat (2)")
    async with stage.scene(agency_id, DRAFTED) as uow:
        given = _overlay(own, BEGINS, "00", [weights])
        overlay = await overlays.draft_overlay(uow, administrator, given, "id")
    for day, step in ((REVIEWED, "review"), (PUBLISHED, "publish")):
        async with stage.scene(agency_id, day) as uow:
            await overlays.step_overlay(uow, official, overlay.id, ANY, StepIn(name=step), "id")


async def draft_next_policy(stage: Stage, agency_id: AgencyId, staff: Staff) -> None:
    """Leave the draft that the examples name: whoever has no public service is no longer held up by its absence."""
    own = OWN_WEIGHTS[staff.agency.code]
    rule = {
        "work_result": "pending",
        "behavior": "pending",
        "citizen_satisfaction": "reweight",
        "discipline": "pending",
        "self_assessment": "pending",
    }
    adjustments = [
        AdjustmentIn(parameter="component_weights", value=own.weights, article="Pasal 7 ayat (2)"),
        AdjustmentIn(parameter="when_missing", value=rule, article="Pasal 8"),
    ]
    async with stage.scene(agency_id, NEXT_DRAFTED) as uow:
        stage.pin("overlay_id")
        given = _overlay(own, NEXT_BEGINS, "01", adjustments)
        await overlays.draft_overlay(uow, staff.offices[Role.HR_ADMIN], given, "id")


async def rework_policy(stage: Stage, agency_id: AgencyId, staff: Staff) -> None:
    """Return the draft of the next regulation once, then publish it; another draft is thrown away."""
    own = OWN_WEIGHTS[REWORKS]
    administrator, official = staff.offices[Role.HR_ADMIN], staff.offices[Role.APPOINTING_OFFICIAL]
    weights = AdjustmentIn(parameter="component_weights", value=own.weights, article="Pasal 7 ayat (2)")
    async with stage.scene(agency_id, NEXT_DRAFTED) as uow:
        mistaken = await overlays.draft_overlay(uow, administrator, _overlay(own, NEXT_BEGINS, "07", [weights]), "id")
        await overlays.step_overlay(uow, administrator, mistaken.id, ANY, StepIn(name="discard"), "id")
        overlay = await overlays.draft_overlay(uow, administrator, _overlay(own, NEXT_BEGINS, "08", [weights]), "id")
    returned = StepIn(name="return", note="Sebutkan pasal yang mengatur bobot kepuasan masyarakat.")
    for step in (StepIn(name="review"), returned, StepIn(name="review"), StepIn(name="publish")):
        async with stage.scene(agency_id, NEXT_DRAFTED) as uow:
            await overlays.step_overlay(uow, official, overlay.id, ANY, step, "id")


async def read_criteria(lived: Year, day: date) -> None:
    """Have every second employee say that they read by what they are judged, as far as they have come."""
    for person in lived.people():
        is_example = lived.is_example and person.is_example
        if person.seat.place % 2 and not is_example:
            continue
        async with lived.stage.scene(lived.agency_id, day) as uow:
            if is_example:
                lived.stage.pin("acknowledgement_id")
            criteria = await criteria_in_force(uow, lived.cycle_id)
            said = AcknowledgementIn(cycle_id=lived.cycle_id, criteria_sha256=criteria.sha256)
            await acknowledge_criteria(uow, person.principal, said)


def _overlay(own: OwnWeights, since: date, number: str, adjustments: list[AdjustmentIn]) -> OverlayIn:
    regulation = RegulationIn(
        name=own.regulation, number=number, year=since.year - 1, verification=Verification.UNVERIFIED
    )
    return OverlayIn(key=KEY, title=own.title, since=since, regulation=regulation, adjustments=adjustments)
