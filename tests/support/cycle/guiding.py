"""The model's part on what is said in the year: feedback, observations and notes, meetings and what they agree on."""

from tests.support.cycle.law import (
    ABOVE_HER,
    CREATED,
    CYCLE_NOT_OPEN,
    DAYS_TO_ANSWER,
    DONE,
    FORBIDDEN,
    NOT_FOUND,
    STALE,
    STRANGERS,
    UNCONDITIONAL,
    Answer,
)
from tests.support.cycle.moves import LATER, PAST, Move, Seen, Thing
from tests.support.cycle.standing import Standing, first_of

DAYS_UNTIL_MEETING = 3
DAYS_TO_DO = 5  # what a follow-up gets, and what more it gets each time


class Guiding(Standing):
    """Whoever stands above her tells her what they see, openly; she answers, and both follow it up."""

    def guiding_needs(self, move: Move) -> dict[str, bool]:
        """Return which of the things that steps need here there are."""
        thing = self.things[move.thing]
        return {
            "heard": bool(thing.heard) or self.day > thing.due,
            "day": move.group != PAST,
            "begun": self.day >= thing.due,
            "minuted": thing.is_minuted,
        }

    def expect_remark(self, move: Move) -> Answer:
        """Those above her and beside her say what they think of her work."""
        return first_of(
            (move.who in STRANGERS, NOT_FOUND),
            (move.who == "ani", FORBIDDEN),
            (not self.is_cycle_open, CYCLE_NOT_OPEN),
            default=CREATED,
        )

    def expect_observe(self, move: Move) -> Answer:
        """Those above her record what they or somebody for them saw; to others she has no plan."""
        return first_of(
            (move.who == "ani", FORBIDDEN),
            (move.who not in ABOVE_HER, NOT_FOUND),
            (not self.is_cycle_open, CYCLE_NOT_OPEN),
            default=CREATED,
        )

    def expect_answer_observation(self, move: Move) -> Answer:
        """She says what she thinks of the record, until it is withdrawn."""
        thing = self.things[move.thing]
        return first_of(
            (not self.sees(move.who, thing), NOT_FOUND),
            (move.who != "ani", FORBIDDEN),
            (thing.state == "withdrawn", (409, "OBSERVATION_WITHDRAWN")),
            default=CREATED,
        )

    def expect_rest_on(self, move: Move) -> Answer:
        """Her rating official rests the rating of the year on what she could answer, once."""
        thing = self.things[move.thing]
        return first_of(
            (not self.sees(move.who, thing), NOT_FOUND),
            (move.who != "kabid", FORBIDDEN),
            (thing.state == "withdrawn", (409, "OBSERVATION_WITHDRAWN")),
            (not thing.heard and self.day <= thing.due, (409, "NOT_ANSWERED_YET")),
            (thing.is_basis, (409, "BASIS_ALREADY_NAMED")),
            default=CREATED,
        )

    def expect_make_note(self, move: Move) -> Answer:
        """Those above her note what is to be improved; to others there is no such employee."""
        return first_of(
            (move.who == "ani", FORBIDDEN),
            (move.who not in ABOVE_HER, NOT_FOUND),
            default=CREATED,
        )

    def expect_follow_up_on(self, move: Move) -> Answer:
        """Both sides write what came of what was agreed."""
        thing = self.things[move.thing]
        return first_of(
            (not self.sees(move.who, thing), NOT_FOUND),
            (move.who not in {"ani", "kabid", thing.by}, FORBIDDEN),
            (thing.state != "agreed", (409, "NOTE_NOT_AGREED")),
            default=CREATED,
        )

    def expect_call_meeting(self, move: Move) -> Answer:
        """Whoever leads the unit calls a meeting; that there is a unit is no secret in its agency."""
        return first_of(
            (move.who in STRANGERS, NOT_FOUND),
            (move.who not in ABOVE_HER, FORBIDDEN),
            (not self.is_cycle_open, CYCLE_NOT_OPEN),
            default=CREATED,
        )

    def expect_call_again(self, move: Move) -> Answer:
        """The leader plans the meeting anew, until it was held."""
        return self._expect_put(move, {self.things[move.thing].by}, "planned", "MEETING_NOT_PLANNED")

    def expect_minute(self, move: Move) -> Answer:
        """The leader and whoever writes the minutes write them, until they are confirmed."""
        leader = self.things[move.thing].by
        return self._expect_put(move, {leader, self._minute_taker(leader)}, "held", "MINUTES_NOT_OPEN")

    def _expect_put(self, move: Move, writers: set[str], state: str, code: str) -> Answer:
        thing = self.things[move.thing]
        return first_of(
            (move.seen is Seen.NONE, UNCONDITIONAL),
            (not self.sees(move.who, thing), NOT_FOUND),
            (move.who not in writers, FORBIDDEN),
            (move.seen is Seen.OLDER, STALE),
            (thing.state != state, (409, code)),
            default=DONE,
        )

    def expect_add_to(self, move: Move) -> Answer:
        """Those who were there add to confirmed minutes."""
        thing = self.things[move.thing]
        return first_of(
            (not self.sees(move.who, thing), NOT_FOUND),
            (move.who not in {"ani", thing.by, self._minute_taker(thing.by)}, FORBIDDEN),
            (thing.state != "minutes_confirmed", (409, "MINUTES_NOT_CONFIRMED")),
            default=CREATED,
        )

    def expect_agree_on(self, move: Move) -> Answer:
        """The leader of a meeting that was held gives out what is to be done, with a day that is still to come."""
        thing = self.things[move.thing]
        return first_of(
            (not self.sees(move.who, thing), NOT_FOUND),
            (move.who != thing.by, FORBIDDEN),
            (thing.state not in {"held", "minutes_confirmed"}, (409, "MEETING_NOT_HELD")),
            (move.group == PAST, (422, "DUE_DAY_PASSED")),
            default=CREATED,
        )

    def _minute_taker(self, leader: str) -> str:
        return "budi" if leader == "kabid" else leader

    def later_day(self, thing: Thing | None) -> int:
        """Return a day that gives more time than a follow-up has."""
        return max(self.day, thing.due if thing and thing.kind == "follow_up" else 0) + DAYS_TO_DO

    def said(self, move: Move, id_: str) -> tuple[str, Thing]:
        """Return the name of what is new here, and what it is."""
        answer_by = self.day + DAYS_TO_ANSWER
        kind, state, act, due = {
            "remark": ("remark", "given", "given", 0),
            "observe": ("observation", "recorded", "recorded", answer_by),
            "make_note": ("note", "noted", "noted", answer_by),
            "call_meeting": ("meeting", "planned", "called", self.first_day_of(move)),
            "agree_on": ("follow_up", "open", "agreed", self.later_day(None)),
        }[move.act]
        return self.numbered(kind), Thing(kind, id_, state, acts=[act], by=move.who, about=move.thing, due=due)

    def first_day_of(self, move: Move) -> int:
        """Return the day of a meeting: now, or some days later."""
        return self.day + (DAYS_UNTIL_MEETING if move.group == LATER else 0)

    def change_said(self, move: Move) -> None:
        """Do to the model what changes a thing here and is no step."""
        thing = self.things[move.thing]
        match move.act:
            case "answer_observation":
                thing.touch("stated")
                thing.heard.add("ani")
            case "rest_on":
                thing.touch("named_as_basis")
                thing.is_basis = True
            case "follow_up_on":
                thing.touch("followed_up")
            case "call_again":
                thing.touch("changed")
                thing.due = self.first_day_of(move)
            case "minute":
                thing.touch("minuted")
                thing.is_minuted = True
            case "add_to":
                thing.touch("added_to")

    def step_said(self, move: Move) -> None:
        """Do to the model what a step leads to here."""
        thing = self.things[move.thing]
        match thing.kind, move.act:
            case ("observation", "acknowledge") | ("note", "answer" | "decline"):
                thing.heard.add("ani")
            case "note", "propose":
                thing.due = self.later_day(None)
            case "follow_up", "extend" | "reopen":
                thing.due = self.later_day(thing)
