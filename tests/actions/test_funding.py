"""Grants with what they oblige to and what met it, what is left of them, and bids."""

import datetime
from decimal import Decimal

import pytest

from actions.models import Grant, GrantCondition, Payment, Project
from actions.registers.funding import CONDITIONS, GRANTS, PROJECTS, STATUSES, pounds
from actions.services import funding
from prevent_portal.errors import Refused
from prevent_portal.roles import Role
from prevent_portal.versions import version_of
from tests.factories import (
    ActionFactory,
    AgencyFactory,
    EngagementFactory,
    FundingStatusFactory,
    GrantConditionFactory,
    GrantFactory,
    PaymentFactory,
    ProjectFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
ROUND_TABLES = "31 July 2025, 30 November 2025, 28 February 2026"


@pytest.fixture
def lead(client):
    user = UserFactory(roles=[Role.PREVENT_LEAD])
    client.force_login(user)
    return user


def text(response):
    return b"".join(response).decode()


def typed(day, name):
    return {
        f"{name}_day": day.day,
        f"{name}_month": day.month,
        f"{name}_year": day.year,
    }


def test_three_round_tables_are_three_conditions_and_each_says_what_met_it(client, lead, today):
    grant = GrantFactory()
    client.post(
        "/partnership/grant-conditions/add/",
        {"grant": grant.pk, "words": "Hold a round table", "due_raw": ROUND_TABLES},
    )
    first, second, third = GrantCondition.objects.order_by("due_on")
    assert [str(each) for each in (first, second, third)] == [
        "Hold a round table (1 of 3)",
        "Hold a round table (2 of 3)",
        "Hold a round table (3 of 3)",
    ]
    assert [each.due_on.isoformat() for each in (first, second, third)] == [
        "2025-07-31",
        "2025-11-30",
        "2026-02-28",
    ]

    event = EngagementFactory(title="Round table in July", kind="roundtable")
    filled = {
        "grant": grant.pk,
        "words": first.words,
        "due_raw": first.due_raw,
        "met_engagement": event.pk,
        "version": version_of(first),
        **typed(datetime.date(2025, 7, 20), "met_on"),
    }
    page = client.post(f"/partnership/grant-conditions/{first.pk}/change/", filled, follow=True)
    assert "Round table in July" in text(page)

    late = CONDITIONS.attended(lead, today)
    assert set(late) == {second, third}
    assert list(GRANTS.attended(lead, today)) == [grant]
    assert "Round table in July" in text(client.get(grant.get_absolute_url()))
    assert "Hold a round table (1 of 3)" in text(client.get(event.get_absolute_url()))


def test_a_condition_is_met_by_something(client, lead):
    condition = GrantConditionFactory()
    filled = {"grant": condition.grant_id, "words": "Hold it", "due_raw": "31 July 2025"}
    filled["version"] = version_of(condition)
    address = f"/partnership/grant-conditions/{condition.pk}/change/"
    met = typed(datetime.date(2025, 7, 20), "met_on")

    assert "Say what met it" in text(client.post(address, filled | met))

    client.post(address, filled | met | {"met_words": "A letter"})
    condition.refresh_from_db()
    assert (condition.met_words, condition.state()) == ("A letter", "Met")


def test_a_condition_that_stands_is_not_split(lead):
    condition = GrantConditionFactory()

    with pytest.raises(Refused, match="Give one day here"):
        funding.keep_condition(
            condition, by=lead, grant=condition.grant, words="x", due_raw=ROUND_TABLES
        )


def test_nothing_is_met_or_paid_on_a_day_to_come(lead, today):
    tomorrow = today + datetime.timedelta(days=1)
    grant = GrantFactory()
    with pytest.raises(Refused, match="still to come"):
        funding.keep_condition(
            GrantCondition(), by=lead, grant=grant, words="x", met_on=tomorrow, met_words="y"
        )
    with pytest.raises(Refused, match="still to come"):
        funding.keep_payment(
            Payment(), by=lead, grant=grant, kind="out", on=tomorrow, amount=1, what="x"
        )


def test_what_recurs_is_late_again_one_interval_after_it_was_met(lead, today):
    grant = GrantFactory(from_on=datetime.date(2025, 4, 1))

    def kept(met_on, words):
        return funding.keep_condition(
            GrantCondition(),
            by=lead,
            grant=grant,
            words="Report",
            due_raw="quarterly",
            met_on=met_on,
            met_words=words,
        )

    never, lately = kept(None, ""), kept(today, "sent")
    once = kept(datetime.date(2025, 6, 30), "sent")
    lately.refresh_from_db()
    assert lately.due_on == datetime.date(2026, 6, 18)
    assert set(CONDITIONS.attended(lead, today)) == {never, once}


def kept_by(spoc):
    return GrantFactory(agency=spoc.agency)


def test_an_agency_keeps_the_conditions_of_its_own_money_only():
    spoc = UserFactory(roles=[Role.SPOC])
    ours, theirs, shared = kept_by(spoc), GrantFactory(agency=AgencyFactory()), GrantFactory()

    funding.keep_condition(GrantCondition(), by=spoc, grant=ours, words="x", due_raw="")
    for grant in (theirs, shared):
        with pytest.raises(Refused, match="not yours to keep"):
            funding.keep_condition(GrantCondition(), by=spoc, grant=grant, words="x", due_raw="")
    assert set(Grant.objects.visible_to(spoc)) == {ours, shared}


def test_the_form_of_an_agency_offers_its_own_money_only(client):
    spoc = UserFactory(roles=[Role.SPOC])
    client.force_login(spoc)
    kept_by(spoc)
    GrantFactory(title="The partnership's money")

    assert "The partnership" not in text(client.get("/partnership/payments/add/")).split("<main")[1]


def test_what_is_left_counts_what_agencies_paid_in_and_not_what_was_closed(client, lead):
    grant = GrantFactory(amount="1000.00")
    PaymentFactory(grant=grant, kind="in", amount="250.50", contributor=AgencyFactory())
    PaymentFactory(grant=grant, amount="100.10")
    PaymentFactory(grant=grant, amount="0.40")
    PaymentFactory(grant=grant, amount="5.00", closed_on="2026-01-06", closed_because="Twice")
    PaymentFactory(amount="7.00")

    found = Grant.objects.with_money().get(pk=grant.pk)

    assert (found.paid_in, found.spent, found.left) == (
        Decimal("250.50"),
        Decimal("100.50"),
        Decimal("1150.00"),
    )
    assert "£1,150.00" in text(client.get("/partnership/grants/"))
    page = text(client.get(grant.get_absolute_url()))
    assert "£1,150.00" in page
    assert "£250.50" in page


def test_a_payment_in_says_from_whom(client, lead):
    filled = {
        "grant": GrantFactory().pk,
        "kind": "in",
        "amount": "12.345",
        "what": "Share",
        **typed(datetime.date(2026, 1, 5), "on"),
    }

    page = text(client.post("/partnership/payments/add/", filled))
    assert "no more than 2 decimal places" in page
    page = text(client.post("/partnership/payments/add/", filled | {"amount": "12.34"}))
    assert "Say which agency paid in" in page
    page = text(client.post("/partnership/payments/add/", filled | {"amount": "-1"}))
    assert "more than nothing" in page
    assert not Payment.objects.exists()


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        (Decimal("0"), "£0.00"),
        (Decimal("1234.5"), "£1,234.50"),
        (Decimal("-3"), "−£3.00"),
    ],
)
def test_pounds_are_written_as_people_write_them(value, words):
    assert pounds(value) == words


def test_a_grant_that_ends_soon_or_is_late_is_looked_at(lead, today):
    soon = GrantFactory(to_on=today + datetime.timedelta(days=90))
    GrantFactory(to_on=today + datetime.timedelta(days=91))
    GrantFactory(from_on="2024-04-01", to_on=today - datetime.timedelta(days=1))

    assert list(GRANTS.attended(lead, today)) == [soon]


def test_a_status_that_ran_out_is_looked_at_unless_another_followed(lead, today):
    FundingStatusFactory(area="A", to_on="2025-12-31")
    FundingStatusFactory(area="A", from_on="2026-01-01")
    alone = FundingStatusFactory(area="B", to_on="2025-12-31")

    assert list(STATUSES.attended(lead, today)) == [alone]


@pytest.mark.parametrize(
    ("before", "after", "is_allowed"),
    [
        ("bid", "won", True),
        ("won", "delivering", True),
        ("delivering", "done", True),
        ("lost", "bid", True),
        ("lost", "delivering", False),
        ("bid", "done", False),
        ("done", "bid", False),
    ],
)
def test_a_bid_goes_its_way_in_order(lead, before, after, is_allowed):
    project = ProjectFactory(state=before)

    if is_allowed:
        assert funding.keep_project(project, by=lead, state=after).state == after
    else:
        with pytest.raises(Refused, match="is not followed by this"):
            funding.keep_project(project, by=lead, state=after)


def test_a_project_late_in_delivery_is_on_its_owners_page(client, lead, today):
    funding.keep_project(
        Project(title="Parents' evenings", owner=lead),
        by=lead,
        state="delivering",
        due_raw="February 2026",
    )
    ProjectFactory(state="done", due_on="2025-01-01")

    assert [each.title for each in PROJECTS.attended(lead, today)] == ["Parents' evenings"]
    assert "Project: Parents" in text(client.get("/"))


def test_an_action_can_meet_a_condition(client, lead):
    action = ActionFactory(text="Publish what was said")
    page = text(client.get(f"/partnership/grant-conditions/add/?grant={GrantFactory().pk}"))

    assert "Publish what was said" in page
    assert f'value="{action.pk}"' in page


def test_nothing_is_chosen_for_whoever_adds_a_grant(client, lead):
    page = text(client.get("/partnership/grants/add/"))

    assert "Pooled money" in page
    assert "checked" not in page.split("<main")[1].split("checked_on")[0]
    assert "---------" not in page
    refused = text(client.post("/partnership/grants/add/", {"title": "x"}))
    assert "Select kind" in refused
    assert 'href="#id_kind_0"' in refused
    assert 'id="id_kind_0"' in refused
