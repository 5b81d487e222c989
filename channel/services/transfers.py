"""A case goes to another area, which confirms that it has it; or it comes back."""

from django.db import connection, transaction

from prevent_portal.errors import Refused

from .. import clocks
from ..models import CaseEvent, Clock, Referral, Transfer
from ..states import Status
from .cases import locked, move_case, record, set_next_step
from .conflicts import share_conflicts
from .intake import take_in

#: What the other panel is handed of a person and of a referral.
_OF_SUBJECT = (
    "forenames",
    "surname",
    "other_names",
    "date_of_birth",
    "approximate_age",
    "address",
    "phone",
    "email",
    "nationality",
    "language",
    "education",
    "family",
    "parent_contact",
    "gender",
)
_OF_REFERRAL = (
    "sector",
    "concern_type",
    "concern_on",
    "referrer_name",
    "referrer_role",
    "referrer_organisation",
    "referrer_relationship",
    "referrer_contact",
    "prevent_lead",
    "noticed_by",
    "concerns",
    "complex_needs",
    "other_information",
    "known_to_services",
    "is_person_told",
    "safeguarding_referral",
)


@transaction.atomic
def transfer_case(case, *, by, on, because, to_panel=None, to_body="", contact=""):
    """Hand a case to another area; a receipt is due by its clock. To a panel here it becomes a case there.

    Raises Refused unless it says where to, and why.
    """
    case = locked(case)
    case.refuse_unless(Status.ADOPTED, to="transfer it")
    if not because.strip():
        raise Refused(case, "Say why the case is transferred.", field="because")
    if bool(to_panel) == bool(to_body.strip()):
        raise Refused(case, "Choose a panel here, or name the body elsewhere.", field="to_body")
    if to_panel and to_panel.pk == case.panel_id:
        raise Refused(case, "This is the panel that has the case.", field="to_panel")
    arrived = _hand_over(case, to_panel, by, on) if to_panel else None
    transfer = Transfer.objects.create(
        case=case,
        to_panel=to_panel,
        to_case=arrived,
        to_body=to_body,
        contact=contact,
        because=because,
        sent_on=on,
        receipt_due_on=clocks.due(Clock.Step.TRANSFER, on=on),
        by=by,
    )
    if arrived:
        share_conflicts(case, arrived)
    move_case(
        case,
        Status.TRANSFERRED,
        by=by,
        on=on,
        words=f"To {to_panel or to_body}. {because}",
        step=Clock.Step.TRANSFER,
        due_on=transfer.receipt_due_on,
    )
    return transfer


def _hand_over(case, panel, by, on):
    return take_in(
        panel,
        by=by,
        on=on,
        subject={name: getattr(case.subject, name) for name in _OF_SUBJECT},
        referral={name: getattr(case.referral, name) for name in _OF_REFERRAL},
        route=Referral.Route.TRANSFER,
    )


def _under_way(transfer):
    case = locked(transfer.case)
    transfer = Transfer.objects.select_for_update(of=("self",)).get(pk=transfer.pk)
    transfer.case = case
    if case.status != Status.TRANSFERRED or transfer.came_back_on:
        raise Refused(case, "This transfer is over.")
    return case, transfer


@transaction.atomic
def record_receipt(transfer, *, by, on, receipt_from):
    """Record that the other area confirmed it has the case: it can now be closed here. Raises Refused."""
    case, transfer = _under_way(transfer)
    if transfer.receipt_on:
        raise Refused(case, "The receipt was recorded already.")
    if on < transfer.sent_on:
        raise Refused(case, "It cannot be received before it was sent.", field="on")
    transfer.receipt_on, transfer.receipt_from = on, receipt_from
    transfer.save()
    set_next_step(case, on=on, step=Clock.Step.REVIEW)
    case.save()
    record(case, CaseEvent.Kind.SHARED, by=by, on=on, words=f"Receipt from {receipt_from}")
    return transfer


@transaction.atomic
def take_back(transfer, *, by, on, because):
    """The case comes back from the other area: support goes on here. Raises Refused."""
    case, transfer = _under_way(transfer)
    if not because.strip():
        raise Refused(case, "Say why it comes back.", field="because")
    if on < transfer.sent_on:
        raise Refused(case, "It cannot come back before it was sent.", field="on")
    transfer.came_back_on, transfer.came_back_because = on, because
    transfer.save()
    move_case(case, Status.ADOPTED, by=by, on=on, words=because)
    return transfer


def arrival_of(case):
    """(sent on, confirmed on) of a case that came from another panel here; None for any other."""
    if case.referral.route != Referral.Route.TRANSFER:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT sent_on, arrived_on FROM channel_arrival(%s)", [case.pk])
        return cursor.fetchone()


@transaction.atomic
def confirm_arrival(case, *, by, on):
    """Confirm to the panel that sent a case that it is here; it sees the day and by whom. Raises Refused."""
    case = locked(case)
    with connection.cursor() as cursor:
        cursor.execute("SELECT channel_confirm_arrival(%s, %s)", [case.pk, on])
        if not cursor.fetchone()[0]:
            raise Refused(case, "This case was confirmed already, or came from no panel here.")
    record(case, CaseEvent.Kind.SHARED, by=by, on=on, words="Arrival confirmed to the other panel")
