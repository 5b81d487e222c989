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


def table(caption, columns, rows, note="", **more):
    """A table: columns are (title, width in percent, ref, text or number), rows are lists of cells."""
    return {
        "type": "table",
        "caption": caption,
        "columns": [{"title": t, "width": w, "kind": k} for t, w, k in columns],
        "groups": [{"rows": [{"cells": cells} for cells in rows]}],
        "note": note,
        **more,
    }


def cell(value):
    """A cell of a table that holds a word or a number."""
    return {"text": str(value)}


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
