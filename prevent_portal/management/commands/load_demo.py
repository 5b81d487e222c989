"""Loads the invented county of the demonstration."""

from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from prevent_portal import demo
from prevent_portal.acting import acting_for


class Command(BaseCommand):
    """Adds the partnership, its people and its plans; where they are already, changes nothing."""

    help = "Load the invented county of the demonstration, once."

    def add_arguments(self, parser):
        """How much of it, and whether even where people work for real."""
        parser.add_argument(
            "--scale", type=int, default=1, help="1 is one county; 50 is for benches"
        )
        parser.add_argument(
            "--force", action="store_true", help="load it on a real portal all the same"
        )

    def handle(self, *, scale, force, **options):
        """Load every app's part, in the order of the apps, or none of it."""
        if not (settings.IS_DEMO or force):
            raise CommandError(
                "This portal is not a demonstration, and invented people would be able to sign in. "
                "Set PORTAL_DEMO=1 for a demonstration, or add --force to load them all the same."
            )
        if scale < 1:
            raise CommandError("--scale is a whole number from 1.")
        if demo.is_loaded():
            return
        today = timezone.localdate()
        with acting_for(None):
            for app in settings.FIRST_PARTY_APPS:
                if find_spec(f"{app}.demo"):
                    import_module(f"{app}.demo").load(today, scale=scale)
