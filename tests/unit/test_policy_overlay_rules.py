"""Rules of agency overlays: what an agency may lay over a policy, who may, and which version rules which day."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja_api.authz.decision import Allowed, Denied, Invisible
from kinerja_api.authz.permissions import Role, permissions_of
from kinerja_api.authz.principal import Principal
from kinerja_api.kit.ids import AccountId, AgencyId
from kinerja_api.kit.problems import IllegalTransition
from kinerja_api.policies.access import decide_change, decide_see, decide_step
from kinerja_api.policies.lifecycle import OVERLAY, OverlayFacts
from kinerja_api.policies.loader import load_agency_default, load_national
from kinerja_api.policies.rules.changes import ChangeKind, changes_between
from kinerja_api.policies.rules.documents import from_document, read_shown, to_document
from kinerja_api.policies.rules.overlays import (
    Fault,
    GivenAdjustment,
    canonical,
    digest,
    faults_of,
    merge,
    place_from,
    read_adjustments,
)
from kinerja_api.policies.types import (
    Adjustment,
    GivenValue,
    Overlay,
    OverlayStatus,
    Placed,
    Regulation,
)
from kinerja_api.scoring.policy import Adjustable, Kind, Parameter, PolicySet, Range, Verification
from kinerja_api.scoring.text import Text

BASE = load_agency_default()
SINCE = date(2027, 1, 1)
REGULATION = Regulation("Peraturan Wali Kota Nomor 12 Tahun 2026", "https://jdih.contoh.go.id", Verification.VERBATIM)
WEIGHTS = {
    "work_result": "50",
    "behavior": "30",
    "citizen_satisfaction": "20",
    "discipline": "0",
    "self_assessment": "0",
}


def read(*wanted: tuple[str, GivenValue], since: date = SINCE, base: PolicySet = BASE) -> tuple[list[str], list[Fault]]:
    adjustments, faults = read_adjustments(base, since, [GivenAdjustment(*each, "Pasal 7") for each in wanted])
    return [each.parameter for each in adjustments], faults


def overlay(*adjustments: Adjustment) -> Overlay:
    return Overlay("12/2026", Text("Nilai kota", "City score"), SINCE, REGULATION, adjustments)


def adjustment(parameter: str, value: GivenValue) -> Adjustment:
    found, faults = read_adjustments(BASE, SINCE, [GivenAdjustment(parameter, value, "Pasal 7")])
    assert faults == []
    return found[0]


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("component_weights", WEIGHTS),
        (
            "when_missing",
            {
                "work_result": "pending",
                "behavior": "pending",
                "citizen_satisfaction": "reweight",
                "discipline": "pending",
                "self_assessment": "pending",
            },
        ),
        ("behavior_required_groups", ["superior", "peer"]),
        ("decimals", "0"),
        ("decimals", "4"),
    ],
)
def test_what_lies_within_the_bounds_is_allowed(parameter: str, value: GivenValue) -> None:
    assert read((parameter, value)) == ([parameter], [])


@pytest.mark.parametrize(
    ("parameter", "value", "code", "said"),
    [
        ("astrology", "1", "unknown_parameter", "has no such parameter"),
        ("bounds", {"lowest": "0", "highest": "120"}, "not_adjustable", "is fixed by Kebijakan instansi"),
        ("decimals", "5", "out_of_bounds", "5 is outside the bounds 0 to 4"),
        ("decimals", "2,5", "wrong_form", "a number in a string"),
        ("decimals", True, "wrong_form", "a number in a string"),
        ("decimals", ["2"], "wrong_form", "a number in a string"),
        ("component_weights", "100", "wrong_form", "a table of names and numbers"),
        ("component_weights", {**WEIGHTS, "behavior": "much"}, "wrong_form", "a table of names and numbers"),
        ("component_weights", {"work_result": "100"}, "out_of_bounds", "exactly the entries work_result, behavior"),
        (
            "component_weights",
            {
                "work_result": "30",
                "behavior": "50",
                "citizen_satisfaction": "20",
                "discipline": "0",
                "self_assessment": "0",
            },
            "out_of_bounds",
            "work_result: 30 is outside the bounds 40 to 100",
        ),
        ("when_missing", ["pending"], "wrong_form", "a table of names and words"),
        ("behavior_required_groups", ["superior", "superior"], "wrong_form", "without repetition"),
        ("behavior_required_groups", ["self"], "out_of_bounds", "self is not one of: superior, peer, subordinate"),
    ],
)
def test_what_leaves_the_bounds_is_refused_with_its_place(
    parameter: str, value: GivenValue, code: str, said: str
) -> None:
    read_ones, faults = (
        read(("decimals", "1"), (parameter, value)) if parameter != "decimals" else read((parameter, value))
    )

    assert parameter not in read_ones
    [fault] = faults
    assert fault.code == code
    assert said in fault.detail.en
    assert fault.adjustment == (0 if parameter == "decimals" else 1)


def test_a_refusal_rests_on_the_article_of_the_value_that_it_protects() -> None:
    _, [fault] = read(("predicate_matrix", "x"), base=load_national().get("permenpanrb_6_2022"))

    assert [(basis.instrument, basis.verification) for basis in fault.basis] == [("PermenPANRB 6/2022", "secondary")]
    assert fault.detail.en.endswith("Adjustable are: -.")


def test_a_parameter_is_adjusted_once() -> None:
    read_ones, [fault] = read(("decimals", "1"), ("decimals", "3"))

    assert read_ones == ["decimals"]
    assert (fault.code, fault.adjustment, fault.part) == ("twice", 1, "parameter")


def test_nothing_is_adjusted_before_the_policy_itself_is_in_force() -> None:
    read_ones, [fault] = read(("decimals", "1"), since=date(2021, 12, 31))

    assert read_ones == []
    assert (fault.code, fault.adjustment) == ("not_in_force", None)
    assert "2022-01-01" in fault.detail.en


def test_what_is_scored_by_the_year_begins_with_one_and_other_policies_on_any_day() -> None:
    _, [fault] = read(("decimals", "1"), since=date(2026, 7, 1))
    survey = load_national().get("permenpanrb_14_2017")
    factor = survey.parameters["conversion_factor"]
    own = factor.values[0].value
    assert isinstance(own, Fraction)
    adjustable = replace(factor, adjustable=Adjustable(each=Range(own, own)))
    open_to_agencies = replace(survey, parameters={factor.name: adjustable})

    assert (fault.code, fault.adjustment) == ("not_a_whole_year", None)
    assert "2027-01-01" in fault.detail.en
    assert read((factor.name, str(own)), since=date(2026, 7, 1), base=open_to_agencies) == ([factor.name], [])


def test_a_yes_or_no_can_be_adjusted() -> None:
    base = load_national().get("kenaikan_pangkat_reguler")
    flag = next(each for each in base.parameters.values() if each.kind is Kind.FLAG)
    open_to_agencies = replace(base, parameters={flag.name: replace(flag, adjustable=Adjustable())})

    assert read((flag.name, True), base=open_to_agencies) == ([flag.name], [])
    assert [fault.code for fault in read((flag.name, "true"), base=open_to_agencies)[1]] == ["wrong_form"]


def test_weights_that_do_not_make_a_hundred_are_found_at_their_adjustment() -> None:
    decimals = adjustment("decimals", "1")
    weights = adjustment("component_weights", {**WEIGHTS, "behavior": "40"})

    [fault] = faults_of(merge(BASE, overlay(decimals, weights)), [decimals, weights])

    assert (fault.code, fault.adjustment) == ("not_whole", 1)
    assert "the weights make 110, not 100" in fault.detail.en


def test_the_policy_of_an_agency_holds_its_values_from_its_day_on_and_all_others_as_they_were() -> None:
    merged = merge(BASE, overlay(adjustment("component_weights", WEIGHTS)))

    [weights] = merged.parameters["component_weights"].values
    assert weights.value == {name: Fraction(number) for name, number in WEIGHTS.items()}
    assert (weights.in_force.since, weights.in_force.until) == (SINCE, None)
    assert (weights.reference.instrument, weights.reference.article) == (REGULATION.instrument, "Pasal 7")
    assert weights.verification is Verification.VERBATIM
    assert merged.parameters["decimals"].values == BASE.parameters["decimals"].values
    assert (merged.key, merged.version, merged.in_force.since) == (BASE.key, "12/2026", SINCE)
    assert faults_of(merged, []) == []


def test_entries_keep_the_order_of_the_policy_below_whatever_the_client_sent() -> None:
    merged = merge(BASE, overlay(adjustment("component_weights", dict(reversed(WEIGHTS.items())))))

    value = merged.parameters["component_weights"].values[0].value
    assert isinstance(value, Mapping)
    assert list(value) == list(WEIGHTS)


def test_the_digest_is_that_of_the_document_and_can_be_checked_from_outside() -> None:
    merged = merge(BASE, overlay(adjustment("decimals", "1")))
    document = to_document(merged)

    assert merged.sha256 == digest(document)
    assert json.loads(canonical(document)) == document
    assert from_document(json.loads(json.dumps(document)), merged.sha256) == merged
    assert merge(BASE, overlay(adjustment("decimals", "3"))).sha256 != merged.sha256


def test_a_document_from_before_there_were_bounds_is_still_read() -> None:
    document = to_document(BASE)
    for parameter in document["parameters"]:
        del parameter["adjustable"]

    assert {each.adjustable for each in from_document(document, "0" * 64).parameters.values()} == {None}


def test_what_changed_is_told_value_by_value() -> None:
    before = to_document(BASE)
    after = to_document(merge(BASE, overlay(adjustment("decimals", "1"))))
    gone = {**after, "parameters": [each for each in after["parameters"] if each["name"] != "bounds"]}

    [change] = changes_between(before, after)
    assert (change.kind, change.parameter["name"]) == (ChangeKind.CHANGED, "decimals")
    assert (change.before[0]["value"], change.after[0]["value"]) == ("2", "1")
    assert [(each.kind, each.parameter["name"]) for each in changes_between(after, gone)] == [
        (ChangeKind.REMOVED, "bounds")
    ]
    assert [(each.kind, each.parameter["name"], each.before) for each in changes_between(gone, after)] == [
        (ChangeKind.ADDED, "bounds", [])
    ]
    assert list(changes_between(before, before)) == []


def test_a_stored_value_is_read_as_it_was_written() -> None:
    assert read_shown(Kind.WORDS, ["a", "b"]) == ("a", "b")
    assert read_shown(Kind.NUMBER, "2.5") == Fraction(5, 2)


# Which version rules which day.
ONE, TWO, NEW = UUID(int=1), UUID(int=2), UUID(int=9)
JANUARY, APRIL, JULY = date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1)


@pytest.mark.parametrize(
    ("timeline", "since", "placed", "former"),
    [
        ([], APRIL, (APRIL, None), None),
        ([Placed(ONE, JANUARY, None)], APRIL, (APRIL, None), (ONE, JANUARY, APRIL)),
        ([Placed(ONE, APRIL, None)], JANUARY, (JANUARY, APRIL), None),
        ([Placed(ONE, APRIL, None)], APRIL, (APRIL, None), (ONE, APRIL, APRIL)),
        ([Placed(ONE, JANUARY, JULY), Placed(TWO, JULY, None)], APRIL, (APRIL, JULY), (ONE, JANUARY, APRIL)),
        ([Placed(ONE, JANUARY, JULY), Placed(TWO, JULY, None)], JANUARY, (JANUARY, JULY), (ONE, JANUARY, JANUARY)),
        ([Placed(TWO, JULY, JULY)], APRIL, (APRIL, None), None),
    ],
    ids=[
        "the first",
        "after",
        "before",
        "in its place",
        "between",
        "in the place of the first",
        "empty ones count not",
    ],
)
def test_a_version_takes_over_from_its_day_up_to_the_next(
    timeline: list[Placed], since: date, placed: tuple[date, date | None], former: tuple[UUID, date, date] | None
) -> None:
    new, closed = place_from(timeline, NEW, since)

    assert new == Placed(NEW, *placed)
    assert closed == (Placed(*former) if former else None)


@given(days=st.lists(st.integers(0, 30), max_size=12))
@settings(max_examples=200, deadline=None)
def test_whatever_the_order_of_publication_each_day_has_at_most_one_version_and_no_day_is_lost(days: list[int]) -> None:
    timeline: dict[UUID, Placed] = {}
    for number, offset in enumerate(days):
        new, former = place_from(
            [each for each in timeline.values() if not each.is_empty],
            UUID(int=number),
            JANUARY + timedelta(days=offset),
        )
        if former is not None:
            timeline[former.id] = former
        timeline[new.id] = new

    for offset in range(40):
        day = JANUARY + timedelta(days=offset)
        ruling = [each for each in timeline.values() if each.since <= day and (each.until is None or day < each.until)]
        assert len(ruling) == (1 if days and offset >= min(days) else 0)


# Its life.
FINE = OverlayFacts(base_is_current=True, begins_in_the_past=False)
STEPS = {
    ("draft", "review"): "reviewed",
    ("draft", "discard"): "discarded",
    ("reviewed", "return"): "draft",
    ("reviewed", "publish"): "published",
    ("published", "supersede"): "superseded",
}


@pytest.mark.parametrize(("state", "step"), list(product(OverlayStatus, OVERLAY.by_name)))
def test_only_these_steps_lead_on(state: OverlayStatus, step: str) -> None:
    facts = replace(FINE, note="ya")
    if (state.value, step) in STEPS:
        assert OVERLAY.take(step, state, facts).target == STEPS[state.value, step]
    else:
        with pytest.raises(IllegalTransition):
            OVERLAY.take(step, state, facts)


@pytest.mark.parametrize(
    ("step", "state", "facts", "said"),
    [
        ("review", OverlayStatus.DRAFT, replace(FINE, base_is_current=False), "has a new version"),
        ("publish", OverlayStatus.REVIEWED, replace(FINE, base_is_current=False), "has a new version"),
        ("publish", OverlayStatus.REVIEWED, replace(FINE, begins_in_the_past=True), "begins in the past"),
        ("return", OverlayStatus.REVIEWED, FINE, "what has to be corrected"),
    ],
)
def test_what_stands_in_the_way_is_said_with_its_law(
    step: str, state: OverlayStatus, facts: OverlayFacts, said: str
) -> None:
    with pytest.raises(IllegalTransition) as refused:
        OVERLAY.take(step, state, facts)

    assert said in refused.value.detail.en
    assert refused.value.basis


def test_a_rule_for_the_past_needs_a_reason_and_then_goes_through() -> None:
    facts = replace(FINE, begins_in_the_past=True, note="Perwali ditetapkan terlambat.")

    assert OVERLAY.take("publish", OverlayStatus.REVIEWED, facts).target is OverlayStatus.PUBLISHED


# Who may.
ME, OTHER = AccountId(UUID(int=1)), AccountId(UUID(int=2))


def principal(*roles: Role, account: AccountId = OTHER) -> Principal:
    held = frozenset(roles)
    return Principal(account, AgencyId(UUID(int=7)), "Orang", held, permissions_of(held))


@pytest.mark.parametrize(
    ("who", "step", "said"),
    [
        (principal(Role.HR_ADMIN), "review", None),
        (principal(Role.APPOINTING_OFFICIAL), "review", None),
        (principal(Role.HR_ADMIN), "return", None),
        (principal(Role.APPOINTING_OFFICIAL), "publish", None),
        (principal(Role.HR_ADMIN, account=ME), "discard", None),
        (principal(Role.HR_ADMIN), "discard", "Only the person who drafted"),
        (principal(Role.HR_ADMIN, account=ME), "review", "a second person must"),
        (principal(Role.HR_ADMIN, Role.APPOINTING_OFFICIAL, account=ME), "publish", "a second person must"),
        (principal(Role.HR_ADMIN), "publish", "Only the appointing official"),
        (principal(Role.EMPLOYEE), "review", "Another HR administrator"),
        (principal(Role.AUDITOR), "publish", "Another HR administrator"),
        (principal(Role.APPOINTING_OFFICIAL), "supersede", "the system's own"),
    ],
)
def test_who_drafts_neither_reviews_nor_publishes(who: Principal, step: str, said: str | None) -> None:
    decision = decide_step(who, ME, step)

    if said is None:
        assert decision == Allowed()
    else:
        assert isinstance(decision, Denied)
        assert said in decision.reason.en
        assert decision.basis


@pytest.mark.parametrize("status", list(OverlayStatus))
def test_only_the_drafter_changes_and_only_a_draft(status: OverlayStatus) -> None:
    mine = decide_change(principal(Role.HR_ADMIN, account=ME), ME, status)
    theirs = decide_change(principal(Role.HR_ADMIN), ME, status)

    assert isinstance(theirs, Denied)
    assert (mine == Allowed()) is (status is OverlayStatus.DRAFT)


@pytest.mark.parametrize(("role", "status"), list(product(Role, OverlayStatus)))
def test_what_is_published_is_for_everybody_and_a_draft_for_those_who_take_part(
    role: Role, status: OverlayStatus
) -> None:
    takes_part = role in {Role.HR_ADMIN, Role.APPOINTING_OFFICIAL, Role.AUDITOR}
    is_open = status in {OverlayStatus.PUBLISHED, OverlayStatus.SUPERSEDED}

    assert decide_see(principal(role), status) == (Allowed() if is_open or takes_part else Invisible())


def test_a_parameter_that_began_later_than_the_policy_keeps_its_own_beginning() -> None:
    decimals = BASE.parameters["decimals"]
    later: Parameter = replace(decimals, scope=replace(decimals.scope, since=date(2030, 1, 1)))
    base = replace(BASE, parameters={**BASE.parameters, "decimals": later})

    assert merge(base, overlay()).parameters["decimals"].scope.since == date(2030, 1, 1)
