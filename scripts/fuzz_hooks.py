"""What Schemathesis has to know of this API: keys that are new each time, and why valid data may be refused."""

from typing import get_args
from uuid import uuid4  # noqa: TID251  a key of a request, not an id of ours

import schemathesis
from pydantic_core.core_schema import ErrorType
from schemathesis import Case, CheckContext, HookContext, Response
from schemathesis.generation.meta import TestPhase

# What is said by a problem without a name of its own. A named one (NIP_REFUSED) is a rule that no schema can express:
# it depends on rows, on the day or on the law, and has a page that says so (/problems).
UNNAMED = {"BAD_REQUEST", "INVALID"}
# Faults that a schema can express, so that data which the schema allows must not have them: all that Pydantic finds,
# and what our own reader of requests finds before. The rules of capabilities have other names (`days_in_order`).
OF_THE_SCHEMA = set(get_args(ErrorType)) | {
    "etag",
    "not_json",
    "not_utf8",
    "repeated_parameter",
    "too_deep",
    "unknown_parameter",
}
# Those of them that it cannot express after all, each with the reason.
EXCUSED = {
    "greater_than": "a decimal travels as text (C8), and JSON Schema knows no bounds of a text's value",
    "greater_than_equal": "as above",
    "less_than": "as above",
    "less_than_equal": "as above",
    "int_type": "2027.0 is an integer to JSON Schema; a year or a count is written without a point",
}


@schemathesis.hook
def before_call(_: HookContext, case: Case, __: dict[str, object]) -> None:
    """Send what a careful client sends: a new key for every creation, and the version that stands there."""
    if not _is_valid(case):
        return
    headers = case.headers or {}
    if "Idempotency-Key" in headers:
        headers["Idempotency-Key"] = str(uuid4())
    if "If-Match" in headers:
        headers["If-Match"] = "*"


@schemathesis.check
def refuses_valid_data_for_a_reason(_: CheckContext, response: Response, case: Case) -> None:
    """What the schema allows is refused by a rule with a name, or by a fault that a schema cannot express."""
    if not _is_valid(case) or response.status_code not in {400, 412, 422}:
        return
    refused = response.json()
    errors = refused.get("errors", [])
    faults = {error["code"] for error in errors} & OF_THE_SCHEMA - EXCUSED.keys()
    if refused["code"] in UNNAMED and (faults or not errors) and not _followed_null(case, errors):
        message = f"the schema allows what is refused: {response.text}"
        raise AssertionError(message)


def _is_valid(case: Case) -> bool:
    return case.meta is not None and case.meta.generation.mode.is_positive


def _followed_null(case: Case, errors: list[dict[str, str]]) -> bool:
    """Tell whether Schemathesis followed a link with an id that was null in the answer before, so sent none."""
    is_link = case.meta is not None and case.meta.phase.name is TestPhase.STATEFUL
    return is_link and all("parameter" in error and error["code"] in {"missing", "uuid_parsing"} for error in errors)
