"""Progress: logged, corrected, taken back; what it does to the action, and what the page says."""

import datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actions.models import Action, Evidence, ProgressUpdate, Timescale
from actions.services import progress
from prevent_portal.errors import Refused
from prevent_portal.models import AccessRecord
from prevent_portal.roles import Role
from tests.factories import ActionFactory, AgencyFactory, UserFactory

DAY = datetime.timedelta(days=1)


@pytest.fixture
def county():
    return AgencyFactory(name="Wrenshire County Council", short_name="Wrenshire CC")


@pytest.fixture
def officer(county):
    return UserFactory(agency=county, name="Asha Rowe", job_title="Community safety officer")


@pytest.fixture
def colleague(county):
    return UserFactory(agency=county, name="Tom Vale", job_title="Youth work manager")


@pytest.fixture
def lead(county):
    return UserFactory(agency=county, roles=[Role.PREVENT_LEAD], name="Nia Marsh")


@pytest.fixture
def action(county):
    return ActionFactory(
        objective__theme__plan__agency=county,
        objective__ref="1.3",
        text="Review the letting policy",
        timescale_raw="Mar 2026",
    )


def say(action, by, on, text="Held the first meeting.", status="in_progress", rag="", **more):
    return progress.log_progress(action, by=by, on=on, text=text, status=status, rag=rag, **more)


def state(action):
    action = Action.objects.get(pk=action.pk)
    return action.status, action.rag, action.last_update_on, action.version


def typed(on, text="Held the first meeting.", status="in_progress", rag="amber", **more):
    """What the log form posts."""
    day = {"on_day": on.day, "on_month": on.month, "on_year": on.year}
    return {**day, "text": text, "status": status, "rag": rag, "version": 1, "newest": 0, **more}


def url(name, *args):
    return reverse(f"actions:{name}", args=args)


# The services


def test_progress_says_how_the_action_stands(action, officer, today):
    update = say(action, officer, today - DAY, text="  Held it.\n", rag="amber")

    assert state(action) == ("in_progress", "amber", today - DAY, 2)
    assert (update.kind, update.text, update.by, update.on) == (
        "logged", "Held it.", officer, today - DAY,
    )  # fmt: skip


@pytest.mark.parametrize("status", ["not_started", "in_progress", "ongoing", "blocked"])
@pytest.mark.parametrize("rag", ["", "red", "amber", "green"])
def test_an_officer_may_say_any_status_of_work_and_any_rating(action, officer, today, status, rag):
    say(action, officer, today, status=status, rag=rag)

    assert state(action)[:2] == (status, rag)


@pytest.mark.parametrize(
    ("wrong", "sentence", "field"),
    [
        ({"status": "complete"}, "Select how the action stands", "status"),
        ({"status": "proposed"}, "Select how the action stands", "status"),
        ({"status": "nonsense"}, "Select how the action stands", "status"),
        ({"rag": "blue"}, "blue is for complete actions", "rag"),
        ({"rag": "pink"}, "Select red, amber or green", "rag"),
        ({"text": ""}, "Say what has happened", "text"),
        ({"text": " \n\t"}, "Say what has happened", "text"),
        ({"text": "x" * 100_001}, "100,000 characters or fewer; this has 100,001", "text"),
        ({"text": "nothing\0there"}, "invisible character", "text"),
        ({"on": datetime.date(2026, 3, 19)}, "today or in the past", "on"),
        ({"on": datetime.date(1999, 12, 31)}, "2000 or later", "on"),
    ],
)
def test_what_cannot_be_so_is_refused(action, officer, today, wrong, sentence, field):
    with pytest.raises(Refused, match=sentence) as refusal:
        say(action, officer, **({"on": today} | wrong))

    assert refusal.value.field == field
    assert state(action) == ("not_started", "", None, 1)


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("proposed", "waits for the Prevent lead"),
        ("complete", "is complete. Reopen it"),
        ("replaced", "is replaced. Reopen it"),
        ("withdrawn", "is withdrawn. Reopen it"),
    ],
)
def test_progress_is_logged_on_work_only(county, officer, today, status, sentence):
    action = ActionFactory(status=status)

    with pytest.raises(Refused, match=sentence):
        say(action, officer, today)

    assert state(action) == (status, "", None, 1)


def test_no_progress_in_a_closed_plan(officer, today):
    action = ActionFactory(objective__theme__plan__status="closed")

    with pytest.raises(Refused, match="This plan is closed"):
        say(action, officer, today)


def test_what_is_said_about_an_earlier_day_leaves_the_action_as_it_stands(action, officer, today):
    say(action, officer, today - DAY, status="blocked", rag="red")

    say(action, officer, today - 9 * DAY, status="in_progress", rag="green")

    assert state(action) == ("blocked", "red", today - DAY, 3)
    assert progress.just_logged(action, by=officer).is_about_earlier


def test_of_one_day_the_last_word_counts(action, officer, colleague, today):
    say(action, officer, today, status="blocked")
    say(action, colleague, today, status="ongoing")

    assert state(action)[0] == "ongoing"


def test_what_recurs_is_due_an_interval_after_it_was_last_reported_on(action, officer, today):
    Timescale.objects.create(action=action, raw="Quarterly", kind="recurring", every_months=3)

    say(action, officer, datetime.date(2026, 1, 31))
    action.refresh_from_db()
    assert action.due_on == datetime.date(2026, 4, 30)

    update = say(action, officer, datetime.date(2026, 3, 1))
    action.refresh_from_db()
    assert action.due_on == datetime.date(2026, 6, 1)

    progress.undo_progress(update, by=officer)
    action.refresh_from_db()
    assert action.due_on == datetime.date(2026, 4, 30)


def test_an_imported_status_is_no_report_and_is_outlived_by_one(action, officer, today):
    ProgressUpdate.objects.create(
        action=action, kind="imported", on=today + 9 * DAY, status="ongoing"
    )

    update = say(action, officer, today - DAY, status="blocked")
    assert state(action)[:3] == ("blocked", "", today - DAY)

    progress.undo_progress(update, by=officer)
    assert state(action)[:3] == ("ongoing", "", None)


def test_undoing_puts_back_what_stood_before(action, officer, colleague, today):
    say(action, colleague, today - DAY, status="blocked", rag="red")
    update = say(action, officer, today, status="ongoing", rag="green")

    undone = progress.undo_progress(update, by=officer)

    assert state(action) == ("blocked", "red", today - DAY, 4)
    assert (undone.kind, undone.corrects, undone.status, undone.rag) == (
        "undone", update, "blocked", "red",
    )  # fmt: skip
    assert action.updates.count() == 3


def test_undoing_the_only_entry_leaves_nothing_started(action, officer, today):
    progress.undo_progress(say(action, officer, today, rag="red"), by=officer)

    assert state(action) == ("not_started", "", None, 3)


def test_undoing_leaves_what_others_said_meanwhile(action, officer, colleague, today):
    update = say(action, officer, today, status="ongoing")
    say(action, colleague, today, status="blocked")

    progress.undo_progress(update, by=officer)

    assert state(action)[0] == "blocked"


def test_undoing_withdraws_the_evidence_that_came_with_it_and_no_other(action, officer, today):
    earlier = Evidence.objects.create(
        action=action, kind="link", title="Agenda", url="https://a.example/", added_by=officer
    )
    update = say(action, officer, today, url="https://minutes.example/", title="Minutes")

    progress.undo_progress(update, by=officer)

    earlier.refresh_from_db()
    minutes = action.evidence.get(title="Minutes")
    assert earlier.withdrawn_at is None
    assert minutes.withdrawn_because == "Taken back with the progress that it came with."
    assert minutes.withdrawn_by == officer


def test_only_its_author_undoes_it(action, officer, colleague, lead, today):
    update = say(action, officer, today)

    for other in (colleague, lead):
        with pytest.raises(Refused, match="Only whoever logged progress"):
            progress.undo_progress(update, by=other)

    assert state(action)[0] == "in_progress"


def test_an_entry_is_undone_once(action, officer, today):
    update = say(action, officer, today)
    progress.undo_progress(update, by=officer)

    with pytest.raises(Refused, match="already"):
        progress.undo_progress(update, by=officer)


def written(action, officer, seconds_ago):
    """An entry written so long ago by the database's clock, by which undoing goes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp() - %s * interval '1 second'", [seconds_ago])
        [moment] = cursor.fetchone()
    return ProgressUpdate.objects.create(
        action=action,
        kind="logged",
        on=datetime.date(2026, 3, 17),
        text="Met.",
        status="in_progress",
        by=officer,
        recorded_at=moment,
    )


def test_undo_is_offered_for_a_minute_and_taken_a_little_longer(action, officer):
    late = written(action, officer, 65)
    assert progress.just_logged(action, by=officer) is None
    progress.undo_progress(late, by=officer)

    fresh = written(action, officer, 50)
    assert progress.just_logged(action, by=officer) == fresh
    assert not progress.just_logged(action, by=officer).is_about_earlier


def test_after_a_minute_and_a_little_it_is_corrected_instead(action, officer):
    with pytest.raises(Refused, match="More than a minute has passed"):
        progress.undo_progress(written(action, officer, 80), by=officer)


def test_a_correction_is_a_new_entry_and_counts_instead(action, officer, today):
    first = say(action, officer, today - DAY, text="Met on Tusday.", status="blocked", rag="red")

    correction = progress.correct_progress(
        first, by=officer, on=today - 2 * DAY, text="Met on Tuesday.", status="ongoing", rag=""
    )

    assert state(action) == ("ongoing", "", today - 2 * DAY, 3)
    assert (correction.kind, correction.corrects) == ("correction", first)
    first.refresh_from_db()
    assert (first.text, first.status) == ("Met on Tusday.", "blocked")
    assert [entry.is_superseded for entry in progress.entries(action)] == [True, False]


def test_a_correction_can_be_corrected_but_nothing_twice(action, officer, today):
    first = say(action, officer, today)
    again = {"by": officer, "on": today, "text": "Better.", "status": "ongoing"}
    second = progress.correct_progress(first, **again)

    progress.correct_progress(second, **again | {"status": "blocked"})

    assert state(action)[0] == "blocked"
    with pytest.raises(Refused, match="already"):
        progress.correct_progress(first, **again)


def test_correcting_an_earlier_entry_leaves_the_action_as_it_stands(action, officer, today):
    first = say(action, officer, today - 5 * DAY, status="blocked")
    say(action, officer, today, status="ongoing", rag="green")

    progress.correct_progress(
        first, by=officer, on=today - 4 * DAY, text="It was less.", status="in_progress"
    )

    assert state(action)[:2] == ("ongoing", "green")


def test_a_correction_does_not_overtake_what_was_said_since_about_the_day(action, officer, today):
    first = say(action, officer, today, status="blocked")
    say(action, officer, today, status="ongoing")

    with pytest.raises(Refused, match="Log a new entry") as refusal:
        progress.correct_progress(first, by=officer, on=today, text="No.", status="blocked")

    assert refusal.value.field == "on"
    assert state(action)[0] == "ongoing"


def test_a_correction_does_not_reopen_what_was_proposed_since(action, officer, today):
    first = say(action, officer, today - DAY, url="https://minutes.example/")
    progress.propose_complete(action, by=officer, text="Done.")

    with pytest.raises(Refused, match="Log a new entry"):
        progress.correct_progress(first, by=officer, on=today, text="No.", status="blocked")
    progress.correct_progress(
        first, by=officer, on=today - DAY, text="Held a meeting.", status="in_progress"
    )

    assert state(action)[0] == "proposed"


def test_its_author_or_a_keeper_of_the_plan_corrects_an_entry(
    action, officer, colleague, lead, today
):
    first = say(action, officer, today)
    words = {"on": today, "text": "Better.", "status": "ongoing"}

    with pytest.raises(Refused, match="Only whoever logged this, or keeps the plan"):
        progress.correct_progress(first, by=colleague, **words)

    assert progress.correct_progress(first, by=lead, **words).by == lead


def test_steps_are_not_corrected(action, officer, today):
    say(action, officer, today, url="https://minutes.example/")
    step = progress.propose_complete(action, by=officer, text="Done.")

    with pytest.raises(Refused, match="Only progress can be corrected"):
        progress.correct_progress(step, by=officer, on=today, text="No.", status="ongoing")


def test_a_closed_plan_is_past_correcting_and_undoing(action, officer, today):
    update = say(action, officer, today)
    plan = action.plan
    plan.status = "closed"
    plan.save()

    with pytest.raises(Refused, match="This plan is closed"):
        progress.undo_progress(update, by=officer)
    with pytest.raises(Refused, match="This plan is closed"):
        progress.correct_progress(update, by=officer, on=today, text="No.", status="ongoing")


def test_the_database_itself_keeps_every_entry(action, officer, today):
    update = say(action, officer, today)

    update.text = "Rewritten"
    with pytest.raises(DatabaseError), transaction.atomic():
        update.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        ProgressUpdate.objects.filter(pk=update.pk).delete()


def test_nothing_is_kept_of_progress_whose_evidence_is_refused(action, officer, today):
    with pytest.raises(Refused, match="web address"):
        say(action, officer, today, url="javascript:alert(1)")

    assert (state(action), action.updates.count()) == (("not_started", "", None, 1), 0)


# The page


def test_an_officer_saves_with_one_press(client, action, officer, today):
    client.force_login(officer)
    page = client.get(action.get_absolute_url()).content.decode()
    assert 'id="log-progress"' in page
    assert 'name="on_day" value="18"' in page
    assert 'value="not_started" id="id_status_0" checked' in page

    answer = client.post(url("log_progress", action.pk), typed(today), follow=True)

    assert answer.redirect_chain == [(action.get_absolute_url(), 302)]
    page = answer.content.decode()
    assert "Progress about 18 March 2026 is saved: in progress, amber." in page
    assert "Undo" in page
    assert "Held the first meeting." in page
    assert state(action) == ("in_progress", "amber", today, 2)


def test_the_form_takes_evidence_in_the_same_press(client, action, officer, today):
    client.force_login(officer)

    client.post(
        url("log_progress", action.pk),
        typed(today, url="https://minutes.example/july", title="Minutes of July"),
    )

    page = client.get(action.get_absolute_url()).content.decode()
    assert page.count("Minutes of July") >= 2
    assert "Evidence: <bdi>Minutes of July</bdi>" in page


def test_the_form_offers_what_an_officer_may_say_and_no_more(client, action, officer):
    client.force_login(officer)

    form = client.get(action.get_absolute_url()).context["form"]

    assert [value for value, _ in form.fields["status"].choices] == [
        "not_started", "in_progress", "ongoing", "blocked",
    ]  # fmt: skip
    assert [value for value, _ in form.fields["rag"].choices] == ["", "red", "amber", "green"]


def test_undo_on_the_page(client, action, officer, today):
    client.force_login(officer)
    client.post(url("log_progress", action.pk), typed(today))
    update = action.updates.get()

    page = client.post(url("undo_progress", action.pk, update.pk), follow=True).content.decode()

    assert "Taken back" in page
    assert "No longer counts" in page
    assert state(action)[0] == "not_started"


def test_a_refused_undo_says_so_on_the_action(client, action, officer):
    client.force_login(officer)
    update = written(action, officer, 300)

    page = client.post(url("undo_progress", action.pk, update.pk), follow=True).content.decode()

    assert "More than a minute has passed" in page


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"on_day": "31", "on_month": "2", "on_year": "2019"}, "Date must be a real date"),
        ({"on_day": "", "on_month": "", "on_year": "2019"}, "Date must include a day and month"),
        ({"on_day": "19"}, "Date must be today or in the past"),
        ({"on_year": "1999"}, "The day must be 2000 or later"),
        ({"text": ""}, "Enter what has happened"),
        ({"text": "x" * 100_001}, "must be 100000 characters or fewer"),
        ({"text": "in\0visible"}, "invisible character"),
        ({"status": "complete"}, "Select status"),
        ({"rag": "blue"}, "Select RAG rating"),
        ({"url": "javascript:alert(1)"}, "Link must be a web address"),
        ({"url": "ftp://files.example/"}, "Link must be a web address"),
        ({"title": "x" * 201}, "must be 200 characters or fewer"),
    ],
)
def test_bad_input_gets_a_sentence_in_place_and_keeps_the_rest(
    client, action, officer, today, wrong, sentence
):
    client.force_login(officer)
    good = {"text": "Words worth keeping.", "title": "A title worth keeping"}

    page = client.post(url("log_progress", action.pk), typed(today, **(good | wrong)))

    html = page.content.decode()
    assert page.status_code == 200
    assert sentence in html
    assert "<title>Error: " in html
    for name, words in good.items():
        assert name in wrong or words in html
    assert state(action) == ("not_started", "", None, 1)


def test_a_hundred_thousand_characters_are_kept_and_shown(client, action, officer, today):
    client.force_login(officer)
    text = "Ab " * 33_333 + "z"

    client.post(url("log_progress", action.pk), typed(today, text=text))

    assert action.updates.get().text == text
    assert text in client.get(action.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "{{ settings.SECRET_KEY }} {% now 'Y' %}",
        '=HYPERLINK("https://bad.example")',
        "\u202eright to left\u200f",
        "\u0645\u0631\u062d\u0628\u0627",
    ],
)
def test_hostile_words_are_inert_and_stay_as_typed(client, action, officer, today, text):
    client.force_login(officer)

    client.post(url("log_progress", action.pk), typed(today, text=text))

    assert action.updates.get().text == text
    html = client.get(action.get_absolute_url()).content.decode()
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert escaped.replace('"', "&quot;").replace("'", "&#x27;") in html


# Two people at once


def test_the_second_sees_what_the_first_said_and_keeps_their_own_words(
    client, action, officer, colleague, today
):
    say(action, colleague, today, text="The hall is booked.", status="blocked", rag="red")
    client.force_login(officer)

    page = client.post(
        url("log_progress", action.pk),
        typed(today, text="I rang the caretaker.", status="ongoing", version=1, newest=0),
    )

    html = page.content.decode()
    assert "changed while you were writing" in html
    assert "The hall is booked." in html
    assert "Tom Vale, Youth work manager" in html
    assert ">\nI rang the caretaker.</textarea>" in html
    assert "checked" not in html.split('id="id_status"')[1].split("</fieldset>")[0]
    assert 'name="rag" value="red" id="id_rag_1" checked' in html
    assert state(action) == ("blocked", "red", today, 2)

    client.post(
        url("log_progress", action.pk),
        typed(today, text="I rang the caretaker.", status="ongoing", version=2, newest=1),
    )

    assert state(action) == ("ongoing", "amber", today, 3)
    assert sorted(action.updates.values_list("text", flat=True)) == [
        "I rang the caretaker.",
        "The hall is booked.",
    ]


def test_the_answer_to_being_second_carries_the_version_to_go_on_from(
    client, action, officer, colleague, today
):
    say(action, colleague, today)
    client.force_login(officer)
    page = client.post(url("log_progress", action.pk), typed(today))

    newest = action.updates.get().pk
    html = page.content.decode()
    assert '<input type="hidden" name="version" value="2"' in html
    assert f'<input type="hidden" name="newest" value="{newest}">' in html


def test_the_same_press_twice_is_saved_once(client, action, officer, today):
    client.force_login(officer)
    for _ in range(2):
        client.post(url("log_progress", action.pk), typed(today))

    assert action.updates.count() == 1


def test_a_change_of_the_action_itself_is_said_too(client, action, officer, today):
    action.version = 5
    action.save()
    client.force_login(officer)

    html = client.post(url("log_progress", action.pk), typed(today)).content.decode()

    assert "The action itself was changed" in html


@pytest.mark.parametrize("newest", ["", "x", "-1", "9" * 40])
def test_a_tampered_form_is_answered_calmly(client, action, officer, colleague, today, newest):
    say(action, colleague, today)
    client.force_login(officer)

    for version in ("1", "", "x", "9" * 40):
        page = client.post(
            url("log_progress", action.pk), typed(today, newest=newest, version=version)
        )
        assert page.status_code == 200
    assert action.updates.count() == 1


def test_an_action_verified_meanwhile_keeps_the_words_too(client, action, officer, lead, today):
    say(action, officer, today, url="https://minutes.example/")
    progress.propose_complete(action, by=officer, text="Done.")
    client.force_login(officer)

    html = client.post(
        url("log_progress", action.pk), typed(today, text="One more thing.", version=2)
    ).content.decode()

    assert "waits for the Prevent lead" in html
    assert "One more thing.</textarea>" in html


def test_who_was_signed_out_while_writing_is_told(client, action, officer):
    answer = client.post(url("log_progress", action.pk), typed(datetime.date(2026, 3, 1)))
    assert answer.status_code == 401
    assert "What you typed" in answer.content.decode()

    client.force_login(officer)
    answer = client.get(url("log_progress", action.pk))

    assert answer["Location"] == f"{action.get_absolute_url()}#log-progress"
    page = client.get(action.get_absolute_url()).content.decode()
    assert "Nothing was saved, because you had been signed out." in page


# What the page says


def test_the_page_says_what_the_action_is(client, county, officer):
    action = ActionFactory(
        objective__theme__plan__agency=county,
        objective__theme__plan__title="Council plan",
        objective__ref="4.2",
        objective__text="Premises are safe",
        text="Tell every hall",
        lead=officer,
        leads=["Head of property"],
        impact=["Fewer refusals"],
        expected_outcome="Halls know the form",
        success_measure="All 40 halls told",
        progress_notes=["Twelve told so far"],
        evidence_notes=["Mailing list"],
        timescale_raw="End of Feb 2026",
        timescale_kind="date",
        due_on=datetime.date(2026, 2, 28),
        status="in_progress",
        rag="red",
    )
    action.agencies.add(AgencyFactory(name="Saltmere District Council"))
    client.force_login(officer)

    page = client.get(action.get_absolute_url()).content.decode()

    for words in (
        "Council plan", "4.2", "Premises are safe", "Tell every hall", "Asha Rowe, Community",
        "Head of property", "Fewer refusals", "Halls know the form", "All 40 halls told",
        "Twelve told so far", "Mailing list", "End of Feb 2026", "28 February 2026",
        "18 days late", "Saltmere District Council", "In progress", "Red",
    ):  # fmt: skip
        assert words in page
    assert "Tell every hall" not in page.split("<title>")[1].split("</title>")[0]


def test_what_is_missing_is_said(client, action, officer):
    client.force_login(officer)

    page = client.get(action.get_absolute_url()).content.decode()

    assert "Nobody is named" in page
    assert "no date" in page
    assert "Nothing is attached yet." in page
    assert "Nothing has been recorded yet." in page


def test_a_complete_action_is_not_late(client, county, officer):
    action = ActionFactory(
        objective__theme__plan__agency=county, status="complete", due_on="2026-01-31"
    )
    client.force_login(officer)

    page = client.get(action.get_absolute_url()).content.decode()

    assert "days late" not in page
    assert "This action is complete. Reopen it" in page


def test_a_closed_plan_has_no_form_but_says_why(client, county, officer):
    action = ActionFactory(
        objective__theme__plan__agency=county, objective__theme__plan__status="closed"
    )
    client.force_login(officer)

    page = client.get(action.get_absolute_url())

    assert page.context["form"] is None
    assert "This plan is closed." in page.content.decode()
    assert "Add evidence" not in page.content.decode()


def test_the_way_to_a_plan_is_shown_to_those_who_see_it(client, action):
    partner = UserFactory(name="Pat Lowe")
    action.agencies.add(partner.agency)
    client.force_login(partner)

    page = client.get(action.get_absolute_url()).content.decode()

    assert action.plan.get_absolute_url() not in page
    assert client.post(url("log_progress", action.pk), typed(datetime.date(2026, 3, 1)))
    assert state(action)[0] == "in_progress"


def test_the_past_comes_newest_first_twenty_at_a_time(client, action, officer, today):
    for n in range(23):
        say(action, officer, today - n * DAY, text=f"Entry {n:02}.")
    client.force_login(officer)

    first = client.get(action.get_absolute_url()).content.decode()
    second = client.get(action.get_absolute_url(), {"page": 2}).content.decode()

    assert first.index("Entry 00.") < first.index("Entry 01.") < first.index("Entry 19.")
    assert "Entry 20." not in first
    assert "Showing 1 to 20 of 23" in first
    assert second.index("Entry 20.") < second.index("Entry 22.")


def test_a_correction_names_what_it_corrects(client, action, officer, today):
    first = say(action, officer, today - DAY, text="Met on Tusday.")
    client.force_login(officer)
    assert (
        url("correct_progress", action.pk, first.pk)
        in client.get(action.get_absolute_url()).content.decode()
    )

    page = client.get(url("correct_progress", action.pk, first.pk)).content.decode()
    assert "Met on Tusday.</textarea>" in page
    answer = client.post(
        url("correct_progress", action.pk, first.pk),
        typed(today - DAY, text="Met on Tuesday.", version=2),
        follow=True,
    ).content.decode()

    assert "Corrects the entry about 17 March 2026." in answer
    assert "No longer counts" in answer
    assert "Met on Tusday." in answer
    assert url("correct_progress", action.pk, first.pk) not in answer


def test_a_refused_correction_keeps_the_words(client, action, officer, today):
    first = say(action, officer, today, status="blocked")
    say(action, officer, today, status="ongoing")
    client.force_login(officer)

    page = client.post(
        url("correct_progress", action.pk, first.pk), typed(today, text="Mine.", version=3)
    ).content.decode()

    assert "Log a new entry that puts this right." in page
    assert "Mine.</textarea>" in page


def test_an_entry_of_another_action_is_not_found(client, action, officer, today):
    other = ActionFactory(objective=action.objective)
    update = say(other, officer, today)
    client.force_login(officer)

    assert client.get(url("correct_progress", action.pk, update.pk)).status_code == 404
    assert client.post(url("undo_progress", action.pk, update.pk)).status_code == 404


# Steps, on their pages


def test_an_action_is_proposed_and_verified_on_its_pages(client, action, officer, lead, today):
    say(action, officer, today, url="https://minutes.example/", title="Minutes")
    client.force_login(officer)
    client.post(url("propose_complete", action.pk), {"text": "All told.", "version": 2})
    client.force_login(lead)

    page = client.get(url("verify_action", action.pk)).content.decode()
    assert "All told." in page
    assert "Minutes" in page
    answer = client.post(url("verify_action", action.pk), {"text": "", "version": 3}, follow=True)

    assert "Verified as complete." in answer.content.decode()
    assert state(action)[:2] == ("complete", "blue")


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        ("propose_complete", "Add evidence before you go on"),
        ("verify_action", "only what has been proposed"),
        ("send_back", "only what has been proposed"),
        ("reopen_action", "only what is complete, replaced or withdrawn"),
    ],
)
def test_a_step_that_does_not_fit_says_so_before_anything_is_typed(
    client, action, lead, page, sentence
):
    client.force_login(lead)

    answer = client.get(url(page, action.pk), follow=True)

    assert answer.redirect_chain == [(action.get_absolute_url(), 302)]
    assert sentence in answer.content.decode()


def test_a_step_in_a_closed_plan_says_so_before_anything_is_typed(client, action, lead):
    plan = action.plan
    plan.status = "closed"
    plan.save()
    client.force_login(lead)

    answer = client.get(url("withdraw_action", action.pk), follow=True)

    assert answer.redirect_chain == [(action.get_absolute_url(), 302)]
    assert "This plan is closed." in answer.content.decode()


@pytest.mark.parametrize("page", ["replace_action", "withdraw_action"])
def test_a_refused_step_keeps_the_words(client, action, lead, page):
    client.force_login(lead)

    answer = client.post(url(page, action.pk), {"reason": "Overtaken by events.", "version": 0})

    html = answer.content.decode()
    assert "changed while you were writing" in html
    assert "Overtaken by events.</textarea>" in html
    assert '<input type="hidden" name="version" value="1"' in html


def test_a_step_without_its_reason_is_asked_for_it(client, action, lead):
    client.force_login(lead)

    html = client.post(url("withdraw_action", action.pk), {"version": 1}).content.decode()

    assert "Enter the reason" in html
    assert state(action)[0] == "not_started"


# Who may: the nearest outsider has the same role, and an action of their own

PAGES = (
    "action_detail", "log_progress", "propose_complete", "verify_action", "send_back",
    "reopen_action", "replace_action", "withdraw_action", "add_evidence",
)  # fmt: skip


@pytest.mark.parametrize("role", [Role.OFFICER, Role.SPOC, Role.EXECUTIVE])
@pytest.mark.parametrize("page", PAGES)
def test_another_agencys_action_is_not_there(client, action, role, page):
    outsider = UserFactory(roles=[role])
    own = ActionFactory(objective__theme__plan__agency=outsider.agency)
    client.force_login(outsider)

    assert client.get(own.get_absolute_url()).status_code == 200
    assert client.get(url(page, action.pk)).status_code == 404
    assert client.post(url(page, action.pk)).status_code == 404


OFFICERS_MAY = ("log_progress", "propose_complete", "add_evidence")


@pytest.mark.parametrize("page", PAGES[1:])
def test_an_officer_works_on_the_action_and_does_not_keep_the_plan(client, action, officer, page):
    client.force_login(officer)

    expected = {True: (200, 302), False: (403,)}[page in OFFICERS_MAY]

    assert client.get(url(page, action.pk)).status_code in expected
    assert client.post(url(page, action.pk)).status_code in expected


@pytest.mark.parametrize("role", [Role.EXECUTIVE, Role.AUDITOR])
@pytest.mark.parametrize("page", PAGES[1:])
def test_readers_only_read(client, county, action, role, page):
    reader = UserFactory(roles=[role], agency=county)
    client.force_login(reader)

    html = client.get(action.get_absolute_url())

    assert html.status_code == 200
    assert html.context["form"] is None
    assert html.context["steps"] == []
    assert client.get(url(page, action.pk)).status_code == 403
    assert client.post(url(page, action.pk)).status_code == 403


def test_a_spoc_keeps_their_own_plan_and_not_the_councils(client, county):
    spoc = UserFactory(roles=[Role.SPOC], agency=county)
    own = ActionFactory(objective__theme__plan__agency=county, objective__theme__plan__kind="spoc")
    councils = ActionFactory(objective__theme__plan__agency=county)
    client.force_login(spoc)

    assert client.get(url("withdraw_action", own.pk)).status_code == 200
    assert client.get(url("withdraw_action", councils.pk)).status_code == 403


def test_nobody_signed_out_gets_past_the_door(client, action):
    for page in PAGES:
        assert client.get(url(page, action.pk)).status_code == 302
        assert client.post(url(page, action.pk)).status_code == 302
    assert action.updates.count() == 0


def test_undoing_and_correcting_are_closed_to_others(client, county, action, officer, today):
    update = say(action, officer, today)
    outsider = UserFactory()
    own = ActionFactory(objective__theme__plan__agency=outsider.agency)
    say(own, outsider, today)

    for reader, expected in (
        (outsider, 404),
        (UserFactory(roles=[Role.EXECUTIVE], agency=county), 403),
    ):
        client.force_login(reader)
        assert client.post(url("undo_progress", action.pk, update.pk)).status_code == expected
        assert client.get(url("correct_progress", action.pk, update.pk)).status_code == expected
        assert client.post(url("correct_progress", action.pk, update.pk)).status_code == expected
    assert state(action)[0] == "in_progress"


@pytest.mark.parametrize("reader", ["officer", "lead"])
def test_the_steps_offered_are_those_the_door_allows(client, request, action, today, reader):
    """Each step that the page offers opens; each that it does not offer is refused."""
    user = request.getfixturevalue(reader)
    say(action, user, today, url="https://minutes.example/")
    client.force_login(user)
    offered = {
        "officer": ["Propose as complete"],
        "lead": ["Propose as complete", "Replace", "Withdraw"],
    }[reader]

    steps = client.get(action.get_absolute_url()).context["steps"]

    assert [words for words, _ in steps] == offered
    for _, address in steps:
        assert client.get(address).status_code == 200


# What it costs, and what is written down


def queries_of_the_page(client, address):
    """Queries that read or lock, without savepoints and the words to the database for whom it is."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    ours = [
        query["sql"]
        for query in captured.captured_queries
        if "SAVEPOINT" not in query["sql"]
        and "set_config" not in query["sql"]
        and 'INSERT INTO "prevent_portal_accessrecord"' not in query["sql"]
    ]
    return ours


def test_the_page_costs_the_same_with_a_long_past(client, action, officer, lead, today):
    client.force_login(lead)
    say(action, lead, today, url="https://minutes.example/")
    before = queries_of_the_page(client, action.get_absolute_url())
    for n in range(25):
        say(
            action,
            UserFactory(agency=officer.agency),
            today - n * DAY,
            url=f"https://minutes.example/{n}",
        )
    action.agencies.add(*AgencyFactory.create_batch(3))

    after = queries_of_the_page(client, action.get_absolute_url())

    assert len(after) == len(before) <= 12, "\n".join(after)


def test_opening_and_changing_are_written_down(client, action, officer, today):
    client.force_login(officer)
    client.get(action.get_absolute_url())
    client.post(url("log_progress", action.pk), typed(today))
    client.post(url("log_progress", action.pk), typed(today, text=""))

    records = AccessRecord.objects.filter(reference=f"actions.action:{action.pk}").order_by("pk")
    assert [(record.verb, record.page, record.user) for record in records] == [
        ("opened", "actions:action_detail", officer),
        ("changed", "actions:log_progress", officer),
        ("tried", "actions:log_progress", officer),
    ]
