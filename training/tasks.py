"""What the worker does for training: ids in, one service, safe to repeat."""

from prevent_portal import outbox

from .services import extracts


def _gave_up(sentence, *, of_import):
    extracts.give_up(of_import, sentence=sentence)


@outbox.handles(extracts.READ, gave_up=_gave_up)
def read(of_import):
    """Read one large extract into the staging table."""
    extracts.read_stored(of_import)
