"""Long absences and exemptions: who is not counted under a rule for a time."""

from prevent_portal.registers import Column, declare

from ..forms.apart import AbsenceForm, ExemptionForm
from ..models import Absence, Exemption

GROUP = "Training"

ABSENCES = declare(
    Absence,
    noun="long absence",
    plural="Long absences",
    group=GROUP,
    part="People",
    address="absences",
    intro="Who is away for long, and so is not counted under any rule. Why is not written down.",
    columns=(
        Column("Who", "person.name", sort="person__name"),
        Column("Staff number", "person.number"),
        Column("Agency", "person.agency", sort="person__agency__name"),
        Column("First day", "from_on", kind="day", sort="from_on"),
        Column("Last day", "to_on", kind="day", sort="to_on"),
    ),
    form=AbsenceForm,
    search=("person__name", "person__number"),
    rows=lambda rows, on: rows.select_related("person__agency"),
    asks="Why was it wrong? Write nothing about anybody's health.",
)

EXEMPTIONS = declare(
    Exemption,
    noun="exemption",
    plural="Exemptions",
    group=GROUP,
    part="People",
    address="exemptions",
    intro="Who need not keep a rule or take a course for a time, and who approved that.",
    columns=(
        Column("Who", "person.name", sort="person__name"),
        Column("Agency", "person.agency", sort="person__agency__name"),
        Column("From what", "of"),
        Column("First day", "from_on", kind="day", sort="from_on"),
        Column("Last day", "to_on", kind="day", sort="to_on"),
    ),
    facts=(
        Column("Staff number", "person.number"),
        Column("Agency", "person.agency"),
        Column("From what", "of", kind="record"),
        Column("Reason", "reason", kind="words"),
        Column("Approved by", "approved_by"),
        Column("First day", "from_on", kind="day"),
        Column("Last day", "to_on", kind="day"),
    ),
    form=ExemptionForm,
    search=("person__name", "person__number", "reason"),
    filters=("rule", "course"),
    rows=lambda rows, on: rows.select_related("person__agency", "rule", "course"),
)
