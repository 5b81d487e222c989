"""`import_training`: reads an extract, shows its verdicts, and takes it in with --commit."""

import json
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from prevent_portal import services as portal
from prevent_portal.acting import acting_for
from prevent_portal.errors import Refused
from prevent_portal.models import Agency

from ...models import StagedRow
from ...services import extracts


class Command(BaseCommand):
    """Read an extract of staff and training, with a verdict on every row.

    Without --commit nothing is kept. Raises CommandError, with one sentence, for a file or an agency
    that will not do; with --commit it says nothing else unless asked for JSON.
    """

    help = "Read an extract of staff and training; show its verdicts, or take it in with --commit."

    def add_arguments(self, parser):
        """Which file, whose people they are, and what to do with it."""
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--agency", metavar="NAME", help="whose people (the lead authority's)")
        parser.add_argument("--new-agency", action="store_true", help="make that agency if need be")
        parser.add_argument("--commit", action="store_true", help="take it in")
        parser.add_argument(
            "--sure", action="store_true", help="take it in though nearly nobody in it is known"
        )
        parser.add_argument("--json", action="store_true", help="print every row's verdict as JSON")

    def handle(self, *, file, commit, **options):
        """Print the verdicts as JSON, or a summary where nothing is taken in."""
        try:
            with file.open("rb") as opened, acting_for(None):
                agency = self._agency(options["agency"], options["new_agency"])
                of_import = extracts.read_extract(opened, name=file.name, agency=agency, by=None)
                if options["json"]:
                    self._print(of_import)
                elif not commit:
                    self._summary(of_import)
                if commit:
                    extracts.commit_import(of_import, by=None, is_sure=options["sure"])
                else:
                    transaction.set_rollback(True)
        except OSError as error:
            raise CommandError(f"{file}: {(error.strerror or str(error)).lower()}.") from None
        except Refused as refusal:
            raise CommandError(refusal.sentence) from None
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None

    def _agency(self, name, may_be_new):
        if name is None:
            lead = Agency.objects.filter(is_lead=True).first()
            if lead is None:
                raise CommandError(
                    "There is no lead authority yet: say whose people with --agency."
                )
            return lead
        found = Agency.objects.filter(name__iexact=name, closed_on__isnull=True).first()
        if found is None and not may_be_new:
            raise CommandError(f"There is no agency called {name}: add --new-agency to make one.")
        if found is None:
            found = Agency(name=name, is_lead=not Agency.objects.filter(is_lead=True).exists())
            found.full_clean()
            portal.save_agency(found, by=None)
        return found

    def _print(self, of_import):
        """The counts, then a line for each row, written one by one."""
        verdicts = of_import.counts["verdicts"]
        head = {
            "rows": of_import.counts["rows"],
            "accepted": verdicts.get("accepted", 0),
            "warnings": verdicts.get("accepted_with_warning", 0),
            "rejected": verdicts.get("rejected", 0),
            "skipped": verdicts.get("skipped", 0),
        }
        self.stdout.write(json.dumps(head)[:-1] + ', "verdicts": [', ending="")
        rows = StagedRow.objects.filter(of_import=of_import).order_by("record")
        rows = rows.values_list("record", "line", "verdict", "codes")
        between = "\n"
        for record, line, verdict, codes in rows.iterator(chunk_size=5000):
            row = {"record": record, "line": line, "verdict": verdict, "codes": codes}
            self.stdout.write(between + json.dumps(row), ending="")
            between = ",\n"
        self.stdout.write("\n]}")

    def _summary(self, of_import):
        verdicts = of_import.counts["verdicts"]
        self.stdout.write(
            f"{of_import.name}: {of_import.counts['rows']} rows. "
            + ", ".join(
                f"{count} {name.replace('_', ' ')}" for name, count in sorted(verdicts.items())
            )
        )
        for code, count in sorted(of_import.counts["codes"].items()):
            self.stdout.write(f"  {code}: {count}")
