"""P1: a page of 20 targets, and a plan with its targets and indicators, beside a bare server on the same SQL."""

from functools import partial

from benchmarks.ground import FLOOR, OURS, Ground, api, floor, token
from benchmarks.load import Effort, in_turn, line, wrk
from benchmarks.seed import ACCOUNT, Ids

OPERATIONS = {
    "P1 page of 20 targets": "/v1/targets?limit=20",
    "P1 plan, targets, indicators": f"/v1/target-plans/{Ids.plan(77)}",
}


def measure(ground: Ground, effort: Effort) -> None:
    """Token checked, tenants kept apart, ETag sent; the bare server does nothing of that."""
    credentials = ("-H", f"Authorization: Bearer {token(ACCOUNT)}")
    with api(ground) as ours, floor(ground) as bare:
        for name, path in OPERATIONS.items():
            both = in_turn(
                effort,
                partial(wrk, f"http://127.0.0.1:{OURS}{path}", ours, effort, *credentials),
                partial(wrk, f"http://127.0.0.1:{FLOOR}{path}", bare, effort),
            )
            line(name, *both)
