"""The operations of the API as one route, which finds the right one by the shape of its address.

The framework tries every route of every router in turn, once per level of inclusion: with a hundred operations that
takes longer than the work itself. Here the candidates of an address are those of its resource with as many parts.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from fastapi import APIRouter, FastAPI
from starlette.routing import BaseRoute, Match, Route
from starlette.types import Receive, Scope, Send

PREFIX = "/v1"


class Operations(BaseRoute):
    """All routes of the capabilities' routers, by the first part of their path after the version and its length."""

    def __init__(self, routers: Iterable[APIRouter]) -> None:
        self.routes = [route for router in routers for route in router.routes if isinstance(route, Route)]
        self._by_shape: dict[tuple[str, int], list[Route]] = defaultdict(list)
        for route in self.routes:
            self._by_shape[_shape(route.path)].append(route)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Return the first operation that fits path and method, or the first that fits the path alone (405)."""
        candidates = self._by_shape.get(_shape(scope["path"]), ()) if scope["type"] == "http" else ()
        for wanted in (Match.FULL, Match.PARTIAL):
            for route in candidates:
                if wanted is Match.PARTIAL or scope["method"] in (route.methods or ()):
                    match, found = route.matches(scope)
                    if match is wanted:
                        return match, found
        return Match.NONE, {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the operation that was found."""
        await scope["route"].handle(scope, receive, send)


def routes_of(app: FastAPI) -> Iterator[BaseRoute]:
    """Yield every single route of the app."""
    for route in app.routes:
        if isinstance(route, Operations):
            yield from route.routes
        else:
            yield route


def _shape(path: str) -> tuple[str, int]:
    """Return the resource and the number of parts; no parameter of a path holds a slash."""
    return (path[len(PREFIX) + 1 :].partition("/")[0] if path.startswith(PREFIX) else "", path.count("/"))
