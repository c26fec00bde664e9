"""The tables of feedback: what a remark is about, who may give, read and acknowledge."""

from uuid import UUID

import pytest

from kinerja_api.authz.decision import Allowed, Decision, Denied, Invisible, Relation
from kinerja_api.authz.permissions import Role, permissions_of
from kinerja_api.authz.principal import Principal
from kinerja_api.employees.types.teams import TeamTie
from kinerja_api.feedback.access import author_of, decide_acknowledge, decide_give, decide_see
from kinerja_api.feedback.lifecycle import FEEDBACK, FeedbackFacts
from kinerja_api.feedback.rules import subject_of
from kinerja_api.feedback.types import About, AuthorRelation, CoreValue, FeedbackStatus
from kinerja_api.kit.ids import AccountId, AgencyId
from kinerja_api.kit.problems import IllegalTransition

SOME = UUID(int=7)
# As what somebody speaks by the line of superiors alone, as the lead of a team that has the employee in it, as a mate.
LINES = ("rating_official", "superior_of_rating_official", "above", "subordinate")
AUTHORS = {
    **{Relation(line): (line, line, line) for line in LINES},
    Relation.PEER: ("peer", "team_lead", "peer"),
    Relation.NONE: (None, "team_lead", "peer"),
    Relation.SELF: (None, None, None),
}


def holder(role: Role = Role.EMPLOYEE) -> Principal:
    nobody = UUID(int=1)
    roles = frozenset({role})
    return Principal(AccountId(nobody), AgencyId(nobody), "Ani", roles, permissions_of(roles))


@pytest.mark.parametrize(
    ("target", "realization", "value", "about"),
    [
        (None, None, None, About.PLAN),
        (SOME, None, None, About.TARGET),
        (None, SOME, None, About.REALIZATION),
        (None, None, CoreValue.LOYAL, About.VALUE),
        (SOME, SOME, None, None),
        (SOME, None, CoreValue.LOYAL, None),
    ],
)
def test_a_remark_is_about_the_one_thing_that_it_names(
    target: UUID | None, realization: UUID | None, value: CoreValue | None, about: About | None
) -> None:
    assert subject_of(target, realization, value) is about


def test_the_core_values_are_the_seven_of_berakhlak() -> None:
    assert "".join(value.value[0] for value in CoreValue) == "bakhlak"
    assert CoreValue("berorientasi_pelayanan") is CoreValue.BERORIENTASI_PELAYANAN


@pytest.mark.parametrize("relation", Relation)
def test_the_line_of_superiors_goes_before_a_team_and_the_lead_before_the_colleague(relation: Relation) -> None:
    said = tuple(author_of(relation, tie) for tie in (None, TeamTie.LEAD, TeamTie.MATE))

    assert said == tuple(each and AuthorRelation(each) for each in AUTHORS[relation])


@pytest.mark.parametrize("relation", Relation)
def test_feedback_comes_from_whoever_is_something_to_the_employee_and_never_from_oneself(relation: Relation) -> None:
    for tie in (None, TeamTie.LEAD, TeamTie.MATE):
        author = author_of(relation, tie)
        expected: type[Decision] = Allowed if author else Denied if relation is Relation.SELF else Invisible

        assert isinstance(decide_give(holder(), relation, author), expected)


def test_records_alone_give_no_right_to_judge_work() -> None:
    assert isinstance(decide_give(holder(Role.HR_ADMIN), Relation.NONE, None), Denied)


@pytest.mark.parametrize("relation", Relation)
@pytest.mark.parametrize("is_author", [False, True])
def test_a_remark_is_read_by_subject_author_and_those_above(relation: Relation, *, is_author: bool) -> None:
    sees = is_author or relation is Relation.SELF or relation.is_above
    acknowledged: type[Decision] = Allowed if relation is Relation.SELF else Denied if sees else Invisible

    assert isinstance(decide_see(holder(), relation, is_author=is_author), Allowed if sees else Invisible)
    assert isinstance(decide_acknowledge(holder(), relation, is_author=is_author), acknowledged)
    assert isinstance(decide_see(holder(Role.AUDITOR), relation, is_author=is_author), Allowed)


def test_a_remark_is_acknowledged_once() -> None:
    assert FEEDBACK.take("acknowledge", FeedbackStatus.GIVEN, FeedbackFacts()).target is FeedbackStatus.ACKNOWLEDGED
    with pytest.raises(IllegalTransition):
        FEEDBACK.take("acknowledge", FeedbackStatus.ACKNOWLEDGED, FeedbackFacts())
