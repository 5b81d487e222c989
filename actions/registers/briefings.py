"""Briefings given and still owed."""

from django.db.models import Value
from django.db.models.functions import Coalesce, Concat
from django.urls import reverse

from prevent_portal.home import Panel
from prevent_portal.registers import Attention, Column, declare

from ..forms.briefings import BriefingForm, BriefingGivenForm, GiveForm
from ..models import Briefing, BriefingGiven
from ..services import briefings
from .parts import rows_of

GROUP = "Briefings"


def _parts_of_briefing(briefing, user, on):
    if briefing.is_open and user.has_perm("actions.give_briefing", briefing):
        yield Panel(
            "actions/give_briefing.html",
            {
                "form": GiveForm(initial={"given_on": on}),
                "give_url": reverse("actions:give_briefing", args=[briefing.pk]),
            },
        )
    yield rows_of(
        "Given",
        GIVEN,
        BriefingGiven.objects.visible_to(user)
        .standing()
        .filter(briefing=briefing)
        .select_related("by", "briefing__body"),
        (
            Column("Day", lambda given: f"{given.on.day} {given.on:%B %Y}"),
            Column("Given by", "by"),
            Column("Note", "note"),
        ),
        user=user,
        empty="It has not been given yet.",
    )


def _for_whom(briefing):
    return briefing.body or briefing.post


def _owed_on(briefing):
    if not hasattr(briefing, "owed_on"):
        with_due = Briefing.objects.with_due().get(pk=briefing.pk)
        briefing.owed_on, briefing.last_given_on = with_due.owed_on, with_due.last_given_on
    return briefing.owed_on


def _last_given(briefing):
    _owed_on(briefing)
    return briefing.last_given_on


BRIEFINGS = declare(
    Briefing,
    noun="briefing",
    plural="Briefings owed",
    group=GROUP,
    address="briefings",
    intro="Who is owed word of what, how often, when they last had it, and by when they are owed it.",
    empty="No briefing has been added yet.",
    columns=(
        Column("Briefing", str, sort="subject"),
        Column("How often", "cadence", sort="every_months"),
        Column("Owner", "owner", sort="owner__name"),
        Column("Last given", _last_given, kind="day", sort="last_given_on"),
        Column("Owed by", _owed_on, kind="due", sort="owed_on"),
    ),
    facts=(
        Column("For", _for_whom),
        Column("On what", "subject"),
        Column("How often", "cadence"),
        Column("Owner", "owner"),
        Column("Last given", _last_given, kind="day"),
        Column("Owed by", _owed_on, kind="due"),
    ),
    form=BriefingForm,
    search=("subject", "post", "body__name"),
    filters=("body", "owner"),
    order=("owed_on",),
    rows=lambda rows, on: rows.select_related("body", "owner").with_due(),
    attention=Attention("owed and late", lambda rows, on: rows.with_due().filter(owed_on__lt=on)),
    owner="owner",
    words=Concat(Coalesce("body__name", "post"), Value(": "), "subject"),
    parts=_parts_of_briefing,
    export=(Column("For", _for_whom), Column("On what", "subject")),
)

GIVEN = declare(
    BriefingGiven,
    noun="briefing given",
    plural="Briefings given",
    group=GROUP,
    address="briefings-given",
    intro="Each briefing that was given. One entered in error is taken back, with the reason.",
    empty="No briefing has been given yet.",
    columns=(
        Column("Briefing", "briefing", sort="briefing__subject"),
        Column("Day", "on", kind="day", sort="on"),
        Column("Given by", "by", sort="by__name"),
        Column("Note", "note"),
    ),
    facts=(
        Column("Briefing", "briefing", kind="record"),
        Column("Day", "on", kind="day"),
        Column("Given by", "by"),
        Column("Note", "note", kind="words"),
    ),
    form=BriefingGivenForm,
    search=("note", "briefing__subject", "briefing__post", "briefing__body__name"),
    rows=lambda rows, on: rows.select_related("briefing__body", "by"),
    save=briefings.keep_given,
    closes="Take back",
)
