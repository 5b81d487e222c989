"""Screening, section 36 and other pathways: each rule, and what it says when it says no."""

import datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from channel import services
from channel.models import (
    AlternativePathway,
    Case,
    CaseEvent,
    Deconfliction,
    GatewayAssessment,
    Section36Decision,
    Term,
    ThresholdDecision,
)
from channel.states import Status
from prevent_portal.acting import acting_for
from prevent_portal.errors import Refused

from .panels import DAY

Conclusion = GatewayAssessment.Conclusion
Outcome = Deconfliction.Outcome
POLICE, AUTHORITY = Section36Decision.DecidedBy.POLICE, Section36Decision.DecidedBy.AUTHORITY


@pytest.fixture
def coordinator(world, case):
    """The coordinator, for whom the portal acts through the test."""
    with acting_for(world.coordinator):
        yield world.coordinator


def term(name, words):
    return Term.objects.get(list=name, words=words)


def screened(case, by, *, outcome=Outcome.CLEAR, conclusion=Conclusion.CONCERN):
    services.begin_screening(case, by=by, on=DAY)
    services.record_deconfliction(case, by=by, on=DAY, outcome=outcome)
    services.record_gateway_assessment(
        case, by=by, on=DAY, conclusion=conclusion, words="The wallpaper was mentioned twice."
    )


def at_section_36(case, by):
    screened(case, by)
    services.gather_information(case, by=by, on=DAY)
    return services.go_to_section_36(case, by=by, on=DAY)


def decide(case, by, **changes):
    given = {
        "on": DAY,
        "decided_by": POLICE,
        "decider": "Superintendent Ambrose Tuck",
        "is_met": True,
        "grounds": "He has asked three people for marmalade recipes.",
    }
    return services.decide_section_36(case, by=by, **(given | changes))


def status_of(case):
    return Case.objects.get(pk=case.pk).status


def not_progressed(case, by):
    services.begin_screening(case, by=by, on=DAY)
    return services.not_progress(
        case, by=by, on=DAY, reason=term("not_progressed", "Another safeguarding route")
    )


# Screening


def test_a_referral_is_screened_and_information_gathered(case, coordinator):
    screened(case, coordinator)
    services.gather_information(case, by=coordinator, on=DAY)

    now = Case.objects.get(pk=case.pk)
    assert (now.status, now.due_step, now.screened_on) == (Status.GATHERING, "answer", DAY)
    assert now.due_on == datetime.date(2026, 3, 9)
    assert [each.decided for each in now.threshold_decisions.all()] == ["gather"]


@pytest.mark.parametrize(
    ("outcome", "sentence"), [(Outcome.PENDING, "pending"), (Outcome.NOT_CLEAR, "not clear")]
)
def test_nothing_is_gathered_before_deconfliction_is_clear(case, coordinator, outcome, sentence):
    screened(case, coordinator, outcome=outcome)

    with pytest.raises(Refused, match=f"Deconfliction is {sentence}"):
        services.gather_information(case, by=coordinator, on=DAY)
    services.record_deconfliction(case, by=coordinator, on=DAY, outcome=Outcome.CLEAR)
    services.gather_information(case, by=coordinator, on=DAY)


def test_nothing_is_gathered_without_deconfliction_or_gateway_assessment(case, coordinator):
    services.begin_screening(case, by=coordinator, on=DAY)
    with pytest.raises(Refused, match="Record deconfliction first"):
        services.gather_information(case, by=coordinator, on=DAY)
    services.record_deconfliction(case, by=coordinator, on=DAY, outcome=Outcome.CLEAR)
    with pytest.raises(Refused, match="Record the gateway assessment first"):
        services.gather_information(case, by=coordinator, on=DAY)


def test_nothing_is_gathered_where_the_gateway_assessment_found_no_concern(case, coordinator):
    screened(case, coordinator, conclusion=Conclusion.NO_CONCERN)
    with pytest.raises(Refused, match="found no concern"):
        services.gather_information(case, by=coordinator, on=DAY)


def test_a_gateway_assessment_says_what_it_concludes(case, coordinator):
    services.begin_screening(case, by=coordinator, on=DAY)
    with pytest.raises(Refused, match="Say what the assessment concludes"):
        services.record_gateway_assessment(
            case, by=coordinator, on=DAY, conclusion=Conclusion.CONCERN, words="  "
        )


def test_deconfliction_has_a_status_and_nowhere_to_put_a_reason():
    """CTSA 2015 s38(4), (5): why a case is not clear is not this portal's to hold."""
    assert {field.name for field in Deconfliction._meta.get_fields()} == {
        "id", "case", "outcome", "on", "by", "at",
    }  # fmt: skip


def test_deconfliction_is_repeated_at_any_time(case, coordinator):
    at_section_36(case, coordinator)
    services.record_deconfliction(case, by=coordinator, on=DAY, outcome=Outcome.NOT_CLEAR)

    assert [each.outcome for each in case.deconflictions.order_by("pk")] == ["clear", "not_clear"]
    assert {each.by for each in case.deconflictions.all()} == {coordinator}


def test_what_was_found_is_never_written_over(case, coordinator):
    screened(case, coordinator)
    for table in ("deconfliction", "gatewayassessment"):
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"UPDATE channel_{table} SET by_id = by_id")  # noqa: S608 - ours


def test_a_case_that_is_not_progressed_keeps_its_reason_and_can_be_screened_again(
    case, coordinator
):
    not_progressed(case, coordinator)
    now = Case.objects.get(pk=case.pk)
    assert (now.status, now.due_on) == (Status.NOT_PROGRESSED, None)

    services.begin_screening(case, by=coordinator, on=DAY)
    with pytest.raises(Refused, match="Record deconfliction"):
        services.gather_information(case, by=coordinator, on=DAY)
    (kept,) = ThresholdDecision.objects.filter(case=case)
    assert (kept.decided, kept.reason.words) == ("not_progressed", "Another safeguarding route")


def test_a_second_screening_needs_a_gateway_assessment_of_its_own(case, coordinator):
    screened(case, coordinator)
    services.not_progress(
        case, by=coordinator, on=DAY, reason=term("not_progressed", "Not enough information")
    )
    services.begin_screening(case, by=coordinator, on=DAY)
    with pytest.raises(Refused, match="Record the gateway assessment first"):
        services.gather_information(case, by=coordinator, on=DAY)


def test_a_case_is_not_progressed_for_a_reason_of_its_own_list(case, coordinator):
    services.begin_screening(case, by=coordinator, on=DAY)
    with pytest.raises(Refused, match="right list"):
        services.not_progress(case, by=coordinator, on=DAY, reason=term("closing", "Deceased"))
    with pytest.raises(IntegrityError), transaction.atomic():
        ThresholdDecision.objects.create(
            case=case, decided="not_progressed", on=DAY, by=coordinator
        )


def test_nothing_happens_before_the_referral(case, coordinator):
    with pytest.raises(Refused, match="before the referral"):
        services.begin_screening(case, by=coordinator, on=DAY - datetime.timedelta(days=1))


# Section 36


@pytest.mark.parametrize("who", [POLICE, AUTHORITY])
def test_s36_3_police_or_authority_refer_to_the_panel_on_reasonable_grounds(case, coordinator, who):
    at_section_36(case, coordinator)
    decide(case, coordinator, decided_by=who)

    now = Case.objects.get(pk=case.pk)
    assert (now.status, now.due_step, now.section_36_on) == (Status.TO_PANEL, "panel", DAY)
    assert now.due_on == datetime.date(2026, 4, 2)


@pytest.mark.parametrize("field", ["grounds", "decider"])
def test_s36_3_nobody_is_referred_without_grounds_in_words(case, coordinator, field):
    at_section_36(case, coordinator)
    with pytest.raises(Refused, match="Say"):
        decide(case, coordinator, **{field: " "})
    assert status_of(case) == Status.SECTION_36


@pytest.mark.parametrize(
    ("day", "is_taken"),
    [(datetime.date(2019, 4, 11), False), (datetime.date(2019, 4, 12), True)],
)
def test_s36_3_an_authority_decides_since_12_april_2019(world, day, is_taken):
    """CTSA 2015 s36(3) as the Counter-Terrorism and Border Security Act 2019 s20 changed it."""
    case = world.refer(on=datetime.date(2019, 4, 1))
    with acting_for(world.coordinator):
        at_section_36_on(case, world.coordinator, datetime.date(2019, 4, 1))
        if is_taken:
            decide(case, world.coordinator, decided_by=AUTHORITY, on=day)
        else:
            with pytest.raises(Refused, match="since 12 April 2019"):
                decide(case, world.coordinator, decided_by=AUTHORITY, on=day)
            with pytest.raises(IntegrityError), transaction.atomic():
                Section36Decision.objects.create(
                    case=case, decided_by=AUTHORITY, decider="x", is_met=True, grounds="x",
                    on=day, by=world.coordinator,
                )  # fmt: skip
            decide(case, world.coordinator, decided_by=POLICE, on=day)


def at_section_36_on(case, by, on):
    services.begin_screening(case, by=by, on=on)
    services.record_deconfliction(case, by=by, on=on, outcome=Outcome.CLEAR)
    services.record_gateway_assessment(
        case, by=by, on=on, conclusion=Conclusion.UNCLEAR, words="Perhaps."
    )
    services.gather_information(case, by=by, on=on)
    services.go_to_section_36(case, by=by, on=on)


def test_nobody_comes_to_the_panel_while_deconfliction_is_not_clear(case, coordinator):
    at_section_36(case, coordinator)
    services.record_deconfliction(case, by=coordinator, on=DAY, outcome=Outcome.NOT_CLEAR)
    with pytest.raises(Refused, match="not clear"):
        decide(case, coordinator)
    decide(case, coordinator, is_met=False)
    assert status_of(case) == Status.NOT_SECTION_36


def test_a_decision_is_made_once(case, coordinator):
    at_section_36(case, coordinator)
    decide(case, coordinator)
    with pytest.raises(Refused, match="not the time to decide under section 36"):
        decide(case, coordinator, is_met=False)
    assert case.section_36_decisions.count() == 1


# Below the threshold


def below(case, by):
    at_section_36(case, by)
    decide(case, by, is_met=False)
    return services.begin_pathway(
        case, by=by, on=DAY, what="A youth worker", to_whom="Early help of the county"
    )


def outcome(pathway, by, value=AlternativePathway.Outcome.TAKEN_UP):
    return services.record_pathway_outcome(
        pathway, by=by, on=DAY, outcome=value, words="They met four times."
    )


def close(case, by):
    return services.close_below_threshold(
        case, by=by, on=DAY, reason=term("closing", "Section 36 not met")
    )


def test_a_case_below_the_threshold_is_followed_to_its_outcome_and_closed(case, coordinator):
    pathway = below(case, coordinator)
    assert pathway.due_on == datetime.date(2026, 3, 30)
    with pytest.raises(Refused, match="Record what came of the alternative pathway"):
        close(case, coordinator)
    outcome(pathway, coordinator)
    close(case, coordinator)

    now = Case.objects.get(pk=case.pk)
    assert (now.status, now.closed_on, str(now.closed_because)) == (
        Status.CLOSED, DAY, "Section 36 not met",
    )  # fmt: skip
    assert now.pathways.get().outcome == "taken_up"


def test_a_case_that_is_not_section_36_is_closed_with_a_reason(case, coordinator):
    at_section_36(case, coordinator)
    decide(case, coordinator, is_met=False)
    close(case, coordinator)
    assert case.threshold_decisions.first().reason.words == "Section 36 not met"


def test_a_case_that_was_not_progressed_may_take_another_pathway(case, coordinator):
    not_progressed(case, coordinator)
    services.begin_pathway(case, by=coordinator, on=DAY, what="Careers", to_whom="The college")
    now = Case.objects.get(pk=case.pk)
    assert (now.status, now.due_step, now.due_on) == (
        Status.ALTERNATIVE, "pathway", datetime.date(2026, 3, 30),
    )  # fmt: skip


def test_a_concern_that_comes_back_is_screened_again_and_not_closed(case, coordinator):
    pathway = below(case, coordinator)
    with pytest.raises(Refused, match="Record what came"):
        services.begin_screening(case, by=coordinator, on=DAY)
    outcome(pathway, coordinator, AlternativePathway.Outcome.CONCERN)
    with pytest.raises(Refused, match="screen the case again"):
        close(case, coordinator)
    services.begin_screening(case, by=coordinator, on=DAY)
    assert case.pathways.get().outcome == "concern"


def test_a_case_closed_below_the_threshold_can_be_screened_again(case, coordinator):
    outcome(below(case, coordinator), coordinator)
    close(case, coordinator)
    services.begin_screening(case, by=coordinator, on=DAY)

    now = Case.objects.get(pk=case.pk)
    assert (now.status, now.closed_on, now.closed_because) == (Status.SCREENING, None, None)
    assert now.threshold_decisions.first().reason.words == "Section 36 not met"


def test_what_came_of_a_pathway_is_recorded_once(case, coordinator):
    pathway = below(case, coordinator)
    outcome(pathway, coordinator)
    with pytest.raises(Refused, match="recorded already"):
        outcome(pathway, coordinator, AlternativePathway.Outcome.NOT_TAKEN_UP)


def test_s36_6_a_case_not_adopted_takes_a_pathway_once_care_was_considered(case, coordinator):
    """CTSA 2015 s36(6): first it is recorded that health or social care was considered."""
    at_section_36(case, coordinator)
    decide(case, coordinator)
    services.move_case(case, Status.CONSIDERED, by=coordinator, on=DAY)
    services.move_case(case, Status.NOT_ADOPTED, by=coordinator, on=DAY)
    with pytest.raises(Refused, match="health or social care"):
        services.begin_pathway(case, by=coordinator, on=DAY, what="x", to_whom="y")
    services.consider_care(case, by=coordinator, on=DAY, answer="neither", because="Neither helps")
    services.begin_pathway(case, by=coordinator, on=DAY, what="x", to_whom="y")


def test_a_case_that_was_adopted_is_opened_to_the_panel_not_screened(case, coordinator):
    at_section_36(case, coordinator)
    decide(case, coordinator)
    for status, facts in (
        (Status.CONSIDERED, {}),
        (Status.CONSENT_SOUGHT, {}),
        (Status.ADOPTED, {"consent_on": DAY, "adopted_on": DAY}),
        (Status.CLOSED, {"closed_on": DAY}),
    ):
        services.move_case(case, status, by=coordinator, on=DAY, **facts)
    with pytest.raises(Refused, match="would lose them"):
        services.begin_screening(case, by=coordinator, on=DAY)


def test_the_chronology_says_what_was_decided(case, coordinator):
    outcome(below(case, coordinator), coordinator)
    said = " ".join(each.words for each in CaseEvent.objects.filter(case=case))
    for words in (
        "Deconfliction: Clear.",
        "Gateway assessment: There may be a concern about radicalisation.",
        "Section 36: not met.",
        "Alternative pathway: The help was taken up.",
    ):
        assert words in said


def test_a_member_reads_and_does_not_decide(world, case):
    with acting_for(world.coordinator):
        services.give_seat(
            case, user=world.member, seat="member", by=world.coordinator, on=case.received_on
        )
        screened(case, world.coordinator)
    with acting_for(world.member):
        assert case.gateway_assessments.count() == 1
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            services.record_deconfliction(case, by=world.member, on=DAY, outcome=Outcome.CLEAR)
