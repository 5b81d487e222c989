"""`training_position`: who was in post and trained as at a day."""

import datetime
import json

from django.core.management.base import BaseCommand, CommandError

from prevent_portal.acting import acting_for
from prevent_portal.errors import Refused
from prevent_portal.models import Agency

from ...position import GROUPS, headline_rule, position


class Command(BaseCommand):
    """Print the training position as at a day, for one agency or all. Raises CommandError with a sentence."""

    help = "Prints who was in post, trained and in date as at a day."

    def add_arguments(self, parser):
        """Which day, whose people, and how they are grouped."""
        parser.add_argument("--on", required=True, type=datetime.date.fromisoformat, metavar="DATE")
        parser.add_argument("--agency", metavar="NAME")
        parser.add_argument("--by", choices=GROUPS, default="agency")
        parser.add_argument("--json", action="store_true")

    def handle(self, *, on, agency, by, **options):
        """One line of figures, then one for each group."""
        with acting_for(None):
            whose = None
            if agency and (whose := Agency.objects.filter(name__iexact=agency).first()) is None:
                raise CommandError(f"There is no agency called {agency}.")
            try:
                found = position(headline_rule(whose, on=on), on=on, agency=whose, by=by)
            except Refused as refusal:
                raise CommandError(refusal.sentence) from None
        if options["json"]:
            groups = [group.as_json() for group in found.groups]
            printed = {"on": on.isoformat()} | found.whole.as_json() | {"groups": groups}
            self.stdout.write(json.dumps(printed, ensure_ascii=False, indent=1))
            return
        for each in (found.whole, *found.groups):
            self.stdout.write(
                f"{each.name or 'All'}: {each.trained} of {each.in_post} trained "
                f"({each.percent}%), {each.in_date} in date ({each.in_date_percent}%)"
            )
