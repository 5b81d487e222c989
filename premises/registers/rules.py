"""What a partnership has agreed on bookings: time limits, signatures, checks, letters."""

from prevent_portal.registers import Column, declare

from ..forms.rules import BookingRuleForm, CheckKindForm, LetterTemplateForm, SignOffRuleForm
from ..models import BookingRule, CheckKind, LetterTemplate, SignOffRule
from .places import GROUP

RULES = declare(
    BookingRule,
    noun="set of time limits",
    plural="Time limits of bookings",
    group=GROUP,
    part="Rules and lists",
    address="time-limits",
    intro="By when a booking is decided, how long a hirer may appeal, and how long particulars are kept.",
    columns=(
        Column("Time limits", str, sort="from_on"),
        Column("Days to decide in", "decide_days", kind="number"),
        Column("Days before the event", "before_days", kind="number"),
        Column("Days to appeal in", "appeal_days", kind="number"),
        Column("Months kept", "keep_months", kind="number"),
        Column("Months kept if refused", "keep_refused_months", kind="number"),
        Column("Months training counts", "trained_months", kind="number"),
    ),
    form=BookingRuleForm,
)

SIGN_OFFS = declare(
    SignOffRule,
    noun="sign-off rule",
    plural="Sign-off rules",
    group=GROUP,
    part="Rules and lists",
    address="sign-off",
    intro="When a senior manager signs a decision on a booking. One rule that fits is enough.",
    columns=(
        Column("Rule", "name", sort="name"),
        Column("For decisions to", lambda each: each.get_outcome_display() or "Any"),
        Column("Risk of the booking", lambda each: _least(each, "booking_risk")),
        Column("Risk tier of the premises", lambda each: _least(each, "premises_tier")),
        Column("Only with speakers", "only_with_speakers", kind="yesno"),
        Column("Only if escalated", "only_escalated", kind="yesno"),
    ),
    export=(Column("Agency", "agency.name"),),
    form=SignOffRuleForm,
    search=("name",),
    rows=lambda rows, on: rows.select_related("agency"),
)


def _least(rule, name):
    level = getattr(rule, name)
    return "Any" if level == "unknown" else f"{getattr(rule, f'get_{name}_display')()} or more"


CHECKS = declare(
    CheckKind,
    noun="check",
    plural="Checks of bookings",
    group=GROUP,
    part="Rules and lists",
    address="checks",
    intro="What is looked into before a booking is decided.",
    columns=(
        Column("Check", "name", sort="name"),
        Column("How", "guidance"),
        Column("Always", "is_required", kind="yesno", sort="is_required"),
        Column("If there are speakers", "is_for_speakers", kind="yesno", sort="is_for_speakers"),
        Column("Place in the list", "position", kind="number", sort="position"),
    ),
    form=CheckKindForm,
    search=("name", "guidance"),
)

TEMPLATES = declare(
    LetterTemplate,
    noun="letter template",
    plural="Letter templates",
    group=GROUP,
    part="Rules and lists",
    address="letter-templates",
    intro="The words that letters to hirers begin with. Whoever writes one may change them.",
    columns=(
        Column("Template", "name", sort="name"),
        Column("Used when", "get_kind_display", sort="kind"),
        Column("Subject", "subject"),
    ),
    facts=(
        Column("Used when", "get_kind_display"),
        Column("Subject", "subject"),
        Column("Words", "body", kind="words"),
    ),
    form=LetterTemplateForm,
    search=("name", "subject", "body"),
    filters=("kind",),
)
