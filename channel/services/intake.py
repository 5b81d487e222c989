"""A referral is taken in: whoever refers fills it in one transaction, and sees nothing of it afterwards."""

import uuid

from django.db import connection, transaction

from prevent_portal import sealed

from .. import ages, clocks
from ..models import Case, CaseEvent, CaseKey, Clock, Referral, Subject


@transaction.atomic
def take_in(panel, *, by, on, subject, referral, route=Referral.Route.SIGNED_IN, events=()):
    """Make a case of a referral and return it: its reference is the receipt.

    `subject` and `referral` are the fields of those models as dicts; `by` is None for the form without
    an account. Works for anybody, also with no seat: what was written cannot be read back by them.
    """
    data_key, name = sealed.new_data_key(), uuid.uuid4()
    version, wrapped = sealed.wrap(data_key, name)
    due_on = clocks.due(Clock.Step.SHARE, on=on)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, reference FROM channel_take_in(%s, %s, %s, %s, %s, %s)",
            [panel.pk, name, wrapped, version, on, due_on],
        )
        pk, reference = cursor.fetchone()
        case = Case(
            pk=pk,
            panel=panel,
            reference=reference,
            received_on=on,
            due_on=due_on,
            due_step=Clock.Step.SHARE,
        )
        case.key = CaseKey(case=case, name=name, wrapped=wrapped, version=version)
        Subject.objects.create(case=case, **ages.with_band(subject, on=on))
        Referral.objects.create(case=case, route=route, referred_by=by, **referral)
        CaseEvent.objects.create(case=case, kind=CaseEvent.Kind.REFERRED, on=on, by=by)
        for extra in events:
            extra(case)
        cursor.execute("SELECT set_config('portal.taking_in', '', true)")
    return case
