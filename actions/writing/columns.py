"""Which columns a plan is written in: those of the file it came from, else those of its layout."""

from dataclasses import dataclass

from .readback import bare_ref, period_in, roles, split_ref
from .text import one_line

#: How wide a column is beside the others.
SHARES = {
    "theme": 14, "ref": 6, "objective": 20, "previous": 30, "action": 28, "timescale": 13,
    "impact": 20, "lead": 14, "progress": 20, "evidence": 18, "expected": 18, "measure": 18,
    "agency": 15, "requirements": 24, "status": 11, "rag": 8,
    "portal_status": 12, "portal_lead": 17, "portal_update": 26,
}  # fmt: skip

#: The columns of each layout, for a plan that was made here.
STANDARD = {
    "duty-spoc": (
        ("objective", "Duty"), ("action", "Actions"), ("impact", "Impact"), ("lead", "Lead"),
        ("progress", "Progress"), ("evidence", "Evidence"),
    ),
    "requirements-and-activities": (
        ("requirements", "Requirements"), ("action", "Project activity and description"),
    ),
    "priority-action-updates": (
        ("objective", "Priority"), ("action", "Action"), ("progress", "Update summary"),
    ),
    "county-delivery": (
        ("action", "Area"), ("lead", "Responsible agency"), ("timescale", "Timescale"),
        ("expected", "Expected outcomes"), ("progress", "Updates"),
    ),
    "progress-report": (("action", "Recommendation"),),
}  # fmt: skip

#: What a column is called that the file or the layout lacks and the plan's words need.
NEEDED = {"ref": "Ref", "objective": "Outcome", "timescale": "By when", "previous": "Actions taken"}

#: What the portal adds when it is asked to.
PORTAL = (
    ("portal_status", "Status"),
    ("portal_lead", "Lead"),
    ("portal_update", "Last update"),
)


@dataclass(frozen=True)
class Column:
    """One column: what stands in it, and what it is called."""

    role: str
    heading: str

    @property
    def share(self):
        """How wide it is beside the others."""
        return SHARES[self.role]


def columns_for(content, *, previous_period=None):
    """The columns of a plan; `previous_period` names the year behind, where it is known."""
    columns = _as_imported(content.headings) or _standard(content, previous_period)
    columns = _and_needed(columns, content)
    if content.with_progress:
        taken = {column.heading for column in columns}
        columns += [Column(role, name + " now" * (name in taken)) for role, name in PORTAL]
    return columns


def has_inline_refs(columns):
    """Whether references stand in front of the objectives' words, for want of a column."""
    return all(column.role != "ref" for column in columns)


def inline(ref, text):
    """A reference in front of words, so that it reads back; None where it would not."""
    for whole in (f"{ref}. {text}", f"{ref} {text}"):
        if split_ref(whole) == (ref, text):
            return whole
    return None


def _as_imported(headings):
    """The columns of the imported table that says most; [] where no import is known."""
    answers = []
    for typed in headings:
        pairs = zip(roles(typed), typed, strict=True)
        found = [Column(role, heading) for role, heading in pairs if role in SHARES]
        if any(column.role == "action" for column in found):
            answers.append(found)
    return max(answers, key=len, default=[])


def _standard(content, previous_period):
    if content.layout in STANDARD:
        return [Column(*each) for each in STANDARD[content.layout]]
    columns = [Column("objective", "Outcome")]
    action = f"Key actions for {content.period}" if content.period else "Key actions"
    if "previous" in content.holds:
        columns.append(Column("previous", _heading_of_previous(content.period, previous_period)))
    return [*columns, Column("action", action), Column("timescale", "By when")]


def _heading_of_previous(period, previous):
    """What the column of the year behind is called, so that the two years are told apart."""
    behind, now = period_in(previous or ""), period_in(period)
    if behind and now and behind[1] < now[1]:
        return f"Key actions in {previous}"
    return f"Actions taken in {previous}" if behind else "Actions taken"


def _and_needed(columns, content):
    """The columns, with those added whose words the plan holds and which have no place."""
    known = {column.role for column in columns}
    answer = list(columns)
    if "objective" in content.holds and "objective" not in known:
        answer.insert(0, Column("objective", NEEDED["objective"]))
    if "ref" not in known and ("ref" in content.holds or not _stand_in_front(content)):
        answer.insert(0, Column("ref", NEEDED["ref"]))
    at = [column.role for column in answer].index("action")
    if "timescale" in content.holds and "timescale" not in known:
        answer.insert(at + 1, Column("timescale", NEEDED["timescale"]))
    if "previous" in content.holds and "previous" not in known:
        answer.insert(at, Column("previous", NEEDED["previous"]))
    return answer


def _stand_in_front(content):
    """Whether a plan's references, if any, may stand in front of the words of its objectives."""
    if content.layout not in STANDARD:
        return not content.refs
    return all(inline(one_line(ref), "Words") for ref in content.refs)


def shown_ref(ref):
    """A reference as it reads back from a column of its own."""
    return bare_ref(one_line(ref))
