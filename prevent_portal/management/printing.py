"""Pages of documentation that are printed from the tables they describe."""

from django.conf import settings
from django.core.management import BaseCommand, CommandError


class PrintingCommand(BaseCommand):
    """Print a page of `docs/`, or say whether the one that is there still holds.

    A command gives the page's path as `page` and its lines by a method `lines()`.
    """

    #: The page's path in the project.
    page = ""

    def add_arguments(self, parser):
        """Take `--check`."""
        parser.add_argument(
            "--check", action="store_true", help=f"exit 1 if {self.page} is not up to date"
        )

    def handle(self, *args, **options):
        """Raise CommandError if the page is to be checked and differs."""
        text = "\n".join(self.lines()) + "\n"
        if not options["check"]:
            self.stdout.write(text, ending="")
            return
        path = settings.BASE / self.page
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            raise CommandError(f"{self.page} is not up to date: run make fix, and read the change.")


def table(head, rows):
    """The lines of a Markdown table."""
    return [
        f"| {' | '.join(head)} |",
        f"|{'---|' * len(head)}",
        *(f"| {' | '.join(row)} |" for row in rows),
    ]
