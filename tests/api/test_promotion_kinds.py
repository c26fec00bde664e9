"""Kinds of promotion with what is stated for them, and the list of candidates with every reason."""

from datetime import date
from typing import Any

import pytest

from kinerja_api.employees.public import map_superior_ranks
from kinerja_api.evaluations.public import map_predicates
from kinerja_api.promotion.service import eligibility as service
from kinerja_api.scoring.facts import Predicate
from tests.support.annual import rated
from tests.support.caller import Json, ok, problem
from tests.support.world import World, WorldBuilder

ELIGIBILITY = "/v1/promotion-eligibility"
CANDIDATES = "/v1/promotion-candidates"
PROPOSALS = "/v1/promotion-proposals"
SPRING = "2026-04-01"
GOOD = {2024: "baik", 2025: "baik"}
EVIDENCE = "SK 800/12/BKPSDM/2026, 3 Maret 2026"


async def ask(world: World, name: str, **query: str) -> Json:
    given = {"employee_id": str(world.employees[name]), "effective_on": SPRING} | query
    return await world["hr"].read(ELIGIBILITY, **given)


def open_criteria(answer: Json) -> list[tuple[str, str | None, str]]:
    return [(each["code"], each["subject"], each["reason"]) for each in answer["criteria"] if each["status"] != "met"]


def proposal(world: World, name: str, **changes: Any) -> Json:
    given = {"employee_id": str(world.employees[name]), "effective_on": SPRING, "trainings": [], "standings": []}
    return given | changes


def attested(*facts: str) -> list[Json]:
    return [{"fact": fact, "holds": True, "evidence": EVIDENCE} for fact in facts]


async def candidates(world: World, name: str = "hr", **query: Any) -> dict[str, Json]:
    page = await world[name].read(CANDIDATES, **{"effective_on": SPRING, **query})
    return {each["name"]: each for each in page["items"]}


# Kinds.


async def test_the_kind_is_asked_for_and_what_must_be_stated_is_pending(world: World) -> None:
    await rated(world, world.employees["budi"], {2025: "sangat_baik"})

    answer = await ask(world, "budi", kind="prestasi_luar_biasa")

    assert (answer["kind"], answer["status"], answer["next_rank"]) == ("prestasi_luar_biasa", "pending", "III/b")
    assert open_criteria(answer) == [("attested", "prestasi_kerja_luar_biasa", "DATA_BELUM_TERCATAT")]


async def test_a_kind_that_does_not_fit_the_post_says_so(world: World) -> None:
    answer = await ask(world, "kabid", kind="reguler")

    assert open_criteria(answer) == [("kind_of_post", None, "TIDAK_MEMENUHI")]


async def test_a_new_diploma_raises_over_several_ranks_with_what_is_stated(world: World) -> None:
    dewi = world.employees["dewi"]
    await rated(world, dewi, GOOD)
    path = f"/v1/employees/{dewi}"
    await world["hr"].create(f"{path}/educations", {"level": "s1", "graduated_on": "2025-08-01"})
    await world["hr"].create(f"{path}/exams", {"exam": "ukppi", "passed_on": "2026-02-01"})
    facts = attested("tugas_sesuai_ijazah", "izin_atau_tugas_belajar")

    made = await world["hr"].create(PROPOSALS, proposal(world, "dewi", kind="penyesuaian_ijazah", attested=facts))

    assert (made["kind"], made["from_rank"], made["to_rank"]) == ("penyesuaian_ijazah", "II/d", "III/a")
    assert made["stated"] == {
        "kind": "penyesuaian_ijazah",
        "attested": facts,
        "credit_points": None,
        "pension": None,
        "service_end": None,
    }
    assert (await world["hr"].read(f"{PROPOSALS}/{made['id']}"))["stated"] == made["stated"]
    recommended = await world["board"].step(f"{PROPOSALS}/{made['id']}", "recommend")
    assert ok(recommended)["status"] == "recommended"


async def test_a_promotion_of_service_rests_on_the_years_that_the_nip_tells(world: World) -> None:
    budi = world.employees["budi"]
    await rated(world, budi, {2025: "baik"})
    end = {"ground": "meninggal", "died_on": "2026-03-17", "evidence": EVIDENCE}

    made = await world["hr"].create(
        PROPOSALS, proposal(world, "budi", kind="pengabdian", effective_on="2026-03-17", service_end=end)
    )

    tenure = next(each for each in made["eligibility"]["criteria"] if each["code"] == "service_tenure")
    assert tenure["found"] == "bekerja sejak 2015-04-01, pangkat sejak 2022-04-01"
    assert (made["kind"], made["to_rank"], made["stated"]["service_end"]) == ("pengabdian", "III/b", end)


async def test_a_posthumous_promotion_begins_on_the_day_of_death(world: World) -> None:
    end = {"ground": None, "died_on": "2026-03-17", "evidence": EVIDENCE}
    given = {"kind": "anumerta", "attested": attested("tewas_dalam_tugas"), "service_end": end}

    later = problem(await world["hr"].post(PROPOSALS, proposal(world, "budi", **given)), 409, "NOT_ELIGIBLE")
    made = await world["hr"].create(PROPOSALS, proposal(world, "budi", **given, effective_on="2026-03-17"))

    assert [error["code"] for error in later["errors"]] == ["day_of_death_not_met"]
    assert made["to_rank"] == "III/b"


async def test_credit_points_are_stated_with_the_paper_they_stand_on(world: World) -> None:
    person = await functional(world)
    await rated(world, person, GOOD)
    points = {"points": "50.000", "evidence": "PAK 12/2026"}

    missing = problem(
        await world["hr"].post(PROPOSALS, proposal(world, "budi", employee_id=person)), 409, "NOT_ELIGIBLE"
    )
    made = await world["hr"].create(PROPOSALS, proposal(world, "budi", employee_id=person, credit_points=points))

    assert [error["code"] for error in missing["errors"]] == ["credit_points_pending"]
    assert (made["to_rank"], made["stated"]["credit_points"]) == ("III/b", points)


async def test_a_teacher_has_a_pension_age_of_the_profession(world: World) -> None:
    person = await functional(world)
    await rated(world, person, GOOD)
    given = {
        "employee_id": person,
        "credit_points": {"points": "50", "evidence": "PAK 12/2026"},
        "pension": {"profession": "guru", "kept_age": None, "evidence": "SK jabatan guru"},
    }

    made = await world["hr"].create(PROPOSALS, proposal(world, "budi", **given))

    pension = next(each for each in made["eligibility"]["criteria"] if each["code"] == "pension")
    assert pension["required"] == "pangkat mulai sebelum pensiun (60 tahun)"


async def functional(world: World) -> str:
    """Add somebody in a functional post, ahli pertama at III/a; returns the id."""
    hr = world["hr"]
    post = {"code": "jf-1", "name": "Analis Kebijakan", "kind": "functional", "level": "ahli_pertama"}
    position = await hr.create("/v1/positions", post | {"unit_id": str(world.units["bidang"])})
    person = await hr.create("/v1/employees", {"nip": "198503152010031007", "name": "Eka", "employment": "pns"})
    path = f"/v1/employees/{person['id']}"
    await hr.create(f"{path}/ranks", {"rank": "III/a", "since": "2024-04-01"})
    await hr.create(f"{path}/educations", {"level": "s1", "graduated_on": "2009-07-01"})
    await hr.create(f"{path}/assignments", {"position_id": position["id"], "since": "2023-01-01"})
    return str(person["id"])


async def test_whoever_is_released_from_the_post_is_promoted_regularly(world: World) -> None:
    person = await functional(world)
    await rated(world, person, GOOD)
    released = attested("dibebaskan_dari_jabatan")

    refused = problem(
        await world["hr"].post(PROPOSALS, proposal(world, "budi", employee_id=person, attested=released)),
        409,
        "NOT_ELIGIBLE",
    )

    # Regular: four years in the rank instead of two, and no credit points.
    assert [error["code"] for error in refused["errors"]] == ["time_in_rank_not_met"]


async def test_a_proposal_needs_a_placement_of_that_day(world: World) -> None:
    person = await world["hr"].create(
        "/v1/employees", {"nip": "198503152010031007", "name": "Eka", "employment": "pns"}
    )
    path = f"/v1/employees/{person['id']}"
    await world["hr"].create(f"{path}/ranks", {"rank": "III/a", "since": "2022-04-01"})
    await world["hr"].create(f"{path}/educations", {"level": "s1", "graduated_on": "2009-07-01"})
    await rated(world, person["id"], GOOD)
    given = proposal(world, "budi", employee_id=person["id"], attested=attested("dibebaskan_dari_jabatan"))

    refused = problem(await world["hr"].post(PROPOSALS, given), 409, "CAREER_INCOMPLETE")

    assert refused["place"] == "unit"


async def test_what_a_kind_does_not_use_or_is_stated_twice_is_refused(world: World) -> None:
    useless = proposal(world, "budi", attested=attested("tewas_dalam_tugas"))
    twice = proposal(world, "budi", kind="anumerta", attested=attested("tewas_dalam_tugas", "tewas_dalam_tugas"))

    refused = problem(await world["hr"].post(PROPOSALS, useless), 409, "CAREER_INCOMPLETE")
    again = problem(await world["hr"].post(PROPOSALS, twice), 422, "INVALID")

    assert (refused["reason"], refused["place"]) == ("CONTRADICTORY_FACTS", "attested")
    assert again["errors"][0]["pointer"] == "/attested"


async def test_a_measure_named_by_the_law_ends_by_itself(world: World) -> None:
    budi = world.employees["budi"]
    await rated(world, budi, GOOD)
    path = f"/v1/employees/{budi}/sanctions"
    given = {"kind": "Pemotongan", "measure": "potongan_tukin_6_bulan", "since": "2025-11-01", "decree": "880/3"}

    wrong = problem(await world["hr"].post(path, given | {"level": "ringan"}), 422, "MEASURE_OF_OTHER_LEVEL")
    made = await world["hr"].create(path, given | {"level": "sedang"})

    assert wrong["basis"]
    assert wrong["errors"][0]["pointer"] == "/level"
    assert made["measure"] == "potongan_tukin_6_bulan"
    assert open_criteria(await ask(world, "budi")) == [("discipline", None, "TIDAK_MEMENUHI")]
    assert open_criteria(await ask(world, "budi", effective_on="2026-05-01")) == []


# Candidates.


async def test_everybody_of_the_agency_is_listed_with_every_reason(world: World) -> None:
    for name in ("budi", "ani", "dewi"):
        await rated(world, world.employees[name], GOOD)

    listed = await candidates(world)

    assert {name: each["status"] for name, each in listed.items()} == {
        "Kadis": "pending",
        "Kabid": "not_met",
        "Ani": "met",
        "Budi": "met",
        "Citra": "pending",
        "Dewi": "not_met",
    }
    assert (listed["Budi"]["kind"], listed["Budi"]["rank"], listed["Budi"]["next_rank"]) == (
        "reguler",
        "III/a",
        "III/b",
    )
    assert listed["Budi"]["reasons"] == []
    assert [(each["code"], each["reason"]) for each in listed["Dewi"]["reasons"]] == [("exam", "TIDAK_MEMENUHI")]
    assert {each["reason"] for each in listed["Citra"]["reasons"]} == {"KINERJA_BELUM_DINILAI"}
    assert all(each["basis"] and each["why"] for row in listed.values() for each in row["reasons"])


async def test_the_list_says_of_each_exactly_what_the_eligibility_of_each_says(world: World) -> None:
    await rated(world, world.employees["budi"], {2024: "baik", 2025: "butuh_perbaikan"})

    for on in (SPRING, "2025-04-01"):
        listed = await candidates(world, effective_on=on)
        for name, row in listed.items():
            answer = await ask(world, name.lower(), effective_on=on)
            reasons = [each for each in answer["criteria"] if each["status"] != "met"]
            assert (row["status"], row["kind"], row["next_rank"]) == (
                answer["status"],
                answer["kind"],
                answer["next_rank"],
            )
            assert row["reasons"] == reasons


async def test_a_page_says_the_day_the_policy_and_what_it_assumes(world: World) -> None:
    page = await world["hr"].read(CANDIDATES)

    assert page["on"] == "2026-05-01"
    assert page["policy"]["key"] == "kenaikan_pangkat_reguler"
    assert "menyatakannya" in page["assumptions"][0]


async def test_a_record_that_lacks_a_fact_is_listed_as_pending(world: World) -> None:
    await world["hr"].create("/v1/employees", {"nip": "198503152010031007", "name": "Eka", "employment": "pns"})

    eka = (await candidates(world))["Eka"]

    assert (eka["status"], eka["unit_id"], eka["kind"]) == ("pending", None, None)
    assert [(each["code"], each["subject"]) for each in eka["reasons"]] == [("record", "position_kind")]


@pytest.mark.parametrize("status", [None, "not_met"])
async def test_pages_follow_one_another_without_a_gap(
    world: World, monkeypatch: pytest.MonkeyPatch, status: str | None
) -> None:
    await rated(world, world.employees["budi"], GOOD)
    monkeypatch.setattr(service, "CHUNK", 2)
    query = {"effective_on": SPRING, "limit": 1} | ({"status": status} if status else {})
    whole = [name for name, each in (await candidates(world)).items() if status in {None, each["status"]}]

    names: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = await world["hr"].read(CANDIDATES, **query, **({"cursor": cursor} if cursor else {}))
        names += [each["name"] for each in page["items"]]
        cursor = page["next"]

    assert names == whole


async def test_a_rare_status_is_looked_for_in_bounded_steps(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await rated(world, world.employees["dewi"], GOOD)
    monkeypatch.setattr(service, "MOST_LOOKED_AT", 3)

    first = await world["hr"].read(CANDIDATES, effective_on="2026-05-01", status="met")
    second = await world["hr"].read(CANDIDATES, effective_on="2026-05-01", status="met", cursor=first["next"])

    assert first["items"] == second["items"] == []
    assert first["next"]
    assert second["next"] is None


async def test_candidates_are_seen_by_whom_they_concern(world: World, worlds: WorldBuilder) -> None:
    other = await worlds.build()
    bidang = str(world.units["bidang"])

    assert len(await candidates(world, "board")) == len(await candidates(world, "kadis")) == 6
    assert set(await candidates(world, "kabid")) == {"Kabid", "Ani", "Budi", "Citra", "Dewi"}
    assert set(await candidates(world, unit_id=bidang)) == set(await candidates(world, "kadis", unit_id=bidang))
    assert await candidates(world, "budi") == {}
    assert await candidates(world, "kabid", unit_id=str(world.units["dinas"])) == await candidates(world, "kabid")
    assert await candidates(other, unit_id=bidang) == {}
    problem(await world["survey"].get(CANDIDATES), 403, "FORBIDDEN")


async def test_before_may_2025_the_superior_limits_whoever_is_listed(world: World) -> None:
    budi = world.employees["budi"]
    await rated(world, budi, {2023: "baik", 2024: "baik"})
    await world["hr"].create(
        f"/v1/employees/{world.employees['kabid']}/ranks", {"rank": "III/a", "since": "2025-01-01"}
    )

    before = (await candidates(world, effective_on="2025-04-01"))["Budi"]

    assert "superior_rank" in {each["code"] for each in before["reasons"]}


async def test_a_head_has_the_head_above_as_superior_and_an_acting_head_counts(world: World) -> None:
    delegation = {
        "unit_id": str(world.units["bidang"]),
        "employee_id": str(world.employees["citra"]),
        "capacity": "plt",
        "since": "2026-01-01",
        "until": "2026-03-01",
        "decree": "800/1",
    }
    await world["hr"].create("/v1/delegations", delegation)
    ids = list(world.employees.values())

    async with world.database.read(world.agency_id) as uow:
        acting = await map_superior_ranks(uow, ids, date(2026, 2, 1))
        after = await map_superior_ranks(uow, ids, date(2026, 3, 1))

    def by_name(ranks: Any) -> dict[str, str | None]:
        return {name: ranks.get(each) for name, each in world.employees.items()}

    assert by_name(acting) == {
        "kadis": None,
        "kabid": "III/b",
        "ani": "III/b",
        "budi": "III/b",
        "citra": "IV/a",
        "dewi": "III/b",
    }
    assert by_name(after) == dict.fromkeys(("ani", "budi", "citra", "dewi"), "IV/a") | {"kabid": "IV/b", "kadis": None}


async def test_of_several_plans_in_a_year_the_last_issued_counts(world: World) -> None:
    budi = world.employees["budi"]
    await rated(world, budi, {2024: "sangat_baik", 2025: "butuh_perbaikan"}, post="analis-1")
    await rated(world, budi, {2025: "baik"}, post="analis-2")

    async with world.database.read(world.agency_id) as uow:
        found = await map_predicates(uow, [budi], [2024, 2025])

    assert found == {budi: {2024: Predicate.SANGAT_BAIK, 2025: Predicate.BAIK}}
