"""Asking for a report, making it once whatever dies on the way, and never changing it after."""

import datetime

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from actions.models import Plan
from prevent_portal import files, outbox
from prevent_portal.errors import Refused
from prevent_portal.models import Outbox, StoredFile
from prevent_portal.roles import Role
from prevent_portal.tracked import update_tracked
from reports import documents, services, tasks
from reports.models import Report, ReportTemplate
from reports.services import making
from tests.factories import PlanFactory, UserFactory

from .places import action_of, noon, update

ON = datetime.date(2026, 3, 17)
State = Report.State


@pytest.fixture
def plan():
    plan = PlanFactory(period_start="2025-04-01", period_end="2026-03-31")
    action_of(plan, text="Meet every month", when="June 2025")
    return plan


@pytest.fixture
def lead(plan):
    return UserFactory(
        agency=plan.agency, roles=[Role.PREVENT_LEAD], job_title="Prevent co-ordinator"
    )


@pytest.fixture
def quick(monkeypatch):
    """Papers that cost nothing to lay out, for tests of everything else."""
    drawn = []

    def to_pdf(frozen, *, template, look=None):
        drawn.append(frozen)
        return b"%PDF-1.7 " + documents.fingerprint(frozen).encode()

    monkeypatch.setattr(documents, "to_pdf", to_pdf)
    return drawn


def ask(plan, by, **changes):
    return services.request_report(plan, by=by, **{"kind": "six-monthly", "on": ON} | changes)


def make(report):
    for _ in services.make_report(report.pk):
        pass
    report.refresh_from_db()
    return report


# Asking


def test_asking_promises_the_work_in_the_same_transaction(plan, lead):
    report = ask(plan, lead, summary="Well done.")

    assert (report.state, report.version, report.requested_by) == (State.REQUESTED, 1, lead)
    assert Outbox.objects.get(kind="reports.make").payload == {"report": report.pk}
    assert report.history.get().history_user == lead


def test_pressing_twice_asks_once(plan, lead):
    assert ask(plan, lead) == ask(plan, lead)
    assert Outbox.objects.filter(kind="reports.make").count() == 1


def test_asking_for_other_words_is_another_report(plan, lead):
    first, second = ask(plan, lead), ask(plan, lead, summary="In other words.")

    assert (first.version, second.version) == (1, 2)


def test_asking_again_once_it_is_ready_is_a_new_version(plan, lead, quick):
    make(ask(plan, lead))

    assert ask(plan, lead).version == 2
    assert ask(plan, lead, on=ON - datetime.timedelta(days=1)).version == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"on": datetime.date(2026, 3, 19)}, "The day must be today or in the past."),
        (
            {"on": datetime.date(2025, 3, 31)},
            "The plan starts on 1 April 2025: choose that day or later.",
        ),
        ({"kind": "weekly"}, "The portal makes no report called weekly."),
        (
            {"audience": "public"},
            "This kind of report is not made for them. Choose from: officers: the corporate "
            "management team, restricted: the board and named readers, elected members.",
        ),
    ],
)
def test_what_cannot_be_reported_is_refused_in_a_sentence(plan, lead, changes, sentence):
    with pytest.raises(Refused) as refusal:
        ask(plan, lead, **changes)

    assert refusal.value.sentence == sentence
    assert not Report.objects.exists()


# Making


def test_a_report_is_frozen_laid_out_and_kept_with_its_hashes(plan, lead):
    report = make(ask(plan, lead))

    assert report.state == State.READY
    assert report.frozen_sha256 == documents.fingerprint(report.frozen)
    assert report.frozen["on"] == "2026-03-17"
    assert report.frozen["author"] == "Prevent co-ordinator"
    assert report.file.name == "six-monthly-report-on-the-prevent-action-plan-2026-03-17-v1.pdf"
    assert files.is_whole(report.file)
    with report.file.content.open("rb") as kept:
        assert kept.read() == documents.to_pdf(report.frozen, template="reports/pdf/paper.html")
    assert report.made_with.startswith("WeasyPrint ")


def test_what_is_frozen_survives_the_database(plan, lead, quick):
    report = make(ask(plan, lead, summary="Ünïcode, \u202e “quotes” and </script>"))
    again = Report.objects.get(pk=report.pk)

    assert again.frozen == report.frozen
    assert documents.fingerprint(again.frozen) == again.frozen_sha256


def test_the_worker_makes_it_step_by_step(plan, lead, quick):
    report = ask(plan, lead)
    seen = []
    for _ in tasks.make(report.pk):
        report.refresh_from_db()
        seen.append(report.state)
    report.refresh_from_db()

    assert [*seen, report.state] == [State.ASSEMBLING, State.RENDERING, State.READY]


@pytest.mark.parametrize("steps", [0, 1, 2])
def test_a_worker_that_dies_at_any_step_leaves_one_report_and_one_file(plan, lead, quick, steps):
    report = ask(plan, lead)
    dying = tasks.make(report.pk)
    for _ in range(steps):
        next(dying)
    dying.close()
    report.refresh_from_db()
    frozen = report.frozen

    make(report)

    assert report.state == State.READY
    assert frozen in (None, report.frozen)
    assert Report.objects.count() == StoredFile.objects.count() == 1


def test_made_twice_at_once_it_is_kept_once(plan, lead, monkeypatch):
    report = ask(plan, lead)
    other = [True]

    def to_pdf(frozen, **_):
        if other.pop() if other else False:
            make(report)  # another worker overtakes this one
        return b"%PDF-1.7"

    monkeypatch.setattr(documents, "to_pdf", to_pdf)

    make(report)

    assert StoredFile.objects.count() == 1


def test_a_report_that_is_ready_is_left_alone(plan, lead, quick):
    report = make(ask(plan, lead))
    made_at = report.ready_at

    make(report)

    assert report.ready_at == made_at
    assert len(quick) == 1


def test_delivered_through_the_outbox_it_is_made_once(plan, lead, quick):
    report = ask(plan, lead)
    row = Outbox.objects.get(kind="reports.make")

    assert outbox.deliver(row.pk) is True
    assert outbox.deliver(row.pk) is False
    report.refresh_from_db()
    assert report.is_ready


def test_what_cannot_be_laid_out_fails_in_a_sentence_and_can_be_tried_again(
    plan, lead, monkeypatch
):
    report = ask(plan, lead, summary="Kept words")
    monkeypatch.setattr(documents, "to_pdf", lambda *_, **__: {}["missing"])

    with pytest.raises(Refused):
        outbox.deliver(Outbox.objects.get(kind="reports.make").pk)

    report.refresh_from_db()
    assert report.state == State.FAILED
    assert "The pages could not be laid out: the section “At a glance” is where" in report.failure
    assert report.file is None

    monkeypatch.setattr(documents, "to_pdf", lambda *_, **__: b"%PDF-1.7")
    services.try_again(report, by=lead)
    make(report)

    assert report.is_ready
    assert report.frozen["sections"][1]["blocks"][0]["text"] == "Kept words"
    assert Outbox.objects.filter(kind="reports.make").count() == 2


def test_only_a_report_that_failed_is_tried_again(plan, lead):
    with pytest.raises(Refused):
        services.try_again(ask(plan, lead), by=lead)


def test_giving_up_says_why_and_never_undoes_a_report_that_is_ready(plan, lead, quick):
    waiting, ready = ask(plan, lead, summary="One"), make(ask(plan, lead, summary="Two"))

    services.give_up(waiting.pk, sentence="The disk is full.")
    services.give_up(ready.pk, sentence="The disk is full.")

    waiting.refresh_from_db()
    ready.refresh_from_db()
    assert (waiting.state, waiting.failure) == (State.FAILED, "The disk is full.")
    assert ready.is_ready


@pytest.mark.parametrize("size", [1, 20])
def test_figures_take_as_many_queries_whatever_the_size_of_the_plan(
    plan, lead, size, django_assert_num_queries
):
    report = ask(plan, lead)
    for number in range(size):
        action_of(plan, position=number + 1000, status="blocked", lead=lead)

    with django_assert_num_queries(16):
        making._frozen(report, noon(2026, 3, 18))


# What it is compared with


def test_it_is_compared_with_the_last_report_of_an_earlier_day(plan, lead, quick):
    first = make(ask(plan, lead, on=datetime.date(2025, 9, 30)))
    make(ask(PlanFactory(agency=plan.agency), lead, on=datetime.date(2026, 1, 31)))
    second = make(ask(plan, lead))

    assert first.previous is None
    assert second.previous == first
    assert second.frozen["since"] == "2025-09-30"


def test_without_one_it_is_compared_with_six_months_before(plan, lead, quick):
    assert make(ask(plan, lead)).frozen["since"] == "2025-09-17"


def test_a_plan_that_had_not_begun_is_compared_with_nothing(plan, lead, quick):
    assert make(ask(plan, lead, on=datetime.date(2025, 9, 30))).frozen["since"] is None


def test_it_says_what_was_known_when_it_was_made(plan, lead, quick):
    first = make(ask(plan, lead))
    action = plan.themes.get().objectives.get().actions.get()
    update(action, on=ON, status="complete", recorded_at=noon(2026, 3, 18))
    second = make(ask(plan, lead))

    assert first.frozen["figures"]["complete"]["value"] == 0
    assert second.frozen["figures"]["complete"]["value"] == 1
    assert Report.objects.get(pk=first.pk).frozen == first.frozen


# What never changes


def test_a_report_that_is_ready_cannot_be_changed_even_by_mistake(plan, lead, quick):
    report = make(ask(plan, lead))
    report.summary = "Better than it was"

    with pytest.raises(DatabaseError), transaction.atomic():
        report.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        update_tracked(Report, [report], ["summary"])


def test_no_report_is_deleted(plan, lead):
    with pytest.raises(DatabaseError), transaction.atomic():
        ask(plan, lead).delete()


ALLOWED = {
    ("requested", "assembling"), ("requested", "failed"),
    ("assembling", "rendering"), ("assembling", "failed"),
    ("rendering", "ready"), ("rendering", "failed"),
    ("failed", "requested"), ("failed", "rendering"),
    ("ready", "rendering"), ("ready", "checking"),
    ("checking", "ready"), ("checking", "issuing"),
    ("issuing", "issued"), ("issuing", "checking"),
    ("issued", "withdrawn"),
}  # fmt: skip


@pytest.mark.parametrize("end", State)
@pytest.mark.parametrize("start", State)
def test_a_report_moves_only_forward_until_it_fails(start, end):
    report = Report(state=start, on=ON, kind_id="six-monthly")
    if (start, end) in ALLOWED:
        report.move_to(end)
        assert report.state == end
    else:
        with pytest.raises(Refused):
            report.move_to(end)


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "ready"},
        {"state": "failed"},
        {"frozen": {}, "frozen_sha256": ""},
        {"frozen_sha256": "ab"},
        {"version": 1},
    ],
)
def test_the_database_refuses_what_cannot_be(plan, lead, wrong):
    ask(plan, lead)
    values = {"kind_id": "six-monthly", "agency": plan.agency, "plan": plan, "on": ON, "version": 2}
    values |= wrong

    with pytest.raises(IntegrityError), transaction.atomic():
        Report(**values).save()


def test_plans_of_other_kinds_are_read_by_other_reports():
    kind = ReportTemplate.objects.get(name="six-monthly")

    assert kind.fits(Plan(kind=Plan.Kind.INTERNAL))
    assert not kind.fits(Plan(kind=Plan.Kind.SPOC))
