"""`export_plan`: writes a plan to a file in its own layout."""

import contextlib
import os
import tempfile
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from prevent_portal.acting import acting_for
from prevent_portal.errors import Refused

from ...models import Plan
from ...services import exporting
from ...writing import WRITERS

#: Exit status where several plans fit and somebody must say which.
SEVERAL = 2


class Command(BaseCommand):
    """Write a plan as Word, Excel or CSV.

    Quiet where it works. Raises CommandError, with one sentence, for a plan that is not there, one
    of several (exit status 2), or a file that cannot be written; no half-written file is left.
    """

    help = "Write a plan to a file, in the columns of its own layout."

    def add_arguments(self, parser):
        """Which plan, as what, and where to."""
        parser.add_argument("plan", metavar="PLAN", help="a plan's title or number")
        parser.add_argument("--format", choices=WRITERS, help="the ending of the file says it too")
        parser.add_argument("--output", metavar="FILE", required=True, type=Path)
        parser.add_argument(
            "--with-progress",
            action="store_true",
            help="add status, lead and last update as recorded here",
        )

    def handle(self, *, plan, output, with_progress, **options):
        """Write the file, whole or not at all."""
        form = options["format"] or output.suffix.lower().removeprefix(".")
        if form not in WRITERS:
            raise CommandError(f"Say which format {output.name} is to have: {', '.join(WRITERS)}.")
        with acting_for(None):
            found = self.plan(plan)
            try:
                self.write(found, output, form, with_progress)
            except Refused as refusal:
                raise CommandError(refusal.sentence) from None
            except OSError as error:
                raise CommandError(f"{output} could not be written: {error.strerror}.") from None

    def plan(self, typed):
        """The only plan of a title, whatever its case; else the plan of a number."""
        plans = Plan.objects.select_related("agency").order_by(
            "agency__name", "-period_start", "pk"
        )
        found = list(plans.filter(title__iexact=typed.strip()))
        if not found and typed.isascii() and typed.isdigit() and len(typed) < 10:
            found = list(plans.filter(pk=typed))
        if not found:
            raise CommandError(f"There is no plan called {typed}.")
        if len(found) > 1:
            lines = [
                f"  {each.pk}\t{each.title} ({each.agency}"
                f"{', ' * bool(each.period_raw)}{each.period_raw})"
                for each in found
            ]
            raise CommandError(
                "\n".join([f"Several plans are called {typed}. Name one by its number:", *lines]),
                returncode=SEVERAL,
            )
        return found[0]

    def write(self, plan, output, form, with_progress):
        """Write beside the place first, so that what stood there stays if anything fails."""
        if output.is_dir():
            raise CommandError(f"{output} is a folder. Name a file in it.")
        descriptor, name = tempfile.mkstemp(dir=output.parent, prefix=".", suffix=f".{form}")
        try:
            with os.fdopen(descriptor, "wb") as file:
                exporting.export_plan(
                    plan, file, form=form, with_progress=with_progress, on=timezone.localdate()
                )
            umask = os.umask(0)
            os.umask(umask)
            os.chmod(name, 0o666 & ~umask)
            os.replace(name, output)
        finally:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(name)
