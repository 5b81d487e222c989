"""Work with communities: what was done, what it reached, what follows, and where the gaps are."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from actions import figures
from actions.models import CommunityGroup, Engagement
from actions.registers.engagement import ENGAGEMENTS, GROUPS
from prevent_portal.figures import Value, catalogue
from prevent_portal.roles import Role
from prevent_portal.versions import version_of
from tests.factories import AgencyFactory, CommunityGroupFactory, EngagementFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    user = UserFactory(roles=[Role.OFFICER])
    client.force_login(user)
    return user


def text(response):
    return b"".join(response).decode()


def filled(**changes):
    return {
        "title": "Round table in July",
        "kind": "roundtable",
        "from_on_day": "10",
        "from_on_month": "2",
        "from_on_year": "2026",
    } | changes


def worked_with(group, on, **about):
    done = EngagementFactory(from_on=on, **about)
    done.groups.add(group)
    return done


def test_an_officer_writes_down_an_event_with_the_groups_and_the_file_that_shows_it(
    client, officer
):
    group = CommunityGroupFactory(name="Interfaith forum")
    paper = SimpleUploadedFile("flyer.txt", b"Come along")

    posted = filled(groups=[group.pk], reach="46", score="4.3", paper=paper)
    page = text(client.post("/partnership/engagement/add/", posted, follow=True))

    event = Engagement.objects.get()
    assert (event.agency, event.reach, str(event.score)) == (officer.agency, 46, "4.3")
    assert "Interfaith forum" in page
    sent = client.get(reverse("actions:download_engagement", args=[event.pk]))
    assert b"".join(sent.streaming_content) == b"Come along"
    assert "Round table in July" in text(client.get(group.get_absolute_url()))


def test_a_change_keeps_the_file_and_groups_that_were_closed_since(client, officer):
    group = CommunityGroupFactory(name="Gone forum")
    event = worked_with(group, "2026-02-10", agency=officer.agency)
    CommunityGroup.objects.get(pk=group.pk)
    group.closed_on, group.closed_because = "2026-03-01", "Dissolved"
    group.save()
    address = f"/partnership/engagement/{event.pk}/change/"
    assert "Gone forum" in text(client.get(address))

    client.post(address, filled(groups=[group.pk], version=version_of(event)))

    event.refresh_from_db()
    assert (event.title, list(event.groups.all())) == ("Round table in July", [group])


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"score": "5.5"}, "must be 5 or fewer"),
        ({"to_on_day": "1", "to_on_month": "1", "to_on_year": "2026"}, "ends no earlier"),
        (
            {"follow_up_on_day": "1", "follow_up_on_month": "1", "follow_up_on_year": "2027"},
            "Say what follows",
        ),
        ({"paper": io.BytesIO(b"MZ\x90")}, "file"),
        (
            {
                "followed_up_on_day": "1",
                "followed_up_on_month": "1",
                "followed_up_on_year": "2027",
            },
            "still to come",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(client, officer, changes, sentence):
    page = text(client.post("/partnership/engagement/add/", filled(**changes)))

    assert "There is a problem" in page
    assert sentence in page
    assert not Engagement.objects.exists()


def test_every_agency_reads_and_each_keeps_its_own(client, officer):
    theirs = EngagementFactory(agency=AgencyFactory(), title="Their event")

    assert "Their event" in text(client.get("/partnership/engagement/"))
    assert client.get(f"/partnership/engagement/{theirs.pk}/change/").status_code == 403


def test_what_was_not_followed_up_is_on_its_owners_page(client, officer, today):
    late = EngagementFactory(owner=officer, follow_up="Publish it", follow_up_on="2026-03-17")
    EngagementFactory(
        owner=officer, follow_up="x", follow_up_on="2026-03-17", followed_up_on="2026-03-16"
    )
    EngagementFactory(owner=officer, follow_up="x", follow_up_on="2026-03-18")

    assert list(ENGAGEMENTS.attended(officer, today)) == [late]
    assert f"Engagement: {late.title}" in text(client.get("/"))


def test_groups_nobody_worked_with_in_a_year_are_a_gap(client, officer, today):
    never, long_ago, edge, lately, refused = CommunityGroupFactory.create_batch(5)
    worked_with(long_ago, "2025-03-17")
    worked_with(edge, "2025-03-18")
    worked_with(lately, "2026-03-01")
    worked_with(never, "2026-03-19")
    worked_with(never, "2026-03-01", closed_on="2026-03-02", closed_because="Did not happen")
    refused.check_state, refused.checked_on = "not_passed", "2026-01-01"
    refused.save()

    assert set(GROUPS.attended(officer, today)) == {never, long_ago}
    assert "2: not engaged in 12 months" in text(client.get("/partnership/"))
    page = text(client.get("/partnership/community-groups/?needs=yes"))
    assert long_ago.name in page
    assert "17 March 2025" in page
    assert lately.name not in page


def test_a_group_is_an_organisation_and_its_check_has_a_day(client, officer):
    address = "/partnership/community-groups/add/"
    assert "no names, addresses or numbers of individuals" in text(client.get(address))
    posted = {"name": "Forum", "kind": "faith", "check_state": "passed"}

    assert "Say when the check was finished" in text(client.post(address, posted))
    client.post(address, posted | {"check_state": "not_started"})
    assert CommunityGroup.objects.get().name == "Forum"


def test_figures_count_the_year_to_the_day(today):
    group, closed = CommunityGroupFactory.create_batch(2)
    worked_with(group, "2026-03-18", reach=10)
    EngagementFactory(from_on="2025-03-19", reach=5)
    EngagementFactory(from_on="2025-03-18", reach=100)
    EngagementFactory(from_on="2026-03-19", reach=100)
    EngagementFactory(from_on="2026-01-01")
    done, groups, known = Engagement.objects.all(), CommunityGroup.objects.all(), catalogue()

    assert known["engagement.done"].at(done, on=today) == Value(3)
    assert known["engagement.reach"].at(done, on=today) == Value(15)
    assert known["engagement.groups"].at(groups, on=today) == Value(1, 2)
    assert list(known["engagement.groups"].rows(groups, on=today)) == [group]
    assert known["engagement.done"].rows(done, on=today).count() == 3


def test_the_summary_counts_by_quarter_and_kind_and_names_the_gaps(client, officer):
    faith = CommunityGroupFactory(kind="faith", area="North", name="Engaged group")
    CommunityGroupFactory(kind="youth", area="South", name="Forgotten group")
    worked_with(faith, "2026-02-10", kind="forum", reach=20)
    EngagementFactory(kind="forum", from_on="2026-01-02", reach=5)
    EngagementFactory(kind="bulletin", from_on="2025-11-02")
    EngagementFactory(kind="bulletin", from_on="2024-03-31")

    response = client.get(reverse("actions:engagement_summary"))
    context = response.context

    quarters = [(quarter.words, count, reach) for quarter, count, reach in context["quarters"]]
    assert len(quarters) == 8
    assert quarters[0][0] == "Apr to Jun 2024"
    assert quarters[-2:] == [("Oct to Dec 2025", 1, 0), ("Jan to Mar 2026", 2, 25)]
    assert [(words, counts[-2:], sum_) for words, counts, sum_ in context["kinds"]] == [
        ("Bulletin or newsletter", [1, 0], 1),
        ("Forum", [0, 2], 2),
    ]
    assert context["kinds_not_engaged"] == ["Youth"]
    assert context["areas_not_engaged"] == ["South"]
    assert "Women's" in context["kinds_without"]
    page = text(response)
    assert "Forgotten group" in page
    assert "last engaged never" in page


def test_quarters_begin_with_january_april_july_and_october(today):
    found = figures.quarters_to(today, 5)

    assert [quarter.start.month for quarter in found] == [1, 4, 7, 10, 1]
    assert found[-1].end.isoformat() == "2026-03-31"
