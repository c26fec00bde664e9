"""Pure rules of behaviour ratings.

The law knows one rating of behaviour by the rating official and no number per value (PermenPANRB 6/2022); what the
groups say here helps that official to choose, and feeds the agency's own index. It is kept apart from the rating.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from uuid import UUID

from kinerja_api.authz.decision import Relation
from kinerja_api.behavior.types import (
    BehaviorSummary,
    CoreValue,
    GivenRating,
    Group,
    GroupMean,
    GroupSummary,
    RatingLevel,
    Visibility,
)

# Fewer answers would tell who said what.
MINIMUM_ANSWERS = 2
POINTS = {RatingLevel.DI_BAWAH_EKSPEKTASI: 1, RatingLevel.SESUAI_EKSPEKTASI: 2, RatingLevel.DI_ATAS_EKSPEKTASI: 3}


def group_of(relation: Relation) -> Group | None:
    """Return the group in which somebody can be asked to rate; None for oneself and those above.

    A colleague of another unit (a squad of several units, PermenPANRB 7/2022) is asked as a peer.
    """
    if relation is Relation.SUBORDINATE:
        return Group.SUBORDINATE
    return Group.PEER if relation in {Relation.PEER, Relation.NONE} else None


def summarize_ratings(ratings: Sequence[GivenRating]) -> BehaviorSummary:
    """Return what the groups say; of a rater who rated the year as a whole, the ratings of periods do not count."""
    by_group: dict[Group, dict[UUID, list[GivenRating]]] = {}
    for rating in ratings:
        by_group.setdefault(rating.group, {}).setdefault(rating.rater_id, []).append(rating)
    groups = {group: _summary(group, by_group[group].values()) for group in Group if group in by_group}
    return BehaviorSummary(groups, _suggestion(groups))


def decide_visibility(summary: BehaviorSummary, group: Group, relation: Relation) -> Visibility:
    """Tell whether a reader is shown a group's result.

    The self-assessment stays hidden from those above, and the superior's rating from the employee, until both are in;
    HR and auditors, who are neither, see each as soon as it is there.
    """
    there = summary.groups.get(group)
    if group.is_asked:
        return Visibility.SHOWN if there and there.is_counted else Visibility.TOO_FEW_ANSWERS
    hidden = Group.SUPERIOR if relation is Relation.SELF else Group.SELF if relation.is_above else None
    both_are_in = Group.SELF in summary.groups and Group.SUPERIOR in summary.groups
    if group is hidden and not both_are_in:
        return Visibility.UNTIL_BOTH_ARE_IN
    return Visibility.SHOWN if there else Visibility.NOT_IN_YET


def _summary(group: Group, raters: Iterable[list[GivenRating]]) -> GroupSummary:
    chosen = [_for_the_year(given) for given in raters]
    if group.is_asked and len(chosen) < MINIMUM_ANSWERS:
        return GroupSummary(group, len(chosen), is_counted=False, levels={}, mean=None, notes={})
    answers = [rating for given in chosen for rating in given]
    return GroupSummary(
        group,
        len(chosen),
        is_counted=True,
        levels={value: _count(answers, value) for value in CoreValue},
        mean=sum((_mean(given) for given in chosen), Fraction(0)) / len(chosen),
        # In the order of the alphabet, which says nothing about who wrote first.
        notes={
            value: tuple(sorted(each.notes[value] for each in answers if value in each.notes)) for value in CoreValue
        },
    )


def _for_the_year(given: list[GivenRating]) -> list[GivenRating]:
    return [each for each in given if each.period_id is None] or given


def _count(answers: Sequence[GivenRating], value: CoreValue) -> Mapping[RatingLevel, int]:
    counted = Counter(answer.levels[value] for answer in answers)
    return {level: counted[level] for level in RatingLevel}


@lru_cache(maxsize=20_000)
def read_means(said: str) -> tuple[GroupMean, ...]:
    """Return the means of the groups that are counted, from `group points ratings` of each rater, one after the other.

    The points are the sum over the seven values and all ratings of a rater that count. Few such texts are different,
    however many people there are.
    """
    by_group: dict[Group, list[Fraction]] = {}
    for rater in said.split(";"):
        group, points, ratings = rater.split(" ")
        by_group.setdefault(Group(group), []).append(Fraction(int(points), int(ratings) * len(CoreValue)))
    means = []
    for group in Group:
        raters = by_group.get(group, [])
        if raters and not (group.is_asked and len(raters) < MINIMUM_ANSWERS):
            mean = sum(raters, Fraction(0)) / len(raters)
            means.append(GroupMean(group, mean.numerator, mean.denominator, len(raters)))
    return tuple(means)


def _mean(given: Sequence[GivenRating]) -> Fraction:
    points = [POINTS[level] for rating in given for level in rating.levels.values()]
    return Fraction(sum(points), len(points))


def _suggestion(groups: Mapping[Group, GroupSummary]) -> RatingLevel | None:
    """Return the level that most answers name, those about oneself left aside; of equals the lower one."""
    named: Counter[RatingLevel] = Counter()
    for group, summary in groups.items():
        if group is not Group.SELF:
            for counts in summary.levels.values():
                named.update(counts)
    if not named.total():
        return None
    return max(named, key=lambda level: (named[level], -POINTS[level]))
