"""What officers type becomes blocks: nothing obeyed, nothing lost."""

import time
from collections import Counter
from html.parser import HTMLParser
from io import BytesIO

import pytest
from django.template.loader import render_to_string
from docx import Document
from docx.oxml.ns import qn
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reports import word
from reports.documents import _context
from reports.markdown import blocks_of, plain_of, problems_of, word_count

from . import rich


def test_headings_nest_under_a_section_and_skip_no_level():
    typed = "# One\n\n### Two\n\n###### Three\n\n## Four\n\n# Five"

    assert [block["level"] for block in blocks_of(typed)] == [3, 4, 5, 4, 3]


def test_words_have_marks_and_links():
    (block,) = blocks_of("A **b *c*** [d](https://e.example) <https://f.example>")

    assert block["runs"] == [
        {"text": "A "},
        {"text": "b ", "bold": True},
        {"text": "c", "bold": True, "italic": True},
        {"text": " "},
        {"text": "d", "link": "https://e.example"},
        {"text": " "},
        {"text": "https://f.example", "link": "https://f.example"},
    ]


def test_lists_nest():
    (block,) = blocks_of("4. a\n5. b\n   - c\n     - d\n6. e")

    assert (block["ordered"], block["start"]) == (True, 4)
    assert shape(block["items"]) == [("a", []), ("b", [("c", [("d", [])])]), ("e", [])]
    assert not block["items"][1]["ordered"]


def shape(items):
    return [("".join(run["text"] for run in i["runs"]), shape(i["items"])) for i in items]


def test_a_table_keeps_cells_that_have_no_head():
    (block,) = blocks_of("| A | B |\n|---|--:|\n| 1 | 2 | 3 |\n| x |")

    assert [column["title"] for column in block["columns"]] == ["A", "B", ""]
    assert [column["kind"] for column in block["columns"]] == ["text", "number", "text"]
    assert [[c["text"] for c in row["cells"]] for row in block["groups"][0]["rows"]] == [
        ["1", "2", "3"],
        ["x", "", ""],
    ]
    assert sum(column["width"] for column in block["columns"]) == 100


def wide(columns):
    row = "|" + "|".join(f"v{place}" for place in range(columns)) + "|\n"
    return row.replace("v", "head ") + "|" + "---|" * columns + "\n" + row


def test_a_table_of_thirty_columns_is_cut_and_said_to_be_too_wide():
    blocks = blocks_of(wide(30))

    assert all(len(block["columns"]) <= 8 for block in blocks)
    assert all(block["columns"][0]["title"] == "head 0" for block in blocks)
    titles = [column["title"] for block in blocks for column in block["columns"][1:]]
    assert titles == [f"head {place}" for place in range(1, 30)]
    (problem,) = problems_of(wide(30))
    assert problem.startswith("The table that begins “head 0” has 30 columns.")


def test_a_table_of_ten_columns_stands_in_small_type():
    (block,) = blocks_of(wide(10))

    assert block["is_small"]
    assert len(problems_of(wide(10))) == 1
    assert problems_of(wide(8)) == []


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        '<img src="file:///etc/passwd" onerror=x>',
        "![a crest](https://e.example/x.png)",
        "[x](javascript:alert(1))",
        "[x](data:text/html,y)",
        "[x](/relative)",
        "[a]: https://e.example",
        "&copy; &#60;",
        "`code` and ~~~",
        "{{ settings.SECRET_KEY }} {% load static %}",
    ],
)
def test_what_could_be_obeyed_is_shown_as_typed(typed):
    (block,) = blocks_of(typed)

    assert block["runs"] == [{"text": typed}]


def test_what_cannot_be_printed_well_is_said():
    said = problems_of("<b>x</b> ![y](https://z.example) [w](ftp://v) " + "u" * 99)

    assert [problem.split()[:2] for problem in said] == [
        ["A", "picture"], ["HTML", "is"], ["A", "link"], ["A", "word"],
    ]  # fmt: skip
    assert "as you typed them" in problems_of(">" * 30 + " deep")[0]
    assert problems_of("Łódź, Ωμέγα, £5 – “so”\u202e \u2028 🙂 日 🙂") == [
        "These signs cannot be printed: 🙂 日. Leave them out, or say them in words."
    ]
    assert problems_of(rich.WORDS.replace("<b>marks</b>", "marks")) == []


def test_words_are_counted_without_marks():
    assert word_count("# One two\n\n- three - **four**\n\n> 5\n\n[six](https://e.example)") == 6
    assert word_count("") == 0
    assert plain_of("| a | b |\n|---|---|\n| c | d |") == "a | b\nc | d"


def letters(text):
    return Counter(letter for letter in text.casefold() if letter.isalpha())


PIECES = st.sampled_from(
    ["\n", "\n\n", "# ", "- ", "1. ", "   ", "> ", "|", "|---|---|\n", "**", "*", "_", "[", "](https://e.ex)",
     "`", "```\n", "<b>", "&amp;", "\\", "!", "---\n", "===\n", "~", ": ", "word", "Zoë ", "\t", "    "]
)  # fmt: skip
TYPED = st.lists(PIECES | st.text(max_size=8), max_size=25).map("".join)


@settings(max_examples=40, deadline=None)
@given(TYPED)
@example(rich.WORDS)
@example("*a *b* c*")
@example("- \n- a\n  1. b")
@example(wide(14))
def test_whatever_is_typed_is_in_both_editions_to_the_letter(typed):
    blocks = blocks_of(typed)
    frozen = rich.paper(sections=[{"id": "s", "title": "0", "blocks": blocks}])
    wanted = letters(plain_of(typed))
    # An address is not read, so only what stands outside links is compared with what was typed.
    if "](" not in typed:
        assert not letters(typed) - wanted

    context = _context(frozen, None, with_contents=False)
    (section,) = context["paper"]["sections"]
    html = "".join(
        render_to_string("reports/pdf/block.html", {"block": block}) for block in section["blocks"]
    )
    page = render_to_string("reports/words.html", {"blocks": blocks})
    for drawn in (html, page):
        assert not wanted - letters(_text_of(drawn))
    made = Document(BytesIO(word.to_docx(frozen)))
    said = "".join(text.text for text in made.element.body.iter(qn("w:t")))
    assert not wanted - letters(said)


def test_no_text_makes_its_readers_wait_and_what_is_not_laid_out_is_printed_as_typed():
    # each of these took from half a minute to many
    begun = time.process_time()
    for piece in ("`", "*a", "![", "1. x\n"):
        typed = piece * (40_000 // len(piece))
        said = problems_of(typed)
        assert not letters(typed) - letters(plain_of(typed)), piece
        assert word_count(typed) <= len(typed)
        assert any("printed as you typed them" in each for each in said) == (piece != "`"), piece
    assert time.process_time() - begun < 10


def _text_of(html):
    found = []
    reader = HTMLParser()
    reader.handle_data = found.append
    reader.feed(html)
    reader.close()
    return "".join(found)
