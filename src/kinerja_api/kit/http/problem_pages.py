"""A page for each problem, so that the `type` of every refusal can be opened: cause and what to do (C13).

The pages are made from the catalogue of problem classes, so none can be missing.
"""

from html import escape

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from kinerja_api.kit.http.assets import STATIC, Asset
from kinerja_api.kit.problems import CATALOGUE, NotFound, Problem
from kinerja_api.kit.text import Text

PAGE_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
}
LIST_TITLE = Text("Semua kode masalah", "All problem codes")
WHAT_TO_DO = Text("Yang perlu dilakukan", "What to do")
UNKNOWN = Text("Tidak ada kode masalah dengan nama ini.", "There is no problem code of this name.")


def problem_pages() -> APIRouter:
    """Return the router of /problems and /problems/{code}."""
    router = APIRouter(include_in_schema=False)
    style = Asset.read(STATIC / "pages.css")

    @router.get("/problems/assets/pages.css")
    async def stylesheet(request: Request) -> Response:
        return style.answer(request)

    @router.get("/problems")
    async def list_problems(request: Request) -> Response:
        return Asset.of(_list_page().encode(), ".html").answer(request, PAGE_HEADERS)

    @router.get("/problems/{code}")
    async def read_problem(request: Request, code: str) -> Response:
        problem = CATALOGUE.get(code)
        if problem is None:
            raise NotFound(UNKNOWN)
        return Asset.of(_problem_page(problem).encode(), ".html").answer(request, PAGE_HEADERS)

    return router


def _list_page() -> str:
    rows = "".join(
        f'<tr><th scope="row"><a href="/problems/{escape(code)}"><code>{escape(code)}</code></a></th>'
        f"<td>{problem.status}</td><td>{escape(problem.title.id)}</td>"
        f'<td lang="en">{escape(problem.title.en)}</td></tr>'
        for code, problem in sorted(CATALOGUE.items())
    )
    table = (
        '<div class="wide"><table><thead><tr><th scope="col">Kode <span lang="en">(code)</span></th>'
        '<th scope="col">Status</th><th scope="col">Indonesia</th><th scope="col" lang="en">English</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )
    return _page(LIST_TITLE.id, f'<h1>{LIST_TITLE.id} <small lang="en">{LIST_TITLE.en}</small></h1>{table}')


def _problem_page(problem: type[Problem]) -> str:
    sections = "".join(
        f'<section lang="{language}"><h2>{escape(title)}</h2>'
        f"<h3>{escape(heading)}</h3><p>{escape(advice)}</p></section>"
        for language, title, heading, advice in (
            ("id", problem.title.id, WHAT_TO_DO.id, problem.advice.id),
            ("en", problem.title.en, WHAT_TO_DO.en, problem.advice.en),
        )
    )
    body = (
        f"<h1><code>{escape(problem.code)}</code> <small>HTTP {problem.status}</small></h1>{sections}"
        f'<p><a href="/problems">{LIST_TITLE.id} (<span lang="en">{LIST_TITLE.en}</span>)</a></p>'
    )
    return _page(problem.code, body)


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="id"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)} - kinerja-api</title>"
        '<link rel="stylesheet" href="/problems/assets/pages.css"></head>'
        f"<body><main>{body}</main></body></html>\n"
    )
