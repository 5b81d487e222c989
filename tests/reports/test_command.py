"""`produce_report`: a paper without a browser and without a worker."""

import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from docx import Document

from prevent_portal.models import Outbox
from reports.models import Report
from tests.factories import PlanFactory

from .places import action_of
from .test_access import _quick  # noqa: F401 - a fixture used by every test


@pytest.fixture
def plan():
    plan = PlanFactory(
        title="Marrowby internal plan", period_start="2025-04-01", period_end="2026-03-31"
    )
    action_of(plan, text="Meet every month")
    return plan


#: Every kind that is shipped, as commands call it.
NAMES = [
    "annual-cabinet", "board-update", "channel-assurance", "chief-executive", "committee-progress",
    "county-plan", "delivery-group", "hand-over", "priority-actions", "public-plan",
    "safeguarding-boards", "six-monthly", "spoc-plan", "toolkit", "training-return",
]  # fmt: skip


def produce(tmp_path, *words, file="report.pdf", on="2026-03-17", kind="six-monthly"):
    path = tmp_path / file
    said = StringIO()
    call_command("produce_report", kind, *words, on=on, output=str(path), stdout=said)
    return path, said.getvalue()


def test_the_kinds_are_listed_a_line_each():
    said = StringIO()
    call_command("produce_report", "--list", stdout=said)

    lines = said.getvalue().splitlines()
    assert [line.partition("\t")[0] for line in lines] == NAMES
    assert lines[NAMES.index("six-monthly")] == (
        "six-monthly\tSix-monthly report on the Prevent action plan, for: corporate management team"
    )


def test_the_only_plan_of_the_day_is_taken_and_the_paper_is_kept(plan, tmp_path):
    PlanFactory(kind="spoc", period_start="2025-04-01", period_end="2026-03-31")
    PlanFactory(period_start="2023-04-01", period_end="2024-03-31")

    path, said = produce(tmp_path)

    report = Report.objects.get()
    assert (report.plan, report.state, said) == (plan, "ready", "")
    assert path.read_bytes() == b"%PDF-1.7"
    assert not Outbox.objects.exists()


def test_the_ending_of_the_file_says_which_edition(plan, tmp_path):
    path, _ = produce(tmp_path, file="report.DOCX")

    assert "Meet every month" in [
        cell.text for table in Document(path).tables for row in table.rows for cell in row.cells
    ]


@pytest.mark.parametrize("name", ["MARROWBY internal plan", "number"])
def test_a_plan_is_named_by_title_or_number(plan, tmp_path, name):
    PlanFactory(period_start="2025-04-01", period_end="2026-03-31")

    produce(tmp_path, "--plan", str(plan.pk) if name == "number" else name)

    assert Report.objects.get().plan == plan


def test_where_several_plans_fit_they_are_listed_and_somebody_must_say_which(plan, tmp_path):
    other = PlanFactory(title="Another", period_start="2025-04-01", period_end="2026-03-31")

    with pytest.raises(CommandError) as stop:
        produce(tmp_path)

    assert stop.value.returncode == 2
    for one in (plan, other):
        assert f"{one.pk}\t{one.title} ({one.agency})" in str(stop.value)
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kind": None}, f"Say which report. Choose from: {', '.join(NAMES)}."),
        ({"kind": "weekly"}, f"There is no report called weekly. Choose from: {', '.join(NAMES)}."),
        ({"on": "31/03/2026"}, "Give the day with --on as year, month and day"),
        ({"on": "2026-02-31"}, "Give the day with --on as year, month and day"),
        (
            {"on": "2027-01-01", "plan": "Marrowby internal plan"},
            "The day must be today or in the past.",
        ),
        ({"on": "2024-01-01"}, "No plan of the kind for this report has 2024-01-01 in its period."),
        ({"plan": "Nobody's plan"}, "There is no plan called Nobody's plan."),
        ({"output": "report.odt"}, "report.odt should end in .pdf or .docx."),
        ({"output": None}, "Say where to write the report with --output FILE."),
        ({"output": "/nowhere/at/all/report.pdf"}, "There is no folder /nowhere/at/all."),
        ({"audience": "public"}, "This kind of report is not made for them."),
    ],
)
def test_what_is_missing_or_wrong_gets_a_sentence(plan, tmp_path, changes, sentence):
    values = {"on": "2026-03-17", "output": str(tmp_path / "report.pdf"), "kind": "six-monthly"}
    values |= changes
    kind = values.pop("kind")

    with pytest.raises(CommandError) as stop:
        call_command("produce_report", *([kind] if kind else []), **values)

    assert sentence in str(stop.value)
    assert not Report.objects.exists()


def test_a_file_that_cannot_be_written_gets_a_sentence(plan, tmp_path):
    (tmp_path / "report.pdf").mkdir()

    with pytest.raises(CommandError, match="could not be written"):
        produce(tmp_path)


def test_each_audience_of_the_kind_is_made(plan, tmp_path):
    for audience in ("officer", "member", "restricted"):
        produce(tmp_path, "--audience", audience)

    assert sorted(Report.objects.values_list("audience", "version")) == [
        ("member", 2), ("officer", 1), ("restricted", 3),
    ]  # fmt: skip


def test_the_demonstration_asks_through_the_queue_and_waits_for_the_file(plan):
    from reports import demo, services

    demo.load(datetime.date(2026, 3, 18))
    look = demo.request(datetime.date(2026, 3, 18))
    assert look() is None
    assert Outbox.objects.filter(kind="reports.make").count() == 2
    for row in Outbox.objects.order_by("pk"):
        for _ in services.make_report(row.payload["report"]):
            pass

    assert look().read_bytes() == b"%PDF-1.7"
    assert demo.request(datetime.date(2026, 3, 18))() == look()
    assert [r.on.isoformat() for r in Report.objects.order_by("on")] == ["2025-09-18", "2026-03-18"]
    assert Report.objects.latest("on").previous == Report.objects.earliest("on")
