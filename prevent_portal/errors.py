"""What the portal says when a rule says no."""

from contextlib import contextmanager

from django.core.exceptions import ValidationError


class Refused(Exception):  # noqa: N818 - it reads as the sentence it carries
    """A rule said no: `sentence` tells the user why and what to do about `thing`."""

    def __init__(self, thing, sentence, *, field=None):
        super().__init__(sentence)
        self.thing = thing
        self.sentence = sentence
        self.field = field


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
