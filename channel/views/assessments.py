"""Assessments, and the frameworks they go by; and the register of providers."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from prevent_portal.access import requires
from prevent_portal.errors import Refused, refusals_on

from .. import services
from ..forms import AssessmentForm, FrameworkForm, ProviderForm
from ..models import Assessment, Case, Framework, Provider
from ..permissions import Can, Keep


@requires(Can.COORDINATE, Case)
@require_http_methods(["GET", "POST"])
def assess(request, case):
    """A new assessment beside what the last one said of each factor."""
    last = services.latest_assessment(case)
    frameworks = list(Framework.objects.visible_to(request.user).usable(on=timezone.localdate()))
    framework = _framework(case, frameworks, request.GET.get("framework", ""), last)
    said = _said_before(last, framework)
    form = AssessmentForm(request.POST or None, framework=framework, last=last, said_before=said)
    if form.is_valid():
        with refusals_on(form):
            return redirect(services.assess_case(case, by=request.user, **form.values()))
    return _draw(request, case, form, frameworks, last)


def _draw(request, case, form, frameworks, last):
    """The form, beside what the last assessment concluded."""
    if form.is_bound:
        form.catch_up()
    context = {"form": form, "framework": form.framework, "frameworks": frameworks, "last": last}
    context |= {"title": "Assess", "caption": case.reference, "back_url": case.get_absolute_url()}
    return render(request, "channel/assess.html", context)


def _framework(case, found, wanted, last):
    """The one that the address asks for, else that of the last assessment, else the first that was made."""
    if not found:
        raise Refused(case, "No framework with factors is in force. Make one first.")
    chosen = [each for each in found if str(each.pk) == wanted]
    again = [each for each in found if last and each.name == last.framework.name]
    return [*chosen, *again, *sorted(found, key=lambda each: each.pk)][0]


def _said_before(last, framework):
    """What the last assessment said of each factor of a framework, in words."""
    if last is None:
        return {}
    scale = last.framework.scale
    said = {}
    for row in last.findings.select_related("factor"):
        row.case = last.case
        score = scale[row.place] if row.place is not None else ""
        said[row.factor.dimension, row.factor.words] = ". ".join(filter(None, (score, row.words)))
    return {
        factor.pk: f"Last time: {said[factor.dimension, factor.words]}"
        for factor in framework.factors.all()
        if (factor.dimension, factor.words) in said
    }


@requires(Can.VIEW, Assessment)
@require_safe
def assessment(request, assessment):
    """An assessment beside the one before it, and what is planned because of it."""
    case = assessment.case
    rows = [row for row in services.beside_last(assessment) if row.is_said]
    context = {
        "assessment": assessment,
        "case": case,
        "rows": rows,
        "before": case.assessments.filter(number=assessment.number - 1).first(),
        "items": assessment.plan_items.select_related("factor", "owner"),
    }
    return render(request, "channel/assessment.html", context)


@requires(Keep.VIEW)
@require_safe
def framework_list(request):
    """The frameworks, newest version first, and which are in force."""
    on = timezone.localdate()
    rows = Framework.objects.visible_to(request.user).prefetch_related("factors")
    usable = set(rows.usable(on=on).values_list("pk", flat=True))
    context = {"frameworks": rows, "usable": usable}
    context["may_keep"] = request.user.has_perm(Keep.CHANGE)
    return render(request, "channel/framework_list.html", context)


@requires(Keep.VIEW, Framework)
@require_safe
def framework(request, framework):
    """A version of a framework with its factors."""
    is_newest = Framework.objects.visible_to(request.user).newest().filter(pk=framework.pk).exists()
    may_keep = is_newest and request.user.has_perm(Keep.CHANGE)
    return render(request, "channel/framework.html", {"framework": framework, "may_keep": may_keep})


@requires(Keep.CHANGE)
@require_http_methods(["GET", "POST"])
def add_framework(request):
    """A framework of the partnership's own."""
    return _keep_framework(request, FrameworkForm(request.POST or None), "Make a framework")


@requires(Keep.CHANGE, Framework)
@require_http_methods(["GET", "POST"])
def new_version(request, framework):
    """The next version of a framework: what was assessed by the older stays as it was asked."""
    form = FrameworkForm(request.POST or None, framework=framework)
    return _keep_framework(request, form, "Make a new version", framework)


def _keep_framework(request, form, title, before=None):
    if form.is_valid():
        with refusals_on(form):
            told = {"name": before.name if before else "", **form.cleaned_data}
            made = services.make_framework(by=request.user, instead_of=before, **told)
            return redirect(made)
    context = {"form": form, "title": title, "caption": before.name if before else ""}
    return render(request, "form_page.html", context | {"back_url": "../"})


@requires(Keep.VIEW)
@require_safe
def provider_list(request):
    """Who gives support, and who is approved for what only an approved provider may do."""
    on = timezone.localdate()
    rows = [(each, each.is_approved(on=on)) for each in Provider.objects.visible_to(request.user)]
    context = {"providers": rows, "may_keep": request.user.has_perm(Keep.CHANGE)}
    return render(request, "channel/provider_list.html", context)


@requires(Keep.CHANGE)
@require_http_methods(["GET", "POST"])
def add_provider(request):
    """A provider of support."""
    return _keep_provider(request, None, "Add a provider")


@requires(Keep.CHANGE, Provider)
@require_http_methods(["GET", "POST"])
def change_provider(request, provider):
    """Another contact, another approval, or its end."""
    return _keep_provider(request, provider, "Change the provider")


def _keep_provider(request, provider, title):
    form = ProviderForm(request.POST or None, instance=provider)
    if form.is_valid():
        with refusals_on(form):
            services.keep_provider(provider, by=request.user, **form.cleaned_data)
            return redirect("channel:provider_list")
    context = {"form": form, "title": title, "caption": "Providers of support"}
    context["back_url"] = reverse("channel:provider_list")
    return render(request, "form_page.html", context)
