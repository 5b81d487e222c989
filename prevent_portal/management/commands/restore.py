"""`restore`: a backup into an empty database and an empty folder of files."""

from pathlib import Path

from django.core.management import BaseCommand, CommandError, call_command

from ... import backups


class Command(BaseCommand):
    """Compare a backup with its manifest, put it in place, bring it up to date, and check what was written once.

    Cases that were destroyed since it was made are destroyed again, as far as DESTROYED_KEYS names them.
    """

    help = "Put a backup into an empty database and an empty folder of files."
    requires_system_checks = []  # there are no tables yet

    def add_arguments(self, parser):
        """Where from."""
        parser.add_argument("folder", type=Path, metavar="DIR", help="A folder that `backup` made")

    def handle(self, *, folder, verbosity, **options):
        """Raise CommandError if nothing was restored, or if what was is not as it was written."""
        try:
            said = backups.restore(folder)
        except backups.NotDone as error:
            raise CommandError(error) from None
        call_command("migrate", verbosity=0)
        call_command("destroy_again", stdout=self.stdout)
        self.stdout.write(f"Restored as it was on {said['made_at']}.")
        call_command("verify_records", stdout=self.stdout)
