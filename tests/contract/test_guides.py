"""The guides name calls that the service has, and the two languages of a guide name the same ones."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GUIDES = ROOT / "docs" / "guides"
CALL = re.compile(r"`(GET|POST|PUT|PATCH|DELETE) (/v1/[^`?\s]+)")


def calls_in(guide: Path) -> list[tuple[str, str]]:
    return CALL.findall(guide.read_text(encoding="utf-8"))


@pytest.mark.parametrize("guide", sorted(GUIDES.glob("*.md")), ids=lambda guide: guide.name)
def test_every_call_of_a_guide_is_one_of_the_contract(guide: Path) -> None:
    paths = json.loads((ROOT / "openapi" / "kinerja-v1.json").read_text(encoding="utf-8"))["paths"]
    known = [
        (method.upper(), re.compile(re.sub(r"\{\w+\}", "[^/]+", path)))
        for path, item in paths.items()
        for method in item
    ]

    unknown = [
        (method, path)
        for method, path in calls_in(guide)
        if not any(method == named and template.fullmatch(path) for named, template in known)
    ]

    assert calls_in(guide)
    assert unknown == []


@pytest.mark.parametrize("guide", sorted(GUIDES.glob("*.id.md")), ids=lambda guide: guide.name)
def test_both_languages_of_a_guide_name_the_same_calls(guide: Path) -> None:
    english = guide.with_name(guide.name.replace(".id.md", ".md"))

    assert calls_in(guide) == calls_in(english)
