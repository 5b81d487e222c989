"""What the pages of a meeting say, what they keep of typed words, and what the paper says."""

import datetime

from django.db import connection
from django.urls import reverse

from channel import services
from channel.models import Case, Minute
from channel.states import Status
from prevent_portal.acting import acting_for
from tests.asked import asked

from .meetings import TODAY, decide, item_of, opened, to_panel

#: What the page of a meeting asks, with two cases and with six, and the screen of one case.
ON_MEETINGS = (10, 10, 12)


def minuting(world, who="chair"):
    """The address of the screen on which a case is minuted, of a meeting under way."""
    case = to_panel(world)
    meeting = opened(world)
    with acting_for(world.chair):
        return case, meeting, item_of(world, meeting, case).get_absolute_url()


def words_of(page):
    return page.content.decode()


def version_in(page):
    return page.context["form"]["version"].value()


def minute_of(world, case):
    with acting_for(world.chair):
        return Minute.objects.select_related("case__key").get(case=case)


def test_the_screen_offers_what_is_open_with_its_consequence(client, world):
    _, _, address = minuting(world)
    client.force_login(world.chair)
    said = words_of(client.get(address))
    assert "Adopt, if consent is given" in said
    assert "No support is arranged before it is given." in said
    assert "Keep in Channel" not in said
    assert "marmalade" in said
    assert "OFFICIAL-SENSITIVE" in said


def test_a_chair_decides_and_goes_on_to_the_meeting(client, world):
    case, meeting, address = minuting(world)
    client.force_login(world.chair)
    page = client.get(address)
    answer = client.post(
        address,
        {
            "version": version_in(page), "summary": "He is lonely.", "risk": "Low",
            "decision": "adopt", "how": "unanimous", "decide": "1",
        },
    )  # fmt: skip
    assert answer["Location"] == meeting.get_absolute_url()
    with acting_for(world.chair):
        assert Case.objects.get(pk=case.pk).status == Status.CONSENT_SOUGHT
    assert "Ask for consent to support" in words_of(client.get(meeting.get_absolute_url()))


def test_a_decision_that_is_refused_loses_no_word(client, world):
    case, _, address = minuting(world)
    client.force_login(world.chair)
    page = client.post(
        address,
        {
            "version": version_in(client.get(address)), "summary": "Kept words", "risk": "",
            "decision": "not_adopt", "how": "majority", "decide": "1",
        },
    )  # fmt: skip
    said = words_of(page)
    for sentence in ("Enter what the risk is", "(section 36(6))", "Enter who disagreed, and why"):
        assert sentence in said
    assert "Kept words" in said
    assert minute_of(world, case).summary == "Kept words"
    again = client.post(
        address, {"version": version_in(page), "summary": "Kept words", "risk": "Low", "stay": "1"}
    )
    assert again.status_code == 302
    assert minute_of(world, case).risk == "Low"


def test_the_coordinator_writes_and_does_not_decide(client, world):
    case, _, address = minuting(world)
    client.force_login(world.coordinator)
    page = client.get(address)
    assert "Record the decision" not in words_of(page)
    page = client.post(
        address,
        {"version": version_in(page), "summary": "Hers", "risk": "Low", "decision": "adopt",
         "how": "unanimous", "decide": "1"},
    )  # fmt: skip
    assert "Only the chair or deputy records the decision" in words_of(page)
    assert minute_of(world, case).summary == "Hers"
    assert minute_of(world, case).decided_at is None


def quiet(client, address, **words):
    return client.post(address, words, headers={"X-Quietly": "1"}).json()


def test_words_save_by_themselves(client, world):
    case, _, address = minuting(world)
    client.force_login(world.chair)
    first = quiet(client, address, version=version_in(client.get(address)), summary="One")
    second = quiet(client, address, version=first["version"], summary="One and two")
    assert second["sentence"].startswith("Saved at")
    assert minute_of(world, case).summary == "One and two"


def test_a_date_half_typed_keeps_no_other_word_from_being_saved(client, world):
    case, _, address = minuting(world)
    client.force_login(world.chair)
    version = version_in(client.get(address))
    said = quiet(client, address, version=version, summary="Safe", next_review_on_day="3")
    assert said["sentence"].startswith("Not all is saved yet")
    assert minute_of(world, case).summary == "Safe"


def test_two_chairs_at_once_both_keep_their_words(client, world):
    case, _, address = minuting(world)
    client.force_login(world.deputy)
    opened_on = version_in(client.get(address))
    quiet(client, address, version=opened_on, summary="The deputy's words", risk="Low")
    client.force_login(world.chair)
    assert quiet(client, address, version=opened_on, summary="The chair's words")["stop"] is True
    page = client.post(address, {"version": opened_on, "summary": "The chair's words", "stay": "1"})
    said = words_of(page).replace("&#x27;", "'")
    assert "The deputy's words" in said
    assert "The chair's words" in said
    assert minute_of(world, case).summary == "The deputy's words"
    client.post(
        address,
        {"version": version_in(page), "summary": "Both", "risk": page.context["form"]["risk"].value()},
    )  # fmt: skip
    assert minute_of(world, case).summary == "Both"
    assert minute_of(world, case).risk == "Low"


def test_a_session_that_ended_shows_the_typed_words_back(client, world):
    _, _, address = minuting(world)
    client.logout()
    page = client.post(address, {"summary": "Typed for half an hour"})
    assert page.status_code == 401
    assert "Typed for half an hour" in words_of(page)


def test_a_conflict_closes_the_screen_at_once(client, world):
    case, meeting, address = minuting(world)
    client.force_login(world.deputy)
    assert client.get(address).status_code == 200
    client.post(reverse("channel:declare_conflict", args=[case.pk]), {"words": "My nephew"})
    assert client.get(address).status_code == 404
    assert case.reference not in words_of(client.get(meeting.get_absolute_url()))


def test_the_agenda_says_who_has_read_the_papers(client, world):
    case, meeting, _ = minuting(world)
    client.force_login(world.member)
    assert client.get(case.get_absolute_url()).status_code == 200
    client.force_login(world.chair)
    page = client.get(meeting.get_absolute_url())
    assert [read for _, read, _ in page.context["rows"]] == [[world.member.name], []]


def test_the_page_of_the_meeting_asks_as_much_for_two_cases_as_for_ten(client, world):
    case = to_panel(world)
    to_panel(world)
    meeting = opened(world)
    client.force_login(world.chair)
    address = meeting.get_absolute_url()
    client.get(address)
    few = asked(client, address)
    more = [to_panel(world) for _ in range(4)]
    assert client.get(address).context["due"] == {
        "references": [each.reference for each in more],
        "more": 0,
    }
    compare_what_is_due(world, meeting, more)
    with acting_for(world.chair):
        services.build_agenda(meeting, by=world.chair)
        screen = item_of(world, meeting, case).get_absolute_url()
    assert (few, asked(client, address), asked(client, screen)) == ON_MEETINGS


def compare_what_is_due(world, meeting, cases):
    """What is due and on no agenda is the same in the database, wherever cases stand, and told to officers."""
    late, soon = (meeting.on + datetime.timedelta(days=days) for days in (0, 1))
    seen = set()
    for statuses in zip(*[iter(Status.values)] * len(cases), strict=True):
        for step, on in (("review", late), ("review", soon), ("contact", late)):
            with acting_for(world.chair):
                for case, status in zip(cases, statuses, strict=True):
                    set_to(case, status, step, on)
                due = services.due_cases(meeting, user=world.chair)
                due = [case.reference for case in due if case in cases]
                assert unlisted(meeting) == [(reference, len(due)) for reference in due]
            seen.add(len(due))
    assert len(seen) > 2
    with acting_for(world.chair):
        for case in cases:
            set_to(case, "to_panel", "panel", late)
    for user in (world.member, world.other_chair):
        with acting_for(user):
            assert unlisted(meeting) == []


def set_to(case, status, step, on):
    """Where a case stands, whatever came before."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE channel_case SET status = %s, due_step = %s, due_on = %s,"
            " consent_on = %s, adopted_on = %s, closed_on = %s WHERE id = %s",
            [status, step, on, TODAY, TODAY, TODAY, case.pk],
        )


def unlisted(meeting):
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM channel_due_unlisted(%s)", [meeting.pk])
        return cursor.fetchall()


def test_the_paper_is_marked_and_made_for_its_reader(client, world, monkeypatch):
    case, meeting, _ = minuting(world)
    decide(world, meeting, case, decision="adopt", how="majority", dissent="Ines: too soon")
    made = {}
    monkeypatch.setattr(
        "prevent_portal.papers.to_pdf", lambda words, style: made.update(words=words) or b"%PDF-1.7"
    )
    client.force_login(world.deputy)
    answer = client.get(reverse("channel:minutes_paper", args=[meeting.pk]))
    assert answer["Content-Disposition"].startswith(
        'attachment; filename="OFFICIAL-SENSITIVE-panel'
    )
    assert case.reference not in answer["Content-Disposition"]
    for words in (case.reference, "Ines: too soon", f"For {world.deputy.name}", "DRAFT"):
        assert words in made["words"]
    assert "Quillfeather" not in made["words"]
    with acting_for(world.member):
        services.declare_conflict(case, by=world.member, on=TODAY)
    client.force_login(world.member)
    client.get(reverse("channel:minutes_paper", args=[meeting.pk]))
    assert case.reference not in made["words"]


def test_every_page_of_the_paper_carries_the_marking_and_the_reader(world):
    import io

    import pypdf

    from channel import minutes

    case, meeting, _ = minuting(world)
    decide(world, meeting, case, decision="adopt", summary="Long. " * 1500)
    with acting_for(world.chair):
        content = minutes.paper(
            meeting, reader=world.chair, at=datetime.datetime(2026, 3, 18, 14, tzinfo=datetime.UTC)
        )
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]
    assert len(pages) > 1
    for text in pages:
        assert "OFFICIAL-SENSITIVE" in text
        assert world.chair.name in text


def test_vetting_is_on_no_page_but_the_chairs_own(client, world):
    from channel.models import Membership

    with acting_for(world.chair):
        row = Membership.objects.get(user=world.member)
        services.keep_clearance(row, by=world.chair, vetted_to="Zebra level")
    client.force_login(world.chair)
    assert "Zebra level" in words_of(
        client.get(reverse("channel:clearance_list", args=[world.panel.pk]))
    )
    for page in ("panel_detail", "seat_list"):
        assert "Zebra level" not in words_of(
            client.get(reverse(f"channel:{page}", args=[world.panel.pk]))
        )


def test_two_people_make_a_chair_on_the_pages(client, world):
    user = world.user(world.county, "channel_chair")
    client.force_login(world.administrator)
    client.post(
        reverse("channel:propose_seat", args=[world.panel.pk]), {"user": user.pk, "seat": "deputy"}
    )
    refused = client.post(
        reverse("channel:propose_seat", args=[world.panel.pk]),
        {"user": world.teacher.pk, "seat": "member"},
    )
    assert refused.status_code == 200
    page = client.get(reverse("channel:seat_list", args=[world.panel.pk]))
    (seat,) = [seat for seat, _, _ in page.context["rows"] if seat.user_id == user.pk]
    assert client.get(reverse("channel:confirm_seat", args=[seat.pk])).status_code == 403
    client.force_login(world.executive)
    client.post(reverse("channel:confirm_seat", args=[seat.pk]))
    client.force_login(user)
    assert client.get(reverse("channel:panel_detail", args=[world.panel.pk])).status_code == 200
