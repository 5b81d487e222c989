"""The door: every view says who may use it, and every passage is written down."""

import json
import logging
from functools import wraps
from ipaddress import ip_address, ip_network
from urllib.parse import urlencode, urlsplit

from allauth.mfa.signals import authentication_failed
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_backends
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db import Error, transaction
from django.dispatch import receiver
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme

from . import factor
from .acting import acting_for
from .errors import Refused
from .models import AccessRecord, User
from .passage import passing, reference_of, reference_unseen
from .typed import typed

Verb = AccessRecord.Verb
copied = logging.getLogger("access-log")

PUBLIC = "public"
SIGNED_IN = "signed in"


def public(view):
    """Anybody may use the view, signed in or not."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        with acting_for(_user(request), is_itself=False):
            return view(request, *args, **kwargs)

    guarded.access = PUBLIC
    return guarded


def unlogged(view):
    """Leave the view's passages out of the access log: health checks, nothing else."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        request.passage.is_logged = False
        return view(request, *args, **kwargs)

    guarded.access = view.access
    return guarded


def signed_in(view):
    """Anybody who is signed in may use the view; it shows what they may see.

    Where the page asks for a second factor, the session has to have used one.
    """

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if _user(request) is None:
            request.passage.verb = Verb.REFUSED
            return _sign_in_first(request)
        with acting_for(request.user, reads=_reads(request.resolver_match)):
            if (answer := factor.ask(request)) is not None:
                request.passage.verb = Verb.REFUSED
                return answer
            return view(request, *args, **kwargs)

    guarded.access = SIGNED_IN
    return guarded


def _reads(match):
    """Of how many things the page is, if a backend of sign-in says so (`reads(match)`); "" if none does."""
    asked = (backend.reads(match) for backend in get_backends() if hasattr(backend, "reads"))
    return next((said for said in asked if said), "")


def _sign_in_first(request):
    words = typed(request)
    if not words:
        return redirect_to_login(request.get_full_path())
    page = request.headers.get("referer", "")
    back = (
        urlsplit(page).path if url_has_allowed_host_and_scheme(page, {request.get_host()}) else "/"
    )
    sign_in_url = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': back})}"
    context = {"typed": words, "sign_in_url": sign_in_url}
    return render(request, "signed_out.html", context, status=401)


def requires(permission, model=None, *, rows=lambda rows, user: rows):
    """Hand the view the object it names, once the user is known to hold the permission.

    An object outside the user's sight is 404, so that its existence stays private. One they can
    see but may not act on is 403. Without a model the permission alone is asked for. `rows(rows,
    user)` adds what the page shows beside the object, so that it is read once.
    """

    def decorate(view):
        @signed_in
        @wraps(view)
        def guarded(request, *args, **kwargs):
            found = ()
            if model is not None:
                pk = kwargs.pop("pk")
                request.passage.asked_for = (model, pk)
                seen = rows(model.objects.visible_to(request.user), request.user)
                found = (get_object_or_404(seen, pk=pk),)
                found[0].seen_by = request.user.pk
                request.passage.reference = reference_of(found[0])
            if not request.user.has_perm(permission, *found):
                return _elsewhere(request.user, *found)
            return view(request, *found, *args, **kwargs)

        guarded.access = permission
        return guarded

    return decorate


def _elsewhere(user, *found):
    """Send on to the page that stands in place of a thing, where there is one; else refuse."""
    for backend in get_backends() if found else ():
        ask = getattr(backend, "leads_elsewhere", None)
        if ask and (address := ask(user, *found)):
            return redirect(address)
    raise PermissionDenied


def _user(request):
    return request.user if request.user.is_authenticated else None


def copy_of(row):
    """A line of the access log as another system takes it: JSON, with nothing that the table has not."""
    names = ("pk", "user_id", "verb", "page", "reference", "status", "address", "reason")
    return json.dumps({name: getattr(row, name) for name in names})


class AccessLogMiddleware:
    """Write what happened, in a transaction of its own; if that fails, nothing leaves."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with passing(request):
            return self._passed(request)

    def _passed(self, request):
        request.encoding = "utf-8"  # whatever the sender claims: other codecs make text unstorable
        response = self.get_response(request)
        if not request.passage.is_logged or request.resolver_match is None and not _named(request):
            return response
        try:
            with transaction.atomic():
                self._record(request, response)
        except Error:
            response.close()
            return HttpResponse(render_to_string("503.html"), status=503)
        return response

    def _record(self, request, response):
        passage = request.passage
        if passage.asked_for and not passage.reference:
            with acting_for(None):
                passage.reference = reference_unseen(*passage.asked_for)
        match = request.resolver_match
        user = passage.user or _user(request)
        row = AccessRecord.objects.create(
            user_id=user.pk if user else None,
            verb=_verb(request, response),
            page=(match.view_name or "")[:120] if match else "",
            reference=passage.reference[:120],
            status=response.status_code,
            address=address_of(request),
            reason=passage.reason[:120],
        )
        if settings.ACCESS_LOG_COPY:
            copied.info(copy_of(row))


def address_of(request):
    """Where the request came from; what the proxy says, only where there is one."""
    said = request.headers.get("x-forwarded-for", "") if settings.IS_BEHIND_PROXY else ""
    address = said.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
    try:
        return str(ip_address(_without_port(address).partition("%")[0]))
    except ValueError:
        return None


def _without_port(address):
    """An address as some proxies write it, 192.0.2.1:4711 or [2001:db8::1]:4711, without the port."""
    if address.startswith("["):
        return address[1:].partition("]")[0]
    return address.partition(":")[0] if address.count(":") == 1 else address


def network_of(request):
    """What the addresses of one connection have in common, for limits: of IPv6 the /64 that it is given.

    An IPv4 address, also one that is written as IPv6, stands for itself; None if no address is known.
    """
    address = address_of(request)
    if address is None:
        return None
    known = ip_address(address)
    known = getattr(known, "ipv4_mapped", None) or known
    return str(ip_network((known, 64), strict=False)) if known.version == 6 else str(known)


def _named(request):
    # An address that leads nowhere is worth a line only when somebody signed in tried it.
    return _user(request) is not None


def _verb(request, response):
    if 400 <= response.status_code < 500:
        return Verb.REFUSED
    if response.status_code >= 500:
        return Verb.FAILED
    if request.method == "HEAD" and "x-printed" in request.headers:  # screen.js says so of its page
        return Verb.PRINTED
    if request.passage.verb:
        return request.passage.verb
    if request.method not in ("GET", "HEAD"):
        return Verb.CHANGED if response.status_code in (301, 302, 303) else Verb.TRIED
    if request.GET.get("q"):  # the words themselves are not kept: they may be a name
        return Verb.SEARCHED
    return Verb.OPENED if request.passage.reference else Verb.LISTED


class AccessMiddleware:
    """Refuse any view that does not say who may use it; turn a rule's no into a sentence."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if _user(request) is not None:
            # So that nobody reads on, after signing out, from the browser's memory.
            response.headers.setdefault("Cache-Control", "private, no-store")
        if request.passage.verb == Verb.SIGNED_OUT:
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    def process_view(self, request, view, args, kwargs):
        """Stop a view that states no access rule."""
        if not hasattr(view, "access"):
            raise ImproperlyConfigured(
                f"{view.__module__}.{view.__qualname__} states no access rule"
            )

    def process_exception(self, request, error):
        """A rule said no: tell the user why, on the page of the thing they were changing."""
        if not isinstance(error, Refused):
            return None
        request.passage.verb = Verb.REFUSED
        messages.error(request, error.sentence)
        address = resolve_url(error.thing if hasattr(error.thing, "get_absolute_url") else "home")
        # A page that refuses to be shown at all must not lead to itself.
        return redirect("home" if request.method == "GET" and address == request.path else address)


@receiver(user_logged_in)
def _signed_in(request, user, **kwargs):
    _note(request, Verb.SIGNED_IN, user)


@receiver(user_logged_out)
def _signed_out(request, user, **kwargs):
    _note(request, Verb.SIGNED_OUT, user)


@receiver(user_login_failed)
def _sign_in_failed(credentials, request=None, **kwargs):
    known = User.objects.filter(email__iexact=credentials.get("email") or "").first()
    _note(request, Verb.SIGN_IN_FAILED, known)


@receiver(authentication_failed)
def _code_failed(user, request=None, **kwargs):
    _note(request, Verb.SIGN_IN_FAILED, user)


def _note(request, verb, user):
    if request is not None and hasattr(request, "passage"):
        request.passage.verb = verb
        request.passage.user = user
