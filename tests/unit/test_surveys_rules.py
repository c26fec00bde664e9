"""Rules, life and access of surveys, as tables."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import product
from uuid import UUID

import pytest

from kinerja_api.authz.decision import Allowed, Denied, Invisible
from kinerja_api.authz.permissions import Role, permissions_of
from kinerja_api.authz.principal import Principal
from kinerja_api.kit.ids import AccountId, AgencyId
from kinerja_api.kit.lifecycle import Obstacle
from kinerja_api.kit.problems import IllegalTransition
from kinerja_api.kit.text import Text
from kinerja_api.scoring.facts import CostMode, SurveyGrade
from kinerja_api.surveys.access import decide_change, decide_read_remarks, decide_see, manages
from kinerja_api.surveys.lifecycle import SURVEY, SurveyFacts
from kinerja_api.surveys.rules import (
    FORM,
    GRADE_LABELS,
    AnswerToken,
    CostTreatment,
    SurveyWindow,
    agency_code_of,
    answers_to_store,
    fault_of_treatment,
    form_of,
    is_asked,
    number_of,
    stated_weight,
    token_purpose,
    unpack_token,
)
from kinerja_api.surveys.service.results import wording_of
from kinerja_api.surveys.types import Element, SurveyStatus, WeightConvention

WORDS = Text("Apakah Saudara diminta membayar?", "Were you asked to pay?")
WORDING = wording_of(date(2026, 4, 6))
NOON = datetime(2026, 4, 6, 5, tzinfo=UTC)
READY = SurveyFacts(has_days_left=True, service_is_active=True, cost_fault=None, unanswered=())


def test_the_form_is_the_one_of_the_annex() -> None:
    form = form_of(CostTreatment(CostMode.DITANYAKAN), WORDING)

    assert [question.element for question in form] == list(Element)
    assert [question.number for question in form] == list(range(1, 10))
    # The U8/U9 trap: on the questionnaire the facilities come before the complaints.
    assert [question.element for question in form[7:]] == [Element.SARPRAS, Element.PENGADUAN]
    assert form[3].question == Text(
        "Bagaimana pendapat Saudara tentang kewajaran biaya/tarif dalam pelayanan?",
        "How fair is the cost of the service?",
    )
    assert [option.id for option in form[3].options] == ["Sangat mahal", "Cukup mahal", "Murah", "Gratis"]
    assert form[7].options[1] == Text("Cukup", "Sufficient")


def test_every_element_has_a_name_and_four_answers_in_english() -> None:
    assert list(FORM) == list(Element)
    assert all(len(set(each.options)) == 4 for each in FORM.values())
    assert [number_of(element) for element in Element] == list(range(1, 10))
    assert set(GRADE_LABELS) == set(SurveyGrade)
    assert GRADE_LABELS[SurveyGrade.C].id == "Kurang baik"


def test_the_cost_element_is_reworded_or_left_out() -> None:
    reworded = form_of(CostTreatment(CostMode.DISESUAIKAN, WORDS), WORDING)
    without = form_of(CostTreatment(CostMode.DIKECUALIKAN, exclusion_reason="BPJS"), WORDING)

    assert [question.question for question in reworded if question.element is Element.BIAYA] == [WORDS]
    assert reworded[0] == form_of(CostTreatment(CostMode.DITANYAKAN), WORDING)[0]
    assert [question.number for question in without] == list(range(1, 9))
    assert Element.BIAYA not in {question.element for question in without}


@pytest.mark.parametrize(
    ("treatment", "is_free", "is_lawful"),
    [
        (CostTreatment(CostMode.DITANYAKAN), False, True),
        (CostTreatment(CostMode.DITANYAKAN), True, True),
        (CostTreatment(CostMode.GRATIS_OTOMATIS), True, True),
        (CostTreatment(CostMode.GRATIS_OTOMATIS), False, False),
        (CostTreatment(CostMode.DISESUAIKAN, WORDS), True, True),
        (CostTreatment(CostMode.DISESUAIKAN, WORDS), False, False),
        (CostTreatment(CostMode.DISESUAIKAN), True, False),
        (CostTreatment(CostMode.DIKECUALIKAN, exclusion_reason="BPJS"), True, True),
        (CostTreatment(CostMode.DIKECUALIKAN, exclusion_reason="BPJS"), False, False),
        (CostTreatment(CostMode.DIKECUALIKAN), True, False),
    ],
)
def test_the_cost_element_is_treated_only_as_the_annex_lets_it(
    treatment: CostTreatment,
    is_free: bool,  # noqa: FBT001  a row of the table
    is_lawful: bool,  # noqa: FBT001  a row of the table
) -> None:
    assert (fault_of_treatment(treatment, service_is_free=is_free) is None) is is_lawful


def test_a_free_service_counts_four_and_says_that_nobody_was_asked() -> None:
    given = {Element.WAKTU: 3}

    assert answers_to_store(given, CostTreatment(CostMode.DITANYAKAN)) == {Element.WAKTU: (3, False)}
    assert answers_to_store(given, CostTreatment(CostMode.GRATIS_OTOMATIS)) == {
        Element.WAKTU: (3, False),
        Element.BIAYA: (4, True),
    }


def test_only_the_cost_element_is_ever_not_asked() -> None:
    not_asked = {(element, mode) for element, mode in product(Element, CostMode) if not is_asked(element, mode)}

    assert not_asked == {(Element.BIAYA, CostMode.GRATIS_OTOMATIS), (Element.BIAYA, CostMode.DIKECUALIKAN)}


@pytest.mark.parametrize(("status", "day"), list(product(SurveyStatus, range(1, 6))))
def test_answers_are_taken_while_published_from_the_first_to_the_last_day(status: SurveyStatus, day: int) -> None:
    window = SurveyWindow(status, date(2026, 4, 2), date(2026, 4, 4))

    assert window.is_open(date(2026, 4, day)) is (status is SurveyStatus.PUBLISHED and 2 <= day <= 4)


def test_a_token_comes_back_until_its_time_is_over() -> None:
    token = AnswerToken(UUID(int=7), NOON + timedelta(hours=1))

    assert unpack_token(token.pack(), NOON) == token
    assert unpack_token(token.pack(), token.expires_at - timedelta(microseconds=1)) == token
    assert unpack_token(token.pack(), token.expires_at) is None
    assert len(token.digest) == 32
    assert token.digest != AnswerToken(UUID(int=8), token.expires_at).digest


@pytest.mark.parametrize(
    ("code", "agency"),
    [("lhokseumawe-h7k2m9qwx4tr", "lhokseumawe"), ("kota-1-h7k2", "kota-1"), ("h7k2", ""), ("", ""), ("-x", "")],
)
def test_the_agency_is_found_by_the_beginning_of_the_code(code: str, agency: str) -> None:
    assert agency_code_of(code) == agency


def test_a_token_is_signed_for_one_survey() -> None:
    assert token_purpose("a-1") != token_purpose("a-2")


def test_weights_are_kept_as_they_were_published() -> None:
    weights = {convention: stated_weight(convention) for convention in WeightConvention}

    assert list(weights.values()) == [None, Decimal("0.111"), Decimal("0.11")]


STEPS = {
    ("publish", SurveyStatus.DRAFT): SurveyStatus.PUBLISHED,
    ("close", SurveyStatus.PUBLISHED): SurveyStatus.CLOSED,
    ("reopen", SurveyStatus.CLOSED): SurveyStatus.PUBLISHED,
    ("publish_result", SurveyStatus.CLOSED): SurveyStatus.RESULT_PUBLISHED,
}


@pytest.mark.parametrize(
    ("name", "state"), list(product(["publish", "close", "reopen", "publish_result"], SurveyStatus))
)
def test_the_life_of_a_survey(name: str, state: SurveyStatus) -> None:
    if (name, state) in STEPS:
        assert SURVEY.take(name, state, READY).target is STEPS[name, state]
        return
    with pytest.raises(IllegalTransition) as refused:
        SURVEY.take(name, state, READY)
    assert refused.value.basis


@pytest.mark.parametrize(
    ("name", "state", "facts"),
    [
        ("publish", SurveyStatus.DRAFT, SurveyFacts(False, True, None, ())),  # noqa: FBT003
        ("publish", SurveyStatus.DRAFT, SurveyFacts(True, False, None, ())),  # noqa: FBT003
        ("publish", SurveyStatus.DRAFT, SurveyFacts(True, True, WORDS, ())),  # noqa: FBT003
        ("reopen", SurveyStatus.CLOSED, SurveyFacts(False, True, None, ())),  # noqa: FBT003
        ("publish_result", SurveyStatus.CLOSED, SurveyFacts(True, True, None, ("waktu",))),  # noqa: FBT003
    ],
)
def test_a_step_waits_for_what_it_needs_and_says_on_which_law(
    name: str, state: SurveyStatus, facts: SurveyFacts
) -> None:
    [obstacle] = SURVEY.by_name[name].obstacles(facts)

    assert isinstance(obstacle, Obstacle)
    assert obstacle.basis[0].instrument == "PermenPANRB 14/2017"
    with pytest.raises(IllegalTransition):
        SURVEY.take(name, state, facts)


def principal(role: Role) -> Principal:
    roles = frozenset({role})
    return Principal(AccountId(UUID(int=1)), AgencyId(UUID(int=2)), "Nama", roles, permissions_of(roles))


@pytest.mark.parametrize(("role", "status"), list(product(Role, SurveyStatus)))
def test_drafts_are_seen_by_those_who_manage_surveys(role: Role, status: SurveyStatus) -> None:
    who = principal(role)
    expected = Allowed() if manages(who) or status is not SurveyStatus.DRAFT else Invisible()

    assert decide_see(who, status) == expected
    assert manages(who) is (role in {Role.SURVEY_OFFICER, Role.HR_ADMIN})


@pytest.mark.parametrize(
    ("status", "changed", "is_allowed"),
    [
        (SurveyStatus.DRAFT, {"title", "cost_mode", "closes_on"}, True),
        (SurveyStatus.PUBLISHED, {"closes_on"}, True),
        (SurveyStatus.PUBLISHED, {"closes_on", "population"}, True),
        (SurveyStatus.PUBLISHED, {"closes_on", "title"}, False),
        (SurveyStatus.PUBLISHED, {"cost_mode"}, False),
        (SurveyStatus.CLOSED, {"closes_on"}, False),
        (SurveyStatus.RESULT_PUBLISHED, {"title"}, False),
    ],
)
def test_all_citizens_answer_the_same_form(
    status: SurveyStatus,
    changed: set[str],
    is_allowed: bool,  # noqa: FBT001  a row of the table
) -> None:
    decision = decide_change(status, frozenset(changed))

    assert isinstance(decision, Allowed if is_allowed else Denied)


@pytest.mark.parametrize("status", SurveyStatus)
def test_remarks_are_read_when_nobody_is_known_by_the_hour(status: SurveyStatus) -> None:
    is_over = status in {SurveyStatus.CLOSED, SurveyStatus.RESULT_PUBLISHED}

    assert isinstance(decide_read_remarks(status), Allowed if is_over else Denied)
