"""Old cases: one due for review, one on legal hold, one destroyed with its certificate; and requests of persons."""

import datetime

from dateutil.relativedelta import relativedelta

from .. import services
from ..models import Case, LegalHold, RetentionReview, RightsRequest, Term
from ..services import retention, rights
from ..states import Status as S

#: Invented people whose cases ended before the portal's other stories: years before the demonstration's day.
OLD = {
    "due": (
        "Ottoline",
        "Fennimore",
        7,
        "Kept pictures of an attack on her telephone and showed them.",
    ),
    "held": ("Lysander", "Copperthwaite", 8, "Asked a caretaker for the keys to the roof, twice."),
    "gone": ("Isidore", "Vantongeren", 9, "Repeated what a speaker in the market had said."),
}
WAY = (S.SCREENING, S.GATHERING, S.SECTION_36, S.TO_PANEL, S.CONSIDERED, S.NOT_ADOPTED)


def load(world):
    """End the old cases, hold one, destroy one, and record what two persons asked."""
    cases = {key: _ended(world, *told) for key, told in OLD.items()}
    today = world.anchor
    chair, coordinator = world.users["channel.chair"], world.users["channel.coordinator"]
    with world.as_("channel.chair"):
        retention.place_hold(
            cases["held"],
            by=chair,
            on=world.ago(200),
            why=LegalHold.Why.CLAIM,
            words="The family has written before a claim; legal services hold the letter.",
        )
        retention.review_retention(
            cases["gone"],
            by=chair,
            on=today,
            decision=RetentionReview.Decision.DESTROY,
            ground=RetentionReview.Ground.OVER,
            words="No service has heard of him since, and nobody needs it.",
        )
    with world.as_("channel.coordinator"):
        retention.confirm_destruction(cases["gone"], by=coordinator, on=today)
        _requests(world, cases, coordinator)


def _ended(world, forenames, surname, years, concerns):
    by = world.users["channel.coordinator"]
    on = world.anchor - relativedelta(years=years)
    with world.as_("channel.coordinator"):
        case = services.take_in(
            world.panel,
            by=by,
            on=on,
            subject={"forenames": forenames, "surname": surname},
            referral={
                "sector": Term.objects.get(list="sector", words="Education"),
                "concerns": concerns,
                "referrer_name": "A colleague",
                "referrer_contact": "01632 960144",
            },
        )
        for status in WAY:
            on += datetime.timedelta(days=7)
            facts = {"first_panel_on": on} if status == S.CONSIDERED else {}
            case = services.move_case(case, status, by=by, on=on, **facts)
        services.consider_care(
            case, by=by, on=on, answer="neither", because="Early help has the family already."
        )
        services.close_case(
            case,
            by=by,
            on=on + datetime.timedelta(days=20),
            because=Term.objects.get(list="closing", words="Risk much reduced"),
            report="The panel gave no support. The school keeps in touch.",
            told_on=on + datetime.timedelta(days=20),
        )
        return Case.objects.select_related("key", "panel").get(pk=case.pk)


def _requests(world, cases, by):
    asked = rights.record_rights_request(
        cases["due"],
        by=by,
        received_on=world.ago(12),
        kind=RightsRequest.Kind.ACCESS,
        asked_by=RightsRequest.AskedBy.PERSON,
        asker="O. Fennimore, by e-mail to the data protection officer",
        asked="Everything that the council holds about me and Prevent.",
    )
    rights.check_identity(
        asked, by=by, on=world.ago(9), how="Passport and a letter of the bank seen at the desk."
    )
    rights.record_rights_request(
        cases["held"],
        by=by,
        received_on=world.ago(25),
        kind=RightsRequest.Kind.OBJECTION,
        asked_by=RightsRequest.AskedBy.PARENT,
        asker="A parent, by letter",
        asked="We object that this is still kept.",
    )
