"""Plans exported: by download and by command, the same plan again, whatever its size."""

import datetime
import io
import re

import docx
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actions import demo as plans
from actions import timescale
from actions.models import Action, Objective, Plan, PreviousAction, ProgressUpdate, Theme
from actions.reading import read
from actions.services import exporting, importing
from actions.services.timescales import set_timescale
from prevent_portal import demo
from prevent_portal.acting import acting_for
from prevent_portal.errors import Refused
from prevent_portal.models import AccessRecord
from prevent_portal.roles import Role
from tests.actions.reading_files import (
    COUNTY_ROWS,
    DUTY_PLAN,
    PRIORITIES,
    REPORT,
    REQUIRED,
    THEMES,
    sheet,
    word,
)
from tests.actions.test_writing import everything
from tests.factories import (
    ActionFactory,
    AgencyFactory,
    ObjectiveFactory,
    PlanFactory,
    ThemeFactory,
    UserFactory,
)

FORMS = ("docx", "xlsx", "csv")
#: Not counted: the edges of transactions, and for whom they are.
EDGES = ("SAVEPOINT", "RELEASE", "SELECT set_config", "ROLLBACK", "BEGIN")


def imported(file, name="plan.docx"):
    """The plan that an import makes of a file."""
    with acting_for(None):
        proposal = importing.propose(file, name=name, agency=AgencyFactory(), by=None)
        return importing.commit(proposal, by=None)


def exported(plan, form="docx", **choices):
    """The bytes of an export, ready to be read."""
    file = io.BytesIO()
    with acting_for(None):
        exporting.export_plan(plan, file, form=form, **choices)
    file.seek(0)
    return file


def back(plan, form="docx"):
    return read(exported(plan, form), name=exporting.file_name(plan, form)).as_json()


@pytest.fixture
def plan(today):
    """A plan of one outcome, made here."""
    made = PlanFactory(title="Wrenshire Prevent plan", period_raw="2025/26")
    theme = ThemeFactory(plan=made, position=1, ref="1", title="Leading")
    outcome = ObjectiveFactory(theme=theme, position=1, ref="1.1", text="Officers know")
    for position, text in enumerate(["Report to members", "Tell the board"], start=1):
        action = ActionFactory(objective=outcome, position=position, text=text)
        set_timescale(action, by=None, raw="June 2025", on=today)
    PreviousAction.objects.create(
        objective=outcome, position=1, text="Told them.", period_raw="2024/25"
    )
    return made


# The same plan again


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("blocks", [THEMES, DUTY_PLAN], ids=["outcomes", "duties"])
def test_an_export_reads_back_as_the_plan_that_was_imported(blocks, form):
    first = read(word(*blocks), name="plan.docx").as_json()

    again = back(imported(word(*blocks)), form)

    assert again["sections"] == first["sections"]
    assert {key: again[key] for key in ("title", "period_raw", "layout")} == {
        key: name(first[key]) if form == "csv" else first[key]
        for key in ("title", "period_raw", "layout")
    }


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "rows",
    [
        [["Ref", "Actions", "By when"], ["1", "Write a policy", "June 2025"],
         ["Action 7", "Train staff", "May 2025"]],
        [["Ref", "Outcome", "Actions", "By when"],
         ["1.2.1", "1.2 Safer halls", "Write a policy", "June 2025"],
         ["1.2.2", "", "Train staff", "May 2025"]],
    ],
    ids=["without outcomes", "under an outcome"],
)  # fmt: skip
def test_the_references_of_actions_come_back(rows, form):
    plan = imported(word(("Title", "Wrenshire Prevent plan 2025/26"), rows))
    typed = [(a.ref, a.text) for a in Action.objects.filter(objective__theme__plan=plan)]
    assert [ref for ref, _ in typed] == [rows[1][0], rows[2][0]]

    again = back(plan, form)

    actions = [a for s in again["sections"] for o in s["objectives"] for a in o["actions"]]
    assert [(action.get("ref", ""), action["text"]) for action in actions] == typed
    assert [o["ref"] for s in again["sections"] for o in s["objectives"]] == [
        o.ref for o in Objective.objects.filter(theme__plan=plan)
    ]


def name(text):
    """A text as a file can be called; of a CSV file nothing else says its title and period."""
    return text.replace("/", "-")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "council", ["buckinghamshire-2019-20", "peterborough-education-spoc-2017-18"]
)
def test_the_plans_of_two_councils_come_back_the_same(shared_folder, council, form):
    path = shared_folder / "plans" / f"{council}.docx"
    with path.open("rb") as file:
        first = read(file, name=path.name).as_json()
        plan = imported(file, path.name)

    again = back(plan, form)

    assert again["sections"] == first["sections"]
    for each in ("layout", "counts", "period_start", "period_end"):
        assert again[each] == first[each]
    if form == "docx":
        assert set(again["columns"][0]) >= set(first["columns"][0])


COUNCILS = (
    "barnet-2019-01.docx",
    "bromley-2016-17.docx",
    "cambridgeshire-county-delivery-plan.xlsx",
    "nottinghamshire-2017-progress.docx",
)
#: What a reading says of the file it came from, and not of the plan.
OF_THE_FILE = (
    "file", "unplaced", "not_sections", "columns", "called", "ambiguities",
    "authority", "authorities",  # whose it is says the agency into which it was imported
)  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", COUNCILS)
def test_the_plans_of_four_more_councils_come_back_the_same(shared_folder, name, form):
    path = shared_folder / "plans" / name
    with path.open("rb") as file:
        first = read(file, name=name).as_json()
        plan = imported(file, name)

    again = back(plan, form)

    assert actions_of(again) == actions_of(first)
    assert again["sections"] == first["sections"]
    assert (again["layout"], again["counts"]) == (first["layout"], first["counts"])
    assert of_the_plan(again) == of_the_plan(first)


def of_the_plan(answer):
    """All that a reading says of the plan as a whole."""
    return {key: value for key, value in answer.items() if key not in OF_THE_FILE}


def actions_of(answer):
    """Every action's words with those of what it stands under, and its leads."""
    found = []
    for section in answer["sections"]:
        for each in importing.objectives_of(section):
            found += [(each["text"], a["text"], a["leads"]) for a in each["actions"]]
    return found


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "blocks", [REQUIRED, PRIORITIES, REPORT], ids=["requirements", "priorities", "report"]
)
def test_a_plan_of_sections_of_updates_or_of_paragraphs_comes_back(blocks, form):
    first = read(word(*blocks), name="plan.docx").as_json()

    again = back(imported(word(*blocks)), form)

    assert again["sections"] == first["sections"]
    assert again["layout"] == first["layout"]


@pytest.mark.parametrize("form", FORMS)
def test_a_plan_of_section_rows_comes_back_in_every_form(form):
    first = read(sheet(COUNTY_ROWS), name="plan.xlsx").as_json()

    again = back(imported(sheet(COUNTY_ROWS), "plan.xlsx"), form)

    assert leads_as_read(again) == leads_as_read(first)
    assert again["layout"] == first["layout"]
    assert again["footnotes"] == first["footnotes"]


def leads_as_read(answer):
    """The sections less how the leads were typed; what a name stands for is read from a note."""
    return [
        (each["text"], [(a["text"], a["leads"]) for a in each["actions"]])
        for section in answer["sections"]
        for each in section["objectives"]
    ]


def test_what_is_no_longer_as_the_file_had_it_is_written_as_it_is_now():
    plan = imported(word(*PRIORITIES))
    action = Action.objects.get(text="We will train all who meet the public.")
    action.progress_notes, action.leads = ["Fifty were trained."], ["Training officer"]
    action.save()

    said = everything(exported(plan), "docx")

    assert {"Fifty were trained.", "Training officer", "Action 2"} <= set(said)
    assert not {"Still to do:", "Forty were trained."} & set(said)


@pytest.mark.parametrize("form", FORMS)
def test_a_section_that_requires_nothing_still_shows_its_activities(today, form):
    plan = PlanFactory(
        layout="requirements-and-activities",
        governing_body="Safer Wren Board",
        period_raw="2025/26",
    )
    theme = ThemeFactory(plan=plan, position=1, ref="1", title="Halls")
    outcome = ObjectiveFactory(theme=theme, position=1, ref="1", text="Halls")
    ActionFactory(objective=outcome, position=1, text="Look at every hire form")

    again = back(plan, form)

    assert again["layout"] == "requirements-and-activities"
    assert again["lead_partnership"] == "Safer Wren Board"
    assert actions_of(again) == [("Halls", "Look at every hire form", [])]


@pytest.fixture
def county(settings, tmp_path, today):
    """The plans of the demonstration."""
    settings.VAR, settings.IS_DEMO = tmp_path, True
    with acting_for(None):
        demo.load(today)
        plans.load(today)


def test_the_plans_of_the_demonstration_come_back_the_same(county):
    kept = Plan.objects.order_by("pk")

    assert {plan.layout for plan in kept} == {
        "outcomes-by-theme", "duty-spoc", "county-delivery",
    }  # fmt: skip
    for plan in kept:
        for form in FORMS:
            answer = back(plan, form)
            assert answer["layout"] == plan.layout
            assert read_outline(answer) == stored_outline(plan)


def read_outline(answer):
    return [
        (
            section.get("heading_raw") or "",
            [
                (
                    each["ref"],
                    each["text"],
                    [(a["text"], a["timescale_raw"] or "") for a in each["actions"]],
                    [previous["text"] for previous in each.get("previous_actions", [])],
                )
                for each in section["objectives"]
            ],
        )
        for section in answer["sections"]
    ]


def stored_outline(plan):
    return [
        (
            theme.heading_raw,
            [
                (
                    each.ref,
                    each.text,
                    [(a.text, a.timescale_raw) for a in each.actions.order_by("position")],
                    [a.text for a in each.previous_actions.order_by("position")],
                )
                for each in theme.objectives.order_by("position")
            ],
        )
        for theme in plan.themes.order_by("position")
    ]


# What is written of it


def test_a_theme_is_headed_as_typed_until_somebody_changes_it(plan):
    def heading(**values):
        theme = Theme(plan=plan, position=9, **values)
        return exporting._heading(theme)

    assert heading(ref="1", title="Leading", heading_raw="THEME 1 - Leading") == "THEME 1 - Leading"
    assert heading(ref="1", title="Leading", heading_raw="Leading") == "Leading"
    assert (
        heading(ref="1", title="Leading well", heading_raw="Theme 1: Leading")
        == "Theme 1: Leading well"
    )
    assert heading(ref="2", title="Leading", heading_raw="Theme 1: Leading") == "Theme 2: Leading"
    assert heading(ref="A1", title="Leading") == "A1 Leading"
    assert heading(title="Leading") == "Leading"
    assert heading(is_implicit=True) == ""


def test_a_timescale_chosen_by_hand_is_put_in_words(plan, today):
    action = Action.objects.order_by("pk").first()
    chosen = timescale.Meaning("", "date", (datetime.date(2026, 6, 30),), precision="day")

    set_timescale(action, by=None, raw="", meaning=chosen, on=today)

    assert "30 June 2026" in everything(exported(plan), "docx")


def test_progress_goes_along_only_where_it_is_asked_for(plan, today):
    lead = UserFactory(name="Sam Reed", job_title="Community safety manager")
    action = Action.objects.order_by("pk").first()
    action.lead, action.status, action.rag = lead, Action.Status.IN_PROGRESS, "amber"
    action.save()
    ProgressUpdate.objects.create(
        action=action, on=today, text="Paper drafted", status=action.status, by=lead
    )

    without = everything(exported(plan), "docx")
    beside = everything(exported(plan, with_progress=True), "docx")

    said = {
        "In progress, amber, late",
        "Community safety manager",
        "18 March 2026: Paper drafted",
    }
    assert said <= set(beside)
    assert not said & set(without)
    assert "Sam Reed" not in " ".join(beside)


def test_what_was_taken_back_is_not_the_last_update(plan, today):
    action = Action.objects.order_by("pk").first()
    entry = {"action": action, "on": today, "status": action.status}
    ProgressUpdate.objects.create(text="Begun", **entry)
    wrong = ProgressUpdate.objects.create(text="Wrong action", **entry)
    ProgressUpdate.objects.create(kind=ProgressUpdate.Kind.UNDONE, corrects=wrong, **entry)

    text = everything(exported(plan, with_progress=True), "docx")

    assert "18 March 2026: Begun" in text
    assert "Wrong action" not in " ".join(text)


@pytest.mark.parametrize(
    ("marking", "said"), [("official", ""), ("official-sensitive", "OFFICIAL-SENSITIVE")]
)
def test_a_marking_that_matters_stands_on_every_page(plan, marking, said):
    plan.marking = marking

    document = docx.Document(exported(plan))

    assert document.sections[0].header.paragraphs[0].text == said


def test_the_author_is_a_post_and_never_a_name(plan):
    by = UserFactory(name="Sam Reed", roles=[Role.PREVENT_LEAD], agency=plan.agency)

    about = docx.Document(exported(plan, by=by)).core_properties

    assert about.author == about.last_modified_by == f"Prevent lead, {plan.agency.name}"
    assert docx.Document(exported(plan)).core_properties.author == plan.agency.name


@pytest.mark.parametrize("form", FORMS)
def test_the_queries_of_an_export_are_few_and_the_same_at_every_size(plan, form):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            exported(plan, form, with_progress=True)
        return [q["sql"] for q in queries if not q["sql"].startswith(EDGES)]

    few = len(asked())
    for position in range(2, 12):
        theme = ThemeFactory(plan=plan, position=position)
        for place in range(1, 4):
            outcome = ObjectiveFactory(theme=theme, position=place)
            ActionFactory(objective=outcome, position=1)

    assert few == len(asked()) <= 8


@pytest.mark.parametrize(
    ("title", "called"),
    [
        ("Plan 2025/26: schools", "Plan 2025-26- schools.csv"),
        ("..\\..\x07", "-..-.csv"),
        ("x" * 300, f"{'x' * 150}.csv"),
    ],
)
def test_a_file_is_called_by_the_plans_title(title, called):
    assert exporting.file_name(Plan(pk=7, title=title), "csv") == called


def test_a_form_that_there_is_not_is_refused(plan):
    with pytest.raises(Refused, match="written as docx, xlsx or csv"):
        exported(plan, "pdf")


# Download


def download(client, user, plan, **data):
    client.force_login(user)
    return client.get(reverse("actions:export_plan", args=[plan.pk]), data)


@pytest.mark.parametrize("form", FORMS)
def test_a_reader_downloads_the_plan_and_the_log_says_so(client, plan, form):
    reader = UserFactory(agency=plan.agency)

    response = download(client, reader, plan, format=form)

    assert (
        response.headers["Content-Disposition"]
        == f'attachment; filename="Wrenshire Prevent plan.{form}"'
    )
    assert response.headers["Cache-Control"] == "private, no-store"
    assert "Report to members" in everything(io.BytesIO(response.getvalue()), form)
    record = AccessRecord.objects.filter(user=reader).order_by("pk").last()
    assert (record.verb, record.page, record.reference) == (
        AccessRecord.Verb.EXPORTED,
        "actions:export_plan",
        f"actions.plan:{plan.pk}",
    )


def test_a_download_with_progress_says_how_things_stand(client, plan):
    response = download(client, UserFactory(agency=plan.agency), plan, format="csv", progress="1")

    assert b"Last update" in response.getvalue()


def test_a_form_that_there_is_not_leads_back_to_the_plan_with_a_sentence(client, plan):
    response = download(client, UserFactory(agency=plan.agency), plan, format="pdf")

    assert (response.status_code, response["Location"]) == (302, plan.get_absolute_url())


def test_another_agencys_reader_finds_no_plan_to_download(client, plan):
    neighbour = UserFactory()
    PlanFactory(agency=neighbour.agency)

    assert download(client, neighbour, plan).status_code == 404


# The command


def run(*words):
    call_command("export_plan", *map(str, words))


@pytest.mark.parametrize("form", FORMS)
def test_the_command_writes_a_file_and_says_nothing(plan, tmp_path, capsys, form):
    path = tmp_path / f"out.{form}"

    run("wrenshire prevent PLAN", "--output", path)
    run(plan.pk, "--format", form, "--output", path, "--with-progress")

    assert {"Report to members", "Last update"} <= set(
        everything(io.BytesIO(path.read_bytes()), form)
    )
    assert list(tmp_path.glob("*")) == [path]
    assert capsys.readouterr() == ("", "")


def refused(*words):
    with pytest.raises(CommandError) as caught:
        run(*words)
    return caught.value


def test_a_plan_that_is_not_there_is_said_in_a_sentence(tmp_path):
    error = refused("No such plan", "--output", tmp_path / "out.csv")

    assert (str(error), error.returncode) == ("There is no plan called No such plan.", 1)
    assert list(tmp_path.iterdir()) == []


def test_several_plans_of_one_title_are_listed(plan, tmp_path):
    other = PlanFactory(title=plan.title, agency__name="Another agency")

    error = refused(plan.title, "--output", tmp_path / "out.csv")

    assert error.returncode == 2
    assert str(error).splitlines() == [
        "Several plans are called Wrenshire Prevent plan. Name one by its number:",
        *sorted(
            [
                f"  {plan.pk}\tWrenshire Prevent plan ({plan.agency}, 2025/26)",
                f"  {other.pk}\tWrenshire Prevent plan (Another agency)",
            ],
            key=lambda line: line.partition("(")[2],
        ),
    ]


def test_a_file_that_cannot_be_written_is_said_in_a_sentence(plan, tmp_path):
    missing = tmp_path / "no" / "out.csv"

    assert str(refused(plan.pk, "--output", missing)) == (
        f"{missing} could not be written: No such file or directory."
    )
    assert str(refused(plan.pk, "--format", "csv", "--output", tmp_path)) == (
        f"{tmp_path} is a folder. Name a file in it."
    )
    assert str(refused(plan.pk, "--output", tmp_path / "out.pdf")) == (
        "Say which format out.pdf is to have: docx, xlsx, csv."
    )


def test_what_cannot_be_written_leaves_the_file_that_was_there(plan, tmp_path):
    Action.objects.order_by("pk").first()
    action = Action.objects.order_by("pk").first()
    action.text = "x" * 40_000
    action.save()
    path = tmp_path / "out.xlsx"
    path.write_bytes(b"as it was")

    assert re.search("longer than a cell of Excel holds", str(refused(plan.pk, "--output", path)))
    assert path.read_bytes() == b"as it was"
    assert list(tmp_path.iterdir()) == [path]
