"""Referring: signed in, with drafts and files; by the form without an account; and what becomes of bad input."""

import datetime
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from channel import services
from channel.due_list import channel_due
from channel.models import Attachment, Case, Draft, Referral, Subject
from channel.states import OUTWARD, OUTWARD_ELSE, Status
from prevent_portal.acting import acting_for
from prevent_portal.models import AccessRecord
from tests import factories
from tests.prevent_portal.clamd import EICAR, clamd

from .forms import born, typed

REFER = "/channel/refer/"
PUBLIC = "/channel/refer/public/"
PDF = b"%PDF-1.7 a drawing of a moon"


def said(response):
    return response.content.decode()


def cases_of(user):
    with acting_for(user):
        return list(Case.objects.order_by("pk"))


def the_subject(world):
    with acting_for(world.chair):
        subject = Subject.objects.select_related("case__key").get()
        return {name: getattr(subject, name) for name in ("forenames", "surname", "date_of_birth")}


# Signed in


def test_urgent_and_out_of_hours_advice_comes_before_any_field(client, world):
    world.panel.contact = "01632 960100, weekdays 9 to 5"
    world.panel.out_of_hours = "01632 960199, duty officer"
    with acting_for(world.administrator):
        world.panel.save()
    for address in (REFER, PUBLIC):
        if address == REFER:
            client.force_login(world.teacher)
        else:
            client.logout()
        page = said(client.get(address))
        first = page.index("<textarea")
        assert page.index("call 999") < first
        assert page.index("01632 960199") < first
        assert page.index("01632 960100") < first


@pytest.mark.parametrize(
    ("subject", "told", "not_told"),
    [
        ({"date_of_birth": datetime.date(2008, 3, 3)}, "children", "18 or over:"),
        ({"date_of_birth": datetime.date(2008, 3, 2)}, "adults", "Under 18:"),
        ({"approximate_age": "about 15"}, "children", "18 or over:"),
        ({}, "How old the person was on the day is not known", "it belongs to"),
    ],
)
def test_a_referral_is_told_its_front_door_by_age_on_its_day(
    client, world, subject, told, not_told
):
    world.panel.children_door, world.panel.adults_door = "First Contact", "The front desk"
    world.panel.adults_advice = "Ask the adult first."
    with acting_for(world.administrator):
        world.panel.save()
    case = world.refer(by=world.teacher, subject=subject)  # on 2 March 2026
    client.force_login(world.coordinator)
    page = said(client.get(case.get_absolute_url()))
    page = page[page.index("Why we are here") : page.index("marmalade")]
    assert told in page
    assert not_told not in page
    client.force_login(world.teacher)
    page = said(client.get(REFER))
    for words in ("First Contact", "The front desk", "Ask the adult first."):
        assert page.index(words) < page.index("<textarea")


def test_the_warning_of_section_38_stands_above_what_is_attested(client, world):
    """CTSA 2015 s38(4) and (5): held by, obtained or derived from, relating to an intelligence service."""
    client.force_login(world.teacher)
    page = said(client.get(REFER))
    assert page.index("No sensitive information") < page.index('name="attested"')
    answer = client.post(REFER, typed(world, attested=None))
    assert "Take out anything that came from or relates to an intelligence service" in said(answer)
    assert "He says that the moon is armed." in said(answer)
    assert cases_of(world.chair) == []


def test_a_referral_with_a_file_reaches_the_panel_and_not_who_sent_it(client, world):
    client.force_login(world.teacher)
    file = SimpleUploadedFile("moon.pdf", PDF, "application/pdf")
    page = client.post(REFER, typed(world, file_1=file), follow=True)
    (case,) = cases_of(world.chair)
    assert case.reference in said(page)
    assert "Brasswick" not in said(page)
    with acting_for(world.chair):
        kept = Attachment.objects.get()
        assert (kept.name, kept.content, str(kept)) == ("moon.pdf", PDF, f"{case.reference}-1")
    with acting_for(world.teacher):
        assert Attachment.objects.count() == 0
    with acting_for(world.chair), connection.cursor() as cursor:
        cursor.execute("SELECT content, name FROM channel_attachment")
        ((content, name),) = cursor.fetchall()
        assert b"moon" not in bytes(content) + bytes(name)


def test_a_file_that_is_not_what_it_says_keeps_the_words_and_makes_no_case(client, world):
    client.force_login(world.teacher)
    file = SimpleUploadedFile("moon.pdf", b"MZ not at all", "application/pdf")
    page = said(client.post(REFER, typed(world, file_1=file)))
    assert "is not what its name says" in page
    assert "He says that the moon is armed." in page
    assert cases_of(world.chair) == []


def test_three_files_come_with_one_referral(client, world):
    client.force_login(world.teacher)
    files = {f"file_{n}": SimpleUploadedFile(f"{n}.pdf", PDF, "application/pdf") for n in (1, 2, 3)}
    client.post(REFER, typed(world, **files))
    with acting_for(world.chair):
        assert [file.name for file in Attachment.objects.order_by("number")] == [
            "1.pdf",
            "2.pdf",
            "3.pdf",
        ]


def test_a_form_that_is_sent_twice_is_taken_in_once(client, world):
    client.force_login(world.teacher)
    words = typed(world, number="6f3f2c5e-6f0b-4a52-9a37-0d1b6e0f4c11")
    first = client.post(REFER, words, follow=True)
    second = client.post(REFER, words, follow=True)
    (case,) = cases_of(world.chair)
    assert case.reference in said(first)
    assert case.reference in said(second)
    client.post(REFER, words | {"surname": "Brasswick-Lowe"})
    assert len(cases_of(world.chair)) == 2


BAD = [
    (born(19, 3, 2026), "Date of birth must be today or in the past"),
    (born(18, 3, 1905), "Date of birth must be within the last 120 years"),
    (born(18, 3, 1886), "Date of birth must be between 1900 and 2199"),
    (born(31, 2, 2010), "Date of birth must be a real date"),
    ({"surname": "B"}, "Enter the whole name, with at least two letters"),
    ({"forenames": "-"}, "Enter the whole name, with at least two letters"),
    ({"concerns": None}, "Enter what worries you"),
    ({"panel": None}, "Select area where the person lives"),
]


@pytest.mark.parametrize(("wrong", "sentence"), BAD)
@pytest.mark.parametrize("address", [REFER, PUBLIC])
def test_bad_input_has_its_sentence_and_keeps_every_word(client, world, address, wrong, sentence):
    if address == REFER:
        client.force_login(world.teacher)
    words = typed(world, other_names="The Lamplighter", **wrong)
    page = said(client.post(address, words))
    assert sentence in page
    assert "There is a problem" in page
    for word in ("The Lamplighter", "Hal Quoin"):
        assert word in page
    assert cases_of(world.chair) == []


def test_a_session_that_ends_mid_form_loses_no_word(client, world):
    """The same form comes back without the sign-in, filled in, and can be sent as it is."""
    words = typed(world, other_names="Lamplighter", **born(27, 3, 2009))
    page = client.post(REFER, words)
    assert page.status_code == 401
    assert "You were signed out" in said(page)
    form = page.context["form"]
    assert 'action="/channel/refer/public/"' in said(page)
    for word in (
        "Ottoline",
        "Brasswick",
        "Lamplighter",
        "He says that the moon is armed.",
        "Hal Quoin",
        'value="2009"',
    ):
        assert word in said(page)
    assert cases_of(world.chair) == []
    assert form.initial["panel"] == str(world.panel.pk)
    client.post(PUBLIC, words)
    assert the_subject(world)["date_of_birth"] == datetime.date(2009, 3, 27)


# Drafts


def drafts(user):
    with acting_for(user):
        return list(Draft.objects.visible_to(user))


def test_a_draft_is_saved_taken_up_and_gone_once_sent(client, world):
    client.force_login(world.teacher)
    half = {
        "forenames": "Ottoline",
        "concerns": "Not all\nwritten yet",
        **born(27, 3, ""),
        "save": "yes",
    }
    page = client.post(REFER, half, follow=True)
    assert "Your draft is saved" in said(page)
    (draft,) = drafts(world.teacher)
    assert cases_of(world.chair) == []

    form = client.get(draft.get_absolute_url())
    assert "Ottoline" in said(form)
    assert "Not all\nwritten yet" in said(form)
    assert 'value="27"' in said(form)
    assert 'name="attested" checked' not in said(form)
    number = form.context["form"]["number"].value()
    assert str(number) == str(draft.name)

    client.post(draft.get_absolute_url(), typed(world, number=number, save="yes"))
    (again,) = drafts(world.teacher)
    assert again.pk == draft.pk
    client.post(draft.get_absolute_url(), typed(world, number=number))
    assert drafts(world.teacher) == []
    assert len(cases_of(world.chair)) == 1
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_a_draft_thrown_away_is_gone(client, world):
    client.force_login(world.teacher)
    client.post(REFER, {"concerns": "Half a thought", "save": "yes"})
    (draft,) = drafts(world.teacher)
    address = reverse("channel:throw_draft_away", args=[draft.pk])
    client.get(address)
    assert len(drafts(world.teacher)) == 1
    client.post(address)
    assert drafts(world.teacher) == []


def test_nobody_else_reads_a_draft_also_not_by_raw_sql(client, world):
    with acting_for(world.teacher):
        draft = services.save_draft({"concerns": "Half a thought"}, by=world.teacher)
    colleague = factories.UserFactory(agency=world.teacher.agency, roles=world.teacher.roles)
    for user in (colleague, world.chair, world.coordinator, world.administrator, None):
        with acting_for(user), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM channel_draft")
            assert cursor.fetchone() == (0,)
            cursor.execute("DELETE FROM channel_draft")
            assert cursor.rowcount == 0
    client.force_login(colleague)
    assert client.get(draft.get_absolute_url()).status_code == 404
    with acting_for(world.teacher), connection.cursor() as cursor:
        cursor.execute("SELECT words FROM channel_draft")
        assert b"thought" not in bytes(cursor.fetchone()[0])
        assert services.typed_in(Draft.objects.get()) == {"concerns": "Half a thought"}


# Without an account


def test_the_form_without_an_account_answers_with_a_reference_and_nothing_else(client, world):
    page = client.post(PUBLIC, typed(world, referrer_name=None, referrer_contact=None), follow=True)
    (case,) = cases_of(world.chair)
    assert case.reference in said(page)
    for word in ("Brasswick", "Ottoline", "moon", "Quoin"):
        assert word not in said(page)
    assert page.headers["Cache-Control"] == "private, no-store"
    assert set(client.session.keys()) == {"referred"}
    with acting_for(world.chair):
        referral = Referral.objects.get()
        assert referral.route == Referral.Route.PUBLIC
        assert referral.referred_by is None
        assert referral.referrer_name == "Not given"


def test_who_is_signed_in_may_use_the_form_without_an_account_and_is_not_its_referrer(
    client, world
):
    client.force_login(world.teacher)

    assert client.post(PUBLIC, typed(world)).status_code == 302
    (case,) = cases_of(world.chair)
    with acting_for(world.chair):
        assert case.referral.referred_by is None


def test_the_form_without_an_account_keeps_no_draft_and_takes_no_file(client, world):
    file = SimpleUploadedFile("moon.pdf", PDF, "application/pdf")
    client.post(PUBLIC, {"concerns": "Half", "save": "yes"})
    client.post(PUBLIC, typed(world, file_1=file, save="yes"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM channel_draft")
        assert cursor.fetchone() == (0,)
    with acting_for(world.chair):
        assert Draft.objects.count() == 0
        assert Attachment.objects.count() == 0
        assert Case.objects.count() == 1


def test_too_many_from_one_address_are_stopped_with_every_word_kept(client, world, monkeypatch):
    monkeypatch.setattr("channel.services.referrals.MOST_AN_HOUR", 2)
    for _ in range(2):
        assert client.post(PUBLIC, typed(world)).status_code == 302
    page = client.post(PUBLIC, typed(world))
    assert page.status_code == 429
    assert "Nothing you typed is lost" in said(page)
    assert "He says that the moon is armed." in said(page)
    assert len(cases_of(world.chair)) == 2
    assert client.post(PUBLIC, typed(world), REMOTE_ADDR="192.0.2.7").status_code == 302


def test_too_many_from_one_connection_or_from_everywhere_are_stopped(
    client, world, monkeypatch, settings
):
    monkeypatch.setattr("channel.services.referrals.MOST_AN_HOUR", 1)
    settings.PUBLIC_REFERRALS_AN_HOUR, settings.IS_BEHIND_PROXY = 2, True

    def sent_from(address):
        page = client.post(PUBLIC, typed(world), headers={"X-Forwarded-For": address})
        return 302 if page.status_code == 302 else re.search(r"\w+ many [^.]*", said(page))[0]

    here = "Too many referrals came from your connection within an hour"
    assert sent_from("[2001:db8:0:1::1]:4711") == 302
    assert sent_from("2001:db8:0:1:ffff::2") == here
    assert sent_from("2001:db8:0:2::1") == 302
    assert sent_from("::ffff:192.0.2.9") == (
        "Very many referrals came within an hour, and no more are taken here"
    )
    assert sent_from("192.0.2.9:4711") == here
    assert len(cases_of(world.chair)) == 2


def test_the_form_without_an_account_still_asks_for_its_token(world):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    assert strict.post(PUBLIC, typed(world)).status_code == 403
    assert cases_of(world.chair) == []


def test_the_receipt_shows_nobody_elses_reference(client, world):
    client.post(PUBLIC, typed(world))
    (case,) = cases_of(world.chair)
    from django.test import Client

    other = Client()
    assert case.reference not in said(other.get("/channel/refer/public/done/"))


# What those outside are told


def test_who_referred_sees_reference_progress_and_feedback_of_their_own(client, world):
    case = world.refer(by=world.teacher)
    other = factories.UserFactory(agency=world.teacher.agency, roles=["officer"])
    theirs = world.refer(by=other)
    with acting_for(world.coordinator):
        services.give_feedback(
            case, by=world.coordinator, on=case.received_on, told_on=case.received_on,
            said="thanked", words="Rang; said the moon is dealt with",
        )  # fmt: skip
    client.force_login(world.teacher)
    page = said(client.get("/channel/referrals/"))
    assert case.reference in page
    assert "Thank you: your concern was looked at" in page
    assert theirs.reference not in page
    for word in ("Quillfeather", "marmalade", "Rang"):
        assert word not in page


def test_a_contact_sees_progress_of_their_own_service_and_no_content(client, world):
    agency = world.teacher.agency
    contact = factories.UserFactory(agency=agency, roles=["spoc"])
    elsewhere = factories.UserFactory(roles=["spoc"])
    case = world.refer(by=world.teacher, referral={"agency": agency})
    client.force_login(contact)
    page = said(client.get("/channel/referrals/service/"))
    assert case.reference in page
    for word in ("Quillfeather", "marmalade", "Inkpen"):
        assert word not in page
    client.force_login(elsewhere)
    assert case.reference not in said(client.get("/channel/referrals/service/"))
    with acting_for(world.teacher):
        assert services.referred_by_my_service() == []


@pytest.mark.parametrize("status", Status)
def test_those_outside_are_told_no_more_than_the_outward_status(status):
    """The database says the same as the table of states."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'channel_referrals_of'")
        source = cursor.fetchone()[0]
        case = source[source.index("CASE WHEN c.status") : source.index("END,") + 3]
        cursor.execute(f"SELECT {case} FROM (SELECT %s::text AS status) c", [status])  # noqa: S608
        assert cursor.fetchone()[0] == OUTWARD.get(status, OUTWARD_ELSE)


# At the case: shared, answered, files


def share(world, case, **more):
    now = timezone.now()
    with acting_for(world.coordinator):
        return services.share_with_police(
            case, **({"by": world.coordinator, "on": now.date(), "at": now} | more)
        )


def test_until_it_is_shared_with_the_police_a_referral_is_an_alarm(client, world, case):
    """BUCKS-18: every concern reaches the police team, whatever the threshold."""
    client.force_login(world.coordinator)
    page = said(client.get(case.get_absolute_url()))
    assert "Not yet shared with the police" in page
    assert "15 days late" in page  # due on 3 March, a working day after; today is the 18th
    share(world, case)
    page = said(client.get(case.get_absolute_url()))
    assert "Not yet shared with the police" not in page
    assert "The police Prevent team was told on 18 March 2026" in page


def test_sharing_says_who_and_when_and_moves_nothing_else(world, case):
    share(world, case)
    with acting_for(world.coordinator):
        now = Case.objects.get(pk=case.pk)
        assert (now.status, now.police_told_by) == ("received", world.coordinator)
        assert (now.due_step, now.due_on) == ("screen", datetime.date(2026, 3, 25))
        assert now.events.get(kind="shared").by == world.coordinator


def test_a_case_that_has_moved_on_keeps_its_next_step_when_sharing_is_recorded(world, case):
    with acting_for(world.coordinator):
        services.move_case(case, Status.SCREENING, by=world.coordinator, on=case.received_on)
        before = Case.objects.get(pk=case.pk)
    share(world, case)
    with acting_for(world.coordinator):
        after = Case.objects.get(pk=case.pk)
    assert (after.status, after.due_step, after.due_on) == (
        before.status,
        before.due_step,
        before.due_on,
    )


def reminded(world, case):
    """What is due of the case, by kind and day, in the coordinator's list of reminders."""
    with acting_for(None):
        due = channel_due(datetime.date(2026, 3, 18))
    mine = [row for row in due if (row.case_id, row.user_id) == (case.pk, world.coordinator.pk)]
    return [(row.step, row.due_on.day) for row in mine]


def test_the_alarm_stays_whatever_comes_of_the_case_until_it_is_shared_or_not_to_be(
    client, world, case
):
    """BUCKS-18: a case that is screened and goes no further is still to be shared."""
    assert reminded(world, case) == [("share", 3)]
    with acting_for(world.coordinator):
        for status in (Status.SCREENING, Status.NOT_PROGRESSED):
            services.move_case(case, status, by=world.coordinator, on=case.received_on)
    assert reminded(world, case) == [("share", 3)]
    client.force_login(world.coordinator)
    assert "share a referral with the police" in said(client.get("/"))
    assert "Police not told" in said(client.get("/channel/cases/?which=ended"))
    assert "Not yet shared with the police" in said(client.get(case.get_absolute_url()))
    address = reverse("channel:decide_not_to_share", args=[case.pk])
    assert "Enter why" in said(client.post(address, {"words": ""}))
    page = said(client.post(address, {"words": "It was sent to us by them."}, follow=True))
    assert "Decided on 18 March 2026" in page
    assert "It was sent to us by them." in page
    assert reminded(world, case) == []
    assert "share a referral" not in said(client.get("/"))
    share(world, case)
    assert "Decided on 18 March 2026" not in said(client.get(case.get_absolute_url()))


@pytest.mark.parametrize(
    ("day", "time", "sentence"),
    [
        (1, "09:00", "before the referral was received"),
        (19, "09:00", "must be today or in the past"),
        (18, "23:59", "cannot have been told in the future"),
        (18, "noon", "Time must be like 14:30"),
    ],
)
def test_sharing_is_recorded_at_a_possible_time(client, world, case, day, time, sentence):
    client.force_login(world.coordinator)
    address = reverse("channel:share_with_police", args=[case.pk])
    moment = {"day_day": str(day), "day_month": "3", "day_year": "2026", "time": time}
    page = said(client.post(address, moment | {"words": "Rang the duty sergeant"}))
    assert sentence in page
    assert "Rang the duty sergeant" in page


def test_sharing_is_recorded_once(client, world, case):
    share(world, case)
    client.force_login(world.coordinator)
    address = reverse("channel:share_with_police", args=[case.pk])
    words = {"day_day": "18", "day_month": "3", "day_year": "2026", "time": "09:00"}
    assert "recorded already that the police were told" in said(client.post(address, words))


def test_feedback_is_due_by_its_clock_and_recorded_once(client, world, case):
    client.force_login(world.coordinator)
    assert "2 days late" in said(client.get(case.get_absolute_url()))  # 10 working days: 16 March
    address = reverse("channel:give_feedback", args=[case.pk])
    words = {"told_on_day": "17", "told_on_month": "3", "told_on_year": "2026", "said": "keep_on"}
    client.post(address, words)
    page = said(client.get(case.get_absolute_url()))
    assert "Told on 17 March 2026" in page
    assert "recorded already that the referrer was told" in said(client.post(address, words))


def test_a_contributor_adds_a_file_and_it_comes_back_marked_and_unkept(client, world, case):
    client.force_login(world.coordinator)
    address = reverse("channel:attach_file", args=[case.pk])
    file = SimpleUploadedFile("Quillfeather drawing.pdf", PDF, "application/pdf")
    assert "Take out anything" in said(client.post(address, {"file": file}))
    file.seek(0)
    client.post(address, {"file": file, "attested": "on"})
    with acting_for(world.coordinator):
        kept = Attachment.objects.get()
    download = client.get(reverse("channel:download_attachment", args=[kept.pk]))
    assert download.content == PDF
    assert (
        download["Content-Disposition"]
        == f'attachment; filename="OFFICIAL-SENSITIVE {case.reference}-1.pdf"'
    )
    assert download["Cache-Control"] == "private, no-store"
    assert AccessRecord.objects.filter(verb="downloaded", user=world.coordinator).exists()
    client.force_login(world.other_chair)
    assert client.get(reverse("channel:download_attachment", args=[kept.pk])).status_code == 404


def test_a_file_of_a_case_is_shown_to_the_scanner_and_without_its_author(
    client, world, case, tmp_path, settings
):
    client.force_login(world.coordinator)
    address = reverse("channel:attach_file", args=[case.pk])
    drawing = Image.new("RGB", (8, 8))
    drawing.getexif()[0x010F] = "Perpetua's telephone"
    photo = io.BytesIO()
    drawing.save(photo, "JPEG", exif=drawing.getexif())

    def sent(content, name="note.txt"):
        return client.post(
            address, {"file": SimpleUploadedFile(name, content), "attested": "on"}
        ).content.decode()

    settings.CLAMAV_URL = "unix:///nowhere/clamd.ctl"
    assert "cannot be checked for viruses at the moment" in sent(b"Plain.")
    settings.CLAMAV_WHEN_AWAY = "quarantine"
    sent(EICAR)
    with clamd(tmp_path / "clamd.ctl") as server:
        settings.CLAMAV_URL = server.url
        assert "note.txt holds something harmful" in sent(EICAR)
        sent(photo.getvalue(), "photo.jpg")
        with acting_for(world.coordinator):
            harmful, kept = Attachment.objects.order_by("number")
            assert b"Perpetua" not in kept.content
        page = client.get(case.get_absolute_url()).content.decode()
        assert "Taken off: details of the camera." in page
        assert "Not checked for viruses yet" in page
        download = "channel:download_attachment"
        stopped = client.get(reverse(download, args=[harmful.pk]), follow=True).content.decode()
        assert f"File {case.reference}-1 holds something harmful" in stopped
    settings.CLAMAV_URL = "unix:///nowhere/clamd.ctl"
    assert client.get(reverse(download, args=[harmful.pk])).status_code == 302
    assert client.get(reverse(download, args=[kept.pk])).status_code == 200


def test_a_file_over_ten_megabytes_is_not_taken(world, case):
    from prevent_portal.errors import Refused

    large = io.BytesIO(b"%PDF-" + b"0" * (10 * 1024 * 1024))
    with acting_for(world.coordinator), pytest.raises(Refused, match="larger than 10 MB"):
        services.attach(case, large, name="a.pdf", by=world.coordinator, on=case.received_on)


def test_a_file_taken_out_is_destroyed_and_says_why(client, world, case):
    with acting_for(world.coordinator):
        kept = services.attach(
            case, io.BytesIO(PDF), name="a.pdf", by=world.coordinator, on=case.received_on
        )
    client.force_login(world.coordinator)
    address = reverse("channel:take_out_attachment", args=[kept.pk])
    client.post(address, {"because": "Came from elsewhere"})
    assert "Came from elsewhere" in said(client.get(case.get_absolute_url()))
    assert client.get(reverse("channel:download_attachment", args=[kept.pk])).status_code == 302
    assert "taken out already" in said(client.post(address, {"because": "Again"}))
    with acting_for(world.coordinator), connection.cursor() as cursor:
        cursor.execute("SELECT content FROM channel_attachment")
        assert cursor.fetchone() == (None,)
