"""The OpenAPI 3.1 document: what FastAPI reads from the routes, made into a contract (C1-C7).

FastAPI knows paths, models and parameters. Added here, from the same routes: the problems that an operation can
answer, the headers that it demands and gives, the permission that it needs, and an example of every body.
The document depends on the code alone, so that the committed copy can be compared byte for byte.
"""

import json
import re
from collections.abc import Iterator, Mapping
from inspect import signature
from pathlib import Path
from typing import Any

import yaml
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.openapi.utils import get_openapi
from fastapi.routing import RouteContext, iter_route_contexts
from starlette.responses import Response

from kinerja_api.kit.http.answers import problem_document
from kinerja_api.kit.http.examples import SCHEMAS, Document, example_of, lend_examples, name_ids
from kinerja_api.kit.http.operations import routes_of as every_route_of
from kinerja_api.kit.http.router import ProblemOut
from kinerja_api.kit.problems import (
    BadRequest,
    Conflict,
    FieldError,
    Forbidden,
    Invalid,
    NotFound,
    PayloadTooLarge,
    PreconditionMissing,
    Problem,
    StaleVersion,
    TooManyRequests,
    Unauthenticated,
    Unavailable,
    UnsupportedMediaType,
)
from kinerja_api.kit.text import Basis, Text

DESCRIPTION = Path(__file__).parent / "static" / "description.md"
SERVERS = [{"url": "/", "description": "Layanan ini. This service."}]
LICENSE = {"name": "Apache-2.0", "identifier": "Apache-2.0"}
SUMMARY = "Manajemen kinerja ASN (performance management of Indonesia's civil service)"
SUCCESS = {
    "200": "Berhasil. Success.",
    "201": "Dibuat. Created.",
    "202": "Diterima dan sedang dikerjakan. Accepted; the work goes on.",
    "204": "Berhasil, tanpa isi. Success, no content.",
}
DEMANDED_HEADERS = frozenset({"Idempotency-Key", "If-Match"})
MUST_BE_TEXT = Text("Harus ditulis sebagai teks JSON.", "It must be written as a JSON string.")
DETAILED: dict[type[Problem], Problem] = {
    Invalid: Invalid(errors=[FieldError(code="string_type", detail=MUST_BE_TEXT, pointer="/title")]),
    Conflict: Conflict(basis=[Basis("PermenPANRB 6/2022", "Pasal 5")]),
}
REFUSALS: dict[str, type[Problem]] = {
    str(each.status): each
    for each in (
        BadRequest,
        Unauthenticated,
        Forbidden,
        NotFound,
        Conflict,
        StaleVersion,
        PayloadTooLarge,
        UnsupportedMediaType,
        Invalid,
        PreconditionMissing,
        TooManyRequests,
        Unavailable,
    )
}
REFUSAL_HEADERS = {"401": ("WWW-Authenticate",), "412": ("ETag",), "429": ("Retry-After",), "503": ("Retry-After",)}
BEARER = {
    "type": "http",
    "scheme": "bearer",
    "bearerFormat": "JWT",
    "description": "`access_token` dari POST /v1/auth/tokens. The `access_token` of POST /v1/auth/tokens.",
}
HEADERS: dict[str, Document] = {
    "ETag": {
        "description": "Versi data ini; kirim di If-Match saat mengubah. The version; send it in If-Match to change.",
        "schema": {"type": "string", "maxLength": 40, "examples": ['"v3"']},
    },
    "Location": {
        "description": "Alamat yang baru dibuat. The address of what was created.",
        "schema": {"type": "string", "format": "uri-reference", "maxLength": 400},
    },
    "Idempotent-Replayed": {
        "description": "`true` bila ini jawaban lama dari kunci yang sama. `true` for the first answer of this key.",
        "schema": {"type": "string", "enum": ["true"]},
    },
    "Retry-After": {
        "description": "Tunggu sekian detik. Wait this many seconds.",
        "schema": {"type": "integer", "format": "int32", "minimum": 0, "maximum": 86400},
    },
    "WWW-Authenticate": {
        "description": "Bearer, dan mengapa token ditolak. Bearer, and why the token was refused.",
        "schema": {"type": "string", "maxLength": 400},
    },
    "X-Request-Id": {
        "description": "Nomor permintaan ini di log. The number of this request in the log.",
        "schema": {"type": "string", "maxLength": 128},
    },
}
BOUND_SIGNS = {"ge": ">=", "gt": ">", "le": "<=", "lt": "<"}
IF_NONE_MATCH: Document = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "ETag yang sudah dimiliki; bila masih sama, jawabannya 304. The ETag held; 304 when it still holds.",
    # No bound: one that cannot be read, or is longer than any of ours, names nothing, and the whole answer comes.
    "schema": {"type": "string"},
}


def describe(app: FastAPI, *, tags: Mapping[str, Text] | None = None, ids: Mapping[str, str] | None = None) -> None:
    """Make `app.openapi` return the contract.

    `tags` says in both languages what each group of operations is for, `ids` which id stands in examples under a name.
    """
    made: list[Document] = []

    def openapi() -> Document:
        if not made:
            made.append(_document(app, tags or {}, ids or {}))
        return made[0]

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's documented way to replace the document


def document_bytes(app: FastAPI) -> bytes:
    """Return the document as it is committed and served: JSON, two spaces, order of the routes."""
    return json_bytes(app.openapi())


def yaml_bytes(app: FastAPI) -> bytes:
    """Return the document as YAML, for people."""
    text = yaml.dump(app.openapi(), Dumper=_PlainDumper, sort_keys=False, allow_unicode=True, width=120)
    return text.encode()


def json_bytes(document: object) -> bytes:
    """Return a document as JSON for a file that is compared line by line."""
    return (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode()


def operations(document: Document) -> Iterator[tuple[str, str, Document]]:
    """Yield path, method and operation of a document."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def permission_of(route: RouteContext) -> str | None:
    """Return the permission that a guard of this route asks for."""
    found = _permission(route.dependant)
    return str(found) if found is not None else None


def routes_of(app: FastAPI) -> dict[str, RouteContext]:
    """Return the routes of the contract by operation id."""
    return {
        each.operation_id: each
        for each in iter_route_contexts(list(every_route_of(app)))
        if getattr(each, "include_in_schema", False) and getattr(each, "operation_id", None)
    }


class _PlainDumper(yaml.CSafeDumper):
    """Writes a part as often as it stands in the document, without anchors."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  the base class's signature
        """Never point back."""
        return True


def _document(app: FastAPI, tags: Mapping[str, Text], ids: Mapping[str, str]) -> Document:
    document = get_openapi(
        title=app.title,
        version=app.version,
        summary=SUMMARY,
        description=DESCRIPTION.read_text(encoding="utf-8"),
        routes=list(every_route_of(app)),
        servers=SERVERS,
        license_info=LICENSE,
        separate_input_output_schemas=False,
    )
    document = _with_page_names(document)
    components = document.setdefault("components", {})
    schemas: dict[str, Document] = components.setdefault("schemas", {})
    _add_problem_schemas(schemas)
    for name in sorted(schemas):
        _tidy(schemas[name])
    lend_examples(schemas)
    routes = routes_of(app)
    for path, _, operation in operations(document):
        _complete(operation, routes[operation["operationId"]], path, schemas)
        name_ids(operation, path, ids)
    components["schemas"] = dict(sorted(schemas.items()))
    components["headers"] = HEADERS
    components["securitySchemes"] = {"bearer": BEARER}
    components["responses"] = _shared_responses()
    used = dict.fromkeys(tag for _, _, operation in operations(document) for tag in operation.get("tags", ()))
    document["tags"] = [
        {"name": tag, **({"description": f"{tags[tag].id} {tags[tag].en}"} if tag in tags else {})} for tag in used
    ]
    return document


def _with_page_names(document: Document) -> Document:
    """Name pages `PlanRowPage`, which reads better in a generated client than `Page_PlanRow_`."""
    text = re.sub(r"\bPage_([A-Za-z]+)_", r"\1Page", json.dumps(document, ensure_ascii=False))
    renamed: Document = json.loads(text)
    return renamed


def _add_problem_schemas(schemas: dict[str, Document]) -> None:
    problem = ProblemOut.model_json_schema(ref_template=SCHEMAS + "{model}", mode="serialization")
    schemas.update(problem.pop("$defs"))
    # A problem may carry members of its own, such as `possible` (RFC 9457 section 3.2).
    schemas["Problem"] = {**problem, "additionalProperties": True}


def _tidy(schema: Document) -> None:
    """Drop the titles that Pydantic makes of names (a property that is called `title` stays), and its own keywords.

    JSON Schema has no word for the bounds of a decimal in a string, so they are said in the description.
    """
    bounds = [f"{sign} {schema.pop(name)}" for name, sign in BOUND_SIGNS.items() if name in schema]
    if bounds:
        schema["description"] = f"{schema.get('description', '')} ({', '.join(bounds)})".strip()
    for named in schema.get("properties", {}).values():
        named.pop("title", None)
        _tidy(named)
    for inner in (*schema.get("anyOf", ()), *([schema["items"]] if "items" in schema else ())):
        inner.pop("title", None)
        _tidy(inner)


def _gives_etag(route: RouteContext) -> bool:
    """Tell whether answers carry an ETag: the handler sets headers, or writes the whole answer with its version."""
    writes_itself = route.endpoint is not None and signature(route.endpoint).return_annotation is Response
    has_version = "version" in getattr(route.response_model, "model_fields", ())
    return route.dependant.response_param_name is not None or (writes_itself and has_version)


def _complete(operation: Document, route: RouteContext, path: str, schemas: Mapping[str, Document]) -> None:
    permission = permission_of(route)
    if permission is not None:
        operation["description"] = f"{operation.get('description', '')}\n\nIzin (permission): `{permission}`."
        operation["x-permission"] = permission
    operation["security"] = [{"bearer": []}] if _demands_token(route.dependant) else []
    parameters = operation.setdefault("parameters", [])
    for parameter in parameters:
        _complete_parameter(parameter)
    gives_etag = _gives_etag(route)
    is_read = "get" in {method.lower() for method in route.methods or ()}
    if is_read and gives_etag:
        parameters.append(IF_NONE_MATCH)
    body = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if body is not None and "example" not in body and "examples" not in body:
        body["example"] = example_of(body["schema"], schemas, whole=False)
    responses = operation["responses"]
    for status, response in responses.items():
        if status in SUCCESS:
            _complete_success(status, response, operation, schemas, gives_etag=gives_etag)
    if is_read and gives_etag:
        responses["304"] = {"description": "Tidak berubah. Not modified.", "headers": _headers("ETag")}
    for status in _refusals(operation, path):
        responses.setdefault(status, {"$ref": f"#/components/responses/{REFUSALS[status].__name__}"})
    responses["default"] = {"$ref": "#/components/responses/Problem"}
    operation["responses"] = dict(sorted(responses.items()))


def _complete_parameter(parameter: Document) -> None:
    """A parameter is there or not: it is never null. Its example stands where tools look for it."""
    schema = parameter["schema"]
    variants = [each for each in schema.get("anyOf", ()) if each.get("type") != "null"]
    if len(variants) == 1:
        schema.pop("anyOf")
        schema.update(variants[0])
    for key in ("title", "description"):
        schema.pop(key, None)
    if parameter["name"] in DEMANDED_HEADERS:
        parameter["required"] = True
        schema["minLength"] = 1
    if parameter["in"] == "path":
        parameter.setdefault("example", example_of(schema, {}, whole=True))


def _complete_success(
    status: str, response: Document, operation: Document, schemas: Mapping[str, Document], *, gives_etag: bool
) -> None:
    if response.get("description") == "Successful Response":
        response["description"] = SUCCESS[status]
    names = ["X-Request-Id"]
    names += ["Location"] if status == "201" else []
    names += ["ETag"] if gives_etag else []
    is_repeatable = any(each["name"] == "Idempotency-Key" for each in operation["parameters"])
    names += ["Idempotent-Replayed"] if is_repeatable else []
    response["headers"] = {**_headers(*sorted(names)), **response.get("headers", {})}
    content = response.get("content", {}).get("application/json")
    if content is not None and content.get("schema") and not {"example", "examples"} & content.keys():
        content["example"] = example_of(content["schema"], schemas, whole=True)


def _headers(*names: str) -> Document:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _refusals(operation: Document, path: str) -> list[str]:
    """Return the statuses with which an operation of this form can refuse, beside the faults that any can have."""
    headers = {each["name"] for each in operation["parameters"]}
    has_body = "requestBody" in operation
    is_guarded = bool(operation["security"])
    is_change = has_body or bool(headers & DEMANDED_HEADERS)
    table = {
        "400": True,
        "401": is_guarded,
        "403": "x-permission" in operation,
        "404": "{" in path,
        "409": is_change,
        "412": "If-Match" in headers,
        "413": has_body,
        "415": has_body,
        "422": True,
        "428": "If-Match" in headers,
        "429": not is_guarded,
        "503": True,
    }
    return [status for status, applies in table.items() if applies]


def _shared_responses() -> dict[str, Document]:
    shared = {
        "Problem": _response(
            Text(
                "Masalah lain, dengan kode tetap dan apa yang harus dilakukan (RFC 9457).",
                "Any other problem, with a stable code and what to do.",
            ),
            BadRequest(),
        )
    }
    for status, kind in REFUSALS.items():
        response = _response(kind.title, DETAILED.get(kind) or kind())
        shared[kind.__name__] = {
            **response,
            "headers": _headers(*sorted((*REFUSAL_HEADERS.get(status, ()), "X-Request-Id"))),
        }
    return dict(sorted(shared.items()))


def _response(title: Text, problem: Problem) -> Document:
    scope = {"headers": [], "path": "/v1/target-plans", "state": {"request_id": "8f14e45fceea167a5a36dedd4bea2543"}}
    return {
        "description": f"{title.id.rstrip('.')}. {title.en.rstrip('.')}.",
        "content": {
            "application/problem+json": {
                "schema": {"$ref": f"{SCHEMAS}Problem"},
                "example": problem_document(problem, scope),
            }
        },
    }


def _demands_token(dependant: Dependant) -> bool:
    """Tell whether any guard of an operation asks for a token; `authz.guards` leaves the mark."""
    return any(hasattr(each.call, "demands_token") or _demands_token(each) for each in dependant.dependencies)


def _permission(dependant: Dependant) -> object | None:
    """Look for the permission along the guards; `requires` leaves it on the guard that it makes."""
    own: object | None = getattr(dependant.call, "permission", None)
    if own is not None:
        return own
    return next((found for each in dependant.dependencies if (found := _permission(each)) is not None), None)
