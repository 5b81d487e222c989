"""A file becomes a plan: proposed, shown, confirmed or cancelled; by command and in the browser."""

import datetime
import io
import json
import re

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actions.models import (
    Action,
    Objective,
    Plan,
    PlanImport,
    PreviousAction,
    ProgressUpdate,
    Timescale,
    UnplacedText,
)
from actions.services import importing
from prevent_portal.errors import Refused
from prevent_portal.models import Agency, StoredFile
from prevent_portal.roles import Role
from tests.factories import AgencyFactory, PlanFactory, UserFactory

from .reading_files import DUTY_PLAN, LEADING, THEMES, word
from .test_reading import tokens, words_of

TODAY = datetime.date(2026, 3, 18)
HEAD = [
    "Ref",
    "Outcome",
    "Actions",
    "By when",
    "Lead",
    "Status",
    "RAG",
    "Comments",
    "Agencies",
    "Success",
]
TITLE = "Saltshire County Council Prevent action plan 2025/26"


@pytest.fixture
def county():
    return AgencyFactory(name="Saltshire County Council", short_name="Saltshire CC", is_lead=True)


@pytest.fixture
def lead(county):
    return UserFactory(agency=county, roles=[Role.PREVENT_LEAD])


@pytest.fixture
def keeper():
    return UserFactory(roles=[Role.SPOC])


def proposed(blocks, by, *, agency=None, name="plan.docx", **more):
    return importing.propose(word(*blocks), name=name, agency=agency or by.agency, by=by, **more)


def made(blocks, by, **more):
    return importing.commit(proposed(blocks, by, **more), by=by, on=TODAY)


def full_row(*cells):
    return [("Title", TITLE), [HEAD, list(cells)]]


# The service


def test_a_confirmed_file_becomes_a_plan_with_all_that_stands_in_it(lead):
    plan = made(THEMES, lead)

    assert (plan.title, plan.kind, plan.layout, plan.status, plan.period_raw) == (
        TITLE,
        "internal",
        "outcomes-by-theme",
        "draft",
        "2025/26",
    )
    assert (plan.period_start, plan.period_end) == (
        datetime.date(2025, 4, 1),
        datetime.date(2026, 3, 31),
    )
    assert [str(theme) for theme in plan.themes.all()] == [
        "1 Leading the work",
        "2 Schools and colleges",
    ]
    actions = Action.objects.filter(objective__theme__plan=plan)
    assert [(a.objective.ref, a.position, a.text, a.due_on and str(a.due_on)) for a in actions] == [
        ("1.1", 1, "Set up a board with our partners", "2025-06-30"),
        ("1.1", 2, "Report to members", "2025-09-30"),
        ("1.1", 3, "Look again at our risks", "2025-07-01"),
        ("1.2", 1, "Hold a learning day", "2025-10-31"),
        ("2.1", 1, "Write to every head teacher", None),
    ]
    first = plan.themes.get(ref="1").objectives.get(ref="1.1")
    assert [(p.text, p.period_raw, p.status) for p in first.previous_actions.all()] == [
        ("Two updates given to the chief officers.", "2024/25", "complete"),
        ("A workshop on risks completed.", "2024/25", "complete"),
    ]
    assert [(u.text, u.place) for u in plan.unplaced.all()] == [
        ("Appendix 3", "paragraph 1"),
        ("This paper shows what we mean to do.", "paragraph 3"),
    ]


def test_timescales_keep_their_words_and_meaning(lead):
    plan = made(THEMES, lead)

    rows = Timescale.objects.filter(action__objective__theme__plan=plan)
    assert [(r.raw, r.kind, r.every_months, [str(d) for d in r.dates]) for r in rows] == [
        ("June 2025", "date", None, ["2025-06-30"]),
        ("Sept 2025", "date", None, ["2025-09-30"]),
        ("Quarterly", "recurring", 3, []),
        ("Apr and Oct 2025", "dates", None, ["2025-04-30", "2025-10-31"]),
        ("Ongoing activity", "ongoing", None, []),
    ]
    assert {row.set_by for row in rows} == {lead}


def test_everything_made_has_its_first_history_row(lead):
    plan = made(THEMES, lead)

    assert plan.history.get().history_user == lead
    for action in Action.objects.filter(objective__theme__plan=plan):
        assert action.history.get().history_user == lead
    assert [row.history_user for row in plan.imports.get().history.all()] == [lead, lead]


def test_the_words_of_a_status_become_the_first_entry_of_an_actions_past(lead):
    statuses = ["Completed in May", "On track", "Not started", "Replaced by 2.1", "Hopeful", ""]
    texts = [f"Do thing {number}" for number in range(6)]

    plan = made(full_row("1", "Safer venues", texts, "", "", statuses, "", "", "", ""), lead)

    rows = Action.objects.filter(objective__theme__plan=plan)
    assert [row.status for row in rows] == [
        "complete", "ongoing", "not_started", "replaced", "not_started", "not_started",
    ]  # fmt: skip
    updates = ProgressUpdate.objects.filter(action__in=rows).order_by("action__position")
    assert [(u.kind, u.text, u.status, u.on) for u in updates] == [
        ("imported", "Completed in May", "complete", TODAY),
        ("imported", "On track", "ongoing", TODAY),
        ("imported", "Not started", "not_started", TODAY),
        ("imported", "Replaced by 2.1", "replaced", TODAY),
        ("imported", "Hopeful", "not_started", TODAY),
    ]
    assert {row.last_update_on for row in rows} == {None}


def test_what_stands_beside_an_action_is_kept_with_it(lead):
    police = AgencyFactory(name="Saltshire Police", short_name="SP")

    plan = made(
        full_row(
            "1", "Safer venues", "Write a policy", "some day", "Estates lead / Legal", "", "Amber",
            ["Drafted.", "Sent round."], "sp, Fire service", "All bookings checked",
        ),
        lead,
    )  # fmt: skip

    action = Action.objects.get(objective__theme__plan=plan)
    assert (action.leads, action.rag, action.progress_notes, action.success_measure) == (
        ["Estates lead", "Legal"],
        "amber",
        ["Drafted.", "Sent round."],
        "All bookings checked",
    )
    assert (action.timescale_kind, action.timescale_raw, action.due_on) == (
        "unknown",
        "some day",
        None,
    )
    assert list(action.agencies.all()) == [police]
    assert [(u.text, u.place) for u in plan.unplaced.all()] == [
        ("Fire service", "agency beside “Write a policy”")
    ]


def test_a_rating_without_a_colour_stays_beside_the_plan_and_references_with_their_actions(lead):
    plan = made(
        [
            ("Title", TITLE),
            [
                ["Ref", "Outcome", "Actions", "By when", "RAG"],
                ["1.1", "Safer venues", "Write a policy", "", "purple"],
                ["1.2", "", "Train staff", "", "G"],
            ],
        ],
        lead,
    )

    assert [(u.text, u.place) for u in plan.unplaced.all()] == [
        ("purple", "rating beside “Write a policy”")
    ]
    actions = Action.objects.filter(objective__theme__plan=plan)
    assert [action.ref for action in actions] == ["1.1", "1.2"]


def test_duties_keep_the_lists_and_status_of_their_row(lead):
    plan = made(DUTY_PLAN, lead)

    first = plan.themes.get().objectives.first()
    assert plan.kind == Plan.Kind.SPOC
    assert plan.themes.get().is_implicit
    assert (first.ref_is_typed, first.status, first.status_basis) == (False, "complete", "literal")
    assert first.leads == ["Head of inclusion", "Deputy"]
    assert first.evidence_notes == ["List of contacts"]
    assert Timescale.objects.count() == 0


def test_very_long_words_find_room(lead):
    title, ref = "Prevent action plan 2025/26 " + "of ours " * 60, "reference " * 5
    plan = made(
        [
            ("Title", title),
            [["Ref", "Outcome", "Actions", "By when"], [ref, "Safer", "Do", "May 2025"]],
        ],
        lead,
    )

    assert len(plan.title) == 300
    assert title.strip() in [each.text for each in plan.unplaced.all()]
    objective = plan.themes.get().objectives.get()
    assert (objective.ref, objective.text) == ("", f"{ref.strip()} Safer")


def test_a_person_may_put_the_particulars_right(lead):
    plan = importing.commit(
        proposed(THEMES, lead),
        by=lead,
        title="Our plan",
        kind="partnership",
        period_start=datetime.date(2025, 1, 1),
        period_end=datetime.date(2025, 12, 31),
    )

    assert (plan.title, plan.kind) == ("Our plan", "partnership")
    assert str(plan.period_start) == "2025-01-01"
    recurring = Action.objects.get(objective__theme__plan=plan, timescale_raw="Quarterly")
    assert str(recurring.due_on) == "2025-04-01"


def test_the_same_file_is_not_imported_twice(lead):
    first = made(THEMES, lead)

    with first.imports.get().file.content.open() as kept:
        file = io.BytesIO(kept.read())
    with pytest.raises(importing.AlreadyImported, match="This file was imported on") as refusal:
        importing.propose(file, name="again.docx", agency=lead.agency, by=lead)

    assert refusal.value.thing == first
    assert Plan.objects.count() == 1


def test_two_proposals_of_one_file_make_one_plan(lead):
    one, two = proposed(THEMES, lead), proposed(THEMES, lead)
    importing.commit(one, by=lead)

    with pytest.raises(importing.AlreadyImported):
        importing.commit(two, by=lead)

    assert PlanImport.objects.get(pk=two.pk).state == "proposed"
    assert Plan.objects.count() == 1


def test_a_proposal_is_committed_once(lead):
    proposal = proposed(THEMES, lead)
    plan = importing.commit(proposal, by=lead)

    with pytest.raises(importing.AlreadyImported) as refusal:
        importing.commit(proposal, by=lead)

    assert refusal.value.thing == plan


def test_another_file_of_the_same_plan_is_refused(lead):
    first = PlanFactory(agency=lead.agency, title=TITLE, period_start="2025-04-01")

    with pytest.raises(importing.AlreadyImported, match="already has a plan") as refusal:
        proposed(THEMES, lead)

    assert refusal.value.thing == first


def test_another_agency_may_import_the_same_file(lead):
    made(THEMES, lead)

    assert made(THEMES, lead, agency=AgencyFactory()).title == TITLE


def test_a_cancelled_import_makes_nothing_and_is_over(lead):
    proposal = proposed(THEMES, lead)
    importing.cancel(proposal, by=lead)

    with pytest.raises(Refused, match="was cancelled"):
        importing.commit(proposal, by=lead)

    assert Plan.objects.count() == 0


@pytest.mark.parametrize("start", PlanImport.State)
@pytest.mark.parametrize("end", ["committed", "cancelled"])
def test_an_import_is_settled_once(lead, start, end):
    proposal = proposed(THEMES, lead)
    if start == "committed":
        importing.commit(proposal, by=lead)
    if start == "cancelled":
        importing.cancel(proposal, by=lead)
    step = {"committed": importing.commit, "cancelled": importing.cancel}[end]

    if start == "proposed":
        step(proposal, by=lead)
        assert PlanImport.objects.get(pk=proposal.pk).state == end
    else:
        with pytest.raises(Refused):
            step(proposal, by=lead)


def test_a_keeper_imports_plans_of_their_own_agency_and_kinds(keeper):
    assert proposed(DUTY_PLAN, keeper).kind == "spoc"
    assert proposed(THEMES, keeper).kind == "spoc"
    with pytest.raises(Refused, match="your own agency"):
        proposed(THEMES, keeper, agency=AgencyFactory())
    with pytest.raises(Refused, match="Only the Prevent lead"):
        proposed(THEMES, keeper, kind="internal")


def test_a_file_that_cannot_be_read_leaves_nothing(lead):
    with pytest.raises(Refused, match="has no table") as refusal:
        proposed(["only words"], lead)

    assert refusal.value.field == "file"
    assert not StoredFile.objects.exists()


def test_hostile_words_are_kept_as_they_are(lead):
    hostile = ["=cmd()", "<script>alert(1)</script>", "\u202egnp", "x" * 100_000]

    plan = made(full_row("1", "Safer venues", hostile, *[""] * 7), lead)

    assert [a.text for a in Action.objects.filter(objective__theme__plan=plan)] == hostile


def test_a_plan_is_written_in_as_many_queries_whatever_its_size(lead):
    small = proposed([("Title", "A plan 2025/26"), LEADING], lead)
    rows = [
        [str(n), f"Outcome {n}", [f"Do {n}", f"And {n}"], "May 2025", *[""] * 6] for n in range(200)
    ]
    large = proposed([("Title", "B plan 2025/26"), [HEAD, *rows]], lead)
    counts = []

    for proposal in (small, large):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            importing.commit(proposal, by=lead)
        counts.append(len(queries))

    assert Action.objects.count() == 404
    assert abs(counts[1] - counts[0]) <= 4
    assert max(counts) < 50


def test_the_plans_of_councils_can_be_kept(lead, shared_folder):
    for name, actions in (
        ("barnet-2019-01.docx", 6),
        ("bromley-2016-17.docx", 34),
        ("buckinghamshire-2019-20.docx", 40),
        ("cambridgeshire-county-delivery-plan.xlsx", 24),
        ("nottinghamshire-2017-progress.docx", 2),
        ("peterborough-education-spoc-2017-18.docx", 29),
    ):
        with (shared_folder / "plans" / name).open("rb") as file:
            proposal = importing.propose(file, name=name, agency=lead.agency, by=lead)
        plan = importing.commit(proposal, by=lead)

        assert Action.objects.filter(objective__theme__plan=plan).count() == actions
        assert missing_words(proposal, plan) == set()


def missing_words(proposal, plan):
    """Words of the file that stand neither in the plan that was made nor in its unplaced text."""
    rows = [plan, *plan.unplaced.all(), *plan.themes.all()]
    rows += Objective.objects.filter(theme__plan=plan)
    rows += Action.objects.filter(objective__theme__plan=plan)
    rows += PreviousAction.objects.filter(objective__theme__plan=plan)
    rows += ProgressUpdate.objects.filter(action__objective__theme__plan=plan)
    kept = [str(value) for row in rows for value in vars(row).values()]
    kept += list(map(str, proposal.reading["columns"])) + [str(proposal.reading["called"])]
    with proposal.file.content.open("rb") as file:
        return words_of(file, proposal.file.name) - tokens("\n".join(kept))


# The command


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "plan.docx"
    path.write_bytes(word(*THEMES).getvalue())
    return str(path)


def command(*words):
    out = io.StringIO()
    call_command("import_plan", *words, stdout=out)
    return out.getvalue()


def test_the_command_shows_what_it_would_make_and_makes_nothing(file):
    said = command(file)

    assert said.splitlines() == [
        TITLE,
        "Authority: Saltshire County Council. Period: 2025/26. Layout: outcomes-by-theme.",
        "Would make: 2 sections, 3 objectives, 5 actions, 5 with due text, 4 previous actions.",
        "Found no place: 2.",
        "  paragraph 1: Appendix 3",
        "  paragraph 3: This paper shows what we mean to do.",
    ]
    assert not Plan.objects.exists()


def test_the_command_says_what_could_be_read_otherwise(tmp_path):
    path = tmp_path / "plan.docx"
    dates = ["May 2025", "June 2025"]
    path.write_bytes(
        word(*full_row("1", "Safer", ["Do", "Look", "Go"], dates, *[""] * 6)).getvalue()
    )

    assert "Look again: table 1, row 2, column 4: 2 entries" in command(str(path))


def test_the_command_commits_quietly_for_the_lead_authority(file, county):
    assert command(file, "--commit") == ""
    assert Plan.objects.get().agency == county


def test_the_command_prints_what_was_read(file, county):
    answer = json.loads(command(file, "--json", "--commit", "--kind", "partnership"))

    assert answer["counts"]["actions"] == 5
    assert [each["text"] for each in answer["unplaced"]][0] == "Appendix 3"
    assert Plan.objects.get().kind == "partnership"


@pytest.mark.parametrize(
    ("name", "kind", "is_authority"),
    [
        ("Saltshire County Council", "county", True),
        ("Brack District Council", "district", True),
        ("London Borough of Eastmere", "unitary", True),
        ("Eastmere Trust", "other", False),
    ],
)
def test_the_command_makes_an_agency_where_it_is_told_to(file, name, kind, is_authority):
    command(file, "--commit", "--agency", name, "--new-agency")

    agency = Agency.objects.get()
    assert (agency.name, agency.kind, agency.is_specified_authority) == (name, kind, is_authority)
    assert agency.is_lead
    assert agency.plans.get().title == TITLE


def test_the_command_takes_the_authority_that_the_file_names(file):
    command(file, "--commit", "--new-agency")

    assert Plan.objects.get().agency.name == "Saltshire County Council"


def test_the_command_finds_an_agency_by_name(file, county):
    AgencyFactory(name="Brack Council")

    command(file, "--commit", "--agency", "brack council")

    assert Plan.objects.get().agency.name == "Brack Council"


def refused(*words):
    with pytest.raises(CommandError) as error:
        command(*words)
    return str(error.value)


def test_the_command_refuses_with_one_sentence(file, tmp_path):
    empty = tmp_path / "empty.docx"
    empty.write_bytes(b"")
    nameless = tmp_path / "nameless.docx"
    nameless.write_bytes(word(LEADING).getvalue())

    assert refused(str(tmp_path / "none.docx")).endswith("none.docx: no such file or directory.")
    assert refused(str(empty)) == "empty.docx is empty. Choose a file with a plan in it."
    assert refused(file, "--commit") == (
        "There is no lead authority yet: say whose plan it is with --agency."
    )
    assert refused(file, "--commit", "--agency", "Nowhere") == (
        "There is no agency called Nowhere: add --new-agency to make one."
    )
    assert refused(str(nameless), "--commit", "--new-agency") == (
        "The file does not say whose plan it is: name the agency with --agency."
    )
    assert refused(file, "--commit", "--agency", "x" * 201, "--new-agency").startswith(
        "Ensure this"
    )
    assert not Agency.objects.exists()
    command(file, "--commit", "--new-agency")
    assert "This file was imported on" in refused(file, "--commit")


# The pages


def upload(client, blocks=THEMES, name="plan.docx", **more):
    file = word(*blocks)
    file.name = name
    return client.post(reverse("actions:import_plan"), {"file": file, **more})


def particulars(**changes):
    answer = {
        "title": TITLE,
        "kind": "internal",
        "period_start_day": "1",
        "period_start_month": "4",
        "period_start_year": "2025",
        "period_end_day": "31",
        "period_end_month": "3",
        "period_end_year": "2026",
    }
    return answer | changes


def text_of(response):
    words = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(words.split())


def test_a_lead_uploads_looks_and_confirms(client, lead):
    client.force_login(lead)

    preview = client.get(upload(client, agency=lead.agency_id).url)

    assert preview.status_code == 200
    said = text_of(preview)
    assert "2 themes, 3 outcomes, 5 actions; 2 pieces of text found no place." in said
    assert "Text that found no place (2)" in said
    assert "Appendix 3" in said
    assert "Theme 1: Leading the work" in said
    assert "By when: Apr and Oct 2025" in said
    assert "30 April 2025 and 31 October 2025" in said
    proposal = PlanImport.objects.get()
    response = client.post(reverse("actions:commit_import", args=[proposal.pk]), particulars())
    assert response.url == Plan.objects.get().get_absolute_url()
    settled = text_of(client.get(proposal.get_absolute_url()))
    assert "This file has been imported" in settled
    assert "Make this plan" not in settled


def test_a_keeper_imports_for_their_own_agency_without_being_asked(client, keeper):
    client.force_login(keeper)
    assert "Agency whose plan it is" not in text_of(client.get(reverse("actions:import_plan")))

    upload(client, DUTY_PLAN)

    assert PlanImport.objects.get().agency == keeper.agency


def test_an_import_is_cancelled(client, lead):
    client.force_login(lead)
    upload(client, agency=lead.agency_id)
    proposal = PlanImport.objects.get()

    client.post(reverse("actions:cancel_import", args=[proposal.pk]))

    assert not Plan.objects.exists()
    assert "Nothing was made" in text_of(client.get(proposal.get_absolute_url()))


@pytest.mark.parametrize("page", ["commit_import", "cancel_import"])
def test_the_addresses_of_the_buttons_lead_to_the_preview(client, lead, page):
    client.force_login(lead)
    proposal = proposed(THEMES, lead)

    response = client.get(reverse(f"actions:{page}", args=[proposal.pk]))

    assert response.url == proposal.get_absolute_url()


@pytest.mark.parametrize(
    ("blocks", "name", "sentence"),
    [
        (["only words"], "plan.docx", "plan.docx has no table."),
        (THEMES, "plan.xlsx", "plan.xlsx is not an Excel workbook"),
        (THEMES, "plan.pdf", "plan.pdf is not a Word"),
    ],
)
def test_a_file_that_will_not_do_is_refused_on_the_form(client, lead, blocks, name, sentence):
    client.force_login(lead)

    response = upload(client, blocks, name, agency=lead.agency_id)

    assert response.status_code == 200
    assert sentence in text_of(response)
    assert not PlanImport.objects.exists()


def test_no_file_and_an_empty_file_are_refused_on_the_form(client, lead):
    client.force_login(lead)
    empty = io.BytesIO(b"")
    empty.name = "plan.docx"

    assert "Select the file of the plan" in text_of(
        client.post(reverse("actions:import_plan"), {"agency": lead.agency_id})
    )
    assert "plan.docx is empty" in text_of(
        client.post(reverse("actions:import_plan"), {"agency": lead.agency_id, "file": empty})
    )


def test_a_plan_imported_twice_offers_to_open_the_first(client, lead):
    client.force_login(lead)
    first = made(THEMES, lead)

    response = upload(client, agency=lead.agency_id)

    assert "This file was imported on" in text_of(response)
    assert f'href="{first.get_absolute_url()}"' in response.content.decode()


def test_what_is_put_wrong_is_said_on_the_form_with_all_that_was_typed(client, lead):
    client.force_login(lead)
    address = reverse("actions:commit_import", args=[proposed(THEMES, lead).pk])

    no_date = client.post(address, particulars(period_end_month="13", title="Our own title"))
    assert "Last day of the plan must be a real date" in text_of(no_date)
    assert "Our own title" in no_date.content.decode()
    backwards = client.post(address, particulars(period_end_year="2024"))
    assert "The plan must end after it starts." in text_of(backwards)
    PlanFactory(agency=lead.agency, title=TITLE, period_start="2025-04-01")
    again = client.post(address, particulars())
    assert "already has a plan of this title and period" in text_of(again)
    assert Plan.objects.count() == 1


def test_the_preview_shows_a_huge_plan_page_by_page(client, lead):
    client.force_login(lead)
    rows = [
        [str(n), f"Outcome {n}", [f"Do {n}.{k} " + "x" * 2000 for k in range(30)], "", *[""] * 6]
        for n in range(12)
    ]
    rows.append(["99", "The last", ["y" * 100_000] * 90, *[""] * 7])
    proposal = proposed(
        [
            *(f"Loose words {n} " + "z" * 3000 for n in range(60)),
            ("Title", "A plan 2025/26"),
            [HEAD, *rows],
        ],
        lead,
    )

    seen = ""
    for number in range(1, 40):
        with CaptureQueriesContext(connection) as queries:
            page = client.get(proposal.get_absolute_url(), {"page": number})
        assert len(page.content) < 80_000
        assert len([each for each in queries if "SAVEPOINT" not in each["sql"]]) <= 12
        seen += text_of(page)

    assert all(f"Do {n}.{k} " in seen for n in range(12) for k in range(30))
    assert "Loose words 24" in seen
    assert "Loose words 25" not in seen
    assert "Loose words 59" in text_of(client.get(proposal.get_absolute_url(), {"text": 3}))


def test_hostile_words_are_shown_as_typed(client, lead):
    client.force_login(lead)
    proposal = proposed(full_row("1", "Safer", "<script>alert(1)</script>", *[""] * 7), lead)

    page = client.get(proposal.get_absolute_url()).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_preview_says_what_to_look_at_again(client, lead):
    client.force_login(lead)
    dates = ["some day", "June 2025"]
    proposal = proposed(full_row("1", "Safer", ["Do", "Look", "Go"], dates, *[""] * 6), lead)

    said = text_of(client.get(proposal.get_absolute_url()))

    assert "Table 1, row 2, column 4: 2 entries stand beside 3 actions" in said
    assert "No date understood" in said


def test_unplaced_text_is_kept_with_the_plan(lead):
    plan = made(THEMES, lead)

    assert UnplacedText.objects.filter(plan=plan).count() == 2
