"""Answers to the public: made of the catalogue's figures through the guard, and kept as they were given."""

import hashlib
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta
from django.db import IntegrityError, transaction

from prevent_portal import unpublished
from prevent_portal.errors import Refused
from prevent_portal.figures import catalogue
from prevent_portal.services import keep_record

from .. import words
from ..guard import guarded
from ..models import Answer, Publication, Question
from ..models.templates import PUBLIC
from ..related import is_headline, relations_of_figures
from ..series import series

#: A position is looked at again after so many months.
REVIEW_MONTHS = 12
#: Earlier answers, and papers, that whoever asks may have read: the newest.
EARLIER = 24
#: As papers call the same cells, so that answers and papers are laid beside each other.
_KEY, _COLUMNS = "figures", ("Figure", "Value", "Out of", "%")
_VALUE, _WHOLE, _SHARE = 1, 2, 3
_NOT_SHOWN = (
    "Some numbers are not shown: they are small, or would give away a small one, and somebody could "
    "be known by them."
)


@dataclass(frozen=True)
class Prepared:
    """An answer before it is given: its words, what they are made of, and what the guard withheld."""

    text: str
    paper: dict
    withheld: tuple

    @property
    def sha256(self):
        """The fingerprint of its words."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def keep_question(question, *, by, version=None, **values):
    """Save a question; where nobody says when its position is looked at again, it is in a year.

    Raises Refused for a figure that is withheld from everybody outside.
    """
    known = catalogue()
    for name in values.get("figures", ()):
        if name not in known or known[name].is_withheld:
            raise Refused(question, "This figure is given to nobody outside.", field="figures")
    if values.get("reviewed_on") and not values.get("review_due_on"):
        values["review_due_on"] = values["reviewed_on"] + relativedelta(months=REVIEW_MONTHS)
    return keep_record(question, by=by, version=version, **values)


def prepare_answer(question, *, agency, on):
    """The answer of an agency as at a day, as the public may have it, beside what was said before."""
    paper, withheld = guarded(
        _paper(question, agency, on), audience=PUBLIC, earlier=_earlier(agency)
    )
    rows = paper["sections"][0]["blocks"][0]["groups"][0]["rows"]
    return Prepared(_text(question, agency, on, rows, withheld), paper, tuple(withheld))


@transaction.atomic
def give_answer(question, *, by, agency, reference, on, given_on, read):
    """Keep what was said to a request, for good. `read` is the fingerprint of the words that were read.

    Raises Refused if the words are other ones by now, or the request has had its answer.
    """
    question = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
    if not question.is_open:
        raise Refused(question, "This question is closed. Open it again before you answer it.")
    prepared = prepare_answer(question, agency=agency, on=on)
    if names := unpublished.found_in(prepared.text):
        raise Refused(
            question,
            f"The answer names “{names[0]}”, which is marked sensitive. Give it other words in the question.",
        )
    if prepared.sha256 != read:
        raise Refused(question, "The answer has changed since you read it. Read it again.")
    try:
        with transaction.atomic():
            return Answer.objects.create(
                question=question,
                agency=agency,
                reference=reference,
                on=on,
                said=prepared.paper,
                text=prepared.text,
                sha256=prepared.sha256,
                given_on=given_on,
                given_by=by,
            )
    except IntegrityError:
        sentence = "This question of the request has been answered already."
        raise Refused(question, sentence, field="reference") from None


def _paper(question, agency, on):
    names = question.figures if question.is_answered else ()
    known = catalogue()
    shown = [name for name in names if name in known and not known[name].is_withheld]
    values = series(shown, agency=agency, days=[on])
    rows = [{"cells": _cells(known[name], values[name][on])} for name in shown]
    table = {
        "type": "table",
        "key": _KEY,
        "caption": question.text,
        "columns": [{"title": title} for title in _COLUMNS],
        "groups": [{"rows": rows}],
    } | relations_of_figures(shown)
    section = {"id": f"question-{question.pk}", "title": question.text, "blocks": [table]}
    return {"on": on.isoformat(), "audience": PUBLIC, "sections": [section]}


def _cells(figure, value):
    count, whole = (value.count, value.out_of) if value else (None, None)
    share = {"text": "–" if not whole else f"{value.percent:.1f}%"}
    if figure.counts and whole is not None:
        share["share"] = [_VALUE, _WHOLE]
    return [
        {"text": figure.title},
        _cell(count, figure) | {"headline": is_headline(figure.name, is_whole=False)},
        _cell(whole, figure) | {"headline": is_headline(figure.name, is_whole=True)},
        share,
    ]


def _cell(number, figure):
    if number is None:
        return {"text": "–"}
    return {"text": f"{number:,}"} | (
        {"count": number, "of": figure.counts} if figure.counts else {}
    )


def _earlier(agency):
    """What whoever asks may have read: answers that the agency gave, and papers it made public."""
    answers = Answer.objects.filter(agency=agency).order_by("-given_on", "-pk")
    papers = Publication.objects.filter(report__agency=agency, report__audience=PUBLIC)
    return [
        *answers.values_list("said", flat=True)[:EARLIER],
        *papers.order_by("-issued_at").values_list("said", flat=True)[:EARLIER],
    ]


def _text(question, agency, on, rows, withheld):
    """The answer in plain words, ready to be copied."""
    parts = [question.text]
    if question.position == Question.Position.WITHHELD:
        parts.append(
            f"{agency} does not publish this information. Exemption: {question.exemption}."
        )
    elif question.position == Question.Position.NOT_HELD:
        parts.append(f"{agency} does not hold this information.")
    parts += [part for part in (question.why, question.answer) if part]
    if rows:
        parts.append(f"Position as at {words.day(on)}, {agency}:")
        known = {figure.title: figure for figure in catalogue().values()}
        parts += [_line(row["cells"], known[row["cells"][0]["text"]]) for row in rows]
    if withheld:
        parts.append(_NOT_SHOWN)
    return "\n\n".join(parts)


def _line(cells, figure):
    title, count, whole, share = (cell["text"] for cell in cells)
    said = f"{title}: {'nothing is recorded' if count == '–' else count}"
    if whole != "–":
        said += f" of {whole}"
        said += f" ({share})" if share.endswith("%") else ""
    of = f" Out of: {figure.denominator}." if figure.denominator and whole != "–" else ""
    return f"{said}. {figure.definition}{of}"
