"""Funding, tension, engagement and briefings of the invented county, over two years."""

import datetime
import tomllib
from pathlib import Path

from prevent_portal import demo as partnership
from prevent_portal.tracked import create_tracked

from ..models import (
    Body,
    Briefing,
    BriefingGiven,
    CommunityGroup,
    Engagement,
    FundingStatus,
    Grant,
    GrantCondition,
    Incident,
    IncidentEntry,
    IncidentLearning,
    IncidentProcess,
    Payment,
    Project,
    Tension,
    TensionAgreement,
    TensionArea,
    TensionLevel,
    TensionMeeting,
)
from .days import Days


def load(anchor, people, agencies):
    """Add what belongs to the four groups, its days counted from the day of loading."""
    source = tomllib.loads((Path(__file__).parent / "words" / "duty.toml").read_text("utf-8"))
    loading = _Loading(anchor, people, agencies, source)
    loading.engagement()
    loading.funding()
    loading.tension()
    loading.incidents()
    loading.briefings()


def _written(day):
    return f"{day.day} {day:%B %Y}"


class _Loading:
    """Makes the rows of each table in turn, those that others point at first."""

    def __init__(self, anchor, people, agencies, source):
        self.anchor, self.people, self.source = anchor, people, source
        self.agencies = agencies
        self.days = Days(anchor, years=1)
        self.lead = people["prevent.lead"]

    def _add(self, model, objects):
        return create_tracked(model, objects, by=self.lead)

    def _ago(self, days):
        return None if days is None else self.anchor - datetime.timedelta(days=days)

    def _person(self, key):
        return self.people[key] if key else None

    def _agency(self, key):
        return self.agencies[partnership.AGENCIES[key][0]] if key else None

    def _link(self, field, pairs):
        """Rows of a relation between many."""
        through = field.through
        one, other = field.field.m2m_field_name(), field.field.m2m_reverse_field_name()
        through.objects.bulk_create(
            through(**{f"{one}_id": left.pk, f"{other}_id": right.pk}) for left, right in pairs
        )

    def engagement(self):
        """Community groups, and what was done with them."""
        groups = self._add(
            CommunityGroup,
            [
                CommunityGroup(
                    name=each["name"],
                    kind=each["kind"],
                    area=each["area"],
                    contact_role=each["contact"],
                    check_state="passed" if "checked" in each else each.get("state", "not_started"),
                    checked_on=self._ago(each.get("checked")),
                )
                for each in self.source["groups"]
            ],
        )
        groups = {group.name: group for group in groups}
        made = self._add(Engagement, [self._engagement(e) for e in self.source["engagements"]])
        self.engagements = {each.title: each for each in made}
        self._link(
            Engagement.groups,
            [
                (self.engagements[each["title"]], groups[name])
                for each in self.source["engagements"]
                for name in each.get("groups", [])
            ],
        )

    def _engagement(self, each):
        return Engagement(
            title=each["title"],
            kind=each["kind"],
            agency=self._agency(each.get("agency")),
            owner=self._person(each["owner"]),
            from_on=self._ago(each["ago"]),
            to_on=self._ago(each.get("until")),
            place=each.get("place", ""),
            audience=each.get("audience", ""),
            reach=each.get("reach"),
            feedback=each.get("feedback", ""),
            score=each.get("score"),
            follow_up=each.get("follow", ""),
            follow_up_on=self._ago(each.get("follow_by")),
            followed_up_on=self._ago(each.get("followed")),
        )

    def funding(self):
        """Statuses, grants with their conditions and payments, projects."""
        self._add(
            FundingStatus,
            [
                FundingStatus(
                    area=each["area"],
                    status=each["status"],
                    from_on=self._ago(each["from"]),
                    to_on=self._ago(each.get("to")),
                    source=each.get("source", ""),
                    note=each["note"],
                )
                for each in self.source["statuses"]
            ],
        )
        made = self._add(Grant, [self._grant(each) for each in self.source["grants"]])
        keys = [each["key"] for each in self.source["grants"]]
        grants = dict(zip(keys, made, strict=True))
        self._add(
            GrantCondition,
            [one for each in self.source["conditions"] for one in self._conditions(each, grants)],
        )
        self._add(
            Payment,
            [
                Payment(
                    grant=grants[each["grant"]],
                    kind=each["kind"],
                    contributor=self._agency(each.get("by")),
                    on=self._ago(each["ago"]),
                    amount=each["amount"],
                    what=each["what"],
                )
                for each in self.source["payments"]
            ],
        )
        self._add(Project, [self._project(each, grants) for each in self.source["projects"]])

    def _grant(self, each):
        return Grant(
            title=each["title"],
            kind=each["kind"],
            funder=each["funder"],
            agency=self._agency(each.get("agency")),
            owner=self._person(each["owner"]),
            amount=each["amount"],
            from_on=self._ago(each["from"]),
            to_on=self._ago(each["to"]),
            purpose=each["purpose"],
            recipient=each.get("recipient", ""),
            checked_on=self._ago(each.get("checked")),
            checked_by=self._person(each.get("checked_by")),
            checked_result=each.get("checked_result", ""),
        )

    def _conditions(self, each, grants):
        about = {"grant": grants[each["grant"]], "words": each["words"]}
        if "raw" in each:
            due = self._ago(each["due"])
            yield GrantCondition(**about, due_raw=each["raw"], due_kind="recurring", due_on=due)
            return
        days = [self._ago(days) for days in each["days"]]
        met = [self.engagements[title] for title in each.get("met", [])]
        for part, day in enumerate(days, start=1):
            event = met[part - 1] if part <= len(met) else None
            words = each.get("met_words", "")
            yield GrantCondition(
                **about,
                part=part,
                parts=len(days),
                due_raw=_written(day),
                due_kind="date",
                due_on=day,
                met_on=event.from_on if event else day if words else None,
                met_engagement=event,
                met_words=words,
            )

    def _project(self, each, grants):
        day = self._ago(-each["raw_in"]) if "raw_in" in each else None
        return Project(
            title=each["title"],
            state=each["state"],
            funder=each["funder"],
            agency=self._agency(each.get("agency")),
            owner=self._person(each["owner"]),
            amount=each["amount"],
            grant=grants[each["grant"]] if "grant" in each else None,
            purpose=each["purpose"],
            due_raw=_written(day) if day else "",
            due_kind="date" if day else "none",
            due_on=day,
            delivery=each.get("delivery", ""),
            delivery_on=self._ago(each.get("delivery_ago")),
        )

    def tension(self):
        """The scale, the log, and the areas' meetings with what they agreed."""
        levels = self._add(
            TensionLevel,
            [
                TensionLevel(
                    rank=each["rank"],
                    name=each["name"],
                    meaning=each["meaning"],
                    is_exception=each.get("exception", False),
                )
                for each in self.source["levels"]
            ],
        )
        levels = {level.rank: level for level in levels}
        areas = self._add(
            TensionArea,
            [
                TensionArea(
                    name=each["name"],
                    planned_on=self._ago(each["planned"]),
                    started_on=self._ago(each.get("started")),
                    note=each.get("note", ""),
                )
                for each in self.source["areas"]
            ],
        )
        self.areas = {area.name: area for area in areas}
        entries = []
        for each in self.source["tensions"]:
            entries.append(self._restricted(Tension, each, entries))
            entries[-1].kind, entries[-1].level = each["kind"], levels[each["level"]]
            entries[-1].done, entries[-1].review_on = each["done"], self._ago(each.get("review"))
            if "closed" in each:
                entries[-1].closed_on = self._ago(each["ago"] - 10)
                entries[-1].closed_because = each["closed"]
        self._share(Tension, self._add(Tension, entries), self.source["tensions"])
        self._meetings()

    def _restricted(self, model, each, before):
        """A record with the next reference of its year."""
        on = self._ago(each["ago"])
        return model(
            year=on.year,
            number=1 + sum(one.year == on.year for one in before),
            agency=self._agency(each["agency"]),
            on=on,
            area=self.areas.get(each.get("area")),
            what=each["what"],
            owner=self._person(each.get("owner")),
        )

    def _share(self, model, made, source):
        self._link(
            model.shared_with,
            [
                (record, self._agency(key))
                for record, each in zip(made, source, strict=True)
                for key in each.get("shared", [])
            ],
        )

    def _meetings(self):
        meetings, came = {}, []
        for each in self.source["meetings"]:
            for ago in each["ago"]:
                missed = ago in each["missed"]
                meetings[each["area"], ago] = TensionMeeting(
                    area=self.areas[each["area"]],
                    on=self._ago(ago),
                    state="missed" if missed else "held",
                    why_missed=each["why"] if missed else "",
                )
                came += [(each["area"], ago, key) for key in each["attended"] if not missed]
        made = self._add(TensionMeeting, list(meetings.values()))
        meetings = dict(zip(meetings, made, strict=True))
        self._link(
            TensionMeeting.attended,
            [(meetings[area, ago], self._agency(key)) for area, ago, key in came],
        )
        self._add(
            TensionAgreement,
            [
                TensionAgreement(
                    meeting=meetings[each["area"], each["ago"]],
                    words=each["words"],
                    by_agency=self._agency(each["by"]),
                    by_on=self._ago(each["due"]),
                    done_on=self._ago(each.get("done")),
                )
                for each in self.source["agreements"]
            ],
        )

    def incidents(self):
        """What to do in an incident, and the one there was, with its log."""
        processes = self._add(
            IncidentProcess,
            [
                IncidentProcess(
                    title=each["title"],
                    link=each["link"],
                    purpose=each["purpose"],
                    owner=self._person(each["owner"]),
                    reviewed_on=self._ago(each["reviewed"]),
                    review_on=self._ago(each["review"]),
                )
                for each in self.source["processes"]
            ],
        )
        processes = {process.title: process for process in processes}
        incidents = []
        for each in self.source["incidents"]:
            incidents.append(self._restricted(Incident, each, incidents))
            incidents[-1].process = processes[each["process"]]
            incidents[-1].debrief_due_on = self._ago(each["debrief_due"])
            incidents[-1].debrief_on = self._ago(each["debrief"])
        incidents = self._add(Incident, incidents)
        self._share(Incident, incidents, self.source["incidents"])
        lines, lessons = [], []
        for incident, each in zip(incidents, self.source["incidents"], strict=True):
            lessons += [IncidentLearning(incident=incident, words=w) for w in each["lessons"]]
            for place, line in enumerate(each["log"]):
                ago, words = line.split(" ", 1)
                at = self.days.at(self._ago(int(ago)), place)
                lines.append(
                    IncidentEntry(incident=incident, words=words, by=incident.owner, recorded_at=at)
                )
        self._add(IncidentLearning, lessons)
        IncidentEntry.objects.bulk_create(lines)

    def briefings(self):
        """What is owed to whom, and when they had it."""
        bodies = {body.name: body for body in Body.objects.all()}
        made = self._add(
            Briefing,
            [
                Briefing(
                    body=bodies[each["body"]] if "body" in each else None,
                    post=each.get("post", ""),
                    subject=each["subject"],
                    owner=self._person(each["owner"]),
                    every_months=each.get("every"),
                    first_on=self._ago(each.get("first", max(each["given"] or [0]))),
                )
                for each in self.source["briefings"]
            ],
        )
        self._add(
            BriefingGiven,
            [
                BriefingGiven(briefing=briefing, on=self.days.ago(ago), by=briefing.owner)
                for briefing, each in zip(made, self.source["briefings"], strict=True)
                for ago in each["given"]
            ],
        )
