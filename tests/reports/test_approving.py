"""From a draft to what goes out: who may, what stands in the way, and that it happens once."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, OperationalError, transaction
from django.utils import timezone

from prevent_portal import outbox
from prevent_portal.acting import acting_for
from prevent_portal.errors import Refused
from prevent_portal.models import Outbox, StoredFile
from prevent_portal.roles import Role
from prevent_portal.tracked import update_tracked
from prevent_portal.versions import ChangedMeanwhile, version_of
from reports import chasing, checking, disclosure, documents, services
from reports.models import Publication, Report
from reports.services import approving
from tests.factories import AgencyFactory, BodyFactory, MembershipFactory, PlanFactory, UserFactory

from .places import action_of, approved, issued, put_forward
from .test_access import _quick, report_on  # noqa: F401 - a fixture used by every test

pytestmark = pytest.mark.django_db

State = Report.State


@pytest.fixture
def plan():
    plan = PlanFactory(period_start="2025-04-01")
    action_of(plan)
    return plan


@pytest.fixture
def lead(plan):
    return UserFactory(agency=plan.agency, roles=[Role.PREVENT_LEAD])


@pytest.fixture
def approver(plan):
    return UserFactory(agency=plan.agency, roles=[Role.EXECUTIVE])


@pytest.fixture
def report(plan, lead):
    return report_on(plan, by=lead)


def section_of(report, key="summary"):
    return report.sections.get(key=key)


def accepted(report, by):
    services.accept_offer(section_of(report), by=by)
    return report


def stands(report):
    report.refresh_from_db()
    return report.state


# What stands in the way


def test_words_that_the_portal_offered_are_accepted_or_replaced_before_it_goes_forward(
    report, lead
):
    with pytest.raises(Refused, match="“Summary” still has the words that the portal offered"):
        services.submit(report, by=lead)
    assert stands(report) == State.READY

    services.keep_words(section_of(report), by=lead, words="We did what we said.")
    put_forward(report, by=lead)
    assert stands(report) == State.CHECKING


def test_a_comment_is_settled_before_it_goes_forward(report, lead, approver):
    accepted(report, lead)
    said = services.comment(section_of(report), by=approver, words="Why?", speaks_for="legal")

    with pytest.raises(Refused, match=r"A comment on “Summary” \(legal\) is not settled"):
        services.submit(report, by=lead)
    services.settle(said, by=lead, answer="Said why.")
    with pytest.raises(Refused, match="settled already"):
        services.settle(said, by=lead, answer="Again")
    put_forward(report, by=lead)


def test_a_section_that_must_be_written_stops_it_and_a_late_reviewer_does_not(
    report, lead, approver
):
    section = section_of(report, "training")
    section.must_be_written = True
    section.save()
    services.ask_reviewer(report, by=lead, user=approver, speaks_for="finance")
    accepted(report, lead)

    found = {problem.sentence: problem.stops for problem in checking.problems(report)}
    assert found == {
        "Nobody has written “Training uptake” yet.": True,
        "Comments from finance have not come in yet.": False,
    }


# Approving


def test_nobody_approves_what_they_asked_for_put_forward_or_wrote_in(report, lead, approver):
    writer, other = UserFactory(), UserFactory()
    services.keep_words(section_of(report), by=writer, words="Words")
    put_forward(report, by=approver)

    for author in (lead, writer, approver):
        with pytest.raises(Refused, match="somebody else must approve"):
            approved(report, by=author)
    approved(report, by=other)
    assert stands(report) == State.ISSUING


def test_what_goes_out_is_what_the_approver_read_and_nothing_else(
    report, lead, approver, monkeypatch
):
    read_before = report.drawn_sha256
    services.keep_words(section_of(report), by=lead, words="The last words.")
    report = services.submit(report, by=lead)
    assert report.is_being_made
    with pytest.raises(Refused, match="being laid out with its last words"):
        services.approve(report, by=approver, read=read_before)

    assert outbox.deliver(Outbox.objects.filter(kind="reports.make").latest("pk").pk)
    report.refresh_from_db()
    assert (report.state, report.is_being_made) == (State.CHECKING, False)
    with pytest.raises(Refused, match="laid out again since you opened this page"):
        services.approve(report, by=approver, read=read_before)

    says = approving.final
    with monkeypatch.context() as patched:  # a paper that went out meanwhile, a look that changed
        patched.setattr(approving, "final", lambda each: says(each) | {"look": "another"})
        with pytest.raises(Refused, match="not what this draft says"):
            approved(report, by=approver)
    approved(report, by=approver)
    with monkeypatch.context() as patched:
        patched.setattr(approving, "final", lambda each: says(each) | {"look": "another"})
        with pytest.raises(Refused, match="not what this draft says"):
            outbox.deliver(Outbox.objects.get(kind="reports.issue").pk)
    assert stands(report) == State.CHECKING

    approved(report, by=approver)
    services.issue(report.pk, by=approver.pk, words="")
    out = Publication.objects.get()
    assert out.sha256 == Report.objects.get(pk=report.pk).drawn_sha256
    draft = disclosure.shown(report)[0]
    assert documents.seal(draft) == documents.seal(out.said) == out.sha256[:8]


def test_a_draft_that_cannot_be_laid_out_for_its_approver_says_so_and_is_tried_again(
    report, lead, approver, monkeypatch
):
    services.keep_words(section_of(report), by=lead, words="The last words.")
    services.submit(report, by=lead)
    with monkeypatch.context() as patched:
        patched.setattr(documents, "to_pdf", lambda *_, **__: {}["missing"])
        with pytest.raises(Refused):
            outbox.deliver(Outbox.objects.filter(kind="reports.make").latest("pk").pk)
    report.refresh_from_db()
    assert (report.state, report.is_being_made) == (State.CHECKING, False)
    assert "could not be laid out" in report.failure

    services.redraw(report, by=approver)
    assert outbox.deliver(Outbox.objects.filter(kind="reports.make").latest("pk").pk)
    approved(report, by=approver)
    assert stands(report) == State.ISSUING


def test_what_waits_for_approval_is_not_written_in_until_it_is_sent_back(report, lead, approver):
    put_forward(accepted(report, lead), by=lead)

    with pytest.raises(Refused, match="waiting for approval"):
        services.keep_words(section_of(report), by=lead, words="Later words")
    services.send_back(report, by=approver, because="Say what it costs.")
    services.keep_words(section_of(report), by=lead, words="It costs nothing.")
    report.refresh_from_db()
    assert (report.state, report.sent_back_because) == (State.READY, "Say what it costs.")


def test_two_people_who_write_in_one_section_lose_nothing(report, lead, approver):
    section = section_of(report)
    opened = version_of(section)
    services.keep_words(section, by=lead, words="Mine", version=opened)

    with pytest.raises(ChangedMeanwhile):
        services.keep_words(section, by=approver, words="Theirs", version=opened)
    assert section_of(report).words == "Mine"


# Issuing


def test_it_is_issued_with_its_words_its_hash_and_no_word_of_a_draft(report, lead, approver):
    services.keep_words(section_of(report), by=lead, words="All is well.\n\n- so far")
    put_forward(report, by=lead)
    approved(report, by=approver, words="Agreed.")
    outbox.deliver(Outbox.objects.get(kind="reports.issue").pk)

    out = Publication.objects.get()
    summary = next(s for s in out.said["sections"] if s["id"] == "summary")
    assert stands(report) == State.ISSUED
    assert (out.approved_by, out.approval) == (approver, "Agreed.")
    assert out.sha256 == documents.fingerprint(out.said)
    assert (out.said["version_words"], out.said["is_draft"]) == ("Version 1", False)
    assert summary["blocks"][0]["runs"][0]["text"] == "All is well."
    assert not any(block.get("suggested") for block in summary["blocks"])
    assert [b["number"] for s in out.said["sections"] for b in s["blocks"] if b.get("number")][
        :3
    ] == ["1.", "2.", "3."]


def test_issued_twice_at_once_or_after_a_crash_it_goes_out_once(report, lead, approver):
    put_forward(accepted(report, lead), by=lead)
    approved(report, by=approver)
    files = StoredFile.objects.count()

    for _ in range(3):
        services.issue(report.pk, by=approver.pk, words="")

    assert (Publication.objects.count(), StoredFile.objects.count()) == (1, files + 1)


@pytest.mark.parametrize("step", ["final", "drawn_of", "hold", "save"])
def test_whatever_dies_while_it_is_issued_it_goes_out_whole_and_once(
    report, lead, approver, monkeypatch, step
):
    put_forward(accepted(report, lead), by=lead)
    approved(report, by=approver)
    row, files = Outbox.objects.get(kind="reports.issue"), StoredFile.objects.count()
    with monkeypatch.context() as patched:
        patched.setattr(approving, step, _dies)
        with pytest.raises(OperationalError):
            outbox.deliver(row.pk)
    assert (stands(report), StoredFile.objects.count()) == (State.ISSUING, files)
    assert not Publication.objects.exists()

    with acting_for(None):
        Outbox.objects.update(leased_until=None)  # as after the lease of whoever died
    assert outbox.deliver(row.pk)

    assert (stands(report), StoredFile.objects.count()) == (State.ISSUED, files + 1)
    assert Publication.objects.count() == 1
    assert not outbox.deliver(row.pk)


def _dies(*_, **__):
    raise OperationalError("the server closed the connection")


def test_a_paper_that_cannot_be_laid_out_is_put_before_its_approver_again(
    report, lead, approver, monkeypatch
):
    put_forward(accepted(report, lead), by=lead)
    approved(report, by=approver)
    monkeypatch.setattr(documents, "to_pdf", lambda *_, **__: {}["missing"])

    with pytest.raises(Refused):
        outbox.deliver(Outbox.objects.get(kind="reports.issue").pk)

    report.refresh_from_db()
    assert report.state == State.CHECKING
    assert "the section “At a glance” is where it failed" in report.failure
    assert not Publication.objects.exists()


def test_the_database_keeps_what_was_issued_as_it_was(report):
    report = issued(report)
    out = report.publication

    for thing, change in (
        (out, {"approval": "Other words"}),
        (out, {"sha256": "0" * 64}),
        (report, {"changes": "Another"}),
        (report, {"state": State.READY}),
    ):
        for name, value in change.items():
            setattr(thing, name, value)
        with pytest.raises(DatabaseError), transaction.atomic():
            update_tracked(type(thing), [thing], list(change))
        thing.refresh_from_db()
    with pytest.raises(DatabaseError), transaction.atomic():
        Publication.objects.filter(pk=out.pk)._raw_delete("default")


# Afterwards


def test_a_withdrawn_report_says_why_and_is_handed_to_no_reader(report, approver):
    report = issued(report)
    services.withdraw(report, by=approver, because="A figure was wrong.")

    report.refresh_from_db()
    assert report.publication.withdrawn_because == "A figure was wrong."
    assert not approver.has_perm("reports.download_report", report)
    with pytest.raises(Refused):
        services.withdraw(report, by=approver, because="Again")


def test_the_next_version_starts_with_the_words_of_the_last_and_says_what_changed(report, lead):
    services.keep_words(section_of(report), by=lead, words="As it stood.")
    first = issued(report)

    second = services.revise(first, by=lead, changes="One date was put right.")
    for _ in services.make_report(second.pk):
        pass
    with pytest.raises(Refused, match="Version 2 is being written already"):
        services.revise(first, by=lead, changes="Again")

    second = issued(second)
    assert section_of(second).words == "As it stood."
    assert (second.version, second.replaces_id) == (2, first.pk)
    assert second.publication.said["changes"] == ["One date was put right."]


# Readers


def test_a_reader_sees_what_was_issued_to_them_and_no_draft(report, lead):
    here, elsewhere = report.agency, AgencyFactory()
    somebody, stranger = UserFactory(), UserFactory()
    spoc, panel, other_spoc, other_panel = (
        UserFactory(agency=agency, roles=[role])
        for agency in (here, elsewhere)
        for role in (Role.SPOC, Role.PANEL_MEMBER)
    )
    sits, stands_in, sat = UserFactory(), UserFactory(), UserFactory()
    body = BodyFactory()
    today = timezone.localdate()
    MembershipFactory(body=body, person=sits, deputy=stands_in, starts_on=today)
    MembershipFactory(
        body=body, person=sat, starts_on=today - timedelta(30), ends_on=today - timedelta(1)
    )
    services.add_reader(report, by=lead, user=somebody)
    services.add_reader(report, by=lead, role=Role.SPOC, agency=here)
    services.add_reader(report, by=lead, role=Role.PANEL_MEMBER)
    services.add_reader(report, by=lead, body=body)
    with pytest.raises(Refused, match="among its readers already"):
        services.add_reader(report, by=lead, role=Role.PANEL_MEMBER)
    everybody = (somebody, spoc, panel, other_panel, sits, stands_in, other_spoc, sat, stranger)

    def sees(user):
        return Report.objects.visible_to(user).filter(pk=report.pk).exists()

    assert not any(map(sees, everybody))
    out = issued(report)
    assert [sees(user) for user in everybody] == [True] * 6 + [False] * 3
    told = set(chasing._readers(out, today))
    assert set(everybody) & told == set(everybody[:6])
    services.end_reader(report.readers.get(user=somebody), by=lead)
    assert not sees(somebody)
