"""Self-assessment by year: begun, worked through one head at a time, compared, and closed for good."""

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from prevent_portal.access import Verb, requires
from prevent_portal.errors import Refused, refusals_on
from prevent_portal.export import send_list
from prevent_portal.forms import PortalForm

from ..figures_of_assurance import heads_of, profile
from ..forms.assurance import AssessmentForm, CriteriaFileForm, HeadForm
from ..models import (
    Action,
    Benchmark,
    BenchmarkScore,
    Criterion,
    Evidence,
    Rating,
    SelfAssessment,
)
from ..services import assessments

HEAD = (
    "Number",
    "Benchmark",
    "Criterion",
    "Rating",
    "Why",
    "What shows it",
    "Next step",
    "Rating the year before",
)


@requires("actions.view_selfassessment")
@require_safe
def assessment_list(request):
    """Every year, the newest first."""
    rows = SelfAssessment.objects.visible_to(request.user).select_related("toolkit", "body")
    return render(request, "actions/assessment_list.html", {"rows": rows})


@requires("actions.add_selfassessment")
@require_http_methods(["GET", "HEAD", "POST"])
def add_assessment(request):
    """Begin a year."""
    today = timezone.localdate()
    form = AssessmentForm(request.POST or None, user=request.user, on=today)
    if form.is_valid():
        with refusals_on(form):
            begun = assessments.open_assessment(by=request.user, on=today, **form.cleaned_data)
            return redirect(begun)
    back_url = reverse("actions:assessment_list")
    page = {"form": form, "title": "Begin a self-assessment", "back_url": back_url}
    return render(request, "form_page.html", page | {"button": "Begin"})


@requires("actions.view_selfassessment", SelfAssessment)
@require_safe
def assessment_detail(request, assessment):
    """The heads, each beside the year before; how far it has come, and the profile as a chart."""
    before = _year_before(request, assessment)
    heads, last = heads_of(assessment), {each.benchmark.pk: each for each in heads_of(before)}
    rows = [(each, last.get(each.benchmark.pk)) for each in heads]
    counts = profile(heads)
    context = {"assessment": assessment, "before": before, "rows": rows, "counts": counts}
    context |= {
        "done": sum(each.is_done for each in heads),
        "next": next((each for each in heads if each.asked and not each.is_done), None),
        "may_score": assessment.is_open and request.user.has_perm("actions.change_selfassessment"),
    }
    return render(request, "actions/assessment_detail.html", context)


@requires("actions.view_selfassessment", SelfAssessment)
@require_safe
def head_detail(request, assessment, benchmark):
    """One head as it was judged, beside the year before."""
    head = _head(request, assessment, benchmark)
    form = _head_form(request, assessment, head)
    return _head_page(request, assessment, head, form, "actions/head_detail.html")


@requires("actions.change_selfassessment", SelfAssessment)
@require_http_methods(["GET", "HEAD", "POST"])
def assess_head(request, assessment, benchmark):
    """One head to be judged: saved, and on to the next."""
    if not assessment.is_open:
        raise Refused(assessment, assessments.CLOSED)
    head = _head(request, assessment, benchmark)
    form = _head_form(request, assessment, head)
    if form.is_valid() and _saved(request, assessment, head, form):
        return _onward(request, assessment, head)
    return _head_page(request, assessment, head, form, "actions/assess_head.html")


@requires("actions.close_selfassessment", SelfAssessment)
@require_http_methods(["GET", "HEAD", "POST"])
def close_assessment(request, assessment):
    """Asks once more, then freezes the year."""
    if not assessment.is_open:
        raise Refused(assessment, assessments.CLOSED)
    form = PortalForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            on = timezone.localdate()
            return redirect(assessments.close_assessment(assessment, by=request.user, on=on))
    return render(request, "form_page.html", {"form": form} | _closing(assessment))


@requires("actions.view_selfassessment", SelfAssessment)
@require_safe
def export_assessment(request, assessment):
    """Every criterion with its rating this year and the year before, as ?format=csv or xlsx."""
    request.passage.verb = Verb.EXPORTED
    before, user = _year_before(request, assessment), request.user
    name = f"self-assessment-{assessment.year}"
    return send_list(
        lambda: _export_rows(user, assessment, before),
        form=request.GET.get("format", "csv"),
        name=name,
        head=HEAD,
        by=user,
    )


@requires("actions.add_criterion")
@require_http_methods(["GET", "HEAD", "POST"])
def import_criteria(request):
    """Take in a toolkit's criteria from a CSV file."""
    form = CriteriaFileForm(request.POST or None, request.FILES or None, user=request.user)
    if form.is_valid():
        with refusals_on(form):
            added = assessments.import_criteria(by=request.user, **form.cleaned_data)
            messages.success(request, f"{added} criteria added.")
            return redirect("actions:criterion_list")
    page = {"form": form, "title": "Import criteria", "button": "Import"}
    return render(request, "form_page.html", page | {"back_url": reverse("actions:criterion_list")})


# What the pages share


def _closing(assessment):
    """What is said before a year is closed."""
    return {
        "title": "Close this year",
        "caption": str(assessment),
        "intro": "Nobody can change its scores afterwards, and it cannot be opened again.",
        "button": "Close for good",
        "is_warning": True,
        "back_url": assessment.get_absolute_url(),
    }


def _year_before(request, assessment):
    rows = SelfAssessment.objects.visible_to(request.user).filter(
        toolkit=assessment.toolkit_id, year__lt=assessment.year
    )
    return rows.select_related("toolkit").order_by("-year").first()


def _head(request, assessment, benchmark):
    rows = Benchmark.objects.visible_to(request.user).filter(toolkit=assessment.toolkit_id)
    return get_object_or_404(rows.select_related("toolkit"), pk=benchmark)


def _scores(request, assessment, head):
    if assessment is None:
        return {}
    rows = BenchmarkScore.objects.visible_to(request.user).filter(
        assessment=assessment, criterion__benchmark=head
    )
    rows = rows.select_related("rating", "assessment").prefetch_related(
        Prefetch("actions", Action.objects.visible_to(request.user).order_by("pk")),
        Prefetch("evidence", Evidence.objects.visible_to(request.user).order_by("pk")),
    )
    return {score.criterion_id: score for score in rows.order_by("pk")}


def _head_form(request, assessment, head):
    scores = _scores(request, assessment, head)
    criteria = Criterion.objects.visible_to(request.user).filter(benchmark=head)
    wanted = criteria.standing() if assessment.is_open else criteria.filter(pk__in=scores)
    ratings = Rating.objects.visible_to(request.user).standing()
    return HeadForm(
        request.POST if request.method == "POST" else None,
        criteria=list(wanted.order_by("position", "pk")),
        ratings=list(ratings.filter(toolkit=assessment.toolkit_id).order_by("position", "pk")),
        scores=scores,
        before=_scores(request, _year_before(request, assessment), head),
    )


def _saved(request, assessment, head, form):
    with refusals_on(form):
        assessments.score_head(assessment, by=request.user, judged=form.judged)
    if not form.errors:
        messages.success(request, f"{head.title}: saved.")
    return not form.errors


def _onward(request, assessment, head):
    """To the next head, if that was asked for and there is one."""
    later = Benchmark.objects.visible_to(request.user).standing()
    later = later.filter(toolkit=assessment.toolkit_id, position__gt=head.position)
    following = later.order_by("position").first()
    if "next" not in request.POST or following is None:
        return redirect(assessment)
    return redirect("actions:assess_head", assessment.pk, following.pk)


def _head_page(request, assessment, head, form, template):
    heads = heads_of(assessment)
    page = {"assessment": assessment, "head": head, "form": form, "heads": heads}
    page |= {
        "may_score": assessment.is_open and request.user.has_perm("actions.change_selfassessment"),
        "done": sum(each.is_done for each in heads),
    }
    return render(request, template, page)


def _export_rows(user, assessment, before):
    years = [each for each in (assessment, before) if each]
    scores = BenchmarkScore.objects.visible_to(user).filter(assessment__in=years)
    scores = scores.select_related("rating", "criterion__benchmark")
    order = ("criterion__benchmark__position", "criterion__position", "pk")
    found = list(scores.order_by(*order))
    last = {s.criterion_id: s for s in found if s.assessment_id != assessment.pk}
    for score in found:
        if score.assessment_id == assessment.pk:
            head, then = score.criterion.benchmark, last.get(score.criterion_id)
            said = (score.rating.words, score.words, score.shown_by, score.next_step)
            yield (head.position, head.title, score.asked, *said, then.rating.words if then else "")
