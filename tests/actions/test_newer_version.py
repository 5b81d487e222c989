"""A newer version of a plan: what is found to be the same, what is kept, and what is changed."""

import datetime
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from actions.matching import Item, likeness, marked, paired
from actions.models import Action, NewerVersion, Objective, Plan, PlanImport, Theme, Timescale
from actions.services import evidence, importing, newer, plans, progress
from prevent_portal import files
from prevent_portal.errors import Refused
from prevent_portal.roles import Role
from tests.factories import AgencyFactory, PlanFactory, UserFactory

from .reading_files import word

HEAD = ["Outcome", "Actions", "By when", "Lead"]
TITLE = ("Title", "Saltshire County Council Prevent action plan 2025/26")
LEADING = ("Heading 2", "Theme 1: Leading the work")
SCHOOLS = ("Heading 2", "Theme 2: Schools and colleges")
BOARD = ["1.1 Chief officers know how far we have come", "Set up a board", "June 2025", "Chief"]
REPORT = ["", "Report to members twice a year", "Quarterly", "Head of law"]
RISKS = ["1.2 Risks are known", "Hold a workshop on our risks with the police", "May 2025", "Lead"]
HEADS = ["2.1 Schools know whom to ask", "Write to every head teacher", "Ongoing", "Schools lead"]
FIRST = (TITLE, LEADING, [HEAD, BOARD, REPORT, RISKS], SCHOOLS, [HEAD, HEADS])


@pytest.fixture
def lead():
    county = AgencyFactory(name="Saltshire County Council", is_lead=True)
    return UserFactory(agency=county, roles=[Role.PREVENT_LEAD], name="Olive Fenn")


@pytest.fixture
def plan(lead):
    proposal = importing.propose(word(*FIRST), name="first.docx", agency=lead.agency, by=lead)
    return importing.commit(proposal, by=lead)


def action(text):
    return Action.objects.get(text__startswith=text)


def compared(plan, by, *blocks, name="second.docx"):
    version = newer.propose_newer(plan, word(*blocks), name=name, by=by)
    return version, newer.compare(version, on=timezone.localdate())


def applied(plan, by, *blocks, name="second.docx", **choices):
    version, _ = compared(plan, by, *blocks, name=name)
    if choices:
        newer.choose(version, choices, by=by)
    return newer.apply_newer(version, by=by)


def outline(plan):
    return [
        (theme.title, objective.text, [(a.text, a.timescale_raw) for a in objective.actions.all()])
        for theme in plan.themes.order_by("position")
        for objective in theme.objectives.order_by("position")
    ]


def changed(row, **cells):
    places = {"outcome": 0, "action": 1, "when": 2, "lead": 3}
    return [
        next((words for name, words in cells.items() if places[name] == place), said)
        for place, said in enumerate(row)
    ]


# What is the same


def test_rows_are_the_same_by_reference_then_by_words_then_by_likeness():
    old = [
        Item("1.1", "Set up a board with partners"),
        Item("1.2", "Train every school"),
        Item("", "Write to head teachers each autumn"),
        Item("", "Hold a learning day"),
    ]
    new = [
        Item("", "Hold a learning day"),
        Item("1.1", "Set up a strong board with our partners"),
        Item("", "Write to all head teachers every autumn"),
        Item("", "Buy a new minibus"),
        Item("1.2", "Train every school and college"),
    ]

    assert {place: other for place, (other, _) in paired(old, new).items()} == {
        0: 3, 1: 0, 2: 2, 4: 1,
    }  # fmt: skip


def test_a_person_has_the_last_word_on_what_is_the_same():
    old, new = [Item("", "Hold a learning day")], [Item("", "Hold a learning day"), Item("", "New")]

    assert paired(old, new, settled={0: None, 1: 0}) == {1: (0, 1.0)}


def test_of_two_rows_with_the_same_words_each_stays_under_its_own_heading():
    old = [Item("", "Report", 1), Item("", "Report", 2)]
    new = [Item("", "Report", 2), Item("", "Report", 1)]

    assert {place: other for place, (other, _) in paired(old, new).items()} == {0: 1, 1: 0}


def test_rows_without_words_are_the_same_as_each_other():
    assert paired([Item("", "")], [Item("", "")]) == {0: (0, 1.0)}


def test_a_plan_without_themes_is_compared_row_by_row(lead):
    title = ("Title", "Saltshire County Council Prevent plan 2026/27")
    proposal = importing.propose(
        word(title, [HEAD, BOARD, REPORT]), name="flat.docx", agency=lead.agency, by=lead
    )
    flat = importing.commit(proposal, by=lead)

    _, found = compared(flat, lead, title, [HEAD, changed(BOARD, lead="Chair"), REPORT])

    assert (found.counts["new"], found.counts["moved"], found.counts["changed"]) == (0, 0, 1)


def test_changed_words_are_marked_and_none_is_lost():
    before, after = marked("Write to every head teacher", "Write to each head teacher in May")

    assert [words for words, differs in before if differs] == ["every "]
    assert [words for words, differs in after if differs] == ["each ", "in May"]
    assert "".join(words for words, _ in after) == "Write to each head teacher in May"


def test_likeness_is_of_words_in_their_order():
    assert likeness("Hold a day", "hold a DAY") == 1
    assert likeness("", "Hold a day") == 0
    assert 0.5 < likeness("Hold a learning day", "Hold a learning week") < 1


# What is found


def test_the_same_rows_in_another_file_change_nothing(lead, plan):
    before = outline(plan)

    version, found = compared(plan, lead, *FIRST, "A last word that was not there")
    assert found.counts == {
        "new": 0, "changed": 0, "moved": 0, "kept": 0, "gone": 0, "unchanged": 9,
    }  # fmt: skip
    newer.apply_newer(version, by=lead)

    assert outline(plan) == before


def test_new_changed_moved_and_gone_rows_are_told_apart(lead, plan):
    other = changed(BOARD, when="July 2025")
    new = ["", "Publish a yearly statement", "March 2026", "Chief"]
    moved = changed(REPORT, outcome="2.2 Members know")

    version, found = compared(
        plan, lead, TITLE, LEADING, [HEAD, other, new], SCHOOLS, [HEAD, HEADS, moved]
    )

    assert [(pair.old.text, pair.changes[0].said) for pair in found.actions if pair.differs] == [
        ("Set up a board", "July 2025")
    ]
    assert [pair.new.text for pair in found.actions if pair.old is None] == [
        "Publish a yearly statement"
    ]
    assert [pair.new.text for pair in found.actions if pair.moved] == [
        "Report to members twice a year"
    ]
    assert [each.text for each in found.gone] == ["Hold a workshop on our risks with the police"]


def test_applying_changes_what_the_file_says_and_keeps_the_rest(lead, plan):
    other = changed(BOARD, when="July 2025")
    new = ["", "Publish a yearly statement", "March 2026", "Chief"]
    moved = changed(REPORT, outcome="2.2 Members know")

    version = applied(plan, lead, TITLE, LEADING, [HEAD, other, new], SCHOOLS, [HEAD, HEADS, moved])

    assert outline(plan) == [
        (
            "Leading the work",
            "Chief officers know how far we have come",
            [("Set up a board", "July 2025"), ("Publish a yearly statement", "March 2026")],
        ),
        (
            "Leading the work",
            "Risks are known",
            [("Hold a workshop on our risks with the police", "May 2025")],
        ),
        (
            "Schools and colleges",
            "Schools know whom to ask",
            [("Write to every head teacher", "Ongoing")],
        ),
        ("Schools and colleges", "Members know", [("Report to members twice a year", "Quarterly")]),
    ]
    assert version.gone == [action("Hold a workshop").pk]
    assert action("Set up").due_on == datetime.date(2025, 7, 31)
    assert (version.applied_by, version.proposal.plan) == (lead, plan)


def test_progress_evidence_and_earlier_timescales_stay(lead, plan):
    board = action("Set up")
    progress.log_progress(
        board, by=lead, on=timezone.localdate(), text="Two seats agreed.", status="in_progress"
    )
    kept = files.keep(io.BytesIO(b"minutes"), name="minutes.txt", by=lead)
    evidence.add_evidence(board, by=lead, title="Minutes", url="https://saltshire.example/1")

    applied(plan, lead, TITLE, LEADING, [HEAD, changed(BOARD, when="July 2025")])

    board.refresh_from_db()
    assert board.status == "in_progress"
    assert [update.text for update in board.updates.all()] == ["Two seats agreed."]
    assert [each.title for each in board.evidence.all()] == ["Minutes"]
    assert list(
        Timescale.objects.filter(action=board).order_by("pk").values_list("raw", flat=True)
    ) == ["June 2025", "July 2025"]
    assert kept.name == "minutes.txt"


def test_words_changed_here_are_kept_and_shown_with_who_changed_them(lead, plan):
    board = action("Set up")
    plans.change_action(board, by=lead, text="Set up a board of chief officers")

    version, found = compared(
        plan, lead, TITLE, LEADING, [HEAD, changed(BOARD, action="Set up a strong board"), REPORT]
    )

    [change] = [change for pair in found.actions for change in pair.keeps]
    assert (change.now, change.said) == (
        "Set up a board of chief officers",
        "Set up a strong board",
    )
    assert (change.by, change.on.date()) == ("Olive Fenn", timezone.localdate())
    newer.apply_newer(version, by=lead)
    board.refresh_from_db()
    assert board.text == "Set up a board of chief officers"


def test_words_kept_once_are_kept_again_in_the_version_after(lead, plan):
    board = action("Set up")
    plans.change_action(board, by=lead, text="Set up a board of chief officers")
    other = changed(BOARD, action="Set up a strong board")
    applied(plan, lead, TITLE, LEADING, [HEAD, other, REPORT, RISKS], SCHOOLS, [HEAD, HEADS])

    version = applied(plan, lead, TITLE, LEADING, [HEAD, other, REPORT], name="third.docx")

    board.refresh_from_db()
    assert board.text == "Set up a board of chief officers"
    assert version.counts["kept"] == 1


def test_the_words_of_the_file_are_taken_where_somebody_says_so(lead, plan):
    board = action("Set up")
    plans.change_action(board, by=lead, text="Set up a board of chief officers")

    applied(
        plan,
        lead,
        TITLE,
        LEADING,
        [HEAD, changed(BOARD, action="Set up a strong board"), REPORT],
        fields={f"action-{board.pk}-text": "file"},
    )

    board.refresh_from_db()
    assert board.text == "Set up a strong board"


def test_an_action_added_here_is_not_gone(lead, plan):
    objective = Objective.objects.get(text__startswith="Risks")
    plans.add_action(objective, by=lead, text="Walk the town with the police")

    _, found = compared(plan, lead, *FIRST, "A last word")

    assert [each.text for each in found.own] == ["Walk the town with the police"]
    assert found.gone == []


def test_a_gone_row_is_withdrawn_with_its_reason_where_somebody_says_so(lead, plan):
    risks = action("Hold a workshop")

    version = applied(
        plan,
        lead,
        *(TITLE, LEADING, [HEAD, BOARD, REPORT], SCHOOLS, [HEAD, HEADS]),
        gone={str(risks.pk): "withdraw"},
    )

    risks.refresh_from_db()
    assert (risks.status, version.gone) == ("withdrawn", [])
    assert risks.updates.get().text == "Not in the newer version, second.docx."


def test_a_gone_row_waits_for_a_decision_and_may_be_kept(lead, plan):
    version = applied(plan, lead, TITLE, LEADING, [HEAD, BOARD, REPORT], SCHOOLS, [HEAD, HEADS])
    risks = action("Hold a workshop")
    assert list(newer.to_decide(plan)) == [risks]

    newer.keep_gone(version, risks.pk, by=lead)

    assert list(newer.to_decide(plan)) == []
    assert risks.status == "not_started"


def test_a_doubtful_pair_is_asked_about_and_can_be_parted(lead, plan):
    other = changed(RISKS, action="Hold a workshop about our greatest risks in May")
    blocks = (TITLE, LEADING, [HEAD, BOARD, REPORT, other], SCHOOLS, [HEAD, HEADS])

    version, found = compared(plan, lead, *blocks)
    [pair] = [pair for pair in found.actions if pair.is_doubtful]
    assert pair.old.text == "Hold a workshop on our risks with the police"

    newer.choose(version, {"pairs": {f"a{pair.number}": None}}, by=lead)
    version.refresh_from_db()
    found = newer.compare(version, on=timezone.localdate())
    assert [each.text for each in found.gone] == ["Hold a workshop on our risks with the police"]
    newer.apply_newer(version, by=lead)
    assert Action.objects.filter(text__startswith="Hold a workshop").count() == 2


def test_new_rows_may_stand_before_old_ones(lead, plan):
    first = ["1.1 Chief officers know how far we have come", "Name a chair", "May 2025", "Chief"]
    board = changed(BOARD, outcome="")

    applied(plan, lead, TITLE, LEADING, [HEAD, first, REPORT, board, RISKS], SCHOOLS, [HEAD, HEADS])

    assert [text for text, _ in outline(plan)[0][2]] == [
        "Name a chair",
        "Report to members twice a year",
        "Set up a board",
    ]


def test_a_new_theme_comes_with_all_that_stands_in_it(lead, plan):
    theme = ("Heading 2", "Theme 3: Health")
    row = ["3.1 Wards know whom to ask", "Visit each ward", "May 2025", "Matron"]

    version = applied(plan, lead, *FIRST, theme, [HEAD, row])

    assert outline(plan)[-1] == (
        "Health",
        "Wards know whom to ask",
        [("Visit each ward", "May 2025")],
    )
    assert version.counts["new"] == 3
    assert Theme.objects.get(title="Health").history.get().history_user == lead


# What is refused


def test_the_same_file_is_refused_as_before(lead, plan):
    file = word(*FIRST, "More")
    newer.apply_newer(newer.propose_newer(plan, file, name="second.docx", by=lead), by=lead)

    with pytest.raises(importing.AlreadyImported, match="This file was imported on"):
        newer.propose_newer(plan, file, name="second.docx", by=lead)


def test_a_version_is_applied_once(lead, plan):
    version = applied(plan, lead, *FIRST, "More")

    with pytest.raises(importing.AlreadyImported, match="applied already"):
        newer.apply_newer(version, by=lead)


def test_a_cancelled_version_is_not_applied(lead, plan):
    version, _ = compared(plan, lead, *FIRST, "More")
    importing.cancel(version.proposal, by=lead)

    with pytest.raises(Refused, match="This import was cancelled"):
        newer.apply_newer(version, by=lead)


def test_a_closed_plan_takes_no_newer_version(lead, plan):
    plans.move_plan(plan, to="closed", by=lead, reason="Done.")
    plan.refresh_from_db()

    with pytest.raises(Refused, match="This plan is closed"):
        compared(plan, lead, *FIRST, "More")


def test_only_a_keeper_imports_a_newer_version(plan):
    with pytest.raises(Refused, match="Only whoever keeps this plan"):
        compared(plan, UserFactory(roles=[Role.SPOC]), *FIRST, "More")


def test_a_newer_version_never_becomes_a_plan_of_its_own(lead, plan):
    version, _ = compared(plan, lead, *FIRST, "More")

    with pytest.raises(Refused, match="compare it before you apply it"):
        importing.commit(version.proposal, by=lead)


# Pages


def text_of(page):
    return " ".join(page.content.decode().split())


def sent(file, name="second.docx"):
    file.name = name
    return file


def test_a_file_of_the_same_title_is_compared_with_the_plan_that_is_here(client, lead, plan):
    client.force_login(lead)

    page = client.post(
        reverse("actions:import_plan"),
        {"file": sent(word(*FIRST, "More")), "agency": lead.agency_id},
        follow=True,
    )

    assert page.redirect_chain[-1][0] == NewerVersion.objects.get().get_absolute_url()
    assert "already has a plan of this title and period. So the file is compared" in text_of(page)


def test_a_plan_may_be_chosen_on_the_form(client, lead, plan):
    client.force_login(lead)
    data = {"file": sent(word(*FIRST, "More")), "agency": lead.agency_id, "newer_of": plan.pk}

    page = client.post(reverse("actions:import_plan"), data, follow=True)

    assert page.redirect_chain[-1][0] == NewerVersion.objects.get().get_absolute_url()


def test_the_form_offers_the_open_plans_that_one_keeps(client, lead, plan):
    PlanFactory(title="Closed plan", status="closed", closed_because="Done")
    client.force_login(lead)

    page = client.get(reverse("actions:import_plan"))

    assert list(page.context["form"].fields["newer_of"].queryset) == [plan]


def test_the_preview_shows_words_side_by_side_and_asks_what_is_to_be_kept(client, lead, plan):
    board = action("Set up")
    plans.change_action(board, by=lead, text="Set up a board of chief officers")
    version, _ = compared(
        plan, lead, TITLE, LEADING, [HEAD, changed(BOARD, action="Set up a strong board"), REPORT]
    )
    client.force_login(lead)

    shown = text_of(client.get(version.get_absolute_url()))
    gone = text_of(client.get(version.get_absolute_url(), {"show": "gone"}))

    assert "<ins>strong </ins>" in shown
    assert "Kept: changed here on 18 March 2026 by Olive Fenn" in shown
    assert f'name="field-action-{board.pk}-text" value="file"' in shown
    assert "Withdraw it: not in the newer version" in gone


def test_choices_and_the_version_are_applied_from_the_page(client, lead, plan):
    version, _ = compared(plan, lead, TITLE, LEADING, [HEAD, BOARD, REPORT], SCHOOLS, [HEAD, HEADS])
    risks = action("Hold a workshop")
    client.force_login(lead)
    url = reverse("actions:choose_newer", args=[version.proposal_id])

    client.post(url, {f"gone-{risks.pk}": "withdraw", "gone-x": "withdraw", "pair-a0": "x"})
    page = client.post(reverse("actions:apply_newer", args=[version.proposal_id]), follow=True)

    risks.refresh_from_db()
    assert risks.status == "withdrawn"
    text = text_of(page)
    assert "second.docx" in text
    assert "Made the plan" in text
    assert "1 gone" in text


def test_a_person_keeps_a_gone_action_from_the_page(client, lead, plan):
    applied(plan, lead, TITLE, LEADING, [HEAD, BOARD, REPORT], SCHOOLS, [HEAD, HEADS])
    risks = action("Hold a workshop")
    client.force_login(lead)

    url = reverse("actions:plan_versions", args=[plan.pk])
    assert "Hold a workshop" in text_of(client.get(url))
    client.post(reverse("actions:keep_gone", args=[plan.pk, risks.pk]))
    assert "Hold a workshop" not in text_of(client.get(url))


def test_a_register_is_no_newer_version(client, lead, plan):
    client.force_login(lead)
    file = sent(io.BytesIO(b"Area,Post,Agency\nSchools,Head,SCC\n"), "contacts.csv")

    page = client.post(reverse("actions:import_newer", args=[plan.pk]), {"file": file})

    assert "This is a register of contacts, not a plan." in text_of(page)


def test_the_preview_of_a_plan_import_leads_to_the_comparison(client, lead, plan):
    version, _ = compared(plan, lead, *FIRST, "More")
    client.force_login(lead)

    page = client.get(reverse("actions:import_preview", args=[version.proposal_id]))

    assert page.url == version.get_absolute_url()


def long_plan(count, word_of=str):
    rows = [
        [f"1.{n} Outcome {n}", f"Do thing {word_of(n)} well", "May 2025", "Chief"]
        for n in range(count)
    ]
    return (TITLE, LEADING, [HEAD, *rows])


@pytest.mark.parametrize("size", [2, 30])
def test_the_preview_asks_the_same_however_long_the_plan_is(
    client, lead, size, django_assert_num_queries
):
    proposal = importing.propose(
        word(*long_plan(size)), name="long.docx", agency=lead.agency, by=lead
    )
    plan = importing.commit(proposal, by=lead)
    Action.objects.first()
    version, _ = compared(plan, lead, *long_plan(size, lambda n: f"{n} very"))
    client.force_login(lead)
    client.get(version.get_absolute_url())

    with django_assert_num_queries(20):
        page = client.get(version.get_absolute_url(), {"show": "changed"})

    assert f"{size} changed" in text_of(page)
    assert len(page.content) < 80_000


@pytest.mark.parametrize("size", [2, 30])
def test_applying_asks_the_same_however_long_the_plan_is(lead, size, django_assert_max_num_queries):
    proposal = importing.propose(
        word(*long_plan(size)), name="long.docx", agency=lead.agency, by=lead
    )
    plan = importing.commit(proposal, by=lead)
    version, _ = compared(plan, lead, *long_plan(size, lambda n: f"{n} very"))

    with django_assert_max_num_queries(60):
        newer.apply_newer(version, by=lead)

    assert Action.objects.filter(text__contains=" very well").count() == size
    assert PlanImport.objects.filter(plan=plan).count() == 2
    assert Plan.objects.count() == 1
