"""A report on progress: sections of numbered paragraphs, and recommendations, which are its actions."""

import re

from .result import Action, Section

_RECOMMENDS = re.compile(r"\W*recommendations?(?:/s|\(s\))?\W*", re.IGNORECASE)
_NUMBER = re.compile(r"\s*(\(?(?:[0-9]{1,2}(?:\.[0-9]{1,2})?|[a-z])[.)])\s+(?=\S)", re.IGNORECASE)


def is_report(document):
    """Whether a document without tables recommends something under a heading that says so."""
    if document.tables or document.layout:
        return document.layout == "progress-report"
    return any(section.actions for section in _sections(document, set(), set()))


class Report:
    """Stands in for the builder of tables: the sections of a report, and the words it used."""

    def __init__(self, document, front):
        self.used = set()
        self.headings, self.called, self.unplaced, self.ambiguities = [], {}, [], []
        self.questions = []
        self.sections = _sections(document, front.used, self.used)


def _sections(document, passed_over, used):
    """The sections; what stands before the first or behind the recommendations is in none."""
    sections, recommends = [], False
    for paragraph in document.paragraphs:
        if paragraph in passed_over or paragraph.is_title:
            continue
        if paragraph.level:
            sections.append(Section(title=paragraph.words))
            recommends = bool(_RECOMMENDS.fullmatch(paragraph.words))
        elif not sections:
            continue
        elif recommends:
            ref, text = _number(paragraph)
            if ref is None and sections[-1].actions:
                continue
            if ref is None:
                sections[-1].paragraphs.append((None, text))
            else:
                more = {"ref": ref, "is_recommendation": True}
                sections[-1].actions.append(Action(text, more=more))
        else:
            ref, text = _number(paragraph)
            sections[-1].paragraphs.append((ref and ref.strip("().") or None, text))
        used.add(paragraph)
    return sections


def _number(paragraph):
    """The number in front of a paragraph, Word's own or typed, and its words; None for no number."""
    if paragraph.marker and paragraph.marker != "•":
        return paragraph.marker, paragraph.words
    match = _NUMBER.match(paragraph.words)
    return (match[1], paragraph.words[match.end() :]) if match else (None, paragraph.words)
