"""The OpenAPI document is what a first-class contract is: complete, strict, and one with its examples (C1-C7)."""

import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import yaml
from fastapi import FastAPI
from openapi_spec_validator import validate
from pydantic import TypeAdapter

from kinerja_api.app import create_app
from kinerja_api.authz.permissions import Permission
from kinerja_api.kit.http.examples import SCHEMAS, Document, example_of
from kinerja_api.kit.http.openapi import document_bytes, json_bytes, operations, routes_of, yaml_bytes
from kinerja_api.kit.problems import CATALOGUE
from kinerja_api.settings import Settings

# Operations that need no account; each is throttled by itself. Citizens answer surveys under /v1/public/.
PUBLIC = {"sign_in", "refresh_tokens"}
PUBLIC_PATHS = "/v1/public/"
# Operations that need an account and no permission: they show the caller to the caller.
SIGNED_IN = {"read_me"}
# POSTs that create nothing of their own: sessions come and go, steps and moves are made once by their If-Match.
WITHOUT_KEY = {"sign_in", "refresh_tokens", "sign_out"}
# Lists that one page always holds, bounded by what they hang on.
BOUNDED = re.compile(
    r"/transitions$|/revisions$|/superiors$|/reference/|/cycles/\{cycle_id\}/periods$|^/v1/employees/\{employee_id\}/"
)

Named = tuple[str, str, Document]


def of_all(document: Document) -> Iterator[Named]:
    """Yield operation id with method, path and operation."""
    for path, method, operation in operations(document):
        yield operation["operationId"], f"{method} {path}", operation


def header_names(operation: Document) -> set[str]:
    return {each["name"] for each in operation["parameters"] if each["in"] == "header"}


def required_headers(operation: Document) -> set[str]:
    return {each["name"] for each in operation["parameters"] if each["in"] == "header" and each["required"]}


def body_of(operation: Document) -> Document | None:
    content: Document = operation.get("requestBody", {}).get("content", {})
    found: Document | None = content.get("application/json")
    return found


def test_document_is_valid_openapi_31(document: Document) -> None:
    """C1, C2."""
    assert document["openapi"].startswith("3.1.")
    validate(document)


def test_document_is_the_same_whenever_and_wherever_it_is_made(described: FastAPI) -> None:
    """C1: the committed copy can be compared byte for byte."""
    other = create_app(Settings.model_construct(demo=True, log_level="DEBUG"))
    assert document_bytes(other) == document_bytes(described)
    assert document_bytes(described).endswith(b"}\n")


def test_yaml_says_what_the_json_says(described: FastAPI, document: Document) -> None:
    text = yaml_bytes(described)
    assert yaml.load(text, Loader=yaml.CSafeLoader) == document
    assert b"&id" not in text


async def test_served_document_is_the_committed_one(described: FastAPI, reader: httpx.AsyncClient) -> None:
    """C1."""
    answer = await reader.get("/openapi.json")
    assert answer.content == document_bytes(described)
    assert (await reader.get("/openapi.json", headers={"If-None-Match": answer.headers["etag"]})).status_code == 304


def test_every_operation_is_named_and_described_in_both_languages(document: Document) -> None:
    """C5."""
    seen: set[str] = set()
    tags = {tag["name"]: tag["description"] for tag in document["tags"]}
    for operation_id, where, operation in of_all(document):
        assert re.fullmatch(r"[a-z]+(_[a-z0-9]+)*", operation_id), where
        assert operation_id not in seen, where
        seen.add(operation_id)
        assert re.fullmatch(r".+ \(.+\)", operation["summary"]), f"{where}: summary is `Indonesia (English)`"
        assert operation["description"].count("\n\n") >= 1, f"{where}: Indonesian first, then English"
        assert len(operation["tags"]) == 1, where
        assert tags[operation["tags"][0]], where
    assert len(seen) > 50


def test_every_operation_is_guarded_or_known_to_be_public(document: Document) -> None:
    """API9, C5: what needs no account is a short list that somebody decided on."""
    for operation_id, where, operation in of_all(document):
        is_public = operation_id in PUBLIC or PUBLIC_PATHS in where
        assert operation["security"] == ([] if is_public else [{"bearer": []}]), where
        if not is_public and operation_id not in SIGNED_IN:
            assert operation["x-permission"] in {each.value for each in Permission}, where
            assert operation["x-permission"] in operation["description"], where


def test_every_operation_has_the_shared_problem_and_every_refusal_is_one(document: Document) -> None:
    """C5, C12."""
    shared = document["components"]["responses"]
    for _, where, operation in of_all(document):
        responses = operation["responses"]
        assert responses["default"] == {"$ref": "#/components/responses/Problem"}, where
        refused = {status: each for status, each in responses.items() if status[0] in "45"}
        assert refused, where
        for status, response in refused.items():
            problem = shared[response["$ref"].rsplit("/", 1)[1]]["content"]["application/problem+json"]
            assert problem["schema"] == {"$ref": "#/components/schemas/Problem"}, where
            assert problem["example"]["status"] == int(status), where
        if operation["security"]:
            assert "401" in responses, where
    assert "HTTPValidationError" not in document["components"]["schemas"]


def test_every_body_has_an_example_that_the_operation_accepts(described: FastAPI, document: Document) -> None:
    """C5, C39: not only its schema, its own model and all its validators take the example."""
    routes = routes_of(described)
    count = 0
    for operation_id, where, operation in of_all(document):
        body = body_of(operation)
        if body is None:
            continue
        field = routes[operation_id].body_field
        adapter: TypeAdapter[Any] = TypeAdapter(field.field_info.annotation)
        examples = [body["example"]] if "example" in body else [each["value"] for each in body["examples"].values()]
        for example in examples:
            adapter.validate_json(json_bytes(example))
            assert example != {}, where
            count += 1
    assert count > 20


def test_every_answer_with_a_body_has_an_example(document: Document) -> None:
    """C5."""
    for _, where, operation in of_all(document):
        for status, response in operation["responses"].items():
            content = response.get("content", {}).get("application/json")
            if status.startswith("2") and content is not None:
                assert {"example", "examples"} & content.keys(), f"{where} {status}"


def test_lists_take_a_cursor(document: Document) -> None:
    """C17: every list is paged from its first release."""
    schemas = document["components"]["schemas"]
    count = 0
    for _, where, operation in of_all(document):
        schema = operation["responses"].get("200", {}).get("content", {}).get("application/json", {}).get("schema", {})
        name = schema.get("$ref", "").removeprefix(SCHEMAS)
        assert schema.get("type") != "array", f"{where}: the top level is an object (C6)"
        if not name.endswith("Page") or BOUNDED.search(where.split(" ")[1]):
            continue
        assert set(schemas[name]["required"]) == {"items", "next"}, where
        taken = {each["name"]: each for each in operation["parameters"] if each["in"] == "query"}
        assert {"cursor", "limit"} <= taken.keys(), where
        assert taken["limit"]["schema"]["maximum"] == 200, where
        count += 1
    assert count >= 8


def test_creating_posts_take_an_idempotency_key(document: Document) -> None:
    """C25: demanded, one to 255 characters."""
    for operation_id, where, operation in of_all(document):
        creates = {"201", "202"} & operation["responses"].keys()
        is_public = PUBLIC_PATHS in where  # a survey's token guards against a second answer (domain.md, surveys)
        if where.startswith("post") and creates and not is_public and operation_id not in WITHOUT_KEY:
            assert "Idempotency-Key" in required_headers(operation), where
            key = next(each for each in operation["parameters"] if each["name"] == "Idempotency-Key")
            assert (key["schema"]["minLength"], key["schema"]["maxLength"]) == (1, 255), where


def test_changes_of_what_is_there_demand_if_match(document: Document) -> None:
    """C27: PUT, PATCH, DELETE and every step in a life; stale is 412, none is 428."""
    count = 0
    for _, where, operation in of_all(document):
        method, path = where.split(" ")
        if method in {"put", "patch", "delete"} or (method == "post" and path.endswith("/transitions")):
            assert "If-Match" in required_headers(operation), where
            assert {"412", "428"} <= operation["responses"].keys(), where
            count += 1
    assert count > 8


def test_what_is_created_tells_its_address(document: Document) -> None:
    """C29."""
    for _, where, operation in of_all(document):
        if "201" in operation["responses"]:
            assert "Location" in operation["responses"]["201"]["headers"], where


def test_names_follow_one_spelling(document: Document) -> None:
    """C6: kebab-case segments, snake_case names, Hyphenated-Pascal-Case headers."""
    for _, where, operation in of_all(document):
        path = where.split(" ")[1]
        assert re.fullmatch(r"(/([a-z0-9]+(-[a-z0-9]+)*|\{[a-z_]+\}))+(\.(svg|pdf))?", path), where
        for parameter in operation["parameters"]:
            form = r"[A-Z][a-z]+(-[A-Z][a-z]+)*" if parameter["in"] == "header" else r"[a-z]+(_[a-z]+)*"
            assert re.fullmatch(form, parameter["name"]), f"{where}: {parameter['name']}"
            assert parameter.get("description") or parameter["in"] == "path", f"{where}: {parameter['name']}"
            assert "anyOf" not in parameter["schema"], f"{where}: a parameter is never null"


def input_schemas(document: Document) -> dict[str, Document]:
    """Return every schema that a JSON body reaches, by name."""
    schemas: dict[str, Document] = document["components"]["schemas"]
    reached: dict[str, Document] = {}
    waiting = [body["schema"] for _, _, operation in of_all(document) if (body := body_of(operation)) is not None]
    while waiting:
        for name in re.findall(rf'"{SCHEMAS}(\w+)"', json_bytes(waiting.pop()).decode()):
            if name not in reached:
                reached[name] = schemas[name]
                waiting.append(schemas[name])
    return reached


def test_inputs_forbid_unknown_names_and_bound_everything(document: Document) -> None:
    """C7: strings, arrays and integers of an input have an end; unknown names are refused."""
    inputs = input_schemas(document)
    assert len(inputs) > 25
    for name, schema in inputs.items():
        if schema.get("type") == "object":
            assert schema["additionalProperties"] is False, name
        for place, leaf in leaves(schema, name):
            match leaf.get("type"):
                case "string":
                    assert {"maxLength", "enum", "const"} & leaf.keys() or leaf.get("format") == "uuid", place
                case "array":
                    assert "maxItems" in leaf, place
                case "integer":
                    assert {"maximum", "exclusiveMaximum"} & leaf.keys(), place
                case "number":
                    pytest.fail(f"{place}: a number that decides about a person travels as a decimal string (C8)")


def leaves(schema: Document, place: str) -> Iterator[tuple[str, Document]]:
    """Yield the schema and all that it holds, with the place."""
    yield place, schema
    for name, each in schema.get("properties", {}).items():
        yield from leaves(each, f"{place}.{name}")
    for each in (*schema.get("anyOf", ()), *schema.get("oneOf", ()), *schema.get("allOf", ())):
        yield from leaves(each, place)
    if "items" in schema:
        yield from leaves(schema["items"], f"{place}[]")


def test_outputs_have_no_defaults(document: Document) -> None:
    """C9: what an answer can hold, it always holds, so that clients need not guess."""
    inputs = input_schemas(document)
    for name, schema in document["components"]["schemas"].items():
        if name in inputs or name in {"Problem", "ProblemErrorOut"}:
            continue
        for member, each in schema.get("properties", {}).items():
            assert "default" not in each, f"{name}.{member}"


async def test_every_problem_has_its_page(reader: httpx.AsyncClient) -> None:
    """C13: each `type` resolves to a page in both languages with cause and what to do."""
    listed = (await reader.get("/problems")).text
    assert len(CATALOGUE) > 20
    for code, kind in CATALOGUE.items():
        if kind.__module__.startswith("kinerja_api."):
            answer = await reader.get(f"/problems/{code}")
            assert answer.status_code == 200, code
            assert answer.headers["content-type"] == "text/html; charset=utf-8"
            for text in (kind.title.id, kind.title.en, kind.advice.id, kind.advice.en):
                assert html_of(text) in answer.text, code
            assert f'href="/problems/{code}"' in listed, code


def html_of(text: str) -> str:
    return (
        text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace('"', "&quot;")
        .replace("'", "&#x27;")
    )


async def test_unknown_problem_is_a_problem_itself(reader: httpx.AsyncClient) -> None:
    answer = await reader.get("/problems/NO_SUCH_CODE", headers={"Accept-Language": "en"})
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "NOT_FOUND"


class TestExamples:
    def test_what_a_schema_says_goes_before_its_form(self) -> None:
        schema = {"type": "string", "format": "date", "examples": ["2026-04-01"]}
        assert example_of(schema, {}, whole=True) == "2026-04-01"

    def test_first_variant_that_is_not_null_stands_for_all(self) -> None:
        schemas = {"Kind": {"type": "string", "enum": ["utama", "tambahan"]}}
        schema = {"anyOf": [{"type": "null"}, {"$ref": f"{SCHEMAS}Kind"}]}
        assert example_of(schema, schemas, whole=True) == "utama"

    def test_an_input_shows_what_is_required_or_has_an_example(self) -> None:
        schema = {
            "type": "object",
            "required": ["since"],
            "properties": {
                "since": {"type": "string", "format": "date"},
                "note": {"type": "string", "maxLength": 3},
                "decree": {"anyOf": [{"type": "string"}, {"type": "null"}], "examples": ["800/1"]},
            },
        }
        assert example_of(schema, {}, whole=False) == {"since": "2026-01-31", "decree": "800/1"}
        assert example_of(schema, {}, whole=True)["note"] == "tek"

    def test_a_schema_that_holds_itself_comes_to_an_end(self) -> None:
        schemas: dict[str, Document] = {"Node": {"type": "object", "properties": {"child": {"$ref": f"{SCHEMAS}Node"}}}}
        assert json_bytes(example_of(schemas["Node"], schemas, whole=True)).count(b"child") < 20
