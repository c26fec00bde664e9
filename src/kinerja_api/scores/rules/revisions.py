"""When a score gets another revision, and why. A revision is never changed; both are kept."""

from kinerja_api.scores.types import Json, KeptScore, RevisionReason


def is_same(kept: KeptScore | None, explanation_sha256: str, sources: str) -> bool:
    """Tell whether facts, their origin and the policy are those of the score that is kept."""
    return kept is not None and (kept.explanation_sha256, kept.sources) == (explanation_sha256, sources)


def changed_components(kept_facts: Json, kept_sources: Json, facts: Json, sources: Json) -> list[str]:
    """Return what differs from the revision before: components, bonus, deduction; by their facts or their origin."""
    before, now = _by_name(kept_facts), _by_name(facts)
    differing = [name for name in before | now if before.get(name) != now.get(name)]
    moved = [name for name in kept_sources | sources if kept_sources.get(name) != sources.get(name)]
    return list(dict.fromkeys([*differing, *moved]))


def revision_reason(kept: KeptScore | None, changed: list[str]) -> RevisionReason:
    """Return why there is a new revision: the first, other facts, or only another policy."""
    if kept is None:
        return RevisionReason.FIRST
    return RevisionReason.FACTS_CHANGED if changed else RevisionReason.POLICY_CHANGED


def _by_name(facts: Json) -> Json:
    components = {each["component"]: each for each in facts["components"]}
    return components | {"bonus": facts["achievement"], "deduction": facts["sanctions"]}
