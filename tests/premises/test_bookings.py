"""Bookings: taken in once, checked, decided with words, signed, appealed, and forgotten on their day."""

import copy
import datetime
import re

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction

from premises import figures, finding, owing
from premises.finding import keys_of, proposed_names, similar_bookings
from premises.models import (
    Booking,
    BookingEvent,
    CheckKind,
    Decision,
    DiligenceEntry,
    DiligenceList,
    LetterTemplate,
)
from premises.owing import decide_by, keep_until, missing, rule_on
from premises.services import bookings, checks, decisions, keeping, letters, places
from premises.states import MOVES, State
from premises.tasks import send_letter
from prevent_portal.errors import Refused
from tests.conftest import TODAY
from tests.factories import UserFactory
from tests.premises.test_access import (
    REFUSAL,
    a_venue,
    all_checked,
    asked,
    kept_readers,  # noqa: F401 - a fixture
    to_appeal,
    to_sign,
)

DAY = datetime.timedelta(days=1)


@pytest.fixture(scope="module")
def kept(kept_readers):  # noqa: F811
    """A venue, and a booking of it that nobody has looked at."""
    venue = a_venue(kept_readers["keeper"].agency, "Elm Library", kept_readers["manager"])
    return {"venue": venue, "booking": asked(venue), **kept_readers}


@pytest.fixture
def at(kept):
    return copy.deepcopy(kept)


def fresh(booking):
    return Booking.objects.select_related("premises__agency").get(pk=booking.pk)


# What may follow what, written out

_ALLOWED = {
    "asked": {"checking", "escalated", "withdrawn"},
    "checking": {"sign_off", "escalated", "approved", "conditions", "refused", "withdrawn"},
    "sign_off": {"checking", "approved", "conditions", "refused", "withdrawn"},
    "escalated": {"checking", "withdrawn"},
    "approved": {"checking", "withdrawn"},
    "conditions": {"checking", "appealed", "withdrawn"},
    "refused": {"appealed"},
    "appealed": {"approved", "conditions", "refused", "withdrawn"},
    "withdrawn": {"asked"},
}


def test_a_booking_moves_only_as_was_agreed():
    assert set(MOVES) == set(State)
    for start in State:
        for end in State:
            booking = Booking(pk=1, state=start)
            if end in _ALLOWED[start]:
                booking.move_to(end)
                assert booking.state == end
            else:
                with pytest.raises(Refused, match="not open any more"):
                    booking.move_to(end)


def test_a_booking_is_decided_in_time_for_its_event_and_never_before_it_came():
    rule = rule_on(TODAY)

    def day(event_in):
        return decide_by(TODAY + event_in * DAY, received_on=TODAY, rule=rule) - TODAY

    assert [day(60), day(12), day(3)] == [10 * DAY, 5 * DAY, 0 * DAY]


def test_particulars_are_kept_longer_after_a_refusal():
    event, rule = datetime.date(2026, 4, 30), rule_on(TODAY)

    def until(state, is_escalated=False):
        return keep_until(event, state=state, is_escalated=is_escalated, rule=rule)

    assert until("approved") == datetime.date(2027, 4, 30)
    assert until("refused") == until("approved", True) == datetime.date(2028, 4, 30)


@pytest.mark.parametrize(
    ("one", "other", "is_alike"),
    [
        ("Riverside Talks Ltd", "The Riverside Talks", True),
        ("Muhammad Yusuf", "Mohammed Yousef", True),
        ("Faith House", "FaithHouse", True),
        ("Café Société", "Cafe Societe", True),
        ("Riverside Talks", "Hillside Singers", False),
        ("Al", "Al", False),
        ("The Association", "The Society", False),
    ],
)
def test_two_spellings_of_one_name_share_a_key(one, other, is_alike):
    assert bool(set(keys_of([one])) & set(keys_of([other]))) is is_alike


def test_addresses_numbers_and_sites_are_compared_however_they_are_written():
    one = keys_of(
        [], mails=["A.B@Group.example"], phones=["020 7946 0018"], sites=["www.group.example/x"]
    )
    other = keys_of(
        [],
        mails=["a.b@group.example"],
        phones=["+44 (0)2079460018"],
        sites=["https://group.example"],
    )

    assert one == other
    assert keys_of([], sites=["facebook.com/group"]) == []


def test_what_is_no_address_gives_no_key_of_a_site():
    sites = [
        "http://[abc",
        "//[",
        "ex\N{ADDRESSED TO THE SUBJECT}mple.org",
        "ex\N{ACCOUNT OF}mple.org",
    ]

    assert keys_of([], sites=sites) == []
    assert keys_of([], mails=["a@[127.0.0.1]"]) == ["mail:a@[127.0.0.1]"]


def test_a_request_in_the_past_or_for_what_cannot_be_hired_is_refused(at):
    with pytest.raises(Refused, match="in the past"):
        asked(at["venue"], event_on=TODAY - DAY)
    at["venue"].takes_requests = at["venue"].is_hireable = False
    with pytest.raises(Refused, match="cannot be hired"):
        asked(at["venue"])


def test_the_public_form_takes_the_same_words_in_once_and_shows_a_receipt_only(client, at):
    day = TODAY + 20 * DAY
    typed = {
        "premises": at["venue"].pk, "event_on_day": day.day, "event_on_month": day.month,
        "event_on_year": day.year, "title": "A talk", "theme": "Bees", "entry": "open",
        "hirer_name": "Ola Brand", "hirer_address": "2 Mill Lane", "hirer_phone": "01234 567890",
        "equality": "ours", "speakers": "Bea Keeper, Hive Club", "is_true": "on",
    }  # fmt: skip

    for _ in range(2):
        page = client.post("/premises/ask/", typed, follow=True)
    made = Booking.objects.get(title="A talk")

    assert made.reference in page.content.decode()
    assert "Ola Brand" not in page.content.decode()
    assert (made.route, made.speakers) == ("public", ["Bea Keeper, Hive Club"])
    assert "no-store" in page.headers["Cache-Control"]


def test_the_public_form_keeps_what_was_typed_and_stops_at_ten_an_hour(client, at):
    assert "Enter an email address or a telephone number" in (
        client.post("/premises/ask/", {"hirer_name": "Ola Brand"}).content.decode()
    )
    day = TODAY + 20 * DAY
    typed = {
        "premises": at["venue"].pk, "event_on_day": day.day, "event_on_month": day.month,
        "event_on_year": day.year, "theme": "Bees", "entry": "open", "hirer_name": "Ola Brand",
        "hirer_address": "2 Mill Lane", "hirer_phone": "1", "equality": "ours", "is_true": "on",
    }  # fmt: skip

    met = [client.post("/premises/ask/", typed | {"title": f"Talk {n}"}) for n in range(11)]

    assert [each.status_code for each in met] == [302] * 10 + [429]
    assert "Ola Brand" in met[-1].content.decode()


def test_nothing_is_decided_while_a_check_a_name_or_the_risk_is_open(at):
    booking, manager = at["booking"], at["manager"]
    places.keep_entry(
        DiligenceEntry(),
        by=at["lead"],
        on_list=DiligenceList.objects.get(),
        name="Riversyde Talks",
        from_on=TODAY,
    )
    kinds = CheckKind.objects.filter(is_required=True).order_by("position")
    checks.record_check(booking, by=manager, on=TODAY, kind=kinds[0], result="nothing", found="")
    with pytest.raises(Refused) as refusal:
        decisions.decide(booking, by=manager, on=TODAY, outcome="approved", reason="Fine.")

    said = refusal.value.sentence
    assert "Make the check: Online." in said
    assert "Riversyde Talks is somebody named in the booking" in said
    assert "Say how much risk there is" in said


def test_a_name_on_a_list_is_proposed_on_its_days_alone_and_a_person_answers(at):
    booking, entry = at["booking"], DiligenceEntry()
    about = {"on_list": DiligenceList.objects.get(), "name": "Riverside Talk's"}
    entry = places.keep_entry(
        entry, by=at["lead"], from_on=TODAY - 9 * DAY, to_on=TODAY - DAY, **about
    )
    on_its_days = [each.thing for each in proposed_names(booking, on=TODAY - DAY)]

    assert on_its_days == [entry]
    assert proposed_names(booking, on=TODAY) == []
    checks.look_at_name(booking, by=at["manager"], on=TODAY, entry=entry, verdict="other", words="")
    assert proposed_names(booking, on=TODAY - DAY)[0].seen.verdict == "other"
    assert fresh(booking).state == "checking"


def test_an_earlier_refusal_is_proposed_to_those_who_may_see_it_only(at):
    earlier = asked(at["venue"], organisation="RiverSide Talks Limited", on=TODAY)
    booking = asked(at["venue"], hirer_name="Someone Else", title="Later")

    def found(user):
        return [each.thing.pk for each in similar_bookings(booking, user=user)]

    assert earlier.pk in found(at["manager"])
    assert found(at["manager_beside"]) == found(at["neighbour"]) == []


def test_an_ordinary_booking_is_approved_at_once(at):
    all_checked(at["booking"], by=at["manager"])

    decisions.decide(at["booking"], by=at["manager"], on=TODAY, outcome="approved", reason="Fine.")

    assert fresh(at["booking"]).state == "approved"


@pytest.mark.parametrize("missing_words", ["reason", "speech", "equality", "proportionate"])
def test_a_refusal_weighs_speech_equality_and_proportion_in_words(at, missing_words):
    all_checked(at["booking"], by=at["manager"])

    words = REFUSAL | {missing_words: " "}
    with pytest.raises(Refused) as refusal:
        decisions.decide(at["booking"], by=at["manager"], on=TODAY, outcome="refused", **words)

    assert refusal.value.field == missing_words
    words |= {missing_words: ""}
    made = Decision(booking=at["booking"], outcome="refused", on=TODAY, standing="stands", **words)
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save()


def test_a_refusal_without_words_is_told_of_all_that_it_lacks_at_once(client, at):
    all_checked(at["booking"], by=at["manager"])
    client.force_login(at["manager"])
    address = f"/premises/bookings/{at['booking'].pk}/decide/"

    said = client.post(address, {"outcome": "refused", "reason": "No."}).content.decode()

    lacks = owing.unsaid("refused", {"reason": "No."})
    assert list(lacks) == ["speech", "equality", "proportionate"]
    assert all(f">{sentence}</a>" in said for sentence in lacks.values())
    assert list(owing.unsaid("conditions", {})) == ["reason", "conditions"]


def test_a_refusal_stands_only_once_somebody_else_has_signed_it(at):
    to_sign(at["booking"], by=at["lead"])
    assert fresh(at["booking"]).state == "sign_off"

    with pytest.raises(Refused, match="other than who decided"):
        decisions.sign(at["booking"], by=at["lead"], on=TODAY, is_agreed=True)
    decisions.sign(at["booking"], by=at["executive"], on=TODAY, is_agreed=True)

    assert fresh(at["booking"]).state == "refused"
    assert Decision.objects.get(booking=at["booking"]).signed_by == at["executive"]


def test_a_decision_sent_back_says_why_and_is_taken_anew(at):
    to_sign(at["booking"], by=at["manager"])

    with pytest.raises(Refused, match="why it is sent back"):
        decisions.sign(at["booking"], by=at["executive"], on=TODAY, is_agreed=False)
    decisions.sign(at["booking"], by=at["executive"], on=TODAY, is_agreed=False, words="Too hard.")
    decisions.decide(at["booking"], by=at["manager"], on=TODAY, outcome="approved", reason="Fine.")

    assert fresh(at["booking"]).state == "approved"


def test_what_the_prevent_lead_was_asked_stands_still_until_answered_and_is_signed(at):
    booking, manager = at["booking"], at["manager"]
    all_checked(booking, by=manager)
    checks.escalate(booking, by=manager, on=TODAY, words="Do you know them?")
    with pytest.raises(Refused, match="cannot be decided now"):
        decisions.decide(booking, by=manager, on=TODAY, outcome="approved", reason="Fine.")
    checks.advise(booking, by=at["lead"], on=TODAY, words="Nothing known.", police_told_on=TODAY)

    made = decisions.decide(booking, by=manager, on=TODAY, outcome="approved", reason="Fine.")

    assert made.sign_off_because == "The Prevent lead was asked"


def test_an_appeal_is_heard_by_somebody_who_took_no_part_and_within_its_days(at):
    booking, signer = at["booking"], at["executive"]
    to_sign(booking, by=at["manager"])
    decisions.sign(booking, by=signer, on=TODAY - 30 * DAY, is_agreed=True)
    about = {"by": at["manager"], "on": TODAY, "received_on": TODAY, "grounds": "Misheard."}
    with pytest.raises(Refused, match="last day to appeal was 2 March 2026"):
        decisions.appeal(booking, **about)
    decisions.appeal(booking, is_late_allowed=True, **about)
    with pytest.raises(Refused, match="neither took nor signed"):
        decisions.hear(booking, by=signer, on=TODAY, outcome="approved", words="Heard anew.")

    decisions.hear(booking, by=at["lead"], on=TODAY, outcome="approved", words="Heard anew.")

    assert fresh(booking).state == "approved"
    assert set(Decision.objects.filter(booking=booking).values_list("standing", flat=True)) == {
        "stands",
        "opened",
    }


def test_new_facts_open_an_approval_and_a_decided_booking_is_not_changed(at):
    booking, manager = at["booking"], at["manager"]
    all_checked(booking, by=manager)
    decisions.decide(booking, by=manager, on=TODAY, outcome="approved", reason="Fine.")
    with pytest.raises(Refused, match="Open it to be checked again"):
        bookings.keep_booking(fresh(booking), by=manager, on=TODAY, title="Another talk")

    decisions.open_again(booking, by=manager, on=TODAY, reason="Another speaker.")
    bookings.keep_booking(fresh(booking), by=manager, on=TODAY, title="Another talk")

    assert fresh(booking).title == "Another talk"


def test_a_letter_goes_as_a_private_link_and_its_template_is_filled_in_once(client, at):
    booking = at["booking"]
    booking.hirer_name = "{venue}"
    template = LetterTemplate.objects.get(kind="received")
    from premises.letters import beginning

    begun = beginning(template, booking)
    assert begun["body"].startswith("Dear {venue}\n\nThank you for asking to use Elm Library")
    letter = letters.write(at["booking"], by=at["manager"], on=TODAY, template=template, **begun)
    list(send_letter(letter_id=letter.pk))

    sent = mail.outbox[0]
    assert (sent.to, "Elm" in sent.body, "Dana" in sent.body) == (
        ["dana@riversidetalks.example"],
        False,
        False,
    )
    address = re.search(r"https?://[^/]+(/\S+)", sent.body)[1]
    assert "Thank you for asking to use Elm Library" in client.get(address).content.decode()
    with_time = client.get(address[:-3] + "x/")
    assert with_time.status_code == 404


_SECRET = "Zyxwanderer"


def _everything_kept(of):
    """All words that stand in any column of any table of this app about a booking."""
    found = []
    with connection.cursor() as cursor:
        for table in (
            "booking", "check", "nameseen", "decision", "appeal", "letter", "bookingevent",
            "historicalbooking", "historicalcheck", "historicalnameseen", "historicaldecision",
            "historicalappeal", "historicalletter",
        ):  # fmt: skip
            key = "id" if table.endswith("booking") else "booking_id"
            statement = f"SELECT t::text FROM premises_{table} t WHERE {key} = %s"  # noqa: S608
            cursor.execute(statement, [of.pk])
            found += [row for (row,) in cursor.fetchall()]
    return "\n".join(found)


def test_particulars_are_removed_on_their_day_everywhere_history_too_and_no_day_before(at):
    booking = asked(
        at["venue"],
        **{
            name: _SECRET
            for name in (
                "hirer_name", "other_names", "organisation", "on_behalf_of", "hirer_address",
                "hirer_phone", "title", "theme", "agenda", "content", "audience", "publicity",
            )
        },
        hirer_email=f"{_SECRET}@x.example",
        speakers=[_SECRET],
        websites=[f"{_SECRET}.example"],
    )  # fmt: skip
    by = at["manager"]
    about = {"by": by, "on": TODAY}
    kind = CheckKind.objects.order_by("pk").first()
    checks.record_check(
        booking,
        kind=kind,
        result="concern",
        found=_SECRET,
        of=_SECRET,
        link=f"https://{_SECRET}.example",
        **about,
    )
    checks.look_at_name(booking, earlier=at["booking"], verdict="open", words=_SECRET, **about)
    all_checked(booking, by=by)
    checks.assess(booking, risk="high", because=_SECRET, **about)
    words = {name: _SECRET for name in REFUSAL}
    decisions.decide(booking, outcome="refused", **about, **words)
    decisions.sign(booking, by=at["executive"], on=TODAY, is_agreed=True, words=_SECRET)
    letters.write(booking, template=None, subject=_SECRET, body=_SECRET, way="paper", **about)
    decisions.appeal(booking, received_on=TODAY, grounds=_SECRET, **about)
    decisions.hear(
        booking,
        by=at["lead"],
        on=TODAY,
        outcome="refused",
        words=_SECRET,
        **{n: _SECRET for n in ("speech", "equality", "proportionate")},
    )
    assert _SECRET in _everything_kept(booking)
    held = asked(at["venue"], title="Held")
    bookings.hold(held, by=by, on=TODAY, is_held=True, reason="A complaint.")
    for each in (booking, held):
        each = fresh(each)
        each.keep_until = TODAY - DAY
        each.save()

    assert keeping.forget(on=TODAY - DAY) == []
    assert keeping.forget(on=TODAY) == [booking.pk]
    assert keeping.forget(on=TODAY) == []
    assert _SECRET.casefold() not in _everything_kept(booking).casefold()
    assert (fresh(booking).state, fresh(booking).blanked_on) == ("refused", TODAY)
    assert fresh(held).title == "Held"


def test_a_booking_that_was_forgotten_stays_as_it_is_and_its_page_still_opens(client, at):
    booking = fresh(at["booking"])
    booking.keep_until = TODAY - DAY
    booking.save()
    keeping.forget(on=TODAY)
    client.force_login(at["manager"])

    page = client.get(booking.get_absolute_url()).content.decode()

    assert "The particulars were removed on 18 March 2026" in page
    with pytest.raises(Refused, match="stays as it is"):
        bookings.withdraw(booking, by=at["manager"], on=TODAY, reason="Late.")


def test_the_application_changes_no_event_of_a_booking(at):
    event = BookingEvent.objects.filter(booking=at["booking"]).first()
    with pytest.raises(Exception, match="permission denied"), transaction.atomic():
        connection.cursor().execute(
            "UPDATE premises_bookingevent SET words = 'x' WHERE id = %s", [event.pk]
        )


def test_a_page_of_a_booking_reads_like_advice(client, at):
    client.force_login(at["manager"])

    page = client.get(at["booking"].get_absolute_url()).content.decode()

    assert "Make the check: Online." in page
    assert "Say how much risk there is, and why." in page
    assert missing(at["booking"], on=TODAY).is_assessed is False


def test_the_list_asks_the_same_for_two_and_for_many_and_names_nobody(
    client, at, django_assert_num_queries
):
    client.force_login(at["keeper"])
    for count in (0, 20):
        for number in range(count):
            asked(at["venue"], title=f"Talk {number}")
        with django_assert_num_queries(18):  # counted, and kept
            client.get("/premises/bookings/")
        with django_assert_num_queries(16):
            page = client.get("/premises/bookings/").content.decode()

    assert at["booking"].reference in page
    assert "Dana" not in page
    assert "Riverside" not in page


def test_the_home_page_says_whose_turn_it_is(client, at):
    to_sign(at["booking"], by=at["manager"])
    waiting = asked(at["venue"], title="New")
    to_appeal(
        asked(at["venue"], title="Third"),
        by=at["manager"],
        signed_by=UserFactory(agency=at["keeper"].agency),
    )

    def home(name):
        client.force_login(at[name])
        return client.get("/").content.decode()

    assert f"Sign or send back: {at['booking'].reference}" in home("executive")
    assert f"Begin to check {waiting.reference}" in home("manager")
    assert "Sign or send back" not in home("manager")
    assert "Booking" not in home("manager_beside")


def test_a_signed_refusal_is_not_undone_by_an_appeal_that_is_withdrawn(at):
    booking, manager = at["booking"], at["manager"]
    to_appeal(booking, by=manager, signed_by=at["executive"])

    made = bookings.withdraw(booking, by=manager, on=TODAY, reason="They gave up.")

    assert made.keep_until == keep_until(
        booking.event_on, state="refused", is_escalated=False, rule=rule_on(TODAY)
    )
    with pytest.raises(Refused, match="the refusal stands"):
        bookings.ask_again(booking, by=manager)
    assert Decision.objects.get(booking=booking).standing == "stands"


def test_an_approval_that_was_withdrawn_stands_no_more_and_is_asked_for_anew(at):
    booking, manager = at["booking"], at["manager"]
    all_checked(booking, by=manager)
    decisions.decide(booking, by=manager, on=TODAY, outcome="approved", reason="Fine.")
    bookings.withdraw(booking, by=manager, on=TODAY, reason="Rain.")
    assert Decision.objects.get(booking=booking).standing == "opened"
    late, venue = fresh(booking), at["venue"]
    late.received_on = late.decide_by_on = TODAY - 40 * DAY
    late.save()
    venue.takes_requests = venue.is_hireable = False
    venue.save()
    with pytest.raises(Refused, match="cannot be hired"):
        bookings.ask_again(booking, by=manager)
    venue.is_hireable = True
    venue.save()

    made = bookings.ask_again(booking, by=manager)

    assert (made.state, made.decide_by_on) == ("asked", TODAY + 10 * DAY)
    made = bookings.keep_booking(made, by=manager, on=TODAY, title="Another title")
    assert made.decide_by_on == TODAY + 10 * DAY


def test_an_appeal_is_heard_by_a_senior_manager_where_a_rule_asks_for_a_signature(at):
    booking = at["booking"]
    to_appeal(booking, by=at["manager"], signed_by=at["executive"])
    about = {"on": TODAY, "outcome": "refused", "words": "As before."}
    about |= {name: "Weighed." for name in ("speech", "equality", "proportionate")}

    with pytest.raises(Refused, match="a senior manager or the Prevent lead decides"):
        decisions.hear(booking, by=at["keeper"], **about)
    decisions.hear(booking, by=at["executive"], **about)

    assert fresh(booking).state == "refused"


def test_a_name_proscribed_by_law_is_put_to_the_prevent_lead_before_a_decision(at):
    booking, manager = at["booking"], at["manager"]
    listed = DiligenceList.objects.get()
    listed.is_law = True
    listed.save()
    about = {"on_list": listed, "name": "Riverside Talk", "from_on": TODAY}
    entry = places.keep_entry(DiligenceEntry(), by=at["lead"], **about)
    checks.look_at_name(booking, by=manager, on=TODAY, entry=entry, verdict="open", words="Odd.")
    all_checked(booking, by=manager)

    said = missing(fresh(booking), on=TODAY).sentences
    assert [each.partition(":")[0] for each in said] == ["Ask the Prevent lead"]
    checks.escalate(booking, by=manager, on=TODAY, words="Is it they?")
    assert missing(fresh(booking), on=TODAY).sentences == []


def test_a_check_made_before_the_speakers_changed_does_not_count(at):
    booking, manager = at["booking"], at["manager"]
    all_checked(booking, by=manager)
    bookings.keep_booking(fresh(booking), by=manager, on=TODAY, title="Another title")
    assert missing(fresh(booking), on=TODAY).sentences == []

    bookings.keep_booking(fresh(booking), by=manager, on=TODAY, speakers=["Bea Keeper"])

    assert "Make the check: Online." in missing(fresh(booking), on=TODAY).sentences


def test_a_state_of_their_own_is_what_bookings_are_narrowed_to(client, at):
    refused, withdrawn = asked(at["venue"], title="Refused"), asked(at["venue"], title="Gone")
    to_sign(refused, by=at["manager"])
    decisions.sign(refused, by=at["executive"], on=TODAY, is_agreed=True)
    bookings.withdraw(withdrawn, by=at["manager"], on=TODAY, reason="Rain.")
    client.force_login(at["manager"])

    def shown(state):
        page = client.get(f"/premises/bookings/?state={state}").content.decode()
        rows = (at["booking"], refused, withdrawn)
        return [each.pk for each in rows if each.reference in page]

    assert shown("refused") == [refused.pk]
    assert shown("withdrawn") == [withdrawn.pk]
    assert shown("") == [at["booking"].pk, refused.pk]


def test_a_request_that_was_forgotten_undecided_waits_for_nobody(client, at):
    booking = fresh(at["booking"])
    booking.keep_until = booking.decide_by_on = TODAY - DAY
    booking.save()
    assert figures.waiting(None, on=TODAY).count == 1
    assert list(Booking.objects.late(on=TODAY)) == [booking]

    keeping.forget(on=TODAY)

    assert figures.waiting(None, on=TODAY).count == 0
    assert not Booking.objects.late(on=TODAY).exists()
    client.force_login(at["manager"])
    assert booking.reference not in client.get("/").content.decode()
    assert booking.reference not in client.get("/premises/bookings/?needs=yes").content.decode()


def test_the_public_form_says_how_long_it_keeps_and_looks_two_years_ahead(client, at):
    rule = rule_on(TODAY)
    rule.keep_months = 17
    rule.save()
    typed = {"event_on_day": 1, "event_on_month": 4, "event_on_year": TODAY.year + 2}

    page = client.post("/premises/ask/", typed).content.decode()

    assert "removed 17 months after the event" in page
    assert "Enter a day within the next 2 years." in page


def test_words_sent_again_after_a_withdrawal_are_a_new_request(at):
    def sent():
        about = {"hirer_name": "Ola", "title": "Bees", "theme": "Bees"}
        made = Booking(premises=at["venue"], event_on=TODAY + 9 * DAY, **about)
        return bookings.take_in(made, by=None, on=TODAY, sent_as="a" * 64)

    first = sent()
    assert sent() == first
    bookings.withdraw(first, by=at["manager"], on=TODAY, reason="Rain.")

    assert sent() != first


def test_earlier_refusals_are_kept_where_a_page_shows_only_some(at, monkeypatch):
    monkeypatch.setattr(finding, "MOST", 1)
    refused = asked(at["venue"], title="Refused")
    to_sign(refused, by=at["manager"])
    decisions.sign(refused, by=at["executive"], on=TODAY, is_agreed=True)
    for number in range(5):
        asked(at["venue"], title=f"Later {number}")

    found = similar_bookings(at["booking"], user=at["manager"])

    assert [each.thing for each in found] == [refused]


def test_what_others_recorded_meanwhile_is_not_written_over(at):
    booking, manager = at["booking"], at["manager"]
    read_before = fresh(booking)
    checks.assess(booking, by=manager, on=TODAY, risk="high", because="Threats.")

    bookings.keep_booking(read_before, by=manager, on=TODAY, title="Another title")

    assert (fresh(booking).risk, fresh(booking).title) == ("high", "Another title")


def test_a_letter_whose_words_are_removed_on_its_way_stays_empty(at):
    booking = fresh(at["booking"])
    about = {"template": None, "subject": "Bees", "body": "Dear Ola", "way": "email"}
    letter = letters.write(booking, by=at["manager"], on=TODAY, **about)
    sending = letters.send(letter.pk)
    next(sending)
    booking = fresh(booking)
    booking.keep_until = TODAY - DAY
    booking.save()
    keeping.forget(on=TODAY)

    list(sending)

    letter.refresh_from_db()
    assert (letter.body, letter.digest, letter.sent_at is None) == ("", "", False)
