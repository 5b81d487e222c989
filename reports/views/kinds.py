"""Keeping the sections of a kind of report; its other pages are those of every register."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from prevent_portal.access import requires
from prevent_portal.errors import refusals_on
from prevent_portal.versions import ChangedMeanwhile, version_of

from .. import services
from ..forms.kinds import TemplateSectionForm
from ..models import ReportTemplate, TemplateSection


@requires("reports.change_reporttemplate", ReportTemplate)
@require_http_methods(["GET", "HEAD", "POST"])
def add_template_section(request, kind):
    """A form for a new section, at the end."""
    section = TemplateSection(template=kind)
    form = TemplateSectionForm(request.POST or None, instance=section)
    return _saved(request, form, section, "Add a section")


@requires(
    "reports.change_reporttemplate",
    TemplateSection,
    rows=lambda rows, user: rows.select_related("template"),
)
@require_http_methods(["GET", "HEAD", "POST"])
def change_template_section(request, section):
    """A form for what a section is called and built from."""
    form = TemplateSectionForm(request.POST or None, instance=section, version=version_of(section))
    return _saved(request, form, section, f"Change “{section.title}”")


@requires("reports.change_reporttemplate", TemplateSection)
@require_POST
def move_template_section(request, section):
    """One place up or down."""
    services.move_section(section, by=request.user, up=request.POST.get("to") == "up")
    return redirect(section)


@requires("reports.change_reporttemplate", TemplateSection)
@require_POST
def drop_template_section(request, section):
    """Leave a section out of the papers made from now on."""
    services.drop_section(section, by=request.user, on=timezone.localdate())
    messages.success(
        request, f"“{section.title}” is left out from now on. Papers that have it keep it."
    )
    return redirect(section)


@requires("reports.change_reporttemplate", TemplateSection)
@require_POST
def take_template_section_back(request, section):
    """Put a dropped section back, at the end."""
    services.take_back(section, by=request.user)
    messages.success(request, f"“{section.title}” stands at the end again.")
    return redirect(section)


def _saved(request, form, section, title):
    """Save the section and show its kind; else show the form, with what was wrong."""
    if form.is_valid() and _is_kept(form, section, request.user):
        messages.success(request, "The section is saved. Papers that exist do not change.")
        return redirect(section.template)
    context = {"form": form, "title": title, "caption": section.template.title}
    context["back_url"] = section.template.get_absolute_url()
    return render(request, "registers/form.html", context)


def _is_kept(form, section, by):
    with refusals_on(form):
        try:
            services.keep_section(section, by=by, **form.values)
        except ChangedMeanwhile as meanwhile:
            form.take_in(meanwhile.changes, version_of(meanwhile.thing))
            raise
    return not form.errors
