"""`training_position`: who was in post and trained as at a day."""

import datetime
import json

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from prevent_portal.acting import acting_for
from prevent_portal.errors import Refused
from prevent_portal.models import Agency

from ...position import GROUPS, end_of, headline_rule, position, rules_in_force


class Command(BaseCommand):
    """Print the training position as at a day, for one agency or all. Raises CommandError with a sentence."""

    help = "Prints who was in post, trained and in date as at a day."

    def add_arguments(self, parser):
        """Which day, whose people, by which rule, how they are grouped, and what was known."""
        parser.add_argument("--on", required=True, type=datetime.date.fromisoformat, metavar="DATE")
        parser.add_argument("--agency", metavar="NAME")
        parser.add_argument("--by", choices=GROUPS, default="agency")
        parser.add_argument("--rule", metavar="NAME", help="Another than the headline rule.")
        parser.add_argument(
            "--known-at",
            type=_moment,
            metavar="MOMENT",
            help="Only what was recorded by then: a day, to its end, or a moment.",
        )
        parser.add_argument("--json", action="store_true")

    def handle(self, *, on, agency, by, rule, known_at, **options):
        """One line of figures, then one for each group."""
        with acting_for(None):
            whose = None
            if agency and (whose := Agency.objects.filter(name__iexact=agency).first()) is None:
                raise CommandError(f"There is no agency called {agency}.")
            asked = _rule(rule, whose, on, known_at)
            found = position(asked, on=on, agency=whose, by=by, known_at=known_at)
        if options["json"]:
            printed = {"on": on.isoformat()}
            printed |= {"rule": str(asked)} if rule else {}
            printed |= {"known_at": known_at.isoformat()} if known_at else {}
            groups = {"groups": [group.as_json() for group in found.groups]}
            printed |= found.whole.as_json() | groups
            self.stdout.write(json.dumps(printed, ensure_ascii=False, indent=1))
            return
        for each in (found.whole, *found.groups):
            self.stdout.write(
                f"{each.name or 'All'}: {each.trained} of {each.in_post} trained "
                f"({each.percent}%), {each.in_date} in date ({each.in_date_percent}%)"
            )


def _rule(name, agency, on, known_at):
    if name is None:
        try:
            return headline_rule(agency, on=on, known_at=known_at)
        except Refused as refusal:
            raise CommandError(refusal.sentence) from None
    rule = rules_in_force(agency, on=on).filter(name__iexact=name).order_by("pk").first()
    if rule is None:
        raise CommandError(f"No rule called “{name}” was in force there on {on:%d/%m/%Y}.")
    return rule


def _moment(text):
    """A moment, or the end of a day."""
    try:
        return end_of(datetime.date.fromisoformat(text))
    except ValueError:
        moment = datetime.datetime.fromisoformat(text)
        return timezone.make_aware(moment) if timezone.is_naive(moment) else moment
