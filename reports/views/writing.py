"""Writing a section: its words, what the portal offers, comments and what was done about them."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prevent_portal.access import requires
from prevent_portal.errors import refusals_on
from prevent_portal.versions import ChangedMeanwhile, version_of

from .. import desk, services
from ..forms.writing import CommentForm, SettleForm, WordsForm
from ..models import ReportSection, Reviewer, SectionComment


def _whole(rows, user):
    return rows.for_page()


@requires("reports.view_section", ReportSection, rows=_whole)
@require_safe
def section_detail(request, section):
    """One section as it will be printed, with its comments."""
    context = desk.section_screen(section, request.user) | {"comment_form": CommentForm()}
    return render(request, "reports/section_detail.html", context)


@requires("reports.write_section", ReportSection, rows=_whole)
@require_http_methods(["GET", "HEAD", "POST"])
def write_section(request, section):
    """The words of one section; the page saves them by itself, too."""
    form = WordsForm(
        request.POST or None,
        instance=section,
        version=version_of(section),
        **_first(request, section),
    )
    is_saved = form.is_bound and _is_saved(form, section, request)
    if request.headers.get("X-Quietly"):
        return JsonResponse(desk.quietly(form, section, is_saved))
    if is_saved:
        return redirect("reports:write_section", section.pk)
    context = desk.section_screen(section, request.user) | {"form": form}
    context["comment_form"] = CommentForm()
    return render(request, "reports/write_section.html", context)


def _first(request, section):
    """What the box begins with: the portal's offer, if that was asked for and nothing is written."""
    if request.GET.get("from") == "offer" and not section.words:
        return {"initial": {"words": desk.offered_words(section)}}
    return {}


def _is_saved(form, section, request):
    """True once the words are kept. Else the form says what stood against it."""
    if not form.is_valid():
        return False
    with refusals_on(form):
        try:
            services.keep_words(section, by=request.user, **form.values)
        except ChangedMeanwhile as meanwhile:
            form.take_in(meanwhile.changes, version_of(meanwhile.thing))
            raise
        if not request.headers.get("X-Quietly"):
            messages.success(request, "Saved.")
    return not form.errors


@requires("reports.write_section", ReportSection)
@require_POST
def accept_offer(request, section):
    """Let the words stand that the portal offers."""
    services.accept_offer(section, by=request.user)
    messages.success(request, "The words are accepted: they are yours now.")
    return redirect(section)


@requires("reports.comment_section", ReportSection, rows=_whole)
@require_http_methods(["GET", "HEAD", "POST"])
def add_comment(request, section):
    """Say something about a section."""
    form = CommentForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            services.comment(section, by=request.user, **form.cleaned_data)
            messages.success(request, "Your comment is on the section until somebody settles it.")
            return redirect(section)
    return _form(request, form, "Comment on this section", section, button="Add the comment")


@requires(
    "reports.write_section",
    SectionComment,
    rows=lambda rows, user: rows.select_related("section__report__kind"),
)
@require_http_methods(["GET", "HEAD", "POST"])
def settle_comment(request, comment):
    """Say what was done about a comment."""
    form = SettleForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            services.settle(comment, by=request.user, **form.cleaned_data)
            messages.success(request, "The comment is settled.")
            return redirect(comment.section)
    return _form(
        request, form, "Settle a comment", comment.section, button="Settle", intro=comment.words
    )


@requires("reports.comment_section", Reviewer)
@require_POST
def finish_review(request, reviewer):
    """Say that one has read the draft through."""
    services.end_review(reviewer, by=request.user, is_done=True)
    messages.success(request, "It is noted that you have read it through.")
    return redirect(reviewer.report.sections.first() or "home")


def _form(request, form, title, section, **more):
    context = {"form": form, "title": title, "caption": section.title}
    context["back_url"] = section.get_absolute_url()
    return render(request, "form_page.html", context | more)
