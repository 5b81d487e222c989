"""Which columns a plan is written in: those of the file it came from, else those of its layout."""

from dataclasses import dataclass, replace

from .readback import LONGEST_THEME, bare_ref, is_title, layout_called, period_in, roles, split_ref
from .text import one_line

#: How wide a column is beside the others.
SHARES = {
    "theme": 14, "ref": 6, "objective": 20, "previous": 30, "action": 28, "timescale": 13,
    "impact": 20, "lead": 14, "progress": 20, "evidence": 18, "expected": 18, "measure": 18,
    "intro": 22, "requirement": 24, "": 10, "agency": 15, "requirements": 24, "paragraph": 40, "status": 11, "rag": 8,
    "portal_status": 12, "portal_lead": 17, "portal_update": 26,
}  # fmt: skip

#: The same, where a plan is mostly what was done.
IN_UPDATES = {"ref": 8, "progress": 42}

#: The columns of each layout, for a plan that was made here.
STANDARD = {
    "duty-spoc": (
        ("objective", "Duty"), ("action", "Actions"), ("impact", "Impact"), ("lead", "Lead"),
        ("progress", "Progress"), ("evidence", "Evidence"),
    ),
    "requirements-and-activities": (("action", "Project activity and description"),),
    "priority-action-updates": (
        ("ref", "Ref"), ("action", "Priority action"), ("progress", "Update summary"),
    ),
    "county-delivery": (
        ("action", "Area"), ("lead", "Responsible agency"), ("timescale", "Timescale"),
        ("expected", "Expected outcomes"), ("progress", "Updates"),
    ),
    "progress-report": (
        ("theme", "Section"), ("ref", "No"), ("paragraph", "Paragraph"),
        ("action", "Recommended action"),
    ),
}  # fmt: skip

#: What a column is called that the file or the layout lacks and the plan's words need.
NEEDED = {
    "ref": "Ref", "objective": "Outcome", "timescale": "By when", "previous": "Actions taken",
    "lead": "Lead", "impact": "Impact", "progress": "Progress", "evidence": "Evidence",
    "expected": "Expected outcome", "measure": "Measure of success", "theme": "Theme",
    "requirement": "Requirements",
}  # fmt: skip
#: What is put behind the dates where the plan has words of it and no column.
BEHIND = ("lead", "impact", "progress", "evidence", "expected", "measure")
#: What stands above a section's table, in a file that has nothing but tables.
ABOVE = ("requirements", "Background and what is required")
#: The same for the layout whose sections open with it: the reader unfolds such a sheet again.
OF_SECTIONS = (
    ("theme", "Section"), ("intro", "Introduction"), ("requirements", "Requirements"),
)  # fmt: skip

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
    own_share: int = 0

    @property
    def share(self):
        """How wide it is beside the others."""
        return self.own_share or SHARES[self.role]


def columns_for(content, *, previous_period=None):
    """The columns of a plan; `previous_period` names the year behind, where it is known."""
    layout = layout_called(content.layout)
    if content.shape:
        columns = _of_shape(content)
    elif layout and layout.has_paragraphs:
        columns = _of_a_report(content)
    else:
        columns = _as_imported(content) or _standard(content, previous_period)
        columns = _and_needed(columns, content)
    columns = [column for column in columns if column.role not in content.hidden]
    if has_titles(content):
        columns = [replace(each, own_share=IN_UPDATES.get(each.role, 0)) for each in columns]
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


def has_titles(content):
    """Whether an objective's name is the first line of its action's cell, and reads back from it."""
    layout = layout_called(content.layout)
    return bool(layout and layout.has_titles) and all(is_title(*each) for each in content.names)


def are_sections(content):
    """Whether each section is an objective itself, so that no column names one."""
    layout = layout_called(content.layout)
    has_sections = bool(layout) and (layout.has_requirements or layout.has_section_rows)
    return has_sections and "objective" not in content.holds


def _of_shape(content):
    """The columns of the file whose table a person explained, then those that its plan needs more."""
    answer = _once_each(content.shape)
    while content.shape.joins == "blank" and not answer[0].role:
        # Left blank in each row, it would say of each that it is more of the row above.
        answer = answer[1:]
    known = {column.role for column in answer}
    for other in content.shapes:
        more = [each for each in _once_each(other) if each.role in content.holds - known]
        answer, known = [*answer, *more], known | {each.role for each in more}
    needed = content.holds - known
    if "ref" not in known and not all(inline(one_line(ref), "Words") for ref in content.refs):
        needed |= {"ref"}
    headings = [one_line(theme.heading) for theme in content.themes]
    has_no_rows = content.shape.sections == "never" or len(answer) < 2
    if "theme" not in known and any(
        heading and (has_no_rows or len(heading) > LONGEST_THEME) for heading in headings
    ):
        needed |= {"theme"}
    return [*answer, *(Column(role, name) for role, name in NEEDED.items() if role in needed)]


def _once_each(shape):
    """A shape's columns; what it says in several stands in the first, and of its unused ones nothing."""
    answer, known = [], set()
    for heading, role in zip(shape.headings, shape.roles, strict=True):
        answer.append(Column("" if role in known else role, heading))
        known.add(role)
    return answer


def _of_a_report(content):
    """The columns of a report's sheet, which no file has that it could have come from."""
    columns = [Column(*each) for each in STANDARD[content.layout]]
    held = [role for role in ("lead", "timescale") if role in content.holds]
    return [*columns, *(Column(role, NEEDED[role]) for role in held)]


def _as_imported(content):
    """The columns of the imported table that says most; [] where no import is known."""
    answers, layout = [], layout_called(content.layout)
    for typed in content.headings:
        meant = roles(typed, has_section_rows=bool(layout and layout.has_section_rows))
        pairs = zip(meant, typed, strict=True)
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
    known = {column.role for column in columns} | content.hidden
    answer = list(columns)
    is_named = has_titles(content) or are_sections(content)
    if "objective" in content.holds and "objective" not in known and not is_named:
        answer.insert(0, Column("objective", NEEDED["objective"]))
    is_apart = "ref" in content.holds or not _stand_in_front(content)
    if "ref" not in known and not are_sections(content) and is_apart:
        answer.insert(0, Column("ref", NEEDED["ref"]))
    at = [column.role for column in answer].index("action")
    if "timescale" in content.holds and "timescale" not in known:
        answer.insert(at + 1, Column("timescale", NEEDED["timescale"]))
    if "previous" in content.holds and "previous" not in known:
        answer.insert(at, Column("previous", NEEDED["previous"]))
    missing = [role for role in BEHIND if role in content.holds and role not in known]
    if not any(column.role == "objective" for column in answer):
        # The reader would take what is expected for the objectives that it misses.
        missing = [role for role in missing if role != "expected"]
    return [*answer, *(Column(role, NEEDED[role]) for role in missing)]


def _stand_in_front(content):
    """Whether a plan's references, if any, may stand in front of the words of its objectives."""
    if has_titles(content):
        return False
    if content.layout not in STANDARD:
        return not content.refs
    return all(inline(one_line(ref), "Words") for ref in content.refs)


def shown_ref(ref):
    """A reference as it reads back from a column of its own."""
    return bare_ref(one_line(ref))
