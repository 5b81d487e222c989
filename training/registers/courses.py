"""Courses, role levels, business units, and the rules of who must take what."""

from prevent_portal.registers import Column, declare

from ..forms.courses import CourseForm, LevelForm, RuleForm, UnitForm
from ..models import Course, Level, Rule, Unit

GROUP = "Training"

COURSES = declare(
    Course,
    noun="course",
    plural="Courses",
    group=GROUP,
    address="courses",
    intro="What people complete, and which course counts as which. Legacy courses stay, because people took them.",
    columns=(
        Column("Course", "name", sort="name"),
        Column("Code", "code", sort="code"),
        Column("How it is taken", "get_route_display", sort="route"),
        Column("Minutes", "minutes", kind="number", sort="minutes"),
        Column("Legacy", "is_legacy", kind="yesno", sort="is_legacy"),
    ),
    facts=(
        Column("Code", "code"),
        Column("How it is taken", "get_route_display"),
        Column("Minutes", "minutes", kind="number"),
        Column("Legacy", "is_legacy", kind="yesno"),
        Column("Counts as", lambda course: list(course.counts_as.all()), kind="list"),
    ),
    form=CourseForm,
    search=("name", "code"),
    filters=("route", "is_legacy"),
)

LEVELS = declare(
    Level,
    noun="role level",
    plural="Role levels",
    group=GROUP,
    address="levels",
    intro="The levels of role that extracts name and rules are made for.",
    columns=(
        Column("Role level", "name", sort="name"),
        Column("Place in lists", "position", kind="number", sort="position"),
    ),
    form=LevelForm,
    search=("name",),
)

UNITS = declare(
    Unit,
    noun="business unit",
    plural="Business units",
    group=GROUP,
    address="units",
    intro="The units of each agency, under their directorates: figures are given for each.",
    columns=(
        Column("Business unit", "name", sort="name"),
        Column("Directorate", "directorate", sort="directorate"),
        Column("Agency", "agency", sort="agency__name"),
    ),
    form=UnitForm,
    search=("name", "directorate", "agency__name"),
    filters=("agency",),
    rows=lambda rows, on: rows.select_related("agency"),
)

RULES = declare(
    Rule,
    noun="training rule",
    plural="Training rules",
    group=GROUP,
    address="rules",
    intro="Who must take which courses, by when, and how often again.",
    columns=(
        Column("Rule", "name", sort="name"),
        Column("Whose", lambda rule: rule.agency or "Every agency", sort="agency__name"),
        Column("Due within", lambda rule: f"{rule.due_months} months", sort="due_months"),
        Column("Renewed", lambda rule: _renewed(rule), sort="renew_months"),
        Column("Headline", "is_headline", kind="yesno", sort="is_headline"),
    ),
    facts=(
        Column("Whose", lambda rule: rule.agency or "Every agency"),
        Column("Courses", lambda rule: list(rule.courses.all()), kind="list"),
        Column("How many of them", lambda rule: "All of them" if rule.needs_all else "Any of them"),
        Column("Role levels", lambda rule: list(rule.levels.all()) or ["Every level"], kind="list"),
        Column(
            "Only those who work with children or vulnerable adults", "only_at_risk", kind="yesno"
        ),
        Column(
            "Due",
            lambda rule: (
                f"Within {rule.due_months} months of: {rule.get_trigger_display().lower()}"
            ),
        ),
        Column("Renewed", lambda rule: _renewed(rule)),
        Column("Target", lambda rule: f"{rule.target_percent}%" if rule.target_percent else None),
        Column("The agency's headline", "is_headline", kind="yesno"),
        Column("Takes effect", "starts_on", kind="day"),
        Column("Last day", "ends_on", kind="day"),
    ),
    form=RuleForm,
    search=("name",),
    filters=("agency", "is_headline"),
    rows=lambda rows, on: rows.select_related("agency"),
)


def _renewed(rule):
    return f"Every {rule.renew_months} months" if rule.renew_months else "Once is enough"
