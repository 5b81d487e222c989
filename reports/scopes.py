"""What each figure of the catalogue is counted over, by its name."""

from django.db.models import Q

from actions.models import CommunityGroup, Document, Engagement, Grant
from training.models import Setting

ACTIONS, CHANNEL = "actions.", "channel."


def _grants_of(agency):
    """An agency's own money; the lead authority's and the partnership's are told as one. Of all: all."""
    if agency is None:
        return Grant.objects.standing()
    whose = Q(agency=agency) | (Q(agency__isnull=True) if agency.is_lead else Q())
    return Grant.objects.standing().filter(whose)


def _documents_of(agency):
    rows = Document.objects.standing()
    return rows if agency is None else rows.filter(agency=agency)


#: What the figures of registers are counted over: rows, by the agency that is asked about, or None for all.
REGISTERS = {
    "engagement.done": lambda agency: Engagement.objects.standing(),
    "engagement.reach": lambda agency: Engagement.objects.standing(),
    "engagement.groups": lambda agency: CommunityGroup.objects.standing(),
    "money.promised": _grants_of,
    "money.spent": _grants_of,
    "documents.for_the_duty": _documents_of,
    "documents.in_time": _documents_of,
}
#: Counted over one board or group, which no paper and no dashboard asks about.
OF_ONE_BODY = ("boards.attendance",)


def scope_of(name, *, agency, plan=None):
    """The plan, the rows of a register, or the agency; None where everything is counted."""
    if name.startswith(ACTIONS):
        return plan
    if name in REGISTERS:
        return REGISTERS[name](agency)
    if name.startswith("settings_"):
        return Setting.objects.all()
    return None if name.startswith(("assurance.", CHANNEL)) else agency


def whose(plan, agency):
    """The agency that a paper's figures are of: a partnership's plan is everybody's."""
    return None if plan is not None and plan.kind == "partnership" else agency
