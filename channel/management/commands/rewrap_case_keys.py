"""Wrap every case's key, and seal every second factor, with the newest master key, while the portal runs."""

from django.core.management import BaseCommand, CommandError
from django.db import connections

from prevent_portal import factor
from prevent_portal.sealed import Unsealable

from ...services import keys


class Command(BaseCommand):
    """Wrap the keys of all cases anew, a batch a transaction, and seal second factors anew, as the owner.

    First give every process both master keys, the new one with the higher version; then run this until
    it says 0; then take the old one away. It may be stopped and run again. Raises CommandError where the
    owner's address is not set, or something cannot be opened.
    """

    help = "Wrap every case's key, and seal every second factor, with the newest master key."

    def add_arguments(self, parser):
        """How many keys a transaction."""
        parser.add_argument("--batch", type=int, default=200)

    def handle(self, *, batch, **options):
        """Print how many keys were wrapped, and how many second factors sealed anew."""
        if "owner" not in connections:
            raise CommandError("Set DATABASE_OWNER_URL: only the owner may change keys.")
        done = 0
        try:
            while wrapped := keys.rewrap(batch):
                done += wrapped
        except Unsealable as error:
            raise CommandError(f"{error}. {done} keys were wrapped anew.") from None
        if left := keys.left():
            raise CommandError(f"{left} keys were in use: run this again.")
        try:
            factors = factor.reseal()
        except Unsealable as error:
            raise CommandError(f"{error}. Not all second factors were sealed anew.") from None
        self.stdout.write(f"{done} keys wrapped, {factors} second factors sealed anew.")
