"""Walks one page of an access table as each reader, and says what each of them met."""

import os
import re
from contextlib import nullcontext
from unittest import mock

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from channel.permissions import APPOINTERS
from tests.channel.second_factor import use_factor

#: What a reader meets at a page. AWAY: permitted, and sent on to a better page. BUTTON: permitted,
#: but only by pressing a button (the page answers a POST, never a GET).
OK, AWAY, SIGN_IN, FORBIDDEN, UNSEEN, BUTTON = (
    "ok",
    "away",
    "sign in",
    "forbidden",
    "unseen",
    "button",
)

_STATUSES = {200: OK, 202: OK, 204: OK, 403: FORBIDDEN, 404: UNSEEN, 405: BUTTON}
_ADDED = re.compile(rb'\sstyle\s*=\s*"|<style\b|<script(?![^>]*\bsrc=)|\son[a-z]+\s*=\s*"', re.I)


def signed_in(readers, *, using=lambda client, user: None):
    """Sign each reader in once, for every page of a module; the fixture that does so asks for `once`.

    `using(client, user)` is what else somebody uses to sign in.
    """
    for user in readers.values():
        if user is not None:
            client = Client()
            client.force_login(user)
            using(client, user)
            if user.has_role(*APPOINTERS):  # their pages ask for it; this table is not about that
                use_factor(client, user)
            user.kept_session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return readers


def row(client, page, args, readers):
    """What each reader meets, as GET says it; a POST must agree, and its work is undone again.

    The page is drawn for the first reader who may see it. For the others it is made and not drawn:
    what they may is said by then. `make soak` draws it for everybody.
    """
    met, is_drawn = {}, False
    address = reverse(page, args=args)
    for name, user in readers.items():
        _enter(client, user)
        with _undrawn() if is_drawn else nullcontext():
            met[name] = _get(client, address)
            posted = _post(client, address)
        is_drawn |= met[name] == OK
        if posted is not None and (met[name] in (OK, AWAY, BUTTON)) != (posted == OK):
            met[name] = f"{met[name]}, but a POST meets {posted}"
    return met


def _undrawn():
    if os.environ.get("DRAW_EVERY_PAGE"):
        return nullcontext()
    return mock.patch("django.shortcuts.loader.render_to_string", return_value="")


def _enter(client, user):
    client.cookies.clear()
    if hasattr(user, "kept_session"):
        client.cookies[settings.SESSION_COOKIE_NAME] = user.kept_session
    elif user is not None:
        client.force_login(user)


def _get(client, address):
    with transaction.atomic():
        response = client.get(address)
        if response.status_code == 200:
            _is_safe(response)
        said = _said(response, AWAY)
        _read(response)
        transaction.set_rollback(True)
    return said


def _post(client, address):
    with transaction.atomic():
        response = client.post(address)
        said = None if response.status_code == 405 else _said(response, OK)
        _read(response)
        transaction.set_rollback(True)
    return said


def _read(response):
    """A download is read to its end: that closes it, and runs what it still had to ask."""
    if response.streaming:
        b"".join(response)


def _said(response, elsewhere):
    if response.status_code in (301, 302, 303):
        return SIGN_IN if response["Location"].startswith("/sign-in/?next=") else elsewhere
    return _STATUSES.get(response.status_code, response.status_code)


def _is_safe(response):
    """No page carries what the content security policy would have to allow."""
    policy = response.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    if response.headers["Content-Type"].startswith("text/html"):
        assert _ADDED.search(response.content) is None, _ADDED.search(response.content)
