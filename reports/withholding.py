"""What the page shows on which keepers see what a paper does not say to its readers, and why."""

import re

from prevent_portal.errors import Refused

from .disclosure import composed, shown
from .guard import addresses
from .guard.rules import PERSON
from .models import DisclosureDecision
from .models.templates import RESTRICTED
from .services import authors_of
from .services.disclosing import OPEN, State

#: What a paper keeps beside what it prints: the values that its figures were made of.
_NOT_PRINTED = "figures/"
#: How the place of the number ends that another is a part of.
_OF_HOW_MANY = "/out of"
#: How the guard calls what has no name of its own, and what the page says instead.
_WORDS = {"Paragraph": "a paragraph", "Table": "a table", "Chart": "a chart", "value": ""}
_NUMBER = re.compile(r"^(says|bar) (?=[0-9]+$)")


def places(report):
    """Every number of the paper in words, by the address that decisions name it with."""
    if report.frozen is None or report.audience == RESTRICTED:
        return {}
    found = addresses(composed(report)).items()
    return {
        at: _said([*words, "of how many" if at.endswith(_OF_HOW_MANY) else ""])
        for at, words in found
        if not at.startswith(_NOT_PRINTED)
    }


def withheld(report):
    """What the guard and people withhold from the readers, and what stands against working it out."""
    if report.frozen is None:
        return [], ""
    try:
        return shown(report)[1], ""
    except Refused as refusal:
        return [], refusal.sentence


def withheld_places(report):
    """The numbers that could be shown all the same, in words, by their address."""
    known = places(report)
    return {
        each.address: known[each.address] for each in withheld(report)[0] if each.address in known
    }


def screen(report, user):
    """Everything that the page shows; of a paper that went out, what was decided before."""
    found, trouble = ([], "") if report.is_out else withheld(report)
    known = places(report)
    decisions = list(report.disclosure_decisions.standing().select_related("by"))
    for each in decisions:
        each.words = known.get(each.place, "A number that is not in the report any more")
        each.is_shown = each.what == DisclosureDecision.What.RELEASE
    is_author = user.pk in authors_of(report)
    is_open = report.state in OPEN and report.audience != RESTRICTED
    may_decide = (
        report.keeps(user) and is_open and not (report.state == State.CHECKING and is_author)
    )
    rows = [
        {
            "place": each.address if each.address in known and each.kind != PERSON else "",
            "where": _said([each.section, each.block, each.row, each.column]),
            "why": each.reason,
        }
        for each in found
        if not each.address.startswith(_NOT_PRINTED)
    ]
    return {
        "report": report,
        "rows": rows,
        "trouble": trouble,
        "decisions": decisions,
        "is_restricted": report.audience == RESTRICTED,
        "is_author": is_author,
        "may_decide": may_decide,
        "may_release": may_decide and not is_author,
    }


def _said(words):
    words = [_WORDS.get(word, _NUMBER.sub("number ", word)) for word in words if word]
    return ", ".join(dict.fromkeys(word for word in words if word))
