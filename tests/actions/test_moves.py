"""What may become of an action: the expected answers, written out."""

import datetime

import pytest

from actions.models import Action, Evidence
from actions.services import progress
from prevent_portal.errors import Refused
from prevent_portal.roles import Role
from tests.factories import ActionFactory, UserFactory

STATUSES = (
    "not_started", "in_progress", "ongoing", "blocked",
    "proposed", "complete", "replaced", "withdrawn",
)  # fmt: skip

# fmt: off
ALLOWED = {
    ("not_started", "in_progress"), ("not_started", "ongoing"), ("not_started", "blocked"),
    ("not_started", "proposed"), ("not_started", "replaced"), ("not_started", "withdrawn"),
    ("in_progress", "not_started"), ("in_progress", "ongoing"), ("in_progress", "blocked"),
    ("in_progress", "proposed"), ("in_progress", "replaced"), ("in_progress", "withdrawn"),
    ("ongoing", "not_started"), ("ongoing", "in_progress"), ("ongoing", "blocked"),
    ("ongoing", "proposed"), ("ongoing", "replaced"), ("ongoing", "withdrawn"),
    ("blocked", "not_started"), ("blocked", "in_progress"), ("blocked", "ongoing"),
    ("blocked", "proposed"), ("blocked", "replaced"), ("blocked", "withdrawn"),
    ("proposed", "complete"), ("proposed", "in_progress"),
    ("complete", "in_progress"), ("replaced", "in_progress"), ("withdrawn", "in_progress"),
}

#: Verb -> from which statuses it may be taken, where it leads, and what kind of entry it leaves.
WORK = ("not_started", "in_progress", "ongoing", "blocked")
VERBS = {
    "propose_complete": (WORK, "proposed", "proposed"),
    "verify_action": (("proposed",), "complete", "verified"),
    "send_back": (("proposed",), "in_progress", "sent_back"),
    "reopen_action": (("complete", "replaced", "withdrawn"), "in_progress", "reopened"),
    "replace_action": (WORK, "replaced", "replaced"),
    "withdraw_action": (WORK, "withdrawn", "withdrawn"),
}
WORDS = {"propose_complete": "text", "verify_action": "text"}
# fmt: on


@pytest.fixture
def lead():
    return UserFactory(roles=[Role.PREVENT_LEAD])


def make(status="in_progress", **fields):
    action = ActionFactory(status=status, **fields)
    Evidence.objects.create(action=action, kind="link", title="Minutes", url="https://a.example/")
    return action


def take(verb, action, *, by, words="Because it is so.", **more):
    words = {WORDS.get(verb, "reason"): words}
    return getattr(progress, verb)(action, by=by, **words, **more)


@pytest.mark.parametrize("start", STATUSES)
@pytest.mark.parametrize("end", STATUSES)
def test_an_action_moves_only_as_its_table_allows(start, end):
    action = Action(status=start)

    if (start, end) in ALLOWED or start == end:
        action.move_to(end)
        assert action.status == end
    else:
        with pytest.raises(Refused, match="cannot become"):
            action.move_to(end)
        assert action.status == start


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("start", STATUSES)
def test_a_step_is_taken_only_from_where_it_starts(verb, start, lead, today):
    starts, end, kind = VERBS[verb]
    action = make(start)

    if start in starts:
        entry = take(verb, action, by=lead)
        action.refresh_from_db()
        assert (action.status, action.version, action.last_update_on) == (end, 2, today)
        assert (entry.kind, entry.status, entry.by, entry.on) == (kind, end, lead, today)
        assert entry.text == "Because it is so."
    else:
        with pytest.raises(Refused):
            take(verb, action, by=lead)
        action.refresh_from_db()
        assert (action.status, action.version, action.updates.count()) == (start, 1, 0)


def test_what_is_open_to_a_reader_is_what_the_steps_allow():
    for verb, (starts, _, kind) in VERBS.items():
        for start in STATUSES:
            fits = progress.may_follow(make(start), kind)
            assert fits == (start in starts), (verb, start)


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb != "verify_action"])
@pytest.mark.parametrize("words", ["", "  \n\t "])
def test_a_step_says_why(verb, words, lead):
    action = make(VERBS[verb][0][0])

    with pytest.raises(Refused, match="Say why"):
        take(verb, action, by=lead, words=words)

    action.refresh_from_db()
    assert action.status == VERBS[verb][0][0]


def test_verifying_needs_no_words(lead):
    entry = progress.verify_action(make("proposed"), by=lead)

    assert (entry.kind, entry.text) == ("verified", "")


@pytest.mark.parametrize(("verb", "start"), [("propose_complete", "ongoing"),
                                             ("verify_action", "proposed")])  # fmt: skip
def test_nothing_is_complete_without_evidence_that_stands(verb, start, lead):
    action = make(start)
    evidence = action.evidence.get()
    evidence.withdrawn_at = datetime.datetime.now(datetime.UTC)
    evidence.withdrawn_because = "Wrong file"
    evidence.save()

    with pytest.raises(Refused, match="Add evidence"):
        take(verb, action, by=lead)

    action.refresh_from_db()
    assert (action.status, action.updates.count()) == (start, 0)


@pytest.mark.parametrize("verb", VERBS)
def test_no_step_is_taken_in_a_closed_plan(verb, lead):
    action = make(VERBS[verb][0][0], objective__theme__plan__status="closed")

    with pytest.raises(Refused, match="plan is closed"):
        take(verb, action, by=lead)

    assert action.updates.count() == 0
    assert not progress.may_follow(action, VERBS[verb][2])


@pytest.mark.parametrize("verb", VERBS)
def test_a_step_is_refused_once_the_action_has_changed(verb, lead):
    action = make(VERBS[verb][0][0], version=7)

    with pytest.raises(Refused, match="changed while you were writing"):
        take(verb, action, by=lead, version=6)
    take(verb, action, by=lead, version=7)

    action.refresh_from_db()
    assert (action.status, action.version) == (VERBS[verb][1], 8)


def test_from_work_to_verified_and_back_keeps_the_whole_past(lead, today):
    officer = UserFactory()
    action = make("not_started")
    progress.log_progress(
        action, by=officer, on=today, text="Began.", status="in_progress", rag="amber"
    )
    progress.propose_complete(action, by=officer, text="Done: see the minutes.")
    progress.send_back(action, by=lead, reason="The minutes are of another meeting.")
    progress.propose_complete(action, by=officer, text="Now the right minutes.")
    progress.verify_action(action, by=lead)
    action.refresh_from_db()
    assert (action.status, action.rag) == ("complete", "blue")

    progress.reopen_action(action, by=lead, reason="The policy lapsed.")

    action.refresh_from_db()
    assert (action.status, action.rag, action.version) == ("in_progress", "", 7)
    assert [(e.kind, e.status, e.rag) for e in reversed(progress.entries(action))] == [
        ("logged", "in_progress", "amber"),
        ("proposed", "proposed", "amber"),
        ("sent_back", "in_progress", "amber"),
        ("proposed", "proposed", "amber"),
        ("verified", "complete", "blue"),
        ("reopened", "in_progress", ""),
    ]


def test_history_knows_who_took_a_step(lead):
    action = make("proposed")

    progress.verify_action(action, by=lead)

    newest = action.history.order_by("-history_id").first()
    assert (newest.history_user, newest.status) == (lead, "complete")
