"""Makes a report without a browser and without a worker."""

import datetime
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from actions.models import Plan
from prevent_portal.acting import acting_for
from prevent_portal.errors import Refused
from prevent_portal.models import Agency
from reports import services
from reports.models import Report, ReportTemplate
from reports.models.templates import AUDIENCES, OFFICER

#: Exit status where several plans fit and somebody must say which.
SEVERAL = 2


class Command(BaseCommand):
    """Assembles and lays out one report, keeps it in the portal, and writes it to a file."""

    help = "Produce a report as at a day: PDF or Word, as the ending of --output says."

    def add_arguments(self, parser):
        """The kind of report, its day, what it is about and where it goes."""
        parser.add_argument("kind", nargs="?", metavar="KIND", help="see --list")
        parser.add_argument("--list", action="store_true", help="print the kinds, a line each")
        parser.add_argument(
            "--again",
            type=int,
            metavar="NUMBER",
            help="lay out an issued report once more and compare it with what went out; keeps nothing",
        )
        parser.add_argument("--on", metavar="DATE", help="the day it speaks of: 2019-09-30")
        parser.add_argument("--output", metavar="FILE", help="where to write it: .pdf or .docx")
        parser.add_argument("--plan", help="a plan's title or number")
        parser.add_argument(
            "--agency", help="an agency's name or number; the lead authority if left out"
        )
        parser.add_argument("--audience", choices=AUDIENCES, default=OFFICER)

    def handle(self, *, kind, on, output, plan, agency, audience, **options):
        """Raise CommandError, with a sentence, when something is missing or a rule says no."""
        if options["list"]:
            for row in ReportTemplate.objects.standing().order_by("name"):
                self.stdout.write(f"{row.name}\t{row.title}, for: {row.body.lower()}")
            return
        if options["again"] is not None:
            self.again(options["again"])
            return
        kind = self.kind(kind)
        on, output = self.day(on), self.file(output)
        with acting_for(None):
            try:
                is_plans = kind.about == ReportTemplate.About.PLAN
                about = self.plan(kind, on, plan) if is_plans else self.agency(agency)
                report = services.produce_report(
                    about, by=None, kind=kind.name, on=on, audience=audience
                )
            except Refused as refused:
                raise CommandError(refused.sentence) from refused
            self.write(report, output)

    def again(self, number):
        """Say whether an issued report comes out as it went out; CommandError if it does not."""
        with acting_for(None):
            report = Report.objects.select_related("kind", "publication__file").filter(pk=number)
            if not report:
                raise CommandError(f"There is no report {number}.")
            try:
                found = services.lay_out_again(report[0])
            except Refused as refused:
                raise CommandError(refused.sentence) from refused
        if not found.holds:
            what = "its words have changed" if not found.is_same_words else "its bytes are others"
            raise CommandError(f"Report {number} does not come out as it was issued: {what}.")
        if found.is_same_bytes:
            self.stdout.write(f"Report {number}: the same bytes as issued ({found.made_with}).")
            return
        self.stdout.write(
            f"Report {number}: the same words, by their SHA-256. It was laid out with "
            f"{found.made_with_then}, and now with {found.made_with}, so the bytes are others."
        )

    def kind(self, name):
        """The kind of report that was named."""
        kinds = ReportTemplate.objects.standing().order_by("name")
        found = kinds.filter(name=name).first()
        if found is None:
            names = ", ".join(kinds.values_list("name", flat=True))
            said = f"There is no report called {name}." if name else "Say which report."
            raise CommandError(f"{said} Choose from: {names}.")
        return found

    def day(self, typed):
        """The day that was given."""
        try:
            return datetime.date.fromisoformat(typed or "")
        except ValueError:
            raise CommandError(
                "Give the day with --on as year, month and day, for example --on 2019-09-30."
            ) from None

    def file(self, typed):
        """Where to write, with an ending that the portal can make."""
        if not typed:
            raise CommandError("Say where to write the report with --output FILE.")
        path = Path(typed)
        if path.suffix.lower() not in (".pdf", ".docx"):
            raise CommandError(f"{path.name} should end in .pdf or .docx.")
        if not path.absolute().parent.is_dir():
            raise CommandError(f"There is no folder {path.absolute().parent}.")
        return path

    def plan(self, kind, on, typed):
        """The plan that was named, or the only one that fits the kind and whose period holds the day."""
        if typed:
            found = self.named(typed)
            none = f"There is no plan called {typed}."
        else:
            fitting = Plan.objects.filter(
                kind__in=kind.plan_kinds, period_start__lte=on, period_end__gte=on
            )
            found = list(fitting.select_related("agency").order_by("agency__name", "title", "pk"))
            none = (
                f"No plan of the kind for this report has {on} in its period. Name one with --plan."
            )
        if not found:
            raise CommandError(none)
        if len(found) > 1:
            lines = "\n".join(f"  {plan.pk}\t{plan.title} ({plan.agency})" for plan in found)
            raise CommandError(
                f"Several plans fit. Name one with --plan, by title or number:\n{lines}",
                returncode=SEVERAL,
            )
        return found[0]

    def agency(self, typed):
        """The agency that was named, or the lead authority."""
        agencies = Agency.objects.filter(closed_on__isnull=True)
        if not typed:
            found = agencies.filter(is_lead=True).first()
        else:
            found = agencies.filter(name__iexact=typed.strip()).first()
            if found is None and typed.isdigit():
                found = agencies.filter(pk=typed).first()
        if found is None:
            said = f"There is no agency called {typed}." if typed else "No agency is the lead."
            raise CommandError(f"{said} Name one with --agency.")
        return found

    def named(self, typed):
        """Plans of a title, whatever its case; else the plan of a number."""
        plans = Plan.objects.select_related("agency").order_by("agency__name", "pk")
        found = list(plans.filter(title__iexact=typed.strip()))
        if not found and typed.isdigit():
            found = list(plans.filter(pk=typed))
        return found

    def write(self, report, path):
        """Write the edition that the ending of the file asks for."""
        if path.suffix.lower() == ".docx":
            content = services.word_edition(report)
        else:
            with report.file.content.open("rb") as file:
                content = file.read()
        try:
            path.write_bytes(content)
        except OSError as error:
            raise CommandError(f"{path} could not be written: {error.strerror}.") from error
