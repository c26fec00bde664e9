"""Things of the cycle of one civil servant and moves with them, as model.py beside this counts and judges them."""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum, auto

from tests.support.cycle.law import AS, BESIDE, Ratings


class Seen(StrEnum):
    """Which version a change says it was made on."""

    CURRENT = auto()
    OLDER = auto()
    NONE = auto()


@dataclass
class Thing:
    """Something with an address: what it is, where it stands, and what was done to it."""

    kind: str
    id: str
    state: str = ""
    version: int = 1
    acts: list[str] = field(default_factory=list)
    by: str = ""  # who made it; of an evaluation who rated last, of a request for a rating or a change who asked
    ratings: Ratings = ("", "")
    is_decision: bool = False  # an evaluation that an objection led to
    about: str = ""  # the unit of a session, the evaluation of an objection, the meeting of a follow-up
    is_capped: bool = False  # a session with a ceiling
    due: int = 0  # the last day of what runs; of a meeting the day on which it begins
    heard: set[str] = field(default_factory=set)
    judges: tuple[str, ...] = ()
    count: int = 0  # how often an objection was passed on; how many evaluations a session changed
    is_minuted: bool = False
    is_basis: bool = False
    parts: list[str] = field(default_factory=list)  # the ids of the steps of an action plan

    def touch(self, act: str, state: str | None = None) -> None:
        """Count an act that was done to it."""
        self.version += 1
        self.acts.append(act)
        self.state = state or self.state

    @property
    def steps(self) -> list[str]:
        """The steps of its life so far, its beginning the first."""
        return [act for act in self.acts if act not in BESIDE]

    @property
    def judge(self) -> str:
        """Who decides on an objection now."""
        return self.judges[min(self.count, len(self.judges) - 1)]


@dataclass(frozen=True)
class Move:
    """What somebody tries: a step of a thing, or another act on it or for it."""

    who: str
    act: str
    thing: str = ""
    note: str | None = None
    seen: Seen = Seen.CURRENT
    group: str = ""  # as whom somebody rates, which indicator, unit, evaluation, day: what the act needs to be told
    ratings: Ratings = (AS, AS)

    def __str__(self) -> str:
        details = f" {self.thing}" if self.thing else ""
        details += f" {self.group}" if self.group else ""
        details += f" ({self.note})" if self.note else ""
        return f"{self.who}: {self.act}{details}" + (f" on {self.seen}" if self.seen is not Seen.CURRENT else "")


# Days go by: the one move that nobody makes.
WAIT = Move("time", "wait")
DAYS = timedelta(days=15)
PAST, LATER = "past", "later"
WHY = "Karena demikian."
