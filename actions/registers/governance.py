"""Boards and groups."""

from prevent_portal.registers import Attention, Column, declare

from ..forms.governance import BodyForm
from ..models import Body

BODIES = declare(
    Body,
    noun="board or group",
    plural="Boards and groups",
    group="Governance",
    address="boards",
    intro="Who meets about Prevent, how often, and who chairs.",
    empty="No board or group has been added yet.",
    columns=(
        Column("Name", "name", sort="name"),
        Column("Kind", "get_kind_display", sort="kind"),
        Column("Chair", lambda body: body.chair_post or body.chair),
        Column("Meets", "cadence", sort="meets_every"),
        Column("Terms due for review", "terms_review_on", kind="due", sort="terms_review_on"),
    ),
    facts=(
        Column("Kind", "get_kind_display"),
        Column("Purpose", "purpose", kind="words"),
        Column("Chair", "chair"),
        Column("Post of the chair", "chair_post"),
        Column("Meets", "cadence"),
        Column("Terms of reference agreed", "terms_agreed_on", kind="day"),
        Column("Terms due for review", "terms_review_on", kind="due"),
    ),
    form=BodyForm,
    search=("name", "purpose"),
    filters=("kind",),
    rows=lambda rows, on: rows.select_related("chair"),
    attention=Attention(
        "terms due for review", lambda rows, on: rows.filter(terms_review_on__lt=on)
    ),
)
