"""What the worker does for reports: ids in, one service, safe to repeat."""

from prevent_portal import outbox

from . import services


def _gave_up(sentence, *, report):
    services.give_up(report, sentence=sentence)


@outbox.handles("reports.make", gave_up=_gave_up)
def make(report):
    """Make one report, committing at each of its steps."""
    yield from services.make_report(report)
