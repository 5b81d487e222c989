"""What shows that an action was done. It is added and withdrawn, never changed or removed."""

import unicodedata
from pathlib import PurePath
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone

from prevent_portal import files
from prevent_portal.errors import Refused

from .. import live_figures
from ..models import Evidence
from .hold import hold_action, may_change, plain_words

_is_web_address = URLValidator(schemes=["http", "https"])

LONGEST_TITLE = Evidence._meta.get_field("title").max_length
LONGEST_LINK = Evidence._meta.get_field("url").max_length


@transaction.atomic
def add_evidence(action, *, by, title="", file=None, url="", at=None):
    """Attach a file, or a link to where the evidence is kept; return the evidence.

    Without a title it is called by its file's name, or by its link. `at` is the moment of the
    progress update that it came with. Raises Refused if there is neither or both, if the file is
    not one the portal keeps, if the link is no web address, or if the plan is closed.
    """
    action = hold_action(action)
    if (file is None) == (not url):
        raise Refused(action, "Attach a file or give a link, one at a time.", field="file")
    if url:
        url = _checked(url, action)
        evidence = Evidence(kind=Evidence.Kind.LINK, url=url)
        name = urlsplit(url).netloc + urlsplit(url).path.rstrip("/")
    else:
        kept = files.keep(file, name=file.name, by=by, thing=action)
        evidence = Evidence(kind=Evidence.Kind.FILE, file=kept)
        name = PurePath(kept.name).stem
    evidence.action, evidence.added_by = action, by
    evidence.title = _title(title, action) or name[:LONGEST_TITLE]
    if at is not None:
        evidence.added_at = at
    evidence._history_user = by
    evidence.save()
    return evidence


@transaction.atomic
def add_figure(action, *, by, figure, agency=None, title=""):
    """Hold a figure of the portal as evidence, of an agency or of all; return the evidence.

    Its value is that of whatever day is asked for. Raises Refused for a figure that the person may
    not see, that the action holds already, or that would be one too many, and in a closed plan.
    """
    action = hold_action(action)
    found = live_figures.figures_for(by).get(figure)
    if found is None or not found.is_seen_by(by, agency.pk if agency else None):
        raise Refused(
            action,
            "You may not see this figure: choose another, or another agency.",
            field="figure",
        )
    held = Evidence.objects.standing().filter(action=action, kind=Evidence.Kind.FIGURE)
    if held.filter(figure=figure, agency=agency).exists():
        raise Refused(action, "This action holds that figure already.", field="figure")
    if held.count() >= live_figures.MOST:
        raise Refused(
            action,
            f"An action holds at most {live_figures.MOST} figures. Withdraw one first.",
            field="figure",
        )
    whose = agency.name if agency else live_figures.EVERYBODY
    evidence = Evidence(
        action=action,
        kind=Evidence.Kind.FIGURE,
        figure=figure,
        agency=agency,
        title=_title(title, action) or f"{found.title}: {whose}"[:LONGEST_TITLE],
        added_by=by,
    )
    evidence._history_user = by
    evidence.save()
    return evidence


@transaction.atomic
def withdraw_evidence(evidence, *, by, reason):
    """Say that evidence no longer counts, and why; it stays in the record, but is not sent any more.

    Also possible in a closed plan, because what must not be there must come out. Raises Refused if
    it is withdrawn already, or is for somebody else to withdraw.
    """
    action = hold_action(evidence.action, even_if_closed=True)
    evidence = Evidence.objects.select_for_update(of=("self",)).get(pk=evidence.pk)
    if not may_change(by, evidence.added_by_id, action):
        raise Refused(
            action, "Only whoever added this evidence, or keeps the plan, can withdraw it."
        )
    if evidence.withdrawn_at is not None:
        raise Refused(action, "This evidence has been withdrawn already.")
    evidence.withdrawn_because = plain_words(
        action, reason, otherwise="Say why the evidence is withdrawn.", field="reason"
    )
    evidence.withdrawn_at, evidence.withdrawn_by = timezone.now(), by
    evidence._history_user = by
    evidence.save()
    return evidence


def send_evidence(evidence):
    """The download of an evidence file; raises Refused if it is withdrawn, a link, or lost."""
    if evidence.withdrawn_at is not None:
        raise Refused(evidence.action, "This evidence was withdrawn, so its file is not sent.")
    if evidence.kind == Evidence.Kind.FIGURE:
        raise Refused(evidence.action, "This evidence is a figure: its action's page shows it.")
    if evidence.file is None:
        raise Refused(evidence.action, "This evidence is a link: open it from this page.")
    try:
        return files.send(evidence.file, thing=evidence.action)
    except FileNotFoundError:
        raise Refused(
            evidence.action, "The file of this evidence cannot be found. Tell the administrator."
        ) from None


def _title(title, action):
    title = " ".join(title.split())
    if len(title) > LONGEST_TITLE:
        raise Refused(
            action, f"The title must be {LONGEST_TITLE} characters or fewer.", field="title"
        )
    return title


def _checked(url, action):
    url = url.strip()
    hidden = any(unicodedata.category(character) in ("Cc", "Cf") for character in url)
    try:
        _is_web_address(url)
        parts = urlsplit(url)
    except (ValidationError, ValueError):
        parts = None
    if hidden or parts is None or len(url) > LONGEST_LINK:
        raise Refused(
            action,
            "The link must be a web address that starts with https://, "
            f"of {LONGEST_LINK:,} characters or fewer.",
            field="url",
        )
    if parts.username or parts.password:
        raise Refused(action, "Leave the user name and password out of the link.", field="url")
    return url
