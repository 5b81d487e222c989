"""Referrals that somebody has begun: saved, taken up again, thrown away."""

import json
import uuid

from django.db import transaction
from django.utils import timezone

from prevent_portal import sealed

from ..models import Draft


@transaction.atomic
def save_draft(typed, *, by, form=None):
    """Keep a form as it was typed, a dict of strings, sealed; `form` is its number, by which it is found again."""
    name = form or uuid.uuid4()
    draft = Draft.objects.visible_to(by).select_for_update().filter(name=name).first()
    if draft is None:
        data_key = sealed.new_data_key()
        version, wrapped = sealed.wrap(data_key, name)
        draft = Draft(user=by, name=name, wrapped=wrapped, version=version)
    draft.words, draft.saved_at = json.dumps(typed), timezone.now()
    draft.save()
    return draft


def typed_in(draft):
    """What was typed, as it was saved."""
    return json.loads(draft.words)


@transaction.atomic
def throw_away(draft):
    """Remove a draft, its words and their key."""
    draft.delete()


def forget(form, *, by):
    """Remove the draft of a form that was sent, where there is one."""
    for draft in Draft.objects.visible_to(by).filter(name=form):
        draft.delete()
