"""The yearly assurance statement: for those who sit on the panel; its officers write it, a chair signs."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from prevent_portal.access import Verb
from prevent_portal.errors import refusals_on
from prevent_portal.forms import PortalForm

from ..forms.assurance import BeginForm, StatementForm
from ..models import AssuranceStatement
from ..permissions import OFFICERS
from ..services import assurance
from ..sitting import of_statement, panels_of, sits, sitting
from .papers import pdf

_FORM = require_http_methods(["GET", "HEAD", "POST"])


@sitting()
@require_safe
def statement_list(request):
    """The statements of the panels one sits on, the newest year first."""
    rows = AssuranceStatement.objects.visible_to(request.user)
    statements = rows.select_related("panel", "signed_by")
    context = {"statements": statements, "may_begin": panels_of(request.user, OFFICERS).exists()}
    return render(request, "channel/statement_list.html", context)


@sitting(OFFICERS)
@_FORM
def add_statement(request):
    """Begin the statement of a year."""
    on, panels = timezone.localdate(), panels_of(request.user, OFFICERS)
    form = BeginForm(request.POST or None, panels=panels, on=on)
    if form.is_valid():
        with refusals_on(form):
            return redirect(assurance.begin_statement(by=request.user, on=on, **form.cleaned_data))
    context = {"form": form, "title": "Begin an assurance statement", "back_url": ".."}
    context |= {"button": "Begin", "intro": "It begins with the answers of the year before."}
    return render(request, "channel/form.html", context)


@of_statement()
@require_safe
def statement_detail(request, statement):
    """The statement with its numbers: as they are now, or as they were signed."""
    context = {
        "statement": statement,
        "lines": assurance.lines_of(statement, on=timezone.localdate()),
        "missing": assurance.missing(statement) if statement.is_open else [],
        "writes": sits(request.user, statement, OFFICERS),
        "signs": sits(request.user, statement, assurance.CHAIRS)
        and request.user.pk not in assurance.wrote(statement),
    }
    return render(request, "channel/statement_detail.html", context)


@of_statement(OFFICERS)
@_FORM
def change_statement(request, statement):
    """Write the summary and the answers."""
    form = StatementForm(
        request.POST.dict() or None,
        statement=statement,
        version=assurance.version_of(statement),
    )
    if form.is_valid():
        with refusals_on(form):
            assurance.write_statement(statement, by=request.user, **form.given())
            messages.success(request, "The statement is saved.")
            return redirect(statement)
    form.renew()
    context = {"form": form, "title": str(statement), "caption": statement.panel.name}
    return render(
        request, "channel/form.html", context | {"back_url": statement.get_absolute_url()}
    )


@of_statement(assurance.CHAIRS)
@_FORM
def sign_statement(request, statement):
    """Sign the statement: nothing of it changes afterwards."""
    form = PortalForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            assurance.sign_statement(statement, by=request.user, on=timezone.localdate())
            messages.success(request, "The statement is signed.")
            return redirect(statement)
    context = {
        "form": form,
        "title": f"Sign the {str(statement).lower()}",
        "caption": statement.panel.name,
        "back_url": statement.get_absolute_url(),
        "button": "Sign it",
        "intro": "Its words, answers and numbers then stay as they are.",
        "is_warning": True,
    }
    return render(request, "channel/form.html", context)


@of_statement()
@require_safe
def statement_pdf(request, statement):
    """The statement as a PDF."""
    request.passage.verb = Verb.PRINTED
    content = assurance.paper(statement, reader=request.user, on=timezone.localdate())
    return pdf(content, f"OFFICIAL-SENSITIVE-assurance-{statement.panel_id}-{statement.year}.pdf")
