"""What observers of a case see: its reference, and what was written for them."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from prevent_portal.access import requires, signed_in
from prevent_portal.errors import refusals_on

from .. import services
from ..doors import observing
from ..forms import ObserverTextForm
from ..models import Case
from ..permissions import Can


@signed_in
@require_safe
def observed_list(request):
    """The cases that I observe: each by its reference, with what was written for me."""
    return render(
        request, "channel/observed_list.html", {"cases": services.observed_by(request.user)}
    )


@observing
@require_safe
def observed_case(request, case):
    """One case as those see it who only observe it."""
    return render(request, "channel/observed_case.html", {"case": case})


@requires(Can.COORDINATE, Case)
@require_http_methods(["GET", "HEAD", "POST"])
def write_for_observers(request, case):
    """Write what observers may read."""
    written = case.for_observers
    form = ObserverTextForm(
        request.POST or None, initial={"words": written.words if written else ""}
    )
    if form.is_valid():
        with refusals_on(form):
            services.write_for_observers(
                case, by=request.user, on=timezone.localdate(), **form.cleaned_data
            )
            return redirect(case)
    context = {"form": form, "title": "Write for observers", "caption": case.reference}
    context |= {"back_url": case.get_absolute_url(), "intro": INTRO}
    return render(request, "channel/form.html", context)


INTRO = (
    "Whoever observes this case sees its reference and these words, and nothing else: no page of the "
    "case, no file, no minute."
)
