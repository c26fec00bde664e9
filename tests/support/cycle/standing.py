"""What stands where in the cycle of one civil servant, and what every part of the model asks of it."""

from dataclasses import dataclass, field

from tests.support.cycle.law import ABOVE_HER, CHAIRS, EMPLOYEES, LINE, OFFICES, OTHER_SIDE, READ_ALL, STRANGERS, Answer
from tests.support.cycle.moves import DAYS, Thing
from tests.support.cycle.steps import Step


def first_of(*refusals: tuple[bool, Answer], default: Answer) -> Answer:
    """Return the first answer whose reason holds."""
    return next((answer for holds, answer in refusals if holds), default)


def objection_to(evaluation: str) -> str:
    """Return the name of the one objection that there can be to an evaluation."""
    return evaluation.replace("evaluation", "objection")


@dataclass
class Standing:
    """All that is there, by name; `cycle` and `period` are there from the beginning."""

    things: dict[str, Thing] = field(default_factory=dict)
    targets: list[str] = field(default_factory=list)  # of the plan: 60 and 40 of its weight
    indicators: list[str] = field(default_factory=list)
    day: int = 0  # since the road began
    waits: int = 0
    is_evaluated: bool = False

    def latest(self, kind: str) -> Thing | None:
        """Return the newest thing of a kind."""
        return next((each for each in reversed(self.things.values()) if each.kind == kind), None)

    def all_of(self, kind: str) -> list[Thing]:
        """Return the things of a kind, the oldest first."""
        return [each for each in self.things.values() if each.kind == kind]

    def state_of(self, name: str) -> str:
        """Return the state of a thing, empty when it is not there."""
        return self.things[name].state if name in self.things else ""

    @property
    def is_cycle_open(self) -> bool:
        """Tell whether the year is open."""
        return self.state_of("cycle") == "open"

    @property
    def is_waiting(self) -> bool:
        """Tell whether a report waits for its review."""
        return any(each.state == "submitted" for each in self.all_of("report"))

    @property
    def is_asked(self) -> bool:
        """Tell whether the colleague was asked to rate, by the rating official or with their approval."""
        last = self.latest("request")
        return last is not None and last.state in {"approved", "closed"}

    def add(self, name: str, thing: Thing) -> str:
        """Add a thing; returns its name."""
        self.things[name] = thing
        return name

    def wait(self) -> None:
        """Let days go by."""
        self.day, self.waits = self.day + DAYS.days, self.waits + 1

    def sees(self, who: str, thing: Thing) -> bool:
        """Tell whether somebody is told that a thing is there."""
        return who not in STRANGERS and who in self._readers_of(thing)

    def _readers_of(self, thing: Thing) -> frozenset[str]:
        """Return who of the agency is told: she, those above her, HR and auditors, unless the law says otherwise."""
        readers = LINE | READ_ALL
        match thing.kind:
            case "cycle" | "period" | "result":
                return EMPLOYEES | OFFICES
            case "evaluation":
                return readers - ({"ani"} if thing.state == "draft" else set()) | {"ppk"}
            case "rating" | "assessment":
                return self._readers_of_rating(thing)
            case "calibration":
                # Whoever leads the unit sees who got what; who is in it does not.
                return READ_ALL | {"kadis", "ppk"} | ({"kabid"} if thing.about == "bidang" else set())
        more = {
            "request": {"budi"} if thing.state in {"approved", "declined", "closed"} else set(),
            "remark": {thing.by},
            "objection": {thing.judge} if thing.judges else set(),
            # He observed for the rating official, and writes the minutes of that one's meetings.
            **dict.fromkeys(("observation", "meeting", "follow_up"), {"budi"} if thing.by == "kabid" else set()),
        }
        return readers | more.get(thing.kind, set())

    def _readers_of_rating(self, thing: Thing) -> frozenset[str]:
        """Self and superior are told to each other when both are in; what a colleague says is told to nobody."""
        if thing.by == "budi":
            return frozenset({"budi"})
        is_open = self.is_evaluated or {"self", "superior"} <= self.things.keys()
        hidden = {"ani"} | (ABOVE_HER if thing.by == "ani" else set())
        return ((LINE | READ_ALL) - (set() if is_open else hidden)) | {thing.by}

    def sees_life(self, who: str, thing: Thing) -> bool:
        """Tell whether somebody who sees a thing is told its life: that of a request names who is asked to rate her."""
        return not (thing.kind == "request" and who == "ani" and thing.by != "ani")

    def entitled(self, thing: Thing, step: Step) -> frozenset[str]:
        """Return who takes a step; of a change that the rating official asked for, the other side."""
        if thing.kind == "change" and thing.by == "kabid":
            return frozenset(OTHER_SIDE[who] for who in step.who)
        named = {"its_author": thing.by, "its_chair": CHAIRS.get(thing.about, ""), "its_judge": ""}
        if thing.judges:
            named["its_judge"] = thing.judge
        return frozenset(named.get(who, who) for who in step.who)

    def numbered(self, kind: str) -> str:
        """Return the name of the next thing of a kind."""
        return f"{kind}-{len(self.all_of(kind)) + 1}"
