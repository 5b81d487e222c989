"""What the public reads of a plan: decided row by row, published once, and never more than decided."""

import io
import re
import zipfile

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.urls import reverse
from django.utils import timezone

from actions.models import Action, EditionFile, Plan, PublicDecision, PublicEdition
from actions.reading import read
from actions.services import plans, publishing
from actions.services.timescales import set_timescale
from prevent_portal.errors import Refused
from prevent_portal.files import is_whole
from prevent_portal.roles import Role
from tests.actions.test_writing import csv_rows, everything
from tests.factories import (
    ActionFactory,
    ObjectiveFactory,
    PlanFactory,
    ThemeFactory,
    UserFactory,
)

Choice = PublicDecision.Choice


@pytest.fixture
def plan(today):
    """A plan of three actions in two themes, all that could be hidden filled in."""
    made = PlanFactory(title="Wrenshire Prevent plan", period_raw="2025/26")
    for position, names in enumerate([["Tell members", "Watch a hall"], ["Train staff"]], start=1):
        theme = ThemeFactory(plan=made, position=position, title=f"Heading {position}")
        under = ObjectiveFactory(
            theme=theme, position=1, ref=f"{position}.1", text=f"Aim {position}",
            leads=["Secret post"], progress_notes=["Secret position"],
        )  # fmt: skip
        under.previous_actions.create(position=1, text="Secret past", period_raw="2024/25")
        for place, text in enumerate(names, start=1):
            action = ActionFactory(
                objective=under, position=place, text=text, leads=["Secret lead"],
                progress_notes=["Secret progress"], expected_outcome="Secret outcome",
            )  # fmt: skip
            set_timescale(action, by=None, raw="June 2025", on=today)
    return made


@pytest.fixture
def lead(plan):
    return UserFactory(name="Olive Fenn", roles=[Role.PREVENT_LEAD], agency=plan.agency)


def of(text):
    return Action.objects.get(text=text)


@pytest.fixture
def decided(plan, lead):
    """One action as it is, one with other words, one left out."""
    publishing.decide(of("Tell members"), by=lead, choice=Choice.AS_IS)
    said = {"choice": Choice.REWORDED, "wording": "Staff learn what Prevent is"}
    publishing.decide(of("Train staff"), by=lead, **said)
    publishing.decide(of("Watch a hall"), by=lead, choice=Choice.LEFT_OUT)
    return plan


def file_of(edition, form):
    with edition.files.get(form=form).file.content.open("rb") as kept:
        return io.BytesIO(kept.read())


# Decisions


def test_no_action_is_decided_until_somebody_decides(plan):
    assert publishing.tally(plan) == {"total": 3, "shown": 0, "left_out": 0, "undecided": 3}


def test_a_decision_says_who_took_it_and_when(decided, lead, today):
    decision = of("Train staff").public_decision

    assert (decision.decided_by, decision.words) == (lead, "Staff learn what Prevent is")
    assert timezone.localdate(decision.decided_at) == today
    assert publishing.tally(decided) == {"total": 3, "shown": 2, "left_out": 1, "undecided": 0}


def test_other_words_for_an_action_make_it_undecided_again(decided, lead):
    plans.change_action(of("Tell members"), by=lead, text="Tell all members")

    assert publishing.tally(decided)["undecided"] == 1
    with pytest.raises(Refused, match=r"1 action lacks a public decision"):
        publishing.publish(decided, by=lead)


def test_a_decision_may_be_taken_again_and_its_history_stays(decided, lead):
    publishing.decide(of("Train staff"), by=lead, choice=Choice.LEFT_OUT)

    decision = of("Train staff").public_decision
    assert (decision.words, decision.wording) == ("", "")
    assert [row.choice for row in decision.history.order_by("pk")] == ["reworded", "left_out"]


@pytest.mark.parametrize("wording", ["", "  "])
def test_other_words_have_to_be_given(plan, lead, wording):
    with pytest.raises(Refused, match="Enter the words for the public"):
        publishing.decide(of("Train staff"), by=lead, choice=Choice.REWORDED, wording=wording)


def test_words_that_changed_while_somebody_decided_are_read_again(plan, lead):
    with pytest.raises(Refused, match="changed while you were deciding"):
        publishing.decide(of("Train staff"), by=lead, choice=Choice.AS_IS, seen="Train few")


def test_many_are_decided_at_once_but_for_those_changed_meanwhile(
    plan, lead, django_assert_num_queries
):
    ticked = {action.pk: action.version for action in Action.objects.all()}
    ticked[of("Train staff").pk] += 1

    with django_assert_num_queries(6):
        done = publishing.decide_many(plan, by=lead, choice=Choice.AS_IS, ticked=ticked)

    assert done == (2, 1)
    assert publishing.tally(plan)["undecided"] == 1


def test_an_action_of_another_plan_is_not_decided_on(plan, lead):
    other = ActionFactory()

    assert publishing.decide_many(
        plan, by=lead, choice=Choice.LEFT_OUT, ticked={other.pk: other.version}
    ) == (0, 1)
    assert not PublicDecision.objects.exists()


def test_many_cannot_be_given_other_words_at_once(plan, lead):
    with pytest.raises(Refused, match="one action at a time"):
        publishing.decide_many(plan, by=lead, choice=Choice.REWORDED, ticked={})


def test_the_database_keeps_words_and_choice_in_step(plan, lead):
    row = PublicDecision(
        action=of("Train staff"), choice="left_out", wording="x", of_text="y",
        decided_by=lead, decided_at=timezone.now(),
    )  # fmt: skip

    with pytest.raises(IntegrityError, match="other_words_are_given"), transaction.atomic():
        row.save()


# Publishing


def test_an_edition_with_a_row_undecided_is_refused(plan, lead):
    publishing.decide(of("Train staff"), by=lead, choice=Choice.AS_IS)

    with pytest.raises(Refused, match=r"2 actions lack a public decision\. Decide on each"):
        publishing.publish(plan, by=lead)
    assert not PublicEdition.objects.exists()


def test_the_database_too_refuses_an_edition_with_a_row_undecided(plan):
    edition = PublicEdition(
        plan=plan, number=1, published_at=timezone.now(), rows_shown=3, rows_left_out=0
    )

    with pytest.raises(IntegrityError, match="lacks a public decision"), transaction.atomic():
        edition.save()


def test_an_edition_of_nothing_is_refused(plan, lead):
    for action in Action.objects.all():
        publishing.decide(action, by=lead, choice=Choice.LEFT_OUT)

    with pytest.raises(Refused, match="nothing to publish"):
        publishing.publish(plan, by=lead)
    with pytest.raises(Refused, match="nothing in this plan yet"):
        publishing.publish(PlanFactory(agency=plan.agency), by=lead)


def test_a_plan_that_is_somebody_elses_to_keep_is_not_published(decided):
    spoc = UserFactory(roles=[Role.SPOC], agency=decided.agency)

    with pytest.raises(Refused, match="Only the Prevent lead keeps"):
        publishing.publish(decided, by=spoc)


def test_what_changed_since_the_check_is_checked_again(decided, lead):
    checked = publishing.fingerprint(decided)
    publishing.decide(of("Watch a hall"), by=lead, choice=Choice.AS_IS)

    with pytest.raises(Refused, match="changed since you checked"):
        publishing.publish(decided, by=lead, expects=checked)


def test_an_edition_is_kept_as_it_was_and_a_later_one_is_new(decided, lead):
    first = publishing.publish(decided, by=lead, expects=publishing.fingerprint(decided))
    plans.change_action(of("Tell members"), by=lead, text="Tell all members")
    publishing.decide(of("Tell all members"), by=lead, choice=Choice.AS_IS)
    second = publishing.publish(decided, by=lead)

    assert [(each.number, each.published_by) for each in (first, second)] == [(1, lead), (2, lead)]
    assert (first.rows_shown, first.rows_left_out) == (2, 1)
    assert "Tell members" in everything(file_of(first, "docx"), "docx")
    assert "Tell all members" in everything(file_of(second, "docx"), "docx")
    assert all(is_whole(kept.file) for kept in EditionFile.objects.all())


def test_a_published_edition_is_not_changed(decided, lead):
    edition = publishing.publish(decided, by=lead)
    edition.hidden = []

    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        edition.save()
    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        EditionFile.objects.update(form="pdf")


# What it says


@pytest.mark.parametrize("form", ["docx", "xlsx", "csv"])
def test_an_edition_says_what_was_decided_and_nothing_else(decided, lead, form):
    edition = publishing.publish(decided, by=lead)
    file = file_of(edition, form)

    said = words_anywhere(file, form)

    assert "Tell members" in said
    assert "Staff learn what Prevent is" in said
    for hidden in ("Watch a hall", "Train staff", "Secret", "June 2025", "Olive", "Fenn"):
        assert hidden not in said


def words_anywhere(file, form):
    """All that a file holds, shown or not: every part of an office file, its properties too."""
    if form == "csv":
        return file.read().decode("utf-8-sig")
    with zipfile.ZipFile(file) as archive:
        parts = [archive.read(name).decode("utf-8", "ignore") for name in archive.namelist()]
    return re.sub(r"<[^>]+>", " ", "\n".join(parts)) + "\n".join(parts)


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_no_property_or_comment_names_anybody(decided, lead, form):
    edition = publishing.publish(decided, by=lead)

    with zipfile.ZipFile(file_of(edition, form)) as archive:
        about = archive.read("docProps/core.xml").decode()
        names = archive.namelist()

    for tag in ("dc:creator", "cp:lastModifiedBy", "dc:description"):
        found = re.search(rf"<{tag}[^>]*>(.*?)</{tag}>", about)
        assert found is None or found[1] == ""
    assert "python" not in about
    assert not [name for name in names if "comment" in name.lower()]


def test_an_edition_is_marked_on_each_page(decided, lead):
    import docx

    edition = publishing.publish(decided, by=lead)

    head = docx.Document(file_of(edition, "docx")).sections[0].header

    assert head.paragraphs[0].text == "OFFICIAL"


def test_a_theme_of_which_nothing_is_published_is_not_mentioned(decided, lead):
    publishing.decide(of("Train staff"), by=lead, choice=Choice.LEFT_OUT)

    edition = publishing.publish(decided, by=lead)

    rows = csv_rows(file_of(edition, "csv"))
    assert "Heading 2" not in str(rows)
    assert "Heading 1" in str(rows)


def test_a_column_that_is_not_hidden_is_shown(decided, lead):
    publishing.hide_columns(decided, by=lead, hidden=["lead", "progress"])

    edition = publishing.publish(decided, by=lead)

    said = words_anywhere(file_of(edition, "csv"), "csv")
    assert "June 2025" in said
    assert "Secret lead" not in said
    assert publishing.in_the_making(decided).hidden == ["lead", "progress"]


def test_a_column_that_cannot_be_hidden_is_refused_by_the_database(plan):
    with pytest.raises(IntegrityError, match="hides_what_can_be_hidden"), transaction.atomic():
        PublicEdition.objects.create(plan=plan, number=1, hidden=["action"])


@pytest.mark.parametrize(
    "layout",
    [
        "outcomes-by-theme",
        "duty-spoc",
        "requirements-and-activities",
        "priority-action-updates",
        "county-delivery",
        "progress-report",
    ],
)
@pytest.mark.parametrize("form", ["docx", "xlsx", "csv"])
def test_every_layout_keeps_what_is_hidden(decided, lead, layout, form):
    Plan.objects.get(pk=decided.pk)
    decided.layout = layout
    decided.save()

    edition = publishing.publish(decided, by=lead)

    said = words_anywhere(file_of(edition, form), form)
    assert "Tell members" in said
    assert "Secret" not in said
    assert "Watch a hall" not in said


def test_an_edition_in_word_is_read_as_a_plan(decided, lead):
    publishing.hide_columns(decided, by=lead, hidden=["lead", "progress", "previous"])
    edition = publishing.publish(decided, by=lead)

    again = read(file_of(edition, "docx"), name="edition.docx").as_json()

    assert [
        a["text"] for s in again["sections"] for o in s["objectives"] for a in o["actions"]
    ] == [
        "Tell members",
        "Staff learn what Prevent is",
    ]


# Pages


def page_of(client, user, name, *args, **data):
    client.force_login(user)
    return client.get(reverse(f"actions:{name}", args=args), data).content.decode()


def test_the_page_shows_what_waits_for_a_decision(client, decided, lead):
    plans.change_action(of("Tell members"), by=lead, text="Tell all members")

    whole = page_of(client, lead, "public_edition", decided.pk)
    left = page_of(client, lead, "public_edition", decided.pk, show="undecided")

    assert "1 of 3 actions waits for a decision" in re.sub(r"\s+", " ", whole)
    assert "Its words changed since" in whole
    assert "Staff learn what Prevent is" in whole
    assert "Tell all members" in left
    assert "Train staff" not in left


@pytest.mark.parametrize("more", [0, 24])
def test_the_queries_of_the_page_do_not_grow(client, plan, lead, django_assert_num_queries, more):
    under = of("Train staff").objective
    for number in range(more):
        ActionFactory(objective=under, position=10 + number)
    client.force_login(lead)

    with django_assert_num_queries(19):
        client.get(reverse("actions:public_edition", args=[plan.pk]))


def test_many_are_decided_on_the_page(client, plan, lead):
    client.force_login(lead)
    first, second, _ = Action.objects.order_by("pk")
    address = reverse("actions:decide_many", args=[plan.pk])

    answer = client.post(
        address,
        {"choice": "left_out", "tick": [f"{first.pk}.{first.version}", f"{second.pk}.999", "x"]},
        follow=True,
    )

    assert "1 action is decided." in answer.content.decode()
    assert "1 not decided: somebody changed them meanwhile" in answer.content.decode()
    assert first.public_decision.choice == Choice.LEFT_OUT
    nothing = client.post(address, {"choice": "as_is"}, follow=True)
    assert "Tick the actions that you decide on" in nothing.content.decode()


def test_one_is_decided_on_its_own_page(client, plan, lead):
    client.force_login(lead)
    action = of("Train staff")
    address = reverse("actions:decide_public", args=[action.pk])

    short = client.post(address, {"seen": action.text, "choice": "reworded", "wording": ""})
    client.post(address, {"seen": action.text, "choice": "reworded", "wording": "Staff learn"})

    assert "Enter the words for the public" in short.content.decode()
    assert of("Train staff").public_decision.words == "Staff learn"


def test_an_edition_is_checked_published_and_downloaded(client, decided, lead):
    check = page_of(client, lead, "check_edition", decided.pk)
    expects = re.search(r'name="expects" value="([^"]+)"', check)[1]

    client.post(reverse("actions:publish_edition", args=[decided.pk]), {"expects": expects})

    assert "Staff learn what Prevent is" in check
    assert "Secret" not in check
    assert "Watch a hall" not in check
    edition = PublicEdition.objects.get()
    answer = client.get(reverse("actions:download_edition", args=[edition.pk, "csv"]))
    assert b"Staff learn what Prevent is" in b"".join(answer)
    assert (
        client.get(reverse("actions:download_edition", args=[edition.pk, "pdf"])).status_code == 404
    )


def test_the_check_says_what_is_missing(client, plan, lead):
    page = page_of(client, lead, "check_edition", plan.pk)

    assert "3 actions lack a public decision, so this cannot be published yet" in page
    assert "Publish this edition" not in page


def test_columns_are_chosen_on_a_page(client, plan, lead):
    client.force_login(lead)
    address = reverse("actions:hide_columns", args=[plan.pk])

    client.post(address, {"hidden": ["lead", "timescale"]})

    assert plan.public_editions.get().hidden == ["lead", "timescale"]
