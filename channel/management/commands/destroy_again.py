"""Destroy again what a restored backup brought back."""

from uuid import UUID

from django.core.management import BaseCommand, CommandError
from django.db import IntegrityError, connections

from ...services import keys


class Command(BaseCommand):
    """Destroy the keys that were noted as destroyed, as the owner of the tables; run it after each restore.

    Where the notes are lost, certificates on paper give the names of keys. Raises CommandError where the
    owner's address is not set, or a legal hold of the backup's day stands.
    """

    help = "Destroy the keys of cases again that a restored backup brought back."

    def add_arguments(self, parser):
        """Names of keys from certificates."""
        parser.add_argument("names", nargs="*", type=UUID, help="as certificates give them")

    def handle(self, *, names, **options):
        """Print how many keys had come back."""
        if "owner" not in connections:
            raise CommandError("Set DATABASE_OWNER_URL: only the owner may change keys.")
        try:
            again = keys.destroy_again([*keys.noted_as_destroyed(), *map(str, names)])
        except IntegrityError as error:
            raise CommandError(f"A legal hold stands on one of them: {error}") from None
        self.stdout.write(f"{again} keys destroyed again.")
