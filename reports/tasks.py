"""What the worker does for reports: ids in, one service, safe to repeat."""

from celery import shared_task
from django.utils import timezone

from prevent_portal import outbox
from prevent_portal.acting import acting_for

from . import services


def _gave_up(sentence, *, report):
    services.give_up(report, sentence=sentence)


@outbox.handles("reports.make", gave_up=_gave_up)
def make(report):
    """Make one report, committing at each of its steps."""
    yield from services.make_report(report)


def _gave_up_issuing(sentence, *, report, by, words):
    services.give_up_issuing(report, sentence=sentence)


@outbox.handles("reports.issue", gave_up=_gave_up_issuing)
def issue(report, by, words):
    """Lay out an approved report and keep it as issued."""
    services.issue(report, by=by, words=words)


@shared_task
def assemble_due():
    """Ask for the drafts whose day has come. Repeatable: each is asked for once."""
    with acting_for(None):
        services.assemble_due(on=timezone.localdate())
