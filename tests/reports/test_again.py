"""What was issued comes out again as it went out: the same bytes, or the same hash of its words."""

import pytest
from django.core.management import CommandError, call_command

from reports import services
from reports.models import Report
from tests.factories import PlanFactory

from .places import ON, action_of, altered, issued

pytestmark = pytest.mark.django_db


def again(number):
    return call_command("produce_report", again=number)


def test_an_issued_report_has_the_same_bytes_the_same_words_or_is_not_what_went_out(
    capsys, monkeypatch
):
    monkeypatch.setattr("reports.conformance.faults", lambda drawn: [])
    # that the same dict is laid out to the same bytes is tested with the documents
    monkeypatch.setattr(
        "reports.documents.to_pdf", lambda said, **_: f"%PDF-1.7 {_hash_of(said)}".encode()
    )
    plan = PlanFactory(period_start="2025-04-01")
    action_of(plan)
    draft = services.produce_report(plan, by=None, kind="six-monthly", on=ON)
    with pytest.raises(CommandError, match="has not been issued"):
        again(draft.pk)
    report = issued(draft)

    again(report.pk)
    assert f"Report {report.pk}: the same bytes as issued (WeasyPrint" in capsys.readouterr().out

    said = report.publication.said | {"title": "Another title"}
    another = {"said": said, "sha256": _hash_of(said)}
    altered(monkeypatch, made_with="WeasyPrint 1, matplotlib 1", **another)
    again(report.pk)
    assert "the same words, by their SHA-256" in capsys.readouterr().out

    altered(monkeypatch, made_with=services.making.made_with(), **another)
    with pytest.raises(CommandError, match="its bytes are others"):
        again(report.pk)
    altered(monkeypatch, said=report.publication.said, sha256="0" * 64)
    with pytest.raises(CommandError, match="its words have changed"):
        again(report.pk)
    assert Report.objects.count() == 1


def test_a_report_that_is_not_there_is_named():
    with pytest.raises(CommandError, match="There is no report 12345"):
        again(12345)


def _hash_of(said):
    return services.making.documents().fingerprint(said)
