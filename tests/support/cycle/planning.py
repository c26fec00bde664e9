"""The model's part on what is planned and reported: the plan, its changes, the actions of a period, realizations."""

from tests.support.cycle.law import (
    CREATED,
    CYCLE_NOT_OPEN,
    DONE,
    FORBIDDEN,
    LINE,
    NOT_FOUND,
    OTHER_SIDE,
    REPORTS,
    STALE,
    STRANGERS,
    UNCONDITIONAL,
    Answer,
)
from tests.support.cycle.moves import Move, Seen, Thing
from tests.support.cycle.standing import Standing, first_of

EDITABLE = frozenset({"draft", "returned"})
OVER: Answer = (409, "ACTION_PLAN_PERIOD_OVER")


class Planning(Standing):
    """She plans and reports; her rating official agrees, accepts and returns."""

    def planning_needs(self) -> dict[str, bool]:
        """Return which of the things that steps need here there are."""
        return {
            "cycle_open": self.is_cycle_open,
            "plan_agreed": self.state_of("plan") == "agreed",
            "period_open": self.state_of("period") == "open",
            "period_runs": self.state_of("period") != "closed",
            "no_open_period": self.state_of("period") != "open",
            "whole": len(self.targets) == REPORTS,
        }

    def expect_draft_plan(self, move: Move) -> Answer:
        """One plan a year, as long as the year is open."""
        return first_of(
            (move.who in STRANGERS, NOT_FOUND),
            (not self.is_cycle_open, CYCLE_NOT_OPEN),
            ("plan" in self.things, (409, "PLAN_ALREADY_THERE")),
            default=CREATED,
        )

    def expect_add_target(self, move: Move) -> Answer:
        """She alone writes in her plan, until she submits it."""
        return first_of(
            (move.seen is Seen.NONE, UNCONDITIONAL),
            (move.who not in LINE, NOT_FOUND),
            (move.who != "ani" or self.state_of("plan") not in EDITABLE, FORBIDDEN),
            (move.seen is Seen.OLDER, STALE),
            (not self.is_cycle_open, CYCLE_NOT_OPEN),
            default=CREATED,
        )

    def expect_ask_change(self, move: Move) -> Answer:
        """Either side of the dialogue asks for a change of an agreed plan, one at a time."""
        last = self.latest("change")
        return first_of(
            (move.who not in LINE, NOT_FOUND),
            (move.who not in OTHER_SIDE, FORBIDDEN),
            (self.state_of("plan") != "agreed" or not self.is_cycle_open, (409, "CHANGE_DOES_NOT_FIT")),
            (last is not None and last.state == "submitted", (409, "CHANGE_REQUEST_UNDER_WAY")),
            default=CREATED,
        )

    def expect_draft_actions(self, move: Move) -> Answer:
        """She says what she will do in a period for the targets that were agreed; before it and while it runs."""
        return first_of(
            (move.who not in LINE, NOT_FOUND),
            (move.who != "ani", FORBIDDEN),
            (self.state_of("plan") != "agreed", (409, "PLAN_NOT_AGREED")),
            (self.state_of("period") == "closed", OVER),
            ("actions" in self.things, (409, "ACTION_PLAN_ALREADY_THERE")),
            default=CREATED,
        )

    def expect_replan(self, move: Move) -> Answer:
        """She alone writes other steps, until she submits them."""
        return first_of(
            (move.seen is Seen.NONE, UNCONDITIONAL),
            (not self.sees(move.who, self.things[move.thing]), NOT_FOUND),
            (move.who != "ani" or self.state_of(move.thing) not in EDITABLE, FORBIDDEN),
            (move.seen is Seen.OLDER, STALE),
            (self.state_of("period") == "closed", OVER),
            default=DONE,
        )

    def expect_carry_out(self, move: Move) -> Answer:
        """She tells what became of a step that was agreed."""
        return first_of(
            (move.seen is Seen.NONE, UNCONDITIONAL),
            (not self.sees(move.who, self.things[move.thing]), NOT_FOUND),
            (move.who != "ani", FORBIDDEN),
            (move.seen is Seen.OLDER, STALE),
            (self.state_of(move.thing) != "agreed", (409, "ACTION_STEPS_NOT_AGREED")),
            (self.state_of("period") == "closed", OVER),
            default=DONE,
        )

    def expect_report(self, move: Move) -> Answer:
        """She reports each indicator once in a period that is open."""
        return first_of(
            (move.who not in LINE, NOT_FOUND),
            (move.who != "ani", FORBIDDEN),
            (self.state_of("plan") != "agreed", (409, "PLAN_NOT_AGREED")),
            (self.state_of("period") != "open", (409, "PERIOD_CLOSED")),
            (f"report-{move.group}" in self.things, (409, "REALIZATION_ALREADY_THERE")),
            default=CREATED,
        )

    def expect_report_again(self, move: Move) -> Answer:
        """She alone changes what she reports, until she submits it."""
        return first_of(
            (move.seen is Seen.NONE, UNCONDITIONAL),
            (move.who not in LINE, NOT_FOUND),
            (move.who != "ani" or self.state_of(move.thing) not in EDITABLE, FORBIDDEN),
            (self.state_of("period") != "open", (409, "PERIOD_CLOSED")),
            (move.seen is Seen.OLDER, STALE),
            default=DONE,
        )

    def plan_made(self, move: Move, id_: str) -> tuple[str, Thing]:
        """Return the name of what is new here, and what it is."""
        match move.act:
            case "draft_plan":
                return "plan", Thing("plan", id_, "draft", acts=["created"])
            case "ask_change":
                return self.numbered("change"), Thing("change", id_, "submitted", acts=["created"], by=move.who)
            case "draft_actions":
                return "actions", Thing("actions", id_, "draft", acts=["created"])
        return f"report-{move.group}", Thing("report", id_, "draft", acts=["created"])
