"""Settings, their kinds, who was trained there, and when one does not count."""

from prevent_portal.home import Panel
from prevent_portal.registers import Attention, Column, Step, declare, link

from ..forms.settings import (
    SettingExclusionForm,
    SettingForm,
    SettingKindForm,
    SettingTrainingForm,
)
from ..models import Setting, SettingExclusion, SettingKind, SettingTraining
from .courses import GROUP

link(
    GROUP,
    "Settings covered, and whom to offer training",
    page="training:settings_coverage",
    permission="training.view_setting",
    part="Settings and returns",
)
link(
    GROUP,
    "Take in a list of settings",
    page="training:import_settings",
    permission="training.import_setting",
    part="Settings and returns",
)


def _parts(setting, user, on):
    trainings = SettingTraining.objects.visible_to(user).filter(setting=setting).standing()
    exclusions = SettingExclusion.objects.visible_to(user).filter(setting=setting).standing()
    found = Setting.objects.visible_to(user).with_coverage(on=on).select_related("kind")
    yield Panel(
        "training/setting_trained.html",
        {
            "setting": found.get(pk=setting.pk),
            "trainings": trainings.select_related("course"),
            "exclusions": exclusions,
        },
    )


def _steps(setting, user, on):
    if not (setting.is_open and user.has_perm("training.change_setting", setting)):
        return
    for words, page in (
        ("Record training", "add_settingtraining"),
        ("Leave it out of the count", "add_settingexclusion"),
    ):
        address = SETTINGS.url(page)
        yield Step(words, f"{address}?setting={setting.pk}", is_first="training" in page)


SETTINGS = declare(
    Setting,
    noun="setting",
    plural="Settings",
    group=GROUP,
    part="Settings and returns",
    address="settings",
    intro="Schools, early years, care homes, foster households and others: who leads there, and who is trained.",
    empty="No setting has been added yet.",
    columns=(
        Column("Setting", "name", sort="name"),
        Column("Kind", "kind.name", sort="kind__name"),
        Column("Designated lead", "lead_name", sort="lead_name"),
        Column("Standing", "standing", kind="status", code="standing_code", sort="is_covered"),
        Column("Last return", "last_return_on", kind="day", sort="last_return_on"),
    ),
    facts=(
        Column("Kind", "kind", kind="record"),
        Column("Agency responsible", "agency.name"),
        Column("Area", "area"),
        Column("Places", "places", kind="number"),
        Column("People to be trained", "people", kind="number"),
        Column("Contact", "contact_name"),
        Column("Email address", "contact_email"),
        Column("Telephone", "contact_phone"),
        Column("Designated lead", "lead_name"),
        Column("Designated lead since", "lead_since", kind="day"),
        Column("Declined to take part", "has_declined", kind="yesno"),
        Column("Notes", "notes", kind="words"),
    ),
    export=(
        Column("Agency", "agency.name"),
        Column("Area", "area"),
        Column("People to be trained", "people"),
        Column("Trained", "trained_count"),
        Column("Trained lead", "has_trained_lead"),
        Column("Why it does not count", "left_out_because"),
        Column("Contact", "contact_name"),
        Column("Email address", "contact_email"),
        Column("Telephone", "contact_phone"),
        Column("Declined to take part", "has_declined"),
    ),
    form=SettingForm,
    search=("name", "area", "lead_name", "contact_name", "contact_email"),
    filters=("kind", "agency", "has_declined"),
    rows=lambda rows, on: rows.with_coverage(on=on).select_related("kind", "agency"),
    attention=Attention(
        "no trained lead, or no return for 12 months",
        lambda rows, on: rows.needing_somebody(on=on),
    ),
    parts=lambda setting, user, on: list(_parts(setting, user, on)),
    steps=lambda setting, user, on: list(_steps(setting, user, on)),
)

SETTING_KINDS = declare(
    SettingKind,
    noun="kind of setting",
    plural="Kinds of setting",
    group=GROUP,
    part="Settings and returns",
    address="settings/kinds",
    intro="The kinds of setting, and what one of each kind needs to count as covered.",
    columns=(
        Column("Kind", "name", sort="name"),
        Column("Covered by", "rule"),
        Column("Does not count because", "left_out_because", sort="left_out_because"),
    ),
    facts=(
        Column("Covered by", "rule"),
        Column(
            "Courses that count",
            lambda kind: list(kind.courses.all()) or ["Any course"],
            kind="list",
        ),
        Column("Does not count because", "left_out_because"),
    ),
    form=SettingKindForm,
    search=("name",),
)

SETTING_TRAININGS = declare(
    SettingTraining,
    noun="training at a setting",
    plural="Training at settings",
    group=GROUP,
    part="Settings and returns",
    address="settings/trained",
    intro="Who was trained at which setting, or how many were.",
    empty="No training at a setting has been recorded yet.",
    columns=(
        Column("Who", "whom"),
        Column("Setting", "setting.name", sort="setting__name"),
        Column("Course", "course.name", sort="course__name"),
        Column("On", "on", kind="day", sort="on"),
        Column("Designated lead", "is_lead", kind="yesno", sort="is_lead"),
    ),
    facts=(
        Column("Setting", "setting", kind="record"),
        Column("Name", "who"),
        Column("Staff number", "person.number"),
        Column("Part they play there", "role"),
        Column("Designated lead", "is_lead", kind="yesno"),
        Column("How many people", "people", kind="number"),
        Column("Course", "course", kind="record"),
        Column("Completed on", "on", kind="day"),
        Column("How it is known", "source"),
    ),
    export=(Column("How many people", "people"), Column("How it is known", "source")),
    form=SettingTrainingForm,
    search=("who", "setting__name"),
    filters=("is_lead", "course"),
    rows=lambda rows, on: rows.select_related("setting", "course", "person"),
)

SETTING_EXCLUSIONS = declare(
    SettingExclusion,
    noun="exclusion",
    plural="Settings left out",
    group=GROUP,
    part="Settings and returns",
    address="settings/left-out",
    intro="From when to when a setting does not count, and why.",
    empty="No setting is left out by itself; whole kinds may be.",
    columns=(
        Column("Setting", "setting.name", sort="setting__name"),
        Column("Why", "reason", sort="reason"),
        Column("From", "from_on", kind="day", sort="from_on"),
        Column("To", "to_on", kind="day", sort="to_on"),
    ),
    facts=(
        Column("Setting", "setting", kind="record"),
        Column("Why", "reason"),
        Column("From", "from_on", kind="day"),
        Column("To", "to_on", kind="day"),
    ),
    form=SettingExclusionForm,
    search=("setting__name", "reason"),
    rows=lambda rows, on: rows.select_related("setting"),
    closes="End",
)
