"""A person says what an imported file means: what its columns are, what goes with what, and where."""

from django.db import transaction

from prevent_portal.errors import Refused

from .. import placing
from ..reading.document import opened
from ..reading.mapping import read_by
from .importing import hold_unsettled
from .layouts import save_layout


def document_of(proposal):
    """The document in the file of an import, as it was uploaded."""
    with proposal.file.content.open("rb") as file:
        return opened(file, name=proposal.file.name)


@transaction.atomic
def remap(proposal, mapping, *, by, save_as=""):
    """Read the file of an import by what a person says of its columns; return the import.

    What was answered before (what goes with what, where a text belongs) is asked again, since the
    rows are others. Raises Refused if that makes no action, or the import is settled.
    """
    proposal = hold_unsettled(proposal, by=by)
    reading = read_by(document_of(proposal), mapping, name=proposal.file.name)
    if not reading.actions:
        raise Refused(
            proposal,
            "Read like this, the file holds no action. Say which column holds the actions, "
            "and which rows are headings.",
        )
    proposal.mapping = mapping.as_json() | {"is_guess": False}
    if save_as.strip():
        save_layout(mapping, name=save_as, by=by)
        proposal.mapping["saved_as"] = save_as.strip()
    proposal.reading, proposal.as_read, proposal.answers = reading.as_json(), None, {}
    return _kept(proposal, by)


@transaction.atomic
def answer_questions(proposal, chosen, *, by):
    """Say what goes with what: for each question the number of the action for each value, or None."""
    proposal = hold_unsettled(proposal, by=by)
    read = proposal.as_read or proposal.reading
    # What was left over by earlier answers has other numbers now, so it is asked about again.
    texts = {
        number: answer
        for number, answer in proposal.answers.get("texts", {}).items()
        if int(number) < len(read["unplaced"])
    }
    earlier = proposal.answers.get("questions", {})
    questions = {**earlier, **{str(at): picks for at, picks in chosen.items()}}
    return _answered(proposal, by, questions=questions, texts=texts)


@transaction.atomic
def put_text(proposal, number, *, by, as_=None, under=""):
    """Say where an unplaced text of an import belongs, or with no `as_` that it stays unplaced.

    `number` counts the texts of the file as it was read, from 0. Raises Refused for a place that
    cannot hold it.
    """
    proposal = hold_unsettled(proposal, by=by)
    texts = dict((proposal.answers or {}).get("texts", {}))
    texts.pop(str(number), None)
    if as_:
        texts[str(number)] = {"as": as_, "under": under}
    return _answered(proposal, by, texts=texts)


def _answered(proposal, by, **answers):
    if proposal.as_read is None:
        proposal.as_read = proposal.reading
    proposal.answers = {**proposal.answers, **answers}
    try:
        proposal.reading = placing.answered(proposal.as_read, proposal.answers)
    except placing.NoSuchPlace as error:
        raise Refused(proposal, error.sentence, field="under") from None
    return _kept(proposal, by)


def _kept(proposal, by):
    proposal._history_user = by
    proposal.save()
    return proposal
