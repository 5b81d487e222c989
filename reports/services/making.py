"""Making a report: freezing what it says, and laying out its draft."""

from importlib.metadata import version as version_of
from io import BytesIO

from django.db import transaction
from django.db.models.functions import Now
from django.http import HttpResponse
from django.utils import timezone

from prevent_portal import files
from prevent_portal.errors import Refused
from prevent_portal.roles import Role
from prevent_portal.tracked import create_tracked

from ..appearance import look_in
from ..assembly import Commission, Paper, Section, as_issued, assemble
from ..disclosure import shown
from ..models import Report, ReportSection
from ..models.templates import RESTRICTED
from ..words import day, months_before

State = Report.State
TEMPLATE = "reports/pdf/paper.html"

CANNOT_BE_LAID_OUT = (
    "The pages could not be laid out{where}. Nothing that you typed is lost: try again, and if that "
    "does not help, tell an administrator the number of this report."
)


def make_report(pk):
    """The steps of making a report; the caller commits at each yield, and may begin again anywhere.

    A worker that dies leaves the report at the step it had reached; the next one goes on from there.
    What is frozen stays frozen, and a report that is ready is left alone.
    """
    if _begin(pk):
        yield
        _assemble(pk)
        yield
        _render(pk)


def _begin(pk):
    """True if there may be work to do; says on the page that it has begun."""
    report = hold(pk)
    if report.state == State.REQUESTED:
        report.move_to(State.ASSEMBLING)
        save(report, report.requested_by)
    return report.state == State.ASSEMBLING or report.state in Report.LAID_OUT


def _assemble(pk):
    """Freeze everything the report will say, with its hash."""
    report = hold(pk)
    if report.state != State.ASSEMBLING:
        return
    # By the clock that wrote down when things were recorded, which is the database's.
    known_at = Report.objects.values_list(Now(), flat=True).get(pk=pk)
    report.previous = _previous(report)
    report.frozen = _frozen(report, known_at)
    report.frozen_sha256 = documents().fingerprint(report.frozen)
    report.known_at = known_at
    report.move_to(State.RENDERING)
    save(report, report.requested_by)
    _open_sections(report)


def _render(pk):
    """Lay out the draft as it stands and keep the file, unless another worker has."""
    report = Report.objects.select_related("kind").get(pk=pk)
    if report.state not in Report.LAID_OUT:
        return
    paper = shown(report)[0]
    says = documents().fingerprint(as_issued(paper))
    if report.state == State.CHECKING and report.drawn_sha256 == says:
        return
    drawn = drawn_of(report, paper)
    report = hold(pk)
    if report.state not in Report.LAID_OUT:
        return
    report.file = files.keep_made(
        BytesIO(drawn), name=file_name(report, "pdf"), by=report.requested_by
    )
    report.made_with, report.drawn_sha256 = made_with(), says
    report.ready_at = timezone.now()
    if report.state == State.RENDERING:
        report.move_to(State.READY)
    save(report, report.requested_by)


@transaction.atomic
def give_up(pk, *, sentence):
    """Say why a report could not be made, for whoever waits."""
    report = hold(pk)
    if report.state in (State.REQUESTED, State.ASSEMBLING, State.RENDERING):
        report.move_to(State.FAILED)
    elif report.state != State.CHECKING:
        return
    report.failure = sentence
    save(report, report.requested_by)


def drawn_of(report, paper):
    """A composed paper as PDF; raises Refused, naming the section where it can, if it cannot be."""
    failures = (ValueError, TypeError, LookupError, ArithmeticError, AttributeError)
    try:
        return documents().to_pdf(paper, template=TEMPLATE, look=look_in(paper))
    except failures as error:
        where = _failing(paper, failures)
        raise Refused(report, CANNOT_BE_LAID_OUT.format(where=where)) from error


def _failing(paper, failures):
    """Which section cannot be laid out by itself, in words; nothing if each can."""
    for section in paper["sections"]:
        try:
            documents().to_pdf(paper | {"sections": [section]}, template=TEMPLATE)
        except failures:
            return f": the section “{section['title']}” is where it failed"
    return ""


def _frozen(report, known_at):
    kind = report.kind
    since = _since(report)
    commission = Commission(
        kind=kind.name,
        title=kind.title,
        body=kind.body,
        months=kind.months,
        on=report.on,
        since=since,
        since_is_report=report.previous is not None,
        known_at=known_at,
        audience=report.audience,
        author=_author(report),
        version=report.version,
        summary=report.summary,
        decisions=report.decisions,
        organisation=report.agency.name,
        subject=report.subject,
        is_numbered=kind.is_numbered,
    )
    paper = Paper(commission, plan_row=report.plan, agency=report.agency, asker=report.requested_by)
    return assemble(paper, sections_of(kind))


def sections_of(kind):
    """The sections that a paper of a kind has from now on."""
    return [
        Section(
            row.key,
            row.title,
            row.source,
            row.is_wide,
            row.on_new_page,
            tuple(row.figures),
            row.is_part,
        )
        for row in kind.sections.in_use()
    ]


def _open_sections(report):
    """A place to write in for each section; the next version starts with the words of the last."""
    asked = {row.key: row for row in report.kind.sections.all()}
    earlier = {}
    if report.replaces_id:
        earlier = {row.key: row for row in report.replaces.sections.all()}
    standing = set(report.sections.values_list("key", flat=True))
    rows = []
    for position, section in enumerate(report.frozen["sections"], start=1):
        if section["id"] in standing:  # gathered anew after a failure: words stay where they are
            continue
        of, before = asked.get(section["id"]), earlier.get(section["id"])
        rows.append(
            ReportSection(
                report=report,
                key=section["id"],
                position=position,
                title=section["title"],
                guidance=of.guidance if of else "",
                must_be_written=bool(of and of.must_be_written),
                words=before.words if before else "",
                writer=before.writer if before else None,
            )
        )
    create_tracked(ReportSection, rows, by=report.requested_by)


def _previous(report):
    """The last report of the kind on the same thing that spoke of an earlier day."""
    earlier = Report.objects.ready().filter(
        agency=report.agency_id, plan=report.plan_id, kind=report.kind_id, on__lt=report.on
    )
    if report.plan_id is None:
        earlier = Report.objects.ready().filter(
            agency=report.agency_id, plan__isnull=True, kind=report.kind_id, on__lt=report.on
        )
    return earlier.order_by("-on", "-version").first()


def _since(report):
    """The day to compare with: the last report's, else as long ago as one report covers.

    None where the plan had not begun by then: its first day would say nothing.
    """
    if report.previous:
        return report.previous.on
    before = months_before(report.on, report.kind.months)
    start = report.plan.period_start if report.plan_id else None
    return before if start is None or before >= start else None


def _author(report):
    """The post of whoever asked: papers carry posts, never names."""
    by = report.requested_by
    if by is None:
        return Role.PREVENT_LEAD.label
    return by.job_title or by.get_role_names()[0]


# Files


def file_name(report, ending):
    """What a report's file is called: its kind, day and version, and nobody's name."""
    return f"{report.kind.file_name}-{report.on}-v{report.version}.{ending}"


def send_report(report, *, reader=None):
    """The download of a report as it was made, or as it was issued; raises Refused if it is lost.

    A restricted paper goes out as its reader's own copy: each page says who it was made for and when.
    """
    try:
        if line := stamp_of(report, reader):
            return _copy(report, line)
        return files.send(report.paper)
    except FileNotFoundError:
        raise Refused(
            report, "The file of this report cannot be found. Tell the administrator."
        ) from None


def stamp_of(report, reader):
    """What each page of a reader's own copy says, with the master's hash; "" where copies are alike."""
    if not (report.is_out and report.audience == RESTRICTED and reader is not None):
        return ""
    moment = timezone.localtime()
    seal = report.publication.file.sha256[:8]
    return f"Copy for {reader.name}, {day(moment)}, {moment:%H:%M}. Copy of {seal}."


def _copy(report, line):
    from ..stamping import stamped  # as late as WeasyPrint, for the same reason

    master = report.publication.file
    with master.content.open("rb") as file:
        drawn = stamped(file.read(), line=line)
    response = HttpResponse(drawn, content_type=files.KINDS["pdf"])
    response["Content-Disposition"] = f'attachment; filename="{master.name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def word_edition(report, *, reader=None):
    """The same words as an editable document: bytes of a Word file, stamped as the PDF is."""
    from ..word import to_docx  # as late as WeasyPrint, for the same reason

    said = report.publication.said if report.is_out else shown(report)[0]
    return to_docx(said, look=look_in(said), stamp=stamp_of(report, reader))


def made_with():
    """The versions that lay out a paper: with the same ones its bytes come out the same."""
    return f"WeasyPrint {version_of('weasyprint')}, matplotlib {version_of('matplotlib')}"


def documents():
    """The module that lays papers out. WeasyPrint and matplotlib take a second to load."""
    from .. import documents  # only what lays out a report pays for it

    return documents


def hold(pk):
    """The report, locked until the transaction ends."""
    return (
        Report.objects.select_for_update(of=("self",))
        .select_related("kind", "agency", "plan__agency")
        .get(pk=pk)
    )


def save(report, by):
    """Keep a change of a report with who made it."""
    report._history_user = by
    report.save()
