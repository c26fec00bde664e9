"""The contract told in OpenAPI 3.0, for the docs page alone.

Swagger UI resolves a document of 3.1 anew, as a whole, for each operation that is opened: with 250 operations the page
took three seconds to load and two more for every one that was opened; in 3.0 it takes a third and a quarter of that.
The contract itself stays 3.1.
"""

from typing import Any

Document = dict[str, Any]

# What stands under these names is data, not schema.
DATA = frozenset({"example", "default", "enum"})
# Words that 3.0 does not know, and that only say more closely what is checked anyway.
UNKNOWN = ("patternProperties", "propertyNames", "jsonSchemaDialect")
NULL = {"type": "null"}


def as_openapi_30(document: Document) -> Document:
    """Return the same document in OpenAPI 3.0; what 3.0 cannot say is left out."""
    told: Document = _told(document)
    told["info"].pop("summary", None)
    told["info"].get("license", {}).pop("identifier", None)
    return {**told, "openapi": "3.0.3"}


def _told(value: Any) -> Any:
    if isinstance(value, list):
        return [_told(each) for each in value]
    if not isinstance(value, dict):
        return value
    told = {name: each if name in DATA else _told(each) for name, each in value.items()}
    if "$ref" in told and len(told) > 1:  # beside a reference nothing is read
        told["allOf"] = [{"$ref": told.pop("$ref")}]
    for name in UNKNOWN:
        told.pop(name, None)
    if isinstance(told.get("examples"), list):
        told["example"] = told.pop("examples")[0]
    if isinstance(told.get("const"), str):
        told["enum"] = [told.pop("const")]
    if isinstance(told.get("contentMediaType"), str):
        del told["contentMediaType"]
        told["format"] = "binary"
    return _nullable(told)


def _nullable(schema: Document) -> Document:
    """Return a schema that may be null as 3.0 says it."""
    choices = schema.get("anyOf")
    if not isinstance(choices, list) or NULL not in choices:
        return schema
    rest = [each for each in choices if each != NULL]
    others = {name: each for name, each in schema.items() if name != "anyOf"}
    if len(rest) > 1:
        return {**others, "anyOf": rest, "nullable": True}
    [only] = rest
    return {**({"allOf": rest} if "$ref" in only else only), **others, "nullable": True}
