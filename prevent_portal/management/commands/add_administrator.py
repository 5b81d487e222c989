"""The first person in: everybody else is added by an administrator, in the browser."""

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.core.validators import validate_email

from ... import emails, services
from ...acting import acting_for
from ...errors import Refused
from ...models import Agency
from ...roles import Role


class Command(BaseCommand):
    """Add an administrator, and print the link with which they set their password.

    The link works once. An agency of that name is made if there is none; the first agency made
    is the lead authority. Raises CommandError with a sentence if somebody signs in so already.
    """

    help = "Add an administrator and print the link with which they set their password."

    def add_arguments(self, parser):
        """Who, and of which agency."""
        parser.add_argument("email")
        parser.add_argument("--name", required=True)
        parser.add_argument("--agency", required=True, help="Its name, as it is to be shown")

    def handle(self, *, email, name, agency, **options):
        """Print one line: the link."""
        try:
            validate_email(email)
            with acting_for(None):
                user = services.add_user(
                    by=None,
                    email=email,
                    name=name,
                    job_title="Administrator",
                    agency=self._agency(agency),
                    roles=[Role.ADMINISTRATOR],
                )
        except ValidationError as error:
            raise CommandError(f"{email}: {error.messages[0]}") from None
        except Refused as refusal:
            raise CommandError(refusal.sentence) from None
        self.stdout.write(emails.password_link(user))

    def _agency(self, name):
        found = Agency.objects.filter(name__iexact=name).first()
        return found or Agency.objects.create(
            name=name, is_lead=not Agency.objects.filter(is_lead=True).exists()
        )
