"""The page from which every register of the partnership is reached."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ..access import signed_in
from ..registers import index


@signed_in
@require_safe
def partnership(request):
    """The registers that a person may see, and how many of their records need somebody."""
    groups = index(request.user, timezone.localdate())
    return render(request, "registers/index.html", {"groups": groups})
