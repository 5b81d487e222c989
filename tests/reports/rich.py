"""A paper with one of everything that a paper can hold, in words of our own."""

import io

from PIL import Image, ImageDraw

from reports.markdown import blocks_of

TEMPLATE = "reports/pdf/paper.html"

CREST = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 70"><title>x</title>'
    b'<path d="M5 5 H55 V40 Q55 60 30 67 Q5 60 5 40 Z" fill="#5b1a6b"/>'
    b'<path d="M12 30 L30 15 L48 30 V36 L30 21 L12 36 Z" fill="#ffffff"/></svg>'
)

WORDS = """# How the work went

The board met **four times** and *every* partner came to each; see [the guidance](https://www.example.org/duty)
or write to [the team](mailto:team@example.org).

- Schools
  1. Primary
  2. Secondary, where the new lessons
     - began in the autumn
     - will be looked at in the spring
- Colleges
- **Faith** groups

## What partners say

> The lessons helped us to talk about what we see on our telephones.
>
> - a head teacher

| Partner | Sessions | What they took from it |
|---|--:|---|
| Youth service | 12 | How to ask for advice, and from whom |
| Libraries | 3 | |
| Housing | 121 | That a concern may be shared |

### In the year to come

3. Meet the new colleges
4. Ask each partner what it needs

A last paragraph with <b>marks</b> that mean nothing here, and ***both*** at once.
"""


def crest(side=400):
    """A PNG with a see-through ground."""
    picture = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((side // 8, side // 8, side - 9, side - 9), fill="#5b1a6b")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def paper(*, words=WORDS, sections=None, **values):
    """A frozen dict: a draft unless it says otherwise."""
    return {
        "lang": "en-GB",
        "title": "Annual report on Prevent",
        "subject": "What the partnership did in 2025 to 2026",
        "body": "Cabinet",
        "organisation": "Marrowby Council",
        "author": "Prevent lead",
        "marking": "OFFICIAL",
        "audience": "officer",
        "on_words": "31 March 2026",
        "made_at": "2026-04-20T09:00:00Z",
        "version": 2,
        "is_draft": True,
        "facts": [
            {"name": "Position as at", "value": "31 March 2026"},
            {"name": "Author", "value": "Prevent lead, Marrowby Council"},
            {"name": "Marking", "value": "OFFICIAL"},
            {"name": "Version", "value": "2"},
        ],
        "recommendation": {"lead": "Cabinet is asked to:", "items": ["note the year's work"]},
        "sections": _sections(words) if sections is None else sections,
    } | values


def numbered(blocks):
    """The paragraphs of blocks numbered through."""
    count, found = 0, []
    for block in blocks:
        if block["type"] == "paragraph":
            count += 1
            block = {**block, "number": f"{count}."}
        found.append(block)
    return found


def table(columns, rows, **values):
    """A table block; columns are (title, width, kind)."""
    return {
        "type": "table",
        "caption": "",
        "note": "",
        "columns": [{"title": t, "width": w, "kind": k} for t, w, k in columns],
        "groups": [{"rows": [{"cells": [{"text": str(c)} for c in row]} for row in rows]}],
    } | values


def _sections(words):
    series = [
        {"key": "complete", "label": "complete", "style": "done"},
        {"key": "on_track", "label": "on track", "style": "steady"},
        {"key": "late", "label": "late or blocked", "style": "trouble"},
    ]
    themes = ["Leadership", "Partnership", "Training", "Online", "Venues"]
    chart = {
        "type": "chart",
        "title": "Training is furthest on, venues furthest behind",
        "alt": "Bar chart. Five themes.",
        "source": "Source: the plan as recorded in the portal. Position as at 31 March 2026.",
        "series": series,
        "rows": [{"label": t, "values": [9 - n, 6, n]} for n, t in enumerate(themes)],
    }
    long_table = table(
        [
            ("Ref", 8, "ref"),
            ("Action", 47, "text"),
            ("Lead", 25, "text"),
            ("Days late", 20, "number"),
        ],
        [
            (f"{n}.1", "Ask each school what it needs " * (1 + n % 3), "Education", n)
            for n in range(60)
        ],
        caption="The late actions, longest first",
        note="Source: the plan.",
    )
    total = {"cells": [{"text": "All"}, {}, {}, {"text": "1,770"}], "total": True}
    long_table["groups"].append({"rows": [total]})
    wide = table(
        [("Ref", 5, "ref"), *((f"Column {n}", 16, "text") for n in range(5)), ("Status", 15, "text")],
        [],
        groups=[
            {
                "together": True,
                "rows": [
                    {
                        "cells": [
                            {"text": f"{n}.{m}"},
                            *({"points": ["first things", "second things " * m]} for _ in range(5)),
                            {"status": {"word": word, "style": style}, "note": "Seen on 1 March 2026."},
                        ]
                    }
                    for m, (word, style) in enumerate(
                        [("Complete", "done"), ("In progress", "steady-started"), ("Late", "late"),
                         ("Blocked", "stopped"), ("Not started", "steady"), ("Withdrawn", "closed")]
                    )
                ],
            }
            for n in range(4)
        ],
    )  # fmt: skip
    return [
        {
            "id": "summary",
            "title": "Summary",
            "blocks": numbered(blocks_of(words)),
        },
        {
            "id": "figures",
            "title": "Figures",
            "on_new_page": True,
            "parts": [{"id": "late", "title": "What is late"}],
            "blocks": [
                {
                    "type": "figures",
                    "figures": [
                        {"label": f"Figure {n}", "value": 12 + n, "of": "of 40 (30%)",
                         "basis": "of 40 actions (30%)", "change": "Up 2 since September 2025"}
                        for n in range(6)
                    ],
                },
                chart,
                {"type": "heading", "id": "late", "text": "What is late"},
                long_table,
                {"type": "heading", "text": "What is blocked"},
                table([("Ref", 20, "ref"), ("Action", 80, "text")], [], caption="Blocked actions"),
            ],
        },
        {
            "id": "learned",
            "title": "What was learned",
            "part": True,
            "blocks": [
                {"type": "heading", "text": "From other counties"},
                {"type": "paragraph", "number": "", "text": "Ask before the term begins."},
            ],
        },
        {"id": "plan", "title": "Appendix 1: the plan", "wide": True, "blocks": [wide]},
        {"id": "notes", "title": "Appendix 2: notes", "blocks": blocks_of("Nothing more. " * 30)},
    ]  # fmt: skip
