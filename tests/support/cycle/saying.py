"""How a move is said over HTTP."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4  # noqa: TID251  a key of a test's request, not an id of ours

from tests.support.caller import Json
from tests.support.cycle.guiding import DAYS_UNTIL_MEETING
from tests.support.cycle.law import CEILING, CREATES, PLACES
from tests.support.cycle.model import Model
from tests.support.cycle.moves import LATER, PAST, Move, Seen
from tests.support.steps import rating_values
from tests.support.world import World

REASON = "Realisasi belum dihitung."
TEXT = {"text": "Keterangan."}
INDICATOR = {"aspect": "kuantitas", "title": "Jumlah laporan", "target_value": "12", "unit": "laporan"}
IN_PERIOD = "03-20"  # a day of the first quarter, which is over
# What is added to a thing under an address of its own.
ADDED = {
    "state": "statements",
    "answer_observation": "statements",
    "rest_on": "bases",
    "follow_up_on": "follow-ups",
    "add_to": "additions",
    "agree_on": "follow-ups",
    "calibrate": "items",
    "add_target": "targets",
}
PUT = {
    **dict.fromkeys(("report_again", "rate_again", "replan", "assess_again", "call_again", "set_again"), ""),
    "minute": "/minutes",
}


class Saying:
    """Says moves in one agency, in the words of its API; `began` is the instant at which the model's days began."""

    def __init__(self, model: Model, world: World, began: datetime) -> None:
        self.model, self.world, self.began = model, world, began

    def request(self, move: Move) -> dict[str, Any]:
        """Return the request that makes a move."""
        thing = self.model.things.get(move.thing)
        path = f"{PLACES[thing.kind]}/{thing.id}" if thing else ""
        match move.act:
            case _ if move.act in ADDED:
                return self._post(f"{path}/{ADDED[move.act]}", self._added(move), move)
            case "object":
                return self._post(PLACES["objection"], {"evaluation_id": thing.id if thing else "", "reason": REASON})
            case _ if move.act in CREATES:
                return self._post(PLACES[CREATES[move.act]], self._made(move))
            case "carry_out":
                done = {"status": "done", "done_on": self._in_period(), "note": None}
                return self._sending("PUT", f"/v1/action-steps/{thing.parts[0] if thing else ''}", done, move)
            case _ if move.act in PUT:
                return self._sending("PUT", path + PUT[move.act], self._put(move), move)
        return self._sending("POST", f"{path}/transitions", self._step(move), move)

    def _step(self, move: Move) -> Json:
        thing = self.model.things[move.thing]
        body: Json = {"name": move.act} | ({"note": move.note} if move.note else {})
        match thing.kind, move.act:
            case "objection", "change":
                return body | _rated(move)
            case "note", "propose":
                return body | {"improve_by": self._due(move)}
            case "follow_up", "extend" | "reopen":
                return body | {"due_on": self._due(move)}
        return body

    def _added(self, move: Move) -> Json:
        match move.act:
            case "add_target":
                weight = ("60", "40")[min(len(self.model.targets), 1)]
                return {"title": "Hasil kerja", "weight": weight, "indicators": [INDICATOR]}
            case "state":
                return TEXT | ({"side": "official"} if move.who in {"kadis", "ppk"} else {})
            case "rest_on":
                return {"period_id": None, "reason": REASON}
            case "agree_on":
                return {"task": "Susun jadwal.", "employee_id": self._id("ani"), "due_on": self._due(move)}
            case "calibrate":
                return {"evaluation_id": self.model.things[move.group].id, "reason": REASON} | _rated(move)
        return dict(TEXT)

    def _put(self, move: Move) -> Json:
        bodies: dict[str, Json] = {
            "report_again": {"value": "4"},
            "rate_again": _rated(move),
            "set_again": {"rating": "baik"},
            "replan": {"steps": self._steps()},
            "assess_again": self._assessment(),
            "call_again": self._meeting(move),
            "minute": {"minutes": ["Capaian dibahas."], "decisions": [], "attendee_ids": [self._id("ani")]},
        }
        return bodies[move.act]

    def _made(self, move: Move) -> Json:
        """Return the body of what is new."""
        things, world = self.model.things, self.world
        of_year = {"plan_id": things["plan"].id, "period_id": None} if "plan" in things else {}
        in_year = {"cycle_id": things["cycle"].id}
        of_plan = {"plan_id": of_year.get("plan_id")}
        bodies: dict[str, Json] = {
            "draft_plan": in_year,
            "draft_actions": of_plan | {"period_id": things["period"].id, "steps": self._steps()},
            "remark": of_plan | TEXT,
            "call_meeting": in_year | {"unit_id": str(world.units["bidang"])} | self._meeting(move),
            "set_result": in_year | {"unit_id": str(world.units["bidang"]), "rating": "baik"},
            "ask_rater": of_year | {"rater_id": self._id("budi")},
            "rate": of_year | {"group": move.group, "values": rating_values()},
            "assess": of_year | self._assessment(),
            "evaluate": of_year | _rated(move),
        }
        match move.act:
            case "ask_change":
                attachments = {"resources": ["Operator"], "accountability": [], "consequences": []}
                return of_plan | {"reason": REASON, "changes": [], "attachments": attachments}
            case "report":
                indicator = self.model.indicators[int(move.group)]
                return {"indicator_id": indicator, "period_id": things["period"].id, "value": "3"}
            case "observe":
                seen = {"method": "observation", "observed_at": self._at(0), "place": "Loket", "findings": REASON}
                return of_plan | seen | ({"observer_id": self._id("budi")} if move.who == "kabid" else {})
            case "make_note":
                found = {"kind": "late_work", "occurred_on": self._on(self.model.day), "fact": REASON, "source": "Buku"}
                return found | {"employee_id": self._id("ani")}
            case "open_session":
                unit, *capped = move.group.split()
                ceilings = [{"predicate": "sangat_baik", "most": CEILING}] if capped else []
                return in_year | {"unit_id": str(world.units[unit]), "ceilings": ceilings}
        return bodies[move.act]

    def _steps(self) -> list[Json]:
        day = self._in_period()
        return [{"target_id": each, "title": "Langkah", "due_on": day} for each in self.model.targets]

    def _assessment(self) -> Json:
        return {"values": rating_values(), "targets": [TEXT | {"target_id": each} for each in self.model.targets]}

    def _meeting(self, move: Move) -> Json:
        meeting = self.model.things.get(move.thing)
        leader = meeting.by if meeting else move.who
        return {
            "title": "Rapat evaluasi",
            "starts_at": self._at(DAYS_UNTIL_MEETING if move.group == LATER else 0),
            "place": "Ruang rapat",
            "agenda": ["Capaian"],
            "participant_ids": [self._id("ani")],
            "minute_taker_id": self._id("budi") if leader == "kabid" else None,
        }

    def _id(self, name: str) -> str:
        return str(self.world.employees[name])

    def _due(self, move: Move) -> str:
        """Return the day that a step is given, or yesterday's."""
        return self._on(
            self.model.day - 1 if move.group == PAST else self.model.later_day(self.model.things[move.thing])
        )

    def _on(self, day: int) -> str:
        return (self.began + timedelta(days=day)).date().isoformat()

    def _at(self, days: int) -> str:
        """Return an instant of a day from now on, a little earlier than it is now."""
        return (self.began + timedelta(days=self.model.day + days, hours=-1)).isoformat()

    def _in_period(self) -> str:
        return f"{self.began.year}-{IN_PERIOD}"

    def _sending(self, method: str, path: str, body: Json, move: Move | None = None) -> dict[str, Any]:
        """Return a request on the version that was seen."""
        headers = {}
        if move is not None and move.seen is not Seen.NONE:
            version = self.model.things[move.thing].version - (move.seen is Seen.OLDER)
            headers["If-Match"] = f'"v{version}"'
        return {"method": method, "path": path, "json": body, "headers": headers}

    def _post(self, path: str, body: Json, move: Move | None = None) -> dict[str, Any]:
        """Return a request that adds something, under a key of its own."""
        request = self._sending("POST", path, body, move)
        request["headers"]["Idempotency-Key"] = str(uuid4())
        return request


def _rated(move: Move) -> Json:
    return dict(zip(("work_result_rating", "behavior_rating"), move.ratings, strict=True))
