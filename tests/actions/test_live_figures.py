"""A figure of the portal as evidence: chosen by who may see it, live on the action, frozen by a review."""

import datetime

import pytest
from django.urls import reverse

from actions import live_figures
from actions.models import Evidence
from actions.services import evidence as services
from actions.services import reviews
from prevent_portal import figures
from prevent_portal.errors import Refused
from prevent_portal.figures import Sight, Value, figure
from prevent_portal.roles import Role
from reports import facts
from tests.factories import ActionFactory, AgencyFactory, UserFactory
from tests.reports.places import commission, noon, six_monthly

TODAY = datetime.date(2026, 3, 18)
EARLIER = datetime.date(2026, 2, 1)
FIGURE = "invented.ready"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _catalogue(monkeypatch):
    """A figure that grows by one a day, of an agency or of all; and one that nobody else may see."""
    figures.catalogue()
    monkeypatch.setattr(figures, "_catalogue", dict(figures._catalogue))

    @figure(
        FIGURE,
        title="Readiness",
        definition="Rooms that are ready.",
        denominator="rooms there are",
        sight=Sight(own="training.view_position", every="training.view_every_position"),
    )
    def ready(agency, *, on, known_at=None):
        if on < datetime.date(2026, 1, 1):
            raise Refused(None, "Nothing was counted then.")
        return Value((on - datetime.date(2026, 1, 1)).days, 1000 if agency is None else 200)

    figure("invented.inward", title="Inward", definition="Seen nowhere else.")(
        lambda scope, *, on, known_at=None: Value(1)
    )


@pytest.fixture
def county():
    return AgencyFactory(name="Wrenshire County Council")


@pytest.fixture
def action(county):
    return ActionFactory(objective__theme__plan__agency=county, objective__ref="1.2")


@pytest.fixture
def lead(county):
    return UserFactory(agency=county, roles=[Role.PREVENT_LEAD])


@pytest.fixture
def trainer(county):
    return UserFactory(agency=county, roles=[Role.TRAINING_LEAD])


def page(client, user, action):
    client.force_login(user)
    return " ".join(client.get(action.get_absolute_url()).content.decode().split())


def add(client, user, action, **values):
    client.force_login(user)
    address = reverse("actions:add_figure", args=[action.pk])
    return client.post(address, {"figure": FIGURE, "agency": "", "title": ""} | values)


def test_a_figure_is_added_and_shows_the_value_of_the_day(client, lead, action, county):
    add(client, lead, action, agency=str(county.pk))

    held = Evidence.objects.get()
    assert (held.title, held.added_by, held.kind) == (
        "Readiness: Wrenshire County Council",
        lead,
        "figure",
    )
    assert held.history.count() == 1
    said = page(client, lead, action)
    assert "<strong>38.0%</strong>: 76 of 200 rooms there are." in said
    assert "as at 18 March 2026. Rooms that are ready." in said


def test_only_figures_with_sight_are_offered(client, lead, action):
    client.force_login(lead)
    said = client.get(reverse("actions:add_figure", args=[action.pk])).content.decode()

    assert "Readiness" in said
    assert "Have had Prevent training" in said
    assert "Inward" not in said
    assert "All agencies together" in said


def test_somebody_is_refused_a_figure_they_may_not_see(client, trainer, action, county):
    other = AgencyFactory()
    client.force_login(trainer)
    said = client.get(reverse("actions:add_figure", args=[action.pk])).content.decode()

    assert "All agencies together" not in said
    assert other.name not in said
    for whose in (None, other):
        with pytest.raises(Refused, match="may not see this figure"):
            services.add_figure(action, by=trainer, figure=FIGURE, agency=whose)
    with pytest.raises(Refused, match="may not see this figure"):
        services.add_figure(action, by=trainer, figure="invented.inward", agency=county)
    services.add_figure(action, by=trainer, figure=FIGURE, agency=county)


def test_who_may_not_see_it_is_told_so_on_the_action(client, lead, action, county):
    services.add_figure(action, by=lead, figure=FIGURE)
    officer = UserFactory(agency=county, roles=[Role.OFFICER])

    said = page(client, officer, action)

    assert "You may not see its value." in said
    assert "76" not in said.partition('id="evidence"')[2].partition("</ul>")[0]
    assert FIGURE not in live_figures.figures_for(officer)


def test_the_same_figure_is_held_once_and_at_most_three(lead, action, county):
    services.add_figure(action, by=lead, figure=FIGURE)
    with pytest.raises(Refused, match="holds that figure already"):
        services.add_figure(action, by=lead, figure=FIGURE)
    services.add_figure(action, by=lead, figure=FIGURE, agency=county)
    services.add_figure(action, by=lead, figure=FIGURE, agency=AgencyFactory())
    with pytest.raises(Refused, match="at most 3"):
        services.add_figure(action, by=lead, figure=FIGURE, agency=AgencyFactory())


def test_it_is_withdrawn_like_other_evidence_and_then_not_counted(client, lead, action):
    held = services.add_figure(action, by=lead, figure=FIGURE)
    services.withdraw_evidence(held, by=lead, reason="Nobody asks for it.")

    assert "Nobody asks for it." in page(client, lead, action)
    assert "rooms there are" not in page(client, lead, action)
    with pytest.raises(Refused, match="is withdrawn|was withdrawn"):
        services.send_evidence(Evidence.objects.get())


def test_a_review_freezes_the_value_of_its_day(lead, action):
    services.add_figure(action, by=lead, figure=FIGURE)

    (row,) = reviews.freeze(action.plan, on=EARLIER, known_at=None)["evidence"]

    assert (row["ref"], row["title"], row["whose"]) == ("1.2", "Readiness", "All agencies together")
    assert (row["count"], row["out_of"], row["percent"]) == (31, 1000, 3.1)
    (then,) = reviews.freeze(action.plan, on=datetime.date(2025, 6, 1), known_at=None)["evidence"]
    assert (then["count"], then["refusal"]) == (None, "Nothing was counted then.")


def test_what_was_not_yet_evidence_is_not_frozen(lead, action):
    services.add_figure(action, by=lead, figure=FIGURE)
    before = Evidence.objects.get().added_at - datetime.timedelta(seconds=1)

    assert reviews.freeze(action.plan, on=EARLIER, known_at=before)["evidence"] == []


@pytest.mark.parametrize(("audience", "is_shown"), [("officer", True), ("member", False)])
def test_a_report_holds_the_value_of_its_day(lead, action, audience, is_shown):
    services.add_figure(action, by=lead, figure=FIGURE)
    gathered = facts.gather(action.plan, on=EARLIER, known_at=noon(2030, 1, 1))
    frozen = six_monthly(gathered, commission(audience=audience, on=EARLIER))
    progress = next(each for each in frozen["sections"] if each["id"] == "progress")
    rows = [
        [cell["text"] for cell in row["cells"]]
        for row in progress["blocks"][-1]["groups"][0]["rows"]
    ]

    found = ["Readiness, All agencies together", "31 (3.1%)", "1,000 rooms there are"]
    assert (rows[0][2:] == found) == is_shown


def test_figures_of_one_name_are_counted_once_a_review(lead, action, django_assert_num_queries):
    for each in (action, ActionFactory(objective=action.objective)):
        services.add_figure(each, by=lead, figure=FIGURE)

    with django_assert_num_queries(7):
        frozen = reviews.freeze(action.plan, on=EARLIER, known_at=None)

    assert [row["count"] for row in frozen["evidence"]] == [31, 31]
