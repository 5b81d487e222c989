"""A person says what a file means: its columns, what goes with what, and where a text belongs."""

import pytest
from django.urls import reverse

from actions.models import Action, Objective, PlanImport, SavedLayout, UnplacedText
from actions.reading.mapping import Mapping
from actions.services import importing, layouts, mapping, unplaced
from prevent_portal.errors import Refused
from prevent_portal.roles import Role
from tests.factories import ActionFactory, AgencyFactory, UserFactory

from .reading_files import THEMES, word
from .test_importing import text_of
from .test_reading_mapping import STRANGE

#: The same columns in another order, and other words in the rows.
STRANGE_AGAIN = [
    ("Title", "Saltshire County Council Prevent plan 2026/27"),
    [
        ["Wish", "Nr", "Until", "Doings", "So far", "Hands"],
        ["Colleges know whom to call", "3.1", "May 2026", "Visit each college", "", "Education lead"],
    ],
]  # fmt: skip

#: Two dates beside three actions.
UNEVEN = [
    ("Title", "Saltshire County Council Prevent action plan 2025/26"),
    "A line that found no place",
    [
        ["Outcome", "Actions", "By when"],
        ["Safer halls", ["Write a policy", "Train staff", "Tell hirers"], ["June 2025", "Sept 2025"]],
    ],
]  # fmt: skip


@pytest.fixture
def county():
    return AgencyFactory(name="Saltshire County Council", short_name="Saltshire CC", is_lead=True)


@pytest.fixture
def lead(county):
    return UserFactory(agency=county, roles=[Role.PREVENT_LEAD])


@pytest.fixture
def keeper():
    return UserFactory(roles=[Role.SPOC])


def proposed(blocks, by):
    return importing.propose(word(*blocks), name="plan.docx", agency=by.agency, by=by)


def guess_of(proposal):
    return Mapping.from_json(proposal.mapping)


def address(page, *args):
    return reverse(f"actions:{page}", args=args)


def typed(response, **changes):
    """What the form of a page would post, with some of it changed."""
    form = response.context["form"]
    posted = {}
    for field in form:
        value = field.value()
        value = field.field.prepare_value(value)
        if value not in (None, False):
            posted[field.html_name] = value
    return posted | changes


# Columns


def test_a_strange_file_leads_to_the_question_what_its_columns_are(client, lead):
    client.force_login(lead)
    file = word(*STRANGE)
    file.name = "plan.docx"

    response = client.post(
        address("import_plan"), {"file": file, "agency": lead.agency_id}, follow=True
    )

    proposal = PlanImport.objects.get()
    assert response.redirect_chain[-1][0] == address("map_columns", proposal.pk)
    said = text_of(response)
    assert "What is in each column?" in said
    assert "Column 3: Doings" in said
    assert "1 theme" not in said
    assert "2 objectives, 3 actions; no pieces of text found no place." in said


def test_an_unknown_layout_is_not_made_before_somebody_has_looked(lead):
    proposal = proposed(STRANGE, lead)

    with pytest.raises(Refused) as refusal:
        importing.commit(proposal, by=lead)

    assert refusal.value.sentence == "Say what is in each column before you make the plan."


def test_what_is_said_of_the_columns_is_shown_and_kept(client, lead):
    proposal = proposed(STRANGE, lead)
    client.force_login(lead)
    page = client.get(address("map_columns", proposal.pk))
    changed = typed(page, table_1_column_6="evidence", table_1_splits="together", name="Our own")

    shown = client.post(address("map_columns", proposal.pk), changed | {"show": "1"})

    assert "2 objectives, 2 actions" in text_of(shown)
    assert shown.context["form"]["name"].value() == "Our own"
    proposal.refresh_from_db()
    assert proposal.reading["counts"]["actions"] == 3

    kept = client.post(address("map_columns", proposal.pk), changed | {"keep": "1"})

    assert kept.url == address("import_preview", proposal.pk)
    plan = importing.commit(PlanImport.objects.get(), by=lead)
    actions = Action.objects.filter(objective__theme__plan=plan)
    assert [action.text for action in actions] == [
        "Write to each head\nHold a briefing day",
        "Agree a policy for hiring out our halls",
    ]
    assert [action.evidence_notes for action in actions] == [
        ["Letters have been drafted by the team"],
        ["A first draft went to all of the directors"],
    ]
    assert plan.layout == "own-columns"
    assert SavedLayout.objects.get().name == "Our own"


def test_a_saved_layout_knows_the_next_file_whatever_its_order(lead):
    proposal = proposed(STRANGE, lead)
    mapping.remap(proposal, guess_of(proposal), by=lead, save_as="Our own")

    next_one = proposed(STRANGE_AGAIN, lead)

    assert next_one.mapping["saved_as"] == "Our own"
    assert not next_one.asks_for_columns
    plan = importing.commit(next_one, by=lead)
    action = Action.objects.get(objective__theme__plan=plan)
    assert (action.objective.ref, action.objective.text) == ("3.1", "Colleges know whom to call")
    assert (action.text, action.timescale_raw, action.leads) == (
        "Visit each college",
        "May 2026",
        ["Education lead"],
    )


def test_a_layout_is_used_by_its_own_agency_and_the_lead_authoritys_by_all(lead, keeper):
    other = UserFactory(roles=[Role.SPOC])
    for saver, user, is_known in ((keeper, other, False), (lead, other, True)):
        proposal = proposed(STRANGE, saver)
        mapping.remap(proposal, guess_of(proposal), by=saver, save_as="Our own")

        assert ("saved_as" in proposed(STRANGE_AGAIN, user).mapping) == is_known
    assert set(SavedLayout.objects.visible_to(keeper)) == set(SavedLayout.objects.all())
    assert [layout.agency for layout in SavedLayout.objects.visible_to(other)] == [lead.agency]
    assert not SavedLayout.objects.visible_to(UserFactory(roles=[Role.OFFICER])).exists()


def test_a_retired_layout_knows_no_more_files(client, lead):
    proposal = proposed(STRANGE, lead)
    mapping.remap(proposal, guess_of(proposal), by=lead, save_as="Our own")
    layout = SavedLayout.objects.get()
    client.force_login(lead)

    response = client.post(address("retire_layout", layout.pk), {"reason": "The form changed"})

    assert response.url == address("layout_list")
    assert "No longer used: The form changed" in text_of(client.get(address("layout_list")))
    assert proposed(STRANGE_AGAIN, lead).asks_for_columns
    with pytest.raises(Refused):
        layouts.retire_layout(layout, by=lead, reason="Again")


def test_a_spoc_sees_the_lead_authoritys_layout_and_does_not_retire_it(client, lead, keeper):
    proposal = proposed(STRANGE, lead)
    mapping.remap(proposal, guess_of(proposal), by=lead, save_as="Our own")
    client.force_login(keeper)

    page = client.get(address("layout_list"))

    assert "Our own" in text_of(page)
    assert "Stop using it" not in text_of(page)
    assert client.get(address("retire_layout", SavedLayout.objects.get().pk)).status_code == 403


def test_a_name_is_taken_once_and_may_be_used_again_after_retiring(lead):
    proposal = proposed(STRANGE, lead)
    mapping.remap(proposal, guess_of(proposal), by=lead, save_as="Our own")
    with pytest.raises(Refused) as refusal:
        mapping.remap(proposal, guess_of(proposal), by=lead, save_as="Our own")
    assert refusal.value.field == "name"
    layouts.retire_layout(SavedLayout.objects.get(), by=lead, reason="Old")

    mapping.remap(proposal, guess_of(proposal), by=lead, save_as="Our own")

    assert SavedLayout.objects.in_use().count() == 1


def test_a_file_that_was_known_can_be_read_another_way(client, lead):
    proposal = proposed(THEMES, lead)
    client.force_login(lead)
    preview = client.get(proposal.get_absolute_url())
    assert "Read the columns another way" in text_of(preview)
    page = client.get(address("map_columns", proposal.pk))
    changes = {
        name: "" for name, field in page.context["form"].fields.items()
        if page.context["form"].initial.get(name) == "previous"
    }  # fmt: skip

    response = client.post(
        address("map_columns", proposal.pk), typed(page) | changes | {"keep": "1"}, follow=True
    )

    said = text_of(response)
    assert changes
    assert "2 themes, 3 objectives, 5 actions" in said
    assert "Two updates given to the chief officers." in said


def test_no_action_column_is_said_beside_the_columns(client, lead):
    proposal = proposed(STRANGE, lead)
    client.force_login(lead)
    page = client.get(address("map_columns", proposal.pk))

    response = client.post(
        address("map_columns", proposal.pk), typed(page, table_1_column_3="", keep="1")
    )

    assert "Say which column holds the actions" in text_of(response)
    assert response.context["form"]["table_1_column_3"].value() == ""


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"table_1_section_rows": "one"}, "Enter row numbers with commas between them, like 3, 12"),
        ({"table_1_row": "99"}, "Select which row holds the headings from the list"),
        ({"table_1_column_1": "zebra"}, "from the list"),
        ({"table_1_row": "0", "name": "Nameless"}, "A layout is known again by its headings"),
    ],
)
def test_what_will_not_do_is_said_on_the_form(client, lead, changes, sentence):
    proposal = proposed(STRANGE, lead)
    client.force_login(lead)
    page = client.get(address("map_columns", proposal.pk))

    response = client.post(
        address("map_columns", proposal.pk), typed(page) | changes | {"keep": "1"}
    )

    assert response.status_code == 200
    assert sentence in text_of(response)
    proposal.refresh_from_db()
    assert proposal.asks_for_columns


def test_a_settled_import_is_not_read_another_way(client, lead):
    proposal = proposed(STRANGE, lead)
    mapping.remap(proposal, guess_of(proposal), by=lead)
    importing.commit(proposal, by=lead)
    client.force_login(lead)

    assert client.get(address("map_columns", proposal.pk)).url == address(
        "import_preview", proposal.pk
    )
    with pytest.raises(Refused):
        mapping.remap(proposal, guess_of(proposal), by=lead)


def test_a_spoc_does_not_change_an_import_of_a_plan_that_the_lead_keeps(lead, keeper):
    proposal = importing.propose(
        word(*STRANGE), name="plan.docx", agency=keeper.agency, by=lead, kind="internal"
    )

    with pytest.raises(Refused):
        mapping.remap(proposal, guess_of(proposal), by=keeper)


def test_hostile_words_in_headings_and_cells_are_shown_as_typed(client, lead):
    bad = "<script>alert(1)</script>"
    proposal = proposed([[["Nr", bad, "Zebra"], ["1", f"{bad} do", "x"]]], lead)
    client.force_login(lead)

    page = client.get(address("map_columns", proposal.pk)).content.decode()

    assert bad not in page
    assert "&lt;script&gt;alert(1)" in page


# What goes with what


def test_what_could_go_with_several_actions_is_asked_with_the_likeliest_chosen(client, lead):
    proposal = proposed(UNEVEN, lead)
    client.force_login(lead)
    assert "In 1 place what stands beside the actions" in text_of(
        client.get(proposal.get_absolute_url())
    )
    page = client.get(address("answer_pairs", proposal.pk))
    assert typed(page) == {"question_1_1": "0", "question_1_2": "1"}

    client.post(address("answer_pairs", proposal.pk), {"question_1_1": "2", "question_1_2": "none"})

    proposal.refresh_from_db()
    plan = importing.commit(proposal, by=lead)
    actions = Action.objects.filter(objective__theme__plan=plan)
    assert [(a.text, a.timescale_raw, a.due_on and str(a.due_on)) for a in actions] == [
        ("Write a policy", "", None),
        ("Train staff", "", None),
        ("Tell hirers", "June 2025", "2025-06-30"),
    ]
    assert "Sept 2025" in [text.text for text in plan.unplaced.all()]


def test_an_answer_that_is_none_of_those_offered_is_refused(client, lead):
    proposal = proposed(UNEVEN, lead)
    client.force_login(lead)

    page = client.post(address("answer_pairs", proposal.pk), {"question_1_1": "7"})

    assert page.status_code == 200
    proposal.refresh_from_db()
    assert proposal.answers == {}


# Put this where?


@pytest.mark.parametrize(
    ("as_", "under", "expected"),
    [
        ("action", "0.0", ["Write a policy", "Train staff", "Tell hirers", "A line that found no place"]),
        ("action", "0.0.1", ["Write a policy", "Train staff\nA line that found no place", "Tell hirers"]),
    ],
)  # fmt: skip
def test_a_text_becomes_an_action_or_more_of_one(client, lead, as_, under, expected):
    proposal = proposed(UNEVEN, lead)
    client.force_login(lead)

    response = client.post(
        address("place_import_text", proposal.pk, 0), {"as_": as_, "under": under}
    )

    assert response.url.endswith("#unplaced")
    assert "Text that you put somewhere (1)" in text_of(client.get(proposal.get_absolute_url()))
    proposal.refresh_from_db()
    plan = importing.commit(proposal, by=lead)
    actions = Action.objects.filter(objective__theme__plan=plan)
    assert [action.text for action in actions] == expected
    assert not plan.unplaced.exists()


def test_a_text_becomes_a_note_of_an_action_an_objective_or_the_plan(lead):
    words = "A line that found no place"
    for as_, under in (
        ("progress", "0.0.0"),
        ("evidence", "0.0"),
        ("requirement", "0.0"),
        ("note", ""),
    ):
        proposal = proposed(UNEVEN, UserFactory(agency=AgencyFactory(), roles=[Role.SPOC]))
        proposal.by.roles = [Role.PREVENT_LEAD]
        mapping.put_text(proposal, 0, by=lead, as_=as_, under=under)
        proposal.refresh_from_db()
        plan = importing.commit(proposal, by=lead)
        objective = Objective.objects.get(theme__plan=plan)
        found = {
            "progress": objective.actions.first().progress_notes,
            "evidence": objective.evidence_notes,
            "requirement": objective.requirements,
            "note": [text.text for text in plan.unplaced.filter(state="note")],
        }
        assert found == {**dict.fromkeys(found, []), as_: [words]}


def test_a_text_goes_back_where_it_came_from(client, lead):
    proposal = proposed(UNEVEN, lead)
    before = proposal.reading["unplaced"]
    mapping.put_text(proposal, 0, by=lead, as_="note")
    client.force_login(lead)

    client.post(address("place_import_text", proposal.pk, 0), {"as_": "unplaced"})

    proposal.refresh_from_db()
    assert [each["text"] for each in proposal.reading["unplaced"]] == [
        each["text"] for each in before
    ]
    assert proposal.reading.get("notes", []) == []


@pytest.mark.parametrize(
    ("as_", "under", "sentence"),
    [
        ("progress", "0", "A theme holds no progress notes"),
        ("requirement", "0.0.0", "Requirements stand with an objective"),
        ("action", "", "Select a theme, an objective or an action"),
        ("action", "9.9", "Select a place from the list"),
        ("", "0.0", "Select what it is"),
    ],
)
def test_a_place_that_cannot_hold_a_text_is_refused_on_the_form(client, lead, as_, under, sentence):
    proposal = proposed([*UNEVEN[:2], ("Heading 1", "Theme 1: Halls"), UNEVEN[2]], lead)
    client.force_login(lead)

    page = client.post(address("place_import_text", proposal.pk, 0), {"as_": as_, "under": under})

    assert page.status_code == 200
    assert sentence in text_of(page)


def test_there_is_nothing_to_put_at_a_number_that_is_no_text(client, lead):
    proposal = proposed(UNEVEN, lead)
    client.force_login(lead)

    assert client.get(address("place_import_text", proposal.pk, 99)).status_code == 404


# In a plan that stands


@pytest.fixture
def action(lead):
    return ActionFactory(text="Write a policy", objective__theme__plan__agency=lead.agency)


def a_text(plan, text="A line", position=1):
    return UnplacedText.objects.create(plan=plan, position=position, text=text, place="paragraph 4")


def test_a_text_of_a_plan_is_put_in_its_place(client, lead, action):
    text = a_text(action.plan)
    client.force_login(lead)
    assert "Put it somewhere" in text_of(client.get(action.plan.get_absolute_url()))

    response = client.post(
        address("place_text", action.plan.pk, text.pk),
        {"as_": "progress", "under": f"action-{action.pk}"},
    )

    assert response.url == address("unplaced_list", action.plan.pk)
    action.refresh_from_db()
    assert action.progress_notes == ["A line"]
    assert action.history.first().history_user == lead
    assert "Every word of the imported file has its place." in text_of(client.get(response.url))
    with pytest.raises(Refused):
        unplaced.place_text(text, by=lead, as_="note")


@pytest.mark.parametrize("kind", ["theme", "objective"])
def test_a_text_of_a_plan_becomes_an_action(lead, action, kind):
    thing = action.objective if kind == "objective" else action.objective.theme

    unplaced.place_text(a_text(action.plan), by=lead, as_="action", under=f"{kind}-{thing.pk}")

    assert [each.text for each in action.objective.actions.all()] == ["Write a policy", "A line"]


def test_a_text_becomes_the_plans_note_and_can_still_be_moved(client, lead, action):
    text = a_text(action.plan)
    unplaced.place_text(text, by=lead, as_="note")
    client.force_login(lead)

    page = text_of(client.get(action.plan.get_absolute_url()))

    assert "Notes of the plan" in page
    assert "found no place" not in page
    unplaced.place_text(text, by=lead, as_="requirement", under=f"objective-{action.objective_id}")
    action.objective.refresh_from_db()
    assert action.objective.requirements == ["A line"]


def test_a_note_of_the_plan_goes_back_among_what_has_no_place(client, lead, action):
    text = a_text(action.plan)
    unplaced.place_text(text, by=lead, as_="note")
    client.force_login(lead)

    client.post(address("place_text", action.plan.pk, text.pk), {"as_": "unplaced"})

    text.refresh_from_db()
    assert text.state == "unplaced"


@pytest.mark.parametrize(
    ("as_", "under"),
    [
        ("progress", "theme"),
        ("requirement", "action"),
        ("action", "elsewhere"),
        ("action", "zebra-1"),
        ("action", "action-x"),
    ],
)
def test_a_text_is_not_put_where_it_cannot_stand(lead, action, as_, under):
    other = ActionFactory()
    under = {
        "theme": f"theme-{action.objective.theme_id}",
        "action": f"action-{action.pk}",
        "elsewhere": f"action-{other.pk}",
    }.get(under, under)
    text = a_text(action.plan)

    with pytest.raises(Refused) as refusal:
        unplaced.place_text(text, by=lead, as_=as_, under=under)

    assert refusal.value.field == "under"
    text.refresh_from_db()
    assert text.state == "unplaced"


def test_a_theme_of_several_objectives_is_asked_which(lead, action):
    ActionFactory(objective__theme=action.objective.theme, objective__position=2)

    with pytest.raises(Refused) as refusal:
        unplaced.place_text(
            a_text(action.plan), by=lead, as_="action", under=f"theme-{action.objective.theme_id}"
        )

    assert refusal.value.sentence == "This theme has several objectives. Select one of them."


def test_a_theme_without_objectives_gets_one_for_the_text(lead, action):
    theme = action.plan.themes.create(position=9, title="Halls")

    unplaced.place_text(a_text(action.plan), by=lead, as_="action", under=f"theme-{theme.pk}")

    assert [(o.text, o.actions.get().text) for o in theme.objectives.all()] == [("Halls", "A line")]


def test_a_closed_plan_is_left_as_it_is(lead, action):
    text = a_text(action.plan)
    action.plan.status = "closed"
    action.plan.save()

    with pytest.raises(Refused):
        unplaced.place_text(text, by=lead, as_="note")


# Lists


def counted(client, page, django_assert_num_queries, count):
    with django_assert_num_queries(count):
        assert client.get(page).status_code == 200


def test_the_lists_ask_as_much_for_two_rows_as_for_thirty(
    client, lead, action, django_assert_num_queries
):
    client.force_login(lead)
    texts, saved = address("unplaced_list", action.plan.pk), address("layout_list")
    shape = {"headings": ["Doings"], "roles": ["action"]}
    for many in (2, 30):
        for number in range(many):
            a_text(action.plan, f"Line {number}", number)
            SavedLayout.objects.create(
                name=f"Layout {many} {number}", agency=lead.agency, shapes=[shape], by=lead
            )
        counted(client, texts, django_assert_num_queries, 15)
        counted(client, saved, django_assert_num_queries, 14)
