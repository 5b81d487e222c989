"""What a report was made of is compared with its SHA-256."""

import copy

from prevent_portal import whole
from reports.models import Report
from reports.whole import check_reports
from tests.factories import PlanFactory

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
