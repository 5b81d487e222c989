"""The code with which somebody of the demonstration completes their sign-in."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from prevent_portal import demo


class Command(BaseCommand):
    """Prints the code that works now."""

    help = "Print the second factor's code of the demonstration's sign-ins."

    def handle(self, **options):
        """Raise CommandError where this portal is no demonstration."""
        if not settings.IS_DEMO:
            raise CommandError("This portal is not a demonstration.")
        self.stdout.write(demo.code())
