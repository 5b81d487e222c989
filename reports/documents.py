"""Papers as PDF/UA: a template and a frozen dict in, bytes out, the same bytes for the same dict."""

import copy
import json
import re
from functools import lru_cache
from hashlib import sha256

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from prevent_portal.papers import PortalOnly

from .assembly import as_issued
from .blocks import runs_of, with_kinds
from .charts import stacked_bars
from .fitting import fitted

#: A paper longer than this gets a list of contents with page numbers.
PAGES_WITHOUT_CONTENTS = 8
#: Space in front of the end of a paragraph or cell. The lines of one that ends so are broken as if the
#: space needed room: a line that just fits would keep its first word and push the rest down.
_BEFORE_END = re.compile(r"\s+(?=</(?:p|li|t[dh]|h[1-6]|caption|figcaption)>)")
#: A row with more points in a cell, or letters, is high: nothing is gained by keeping two together.
MOST_POINTS, MOST_LETTERS = 4, 240
#: Letters of a title that surely stand on one line of the cover.
ONE_LINE = 32
#: Said in place of a table without rows.
NO_ROWS = "There is nothing to show in this table."


def fingerprint(frozen):
    """SHA-256, in hex, of a frozen dict written in one fixed way."""
    text = json.dumps(frozen, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode()).hexdigest()


def seal(frozen):
    """What the footer says of a paper's words and figures; a draft has that of what it would go out as."""
    return fingerprint(as_issued(frozen))[:8]


def to_pdf(frozen, *, template, look=None):
    """The paper as tagged PDF/UA-1 bytes; nothing in it depends on when or where it is made.

    `look` is a `looks.Look`: the council's colour and crest. The same dict and look give the same bytes.
    """
    try:
        pages = _laid_out(frozen, template, look, with_contents=True)
        if len(pages.pages) <= PAGES_WITHOUT_CONTENTS:
            pages = _laid_out(frozen, template, look, with_contents=False)
    except FatalURLFetchingError as error:
        raise ValueError(str(error)) from error
    identity = fingerprint(frozen) + (look.fingerprint() if look else "")
    return pages.write_pdf(
        pdf_variant="pdf/ua-1", pdf_identifier=sha256(identity.encode()).digest()[:16]
    )


def stamp_pages(words, size):
    """A page of so many points that is empty but for a line at its top, as PDF bytes without tags."""
    sheet, fonts = _style("reports/pdf/stamp.css")
    width, height = size
    page = CSS(string=f"@page {{ size: {width:g}pt {height:g}pt }}")
    html = HTML(string=render_to_string("reports/pdf/stamp.html", {"words": words}))
    return html.write_pdf(stylesheets=[sheet, page], font_config=fonts)


def _laid_out(frozen, template, look, *, with_contents):
    words = render_to_string(template, _context(frozen, look, with_contents=with_contents))
    words = _BEFORE_END.sub("", words)
    sheet, fonts = _style("reports/pdf/print.css")
    html = HTML(string=words, base_url="static:", url_fetcher=PortalOnly())
    return html.render(
        stylesheets=[sheet, *_colours(look)],
        font_config=fonts,
        pdf_variant="pdf/ua-1",
        presentational_hints=True,
    )


@lru_cache(maxsize=2)
def _style(name):
    """A style sheet and its fonts, once a process: unpacking them takes longer than a page."""
    style, fonts = render_to_string(name), FontConfiguration()
    fetcher = PortalOnly()
    return CSS(string=style, base_url="static:", url_fetcher=fetcher, font_config=fonts), fonts


def _colours(look):
    """The style sheet that sets a look's colours over the portal's own."""
    if look is None:
        return []
    names = {"council": look.colour, "council-pale": look.pale, "council-middle": look.middle}
    return [CSS(string="html {" + "".join(f"--{n}: {c};" for n, c in names.items()) + "}")]


# What both editions say


def version_words(frozen):
    """Which version a paper is, and whether it is a draft."""
    if "is_draft" not in frozen:
        return frozen["version_words"]
    return f"{'Draft, version' if frozen['is_draft'] else 'Version'} {frozen['version']}"


def facts_of(frozen):
    """The facts of the cover; a draft says so in one of them, an issued paper in none."""
    facts = [dict(fact) for fact in frozen["facts"]]
    if frozen.get("is_draft") is False:
        for fact in facts:
            fact.pop("draft", None)
    elif frozen.get("is_draft") and not any(fact.get("draft") for fact in facts):
        facts.append({"name": "State", "value": "Not issued", "draft": "DRAFT"})
    return facts


def sections_of(frozen):
    """The sections of a paper, closed by the note on what is not shown."""
    withheld = frozen.get("withheld")
    return [*frozen["sections"], *([_not_shown(withheld)] if withheld else [])]


def blocks_of(section):
    """The blocks of a section; of one that is part of another each heading stands a step lower."""
    if not section.get("part"):
        return section["blocks"]
    return [
        {**block, "level": min(block.get("level", 3) + 1, 6)}
        if block["type"] == "heading"
        else block
        for block in section["blocks"]
    ]


def _entries(sections):
    """What the contents list: sections, each with its parts and those sections that are part of it."""
    entries = []
    for section in sections:
        own = [{"id": section["id"], "title": section["title"]}, *section.get("parts", ())]
        if section.get("part"):
            entries[-1]["parts"] += own
        else:
            entries.append({**own[0], "parts": own[1:]})
    return entries


def _not_shown(withheld):
    rows = [{"cells": [{"text": thing["where"]}, {"text": thing["why"]}]} for thing in withheld]
    columns = [("Where", 38, "ref"), ("Why it is not shown", 62, "text")]
    return {
        "id": "not-shown",
        "title": "What is not shown and why",
        "blocks": [
            {
                "type": "paragraph",
                "text": "Some figures are left out so that nobody can be recognised. Where a figure is "
                "missing above, this is the reason.",
            },
            {
                "type": "table",
                "caption": "",
                "columns": [{"title": t, "width": w, "kind": k} for t, w, k in columns],
                "groups": [{"rows": rows}],
                "note": "",
            },
        ],
    }


def is_empty(table):
    """True of a table without a row."""
    return not any(group["rows"] for group in table["groups"])


# What the template needs besides


def _context(frozen, look, *, with_contents):
    paper = copy.deepcopy({**frozen, "sections": sections_of(frozen), "facts": facts_of(frozen)})
    paper["version_words"] = version_words(frozen)
    asked = frozen.get("recommendation") or {}
    paper["recommendation"] = {"lead": asked.get("lead", ""), "items": asked.get("items", [])}
    paper["cover_title"] = _evenly(frozen["title"])
    paper["state"] = "DRAFT" if frozen.get("is_draft") else ""
    for section in paper["sections"]:
        section["blocks"] = _ready(blocks_of(section), look, is_wide=section.get("wide", False))
    return {
        "paper": paper,
        "seal": seal(frozen),
        "with_contents": with_contents,
        "entries": _entries(paper["sections"]),
        "contents_first": not (paper["sections"] and paper["sections"][0].get("glance")),
        "crest": look.crest_address if look else "",
        "crest_words": look.crest_words if look else "",
    }


def _evenly(title):
    """A title whose last word does not stand alone on a line of its own."""
    return "\N{NO-BREAK SPACE}".join(title.rsplit(" ", 1)) if len(title) > ONE_LINE else title


def _ready(blocks, look, *, is_wide):
    """Blocks with all that the template prints: runs everywhere, charts drawn, cells of their column."""
    found, is_numbered = [], False
    for block in blocks:
        kind = block["type"]
        if kind == "paragraph":
            is_numbered = bool(block.get("number"))
        found.append({**block, "runs": runs_of(block), "after_number": is_numbered})
        block = found[-1]
        if kind == "chart":
            block["svg"] = mark_safe(stacked_bars(block, look=look))  # noqa: S308 - drawn here, escaped there
        elif kind == "table":
            block |= _ready_table(fitted(block, is_wide=is_wide))
        elif kind == "list":
            block["items"] = [_ready_item(item) for item in block["items"]]
        elif kind == "quote":
            block["blocks"] = _ready(block["blocks"], look, is_wide=is_wide)
    return found


def _ready_table(table):
    columns = table["columns"]
    return {
        "columns": [
            {**column, "runs": column.get("runs") or runs_of({"text": column["title"]})}
            for column in columns
        ],
        "groups": [_ready_group(group) for group in with_kinds(table) if group["rows"]],
        "empty": (table.get("empty") or NO_ROWS) if is_empty(table) else "",
        "is_low": _is_low(table),
    }


def _is_low(table):
    """Whether every row of a table is a few lines high."""
    cells = (cell for group in table["groups"] for row in group["rows"] for cell in row["cells"])
    return all(
        len(cell.get("points", ())) <= MOST_POINTS
        and sum(len(run["text"]) for run in runs_of(cell)) <= MOST_LETTERS
        for cell in cells
    )


def _ready_item(item):
    item = {"text": item} if isinstance(item, str) else item
    return {
        "ordered": False,
        **item,
        "runs": runs_of(item),
        "items": [_ready_item(inner) for inner in item.get("items", ())],
    }


def _ready_group(group):
    rows = [
        {**row, "cells": [{**cell, "runs": runs_of(cell)} for cell in row["cells"]]}
        for row in group["rows"]
    ]
    return {**group, "rows": rows}
