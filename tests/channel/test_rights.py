"""What the person asks of what a case holds: received, chased, decided, corrected, released."""

import datetime

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from channel import chasing, holdings, home, services
from channel.models import CaseEvent, Rectification, Referral, Release
from channel.services import retention, rights
from prevent_portal.acting import acting_for
from prevent_portal.errors import Refused
from prevent_portal.models import ChasingRule

from .panels import DAY
from .test_retention import LONG_AGO, ended

RULE = ChasingRule(due_within_days=7, escalate_after_days=14)


def ask(world, case, **given):
    told = {
        "received_on": DAY,
        "kind": "access",
        "asked_by": "person",
        "asker": "P. Quillfeather, by letter",
        "asked": "All that you hold.",
    }
    with acting_for(world.coordinator):
        return rights.record_rights_request(case, by=world.coordinator, **(told | given))


#: What somebody types into the form of a note.
NOTE = {"on_day": "18", "on_month": "3", "on_year": "2026", "words": "Seen by the canal."}


def day(text):
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("received", "due", "longer"),
    [  # UK GDPR article 12(3): a calendar month, and two more; a day off moves it to the next working day
        ("2026-03-02", "2026-04-02", "2026-06-02"),
        ("2026-01-31", "2026-03-02", "2026-04-30"),  # the month ends on a Saturday
        ("2026-03-03", "2026-04-07", "2026-06-03"),  # Good Friday, until after Easter Monday
    ],
)
def test_a_request_is_due_in_a_calendar_month_and_in_three_if_extended(received, due, longer):
    assert rights.due_day(day(received)) == day(due)
    assert rights.due_day(day(received), 3) == day(longer)


def test_a_request_is_extended_once_within_its_month_with_a_reason(world, case):
    asked = ask(world, case)
    with acting_for(world.coordinator):
        by = {"by": world.coordinator}
        with pytest.raises(Refused, match="month is over"):
            rights.extend_request(asked, on=day("2026-04-03"), because="Many files", **by)
        with pytest.raises(Refused, match="why"):
            rights.extend_request(asked, on=DAY, because=" ", **by)
        asked = rights.extend_request(asked, on=DAY, because="Many files", **by)
        assert asked.due_on == day("2026-06-02")
        with pytest.raises(Refused, match="already"):
            rights.extend_request(asked, on=DAY, because="More", **by)


def test_nothing_is_given_before_it_is_known_who_asks_and_whether_they_were_told(world, case):
    asked = ask(world, case)
    given = {"by": world.coordinator, "on": DAY, "because": "Article 15(3)"}
    with acting_for(world.coordinator):
        for more, about in (
            ({"decision": "granted", "told_on": DAY}, "who asks"),
            ({"decision": "refused", "told_on": DAY, "because": ""}, "reasons"),
            ({"decision": "refused"}, "told"),
            ({"decision": "refused", "told_on": DAY, "on": day("2026-03-01")}, "before"),
        ):
            with pytest.raises(Refused, match=about):
                rights.decide_request(asked, **(given | more))
        rights.check_identity(asked, by=world.coordinator, on=DAY, how="Passport seen")
        asked = rights.decide_request(
            asked, decision="partly", not_told_because="They cannot be reached", **given
        )
        assert (asked.is_open, asked.told_on) == (False, None)
        with pytest.raises(Refused, match="already"):
            rights.decide_request(asked, decision="refused", told_on=DAY, **given)
        asked.not_told_because = None
        with pytest.raises(DatabaseError, match="were_told"), transaction.atomic():
            asked.save()


def test_an_open_request_is_chased_and_stops_destruction(world):
    """Data Protection Act 2018, section 173: nothing is destroyed to keep it from who asked."""
    old = ended(world)
    today = timezone.localdate()
    with acting_for(world.chair):
        services.share_with_police(old, by=world.chair, on=today, at=timezone.now())
    asked = ask(world, old, received_on=today - datetime.timedelta(days=30))
    with acting_for(world.chair), pytest.raises(Refused, match="decide on it first"):
        retention.review_retention(
            old, by=world.chair, on=today, decision="destroy", ground="over", words="x"
        )
    with acting_for(None):
        owed = {(each.person, each.path) for each in chasing.owed(today, RULE)}
    assert (world.coordinator.pk, asked.get_absolute_url()) in owed
    with acting_for(world.coordinator):
        words = [row.text for row in home.needs(world.coordinator, today)]
    assert words == [f"{old.reference}: decide on a request of the person"]


def test_a_correction_stands_beside_the_words_and_the_words_stay(world, case, client):
    with acting_for(world.coordinator):
        concerns = next(i for i in holdings.items_of(case) if i.key.endswith(".concerns"))
        given = {"by": world.coordinator, "on": DAY, "item": concerns.key, "kind": "disputed"}
        rights.note_correction(case, words="It was quince, not marmalade.", **given)
        with pytest.raises(Refused, match="does not hold"):
            rights.note_correction(case, words="x", **(given | {"item": "referral.0.concerns"}))
        noted = Rectification.objects.get()
        with pytest.raises(DatabaseError), transaction.atomic():
            noted.delete()
    client.force_login(world.coordinator)
    page = client.get(case.get_absolute_url()).content.decode()
    assert page.index("a marmalade conspiracy") < page.index("It was quince, not marmalade.")
    with acting_for(world.coordinator):
        assert "marmalade" in Referral.objects.select_related("case__key").get().concerns


def test_a_restricted_case_is_kept_and_not_used_until_it_is_lifted_or_said_what_for(
    world, case, client
):
    asked = ask(world, case, kind="restrict")
    by = {"by": world.coordinator}
    note = by | {"on": DAY, "words": "Seen."}
    with acting_for(world.coordinator):
        services.add_note(case, **note)  # not decided yet
        rights.check_identity(asked, on=DAY, how="Known", **by)
        with pytest.raises(Refused, match="nothing is restricted"):
            rights.lift_restriction(asked, on=DAY, because="Checked", told_on=DAY, **by)
        asked = rights.decide_request(
            asked, on=DAY, decision="granted", because="Accuracy is disputed", told_on=DAY, **by
        )
        with pytest.raises(Refused, match="Processing of this case is restricted"):
            services.add_note(case, **note)
        # What the law asks for goes on (UK GDPR articles 12 to 22; CTSA 2015 s36(4)(b)).
        ask(world, case)
        rights.note_correction(
            case, on=DAY, item=holdings.items_of(case)[0].key, kind="disputed", words="Not so", **by
        )
        with pytest.raises(Refused, match="no consent in force"):
            services.withdraw_consent(case, on=DAY, how="said", whose="person", **by)
    client.force_login(world.coordinator)
    page = client.post(f"/channel/cases/{case.pk}/note/", NOTE).content.decode()
    assert "Processing of this case is restricted" in page
    assert "Seen by the canal." in page
    page = client.get(case.get_absolute_url()).content.decode()
    assert "What is held here is kept, and nothing is added or changed." in page

    client.post(f"{asked.get_absolute_url()}use/", {"used_for": "others", "words": "A threat"})
    assert client.post(f"/channel/cases/{case.pk}/note/", NOTE).status_code == 302
    page = client.get(case.get_absolute_url()).content.decode()
    assert "Until 25 March 2026 the case may be used. To protect the rights" in page
    with time_machine.travel("2026-03-26T12:00:00Z"), acting_for(world.coordinator):
        with pytest.raises(Refused, match="restricted"):
            services.add_note(case, **note)
        early = {"on": DAY, "because": "Checked", "told_on": day("2026-03-03")}
        with pytest.raises(Refused, match="before the restriction is lifted"):
            rights.lift_restriction(asked, **early, **by)
        rights.lift_restriction(asked, on=DAY, because="Checked", told_on=DAY, **by)
        services.add_note(case, **note)
    page = client.get(asked.get_absolute_url()).content.decode()
    assert "2 March 2026 by " in page
    assert "lift/" not in page


def test_an_objection_stands_at_the_top_of_what_was_asked(world, case, client):
    ask(world, case, kind="object")
    client.force_login(world.chair)
    assert "An objection of 2 March 2026 stands and is not decided" in " ".join(
        client.get(case.get_absolute_url()).content.decode().split()
    )


def test_only_what_somebody_chose_is_released_blacked_out_and_logged(
    world, case, client, monkeypatch
):
    printed = []
    monkeypatch.setattr(
        "prevent_portal.papers.to_pdf", lambda words, style: printed.append(words) or b"%PDF-1.7"
    )
    asked = ask(world, case)
    with acting_for(world.coordinator):
        rights.check_identity(asked, by=world.coordinator, on=DAY, how="Passport seen")
        items = holdings.items_of(case)
        (concerns,) = (each.key for each in items if each.key.endswith(".concerns"))
    client.force_login(world.coordinator)
    address = reverse("channel:release", args=[asked.pk])

    first = client.get(address).content.decode()
    empty = client.post(address, {"blacked": ""})
    made = client.post(address, {"items": [concerns], "blacked": "Marmalade\n"})

    assert "Barnaby Inkpen" in first
    assert " checked" not in first
    assert "Choose what is released" in empty.content.decode()
    assert made.content == b"%PDF-1.7"
    (words,) = printed
    assert "a ██████ conspiracy" in words
    assert "Barnaby" not in words
    assert f"{len(items) - 1} items are not released" in words
    with acting_for(world.coordinator):
        kept = Release.objects.get()
        assert (kept.items, kept.withheld) == ([concerns], len(items) - 1)
        assert CaseEvent.objects.filter(kind="shared").count() == 1
    with connection.cursor() as cursor, acting_for(world.coordinator):
        cursor.execute("SELECT blacked FROM channel_release")
        assert b"armalade" not in bytes(cursor.fetchone()[0])


def test_everything_sealed_that_a_case_holds_is_an_item(world, case):
    with acting_for(world.coordinator):
        found = {(i.key.split(".")[0], i.key.split(".")[2]): i for i in holdings.items_of(case)}
    assert {
        ("subject", "forenames"),
        ("subject", "surname"),
        ("referral", "concerns"),
        ("referral", "referrer_name"),
        ("caseevent", "words"),
    } <= set(found) | {("caseevent", "words")}
    assert found["referral", "referrer_name"].names_others
    assert not found["referral", "concerns"].names_others


def test_the_register_costs_the_same_for_two_and_for_thirty_and_names_nobody(
    world, client, django_assert_num_queries
):
    case = world.refer(by=world.teacher, on=LONG_AGO)
    theirs = world.refer(by=world.teacher, panel=world.next_door)
    with acting_for(world.other_chair):
        rights.record_rights_request(
            theirs, by=world.other_chair, received_on=DAY, kind="access", asked_by="person",
            asker="x", asked="x",
        )  # fmt: skip
    client.force_login(world.chair)
    for more in (2, 28):
        for _ in range(more):
            ask(world, case)
        with django_assert_num_queries(15):
            page = client.get(reverse("channel:rights_list"))
    words = page.content.decode()
    assert "Quillfeather" not in words
    assert case.reference in words
    assert theirs.reference not in words
