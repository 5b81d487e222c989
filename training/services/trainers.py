"""Trainers: kept with the person of the register that they are."""

from django.db import transaction

from prevent_portal.errors import Refused
from prevent_portal.models import Person
from prevent_portal.services import keep_record


@transaction.atomic
def keep_trainer(trainer, *, by, version=None, number="", **values):
    """Keep a trainer; their staff number, where given, says which person of their agency they are.

    Raises Refused if the agency has nobody of that number.
    """
    agency = values.get("agency") or trainer.agency
    trainer.person = None
    if number:
        trainer.person = Person.objects.filter(agency=agency, number=number.strip()).first()
        if trainer.person is None:
            raise Refused(trainer, f"{agency} has nobody with this staff number.", field="number")
    return keep_record(trainer, by=by, version=version, **values)
