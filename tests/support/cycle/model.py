"""The whole cycle of one civil servant in plain Python: what must come of every move, and where things stand then.

It knows no code of the service and no HTTP but the codes of its answers; the tables it goes by are in law.py and
steps.py, what is true of one part of the year in the module of that part. The state machine of
tests/e2e/test_whole_cycle.py holds a running server against it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from tests.support.cycle.calibrating import Calibrating
from tests.support.cycle.guiding import Guiding
from tests.support.cycle.law import (
    ACTS,
    BEST,
    CHAIRS,
    CHANGES,
    CREATED,
    CREATES,
    DONE,
    EMPLOYEES,
    FORBIDDEN,
    ILLEGAL,
    MOST,
    NOT_FOUND,
    OTHER_RATINGS,
    READERS,
    REPORTS,
    STALE,
    UNCONDITIONAL,
    WRITERS,
    Answer,
)
from tests.support.cycle.moves import LATER, PAST, WAIT, WHY, Move, Seen, Thing
from tests.support.cycle.planning import Planning
from tests.support.cycle.standing import first_of
from tests.support.cycle.steps import STEPS, UNDECIDED, Step

MOST_WAITS = 6  # all in the year in which the road begins
# What time changes: then it may be gone on with, or it is too late.
RUNNING = frozenset({("note", "noted"), ("observation", "recorded"), ("meeting", "planned"), ("evaluation", "issued")})
UNITS = (*CHAIRS, f"{next(iter(CHAIRS))} capped")


class Model(Planning, Guiding, Calibrating):
    """All that is there, and what comes of every move."""

    def kind_of(self, move: Move) -> str:
        """Return the kind of what a move is about: of what it makes, or of what it changes."""
        return CREATES.get(move.act) or self.things[move.thing].kind

    def reading(self, who: str, thing: Thing) -> Answer:
        """Return what somebody is told who asks for a thing."""
        if who.removeprefix("their ") not in READERS[thing.kind]:
            return FORBIDDEN
        return DONE if self.sees(who, thing) else NOT_FOUND

    def reading_life(self, who: str, thing: Thing) -> Answer:
        """Return what somebody is told who asks for the life of a thing."""
        read = self.reading(who, thing)
        return FORBIDDEN if read == DONE and not self.sees_life(who, thing) else read

    # --- What must come of a move -------------------------------------------------------------------------------------

    def expect(self, move: Move) -> Answer:
        """Return the answer that a move must get."""
        if move.who.removeprefix("their ") not in WRITERS[self.kind_of(move)]:
            return FORBIDDEN
        expected: Callable[[Move], Answer] = getattr(self, f"expect_{move.act}", self._expect_step)
        return expected(move)

    def _expect_step(self, move: Move) -> Answer:
        thing = self.things[move.thing]
        step = STEPS[thing.kind][move.act]
        # A session has the last word, after all that stands in the way of making an evaluation anew.
        is_settled, settled = self.refusal_of_sessions()
        return first_of(
            (move.seen is Seen.NONE, UNCONDITIONAL),
            (not self.sees(move.who, thing), NOT_FOUND),
            (move.who not in self.entitled(thing, step), FORBIDDEN),
            (move.seen is Seen.OLDER, STALE),
            (thing.state not in step.sources or self.lacks(move, step) is not None, ILLEGAL),
            ((thing.kind, move.act) == ("evaluation", "reopen") and is_settled, settled),
            default=DONE,
        )

    def reason_of(self, move: Move) -> tuple[str | None, ...]:
        """Return why a move is refused, as far as one refusal is another than the next."""
        code = self.expect(move)[1]
        if code != ILLEGAL[1]:
            return self.kind_of(move), move.act, code
        thing = self.things[move.thing]
        step = STEPS[thing.kind][move.act]
        need = self.lacks(move, step) if thing.state in step.sources else None
        last = self.latest("objection")
        stands = {"no_objection": last.state if last else "", "cycle_open": self.state_of("cycle")}
        return thing.kind, move.act, thing.state, need, stands.get(need or "")

    def is_step(self, move: Move) -> bool:
        """Tell whether a move is a step in the life of a thing."""
        return move.thing in self.things and move.act in STEPS.get(self.things[move.thing].kind, {})

    def is_out_of_turn(self, move: Move) -> bool:
        """Tell whether a move is a step that does not lead on from where its thing stands."""
        return self.is_step(move) and self.state_of(move.thing) not in STEPS[self.kind_of(move)][move.act].sources

    def lacks(self, move: Move, step: Step) -> str | None:
        """Return what a step needs beside the state and has not; None when it has all."""
        holds = {"note": move.note is not None} | self.planning_needs() | self.guiding_needs(move)
        holds |= self.judging_needs(move) | self.calibrating_needs(move)
        return next((need for need in step.needs if not holds[need]), None)

    # --- What comes of it ---------------------------------------------------------------------------------------------

    def make(self, move: Move, id_: str) -> str:
        """Add what a move has made; returns its name."""
        match self.kind_of(move):
            case "plan" | "change" | "actions" | "report":
                name, thing = self.plan_made(move, id_)
            case "remark" | "observation" | "note" | "meeting" | "follow_up":
                name, thing = self.said(move, id_)
            case "calibration":
                name, thing = self.session(move, id_)
            case _:
                name, thing = self.judged(move, id_)
        return self.add(name, thing)

    def change(self, move: Move) -> None:
        """Do to the model what changes a thing and is no step."""
        match self.things[move.thing].kind:
            case "observation" | "note" | "meeting":
                self.change_said(move)
            case "actions":
                self.things[move.thing].touch("changed" if move.act == "replan" else "step_changed")
            case _:
                self.change_judged(move)

    def take(self, move: Move) -> list[str]:
        """Do to the model what a step does; returns the names of all that moved."""
        thing = self.things[move.thing]
        thing.touch(move.act, STEPS[thing.kind][move.act].target)
        moved = [move.thing]
        if (thing.kind, move.act) == ("change", "agree"):
            self.things["plan"].touch("changed_on_request")
            moved.append("plan")
        self.step_said(move)
        return moved + self.step_judged(move)

    # --- What can be tried --------------------------------------------------------------------------------------------

    def moves(self) -> list[Move]:
        """Return all moves that change something now: made by who may make them, with all that they need."""
        able = self.tries(sorted(EMPLOYEES | {"hr", "ppk"}))
        made = [move for move in able if self.expect(move) in {CREATED, DONE}]
        return [*made, WAIT] if self._waits() else made

    def _waits(self) -> bool:
        """Tell whether something is about to run out, or to begin."""
        if self.waits >= MOST_WAITS:
            return False
        return any(
            self.day < each.due
            for each in self.things.values()
            if (each.kind, each.state) in RUNNING or (each.kind == "objection" and each.state in UNDECIDED)
        )

    def tries(self, actors: Sequence[str]) -> Iterator[Move]:
        """Return every move that can be tried now, by each of these."""
        for who in actors:
            for act, needs in ACTS.items():
                if needs in self.things and len(self.all_of(CREATES.get(act, ""))) < MOST.get(CREATES.get(act, ""), 9):
                    yield from self._creations(who, act)
            for name in self.things:
                yield from self.tries_about(who, name)

    def tries_about(self, who: str, name: str) -> Iterator[Move]:
        """Return every move about a thing that somebody can try now."""
        kind = self.things[name].kind
        for act, step in STEPS.get(kind, {}).items():
            yield from self.steps_of(who, name, act, step)
        for act in CHANGES.get(kind, ()):
            yield from self._changes(who, act, name)

    def steps_of(self, who: str, name: str, act: str, step: Step) -> Iterator[Move]:
        """Return a step of a thing: first with all that it needs to be told, then without."""
        move = Move(who, act, name, note=WHY, ratings=OTHER_RATINGS[self.ratings])
        yield move
        if "note" in step.needs:
            yield replace(move, note=None)
        if "differs" in step.needs:
            yield replace(move, ratings=self.ratings)
        if "day" in step.needs:
            yield replace(move, group=PAST)

    def _changes(self, who: str, act: str, name: str) -> Iterator[Move]:
        """Return the other changes of a thing."""
        move = Move(who, act, name, ratings=OTHER_RATINGS[self.things[name].ratings])
        match act:
            case "calibrate":
                for about, each in self.things.items():
                    if each.kind == "evaluation":
                        for ratings in (OTHER_RATINGS[each.ratings], BEST, each.ratings):
                            yield replace(move, group=about, ratings=ratings)
            case "agree_on":
                if len(self.all_of("follow_up")) < MOST["follow_up"]:
                    yield from (move, replace(move, group=PAST))
            case "call_again":
                yield from (move, replace(move, group=LATER))
            case _:
                yield move

    def _creations(self, who: str, act: str) -> Iterator[Move]:
        move = Move(who, act)
        match act:
            case "add_target":
                yield from [replace(move, thing="plan")] if len(self.targets) < REPORTS else []
            case "draft_actions" | "assess":
                yield from [move] if len(self.targets) == REPORTS else []
            case "report":
                places = range(REPORTS) if len(self.targets) == REPORTS else ()
                yield from (replace(move, group=str(place)) for place in places)
            case "rate":
                yield from (replace(move, group=group) for group in ("self", "superior", "peer"))
            case "open_session":
                yield from (replace(move, group=unit) for unit in UNITS)
            case "call_meeting":
                yield from (move, replace(move, group=LATER))
            case "draft_plan" if who in {"budi", "kabid", "kadis"}:
                return  # their plans would be their own, and good ones
            case _:
                yield move
