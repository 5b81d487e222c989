"""A long Word plan of invented words, as councils lay them out: themes, outcomes, actions, dates."""

import datetime
import io
import random

import docx
from docx.enum.section import WD_ORIENT

HEAD = ["Ref", "Outcome", "Key actions in 2024/25", "Key actions for 2025/26", "By when", "Lead"]
#: What 1 page holds when LibreOffice lays it out in landscape, found by counting its pages.
ROWS_A_PAGE = 0.77
_SAID = """
    agree answer ask borough brief bring call carry chair check city clear college county day
    deliver draft early event family find follow forum gather group hall health help hold home
    host house invite join keep know lead learn letter library list local look make meet member
    month name need new note offer open panel parent partner pass people plan police post publish
    read record refresh report review risk run school score share show sign speak staff start
    support survey talk team tell term test theme town train trust update venue village visit
    ward week welcome work write year young
"""
_WORDS = _SAID.split()


def word_plan(pages, *, seed=1):
    """The bytes of a Word plan of about so many pages, as an open file."""
    chance = random.Random(seed)  # noqa: S311 - words for a timing, no secret
    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    document.add_paragraph("Saltshire County Council Prevent action plan 2025/26", style="Title")
    rows = round(pages * ROWS_A_PAGE)
    for theme in range(1, -(-rows // 10) + 1):
        document.add_paragraph(f"Theme {theme}: {_said(chance, 5)}", style="Heading 2")
        count = min(10, rows - (theme - 1) * 10)
        _table(document, [_row(chance, theme, number) for number in range(1, count + 1)])
    file = io.BytesIO()
    document.save(file)
    file.seek(0)
    return file


def _row(chance, theme, number):
    actions = [_said(chance, 26) for _ in range(4)]
    day = datetime.date(2025, 5, 1)
    whens = [f"{day + datetime.timedelta(days=30 * place):%B %Y}" for place in range(len(actions))]
    return [
        [f"{theme}.{number}"],
        [_said(chance, 14)],
        [_said(chance, 18) for _ in range(2)],
        actions,
        whens,
        [_said(chance, 2) for _ in actions],
    ]


def _said(chance, count):
    return " ".join(chance.choices(_WORDS, k=count)).capitalize()


def _table(document, rows):
    table = document.add_table(len(rows) + 1, len(HEAD))
    table.style = "Table Grid"
    # Asked for once: python-docx works out the whole grid anew for each cell that it is asked for.
    cells = iter(table._cells)
    for words in [[[each] for each in HEAD], *rows]:
        for paragraphs in words:
            cell = next(cells)
            cell.text = paragraphs[0]
            for text in paragraphs[1:]:
                cell.add_paragraph(text)
