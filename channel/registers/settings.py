"""Choices of lists, age bands and time limits."""

from django.db.models import Q

from prevent_portal.registers import Column, declare, link, parts

from .. import services
from ..forms import AgeBandForm, ClockForm, TermForm
from ..models import AgeBand, Clock, Term

GROUP = "Channel"
_DAYS = (
    Column("From", "from_on", kind="day", sort="from_on"),
    Column("No longer from", "until_on", kind="day", sort="until_on"),
)

#: What each time limit does: from when it runs, and in whose list it ends.
DOES = {
    "share": "Runs from the day a referral is received until it has been sent to the police Prevent team. "
    "The coordinator’s list.",
    "screen": "Runs from the day screening begins until information is gathered, or the referral is not "
    "progressed. The coordinator’s list.",
    "answer": "Runs from the day an agency is asked until it answers. The list of the person who was asked; "
    "once late, the coordinator’s as well.",
    "section_36": "Runs from the day information is gathered until the decision under section 36. The "
    "coordinator’s list.",
    "panel": "Runs from the referral to the panel, or the last event it has to consider, until the panel "
    "meets on the case. The coordinator’s list and the next agenda.",
    "consent": "Runs from the day consent is sought until it is given or refused. The coordinator’s list.",
    "review": "Runs from each panel that supports a case until the next. The coordinator’s list and the agenda.",
    "assess": "Runs from each assessment of an adopted case until the next. The coordinator’s list.",
    "contact": "Runs from the day a provider is commissioned until they have met the person. The "
    "coordinator’s list.",
    "pathway": "Runs from the day other help begins until it is known what came of it. The coordinator’s list.",
    "feedback": "Runs from the day a referral is received until the referrer has been told. The coordinator’s list.",
    "transfer": "Runs from the day a case is offered to another area until that area has taken it over. "
    "The coordinator’s list.",
    "after_6": "Six months after closing, which is fixed: the first review. The coordinator’s list and the agenda.",
    "after_12": "Twelve months after closing, which is fixed: the second review. The coordinator’s list and "
    "the agenda.",
}


def _parts_in_time():
    """Kinds of row by whether they are in force on a day."""
    return (
        (
            "now",
            "In force today",
            lambda rows, on: rows.filter(Q(until_on=None) | Q(until_on__gt=on), from_on__lte=on),
        ),
        ("before", "No longer in force", lambda rows, on: rows.filter(until_on__lte=on)),
        ("ahead", "Begins later", lambda rows, on: rows.filter(from_on__gt=on)),
    )


TERMS = declare(
    Term,
    noun="choice",
    plural="Choices of Channel’s lists",
    group=GROUP,
    address="settings/choices",
    intro="What the lists of Channel’s forms offer: types of concern, sectors, reasons, kinds of support. "
    "They change over the years; what was recorded keeps the words of its day.",
    columns=(
        Column("Choice", "words", sort="words"),
        Column("List", "get_list_display", sort="list"),
        Column("Added up under", "group", sort="group"),
        *_DAYS,
    ),
    form=TermForm,
    search=("words", "group"),
    filters=("list",),
    when=_parts_in_time(),
    order=("list", "place", "words"),
    close=services.retire,
    reopen=services.take_up_again,
    closes="Take out of use",
)

AGE_BANDS = declare(
    AgeBand,
    noun="age band",
    plural="Age bands",
    group=GROUP,
    address="settings/age-bands",
    intro="The ages that figures add up. No age stands in two bands on one day.",
    columns=(
        Column("Band", "words", sort="words"),
        Column("Youngest", "youngest", kind="number", sort="youngest"),
        Column("Oldest", "oldest", kind="number", sort="oldest"),
        *_DAYS,
    ),
    form=AgeBandForm,
    search=("words",),
    when=_parts_in_time(),
    order=("from_on", "youngest"),
    close=services.retire,
    reopen=services.take_up_again,
    closes="Take out of use",
)

CLOCKS = declare(
    Clock,
    noun="time limit",
    plural="Time limits",
    group=GROUP,
    address="settings/time-limits",
    intro="How long each step of a case may take. A new limit holds for steps that begin from its first day; "
    "it ends the one before. Working days are those of England and Wales. Only the reviews at 6 and at 12 "
    "months after closing are fixed.",
    columns=(
        Column("Step", "get_step_display", sort="step"),
        Column("Takes at most", "takes"),
        Column("What it does", lambda clock: DOES[clock.step]),
        *_DAYS,
    ),
    facts=(
        Column("What it does", lambda clock: DOES[clock.step]),
        Column("Takes at most", "takes"),
        *_DAYS,
    ),
    form=ClockForm,
    filters=("step",),
    when=_parts_in_time(),
    order=("step", "from_on"),
    save=services.keep_clock,
)

link(GROUP, "Panels", page="channel:panel_settings", permission="channel.keep_panel")


def settings_for(user, on):
    """What somebody may open of what Channel keeps as data: links, and registers."""
    return parts(GROUP, [""], user, on)
