"""The invented county: the same every time, of every kind, nobody's words but our own."""

import datetime
import json
import re
import zipfile
from collections import Counter
from io import BytesIO

import pytest
from django.test import override_settings
from pypdf import PdfReader

from actions import demo as plans
from actions import figures
from actions.demo.days import Days
from actions.demo.papers import made
from actions.models import (
    Action,
    AgendaItem,
    Attendance,
    Body,
    Decision,
    Evidence,
    Membership,
    NewerVersion,
    Objective,
    Plan,
    PlanReview,
    PreviousAction,
    ProgressUpdate,
    Theme,
    Timescale,
)
from actions.services import reviews
from prevent_portal import demo
from prevent_portal.acting import acting_for
from prevent_portal.files import is_whole
from prevent_portal.models import Agency, Person, StoredFile, User
from prevent_portal.roles import Role
from tests.conftest import TODAY

ROLES = {
    "officer", "spoc", "prevent_lead", "training_lead", "premises_lead", "it_lead",
    "channel_chair", "channel_coordinator", "panel_member", "executive", "elected_member",
    "auditor", "administrator",
}  # fmt: skip


@pytest.fixture(scope="module")
def kept_county(once, tmp_path_factory):
    with override_settings(VAR=tmp_path_factory.mktemp("var"), IS_DEMO=True):
        with acting_for(None):
            demo.load(TODAY)
            plans.load(TODAY)
        yield


@pytest.fixture
def county(kept_county):
    """The county as it was loaded, once for all these tests."""


def test_it_holds_what_a_partnership_holds(county):
    assert Agency.objects.count() == 12
    assert Agency.objects.get(is_lead=True).name == "Wrenshire County Council"
    assert {role for user in User.objects.all() for role in user.roles} == ROLES
    assert Counter(Plan.objects.values_list("kind", flat=True)) == {
        "internal": 1, "partnership": 1, "spoc": 3,
    }  # fmt: skip
    internal = Plan.objects.get(kind="internal")
    assert Theme.objects.filter(plan=internal).count() == 4
    assert Objective.objects.filter(theme__plan=internal).count() == 25
    assert Action.objects.filter(objective__theme__plan=internal).count() == 61
    assert Action.objects.count() == 106
    assert PreviousAction.objects.count() == 48
    assert ProgressUpdate.objects.count() >= 250
    assert StoredFile.objects.count() == 32


def test_one_plan_has_a_newer_version_that_changed_a_few_words(county):
    version = NewerVersion.objects.get()

    assert version.counts == {
        "new": 0, "changed": 1, "moved": 0, "kept": 0, "gone": 0, "unchanged": 15,
    }  # fmt: skip
    assert Action.objects.filter(text__endswith="and the rowing club").count() == 1
    assert list(version.plan.unplaced.values_list("text", flat=True)) == []


def test_every_kind_of_timescale_status_and_entry_is_there(county):
    assert set(Timescale.objects.values_list("kind", flat=True)) == {
        "date", "dates", "recurring", "ongoing", "trigger", "tbc", "none", "unknown",
    }  # fmt: skip
    assert set(Action.objects.values_list("status", flat=True)) == {
        "not_started", "in_progress", "ongoing", "blocked", "proposed", "complete", "replaced",
        "withdrawn",
    }  # fmt: skip
    assert set(Action.objects.values_list("rag", flat=True)) == {
        "",
        "red",
        "amber",
        "green",
        "blue",
    }
    assert set(ProgressUpdate.objects.values_list("kind", flat=True)) == {
        "logged", "correction", "proposed", "verified", "sent_back", "reopened", "replaced",
        "withdrawn",
    }  # fmt: skip


def test_there_is_something_to_ask_about(county, today):
    assert Action.objects.overdue(on=today).count() >= 10
    assert Action.objects.without_owner().count() >= 3
    assert Action.objects.without_date().count() >= 4
    assert Action.objects.without_evidence().exists()
    assert Action.objects.filter(updates=None).exists()


def test_boards_decide_and_look_at_plans(county, today):
    assert Decision.objects.filter(action__isnull=False).count() == 3
    assert PlanReview.objects.signed().count() == 4
    assert all(reviews.is_whole(review) for review in PlanReview.objects.all())
    board = Body.objects.get(kind="strategic_board")
    came = figures.attendance(board, on=today)
    absent = Membership.objects.get(body=board, agency__short_name="Hexley Vale")
    assert came[absent.pk].percent < 50
    assert AgendaItem.objects.filter(meeting__status="planned", is_standing=True).exists()
    assert len({row.how for row in Attendance.objects.all()}) == 4


def test_the_last_entry_of_an_action_is_how_it_stands(county):
    for action in Action.objects.exclude(updates=None):
        last = action.updates.order_by("on", "pk").last()
        assert (action.status, action.last_update_on) == (last.status, last.on), action.text


def test_an_action_moves_only_as_the_portal_allows(county):
    for action in Action.objects.all():
        before = Action.Status.NOT_STARTED
        for update in action.updates.order_by("on", "pk"):
            allowed = Action.MOVES[before] | {before}
            if before == Action.Status.NOT_STARTED:
                allowed |= {Action.Status.IN_PROGRESS, Action.Status.ONGOING}
            assert update.status in allowed, (action.text, before, update.status)
            before = update.status


def test_nobody_verifies_what_they_proposed(county):
    for verified in ProgressUpdate.objects.filter(kind="verified"):
        proposed = (
            ProgressUpdate.objects.filter(
                action=verified.action, kind="proposed", on__lte=verified.on
            )
            .order_by("on")
            .last()
        )
        assert verified.by.has_role(Role.PREVENT_LEAD)
        assert proposed.by != verified.by, verified.action.text


def test_addresses_lead_nowhere(county):
    emails = {*User.objects.values_list("email", flat=True)} | {
        *Person.objects.values_list("email", flat=True)
    }
    links = [url for url in Evidence.objects.values_list("url", flat=True) if url]

    assert all(email.endswith(".example") for email in emails)
    assert all(re.match(r"https://[a-z.-]+\.example/", link) for link in links)


def test_each_role_has_a_sign_in_that_works(county):
    assert len(demo.SIGN_INS) == len(ROLES)
    for label, email in demo.SIGN_INS:
        user = User.objects.get(email=email)
        assert label in user.get_role_names()
        assert user.check_password(demo.password())


def test_files_are_what_their_names_say(county):
    for stored in StoredFile.objects.all():
        assert is_whole(stored), stored.name
    names = {stored.name.rpartition(".")[2] for stored in StoredFile.objects.all()}
    assert names == {"pdf", "docx", "csv", "png", "xlsx"}


def test_a_paper_reads_as_it_was_written():
    paper = plans.words("papers")["cmt_minutes"]

    pages = PdfReader(BytesIO(made(paper, str))).pages

    assert "The director asked whether" in pages[0].extract_text()


def test_places_in_the_words_become_dates():
    days = Days(datetime.date(2026, 11, 21), years=3)

    assert days.words("{m+2}, {m-1}, {mon-10}") == "January 2027, October 2026, Jan 2026"
    assert days.words("{m+9}, {d+40}, {end}") == "March 2027, 31 December 2026, 31 March 2027"
    assert days.words("{years}") == "2024 to 2027"
    assert days.before == "2021 to 2024"
    assert days.ago(0) == datetime.date(2026, 11, 20)


def test_no_words_are_left_unfilled(county):
    texts = [
        *Plan.objects.values_list("title", flat=True),
        *Timescale.objects.values_list("raw", flat=True),
        *ProgressUpdate.objects.values_list("text", flat=True),
    ]
    assert [text for text in texts if "{" in text or "}" in text] == []


def test_the_demonstration_is_in_our_own_words(shared_folder):
    theirs = set()
    for source in _texts(shared_folder):
        theirs |= _runs(source)
    ours = [
        text
        for path in sorted(plans.WORDS.glob("*.toml"))
        for text in _strings(plans.words(path.stem))
    ]
    ours += [
        text for row in [*demo.PEOPLE.values(), *demo.AGENCIES.values()] for text in map(str, row)
    ]

    assert theirs
    assert [text for text in ours if _runs(text) & theirs] == []


def _strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)


def _runs(text, length=8):
    """Every run of so many words, in lower case and without punctuation."""
    words = re.findall(r"[a-z0-9']+", text.lower())
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


def _texts(folder):
    for path in sorted(folder.glob("sources/*.txt")):
        yield path.read_text(encoding="utf-8")
    for path in sorted(folder.glob("plans/expected/*.json")):
        yield from _strings(json.loads(path.read_text(encoding="utf-8")))
    for path in sorted([*folder.glob("plans/*.docx"), *folder.glob("plans/*.xlsx")]):
        with zipfile.ZipFile(path) as archive:
            for part in archive.namelist():
                if part.endswith(".xml"):
                    yield re.sub("<[^>]+>", " ", archive.read(part).decode("utf-8"))
