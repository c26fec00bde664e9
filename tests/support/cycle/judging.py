"""The model's part on what is judged: the result of the unit, ratings of behaviour, evaluations, objections."""

from tests.support.cycle.law import (
    CREATED,
    CYCLE_NOT_OPEN,
    DAYS_TO_DECIDE,
    DAYS_TO_FILE,
    DONE,
    FORBIDDEN,
    GIVERS,
    JUDGES,
    LINE,
    NOT_FOUND,
    STALE,
    STRANGERS,
    UNCONDITIONAL,
    Answer,
    Ratings,
)
from tests.support.cycle.moves import Move, Seen, Thing
from tests.support.cycle.standing import Standing, first_of, objection_to
from tests.support.cycle.steps import UNDECIDED

NEEDS_PLAN: Answer = (409, "RATING_NEEDS_AGREED_PLAN")
CLOSED: Answer = (409, "RATING_COLLECTION_CLOSED")
EVALUATED: Answer = (409, "RATING_ALREADY_EVALUATED")


class Judging(Standing):
    """Her rating official rates and evaluates her; she signs or objects, and whoever stands above decides."""

    def judging_needs(self, move: Move) -> dict[str, bool]:
        """Return which of the things that steps need here there are."""
        last, thing = self.latest("objection"), self.things[move.thing]
        return {
            "not_answered": "peer" not in self.things,
            "all_reviewed": not self.is_waiting,
            "result_set": "result" in self.things,
            "no_objection": last is None or last.state not in UNDECIDED,
            "both_heard": thing.heard >= {"employee", "official"},
            "differs": move.ratings != self.ratings,
            "overdue": self.day > thing.due,
            "somebody_above": thing.judges != () and thing.judge != "ppk",
        }

    @property
    def ratings(self) -> Ratings:
        """Return the ratings of the newest revision of the evaluation."""
        last = self.latest("evaluation")
        return last.ratings if last else ("", "")

    def refusal_of_sessions(self) -> tuple[bool, Answer]:
        """Return whether a session keeps others from rating anew, an open one before a locked one, and how."""
        states = {each.state for each in self.all_of("calibration")}
        kind = "UNDER_WAY" if "open" in states else "LOCKED"
        return bool(states & {"open", "locked"}), (409, f"CALIBRATION_{kind}")

    def expect_set_result(self, move: Move) -> Answer:
        """The head of the unit above sets the result of hers, once."""
        return first_of(
            (move.who in STRANGERS, NOT_FOUND),
            (move.who != "kadis", FORBIDDEN),
            (not self.is_cycle_open, CYCLE_NOT_OPEN),
            ("result" in self.things, (409, "ORGANIZATION_RESULT_ALREADY_THERE")),
            default=CREATED,
        )

    def expect_set_again(self, move: Move) -> Answer:
        """Whoever set the result changes it while the year is open; none of these evaluations rests on it."""
        return first_of(
            (move.seen is Seen.NONE, UNCONDITIONAL),
            (move.who in STRANGERS, NOT_FOUND),
            (move.who != "kadis", FORBIDDEN),
            (move.seen is Seen.OLDER, STALE),
            (not self.is_cycle_open, CYCLE_NOT_OPEN),
            default=DONE,
        )

    def expect_ask_rater(self, move: Move) -> Answer:
        """She nominates a colleague, or her rating official asks one, until she is evaluated."""
        last = self.latest("request")
        is_live = last is not None and last.state in {"nominated", "approved", "closed"}
        return first_of(
            (move.who not in LINE, NOT_FOUND),
            (move.who == "kadis", FORBIDDEN),
            (self.state_of("plan") != "agreed", NEEDS_PLAN),
            (not self.is_cycle_open, CYCLE_NOT_OPEN),
            (self.is_evaluated, CLOSED),
            (is_live, (409, "RATING_REQUEST_ALREADY_THERE")),
            default=CREATED,
        )

    def expect_rate(self, move: Move) -> Answer:
        """Each rates once, as what they are to her, until she is evaluated."""
        return first_of(
            (move.who not in LINE and not (move.who == "budi" and self.is_asked), NOT_FOUND),
            (move.who != GIVERS[move.group], FORBIDDEN),
            (self.state_of("plan") != "agreed", NEEDS_PLAN),
            (not self.is_cycle_open, CYCLE_NOT_OPEN),
            (self.is_evaluated, CLOSED if move.group == "peer" else EVALUATED),
            (move.group in self.things, (409, "BEHAVIOR_RATING_ALREADY_THERE")),
            default=CREATED,
        )

    def expect_assess(self, move: Move) -> Answer:
        """She rates herself, with a word on each target."""
        return first_of(
            (move.who not in LINE, NOT_FOUND),
            default=self.expect_rate(Move(move.who, "rate", group="self")),
        )

    def expect_assess_again(self, move: Move) -> Answer:
        """She alone changes what she said of herself, until she is evaluated."""
        return first_of(
            (move.seen is Seen.NONE, UNCONDITIONAL),
            (not self.sees(move.who, self.things[move.thing]), NOT_FOUND),
            (move.who != "ani", FORBIDDEN),
            (move.seen is Seen.OLDER, STALE),
            (self.state_of("plan") != "agreed", NEEDS_PLAN),
            (not self.is_cycle_open, CYCLE_NOT_OPEN),
            (self.is_evaluated, EVALUATED),
            default=DONE,
        )

    def expect_evaluate(self, move: Move) -> Answer:
        """Her rating official evaluates an agreed plan on what was reported and reviewed."""
        return first_of(
            (move.who not in LINE, NOT_FOUND),
            (move.who != "kabid", FORBIDDEN),
            (self.state_of("plan") not in {"agreed", "closed"}, (409, "EVALUATION_NEEDS_AGREED_PLAN")),
            (not self.is_cycle_open, CYCLE_NOT_OPEN),
            ("evaluation-1" in self.things, (409, "EVALUATION_ALREADY_THERE")),
            (self.is_waiting, (409, "REALIZATIONS_UNREVIEWED")),
            (all(each.state != "accepted" for each in self.all_of("report")), (409, "EVALUATION_UNGROUNDED")),
            # What a locked one settled was of others; what comes after it is rated as ever.
            (any(each.state == "open" for each in self.all_of("calibration")), (409, "CALIBRATION_UNDER_WAY")),
            default=CREATED,
        )

    def expect_rate_again(self, move: Move) -> Answer:
        """Her rating official changes a draft, but not beside a session that settles it."""
        thing = self.things[move.thing]
        return first_of(
            (move.seen is Seen.NONE, UNCONDITIONAL),
            (not self.sees(move.who, thing), NOT_FOUND),
            (move.who != "kabid", FORBIDDEN),
            (move.seen is Seen.OLDER, STALE),
            (thing.state != "draft", (409, "EVALUATION_ISSUED")),
            self.refusal_of_sessions(),
            (not self.is_cycle_open, CYCLE_NOT_OPEN),
            default=DONE,
        )

    def expect_object(self, move: Move) -> Answer:
        """She objects in time to what counts, once; not to what an objection led to."""
        thing = self.things[move.thing]
        is_open = thing.state in {"issued", "acknowledged", "rejected"} and not thing.is_decision
        return first_of(
            (not self.sees(move.who, thing), NOT_FOUND),
            (move.who != "ani", FORBIDDEN),
            (objection_to(move.thing) in self.things, (409, "OBJECTION_ALREADY_THERE")),
            (not is_open, (409, "NOT_OBJECTABLE")),
            (self.day > thing.due, (409, "OBJECTION_TOO_LATE")),
            default=CREATED,
        )

    def expect_state(self, move: Move) -> Answer:
        """Both sides are heard, and whoever decides writes down what was said."""
        thing = self.things[move.thing]
        return first_of(
            (not self.sees(move.who, thing), NOT_FOUND),
            (move.who not in {"ani", thing.by, thing.judge}, FORBIDDEN),
            (thing.state not in UNDECIDED, (409, "OBJECTION_DECIDED")),
            default=CREATED,
        )

    def judged(self, move: Move, id_: str) -> tuple[str, Thing]:
        """Return the name of what is new here, and what it is."""
        match move.act:
            case "set_result":
                return "result", Thing("result", id_, acts=["set"])
            case "ask_rater":
                state, act = ("nominated", "nominated") if move.who == "ani" else ("approved", "asked")
                return self.numbered("request"), Thing("request", id_, state, acts=[act], by=move.who)
            case "rate":
                return move.group, Thing("rating", id_, acts=["given"], by=move.who)
            case "assess":
                return "self", Thing("assessment", id_, acts=["given"], by=move.who)
            case "evaluate":
                draft = Thing("evaluation", id_, "draft", acts=["drafted"], ratings=move.ratings, by=move.who)
                return "evaluation-1", draft
        filed = Thing("objection", id_, "diajukan", acts=["filed"], about=move.thing, due=self.day + DAYS_TO_DECIDE)
        filed.by = self.things[move.thing].by
        filed.heard, filed.judges = {"employee"}, JUDGES[filed.by]
        return objection_to(move.thing), filed

    def change_judged(self, move: Move) -> None:
        """Do to the model what changes a thing here and is no step."""
        thing = self.things[move.thing]
        if move.act == "state":
            thing.heard.add("employee" if move.who == "ani" else "official")
            thing.touch("stated")
            return
        thing.touch("changed")
        if move.act == "rate_again":
            thing.ratings, thing.by = move.ratings, move.who

    def step_judged(self, move: Move) -> list[str]:
        """Do to the model what a step leads to here; returns the names of what moved."""
        thing = self.things[move.thing]
        match thing.kind, move.act:
            case "evaluation", "issue":
                thing.by, thing.due = move.who, self.day + DAYS_TO_FILE
                return self._issued(move.thing)
            case "evaluation", "acknowledge":
                thing.due = self.day + DAYS_TO_FILE
                return self._plan_follows("agreed", "close", "closed")
            case "evaluation", "reject":
                thing.due = self.day + DAYS_TO_FILE
            case "evaluation", "reopen":
                return self._plan_follows("closed", "reopen", "agreed")
            case "objection", "uphold":
                return self._plan_follows("agreed", "close", "closed")
            case "objection", "change":
                return self.replaced(thing.about)
            case "objection", "escalate":
                thing.count, thing.due = thing.count + 1, self.day + DAYS_TO_DECIDE
        return []

    def revision(self, id_: str, state: str, ratings: Ratings, by: str) -> str:
        """Add the next revision of the evaluation; returns its name."""
        act = "drafted" if state == "draft" else "issue"
        anew = Thing("evaluation", id_, state, acts=[act], ratings=ratings, by=by, due=self.day + DAYS_TO_FILE)
        return self.add(self.numbered("evaluation"), anew)

    def replaced(self, name: str) -> list[str]:
        """Take a revision out of force; returns its name."""
        self.things[name].touch("replaced", "replaced")
        return [name]

    def _plan_follows(self, source: str, act: str, target: str) -> list[str]:
        """The plan is closed with the evaluation of its year, and opened with it."""
        if self.state_of("plan") != source:
            return []
        self.things["plan"].touch(act, target)
        return ["plan"]

    def _issued(self, name: str) -> list[str]:
        """An issued evaluation replaces the one before it, and ends the rating of behaviour."""
        number = int(name.rpartition("-")[2])
        moved = self.replaced(f"evaluation-{number - 1}") if number > 1 else []
        for request_name, request in self.things.items():
            if request.kind == "request" and request.state in {"nominated", "approved"}:
                ended = {"nominated": ("expire", "expired"), "approved": ("close", "closed")}[request.state]
                request.touch(*ended)
                moved.append(request_name)
        self.is_evaluated = True
        return moved
