"""The second factor: what asks for it, whether this session has used it, and how its secrets are kept.

The kernel knows no app: a backend of sign-in may say which pages ask for a second factor
(`asks_factor(match)`), who has to have one (`keeps_factor(user)`), and which pages lock when they are
left alone (`locks(match)`).
"""

import base64
import hashlib
import hmac
import time
from contextlib import suppress

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
    record_authentication,
)
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.conf import settings
from django.contrib.auth import get_backends
from django.contrib.sessions.models import Session
from django.db import transaction
from django.dispatch import receiver
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.http import urlencode
from django.utils.module_loading import import_string

from .sealed import Unsealable, seal, unseal
from .sessions import SessionStore
from .typed import typed

#: In the session: the secret that is being set up, sealed; the last use of a page that asked; where to go on;
#: when its screen was locked.
SECRET, USED, NEXT, LOCKED = "factor_secret", "factor_used_at", "factor_next", "screen_locked_at"
#: The box for a code on the page that stands between a form and what was typed in it.
CODE = "factor_code"
#: Seconds: a session that goes on is not written more often, so that a page is not slower for it.
NOTED_EVERY = 60


# What asks for it


def keeps(user):
    """True if the user has to have a second factor: somebody who may not give it up."""
    return any(
        backend.keeps_factor(user) for backend in get_backends() if hasattr(backend, "keeps_factor")
    )


def ask(request):
    """What stands between a user and a page: None, or the answer that makes them use their factor.

    Called by the door, which acts for the user. A form that was sent comes back with all its words and a box
    for the code: nothing typed is lost, and none of it is kept on the server. A screen that was locked asks
    as well, for the password of somebody who has no factor.
    """
    locks = _says("locks", request.resolver_match)
    if not (locks and is_locked(request)) and _may_pass(request):
        request.is_screen_open = locks
        return None
    if request.method not in ("GET", "HEAD"):
        return _ask_over_words(request)
    back = request.path if "q" in request.GET else request.get_full_path()
    return _sent_to_factor(request, back)


def _may_pass(request):
    if not _says("asks_factor", request.resolver_match):
        return True
    at = last_used(request)
    if at is None:
        return not keeps(request.user)
    if time.time() - at >= settings.FACTOR_MINUTES * 60:
        return False
    if time.time() - at > NOTED_EVERY:
        request.session[USED] = time.time()
    return True


def lock(request):
    """Have every page that locks ask for a sign-in again, in all windows of this session."""
    request.session[LOCKED] = time.time()


def is_locked(request):
    """True if the screen was locked and nobody has signed in anew: with the factor, if the session used one."""
    at = request.session.get(LOCKED)
    if at is None:
        return False
    records = get_authentication_records(request, request.user)
    used = [record for record in records if record["method"] == "mfa"]
    return not any(record["at"] > at for record in used or records)


def screen(request):
    """What a page that locks is told, once it is shown: after how long, and the key for what was typed.

    The key is the person's own until their password changes. It stands in no page that is shown before
    the sign-in that was asked for; None for those.
    """
    if not getattr(request, "is_screen_open", False):
        return None
    about = f"{request.user.pk}:{request.user.get_session_auth_hash()}"
    key = salted_hmac("prevent_portal.screen", about, algorithm="sha256").digest()
    return {
        "seconds": settings.LOCK_MINUTES * 60,
        "key": base64.b64encode(key).decode(),
        "was_sent": request.method == "POST",
    }


def last_used(request):
    """When this session last used its factor, or a page that asks for it: seconds; None if it never did."""
    used = [
        record["at"]
        for record in get_authentication_records(request, request.user)
        if record["method"] == "mfa"
    ]
    return max(*used, request.session.get(USED, 0)) if used else None


def has_factor(user):
    """True if the user has set up an authenticator app."""
    return Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists()


def _says(question, match):
    """True if a backend of sign-in says so of a page."""
    return any(
        getattr(backend, question)(match)
        for backend in get_backends()
        if hasattr(backend, question)
    )


def _sent_to_factor(request, back):
    if has_factor(request.user):
        return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': back})}")
    if not keeps(request.user):
        return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': back})}")
    request.session[NEXT] = back
    return redirect("mfa_index")


def _ask_over_words(request):
    """A code with the words lets them pass; without one they come back beside a box for it."""
    form = None
    if has_factor(request.user):
        given = {CODE: request.POST[CODE]} if CODE in request.POST else None
        form = import_string(settings.MFA_FORMS["over_words"])(given, user=request.user)
        if form.is_valid():
            form.save()
            request.is_screen_open = _says("locks", request.resolver_match)
            return None
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in ("csrfmiddlewaretoken", CODE)
        for value in values
    ]
    context = {"form": form, "fields": fields, "typed": typed(request)}
    context |= {"address": request.get_full_path(), "had_files": bool(request.FILES)}
    context["is_password_asked"] = form is None and not keeps(request.user)
    return render(request, "factor_needed.html", context, status=401)


# How its secrets are kept


class FactorAdapter(DefaultMFAAdapter):
    """Secrets are sealed; the factor of somebody who has to have one stays."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "The code is not right, or was used already. Wait for the next one",
        "cannot_delete_authenticator": (
            "You cannot remove your second factor while you hold a seat that needs it. "
            "If you have a new phone, ask your administrator to reset it"
        ),
        "cannot_generate_recovery_codes": "Set up an authenticator app first",
    }

    def encrypt(self, text):
        """Sealed by a key of the newest master key."""
        version = max(settings.CASE_MASTER_KEYS)
        sealed = seal(text.encode(), _key(version), "second factor")
        return f"{version}:{base64.b64encode(sealed).decode()}"

    def decrypt(self, encrypted_text):
        """What `encrypt` sealed. Raises Unsealable, also where it is not sealed at all."""
        version, colon, sealed = encrypted_text.partition(":")
        if not (colon and version.isdecimal() and int(version) in settings.CASE_MASTER_KEYS):
            raise Unsealable("This second factor was not sealed by a key of this machine")
        opened = unseal(base64.b64decode(sealed), _key(int(version)), "second factor")
        return opened.decode()

    def can_delete_authenticator(self, authenticator):
        """Not while the person has to have one."""
        return not keeps(authenticator.user)


def reseal(using="owner"):
    """Seal every secret anew by the newest master key, as the owner of the tables; return how many were.

    Whoever else changes a secret suspends its person's seats.
    """
    keys = Authenticator.objects.using(using).order_by("pk").values_list("pk", flat=True)
    return sum(_reseal_one(pk, using) for pk in keys)


def _reseal_one(pk, using):
    """True if it had to be; a recovery code that is used meanwhile stays used."""
    adapter, newest = FactorAdapter(), f"{max(settings.CASE_MASTER_KEYS)}:"
    with transaction.atomic(using=using):
        row = Authenticator.objects.using(using).select_for_update().filter(pk=pk).first()
        name = row and {"totp": "secret", "recovery_codes": "seed"}.get(row.type)
        if not name or row.data[name].startswith(newest):
            return False
        row.data[name] = adapter.encrypt(adapter.decrypt(row.data[name]))
        row.save(using=using, update_fields=["data"])
    return True


def _key(version):
    return hmac.new(settings.CASE_MASTER_KEYS[version], b"second factor", hashlib.sha256).digest()


def secret_being_set_up(request, *, anew=False):
    """The secret that this session is setting up, made if there is none; the session holds it sealed."""
    adapter = FactorAdapter()
    if not anew and SECRET in request.session:
        with suppress(Unsealable):  # the master key that sealed it was taken away meanwhile
            return adapter.decrypt(request.session[SECRET])
    request.session[SECRET] = adapter.encrypt(generate_totp_secret())
    return adapter.decrypt(request.session[SECRET])


# What follows from a change


@receiver(authenticator_added)
def _was_set_up(request, user, authenticator, **kwargs):
    """Whoever sets an app up has just used it."""
    if authenticator.type == Authenticator.Type.TOTP:
        request.session.pop(SECRET, None)
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)


@receiver(authenticator_removed)
def _was_removed(request, **kwargs):
    """A session does not go on by a factor that is no more."""
    records = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        record for record in records if record["method"] != "mfa"
    ]
    request.session.pop(USED, None)


def end_sessions(user):
    """Sign somebody out everywhere."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if SessionStore.said(session).get("_auth_user_id") == str(user.pk):
            session.delete()


def tell(user, message):
    """Write to somebody that their second factor changed."""
    get_account_adapter().send_notification_mail(f"mfa/email/{message}", user)
