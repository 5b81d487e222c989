"""What the worker does for training: ids in, one service, safe to repeat."""

from prevent_portal import outbox

from .services import extracts, messages


def _gave_up(sentence, *, of_import):
    extracts.give_up(of_import, sentence=sentence)


@outbox.handles(extracts.READ, gave_up=_gave_up)
def read(of_import):
    """Read one large extract into the staging table."""
    extracts.read_stored(of_import)


def _gave_up_telling(sentence, *, message_id):
    messages.give_up(message_id)


@outbox.handles(messages.TELL, gave_up=_gave_up_telling)
def tell(message_id):
    """Tell somebody about their session, committing before and after the message leaves."""
    yield from messages.send(message_id)
