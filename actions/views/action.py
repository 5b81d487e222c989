"""One action: what it is, what has happened to it, and what may happen next."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Exists, Max, OuterRef
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prevent_portal.access import Verb, requires
from prevent_portal.errors import refusals_on

from .. import live_figures
from ..forms.progress import (
    CorrectProgressForm,
    EvidenceForm,
    FigureForm,
    LogProgressForm,
    ProposeForm,
    ReasonForm,
    ReplaceForm,
    VerifyForm,
    WithdrawEvidenceForm,
)
from ..models import Action, Evidence, Plan, ProgressUpdate
from ..services import evidence as evidence_services
from ..services import progress
from ..services.lineage import came_and_went
from ..sight import sight

ENTRIES_A_PAGE = 20

Kind = ProgressUpdate.Kind

#: The steps a person may take from the page: kind of entry, permission, page, words of its button.
STEPS = (
    (Kind.PROPOSED, "actions.propose_complete", "actions:propose_complete", "Propose as complete"),
    (Kind.VERIFIED, "actions.verify_action", "actions:verify_action", "Verify as complete"),
    (Kind.SENT_BACK, "actions.verify_action", "actions:send_back", "Send back"),
    (Kind.REOPENED, "actions.reopen_action", "actions:reopen_action", "Reopen"),
    (Kind.REPLACED, "actions.replace_action", "actions:replace_action", "Replace"),
    (Kind.WITHDRAWN, "actions.withdraw_action", "actions:withdraw_action", "Withdraw"),
)


def _with_plan(actions, user):
    """Actions with their plan, the names of their agencies, and how many entries they have."""
    plan = Plan.objects.visible_to(user).filter(pk=OuterRef("objective__theme__plan"))
    actions = actions.select_related("objective__theme__plan__agency", "lead")
    return actions.with_agency_names().annotate(
        newest_entry=Max("updates"), entry_count=Count("updates"), sees_plan=Exists(plan)
    )


@requires("actions.view_action", Action, rows=_with_plan)
@require_safe
def action_detail(request, action):
    """What the action is, what has happened, and the form that says what has happened now."""
    return _page(request, action)


# Progress


@requires("actions.log_progress", Action)
@require_http_methods(["GET", "HEAD", "POST"])
def log_progress(request, action):
    """Save what somebody says has happened; the answer is the action's page."""
    if request.method != "POST":
        return _came_back(request, action)
    form = LogProgressForm(request.POST, request.FILES, action=action)
    if form.is_valid():
        with refusals_on(form):
            progress.log_progress(action, by=request.user, **form.cleaned_data)
            return redirect(action)
    form.ask_for_the_file_again()
    return _page(request, _whole(request, action), form)


@requires("actions.log_progress", Action)
@require_POST
def undo_progress(request, action, update):
    """Take back what one logged less than a minute ago."""
    progress.undo_progress(_entry(action, update), by=request.user)
    messages.success(request, "Taken back. The action stands as it did before.")
    return redirect(action)


@requires("actions.log_progress", Action)
@require_http_methods(["GET", "HEAD", "POST"])
def correct_progress(request, action, update):
    """Put an entry right with a new one."""
    entry = _entry(action, update)
    form = CorrectProgressForm(request.POST or None, action=action, update=entry)
    if form.is_valid():
        with refusals_on(form):
            progress.correct_progress(entry, by=request.user, **form.cleaned_data)
            messages.success(request, "Corrected. The entry it corrects is kept and says so.")
            return redirect(action)
    return _form_page(request, action, form, "correct_progress", entry=entry)


# Steps


@requires("actions.propose_complete", Action)
@require_http_methods(["GET", "HEAD", "POST"])
def propose_complete(request, action):
    """Say that an action is done, for the Prevent lead to verify."""
    form = ProposeForm(request.POST or None, action=action)
    said = "Proposed as complete. The Prevent lead can verify it now."
    return _step(request, action, form, progress.propose_complete, Kind.PROPOSED, said)


@requires("actions.verify_action", Action)
@require_http_methods(["GET", "HEAD", "POST"])
def verify_action(request, action):
    """Agree that an action is done."""
    form = VerifyForm(request.POST or None, action=action)
    return _step(
        request, action, form, progress.verify_action, Kind.VERIFIED, "Verified as complete."
    )


@requires("actions.verify_action", Action)
@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request, action):
    """Say what is missing before an action counts as done."""
    form = ReasonForm(request.POST or None, action=action, label="What is missing?")
    said = "Sent back. The action is in progress again."
    return _step(request, action, form, progress.send_back, Kind.SENT_BACK, said)


@requires("actions.reopen_action", Action)
@require_http_methods(["GET", "HEAD", "POST"])
def reopen_action(request, action):
    """Take up again what was complete, replaced or withdrawn."""
    form = ReasonForm(request.POST or None, action=action, label="Why is it to be done after all?")
    said = "Reopened. The action is in progress again."
    return _step(request, action, form, progress.reopen_action, Kind.REOPENED, said)


@requires("actions.replace_action", Action)
@require_http_methods(["GET", "HEAD", "POST"])
def replace_action(request, action):
    """Say that something else takes the action's place."""
    form = ReplaceForm(request.POST or None, action=action)
    return _step(
        request, action, form, progress.replace_action, Kind.REPLACED, "Marked as replaced."
    )


@requires("actions.withdraw_action", Action)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_action(request, action):
    """Say that the action is not to be done any more."""
    form = ReasonForm(request.POST or None, action=action, label="Why is it withdrawn?")
    return _step(request, action, form, progress.withdraw_action, Kind.WITHDRAWN, "Withdrawn.")


# Evidence


@requires("actions.add_evidence", Action)
@require_http_methods(["GET", "HEAD", "POST"])
def add_evidence(request, action):
    """Attach a file or a link that shows what was done."""
    form = EvidenceForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusals_on(form):
            added = evidence_services.add_evidence(action, by=request.user, **form.cleaned_data)
            messages.success(request, f"“{added.title}” is now evidence of this action.")
            return redirect(action)
    form.ask_for_the_file_again()
    return _form_page(request, action, form, "add_evidence")


@requires("actions.add_evidence", Action)
@require_http_methods(["GET", "HEAD", "POST"])
def add_figure(request, action):
    """Hold a figure of the portal as evidence; its value is always that of the day."""
    figures = live_figures.figures_for(request.user)
    agencies = live_figures.agencies_for(request.user)
    form = FigureForm(request.POST or None, figures=figures, agencies=agencies)
    if form.is_valid():
        with refusals_on(form):
            added = evidence_services.add_figure(action, by=request.user, **form.cleaned_data)
            messages.success(request, f"“{added.title}” is now evidence of this action.")
            return redirect(action)
    return _form_page(request, action, form, "add_figure", figures=figures)


@requires("actions.withdraw_evidence", Evidence)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_evidence(request, evidence):
    """Say that evidence no longer counts, and why."""
    form = WithdrawEvidenceForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            evidence_services.withdraw_evidence(evidence, by=request.user, **form.cleaned_data)
            messages.success(request, f"“{evidence.title}” is withdrawn.")
            return redirect(evidence)
    return _form_page(request, evidence.action, form, "withdraw_evidence", evidence=evidence)


@requires("actions.view_action", Evidence)
@require_safe
def download_evidence(request, evidence):
    """The file itself, as a download."""
    response = evidence_services.send_evidence(evidence)
    request.passage.verb = Verb.DOWNLOADED
    return response


# What the pages are made of


def _page(request, action, form=None):
    user, may = request.user, _asker(request.user, action)
    may_log = action.plan.is_open and may("actions.log_progress")
    past = progress.entries(action).select_related("by", "corrects")
    pages = Paginator(past, ENTRIES_A_PAGE)
    pages.count = action.entry_count
    page = pages.get_page(request.GET.get("page"))
    evidence = action.evidence.select_related("file", "agency", "added_by", "withdrawn_by")
    evidence = evidence.order_by("pk")
    _read_figures(evidence, user)
    keeps_plan = may("actions.change_action")
    _mark_entries(page, evidence, user, is_open=may_log, keeps_plan=keeps_plan)
    if may("actions.withdraw_evidence"):
        _mark_evidence(evidence, user, keeps_plan=keeps_plan)
    if form is None and may_log and action.status in Action.LOGGED:
        form = LogProgressForm(action=action)
    is_overtaken = form is not None and form.is_overtaken_by(action)
    others, sources = came_and_went(action, user)
    context = {
        "action": action,
        "plan": action.plan,
        "agencies": action.agency_names,
        "lineage": others,
        "sees_plan": action.sees_plan,
        "may_log": may_log,
        "form": form,
        "keeps_plan": keeps_plan and action.plan.is_open,
        "is_overtaken": is_overtaken,
        "overtaken_by": _catch_up(form, action) if is_overtaken else [],
        "just_logged": progress.just_logged(action, by=user) if may_log else None,
        "page": page,
        "evidence": [item for item in evidence if item.withdrawn_at is None],
        "withdrawn": [item for item in evidence if item.withdrawn_at is not None],
        "sight": _sight(user, action, evidence),
        "may_add_figure": bool(live_figures.figures_for(user)),
        "may_add_evidence": action.plan.is_open and may("actions.add_evidence"),
        "sources": sources,
        "steps": [
            (words, reverse(name, args=[action.pk]))
            for kind, permission, name, words in STEPS
            if may(permission) and progress.may_follow(action, kind)
        ],
    }
    return render(request, "actions/action_detail.html", context)


def _sight(user, action, evidence):
    """Where the action stands on the line, from what the page has read already."""
    standing = [item for item in evidence if item.withdrawn_at is None]
    for item in standing:
        item.action = action
    steps = sight(user, ("action", action.pk), (action, standing))
    return {"steps": steps, "start": f"action={action.pk}"}


def _whole(request, action):
    """The action with all that its page shows, as it is at this moment."""
    seen = _with_plan(Action.objects.visible_to(request.user), request.user)
    return get_object_or_404(seen, pk=action.pk)


def _asker(user, action):
    """Ask what the door asks, short of whether the action is in sight: here it is."""
    return lambda permission: user.has_perm(permission) and action.permits(user, permission)


def _mark_entries(page, evidence, user, *, is_open, keeps_plan):
    """Put on each entry the evidence that came with it, and whether this reader may correct it."""
    for entry in page:
        entry.came_with = [
            item
            for item in evidence
            if item.added_at == entry.recorded_at and item.added_by_id == entry.by_id
        ]
        entry.may_be_corrected = (
            is_open
            and (keeps_plan or entry.by_id == user.pk)
            and entry.kind in (Kind.LOGGED, Kind.CORRECTION)
            and not entry.is_superseded
        )


def _mark_evidence(evidence, user, *, keeps_plan):
    for item in evidence:
        item.may_be_withdrawn = keeps_plan or item.added_by_id == user.pk


def _what_shows_it(action, user):
    rows = action.evidence.standing().select_related("file", "agency", "added_by").order_by("pk")
    _read_figures(rows, user)
    return rows


def _read_figures(evidence, user):
    """Put on each figure what it says today, for those who may see it."""
    for item in evidence:
        item.reading = None
        is_read = item.kind == Evidence.Kind.FIGURE and item.withdrawn_at is None
        if is_read and live_figures.is_seen_by(user, item):
            item.reading = live_figures.read(item, on=timezone.localdate())


def _catch_up(form, action):
    """What was written while the reader was writing; the form goes on from there."""
    form.catch_up(action)
    newest = form.data.get("newest", "")
    is_key = newest.isdecimal() and newest.isascii() and len(newest) < 19
    since = progress.entries(action).select_related("by", "corrects")
    return list(since.filter(pk__gt=int(newest))) if is_key else []


def _came_back(request, action):
    """Somebody signed in again on the way to saving: say what became of their words."""
    messages.warning(
        request,
        "Nothing was saved, because you had been signed out. If your browser still shows your "
        "words when you go back, copy them into the form on this page.",
    )
    return redirect(f"{action.get_absolute_url()}#log-progress")


def _entry(action, update):
    return get_object_or_404(action.updates.select_related("action"), pk=update)


def _step(request, action, form, take, kind, said):
    if request.method != "POST":
        progress.check_step(action, kind)
    if form.is_valid():
        with refusals_on(form):
            take(action, by=request.user, **form.cleaned_data)
            messages.success(request, said)
            return redirect(action)
    return _form_page(
        request,
        action,
        form,
        request.resolver_match.url_name,
        newest=progress.standing(action).select_related("by").first(),
        evidence=_what_shows_it(action, request.user),
    )


def _form_page(request, action, form, template, **context):
    action = _whole(request, action)
    if hasattr(form, "catch_up") and form.is_overtaken_by(action):
        form.catch_up(action)
    context |= {"action": action, "form": form, "back_url": action.get_absolute_url()}
    return render(request, f"actions/{template}.html", context)
