"""The interactive docs: Swagger UI from the wheel, with signing in, on a closed network (C39, T16).

The page shows the contract with some changes: in OpenAPI 3.0, which it draws much faster. It fills the demanded headers
itself, so it does not demand them of the reader; it folds away what all operations share; and it can show ids that
exist in this installation, so that an example succeeds when it is pressed.
"""

import copy
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import fastapi_offline
from fastapi import APIRouter, FastAPI
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kinerja_api.kit.http.assets import STATIC, Asset
from kinerja_api.kit.http.examples import Document
from kinerja_api.kit.http.openapi import DEMANDED_HEADERS, document_bytes, json_bytes, operations
from kinerja_api.kit.http.openapi_30 import as_openapi_30
from kinerja_api.kit.problems import NotFound

SWAGGER = Path(fastapi_offline.__file__).parent / "static"
FILES = {
    "swagger-ui-bundle.js": SWAGGER / "swagger-ui-bundle.js",
    "swagger-ui.css": SWAGGER / "swagger-ui.css",
    "favicon.png": SWAGGER / "favicon.png",
    "docs.js": STATIC / "docs.js",
    "docs.css": STATIC / "docs.css",
}
# Swagger UI draws its arrows from data: images and sets styles on elements; no script but ours and its bundle runs.
PAGE_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
}
FILLED = " Diisi sendiri oleh halaman ini bila kosong. This page fills it when it is empty."
GUIDE = "<summary>Panduan singkat: masuk, masalah, halaman, perubahan (short guide)</summary>"


def docs_router(app: FastAPI, *, is_demo: bool) -> APIRouter:
    """Return the router of /docs and /openapi.json.

    The demo puts its accounts on `app.state.demo_accounts` (`agency`, `username`, `password`, `role`, `name` each), and
    on `app.state.demo_examples` the values that its examples use (see `for_the_page`). Elsewhere neither is shown.
    """
    router = APIRouter(include_in_schema=False)
    page = Asset.read(STATIC / "docs.html")
    assets = {name: Asset.read(path) for name, path in FILES.items()}
    contract = cache(lambda: Asset.of(document_bytes(app), ".json"))
    shown = cache(lambda: Asset.of(_page_bytes(app, is_demo=is_demo), ".json"))

    # Not `async`: the first reader waits in a thread while the document is made, and the service goes on.
    @router.get("/openapi.json")
    def openapi(request: Request) -> Response:
        return contract().answer(request)

    @router.get("/docs")
    async def docs(request: Request) -> Response:
        return page.answer(request, PAGE_HEADERS)

    @router.get("/docs/openapi.json")
    def docs_openapi(request: Request) -> Response:
        return shown().answer(request)

    @router.get("/docs/demo-accounts.json")
    async def demo_accounts() -> Response:
        return JSONResponse(getattr(app.state, "demo_accounts", []) if is_demo else [])

    @router.get("/docs/assets/{name}")
    async def asset(request: Request, name: str) -> Response:
        if name not in assets:
            raise NotFound
        return assets[name].answer(request)

    return router


def for_the_page(document: Document, values: Mapping[str, Any]) -> Document:
    """Return the document as the page shows it.

    `values` replaces examples by name: `cycle_id` wherever a path parameter or a member of a body has that name,
    `create_target_plan.cycle_id` in one operation only, and `create_target_plan` the whole body of one operation.
    """
    shown = copy.deepcopy(document)
    introduction, guide = shown["info"]["description"].split("\n## ", 1)
    shown["info"]["description"] = f"{introduction}\n<details>\n{GUIDE}\n\n## {guide}\n\n</details>"
    for name, response in shown["components"]["responses"].items():
        if name != "Problem":
            response.pop("content")
            response.pop("headers", None)
    for _, _, operation in operations(shown):
        operation_id = operation["operationId"]
        prefix = f"{operation_id}."
        own = {**values, **{k.removeprefix(prefix): v for k, v in values.items() if k.startswith(prefix)}}
        for parameter in operation["parameters"]:
            if parameter["name"] in DEMANDED_HEADERS:
                parameter["required"] = False
                parameter["schema"] = {"type": "string"}
                parameter["description"] += FILLED
            elif parameter["in"] == "path" and parameter["name"] in own:
                parameter["example"] = own[parameter["name"]]
        body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
        if "example" in body:
            body["example"] = values.get(operation_id) or _with_values(body["example"], own)
    return shown


def _page_bytes(app: FastAPI, *, is_demo: bool) -> bytes:
    values = getattr(app.state, "demo_examples", {}) if is_demo else {}
    return json_bytes(as_openapi_30(for_the_page(app.openapi(), values)))


def _with_values(example: Any, values: Mapping[str, Any]) -> Any:
    if isinstance(example, dict):
        return {name: values.get(name, _with_values(each, values)) for name, each in example.items()}
    if isinstance(example, list):
        return [_with_values(each, values) for each in example]
    return example
