"""Funding: what areas are called, grants with conditions and payments, bids and projects."""

import datetime

from django.db.models import Case, Exists, OuterRef, Q, TextField, Value, When
from django.db.models.functions import Concat, Left

from prevent_portal.registers import Attention, Column, declare

from ..forms.funding import (
    FundingStatusForm,
    GrantConditionForm,
    GrantForm,
    PaymentForm,
    ProjectForm,
)
from ..models import FundingStatus, Grant, GrantCondition, Payment, Project, Timescale
from ..services import funding
from .parts import rows_of

GROUP = "Funding"
#: Days ahead that the end of a grant is spoken of.
ENDS_WITHIN = 90


def pounds(value):
    """An amount as people write it; nothing for none."""
    if value is None:
        return ""
    sign = "−" if value < 0 else ""
    return f"{sign}£{abs(value):,.2f}"


STATUSES = declare(
    FundingStatus,
    noun="funding status",
    plural="Funding status of areas",
    group=GROUP,
    address="funding-status",
    intro="What the government calls each area, since when, and what follows from it.",
    empty="No status has been added yet.",
    columns=(
        Column("Area", "area", sort="area"),
        Column("Status", "status", sort="status"),
        Column("From", "from_on", kind="day", sort="from_on"),
        Column("Until", "to_on", kind="day", sort="to_on"),
    ),
    facts=(
        Column("Area", "area"),
        Column("Status", "status"),
        Column("From", "from_on", kind="day"),
        Column("Until", "to_on", kind="day"),
        Column("Where this is said", "source"),
        Column("What follows from it", "note", kind="words"),
    ),
    form=FundingStatusForm,
    search=("area", "status", "note"),
    export=(Column("Where this is said", "source"), Column("What follows", "note")),
    attention=Attention(
        "ended, with no status since",
        lambda rows, on: rows.filter(to_on__lt=on).exclude(
            Exists(
                FundingStatus.objects.standing().filter(
                    area=OuterRef("area"), from_on__gt=OuterRef("to_on")
                )
            )
        ),
    ),
)


def conditions_late(rows, on):
    """Conditions not met by their day; those that recur, not met again."""
    unmet = Q(met_on__isnull=True) | Q(due_kind=Timescale.Kind.RECURRING)
    return rows.filter(unmet, due_on__lt=on)


def grants_to_look_at(rows, on):
    """Grants with a late condition, and grants that end soon."""
    late = conditions_late(GrantCondition.objects.standing(), on).filter(grant=OuterRef("pk"))
    soon = Q(to_on__gte=on, to_on__lte=on + datetime.timedelta(days=ENDS_WITHIN))
    return rows.filter(Q(Exists(late)) | soon)


def _parts_of_grant(grant, user, on):
    add = {"grant": grant.pk} if grant.is_open and grant.permits(user, "") else None
    conditions = GrantCondition.objects.visible_to(user).standing().filter(grant=grant)
    payments = Payment.objects.visible_to(user).standing().filter(grant=grant)
    yield rows_of(
        "Conditions",
        CONDITIONS,
        conditions.select_related("met_engagement", "met_action"),
        (
            Column("Condition", str),
            Column("By when", "due_raw"),
            Column("State", "state", kind="status", code="state_code"),
            Column("What met it", what_met),
        ),
        user=user,
        add=add,
        empty="The money obliges to nothing that has been written down.",
    )
    yield rows_of(
        "Paid in and spent",
        PAYMENTS,
        payments.select_related("contributor"),
        (
            Column("What for", "what"),
            Column("Day", "on", kind="day"),
            Column("Kind", "get_kind_display"),
            Column("From", "contributor"),
            Column("Amount", lambda payment: pounds(payment.amount), kind="number"),
        ),
        user=user,
        add=add,
        empty="Nothing has been paid in or spent.",
    )


def what_met(condition):
    """The event, action or words that met a condition."""
    return str(condition.met_engagement or condition.met_action or condition.met_words or "")


def _checked(grant):
    if grant.checked_on is None:
        return "Not checked"
    by = f", by {grant.checked_by.name}" if grant.checked_by else ""
    return f"{grant.checked_on.day} {grant.checked_on:%B %Y}{by}: {grant.checked_result}"


def _money_of(name):
    """An amount that only rows with their money carry."""
    return lambda grant: pounds(getattr(_with_money(grant), name))


def _with_money(grant):
    if not hasattr(grant, "left"):
        with_money = Grant.objects.with_money().get(pk=grant.pk)
        grant.paid_in, grant.spent = with_money.paid_in, with_money.spent
        grant.left = with_money.left
    return grant


GRANTS = declare(
    Grant,
    noun="grant",
    plural="Grants and pooled money",
    group=GROUP,
    address="grants",
    intro="Money for Prevent: who pays, for what, on what conditions, and what is left.",
    empty="No grant has been added yet.",
    columns=(
        Column("Title", "title", sort="title"),
        Column("Kind", "get_kind_display", sort="kind"),
        Column("Funder", "funder", sort="funder"),
        Column("Held by", lambda grant: grant.agency or "The partnership"),
        Column("Amount", lambda grant: pounds(grant.amount), kind="number", sort="amount"),
        Column("Left", lambda grant: pounds(grant.left), kind="number", sort="left"),
        Column("Ends", "to_on", kind="day", sort="to_on"),
    ),
    facts=(
        Column("Kind", "get_kind_display"),
        Column("Funder", "funder"),
        Column("Held by", lambda grant: grant.agency or "The partnership"),
        Column("Owner", "owner"),
        Column("From", "from_on", kind="day"),
        Column("Until", "to_on", kind="day"),
        Column("Purpose", "purpose", kind="words"),
        Column("Amount", lambda grant: pounds(grant.amount)),
        Column("Paid in by agencies on top", _money_of("paid_in")),
        Column("Spent", _money_of("spent")),
        Column("Left", _money_of("left")),
        Column("Who receives it", "recipient"),
        Column("Recipient checked", _checked, kind="words"),
    ),
    form=GrantForm,
    search=("title", "funder", "purpose", "recipient"),
    filters=("kind", "agency"),
    rows=lambda rows, on: rows.select_related("agency", "owner", "checked_by").with_money(),
    attention=Attention(
        f"a condition late, or ending within {ENDS_WITHIN} days", grants_to_look_at
    ),
    owner="owner",
    parts=_parts_of_grant,
    export=(
        Column("From", "from_on"),
        Column("Paid in", "paid_in"),
        Column("Spent", "spent"),
        Column("Owner", "owner"),
        Column("Purpose", "purpose"),
        Column("Who receives it", "recipient"),
        Column("Recipient checked", _checked),
    ),
)

CONDITIONS = declare(
    GrantCondition,
    noun="condition",
    plural="Conditions of grants",
    group=GROUP,
    address="grant-conditions",
    intro="What the money obliges to, by when, and what met it.",
    empty="No condition has been added yet.",
    columns=(
        Column("Condition", str, sort="words"),
        Column("Grant", "grant", sort="grant__title"),
        Column("By when", "due_raw", sort="due_on"),
        Column("State", "state", kind="status", code="state_code", sort="met_on"),
    ),
    facts=(
        Column("Grant", "grant", kind="record"),
        Column("What the money obliges to", "words", kind="words"),
        Column("By when", "due_raw"),
        Column("Due", "due_on", kind="day"),
        Column("State", "state", kind="status", code="state_code"),
        Column("Met on", "met_on", kind="day"),
        Column("Event that met it", "met_engagement", kind="record"),
        Column("Action that met it", "met_action", kind="record"),
        Column("What met it, in words", "met_words", kind="words"),
    ),
    form=GrantConditionForm,
    search=("words", "grant__title"),
    filters=("grant",),
    order=("due_on",),
    rows=lambda rows, on: rows.select_related("grant", "met_engagement", "met_action"),
    attention=Attention("not met by their day", conditions_late),
    owner="grant__owner",
    words=Case(
        When(
            parts__gt=1,
            then=Concat(
                Left("words", 120),
                Value(" ("),
                "part",
                Value(" of "),
                "parts",
                Value(")"),
                output_field=TextField(),
            ),
        ),
        default=Left("words", 120),
        output_field=TextField(),
    ),
    save=funding.keep_condition,
    export=(Column("Due", "due_on"), Column("Met on", "met_on"), Column("What met it", what_met)),
)

PAYMENTS = declare(
    Payment,
    noun="payment",
    plural="Paid in and spent",
    group=GROUP,
    address="payments",
    intro="What agencies paid into the pot, and what was spent from it.",
    empty="No payment has been added yet.",
    columns=(
        Column("What for", "what", sort="what"),
        Column("Grant", "grant", sort="grant__title"),
        Column("Kind", "get_kind_display", sort="kind"),
        Column("From", "contributor", sort="contributor__name"),
        Column("Day", "on", kind="day", sort="on"),
        Column("Amount", lambda payment: pounds(payment.amount), kind="number", sort="amount"),
    ),
    facts=(
        Column("Grant", "grant", kind="record"),
        Column("Kind", "get_kind_display"),
        Column("Agency that paid in", "contributor"),
        Column("Day", "on", kind="day"),
        Column("Amount", lambda payment: pounds(payment.amount)),
        Column("What for", "what"),
    ),
    form=PaymentForm,
    search=("what", "grant__title"),
    filters=("kind", "grant", "contributor"),
    rows=lambda rows, on: rows.select_related("grant", "contributor"),
    save=funding.keep_payment,
    export=(Column("Amount in figures", "amount"),),
)

PROJECTS = declare(
    Project,
    noun="project",
    plural="Bids and projects",
    group=GROUP,
    address="projects",
    intro="Bids for money, and how what was won is delivered.",
    empty="No bid has been added yet.",
    columns=(
        Column("Title", "title", sort="title"),
        Column("State", "get_state_display", kind="status", code="state", sort="state"),
        Column("Funder", "funder", sort="funder"),
        Column("Amount", lambda project: pounds(project.amount), kind="number", sort="amount"),
        Column("Owner", "owner", sort="owner__name"),
        Column("By when", "due_raw", sort="due_on"),
    ),
    facts=(
        Column("State", "get_state_display", kind="status", code="state"),
        Column("Funder", "funder"),
        Column("Delivered by", lambda project: project.agency or "The partnership"),
        Column("Owner", "owner"),
        Column("Amount asked for", lambda project: pounds(project.amount)),
        Column("Paid from", "grant", kind="record"),
        Column("What it is for", "purpose", kind="words"),
        Column("By when", "due_raw"),
        Column("Due", "due_on", kind="day"),
        Column("How delivery goes", "delivery", kind="words"),
        Column("Last reported", "delivery_on", kind="day"),
    ),
    form=ProjectForm,
    search=("title", "funder", "purpose", "delivery"),
    filters=("state", "agency"),
    rows=lambda rows, on: rows.select_related("agency", "owner", "grant"),
    attention=Attention(
        "not delivered by their day",
        lambda rows, on: rows.filter(due_on__lt=on, state__in=Project.UNFINISHED),
    ),
    owner="owner",
    save=funding.keep_project,
    export=(Column("Due", "due_on"), Column("How delivery goes", "delivery")),
)
