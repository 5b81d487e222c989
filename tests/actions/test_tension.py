"""The tension log and critical incidents: restricted, by reference, and a log nobody rewrites."""

import datetime

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from actions.models import Action, Incident, IncidentProcess, Tension, TensionMeeting
from actions.registers.tension import AREAS, INCIDENTS, TENSIONS
from actions.services import tension
from prevent_portal import services
from prevent_portal.errors import Refused
from prevent_portal.roles import Role
from tests.factories import (
    AgencyFactory,
    IncidentFactory,
    IncidentLearningFactory,
    ObjectiveFactory,
    TensionAgreementFactory,
    TensionAreaFactory,
    TensionFactory,
    TensionLevelFactory,
    TensionMeetingFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(client):
    user = UserFactory(roles=[Role.PREVENT_LEAD])
    client.force_login(user)
    return user


@pytest.fixture
def spoc():
    return UserFactory(roles=[Role.SPOC])


def text(response):
    return b"".join(response).decode()


def filled(**changes):
    return {
        "on_day": "1",
        "on_month": "3",
        "on_year": "2026",
        "kind": "online",
        "level": TensionLevelFactory().pk,
        "what": "Posts about a planning decision",
        "confirms": "on",
    } | changes


def test_an_agency_reports_tension_and_it_gets_the_years_next_reference(client, spoc):
    client.force_login(spoc)
    TensionFactory(year=2026, number=2)
    TensionFactory(year=2025, number=9)

    client.post("/partnership/tensions/add/", filled())

    entry = Tension.objects.get(agency=spoc.agency)
    assert (entry.reference, str(entry)) == ("TEN-2026-003", "TEN-2026-003")
    page = text(client.get("/partnership/tensions/"))
    assert "TEN-2026-003" in page
    assert "planning decision" not in page
    assert "planning decision" in text(client.get(entry.get_absolute_url()))


def test_the_form_warns_and_asks_to_confirm(client, lead):
    page = text(client.get("/partnership/tensions/add/"))
    assert "no intelligence material" in page

    page = text(client.post("/partnership/tensions/add/", filled(confirms="")))
    assert "Confirm that there are no details of individuals" in page
    assert not Tension.objects.exists()


def test_somebody_sees_what_their_agency_reported_and_what_was_shared_with_it(spoc):
    other = AgencyFactory()
    ours, shared, _ = (
        TensionFactory(agency=spoc.agency),
        TensionFactory(agency=other),
        TensionFactory(agency=other),
    )
    shared.shared_with.add(spoc.agency)

    assert set(Tension.objects.visible_to(spoc)) == {ours, shared}
    assert shared.permits(spoc, "actions.view_tension")
    assert not shared.permits(spoc, "actions.change_tension")


@pytest.mark.parametrize(
    "role", [Role.AUDITOR, Role.EXECUTIVE, Role.OFFICER, Role.ADMINISTRATOR, Role.ELECTED_MEMBER]
)
def test_nobody_else_reads_a_word(role):
    user = UserFactory(roles=[role])
    entry, incident = TensionFactory(agency=user.agency), IncidentFactory(agency=user.agency)
    entry.shared_with.add(user.agency)
    incident.shared_with.add(user.agency)

    assert not Tension.objects.visible_to(user).exists()
    assert not Incident.objects.visible_to(user).exists()


def test_an_auditor_sees_counts_and_no_words(client):
    client.force_login(UserFactory(roles=[Role.AUDITOR]))
    raised = TensionLevelFactory(rank=3000, name="Raised", is_exception=True)
    TensionFactory(level=raised, on="2026-02-01", what="Secret words", review_on="2026-03-01")
    TensionFactory(
        on="2025-11-01", what="Secret words", closed_on="2025-12-01", closed_because="Calm"
    )
    TensionMeetingFactory()
    TensionMeetingFactory(state="missed", why_missed="Snow")

    response = client.get(reverse("actions:tension_summary"))
    page = text(response)

    assert "Secret words" not in page
    assert "TEN-" not in page
    quarters = [
        (quarter.words, count, exceptions)
        for quarter, count, exceptions in response.context["quarters"]
    ]
    assert quarters[-2:] == [("Oct to Dec 2025", 1, 0), ("Jan to Mar 2026", 1, 1)]
    assert [(words, sum_) for words, _, sum_ in response.context["levels"]][-1] == (
        "3000 Raised",
        1,
    )
    review, held = response.context["review"], response.context["held"]
    assert ((review.count, review.out_of), (held.count, held.out_of)) == ((1, 1), (1, 2))


def test_what_is_due_to_be_looked_at_again_is_on_its_owners_page(client, lead, today):
    late = TensionFactory(owner=lead, review_on="2026-03-17")
    TensionFactory(owner=lead, review_on="2026-03-18")

    assert list(TENSIONS.attended(lead, today)) == [late]
    assert f"Tension entry: {late.reference}" in text(client.get("/"))


def test_nothing_is_reported_before_it_happens(lead, today):
    tomorrow = today + datetime.timedelta(days=1)
    for model in (Tension, Incident):
        with pytest.raises(Refused, match="still to come"):
            tension.keep_restricted(model(agency=lead.agency), by=lead, on=tomorrow)
    with pytest.raises(Refused, match="still to come"):
        tension.keep_meeting(
            TensionMeeting(), by=lead, area=TensionAreaFactory(), on=tomorrow, state="held"
        )


def test_a_meeting_is_held_by_somebody_or_missed_for_a_reason(client, lead, today):
    area = TensionAreaFactory(name="Centre")
    police = AgencyFactory(name="Police")
    posted = {"area": area.pk, "on_day": "3", "on_month": "3", "on_year": "2026"}
    address = "/partnership/tension-meetings/add/"

    assert "Say which agencies came" in text(client.post(address, posted | {"state": "held"}))
    assert "Say why it was missed" in text(client.post(address, posted | {"state": "missed"}))
    client.post(address, posted | {"state": "held", "attended": [police.pk]})

    assert str(TensionMeeting.objects.get()) == "Centre, 3 March 2026"


def test_areas_without_a_meeting_and_starts_overdue_are_looked_at(lead, today):
    quiet = TensionAreaFactory(started_on="2025-01-01")
    TensionMeetingFactory(area=quiet, on="2026-01-31")
    TensionMeetingFactory(area=quiet, on="2026-02-20", state="missed", why_missed="Snow")
    fine = TensionAreaFactory(started_on="2025-01-01")
    TensionMeetingFactory(area=fine, on="2026-02-01")
    TensionAreaFactory(started_on="2026-03-01")
    overdue = TensionAreaFactory(planned_on="2026-03-01")
    TensionAreaFactory(planned_on="2026-04-01")

    assert set(AREAS.attended(lead, today)) == {quiet, overdue}
    january = datetime.date(2026, 1, 10)
    assert quiet in AREAS.attended(lead, january)


def test_what_was_agreed_becomes_an_action(client, lead):
    objective = ObjectiveFactory()
    agreed = TensionAgreementFactory(words="Ask the shops", by_on="2026-04-30")
    address = reverse("actions:raise_tensionagreement", args=[agreed.pk])
    assert "Make this an action" in text(client.get(agreed.get_absolute_url()))

    client.post(
        address,
        {"objective": objective.pk, "text": "Ask the shops", "timescale_raw": "30 April 2026"},
    )

    action = Action.objects.get(text="Ask the shops")
    agreed.refresh_from_db()
    assert (agreed.action, str(action.due_on)) == (action, "2026-04-30")
    assert "Ask the shops" in text(client.get(action.get_absolute_url()))
    assert "Make this an action" not in text(client.get(agreed.get_absolute_url()))


# Incidents


def test_the_log_of_an_incident_is_added_to_and_never_rewritten(client, lead):
    incident = IncidentFactory(number=1)
    log = reverse("actions:log_incident", args=[incident.pk])

    client.post(log, {"words": "Cordon in place"})
    client.post(log, {"words": "Cordon lifted"})
    assert "Enter what has happened" in text(client.post(log, {"words": " "}))

    page = text(client.get(incident.get_absolute_url()))
    assert page.index("Cordon in place") < page.index("Cordon lifted")
    entry = incident.entries.first()
    assert entry.by == lead
    entry.words = "Nothing happened"
    with pytest.raises(DatabaseError), transaction.atomic():
        entry.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        entry.delete()


def test_nobody_writes_in_the_log_of_a_closed_incident(client, lead):
    incident = services.close_record(IncidentFactory(), by=lead, on="2026-03-10", reason="Over")

    with pytest.raises(Refused, match="It is closed"):
        tension.log_incident(incident, by=lead, words="More")
    assert "Add to the log" not in text(client.get(incident.get_absolute_url()))


def test_a_reader_of_a_shared_incident_does_not_write_in_it(client, spoc):
    client.force_login(spoc)
    incident = IncidentFactory()
    incident.shared_with.add(spoc.agency)

    page = text(client.get(incident.get_absolute_url()))
    assert "Add to the log" not in page
    assert client.post(reverse("actions:log_incident", args=[incident.pk])).status_code == 403
    with pytest.raises(Refused, match="not yours to keep"):
        tension.keep_lesson(IncidentLearningFactory.build(), by=spoc, incident=incident, words="x")


def test_a_debrief_not_held_is_looked_at(lead, today):
    late = IncidentFactory(debrief_due_on="2026-03-10")
    IncidentFactory(debrief_due_on="2026-03-10", debrief_on="2026-03-09")
    IncidentFactory(debrief_due_on="2026-03-18")

    assert list(INCIDENTS.attended(lead, today)) == [late]


def test_a_process_is_reviewed_a_year_later_unless_sooner(lead):
    process = tension.keep_process(
        IncidentProcess(), by=lead, title="Schools", reviewed_on=datetime.date(2025, 5, 1)
    )
    assert process.review_on == datetime.date(2026, 5, 1)

    sooner = datetime.date(2025, 9, 1)
    tension.keep_process(process, by=lead, reviewed_on=process.reviewed_on, review_on=sooner)
    assert process.review_on == sooner
