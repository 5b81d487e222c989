"""What the access log says of a case: its reference, whoever came near it, and never a word of it."""

import pytest
from django.urls import reverse

from channel import services
from channel.models import Membership
from channel.permissions import Seats
from prevent_portal.acting import acting_for
from prevent_portal.models import AccessRecord
from prevent_portal.roles import Role

from .panels import DAY


def last():
    record = AccessRecord.objects.order_by("-pk").first()
    return record.verb, record.reference, record.reason


@pytest.mark.parametrize(
    ("who", "verb"),
    [("chair", "opened"), ("other_chair", "refused"), ("prevent_lead", "refused")],
)
def test_a_case_is_logged_by_its_reference_also_where_it_was_refused(
    client, world, case, who, verb
):
    client.force_login(getattr(world, who))
    client.get(f"/channel/cases/{case.pk}/")

    assert last() == (verb, case.reference, "")


def test_a_case_that_never_was_is_logged_by_what_was_asked(client, world, case):
    client.force_login(world.chair)
    for key in (999999999, 2**63):
        assert client.get(f"/channel/cases/{key}/").status_code == 404
        assert last() == ("refused", f"channel.case:{key}", "")
    assert client.get(f"/channel/agenda/{2**63}/minute/").status_code == 404


def test_what_is_made_for_paper_is_logged_as_printed(client, world, case, monkeypatch):
    monkeypatch.setattr("channel.bundle.bundle", lambda cases, **about: b"%PDF-")
    client.force_login(world.chair)
    page = case.get_absolute_url()

    for address in (f"{page}papers/", reverse("channel:chronology", args=[case.pk])):
        assert client.get(address).status_code == 200
        assert last() == ("printed", case.reference, "")
    assert client.head(page).status_code == 200
    assert last() == ("opened", case.reference, "")
    client.head(page, headers={"X-Printed": "1"})  # the browser's own menu, as screen.js says
    assert last() == ("printed", case.reference, "")
    client.force_login(world.other_chair)
    client.head(page, headers={"X-Printed": "1"})
    assert last() == ("refused", case.reference, "")


def test_giving_a_seat_says_to_whom_and_as_what(client, world, case):
    client.force_login(world.coordinator)
    client.post(
        f"/channel/cases/{case.pk}/seats/give/", {"user": world.member.pk, "seat": "member"}
    )

    assert last() == ("granted", f"{case.reference} user:{world.member.pk}", "Panel member")


def test_a_conflict_is_logged_without_its_words(client, world, case):
    client.force_login(world.deputy)
    client.post(f"/channel/cases/{case.pk}/conflict/", {"words": "My cousin Perpetua."})

    assert last() == ("conflict", case.reference, "")
    assert not AccessRecord.objects.filter(reason__contains="Perpetua").exists()


def test_ending_a_seat_and_a_membership_are_noted(rf, world, case):
    from prevent_portal.passage import passing

    request = rf.get("/")
    with passing(request), acting_for(world.chair):
        services.give_seat(case, user=world.member, seat=Seats.MEMBER, by=world.chair, on=DAY)
        services.end_seat(case, user=world.member, by=world.chair, on=DAY, because="Left")
        ended = f"{case.reference} user:{world.member.pk}"
        assert (request.passage.verb, request.passage.reference) == ("revoked", ended)
        membership = Membership.objects.get(user=world.member)
        services.end_membership(membership, by=world.chair, because="Left")
        assert (request.passage.reference, request.passage.reason) == (
            f"user:{world.member.pk}",
            "Panel member",
        )


def test_an_auditor_reads_the_log_and_no_case(client, world, case):
    client.force_login(world.chair)
    client.get(f"/channel/cases/{case.pk}/")
    auditor = world.user(world.county, Role.AUDITOR)
    client.force_login(auditor)

    assert (
        world.chair.name
        in client.get("/access-log/", {"reference": case.reference}).content.decode()
    )
    assert client.get(f"/channel/cases/{case.pk}/").status_code == 404
    assert case.reference not in client.get("/channel/cases/").content.decode()
