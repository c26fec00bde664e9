"""Promotion: every criterion with its reason, the cases of the public vectors, and a decision of three persons."""

import asyncio
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4  # noqa: TID251  an id that does not exist

import pytest

from kinerja_api.kit.clock import FixedClock
from tests.support.annual import rated
from tests.support.caller import Caller, Json, ok, problem
from tests.support.ground import NOON
from tests.support.steps import accepted_realization, agreed_plan, open_cycle
from tests.support.world import World, WorldBuilder

ELIGIBILITY = "/v1/promotion-eligibility"
PROPOSALS = "/v1/promotion-proposals"
SPRING = "2026-04-01"
GOOD = {2024: "baik", 2025: "baik"}


async def hired(world: World, *, rank: str, since: str, education: str, post: str = "analis-1", post_since: str) -> str:
    """Add an employee over HTTP with rank, post and diploma; returns the id."""
    hr = world["hr"]
    person = await hr.create("/v1/employees", {"nip": "197503152000031007", "name": "Eka", "employment": "pns"})
    path = f"/v1/employees/{person['id']}"
    await hr.create(f"{path}/ranks", {"rank": rank, "since": since})
    await hr.create(f"{path}/educations", {"level": education, "graduated_on": "1999-07-01"})
    position = world.positions.get(post, post)
    await hr.create(f"{path}/assignments", {"position_id": str(position), "since": post_since})
    return str(person["id"])


async def ask(world: World, employee_id: object, *, on: str = SPRING, name: str = "hr") -> Json:
    return await world[name].read(ELIGIBILITY, employee_id=str(employee_id), effective_on=on)


def open_criteria(answer: Json) -> list[tuple[str, str]]:
    return [(each["code"], each["status"]) for each in answer["criteria"] if each["status"] != "met"]


async def test_kp_01_an_executor_with_four_years_and_two_good_years_is_eligible(world: World) -> None:
    await rated(world, world.employees["budi"], GOOD)

    answer = await ask(world, world.employees["budi"], name="budi")

    assert (answer["status"], answer["is_eligible"], answer["rank"], answer["next_rank"]) == (
        "met",
        True,
        "III/a",
        "III/b",
    )
    assert answer["kind"] == "reguler"
    assert {each["code"] for each in answer["criteria"]} >= {"time_in_rank", "performance", "education_ceiling"}
    assert all(each["found"] and each["required"] and each["why"] and each["basis"] for each in answer["criteria"])
    assert answer["policy"]["key"] == "kenaikan_pangkat_reguler"
    assert len(answer["policy"]["sha256"]) == len(answer["facts_sha256"]) == 64
    assert answer == await ask(world, world.employees["budi"], name="budi")


async def test_kp_01_with_two_years_walked_over_http(world: World, clock: FixedClock) -> None:
    """Issue 2: the whole path, from target plans to the promotion answer."""
    await walked(world, clock, 2024, work_result="sesuai_ekspektasi")
    after_one = await ask(world, world.employees["budi"])
    draft = await walked(world, clock, 2025, work_result="di_bawah_ekspektasi", until="draft")
    before_issue = await ask(world, world.employees["budi"])
    etag = (await world["kabid"].get(draft)).headers["etag"]
    ratings = {"work_result_rating": "sesuai_ekspektasi", "behavior_rating": "sesuai_ekspektasi"}
    ok(await world["kabid"].put(draft, ratings, etag=etag))
    ok(await world["kabid"].step(draft, "issue"))

    assert open_criteria(after_one) == open_criteria(before_issue) == [("performance", "pending")]
    assert (await ask(world, world.employees["budi"], name="budi"))["next_rank"] == "III/b"
    assert (await ask(world, world.employees["budi"]))["is_eligible"] is True


async def test_kp_03_with_a_year_walked_over_http(world: World, clock: FixedClock) -> None:
    await walked(world, clock, 2024, work_result="sesuai_ekspektasi")
    await walked(world, clock, 2025, work_result="di_bawah_ekspektasi")

    assert open_criteria(await ask(world, world.employees["budi"])) == [("performance", "not_met")]


async def walked(world: World, clock: FixedClock, year: int, *, work_result: str, until: str = "issue") -> str:
    """Walk a year of budi over HTTP, from the cycle to the annual evaluation; returns its address."""
    clock.instant = datetime(year, 1, 10, 3, tzinfo=UTC)
    cycle = await open_cycle(world, year=year)
    plan = await agreed_plan(world, "budi", cycle["id"])
    clock.instant = datetime(year, 12, 30, 3, tzinfo=UTC)
    await accepted_realization(world, plan)
    result = {"unit_id": str(world.units["bidang"]), "cycle_id": cycle["id"], "rating": "baik"}
    await world["kadis"].create("/v1/organization-results", result)
    ratings = {"work_result_rating": work_result, "behavior_rating": "sesuai_ekspektasi"}
    evaluation = await world["kabid"].create("/v1/evaluations", {"plan_id": plan["id"], "period_id": None} | ratings)
    path = f"/v1/evaluations/{evaluation['id']}"
    if until == "issue":
        ok(await world["kabid"].step(path, "issue"))
    clock.instant = NOON
    return path


async def test_kp_02_a_secondary_school_diploma_ends_at_iii_b(world: World) -> None:
    person = await hired(world, rank="III/b", since="2022-04-01", education="sma", post_since="2020-01-01")
    await rated(world, person, GOOD)

    assert open_criteria(await ask(world, person)) == [("education_ceiling", "not_met")]


async def test_kp_03_a_predicate_below_good_is_named_with_its_year(world: World) -> None:
    await rated(world, world.employees["budi"], {2024: "baik", 2025: "butuh_perbaikan"})

    answer = await ask(world, world.employees["budi"])

    assert open_criteria(answer) == [("performance", "not_met")]
    assert [each["subject"] for each in answer["criteria"] if each["status"] == "not_met"] == ["2025"]


async def test_an_evaluation_that_is_not_final_makes_the_answer_pending(world: World) -> None:
    await rated(world, world.employees["budi"], {2024: "baik"})

    answer = await ask(world, world.employees["budi"])

    assert (answer["status"], answer["is_eligible"]) == ("pending", False)
    assert open_criteria(answer) == [("performance", "pending")]
    assert {each["reason"] for each in answer["criteria"]} == {None, "KINERJA_BELUM_DINILAI"}


async def test_kp_06_a_master_reaches_iv_a_without_the_second_examination(world: World) -> None:
    person = await hired(world, rank="III/d", since="2022-04-01", education="s2", post_since="2020-01-01")
    await rated(world, person, GOOD)

    answer = await ask(world, person)

    assert (answer["status"], answer["next_rank"]) == ("met", "IV/a")


async def test_kp_07_iii_a_needs_the_first_examination_or_a_degree(world: World) -> None:
    dewi = world.employees["dewi"]
    await rated(world, dewi, GOOD)

    before = await ask(world, dewi)
    await world["hr"].create(f"/v1/employees/{dewi}/exams", {"exam": "ujian_dinas_1", "passed_on": "2026-03-01"})

    assert open_criteria(before) == [("exam", "not_met")]
    assert (await ask(world, dewi))["status"] == "met"


async def test_kp_07_a_degree_exempts_from_the_first_examination(world: World) -> None:
    person = await hired(world, rank="II/d", since="2022-04-01", education="s1", post_since="2020-01-01")
    await rated(world, person, GOOD)

    assert (await ask(world, person))["is_eligible"] is True


async def test_kp_08_a_supervisor_below_the_range_of_the_post_rises_after_a_year(world: World) -> None:
    post = await world["hr"].create(
        "/v1/positions",
        {
            "code": "kasi-1",
            "name": "Kepala Seksi",
            "kind": "managerial",
            "level": "IV.a",
            "unit_id": str(world.units["bidang"]),
        },
    )
    person = await hired(
        world, rank="III/b", since="2025-04-01", education="s1", post=post["id"], post_since="2025-04-01"
    )
    await rated(world, person, GOOD)

    answer = await ask(world, person)

    assert (answer["status"], answer["kind"], answer["next_rank"]) == ("met", "pilihan_struktural", "III/c")


@pytest.mark.parametrize(("on", "status"), [("2025-05-01", "not_met"), ("2025-06-01", "met"), ("2025-11-01", "met")])
async def test_kp_10_a_rank_begins_on_a_day_that_the_rule_of_that_time_allows(
    world: World, on: str, status: str
) -> None:
    answer = await ask(world, world.employees["budi"], on=on)

    assert next(each["status"] for each in answer["criteria"] if each["code"] == "period") == status


async def test_kp_12_a_medium_sanction_blocks_while_it_runs(world: World) -> None:
    budi = world.employees["budi"]
    await rated(world, budi, GOOD)
    await world["hr"].create(
        f"/v1/employees/{budi}/sanctions",
        {
            "level": "sedang",
            "kind": "Pemotongan tunjangan kinerja 25% selama 6 bulan",
            "since": "2026-01-01",
            "until": "2026-07-01",
            "decree": "880/3",
        },
    )

    assert open_criteria(await ask(world, budi, on="2026-05-01")) == [("discipline", "not_met")]
    assert (await ask(world, budi, on="2026-07-01"))["status"] == "met"


async def test_the_answer_speaks_the_asked_language_and_says_what_it_assumes(world: World) -> None:
    caller = world["budi"]
    headers = {"Authorization": f"Bearer {caller.token()}", "Accept-Language": "en"}

    english = ok(await caller.http.get(ELIGIBILITY, headers=headers))
    indonesian = await caller.read(ELIGIBILITY)

    assert english["effective_on"] == indonesian["effective_on"] == "2026-05-01"
    why = {each["code"]: each["why"] for each in english["criteria"]}
    assert why["performance"] == "The evaluation of 2025 is not final yet."
    assert "Menunggu" in str(indonesian["criteria"])
    assert "leave outside state cost" in english["assumptions"][0]


@pytest.mark.parametrize("name", ["budi", "kabid", "kadis", "hr", "auditor", "board", "ppk"])
async def test_the_person_those_above_and_the_offices_read_it(world: World, name: str) -> None:
    assert (await ask(world, world.employees["budi"], name=name))["employee_id"] == str(world.employees["budi"])


async def test_a_colleague_and_another_agency_learn_nothing(world: World, worlds: WorldBuilder) -> None:
    other = await worlds.build()
    budi = str(world.employees["budi"])

    for caller in (world["ani"], other["hr"], other["ppk"]):
        hidden = problem(await caller.get(ELIGIBILITY, employee_id=budi), 404, "NOT_FOUND")
        missing = problem(await caller.get(ELIGIBILITY, employee_id=str(uuid4())), 404, "NOT_FOUND")
        assert hidden["detail"] == missing["detail"]
    problem(await world["hr"].get(ELIGIBILITY), 404, "NOT_FOUND")
    problem(await world["survey"].get(ELIGIBILITY), 403, "FORBIDDEN")


async def test_a_record_without_a_post_is_named_as_what_is_missing(world: World) -> None:
    person = await world["hr"].create(
        "/v1/employees", {"nip": "197503152000031007", "name": "Eka", "employment": "pns"}
    )

    refused = problem(await world["hr"].get(ELIGIBILITY, employee_id=person["id"]), 409, "CAREER_INCOMPLETE")

    assert refused["place"] == "position_kind"


# Proposals.


def proposal(world: World, name: str = "budi", **changes: Any) -> Json:
    given = {"employee_id": str(world.employees[name]), "effective_on": SPRING, "trainings": [], "standings": []}
    return given | changes


async def proposed(world: World) -> Json:
    await rated(world, world.employees["budi"], GOOD)
    return await world["hr"].create(PROPOSALS, proposal(world))


async def step(caller: Caller, given: Json, name: str, **more: Any) -> Any:
    path = f"{PROPOSALS}/{given['id']}"
    etag = (await caller.get(path)).headers.get("etag", '"v1"')
    return await caller.post(f"{path}/transitions", {"name": name, **more}, etag=etag)


async def test_a_promotion_is_proposed_recommended_and_approved_by_three_persons(world: World) -> None:
    made = await proposed(world)

    recommended = ok(await step(world["board"], made, "recommend"))
    approved = ok(await step(world["ppk"], made, "approve", decree="823/45/2026"))

    assert (made["status"], made["from_rank"], made["to_rank"]) == ("proposed", "III/a", "III/b")
    assert made["eligibility"]["is_eligible"] is True
    assert recommended["recommended_by_name"] == "Board"
    assert (approved["status"], approved["decided_by_name"], approved["decree"]) == ("approved", "Ppk", "823/45/2026")
    assert approved["eligibility"] == made["eligibility"]
    ranks = (await world["budi"].read(f"/v1/employees/{world.employees['budi']}/ranks"))["items"]
    assert [(each["rank"], each["since"], each["decree"]) for each in ranks][-1] == ("III/b", SPRING, "823/45/2026")
    life = await world["budi"].read(f"{PROPOSALS}/{made['id']}/transitions")
    assert [each["name"] for each in life["history"]] == ["propose", "recommend", "approve"]
    assert life["next"] == []
    trail = await world["auditor"].read("/v1/audit-entries", resource_id=str(world.employees["budi"]))
    assert "rank_granted" in {entry["action"] for entry in trail["items"]}


async def test_the_snapshot_stays_as_it_was_when_the_facts_change(world: World) -> None:
    made = await proposed(world)
    await world["hr"].create(
        f"/v1/employees/{world.employees['budi']}/sanctions",
        {"level": "berat", "kind": "Pembebasan dari jabatan", "since": "2026-03-01", "decree": "880/9"},
    )

    blocked = problem(await step(world["board"], made, "recommend"), 409, "ILLEGAL_TRANSITION")
    now = await world["hr"].read(f"{PROPOSALS}/{made['id']}")

    assert "hukuman" in blocked["detail"].lower()
    assert blocked["basis"]
    assert now["eligibility"] == made["eligibility"]
    assert (await ask(world, world.employees["budi"]))["is_eligible"] is False


async def test_a_sanction_after_the_recommendation_stops_the_approval(world: World) -> None:
    made = await proposed(world)
    ok(await step(world["board"], made, "recommend"))
    await world["hr"].create(
        f"/v1/employees/{world.employees['budi']}/sanctions",
        {"level": "sedang", "kind": "Pemotongan tunjangan", "since": "2026-03-01", "decree": "880/9"},
    )

    problem(await step(world["ppk"], made, "approve", decree="823/1"), 409, "ILLEGAL_TRANSITION")
    rejected = ok(await step(world["ppk"], made, "reject", note="Hukuman disiplin sedang berjalan."))

    assert rejected["status"] == "rejected"
    assert len((await world["hr"].read(f"/v1/employees/{world.employees['budi']}/ranks"))["items"]) == 1


async def test_a_departure_from_the_recommendation_needs_reasons(world: World) -> None:
    made = await proposed(world)

    problem(await step(world["board"], made, "not_recommend"), 409, "ILLEGAL_TRANSITION")
    ok(await step(world["board"], made, "not_recommend", note="Beban kerja jabatan."))
    silent = problem(await step(world["ppk"], made, "approve", decree="823/1"), 409, "ILLEGAL_TRANSITION")
    approved = ok(await step(world["ppk"], made, "approve", decree="823/1", note="Semua syarat terpenuhi."))

    assert "menyimpang" in silent["detail"]
    assert silent["basis"]
    assert (approved["status"], approved["decision_note"]) == ("approved", "Semua syarat terpenuhi.")


async def test_who_is_not_eligible_is_not_proposed_and_every_open_criterion_is_named(world: World) -> None:
    await rated(world, world.employees["dewi"], {2024: "baik"})

    refused = problem(await world["hr"].post(PROPOSALS, proposal(world, "dewi")), 409, "NOT_ELIGIBLE")

    assert {error["code"] for error in refused["errors"]} == {"performance_pending", "exam_not_met"}
    assert refused["basis"]
    assert (await world["hr"].read(PROPOSALS))["items"] == []


async def test_what_is_attested_counts_and_is_kept(world: World) -> None:
    await rated(world, world.employees["dewi"], GOOD)
    await rated(world, world.employees["budi"], GOOD)

    made = await world["hr"].create(PROPOSALS, proposal(world, "dewi", trainings=["pim_4"]))
    on_leave = problem(await world["hr"].post(PROPOSALS, proposal(world, standings=["cltn"])), 409, "NOT_ELIGIBLE")

    assert (made["trainings"], made["to_rank"]) == (["pim_4"], "III/a")
    assert [error["code"] for error in on_leave["errors"]] == ["standing_not_met"]
    ok(await step(world["board"], made, "recommend"))


async def test_one_live_proposal_of_a_person_for_a_day(world: World) -> None:
    made = await proposed(world)

    again = problem(await world["hr"].post(PROPOSALS, proposal(world)), 409, "PROPOSAL_ALREADY_THERE")
    problem(await step(world["hr"], made, "withdraw"), 409, "ILLEGAL_TRANSITION")
    ok(await step(world["hr"], made, "withdraw", note="Salah tanggal."))

    assert again["proposal_id"] == made["id"]
    assert (await world["hr"].create(PROPOSALS, proposal(world)))["status"] == "proposed"


async def test_of_two_proposals_at_once_one_is_made(world: World) -> None:
    await rated(world, world.employees["budi"], GOOD)

    answers = await asyncio.gather(*(world["hr"].post(PROPOSALS, proposal(world)) for _ in range(4)))

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    assert len((await world["hr"].read(PROPOSALS))["items"]) == 1


@pytest.mark.parametrize(
    ("name", "step_name"),
    [("hr", "recommend"), ("ppk", "recommend"), ("board", "approve"), ("hr", "approve"), ("board", "withdraw")],
)
async def test_each_step_belongs_to_one_office(world: World, name: str, step_name: str) -> None:
    made = await proposed(world)
    if step_name == "approve":
        ok(await step(world["board"], made, "recommend"))

    refused = problem(await step(world[name], made, step_name, note="-", decree="823/1"), 403, "FORBIDDEN")

    assert refused["basis"]
    options = await world[name].read(f"{PROPOSALS}/{made['id']}/transitions")
    mine = next(each for each in options["next"] if each["name"] == step_name)
    assert mine["possible"] is False
    assert mine["reasons"]


async def test_only_hr_proposes(world: World) -> None:
    await rated(world, world.employees["budi"], GOOD)

    for name in ("budi", "kabid", "auditor", "ppk", "board"):
        problem(await world[name].post(PROPOSALS, proposal(world)), 403, "FORBIDDEN")


@pytest.mark.parametrize(("role", "name"), [("promotion_board", "recommend"), ("appointing_official", "approve")])
async def test_nobody_has_a_hand_in_their_own_promotion(world: World, role: str, name: str) -> None:
    person = await hired(world, rank="III/a", since="2022-04-01", education="s1", post_since="2020-01-01")
    await rated(world, person, GOOD)
    made = await world["hr"].create(PROPOSALS, proposal(world, employee_id=person))

    theirs = await officer(world, role, person)
    own = problem(await step(theirs, made, name, decree="823/1"), 403, "FORBIDDEN")

    assert "sendiri" in own["detail"]


@pytest.mark.parametrize(("role", "name"), [("promotion_board", "recommend"), ("hr_admin", "withdraw")])
async def test_nobody_has_a_hand_in_a_relatives_promotion(world: World, role: str, name: str) -> None:
    person = await hired(world, rank="III/a", since="2022-04-01", education="s1", post_since="2020-01-01")
    made = await proposed(world)
    path = f"/v1/employees/{world.employees['budi']}/relations"
    await world["hr"].create(path, {"relative_id": person, "kind": "suami/istri"})

    theirs = await officer(world, role, person)
    relative = problem(await step(theirs, made, name, note="-"), 403, "FORBIDDEN")
    problem(await theirs.post(PROPOSALS, proposal(world, effective_on="2026-05-01")), 403, "FORBIDDEN")

    assert "keluarga" in relative["detail"]


async def officer(world: World, role: str, employee_id: str) -> Caller:
    """Open an account of an office for an employee and sign in to it."""
    username, password = f"pejabat.{role.replace('_', '.')}", "pelangi-di-atas-waduk"
    account = {"username": username, "display_name": "Eka", "password": password, "roles": [role]}
    await world["hr"].create("/v1/accounts", account | {"employee_id": employee_id})
    http = world["hr"].http
    given = {"agency": world.code, "username": username, "password": password}
    tokens = ok(await http.post("/v1/auth/tokens", json=given))
    return Caller(http, lambda: str(tokens["access_token"]))


async def test_a_stale_or_missing_version_is_refused(world: World) -> None:
    made = await proposed(world)
    path = f"{PROPOSALS}/{made['id']}/transitions"

    problem(await world["board"].post(path, {"name": "recommend"}), 428, "PRECONDITION_REQUIRED")
    problem(await world["board"].post(path, {"name": "recommend"}, etag='"v9"'), 412, "STALE_VERSION")
    illegal = problem(await step(world["ppk"], made, "approve", decree="823/1"), 409, "ILLEGAL_TRANSITION")

    assert illegal["possible"] == ["recommend", "not_recommend", "withdraw"]


async def test_proposals_are_seen_by_whom_they_concern(world: World, worlds: WorldBuilder) -> None:
    made = await proposed(world)
    other = await worlds.build()
    path = f"{PROPOSALS}/{made['id']}"

    for name in ("budi", "kabid", "kadis", "hr", "auditor", "board", "ppk"):
        assert (await world[name].read(path))["id"] == made["id"]
        assert [each["id"] for each in (await world[name].read(PROPOSALS))["items"]] == [made["id"]]
    assert (await world["ani"].read(PROPOSALS))["items"] == []
    for caller in (world["ani"], other["hr"]):
        for place in (path, f"{path}/transitions"):
            hidden = problem(await caller.get(place), 404, "NOT_FOUND")
            missing = problem(await caller.get(place.replace(made["id"], str(uuid4()))), 404, "NOT_FOUND")
            assert hidden["detail"] == missing["detail"]
    problem(await world["ani"].post(f"{path}/transitions", {"name": "recommend"}, etag='"v1"'), 404, "NOT_FOUND")
    theirs = proposal(world) | {"employee_id": str(world.employees["budi"])}
    problem(await other["hr"].post(PROPOSALS, theirs), 404, "NOT_FOUND")
    by_status = await world["hr"].read(PROPOSALS, status="approved", employee_id=str(world.employees["budi"]))
    assert by_status["items"] == []
