"""The whole cycle of one civil servant, driven at random on a running server, against a model in plain Python.

Several people of two agencies try what may be done and what may not, on the version they saw, on an older one, or on
none. The model (tests/support/cycle) says which answer must come. After every move the thing it was about is
read, at the end of a road everything by everybody: it stands where the model says, or is not there, and its trail has
an entry for every act and no more.

`make test` walks a few roads, the same ones each time. `make fuzz` walks CYCLE_ROADS new ones.
"""

import asyncio
import os
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import uuid4  # noqa: TID251  a key of a test's request, not an id of ours

import httpx
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from kinerja_api.kit.clock import SystemClock
from kinerja_api.kit.db.roles import APP
from kinerja_api.kit.embedded import EmbeddedPostgres
from kinerja_api.kit.security.tokens import ACCESS, TokenIssuer
from tests.support.caller import Json
from tests.support.commands import free_port, running
from tests.support.cycle.law import ACTORS, CREATED, CREATES, DONE, PLACES, REPORTS, RESOURCE, Answer
from tests.support.cycle.model import Model
from tests.support.cycle.moves import ROAD, STARTS, Move, Seen, Thing
from tests.support.steps import rating_values
from tests.support.world import World, WorldBuilder

pytestmark = pytest.mark.e2e

# How many kinds of moves and of refusals the roads of any run must have met at least; the straight road has 14.
DEEDS, REFUSALS = 25, 8
KEYS = {
    "KINERJA_TOKENS__SECRET": "qL0v8sXcB2nR5tYhU7jKm3pWzE9dFgAi",
    "KINERJA_SIGNING_SECRET": "Zx1Cv3Bn5Mq7We9Rt2Yu4Io6Pa8Sd0Fg",
}
HOW = (*["on"] * 5, "back", *["astray"] * 2, "out of turn", *["not yet"] * 4)
CONFLICT = 409
ROADS = int(os.environ.get("CYCLE_ROADS", "0"))
PROFILE = settings(
    max_examples=ROADS or 3,
    stateful_step_count=60 if ROADS else 32,
    derandomize=not ROADS,
    database=None,
    deadline=None,
    print_blob=False,
    # A road is told in a line for each move, which reads better than what a shrunk one would be drawn from.
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
VALUES = rating_values()
REASON = "Realisasi belum dihitung."
INDICATOR = {"aspect": "kuantitas", "title": "Jumlah laporan", "target_value": "12", "unit": "laporan"}


def rarest(moves: list[Move], times: Callable[[Move], int]) -> list[Move]:
    """Return those of these moves that were made the fewest times."""
    fewest = min(times(move) for move in moves)
    return [move for move in moves if times(move) == fewest]


@dataclass
class Service:
    """The running server, and people who have tokens of now."""

    http: httpx.Client
    issuer: TokenIssuer
    build: Callable[[], World]
    theirs: World

    def ask(self, world: World, who: str, method: str, path: str, **given: Any) -> httpx.Response:
        """Send a request of somebody of an agency, or of the other one."""
        whose, name = (self.theirs, who.removeprefix("their ")) if who.startswith("their ") else (world, who)
        token = self.issuer.issue(
            ACCESS,
            subject=whose.accounts[name],
            agency_id=whose.agency_id,
            token_id=whose.database.ids.new(),
            life=timedelta(minutes=5),
            account_version=1,
        )
        headers = {"Authorization": f"Bearer {token}"} | given.pop("headers", {})
        return self.http.request(method, path, headers=headers, **given)


class WholeCycle(RuleBasedStateMachine):
    """Everything around the plan of `ani` in one year, from the opening of the year to the end of an objection."""

    service: Service
    all_done: Counter[tuple[str, str]]
    all_refused: Counter[Answer]

    def __init__(self) -> None:
        super().__init__()
        self.model, self.world = Model(), self.service.build()
        self.done: Counter[tuple[str, str]] = Counter()
        self.refused: Counter[Hashable] = Counter()
        self.story: list[str] = []
        self.is_lost = False
        # What a move was about, and who looks at it then.
        self.touched: dict[str, Sequence[str]] = {}
        cycle = self._sent("hr", "POST", "/v1/cycles", {"year": SystemClock().now().year, "pattern": "quarterly"})
        self.model.things["cycle"] = Thing("cycle", cycle["id"], "draft", acts=["created"])
        first = self._read("hr", f"/v1/cycles/{cycle['id']}/periods")["items"][0]
        self.model.things["period"] = Thing("period", first["id"], "upcoming")
        self.indicators: list[str] = []
        self.numbers = count(1)

    @initialize(start=st.sampled_from(STARTS))
    def somewhere(self, start: int) -> None:
        """Begin at the beginning, or further on: most roads would end before they come to an objection."""
        for move in ROAD[:start]:
            self.make(move)
        self.touched = dict.fromkeys(self.model.things, ())

    # --- What is tried ------------------------------------------------------------------------------------------------

    # One rule: Hypothesis leaves out whole rules now and then, and a road that nobody goes on with leads nowhere.
    @rule(data=st.data(), how=st.sampled_from(HOW))
    def somebody_moves(self, data: st.DataObject, how: str) -> None:
        """Go on where this road has been least, do anything that is allowed, or try what must be refused."""
        match how:
            case "on":
                found = rarest(self.model.moves(), lambda move: self.done[self._name(move)])
            case "back":
                found = self.model.moves()
            case "astray":
                tried = self._refused(data.draw(st.sampled_from(Seen)))
                found = rarest(tried, lambda move: self.refused[self.model.expect(move), self.model.kind_of(move)])
            case _:
                # By who may do it, on the version that stands there: what is told then says why it cannot be done now.
                refused = self._refused(Seen.CURRENT)
                early = [move for move in refused if self.model.expect(move)[0] == CONFLICT]
                fitting = [move for move in early if self.model.is_out_of_turn(move) is (how == "out of turn")]
                found = rarest(fitting or refused, lambda move: self.refused[self.model.reason_of(move)])
        self.make(data.draw(st.sampled_from(found)))

    def make(self, move: Move) -> None:
        """Make a move; the answer must be the one of the model, and what was done cannot be done twice."""
        expected, self.is_lost = self.model.expect(move), True
        sent = self._request(move)
        answer = self.service.ask(self.world, move.who, **sent)
        code = answer.json().get("code") if answer.is_error else None
        assert (answer.status_code, code) == expected, self._told(f"{move}: {answer.status_code} {answer.text}")
        if expected not in {CREATED, DONE}:
            self.touched = dict.fromkeys({move.thing} & self.model.things.keys(), (move.who,))
            self.refused.update(((expected, self.model.kind_of(move)), self.model.reason_of(move)))
            self.all_refused[expected] += 1
            self.is_lost = False
            return
        self.touched = dict.fromkeys({move.thing} & self.model.things.keys(), self._some())
        self.story.append(str(move))
        self.done[self._name(move)] += 1
        self.all_done[self._name(move)] += 1
        self._follow(move, answer)
        again = self.service.ask(self.world, move.who, **sent)
        if "Idempotency-Key" in sent["headers"]:
            assert (again.status_code, again.content) == (answer.status_code, answer.content), move
            assert again.headers["idempotent-replayed"] == "true", move
        else:
            assert again.status_code in {412, 403, 409}, self._told(f"once more: {again.text}")
        self.is_lost = False

    # --- What must hold -----------------------------------------------------------------------------------------------

    @invariant()
    def everybody_reads_what_the_model_says(self) -> None:
        """What was touched stands where the model says; its trail tells every act, and no other."""
        self.is_lost = True
        for name, readers in self.touched.items():
            self._check(name, readers)
        self.touched, self.is_lost = {}, False

    def teardown(self) -> None:
        """Look at everything once more: nothing moved that was not touched. A road that got lost was told before."""
        for name in {} if self.is_lost else self.model.things:
            self._check(name, ACTORS)

    def _check(self, name: str, readers: Sequence[str]) -> None:
        thing = self.model.things[name]
        path = f"{PLACES[thing.kind]}/{thing.id}"
        for who in readers:
            answer = self.service.ask(self.world, who, "GET", path)
            code = answer.json().get("code") if answer.is_error else None
            assert (answer.status_code, code) == self.model.reading(who, thing), self._told(
                f"{who} reads {name}: {answer.text}"
            )
            if not answer.is_error:
                found = answer.json()
                stands = (found.get("status", ""), found["version"])
                assert stands == (thing.state, thing.version), self._told(f"{who} reads {name}")
                assert answer.headers["etag"] == f'"v{thing.version}"'
        query = {"resource_type": RESOURCE.get(thing.kind, thing.kind), "resource_id": thing.id, "limit": 100}
        trail = self._read("auditor", "/v1/audit-entries", **query)["items"]
        assert sorted(entry["action"] for entry in trail) == sorted(thing.acts), self._told(f"the trail of {name}")

    # --- How it is said over HTTP -------------------------------------------------------------------------------------

    def _request(self, move: Move) -> dict[str, Any]:
        """Return the request that makes a move."""
        thing = self.model.things.get(move.thing)
        path = f"{PLACES[thing.kind]}/{thing.id}" if thing else ""
        rated = dict(zip(("work_result_rating", "behavior_rating"), move.ratings, strict=True))
        match move.act:
            case _ if move.act in CREATES:
                return self._post(PLACES[CREATES[move.act]], self._creation(move, rated))
            case "add_target":
                weight = ("60", "40")[min(self.model.parts, REPORTS - 1)]
                target = {"title": "Hasil kerja", "weight": weight, "indicators": [INDICATOR]}
                return self._post(f"{path}/targets", target, move)
            case "state":
                side = {"side": "official"} if move.who == "kadis" else {}
                return self._post(f"{path}/statements", {"text": "Keterangan."} | side)
            case "report_again" | "rate_again":
                return self._sending("PUT", path, rated if move.act == "rate_again" else {"value": "4"}, move)
        is_decided_anew = thing is not None and (thing.kind, move.act) == ("objection", "change")
        body = {"name": move.act} | ({"note": move.note} if move.note else {})
        return self._sending("POST", f"{path}/transitions", body | (rated if is_decided_anew else {}), move)

    def _creation(self, move: Move, rated: Json) -> Json:
        """Return the body of what is new."""
        things = self.model.things
        cycle_id = things["cycle"].id
        of_year = {"plan_id": things["plan"].id, "period_id": None} if "plan" in things else {}
        bodies: dict[str, Json] = {
            "draft_plan": {"cycle_id": cycle_id},
            "set_result": {"unit_id": str(self.world.units["bidang"]), "cycle_id": cycle_id, "rating": "baik"},
            "ask_rater": of_year | {"rater_id": str(self.world.employees["budi"])},
            "rate": of_year | {"group": move.group, "values": VALUES},
            "evaluate": of_year | rated,
        }
        match move.act:
            case "ask_change":
                attachments = {"resources": ["Operator"], "accountability": [], "consequences": []}
                return {"plan_id": things["plan"].id, "reason": REASON, "changes": [], "attachments": attachments}
            case "report":
                indicator = self.indicators[int(move.group)]
                return {"indicator_id": indicator, "period_id": things["period"].id, "value": "3"}
            case "object":
                return {"evaluation_id": things[move.thing].id, "reason": REASON}
        return bodies[move.act]

    def _sending(self, method: str, path: str, body: Json, move: Move | None = None) -> dict[str, Any]:
        """Return a request on the version that was seen."""
        headers = {}
        if move is not None and move.seen is not Seen.NONE:
            version = self.model.things[move.thing].version - (move.seen is Seen.OLDER)
            headers["If-Match"] = f'"v{version}"'
        return {"method": method, "path": path, "json": body, "headers": headers}

    def _post(self, path: str, body: Json, move: Move | None = None) -> dict[str, Any]:
        """Return a request that adds something, under a key of its own."""
        request = self._sending("POST", path, body, move)
        request["headers"]["Idempotency-Key"] = str(uuid4())
        return request

    def _sent(self, who: str, method: str, path: str, body: Json | None = None) -> Json:
        answer = self.service.ask(
            self.world, who, method, path, json=body, headers={"Idempotency-Key": str(uuid4())} if body else {}
        )
        assert answer.is_success, answer.text
        document: Json = answer.json()
        return document

    def _read(self, who: str, path: str, **query: Any) -> Json:
        answer = self.service.ask(self.world, who, "GET", path, params=query)
        assert answer.status_code == 200, answer.text
        document: Json = answer.json()
        return document

    # --- What the model learns from the answer ------------------------------------------------------------------------

    def _follow(self, move: Move, answer: httpx.Response) -> None:
        """Let the model do what was done: its own steps, and the ids of what is new."""
        body, model = answer.json(), self.model
        match move.act:
            case "object":
                model.heard = {"employee"}
                self._add(f"objection to {move.thing}", Thing("objection", body["id"], "diajukan", acts=["filed"]))
            case _ if move.act in CREATES:
                self._add(*self._created(move, body["id"]))
            case "add_target":
                model.parts += 1
                model.things["plan"].touch("target_added")
                self.indicators.append(body["indicators"][0]["id"])
            case "report_again" | "rate_again":
                model.things[move.thing].touch("changed")
                model.things[move.thing].ratings = move.ratings
            case "state":
                model.heard.add("employee" if move.who == "ani" else "official")
                model.things[move.thing].touch("stated")
            case _:
                self._follow_step(move, body)

    def _created(self, move: Move, id_: str) -> tuple[str, Thing]:
        """Return what is new, and its name."""
        is_own = move.who == "ani"
        new = {
            "draft_plan": Thing("plan", id_, "draft", acts=["created"]),
            "ask_change": Thing("change", id_, "submitted", acts=["created"], by=move.who),
            "report": Thing("report", id_, "draft", acts=["created"]),
            "set_result": Thing("result", id_, acts=["set"]),
            "ask_rater": Thing(
                "request", id_, "nominated" if is_own else "approved", acts=["nominated" if is_own else "asked"]
            ),
            "rate": Thing("rating", id_, acts=["given"], by=move.who),
            "evaluate": Thing("evaluation", id_, "draft", acts=["drafted"], ratings=move.ratings),
        }[move.act]
        number = next(self.numbers)
        names = {
            "ask_change": f"change-{number}",
            "ask_rater": f"request-{number}",
            "report": f"report-{move.group}",
            "rate": move.group,
            "evaluate": "evaluation-1",
        }
        return names.get(move.act, new.kind), new

    def _follow_step(self, move: Move, body: Json) -> None:
        self.touched.update(dict.fromkeys(self.model.take(move), self._some()))
        kind, revisions = self.model.things[move.thing].kind, self.model.all_of("evaluation")
        following = f"evaluation-{len(revisions) + 1}"
        if (kind, move.act) == ("evaluation", "reopen"):
            listed = self._read("auditor", "/v1/evaluations", plan_id=self.model.things["plan"].id)["items"]
            id_ = next(each["id"] for each in listed if each["replaces_id"] == body["id"])
            new = Thing("evaluation", id_, "draft", acts=["drafted"], ratings=revisions[-1].ratings)
            self._add(following, new)
        elif (kind, move.act) == ("objection", "change"):
            id_ = body["new_evaluation_id"]
            new = Thing("evaluation", id_, "issued", acts=["issue"], ratings=move.ratings, is_decision=True)
            self._add(following, new)

    def _add(self, name: str, thing: Thing) -> None:
        self.model.things[name] = thing
        self.touched[name] = self._some()

    def _some(self) -> Sequence[str]:
        """Return every third of all people, others each time; at the end of the road everybody looks at everything."""
        return ACTORS[next(self.numbers) % 3 :: 3]

    def _told(self, fault: str) -> str:
        """Return what was wrong, after all that was done on this road before."""
        return "\n".join(("", *self.story, fault))

    def _refused(self, seen: Seen) -> list[Move]:
        """Return all that must be refused to somebody who saw this version."""
        tried = (replace(move, seen=seen) for move in self.model.tries(ACTORS))
        return [move for move in tried if self.model.expect(move) not in {CREATED, DONE}]

    def _name(self, move: Move) -> tuple[str, str]:
        return self.model.kind_of(move), move.act + move.group


@pytest.fixture(scope="module")
def address(migrated: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve on the database of these tests, in a process of its own, and return the address."""
    port, folder = free_port(), tmp_path_factory.mktemp("serving")
    settings = KEYS | {
        "KINERJA_DATABASE__URL": migrated.url(APP),
        "KINERJA_DATA_DIR": str(folder),
        # Its worker would close by and by what the model leaves open.
        "KINERJA_WORKER_IN_PROCESS": "false",
    }
    with running("serve", "--port", str(port), output=folder / "serve.txt", settings=settings) as started:
        started.wait_for('"event": "serving"')
        yield f"http://127.0.0.1:{port}"
        assert "unhandled_error" not in started.read()


async def test_the_whole_cycle_goes_as_the_model_says(address: str, worlds: WorldBuilder) -> None:
    """C27, C28, C30, S12: any order of moves by anybody gets the answer that the law and the model give."""
    loop, theirs = asyncio.get_running_loop(), await worlds.build()
    issuer = TokenIssuer(
        KEYS["KINERJA_TOKENS__SECRET"], issuer="kinerja-api", audience="kinerja-api", clock=SystemClock()
    )

    def build() -> World:
        return asyncio.run_coroutine_threadsafe(worlds.build(), loop).result(60)

    with httpx.Client(base_url=address, timeout=30) as http:
        WholeCycle.service = Service(http, issuer, build, theirs)
        WholeCycle.all_done, WholeCycle.all_refused = Counter(), Counter()
        await asyncio.to_thread(run_state_machine_as_test, WholeCycle, settings=PROFILE)

    assert len(WholeCycle.all_done) > DEEDS
    assert len(WholeCycle.all_refused) > REFUSALS
