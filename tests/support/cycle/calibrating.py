"""The model's part on calibration: sessions that settle the predicates of a unit, and shut them with their lock."""

from tests.support.cycle.judging import Judging
from tests.support.cycle.law import (
    BEST,
    CEILING,
    CHAIRS,
    CREATED,
    CYCLE_NOT_OPEN,
    FORBIDDEN,
    NOT_FOUND,
    STRANGERS,
    Answer,
)
from tests.support.cycle.moves import Move, Thing
from tests.support.cycle.standing import first_of, objection_to
from tests.support.cycle.steps import UNDECIDED

IN_FORCE = frozenset({"issued", "acknowledged", "rejected"})


class Calibrating(Judging):
    """Whoever leads the unit above compares and changes, each time with the reason, before and after."""

    def calibrating_needs(self, move: Move) -> dict[str, bool]:
        """Return which of the things that steps need here there are."""
        return {"nothing_changed": self.things[move.thing].count == 0}

    def expect_open_session(self, move: Move) -> Answer:
        """One session of a unit for the year, and no open one shares people with another."""
        unit = move.group.split()[0]
        sessions = self.all_of("calibration")
        is_settled = any(each.state == "locked" and each.about == unit for each in sessions)
        return first_of(
            (move.who in STRANGERS, NOT_FOUND),
            (move.who != CHAIRS[unit], FORBIDDEN),
            (not self.is_cycle_open, CYCLE_NOT_OPEN),
            (any(each.state == "open" for each in sessions), (409, "CALIBRATION_UNDER_WAY")),
            (is_settled, (409, "CALIBRATION_LOCKED")),
            default=CREATED,
        )

    def expect_calibrate(self, move: Move) -> Answer:
        """An open session changes a rated draft or what is in force, not what is objected to, within its ceiling."""
        session, evaluation = self.things[move.thing], self.things[move.group]
        is_objected = self.state_of(objection_to(move.group)) in UNDECIDED
        is_free = evaluation.state in IN_FORCE | {"draft"} and not is_objected
        return first_of(
            (not self.sees(move.who, session), NOT_FOUND),
            (move.who != CHAIRS[session.about], FORBIDDEN),
            (session.state != "open", (409, "CALIBRATION_LOCKED")),
            (not self.is_cycle_open, CYCLE_NOT_OPEN),
            (not is_free, (409, "NOT_IN_CALIBRATION")),
            (move.ratings == evaluation.ratings, (422, "NOTHING_CALIBRATED")),
            # She is the only one of the unit who is rated: the best predicate is given as often as she has it.
            (session.is_capped and move.ratings == BEST and CEILING < 1, (409, "CALIBRATION_CEILING_REACHED")),
            default=CREATED,
        )

    def session(self, move: Move, id_: str) -> tuple[str, Thing]:
        """Return the name of a new session, and what it is."""
        unit, is_capped = move.group.split()[0], move.group.endswith("capped")
        opened = Thing("calibration", id_, "open", acts=["opened"], by=move.who, about=unit, is_capped=is_capped)
        return self.numbered("calibration"), opened

    def calibrated(self, move: Move, new_id: str | None) -> list[str]:
        """Do to the model what a change in a session does; returns the names of all that moved."""
        session, evaluation = self.things[move.thing], self.things[move.group]
        session.touch("changed")
        session.count += 1
        if new_id is None:
            evaluation.touch("calibrated")
            evaluation.ratings, evaluation.by = move.ratings, move.who
            return [move.thing, move.group]
        return [move.thing, *self.replaced(move.group), self.revision(new_id, "issued", move.ratings, move.who)]
