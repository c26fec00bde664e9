"""What Schemathesis has to know of this API: keys that are new each time, and why valid data may be refused."""

from uuid import uuid4  # noqa: TID251  a key of a request, not an id of ours

import schemathesis
from schemathesis import Case, CheckContext, HookContext, Response
from schemathesis.generation.meta import TestPhase

# Codes of refusals of data that the schema allows, each with what no schema can say. A new one is a finding: either the
# schema can be made to say it, or it belongs here with its reason.
BEYOND_SCHEMA = {
    "BAD_CURSOR": "only a cursor that we signed for this list, filter and agency opens a page (C19)",
    "COST_MODE_NOT_ALLOWED": "how the cost element may be treated depends on the service",
    "DECREE_MISSING": "the result of the top unit rests on a decree; which unit is the top changes",
    "FILE_TYPE_REFUSED": "the schema says that a file comes, not of which bytes it is (S29)",
    "IDEMPOTENCY_KEY_REUSED": "a key stands for one content (C25)",
    "INDEX_DOES_NOT_MATCH": "a past index is computed again from its numbers",
    "NIP_REFUSED": "18 digits are a NIP only when date, month and sex fit (and are those on record)",
    "NOT_OF_THIS_PLAN": "the target or the realization is part of another plan",
    "NOT_SUPERIORS_TARGET": "a cascade leads to a target of a superior in the same year",
    "PASSWORD_TOO_WEAK": "common passwords and those that hold the name are refused (S23)",
    "PERIOD_OF_ANOTHER_YEAR": "the period belongs to another year than the plan",
    "RATER_DOES_NOT_FIT": "who rates on request depends on the unit tree of the day",
    "RESULT_DOES_NOT_FIT": "number or words: the indicator decides",
    "RESULT_NOT_COMPUTABLE": "which elements an index needs is in the policy of its year",
    "STALE_VERSION": "only the ETag of the present version opens a change (C27)",
    "SURVEY_TOKEN_REFUSED": "only a token that we signed for this survey lets a citizen answer, once",
    "UNKNOWN_POSITION_LEVEL": "which levels there are depends on the kind of post, in the same body",
    "UNKNOWN_RANK": "civil servants hold ranks and contract staff grades: the employee decides, not the body",
    "UNREADABLE_FILE": "the schema says that a file comes, not what stands in it (S29)",
}
# The same for the single places of an INVALID or BAD_REQUEST answer.
_DECIMAL = "a decimal travels as text (C8), and JSON Schema knows no bounds of a text's value"
_TOGETHER = "several fields together"
BEYOND_FIELDS = {
    "control_character": "hidden characters are refused in every text (S26); as a pattern they would bury each schema",
    "days_in_order": _TOGETHER,
    "free_basis": _TOGETHER,
    "greater_than": _DECIMAL,
    "greater_than_equal": _DECIMAL,
    "int_type": "2027.0 is an integer to JSON Schema; a year or a count is written without a point",
    "less_than": _DECIMAL,
    "less_than_equal": _DECIMAL,
    "mean_or_total": _TOGETHER,
    "not_asked": "an element that the survey leaves out is not answered",
    "not_of_this_unit": "the service is one of the unit's",
    "not_over": "a published result lies in the past",
    "nothing_answered": "a sheet may leave questions out, but not all of them",
    "nul_character": "PostgreSQL takes none (T11); a JSON string may hold it",
    "one_thing": _TOGETHER,
    "other_year": "the period belongs to another year than the plan or the cycle",
    "period_in_order": _TOGETHER,
    "too_many_sheets": _TOGETHER,
    "unknown_reference": "the id is well formed and is no row of this agency",
    "value_or_text": _TOGETHER,
    "web_address": "a link leads to a web server, which a format does not say",
}


@schemathesis.hook
def before_call(_: HookContext, case: Case, __: dict[str, object]) -> None:
    """Send what a careful client sends: a new key for every creation, and the version that stands there."""
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    headers = case.headers or {}
    if "Idempotency-Key" in headers:
        headers["Idempotency-Key"] = str(uuid4())
    if "If-Match" in headers:
        headers["If-Match"] = "*"


@schemathesis.check
def refuses_valid_data_for_a_reason(_: CheckContext, response: Response, case: Case) -> None:
    """A refusal of valid data names a code, and the code is known to be one that a schema cannot express."""
    is_valid = case.meta is not None and case.meta.generation.mode.is_positive
    if not is_valid or response.status_code not in {400, 412, 422}:
        return
    refused = response.json()
    errors = refused.get("errors", [])
    codes = {error["code"] for error in errors}
    if refused["code"] in BEYOND_SCHEMA or (codes and codes <= BEYOND_FIELDS.keys()) or _followed_null(case, errors):
        return
    message = f"valid data are refused: {response.text}"
    raise AssertionError(message)


def _followed_null(case: Case, errors: list[dict[str, str]]) -> bool:
    """Tell whether Schemathesis followed a link with an id that was null in the answer before, so sent none."""
    is_link = case.meta is not None and case.meta.phase.name is TestPhase.STATEFUL
    return (
        is_link
        and bool(errors)
        and all("parameter" in error and error["code"] in {"missing", "uuid_parsing"} for error in errors)
    )
