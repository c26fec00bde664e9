"""The contract as the sweeps read it: which operations there are, what each demands, and where it takes ids.

A sweep that asks the document what to try also tries what nobody has thought of yet.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from fastapi import FastAPI

from kinerja_api.kit.http.examples import SCHEMAS, Document
from kinerja_api.kit.http.openapi import operations

Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Operation:
    """One operation of the document."""

    id: str
    method: str
    path: str
    document: Document
    schemas: dict[str, Document]

    @property
    def permission(self) -> str | None:
        """The permission that it asks for, if it asks for one."""
        found: str | None = self.document.get("x-permission")
        return found

    @property
    def needs_token(self) -> bool:
        """Whether it asks who is calling."""
        return bool(self.document["security"])

    @property
    def collection(self) -> str:
        """The first part of its path after the version: `units` of `/v1/units/{unit_id}/moves`."""
        return self.path.split("/")[2]

    @property
    def path_names(self) -> list[str]:
        """The names in its path."""
        return re.findall(r"\{(\w+)\}", self.path)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What an address of this operation looks like."""
        return re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(self.path)))

    def parameters(self, place: str) -> dict[str, Document]:
        """Return its parameters in `path`, `query` or `header`, by name."""
        return {each["name"]: each for each in self.document["parameters"] if each["in"] == place}

    def demands(self, header: str) -> bool:
        """Tell whether it demands a header."""
        return bool(self.parameters("header").get(header, {}).get("required"))

    @property
    def query_ids(self) -> list[str]:
        """The names in its query that take an id."""
        return [name for name, each in self.parameters("query").items() if each["schema"].get("format") == "uuid"]

    @cached_property
    def body(self) -> Document | None:
        """The schema of its JSON body, if it takes one."""
        content = self.document.get("requestBody", {}).get("content", {})
        return content["application/json"]["schema"] if "application/json" in content else None

    @property
    def takes_body(self) -> bool:
        """Whether it takes a body of any kind."""
        return "requestBody" in self.document

    @property
    def example(self) -> Any:
        """The first example of its JSON body."""
        body = self.document["requestBody"]["content"]["application/json"]
        return body["example"] if "example" in body else next(iter(body["examples"].values()))["value"]

    def leaves(self) -> Iterator[tuple[Place, Document]]:
        """Yield every value that its JSON body can hold, with its place; in a list, of the first item."""
        if self.body is not None:
            yield from self._within(self.body, ())

    def _within(self, schema: Document, place: Place) -> Iterator[tuple[Place, Document]]:
        schema = self._found(schema)
        if "properties" in schema:
            for name, each in schema["properties"].items():
                yield from self._within(each, (*place, name))
        elif schema.get("type") == "array":
            yield from self._within(schema["items"], (*place, 0))
        else:
            yield place, schema

    def objects(self) -> Iterator[Place]:
        """Yield the place of every object in its JSON body."""
        return iter(dict.fromkeys(place[:-1] for place, _ in self.leaves() if isinstance(place[-1], str)))

    @property
    def answer_names(self) -> set[str]:
        """The names that its successful answer holds at the top: what somebody might try to send."""
        for status, response in self.document["responses"].items():
            if status.startswith("2") and "application/json" in response.get("content", {}):
                schema = self._found(response["content"]["application/json"]["schema"])
                return set(schema.get("properties", {}))
        return set()

    def _found(self, schema: Document) -> Document:
        """Follow references, and of a choice take what is not null."""
        while "$ref" in schema or "anyOf" in schema:
            if "$ref" in schema:
                schema = self.schemas[schema["$ref"].removeprefix(SCHEMAS)]
            else:
                schema = next(each for each in schema["anyOf"] if each.get("type") != "null")
        return schema


class Contract:
    """All operations of an app."""

    def __init__(self, app: FastAPI) -> None:
        document = app.openapi()
        schemas = document["components"]["schemas"]
        self.operations = {
            each["operationId"]: Operation(each["operationId"], method.upper(), path, each, schemas)
            for path, method, each in operations(document)
        }

    def __iter__(self) -> Iterator[Operation]:
        """Yield every operation."""
        return iter(self.operations.values())

    def find(self, method: str, address: str) -> Operation:
        """Return the operation that answers a request."""
        path = address.partition("?")[0]
        # A path without names goes first: /v1/agencies/current is not the agency called "current".
        fitting = [each for each in self if each.method == method and each.pattern.fullmatch(path)]
        return min(fitting, key=lambda each: len(each.path_names))


def put(document: Any, place: Place, value: object) -> Any:
    """Return a copy of a JSON document with a value put at a place; what is missing on the way is made."""
    if not place:
        return value
    first, rest = place[0], place[1:]
    if isinstance(first, str):
        whole = dict(document) if isinstance(document, dict) else {}
        return whole | {first: put(whole.get(first), rest, value)}
    items = list(document) if isinstance(document, list) and document else [None]
    return [put(items[first], rest, value), *items[first + 1 :]]


def pointer(place: Place) -> str:
    """Return the JSON pointer of a place."""
    return "".join(f"/{part}" for part in place)
