"""Ended cases: kept as the schedule says, reviewed, held, and destroyed by two people, key and all."""

import datetime
import io

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from channel import chasing, counting, home, services, tasks
from channel.due_list import records_due
from channel.models import (
    Attachment,
    Case,
    CaseKey,
    Draft,
    MatchToken,
    RetentionReview,
    RetentionRule,
    Subject,
)
from channel.services import retention, rights
from channel.states import Status
from prevent_portal.acting import acting_for
from prevent_portal.errors import Refused
from prevent_portal.models import AccessRecord, ChasingRule

from .meetings import TODAY, decide, item_of, opened, to_panel
from .walking import adopt, closed, walk

#: Long enough ago that six years after closing, and both later reviews, are over.
LONG_AGO = datetime.date(2016, 3, 1)
OVER = datetime.date(2022, 3, 1)
RULE = ChasingRule(due_within_days=7, escalate_after_days=14)


def raw(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else cursor.rowcount


def ended(world, *, on=LONG_AGO, **given):
    """A case that was supported, closed, and whose later reviews are done."""
    case = world.refer(by=world.teacher, on=on, **given)
    with acting_for(world.chair):
        adopt(case, by=world.chair, on=on)
        closed(case, by=world.chair, on=on)
        case = Case.objects.get(pk=case.pk)
        for review in case.later_reviews.all():
            services.record_review(
                review, by=world.chair, on=review.due_on, finding="none", words="Well"
            )
        return Case.objects.select_related("key").get(pk=case.pk)


def propose(world, case, *, ground="over", by=None, on=None):
    by = by or world.chair
    with acting_for(by):
        return retention.review_retention(
            case,
            by=by,
            on=on or timezone.localdate(),
            decision="destroy",
            ground=ground,
            words="Nobody has asked for Perpetua since.",
        )


def destroy(world, case, *, by=None):
    by = by or world.coordinator
    with acting_for(by):
        return retention.confirm_destruction(case, by=by, on=timezone.localdate())


@pytest.fixture
def old(world):
    case = ended(world)
    with acting_for(world.chair):
        today = timezone.localdate()
        services.share_with_police(case, by=world.chair, on=today, at=timezone.now())
    return case


# The whole way


def test_a_case_goes_by_two_people_and_its_certificate_stays(
    world, old, client, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.DESTROYED_KEYS = tmp_path / "destroyed.txt"
    today = timezone.localdate()
    with acting_for(world.chair):
        (due,) = retention.ended_cases(on=today)
        services.attach(
            old, io.BytesIO(b"Perpetua wrote"), name="letter.txt", by=world.chair, on=today
        )
    assert (due.reference, due.kind, due.ended_on, due.due_on) == (
        old.reference, "supported", LONG_AGO, OVER,
    )  # fmt: skip
    propose(world, old)

    client.force_login(world.coordinator)
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post(reverse("channel:confirm_destruction", args=[old.pk]), follow=True)

    certificate = done.context["certificate"]
    text = done.content.decode()
    assert certificate.is_unchanged
    assert certificate.digest in text
    assert settings.DESTROYED_KEYS.read_text().split() == [str(certificate.key_name)]
    assert "Perpetua" not in text
    assert "Quillfeather" not in text
    with acting_for(world.chair):
        key = CaseKey.objects.get(case=old.pk)
        assert (key.wrapped, key.opened()) == (None, None)
        assert not MatchToken.objects.filter(case=old.pk).exists()
        subject = Subject.objects.select_related("case__key").get(case=old.pk)
        assert (subject.surname, subject.date_of_birth) == ("(destroyed)", None)
        file = Attachment.objects.select_related("case__key").get(case=old.pk)
        assert file.content == b""
        past = Subject.history.filter(case=old.pk).first()
        assert past.forenames == "(destroyed)"
    assert AccessRecord.objects.filter(
        page="channel:confirm_destruction", reference=old.reference, verb="changed"
    ).exists()


PAGES_OF_A_CASE = ("case_detail", "chronology", "bundle", "add_note", "correct_person", "close_case",
                   "draft_plan", "place_hold", "review_retention", "record_rights_request")  # fmt: skip


def test_every_page_of_a_destroyed_case_leads_to_its_certificate_or_nowhere(world, old, client):
    with acting_for(world.chair):
        file = services.attach(
            old, io.BytesIO(b"Perpetua wrote"), name="a.txt", by=world.chair, on=LONG_AGO
        )
        review = old.later_reviews.first()
    propose(world, old)
    made = destroy(world, old)
    client.force_login(world.chair)

    met = {page: client.get(reverse(f"channel:{page}", args=[old.pk])) for page in PAGES_OF_A_CASE}
    posted = client.post(reverse("channel:add_note", args=[old.pk]), {"words": "x"})

    assert {page for page, answer in met.items() if answer.status_code != 302} == set()
    assert {answer["Location"] for answer in met.values()} == {made.get_absolute_url()}
    assert posted["Location"] == made.get_absolute_url()
    for page, key in (("download_attachment", file.pk), ("record_review", review.pk)):
        assert client.get(reverse(f"channel:{page}", args=[key])).status_code == 404
    listed = client.get(reverse("channel:case_list"), {"which": "all"})
    assert (listed.status_code, old.reference in listed.content.decode()) == (200, True)


def test_numbers_are_the_same_before_and_after(world, old):
    year = {"start": datetime.date(2016, 1, 1), "end": datetime.date(2017, 12, 31)}
    later = ended(world)
    with acting_for(world.coordinator):
        services.judge_same(
            later, earlier=old.reference, is_same=True, by=world.coordinator, on=LONG_AGO
        )
    with acting_for(world.chair):
        before = counting.counts(world.panel, **year)
        times = services.times(later)
    propose(world, old)
    destroy(world, old)
    with acting_for(world.chair):
        assert counting.counts(world.panel, **year) == before
        assert services.times(later) == times == (2, 2)
    assert sum(before.numbers.values()) > 10


def test_sharing_a_destroyed_case_is_asked_of_nobody(world):
    case = ended(world)
    propose(world, case)
    with acting_for(None):
        assert raw("SELECT reference FROM channel_unshared('2100-01-01')")
    destroy(world, case)
    with acting_for(None):
        assert raw("SELECT reference FROM channel_unshared('2100-01-01')") == []


def test_nothing_is_added_to_a_destroyed_case(world, old):
    propose(world, old)
    destroy(world, old)
    with acting_for(world.chair):
        for verb in (services.add_note, services.reopen_case):
            more = {"words": "x"} if verb is services.add_note else {"because": "x"}
            with pytest.raises(Refused, match="destroyed"):
                verb(old, by=world.chair, on=LONG_AGO, **more)
        assert services.search(by=world.chair, forenames="Perpetua", surname="Quillfeather") == []


def test_meetings_and_emergencies_stand_a_destroyed_case(world, client, monkeypatch):
    printed = []
    monkeypatch.setattr(
        "prevent_portal.papers.to_pdf", lambda words, style: printed.append(words) or b"%PDF-1.7"
    )
    case = to_panel(world)
    meeting = opened(world)
    decide(world, meeting, case, decision="not_adopt", care_considered="Health knows.")
    with acting_for(world.chair):
        item = item_of(world, meeting, case)
        services.move_case(
            case, Status.CLOSED, by=world.chair, on=TODAY, closed_on=TODAY, closed_because=None
        )
    with pytest.raises(Refused, match="agenda of a meeting"):
        propose(world, case, ground="unlawful")
    with acting_for(world.coordinator):
        for item_left in meeting.items.standing().filter(done_at=None):
            services.note_item(item_left, by=world.coordinator, notes="x", is_done=True)
        services.finish_meeting(meeting, by=world.coordinator)
    propose(world, case, ground="unlawful")
    destroy(world, case)
    with acting_for(world.administrator):
        holder = services.propose_holder(
            world.panel, user=world.teacher, minutes=30, by=world.administrator
        )
    with acting_for(world.executive):
        services.confirm_holder(holder, by=world.executive)
    with acting_for(world.teacher), pytest.raises(Refused), transaction.atomic():
        services.break_glass(case.reference, reason="harm", words="x", by=world.teacher, on=TODAY)

    client.force_login(world.chair)
    for page, key in (("meeting_detail", meeting.pk), ("minutes_paper", meeting.pk)):
        assert client.get(reverse(f"channel:{page}", args=[key])).status_code == 200
    assert client.get(reverse("channel:minute_case", args=[item.pk])).status_code == 404
    assert "He speaks of it at school" not in printed[0]


# The schedule


def test_each_kind_of_case_is_due_by_its_own_period(world):
    dropped, below, considered = (world.refer(by=world.teacher, on=LONG_AGO) for _ in range(3))
    S = Status
    by = {"by": world.chair, "on": LONG_AGO}
    with acting_for(world.chair):
        walk(dropped, S.SCREENING, S.NOT_PROGRESSED, **by)
        walk(below, S.SCREENING, S.GATHERING, S.SECTION_36, S.NOT_SECTION_36, **by)
        case = walk(considered, S.SCREENING, S.GATHERING, S.SECTION_36, S.TO_PANEL, **by)
        case = services.move_case(case, S.CONSIDERED, first_panel_on=LONG_AGO, **by)
        walk(case, S.NOT_ADOPTED, **by)
        services.consider_care(considered, answer="neither", because="Known", **by)
        for each in (below, considered):
            services.move_case(each, S.CLOSED, closed_on=LONG_AGO, closed_because=None, **by)
        found = {row.case_id: (row.kind, row.due_on) for row in retention.ended_cases(on=OVER)}
    assert found == {
        dropped.pk: ("not_progressed", datetime.date(2018, 3, 1)),
        below.pk: ("below", OVER),
        considered.pk: ("considered", OVER),
    }


def test_a_new_period_ends_the_one_before_it_and_moves_what_is_due(world, old):
    with acting_for(world.coordinator):
        given = {"by": world.coordinator, "on": TODAY, "kind": "supported", "unit": "years"}
        retention.keep_period(
            length=10, begins="reviewed", source="Retention schedule of 2031, line 7",
            from_on=datetime.date(2031, 1, 1), **given,
        )  # fmt: skip
        before, now = RetentionRule.objects.filter(kind="supported").order_by("from_on")
        assert before.until_on == now.from_on
        assert retention.schedule_of(old, on=datetime.date(2030, 12, 31)).due_on == OVER
        ten = retention.schedule_of(old, on=datetime.date(2031, 1, 1)).due_on
        assert ten == datetime.date(2027, 3, 1)  # the last review was in March 2017
        for from_on, about in (
            (datetime.date(2030, 1, 1), "Begin after"),
            (TODAY + datetime.timedelta(days=27), "four weeks ahead"),
        ):
            with pytest.raises(Refused, match=about):
                retention.keep_period(
                    length=1, begins="ended", source="x", from_on=from_on, **given
                )
        with pytest.raises(DatabaseError, match="four weeks ahead"), transaction.atomic():
            RetentionRule.objects.create(
                kind="draft", length=9, unit="days", begins="kept", source="x", from_on=TODAY
            )
        with pytest.raises(DatabaseError, match="only ends"), transaction.atomic():
            raw("UPDATE channel_retentionrule SET length = 1 WHERE kind = 'supported'")
    with acting_for(world.member), pytest.raises(DatabaseError, match="row-level"):
        RetentionRule.objects.create(
            kind="draft", length=9, unit="days", begins="kept", source="x", from_on=now.from_on
        )


def test_a_chair_keeps_it_until_a_day_and_then_it_is_due_again(world, old):
    until = timezone.localdate() + datetime.timedelta(days=40)
    given = {"by": world.chair, "on": timezone.localdate(), "words": "A sister was referred."}
    with acting_for(world.chair):
        for wrong, about in (
            ({"decision": "keep", "ground": "risk"}, "later day"),
            ({"decision": "keep", "ground": "over", "keep_until": until}, "goes with"),
            ({"decision": "destroy", "ground": "over", "words": " "}, "why"),
        ):
            with pytest.raises(Refused, match=about):
                retention.review_retention(old, **(given | wrong))
        retention.review_retention(old, decision="keep", ground="linked", keep_until=until, **given)
        assert retention.schedule_of(old, on=timezone.localdate()).due_on == until
        with pytest.raises(Refused, match="not over"):
            retention.review_retention(old, decision="destroy", ground="over", **given)
        with pytest.raises(Refused, match="No request for erasure"):
            retention.review_retention(old, decision="destroy", ground="erasure", **given)
        RetentionReview.objects.create(
            case=old,
            decision="destroy",
            ground="erasure",
            words="x",
            on=given["on"],
            by=world.chair,
        )
    with acting_for(world.coordinator):
        with pytest.raises(DatabaseError, match="not to be destroyed"), transaction.atomic():
            raw("SELECT channel_destroy(%s, 'case event: 1')", old.pk)
        asked = {"kind": "erasure", "asked_by": "person", "asker": "x", "asked": "x"}
        request = rights.record_rights_request(
            old, by=world.coordinator, received_on=given["on"], **asked
        )
        rights.check_identity(request, by=world.coordinator, on=given["on"], how="x")
        rights.decide_request(
            request, by=world.coordinator, on=given["on"], decision="partly", because="x",
            told_on=given["on"],
        )  # fmt: skip
    assert destroy(world, old).ground == "erasure"


# What stops it


def test_one_person_destroys_nothing_in_the_database_neither(world, old):
    with acting_for(world.chair), pytest.raises(Refused, match="Nobody has decided"):
        retention.confirm_destruction(old, by=world.chair, on=timezone.localdate())
    propose(world, old)
    with acting_for(world.chair), pytest.raises(Refused, match="somebody else"):
        retention.confirm_destruction(old, by=world.chair, on=timezone.localdate())
    for who in ("chair", "member", "other_chair", "administrator"):
        with acting_for(getattr(world, who)):
            for statement in (
                "SELECT channel_destroy(%s, '')",
                "UPDATE channel_casekey SET wrapped = NULL WHERE case_id = %s",
                "DELETE FROM channel_matchtoken WHERE case_id = %s",
            ):
                with pytest.raises(DatabaseError), transaction.atomic():
                    raw(statement, old.pk)
    with acting_for(world.coordinator), pytest.raises(DatabaseError), transaction.atomic():
        RetentionReview.objects.create(
            case=old, decision="destroy", ground="over", words="x", on=OVER, by=world.chair
        )


def test_a_hold_stops_it_also_in_the_database_until_a_chair_lifts_it(world, old):
    today = timezone.localdate()
    propose(world, old)
    with acting_for(world.coordinator):
        hold = retention.place_hold(
            old, by=world.coordinator, on=today, why="claim", words="Perpetua’s aunt wrote"
        )
        with pytest.raises(Refused, match="legal hold"):
            retention.confirm_destruction(old, by=world.coordinator, on=today)
        with pytest.raises(DatabaseError, match="legal hold"), transaction.atomic():
            raw("SELECT channel_destroy(%s, '')", old.pk)
        with pytest.raises(DatabaseError, match="lifted once"), transaction.atomic():
            raw(
                "UPDATE channel_legalhold SET lifted_on = %s, lifted_by_id = %s WHERE id = %s",
                today, world.coordinator.pk, hold.pk,
            )  # fmt: skip
        with pytest.raises(DatabaseError, match="lifted once"), transaction.atomic():
            raw("UPDATE channel_legalhold SET why = 'court' WHERE id = %s", hold.pk)
    with acting_for(world.chair):
        retention.lift_hold(hold, by=world.chair, on=today, because="Settled")
        with pytest.raises(Refused, match="already"):
            retention.lift_hold(hold, by=world.chair, on=today, because="Again")
    assert destroy(world, old).ground == "over"


def test_a_decision_from_before_a_hold_was_lifted_is_made_anew(world, old):
    today = timezone.localdate()
    propose(world, old, on=today - datetime.timedelta(days=1))
    with acting_for(world.chair):
        hold = retention.place_hold(old, by=world.chair, on=today, why="claim", words="x")
        retention.lift_hold(hold, by=world.chair, on=today, because="Settled")
        assert not retention.schedule_of(old, on=today).is_proposed
    with acting_for(world.coordinator):
        with pytest.raises(Refused, match="Nobody has decided"):
            retention.confirm_destruction(old, by=world.coordinator, on=today)
        with pytest.raises(DatabaseError, match="not to be destroyed"), transaction.atomic():
            raw("SELECT channel_destroy(%s, 'case event: 1')", old.pk)
    propose(world, old)
    with (
        acting_for(world.coordinator),
        pytest.raises(DatabaseError, match="how much of each kind"),
        transaction.atomic(),
    ):
        raw("SELECT channel_destroy(%s, 'Perpetua Quillfeather')", old.pk)


def test_a_case_under_way_or_with_a_review_to_come_is_not_reviewed(world, case):
    given = {"decision": "destroy", "ground": "unlawful", "words": "x", "on": timezone.localdate()}
    with acting_for(world.chair):
        with pytest.raises(Refused, match="has not ended"):
            retention.review_retention(case, by=world.chair, **given)
        adopt(case, by=world.chair)
        closed(case, by=world.chair)
        with pytest.raises(Refused, match="still to come"):
            retention.review_retention(case, by=world.chair, **given)


# Whose list it stands in


def test_what_is_due_stands_in_the_lists_of_who_does_it(world, old):
    today = timezone.localdate()

    def told():
        with acting_for(None):
            return {(each.person, each.path) for each in chasing.owed(today, RULE)}

    def at_home(user):
        with acting_for(user):
            return [row.text for row in home.needs(user, today)]

    path = old.get_absolute_url()
    assert told() == {(world.chair.pk, path), (world.deputy.pk, path)}
    assert at_home(world.chair) == [f"{old.reference}: review it before destruction"]
    assert at_home(world.coordinator) == []
    propose(world, old)
    assert told() == {(world.coordinator.pk, path), (world.deputy.pk, path)}  # late for years
    assert at_home(world.coordinator) == [f"{old.reference}: confirm its destruction"]
    assert at_home(world.chair) == at_home(world.other_chair) == []
    with acting_for(world.chair):
        assert records_due(today) == []


# Sweeping


def test_drafts_and_old_tokens_go_by_the_schedule_and_nothing_else_does(world, old, case):
    today = timezone.localdate()
    with acting_for(world.teacher):
        for name in ("old", "new"):
            services.save_draft({"surname": name}, by=world.teacher)
        stale = Draft.objects.order_by("pk").first()
        stale.saved_at = timezone.now() - datetime.timedelta(days=30)
        stale.save()
        with pytest.raises(DatabaseError, match="by hand"), transaction.atomic():
            raw("SELECT channel_sweep(%s)", today)
    with acting_for(world.chair):
        had = MatchToken.objects.filter(case=case.pk).count()

    tasks.sweep_old()
    tasks.sweep_old()

    with acting_for(world.teacher):
        assert [services.typed_in(each) for each in Draft.objects.all()] == [{"surname": "new"}]
    with acting_for(world.chair):
        assert set(MatchToken.objects.values_list("case", flat=True)) == {case.pk}
        assert MatchToken.objects.count() == had


# What is told


def test_the_paper_ends_with_the_digest_and_an_altered_certificate_says_so(
    world, old, client, monkeypatch
):
    propose(world, old)
    made = destroy(world, old)
    printed = []
    monkeypatch.setattr(
        "prevent_portal.papers.to_pdf", lambda words, style: printed.append(words) or b"%PDF-1.7"
    )
    client.force_login(world.coordinator)
    paper = client.get(reverse("channel:certificate", args=[made.pk]))
    assert paper["Content-Disposition"].endswith(f'certificate-{old.reference}.pdf"')
    (words,) = printed
    assert words.split("</article>")[0].strip().endswith(f"Check digest {made.digest}</p>")
    assert not [name for name in ("Perpetua", "Quillfeather", "marmalade") if name in words]
    made.what = "Case event: 1"
    assert not made.is_unchanged


def test_the_list_costs_the_same_for_two_cases_and_for_thirty(
    world, client, django_assert_num_queries
):
    client.force_login(world.chair)
    for more in (2, 28):
        for _ in range(more):
            case = world.refer(by=world.teacher, on=LONG_AGO)
            with acting_for(world.chair):
                walk(case, Status.SCREENING, Status.NOT_PROGRESSED, by=world.chair, on=LONG_AGO)
        with django_assert_num_queries(15):
            page = client.get(reverse("channel:retention_list"))
        assert "Perpetua" not in page.content.decode()
