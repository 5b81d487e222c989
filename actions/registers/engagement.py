"""Communications and work with communities: what was done, and with whom."""

from dateutil.relativedelta import relativedelta
from django.db.models import Q
from django.urls import reverse

from prevent_portal.registers import Attention, Column, Step, declare, link

from ..forms.engagement import CommunityGroupForm, EngagementForm
from ..models import CommunityGroup, Engagement, GrantCondition
from ..services import engagement
from .funding import CONDITIONS
from .parts import rows_of

GROUP = "Engagement"
#: Months after which a group that nobody worked with is a gap.
GAP_MONTHS = 12


def _groups(record):
    return [group.name for group in record.groups.all()]


def _parts_of_engagement(record, user, on):
    conditions = GrantCondition.objects.visible_to(user).standing().filter(met_engagement=record)
    if conditions:
        yield rows_of(
            "Conditions of grants that it met",
            CONDITIONS,
            conditions.select_related("grant"),
            (Column("Condition", str), Column("Grant", "grant")),
            user=user,
            empty="",
        )


def _about_its_file(record):
    return record.file.carried if record.file else ""


def _steps_of_engagement(record, user, on):
    if record.file_id is None:
        return ()
    href = reverse("actions:download_engagement", args=[record.pk])
    return (Step("Download the file that shows it", href),)


ENGAGEMENTS = declare(
    Engagement,
    noun="engagement",
    plural="Communications and engagement",
    group=GROUP,
    address="engagement",
    intro="Campaigns, bulletins, events, forums and sessions: who, when, how many, and what they said.",
    empty="Nothing has been added yet.",
    columns=(
        Column("Title", "title", sort="title"),
        Column("Kind", "get_kind_display", sort="kind"),
        Column("From", "from_on", kind="day", sort="from_on"),
        Column("Agency", lambda record: record.agency or "The partnership", sort="agency__name"),
        Column("Reached", "reach", kind="number", sort="reach"),
        Column("Out of 5", "score", kind="number", sort="score"),
    ),
    facts=(
        Column("Kind", "get_kind_display"),
        Column("Agency", lambda record: record.agency or "The partnership"),
        Column("Owner", "owner"),
        Column("From", "from_on", kind="day"),
        Column("Until", "to_on", kind="day"),
        Column("Place", "place"),
        Column("Audience", "audience"),
        Column("Community groups reached", _groups, kind="list"),
        Column("People reached", "reach"),
        Column("What people said", "feedback", kind="words"),
        Column("Feedback out of 5", "score"),
        Column("Action it belongs to", "action", kind="record"),
        Column("What follows", "follow_up", kind="words"),
        Column("Follow up by", "follow_up_on", kind="day"),
        Column("Followed up on", "followed_up_on", kind="day"),
        Column("Link to what shows it", "link", kind="link"),
        Column("File that shows it", _about_its_file),
    ),
    form=EngagementForm,
    search=("title", "place", "audience", "feedback", "follow_up"),
    filters=("kind", "agency"),
    order=("-from_on",),
    rows=lambda rows, on: rows.select_related("agency", "owner", "action").prefetch_related(
        "groups"
    ),
    attention=Attention(
        "not followed up by their day",
        lambda rows, on: rows.filter(follow_up_on__lt=on, followed_up_on__isnull=True),
    ),
    owner="owner",
    parts=_parts_of_engagement,
    steps=_steps_of_engagement,
    save=engagement.keep_engagement,
    export=(
        Column("Until", "to_on"),
        Column("Place", "place"),
        Column("Audience", "audience"),
        Column("Community groups reached", _groups),
        Column("What people said", "feedback"),
        Column("What follows", "follow_up"),
        Column("Follow up by", "follow_up_on"),
        Column("Followed up on", "followed_up_on"),
    ),
)


def not_engaged(rows, on):
    """Groups that nobody worked with in the twelve months to the day, or ever."""
    since = on - relativedelta(months=GAP_MONTHS)
    rows = rows.exclude(check_state=CommunityGroup.Check.NOT_PASSED).with_last_engaged(on)
    return rows.filter(Q(last_engaged_on__isnull=True) | Q(last_engaged_on__lt=since))


def _parts_of_group(group, user, on):
    yield rows_of(
        "What was done with it",
        ENGAGEMENTS,
        Engagement.objects.visible_to(user).standing().filter(groups=group),
        (
            Column("Title", "title"),
            Column("Kind", "get_kind_display"),
            Column("From", "from_on", kind="day"),
        ),
        user=user,
        add={"groups": group.pk} if group.is_open else None,
        empty="Nothing yet.",
    )


GROUPS = declare(
    CommunityGroup,
    noun="community group",
    plural="Community groups",
    group=GROUP,
    address="community-groups",
    intro="The organisations of the community: faith, voluntary, women's, youth. No person's details.",
    empty="No group has been added yet.",
    columns=(
        Column("Name", "name", sort="name"),
        Column("Kind", "get_kind_display", sort="kind"),
        Column("Area", "area", sort="area"),
        Column("Due diligence", "get_check_state_display", sort="check_state"),
        Column("Last engaged", "last_engaged_on", kind="day", sort="last_engaged_on"),
    ),
    facts=(
        Column("Kind", "get_kind_display"),
        Column("Area", "area"),
        Column("Role of the contact", "contact_role"),
        Column("Due diligence", "get_check_state_display"),
        Column("Checked on", "checked_on", kind="day"),
    ),
    form=CommunityGroupForm,
    search=("name", "area", "contact_role"),
    filters=("kind", "check_state"),
    rows=lambda rows, on: rows.with_last_engaged(on),
    attention=Attention(f"not engaged in {GAP_MONTHS} months", not_engaged),
    parts=_parts_of_group,
    export=(Column("Role of the contact", "contact_role"), Column("Checked on", "checked_on")),
)

link(
    GROUP,
    "Engagement in figures, and gaps",
    page="actions:engagement_summary",
    permission="actions.view_engagement",
)
