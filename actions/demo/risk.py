"""The risks, recommendations, self-assessments and requirements of the invented county."""

import datetime
import re
import tomllib
from pathlib import Path

from django.utils import timezone

from prevent_portal import demo as partnership
from prevent_portal.tracked import create_tracked, update_tracked

from ..models import (
    Action,
    Benchmark,
    BenchmarkScore,
    Body,
    Plan,
    Rating,
    Recommendation,
    Requirement,
    Risk,
    RiskScale,
    RiskScore,
    SelfAssessment,
    Toolkit,
)

_SCORE = re.compile(r"(\d+) (\d)x(\d): (.+)")
# "p: why > next step @4.2/2"
_JUDGED = re.compile(r"(\w)(?:: ([^>@]+?))?(?: > ([^@]+?))?(?: @(\S+))?")
_RATINGS = {"n": "Not met", "p": "Partly met", "m": "Met", "e": "Exceeding", "x": "Not applicable"}
#: Partners whose plans the words name.
_PARTNERS = ("trust", "schools", "saltmere")


def load(anchor, people, agencies):
    """Add them all, their days counted from the day of loading."""
    source = tomllib.loads((Path(__file__).parent / "words" / "risk.toml").read_text("utf-8"))
    loading = _Loading(anchor, people, agencies)
    risks = loading.risks(source["risks"])
    loading.recommendations(source["recommendations"], {risk.title: risk for risk in risks})
    for year in source["years"]:
        loading.year(year)
    loading.requirements(source["requirements"], risks)


class _Loading:
    def __init__(self, anchor, people, agencies):
        self.anchor, self.people, self.agencies = anchor, people, agencies
        self.lead = people["prevent.lead"]
        self.scale = RiskScale.in_force(anchor)
        self.newest = Toolkit.objects.get(name="Local authority toolkit 2024")
        self.places = self._places()

    def _places(self):
        """Actions by how the words name them: objective and place, after the partner's name."""
        county = self.agencies[partnership.AGENCIES["county"][0]]
        owners = {county.pk: ""} | {
            self.agencies[partnership.AGENCIES[key][0]].pk: f"{key}:" for key in _PARTNERS
        }
        rows = Action.objects.filter(objective__theme__plan__agency__in=owners).order_by("pk")
        rows = rows.select_related("objective__theme__plan")
        return {
            f"{owners[row.plan.agency_id]}{row.objective.ref}/{row.position}": row for row in rows
        }

    def _ago(self, days):
        return None if days is None else self.anchor - datetime.timedelta(days=days)

    def _at(self, days):
        noon = datetime.datetime.combine(self._ago(days), datetime.time(12))
        return timezone.make_aware(noon)

    def _named(self, keys):
        return [self.agencies[partnership.AGENCIES[key][0]] for key in keys]

    def _shared(self, source):
        """What a risk and a recommendation have in common."""
        days, why = source.get("closed", (None, ""))
        marking = Plan.Marking.SENSITIVE if source.get("sensitive") else Plan.Marking.OFFICIAL
        return {
            "title": source["title"],
            "source": source["source"],
            "has_no_intelligence": source["source"] == "ctlp",
            "owner": self.people.get(source.get("owner")),
            "owner_post": source.get("owner_post", ""),
            "marking": marking,
            "closed_on": self._ago(days),
            "closed_because": why,
        }

    def risks(self, sources):
        """The risks, each with its scores."""
        risks = create_tracked(Risk, [self._risk(each) for each in sources], by=self.lead)
        heads = list(Benchmark.objects.filter(toolkit=self.newest).order_by("position"))
        for risk, source in zip(risks, sources, strict=True):
            risk.agencies.set(self._named(source["agencies"]))
            risk.actions.set([self.places[place] for place in source["actions"]])
            risk.benchmarks.set([heads[number - 1] for number in source["heads"]])
            for words in source["scores"]:
                risk.current = self._scored(risk, *_SCORE.fullmatch(words).groups())
        update_tracked(Risk, risks, ["current"], by=self.lead)
        return risks

    def _risk(self, source):
        board, days, why = source.get("escalated", (None, None, ""))
        return Risk(
            **self._shared(source),
            description=source.get("description", ""),
            source_reference=source["reference"],
            target_score=source["target"],
            review_on=self._ago(source["review"]),
            response=source["response"],
            escalated_to=Body.objects.get(name=board) if board else None,
            escalated_on=self._ago(days),
            escalated_because=why,
        )

    def _scored(self, risk, days, likelihood, impact, why):
        likelihood, impact = int(likelihood), int(impact)
        score = likelihood * impact
        return RiskScore.objects.create(
            risk=risk,
            scale=self.scale,
            previous=risk.current,
            on=self._ago(int(days)),
            likelihood=likelihood,
            impact=impact,
            score=score,
            level=self.scale.level_of(score)[0],
            is_high=score >= self.scale.high_from,
            why=why,
            by=risk.owner or self.lead,
            recorded_at=self._at(int(days)),
        )

    def recommendations(self, sources, risks):
        """The recommendations, linked to what answers them."""
        rows = [
            Recommendation(
                **self._shared(source),
                words=source["words"],
                reference=source["reference"],
                received_on=self._ago(source["received"]),
                answer=source["answer"],
                answer_reason=source.get("reason", ""),
                due_on=self._ago(source.get("due")),
            )
            for source in sources
        ]
        for row, source in zip(
            create_tracked(Recommendation, rows, by=self.lead), sources, strict=True
        ):
            row.agencies.set(self._named(source.get("agencies", [])))
            row.actions.set([self.places[place] for place in source.get("actions", [])])
            row.risks.set([risks[title] for title in source.get("risks", [])])

    def year(self, source):
        """A year's self-assessment; a closed one is closed last, as its scores then stay."""
        toolkit = Toolkit.objects.get(name=source["toolkit"])
        assessment = SelfAssessment(
            toolkit=toolkit,
            year=self.anchor.year - source["back"],
            body=Body.objects.get(name="Wrenshire Prevent Board"),
            opened_on=self._ago(source["begun"]),
            opened_by=self.lead,
        )
        assessment.save()
        ratings = {rating.words: rating for rating in Rating.objects.filter(toolkit=toolkit)}
        heads = Benchmark.objects.filter(toolkit=toolkit).order_by("position")
        scores, steps = [], []
        for head, judged in zip(heads, source["heads"], strict=False):
            criteria = head.criteria.order_by("position")
            for criterion, words in zip(criteria, judged, strict=True):
                code, why, step, place = _JUDGED.fullmatch(words).groups()
                rating = ratings[_RATINGS[code]]
                scores.append(
                    BenchmarkScore(
                        assessment=assessment,
                        criterion=criterion,
                        asked=criterion.text,
                        rating=rating,
                        counts_as=rating.counts_as,
                        words=why or "",
                        next_step=step or "",
                        scored_by=self.lead,
                        scored_at=self._at(source["begun"] - 10),
                    )
                )
                steps.append(place)
        for score, place in zip(
            create_tracked(BenchmarkScore, scores, by=self.lead), steps, strict=True
        ):
            if place:
                score.actions.add(self.places[place])
        if "closed" in source:
            assessment.closed_on, assessment.closed_by = self._ago(source["closed"]), self.lead
            assessment.save()

    def requirements(self, source, risks):
        """What the register's lines are linked to."""
        for row in Requirement.objects.filter(title__in=source).order_by("pk"):
            links = source[row.title]
            row.documents, row.missing = links.get("documents", ""), links.get("missing", "")
            row._history_user = self.lead
            row.save()
            row.actions.set([self.places[place] for place in links.get("actions", [])])
            row.risks.set([risks[number - 1] for number in links.get("risks", [])])
