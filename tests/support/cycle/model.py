"""The whole cycle of one civil servant in plain Python: what must come of every move, and where things stand then.

It knows no code of the service and no HTTP but the codes of its answers; the tables it goes by are in law.py. The
state machine of tests/e2e/test_whole_cycle.py holds a running server against it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tests.support.cycle.law import (
    ACTS,
    CHANGES,
    CREATED,
    CREATES,
    DONE,
    EMPLOYEES,
    FORBIDDEN,
    GIVERS,
    ILLEGAL,
    LINE,
    NOT_FOUND,
    OTHER_RATINGS,
    OTHER_SIDE,
    READ_ALL,
    READERS,
    REPORTS,
    STALE,
    STEPS,
    STRANGERS,
    UNCONDITIONAL,
    UNDECIDED,
    WRITERS,
    Answer,
    Step,
)
from tests.support.cycle.moves import Move, Seen, Thing


def first_of(*refusals: tuple[bool, Answer], default: Answer) -> Answer:
    """Return the first answer whose reason holds."""
    return next((answer for holds, answer in refusals if holds), default)


@dataclass
class Model:
    """All that is there, by name; `cycle`, `period` and `unit` are there from the beginning."""

    things: dict[str, Thing] = field(default_factory=dict)
    parts: int = 0  # targets of the plan: 60 and 40 of its weight
    heard: set[str] = field(default_factory=set)
    is_evaluated: bool = False

    # --- What stands where --------------------------------------------------------------------------------------------

    def latest(self, kind: str) -> Thing | None:
        """Return the newest thing of a kind."""
        return next((each for each in reversed(self.things.values()) if each.kind == kind), None)

    def all_of(self, kind: str) -> list[Thing]:
        """Return the things of a kind, the oldest first."""
        return [each for each in self.things.values() if each.kind == kind]

    def state_of(self, name: str) -> str:
        """Return the state of a thing, empty when it is not there."""
        return self.things[name].state if name in self.things else ""

    def kind_of(self, move: Move) -> str:
        """Return the kind of what a move is about: of what it makes, or of what it changes."""
        return CREATES.get(move.act) or self.things[move.thing].kind

    def sees(self, who: str, thing: Thing) -> bool:
        """Tell whether somebody is told that a thing is there."""
        match thing.kind:
            case "cycle" | "period" | "result":
                return who not in STRANGERS
            case _ if who in STRANGERS:
                return False
            case "evaluation":
                return who in READ_ALL | {"kabid", "kadis", "ppk"} or (who == "ani" and thing.state != "draft")
            case "request" if who == "budi":
                return thing.state in {"approved", "declined", "closed"}
            case "rating":
                return self._sees_rating(who, thing)
        return who in LINE | READ_ALL

    def _sees_rating(self, who: str, thing: Thing) -> bool:
        """Self and superior are told to each other when both are in; what a colleague says is told to nobody."""
        if who == thing.by:
            return True
        if thing.by == "budi":
            return False
        is_open = self.is_evaluated or {"self", "superior"} <= self.things.keys()
        is_hidden = who == "ani" or (who in {"kabid", "kadis"} and thing.by == "ani")
        return who in LINE | READ_ALL and (is_open or not is_hidden)

    def reading(self, who: str, thing: Thing) -> Answer:
        """Return what somebody is told who asks for a thing."""
        if who.removeprefix("their ") not in READERS[thing.kind]:
            return FORBIDDEN
        return DONE if self.sees(who, thing) else NOT_FOUND

    # --- What must come of a move -------------------------------------------------------------------------------------

    def expect(self, move: Move) -> Answer:
        """Return the answer that a move must get."""
        if move.who.removeprefix("their ") not in WRITERS[self.kind_of(move)]:
            return FORBIDDEN
        rules: Mapping[str, Callable[[Move], Answer]] = {
            "draft_plan": self._expect_plan,
            "add_target": self._expect_target,
            "ask_change": self._expect_change,
            "report": self._expect_report,
            "report_again": self._expect_report_again,
            "set_result": self._expect_result,
            "ask_rater": self._expect_request,
            "rate": self._expect_rating,
            "evaluate": self._expect_evaluation,
            "rate_again": self._expect_evaluation_again,
            "object": self._expect_objection,
            "state": self._expect_statement,
        }
        return rules.get(move.act, self._expect_step)(move)

    def _expect_step(self, move: Move) -> Answer:
        thing = self.things[move.thing]
        step = STEPS[thing.kind][move.act]
        return first_of(
            (move.seen is Seen.NONE, UNCONDITIONAL),
            (not self.sees(move.who, thing), NOT_FOUND),
            (move.who not in self._entitled(thing, step), FORBIDDEN),
            (move.seen is Seen.OLDER, STALE),
            (thing.state not in step.sources or self.lacks(move, step) is not None, ILLEGAL),
            default=DONE,
        )

    def _entitled(self, thing: Thing, step: Step) -> frozenset[str]:
        """Return who takes a step: of a change that the rating official asked for, the other side."""
        is_turned = thing.kind == "change" and thing.by == "kabid"
        return frozenset(OTHER_SIDE[who] for who in step.who) if is_turned else step.who

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

    def is_out_of_turn(self, move: Move) -> bool:
        """Tell whether a move is a step that does not lead on from where its thing stands."""
        step = STEPS[self.things[move.thing].kind].get(move.act) if move.thing in self.things else None
        return step is not None and self.state_of(move.thing) not in step.sources

    def lacks(self, move: Move, step: Step) -> str | None:
        """Return what a step needs beside the state and has not; None when it has all."""
        last = self.latest("objection")
        holds = {
            "note": move.note is not None,
            "cycle_open": self.is_cycle_open,
            "plan_agreed": self.state_of("plan") == "agreed",
            "period_open": self.state_of("period") == "open",
            "no_open_period": self.state_of("period") != "open",
            "whole": self.parts == REPORTS,
            "not_answered": "peer" not in self.things,
            "all_reviewed": not self.is_waiting,
            "result_set": "result" in self.things,
            "no_objection": last is None or last.state not in UNDECIDED,
            "both_heard": self.heard == {"employee", "official"},
            "differs": move.ratings != self.ratings,
            "overdue": False,  # nobody's fourteen days are over within a test
        }
        return next((need for need in step.needs if not holds[need]), None)

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

    @property
    def ratings(self) -> tuple[str, str]:
        """Return the ratings of the newest revision of the evaluation."""
        last = self.latest("evaluation")
        return last.ratings if last else ("", "")

    def _expect_plan(self, move: Move) -> Answer:
        return first_of(
            (move.who in STRANGERS, NOT_FOUND),
            (not self.is_cycle_open, (409, "CYCLE_NOT_OPEN")),
            ("plan" in self.things, (409, "PLAN_ALREADY_THERE")),
            default=CREATED,
        )

    def _expect_target(self, move: Move) -> Answer:
        return first_of(
            (move.seen is Seen.NONE, UNCONDITIONAL),
            (move.who not in LINE, NOT_FOUND),
            (move.who != "ani" or self.state_of("plan") not in {"draft", "returned"}, FORBIDDEN),
            (move.seen is Seen.OLDER, STALE),
            (not self.is_cycle_open, (409, "CYCLE_NOT_OPEN")),
            default=CREATED,
        )

    def _expect_change(self, move: Move) -> Answer:
        last = self.latest("change")
        return first_of(
            (move.who not in LINE, NOT_FOUND),
            (move.who not in OTHER_SIDE, FORBIDDEN),
            (self.state_of("plan") != "agreed" or not self.is_cycle_open, (409, "CHANGE_DOES_NOT_FIT")),
            (last is not None and last.state == "submitted", (409, "CHANGE_REQUEST_UNDER_WAY")),
            default=CREATED,
        )

    def _expect_report(self, move: Move) -> Answer:
        return first_of(
            (move.who not in LINE, NOT_FOUND),
            (move.who != "ani", FORBIDDEN),
            (self.state_of("plan") != "agreed", (409, "PLAN_NOT_AGREED")),
            (self.state_of("period") != "open", (409, "PERIOD_CLOSED")),
            (f"report-{move.group}" in self.things, (409, "REALIZATION_ALREADY_THERE")),
            default=CREATED,
        )

    def _expect_report_again(self, move: Move) -> Answer:
        return first_of(
            (move.seen is Seen.NONE, UNCONDITIONAL),
            (move.who not in LINE, NOT_FOUND),
            (move.who != "ani" or self.state_of(move.thing) not in {"draft", "returned"}, FORBIDDEN),
            (self.state_of("period") != "open", (409, "PERIOD_CLOSED")),
            (move.seen is Seen.OLDER, STALE),
            default=DONE,
        )

    def _expect_result(self, move: Move) -> Answer:
        return first_of(
            (move.who in STRANGERS, NOT_FOUND),
            (move.who != "kadis", FORBIDDEN),
            (not self.is_cycle_open, (409, "CYCLE_NOT_OPEN")),
            ("result" in self.things, (409, "ORGANIZATION_RESULT_ALREADY_THERE")),
            default=CREATED,
        )

    def _expect_request(self, move: Move) -> Answer:
        last = self.latest("request")
        is_live = last is not None and last.state in {"nominated", "approved", "closed"}
        return first_of(
            (move.who not in LINE, NOT_FOUND),
            (move.who == "kadis", FORBIDDEN),
            (self.state_of("plan") != "agreed", (409, "RATING_NEEDS_AGREED_PLAN")),
            (not self.is_cycle_open, (409, "CYCLE_NOT_OPEN")),
            (self.is_evaluated, (409, "RATING_COLLECTION_CLOSED")),
            (is_live, (409, "RATING_REQUEST_ALREADY_THERE")),
            default=CREATED,
        )

    def _expect_rating(self, move: Move) -> Answer:
        closed = "RATING_COLLECTION_CLOSED" if move.group == "peer" else "RATING_ALREADY_EVALUATED"
        return first_of(
            (move.who not in LINE and not (move.who == "budi" and self.is_asked), NOT_FOUND),
            (move.who != GIVERS[move.group], FORBIDDEN),
            (self.state_of("plan") != "agreed", (409, "RATING_NEEDS_AGREED_PLAN")),
            (not self.is_cycle_open, (409, "CYCLE_NOT_OPEN")),
            (self.is_evaluated, (409, closed)),
            (move.group in self.things, (409, "BEHAVIOR_RATING_ALREADY_THERE")),
            default=CREATED,
        )

    def _expect_evaluation(self, move: Move) -> Answer:
        return first_of(
            (move.who not in LINE, NOT_FOUND),
            (move.who != "kabid", FORBIDDEN),
            (self.state_of("plan") not in {"agreed", "closed"}, (409, "EVALUATION_NEEDS_AGREED_PLAN")),
            (not self.is_cycle_open, (409, "CYCLE_NOT_OPEN")),
            ("evaluation-1" in self.things, (409, "EVALUATION_ALREADY_THERE")),
            (self.is_waiting, (409, "REALIZATIONS_UNREVIEWED")),
            (all(each.state != "accepted" for each in self.all_of("report")), (409, "EVALUATION_UNGROUNDED")),
            default=CREATED,
        )

    def _expect_evaluation_again(self, move: Move) -> Answer:
        thing = self.things[move.thing]
        return first_of(
            (move.seen is Seen.NONE, UNCONDITIONAL),
            (not self.sees(move.who, thing), NOT_FOUND),
            (move.who != "kabid", FORBIDDEN),
            (move.seen is Seen.OLDER, STALE),
            (thing.state != "draft", (409, "EVALUATION_ISSUED")),
            (not self.is_cycle_open, (409, "CYCLE_NOT_OPEN")),
            default=DONE,
        )

    def _expect_objection(self, move: Move) -> Answer:
        thing = self.things[move.thing]
        is_open = thing.state in {"issued", "acknowledged", "rejected"} and not thing.is_decision
        return first_of(
            (not self.sees(move.who, thing), NOT_FOUND),
            (move.who != "ani", FORBIDDEN),
            (f"objection to {move.thing}" in self.things, (409, "OBJECTION_ALREADY_THERE")),
            (not is_open, (409, "NOT_OBJECTABLE")),
            default=CREATED,
        )

    def _expect_statement(self, move: Move) -> Answer:
        thing = self.things[move.thing]
        return first_of(
            (not self.sees(move.who, thing), NOT_FOUND),
            (move.who not in LINE, FORBIDDEN),
            (thing.state not in UNDECIDED, (409, "OBJECTION_DECIDED")),
            default=CREATED,
        )

    # --- What comes of it ---------------------------------------------------------------------------------------------

    def take(self, move: Move) -> list[str]:
        """Do to the model what a step does; returns the names of all that moved."""
        thing = self.things[move.thing]
        step = STEPS[thing.kind][move.act]
        thing.touch(move.act, step.target)
        moved = [move.thing]
        match thing.kind, move.act:
            case "change", "agree":
                self.things["plan"].touch("changed_on_request")
                moved.append("plan")
            case "evaluation", "issue":
                moved += self._issued(move.thing)
            case "objection", "change":
                moved += self._replaced(len(self.all_of("evaluation")))
            case ("evaluation", "acknowledge") | ("objection", "uphold"):
                moved += self._plan_follows("agreed", "close", "closed")
            case "evaluation", "reopen":
                moved += self._plan_follows("closed", "reopen", "agreed")
        return moved

    def _plan_follows(self, source: str, act: str, target: str) -> list[str]:
        """The plan is closed with the evaluation of its year, and opened with it."""
        if self.state_of("plan") != source:
            return []
        self.things["plan"].touch(act, target)
        return ["plan"]

    def _issued(self, name: str) -> list[str]:
        """An issued evaluation replaces the one before it, and ends the rating of behaviour."""
        number = int(name.rpartition("-")[2])
        moved = self._replaced(number - 1) if number > 1 else []
        for request_name, request in self.things.items():
            if request.kind == "request" and request.state in {"nominated", "approved"}:
                ended = {"nominated": ("expire", "expired"), "approved": ("close", "closed")}[request.state]
                request.touch(*ended)
                moved.append(request_name)
        self.is_evaluated = True
        return moved

    def _replaced(self, number: int) -> list[str]:
        self.things[f"evaluation-{number}"].touch("replaced", "replaced")
        return [f"evaluation-{number}"]

    def moves(self) -> list[Move]:
        """Return all moves that change something now: made by who may make them, with all that they need."""
        return [move for move in self.tries(sorted(EMPLOYEES | {"hr"})) if self.expect(move) in {CREATED, DONE}]

    def tries(self, actors: Sequence[str]) -> Iterator[Move]:
        """Return every move that can be tried now, by each of these."""
        for who in actors:
            for act, needs in ACTS.items():
                if needs in self.things:
                    yield from self._creations(who, act)
            for name, thing in self.things.items():
                yield from self._steps(who, name, STEPS.get(thing.kind, {}))
                for act in CHANGES.get(thing.kind, ()):
                    yield Move(who, act, name, ratings=OTHER_RATINGS[thing.ratings])

    def _steps(self, who: str, name: str, steps: Mapping[str, Step]) -> Iterator[Move]:
        """Return the steps of a thing, also without what they need to be told."""
        for act, step in steps.items():
            move = Move(who, act, name, note="Karena demikian.", ratings=OTHER_RATINGS[self.ratings])
            yield move
            if "note" in step.needs:
                yield replace(move, note=None)
            if "differs" in step.needs:
                yield replace(move, ratings=self.ratings)

    def _creations(self, who: str, act: str) -> Iterator[Move]:
        match act:
            case "add_target":
                yield from [Move(who, act, "plan")] if self.parts < REPORTS else []
            case "report":
                yield from (Move(who, act, group=str(place)) for place in range(REPORTS) if self.parts == REPORTS)
            case "rate":
                yield from (Move(who, act, group=group) for group in ("self", "superior", "peer"))
            case "draft_plan" if who in {"budi", "kabid", "kadis"}:
                return  # their plans would be their own, and good ones
            case _:
                yield Move(who, act)
