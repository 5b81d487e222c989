"""From the draft to what goes out: submitted, approved by somebody else, issued, withdrawn, revised."""

from io import BytesIO

from django.db import transaction
from django.utils import timezone

from prevent_portal import files, outbox
from prevent_portal.errors import Refused
from prevent_portal.models import User

from ..checking import stops
from ..disclosure import shown
from ..models import DisclosureDecision, Publication, Report, ReportSection
from .asking import order_version
from .making import documents, drawn_of, file_name, hold, made_with, save

State = Report.State
RELEASED_BY_AUTHOR = (
    "A number is shown on the word of somebody who asked for this report or wrote in it. Take that "
    "decision back, or make it your own."
)


@transaction.atomic
def submit(report, *, by):
    """Put a draft before whoever approves it. Raises Refused with the first thing that stands in the way."""
    report = hold(report.pk)
    report.move_to(State.CHECKING)
    if problems := stops(report):
        raise Refused(report, problems[0].sentence)
    report.submitted_by, report.sent_back_because, report.failure = by, "", ""
    save(report, by)
    return report


@transaction.atomic
def send_back(report, *, by, because):
    """Give a draft back to those who write it, with what is to be done."""
    report = hold(report.pk)
    report.move_to(State.READY)
    report.sent_back_because = because
    save(report, by)
    return report


def authors_of(report):
    """The people who asked for a report, put it forward or wrote in it: none of them approves it.

    Whoever wrote stays its author when somebody else writes after them, and of the words that a later
    version took over.
    """
    rows = ReportSection.history.filter(report=report.pk).values_list("by", flat=True)
    asked = Report.history.filter(id=report.pk).values_list("requested_by", "submitted_by")
    wrote = {*rows.distinct(), *(person for each in asked.distinct() for person in each)}
    return (wrote | _taken_over_from(report)) - {None}


def _taken_over_from(report):
    """Who wrote the words that stand in a report as they stood in the version before."""
    if report.replaces_id is None:
        return set()
    before = dict(report.replaces.sections.exclude(words="").values_list("key", "words"))
    now = report.sections.values_list("key", "words")
    same = [key for key, words in now if words and before.get(key) == words]
    rows = ReportSection.history.filter(report=report.replaces_id, key__in=same)
    return {*rows.values_list("by", flat=True)} | (
        _taken_over_from(report.replaces) if same else set()
    )


@transaction.atomic
def approve(report, *, by, words=""):
    """Approve a report that somebody else wrote; a worker lays out what goes out.

    Raises Refused for its authors, and if something still stands in the way.
    """
    report = hold(report.pk)
    if by.pk in authors_of(report):
        raise Refused(
            report,
            "You asked for this report or wrote in it, so somebody else must approve it.",
        )
    released = report.disclosure_decisions.standing().filter(what=DisclosureDecision.What.RELEASE)
    if released.filter(by__in=authors_of(report)).exists():
        raise Refused(report, RELEASED_BY_AUTHOR)
    report.move_to(State.ISSUING)
    if problems := stops(report):
        raise Refused(report, problems[0].sentence)
    report.failure = ""
    save(report, by)
    outbox.put("reports.issue", report=report.pk, by=by.pk, words=words)
    return report


def issue(pk, *, by, words):
    """Lay out an approved report and keep it as issued, once; safe to repeat after a crash."""
    report = Report.objects.select_related("kind", "agency", "plan").get(pk=pk)
    if report.state != State.ISSUING:
        return
    said = final(report)
    drawn = drawn_of(report, said)
    _refuse_inaccessible(report, drawn)
    report = hold(pk)
    if report.state != State.ISSUING:
        return
    approver = User.objects.get(pk=by)
    publication = Publication(
        report=report,
        said=said,
        sha256=documents().fingerprint(said),
        file=files.keep_made(BytesIO(drawn), name=file_name(report, "pdf"), by=approver),
        made_with=made_with(),
        approved_by=approver,
        approval=words,
    )
    publication._history_user = approver
    publication.save()
    report.move_to(State.ISSUED)
    save(report, approver)


def _refuse_inaccessible(report, drawn):
    from ..conformance import faults  # as late as WeasyPrint, for the same reason

    if found := faults(drawn):
        raise Refused(
            report, f"The PDF is not accessible to everybody, so it does not go out. {found[0]}"
        )


def final(report):
    """The paper as its audience may have it: figures as frozen, people's words, no word of a draft."""
    changes = [line for line in report.changes.splitlines() if line.strip()]
    return shown(report, is_draft=False, changes=changes)[0]


@transaction.atomic
def give_up_issuing(pk, *, sentence):
    """Say why an approved report could not be laid out; its approval is asked for again."""
    report = hold(pk)
    if report.state == State.ISSUING:
        report.move_to(State.CHECKING)
        report.failure = sentence
        save(report, report.requested_by)


@transaction.atomic
def withdraw(report, *, by, because):
    """Take an issued report back: it stays, says that it is withdrawn and why, and is handed to no reader."""
    report = hold(report.pk)
    report.move_to(State.WITHDRAWN)
    publication = Publication.objects.select_for_update().get(report=report)
    publication.withdrawn_at = timezone.now()
    publication.withdrawn_by, publication.withdrawn_because = by, because
    publication._history_user = by
    publication.save()
    save(report, by)
    return report


@transaction.atomic
def revise(report, *, by, changes):
    """Begin the next version of a report that went out: the same words, what changed, figures anew."""
    report = hold(report.pk)
    if not report.is_out:
        raise Refused(report, "This report has not been issued: change the draft itself.")
    if found := report.replacements.exclude(state__in=Report.OUT).first():
        raise Refused(report, f"Version {found.version} is being written already.")
    return order_version(report, by=by, changes=changes)
