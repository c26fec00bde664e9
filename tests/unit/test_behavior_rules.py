"""The tables of behaviour ratings: what groups say together, who may rate, ask and read, which step leads where."""

from collections.abc import Mapping
from fractions import Fraction
from uuid import UUID

import pytest

from kinerja_api.authz.decision import Allowed, Decision, Denied, Invisible, Relation
from kinerja_api.authz.permissions import Role, permissions_of
from kinerja_api.authz.principal import Principal
from kinerja_api.behavior.access import (
    Asked,
    RatingFacts,
    decide_ask,
    decide_change_rating,
    decide_rate,
    decide_read_results,
    decide_see_life,
    decide_see_rating,
    decide_see_request,
    decide_step,
)
from kinerja_api.behavior.lifecycle import REQUEST, RequestFacts
from kinerja_api.behavior.rules import decide_visibility, group_of, read_means, summarize_ratings
from kinerja_api.behavior.types import (
    CoreValue,
    GivenRating,
    Group,
    RatingLevel,
    RequestStatus,
    Visibility,
)
from kinerja_api.employees.types import Standing
from kinerja_api.kit.ids import AccountId, AgencyId
from kinerja_api.kit.problems import IllegalTransition

ABOVE, AS, BELOW = RatingLevel.DI_ATAS_EKSPEKTASI, RatingLevel.SESUAI_EKSPEKTASI, RatingLevel.DI_BAWAH_EKSPEKTASI
FIRST_QUARTER, SECOND_QUARTER = UUID(int=21), UUID(int=22)
OPEN = RequestFacts(takes_ratings=True, note="Alasan")
LEADS = {
    ("approve", RequestStatus.NOMINATED): RequestStatus.APPROVED,
    ("refuse", RequestStatus.NOMINATED): RequestStatus.REFUSED,
    ("decline", RequestStatus.APPROVED): RequestStatus.DECLINED,
    ("answer", RequestStatus.APPROVED): RequestStatus.ANSWERED,
}
STEPS = ("approve", "refuse", "decline", "answer")
OFFICIAL = Standing(Relation.RATING_OFFICIAL)


def holder(role: Role = Role.EMPLOYEE) -> Principal:
    roles = frozenset({role})
    return Principal(AccountId(UUID(int=1)), AgencyId(UUID(int=2)), "Ani", roles, permissions_of(roles))


def rating(
    group: Group,
    rater: int,
    level: RatingLevel,
    *,
    period: UUID | None = None,
    notes: Mapping[CoreValue, str] | None = None,
    **others: RatingLevel,
) -> GivenRating:
    levels = {value: others.get(value.value, level) for value in CoreValue}
    return GivenRating(group, UUID(int=rater), period, levels, notes or {})


def test_a_mean_runs_from_one_below_to_three_above_expectation() -> None:
    summary = summarize_ratings([rating(Group.SUPERIOR, 1, AS, loyal=ABOVE, adaptif=BELOW, akuntabel=ABOVE)])

    assert summary.groups[Group.SUPERIOR].mean == Fraction(2 * 7 + 1, 7)
    assert summary.groups[Group.SUPERIOR].levels[CoreValue.LOYAL] == {ABOVE: 1, AS: 0, BELOW: 0}


def test_one_peer_alone_says_nothing_and_two_do_without_the_order_in_which_they_wrote() -> None:
    late = rating(Group.PEER, 1, BELOW, notes={CoreValue.LOYAL: "zakelijk"})
    early = rating(Group.PEER, 2, ABOVE, notes={CoreValue.LOYAL: "andal"})

    alone = summarize_ratings([late])
    both = summarize_ratings([late, early])

    assert alone.counted == ()
    assert (alone.groups[Group.PEER].raters, alone.groups[Group.PEER].mean) == (1, None)
    assert (alone.groups[Group.PEER].levels, alone.groups[Group.PEER].notes, alone.suggestion) == ({}, {}, None)
    assert both.groups[Group.PEER].mean == 2
    assert both.groups[Group.PEER].notes[CoreValue.LOYAL] == ("andal", "zakelijk")
    assert [each.group for each in both.counted] == [Group.PEER]


def test_two_ratings_by_one_peer_are_still_one_answer() -> None:
    twice = [rating(Group.PEER, 1, AS, period=period) for period in (FIRST_QUARTER, SECOND_QUARTER)]

    assert not summarize_ratings(twice).groups[Group.PEER].is_counted


def test_a_rating_for_the_year_stands_for_the_raters_ratings_of_periods() -> None:
    given = [
        rating(Group.SUPERIOR, 1, BELOW, period=FIRST_QUARTER),
        rating(Group.SUPERIOR, 1, ABOVE),
        rating(Group.SELF, 2, BELOW, period=FIRST_QUARTER),
        rating(Group.SELF, 2, ABOVE, period=SECOND_QUARTER),
    ]

    summary = summarize_ratings(given)

    assert summary.groups[Group.SUPERIOR].mean == 3
    assert summary.groups[Group.SELF].mean == 2


def test_every_rater_weighs_the_same_however_often_they_rated() -> None:
    given = [
        rating(Group.PEER, 1, BELOW, period=FIRST_QUARTER),
        rating(Group.PEER, 1, BELOW, period=SECOND_QUARTER),
        rating(Group.PEER, 2, ABOVE, period=FIRST_QUARTER),
    ]

    assert summarize_ratings(given).groups[Group.PEER].mean == 2


@pytest.mark.parametrize(
    ("given", "suggestion"),
    [
        ([], None),
        ([rating(Group.SELF, 1, ABOVE)], None),
        ([rating(Group.SUPERIOR, 1, AS), rating(Group.SELF, 2, ABOVE)], AS),
        ([rating(Group.PEER, 1, AS), rating(Group.PEER, 2, ABOVE)], AS),
        ([rating(Group.SUPERIOR, 1, ABOVE), rating(Group.PEER, 2, BELOW)], ABOVE),
        (
            [rating(Group.SUBORDINATE, 1, BELOW), rating(Group.SUBORDINATE, 2, BELOW), rating(Group.SUPERIOR, 3, AS)],
            BELOW,
        ),
    ],
)
def test_the_level_named_most_is_suggested_and_of_equals_the_lower(
    given: list[GivenRating], suggestion: RatingLevel | None
) -> None:
    assert summarize_ratings(given).suggestion is suggestion


@pytest.mark.parametrize("relation", Relation)
@pytest.mark.parametrize("self_is_in", [False, True])
@pytest.mark.parametrize("superior_is_in", [False, True])
def test_self_and_superior_are_hidden_from_each_other_until_both_are_in(
    relation: Relation, *, self_is_in: bool, superior_is_in: bool
) -> None:
    given = [rating(Group.SELF, 1, AS)] * self_is_in + [rating(Group.SUPERIOR, 2, AS)] * superior_is_in
    summary = summarize_ratings(given)

    of_superior = decide_visibility(summary, Group.SUPERIOR, relation)
    of_self = decide_visibility(summary, Group.SELF, relation)

    both = self_is_in and superior_is_in
    there = {True: Visibility.SHOWN, False: Visibility.NOT_IN_YET}
    hidden = Visibility.SHOWN if both else Visibility.UNTIL_BOTH_ARE_IN
    assert of_superior is (hidden if relation is Relation.SELF else there[superior_is_in])
    assert of_self is (hidden if relation.is_above else there[self_is_in])


@pytest.mark.parametrize(("raters", "shown"), [(0, False), (1, False), (2, True)])
def test_peers_are_shown_from_two_on(raters: int, *, shown: bool) -> None:
    summary = summarize_ratings([rating(Group.PEER, rater, AS) for rater in range(raters)])

    expected = Visibility.SHOWN if shown else Visibility.TOO_FEW_ANSWERS
    assert decide_visibility(summary, Group.PEER, Relation.SELF) is expected


@pytest.mark.parametrize("relation", Relation)
def test_subordinates_and_colleagues_are_asked_and_nobody_above(relation: Relation) -> None:
    expected = {Relation.SUBORDINATE: Group.SUBORDINATE, Relation.PEER: Group.PEER, Relation.NONE: Group.PEER}

    assert group_of(relation) is expected.get(relation)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", RequestStatus)
def test_every_pair_of_step_and_state_leads_where_the_table_says(step: str, state: RequestStatus) -> None:
    target = LEADS.get((step, state))
    if target is None:
        with pytest.raises(IllegalTransition):
            REQUEST.take(step, state, OPEN)
    else:
        assert REQUEST.take(step, state, OPEN).target is target


@pytest.mark.parametrize(
    ("step", "state", "facts"),
    [
        ("approve", RequestStatus.NOMINATED, RequestFacts(takes_ratings=False)),
        ("answer", RequestStatus.APPROVED, RequestFacts(takes_ratings=False)),
        ("refuse", RequestStatus.NOMINATED, RequestFacts(takes_ratings=True)),
        ("decline", RequestStatus.APPROVED, RequestFacts(takes_ratings=True)),
    ],
)
def test_a_step_whose_condition_fails_is_refused_on_its_basis(
    step: str, state: RequestStatus, facts: RequestFacts
) -> None:
    with pytest.raises(IllegalTransition) as refused:
        REQUEST.take(step, state, facts)

    assert refused.value.basis


@pytest.mark.parametrize("relation", Relation)
@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.HR_ADMIN, Role.AUDITOR])
def test_results_are_for_the_employee_those_above_hr_and_auditors(relation: Relation, role: Role) -> None:
    sees = relation is Relation.SELF or relation.is_above or role is not Role.EMPLOYEE

    assert isinstance(decide_read_results(holder(role), relation), Allowed if sees else Invisible)


@pytest.mark.parametrize("relation", Relation)
@pytest.mark.parametrize("group", Group)
@pytest.mark.parametrize("asked_as", [None, Group.PEER, Group.SUBORDINATE])
@pytest.mark.parametrize("is_relative", [False, True])
def test_everybody_rates_from_where_they_stand_only(
    relation: Relation, group: Group, asked_as: Group | None, *, is_relative: bool
) -> None:
    if is_relative and relation is Relation.SELF:
        return
    decided = decide_rate(holder(), Standing(relation, is_relative), group, asked_as=asked_as)

    ways = {
        Group.SELF: relation is Relation.SELF,
        Group.SUPERIOR: relation is Relation.RATING_OFFICIAL and not is_relative,
        Group.PEER: asked_as is Group.PEER and relation is not Relation.SELF and not is_relative,
        Group.SUBORDINATE: asked_as is Group.SUBORDINATE and relation is not Relation.SELF and not is_relative,
    }
    knows = asked_as is not None or relation is Relation.SELF or relation.is_above
    expected: type[Decision] = Allowed if ways[group] else Denied if knows else Invisible
    assert isinstance(decided, expected)
    assert not isinstance(decided, Denied) or decided.basis


@pytest.mark.parametrize("relation", Relation)
@pytest.mark.parametrize("official_is_relative", [False, True])
def test_the_officials_superior_stands_in_for_a_relative(relation: Relation, *, official_is_relative: bool) -> None:
    standing = Standing(relation, official_is_relative=official_is_relative)

    stands_in = relation is Relation.SUPERIOR_OF_RATING_OFFICIAL and official_is_relative
    may = relation is Relation.RATING_OFFICIAL or stands_in
    assert isinstance(decide_rate(holder(), standing, Group.SUPERIOR, asked_as=None), Allowed) is may
    asks: type[Decision] = Allowed if may or relation is Relation.SELF else Denied if relation.is_above else Invisible
    assert isinstance(decide_ask(holder(), standing), asks)


def test_a_relative_neither_asks_nor_approves() -> None:
    kin = Standing(Relation.RATING_OFFICIAL, is_relative=True)
    asked = Asked(kin, RequestStatus.NOMINATED, is_rater=False, is_requester=False)

    for decided in (decide_ask(holder(), kin), decide_step(holder(), asked, "approve")):
        assert isinstance(decided, Denied)
        assert decided.basis[0].instrument == "UU 30/2014"


def test_records_give_no_right_to_rate_or_to_ask() -> None:
    for role in (Role.HR_ADMIN, Role.AUDITOR):
        assert isinstance(decide_ask(holder(role), Standing(Relation.NONE)), Denied)
        for group in Group:
            assert isinstance(decide_rate(holder(role), Standing(Relation.NONE), group, asked_as=None), Denied)


@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.HR_ADMIN])
@pytest.mark.parametrize("relation", Relation)
@pytest.mark.parametrize("group", Group)
@pytest.mark.parametrize("both_are_in", [False, True])
def test_a_rating_is_read_by_its_giver_and_as_the_law_of_hiding_allows(
    role: Role, relation: Relation, group: Group, *, both_are_in: bool
) -> None:
    facts = RatingFacts(group, is_rater=False, both_are_in=both_are_in)

    is_open = {
        Group.SELF: both_are_in or not relation.is_above,
        Group.SUPERIOR: both_are_in or relation is not Relation.SELF,
    }
    knows = role is Role.HR_ADMIN or relation is Relation.SELF or relation.is_above
    # The employee's own self-assessment is read as its giver.
    sees = knows and is_open.get(group, False) and (both_are_in or relation is not Relation.SELF)
    assert isinstance(decide_see_rating(holder(role), relation, facts), Allowed if sees else Invisible)
    assert isinstance(decide_change_rating(holder(role), relation, facts), Denied if sees else Invisible)
    own = RatingFacts(group, is_rater=True, both_are_in=both_are_in)
    assert isinstance(decide_see_rating(holder(role), relation, own), Allowed)
    assert isinstance(decide_change_rating(holder(role), relation, own), Allowed)


@pytest.mark.parametrize("status", RequestStatus)
@pytest.mark.parametrize("is_rater", [False, True])
def test_who_is_asked_sees_the_request_from_its_approval_on(status: RequestStatus, *, is_rater: bool) -> None:
    asked = Asked(Standing(Relation.PEER), status, is_rater=is_rater, is_requester=False)

    sees = is_rater and status not in {RequestStatus.NOMINATED, RequestStatus.REFUSED}
    assert isinstance(decide_see_request(holder(), asked), Allowed if sees else Invisible)
    assert isinstance(decide_see_life(holder(), asked), Allowed if sees else Invisible)


@pytest.mark.parametrize("is_requester", [False, True])
def test_the_employee_is_not_told_by_whom_unless_it_was_their_own_nomination(*, is_requester: bool) -> None:
    asked = Asked(Standing(Relation.SELF), RequestStatus.APPROVED, is_rater=False, is_requester=is_requester)

    assert isinstance(decide_see_request(holder(), asked), Allowed)
    assert asked.names_are_hidden is not is_requester
    assert isinstance(decide_see_life(holder(), asked), Allowed if is_requester else Denied)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("relation", Relation)
@pytest.mark.parametrize("is_rater", [False, True])
def test_the_official_approves_and_refuses_and_who_is_asked_declines(
    step: str, relation: Relation, *, is_rater: bool
) -> None:
    asked = Asked(Standing(relation), RequestStatus.APPROVED, is_rater=is_rater, is_requester=False)

    may = {"answer": False, "decline": is_rater}.get(step, relation is Relation.RATING_OFFICIAL)
    knows = is_rater or relation is Relation.SELF or relation.is_above
    expected: type[Decision] = Allowed if may else Denied if knows else Invisible
    assert isinstance(decide_step(holder(), asked, step), expected)


def test_the_means_of_groups_weigh_raters_the_same_and_leave_too_few_out() -> None:
    # A peer who rated three periods and one who rated the year: (42/21 + 14/7) / 2 and so on.
    said = "peer 17 1;peer 42 3;self 21 1;subordinate 14 1;superior 15 1"

    means = {each.group: (each.mean, each.raters) for each in read_means(said)}

    assert means == {
        Group.SELF: (Fraction(3), 1),
        Group.SUPERIOR: (Fraction(15, 7), 1),
        Group.PEER: ((Fraction(17, 7) + 2) / 2, 2),
    }
