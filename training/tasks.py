"""What the worker does for training: ids in, one service, safe to repeat."""

from prevent_portal import outbox

from . import services


def _gave_up(sentence, *, of_import):
    services.give_up(of_import, sentence=sentence)


@outbox.handles(services.READ, gave_up=_gave_up)
def read(of_import):
    """Read one large extract into the staging table."""
    services.read_stored(of_import)
