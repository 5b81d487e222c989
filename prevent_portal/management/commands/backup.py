"""`backup`: the database, the files, and a manifest of their hashes."""

from pathlib import Path

from django.core.management import BaseCommand, CommandError

from ... import backups


class Command(BaseCommand):
    """Write a backup into a new folder, while the portal runs. The keys are not in it: keep those apart."""

    help = "Back up the database and the files into a new folder, with a manifest of hashes."

    def add_arguments(self, parser):
        """Where to."""
        parser.add_argument(
            "folder", type=Path, metavar="DIR", help="A folder that is new or empty"
        )

    def handle(self, *, folder, **options):
        """Raise CommandError if it was not made."""
        try:
            count = backups.make(folder)
        except backups.NotDone as error:
            raise CommandError(error) from None
        self.stdout.write(f"{folder}: {count} files and their manifest.")
