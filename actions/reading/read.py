"""The whole way from a file to a reading."""

import re
from collections import Counter
from pathlib import PurePath

from .columns import columns_of, heading_rows
from .document import opened
from .front import Front, period_in
from .layouts import LAYOUTS, is_requirements_label, layout_for
from .model import Paragraph
from .particulars import particulars
from .register import is_register
from .report import Report, is_report
from .result import Reading, Unplaced
from .rows import LONGEST_THEME, Builder, is_page_number, is_theme_heading, part_heading
from .safety import IsARegister, UnknownLayout, Unreadable, shown_name
from .unfolding import unfolded

_NUMBERED = re.compile(r"^\s*\(?(?:[0-9]{1,2}|[a-z])[.)]\s+(?=\S)", re.IGNORECASE)


def read(file, *, name, progress=None):
    """Read a plan from an open binary file of this name.

    `progress(rows, of_all)` is called now and then while a Word file is read.

    Raises Unreadable, with a sentence for the person, where the file is not safe to open, is not
    what its name says, or holds no table of a known layout.
    """
    return read_document(opened(file, name=name, progress=progress), name=name)


def read_document(document, *, name):
    """Read a plan from an open document, as `read` does. Raises Unreadable, likewise."""
    document = unfolded(document)
    if is_report(document):
        layout = next(each for each in LAYOUTS if each.has_paragraphs)
        front = Front(document, name)
        return reading_of(document, name, layout, front, Report(document, front))
    layout = _layout(document, name)
    front = Front(document, name)
    builder = Builder(layout, front=front.lines)
    _walk(document, front, builder)
    if not any(section.objectives for section in builder.sections):
        raise UnknownLayout(_nothing_known(name))
    spell_leads_alike(builder.sections)
    builder.sections = [s for s in builder.sections if s.objectives or s.title]
    return reading_of(document, name, layout, front, builder)


def _layout(document, name):
    if document.layout:
        return next(each for each in LAYOUTS if each.name == document.layout)
    if not document.tables:
        raise Unreadable(
            f"{shown_name(name)} has no table. A plan is read from a table with a row of headings."
        )
    roles = frozenset()
    for table in document.tables:
        if found := heading_rows(table):
            columns = columns_of(table, *found)
            # Beside areas, an outcome and its reference are what the county's plan had to add.
            roles |= columns.roles - ({"objective", "ref"} if columns.has_areas else set())
            if columns.have_titles(table.rows[found[1] :]):
                roles |= {"titles"}
    if any(is_requirements_label(paragraph.words) for paragraph in document.paragraphs):
        roles |= {"requirements"}
    layout = layout_for(roles)
    if layout is None and any(map(is_register, document.tables)):
        raise IsARegister(
            f"{shown_name(name)} is a register of posts, not a plan: it says who is the contact, "
            "and nothing that is to be done."
        )
    if layout is None:
        raise UnknownLayout(_nothing_known(name))
    return layout


def _nothing_known(name):
    return (
        f"{shown_name(name)} has a table, but not one that the portal knows. It looks for headings "
        "such as Outcome or Duty, Actions, By when, Lead, Progress."
    )


def _walk(document, front, builder):
    """Offer the builder the headings and tables in their order."""
    heading, is_apart, between = None, False, []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            if block and block not in front.used and not is_page_number(block.words):
                is_heading = _may_head_a_section(block, builder.layout)
                heading, between = (block, []) if is_heading else (heading, [*between, block])
                is_apart = is_apart or not is_heading
            continue
        if not any(row.filled for row in block.rows):
            continue
        is_known = heading_rows(block) is not None
        if is_known or (builder.continues(block) and not is_apart):
            if heading is not None and _opens_section(heading, front, builder.layout):
                builder.used.add(heading)
                words = _numbered(heading) if builder.layout.has_requirements else heading.words
                builder.heading(words, place=heading.place)
            if builder.layout.has_requirements:
                builder.said_above(between)
            builder.table(block)
        heading, is_apart, between = None, False, []


def _may_head_a_section(paragraph, layout):
    is_heading = paragraph.level or is_theme_heading(paragraph.words)
    if layout.has_requirements:
        is_numbered = part_heading(_numbered(paragraph))[0] is not None
        is_heading = is_heading or (paragraph.is_bold and is_numbered)
        if is_requirements_label(paragraph.words):
            return False
    return bool(is_heading) and len(paragraph.words) <= LONGEST_THEME


def _opens_section(heading, front, layout):
    """A heading before a later table does; before the first, only one that calls itself a theme."""
    if is_theme_heading(heading.words) or layout.has_requirements:
        return True
    return heading not in front.lines and heading.words != front.title


def reading_of(document, name, layout, front, builder):
    """All that a builder made of a document, with what the document says of itself as a whole."""
    front.used |= builder.used
    period_raw, start, end = front.period_raw, front.period_start, front.period_end
    if period_raw is None:
        period_raw, start, end = _period_of_columns(builder) or front.year or (None,) * 3
    unplaced = [
        Unplaced(_with_marker(paragraph), paragraph.place)
        for paragraph in document.every_paragraph()
        if paragraph not in front.used
    ]
    more = {}
    if layout.says_area and front.area:
        more["area"] = front.area
    if layout.numbered_paragraphs:
        more[layout.numbered_paragraphs] = _numbered_paragraphs(document, but=builder.used)
    more |= particulars(layout.says, document, front, builder)
    reading = Reading(
        file=PurePath(name).name,
        title=front.title,
        authority=front.authority,
        period_start=start,
        period_end=end,
        period_raw=period_raw,
        layout=layout,
        sections=builder.sections,
        columns=builder.headings,
        called=builder.called,
        unplaced=[*unplaced, *builder.unplaced],
        ambiguities=builder.ambiguities,
        questions=builder.questions,
        more=more,
    )
    reading.keep_every_word_of(document.every_paragraph())
    return reading


def _period_of_columns(builder):
    """The period that a heading such as "Key actions for 2019/20" names; the latest of them."""
    found = [period_in(heading) for headings in builder.headings for heading in headings]
    return max((period for period in found if period), key=lambda each: each[1], default=None)


def _with_marker(paragraph):
    text = paragraph.text.strip()
    return f"{paragraph.marker} {text}" if paragraph.marker else text


def spell_leads_alike(sections):
    """Give a lead that is written now with capitals, now without, its most usual spelling."""
    actions = [a for s in sections for o in s.objectives for a in o.actions]
    counts = Counter(lead for action in actions for lead in action.leads)
    spelt = {}
    for lead, _ in counts.most_common():
        spelt.setdefault(lead.casefold(), lead)
    for action in actions:
        action.leads = [spelt[lead.casefold()] for lead in action.leads]


def _numbered(paragraph):
    """A paragraph's words behind the number that Word gives it; without its bullet."""
    is_counted = paragraph.marker and paragraph.marker != "•"
    return f"{paragraph.marker} {paragraph.words}" if is_counted else paragraph.words


def _numbered_paragraphs(document, *, but):
    """The numbered paragraphs outside tables, without their numbers, `but` those used already."""
    answer = []
    for paragraph in document.paragraphs:
        if paragraph in but:
            continue
        is_counted = paragraph.marker and paragraph.marker != "•"
        if is_counted or _NUMBERED.match(paragraph.words):
            answer.append(_NUMBERED.sub("", paragraph.words))
    return answer
