"""HTTP of simulations."""

from typing import Annotated

from kinerja_api.authz.guards import Creating, requires
from kinerja_api.authz.permissions import Permission
from kinerja_api.authz.principal import Principal
from kinerja_api.kit.http.router import api_router
from kinerja_api.scores.schemas.scores import SimulationIn, SimulationOut
from kinerja_api.scores.service import simulations

router = api_router("scores")

Runner = Annotated[Principal, requires(Permission.SCORE_RUN)]


@router.post(
    "/score-simulations", operation_id="simulate_scores", summary="Coba kebijakan atau fakta lain (try out scores)"
)
async def simulate_scores(principal: Runner, uow: Creating, given: SimulationIn) -> SimulationOut:
    """Bandingkan nilai sekarang dengan nilai menurut rancangan kebijakan atau fakta yang diandaikan.

    Siapa yang naik dan turun, menurut predikat dan menurut nilai. Tidak ada yang disimpan selain catatan auditnya.

    Compare the scores of now with those under a draft policy or under facts that are supposed.

    Who rises and falls, by predicate and by score. Nothing is stored but the trace of it in the audit trail.
    """
    return await simulations.simulate(uow, principal, given)
