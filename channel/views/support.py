"""The support plan, consent to it, support, and what is to be done by when."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from prevent_portal.access import requires, signed_in
from prevent_portal.errors import refusals_on

from .. import clocks, services
from ..due import due_list
from ..forms import (
    AdoptForm,
    AnswerConsentForm,
    CommissionForm,
    EndInterventionForm,
    FinishPlanItemForm,
    MovePlanItemForm,
    PlanForm,
    PlanItemForm,
    PlanReviewForm,
    SeekConsentForm,
    SessionForm,
    WithdrawConsentForm,
)
from ..models import Case, Clock, Intervention, PlanItem, SupportPlan
from ..permissions import Can

#: Said wherever consent is recorded.
WISH = "They are under 18: that they want to stop is written down. The chair is told, and it is due for the next panel."
APART = (
    "This is consent to be supported. It is not what allows us to hold information about the person: "
    "that rests on the law, and does not end when consent does."
)
SUPPORT_ENDS = "Support that is under way ends on that day."


@signed_in
@require_safe
def support_due(request):
    """What is due about support in the cases that are open to me, what is latest first."""
    rows = due_list(request.user, on=timezone.localdate())
    return render(request, "channel/support_due.html", {"rows": rows})


@requires(Can.VIEW, SupportPlan)
@require_safe
def plan_version(request, plan):
    """One version of a support plan."""
    context = {"plan": plan, "case": plan.case, "versions": plan.case.support_plans.all()}
    return render(request, "channel/plan_version.html", context)


@requires(Can.COORDINATE, Case)
@require_http_methods(["GET", "POST"])
def draft_plan(request, case):
    """A new version of the support plan, begun from the last one."""
    form = PlanForm(request.POST or None, last=services.latest_plan(case))
    return _form(
        request,
        case,
        form,
        "Draft the support plan",
        lambda: services.draft_plan(case, by=request.user, **form.cleaned_data),
        intro="The Act asks for each of these (section 36(5)). The plan comes before consent.",
    )


@requires(Can.COORDINATE, Case)
@require_http_methods(["GET", "POST"])
def review_plan(request, case):
    """What was found when the plan was looked at, and by when it is looked at again."""
    next_on = clocks.due(Clock.Step.REVIEW, on=timezone.localdate())
    form = PlanReviewForm(request.POST or None, next_on=next_on)
    return _form(
        request,
        case,
        form,
        "Review the support plan",
        lambda: services.review_plan(case, by=request.user, **form.cleaned_data),
    )


@requires(Can.CONTRIBUTE, Case)
@require_http_methods(["GET", "POST"])
def add_plan_item(request, case):
    """Something that somebody is to do by a day."""
    last = services.latest_assessment(case)
    form = PlanItemForm(request.POST or None, case=case, assessment=last)
    return _form(
        request,
        case,
        form,
        "Add what is to be done",
        lambda: services.add_plan_item(
            case,
            by=request.user,
            on=timezone.localdate(),
            assessment=last if form.cleaned_data.get("factor") else None,
            **form.cleaned_data,
        ),
    )


@requires(Can.CONTRIBUTE, PlanItem)
@require_http_methods(["GET", "POST"])
def finish_plan_item(request, item):
    """It is done, or will not be, and what came of it."""
    form = FinishPlanItemForm(request.POST or None)
    return _form(
        request,
        item.case,
        form,
        "Settle what was to be done",
        lambda: services.finish_plan_item(item, by=request.user, **form.cleaned_data),
        intro=item.words,
    )


@requires(Can.CONTRIBUTE, PlanItem)
@require_http_methods(["GET", "POST"])
def move_plan_item(request, item):
    """Another day or another owner."""
    form = MovePlanItemForm(request.POST or None, case=item.case, item=item)
    return _form(
        request,
        item.case,
        form,
        "Change the day or the owner",
        lambda: services.move_plan_item(
            item, by=request.user, on=timezone.localdate(), **form.cleaned_data
        ),
        intro=item.words,
    )


@requires(Can.COORDINATE, Case)
@require_http_methods(["GET", "POST"])
def seek_consent(request, case):
    """Of whom consent was asked, when, how and by whom."""
    form = SeekConsentForm(request.POST or None, case=case)
    return _form(
        request,
        case,
        form,
        "Record that consent was asked for",
        lambda: services.seek_consent(case, by=request.user, **form.cleaned_data),
        intro=APART,
    )


@requires(Can.COORDINATE, Case)
@require_http_methods(["GET", "POST"])
def answer_consent(request, case):
    """Whether consent was given or refused, by whom and in what capacity."""
    form = AnswerConsentForm(request.POST or None, case=case)

    def save():
        said = services.answer_consent(case, by=request.user, **form.cleaned_data)
        return WISH if said.kind == said.Kind.WISH else None

    return _form(
        request,
        case,
        form,
        "Record the answer about consent",
        save,
        intro=APART,
    )


@requires(Can.COORDINATE, Case)
@require_http_methods(["GET", "POST"])
def withdraw_consent(request, case):
    """That consent was withdrawn: all support ends."""
    form = WithdrawConsentForm(request.POST or None, case=case)

    def save():
        said = services.withdraw_consent(case, by=request.user, **form.cleaned_data)
        return WISH if said.kind == said.Kind.WISH else None

    return _form(
        request,
        case,
        form,
        "Record that consent was withdrawn",
        save,
        intro=f"{SUPPORT_ENDS} {APART}",
        button="Withdraw consent",
        is_warning=True,
    )


@requires(Can.CHAIR, Case)
@require_http_methods(["GET", "POST"])
def adopt_case(request, case):
    """Take the case into support."""
    form = AdoptForm(request.POST or None)
    return _form(
        request,
        case,
        form,
        "Adopt the case",
        lambda: services.adopt_case(case, by=request.user, **form.cleaned_data),
        intro="Support may be arranged from that day on. It needs consent and a plan.",
        button="Adopt",
    )


@requires(Can.COORDINATE, Case)
@require_http_methods(["GET", "POST"])
def commission(request, case):
    """Arrange support of a kind by a provider."""
    form = CommissionForm(request.POST or None)
    return _form(
        request,
        case,
        form,
        "Arrange support",
        lambda: services.commission(case, by=request.user, **form.cleaned_data),
    )


@requires(Can.VIEW, Intervention)
@require_safe
def intervention(request, intervention):
    """Support that was arranged, and its sessions."""
    case, on = intervention.case, timezone.localdate()
    context = {
        "intervention": intervention,
        "case": case,
        "sessions": intervention.sessions.select_related("by"),
        "is_silent": intervention.is_open and intervention.contact_due_on < on,
        "may_add": request.user.has_perm(Can.CONTRIBUTE, case),
        "may_end": request.user.has_perm(Can.COORDINATE, case),
    }
    return render(request, "channel/intervention.html", context)


@requires(Can.CONTRIBUTE, Intervention)
@require_http_methods(["GET", "POST"])
def record_session(request, intervention):
    """How a session went."""
    form = SessionForm(request.POST or None)
    return _form(
        request,
        intervention.case,
        form,
        "Record a session",
        lambda: services.record_session(intervention, by=request.user, **form.cleaned_data),
        back_url=intervention.get_absolute_url(),
    )


@requires(Can.COORDINATE, Intervention)
@require_http_methods(["GET", "POST"])
def end_intervention(request, intervention):
    """Why support ended, and what came of it."""
    form = EndInterventionForm(request.POST or None)
    return _form(
        request,
        intervention.case,
        form,
        "End this support",
        lambda: services.end_intervention(intervention, by=request.user, **form.cleaned_data),
        back_url=intervention.get_absolute_url(),
    )


def _form(request, case, form, title, save, **more):
    """Draw a form of a case; once it is right and no rule says no, save and go back to where it belongs."""
    back_url = more.pop("back_url", case.get_absolute_url())
    if form.is_valid():
        with refusals_on(form):
            said = save()
            messages.success(request, said if isinstance(said, str) else "It is saved.")
            return redirect(back_url)
        if hasattr(form, "catch_up"):
            form.catch_up()
    context = {"form": form, "title": title, "caption": case.reference, "back_url": back_url}
    return render(request, "channel/form.html", context | more)
