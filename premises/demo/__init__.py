"""The premises of the invented county: places, bookings at every stage, agreements, networks, schools, audits."""

import datetime
import tomllib
import uuid
from pathlib import Path

from django.utils import timezone

from prevent_portal import demo as partnership
from prevent_portal.models import Agency, Person, User
from training.models import Setting

from ..models import (
    AcceptableUse,
    Agreement,
    Booking,
    BookingStaff,
    Boundary,
    CheckKind,
    Checklist,
    ClauseVersion,
    DiligenceEntry,
    DiligenceList,
    FilterCategory,
    FilterTest,
    ManagerLetter,
    ManagerLink,
    Network,
    PolicyReview,
    Premises,
    PremisesAudit,
    PremisesKind,
    SchoolFilter,
)
from ..services import audits, bookings, checks, decisions, places

_REFUSED = {
    "reason": "Recordings of two earlier talks by the speaker call for violence against a group.",
    "speech": "His views on belief and politics are lawful and were set aside: the call to violence weighed.",
    "equality": "A talk by any other group with such recordings would be refused too.",
    "proportionate": "A steward and another speaker were offered and declined. Nothing less would keep people safe.",
}

#: Where somebody went through by the checklist, so many days ago, and whether they finished.
_AUDITED = (
    ("Quillmere Library", 60, True),
    ("County Hall, Council Chamber", 200, True),
    ("Saltmere Leisure Centre", 340, True),
    ("Tanner's Brook Children's Centre", 150, True),
    ("Marlowick Guildhall", 500, True),
    ("Foundry Youth Centre", 2, False),
)


def load(anchor, *, scale=1):
    """Add the invented premises as at the day; the same at every scale."""
    words = tomllib.loads((Path(__file__).parent / "words" / "premises.toml").read_text("utf-8"))
    world = World(anchor, words)
    world.places()
    world.agreements()
    world.lists()
    world.bookings()
    world.networks()
    world.beside()
    world.audits()


class World:
    """What has been made so far, by name."""

    def __init__(self, anchor, words):
        self.on, self.words = anchor, words
        self.agencies = {
            key: Agency.objects.get(name=about[0]) for key, about in partnership.AGENCIES.items()
        }
        self.premises = {}
        self.lead = self.user("prevent.lead")
        self.keeper = self.user("premises.lead")

    def user(self, key):
        """Somebody who signs in, by the key of the demonstration."""
        return User.objects.get(email=partnership.address(key))

    def ago(self, days):
        """So many days before the day."""
        return self.on - datetime.timedelta(days)

    def places(self):
        """The boundary and the places within it."""
        rings = [[list(point) for point in self.words["outline"]["corners"]]]
        boundary = Boundary(rings=rings)
        about = {"name": "Wrenshire", "source": "drawn for the demonstration"}
        places.keep_boundary(boundary, by=self.lead, **about)
        kinds = {kind.name: kind for kind in PremisesKind.objects.order_by("pk")}
        for each in self.words["place"]:
            place = Premises(added_on=self.ago(500))
            latitude, longitude = each["at"]
            is_assessed = each["tier"] != "unknown"
            about = {
                "agency": self.agencies[each["agency"]],
                "name": each["name"],
                "kind": kinds[each["kind"]],
                "part_of": self.premises.get(each.get("part_of")),
                "owner": self.agencies[each["agency"]].name,
                "tenant": each.get("tenant", ""),
                "manager": self.user(each["manager"]) if "manager" in each else None,
                "is_hireable": each.get("hire", False),
                "takes_requests": each.get("hire", False),
                "has_public_it": each.get("it", False),
                "tier": each["tier"],
                "tier_because": each.get("because", ""),
                "tier_on": self.ago(120) if is_assessed else None,
                "review_on": self.ago(-245) if is_assessed else None,
                "latitude": latitude,
                "longitude": longitude,
                "is_sensitive": "sensitive" in each,
                "sensitive_because": each.get("sensitive", ""),
            }
            self.premises[each["name"]] = places.keep_premises(place, by=self.lead, **about)

    def agreements(self):
        """Hire terms of each place that is let, leases, contracts and grants."""
        self.clauses = {}
        for kind in ("hire", "lease", "contract", "grant"):
            clause = ClauseVersion(kind=kind, name="Clause of 2024", from_on=self.ago(700))
            clause.words = "Nobody uses this to draw people into terrorism. Each side tells the other of a concern."
            clause.save()
            self.clauses[kind] = clause
        for each in self.words["place"]:
            if each.get("hire"):
                self._agree(
                    "hire", f"Hire terms of {each['name']}", each, place=each["name"], days=400
                )
        for each in self.words["agreement"]:
            self._agree(
                each["kind"], each["title"], each, place=each.get("place"), days=each["from"]
            )

    def _agree(self, kind, title, each, *, place, days):
        has_clause = each.get("clause", False)
        Agreement(
            agency=self.agencies[each["agency"]],
            kind=kind,
            title=title,
            premises=self.premises.get(place),
            party=each.get("party", ""),
            starts_on=self.ago(days),
            renew_on=self.ago(-60) if kind in ("lease", "contract") else None,
            clause=self.clauses[kind] if has_clause else None,
            clause_from_on=self.ago(min(days, 390)) if has_clause else None,
            told_on=self.ago(each["told"]) if "told" in each else None,
            told_how="Letter with the contract" if "told" in each else "",
        ).save()

    def lists(self):
        """Invented names on the list of proscribed organisations."""
        kept = DiligenceList.objects.get(is_law=True)
        for each in self.words["listed"]:
            places.keep_entry(
                DiligenceEntry(),
                by=self.lead,
                on_list=kept,
                name=each["name"],
                other_names=each["other"],
                from_on=self.ago(each["from"]),
                notes="Invented for the demonstration.",
            )

    def bookings(self):
        """A booking at each stage."""
        for each in self.words["booking"]:
            self._book(each)

    def _book(self, each):
        received = self.ago(each["ago"])
        booking = Booking(
            premises=self.premises[each["place"]],
            hirer_name=each["who"],
            organisation=each["organisation"],
            hirer_email=each["email"],
            hirer_address="1 Invented Row, Wrenshire",
            title=each["title"],
            theme=each["theme"],
            speakers=each["speakers"],
            audience="About 60, from the county",
            event_on=received + datetime.timedelta(each["ago"] + each["ahead"])
            if each["ends"] != "refused"
            else received + datetime.timedelta(30),
        )
        bookings.take_in(booking, by=None, on=received, route=Booking.Route.PUBLIC)
        ends = each["ends"]
        day = received + datetime.timedelta(2)
        if ends in ("checking", "sign_off", "approved", "refused"):
            self._check(booking, day, ends)
        if ends == "approved":
            decisions.decide(
                booking, by=self.keeper, on=day, outcome="approved", reason="An ordinary debate."
            )
        if ends in ("refused", "sign_off"):
            decisions.decide(booking, by=self.keeper, on=day, outcome="refused", **_REFUSED)
        if ends == "refused":
            director = self.user("corporate.director")
            decisions.sign(booking, by=director, on=day, is_agreed=True, words="Well weighed.")
        if ends == "escalated":
            said = "A counter-protest was announced online. Is anything known?"
            checks.escalate(booking, by=self.lead, on=day, words=said)

    def _check(self, booking, day, ends):
        kinds = [
            kind for kind in CheckKind.objects.order_by("position") if kind.is_asked_of(booking)
        ]
        if ends == "checking":
            kinds = kinds[:2]
        for kind in kinds:
            is_bad = ends in ("refused", "sign_off") and kind.name == "Speakers"
            checks.record_check(
                booking,
                by=self.keeper,
                on=day,
                kind=kind,
                result="concern" if is_bad else "nothing",
                found="Two recordings call for violence." if is_bad else "",
                link="https://archive.example/talks" if is_bad else "",
            )
        if ends == "checking":
            return
        for entry in DiligenceEntry.objects.order_by("pk"):
            if set(entry.keys) & set(booking.keys):
                checks.look_at_name(
                    booking,
                    by=self.keeper,
                    on=day,
                    entry=entry,
                    verdict="open",
                    words="The name is alike; the police were asked.",
                )
                self._ask_the_lead(booking, day)
        risk = "low" if ends == "approved" else "high"
        checks.assess(
            booking,
            by=self.keeper,
            on=day,
            risk=risk,
            because="From what was found of the speakers.",
        )

    def _ask_the_lead(self, booking, day):
        """A name on a list of law goes to the Prevent lead before anything is decided."""
        asked = "The name is like one on the list. Is it the same?"
        checks.escalate(booking, by=self.keeper, on=day, words=asked)
        said = "The police know of no link. Weigh what was said in the recordings."
        checks.advise(booking, by=self.lead, on=day, words=said)

    def networks(self):
        """Networks and their filter tests, one policy for them."""
        categories = list(FilterCategory.objects.order_by("pk"))
        made = []
        for each in self.words["network"]:
            network = Network(
                agency=self.agencies[each["agency"]],
                name=each["name"],
                kind=each["kind"],
                premises=self.premises.get(each.get("place")),
                product=each["product"],
                iwf_applied=each["iwf"],
                police_applied=each["police"],
                review_on=self.ago(-100),
            )
            network.save()
            network.blocked.set([one for one in categories if one.is_for_everybody])
            network.blocked_young.set(categories)
            made.append(network)
            if each["result"]:
                FilterTest(
                    network=network,
                    on=self.ago(each["tested"]),
                    who="Information security team",
                    product=each["product"],
                    iwf_applied=each["iwf"],
                    police_applied=each["police"],
                    result=each["result"],
                    false_positives=2,
                    words="" if each["result"] == "passed" else "Three of twenty got through.",
                    got_through=[] if each["result"] == "passed" else ["T-04", "T-11", "T-17"],
                ).save()
        policy = AcceptableUse(
            agency=self.agencies["county"],
            name="Using our computers and wifi",
            accepted_before_use=True,
            says_monitored=True,
            asks_consent=True,
            forbids_extremism=True,
            reviewed_on=self.ago(150),
            review_on=self.ago(-215),
        )
        policy.save()
        policy.networks.set(made[:3])

    def beside(self):
        """Schools' filters, booking staff, letters to managers, and policies."""
        schools = Setting.objects.filter(kind__name__in=("Maintained school", "Academy"))
        for place, school in enumerate(schools.order_by("pk")):
            is_known = place % 4 != 3
            SchoolFilter(
                agency=self.agencies["county"],
                setting=school,
                from_council=is_known and place % 3 != 0,
                provider="Northgate Learning" if is_known and place % 3 == 0 else "",
                confirmed_on=self.ago(100 + place) if is_known else None,
                confirmed_how="Audit round" if is_known else "",
                lettings_reviewed_on=self.ago(200) if place % 2 else None,
                lettings_is_good=place == 1,
            ).save()
        people = Person.objects.filter(agency=self.agencies["county"]).exclude(number="")
        hired = [each for each in self.premises.values() if each.agency == self.agencies["county"]]
        for place, person in zip(hired[:3], people.order_by("pk")[:3], strict=False):
            BookingStaff(
                premises=place, person=person, from_on=self.ago(300), briefed_on=self.ago(290)
            ).save()
        ManagerLetter(
            premises=self.premises["Old Quarry Community Library"],
            kind="yearly",
            sent_on=self.ago(410),
            sent_to="Chair of the committee",
            answer_by_on=self.ago(380),
        ).save()
        self._letter_answered()
        for each in self.words["policy"]:
            PolicyReview(
                agency=self.agencies[each["agency"]],
                subject=each["subject"],
                title=each["title"],
                reviewed_on=self.ago(each["reviewed"]),
                next_on=self.ago(each["reviewed"] - 365),
            ).save()

    def _letter_answered(self):
        """A letter with a checklist to a leased centre, which its manager answered by the link."""
        place = self.premises["Foundry Youth Centre"]
        place.contact_email = "centre@leased.wrenshire.example"
        place.save()
        checklist = Checklist.objects.get(is_spot_check=True)
        items = checklist.items.order_by("position")
        letter = ManagerLetter(
            premises=place,
            kind="checklist",
            way="link",
            checklist=checklist,
            message="Please answer for the centre as it is run today.",
            sent_on=self.ago(21),
            sent_to="Whoever runs it",
            answer_by_on=self.ago(-7),
            answered_on=self.ago(14),
            answered_as="Centre manager",
            answers={str(item.pk): {"value": "yes", "words": ""} for item in items},
        )
        letter.save()
        link = ManagerLink(letter=letter, email=place.contact_email, works_until=self.ago(-60))
        link.draw()
        link.sent_at = timezone.now()
        link.save()

    def audits(self):
        """Audits finished with a finding, one under way."""
        checklist = Checklist.objects.get(is_spot_check=False)
        for name, days, is_done in _AUDITED:
            audit = PremisesAudit()
            about = {"premises": self.premises[name], "checklist": checklist}
            audits.keep_audit(audit, by=self.keeper, on=self.ago(days), who=self.keeper, **about)
            items = list(checklist.items.order_by("position"))
            given = [
                {
                    "key": uuid.uuid4(),
                    "item": item.pk,
                    "value": "no" if item.position == 7 else "yes",
                    "words": "Old posters on the board by the lift." if item.position == 7 else "",
                    "at": timezone.now(),
                }
                for item in (items if is_done else items[:4])
            ]
            audits.answer(audit, given, by=self.keeper)
            if is_done:
                audits.finish(audit, by=self.keeper, words="A well-run building.")
