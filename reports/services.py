"""Asking for a report, freezing what it says, and laying it out."""

from importlib.metadata import version as version_of
from io import BytesIO

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Now
from django.utils import timezone

from actions.models import Plan
from prevent_portal import files, outbox
from prevent_portal.errors import Refused
from prevent_portal.roles import Role

from . import facts
from .assembly import Commission
from .kinds import AUDIENCES, KINDS, OFFICER
from .models import Report
from .words import months_before

State = Report.State

CANNOT_BE_LAID_OUT = (
    "The pages could not be laid out. Nothing that you typed is lost: try again, and if that does "
    "not help, tell an administrator the number of this report."
)


# Asking


@transaction.atomic
def request_report(plan, *, by, kind, on, audience=OFFICER, summary="", decisions=""):
    """Promise a report to whoever asks; a worker makes it. Returns the Report.

    Asked for again while it is being made, the one being made is returned. Raises Refused if the
    day has not come, if it lies before the plan's, or if the kind is not made for the audience.
    """
    report, is_new = _order(
        plan, by=by, kind=kind, on=on, audience=audience, summary=summary, decisions=decisions
    )
    if is_new:
        outbox.put("reports.make", report=report.pk)
    return report


def produce_report(plan, *, by, kind, on, audience=OFFICER):
    """Make a report here and now, without a worker. Returns it, ready.

    For commands: each step is a part of one transaction, so nothing half-made stays.
    """
    with transaction.atomic():
        report, _ = _order(plan, by=by, kind=kind, on=on, audience=audience, is_fresh=True)
        for _ in make_report(report.pk):
            pass
    return Report.objects.select_related("file").get(pk=report.pk)


@transaction.atomic
def try_again(report, *, by):
    """Ask again for a report that could not be made, with everything typed for it.

    Nobody has seen what was frozen, so it is gathered anew.
    """
    report = _hold(report.pk)
    report.move_to(State.REQUESTED)
    report.failure = report.frozen_sha256 = ""
    report.frozen = report.known_at = None
    _save(report, by)
    outbox.put("reports.make", report=report.pk)
    return report


def _order(plan, *, by, kind, on, audience, summary="", decisions="", is_fresh=False):
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    _check(plan, kind, on, audience)
    same = Report.objects.filter(plan=plan, kind=kind, on=on)
    asked = {"audience": audience, "summary": summary, "decisions": decisions}
    if not is_fresh and (waiting := same.being_made().filter(**asked).first()):
        return waiting, False
    last = same.aggregate(last=Max("version"))["last"] or 0
    report = Report(plan=plan, kind=kind, on=on, version=last + 1, requested_by=by, **asked)
    report.full_clean(exclude=["plan", "requested_by"])
    _save(report, by)
    return report, True


def _check(plan, kind, on, audience):
    if kind not in KINDS:
        raise Refused(plan, f"The portal makes no report called {kind}.", field="kind")
    if on > timezone.localdate():
        raise Refused(plan, "The day must be today or in the past.", field="on")
    if plan.period_start and on < plan.period_start:
        start = f"{plan.period_start.day} {plan.period_start:%B %Y}"
        raise Refused(plan, f"The plan starts on {start}: choose that day or later.", field="on")
    if audience not in KINDS[kind].audiences:
        allowed = ", ".join(AUDIENCES[name].lower() for name in KINDS[kind].audiences)
        raise Refused(
            plan,
            f"This kind of report is not made for them. Choose from: {allowed}.",
            field="audience",
        )


# Making


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
    """True if there is work to do; says on the page that it has begun."""
    report = _hold(pk)
    if report.state == State.REQUESTED:
        report.move_to(State.ASSEMBLING)
        _save(report, report.requested_by)
    return report.is_being_made


def _assemble(pk):
    """Freeze everything the report will say, with its hash."""
    report = _hold(pk)
    if report.state != State.ASSEMBLING:
        return
    # By the clock that wrote down when things were recorded, which is the database's.
    known_at = Report.objects.values_list(Now(), flat=True).get(pk=pk)
    report.previous = _previous(report)
    report.frozen = _frozen(report, known_at)
    report.frozen_sha256 = _documents().fingerprint(report.frozen)
    report.known_at = known_at
    report.move_to(State.RENDERING)
    _save(report, report.requested_by)


def _render(pk):
    """Lay out what is frozen and keep the file, unless another worker has."""
    report = Report.objects.get(pk=pk)
    if report.state != State.RENDERING:
        return
    drawn = _drawn(report)
    report = _hold(pk)
    if report.state != State.RENDERING:
        return
    report.file = files.keep_made(
        BytesIO(drawn), name=file_name(report, "pdf"), by=report.requested_by
    )
    report.made_with = (
        f"WeasyPrint {version_of('weasyprint')}, matplotlib {version_of('matplotlib')}"
    )
    report.ready_at = timezone.now()
    report.move_to(State.READY)
    _save(report, report.requested_by)


@transaction.atomic
def give_up(pk, *, sentence):
    """Say why a report could not be made, for whoever waits."""
    report = _hold(pk)
    if report.is_being_made:
        report.move_to(State.FAILED)
        report.failure = sentence
        _save(report, report.requested_by)


def _drawn(report):
    try:
        return _documents().to_pdf(report.frozen, template=KINDS[report.kind].template)
    except (ValueError, TypeError, LookupError, ArithmeticError, AttributeError) as error:
        raise Refused(report, CANNOT_BE_LAID_OUT) from error


def _frozen(report, known_at):
    kind = KINDS[report.kind]
    plan = facts.known_plan(report.plan_id)
    since = _since(report, plan)
    gathered = facts.gather(plan, on=report.on, known_at=known_at, since=since)
    commission = Commission(
        kind=report.kind,
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
    )
    return kind.assemble(gathered, commission)


def _previous(report):
    """The last report of the kind on the plan that spoke of an earlier day."""
    earlier = Report.objects.ready().filter(plan=report.plan_id, kind=report.kind, on__lt=report.on)
    return earlier.order_by("-on", "-version").first()


def _since(report, plan):
    """The day to compare with: the last report's, else as long ago as one report covers.

    None where the plan had not begun by then: its first day would say nothing.
    """
    if report.previous:
        return report.previous.on
    day = months_before(report.on, KINDS[report.kind].months)
    return day if plan.period_start is None or day >= plan.period_start else None


def _author(report):
    """The post of whoever asked: papers carry posts, never names."""
    by = report.requested_by
    if by is None:
        return Role.PREVENT_LEAD.label
    return by.job_title or by.get_role_names()[0]


# Files


def file_name(report, ending):
    """What a report's file is called: its kind, day and version, and nobody's name."""
    return f"{KINDS[report.kind].file_name}-{report.on}-v{report.version}.{ending}"


def send_report(report):
    """The download of a report as it was made; raises Refused if its file is lost."""
    try:
        return files.send(report.file)
    except FileNotFoundError:
        raise Refused(
            report, "The file of this report cannot be found. Tell the administrator."
        ) from None


def word_edition(report):
    """The same words as an editable document: bytes of a Word file."""
    from .word import to_docx  # as late as WeasyPrint, for the same reason

    return to_docx(report.frozen)


def _documents():
    # WeasyPrint and matplotlib take a second to load: only what lays out a report pays for it.
    from . import documents

    return documents


def _hold(pk):
    return Report.objects.select_for_update(of=("self",)).get(pk=pk)


def _save(report, by):
    report._history_user = by
    report.save()
