"""The yearly statement: begun from the last one, answered, and signed by a chair who did not write it."""

import hashlib
import json

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from prevent_portal.errors import Refused

from ..counting import counts
from ..measures import Measure
from ..models import AssuranceAnswer, AssuranceStandard, AssuranceStatement, Membership
from ..permissions import Seats
from ..telling import year_of, year_period

CHAIRS = (Seats.CHAIR, Seats.DEPUTY)


def standards_in_force(day):
    """Standards that a statement answers whose year ends on a day."""
    return AssuranceStandard.objects.filter(
        Q(closed_on=None) | Q(closed_on__gt=day), from_on__lte=day
    ).order_by("place", "pk")


@transaction.atomic
def begin_statement(panel, *, year, by, on):
    """Begin the statement of a year, with the words and answers of the year before. Raises Refused."""
    if year > year_of(on):
        raise Refused(panel, "This year has not begun.", field="year")
    if AssuranceStatement.objects.filter(panel=panel, year=year).exists():
        raise Refused(panel, "There is already a statement of this year.", field="year")
    before = AssuranceStatement.objects.filter(panel=panel, year__lt=year).first()
    statement = AssuranceStatement.objects.create(
        panel=panel,
        year=year,
        begun_on=on,
        drafted_by=by,
        summary=before.summary if before else "",
    )
    said = {each.standard_id: each for each in before.answers.all()} if before else {}
    for standard in standards_in_force(year_period(year).end):
        last = said.get(standard.pk)
        AssuranceAnswer.objects.create(
            panel=panel,
            statement=statement,
            standard=standard,
            asked=standard.words,
            extent=last.extent if last and last.extent and last.extent.is_open else None,
            comment=last.comment if last else "",
        )
    return statement


def _locked(statement):
    statement = AssuranceStatement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    if not statement.is_open:
        raise Refused(statement, "This statement is signed: it does not change any more.")
    return statement


def version_of(statement):
    """How often anything of the statement was written: what a form carries to say what it was opened on."""
    answers = AssuranceAnswer.history.filter(statement=statement.pk).count()
    return f"{statement.history.count()}.{answers}"


@transaction.atomic
def write_statement(statement, *, by, summary, answers, version=""):
    """Write the summary, and `answers` {answer's key: (extent, comment)}.

    Raises Refused once it is signed, and where somebody wrote meanwhile: `version` is what was read.
    """
    statement = _locked(statement)
    if version and version != version_of(statement):
        raise Refused(
            statement,
            "Somebody saved changes while you were writing. What you typed is still here: look at the "
            "statement in another window, then save again.",
        )
    if statement.summary != summary:
        statement.summary = summary
        statement.save()
    for answer in statement.answers.all():
        extent, comment = answers.get(answer.pk, (answer.extent, answer.comment))
        if (answer.extent, answer.comment) != (extent, comment):
            answer.extent, answer.comment = extent, comment
            answer.save()
    return statement


def wrote(statement):
    """The keys of everybody who wrote any of it."""
    own = statement.history.exclude(history_user=None)
    rows = AssuranceAnswer.history.filter(statement=statement.pk).exclude(history_user=None)
    keys = {*own.values_list("history_user", flat=True)}
    return keys | {*rows.values_list("history_user", flat=True)} | {statement.drafted_by_id}


def missing(statement):
    """What is still to be answered before it can be signed, in words."""
    answers = list(statement.answers.select_related("extent", "standard"))
    unanswered = [each for each in answers if each.extent is None]
    bare = [each for each in answers if each.extent and each.extent.needs_comment]
    bare = [each for each in bare if not each.comment.strip()]
    found = []
    if unanswered:
        found.append(f"{len(unanswered)} of {len(answers)} standards have no answer")
    if bare:
        found.append(f"{len(bare)} answers ask for a comment")
    return found


@transaction.atomic
def sign_statement(statement, *, by, on):
    """Sign a statement: from then on it, its answers and its numbers stay as they are. Raises Refused.

    A chair or deputy signs, who wrote none of it, once the year is over.
    """
    statement = _locked(statement)
    seats = Membership.objects.in_force().filter(panel=statement.panel_id, user=by.pk)
    if not seats.filter(seat__in=CHAIRS).exists():
        raise Refused(statement, "A chair or deputy of the panel signs the statement.")
    if by.pk in wrote(statement):
        raise Refused(
            statement, "You wrote some of this statement: another chair or deputy must sign it."
        )
    if on <= year_period(statement.year).end:
        raise Refused(statement, "The year is not over: it can be signed from April on.")
    if lacks := missing(statement):
        raise Refused(statement, f"It cannot be signed yet: {'; '.join(lacks)}.")
    statement.evidence = numbers_of(statement, on=on)
    statement.signed_on, statement.signed_by = on, by
    statement.digest = digest_of(statement)
    statement.save()
    return statement


def numbers_of(statement, *, on):
    """The numbers of the statement's year, by measure: as signed, or as they are now."""
    if not statement.is_open:
        return statement.evidence
    period = year_period(statement.year)
    found = counts(statement.panel, start=period.start, end=min(period.end, on))
    return {str(measure): n for measure, n in found.numbers.items()}


def digest_of(statement):
    """SHA-256 of everything that is signed."""
    answers = statement.answers.select_related("extent").order_by("standard__place", "pk")
    said = {
        "panel": statement.panel_id,
        "year": statement.year,
        "summary": statement.summary,
        "evidence": statement.evidence,
        "answers": [[each.asked, str(each.extent or ""), each.comment] for each in answers],
        "signed": [statement.signed_by_id, str(statement.signed_on)],
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def lines_of(statement, *, on):
    """Each standard with its area, its answer, and the numbers that show it, in words."""
    numbers = numbers_of(statement, on=on)
    answers = statement.answers.select_related("standard", "extent")
    return [
        {
            "answer": answer,
            "area": answer.standard.area,
            "evidence": [
                (Measure(name).label, numbers.get(name, "not recorded"))
                for name in answer.standard.evidence
            ],
        }
        for answer in answers.order_by("standard__place", "pk")
    ]


def paper(statement, *, reader, on):
    """The statement as a PDF, marked and stamped; a draft says that it is one."""
    from django.template.loader import render_to_string

    from prevent_portal import papers  # WeasyPrint takes a second to load: only who needs it pays

    at = timezone.now()
    context = {
        "statement": statement,
        "period": year_period(statement.year),
        "lines": lines_of(statement, on=on),
        "reader": reader,
        "at": at,
        "made_at": timezone.localtime(at).isoformat(timespec="seconds"),
    }
    words = render_to_string("channel/pdf/statement.html", context)
    return papers.to_pdf(words, style="channel/pdf/paper.css")
