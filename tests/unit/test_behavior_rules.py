"""The tables of behaviour ratings: what groups say together, who may rate, ask and read, which step leads where."""

from collections import Counter
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from fractions import Fraction
from itertools import product
from uuid import UUID

import hypothesis
import pytest
from hypothesis import strategies as st

from kinerja_api.authz.decision import Allowed, Decision, Denied, Invisible, Relation
from kinerja_api.authz.permissions import Role, permissions_of
from kinerja_api.authz.principal import Principal
from kinerja_api.behavior.access import (
    Asked,
    RatingFacts,
    decide_ask,
    decide_change_rating,
    decide_close,
    decide_rate,
    decide_read_results,
    decide_see_life,
    decide_see_rating,
    decide_see_request,
    decide_step,
)
from kinerja_api.behavior.lifecycle import REQUEST, RequestFacts
from kinerja_api.behavior.rules import (
    POINTS,
    decide_visibility,
    far_groups,
    gaps_of,
    group_of,
    groups_with_enough,
    known_to,
    read_means,
    signals_of,
    summarize_ratings,
)
from kinerja_api.behavior.types import (
    CoreValue,
    FarGroup,
    GapReading,
    GivenRating,
    Group,
    PairFacts,
    RatingLevel,
    RequestStatus,
    SignalKind,
    Visibility,
)
from kinerja_api.employees.types import Standing
from kinerja_api.kit.ids import AccountId, AgencyId
from kinerja_api.kit.problems import IllegalTransition

ABOVE, AS, BELOW = RatingLevel.DI_ATAS_EKSPEKTASI, RatingLevel.SESUAI_EKSPEKTASI, RatingLevel.DI_BAWAH_EKSPEKTASI
FIRST_QUARTER, SECOND_QUARTER, THIRD_QUARTER = UUID(int=21), UUID(int=22), UUID(int=23)
OPEN = RequestFacts(takes_ratings=True, note="Alasan")
LEADS = {
    ("approve", RequestStatus.NOMINATED): RequestStatus.APPROVED,
    ("refuse", RequestStatus.NOMINATED): RequestStatus.REFUSED,
    ("decline", RequestStatus.APPROVED): RequestStatus.DECLINED,
    ("expire", RequestStatus.NOMINATED): RequestStatus.EXPIRED,
    ("close", RequestStatus.APPROVED): RequestStatus.CLOSED,
}
STEPS = ("approve", "refuse", "decline", "expire", "close")
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
    is_open: bool = True,
    **others: RatingLevel,
) -> GivenRating:
    levels = {value: others.get(value.value, level) for value in CoreValue}
    return GivenRating(group, UUID(int=rater), period, levels, notes or {}, is_open)


def test_a_mean_runs_from_one_below_to_three_above_expectation() -> None:
    summary = summarize_ratings([rating(Group.SUPERIOR, 1, AS, loyal=ABOVE, adaptif=BELOW, akuntabel=ABOVE)])

    assert summary.groups[Group.SUPERIOR].mean == Fraction(2 * 7 + 1, 7)
    assert summary.groups[Group.SUPERIOR].levels[CoreValue.LOYAL] == {ABOVE: 1, AS: 0, BELOW: 0}


def test_what_peers_say_is_told_when_it_is_open_without_the_order_in_which_they_wrote() -> None:
    late = rating(Group.PEER, 1, BELOW, notes={CoreValue.LOYAL: "zakelijk"})
    early = rating(Group.PEER, 2, ABOVE, notes={CoreValue.LOYAL: "andal"})
    shut = [replace(each, is_open=False) for each in (late, early)]

    told = summarize_ratings([late, early]).groups[Group.PEER]

    assert summarize_ratings(shut).groups == {}
    assert summarize_ratings(shut).suggestion is None
    assert (told.raters, told.mean, told.notes[CoreValue.LOYAL]) == (2, Fraction(2), ("andal", "zakelijk"))


def test_of_peers_the_year_is_the_sum_of_what_was_told_of_its_periods() -> None:
    first = [rating(Group.PEER, rater, ABOVE, period=FIRST_QUARTER) for rater in (1, 2, 3)]
    second = [rating(Group.PEER, rater, BELOW, period=SECOND_QUARTER) for rater in (1, 2, 3, 4)]

    told = summarize_ratings(first + second).groups[Group.PEER]

    assert (told.raters, told.mean) == (4, Fraction(3 * 3 + 4 * 1, 7))
    assert told.levels[CoreValue.LOYAL] == {ABOVE: 3, AS: 0, BELOW: 4}


def test_what_peers_said_of_the_year_stands_for_what_they_said_of_periods() -> None:
    periods = [rating(Group.PEER, rater, BELOW, period=FIRST_QUARTER) for rater in (1, 2, 3)]
    year = [rating(Group.PEER, rater, ABOVE) for rater in (3, 4, 5)]

    assert summarize_ratings(periods + year).groups[Group.PEER].mean == 3


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


def test_every_superior_weighs_the_same_however_often_they_rated() -> None:
    given = [
        rating(Group.SUPERIOR, 1, BELOW, period=FIRST_QUARTER),
        rating(Group.SUPERIOR, 1, BELOW, period=SECOND_QUARTER),
        rating(Group.SUPERIOR, 2, ABOVE, period=THIRD_QUARTER),
    ]

    assert summarize_ratings(given).groups[Group.SUPERIOR].mean == 2


@pytest.mark.parametrize(
    ("given", "suggestion"),
    [
        ([], None),
        ([rating(Group.SELF, 1, ABOVE)], None),
        ([rating(Group.SUPERIOR, 1, AS), rating(Group.SELF, 2, ABOVE)], AS),
        ([rating(Group.PEER, 1, AS), rating(Group.PEER, 2, ABOVE)], AS),
        ([rating(Group.SUPERIOR, 1, ABOVE), rating(Group.PEER, 2, BELOW, is_open=False)], ABOVE),
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
@pytest.mark.parametrize("is_closed", [False, True])
def test_self_and_superior_are_hidden_from_each_other_until_both_are_in(
    relation: Relation, *, self_is_in: bool, superior_is_in: bool, is_closed: bool
) -> None:
    both = (self_is_in and superior_is_in) or is_closed
    given = [rating(Group.SELF, 1, AS, is_open=both)] * self_is_in
    given += [rating(Group.SUPERIOR, 2, AS, is_open=both)] * superior_is_in
    known = summarize_ratings(known_to(given, relation))

    of_superior = decide_visibility(known, Group.SUPERIOR, relation, is_collecting=False)
    of_self = decide_visibility(known, Group.SELF, relation, is_collecting=False)

    there = {True: Visibility.SHOWN, False: Visibility.NOT_IN_YET}
    hidden = {True: Visibility.SHOWN, False: Visibility.UNTIL_BOTH_ARE_IN}
    hides_superior, hides_self = relation is Relation.SELF, relation.is_above
    assert of_superior is (hidden[superior_is_in and both] if hides_superior else there[superior_is_in])
    assert of_self is (hidden[self_is_in and both] if hides_self else there[self_is_in])


def test_of_the_year_the_superiors_ratings_of_those_periods_are_known_in_which_both_are_in() -> None:
    given = [
        rating(Group.SELF, 1, AS, period=FIRST_QUARTER),
        rating(Group.SUPERIOR, 2, ABOVE, period=FIRST_QUARTER),
        rating(Group.SUPERIOR, 2, BELOW, period=SECOND_QUARTER, is_open=False),
    ]

    assert summarize_ratings(known_to(given, Relation.SELF)).groups[Group.SUPERIOR].mean == 3
    assert summarize_ratings(known_to(given, Relation.NONE)).groups[Group.SUPERIOR].mean == 2


@pytest.mark.parametrize("group", [Group.PEER, Group.SUBORDINATE])
@pytest.mark.parametrize("is_collecting", [False, True])
def test_a_group_that_is_not_told_says_only_whether_answers_are_still_taken(
    group: Group, *, is_collecting: bool
) -> None:
    known = summarize_ratings([rating(group, rater, AS, is_open=False) for rater in range(9)])

    expected = Visibility.STILL_COLLECTING if is_collecting else Visibility.TOO_FEW_ANSWERS
    assert decide_visibility(known, group, Relation.SELF, is_collecting=is_collecting) is expected
    shown = summarize_ratings([rating(group, 1, AS)])
    assert decide_visibility(shown, group, Relation.SELF, is_collecting=is_collecting) is Visibility.SHOWN


def test_a_group_is_told_from_the_minimum_on_and_each_for_itself() -> None:
    answers = {Group.SELF: 9, Group.SUPERIOR: 9, Group.PEER: 3, Group.SUBORDINATE: 2}

    assert groups_with_enough(answers, 3) == {Group.PEER}
    assert groups_with_enough(answers, 2) == {Group.PEER, Group.SUBORDINATE}
    assert groups_with_enough(answers, 4) == frozenset()


# ---- That nobody's answer can be derived: two histories that differ in it look the same to everybody.

RATERS = range(1, 7)
OCCASIONS = (None, FIRST_QUARTER, SECOND_QUARTER)
Answers = dict[tuple[Group, UUID | None], dict[int, tuple[RatingLevel, ...]]]
one_answer = st.tuples(*(st.sampled_from(list(RatingLevel)) for _ in CoreValue))
answers_of_raters = st.dictionaries(st.sampled_from(RATERS), one_answer)
histories = st.fixed_dictionaries(
    {(group, occasion): answers_of_raters for group in (Group.PEER, Group.SUBORDINATE) for occasion in OCCASIONS}
)
closings = st.sets(st.sampled_from(OCCASIONS))
minima = st.integers(3, 5)
SOME = hypothesis.settings(max_examples=40)
READERS = (Relation.SELF, Relation.RATING_OFFICIAL, Relation.ABOVE, Relation.NONE)


def told(answers: Answers, closed: AbstractSet[UUID | None], minimum: int) -> list[GivenRating]:
    """Return the ratings after these occasions have closed, in the order of the raters, beside self and superior."""
    given = [rating(Group.SELF, 90, AS), rating(Group.SUPERIOR, 91, ABOVE)]
    for (group, occasion), by_rater in answers.items():
        enough = groups_with_enough({group: len(by_rater)}, minimum)
        is_open = occasion in closed and group in enough
        for rater, levels in by_rater.items():
            of_value = dict(zip(CoreValue, levels, strict=True))
            given.append(GivenRating(group, UUID(int=rater), occasion, of_value, {}, is_open))
    return given


def seen(given: list[GivenRating], closed: AbstractSet[UUID | None]) -> list[object]:
    """Return everything that readers are shown, of every occasion and of the year."""
    views: list[object] = []
    for relation, occasion in product(READERS, OCCASIONS):
        of_occasion = [each for each in given if occasion is None or each.period_id == occasion]
        known = summarize_ratings(known_to(of_occasion, relation))
        is_collecting = occasion not in closed
        visible = [decide_visibility(known, group, relation, is_collecting=is_collecting) for group in Group]
        views.append((known, visible))
    return views


def means(given: list[GivenRating]) -> object:
    """Return what goes into the score, as the database sums it up."""
    return summarize_ratings(given)


@SOME
@hypothesis.given(histories, histories, closings, minima)
def test_nothing_shows_of_answers_that_are_being_collected(
    one: Answers, other: Answers, closed: set[UUID | None], minimum: int
) -> None:
    """Whoever answers, changes, or does not, before the closing: no page changes, and so none has a time."""
    mixed = {place: one[place] if place[1] in closed else other[place] for place in one}

    assert seen(told(one, closed, minimum), closed) == seen(told(mixed, closed, minimum), closed)
    assert means(told(one, closed, minimum)) == means(told(mixed, closed, minimum))


@SOME
@hypothesis.given(histories, histories, closings, minima)
def test_nothing_ever_shows_of_a_group_in_which_too_few_answered(
    one: Answers, other: Answers, closed: set[UUID | None], minimum: int
) -> None:
    """Not even that there are none: of an occasion, or from the year less what was told of its occasions."""

    def few(answers: Answers, place: tuple[Group, UUID | None]) -> bool:
        return len(answers[place]) < minimum

    mixed = {place: other[place] if few(one, place) and few(other, place) else one[place] for place in one}

    assert seen(told(one, closed, minimum), closed) == seen(told(mixed, closed, minimum), closed)
    assert means(told(one, closed, minimum)) == means(told(mixed, closed, minimum))


@SOME
@hypothesis.given(histories, closings, minima, st.permutations(RATERS), st.permutations(RATERS))
def test_who_said_what_cannot_be_told_within_a_group_nor_followed_over_the_periods(
    answers: Answers, closed: set[UUID | None], minimum: int, first: list[int], second: list[int]
) -> None:
    """Let the raters change places, in each occasion otherwise: nothing changes for anybody."""
    orders = dict(zip(OCCASIONS, (first, second, first[::-1]), strict=True))
    moved = {
        (group, occasion): {orders[occasion][rater - 1]: levels for rater, levels in by_rater.items()}
        for (group, occasion), by_rater in answers.items()
    }

    assert seen(told(answers, closed, minimum), closed) == seen(told(moved, closed, minimum), closed)
    assert means(told(answers, closed, minimum)) == means(told(moved, closed, minimum))


@SOME
@hypothesis.given(histories, st.permutations(OCCASIONS), minima)
def test_two_states_that_follow_each_other_differ_by_a_group_with_enough_answers_or_not_at_all(
    answers: Answers, order: list[UUID | None], minimum: int
) -> None:
    closed: set[UUID | None] = set()
    before = told(answers, closed, minimum)
    for occasion in order:
        closed |= {occasion}
        after = told(answers, closed, minimum)
        new = Counter((each.group, each.period_id) for each in after if each.is_open)
        new.subtract((each.group, each.period_id) for each in before if each.is_open)
        assert all(count == 0 or count >= minimum for (group, _), count in new.items() if group.is_asked)
        before = after


@SOME
@hypothesis.given(histories, closings, minima)
def test_the_database_sums_up_what_the_rules_do(answers: Answers, closed: set[UUID | None], minimum: int) -> None:
    given = told(answers, closed, minimum)
    sources: dict[tuple[Group, object], list[GivenRating]] = {}
    for each in given:
        if each.is_open:
            source = each.period_id if each.group.is_asked else each.rater_id
            sources.setdefault((each.group, source), []).append(each)
    said = ";".join(
        f"{group} {sum(POINTS[level] for each in of_source for level in each.levels.values())} {len(of_source)} "
        f"{'y' if of_source[0].period_id is None else 'p'}"
        for (group, _), of_source in sources.items()
    )

    by_rules = summarize_ratings(given).groups.values()
    assert [(each.group, each.mean, each.raters) for each in read_means(said)] == [
        (each.group, each.mean, each.raters) for each in by_rules
    ]


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
        ("refuse", RequestStatus.NOMINATED, RequestFacts(takes_ratings=True)),
        ("decline", RequestStatus.APPROVED, RequestFacts(takes_ratings=True)),
        ("decline", RequestStatus.APPROVED, RequestFacts(takes_ratings=True, note="Sibuk", is_answered=True)),
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
    knows |= relation is Relation.SUBORDINATE and group is Group.SUPERIOR
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
    sees = relation is Relation.SELF or relation.is_above
    assert isinstance(decide_close(holder(), standing), Allowed if may else Denied if sees else Invisible)


def test_a_relative_neither_asks_nor_approves() -> None:
    kin = Standing(Relation.RATING_OFFICIAL, is_relative=True)
    asked = Asked(kin, RequestStatus.NOMINATED, is_rater=False, is_requester=False)

    for decided in (decide_ask(holder(), kin), decide_close(holder(), kin), decide_step(holder(), asked, "approve")):
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
    facts = RatingFacts(group, is_rater=False, is_open=both_are_in)

    is_open = {
        Group.SELF: both_are_in or not relation.is_above,
        Group.SUPERIOR: both_are_in or relation is not Relation.SELF,
    }
    knows = role is Role.HR_ADMIN or relation is Relation.SELF or relation.is_above
    # The employee's own self-assessment is read as its giver.
    sees = knows and is_open.get(group, False) and (both_are_in or relation is not Relation.SELF)
    assert isinstance(decide_see_rating(holder(role), relation, facts), Allowed if sees else Invisible)
    assert isinstance(decide_change_rating(holder(role), relation, facts), Denied if sees else Invisible)
    own = RatingFacts(group, is_rater=True, is_open=both_are_in)
    assert isinstance(decide_see_rating(holder(role), relation, own), Allowed)
    assert isinstance(decide_change_rating(holder(role), relation, own), Allowed)


@pytest.mark.parametrize("status", RequestStatus)
@pytest.mark.parametrize("is_rater", [False, True])
def test_who_is_asked_sees_the_request_from_its_approval_on(status: RequestStatus, *, is_rater: bool) -> None:
    asked = Asked(Standing(Relation.PEER), status, is_rater=is_rater, is_requester=False)

    sees = is_rater and status in {RequestStatus.APPROVED, RequestStatus.DECLINED, RequestStatus.CLOSED}
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

    may = {"expire": False, "close": False, "decline": is_rater}.get(step, relation is Relation.RATING_OFFICIAL)
    knows = is_rater or relation is Relation.SELF or relation.is_above
    expected: type[Decision] = Allowed if may else Denied if knows else Invisible
    assert isinstance(decide_step(holder(), asked, step), expected)


def test_the_means_of_groups_come_from_raters_and_from_whole_occasions() -> None:
    # Peers of two periods, subordinates of the year and of a period, a superior who rated the year after two periods.
    said = "peer 42 3 p;peer 51 4 p;self 21 1 p;subordinate 45 3 y;subordinate 21 3 p;superior 14 1 y;superior 17 1 p"

    read = {each.group: (each.mean, each.raters) for each in read_means(said)}

    assert read == {
        Group.SELF: (Fraction(3), 1),
        Group.SUPERIOR: ((2 + Fraction(17, 7)) / 2, 2),
        Group.PEER: (Fraction(93, 49), 4),
        Group.SUBORDINATE: (Fraction(15, 7), 3),
    }


DISTANCE = Fraction(3, 4)


@pytest.mark.parametrize(
    ("own", "others", "reading"),
    [
        (ABOVE, (AS, AS), GapReading.SELF_HIGHER),
        (ABOVE, (ABOVE, AS), GapReading.ALIKE),
        (BELOW, (AS, AS), GapReading.SELF_LOWER),
        (AS, (AS, BELOW), GapReading.ALIKE),
    ],
)
def test_a_self_assessment_is_read_beside_the_mean_of_the_other_groups(
    own: RatingLevel, others: tuple[RatingLevel, RatingLevel], reading: GapReading
) -> None:
    superior, peers = others
    given = [rating(Group.SELF, 1, own), rating(Group.SUPERIOR, 2, superior)]
    given += [rating(Group.PEER, rater, peers) for rater in (3, 4, 5)]

    gaps = gaps_of(summarize_ratings(given), DISTANCE)

    assert [each.value for each in gaps] == list(CoreValue)
    assert {each.reading for each in gaps} == {reading}
    assert gaps[0].means[Group.PEER] == POINTS[peers]


@pytest.mark.parametrize("group", [Group.SELF, Group.SUPERIOR])
def test_a_gap_needs_the_self_assessment_and_somebody_else(group: Group) -> None:
    gaps = gaps_of(summarize_ratings([rating(group, 1, AS)]), DISTANCE)

    assert {each.reading for each in gaps} == {None}
    assert {each.means[group] for each in gaps} == {Fraction(2)}


def test_a_gap_of_exactly_the_distance_is_one() -> None:
    given = [rating(Group.SELF, 1, ABOVE), rating(Group.SUPERIOR, 2, AS)]

    assert gaps_of(summarize_ratings(given), Fraction(1))[0].reading is GapReading.SELF_HIGHER
    assert gaps_of(summarize_ratings(given), Fraction(101, 100))[0].reading is GapReading.ALIKE


def test_a_group_far_from_the_others_is_named_and_the_self_assessment_is_none_of_them() -> None:
    given = [rating(Group.SELF, 1, BELOW), rating(Group.SUPERIOR, 2, AS)]
    given += [rating(Group.PEER, rater, AS) for rater in (3, 4, 5)]
    given += [rating(Group.SUBORDINATE, rater, ABOVE) for rater in (6, 7, 8)]

    assert far_groups(summarize_ratings(given), DISTANCE) == [FarGroup(Group.SUBORDINATE, Fraction(3), Fraction(2))]
    assert far_groups(summarize_ratings(given), Fraction(1)) != []
    assert far_groups(summarize_ratings(given), Fraction(5, 4)) == []
    assert far_groups(summarize_ratings(given[:2]), Fraction(1, 4)) == []


@SOME
@hypothesis.given(histories, closings, minima, st.sampled_from(READERS))
def test_a_gap_report_says_nothing_of_a_group_that_is_not_told(
    answers: Answers, closed: set[UUID | None], minimum: int, reader: Relation
) -> None:
    known = summarize_ratings(known_to(told(answers, closed, minimum), reader))
    untold = {group for group in Group if group not in known.groups}

    assert all(untold.isdisjoint(each.means) for each in gaps_of(known, DISTANCE))
    assert untold.isdisjoint({each.group for each in far_groups(known, DISTANCE)})


@pytest.mark.parametrize(
    ("pair", "kinds"),
    [
        (PairFacts(4, 0, 4, 4, is_related=False), {SignalKind.REPEATED_TOP}),
        (PairFacts(4, 2, 4, 0, is_related=False), set()),
        (PairFacts(1, 1, 1, 1, is_related=False), {SignalKind.MUTUAL_TOP}),
        (PairFacts(4, 3, 4, 1, is_related=False), {SignalKind.MUTUAL_TOP, SignalKind.REPEATED_TOP}),
        (PairFacts(1, 0, 0, 0, is_related=True), {SignalKind.DECLARED_RELATION}),
        (PairFacts(3, 3, 3, 3, is_related=True), set(SignalKind)),
    ],
)
def test_signals_come_with_their_facts_and_with_what_they_do_not_prove(pair: PairFacts, kinds: set[SignalKind]) -> None:
    signals = signals_of(pair, 3)

    assert {each.kind for each in signals} == kinds
    for each in signals:
        assert "{" not in each.facts.id + each.facts.en
        assert each.does_not_prove.id
        assert each.does_not_prove.en


def test_the_most_top_ratings_of_a_pair_are_told_with_how_many_there_were() -> None:
    [signal] = signals_of(PairFacts(2, 0, 9, 5, is_related=False), 3)

    assert "5 times in 9" in signal.facts.en
