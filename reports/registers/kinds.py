"""The kinds of report as a register: what a council may rename, reorder, add to and drop."""

from prevent_portal.home import Panel
from prevent_portal.registers import Column, declare

from .. import sources
from ..forms.kinds import KindForm
from ..models import ReportTemplate
from ..models.templates import AUDIENCES


def _sections(kind, user, on):
    titles = {name: each.title for name, each in sources.catalogue().items()}
    rows = list(kind.sections.order_by("position", "pk"))
    for row in rows:
        row.built_from = titles.get(row.source, row.source) or "Words only"
    context = {
        "kind": kind,
        "in_use": [row for row in rows if row.is_in_use],
        "dropped": [row for row in rows if not row.is_in_use],
        "may_keep": kind.is_open and user.has_perm("reports.change_reporttemplate", kind),
    }
    return [Panel("reports/kind_sections.html", context)]


KINDS = declare(
    ReportTemplate,
    noun="kind of report",
    plural="Kinds of report",
    group="Reports",
    address="kinds",
    intro="Each kind of report: what it is called, who it is for, and its sections in their order.",
    columns=(
        Column("Kind", "title", sort="title"),
        Column("Made for", "body", sort="body"),
        Column("Is about", "get_about_display", sort="about"),
        Column("Covers (months)", "months", kind="number", sort="months"),
    ),
    facts=(
        Column("Made for", "body"),
        Column("When and why", "purpose", kind="words"),
        Column("Is about", "get_about_display"),
        Column(
            "May be made for",
            lambda kind: [AUDIENCES[name] for name in kind.audiences],
            kind="list",
        ),
        Column("Covers", lambda kind: f"{kind.months} months up to its day"),
        Column("Paragraphs are numbered", "is_numbered", kind="yesno"),
        Column("Short name", "name", kind="code"),
    ),
    form=KindForm,
    search=("title", "name", "body", "purpose"),
    filters=("about",),
    order=("title",),
    lead=_sections,
    closes="Stop using",
    asks="Why is it not made any more?",
)
