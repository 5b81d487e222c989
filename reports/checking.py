"""What stands in the way of a report before it is approved, each with where to mend it."""

from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects

from .disclosure import names_in, shown
from .letters import unprintable
from .models import ReportSection, Reviewer


@dataclass(frozen=True)
class Problem:
    """One thing to be mended, in a sentence; `section` is where, if it is in one. `stops` it or only warns."""

    sentence: str
    section: object = None
    stops: bool = True


def is_older(report, sections):
    """True if words were saved after the draft was laid out that whoever approves it may read."""
    moment = report.ready_at
    return bool(moment and any(row.saved_at and row.saved_at > moment for row in sections))


def problems(report):
    """Everything that stands in the way of a report, or should be looked at."""
    kept = Prefetch("sections", ReportSection.objects.with_unsettled())
    prefetch_related_objects([report], kept)
    sections = list(report.sections.all())
    offered = {
        section["id"]
        for section in report.frozen["sections"]
        if any(block.get("suggested") for block in section["blocks"])
    }
    found = []
    for section in sections:
        if section.must_be_written and not section.words.strip():
            found.append(Problem(f"Nobody has written “{section}” yet.", section))
        elif section.key in offered and not section.words and not section.is_accepted:
            sentence = f"“{section}” still has the words that the portal offered: accept them or write your own."
            found.append(Problem(sentence, section))
        if signs := unprintable(section.words):
            sentence = f"“{section}” has signs that papers cannot print: {' '.join(signs[:10])}"
            found.append(Problem(sentence, section))
    for section in sections:
        for said in section.unsettled:
            whose = Reviewer.For(said).label.lower()
            sentence = f"A comment on “{section}” ({whose}) is not settled."
            found.append(Problem(sentence, section))
    for reviewer in report.reviewers.all():
        if reviewer.ended_at or reviewer.done_at:
            continue
        whose = reviewer.get_speaks_for_display().lower()
        found.append(Problem(f"Comments from {whose} have not come in yet.", stops=False))
    return found


def stops(report):
    """What stops it from being put forward or approved; its final words are searched for names."""
    found = [problem for problem in problems(report) if problem.stops]
    return found or named(report)


def named(report):
    """A problem for each place where a paper names a person, or what leads to one."""
    sections = {section.title: section for section in report.sections.all()}
    return [
        Problem(
            f"“{found.section}” holds a {found.kind}, “{found.text}”: take it out.",
            sections.get(found.section),
        )
        for found in names_in(report, shown(report, is_draft=False)[0])
    ]
