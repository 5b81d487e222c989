"""A paper as its readers may have it: composed, guarded for its audience, and searched for names."""

from prevent_portal import unpublished
from prevent_portal.models import Agency, Person, User

from .appearance import look_of
from .assembly import compose
from .blocks import number, paragraph
from .guard import addresses, guarded, holds_numbers
from .markdown import blocks_of
from .models import Answer, DisclosureDecision, Publication
from .models.templates import PUBLIC, RESTRICTED
from .names import NAME, found_in

#: Papers issued, and answers given, before that readers may lay beside this one: the newest of each.
EARLIER = 12
_WHY = {
    "channel": "Local numbers of Channel and of referrals are not published.",
    "small denominator": "Percentages of few people are not shown.",
    "place": "Some places are not named, to keep those who use them safe.",
}
_TOO_SMALL = "Small numbers, and those that would give them away, are not shown."


def shown(report, *, is_draft=True):
    """The paper as its audience may read it, and what was withheld, for those who prepare it."""
    paper, withheld = protected(report, is_draft=is_draft)
    if look := look_of(report.agency_id):
        paper["look"] = look
    return paper, withheld


def protected(report, *, only=None, **more):
    """The same without what only its pages show, the agency's look: for the screen.

    Where a screen shows `only` one section, by its key, the others have but what is judged with it.
    """
    paper = composed(report, only=only, **more)
    decisions, places = list(report.disclosure_decisions.standing()), None
    if decisions:
        # what stood where is gone once somebody writes in its place, and a decision on it with it
        places = addresses(paper)
        decisions = [each for each in decisions if each.place in places]
    released = DisclosureDecision.What.RELEASE
    paper, withheld = guarded(
        paper,
        audience=report.audience,
        earlier=earlier_papers(report),
        stricter=[each.place for each in decisions if each.what != released],
        released={each.place: each.reason for each in decisions if each.what == released},
        unnamed=unpublished.names() if report.audience == PUBLIC else (),
        known=places,
        in_place=True,
    )
    for section in paper["sections"]:
        for block in section["blocks"]:
            block.pop("place", None)
    if withheld:
        paper["withheld"] = told(withheld, paper)
        if paper.get("is_numbered", True):
            number(paper["sections"])  # what was withheld leaves no gap
    return paper, withheld


def composed(report, *, only=None, **more):
    """The paper before it is guarded, each block with the place where it was frozen.

    By that place a person's decision on a number finds it again, whatever is written around it.
    """
    sections = [
        {**each, "blocks": list(_placed(each, is_whole=only in (None, each["id"])))}
        for each in report.frozen["sections"]
    ]
    if changes := [line for line in report.changes.splitlines() if line.strip()]:
        more["changes"] = changes
    return compose(report.frozen | {"sections": sections}, written(report, only), **more)


def _placed(section, *, is_whole):
    for place, block in enumerate(section["blocks"]):
        if is_whole or holds_numbers(block):
            yield block | {"place": place}


def written(report, only=None):
    """What people wrote in a report: blocks by the key of the section; beside `only` one, that they did."""
    return {
        row.key: blocks_of(row.words) if only in (None, row.key) else [paragraph("")]
        for row in report.sections.all()
        if row.words
    }


def earlier_papers(report):
    """What readers of the report may have read before: papers as they were issued, and answers."""
    out = Publication.objects.filter(report__agency=report.agency_id).exclude(report=report.pk)
    given = Answer.objects.filter(agency=report.agency_id).order_by("-given_on", "-pk")
    out = out.order_by("-issued_at").values_list("said", flat=True)[:EARLIER]
    return list(out.union(given.values_list("said", flat=True)[:EARLIER], all=True))


def told(withheld, paper):
    """What readers are told: where numbers are left out, and why in general; never which they were.

    A table is called by its caption; whatever else by its section, since a chart's title says what
    is in it.
    """
    blocks = [block for section in paper["sections"] for block in section["blocks"]]
    captions = {block.get("caption") for block in blocks}
    found = {}
    for each in withheld:
        where = each.block if each.block in captions else each.section
        found.setdefault((each.section, where), _WHY.get(each.kind, _TOO_SMALL))
    return [{"where": where, "why": why} for (_, where), why in found.items()]


def names_in(report, paper):
    """People's names, and what leads to a person, that stand in a paper: the finds, in its order.

    A paper for the public has no e-mail address or telephone number of anybody either, and no name of a
    place that is marked sensitive, not even where somebody typed it. What is restricted goes to named
    readers, and is not searched.
    """
    if report.audience == RESTRICTED:
        return []
    names = {*User.objects.values_list("name", flat=True)}
    names |= set(Person.objects.values_list("name", flat=True))
    passing = set(Agency.objects.values_list("name", flat=True))
    unnamed = unpublished.names() if report.audience == PUBLIC else ()
    found = found_in(paper, names=names, passing=passing, unnamed=unnamed)
    return [each for each in found if report.audience == PUBLIC or each.kind == NAME]
