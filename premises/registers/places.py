"""Premises, their kinds, and the boundary of the map."""

from prevent_portal.home import Panel
from prevent_portal.registers import Attention, Column, Step, declare, link

from ..forms.places import BoundaryForm, PremisesForm, PremisesKindForm
from ..kept import COUNTED
from ..models import (
    Agreement,
    Booking,
    Boundary,
    Premises,
    PremisesAudit,
    PremisesKind,
    to_remind,
    with_nobody_trained,
    with_people,
)
from ..services import places
from .measured import measures_of

GROUP = "Premises"
#: Bookings and audits that the page of premises shows; their own lists hold the rest.
_MOST = 10

link(GROUP, "Map", page="premises:map", permission="premises.view_premises", part="Places")
link(
    GROUP,
    "Take in a list of premises",
    page="premises:import_premises",
    permission="premises.import_premises",
    part="Places",
)


def _lead(premises, user, on):
    standing = with_people(Premises.objects.with_standing(on=on), on=on).get(pk=premises.pk)
    yield Panel("premises/how_it_stands.html", {"lacks": standing.lacks(on), "standing": standing})


def _parts(premises, user, on):
    bookings = Booking.objects.visible_to(user).filter(premises=premises, event_on__gte=on)
    agreements = Agreement.objects.visible_to(user).standing().filter(premises=premises)
    audits = PremisesAudit.objects.visible_to(user).filter(premises=premises)
    yield Panel(
        "premises/premises_parts.html",
        {
            "spaces": Premises.objects.visible_to(user).standing().filter(part_of=premises)[:50],
            "bookings": bookings.order_by("event_on", "pk")[:_MOST],
            "agreements": [
                (each, each.holds_clause(on))
                for each in agreements.select_related("clause")[:_MOST]
            ],
            "audits": audits.select_related("checklist")[:_MOST],
            "more": list(_more(premises, user)),
        },
    )


def _more(premises, user):
    """Where the rest that is kept about premises stands, for whoever may see that."""
    for name, words in _ELSEWHERE:
        if user.has_perm(f"premises.view_{name}"):
            yield words, f"{PREMISES.url(f'{name}_list')}?premises={premises.pk}"


_ELSEWHERE = (
    ("booking", "All bookings here"),
    ("bookingstaff", "Who handles bookings here"),
    ("premisesaudit", "All audits here"),
    ("managerletter", "Letters to whoever runs it"),
    ("network", "Networks and computers here"),
)


def _steps(premises, user, on):
    if not premises.is_open:
        return
    if premises.is_hireable and user.has_perm("premises.add_booking"):
        yield Step("Write down a booking", f"{_add('booking')}?premises={premises.pk}", True)
    if user.has_perm("premises.add_agreement"):
        yield Step("Add an agreement", f"{_add('agreement')}?premises={premises.pk}")


def _add(name):
    return PREMISES.url(f"add_{name}")


PREMISES = declare(
    Premises,
    noun="place",
    plural="Premises",
    group=GROUP,
    part="Places",
    address="places",
    intro="Buildings, their spaces, pitches and parks: whose they are, who may use them, and how much risk they hold.",
    empty="No premises have been added yet. A list can be taken in from Excel or CSV.",
    columns=(
        Column("Premises", "name", sort="name"),
        Column("Kind", "kind.name", sort="kind__name"),
        Column("Can be hired", "is_hireable", kind="yesno", sort="is_hireable"),
        Column("Risk", "get_tier_display", kind="status", code="tier_code", sort="tier"),
        Column("To be audited by", "audit_due_on", kind="due", sort="audit_due_on"),
        Column("Clause in force", "has_clause", kind="yesno", sort="has_clause"),
    ),
    facts=(
        Column("Agency", "agency.name"),
        Column("Kind", "kind.name"),
        Column("Part of", "part_of", kind="record"),
        Column("Owner", "owner"),
        Column("Leased to", "tenant"),
        Column("Manager", "manager.name"),
        Column("Contact there", "contact_name"),
        Column("Email address", "contact_email"),
        Column("Telephone", "contact_phone"),
        Column("Can be hired", "is_hireable", kind="yesno"),
        Column("May be asked for by the public form", "takes_requests", kind="yesno"),
        Column("Public computers or wifi", "has_public_it", kind="yesno"),
        Column("People it holds", "capacity", kind="number"),
        Column("Risk tier", "get_tier_display", kind="status", code="tier_code"),
        Column("Why", "tier_because", kind="words"),
        Column("Assessed on", "tier_on", kind="day"),
        Column("Risk to be looked at again by", "review_on", kind="due"),
        Column("Address", lambda each: _address(each), kind="words"),
        Column("Place on the map", lambda each: _place(each)),
        Column("Sensitive: its name is not published", "is_sensitive", kind="yesno"),
        Column("Why it is sensitive", "sensitive_because", kind="words"),
        Column("Committee last changed", "committee_changed_on", kind="day"),
        Column("Notes", "notes", kind="words"),
    ),
    export=(
        Column("Agency", "agency.name"),
        Column("Part of", "part_of.name"),
        Column("Owner", "owner"),
        Column("Leased to", "tenant"),
        Column("Manager", "manager.name"),
        Column("Contact", "contact_name"),
        Column("Email address", "contact_email"),
        Column("Telephone", "contact_phone"),
        Column("Public computers", "has_public_it"),
        Column("Capacity", "capacity"),
        Column("Why this tier", "tier_because"),
        Column("Assessed on", "tier_on"),
        Column("Last audited on", "audited_on"),
        Column("Address", "address"),
        Column("Postcode", "postcode"),
        Column("Latitude", "latitude"),
        Column("Longitude", "longitude"),
        Column("Sensitive", "is_sensitive"),
        Column("Why it is sensitive", "sensitive_because"),
    ),
    form=PremisesForm,
    measures=measures_of("premises_list"),
    search=("name", "owner", "tenant", "address", "postcode", "contact_name"),
    filters=("kind", "agency", "is_hireable", "has_public_it", "tier", "is_sensitive"),
    when=(
        ("late", "Audit late", lambda rows, on: rows.late(on=on)),
        (
            "clause",
            "Hired without the clause",
            lambda rows, on: rows.filter(rows.lacks_clause(on=on)),
        ),
        (
            "untrained",
            "Nobody trained handles bookings",
            lambda rows, on: with_nobody_trained(rows, on=on),
        ),
        ("remind", "Committee to be reminded", lambda rows, on: to_remind(rows, on=on)),
        ("unknown", "Risk not assessed", lambda rows, on: rows.filter(tier="unknown")),
    ),
    attention=Attention(
        "an audit, a clause or an assessment is missing",
        lambda rows, on: rows.needing_somebody(on=on),
    ),
    owner="manager",
    words="name",
    rows=lambda rows, on: rows.with_standing(on=on).select_related(
        "kind", "agency", "part_of", "manager"
    ),
    lead=lambda premises, user, on: list(_lead(premises, user, on)),
    parts=lambda premises, user, on: list(_parts(premises, user, on)),
    steps=lambda premises, user, on: list(_steps(premises, user, on)),
    area=COUNTED,
    save=places.keep_premises,
    asks="Why? For example: it is sold, or not used by the public any more.",
)


def _address(premises):
    return "\n".join(part for part in (premises.address, premises.postcode) if part)


def _place(premises):
    if premises.latitude is None:
        return None
    outside = ", outside the boundary" if premises.is_outside else ""
    return f"{premises.latitude}, {premises.longitude}{outside}"


KINDS = declare(
    PremisesKind,
    noun="kind of premises",
    plural="Kinds of premises",
    group=GROUP,
    part="Rules and lists",
    address="kinds",
    intro="The kinds of place that the partnership tells apart.",
    columns=(
        Column("Kind", "name", sort="name"),
        Column("Outdoors", "is_outdoors", kind="yesno", sort="is_outdoors"),
        Column("Run by a committee", "is_reminded", kind="yesno", sort="is_reminded"),
    ),
    form=PremisesKindForm,
    search=("name",),
)

BOUNDARIES = declare(
    Boundary,
    noun="boundary",
    plural="Boundaries of the map",
    group=GROUP,
    part="Rules and lists",
    address="boundaries",
    intro="The outline that the map of premises is drawn with. Without one the map shows the places alone.",
    columns=(
        Column("Boundary", "name", sort="name"),
        Column("Whose", lambda each: each.agency or "The partnership's"),
        Column("Corners", lambda each: sum(map(len, each.rings)), kind="number"),
        Column("Where it comes from", "source"),
    ),
    form=BoundaryForm,
    search=("name",),
    rows=lambda rows, on: rows.select_related("agency"),
    save=places.keep_boundary,
)
