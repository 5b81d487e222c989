"""Agreements and the versions of the clause in them."""

from django.utils import timezone

from prevent_portal.registers import Attention, Column, declare

from ..forms.agreements import AgreementForm, ClauseVersionForm
from ..kept import COUNTED
from ..models import Agreement, ClauseVersion
from .measured import measures_of
from .places import GROUP  # places stand before what is agreed about them

AGREEMENTS = declare(
    Agreement,
    noun="agreement",
    plural="Agreements",
    group=GROUP,
    part="Agreements",
    address="agreements",
    intro="Hire terms, leases, contracts and grants: whether each holds the clause, which version, and since when.",
    empty="No agreement has been added yet.",
    columns=(
        Column("Agreement", "title", sort="title"),
        Column("Kind", "get_kind_display", sort="kind"),
        Column("With whom", "party", sort="party"),
        Column("Clause", lambda each: each.holds_clause(timezone.localdate())),
        Column("Made", lambda each: "New" if each.is_new else "Old stock", sort="is_new"),
        Column("Renewal to be begun by", "renew_on", kind="due", sort="renew_on"),
    ),
    facts=(
        Column("Agency", "agency.name"),
        Column("Kind", "get_kind_display"),
        Column("Premises", "premises", kind="record"),
        Column("With whom", "party"),
        Column("Reference", "reference"),
        Column("From", "starts_on", kind="day"),
        Column("Until", "ends_on", kind="day"),
        Column("Renewal to be begun by", "renew_on", kind="due"),
        Column("Clause", "clause", kind="record"),
        Column("Clause in it since", "clause_from_on", kind="day"),
        Column("Told of the duty on", "told_on", kind="day"),
        Column("Told how", "told_how"),
        Column("Works with children or adults at risk", "works_with_public", kind="yesno"),
        Column("Notes", "notes", kind="words"),
    ),
    export=(
        Column("Agency", "agency.name"),
        Column("Premises", "premises.name"),
        Column("Reference", "reference"),
        Column("From", "starts_on"),
        Column("Until", "ends_on"),
        Column("Clause in it since", "clause_from_on"),
        Column("Told of the duty on", "told_on"),
        Column("Told how", "told_how"),
        Column("Works with children or adults at risk", "works_with_public"),
    ),
    form=AgreementForm,
    measures=measures_of("agreement_list"),
    search=("title", "party", "reference", "premises__name"),
    filters=("kind", "agency", "clause", "works_with_public"),
    when=(
        ("new", "New: since there is a clause", lambda rows, on: rows.filter(is_new=True)),
        ("old", "Old stock", lambda rows, on: rows.filter(is_new=False)),
        ("untold", "Not told of the duty", lambda rows, on: rows.filter(told_on__isnull=True)),
    ),
    attention=Attention(
        "without a clause that is good, or to be renewed",
        lambda rows, on: rows.needing_somebody(on=on),
    ),
    area=COUNTED,
    rows=lambda rows, on: rows.with_age().select_related("agency", "premises", "clause"),
)

CLAUSES = declare(
    ClauseVersion,
    noun="version of the clause",
    plural="Versions of the clause",
    group=GROUP,
    part="Agreements",
    address="clauses",
    intro="What agreements of each kind say about the duty, from a day to a day.",
    columns=(
        Column("Version", "name", sort="name"),
        Column("For", "get_kind_display", sort="kind"),
        Column("Used from", "from_on", kind="day", sort="from_on"),
        Column("Good until", "to_on", kind="day", sort="to_on"),
    ),
    facts=(
        Column("For", "get_kind_display"),
        Column("Words", "words", kind="words"),
        Column("Used from", "from_on", kind="day"),
        Column("Good until", "to_on", kind="day"),
    ),
    form=ClauseVersionForm,
    search=("name", "words"),
    filters=("kind",),
)
