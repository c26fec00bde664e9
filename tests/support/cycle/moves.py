"""Things of the cycle of one civil servant and moves with them, as model.py beside this counts and judges them."""

from dataclasses import dataclass, field
from enum import StrEnum, auto

from tests.support.cycle.law import AS


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
    by: str = ""  # who gave the rating, or asked for the change
    ratings: tuple[str, str] = ("", "")
    is_decision: bool = False  # an evaluation that an objection led to

    def touch(self, act: str, state: str | None = None) -> None:
        """Count an act that was done to it."""
        self.version += 1
        self.acts.append(act)
        self.state = state or self.state


@dataclass(frozen=True)
class Move:
    """What somebody tries: a step of a thing, or another act on it or for it."""

    who: str
    act: str
    thing: str = ""
    note: str | None = None
    seen: Seen = Seen.CURRENT
    group: str = ""
    ratings: tuple[str, str] = (AS, AS)

    def __str__(self) -> str:
        details = f" {self.thing}" if self.thing else ""
        details += f" {self.group}" if self.group else ""
        details += f" ({self.note})" if self.note else ""
        return f"{self.who}: {self.act}{details}" + (f" on {self.seen}" if self.seen is not Seen.CURRENT else "")


# The straight road to an objection, and from where on it is left.
ROAD = (
    Move("hr", "open", "cycle"),
    Move("ani", "draft_plan"),
    Move("ani", "add_target", "plan"),
    Move("ani", "add_target", "plan"),
    Move("ani", "submit", "plan"),
    Move("kabid", "agree", "plan"),
    Move("hr", "open", "period"),
    Move("ani", "report", group="0"),
    Move("ani", "submit", "report-0"),
    Move("kabid", "accept", "report-0"),
    Move("kadis", "set_result"),
    Move("kabid", "evaluate"),
    Move("kabid", "issue", "evaluation-1"),
    Move("ani", "object", "evaluation-1"),
    Move("kadis", "examine", "objection to evaluation-1"),
)
STARTS = (0, 7, 12, 15)
