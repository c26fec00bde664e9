"""The whole cycle of one civil servant, driven at random on a running server, against a model in plain Python.

Several people of two agencies try what may be done and what may not, on the version they saw, on an older one, or on
none, and days go by. The model (tests/support/cycle) says which answer must come. After every move the thing it was
about is read, at the end of a road everything by everybody in the agency and somebody from outside: it stands where
the model says, or is not there; its trail has an entry for every act and no more; what may be done next is what the
model lets be done; everybody's list of tasks holds what is theirs to do; and what was settled stays as it was.

First every act that the law knows is done once, on straight roads, and what must be refused about the thing that moved
is tried there. Then people move at random: `make test` walks a few roads, the same ones each time, `make fuzz` walks
CYCLE_ROADS new ones.
"""

import asyncio
import os
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable, Hashable, Iterator, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

import httpx
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from kinerja_api.kit.clock import FixedClock
from kinerja_api.kit.db.roles import APP
from kinerja_api.kit.embedded import EmbeddedPostgres
from kinerja_api.kit.security.tokens import TokenIssuer
from tests.support.caller import Json
from tests.support.clocked import PLACE
from tests.support.commands import free_port, running
from tests.support.cycle.checks import Checks
from tests.support.cycle.law import ACTORS, CHANGES, CREATED, CREATES, DONE, EMPLOYEES, NOT_FOUND, OFFICES, Answer
from tests.support.cycle.model import Model
from tests.support.cycle.moves import DAYS, WAIT, Move, Seen, Thing
from tests.support.cycle.roads import BEGINNINGS, STRAIGHT, Road
from tests.support.cycle.saying import Saying
from tests.support.cycle.service import Service
from tests.support.cycle.steps import STEPS
from tests.support.cycle.tasks import OWING
from tests.support.ground import NOON
from tests.support.world import World, WorldBuilder

pytestmark = pytest.mark.e2e

# How many kinds of moves and of refusals random roads must have met at least; refusals on the straight ones.
DEEDS, REFUSALS, ALL_REFUSALS = 25, 6, 20
KEYS = {
    "KINERJA_TOKENS__SECRET": "qL0v8sXcB2nR5tYhU7jKm3pWzE9dFgAi",
    "KINERJA_SIGNING_SECRET": "Zx1Cv3Bn5Mq7We9Rt2Yu4Io6Pa8Sd0Fg",
}
CLOCKED = (sys.executable, "-m", "tests.support.clocked")
HOW = (*["on"] * 5, "back", *["astray"] * 2, "out of turn", *["not yet"] * 4)
CONFLICT = 409
INSIDERS = (*sorted(EMPLOYEES), "hr", "ppk")
MORE_ROADS = int(os.environ.get("CYCLE_ROADS", "0"))
PROFILE = settings(
    max_examples=MORE_ROADS or 4,
    stateful_step_count=60 if MORE_ROADS else 32,
    derandomize=not MORE_ROADS,
    database=None,
    deadline=None,
    print_blob=False,
    # A road is told in a line for each move, which reads better than what a shrunk one would be drawn from.
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)


def rarest(moves: list[Move], times: Callable[[Move], int]) -> list[Move]:
    """Return those of these moves that were made the fewest times."""
    fewest = min(times(move) for move in moves)
    return [move for move in moves if times(move) == fewest]


class WholeCycle(RuleBasedStateMachine):
    """Everything around the plan of `ani` in one year, from the opening of the year to the end of an objection."""

    service: Service
    all_done: Counter[tuple[str, str]]
    all_refused: Counter[Answer]
    all_tried: set[Hashable]

    def __init__(self) -> None:
        super().__init__()
        self.service.set_clock(NOON)
        self.model, self.world = Model(), self.service.build()
        self.saying = Saying(self.model, self.world, NOON)
        self.done: Counter[tuple[str, str]] = Counter()
        self.refused: Counter[Hashable] = Counter()
        self.story: list[str] = []
        self.checks = Checks(self.service, self.world, self.model, self.story)
        self.is_lost = False
        # What a move was about, and who looks at it then.
        self.touched: dict[str, Sequence[str]] = {}
        cycle = self._begin()
        self.model.add("cycle", Thing("cycle", cycle["id"], "draft", acts=["created"]))
        first = self.service.read(self.world, "hr", f"/v1/cycles/{cycle['id']}/periods")["items"][0]
        self.model.add("period", Thing("period", first["id"], "upcoming"))
        self.numbers = count(1)

    def _begin(self) -> Json:
        year = {"year": NOON.year, "pattern": "quarterly"}
        headers = {"Idempotency-Key": "begin"}
        answer = self.service.ask(self.world, "hr", "POST", "/v1/cycles", json=year, headers=headers)
        assert answer.is_success, answer.text
        document: Json = answer.json()
        return document

    @initialize(road=st.sampled_from(BEGINNINGS))
    def somewhere(self, road: Sequence[Move]) -> None:
        """Begin at the beginning, or further on: most roads would end before they come to an objection."""
        for move in road:
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
        if move == WAIT:
            self._wait()
            return
        expected, self.is_lost = self.model.expect(move), True
        sent = self.saying.request(move)
        answer = self.service.ask(self.world, move.who, **sent)
        code = answer.json().get("code") if answer.is_error else None
        assert (answer.status_code, code) == expected, self.checks.told(f"{move}: {answer.status_code} {answer.text}")
        if expected not in {CREATED, DONE}:
            self.touched = dict.fromkeys({move.thing} & self.model.things.keys(), (move.who,))
            self.refused.update(((expected, self.model.kind_of(move)), self.model.reason_of(move)))
            self.all_refused[expected] += 1
            self.is_lost = False
            return
        self.touched = dict.fromkeys({move.thing} & self.model.things.keys(), self._some())
        self._note(move)
        self._follow(move, answer.json())
        again = self.service.ask(self.world, move.who, **sent)
        if "Idempotency-Key" in sent["headers"]:
            assert (again.status_code, again.content) == (answer.status_code, answer.content), move
            assert again.headers["idempotent-replayed"] == "true", move
        else:
            assert again.status_code in {412, 403, 409}, self.checks.told(f"once more: {again.text}")
        self.is_lost = False

    def try_what_is_refused(self, about: str) -> None:
        """Try all that must be refused about a thing as it stands, each act once for each reason that there is.

        `make fuzz` does so at every place, `make test` tries of each reason again only what is refused otherwise.
        """
        tried = set() if MORE_ROADS else self.all_tried
        for move in [each for who in INSIDERS for each in self.model.tries_about(who, about)]:
            reason = (move.group, self.model.reason_of(move))
            if self.model.expect(move) not in {CREATED, DONE, NOT_FOUND} and reason not in tried:
                tried.add(reason)
                self.make(move)
        self.everybody_reads_what_the_model_says()

    def _wait(self) -> None:
        """Let days go by: nothing moves by itself, but what may be done next is other than before."""
        self.model.wait()
        self.service.set_clock(self.service.clock.instant + DAYS)
        self._note(WAIT)
        self.touched = dict.fromkeys(self.model.things, ())

    # --- What must hold -----------------------------------------------------------------------------------------------

    @invariant()
    def everybody_reads_what_the_model_says(self) -> None:
        """What was touched stands where the model says; its trail tells every act, and no other."""
        self.is_lost = True
        for name, readers in self.touched.items():
            self.checks.thing(name, readers)
        self.checks.tasks()
        self.touched, self.is_lost = {}, False

    def teardown(self) -> None:
        """Look at everything once more: nothing moved that was not touched. A road that got lost was told before."""
        if not self.is_lost:
            for name in self.model.things:
                self.checks.thing(name, (*sorted(EMPLOYEES | OFFICES), *self._some()[-1:]))
            self.checks.tasks(sorted(OWING))
            self.checks.lists(sorted({*EMPLOYEES, *self._some()}))

    # --- What the model learns from the answer ------------------------------------------------------------------------

    def _follow(self, move: Move, body: Json) -> None:
        """Let the model do what was done: its own steps, and the ids of what is new."""
        model, moved = self.model, [move.thing] if move.thing else []
        match move.act:
            case "calibrate":
                moved = model.calibrated(move, body["new_evaluation_id"])
            case "add_target":
                model.targets.append(body["id"])
                model.indicators.append(body["indicators"][0]["id"])
                model.things["plan"].touch("target_added")
            case _ if move.act in CREATES:
                moved.append(model.make(move, body["id"]))
            case _ if model.is_step(move):
                moved = model.take(move)
                moved += self._revised(move, body)
            case _:
                model.change(move)
        if "steps" in body:
            model.things[moved[-1]].parts = [each["id"] for each in body["steps"]]
        self.touched.update(dict.fromkeys(moved, self._some()))

    def _revised(self, move: Move, body: Json) -> list[str]:
        """Add the next revision of the evaluation, when a step has led to one; returns its name."""
        kind, last = self.model.things[move.thing].kind, self.model.latest("evaluation")
        match kind, move.act:
            case "evaluation", "reopen" if last:
                plan_id = self.model.things["plan"].id
                listed = self.service.read(self.world, "auditor", "/v1/evaluations", plan_id=plan_id)["items"]
                id_ = next(each["id"] for each in listed if each["replaces_id"] == body["id"])
                return [self.model.revision(id_, "draft", last.ratings, last.by)]
            case "objection", "change":
                name = self.model.revision(body["new_evaluation_id"], "issued", move.ratings, move.who)
                self.model.things[name].is_decision = True
                return [name]
        return []

    def _some(self) -> Sequence[str]:
        """Return every fourth of all people, others each time; at the end of the road everybody looks at everything."""
        return ACTORS[next(self.numbers) % 4 :: 4]

    def _note(self, move: Move) -> None:
        self.story.append(str(move))
        self.done[self._name(move)] += 1
        self.all_done[self._name(move)] += 1

    def _refused(self, seen: Seen) -> list[Move]:
        """Return all that must be refused to somebody who saw this version."""
        tried = (replace(move, seen=seen) for move in self.model.tries(ACTORS))
        return [move for move in tried if self.model.expect(move) not in {CREATED, DONE}]

    def _name(self, move: Move) -> tuple[str, str]:
        return ("time", move.act) if move == WAIT else (self.model.kind_of(move), f"{move.act} {move.group}")


@pytest.fixture(scope="module")
def clock_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file that tells the server what time it is."""
    file = tmp_path_factory.mktemp("clock") / "now.txt"
    file.write_text(NOON.isoformat(), encoding="ascii")
    return file


@pytest.fixture(scope="module")
def address(migrated: EmbeddedPostgres, clock_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve on the database of these tests, in a process of its own, and return the address."""
    port, folder = free_port(), tmp_path_factory.mktemp("serving")
    settings = KEYS | {
        "KINERJA_DATABASE__URL": migrated.url(APP),
        "KINERJA_DATA_DIR": str(folder),
        # Its worker would close by and by what the model leaves open.
        "KINERJA_WORKER_IN_PROCESS": "false",
        PLACE: str(clock_file),
    }
    with running(
        "serve", "--port", str(port), output=folder / "serve.txt", settings=settings, program=CLOCKED
    ) as started:
        started.wait_for('"event": "serving"')
        yield f"http://127.0.0.1:{port}"
        assert "unhandled_error" not in started.read()


@pytest.fixture(scope="module")
async def service(address: str, clock_file: Path, worlds: WorldBuilder) -> AsyncIterator[Service]:
    """Return the running server with a second agency on it."""
    loop, clock = asyncio.get_running_loop(), FixedClock(NOON)
    issuer = TokenIssuer(KEYS["KINERJA_TOKENS__SECRET"], issuer="kinerja-api", audience="kinerja-api", clock=clock)

    def build() -> World:
        return asyncio.run_coroutine_threadsafe(worlds.build(), loop).result(60)

    with httpx.Client(base_url=address, timeout=30) as http:
        yield Service(http, issuer, clock, clock_file, build, await worlds.build())


@pytest.fixture
def machine(service: Service) -> type[WholeCycle]:
    """Return the machine at work on the running server, with nothing done yet."""
    WholeCycle.service = service
    WholeCycle.all_done, WholeCycle.all_refused, WholeCycle.all_tried = Counter(), Counter(), set()
    return WholeCycle


async def test_on_straight_roads_every_act_that_the_law_knows_goes_as_the_model_says(machine: type[WholeCycle]) -> None:
    """C27, S12: each act is done once by who may; all others are refused about every thing wherever it stands."""

    def walk() -> None:
        known: set[Road] = set()
        for road in STRAIGHT:
            walker = machine()
            for place, move in enumerate(road, start=1):
                walker.make(move)
                # Roads begin alike; what was looked at on one is not looked at on the next.
                if road[:place] not in known:
                    walker.everybody_reads_what_the_model_says()
                    if move.thing:
                        walker.try_what_is_refused(about=move.thing)
                known.add(road[:place])
            walker.teardown()

    await asyncio.to_thread(walk)

    steps = {(kind, act) for kind, life in STEPS.items() for act, step in life.items() if step.who}
    changes = {(kind, act) for kind, acts in CHANGES.items() for act in acts if act not in CREATES}
    made = {(kind, act) for act, kind in CREATES.items()}
    assert len(machine.all_refused) > ALL_REFUSALS
    assert (steps | changes | made) - {(kind, act.split()[0]) for kind, act in machine.all_done} == set()


async def test_any_order_of_moves_by_anybody_goes_as_the_model_says(machine: type[WholeCycle]) -> None:
    """C27, C28, C30, S12: whatever is tried gets the answer that the law and the model give."""
    await asyncio.to_thread(run_state_machine_as_test, machine, settings=PROFILE)

    assert len(machine.all_done) > DEEDS
    assert len(machine.all_refused) > REFUSALS
