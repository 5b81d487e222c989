"""The yearly assurance statement: for those who sit on the panel; its officers write it, a chair signs."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from prevent_portal.access import Verb, signed_in
from prevent_portal.errors import refusals_on
from prevent_portal.forms import PortalForm

from ..forms.assurance import BeginForm, StatementForm
from ..models import AssuranceStatement, Membership, Panel
from ..permissions import OFFICERS, Seats
from ..services import assurance
from .papers import pdf

_FORM = require_http_methods(["GET", "HEAD", "POST"])


def _seats(user, seats):
    return Membership.objects.in_force().filter(user=user.pk, seat__in=seats)


def _of_panel(seats):
    """Hand the view the statement it names, if its panel is one's own; 403 without one of the seats."""

    def decorate(view):
        @signed_in
        @wraps(view)
        def guarded(request, pk):
            request.passage.reference = f"{AssuranceStatement._meta.label_lower}:{pk}"
            statement = get_object_or_404(
                AssuranceStatement.objects.visible_to(request.user).select_related(
                    "panel", "drafted_by", "signed_by"
                ),
                pk=pk,
            )
            if not _seats(request.user, seats).filter(panel=statement.panel_id).exists():
                raise PermissionDenied
            return view(request, statement)

        return guarded

    return decorate


@signed_in
@require_safe
def statement_list(request):
    """The statements of the panels one sits on, the newest year first."""
    if not _seats(request.user, Seats.values).exists():
        raise PermissionDenied
    statements = AssuranceStatement.objects.visible_to(request.user).select_related(
        "panel", "signed_by"
    )
    context = {"statements": statements, "may_begin": _seats(request.user, OFFICERS).exists()}
    return render(request, "channel/statement_list.html", context)


@signed_in
@_FORM
def add_statement(request):
    """Begin the statement of a year."""
    own = _seats(request.user, OFFICERS)
    if not own.exists():
        raise PermissionDenied
    on = timezone.localdate()
    panels = Panel.objects.filter(pk__in=own.values("panel"))
    form = BeginForm(request.POST or None, panels=panels, on=on, initial={"panel": panels.first()})
    if form.is_valid():
        with refusals_on(form):
            return redirect(assurance.begin_statement(by=request.user, on=on, **form.cleaned_data))
    context = {"form": form, "title": "Begin an assurance statement", "back_url": ".."}
    context["intro"] = "It begins with the words and answers of the year before."
    return render(request, "channel/form.html", context | {"button": "Begin"})


@_of_panel(Seats.values)
@require_safe
def statement_detail(request, statement):
    """The statement with its numbers: as they are now, or as they were signed."""
    context = {
        "statement": statement,
        "lines": assurance.lines_of(statement, on=timezone.localdate()),
        "missing": assurance.missing(statement) if statement.is_open else [],
        "writes": _seats(request.user, OFFICERS).filter(panel=statement.panel_id).exists(),
        "signs": _seats(request.user, assurance.CHAIRS).filter(panel=statement.panel_id).exists()
        and request.user.pk not in assurance.wrote(statement),
    }
    return render(request, "channel/statement_detail.html", context)


@_of_panel(OFFICERS)
@_FORM
def change_statement(request, statement):
    """Write the summary and the answers."""
    form = StatementForm(request.POST or None, statement=statement)
    if form.is_valid():
        with refusals_on(form):
            assurance.write_statement(statement, by=request.user, **form.given())
            messages.success(request, "The statement is saved.")
            return redirect(statement)
    context = {"form": form, "title": str(statement), "caption": statement.panel.name}
    return render(
        request, "channel/form.html", context | {"back_url": statement.get_absolute_url()}
    )


@_of_panel(assurance.CHAIRS)
@_FORM
def sign_statement(request, statement):
    """Sign the statement: nothing of it changes afterwards."""
    form = PortalForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            assurance.sign_statement(statement, by=request.user, on=timezone.localdate())
            messages.success(request, "The statement is signed.")
            return redirect(statement)
    context = {"form": form, "title": f"Sign the {str(statement).lower()}", "button": "Sign it"}
    context |= {"back_url": statement.get_absolute_url(), "caption": statement.panel.name}
    context["intro"] = "Its words, answers and numbers then stay as they are."
    return render(request, "channel/form.html", context | {"is_warning": True})


@_of_panel(Seats.values)
@require_safe
def statement_pdf(request, statement):
    """The statement as a PDF."""
    request.passage.verb = Verb.DOWNLOADED
    content = assurance.paper(statement, reader=request.user, on=timezone.localdate())
    return pdf(content, f"OFFICIAL-SENSITIVE-assurance-{statement.panel_id}-{statement.year}.pdf")
