"""The step from a record to an action: choose a plan, then fill in the action."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from prevent_portal.access import requires
from prevent_portal.errors import Refused, refusals_on

from ..forms.raising import RaiseForm
from ..listing import objective_words
from ..services import raising


def raising_page(register):
    """The address at which a record of a register that raises actions becomes one."""
    name = register.name
    return path(f"{register.address}/<int:pk>/action/", _raising(register), name=f"raise_{name}")


def _raising(register):
    @requires(register.permission("change"), register.model)
    @require_http_methods(["GET", "HEAD", "POST"])
    def raise_action(request, source):
        """Asks for the plan first, where there are several; then a form for the action."""
        if source.action_id:
            raise Refused(source, "An action has been made of it already.")
        plans = raising.plans_to_raise_in(request.user)
        plan = _chosen(plans, request.GET.get("plan"))
        if plan is None:
            page = {"source": source, "plans": plans, "back_url": source.get_absolute_url()}
            return render(request, "actions/raise_action_plan.html", page)
        return _form_page(request, source, plan)

    return raise_action


def _chosen(plans, wanted):
    """The plan that the address names; without one, the only plan there is."""
    if wanted is None and len(plans) == 1:
        return plans[0]
    return next((plan for plan in plans if str(plan.pk) == wanted), None)


def _form_page(request, source, plan):
    form = RaiseForm(
        request.POST if request.method == "POST" else None,
        user=request.user,
        objectives=raising.objectives_of(plan),
        noun=objective_words(plan)[0],
        initial=source.as_action(),
    )
    if form.is_valid():
        with refusals_on(form):
            action = raising.raise_action(source, by=request.user, **form.values)
            messages.success(request, "The action is added, and says where it came from.")
            return redirect(action)
    page = {"title": "Make this an action", "caption": plan.title, "button": "Add the action"}
    return render(
        request, "form_page.html", page | {"form": form, "back_url": source.get_absolute_url()}
    )
