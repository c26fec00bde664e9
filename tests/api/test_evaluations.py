"""Evaluations over HTTP: the unit's result, two ratings, the predicate with its reasons, and what is refused."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import pytest
from httpx import Response

from kinerja_api.employees.models import EmployeeRelation
from kinerja_api.evaluations.public import annual_results_of, list_annual_results, map_predicates
from kinerja_api.kit.clock import FixedClock
from kinerja_api.scoring.facts import Predicate
from tests.support.caller import Json, ok, problem
from tests.support.steps import (
    accepted_realization,
    agreed_plan,
    draft_plan,
    drafted_evaluation,
    issued_evaluation,
    open_cycle,
    open_period,
    rated_behavior,
    rated_unit,
    submitted_realization,
)
from tests.support.world import World, WorldBuilder

MISSING = "0198c0de-0000-7000-8000-000000000000"
EVALUATIONS, RESULTS = "/v1/evaluations", "/v1/organization-results"
ABOVE, AS, BELOW = "di_atas_ekspektasi", "sesuai_ekspektasi", "di_bawah_ekspektasi"
# Work result, behaviour, predicate: the nine cells of the matrix (PermenPANRB 6/2022).
MATRIX = [
    (ABOVE, ABOVE, "sangat_baik"),
    (ABOVE, AS, "baik"),
    (ABOVE, BELOW, "kurang"),
    (AS, ABOVE, "baik"),
    (AS, AS, "baik"),
    (AS, BELOW, "kurang"),
    (BELOW, ABOVE, "butuh_perbaikan"),
    (BELOW, AS, "butuh_perbaikan"),
    (BELOW, BELOW, "sangat_kurang"),
]


@dataclass
class Ground:
    """A world in which ani has an agreed plan, the first quarter has begun, and nothing is rated yet."""

    world: World
    cycle: Json
    period: Json
    plan: Json

    def evaluation(self, **changes: object) -> Json:
        ratings = {"work_result_rating": AS, "behavior_rating": AS}
        return {"plan_id": self.plan["id"], "period_id": self.period["id"]} | ratings | changes

    def result(self, unit: str = "bidang", **changes: object) -> Json:
        of = {"unit_id": str(self.world.units[unit]), "cycle_id": self.cycle["id"], "period_id": self.period["id"]}
        return of | {"rating": "baik"} | changes


@pytest.fixture
async def ground(world: World) -> Ground:
    cycle = await open_cycle(world)
    period = await open_period(world, cycle["id"])
    return Ground(world, cycle, period, await agreed_plan(world, "ani", cycle["id"]))


async def test_a_quarter_is_evaluated_issued_and_acknowledged(ground: Ground) -> None:
    world, period = ground.world, ground.period["id"]
    await rated_unit(world, ground.cycle["id"], period_id=period)
    drafted = await drafted_evaluation(world, ground.plan, period_id=period, work_result=ABOVE, behavior=ABOVE)
    path = f"{EVALUATIONS}/{drafted['id']}"
    assert (drafted["status"], drafted["predicate"], drafted["heads_unit"]) == ("draft", "sangat_baik", False)
    problem(await world["ani"].get(path), 404, "NOT_FOUND")
    assert (await world["ani"].read(EVALUATIONS))["items"] == []

    issued = ok(await world["kabid"].step(path, "issue"))
    seen = await world["ani"].read(path)
    ok(await world["ani"].step(path, "acknowledge"))

    assert seen == issued
    assert (issued["evaluator_name"], issued["year"], issued["distribution_note"]) == ("Kabid", 2026, None)
    history = await world["ani"].read(f"{path}/transitions")
    assert [each["name"] for each in history["history"]] == ["drafted", "issue", "acknowledge"]
    assert (history["state"], [each["name"] for each in history["next"]]) == ("acknowledged", ["reopen"])
    for reader in ("ani", "kabid", "kadis", "hr", "auditor"):
        [row] = (await world[reader].read(EVALUATIONS, period_id=period, unit_id=issued["unit_id"]))["items"]
        assert row["predicate"] == "sangat_baik"


async def test_the_explanation_names_the_records_on_which_the_rating_rests(ground: Ground) -> None:
    world, kabid = ground.world, ground.world["kabid"]
    seen = {"plan_id": ground.plan["id"], "method": "interview", "observed_at": "2026-04-06T02:00:00Z"}
    seen |= {"place": "Loket", "findings": "Paham target", "questions": [{"question": "Target?", "answer": "Tahu"}]}
    paths = []
    for _ in range(3):
        paths.append(f"/v1/observations/{(await kabid.create('/v1/observations', seen))['id']}")
        ok(await world["ani"].step(paths[-1], "acknowledge"))
    of_period = {"period_id": ground.period["id"], "reason": "Mutu layanan"}
    for path, named in zip(paths, (of_period, of_period, of_period | {"period_id": None}), strict=True):
        await kabid.create(f"{path}/bases", named)
    ok(await kabid.step(paths[1], "withdraw", "Salah orang"))

    drafted = await drafted_evaluation(world, ground.plan, period_id=ground.period["id"])

    [told] = (await kabid.read(f"{EVALUATIONS}/{drafted['id']}/explanation"))["observations"]
    assert (told["method"], told["findings"], told["reason"]) == ("interview", "Paham target", "Mutu layanan")
    assert f"/v1/observations/{told['observation_id']}" == paths[0]


async def test_a_plan_is_closed_and_reopened_with_its_annual_evaluation_and_never_by_hand(ground: Ground) -> None:
    world, plan = ground.world, f"/v1/target-plans/{ground.plan['id']}"
    await rated_unit(world, ground.cycle["id"])
    path = f"{EVALUATIONS}/{(await issued_evaluation(world, ground.plan))['id']}"
    by_hand = problem(await world["kabid"].step(plan, "close"), 403, "FORBIDDEN")

    ok(await world["ani"].step(path, "acknowledge"))
    closed = await world["ani"].read(plan)
    ok(await world["kadis"].step(path, "reopen", "Bukti datang terlambat"))
    reopened = await world["ani"].read(plan)

    assert by_hand["basis"][0]["article"].startswith("Pasal 5 huruf c")
    assert (closed["status"], reopened["status"]) == ("closed", "agreed")
    assert (closed["version"], reopened["version"]) == (ground.plan["version"] + 1, ground.plan["version"] + 2)
    history = (await world["ani"].read(f"{plan}/transitions"))["history"]
    assert [(each["name"], each["actor_name"]) for each in history[-2:]] == [("close", "Ani"), ("reopen", "Kadis")]


async def test_the_plan_of_a_quarter_stays_open(ground: Ground) -> None:
    world, period = ground.world, ground.period["id"]
    await rated_unit(world, ground.cycle["id"], period_id=period)
    issued = await issued_evaluation(world, ground.plan, period_id=period)

    ok(await world["ani"].step(f"{EVALUATIONS}/{issued['id']}", "acknowledge"))

    assert (await world["ani"].read(f"/v1/target-plans/{ground.plan['id']}"))["status"] == "agreed"


async def test_the_nine_cells_of_the_matrix_follow_from_the_two_ratings(ground: Ground) -> None:
    drafted = await drafted_evaluation(ground.world, ground.plan, period_id=ground.period["id"])
    path, found = f"{EVALUATIONS}/{drafted['id']}", []
    for version, (work_result, behavior, _) in enumerate(MATRIX, start=1):
        ratings = {"work_result_rating": work_result, "behavior_rating": behavior}
        changed = ok(await ground.world["kabid"].put(path, ratings, etag=f'"v{version}"'))
        found.append((changed["work_result"], changed["behavior"], changed["predicate"]))

    assert found == MATRIX


async def test_the_predicate_is_explained_in_both_languages_with_its_articles(ground: Ground) -> None:
    drafted = await drafted_evaluation(ground.world, ground.plan, behavior=BELOW)
    path = f"{EVALUATIONS}/{drafted['id']}/explanation"
    kabid = ground.world["kabid"]

    told = await kabid.read(path)
    english = ok(
        await kabid.http.get(path, headers={"Authorization": f"Bearer {kabid.token()}", "Accept-Language": "en"})
    )

    assert told["predicate"] == "kurang"
    assert told["sentences"][-1].startswith("Predikat kinerja: Kurang, menurut matriks predikat kinerja")
    assert english["sentences"][-1].startswith("Performance predicate: Poor, by 3 x 3 matrix")
    assert [(each["instrument"], each["verification"]) for each in told["citations"]] == [
        ("PermenPANRB 6/2022", "secondary")
    ]
    assert (told["policy"]["key"], told["policy"]["sha256"]) == ("permenpanrb_6_2022", drafted["policy_sha256"])
    assert told["trace"]["facts_sha256"] == told["facts_sha256"] == drafted["facts_sha256"]
    assert told["trace"]["period"] == {"first_day": "2026-01-01", "last_day": "2026-12-31"}
    assert told["remarks"] == []


async def test_the_raters_suggestion_is_kept_apart_from_the_rating(ground: Ground) -> None:
    await rated_behavior(ground.world, "kabid", ground.plan, "superior", level=ABOVE)

    drafted = await drafted_evaluation(ground.world, ground.plan, behavior=AS)

    assert (drafted["behavior"], drafted["suggested_behavior"]) == (AS, ABOVE)
    told = await ground.world["kabid"].read(f"{EVALUATIONS}/{drafted['id']}/explanation")
    assert "OTHER_THAN_SUGGESTED" in {each["code"] for each in told["remarks"]}


async def test_a_year_is_evaluated_and_says_which_closed_periods_were_not(ground: Ground, clock: FixedClock) -> None:
    world, hr = ground.world, ground.world["hr"]
    submitted = await submitted_realization(world, "ani", ground.plan, ground.period["id"])
    ok(await world["kabid"].step(f"/v1/realizations/{submitted['id']}", "accept"))
    await rated_unit(world, ground.cycle["id"])
    ok(await hr.step(f"/v1/periods/{ground.period['id']}", "close"))
    clock.instant = datetime(2026, 12, 30, 3, tzinfo=UTC)

    issued = await issued_evaluation(world, ground.plan)

    told = await world["ani"].read(f"{EVALUATIONS}/{issued['id']}/explanation")
    assert [each["code"] for each in told["remarks"]] == ["PERIODS_NOT_EVALUATED"]
    assert ground.period["label"] in told["remarks"][0]["text"]
    annual = (await world["hr"].read(EVALUATIONS, scope="annual", cycle_id=ground.cycle["id"]))["items"]
    assert [each["id"] for each in annual] == [issued["id"]]
    assert (await world["hr"].read(EVALUATIONS, scope="periodic", status="issued"))["items"] == []


async def test_evaluating_before_the_plan_is_agreed_is_refused_on_its_basis(ground: Ground) -> None:
    draft = await draft_plan(ground.world, "budi", ground.cycle["id"])

    refused = problem(
        await ground.world["kabid"].post(EVALUATIONS, ground.evaluation(plan_id=draft["id"])),
        409,
        "EVALUATION_NEEDS_AGREED_PLAN",
    )

    assert refused["basis"][0]["instrument"] == "PermenPANRB 6/2022"
    assert (await ground.world["kabid"].read(EVALUATIONS))["items"] == []


async def test_what_waits_for_review_is_reviewed_before_an_evaluation_and_before_its_issue(ground: Ground) -> None:
    world, period = ground.world, ground.period["id"]
    first = await submitted_realization(world, "ani", ground.plan, period)
    refused = problem(await world["kabid"].post(EVALUATIONS, ground.evaluation()), 409, "REALIZATIONS_UNREVIEWED")
    assert (refused["unreviewed"], refused["basis"][0]["instrument"]) == (1, "PermenPANRB 6/2022")
    assert "1" in refused["detail"]
    ok(await world["kabid"].step(f"/v1/realizations/{first['id']}", "accept"))
    await rated_unit(world, ground.cycle["id"], period_id=period)
    drafted = await drafted_evaluation(world, ground.plan, period_id=period)

    await submitted_realization(world, "ani", ground.plan, period, target=1)

    refused = problem(await world["kabid"].step(f"{EVALUATIONS}/{drafted['id']}", "issue"), 409, "ILLEGAL_TRANSITION")
    assert "bukti dukung" in refused["basis"][0]["article"]


async def test_the_units_result_comes_before_the_predicates_of_its_people(ground: Ground) -> None:
    world, period = ground.world, ground.period["id"]
    drafted = await drafted_evaluation(world, ground.plan, period_id=period)
    path = f"{EVALUATIONS}/{drafted['id']}"

    refused = problem(await world["kabid"].step(path, "issue"), 409, "ILLEGAL_TRANSITION")
    options = {each["name"]: each for each in (await world["kabid"].read(f"{path}/transitions"))["next"]}

    assert "24-25" in refused["basis"][0]["article"]
    assert not options["issue"]["possible"]
    await rated_unit(world, ground.cycle["id"], period_id=period)
    assert ok(await world["kabid"].step(path, "issue"))["status"] == "issued"


async def test_the_head_of_a_unit_takes_the_organisations_result(ground: Ground) -> None:
    world, period = ground.world, ground.period["id"]
    plan = await agreed_plan(world, "kabid", ground.cycle["id"], official="kadis")
    of_head = ground.evaluation(plan_id=plan["id"])
    missing = of_head | {"work_result_rating": None}
    refused = problem(await world["kadis"].post(EVALUATIONS, missing), 409, "ORGANIZATION_RESULT_MISSING")
    assert refused["unit_id"] == str(world.units["bidang"])
    result = await rated_unit(world, ground.cycle["id"], period_id=period, rating="istimewa")
    refused = problem(await world["kadis"].post(EVALUATIONS, of_head), 409, "WORK_RESULT_CONTRADICTS")
    assert refused["basis"][0]["instrument"] == "SE MenPANRB 3/2023"

    drafted = await world["kadis"].create(EVALUATIONS, missing | {"behavior_rating": ABOVE})
    path = f"{EVALUATIONS}/{drafted['id']}"
    assert (drafted["work_result"], drafted["predicate"], drafted["heads_unit"]) == (ABOVE, "sangat_baik", True)
    put = {"rating": "kurang", "note": "Rencana aksi tidak tercapai"}
    ok(await world["kadis"].put(f"{RESULTS}/{result['id']}", put, etag='"v1"'))
    issued = ok(await world["kadis"].step(path, "issue"))

    assert (issued["work_result"], issued["predicate"]) == (BELOW, "butuh_perbaikan")
    in_use = await world["kadis"].put(f"{RESULTS}/{result['id']}", put, etag='"v2"')
    problem(in_use, 409, "ORGANIZATION_RESULT_IN_USE")
    told = await world["kabid"].read(f"{path}/explanation")
    assert "SE MenPANRB 3/2023" in {each["instrument"] for each in told["citations"]}


async def test_a_head_does_not_see_the_draft_about_themself_even_in_their_own_unit(ground: Ground) -> None:
    world, period = ground.world, ground.period["id"]
    await rated_unit(world, ground.cycle["id"], period_id=period)
    plan = await agreed_plan(world, "kabid", ground.cycle["id"], official="kadis")
    drafted = await drafted_evaluation(world, plan, period_id=period, work_result=None, official="kadis")
    of = {"unit_id": str(world.units["bidang"]), "cycle_id": ground.cycle["id"], "period_id": period}

    assert (await world["kabid"].read(EVALUATIONS))["items"] == []
    problem(await world["kabid"].get(f"{EVALUATIONS}/{drafted['id']}"), 404, "NOT_FOUND")
    assert (await world["kabid"].read("/v1/distributions", **of))["evaluated"] == 0
    assert (await world["kadis"].read("/v1/distributions", **of))["evaluated"] == 1


async def test_nobody_evaluates_themself_or_a_relative_and_records_give_no_right(ground: Ground) -> None:
    world, body = ground.world, ground.evaluation()
    for name in ("ani", "kadis"):
        refused = problem(await world[name].post(EVALUATIONS, body), 403, "FORBIDDEN")
        assert refused["basis"][0]["article"] == "Pasal 1 angka 8"
    for office in ("hr", "auditor"):
        refused = problem(await world[office].post(EVALUATIONS, body), 403, "FORBIDDEN")
        assert "evaluation:write" in refused["detail"]
    await accepted_realization(world, ground.plan, period_id=ground.period["id"])
    await _make_relatives(world, "kabid", "ani")

    refused = problem(await world["kabid"].post(EVALUATIONS, body), 403, "FORBIDDEN")

    assert refused["basis"][0]["instrument"] == "UU 30/2014"
    assert (await world["hr"].read(EVALUATIONS))["items"] == []
    assert (await world["kadis"].create(EVALUATIONS, body))["evaluator_name"] == "Kadis"


async def test_a_second_evaluation_of_a_period_is_refused_and_names_the_first(ground: Ground) -> None:
    first = await drafted_evaluation(ground.world, ground.plan, period_id=ground.period["id"])

    refused = problem(
        await ground.world["kabid"].post(EVALUATIONS, ground.evaluation()), 409, "EVALUATION_ALREADY_THERE"
    )

    assert refused["evaluation_id"] == first["id"]
    year = await drafted_evaluation(ground.world, ground.plan)
    problem(
        await ground.world["kabid"].post(EVALUATIONS, ground.evaluation(period_id=None)),
        409,
        "EVALUATION_ALREADY_THERE",
    )
    assert year["period_id"] is None


async def test_of_two_evaluations_sent_at_once_one_is_kept(ground: Ground) -> None:
    kabid = ground.world["kabid"]
    await accepted_realization(ground.world, ground.plan, period_id=ground.period["id"])

    answers = await asyncio.gather(*(kabid.post(EVALUATIONS, ground.evaluation()) for _ in range(2)))

    assert sorted(answer.status_code for answer in answers) == [201, 409]
    assert len((await kabid.read(EVALUATIONS))["items"]) == 1


async def test_a_work_result_that_is_not_rated_is_named(ground: Ground) -> None:
    body = ground.evaluation(work_result_rating=None)

    refused = problem(await ground.world["kabid"].post(EVALUATIONS, body), 422, "INVALID")

    assert refused["errors"][0]["pointer"] == "/work_result_rating"


async def test_an_evaluation_is_of_a_period_that_has_begun_in_the_plans_open_year(ground: Ground) -> None:
    world, hr = ground.world, ground.world["hr"]
    periods = (await hr.read(f"/v1/cycles/{ground.cycle['id']}/periods"))["items"]
    other = await open_cycle(world, year=2025)
    foreign = (await hr.read(f"/v1/cycles/{other['id']}/periods"))["items"][0]["id"]

    not_begun = ground.evaluation(period_id=periods[3]["id"])
    problem(await world["kabid"].post(EVALUATIONS, not_begun), 409, "PERIOD_NOT_BEGUN")
    refused = problem(await world["kabid"].post(EVALUATIONS, ground.evaluation(period_id=foreign)), 422, "INVALID")
    assert refused["errors"][0]["pointer"] == "/period_id"
    drafted = await drafted_evaluation(world, ground.plan, period_id=ground.period["id"])
    await rated_unit(world, ground.cycle["id"], period_id=ground.period["id"])
    ok(await hr.step(f"/v1/periods/{ground.period['id']}", "close"))
    ok(await hr.step(f"/v1/cycles/{ground.cycle['id']}", "close"))
    problem(await world["kabid"].post(EVALUATIONS, ground.evaluation(period_id=None)), 409, "CYCLE_NOT_OPEN")
    problem(await world["kabid"].step(f"{EVALUATIONS}/{drafted['id']}", "issue"), 409, "ILLEGAL_TRANSITION")


async def test_an_evaluation_changes_as_a_draft_in_the_version_that_was_seen(ground: Ground) -> None:
    world, period = ground.world, ground.period["id"]
    await rated_unit(world, ground.cycle["id"], period_id=period)
    drafted = await drafted_evaluation(world, ground.plan, period_id=period)
    path, ratings = f"{EVALUATIONS}/{drafted['id']}", {"work_result_rating": ABOVE, "behavior_rating": ABOVE}

    problem(await world["kabid"].put(path, ratings), 428, "PRECONDITION_REQUIRED")
    problem(await world["kabid"].put(path, ratings, etag='"v7"'), 412, "STALE_VERSION")
    problem(await world["kadis"].put(path, ratings, etag='"v1"'), 403, "FORBIDDEN")
    problem(await world["ani"].put(path, ratings, etag='"v1"'), 404, "NOT_FOUND")
    problem(await world["kabid"].step(path, "issue", etag='"v7"'), 412, "STALE_VERSION")
    problem(await world["kabid"].post(f"{path}/transitions", {"name": "issue"}), 428, "PRECONDITION_REQUIRED")
    ok(await world["kabid"].step(path, "issue"))
    problem(await world["kabid"].put(path, ratings, etag='"v2"'), 409, "EVALUATION_ISSUED")
    problem(await world["kabid"].step(path, "acknowledge"), 403, "FORBIDDEN")
    problem(await world["ani"].put(path, ratings, etag='"v2"'), 403, "FORBIDDEN")

    assert (await world["ani"].read(path))["predicate"] == "baik"


async def test_a_unit_is_rated_by_the_head_above_and_the_top_unit_by_decree(ground: Ground) -> None:
    world = ground.world
    set_above = await world["kadis"].create(RESULTS, ground.result(note="Rencana aksi tercapai"))
    by_decree = await rated_unit(world, ground.cycle["id"], period_id=ground.period["id"], unit="dinas")

    assert (set_above["set_by_name"], set_above["unit_name"]) == ("Kadis", "Bidang Data")
    assert (by_decree["decree"], by_decree["set_by_name"]) == ("800/1/2026", "Hr")
    listed = (await world["ani"].read(RESULTS, cycle_id=ground.cycle["id"], period_id=ground.period["id"]))["items"]
    assert [each["id"] for each in listed] == [set_above["id"], by_decree["id"]]
    of_unit = (await world["ani"].read(RESULTS, unit_id=str(world.units["dinas"])))["items"]
    assert of_unit == [await world["ani"].read(f"{RESULTS}/{by_decree['id']}")]


async def test_nobody_sets_the_result_of_the_unit_they_head_and_hr_of_no_unit_but_the_top(ground: Ground) -> None:
    world = ground.world
    problem(await world["kabid"].post(RESULTS, ground.result()), 403, "FORBIDDEN")
    problem(await world["ani"].post(RESULTS, ground.result()), 403, "FORBIDDEN")
    problem(await world["hr"].post(RESULTS, ground.result()), 403, "FORBIDDEN")
    problem(await world["auditor"].post(RESULTS, ground.result()), 403, "FORBIDDEN")
    problem(await world["kadis"].post(RESULTS, ground.result("dinas", decree="1/2026")), 403, "FORBIDDEN")
    problem(await world["kabid"].post(RESULTS, ground.result("dinas", decree="1/2026")), 403, "FORBIDDEN")
    refused = problem(await world["hr"].post(RESULTS, ground.result("dinas")), 422, "DECREE_MISSING")
    assert refused["errors"][0]["pointer"] == "/decree"
    await _make_relatives(world, "kadis", "kabid")
    refused = problem(await world["kadis"].post(RESULTS, ground.result()), 403, "FORBIDDEN")
    assert refused["basis"][0]["instrument"] == "UU 30/2014"

    assert (await world["hr"].read(RESULTS))["items"] == []


async def test_a_result_of_a_unit_is_one_for_a_period_and_changes_in_the_version_seen(ground: Ground) -> None:
    first = await ground.world["kadis"].create(RESULTS, ground.result())
    path, put = f"{RESULTS}/{first['id']}", {"rating": "istimewa"}

    refused = problem(
        await ground.world["kadis"].post(RESULTS, ground.result()), 409, "ORGANIZATION_RESULT_ALREADY_THERE"
    )
    assert refused["organization_result_id"] == first["id"]
    problem(await ground.world["kadis"].put(path, put), 428, "PRECONDITION_REQUIRED")
    problem(await ground.world["kadis"].put(path, put, etag='"v7"'), 412, "STALE_VERSION")
    problem(await ground.world["kabid"].put(path, put, etag='"v1"'), 403, "FORBIDDEN")
    assert ok(await ground.world["kadis"].put(path, put, etag='"v1"'))["rating"] == "istimewa"


async def test_a_unit_that_departs_from_the_pattern_is_shown_and_needs_a_note(ground: Ground) -> None:
    world, period = ground.world, ground.period["id"]
    plans = {"ani": ground.plan, "kabid": await agreed_plan(world, "kabid", ground.cycle["id"], official="kadis")}
    for name in ("budi", "citra", "dewi"):
        plans[name] = await agreed_plan(world, name, ground.cycle["id"])
    of = {"unit_id": str(world.units["bidang"]), "cycle_id": ground.cycle["id"], "period_id": period}
    unknown = await world["kabid"].read("/v1/distributions", **of)
    assert (unknown["organization"], unknown["conforms"], unknown["expected"]) == (None, None, [])
    await rated_unit(world, ground.cycle["id"], period_id=period)
    drafts = {
        name: await drafted_evaluation(world, plans[name], period_id=period)
        for name in ("ani", "budi", "citra", "dewi")
    }
    await drafted_evaluation(world, plans["kabid"], period_id=period, work_result=None, official="kadis")

    small = await world["kabid"].read("/v1/distributions", **of)
    whole = await world["kadis"].read("/v1/distributions", **of)
    english = ok(
        await world["kadis"].http.get(
            "/v1/distributions",
            params=of,
            headers={"Authorization": f"Bearer {world['kadis'].token()}", "Accept-Language": "en"},
        )
    )

    assert (small["checked"], small["conforms"], small["note_required"]) == (False, True, False)
    assert (whole["employees"], whole["evaluated"], whole["issued"]) == (5, 5, 0)
    assert {each["predicate"]: each["employees"] for each in whole["counts"]}["baik"] == 5
    assert [each["text"] for each in whole["expected"]] == [
        "Baik: kelompok terbesar",
        "Baik: paling banyak 70 %",
        "Butuh Perbaikan + Kurang: paling sedikit 1 pegawai",
    ]
    assert (whole["conforms"], whole["note_required"]) == (False, True)
    assert [(each["code"], each["found"], each["required"]) for each in whole["violations"]] == [
        ("MAXIMUM_SHARE", 5, 3),
        ("MUST_EXIST", 0, 1),
    ]
    assert whole["violations"][0]["basis"][0]["instrument"] == "SE MenPANRB 3/2023"
    assert english["violations"][0]["text"].endswith("at most 3.")
    path = f"{EVALUATIONS}/{drafts['ani']['id']}"
    refused = problem(await world["kabid"].step(path, "issue"), 409, "ILLEGAL_TRANSITION")
    assert refused["basis"][0]["instrument"] == "SE MenPANRB 3/2023"
    issued = ok(await world["kabid"].step(path, "issue", "Semua target tercapai merata"))
    assert issued["distribution_note"] == "Semua target tercapai merata"


async def test_the_spread_of_a_unit_is_for_its_leaders_hr_and_auditors(ground: Ground) -> None:
    of = {"unit_id": str(ground.world.units["bidang"]), "cycle_id": ground.cycle["id"]}

    problem(await ground.world["ani"].get("/v1/distributions", **of), 403, "FORBIDDEN")
    for reader in ("kabid", "kadis", "hr", "auditor"):
        assert (await ground.world[reader].read("/v1/distributions", **of))["employees"] == 5


async def test_a_colleague_and_another_agency_get_the_answer_of_a_missing_id(
    ground: Ground, worlds: WorldBuilder
) -> None:
    world = ground.world
    await rated_unit(world, ground.cycle["id"])
    issued = await issued_evaluation(world, ground.plan)
    result = (await world["hr"].read(RESULTS))["items"][0]
    other = await worlds.build()
    cycle = await open_cycle(other)
    own = await agreed_plan(other, "ani", cycle["id"])

    for stranger in (world["budi"], other["ani"], other["hr"]):
        for tail in ("", "/explanation", "/transitions"):
            theirs = problem(await stranger.get(f"{EVALUATIONS}/{issued['id']}{tail}"), 404, "NOT_FOUND")
            nothing = problem(await stranger.get(f"{EVALUATIONS}/{MISSING}{tail}"), 404, "NOT_FOUND")
            assert _without_place(theirs) == _without_place(nothing)
        assert (await stranger.read(EVALUATIONS, employee_id=issued["employee_id"]))["items"] == []
    problem(await other["hr"].get(f"{RESULTS}/{result['id']}"), 404, "NOT_FOUND")
    problem(await world["budi"].post(EVALUATIONS, ground.evaluation()), 404, "NOT_FOUND")
    for foreign in (ground.plan["id"], MISSING):
        problem(await other["kabid"].post(EVALUATIONS, ground.evaluation(plan_id=foreign)), 404, "NOT_FOUND")
    for foreign in (ground.period["id"], MISSING):
        body = ground.evaluation(plan_id=own["id"], period_id=foreign)
        problem(await other["kabid"].post(EVALUATIONS, body), 404, "NOT_FOUND")
    for foreign in (str(world.units["bidang"]), MISSING):
        body = {"unit_id": foreign, "cycle_id": cycle["id"], "rating": "baik"}
        problem(await other["kadis"].post(RESULTS, body), 404, "NOT_FOUND")
        of = {"unit_id": foreign, "cycle_id": cycle["id"]}
        problem(await other["hr"].get("/v1/distributions", **of), 404, "NOT_FOUND")


async def test_other_capabilities_read_issued_annual_results(ground: Ground) -> None:
    world = ground.world
    await rated_unit(world, ground.cycle["id"])
    await rated_unit(world, ground.cycle["id"], period_id=ground.period["id"])
    await issued_evaluation(world, ground.plan, period_id=ground.period["id"])
    budis = await agreed_plan(world, "budi", ground.cycle["id"])
    await drafted_evaluation(world, budis)
    annual = await issued_evaluation(world, ground.plan, work_result=ABOVE, behavior=ABOVE)
    people = [world.employees["ani"], world.employees["budi"]]

    async with world.database.read(world.agency_id) as uow:
        [result] = await list_annual_results(uow, world.employees["ani"])
        of_year = await annual_results_of(uow, UUID(ground.cycle["id"]), people)

    assert of_year == {world.employees["ani"]: result}
    assert (result.year, result.predicate) == (2026, Predicate.SANGAT_BAIK)
    assert str(result.evaluation_id) == annual["id"]


async def _make_relatives(world: World, one: str, other: str) -> None:
    async with world.database.write(world.agency_id) as uow:
        kin = EmployeeRelation(
            agency_id=world.agency_id,
            id=uow.new_id(),
            employee_id=world.employees[one],
            relative_id=world.employees[other],
            kind="sibling",
        )
        uow.session.add(kin)
        await uow.finish()


def _without_place(document: Json) -> Json:
    return {name: value for name, value in document.items() if name not in {"instance", "trace_id"}}


async def test_without_accepted_realizations_there_is_a_reason_and_no_rating(ground: Ground) -> None:
    """Issue 4: an evaluation without realizations is allowed only as not rateable."""
    world, kabid = ground.world, ground.world["kabid"]
    refused = problem(await kabid.post(EVALUATIONS, ground.evaluation()), 409, "EVALUATION_UNGROUNDED")
    assert "not_rateable_reason" in refused["detail"]
    assert refused["basis"][0]["instrument"] == "PermenPANRB 6/2022"
    assert (await kabid.read(EVALUATIONS))["items"] == []
    reason = {"not_rateable_reason": "Cuti di luar tanggungan negara sepanjang triwulan"}
    of_period = {"plan_id": ground.plan["id"], "period_id": ground.period["id"]}
    for wrong in (of_period, of_period | reason | {"behavior_rating": AS}):
        problem(await kabid.post(EVALUATIONS, wrong), 422, "INVALID")

    drafted = await kabid.create(EVALUATIONS, of_period | reason)

    await rated_unit(world, ground.cycle["id"], period_id=ground.period["id"])
    path = f"{EVALUATIONS}/{drafted['id']}"
    issued = ok(await kabid.step(path, "issue"))
    assert (issued["status"], issued["predicate"], issued["work_result"]) == ("issued", None, None)
    assert (await world["ani"].read(path))["not_rateable_reason"] == reason["not_rateable_reason"]
    problem(await world["ani"].get(f"{path}/explanation"), 409, "EVALUATION_NOT_RATED")
    of_unit = {"unit_id": str(world.units["bidang"]), "cycle_id": ground.cycle["id"], "period_id": ground.period["id"]}
    assert (await kabid.read("/v1/distributions", **of_unit))["evaluated"] == 0


async def test_whoever_has_accepted_realizations_is_rated_and_a_reason_gives_way(ground: Ground) -> None:
    world, kabid = ground.world, ground.world["kabid"]
    reason = {"not_rateable_reason": "Tidak ada laporan"}
    of_year = {"plan_id": ground.plan["id"], "period_id": None}
    drafted = await kabid.create(EVALUATIONS, of_year | reason)
    path = f"{EVALUATIONS}/{drafted['id']}"
    await accepted_realization(world, ground.plan)
    await rated_unit(world, ground.cycle["id"])

    refused = problem(await kabid.step(path, "issue"), 409, "EVALUATION_RATEABLE")
    assert "1 realisasi" in refused["detail"]
    rated = ok(await kabid.put(path, {"work_result_rating": AS, "behavior_rating": AS}, etag='"v1"'))
    assert (rated["predicate"], rated["not_rateable_reason"]) == ("baik", None)
    problem(await kabid.put(path, reason, etag='"v2"'), 409, "EVALUATION_RATEABLE")
    assert ok(await kabid.step(path, "issue"))["predicate"] == "baik"


async def test_the_year_of_somebody_not_rateable_counts_nowhere(ground: Ground) -> None:
    world, kabid = ground.world, ground.world["kabid"]
    given = {"plan_id": ground.plan["id"], "period_id": None, "not_rateable_reason": "Tugas belajar penuh waktu"}
    drafted = await kabid.create(EVALUATIONS, given)
    await rated_unit(world, ground.cycle["id"])
    ok(await kabid.step(f"{EVALUATIONS}/{drafted['id']}", "issue"))

    ani = world.employees["ani"]
    async with world.database.read(world.agency_id) as uow:
        assert await list_annual_results(uow, ani) == []
        assert await annual_results_of(uow, UUID(ground.cycle["id"]), [ani]) == {}
        assert await map_predicates(uow, [ani], [2026]) == {}


async def test_an_objection_to_a_reason_needs_both_ratings_and_something_to_rate(ground: Ground) -> None:
    world, kabid = ground.world, ground.world["kabid"]
    given = {"plan_id": ground.plan["id"], "period_id": None, "not_rateable_reason": "Tidak ada laporan"}
    drafted = await kabid.create(EVALUATIONS, given)
    await rated_unit(world, ground.cycle["id"])
    ok(await kabid.step(f"{EVALUATIONS}/{drafted['id']}", "issue"))
    objection = await world["ani"].create(
        "/v1/objections", {"evaluation_id": drafted["id"], "reason": "Laporan saya ada"}
    )
    path = f"/v1/objections/{objection['id']}"
    ok(await world["kadis"].step(path, "examine"))
    ok(await kabid.post(f"{path}/statements", {"text": "Tidak ada laporan"}), 201)
    change = {"name": "change", "note": "Laporannya ada", "work_result_rating": AS}

    async def decided(body: Json) -> Response:
        etag = (await world["kadis"].get(path)).headers["etag"]
        return await world["kadis"].post(f"{path}/transitions", body, etag=etag)

    problem(await decided(change), 422, "INVALID")
    problem(await decided(change | {"behavior_rating": AS}), 409, "EVALUATION_UNGROUNDED")
    await accepted_realization(world, ground.plan)
    changed = ok(await decided(change | {"behavior_rating": AS}))
    anew = await world["ani"].read(f"{EVALUATIONS}/{changed['new_evaluation_id']}")
    assert (anew["predicate"], anew["not_rateable_reason"]) == ("baik", None)
