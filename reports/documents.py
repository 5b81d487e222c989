"""Papers as PDF/UA: a template and a frozen dict in, bytes out, the same bytes for the same dict."""

import copy
import json
from functools import lru_cache
from hashlib import sha256

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from prevent_portal.papers import PortalOnly

from .charts import stacked_bars

#: A paper longer than this gets a list of contents with page numbers.
PAGES_WITHOUT_CONTENTS = 8


def fingerprint(frozen):
    """SHA-256, in hex, of a frozen dict written in one fixed way."""
    text = json.dumps(frozen, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode()).hexdigest()


def to_pdf(frozen, *, template):
    """The paper as tagged PDF/UA-1 bytes; nothing in it depends on when or where it is made."""
    try:
        pages = _laid_out(frozen, template, with_contents=True)
        if len(pages.pages) <= PAGES_WITHOUT_CONTENTS:
            pages = _laid_out(frozen, template, with_contents=False)
    except FatalURLFetchingError as error:
        raise ValueError(str(error)) from error
    return pages.write_pdf(
        pdf_variant="pdf/ua-1", pdf_identifier=bytes.fromhex(fingerprint(frozen))[:16]
    )


def _laid_out(frozen, template, *, with_contents):
    words = render_to_string(template, _context(frozen, with_contents=with_contents))
    sheet, fonts = _style()
    html = HTML(string=words, base_url="static:", url_fetcher=PortalOnly())
    return html.render(
        stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1", presentational_hints=True
    )


@lru_cache(maxsize=1)
def _style():
    """The style sheet and its fonts, once a process: unpacking them takes longer than a page."""
    style, fonts = render_to_string("reports/pdf/print.css"), FontConfiguration()
    fetcher = PortalOnly()
    return CSS(string=style, base_url="static:", url_fetcher=fetcher, font_config=fonts), fonts


def _context(frozen, *, with_contents):
    paper = copy.deepcopy(frozen)
    for section in paper["sections"]:
        for block in section["blocks"]:
            if block["type"] == "chart":
                block["svg"] = mark_safe(stacked_bars(block))  # noqa: S308 - drawn here, escaped there
            if block["type"] == "table":
                block["groups"] = [
                    _with_kinds(group, block["columns"]) for group in block["groups"]
                ]
    return {"paper": paper, "seal": fingerprint(frozen)[:8], "with_contents": with_contents}


def _with_kinds(group, columns):
    """The group with each cell told what its column is: ref, text or number."""
    rows = [
        {
            **row,
            "cells": [
                {"kind": c["kind"], **cell} for c, cell in zip(columns, row["cells"], strict=True)
            ],
        }
        for row in group["rows"]
    ]
    return {**group, "rows": rows}
