"""Error pages, in the same layout as every other, with a way back."""

from django.shortcuts import render

from ..typed import typed


def _page(request, status):
    return render(request, f"{status}.html", status=status)


def bad_request(request, exception=None):
    """The address or form could not be read."""
    return _page(request, 400)


def forbidden(request, exception=None):
    """Seen, but not permitted."""
    return _page(request, 403)


def not_found(request, exception=None):
    """Not there, or not for this person: the page does not say which."""
    return _page(request, 404)


def too_many(request, exception=None):
    """Too many tries in a short time."""
    return _page(request, 429)


def failed(request):
    """Something broke; what was saved before is safe."""
    return _page(request, 500)


def csrf_failure(request, reason=""):
    """The form was open too long, or came from elsewhere."""
    return render(request, "csrf.html", {"typed": typed(request)}, status=403)
