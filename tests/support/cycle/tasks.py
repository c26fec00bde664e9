"""What the list of tasks of each person holds, of the kinds that the model knows, and under which address."""

from collections.abc import Iterator

from tests.support.cycle.law import PLACES
from tests.support.cycle.model import Model
from tests.support.cycle.moves import Thing
from tests.support.cycle.steps import UNDECIDED

Task = tuple[str, str]
KNOWN = frozenset(
    {
        *("submit_plan", "correct_plan", "agree_plan", "answer_plan_change", "decide_plan_change"),
        *("submit_action_plan", "correct_action_plan", "agree_action_plan"),
        *("acknowledge_feedback", "answer_observation", "answer_note", "agree_improvement", "follow_up_note"),
        *("conclude_meeting", "finish_follow_up"),
        *("sign_evaluation", "lock_calibration", "decide_objection", "state_on_objection", "pass_on_objection"),
    }
)
OWING = frozenset({"ani", "kabid", "kadis", "budi", "ppk", "hr"})  # who owes anything of these


def tasks_of(model: Model, who: str) -> set[Task]:
    """Return the tasks of somebody."""
    return {
        (kind, "/v1/feedback" if kind == "acknowledge_feedback" else f"{PLACES[thing.kind]}/{thing.id}")
        for thing in model.things.values()
        for kind, owes in _owed(model, thing)
        if owes == who
    }


def _owed(model: Model, thing: Thing) -> Iterator[Task]:
    """Yield which tasks a thing gives, and whom."""
    match thing.kind:
        case "plan" | "change" | "actions":
            # They are work of a year, which ends with it.
            yield from _planned(thing, is_running=model.state_of("period") != "closed") if model.is_cycle_open else ()
        case "remark" | "observation" | "note" | "meeting" | "follow_up":
            yield from _said(model, thing)
        case "evaluation" if thing.state == "issued":
            yield "sign_evaluation", "ani"
        case "calibration" if thing.state == "open" and model.is_cycle_open:
            yield "lock_calibration", thing.by
        case "objection" if thing.state in UNDECIDED:
            yield "decide_objection", thing.judge
            if "official" not in thing.heard and thing.by != "ppk":
                yield "state_on_objection", thing.by
            if thing.judge != "ppk" and model.day > thing.due:
                yield "pass_on_objection", "hr"


def _planned(thing: Thing, *, is_running: bool) -> Iterator[Task]:
    match thing.kind, thing.state:
        case "plan", "draft":
            yield "submit_plan", "ani"
        case "plan", "returned":
            yield "correct_plan", "ani"
        case "plan", "submitted":
            yield "agree_plan", "kabid"
        case "change", "submitted":
            yield ("answer_plan_change", "ani") if thing.by == "kabid" else ("decide_plan_change", "kabid")
        case "actions", "draft" if is_running:
            yield "submit_action_plan", "ani"
        case "actions", "returned" if is_running:
            yield "correct_action_plan", "ani"
        case "actions", "submitted" if is_running:
            yield "agree_action_plan", "kabid"


def _said(model: Model, thing: Thing) -> Iterator[Task]:
    match thing.kind, thing.state:
        case "remark", "given":
            yield "acknowledge_feedback", "ani"
        case "observation", "recorded":
            yield "answer_observation", "ani"
        case "note", "noted":
            yield "answer_note", "ani"
        case "note", "proposed":
            yield "agree_improvement", "ani"
        case "note", "answered":
            yield "follow_up_note", thing.by
        case "note", "agreed" if model.day > thing.due:
            yield "follow_up_note", thing.by
        case "meeting", "held":
            yield "conclude_meeting", thing.by
        case "meeting", "planned" if model.day >= thing.due:
            yield "conclude_meeting", thing.by
        case "follow_up", "open":
            yield "finish_follow_up", "ani"
