"""Documents and who is who of the invented county: with gaps, and with what is overdue."""

import datetime
import io
import tomllib
from pathlib import Path

from prevent_portal import demo as partnership
from prevent_portal import files
from prevent_portal.tracked import create_tracked

from ..models import (
    Body,
    ContactPoint,
    DistributionEntry,
    DistributionList,
    Document,
    DocumentReview,
    DocumentVersion,
    MemberLead,
    SpocArea,
    SpocAssignment,
)
from .papers import made

_WORDS = Path(__file__).parent / "words" / "directory.toml"


def load(anchor, people, agencies):
    """Add documents, contacts by area, member leads, lists and numbers, counted from the day."""
    _Loading(anchor, people, agencies).load(tomllib.loads(_WORDS.read_text("utf-8")))


class _Loading:
    def __init__(self, anchor, people, agencies):
        self.anchor, self.people, self.agencies = anchor, people, agencies
        self.lead = people["prevent.lead"]

    def load(self, source):
        """Write each table at once, parents first."""
        self._documents(source["documents"], source["papers"])
        areas = self._areas(source["areas"])
        create_tracked(MemberLead, map(self._member, source["members"]), by=self.lead)
        self._lists(source["lists"], areas)
        points = [
            ContactPoint(
                position=place,
                checked_on=self._ago(point.pop("checked", None)),
                **point,
            )
            for place, point in enumerate(source["points"], start=1)
        ]
        create_tracked(ContactPoint, points, by=self.lead)

    def _ago(self, days):
        return None if days is None else self.anchor - datetime.timedelta(days=days)

    def _agency(self, key):
        return self.agencies[partnership.AGENCIES[key][0]]

    def _documents(self, source, papers):
        bodies = {body.name: body for body in Body.objects.all()}
        documents = [
            Document(
                title=each["title"],
                kind=each["kind"],
                agency=self._agency(each.get("agency", "county")),
                owner=self.people.get(each.get("owner")),
                owner_post=each.get("post", ""),
                agreed_on=self._ago(each.get("agreed")),
                agreed_by=bodies[each["body"]] if "body" in each else None,
                review_every=each.get("every"),
                review_due_on=self._ago(each.get("due")),
                published_at=each.get("published", ""),
                published_on=self._ago(each.get("agreed")) if "published" in each else None,
                mentions_duty=each.get("duty", ""),
                duty_checked_on=self._ago(each["checked"]) if "duty" in each else None,
                is_own_agency_only=each.get("own", False),
            )
            for each in source
        ]
        create_tracked(Document, documents, by=self.lead)
        kept = {key: self._file(paper) for key, paper in papers.items()}
        parties = Document.parties.through
        parties.objects.bulk_create(
            parties(document=document, agency=self._agency(key))
            for document, each in zip(documents, source, strict=True)
            for key in each.get("parties", [])
        )
        pairs = list(zip(documents, source, strict=True))
        DocumentVersion.objects.bulk_create(
            DocumentVersion(
                document=document,
                label=version["label"],
                file=kept.get(version.get("paper")),
                note=version.get("note", ""),
                agreed_on=self._ago(version["agreed"]),
                by=document.owner or self.lead,
                at=self._moment(version["agreed"]),
            )
            for document, each in pairs
            for version in each.get("versions", [])
        )
        DocumentReview.objects.bulk_create(
            DocumentReview(
                document=document,
                on=self._ago(each["reviewed"]),
                note=each["review_note"],
                next_due_on=document.review_due_on,
                by=document.owner or self.lead,
                at=self._moment(each["reviewed"]),
            )
            for document, each in pairs
            if "reviewed" in each
        )

    def _moment(self, days):
        return datetime.datetime.combine(self._ago(days), datetime.time(10, 30), datetime.UTC)

    def _file(self, paper):
        content = made(paper, lambda text: text)
        return files.keep(io.BytesIO(content), name=paper["name"], by=self.lead)

    def _areas(self, source):
        areas = [
            SpocArea(
                name=each["name"],
                agency=self._agency(each["agency"]) if "agency" in each else None,
                position=place,
            )
            for place, each in enumerate(source, start=1)
        ]
        create_tracked(SpocArea, areas, by=self.lead)
        pairs = [
            (area, post)
            for area, each in zip(areas, source, strict=True)
            for post in each.get("posts", [])
        ]
        posts = [
            SpocAssignment(
                area=area,
                job_title=post["title"],
                holder=self.people.get(post.get("holder")),
                is_deputy=post.get("deputy", False),
                held_from=self._ago(post.get("from")),
                held_to=self._ago(post.get("to")),
                ended_because=post.get("why", ""),
            )
            for area, post in pairs
        ]
        create_tracked(SpocAssignment, posts, by=self.lead)
        named = SpocAssignment.agencies.through
        named.objects.bulk_create(
            named(spocassignment=made_post, agency=self._agency(key))
            for made_post, (_, post) in zip(posts, pairs, strict=True)
            for key in post.get("agencies", [])
        )
        return {area.name: area for area in areas}

    def _member(self, each):
        return MemberLead(
            agency=self._agency(each["agency"]),
            name=each["name"],
            post=each["post"],
            user=self.people.get(each.get("user")),
            held_from=self._ago(each["from"]),
            held_to=self._ago(each.get("to")),
            duties="\n".join(each.get("duties", [])),
        )

    def _lists(self, source, areas):
        lists = [
            DistributionList(
                name=each["name"], purpose=each["purpose"], review_due_on=self._ago(each["review"])
            )
            for each in source
        ]
        create_tracked(DistributionList, lists, by=self.lead)
        entries = [
            self._entry(to, entry, areas)
            for to, each in zip(lists, source, strict=True)
            for entry in each["entries"]
        ]
        create_tracked(DistributionEntry, entries, by=self.lead)

    def _entry(self, to, source, areas):
        entry = DistributionEntry(
            list=to,
            user=self.people.get(source.get("user")),
            area=areas.get(source.get("area")),
            name=source.get("name", ""),
            organisation=source.get("organisation", ""),
            email=source.get("email", ""),
            added_on=self._ago(source["added"]),
            added_by=self.lead,
        )
        if "removed" in source:
            entry.removed_on, entry.removed_by = self._ago(source["removed"]), self.lead
            entry.removed_because = source["why"]
        return entry
