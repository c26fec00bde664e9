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
    FarGroup,
    GapReading,
    GivenRating,
    Group,
    GroupMean,
    GroupSummary,
    PairFacts,
    RatingLevel,
    Signal,
    SignalKind,
    ValueGap,
    Visibility,
)
from kinerja_api.kit.text import Text

POINTS = {RatingLevel.DI_BAWAH_EKSPEKTASI: 1, RatingLevel.SESUAI_EKSPEKTASI: 2, RatingLevel.DI_ATAS_EKSPEKTASI: 3}
OF_YEAR = "y"
# What each signal says and what it does not prove.
SIGNALS: Mapping[SignalKind, tuple[Text, Text]] = {
    SignalKind.DECLARED_RELATION: (
        Text(
            "Keduanya tercatat sebagai keluarga, dan ada {ratings} penilaian di antara mereka.",
            "The two are on record as relatives, and there are {ratings} ratings between them.",
        ),
        Text(
            "Hubungan dapat dicatat setelah penilaian diberikan. Periksa tanggalnya dan apakah penilai mengetahuinya.",
            "The relation may have been recorded after the rating. See its date, and whether the rater knew.",
        ),
    ),
    SignalKind.MUTUAL_TOP: (
        Text(
            "Keduanya saling memberi penilaian tertinggi: {one} kali dan {other} kali.",
            "The two gave each other top ratings: {one} and {other} times.",
        ),
        Text(
            "Dua orang yang sama-sama bekerja baik juga saling menilai tinggi. Bandingkan dengan kelompok lain dan "
            "bukti dukung sebelum menyimpulkan.",
            "Two people who both work well rate each other high too. Compare with the other groups and the evidence "
            "before concluding anything.",
        ),
    ),
    SignalKind.REPEATED_TOP: (
        Text(
            "Salah satunya menilai yang lain tertinggi {tops} kali dari {ratings} penilaian dalam setahun.",
            "One of them rated the other at the top {tops} times in {ratings} ratings within the year.",
        ),
        Text(
            "Kinerja yang tetap baik menghasilkan penilaian tinggi setiap periode. Lihat capaian periode-periode itu.",
            "Steady good work earns a high rating every period. Look at the results of those periods.",
        ),
    ),
}


def group_of(relation: Relation) -> Group | None:
    """Return the group in which somebody can be asked to rate; None for oneself and those above.

    A colleague of another unit (a squad of several units, PermenPANRB 7/2022) is asked as a peer.
    """
    if relation is Relation.SUBORDINATE:
        return Group.SUBORDINATE
    return Group.PEER if relation in {Relation.PEER, Relation.NONE} else None


def groups_with_enough(answers: Mapping[Group, int], minimum: int) -> frozenset[Group]:
    """Return the groups whose answers are told when their collection closes; those of the others are never told."""
    return frozenset(group for group, count in answers.items() if group.is_asked and count >= minimum)


def known_to(ratings: Iterable[GivenRating], relation: Relation) -> list[GivenRating]:
    """Return what somebody who stands so to the employee may know, summed up or not.

    Peers and subordinates: only what is open. The self-assessment is hidden from those above, and the superior's
    rating from the employee, until it is open; HR and auditors, who are neither, see each as soon as it is there.
    """
    hidden = _hidden_from(relation)
    return [each for each in ratings if each.is_open or not (each.group.is_asked or each.group is hidden)]


def summarize_ratings(ratings: Iterable[GivenRating]) -> BehaviorSummary:
    """Return what the groups say; of peers and subordinates only what is open.

    Of a rater who rated the year as a whole, the ratings of periods do not count. Peers and subordinates are taken
    occasion by occasion, each as the whole that was told, and never rater by rater: what is said of the year then
    follows from what was told of its occasions, and nothing can be subtracted from it.
    """
    by_group: dict[Group, list[GivenRating]] = {}
    for rating in ratings:
        if rating.is_open or not rating.group.is_asked:
            by_group.setdefault(rating.group, []).append(rating)
    groups = {group: _summary(group, by_group[group]) for group in Group if group in by_group}
    return BehaviorSummary(groups, _suggestion(groups))


def decide_visibility(known: BehaviorSummary, group: Group, relation: Relation, *, is_collecting: bool) -> Visibility:
    """Tell whether a reader is shown a group's result, of what `known_to` leaves for this reader."""
    if group in known.groups:
        return Visibility.SHOWN
    if group.is_asked:
        return Visibility.STILL_COLLECTING if is_collecting else Visibility.TOO_FEW_ANSWERS
    return Visibility.UNTIL_BOTH_ARE_IN if group is _hidden_from(relation) else Visibility.NOT_IN_YET


def gaps_of(known: BehaviorSummary, distance: Fraction) -> list[ValueGap]:
    """Return how each group that is told sees each value, and where the self-assessment stands beside the others.

    Every other group weighs the same. From `distance` on the self-assessment is higher or lower, below it is alike.
    """
    return [_gap(known, value, distance) for value in CoreValue]


def far_groups(known: BehaviorSummary, distance: Fraction) -> list[FarGroup]:
    """Return the groups beside the self-assessment whose mean is at least `distance` from the mean of the others."""
    means = {group: summary.mean for group, summary in known.groups.items() if group is not Group.SELF}
    found = []
    for group, mean in means.items():
        others = [each for other, each in means.items() if other is not group]
        if others and abs(mean - _middle(others)) >= distance:
            found.append(FarGroup(group, mean, _middle(others)))
    return found


def signals_of(pair: PairFacts, repeated: int) -> list[Signal]:
    """Return what an auditor should look at in how two people rate each other; `repeated` top ratings are one sign."""
    signals = []
    if pair.is_related:
        rated = pair.ratings_by_one + pair.ratings_by_other
        signals.append(_signal(SignalKind.DECLARED_RELATION, ratings=rated))
    if pair.tops_by_one and pair.tops_by_other:
        signals.append(_signal(SignalKind.MUTUAL_TOP, one=pair.tops_by_one, other=pair.tops_by_other))
    if max(pair.tops_by_one, pair.tops_by_other) >= repeated:
        most, of = max((pair.tops_by_one, pair.ratings_by_one), (pair.tops_by_other, pair.ratings_by_other))
        signals.append(_signal(SignalKind.REPEATED_TOP, tops=most, ratings=of))
    return signals


@lru_cache(maxsize=20_000)
def read_means(said: str) -> tuple[GroupMean, ...]:
    """Return the means of the groups, from `group points ratings y|p` of each source, one after the other.

    A source is a rater (self, superior) or all who answered on one occasion (peers, subordinates), `y` when it speaks
    of the year. The points are the sum over the seven values and all its ratings that count. Few such texts are
    different, however many people there are.
    """
    by_group: dict[Group, list[tuple[int, int, bool]]] = {}
    for source in said.split(";"):
        group, points, ratings, of_what = source.split(" ")
        by_group.setdefault(Group(group), []).append((int(points), int(ratings), of_what == OF_YEAR))
    return tuple(_group_mean(group, by_group[group]) for group in Group if group in by_group)


def _group_mean(group: Group, sources: Sequence[tuple[int, int, bool]]) -> GroupMean:
    if group.is_asked:
        chosen = [each for each in sources if each[2]] or sources
        points, answers = sum(each[0] for each in chosen), sum(each[1] for each in chosen)
        mean = Fraction(points, answers * len(CoreValue))
        return GroupMean(group, mean.numerator, mean.denominator, max(each[1] for each in chosen))
    means = [Fraction(points, ratings * len(CoreValue)) for points, ratings, _ in sources]
    mean = sum(means, Fraction(0)) / len(means)
    return GroupMean(group, mean.numerator, mean.denominator, len(means))


def _gap(known: BehaviorSummary, value: CoreValue, distance: Fraction) -> ValueGap:
    means = {group: _value_mean(summary.levels[value]) for group, summary in known.groups.items()}
    others = [mean for group, mean in means.items() if group is not Group.SELF]
    if Group.SELF not in means or not others:
        return ValueGap(value, means, None)
    gap = means[Group.SELF] - _middle(others)
    if abs(gap) < distance:
        return ValueGap(value, means, GapReading.ALIKE)
    return ValueGap(value, means, GapReading.SELF_HIGHER if gap > 0 else GapReading.SELF_LOWER)


def _value_mean(counts: Mapping[RatingLevel, int]) -> Fraction:
    return Fraction(sum(POINTS[level] * count for level, count in counts.items()), sum(counts.values()))


def _middle(means: Sequence[Fraction]) -> Fraction:
    return sum(means, Fraction(0)) / len(means)


def _signal(kind: SignalKind, **facts: int) -> Signal:
    said, not_said = SIGNALS[kind]
    return Signal(kind, said.fill(**facts), not_said)


def _hidden_from(relation: Relation) -> Group | None:
    return Group.SUPERIOR if relation is Relation.SELF else Group.SELF if relation.is_above else None


def _summary(group: Group, given: Sequence[GivenRating]) -> GroupSummary:
    answers, raters, mean = _told_of_occasions(given) if group.is_asked else _told_by_raters(given)
    return GroupSummary(
        group,
        raters,
        levels={value: _count(answers, value) for value in CoreValue},
        mean=mean,
        # In the order of the alphabet, which says nothing about who wrote first.
        notes={
            value: tuple(sorted(each.notes[value] for each in answers if value in each.notes)) for value in CoreValue
        },
    )


def _told_of_occasions(given: Sequence[GivenRating]) -> tuple[Sequence[GivenRating], int, Fraction]:
    answers = _for_the_year(given)
    fullest = max(Counter(each.period_id for each in answers).values())
    return answers, fullest, _mean(answers)


def _told_by_raters(given: Sequence[GivenRating]) -> tuple[Sequence[GivenRating], int, Fraction]:
    by_rater: dict[UUID, list[GivenRating]] = {}
    for each in given:
        by_rater.setdefault(each.rater_id, []).append(each)
    chosen = [_for_the_year(of_rater) for of_rater in by_rater.values()]
    mean = sum((_mean(of_rater) for of_rater in chosen), Fraction(0)) / len(chosen)
    return [each for of_rater in chosen for each in of_rater], len(chosen), mean


def _for_the_year(given: Sequence[GivenRating]) -> Sequence[GivenRating]:
    return [each for each in given if each.period_id is None] or given


def _count(answers: Sequence[GivenRating], value: CoreValue) -> Mapping[RatingLevel, int]:
    counted = Counter(answer.levels[value] for answer in answers)
    return {level: counted[level] for level in RatingLevel}


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
