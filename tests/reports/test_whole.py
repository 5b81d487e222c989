"""What a report was made of is compared with its SHA-256."""

import copy
import hashlib

from prevent_portal import whole
from reports.models import Answer, Question, Report
from reports.services import keep_question
from reports.whole import check_answers, check_publications, check_reports
from tests.factories import AgencyFactory, PlanFactory, UserFactory

from .places import action_of, altered, issued
from .test_access import ON, _quick, report_on  # noqa: F401 - a fixture used by every test


def test_a_report_is_as_it_was_frozen_until_a_figure_in_it_changes(monkeypatch):
    report_on(PlanFactory())
    frozen = Report.objects.get()
    assert check_reports() == (1, [])

    altered = copy.deepcopy(frozen)
    altered.frozen["changed"] = "a figure"
    rows = Report.objects.none()
    monkeypatch.setattr(type(rows), "iterator", lambda self, chunk_size: iter([altered]))

    fault = whole.Fault(f"report {frozen.pk}", "what it was made of has changed")
    assert check_reports() == (1, [fault])


def test_what_was_issued_is_as_it_went_out_until_a_word_of_it_changes(monkeypatch):
    plan = PlanFactory()
    action_of(plan)
    report = issued(report_on(plan))
    assert check_publications() == (1, [])

    altered(monkeypatch, said=report.publication.said | {"title": "Another"})

    fault = whole.Fault(f"report {report.pk}", "what was issued has changed")
    assert check_publications() == (1, [fault])


def test_an_answer_is_as_it_was_given_until_a_word_of_it_changes(monkeypatch):
    text = "Fifty."
    given = Answer.objects.create(
        question=a_question(),
        agency=AgencyFactory(),
        reference="FOI 12",
        on=ON,
        said={},
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        given_on=ON,
        given_by=UserFactory(),
    )
    assert check_answers() == (1, [])

    given.text = "Sixty."
    monkeypatch.setattr("reports.whole._each", lambda rows: [given])

    fault = whole.Fault(f"answer {given.pk}", "what was answered has changed")
    assert check_answers() == (1, [fault])


def a_question():
    by = UserFactory()
    question = Question(text="How many were trained?", topic="training", answer="Fifty.")
    return keep_question(question, by=by)
