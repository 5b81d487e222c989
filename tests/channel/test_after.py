"""Closing, later reviews, opening again, transfer, other care and disclosures: each rule with its source."""

import datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from channel import closing, documents, services
from channel.models import (
    Case,
    CaseEvent,
    Closure,
    Disclosure,
    PostClosureReview,
    Term,
    Transfer,
)
from channel.services.care import needs_care_considered
from channel.states import Status as S
from prevent_portal.acting import acting_for
from prevent_portal.errors import Refused

from .panels import DAY
from .walking import adopt, closed, not_adopted, reason

#: Ends a month without a 31st day, so that calendar months show.
LAST_OF_AUGUST = datetime.date(2025, 8, 31)
Finding = PostClosureReview.Finding


@pytest.fixture
def chairing(world):
    with acting_for(world.chair):
        yield


@pytest.fixture
def adopted(world, case, chairing):
    """A case with support, in the hands of its chair."""
    return adopt(case, by=world.chair)


def review(case, kind):
    return case.later_reviews.get(kind=kind)


# Closing


def test_closing_writes_a_sealed_report_and_the_reviews_that_follow_by_themselves(world, adopted):
    closed(adopted, by=world.chair, on=LAST_OF_AUGUST + datetime.timedelta(days=365))
    case = Case.objects.get(pk=adopted.pk)
    assert (case.status, case.due_step) == (S.CLOSED, "after_6")
    assert case.due_on == datetime.date(2027, 2, 28)
    assert [(r.kind, r.due_on) for r in case.later_reviews.all()] == [
        ("six", datetime.date(2027, 2, 28)),
        ("twelve", datetime.date(2027, 8, 31)),
    ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT report FROM channel_closure")
        ((sealed,),) = cursor.fetchall()
    assert b"marmalade" not in bytes(sealed)
    assert case.closures.get().report == "Speaks of marmalade calmly now."


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"report": "  "}, "report"),
        ({"told_on": None}, "not_told_because"),
        ({"on": DAY - datetime.timedelta(days=1)}, "on"),
        ({"told_on": DAY - datetime.timedelta(days=400)}, "told_on"),
    ],
)
def test_closing_says_what_is_missing(world, adopted, given, field):
    with pytest.raises(Refused) as refusal:
        closed(adopted, by=world.chair, **given)
    assert refusal.value.field == field
    assert not Closure.objects.exists()


def test_why_nobody_was_told_is_an_answer(world, adopted):
    closure = closed(
        adopted, by=world.chair, told_on=None, not_told_because="The parent is the concern."
    )
    assert closure.not_told_because == "The parent is the concern."


def test_the_database_wants_to_know_whether_they_were_told(world, adopted):
    with pytest.raises(IntegrityError, match="says_whether"), transaction.atomic():
        Closure.objects.create(
            case=adopted,
            closed_on=DAY,
            because=reason(),
            is_after_support=True,
            report="x",
        )


def test_what_is_still_open_is_named_and_keeps_the_case_open(world, adopted, monkeypatch):
    monkeypatch.setattr(closing, "_checks", [])
    closing.still_open(lambda case: ["Action 3 of 2 March 2026"])
    closing.still_open(lambda case: ["Mentoring, since 4 March 2026"])
    with pytest.raises(Refused, match=r"Action 3 of 2 March 2026; Mentoring, since 4 March 2026"):
        closed(adopted, by=world.chair)


def test_a_case_that_had_no_support_is_closed_without_reviews(world, case, chairing):
    case = not_adopted(case, by=world.chair)
    services.consider_care(case, by=world.chair, on=DAY, answer="neither", because="Well cared for")
    closure = closed(case, by=world.chair)
    assert not closure.is_after_support
    assert not closure.reviews.exists()


def test_a_case_is_not_closed_twice(world, adopted):
    closed(adopted, by=world.chair)
    with pytest.raises(Refused, match="cannot go from there"):
        closed(adopted, by=world.chair)


# Later reviews: 6 and 12 months, up to 24


def test_the_reviews_run_to_their_end(world, adopted):
    closed(adopted, by=world.chair, on=DAY)
    services.record_review(
        review(adopted, "six"),
        by=world.chair,
        on=datetime.date(2026, 9, 2),
        finding=Finding.NONE,
        words="Works at the mill.",
    )
    case = Case.objects.get(pk=adopted.pk)
    assert (case.status, case.due_step, case.due_on) == (
        S.SIX_MONTHS,
        "after_12",
        datetime.date(2027, 3, 2),
    )
    services.record_review(
        review(adopted, "twelve"),
        by=world.chair,
        on=datetime.date(2027, 3, 2),
        finding=Finding.OTHER,
        words="Rent is late; told housing.",
    )
    case = Case.objects.get(pk=adopted.pk)
    assert (case.status, case.due_step, case.due_on) == (S.REVIEWS_DONE, "", None)
    assert list(case.events.filter(kind="moved").order_by("pk").values_list("moved_to", flat=True))[
        -3:
    ] == [S.SIX_MONTHS, S.TWELVE_MONTHS, S.REVIEWS_DONE]


def test_the_twelve_month_review_waits_for_the_six_month_one(world, adopted):
    closed(adopted, by=world.chair, on=DAY)
    with pytest.raises(Refused, match="Record the six-month review first"):
        services.record_review(
            review(adopted, "twelve"),
            by=world.chair,
            on=DAY,
            finding=Finding.NONE,
            words="Nothing",
        )


def test_a_review_is_recorded_once(world, adopted):
    closed(adopted, by=world.chair, on=DAY)
    first = review(adopted, "six")
    told = {"by": world.chair, "on": DAY, "finding": Finding.NONE, "words": "Nothing"}
    services.record_review(first, **told)
    with pytest.raises(Refused, match="recorded already"):
        services.record_review(first, **told)


def test_a_concern_opens_the_case_again_for_the_panel(world, adopted):
    closed(adopted, by=world.chair, on=DAY)
    services.record_review(
        review(adopted, "six"),
        by=world.chair,
        on=datetime.date(2026, 9, 2),
        finding=Finding.CONCERN,
        words="New slogans.",
    )
    case = Case.objects.get(pk=adopted.pk)
    assert (case.status, case.due_step, case.closed_on) == (S.TO_PANEL, "panel", None)
    assert case.closures.get().reopened_on == datetime.date(2026, 9, 2)
    assert review(case, "twelve").dropped_on == datetime.date(2026, 9, 2)
    assert review(case, "six").done_on == datetime.date(2026, 9, 2)


def test_reviews_are_asked_for_up_to_24_months_and_no_longer(world, adopted):
    closed(adopted, by=world.chair, on=DAY)
    ask = {"by": world.chair, "on": DAY, "because": "Long sentence of a friend"}
    with pytest.raises(Refused, match="up to 2 March 2028"):
        services.extend_reviews(adopted, due_on=datetime.date(2028, 3, 3), **ask)
    with pytest.raises(Refused, match="planned for 2 March 2027"):
        services.extend_reviews(adopted, due_on=datetime.date(2027, 3, 2), **ask)
    services.extend_reviews(adopted, due_on=datetime.date(2028, 3, 2), **ask)
    for kind, day in (("six", "2026-09-02"), ("twelve", "2027-03-02")):
        services.record_review(
            review(adopted, kind),
            by=world.chair,
            on=datetime.date.fromisoformat(day),
            finding=Finding.NONE,
            words="Well",
        )
    case = Case.objects.get(pk=adopted.pk)
    assert (case.status, case.due_on) == (S.TWELVE_MONTHS, datetime.date(2028, 3, 2))
    services.record_review(
        review(adopted, "extended"),
        by=world.chair,
        on=datetime.date(2028, 3, 2),
        finding=Finding.NONE,
        words="Well",
    )
    assert Case.objects.get(pk=adopted.pk).status == S.REVIEWS_DONE


def test_a_further_review_can_be_asked_for_while_one_is_recorded(world, adopted):
    closed(adopted, by=world.chair, on=DAY)
    services.record_review(
        review(adopted, "six"), by=world.chair, on=DAY, finding=Finding.NONE, words="Well"
    )
    services.record_review(
        review(adopted, "twelve"),
        by=world.chair,
        on=datetime.date(2027, 3, 2),
        finding=Finding.NONE,
        words="Well, but watch.",
        next_on=datetime.date(2027, 9, 2),
    )
    case = Case.objects.get(pk=adopted.pk)
    assert (case.status, case.due_on) == (S.TWELVE_MONTHS, datetime.date(2027, 9, 2))


def test_a_review_survives_everybody_leaving(world, adopted):
    """The review is the case's: it stands in the list of whoever sits there when it comes."""
    closed(adopted, by=world.chair, on=DAY)
    for user in (world.chair, world.deputy, world.coordinator):
        user.is_active = False
        user.save()
    successor = world.seated("chair")
    with acting_for(successor):
        due = Case.objects.visible_to(successor).due(on=datetime.date(2026, 9, 2))
        assert [(c.pk, c.due_step) for c in due] == [(adopted.pk, "after_6")]
        assert review(due[0], "six").is_open


def test_the_clock_of_the_reviews_cannot_be_set_otherwise(world):
    """Closed cases are reviewed at 6 and at 12 months: a hard rule (domain: time limits)."""
    from channel.models import Clock

    clock = Clock.objects.get(step="after_6")
    clock.length = 9
    with (
        acting_for(world.coordinator),
        pytest.raises(IntegrityError, match="6_and_12"),
        transaction.atomic(),
    ):
        clock.save()


# Opening again


def test_a_case_is_opened_again_with_a_reason(world, adopted):
    closed(adopted, by=world.chair, on=DAY)
    with pytest.raises(Refused, match="why"):
        services.reopen_case(adopted, by=world.chair, on=DAY, because=" ")
    services.reopen_case(adopted, by=world.chair, on=DAY, because="The school rang.")
    case = Case.objects.get(pk=adopted.pk)
    assert case.status == S.TO_PANEL
    assert case.closures.get().reopened_because == "The school rang."
    assert not case.later_reviews.filter(dropped_on=None).exists()


def test_a_case_that_is_not_closed_is_not_opened_again(world, adopted):
    with pytest.raises(Refused, match="cannot be opened again"):
        services.reopen_case(adopted, by=world.chair, on=DAY, because="Why not")


# Transfer


def test_a_case_goes_to_a_body_elsewhere_and_waits_for_its_receipt(world, adopted):
    transfer = services.transfer_case(
        adopted, by=world.chair, on=DAY, because="Moved house", to_body="A county in the north"
    )
    case = Case.objects.get(pk=adopted.pk)
    assert (case.status, case.due_step) == (S.TRANSFERRED, "transfer")
    assert case.due_on == transfer.receipt_due_on == datetime.date(2026, 3, 16)
    with pytest.raises(Refused, match="taken the case over"):
        closed(case, by=world.chair)
    services.record_receipt(transfer, by=world.chair, on=DAY, receipt_from="Their coordinator")
    assert Case.objects.get(pk=case.pk).due_step == "review"
    closed(case, by=world.chair)


def test_a_lack_of_a_receipt_is_late_in_the_list_of_every_officer(world, adopted):
    services.transfer_case(adopted, by=world.chair, on=DAY, because="Moved", to_body="Elsewhere")
    with acting_for(world.coordinator):
        late = Case.objects.visible_to(world.coordinator).due(on=datetime.date(2026, 3, 17))
        assert [case.due_step for case in late] == ["transfer"]


def test_a_case_that_goes_to_another_panel_here_becomes_a_case_there(world, adopted):
    transfer = services.transfer_case(
        adopted, by=world.chair, on=DAY, because="Moved", to_panel=world.next_door
    )
    with acting_for(world.other_chair):
        there = Case.objects.visible_to(world.other_chair).get()
        assert there.subject.name == "Perpetua Quillfeather"
        assert there.referral.route == "transfer"
        assert not Transfer.objects.exists()
        assert services.transfers.arrival_of(there) == (DAY, None)
        services.confirm_arrival(there, by=world.other_chair, on=DAY)
        with pytest.raises(Refused, match="confirmed already"):
            services.confirm_arrival(there, by=world.other_chair, on=DAY)
    with acting_for(world.chair):
        transfer.refresh_from_db()
        assert (transfer.arrived_on, transfer.arrived_by_id) == (DAY, world.other_chair.pk)
        assert Case.objects.visible_to(world.chair).count() == 1


def test_nobody_confirms_what_is_not_theirs(world, adopted):
    transfer = services.transfer_case(
        adopted, by=world.chair, on=DAY, because="Moved", to_panel=world.next_door
    )
    for who in (world.chair, world.teacher, world.administrator):
        with acting_for(who), connection.cursor() as cursor:
            cursor.execute("SELECT channel_confirm_arrival(%s, %s)", [transfer.to_case_id, DAY])
            assert cursor.fetchone() == (False,)


def test_a_case_comes_back(world, adopted):
    transfer = services.transfer_case(
        adopted, by=world.chair, on=DAY, because="Moved", to_body="Elsewhere"
    )
    services.take_back(transfer, by=world.chair, on=DAY, because="Never arrived there")
    assert Case.objects.get(pk=adopted.pk).status == S.ADOPTED
    with pytest.raises(Refused, match="transfer is over"):
        services.record_receipt(transfer, by=world.chair, on=DAY, receipt_from="Somebody")


def test_a_transfer_says_where_to(world, adopted):
    for where in ({}, {"to_body": "Elsewhere", "to_panel": world.next_door}):
        with pytest.raises(Refused, match="Choose a panel here"):
            services.transfer_case(adopted, by=world.chair, on=DAY, because="Moved", **where)
    with pytest.raises(Refused, match="the panel that has the case"):
        services.transfer_case(
            adopted, by=world.chair, on=DAY, because="Moved", to_panel=world.panel
        )


# CTSA 2015 s36(6): health or social care


def test_s36_6_a_case_not_adopted_is_closed_only_once_care_was_considered(world, case, chairing):
    case = not_adopted(case, by=world.chair)
    assert needs_care_considered(case)
    with pytest.raises(Refused, match=r"section 36\(6\)"):
        closed(case, by=world.chair)
    services.consider_care(
        case, by=world.chair, on=DAY, answer="neither", because="Has a good doctor."
    )
    assert not needs_care_considered(case)
    closed(case, by=world.chair)


def test_s36_6_what_was_considered_before_counts_only_for_that_time(world, case, chairing):
    case = not_adopted(case, by=world.chair)
    services.consider_care(case, by=world.chair, on=DAY, answer="neither", because="Well")
    for status in (S.TO_PANEL, S.CONSIDERED, S.NOT_ADOPTED):
        case = services.move_case(case, status, by=world.chair, on=DAY)
    assert needs_care_considered(case)


def test_s36_6_another_part_may_have_recorded_it(world, case, chairing, monkeypatch):
    case = not_adopted(case, by=world.chair)
    asked = []
    monkeypatch.setattr(
        closing, "_considered", [lambda case, since: bool(asked.append(since)) or True]
    )
    assert not needs_care_considered(case)
    assert asked[0].date() == datetime.date(2026, 3, 18)


def test_s36_6_a_referral_says_to_whom(world, case, chairing):
    with pytest.raises(Refused, match="to whom"):
        services.consider_care(case, by=world.chair, on=DAY, answer="health", because="Sleeps ill")


# Disclosures


def _disclose(case, by, **given):
    basis = Term.objects.filter(list="basis").first()
    told = {"told": "Her landlord", "what": "That she moves", "why": "Safety", "attested": True}
    return services.record_disclosure(case, by=by, on=DAY, basis=basis, **(told | given))


def test_s38_5_a_disclosure_is_attested(world, case, chairing):
    with pytest.raises(Refused, match=r"section 38\(5\)"):
        _disclose(case, world.chair, attested=False)
    _disclose(case, world.chair)
    assert case.events.filter(kind=CaseEvent.Kind.INFORMED).get().words == (
        "Her landlord: That she moves"
    )


@pytest.mark.parametrize("field", ["told", "what", "why"])
def test_a_disclosure_says_who_what_and_why(world, case, chairing, field):
    with pytest.raises(Refused) as refusal:
        _disclose(case, world.chair, **{field: " "})
    assert refusal.value.field == field


def test_a_disclosure_stays_as_it_was_written(world, case, chairing):
    disclosure = _disclose(case, world.chair)
    disclosure.why = "Another reason"
    with pytest.raises(DatabaseError), transaction.atomic():
        disclosure.save()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM channel_disclosure")


# Who reads what follows


def test_nothing_of_it_is_read_without_a_seat(world, adopted):
    closed(adopted, by=world.chair)
    _disclose(adopted, world.chair)
    tables = ("closure", "postclosurereview", "disclosure", "historicalclosure")
    for who in (world.other_chair, world.prevent_lead, world.administrator, world.member, None):
        with acting_for(who), connection.cursor() as cursor:
            for table in tables:
                cursor.execute(f"SELECT count(*) FROM channel_{table}")  # noqa: S608 - ours
                assert cursor.fetchone() == (0,), table


# The six documents


def test_the_six_documents_are_there_missing_or_not_due_yet(world, case, chairing):
    assert [line.state for line in documents.six_documents(case, DAY)] == ["Not due yet"] * 6
    case = adopt(case, by=world.chair)
    said = {line.document: line.state for line in documents.six_documents(case, DAY)}
    assert said["plan"] == said["assessments"] == "Missing"
    assert said["closing"] == "Not due yet"
    closed(case, by=world.chair, on=DAY)
    case = Case.objects.get(pk=case.pk)
    said = {line.document: line for line in documents.six_documents(case, DAY)}
    assert said["closing"].held.on == DAY
    assert said["later"].state == "Not due yet"
    later = datetime.date(2026, 9, 2)
    assert documents.six_documents(case, later)[5].is_missing
    services.record_review(
        review(case, "six"), by=world.chair, on=later, finding=Finding.NONE, words="Well"
    )
    assert documents.six_documents(case, later)[5].held.on == later


def test_another_part_says_what_it_holds(world, adopted, monkeypatch):
    monkeypatch.setattr(documents, "_holders", {})
    documents.document("plan")(lambda case: documents.Held(DAY, "/plan/", "First plan"))
    documents.document("plan")(lambda case: None)
    assert documents.six_documents(adopted, DAY)[2].held.words == "First plan"


def test_disclosures_are_counted_for_nobody_else(world, case):
    with acting_for(world.chair):
        _disclose(case, world.chair)
        assert Disclosure.objects.count() == 1
