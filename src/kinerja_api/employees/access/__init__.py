"""Who may see whose records."""

from kinerja_api.authz.decision import Allowed, Decision, Invisible, Relation
from kinerja_api.authz.principal import Principal


def decide_see_employee(principal: Principal, relation: Relation) -> Decision:
    """Oneself, one's superiors, those below, and for HR, auditors and promotion officials everybody."""
    if principal.reads_whole_agency or relation in {Relation.SELF, Relation.SUBORDINATE} or relation.is_above:
        return Allowed()
    return Invisible()


def decide_see_history(principal: Principal, relation: Relation) -> Decision:
    """The histories (ranks, diplomas, discipline) are for the person, those above, HR and auditors alone."""
    if principal.reads_whole_agency or relation is Relation.SELF or relation.is_above:
        return Allowed()
    return Invisible()
