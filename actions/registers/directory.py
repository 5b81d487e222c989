"""Who is who: member leads, distribution lists, whom staff call; and contacts by area beside them."""

from django.urls import reverse

from prevent_portal.home import Panel
from prevent_portal.registers import Attention, Column, Step, declare, link

from ..forms.directory import ContactPointForm, DistributionListForm, MemberLeadForm
from ..models import ContactPoint, DistributionList, MemberLead
from ..models.directory import CHECKED_EVERY, ENDS_SOON
from ..services import directory

_GROUP = "Who is who"

link(
    _GROUP,
    "Contacts by area",
    page="actions:spoc_register",
    permission="actions.view_spoc_register",
)
link(_GROUP, "Gaps", page="actions:contact_gaps", permission="actions.view_spoc_register")
link(
    _GROUP,
    "What to do and whom to call",
    page="actions:contacts",
    permission="actions.view_contactpoint",
)

MEMBER_LEADS = declare(
    MemberLead,
    noun="member lead",
    plural="Member leads",
    group=_GROUP,
    address="member-leads",
    intro="The elected member who answers for Prevent at each authority.",
    empty="No member lead has been named yet.",
    columns=(
        Column("Name", "name", sort="name"),
        Column("Post", "post"),
        Column("Authority", "agency", sort="agency__name"),
        Column("From", "held_from", kind="day", sort="held_from"),
        Column("To", "held_to", kind="day", sort="held_to"),
    ),
    facts=(
        Column("Authority", "agency"),
        Column("Post", "post"),
        Column("Signs in as", "user"),
        Column("From", "held_from", kind="day"),
        Column("To", "held_to", kind="day"),
        Column("Duties", "duties"),
    ),
    export=(Column("Duties", "duties"),),
    form=MemberLeadForm,
    search=("name", "post", "duties"),
    filters=("agency",),
    order=("agency__name", "-held_from"),
    rows=lambda rows, on: rows.select_related("agency", "user"),
    attention=Attention(
        f"ended, or ends within {ENDS_SOON} days", lambda rows, on: rows.ends_soon(on=on)
    ),
    save=directory.keep_member_lead,
)


def _list_steps(record, user, on):
    if not (record.is_open and user.has_perm("actions.change_distributionlist", record)):
        return ()
    return (
        Step("Add to the list", reverse("actions:add_entry", args=[record.pk]), True),
        Step("Looked through", reverse("actions:confirm_list", args=[record.pk])),
    )


def _list_parts(record, user, on):
    reached = directory.addressees(record, on=on)
    entries = list(directory.entries(record))
    context = {
        "reached": reached,
        "line": "; ".join(each.email for each in reached),
        "standing": [each for each in entries if each.removed_on is None],
        "removed": [each for each in entries if each.removed_on is not None],
        "keeps_list": record.is_open and user.has_perm("actions.change_distributionlist", record),
    }
    return (Panel("actions/distribution_entries.html", context),)


LISTS = declare(
    DistributionList,
    noun="distribution list",
    plural="Distribution lists",
    group=_GROUP,
    address="lists",
    intro="Who is sent what. A list may name people, whoever holds an area's post, and other addresses.",
    empty="No list has been made yet.",
    columns=(
        Column("Name", "name", sort="name"),
        Column("Purpose", "purpose"),
        Column("Look through by", "review_due_on", kind="due", sort="review_due_on"),
    ),
    facts=(
        Column("Purpose", "purpose"),
        Column("Look through by", "review_due_on", kind="due"),
    ),
    form=DistributionListForm,
    search=("name", "purpose"),
    attention=Attention("to be looked through", lambda rows, on: rows.review_overdue(on=on)),
    steps=_list_steps,
    parts=_list_parts,
)


def _check_part(record, user, on):
    if not (record.is_open and user.has_perm("actions.change_contactpoint", record)):
        return ()
    return (Panel("actions/contact_check.html", {"point": record}),)


CONTACT_POINTS = declare(
    ContactPoint,
    noun="contact point",
    plural="Contact points",
    group=_GROUP,
    address="contact-points",
    intro="The numbers and addresses on the page that tells staff whom to call.",
    empty="No number has been added yet.",
    columns=(
        Column("Name", "name", sort="name"),
        Column("About", "get_audience_display", sort="audience"),
        Column("When", "get_hours_display", sort="hours"),
        Column("Telephone", "phone"),
        Column("Email address", "email"),
        Column("Check again by", "check_due_on", kind="due", sort="checked_on"),
    ),
    facts=(
        Column("Kind", "get_kind_display"),
        Column("About", "get_audience_display"),
        Column("When", "get_hours_display"),
        Column("Its hours", "hours_in_words"),
        Column("What it is for", "who_for"),
        Column("Telephone", "phone"),
        Column("Email address", "email"),
        Column("Link", "link", kind="link"),
        Column("Note", "note"),
        Column("Last checked", "checked_on", kind="day"),
    ),
    form=ContactPointForm,
    search=("name", "who_for", "note"),
    filters=("kind", "audience", "hours"),
    order=("audience", "position"),
    attention=Attention(
        f"not checked within {CHECKED_EVERY} months", lambda rows, on: rows.to_check(on=on)
    ),
    parts=_check_part,
)
