"""What must hold on every road: what each person reads and lists, trails, next steps, tasks, what is settled."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.support.caller import Json
from tests.support.cycle.law import DONE, PLACES, READERS, RESOURCE
from tests.support.cycle.model import Model
from tests.support.cycle.moves import Thing
from tests.support.cycle.service import Service
from tests.support.cycle.steps import STEPS
from tests.support.cycle.tasks import KNOWN, OWING, Task, tasks_of
from tests.support.world import World

# What is settled once a thing has come to this state, whatever is done elsewhere.
SETTLED = {
    ("calibration", "locked"): (
        *("ceilings", "items", "before", "after", "departing_units"),
        *("note", "locked_at", "leader_name", "unit_name"),
    ),
    ("meeting", "minutes_confirmed"): ("agenda", "minutes", "decisions", "participants", "confirmed_at", "leader_id"),
    ("evaluation", "replaced"): ("work_result", "behavior", "predicate", "evaluator_id", "issued_at", "revision"),
}


@dataclass
class Checks:
    """Holds what the server tells against the model."""

    service: Service
    world: World
    model: Model
    story: Sequence[str]
    settled: dict[str, Json] = field(default_factory=dict)
    owed: dict[str, set[Task]] = field(default_factory=dict)

    def told(self, fault: str) -> str:
        """Return what was wrong, after all that was done on this road before."""
        return "\n".join(("", *self.story, fault))

    def thing(self, name: str, readers: Sequence[str]) -> None:
        """A thing stands where the model says for each of these, and its trail tells every act and no other."""
        thing = self.model.things[name]
        path = f"{PLACES[thing.kind]}/{thing.id}"
        for who in readers:
            answer = self.service.ask(self.world, who, "GET", path)
            code = answer.json().get("code") if answer.is_error else None
            assert (answer.status_code, code) == self.model.reading(who, thing), self.told(
                f"{who} reads {name}: {answer.text}"
            )
            if not answer.is_error:
                found = answer.json()
                stands = (found.get("status", ""), found["version"])
                assert stands == (thing.state, thing.version), self.told(f"{who} reads {name}")
                assert answer.headers["etag"] == f'"v{thing.version}"'
                self._settled(name, thing, found)
        query = {"resource_type": RESOURCE.get(thing.kind, thing.kind), "resource_id": thing.id, "limit": 100}
        trail = self.service.read(self.world, "auditor", "/v1/audit-entries", **query)["items"]
        assert sorted(entry["action"] for entry in trail) == sorted(thing.acts), self.told(f"the trail of {name}")
        # Every act made the next version, the newest the present one; a period begins with its year, without an act.
        versions = list(range(thing.version, thing.version - len(thing.acts), -1))
        assert [entry["version_after"] for entry in trail] == versions, self.told(f"versions of {name}")
        if thing.kind in STEPS:
            for who in readers[:2]:
                self._life(who, name, thing)

    def _life(self, who: str, name: str, thing: Thing) -> None:
        """Whoever reads a thing reads its steps in order, and which of the next ones they can take now."""
        answer = self.service.ask(self.world, who, "GET", f"{PLACES[thing.kind]}/{thing.id}/transitions")
        expected = self.model.reading_life(who, thing)
        code = answer.json().get("code") if answer.is_error else None
        assert (answer.status_code, code) == expected, self.told(f"{who} reads the life of {name}: {answer.text}")
        if answer.is_error:
            return
        life = answer.json()
        assert [each["name"] for each in life["history"]] == thing.steps, self.told(f"the life of {name}")
        options = {each["name"]: each["possible"] for each in life["next"]}
        assert options == self._options(who, name, thing), self.told(f"{who}: what is next of {name}")

    def _options(self, who: str, name: str, thing: Thing) -> dict[str, bool]:
        """Return the steps that lead on, and whether this reader can take them with all they need to be told."""
        tries = {
            act: next(self.model.steps_of(who, name, act, step))
            for act, step in STEPS[thing.kind].items()
            if thing.state in step.sources
        }
        return {act: self.model.expect(move) == DONE for act, move in tries.items()}

    def _settled(self, name: str, thing: Thing, found: Json) -> None:
        """What was locked, confirmed or replaced never changes again."""
        kept = SETTLED.get((thing.kind, thing.state))
        if kept:
            now = {column: found[column] for column in kept}
            assert self.settled.setdefault(name, now) == now, self.told(f"{name} was settled, and changed")

    def tasks(self, people: Sequence[str] = ()) -> None:
        """The tasks of these people, and of those for whom one came or went, are what the model says they must do."""
        owed = {who: tasks_of(self.model, who) for who in OWING}
        moved = {who for who, tasks in owed.items() if tasks != self.owed.get(who, set())}
        for who in sorted(moved | set(people)):
            listed = self.service.read(self.world, who, "/v1/my-tasks")["tasks"]
            found = sorted((each["kind"], each["link"]) for each in listed if each["kind"] in KNOWN)
            assert found == sorted(owed[who]), self.told(f"the tasks of {who}")
        self.owed = owed

    def lists(self, people: Sequence[str]) -> None:
        """A list holds the things that its reader sees, and no other."""
        for kind, place in PLACES.items():
            things = self.model.all_of(kind)
            readers = [who for who in people if who.removeprefix("their ") in READERS[kind]]
            for who in readers if things and kind != "period" else ():
                view = {"view": "about_me" if who == "ani" else "led"} if kind == "request" else {}
                items = self.service.read(self.world, who, place, limit=100, **view)["items"]
                ours = {each["id"] for each in items} & {each.id for each in things}
                seen = {each.id for each in things if self.model.sees(who, each)}
                # Whoever is asked to rate has a list of their own, which is one of tasks.
                seen -= {each.id for each in things if (who, each.kind) == ("budi", "request")}
                assert ours == seen, self.told(f"{who} lists {kind}")
