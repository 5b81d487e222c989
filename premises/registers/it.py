"""Networks, filter tests, unblock requests, incidents, acceptable-use policies and filter categories."""

from django.utils import timezone

from prevent_portal.home import Panel
from prevent_portal.registers import Attention, Column, Step, declare

from ..forms.it import (
    AcceptableUseForm,
    FilterCategoryForm,
    FilterTestForm,
    ItIncidentForm,
    NetworkForm,
    UnblockRequestForm,
)
from ..kept import COUNTED
from ..models import (
    AcceptableUse,
    FilterCategory,
    FilterTest,
    ItIncident,
    Network,
    UnblockRequest,
)
from .measured import measures_of
from .places import GROUP

_PART = "Computers and networks"
_MOST = 10


def _lead(network, user, on):
    standing = Network.objects.with_compliance(on=on).get(pk=network.pk)
    context = {"standing": standing, "reasons": standing.reasons(on)}
    yield Panel("premises/network_lead.html", context)


def _parts(network, user, on):
    def of(model):
        return model.objects.visible_to(user).standing().filter(network=network)[:_MOST]

    context = {
        "tests": of(FilterTest),
        "requests": of(UnblockRequest),
        "incidents": of(ItIncident),
        "policies": network.policies.filter(closed_on__isnull=True),
    }
    yield Panel("premises/network_parts.html", context)


def _steps(network, user, on):
    if network.is_open and user.has_perm("premises.change_network", network):
        for words, name in (
            ("Record a test", "filtertest"),
            ("Record an unblock request", "unblockrequest"),
            ("Record an incident", "itincident"),
        ):
            address = NETWORKS.url(f"add_{name}")
            yield Step(words, f"{address}?network={network.pk}", name == "filtertest")


NETWORKS = declare(
    Network,
    noun="network",
    plural="Networks and computers",
    group=GROUP,
    part=_PART,
    address="networks",
    intro="Public wifi and computers, schools' service, learners' devices and remote access: what filters each.",
    empty="No network has been added yet.",
    columns=(
        Column("Network", "name", sort="name"),
        Column("Kind", "get_kind_display", sort="kind"),
        Column("Filtering product", "product", sort="product"),
        Column("Last test", "tested_on", kind="day", sort="tested_on"),
        Column(
            "How it stands", "compliance_words", kind="status", code="compliance", sort="compliance"
        ),
    ),
    facts=(
        Column("Agency", "agency.name"),
        Column("Kind", "get_kind_display"),
        Column("Premises", "premises", kind="record"),
        Column("Supplier", "supplier"),
        Column("Filtering product", "product"),
        Column("Internet Watch Foundation list", "iwf_applied", kind="yesno"),
        Column("Police list", "police_applied", kind="yesno"),
        Column("Blocked for everybody", lambda each: list(each.blocked.all()), kind="list"),
        Column("Blocked under 16", lambda each: list(each.blocked_young.all()), kind="list"),
        Column("Its use is supervised", "is_supervised", kind="yesno"),
        Column("Settings to be reviewed by", "review_on", kind="due"),
        Column("Why no filter applies", "not_applicable_because"),
        Column("Notes", "notes", kind="words"),
    ),
    export=(
        Column("Agency", "agency.name"),
        Column("Premises", "premises.name"),
        Column("Supplier", "supplier"),
        Column("Internet Watch Foundation list", "iwf_applied"),
        Column("Police list", "police_applied"),
        Column("Why", lambda each: each.reasons(timezone.localdate())),
    ),
    form=NetworkForm,
    measures=measures_of("network_list"),
    search=("name", "supplier", "product", "premises__name"),
    filters=("kind", "premises", "agency", "iwf_applied", "police_applied"),
    when=tuple(
        (code, words, lambda rows, on, code=code: rows.filter(compliance=code))
        for code, words in (
            ("action_needed", "Action needed"),
            ("not_checked", "Not checked"),
            ("review_overdue", "Test or review overdue"),
            ("compliant", "Compliant"),
        )
    ),
    attention=Attention("not compliant", lambda rows, on: rows.needing_somebody(on=on)),
    area=COUNTED,
    rows=lambda rows, on: rows.with_compliance(on=on).select_related("agency", "premises"),
    lead=lambda network, user, on: list(_lead(network, user, on)),
    parts=lambda network, user, on: list(_parts(network, user, on)),
    steps=lambda network, user, on: list(_steps(network, user, on)),
)

TESTS = declare(
    FilterTest,
    noun="filter test",
    plural="Filter tests",
    group=GROUP,
    part=_PART,
    address="networks/tests",
    intro="Each time that a filter was tried: by whom, with what result, and what was blocked by mistake.",
    columns=(
        Column("Test", str, sort="network__name"),
        Column("Day", "on", kind="day", sort="on"),
        Column("Tested by", "who", sort="who"),
        Column("Result", "get_result_display", kind="status", code="result", sort="result"),
        Column("Blocked by mistake", "false_positives", kind="number", sort="false_positives"),
    ),
    facts=(
        Column("Network", "network", kind="record"),
        Column("Day", "on", kind="day"),
        Column("Tested by", "who"),
        Column("Filtering product at the time", "product"),
        Column("Internet Watch Foundation list was applied", "iwf_applied", kind="yesno"),
        Column("Police list was applied", "police_applied", kind="yesno"),
        Column("Result", "get_result_display", kind="status", code="result"),
        Column("References of what got through", "got_through", kind="list"),
        Column("Blocked by mistake", "false_positives", kind="number"),
        Column("What was found", "words", kind="words"),
    ),
    form=FilterTestForm,
    search=("network__name", "who"),
    filters=("network", "result"),
    rows=lambda rows, on: rows.select_related("network"),
)

UNBLOCKS = declare(
    UnblockRequest,
    noun="unblock request",
    plural="Unblock requests",
    group=GROUP,
    part=_PART,
    address="networks/unblock",
    intro="What people asked to be unblocked, and the answer. Pages are told by references, never by addresses.",
    columns=(
        Column("Page", "reference", sort="reference"),
        Column("Network", "network.name", sort="network__name"),
        Column("Asked on", "on", kind="day", sort="on"),
        Column("Answer", "get_outcome_display", sort="outcome"),
        Column("Answered", "decided_on", kind="day", sort="decided_on"),
    ),
    facts=(
        Column("Network", "network", kind="record"),
        Column("Asked on", "on", kind="day"),
        Column("Why it is asked", "reason", kind="words"),
        Column("Answer", "get_outcome_display"),
        Column("Answered", "decided_on", kind="day"),
        Column("What was answered", "words", kind="words"),
    ),
    form=UnblockRequestForm,
    search=("reference", "network__name"),
    filters=("network", "outcome"),
    attention=Attention("wait for an answer", lambda rows, on: rows.filter(outcome="open")),
    rows=lambda rows, on: rows.select_related("network"),
)

INCIDENTS = declare(
    ItIncident,
    noun="incident",
    plural="IT incidents",
    group=GROUP,
    part=_PART,
    address="networks/incidents",
    intro="What happened on a network, and to whom it was passed on. It names nobody.",
    columns=(
        Column("Incident", str, sort="on"),
        Column("Network", "network.name", sort="network__name"),
        Column("Passed on to", "passed_on_to"),
        Column("Passed on", "passed_on_on", kind="day", sort="passed_on_on"),
    ),
    facts=(
        Column("Network", "network", kind="record"),
        Column("Day", "on", kind="day"),
        Column("Kind", "get_kind_display"),
        Column("What happened", "words", kind="words"),
        Column("Reference of the page", "reference"),
        Column("Passed on to", "passed_on_to"),
        Column("Passed on", "passed_on_on", kind="day"),
    ),
    form=ItIncidentForm,
    search=("network__name", "reference"),
    filters=("network", "kind"),
    attention=Attention(
        "not passed on to anybody", lambda rows, on: rows.filter(passed_on_on__isnull=True)
    ),
    rows=lambda rows, on: rows.select_related("network"),
)

POLICIES = declare(
    AcceptableUse,
    noun="acceptable-use policy",
    plural="Acceptable-use policies",
    group=GROUP,
    part=_PART,
    address="networks/policies",
    intro="What users agree to before they use a network, and when that is reviewed.",
    columns=(
        Column("Policy", "name", sort="name"),
        Column(
            "Accepted before use", "accepted_before_use", kind="yesno", sort="accepted_before_use"
        ),
        Column("Says that use is monitored", "says_monitored", kind="yesno", sort="says_monitored"),
        Column("To be reviewed by", "review_on", kind="due", sort="review_on"),
    ),
    facts=(
        Column("Agency", "agency.name"),
        Column("Networks", lambda each: list(each.networks.all()), kind="list"),
        Column("Accepted before each use", "accepted_before_use", kind="yesno"),
        Column("Says that use is monitored", "says_monitored", kind="yesno"),
        Column("Asks a parent's consent under 16", "asks_consent", kind="yesno"),
        Column("Names terrorist and extremist material", "forbids_extremism", kind="yesno"),
        Column("Address", "link", kind="link"),
        Column("Last reviewed", "reviewed_on", kind="day"),
        Column("To be reviewed by", "review_on", kind="due"),
    ),
    form=AcceptableUseForm,
    search=("name",),
    filters=("agency", "accepted_before_use", "says_monitored"),
    attention=Attention("to be reviewed", lambda rows, on: rows.filter(review_on__lt=on)),
    rows=lambda rows, on: rows.select_related("agency"),
)

CATEGORIES = declare(
    FilterCategory,
    noun="filter category",
    plural="Filter categories",
    group=GROUP,
    part="Rules and lists",
    address="categories",
    intro="What filters block, for everybody and for those under 16.",
    columns=(
        Column("Category", "name", sort="name"),
        Column("For everybody", "is_for_everybody", kind="yesno", sort="is_for_everybody"),
        Column("Under 16", "is_for_young", kind="yesno", sort="is_for_young"),
    ),
    form=FilterCategoryForm,
    search=("name",),
)
