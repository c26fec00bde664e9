"""Examples for the document: what a schema says by `examples`, and where it says nothing, a value of its form.

An input shows what must be given and what has an example of its own; an output shows everything.
"""

import re
from collections.abc import Mapping
from typing import Any, TypeAlias

Document: TypeAlias = dict[str, Any]

SCHEMAS = "#/components/schemas/"
BY_FORMAT = {
    "uuid": "0198c0de-0001-7000-8000-000000000001",
    "date": "2026-01-31",
    "date-time": "2026-01-31T02:00:00.000000Z",
    "uri": "https://contoh.go.id/bukti.pdf",
    "binary": "",
}
BY_TYPE: dict[str, Any] = {"boolean": True, "null": None, "object": {}}
DECIMAL = "12.50"
DEEPEST = 12


def example_of(schema: Document, schemas: Mapping[str, Document], *, whole: bool, depth: int = 0) -> Any:
    """Return an example of a schema; `whole` shows optional properties that have no example of their own too."""
    said = _said(schema)
    if said is not None or depth > DEEPEST:
        return said
    inner = _standing_for(schema, schemas)
    if inner is not None:
        return example_of(inner, schemas, whole=whole, depth=depth + 1)
    match schema.get("type"):
        case "object" if "properties" in schema:
            return _object(schema, schemas, whole=whole, depth=depth)
        case "array" if "items" in schema:
            least = max(1, schema.get("minItems", 1))
            return [example_of(schema["items"], schemas, whole=whole, depth=depth + 1)] * least
        case _:
            return _plain(schema)


def has_example(schema: Document) -> bool:
    """Tell whether a schema says by itself or in one of its variants, what it may look like."""
    if "examples" in schema or "example" in schema or "const" in schema:
        return True
    inner = [*schema.get("anyOf", ()), *schema.get("oneOf", ())]
    return any(has_example(each) for each in inner)


def lend_examples(schemas: Mapping[str, Document]) -> None:
    """Give outputs the examples of what was put in: `PlanOut.title` shows what `PlanIn.title` does.

    A property takes it from the schema of the same stem first, then from any that has its name.
    """
    pool: dict[str, list[tuple[str, Any]]] = {}
    for schema_name, schema in sorted(schemas.items()):
        for name, each in schema.get("properties", {}).items():
            if "examples" in each:
                pool.setdefault(name, []).append((_stem(schema_name), each["examples"][0]))
    for schema_name, schema in schemas.items():
        if schema.get("additionalProperties") is False:
            continue
        for name, each in schema.get("properties", {}).items():
            near = sorted(pool.get(name, ()), key=lambda lent: lent[0] != _stem(schema_name))
            if near and _takes(each, near[0][1]):
                each["examples"] = [near[0][1]]


def name_ids(operation: Document, path: str, ids: Mapping[str, str]) -> None:
    """Put the ids that examples are to name into an operation's parameters, body and answers.

    The id of a single resource is the one in its path; other ids go by the name of their field.
    """
    for parameter in operation["parameters"]:
        if parameter["in"] == "path" and parameter["name"] in ids:
            parameter["example"] = ids[parameter["name"]]
    within = re.findall(r"{(\w+)}", path)
    known = {**ids, **({"id": ids[within[-1]]} if path.endswith("}") and within[-1] in ids else {})}
    contents = [operation.get("requestBody", {}), *operation["responses"].values()]
    for content in contents:
        for media in content.get("content", {}).values():
            if "example" in media:
                media["example"] = _with_ids(media["example"], known)


def _with_ids(value: Any, ids: Mapping[str, str]) -> Any:
    match value:
        case dict():
            return {
                name: ids[name] if each == BY_FORMAT["uuid"] and name in ids else _with_ids(each, ids)
                for name, each in value.items()
            }
        case list():
            return [_with_ids(each, ids) for each in value]
        case _:
            return value


def _stem(schema_name: str) -> str:
    return re.sub(r"(In|Out|Patch|Row)$", "", schema_name)


def _takes(schema: Document, example: object) -> bool:
    kind = {str: "string", int: "integer"}.get(type(example), "")
    variants = schema.get("anyOf", [schema])
    return not has_example(schema) and any(
        each.get("type") == kind and not {"enum", "format", "pattern"} & each.keys() for each in variants
    )


def _said(schema: Document) -> Any:
    """Return what the schema itself shows or fixes."""
    if "examples" in schema:
        return schema["examples"][0]
    fixed = next((schema[key] for key in ("example", "const", "default") if schema.get(key) is not None), None)
    return schema["enum"][0] if fixed is None and "enum" in schema else fixed


def _standing_for(schema: Document, schemas: Mapping[str, Document]) -> Document | None:
    """Return the schema that this one points to, or its first variant that is not null."""
    if "$ref" in schema:
        return schemas[schema["$ref"].removeprefix(SCHEMAS)]
    variants: list[Document] = [*schema.get("anyOf", ()), *schema.get("oneOf", ()), *schema.get("allOf", ())]
    return next((each for each in variants if each.get("type") != "null"), variants[0] if variants else None)


def _object(schema: Document, schemas: Mapping[str, Document], *, whole: bool, depth: int) -> Document:
    required = set(schema.get("required", ()))
    shown = {
        name: each for name, each in schema["properties"].items() if whole or name in required or has_example(each)
    }
    return {name: example_of(each, schemas, whole=whole, depth=depth + 1) for name, each in shown.items()}


def _plain(schema: Document) -> Any:
    kind = schema.get("type")
    if kind in {"integer", "number"}:
        return schema.get("minimum", schema.get("exclusiveMinimum", 0) + 1)
    if kind == "string":
        if r"\d{1,12}" in schema.get("pattern", ""):
            return DECIMAL
        text = str(BY_FORMAT.get(schema.get("format", ""), "teks"))
        return text[: schema.get("maxLength", len(text))]
    return BY_TYPE.get(kind or "")
