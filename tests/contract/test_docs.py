"""The docs page: its files, its policy, and what it changes in the document that it shows (C39, T16)."""

import json
import re

import httpx
import pytest
from fastapi import FastAPI
from openapi_spec_validator import validate

from kinerja_api.app import create_app
from kinerja_api.kit.http.docs import FILES, for_the_page
from kinerja_api.kit.http.examples import Document
from kinerja_api.kit.http.openapi_30 import as_openapi_30
from kinerja_api.settings import HttpSettings, Settings

NULLABLE = {"nullable": True}
ACCOUNT = {"agency": "kota", "username": "ani", "password": "p", "role": "employee", "name": "Ani"}


async def get(app: FastAPI, path: str, **headers: str) -> httpx.Response:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        return await client.get(path, headers=headers)


async def test_page_names_only_files_of_this_service(reader: httpx.AsyncClient) -> None:
    """T16: no page of another host, no inline script."""
    page = await reader.get("/docs")
    assert page.status_code == 200
    addresses = re.findall(r'(?:src|href)="([^"#]+)"', page.text)
    assert len(addresses) >= 5
    for address in addresses:
        assert address.startswith("/"), address
        assert (await reader.get(address)).status_code == 200, address
    assert re.findall(r"<script(?![^>]*\ssrc=)", page.text) == []
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert re.search(r"script-src 'self'(;|$)", policy)
    assert "http" not in policy


async def test_every_file_of_the_page_is_served_with_its_type_and_an_etag(reader: httpx.AsyncClient) -> None:
    for name, path in FILES.items():
        answer = await reader.get(f"/docs/assets/{name}")
        assert answer.content == path.read_bytes()
        assert answer.headers["content-type"].split(";")[0] in {"text/javascript", "text/css", "image/png"}
        again = await reader.get(f"/docs/assets/{name}", headers={"If-None-Match": answer.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("name", ["docs.html", "..%2Fdocs.py", "description.md"])
async def test_no_other_file_is_served(reader: httpx.AsyncClient, name: str) -> None:
    answer = await reader.get(f"/docs/assets/{name}")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


async def test_demo_accounts_are_shown_in_the_demo() -> None:
    app = create_app(Settings.model_construct(demo=True))
    assert (await get(app, "/docs/demo-accounts.json")).json() == []
    app.state.demo_accounts = [ACCOUNT]
    assert (await get(app, "/docs/demo-accounts.json")).json() == [ACCOUNT]


async def test_demo_accounts_and_values_stay_hidden_outside_the_demo() -> None:
    """S24: a state that was left behind by mistake shows nobody's password."""
    app = create_app(Settings.model_construct())
    app.state.demo_accounts = [ACCOUNT]
    app.state.demo_examples = {"cycle_id": "0198c0de-0002-7000-8000-000000000002"}
    assert (await get(app, "/docs/demo-accounts.json")).json() == []
    assert "0198c0de-0002" not in (await get(app, "/docs/openapi.json")).text


async def test_docs_can_be_closed_and_problems_still_have_their_pages() -> None:
    """C39, C13: production may close the page; the `type` of a problem resolves all the same."""
    app = create_app(Settings.model_construct(http=HttpSettings(docs=False)))
    for path in ("/docs", "/docs/demo-accounts.json", "/openapi.json"):
        assert (await get(app, path)).status_code == 404
    page = await get(app, "/problems/NOT_FOUND")
    assert page.status_code == 200
    style = re.findall(r'href="(/[^"]+\.css)"', page.text)
    assert (await get(app, style[0])).headers["content-type"] == "text/css; charset=utf-8"


def test_page_does_not_demand_what_it_fills_itself(document: Document) -> None:
    """The contract demands both headers; Swagger UI would refuse to send before our script could fill them."""
    shown = for_the_page(document, {})
    seen = set()
    for methods in shown["paths"].values():
        for operation in methods.values():
            for parameter in operation["parameters"]:
                if parameter["name"] in {"Idempotency-Key", "If-Match"}:
                    seen.add(parameter["name"])
                    assert parameter["required"] is False
                    assert "examples" not in parameter["schema"]
                    assert "halaman ini" in parameter["description"]
    assert seen == {"Idempotency-Key", "If-Match"}
    demanded = document["paths"]["/v1/cycles"]["post"]["parameters"]
    assert [each["required"] for each in demanded if each["name"] == "Idempotency-Key"] == [True]


def test_examples_of_the_page_take_values_that_exist(document: Document) -> None:
    cycle, other, plan = "cycle", "another-cycle", {"name": "agree"}
    shown = for_the_page(document, {"cycle_id": cycle, "create_target_plan.cycle_id": other, "step_target_plan": plan})[
        "paths"
    ]
    read = {each["name"]: each for each in shown["/v1/cycles/{cycle_id}"]["get"]["parameters"]}
    assert read["cycle_id"]["example"] == cycle
    assert example(shown["/v1/target-plans"]["post"])["cycle_id"] == other
    assert example(shown["/v1/target-plans/{plan_id}/transitions"]["post"]) == plan
    assert example(shown["/v1/cycles/{cycle_id}/transitions"]["post"]) == {"name": "open"}
    assert example(document["paths"]["/v1/target-plans"]["post"])["cycle_id"] not in {cycle, other}


def example(operation: Document) -> Document:
    found: Document = operation["requestBody"]["content"]["application/json"]["example"]
    return found


async def test_the_page_is_told_the_contract_in_valid_openapi_30(reader: httpx.AsyncClient) -> None:
    """What 3.1 says by other words is told in those of 3.0; nothing that is an example changes."""
    contract = (await reader.get("/openapi.json")).json()
    shown = (await reader.get("/docs/openapi.json")).json()
    validate(shown)
    assert (contract["openapi"][:3], shown["openapi"]) == ("3.1", "3.0.3")
    assert shown["paths"].keys() == contract["paths"].keys()
    told, schemas = json.dumps(shown), shown["components"]["schemas"]
    assert '"type": "null"' not in told
    assert schemas["Problem"].keys() >= {"properties", "required"}
    body = shown["paths"]["/v1/imports"]["post"]["requestBody"]["content"]["multipart/form-data"]
    assert body["schema"]["properties"]["file"]["format"] == "binary"


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"anyOf": [{"type": "string"}, {"type": "null"}], "title": "A"}, {"type": "string", "title": "A"} | NULLABLE),
        ({"anyOf": [{"$ref": "#/x"}, {"type": "null"}]}, {"allOf": [{"$ref": "#/x"}]} | NULLABLE),
        (
            {"anyOf": [{"type": "string"}, {"type": "integer"}, {"type": "null"}]},
            {"anyOf": [{"type": "string"}, {"type": "integer"}]} | NULLABLE,
        ),
        ({"anyOf": [{"type": "string"}, {"type": "integer"}]}, {"anyOf": [{"type": "string"}, {"type": "integer"}]}),
        ({"$ref": "#/x", "default": "a"}, {"allOf": [{"$ref": "#/x"}], "default": "a"}),
        ({"const": "Bearer"}, {"enum": ["Bearer"]}),
        ({"type": "string", "examples": ["a", "b"]}, {"type": "string", "example": "a"}),
        ({"type": "object", "propertyNames": {"minLength": 1}}, {"type": "object"}),
        (
            {"example": {"const": "a", "anyOf": [{"type": "null"}]}},
            {"example": {"const": "a", "anyOf": [{"type": "null"}]}},
        ),
    ],
)
def test_what_30_does_not_know_is_told_otherwise(schema: Document, expected: Document) -> None:
    assert as_openapi_30({"info": {}, "schema": schema})["schema"] == expected
