"""The virus scanner: every file that somebody gives the portal is shown to it before anything reads it.

ClamAV's daemon is spoken to over its own protocol (INSTREAM), from memory or from an open file, so that
nothing is written anywhere for it. What the daemon did not find clean is kept only where the setting
CLAMAV_WHEN_AWAY says so, and then shown to it again each time somebody asks for the file.
"""

import logging
import socket
import struct
import time
from contextlib import closing, suppress
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks
from django.utils import timezone

from .errors import Refused
from .models import AccessRecord
from .passage import note

REFUSE, QUARANTINE = "refuse", "quarantine"
_PIECE = 64 * 1024  # bytes sent at a time; the daemon's own limit is on the whole
_LONGEST_ANSWER = 4096  # bytes
#: Seconds for any one step, and bytes that the daemon looks through in a second at the least.
_SECONDS, _PACE = 20, 4 * 1024 * 1024
_log = logging.getLogger(__name__)

_AWAY = (
    "Files cannot be checked for viruses at the moment, so {name} was not taken. "
    "Try again in a few minutes."
)
_STAYS = "{name} could not be checked for viruses yet, so it cannot be opened. Try again in a few minutes."
_HARMFUL = "{name} holds something harmful ({found}) and was not taken. Tell your IT service."
_HARMFUL_HERE = (
    "{name} holds something harmful ({found}) and cannot be opened. Tell your IT service."
)


class Away(Exception):  # noqa: N818 - it says where the daemon is
    """The daemon cannot be reached, or did not say whether a file is clean."""


def is_configured():
    """True if there is a daemon to show files to."""
    return bool(settings.CLAMAV_URL)


def look_through(file, *, name, thing=None, may_wait=False):
    """When a file on its way in was found clean; None if it was not shown to a daemon.

    Raises Refused with a sentence for what is harmful, and where the daemon is away unless the file
    `may_wait`, unread, and the setting lets it.
    """
    if not is_configured():
        return None
    try:
        found = ask(file)
    except Away as away:
        _log.warning("A file could not be checked for viruses: %s", away)
        if may_wait and settings.CLAMAV_WHEN_AWAY == QUARANTINE:
            return None
        raise Refused(thing, _AWAY.format(name=name), field="file") from None
    if found:
        _note(found)
        raise Refused(thing, _HARMFUL.format(name=name, found=found), field="file")
    return timezone.now()


def let_out(file, *, name, thing=None):
    """Show a kept file that was not cleared when it came to the daemon. Raises Refused unless it is clean."""
    try:
        found = ask(file)
    except Away as away:
        _log.warning("A kept file could not be checked for viruses: %s", away)
        raise Refused(thing, _STAYS.format(name=name)) from None
    if found:
        _note(found)
        raise Refused(thing, _HARMFUL_HERE.format(name=name, found=found))


def ask(file):
    """The name of what the daemon finds in a file, which is left at its beginning; "" if it is clean.

    Raises Away if there is no answer, or one that says neither.
    """
    size = file.seek(0, 2)
    file.seek(0)
    try:
        with closing(_connected()) as daemon:
            answer = _answer(daemon, file, time.monotonic() + _SECONDS + size / _PACE)
    except (OSError, ValueError) as error:
        raise Away(f"{type(error).__name__}: {error}") from None
    finally:
        file.seek(0)
    if answer == "stream: OK":
        return ""
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return answer.removeprefix("stream: ").removesuffix(" FOUND")[:80]
    raise Away(f"it answered {answer[:200]!r}")


def _connected():
    place = urlsplit(settings.CLAMAV_URL)
    if place.scheme == "unix":
        daemon = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        daemon.settimeout(_SECONDS)
        try:
            daemon.connect(place.path)
        except OSError:
            daemon.close()
            raise
        return daemon
    return socket.create_connection((place.hostname, place.port or 3310), timeout=_SECONDS)


def _answer(daemon, file, deadline):
    # It may have said already, and hung up, that the file is too large for it.
    with suppress(BrokenPipeError, ConnectionResetError):
        daemon.sendall(b"zINSTREAM\0")
        while piece := file.read(_PIECE):
            daemon.sendall(struct.pack("!I", len(piece)) + piece)
        daemon.sendall(struct.pack("!I", 0))
    said = b""
    while not said.endswith(b"\0") and len(said) < _LONGEST_ANSWER:
        daemon.settimeout(max(deadline - time.monotonic(), 0.001))
        more = daemon.recv(_LONGEST_ANSWER)
        if not more:
            break
        said += more
    return said.rstrip(b"\0").decode("utf-8", "replace").strip()


def _note(found):
    """The log says that something was found and as what: never in which file."""
    note(AccessRecord.Verb.REFUSED, reason=f"Harmful file: {found}")
    _log.warning("A file was refused: the virus scanner found %s", found)


@checks.register(checks.Tags.security)
def check_scanner(app_configs, **kwargs):
    """Say where files are not shown to a daemon, and where its address leads nowhere."""
    place = urlsplit(settings.CLAMAV_URL)
    found = []
    if settings.CLAMAV_WHEN_AWAY not in (REFUSE, QUARANTINE):
        words = f"CLAMAV_WHEN_AWAY must be {REFUSE} or {QUARANTINE}."
        found.append(checks.Error(words, id="prevent_portal.E001"))
    if not settings.CLAMAV_URL:
        if not settings.IS_EMBEDDED:
            found.append(
                checks.Warning(
                    "No virus scanner is configured: files are kept and sent unchecked.",
                    hint="Set CLAMAV_URL to ClamAV's daemon: see .env.example.",
                    id="prevent_portal.W001",
                )
            )
    elif not (place.scheme == "unix" and place.path or place.scheme == "tcp" and place.hostname):
        words = "CLAMAV_URL must be like unix:///run/clamav/clamd.ctl or tcp://clamav:3310."
        found.append(checks.Error(words, id="prevent_portal.E002"))
    return found
