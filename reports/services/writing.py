"""Writing a draft: who writes which section, its words, comments and what becomes of them."""

from django.db import transaction
from django.utils import timezone

from prevent_portal import outbox
from prevent_portal.errors import Refused
from prevent_portal.versions import refuse_if_changed

from ..models import Reader, Report, ReportSection, Reviewer, SectionComment
from .making import hold, save

State = Report.State
NOT_OPEN = "This report is {}: nothing can be written in it. Send it back first."


@transaction.atomic
def keep_words(section, *, by, words, version=None):
    """Save what somebody wrote in a section. Raises ChangedMeanwhile if somebody else wrote there."""
    section = _hold_section(section)
    refuse_if_changed(section, version, ["words"])
    if section.words != words:
        section.words, section.by, section.saved_at = words, by, timezone.now()
        section.is_accepted = False
        _keep(section, by)
    return section


@transaction.atomic
def accept_offer(section, *, by):
    """Let the words that the portal offers in a section stand, as somebody's own decision."""
    section = _hold_section(section)
    section.is_accepted, section.by, section.saved_at = True, by, timezone.now()
    _keep(section, by)
    return section


@transaction.atomic
def ask_writer(section, *, by, writer, write_by=None):
    """Ask somebody to write a section, by a day; None takes it from whoever had it."""
    section = _hold_section(section)
    section.writer, section.write_by = writer, write_by
    _keep(section, by)
    return section


@transaction.atomic
def ask_writers(report, *, by, sections, writer, write_by=None):
    """Ask one person to write several sections of a draft; None takes them from whoever had them."""
    _writable(hold(report.pk))
    for section in sections:
        ask_writer(section, by=by, writer=writer, write_by=write_by)


@transaction.atomic
def ask_reviewer(report, *, by, user, speaks_for, comment_by=None):
    """Ask somebody to read a draft through and comment on it."""
    report = _writable(hold(report.pk))
    if Reviewer.objects.asked(user).filter(report=report).exists():
        raise Refused(report, "They are asked already.", field="user")
    reviewer = Reviewer(report=report, user=user, speaks_for=speaks_for, comment_by=comment_by)
    _keep(reviewer, by)
    return reviewer


@transaction.atomic
def end_review(reviewer, *, by, is_done):
    """Say that somebody has read a draft through, or take them off."""
    moment = timezone.now()
    reviewer.done_at = moment if is_done else reviewer.done_at
    reviewer.ended_at = reviewer.ended_at if is_done else moment
    _keep(reviewer, by)
    return reviewer


@transaction.atomic
def comment(section, *, by, words, speaks_for):
    """Say something about a section; it stays until somebody settles it."""
    section = _hold_section(section)
    said = SectionComment(section=section, by=by, words=words, speaks_for=speaks_for)
    _keep(said, by)
    return said


@transaction.atomic
def settle(said, *, by, answer):
    """Say what was done about a comment."""
    _hold_section(said.section)
    said = SectionComment.objects.select_for_update(of=("self",)).get(pk=said.pk)
    if said.settled_at:
        raise Refused(said, "This comment is settled already.")
    said.answer, said.settled_by, said.settled_at = answer, by, timezone.now()
    _keep(said, by)
    return said


@transaction.atomic
def redraw(report, *, by):
    """Lay the draft out again with the words as they now stand; nobody approves it before that is done."""
    report = hold(report.pk)
    if report.state == State.CHECKING:
        report.drawn_sha256, report.failure = "", ""
    else:
        report.move_to(State.RENDERING)
    save(report, by)
    outbox.put("reports.make", report=report.pk)
    return report


@transaction.atomic
def add_reader(report, *, by, user=None, role="", agency=None, body=None):
    """Name a person, a role or a board to whom the report goes once it is issued.

    A role without an agency is that of every agency. Raises Refused for who is a reader already.
    """
    report = hold(report.pk)
    whom = {"user": user, "role": role, "agency": agency, "body": body}
    if Reader.objects.standing().filter(report=report, **whom).exists():
        raise Refused(report, "They are among its readers already.")
    reader = Reader(report=report, by=by, **whom)
    _keep(reader, by)
    return reader


@transaction.atomic
def end_reader(reader, *, by):
    """Take somebody off the readers of a report."""
    reader.ended_at = timezone.now()
    _keep(reader, by)
    return reader


def _hold_section(section):
    section = ReportSection.objects.select_for_update(of=("self",)).get(pk=section.pk)
    section.report = _writable(hold(section.report_id))
    return section


def _writable(report):
    if report.state not in Report.WRITABLE:
        raise Refused(report, NOT_OPEN.format(report.get_state_display().lower()))
    return report


def _keep(row, by):
    row._history_user = by
    row.save()
