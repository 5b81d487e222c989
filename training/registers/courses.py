"""Courses, role levels, business units, and the rules of who must take what."""

from prevent_portal.home import Panel
from prevent_portal.models import Person
from prevent_portal.registers import Column, Step, declare

from ..belonging import set_apart
from ..beside import overlapping
from ..forms.courses import CourseForm, CourseVersionForm, LevelForm, RuleForm, UnitForm
from ..models import Course, CourseVersion, Level, Rule, Unit
from ..services import rules

GROUP = "Training"


def _course_parts(course, user, on):
    versions = CourseVersion.objects.visible_to(user).standing().filter(course=course)
    yield Panel("training/course_versions.html", {"versions": versions.order_by("from_on", "pk")})


def _course_steps(course, user, on):
    if course.is_open and user.has_perm(VERSIONS.permission("add")):
        yield Step("Add a version", f"{VERSIONS.url('add_courseversion')}?course={course.pk}")


COURSES = declare(
    Course,
    noun="course",
    plural="Courses",
    group=GROUP,
    part="Rules and courses",
    address="courses",
    intro="What people complete, and which course counts as which. Legacy courses stay, because people took them.",
    columns=(
        Column("Course", "name", sort="name"),
        Column("Code", "code", kind="code", sort="code"),
        Column("How it is taken", "get_route_display", sort="route"),
        Column("Minutes", "minutes", kind="number", sort="minutes"),
        Column("Legacy", "is_legacy", kind="yesno", sort="is_legacy"),
    ),
    facts=(
        Column("Code", "code", kind="code"),
        Column("How it is taken", "get_route_display"),
        Column("Minutes", "minutes", kind="number"),
        Column("Legacy", "is_legacy", kind="yesno"),
        Column("Counts as", lambda course: list(course.counts_as.all()), kind="list"),
        Column("Taken before it", lambda course: list(course.prerequisites.all()), kind="list"),
    ),
    form=CourseForm,
    save=rules.keep_course,
    parts=_course_parts,
    steps=_course_steps,
    search=("name", "code"),
    filters=("route", "is_legacy"),
)

VERSIONS = declare(
    CourseVersion,
    noun="version of a course",
    plural="Versions of courses",
    group=GROUP,
    part="Rules and courses",
    address="versions",
    intro="Courses as they were given from a day to a day.",
    columns=(
        Column("Course and version", str, sort="course__name"),
        Column("How it is taken", "get_route_display", sort="route"),
        Column("Minutes", "minutes", kind="number", sort="minutes"),
        Column("Given from", "from_on", kind="day", sort="from_on"),
        Column("Last day", "to_on", kind="day", sort="to_on"),
    ),
    form=CourseVersionForm,
    search=("course__name", "name"),
    filters=("course", "route"),
    rows=lambda rows, on: rows.select_related("course"),
)

LEVELS = declare(
    Level,
    noun="role level",
    plural="Role levels",
    group=GROUP,
    part="Rules and courses",
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
    part="People",
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


def _rule_parts(rule, user, on):
    """How many are set apart from it today, and which rules ask the same of perhaps the same people."""
    agency = None if user.has_perm("training.view_every_position") else user.agency
    away, exempt = set_apart(rule, on=on, agency=agency)
    yield Panel("training/rule_apart.html", {"away": away, "exempt": exempt, "of": agency})
    seen = Rule.objects.visible_to(user)
    yield Panel("training/rule_beside.html", {"others": overlapping(rule, among=seen)})


def _rule_steps(rule, user, on):
    yield Step("Try it", RULES.url("try_rule", rule.pk), is_first=True)


RULES = declare(
    Rule,
    noun="training rule",
    plural="Training rules",
    group=GROUP,
    part="Rules and courses",
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
        Column("Taken before", lambda rule: list(rule.prerequisites.all()), kind="list"),
        Column("Kinds of people", lambda rule: _kinds(rule), kind="list"),
        Column("Role levels", lambda rule: list(rule.levels.all()) or ["Every level"], kind="list"),
        Column("Staff groups", lambda rule: list(rule.groups.all()) or ["Everybody"], kind="list"),
        Column(
            "Directorates", lambda rule: rule.directorates or ["Every directorate"], kind="list"
        ),
        Column(
            "Business units", lambda rule: list(rule.units.all()) or ["Every unit"], kind="list"
        ),
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
    save=rules.keep_rule,
    parts=_rule_parts,
    steps=_rule_steps,
    search=("name",),
    filters=("agency", "is_headline"),
    rows=lambda rows, on: rows.select_related("agency"),
)


def _kinds(rule):
    return [Person.Kind(kind).label for kind in rule.kinds] or ["Every kind"]


def _renewed(rule):
    return f"Every {rule.renew_months} months" if rule.renew_months else "Once is enough"
