"""Surveys over HTTP: officers draw up and publish, citizens answer once and without a name, the index comes out."""

import asyncio
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import httpx
import pytest
import segno
from sqlalchemy import text

from kinerja_api.kit.clock import FixedClock
from kinerja_api.kit.db.uow import Database
from kinerja_api.scoring.document import recompute
from kinerja_api.scoring.facts import SurveyGrade
from kinerja_api.surveys.public import UnitIndex, unit_indices
from kinerja_api.surveys.types import ResultSource
from tests.support.caller import Json, ok, problem
from tests.support.steps import answer_survey, published_survey
from tests.support.world import World, WorldBuilder

ELEMENTS = ("persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "sarpras", "pengaduan")
APRIL = ("2026-04-01", "2026-04-30")
LAST_MINUTE = datetime(2026, 4, 30, 16, 59, tzinfo=UTC)  # 23.59 in western Indonesia
ALL_FOURS = dict.fromkeys(ELEMENTS, 4)
# Vector SKM-06a: GASPUL, third quarter; totals of 29 sheets.
TOTALS = (105, 101, 100, 116, 102, 105, 106, 105, 115)
SHEETS = 29
# Vector SKM-01: Bantul 2023, in the order of its page, which has pengaduan before sarpras.
BANTUL = {
    "persyaratan": "3.31",
    "prosedur": "3.35",
    "waktu": "3.49",
    "biaya": "3.93",
    "produk": "3.45",
    "kompetensi": "3.39",
    "perilaku": "3.39",
    "pengaduan": "3.76",
    "sarpras": "3.35",
}


def sheet(number: int) -> dict[str, int]:
    """Return the sheet of one of the 29 citizens: values that add up to the totals."""
    return {
        element: total // SHEETS + (1 if number < total % SHEETS else 0)
        for element, total in zip(ELEMENTS, TOTALS, strict=True)
    }


async def closed_survey(world: World, *, days: tuple[str, str] = APRIL, answers: Json | None = None) -> Json:
    survey = await published_survey(world, days=days)
    if answers:
        await answer_survey(world, survey["code"], answers)
    return ok(await world["survey"].step(f"/v1/surveys/{survey['id']}", "close"))


async def result_of(world: World, survey: Json) -> Json:
    path = f"/v1/surveys/{survey['id']}"
    ok(await world["survey"].step(path, "close"))
    done = ok(await world["survey"].step(path, "publish_result"))
    return await world["survey"].read(f"/v1/survey-results/{done['result_id']}")


async def stored(database: Database, world: World, query: str) -> list[Any]:
    async with database.read(world.agency_id) as uow:
        return list((await uow.session.execute(text(query))).all())


async def test_the_answers_of_29_citizens_give_the_published_index(world: World, http: httpx.AsyncClient) -> None:
    survey = await published_survey(world, days=APRIL)
    for number in range(SHEETS):
        await answer_survey(world, survey["code"], sheet(number))

    result = await result_of(world, survey)

    assert (result["index"], result["grade"], result["grade_label"]["id"]) == ("91.48", "A", "Sangat baik")
    assert (result["respondents"], result["sample_required"], result["is_sample_reached"]) == (29, 28, True)
    assert [element["element"] for element in result["elements"][:3]] == ["waktu", "prosedur", "produk"]
    worst = result["elements"][0]
    assert (worst["mean"], worst["index"], worst["grade"], worst["answered"]) == ("3.448", "86.21", "B", 29)
    assert any("PermenPANRB 14/2017" in sentence for sentence in result["explanation"]["id"])
    assert any("PermenPANRB 14/2017" in sentence for sentence in result["explanation"]["en"])
    assert recompute(result["explanation"]["trace"]) == ("91.48", ())

    shown = ok(await http.get(f"/v1/public/surveys/{survey['code']}/result"))
    assert (shown["index"], shown["grade"], shown["unit_name"]) == ("91.48", "A", "Bidang Data")
    assert shown["elements"] == result["elements"]


async def test_a_citizen_reads_both_languages_and_gets_a_fresh_token(world: World, http: httpx.AsyncClient) -> None:
    survey = await published_survey(world, days=APRIL)

    first = ok(await http.get(f"/v1/public/surveys/{survey['code']}"))
    second = ok(await http.get(f"/v1/public/surveys/{survey['code']}"))

    assert first["is_open"]
    assert first["token"] != second["token"]
    assert [question["element"] for question in first["questions"]] == list(ELEMENTS)
    complaints = first["questions"][-1]
    assert complaints["question"]["id"].startswith("Bagaimana pendapat Saudara tentang penanganan pengaduan")
    assert complaints["options"][0] == {"id": "Tidak ada", "en": "Not at all"}
    assert first["service_name"].startswith("Penerbitan akta")


async def test_a_second_answer_with_the_same_token_is_refused_and_changes_nothing(
    world: World, http: httpx.AsyncClient
) -> None:
    survey = await published_survey(world, days=APRIL)
    path = f"/v1/public/surveys/{survey['code']}"
    token = ok(await http.get(path))["token"]
    ok(await http.post(f"{path}/answers", json={"token": token, "answers": ALL_FOURS}), 201)

    again = await http.post(f"{path}/answers", json={"token": token, "answers": dict.fromkeys(ELEMENTS, 1)})

    problem(again, 409, "SURVEY_ALREADY_ANSWERED")
    result = await result_of(world, survey)
    assert (result["respondents"], result["index"]) == (1, "100.00")


async def test_one_token_sent_many_times_at_once_counts_once(world: World, http: httpx.AsyncClient) -> None:
    survey = await published_survey(world, days=APRIL)
    path = f"/v1/public/surveys/{survey['code']}"
    body = {"token": ok(await http.get(path))["token"], "answers": ALL_FOURS}

    sent = await asyncio.gather(*(http.post(f"{path}/answers", json=body) for _ in range(5)))

    assert sorted(response.status_code for response in sent) == [201, 409, 409, 409, 409]
    assert (await world["survey"].read(f"/v1/surveys/{survey['id']}"))["respondents"] == 1


async def test_a_token_of_another_survey_an_old_one_and_a_forged_one_are_refused(
    world: World, http: httpx.AsyncClient, clock: FixedClock
) -> None:
    mine = await published_survey(world, days=APRIL)
    other = await published_survey(world, unit="dinas", days=APRIL)
    token = ok(await http.get(f"/v1/public/surveys/{mine['code']}"))["token"]

    async def send(survey: Json, text: str) -> httpx.Response:
        body = {"token": text, "answers": ALL_FOURS}
        return await http.post(f"/v1/public/surveys/{survey['code']}/answers", json=body)

    foreign = problem(await send(other, token), 422, "SURVEY_TOKEN_REFUSED")
    forged = await send(mine, token[:-1] + ("A" if token[-1] != "A" else "B"))
    clock.instant += timedelta(minutes=61)
    old = await send(mine, token)

    assert foreign["errors"][0]["pointer"] == "/token"
    problem(forged, 422, "SURVEY_TOKEN_REFUSED")
    problem(old, 422, "SURVEY_TOKEN_REFUSED")
    assert (await world["survey"].read(f"/v1/surveys/{mine['id']}"))["respondents"] == 0


async def test_a_survey_takes_answers_on_its_days_only(
    world: World, http: httpx.AsyncClient, clock: FixedClock
) -> None:
    survey = await published_survey(world, days=("2026-04-07", "2026-04-08"))
    path = f"/v1/public/surveys/{survey['code']}"

    early = ok(await http.get(path))
    clock.instant = LAST_MINUTE.replace(day=8)
    in_time, too_late = [ok(await http.get(path))["token"] for _ in range(2)]
    ok(await http.post(f"{path}/answers", json={"token": in_time, "answers": ALL_FOURS}), 201)
    clock.instant += timedelta(minutes=1)
    late = await http.post(f"{path}/answers", json={"token": too_late, "answers": ALL_FOURS})

    assert (early["is_open"], early["token"]) == (False, None)
    problem(late, 409, "SURVEY_NOT_OPEN")


async def test_a_closed_survey_takes_no_answers(world: World, http: httpx.AsyncClient) -> None:
    survey = await published_survey(world, days=APRIL)
    path = f"/v1/public/surveys/{survey['code']}"
    token = ok(await http.get(path))["token"]
    ok(await world["survey"].step(f"/v1/surveys/{survey['id']}", "close"))

    refused = await http.post(f"{path}/answers", json={"token": token, "answers": ALL_FOURS})

    assert problem(refused, 409, "SURVEY_NOT_OPEN")["closes_on"] == "2026-04-30"
    assert ok(await http.get(path))["token"] is None
    assert (await world["survey"].read(f"/v1/surveys/{survey['id']}"))["respondents"] == 0


async def test_drafts_and_unknown_codes_are_one_to_citizens(world: World, http: httpx.AsyncClient) -> None:
    service = await a_service(world)
    draft = await world["survey"].create("/v1/surveys", survey_of(service))
    codes = [draft["code"], f"{world.code}-aaaaaaaaaaaa", "no-such-agency-aaaaaaaaaaaa", "nothing"]

    answers = [problem(await http.get(f"/v1/public/surveys/{code}"), 404, "NOT_FOUND") for code in codes]
    results = [problem(await http.get(f"/v1/public/surveys/{code}/result"), 404, "NOT_FOUND") for code in codes]

    assert len({answer["detail"] for answer in answers + results}) == 1


@pytest.mark.parametrize("value", [0, 5, -1, "4", True, 2.5, None])
async def test_an_option_out_of_1_to_4_is_refused_by_name(world: World, http: httpx.AsyncClient, value: object) -> None:
    survey = await published_survey(world, days=APRIL)
    path = f"/v1/public/surveys/{survey['code']}"
    token = ok(await http.get(path))["token"]
    answers = {"waktu": value} if value is None else ALL_FOURS | {"waktu": value}

    refused = problem(await http.post(f"{path}/answers", json={"token": token, "answers": answers}), 422, "INVALID")

    assert [error["pointer"] for error in refused["errors"]] == ["/answers" if value is None else "/answers/waktu"]
    assert (await world["survey"].read(f"/v1/surveys/{survey['id']}"))["respondents"] == 0


@pytest.mark.parametrize(
    ("body", "status", "place"),
    [
        ('{"token": "x", "answers": {"waktu": 4}, "remark": "a\\u0000b"}', 400, "/remark"),
        ('{"token": "x", "answers": {"waktu": NaN}}', 400, "/answers/waktu"),
        ('{"token": "x", "answers": {"waktu": 4, "waktu": 3}}', 400, "/answers/waktu"),
        ('{"token": "x", "answers": {"kecepatan": 4}}', 422, "/answers/kecepatan"),
        ('{"token": "x", "answers": {}}', 422, "/answers"),
        ('{"token": "x", "answers": {"waktu": 4}, "nik": "3273"}', 422, "/nik"),
        ('{"token": "x", "answers": {"waktu": 4}, "sex": "?"}', 422, "/sex"),
        ('{"answers": {"waktu": 4}}', 422, "/token"),
    ],
)
async def test_a_bad_sheet_names_the_place(
    world: World, http: httpx.AsyncClient, body: str, status: int, place: str
) -> None:
    survey = await published_survey(world, days=APRIL)
    response = await http.post(
        f"/v1/public/surveys/{survey['code']}/answers", content=body, headers={"Content-Type": "application/json"}
    )

    refused = problem(response, status, "BAD_REQUEST" if status == 400 else "INVALID")

    assert refused["errors"][0]["pointer"] == place


async def test_a_script_is_told_to_wait_and_other_surveys_are_not(world: World, http: httpx.AsyncClient) -> None:
    survey = await published_survey(world, days=APRIL)
    other = await published_survey(world, unit="dinas", days=APRIL)
    path = f"/v1/public/surveys/{survey['code']}/answers"
    body = {"token": "forged", "answers": ALL_FOURS}
    for _ in range(30):
        problem(await http.post(path, json=body), 422, "SURVEY_TOKEN_REFUSED")

    throttled = await http.post(path, json=body)

    problem(throttled, 429, "SURVEY_THROTTLED")
    assert 1 <= int(throttled.headers["retry-after"]) <= 60
    await answer_survey(world, other["code"], ALL_FOURS)


async def test_nothing_is_stored_that_tells_who_answered(world: World, database: Database) -> None:
    survey = await published_survey(world, days=APRIL)
    await answer_survey(world, survey["code"], ALL_FOURS, sex="perempuan", age_group="30_39", remark="Cepat.")

    [row] = await stored(database, world, "SELECT to_jsonb(r) FROM survey_response r")
    trail = await stored(
        database, world, "SELECT address, request_id, account_id, actor_name FROM audit_entry WHERE action = 'answered'"
    )

    assert row[0].keys() == {
        "agency_id",
        "id",
        "survey_id",
        "token_digest",
        "answered_at",
        "sex",
        "age_group",
        "education",
        "remark",
    }
    assert [tuple(entry) for entry in trail] == [("", "", None, "-")]


async def test_a_blank_element_is_missing_and_never_zero(world: World) -> None:
    survey = await published_survey(world, days=APRIL)
    await answer_survey(world, survey["code"], ALL_FOURS)
    await answer_survey(world, survey["code"], {element: 2 for element in ELEMENTS if element != "waktu"})

    result = await result_of(world, survey)

    by_name = {element["element"]: element for element in result["elements"]}
    assert (by_name["waktu"]["mean"], by_name["waktu"]["answered"]) == ("4.000", 1)
    assert (by_name["biaya"]["mean"], by_name["biaya"]["answered"]) == ("3.000", 2)
    assert result["index"] == "77.78"


async def test_a_result_needs_an_answer_to_every_element(world: World) -> None:
    survey = await closed_survey(world, answers={element: 4 for element in ELEMENTS if element != "waktu"})
    path = f"/v1/surveys/{survey['id']}"

    refused = problem(await world["survey"].step(path, "publish_result"), 409, "ILLEGAL_TRANSITION")
    life = await world["survey"].read(f"{path}/transitions")

    assert "waktu" in refused["detail"]
    assert refused["basis"][0]["instrument"] == "PermenPANRB 14/2017"
    assert [(step["name"], step["possible"]) for step in life["next"]] == [("reopen", True), ("publish_result", False)]
    assert [step["to_state"] for step in life["history"]] == ["draft", "published", "closed"]


async def test_a_closed_survey_can_be_reopened_on_its_days(world: World, http: httpx.AsyncClient) -> None:
    survey = await closed_survey(world)

    reopened = ok(await world["survey"].step(f"/v1/surveys/{survey['id']}", "reopen"))

    assert (reopened["status"], reopened["closed_at"]) == ("published", None)
    assert ok(await http.get(f"/v1/public/surveys/{survey['code']}"))["is_open"]


async def test_a_published_result_is_there_for_ever(world: World, database: Database) -> None:
    survey = await closed_survey(world, answers=ALL_FOURS)
    path = f"/v1/surveys/{survey['id']}"
    ok(await world["survey"].step(path, "publish_result"))

    problem(await world["survey"].step(path, "reopen"), 409, "ILLEGAL_TRANSITION")
    with pytest.raises(Exception, match="permission denied"):
        async with database.write(world.agency_id) as uow:
            await uow.session.execute(text("UPDATE survey_result SET index = 50"))
    [result] = (await world["ani"].read("/v1/survey-results"))["items"]
    assert (result["index"], result["source"], result["year"]) == ("100.00", "survey", 2026)


async def a_service(world: World, **changes: Any) -> Json:
    given = {"unit_id": str(world.units["bidang"]), "name": "Legalisir ijazah"}
    return await world["survey"].create("/v1/services", given | changes)


def survey_of(service: Json, **changes: Any) -> Json:
    given = {"title": "SKM", "opens_on": APRIL[0], "closes_on": APRIL[1], "population": 1000}
    return given | {"service_id": service["id"]} | changes


async def test_where_law_says_free_everybody_counts_as_free_and_is_flagged(
    world: World, http: httpx.AsyncClient
) -> None:
    survey = await published_survey(world, days=APRIL, cost_mode="gratis_otomatis")
    path = f"/v1/public/surveys/{survey['code']}"
    asked = [question["element"] for question in ok(await http.get(path))["questions"]]
    token = ok(await http.get(path))["token"]

    refused = problem(await http.post(f"{path}/answers", json={"token": token, "answers": ALL_FOURS}), 422, "INVALID")
    await answer_survey(world, survey["code"], {element: 3 for element in ELEMENTS if element != "biaya"})
    result = await result_of(world, survey)

    assert "biaya" not in asked
    assert refused["errors"][0]["pointer"] == "/answers/biaya"
    cost = next(element for element in result["elements"] if element["element"] == "biaya")
    assert (cost["mean"], cost["answered"], cost["imputed"]) == ("4.000", 1, 1)
    assert result["index"] == "77.78"


async def test_the_cost_question_can_be_worded_for_a_free_service(world: World, http: httpx.AsyncClient) -> None:
    words = {"id": "Apakah Saudara diminta membayar?", "en": "Were you asked to pay?"}
    survey = await published_survey(world, days=APRIL, cost_mode="disesuaikan", cost_question=words)

    questions = ok(await http.get(f"/v1/public/surveys/{survey['code']}"))["questions"]

    assert next(each for each in questions if each["element"] == "biaya")["question"] == words


async def test_the_cost_element_is_left_out_only_with_a_reason(world: World) -> None:
    service = await a_service(world, is_free=True, free_basis="UU 24/2013 Pasal 79A")
    bare = survey_of(service, cost_mode="dikecualikan")
    refused = problem(await world["survey"].post("/v1/surveys", bare), 422, "COST_MODE_NOT_ALLOWED")

    survey = await published_survey(world, days=APRIL, cost_mode="dikecualikan", cost_exclusion_reason="Peserta BPJS")
    await answer_survey(world, survey["code"], {element: 3 for element in ELEMENTS if element != "biaya"})
    result = await result_of(world, survey)

    assert refused["errors"][0]["pointer"] == "/cost_mode"
    assert (result["index"], len(result["elements"]), result["exclusion_reason"]) == ("75.00", 8, "Peserta BPJS")


@pytest.mark.parametrize("mode", ["gratis_otomatis", "disesuaikan", "dikecualikan"])
async def test_a_service_with_a_tariff_is_asked_about_its_cost(world: World, mode: str) -> None:
    service = await a_service(world)

    refused = problem(
        await world["survey"].post("/v1/surveys", survey_of(service, cost_mode=mode)), 422, "COST_MODE_NOT_ALLOWED"
    )

    assert refused["basis"][0]["instrument"] == "PermenPANRB 14/2017"


async def test_a_service_that_is_no_longer_free_stops_the_publication(world: World) -> None:
    service = await a_service(world, is_free=True, free_basis="UU 24/2013 Pasal 79A")
    survey = await world["survey"].create("/v1/surveys", survey_of(service, cost_mode="gratis_otomatis"))
    ok(await world["survey"].patch(f"/v1/services/{service['id']}", {"is_free": False}, etag='"v1"'))

    refused = await world["survey"].step(f"/v1/surveys/{survey['id']}", "publish")

    assert "gratis_otomatis" in problem(refused, 409, "ILLEGAL_TRANSITION")["detail"]


async def test_a_service_is_changed_on_the_version_that_was_seen(world: World) -> None:
    service = await a_service(world)
    path = f"/v1/services/{service['id']}"

    problem(await world["survey"].patch(path, {"name": "Lain"}), 428, "PRECONDITION_REQUIRED")
    problem(await world["survey"].patch(path, {"name": "Lain"}, etag='"v7"'), 412, "STALE_VERSION")
    unfounded = await world["survey"].patch(path, {"is_free": True}, etag='"v1"')
    changed = ok(await world["survey"].patch(path, {"name": "Lain", "is_active": False}, etag='"v1"'))
    twice = await world["survey"].post("/v1/services", {"unit_id": str(world.units["bidang"]), "name": "Lain"})

    assert problem(unfounded, 422, "INVALID")["errors"][0]["pointer"] == "/free_basis"
    assert (changed["name"], changed["is_active"], changed["version"]) == ("Lain", False, 2)
    assert (await world["ani"].read(path)) == changed
    problem(twice, 409, "ALREADY_EXISTS")
    bare = await world["survey"].post(
        "/v1/services", {"unit_id": str(world.units["bidang"]), "name": "X", "is_free": True}
    )
    assert problem(bare, 422, "INVALID")["errors"][0]["code"] == "free_basis"
    listed = await world["ani"].read("/v1/services", unit_id=str(world.units["bidang"]))
    assert [each["id"] for each in listed["items"]] == [service["id"]]


async def test_a_service_that_ended_is_not_surveyed(world: World) -> None:
    service = await a_service(world)
    survey = await world["survey"].create("/v1/surveys", survey_of(service))
    ok(await world["survey"].patch(f"/v1/services/{service['id']}", {"is_active": False}, etag='"v1"'))

    problem(await world["survey"].step(f"/v1/surveys/{survey['id']}", "publish"), 409, "ILLEGAL_TRANSITION")


async def test_a_draft_is_changed_and_its_sample_follows(world: World) -> None:
    service = await a_service(world, is_free=True, free_basis="UU 24/2013 Pasal 79A")
    survey = await world["survey"].create("/v1/surveys", survey_of(service))
    path = f"/v1/surveys/{survey['id']}"
    assert (survey["sample_required"], survey["sample_careful"]) == (278, 278)

    changes = {"population": 1050, "title": "SKM Mei", "closes_on": "2026-05-31", "cost_mode": "gratis_otomatis"}
    changed = ok(await world["survey"].patch(path, changes, etag='"v1"'))

    assert (changed["sample_required"], changed["sample_careful"]) == (281, 285)
    assert [each["element"] for each in changed["elements"] if not each["is_asked"]] == ["biaya"]
    turned = await world["survey"].patch(path, {"opens_on": "2026-06-01"}, etag='"v2"')
    assert problem(turned, 422, "INVALID")["errors"][0]["pointer"] == "/closes_on"
    before_the_rule = await world["survey"].patch(path, {"opens_on": "1999-01-01"}, etag='"v2"')
    assert problem(before_the_rule, 422, "RESULT_NOT_COMPUTABLE")["reason"] == "NOT_IN_FORCE"
    assert await world["survey"].read(path) == changed
    problem(await world["survey"].patch(path, {"title": "X"}, etag='"v1"'), 412, "STALE_VERSION")
    problem(await world["survey"].patch(path, {"title": "X"}), 428, "PRECONDITION_REQUIRED")


async def test_of_a_running_survey_only_last_day_and_population_change(world: World) -> None:
    survey = await published_survey(world, days=APRIL)
    path = f"/v1/surveys/{survey['id']}"

    refused = await world["survey"].patch(path, {"title": "Lain"}, etag='"v2"')
    longer = ok(await world["survey"].patch(path, {"closes_on": "2026-05-10", "population": 40}, etag='"v2"'))
    ok(await world["survey"].step(path, "close"))
    over = await world["survey"].patch(path, {"closes_on": "2026-05-11"}, etag='"v4"')

    problem(refused, 403, "FORBIDDEN")
    assert (longer["closes_on"], longer["sample_required"], longer["title"]) == ("2026-05-10", 36, "SKM")
    problem(over, 403, "FORBIDDEN")


async def test_a_survey_whose_days_are_over_is_not_published(world: World) -> None:
    service = await a_service(world)
    given = survey_of(service, opens_on="2026-03-01", closes_on="2026-03-31")
    survey = await world["survey"].create("/v1/surveys", given)
    turned = await world["survey"].post("/v1/surveys", survey_of(service, closes_on="2026-03-01"))
    too_old = await world["survey"].post("/v1/surveys", survey_of(service, opens_on="1999-01-01"))

    problem(await world["survey"].step(f"/v1/surveys/{survey['id']}", "publish"), 409, "ILLEGAL_TRANSITION")
    assert problem(turned, 422, "INVALID")["errors"][0]["code"] == "days_in_order"
    assert problem(too_old, 422, "RESULT_NOT_COMPUTABLE")["reason"] == "NOT_IN_FORCE"


async def test_employees_see_what_is_published_and_manage_nothing(world: World) -> None:
    service = await a_service(world)
    draft = await world["survey"].create("/v1/surveys", survey_of(service))
    path = f"/v1/surveys/{draft['id']}"

    for response in (
        await world["ani"].get(path),
        await world["ani"].get(f"{path}/qr.svg"),
        await world["ani"].get(f"{path}/transitions"),
    ):
        problem(response, 404, "NOT_FOUND")
    assert (await world["ani"].read("/v1/surveys"))["items"] == []
    for response in (
        await world["ani"].post("/v1/services", {}),
        await world["ani"].post("/v1/surveys", {}),
        await world["ani"].step(path, "publish"),
        await world["ani"].post("/v1/survey-results", {}),
        await world["ani"].get(f"{path}/remarks"),
    ):
        problem(response, 403, "FORBIDDEN")

    ok(await world["hr"].step(path, "publish"))
    assert (await world["ani"].read(path))["status"] == "published"
    filters = {"unit_id": str(world.units["bidang"]), "service_id": service["id"], "status": "published"}
    assert [each["id"] for each in (await world["ani"].read("/v1/surveys", **filters))["items"]] == [draft["id"]]
    steps = (await world["ani"].read(f"{path}/transitions"))["next"]
    assert [(step["name"], step["possible"]) for step in steps] == [("close", False)]


async def test_another_agency_is_a_missing_id(world: World, worlds: WorldBuilder, http: httpx.AsyncClient) -> None:
    other = await worlds.build()
    survey = await published_survey(other, days=APRIL)
    await answer_survey(other, survey["code"], ALL_FOURS)
    result = await result_of(other, survey)
    mine = world["survey"]

    for path in (
        f"/v1/services/{survey['service_id']}",
        f"/v1/surveys/{survey['id']}",
        f"/v1/surveys/{survey['id']}/transitions",
        f"/v1/surveys/{survey['id']}/qr.svg",
        f"/v1/surveys/{survey['id']}/remarks",
        f"/v1/survey-results/{result['id']}",
    ):
        problem(await mine.get(path), 404, "NOT_FOUND")
    problem(await mine.step(f"/v1/surveys/{survey['id']}", "close"), 404, "NOT_FOUND")
    problem(await mine.patch(f"/v1/surveys/{survey['id']}", {"title": "X"}, etag='"v1"'), 404, "NOT_FOUND")
    problem(await mine.post("/v1/surveys", survey_of({"id": survey["service_id"]})), 404, "NOT_FOUND")
    foreign_unit = {"unit_id": str(other.units["bidang"]), "name": "X"}
    problem(await mine.post("/v1/services", foreign_unit), 404, "NOT_FOUND")
    problem(await mine.post("/v1/survey-results", published_before(other)), 404, "NOT_FOUND")
    assert (await mine.read("/v1/survey-results"))["items"] == []
    # A code says which agency it is of: under another agency's name it is unknown.
    moved = survey["code"].replace(other.code, world.code)
    problem(await http.get(f"/v1/public/surveys/{moved}"), 404, "NOT_FOUND")


async def test_a_survey_is_stepped_on_the_version_that_was_seen(world: World, http: httpx.AsyncClient) -> None:
    survey = await published_survey(world, days=APRIL)
    path = f"/v1/surveys/{survey['id']}"

    problem(await world["survey"].step(path, "close", etag='"v1"'), 412, "STALE_VERSION")
    bare = await http.post(
        f"{path}/transitions", json={"name": "close"}, headers={"Authorization": f"Bearer {world['survey'].token()}"}
    )

    problem(bare, 428, "PRECONDITION_REQUIRED")
    assert (await world["survey"].read(path))["status"] == "published"


async def test_the_qr_code_holds_the_public_link(world: World) -> None:
    survey = await published_survey(world, days=APRIL)

    answer = await world["ani"].get(f"/v1/surveys/{survey['id']}/qr.svg")

    assert answer.headers["content-type"] == "image/svg+xml"
    link = f"http://127.0.0.1:8000/v1/public/surveys/{survey['code']}"
    assert survey["public_url"] == link
    drawn = BytesIO()
    segno.make(link, error="m", micro=False).save(drawn, kind="svg", scale=8, border=4)
    assert answer.content == drawn.getvalue()


async def test_remarks_are_read_after_the_survey_is_closed(world: World) -> None:
    survey = await published_survey(world, days=APRIL)
    path = f"/v1/surveys/{survey['id']}"
    await answer_survey(world, survey["code"], ALL_FOURS, remark="Antrean cepat.")
    await answer_survey(world, survey["code"], ALL_FOURS)

    problem(await world["survey"].get(f"{path}/remarks"), 403, "FORBIDDEN")
    ok(await world["survey"].step(path, "close"))

    assert (await world["survey"].read(f"{path}/remarks"))["items"] == [{"remark": "Antrean cepat."}]


def published_before(world: World, **changes: Any) -> Json:
    given = {
        "unit_id": str(world.units["bidang"]),
        "title": "SKM 2025",
        "source_note": "Laporan SKM, situs resmi",
        "first_day": "2025-01-01",
        "last_day": "2025-12-31",
        "respondents": 217,
        "index": "87.28",
        "elements": [{"element": element, "mean": mean} for element, mean in BANTUL.items()],
    }
    return given | changes


def in_totals() -> list[Json]:
    return [
        {"element": element, "total": total, "answered": SHEETS}
        for element, total in zip(ELEMENTS, TOTALS, strict=True)
    ]


async def test_a_past_result_is_computed_again_and_kept(world: World) -> None:
    result = await world["survey"].create("/v1/survey-results", published_before(world))

    assert (result["index"], result["grade"], result["source"], result["year"]) == ("87.28", "B", "imported", 2025)
    assert result["elements"][0]["element"] == "persyaratan"
    listed = await world["ani"].read("/v1/survey-results", year=2025, unit_id=str(world.units["bidang"]))
    assert [each["id"] for each in listed["items"]] == [result["id"]]
    assert (await world["ani"].read(f"/v1/survey-results/{result['id']}")) == result
    twice = await world["survey"].post("/v1/survey-results", published_before(world))
    problem(twice, 409, "ALREADY_EXISTS")


async def test_a_result_published_with_a_rounded_weight_stays_as_it_was_published(world: World) -> None:
    numbers = {"respondents": SHEETS, "elements": in_totals(), "population": 30}

    exact = await world["survey"].post("/v1/survey-results", published_before(world, **numbers, index="90.56"))
    kept = await world["survey"].create(
        "/v1/survey-results", published_before(world, **numbers, index="90.56", weight_convention="0.11")
    )

    refused = problem(exact, 422, "INDEX_DOES_NOT_MATCH")
    assert (refused["computed"], refused["errors"][0]["pointer"]) == ("91.48", "/index")
    assert (kept["index"], kept["grade"], kept["weight_convention"]) == ("90.56", "A", "0.11")
    assert kept["is_sample_reached"]


async def test_a_past_result_that_cannot_be_is_refused(world: World) -> None:
    officer = world["survey"]
    other_service = await a_service(world, unit_id=str(world.units["dinas"]))

    async def refuse(code: str, **changes: Any) -> Json:
        return problem(await officer.post("/v1/survey-results", published_before(world, **changes)), 422, code)

    half = [{"element": "waktu", "mean": "3.5"}]
    assert (await refuse("RESULT_NOT_COMPUTABLE", elements=half))["reason"] == "MISSING_FACT"
    before = await refuse("RESULT_NOT_COMPUTABLE", first_day="2003-01-01", last_day="2003-12-31")
    assert before["reason"] == "NOT_IN_FORCE"
    future = await refuse("INVALID", last_day="2026-12-31")
    assert future["errors"][0]["pointer"] == "/last_day"
    foreign = await refuse("INVALID", service_id=other_service["id"])
    assert foreign["errors"][0]["pointer"] == "/service_id"
    crowded = await refuse("INVALID", elements=in_totals(), respondents=10)
    assert crowded["errors"][0]["pointer"] == "/elements/0/answered"
    both = [{"element": "waktu", "mean": "3.5", "total": 7, "answered": 2}]
    assert (await refuse("INVALID", elements=both))["errors"][0]["code"] == "mean_or_total"
    neither = [{"element": "waktu", "total": 7}]
    assert (await refuse("INVALID", elements=neither))["errors"][0]["code"] == "mean_or_total"
    turned = await refuse("INVALID", last_day="2024-12-31")
    assert turned["errors"][0]["code"] == "period_in_order"
    assert (await officer.read("/v1/survey-results"))["items"] == []


async def test_a_unit_is_indexed_over_all_its_respondents(world: World, database: Database) -> None:
    # One citizen fully satisfied, then two not at all: pooled 25 * 6 / 3, where the mean of indices would be 62.5.
    first = await published_survey(world, days=APRIL)
    await answer_survey(world, first["code"], ALL_FOURS)
    await result_of(world, first)
    second = await published_survey(world, days=("2026-04-02", "2026-04-30"))
    for _ in range(2):
        await answer_survey(world, second["code"], dict.fromkeys(ELEMENTS, 1))
    await result_of(world, second)
    await world["survey"].create("/v1/survey-results", published_before(world))
    bidang, dinas = world.units["bidang"], world.units["dinas"]

    async with database.read(world.agency_id) as uow:
        this_year = await unit_indices(uow, [bidang, dinas], 2026)
        last_year = await unit_indices(uow, [bidang, dinas], 2025)

    assert {unit: (str(each.index), each.grade) for unit, each in this_year.items()} == {
        bidang: ("50.00", SurveyGrade.D)
    }
    assert (this_year[bidang].respondents, this_year[bidang].source) == (3, ResultSource.POOLED)
    assert last_year == {bidang: UnitIndex(last_year[bidang].index, SurveyGrade.B, 217, ResultSource.IMPORTED)}
    assert str(last_year[bidang].index) == "87.28"


async def test_published_means_are_pooled_by_their_respondents(world: World, database: Database) -> None:
    first_half = {"last_day": "2025-06-30", "respondents": 100}
    second_half = {"first_day": "2025-07-01", "respondents": 29, "elements": in_totals(), "index": "91.48"}
    await world["survey"].create("/v1/survey-results", published_before(world, **first_half))
    await world["survey"].create("/v1/survey-results", published_before(world, **second_half))

    async with database.read(world.agency_id) as uow:
        indices = await unit_indices(uow, [world.units["bidang"]], 2025)

    # 25/9 * (100 * 31.42 + 955) / 129, by hand.
    assert str(indices[world.units["bidang"]].index) == "88.22"
