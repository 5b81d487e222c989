"""Keeping what was done with communities, and the file that shows it."""

from django.db import transaction
from django.utils import timezone

from prevent_portal import files, services
from prevent_portal.errors import Refused


@transaction.atomic
def keep_engagement(engagement, *, by, version=None, paper=None, **values):
    """Save an engagement, with the file that shows it where one is given.

    Raises Refused if the file is not one the portal keeps, or a follow-up is done on a day to come.
    """
    if values.get("followed_up_on") and values["followed_up_on"] > timezone.localdate():
        raise Refused(engagement, "The day is still to come.", field="followed_up_on")
    if paper:
        try:
            engagement.file = files.keep(paper, name=paper.name, by=by, thing=engagement)
        except Refused as refusal:
            raise Refused(engagement, refusal.sentence, field="paper") from None
    return services.keep_record(engagement, by=by, version=version, **values)


def send_file(engagement):
    """The download of the file that shows an engagement; raises Refused if there is none or it is lost."""
    if engagement.file is None:
        raise Refused(engagement, "No file was given.")
    try:
        return files.send(engagement.file, thing=engagement)
    except FileNotFoundError:
        raise Refused(engagement, "The file cannot be found. Tell the administrator.") from None
