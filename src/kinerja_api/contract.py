"""The contract as files: what `openapi/` holds, made from the code and compared with it byte for byte (C1).

The document for programs and people, and beside it what the document cannot say: which role holds which permission,
every problem with what to do, and every lifecycle with its law.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from kinerja_api.app import create_app
from kinerja_api.authz.permissions import MATRIX, Permission
from kinerja_api.behavior.lifecycle import REQUEST
from kinerja_api.cycles.lifecycle import CYCLE, PERIOD
from kinerja_api.evaluations.lifecycle import EVALUATION
from kinerja_api.evaluations.lifecycle.calibrations import CALIBRATION
from kinerja_api.evaluations.lifecycle.objections import OBJECTION
from kinerja_api.evaluations.lifecycle.runs import RUN as EVALUATION_RUN
from kinerja_api.feedback.lifecycle import FEEDBACK
from kinerja_api.feedback.lifecycle.follow_ups import FOLLOW_UP
from kinerja_api.feedback.lifecycle.meetings import MEETING
from kinerja_api.feedback.lifecycle.notes import NOTE
from kinerja_api.feedback.lifecycle.observations import OBSERVATION
from kinerja_api.kit.http.openapi import document_bytes, json_bytes, operations, yaml_bytes
from kinerja_api.kit.lifecycle import Lifecycle, Transition
from kinerja_api.kit.problems import CATALOGUE
from kinerja_api.kit.text import Basis, Text
from kinerja_api.policies.lifecycle import OVERLAY
from kinerja_api.promotion.lifecycle import PROPOSAL
from kinerja_api.realizations.lifecycle import REALIZATION
from kinerja_api.realizations.lifecycle.actions import ACTION_PLAN
from kinerja_api.scores.lifecycle import RUN
from kinerja_api.settings import Settings
from kinerja_api.surveys.lifecycle import SURVEY
from kinerja_api.targets.lifecycle import PLAN
from kinerja_api.targets.lifecycle.assignments import ASSIGNMENT
from kinerja_api.targets.lifecycle.changes import PLAN_CHANGE

LIFECYCLES: Sequence[Lifecycle[Any, Any]] = (
    CYCLE,
    PERIOD,
    OVERLAY,
    PLAN,
    ACTION_PLAN,
    PLAN_CHANGE,
    ASSIGNMENT,
    REALIZATION,
    FEEDBACK,
    MEETING,
    FOLLOW_UP,
    OBSERVATION,
    NOTE,
    REQUEST,
    EVALUATION_RUN,
    EVALUATION,
    CALIBRATION,
    OBJECTION,
    SURVEY,
    RUN,
    PROPOSAL,
)
PUBLIC = "public"
SIGNED_IN = "signed_in"


def contract_files(app: FastAPI) -> dict[str, bytes]:
    """Return every file of the contract by its name."""
    return {
        "kinerja-v1.json": document_bytes(app),
        "kinerja-v1.yaml": yaml_bytes(app),
        "permissions.json": json_bytes(_permissions(app)),
        "problems.json": json_bytes(_problems()),
        "lifecycles.json": json_bytes([_lifecycle(each) for each in LIFECYCLES]),
    }


def write(directory: Path) -> list[str]:
    """Write the contract into a directory and return the names of the files that changed."""
    directory.mkdir(parents=True, exist_ok=True)
    changed = []
    for name, content in _files().items():
        path = directory / name
        if not path.is_file() or path.read_bytes() != content:
            path.write_bytes(content)
            changed.append(name)
    return changed


def check(directory: Path) -> list[str]:
    """Return one line for each file of the contract that is absent or differs from the code."""
    differences = []
    for name, content in _files().items():
        path = directory / name
        if not path.is_file():
            differences.append(f"{name}: missing; write it with `kinerja openapi --write`")
        elif (line := _first_difference(path.read_bytes(), content)) is not None:
            differences.append(f"{name}: differs from line {line} on; write it with `kinerja openapi --write`")
    return differences


@cache
def _files() -> dict[str, bytes]:
    """Return the files of the app with the settings' own defaults: what stands in the environment changes none."""
    return contract_files(create_app(Settings.model_construct()))


def _first_difference(held: bytes, made: bytes) -> int | None:
    if held == made:
        return None
    pairs = enumerate(zip(held.splitlines(), made.splitlines(), strict=False), start=1)
    shorter = min(held.count(b"\n"), made.count(b"\n"))
    return next((number for number, (one, other) in pairs if one != other), shorter + 1)


def _permissions(app: FastAPI) -> dict[str, Any]:
    """Return what each role may, what each operation asks for, and who may therefore call it."""
    asked = {
        operation["operationId"]: operation.get("x-permission") or (SIGNED_IN if operation["security"] else PUBLIC)
        for _, _, operation in operations(app.openapi())
    }
    holders = {
        permission.value: sorted(role.value for role, held in MATRIX.items() if permission in held)
        for permission in Permission
    }
    return {
        "roles": {role.value: sorted(held) for role, held in sorted(MATRIX.items())},
        "permissions": holders,
        "operations": dict(sorted(asked.items())),
    }


def _problems() -> list[dict[str, Any]]:
    return [
        {"code": code, "status": kind.status, "title": _both(kind.title), "advice": _both(kind.advice)}
        for code, kind in sorted(CATALOGUE.items())
    ]


def _lifecycle(lifecycle: Lifecycle[Any, Any]) -> dict[str, Any]:
    return {
        "resource_type": lifecycle.resource_type,
        "transitions": [_transition(each) for each in lifecycle.transitions],
    }


def _transition(transition: Transition[Any, Any]) -> dict[str, Any]:
    return {
        "name": transition.name,
        "label": _both(transition.label),
        "from": sorted(transition.sources),
        "to": transition.target.value,
        "conditions": [condition.__name__.strip("_") for condition in transition.conditions],
        "basis": [_basis(each) for each in transition.basis],
    }


def _both(text: Text) -> dict[str, str]:
    return {"id": text.id, "en": text.en}


def _basis(basis: Basis) -> dict[str, str]:
    return {"instrument": basis.instrument, "article": basis.article, "verification": basis.verification}
