"""A policy as a document and back: nothing is lost, so that a stored version can be computed with for ever."""

import json

import pytest

from kinerja_api.policies.loader import load_agency_defaults, load_national
from kinerja_api.policies.rules.documents import (
    adjustable_of,
    from_document,
    instruments_of,
    registration_of,
    to_document,
    verification_of,
)
from kinerja_api.policies.types import VerificationCounts
from kinerja_api.scoring.policy import Kind, PolicySet

POLICIES = [*load_national().policies.values(), *load_agency_defaults().policies.values()]


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.key)
def test_a_policy_survives_being_a_document(policy: PolicySet) -> None:
    stored = json.loads(json.dumps(to_document(policy)))

    assert from_document(stored, policy.sha256) == policy


def test_the_policies_use_every_kind_of_value() -> None:
    assert {each.kind for policy in POLICIES for each in policy.parameters.values()} == set(Kind)


def test_the_components_keep_the_order_of_the_file() -> None:
    policy = next(each for each in POLICIES if each.key == "composite_default")
    weights = next(each for each in to_document(policy)["parameters"] if each["name"] == "component_weights")

    assert list(weights["values"][0]["value"].items()) == [
        ("work_result", "60"),
        ("behavior", "30"),
        ("citizen_satisfaction", "10"),
        ("discipline", "0"),
        ("self_assessment", "0"),
    ]


def test_a_document_says_on_which_law_it_rests_and_how_sure_that_is() -> None:
    policy = load_national().get("permenpanrb_6_2022")
    document = to_document(policy)

    assert instruments_of(document) == ["PermenPANRB 6/2022", "SE MenPANRB 3/2023"]
    assert verification_of(document) == VerificationCounts(verbatim=0, secondary=1, unverified=3)


def test_a_document_names_what_an_agency_may_adjust() -> None:
    assert adjustable_of(to_document(load_national().get("permenpanrb_6_2022"))) == []
    assert "component_weights" in adjustable_of(to_document(load_agency_defaults().get("composite_default")))


def test_what_is_registered_is_the_policy_with_its_digest() -> None:
    policy = load_national().get("permenpanrb_14_2017")
    registration = registration_of(policy)

    assert (registration.key, registration.sha256) == (policy.key, policy.sha256)
    assert registration.document == to_document(policy)
    assert registration.in_force_from == policy.in_force.since
