"""The boards and groups of the invented county: members, two years of meetings, decisions, reviews."""

import datetime
import tomllib
from pathlib import Path

from dateutil.relativedelta import relativedelta

from prevent_portal.demo import AGENCIES
from prevent_portal.tracked import create_tracked, update_tracked

from ..models import (
    Action,
    AgendaItem,
    Attendance,
    Body,
    Decision,
    Meeting,
    Membership,
    Plan,
    PlanReview,
)
from ..services.reviews import keep_review
from .days import Days

#: The agency whose chair is most often empty.
OFTEN_ABSENT = "hexley"
_YEARS = 2
How = Attendance.How


def load(anchor, people, agencies):
    """Add the boards and groups and all that belongs to them, counted from the day of loading."""
    source = tomllib.loads((Path(__file__).parent / "words" / "governance.toml").read_text("utf-8"))
    loading = _Loading(anchor, people, agencies)
    for body in source["bodies"]:
        loading.body(body)
    loading.save()
    loading.plans(source["goes_to"])
    for review in source["reviews"]:
        loading.review(review)


class _Loading:
    """Gathers the rows of all bodies, then writes each table at once."""

    def __init__(self, anchor, people, agencies):
        self.anchor, self.people, self.agencies = anchor, people, agencies
        self.days, self.by = Days(anchor, years=_YEARS), people["prevent.lead"]
        self.bodies, self.memberships, self.meetings = [], [], []
        self.items, self.attendance, self.decisions = [], [], []

    def body(self, source):
        """Take in one body with its members, meetings and decisions."""
        body = Body(
            name=source["name"],
            kind=source["kind"],
            purpose=source["purpose"],
            chair=self.people.get(source.get("chair")),
            chair_post=source["chair_post"],
            meets_every=source.get("every"),
            meets_at_most_every=source.get("at_most"),
            terms_agreed_on=self._ago(source.get("agreed")),
            terms_review_on=self._ago(source.get("review")),
            members_reviewed_on=self._ago(source.get("members_seen")),
            standing_items=source.get("standing", []),
        )
        self.bodies.append(body)
        seats = [self._seat(body, seat) for seat in source.get("seats", [])]
        held = self._meetings(body, source, seats)
        for decision in source.get("decisions", []):
            self._decision(body, decision, held)

    def _ago(self, days):
        return None if days is None else self.anchor - datetime.timedelta(days=days)

    def _seat(self, body, seat):
        agency, words, person, *role = [part.strip() for part in f"{seat} ".split(" | ")]
        membership = Membership(
            body=body,
            agency=self.agencies[AGENCIES[agency][0]],
            seat=words,
            person=self.people[person] if person else None,
            role=role[0] if role else Membership.Role.MEMBER,
            starts_on=self._ago(365 * _YEARS + 30),
        )
        self.memberships.append(membership)
        return agency, membership

    def _meetings(self, body, source, seats):
        """The meetings of two years up to the last one, and the next one where it is planned."""
        starts_at = datetime.time.fromisoformat(source["starts"])
        days, back = [], self._ago(source["last"])
        while back > self._ago(365 * _YEARS):
            days.append(self.days.ago((self.anchor - back).days))
            back -= relativedelta(months=source["every"])
        held = []
        for number, day in enumerate(reversed(days)):
            meeting = Meeting(
                body=body,
                on=day,
                starts_at=starts_at,
                place=source["place"],
                status=Meeting.Status.MINUTED,
                minutes=source["minutes"],
            )
            held.append(meeting)
            self._agenda(meeting, source, number)
            self._who_came(meeting, seats, number)
        if "next" in source:
            on = self.days.ago(-source["next"])
            planned = Meeting(body=body, on=on, starts_at=starts_at, place=source["place"])
            self._agenda(planned, source, None)
            held.append(planned)
        self.meetings += held
        return held

    def _agenda(self, meeting, source, number):
        notes = dict(each.split(": ", 1) for each in source.get("notes", []))
        for position, title in enumerate(source.get("standing", []), start=1):
            ways = notes.get(title, "").split(" | ")
            said = "" if number is None else ways[number % len(ways)]
            self.items.append(
                AgendaItem(
                    meeting=meeting, position=position, title=title, is_standing=True, notes=said
                )
            )

    def _who_came(self, meeting, seats, number):
        for place, (agency, membership) in enumerate(seats):
            turn = (number * 7 + place * 3) % 10
            how = {0: How.DEPUTY, 1: How.APOLOGIES}.get(turn, How.PRESENT)
            if agency == OFTEN_ABSENT and number % 3:
                how = How.ABSENT if number % 2 else How.APOLOGIES
            self.attendance.append(
                Attendance(
                    meeting=meeting,
                    membership=membership,
                    how=how,
                    stand_in="A deputy of the same team" if how == How.DEPUTY else "",
                )
            )

    def _decision(self, body, source, meetings):
        ago, words, why, carried_by, outcome, action = map(str.strip, source.split("|"))
        day = self._ago(int(ago))
        meeting = min(meetings, key=lambda each: abs((each.on - day).days))
        rows = Action.objects.filter(text__startswith=action) if action else Action.objects.none()
        self.decisions.append(
            Decision(
                body=body,
                meeting=meeting,
                on=meeting.on,
                words=words,
                rationale=why,
                carried_by=carried_by,
                outcome=outcome,
                action=rows.order_by("pk").first(),
            )
        )

    def save(self):
        """Write everything, parents first."""
        for model, rows in (
            (Body, self.bodies),
            (Membership, self.memberships),
            (Meeting, self.meetings),
            (AgendaItem, self.items),
            (Attendance, self.attendance),
            (Decision, self.decisions),
        ):
            create_tracked(model, rows, by=self.by)

    def plans(self, source):
        """Say which body looks at which kind of plan, and how often."""
        bodies = {body.name: body for body in self.bodies}
        plans = []
        for row in source:
            for plan in Plan.objects.filter(kind=row["kind"]).order_by("pk"):
                plan.body = bodies[row["body"]]
                plan.reviewed_every = row["every"]
                plan.reviewed_at_most_every = row.get("at_most")
                plans.append(plan)
        fields = ["body", "reviewed_every", "reviewed_at_most_every"]
        update_tracked(Plan, plans, fields, by=self.by)

    def review(self, source):
        """A signed review, of the plan as it had been recorded by the evening of its day."""
        day = self.days.ago(source["ago"])
        evening = self.days.at(day, 0).replace(hour=17)
        review = PlanReview(
            known_at=evening,
            signed_by=self.people[source["signed"]],
            signed_at=evening + datetime.timedelta(days=1),
        )
        plan = Plan.objects.filter(title__startswith=source["plan"]).order_by("pk").first()
        body = next(body for body in self.bodies if body.name == source["body"])
        keep_review(
            review,
            by=self.by,
            today=self.anchor,
            plan=plan,
            body=body,
            on=day,
            comments=source["comments"],
            conclusion=source["conclusion"],
            meeting=Meeting.objects.filter(body=body, on=day).first(),
        )
