"""From the draft to what goes out: submitted, approved by somebody else, issued, withdrawn, revised."""

from io import BytesIO

from django.contrib.postgres.expressions import ArraySubquery
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
from .writing import redraw

State = Report.State
RELEASED_BY_AUTHOR = (
    "A number is shown on the word of somebody who asked for this report or wrote in it. Take that "
    "decision back, or make it your own."
)
NOT_LAID_OUT = "The draft is being laid out with its last words. Read it first, then approve it."
LAID_OUT_SINCE = "The draft was laid out again since you opened this page. Read it again first."
SAYS_OTHERWISE = (
    "What would go out is not what this draft says: something that it depends on has changed since. Lay "
    "the draft out again and read it."
)


@transaction.atomic
def submit(report, *, by):
    """Put a draft before whoever approves it, laid out with its last words if it lacks any.

    Raises Refused with the first thing that stands in the way.
    """
    report = hold(report.pk)
    report.move_to(State.CHECKING)
    if problems := stops(report):
        raise Refused(report, problems[0].sentence)
    report.submitted_by, report.sent_back_because, report.failure = by, "", ""
    save(report, by)
    return redraw(report, by=by) if says_otherwise(report) else report


def says_otherwise(report):
    """True if what would go out is not what the draft says: other figures, words, decisions or looks."""
    return documents().fingerprint(final(report)) != report.drawn_sha256


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
    before = ArraySubquery(ReportSection.objects.as_before().values("pk"))
    sections = ReportSection.objects.filter(report=report.pk).annotate(same=before)
    found = {pk for own, same in sections.values_list("pk", "same") for pk in (own, *same)}
    wrote = ReportSection.history.filter(id__in=found).values_list("by", flat=True)
    asked = Report.history.filter(id=report.pk).values_list("requested_by", "submitted_by")
    return {*wrote.distinct(), *(person for each in asked.distinct() for person in each)} - {None}


@transaction.atomic
def approve(report, *, by, read, words=""):
    """Approve a report that somebody else wrote; a worker lays out what goes out.

    `read` is the fingerprint of what the draft said that was read. Raises Refused for its authors, if
    something else would go out than was read, and if something still stands in the way.
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
    if not report.drawn_sha256:
        raise Refused(report, NOT_LAID_OUT)
    if read != report.drawn_sha256:
        raise Refused(report, LAID_OUT_SINCE)
    if says_otherwise(report):
        raise Refused(report, SAYS_OTHERWISE)
    if problems := stops(report):
        raise Refused(report, problems[0].sentence)
    report.failure = ""
    save(report, by)
    outbox.put("reports.issue", report=report.pk, by=by.pk, words=words)
    return report


def issue(pk, *, by, words):
    """Lay out an approved report and keep it as issued, once; safe to repeat after a crash.

    Raises Refused if it would say anything else than the draft that was approved.
    """
    report = Report.objects.select_related("kind", "agency", "plan").get(pk=pk)
    if report.state != State.ISSUING:
        return
    said = final(report)
    sha256 = documents().fingerprint(said)
    if sha256 != report.drawn_sha256:
        raise Refused(report, SAYS_OTHERWISE)
    drawn = drawn_of(report, said)
    _refuse_inaccessible(report, drawn)
    report = hold(pk)
    if report.state != State.ISSUING:
        return
    approver = User.objects.get(pk=by)
    publication = Publication(
        report=report,
        said=said,
        sha256=sha256,
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
    return shown(report, is_draft=False)[0]


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
