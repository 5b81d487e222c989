"""What the portal says when a rule says no."""

from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

#: What a trigger raises, as SQLSTATE, whose message is a sentence for people.
SAID_BY_DATABASE = "PR001"


class Refused(Exception):  # noqa: N818 - it reads as the sentence it carries
    """A rule said no: `sentence` tells the user why and what to do about `thing`."""

    def __init__(self, thing, sentence, *, field=None):
        super().__init__(sentence)
        self.thing = thing
        self.sentence = sentence
        self.field = field


@contextmanager
def refusals_of_database(thing):
    """Turn what a trigger refuses with a sentence for people into Refused; any other error stays one."""
    try:
        with transaction.atomic():
            yield
    except DatabaseError as error:
        said = getattr(error.__cause__, "diag", None)
        if said is None or said.sqlstate != SAID_BY_DATABASE:
            raise
        raise Refused(thing, said.message_primary) from None


@contextmanager
def refusals_on(form):
    """Turn a refusal into an error on the form, so that everything typed is still there."""
    try:
        yield
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
    except ValidationError as error:
        messages = error.message_dict if hasattr(error, "error_dict") else {None: error.messages}
        for field, sentences in messages.items():
            form.add_error(field if field in form.fields else None, sentences)
