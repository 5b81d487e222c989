"""Whether the records that are written once are still as they were written."""

from json import dumps

from django.core.management import BaseCommand, CommandError

from ... import seals, whole
from ...acting import acting_for


class Command(BaseCommand):
    """Compare the access log with its seals, and files, reports and reviews with their SHA-256.

    Ends with an error if anything is not as it was written, and names the first of each kind.
    """

    help = "Check that the access log, reports, reviews and files are as they were written."

    def add_arguments(self, parser):
        """How to print it."""
        parser.add_argument("--json", action="store_true", help="Print one JSON object instead")

    def handle(self, *, json, **options):
        """Raise CommandError if anything is wrong; what is printed says which."""
        with acting_for(None):
            checked = list(whole.check_all())
            said = {
                "is_whole": not any(faults for _, _, faults in checked),
                "checked": {name: count for name, count, _ in checked},
                "faults": [
                    {"kind": name, "which": fault.which, "words": fault.words}
                    for name, _, faults in checked
                    for fault in faults
                ],
                "not_sealed_yet": seals.not_sealed_yet(),
                "newest_root": seals.newest_root(),
            }
        say = self._print_json if json else self._print
        say(said)
        if not said["is_whole"]:
            raise CommandError("Something is not as it was written.")

    def _print_json(self, said):
        self.stdout.write(dumps(said))

    def _print(self, said):
        for name, count in said["checked"].items():
            self.stdout.write(f"{name}: {count} checked")
        self.stdout.write(f"access log, not sealed yet: {said['not_sealed_yet']}")
        self.stdout.write(f"newest seal: {said['newest_root'] or 'none'}")
        for fault in said["faults"]:
            self.stdout.write(f"{fault['kind']}: {fault['which']}: {fault['words']}")
