"""`import_plan`: reads a council's plan, shows what it would make, and makes it with --commit."""

import json
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from prevent_portal import services as portal
from prevent_portal.acting import acting_for
from prevent_portal.errors import Refused
from prevent_portal.models import Agency

from ...models import Plan
from ...services import importing, registers


class Command(BaseCommand):
    """Read a plan from a Word, Excel or CSV file.

    Without --commit nothing is kept. Raises CommandError, with one sentence, for a file or an
    agency that will not do; with --commit it says nothing else unless asked for JSON.
    """

    help = "Read a council's plan; show what it would make, or make it with --commit."

    def add_arguments(self, parser):
        """Which file, whose plan it is, and what to do with it."""
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument(
            "--agency", metavar="NAME", help="whose plan it is (the lead authority's)"
        )
        parser.add_argument("--new-agency", action="store_true", help="make that agency if need be")
        parser.add_argument("--kind", choices=Plan.Kind.values, help="the kind of plan")
        parser.add_argument("--commit", action="store_true", help="make the plan")
        parser.add_argument("--json", action="store_true", help="print what was read as JSON")

    def handle(self, *, file, commit, **options):
        """Print what was read, where that is asked for or nothing else is done."""
        try:
            with file.open("rb") as opened:
                reading = self._read(opened, file.name, commit, options)
        except OSError as error:
            raise CommandError(f"{file}: {(error.strerror or str(error)).lower()}.") from None
        except Refused as refusal:
            raise CommandError(refusal.sentence) from None
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        if options["json"]:
            self.stdout.write(json.dumps(reading, ensure_ascii=False, indent=1))
        elif not commit:
            self.stdout.write(summary(reading))

    def _read(self, opened, name, commit, options):
        try:
            reading = importing.read_plan(opened, name=name)
        except importing.RegisterFound:
            reading = registers.read_register(opened, name=name)
            if commit:
                self._commit_register(opened, name)
            return reading
        if commit:
            self._commit(opened, name, reading, options)
        return reading

    def _commit_register(self, opened, name):
        with acting_for(None):
            proposal = registers.import_register(opened, name=name, by=None)
            registers.commit_register(proposal, by=None, on=timezone.localdate())

    def _commit(self, opened, name, reading, options):
        with acting_for(None):
            agency = self._agency(options["agency"], options["new_agency"], reading)
            proposal = importing.propose(
                opened, name=name, agency=agency, by=None, kind=options["kind"]
            )
            importing.commit(proposal, by=None)

    def _agency(self, name, may_be_new, reading):
        if name is None and not may_be_new:
            lead = Agency.objects.filter(is_lead=True).first()
            if lead is None:
                raise CommandError(
                    "There is no lead authority yet: say whose plan it is with --agency."
                )
            return lead
        name = name or reading["authority"]
        if not name:
            raise CommandError(
                "The file does not say whose plan it is: name the agency with --agency."
            )
        found = Agency.objects.filter(name__iexact=name, closed_on__isnull=True).first()
        if found is None and not may_be_new:
            raise CommandError(f"There is no agency called {name}: add --new-agency to make one.")
        return found or self._new_agency(name)

    def _new_agency(self, name):
        agency = Agency(
            name=name,
            kind=kind_of(name),
            is_specified_authority="council" in name.lower() or "borough" in name.lower(),
            is_lead=not Agency.objects.filter(is_lead=True).exists(),
        )
        agency.full_clean()
        return portal.save_agency(agency, by=None)


def kind_of(name):
    """The kind of agency that a council's name speaks for."""
    words = name.lower()
    if "county council" in words:
        return Agency.Kind.COUNTY
    if "district council" in words:
        return Agency.Kind.DISTRICT
    is_council = any(word in words for word in ("council", "london borough", "royal borough"))
    return Agency.Kind.UNITARY if is_council else Agency.Kind.OTHER


def summary(reading):
    """What a reading holds, for a person: a line each for the plan, its parts and the rest."""
    if "rows" in reading:
        return _register_summary(reading)
    counts = ", ".join(
        f"{count} {name.replace('_', ' ')}" for name, count in reading["counts"].items()
    )
    lines = [
        reading["title"],
        f"Authority: {reading['authority'] or 'not named'}. Period: {reading['period_raw'] or 'not given'}. "
        f"Layout: {reading['layout']}.",
        f"Would make: {counts}.",
        f"Found no place: {len(reading['unplaced'])}.",
    ]
    lines += [
        f"  {each['place']}: {' '.join(each['text'].split())}" for each in reading["unplaced"]
    ]
    lines += [f"Look again: {sentence}" for sentence in reading["ambiguities"]]
    return "\n".join(lines)


def _register_summary(reading):
    counts = reading["counts"]
    lines = [
        "A register of contacts.",
        f"Would hold: {counts['areas']} areas, {counts['posts']} posts.",
        f"Found no place: {len(reading['unplaced'])}.",
    ]
    return "\n".join([*lines, *(f"Look again: {words}" for words in reading["ambiguities"])])
