"""What a paper is made of: paragraphs, headings, tables; each a plain dict that both editions print."""


def paragraph(text):
    """A paragraph; its number is set when the paper is put together."""
    return {"type": "paragraph", "text": text}


def suggested(text):
    """A paragraph that the portal offers; it gives way to what somebody writes in its section."""
    return {**paragraph(text), "suggested": True}


def heading(text, **more):
    """A heading within a section."""
    return {"type": "heading", "text": text, **more}


def itemised(items, *, ordered=False):
    """A list of sentences, with bullets or with numbers from 1."""
    made = [{"runs": [{"text": item}], "items": [], "ordered": False} for item in items]
    return {"type": "list", "ordered": ordered, "start": 1, "items": made}


def table(caption, columns, rows, note="", **more):
    """A table: columns are (title, width in percent, ref, text or number), rows are lists of cells.

    A column may have a fourth part: a dict of what else is known of it, what it counts for instance.
    """
    return {
        "type": "table",
        "caption": caption,
        "columns": [
            {"title": t, "width": w, "kind": k} | (rest[0] if rest else {})
            for t, w, k, *rest in columns
        ],
        "groups": [{"rows": [{"cells": cells} for cells in rows]}],
        "note": note,
        **more,
    }


def cell(value):
    """A cell of a table that holds a word or a number."""
    return {"text": str(value)}


def listing(caption, columns, rows, nothing, note="", **more):
    """A table of rows, whose cells may be plain words or numbers; a sentence where there are none."""
    rows = [[each if isinstance(each, dict) else cell(each) for each in row] for row in rows]
    if not rows:
        return [paragraph(nothing)]
    return [table(caption, columns, rows, note, **more)]


def runs_of(thing):
    """The words of a block, item or cell as runs, whichever way they are given."""
    return thing.get("runs") or ([{"text": str(thing["text"])}] if thing.get("text") else [])


def counted(number):
    """A cell with a count that readers may have to be kept from, as its column says of what."""
    return {"text": f"{number:,}", "count": number}


def percent(number, out_of, share=None):
    """A cell with a percentage to one place; `share` are the columns that it is made of."""
    text = f"{100 * number / out_of:.1f}" if out_of else "–"
    return {"text": text} | ({"share": list(share)} if share else {})


def said(text, *counts):
    """A numbered paragraph that is made of counts: (number, of what) or (number, of what, out of)."""
    made = [
        {"count": number, "of": of} | ({"out_of": rest[0]} if rest else {})
        for number, of, *rest in counts
    ]
    return {**paragraph(text), "says": made}


def of_figures(made, rows):
    """The table, whose rows say which figures of the catalogue they tell, for the list behind each.

    `rows` has for each row its figures: (name, the column that has it, and the one that says of how many).
    """
    there = [row for group in made["groups"] for row in group["rows"]]
    for row, figures in zip(there, rows, strict=True):
        if figures:
            row["figures"] = [
                {"name": name, "value": value, "out_of": out_of} for name, value, out_of in figures
            ]
    return made


def of_last_row(made, *figures):
    """The same where the last row alone tells figures: the sum of the others."""
    there = [row for group in made["groups"] for row in group["rows"]]
    return of_figures(made, [*[()] * (len(there) - 1), figures]) if there else made


def with_total(made):
    """The table with its last row marked as the sum of the others."""
    made["groups"][-1]["rows"][-1]["total"] = True
    return made


def lines(text):
    """Lines an officer typed, each a paragraph or a decision of its own."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def number(sections):
    """Number the paragraphs through the paper, whichever section they stand in."""
    count = 0
    for section in sections:
        for block in section["blocks"]:
            if block["type"] == "paragraph":
                count += 1
                block["number"] = f"{count}."


def with_kinds(table):
    """The groups of a table with each cell told what its column is: ref, text or number."""
    kinds = [column.get("kind", "text") for column in table["columns"]]
    return [
        {
            **group,
            "rows": [
                {
                    **row,
                    "cells": [
                        {"kind": kind, **cell}
                        for kind, cell in zip(kinds, row["cells"], strict=True)
                    ],
                }
                for row in group["rows"]
            ],
        }
        for group in table["groups"]
    ]


def copied(part):
    """A copy of a paper or a part of one, down to its words; four times as fast as for any object."""
    if isinstance(part, dict):
        return {name: copied(value) for name, value in part.items()}
    if isinstance(part, list):
        return [copied(each) for each in part]
    return part
