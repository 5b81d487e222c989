"""The paper itself: tagged, accessible, in order, and the same bytes from the same frozen words."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from reports import documents
from reports.charts import stacked_bars

from .places import action_facts, commission, county, objective_facts, plan_facts, six_monthly

TEMPLATE = "reports/pdf/paper.html"


def made(plan, **asked):
    return documents.to_pdf(six_monthly(plan, commission(**asked)), template=TEMPLATE)


def small(text="Meet every month", **asked):
    plan = plan_facts(("Leadership", [objective_facts("Everybody leads", [action_facts(text)])]))
    return made(plan, **asked)


@pytest.fixture(scope="module")
def frozen():
    return six_monthly(county(), commission())


@pytest.fixture(scope="module")
def long_paper(frozen):
    """A paper of more than eight pages, laid out once for the tests that only read it."""
    return documents.to_pdf(frozen, template=TEMPLATE)


@pytest.fixture
def reader(long_paper):
    return PdfReader(BytesIO(long_paper))


def squeezed(text):
    """Text without spaces, as line breaks fall anywhere."""
    return re.sub(r"\s+", "", text)


def words_of(reader):
    return squeezed("\n".join(page.extract_text() for page in reader.pages))


def kinds_of_tags(node, found=None):
    """How often each kind of tag stands in the structure tree."""
    found = {} if found is None else found
    if isinstance(node, list):
        for child in node:
            kinds_of_tags(child.get_object(), found)
    elif hasattr(node, "get"):
        if "/S" in node:
            found.setdefault(node["/S"], []).append(node)
        if "/K" in node:
            kinds_of_tags(node["/K"], found)
    return found


def test_it_is_pdf_ua(reader):
    root = reader.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert "/StructTreeRoot" in root
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_object().get_data()


def test_its_metadata_say_what_it_is_and_name_nobody(reader):
    assert reader.metadata.title == (
        "Six-monthly report on the Prevent action plan: "
        "Marrowby Council internal Prevent action plan 2025/26"
    )
    assert reader.metadata.author == "Prevent lead, Marrowby Council"
    assert reader.metadata["/CreationDate"] == "D:20260320120000Z"


def test_headings_tables_lists_and_pictures_are_tagged(reader):
    tags = kinds_of_tags(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])

    assert len(tags["/H1"]) == 1
    assert len(tags["/H2"]) == 10
    assert {"/H3", "/Table", "/TR", "/TH", "/TD", "/L", "/LI", "/Figure", "/P", "/Link"} <= set(
        tags
    )
    assert [str(figure["/Alt"])[:10] for figure in tags["/Figure"]] == ["Bar chart."] * 3


def test_every_cell_of_a_table_knows_its_heads(reader):
    tags = kinds_of_tags(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])
    cells = [cell for cell in tags["/TD"] if "/A" in cell]

    assert cells
    assert all(cell["/A"].get("/Headers") for cell in cells)


def test_bookmarks_lead_to_every_section(reader):
    assert [entry.title for entry in reader.outline[1] if not isinstance(entry, list)][:9] == [
        "Recommendation",
        "At a glance",
        "Contents",
        "Summary",
        "Progress by theme",
        "Training uptake",
        "Exceptions",
        "Decisions sought",
        "Appendix 1: the plan in full",
    ]


def test_every_font_is_embedded(reader):
    fonts = {}
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            (inner,) = font.get_object()["/DescendantFonts"]
            described = inner.get_object()["/FontDescriptor"]
            fonts[described["/FontName"]] = {"/FontFile2", "/FontFile3"} & set(described)
    assert fonts
    assert all(fonts.values())
    assert all("Source-Sans-3" in name for name in fonts)


def test_every_outcome_and_action_is_found_as_text_in_order(reader):
    text = words_of(reader)
    place = text.rindex(squeezed("Appendix 1: the plan in full"))
    for theme in county().themes:
        for outcome in theme.objectives:
            for words in (outcome.text, *(action.text for action in outcome.actions)):
                place = text.index(squeezed(words), place)


def test_each_page_says_which_it_is_of_which_version(reader, frozen):
    total, seal = len(reader.pages), documents.seal(frozen)
    for number, page in enumerate(reader.pages, start=1):
        text = squeezed(page.extract_text())
        assert f"Page{number}of{total}" in text
        assert f"Draft,version1·{seal}" in text
        assert "OFFICIAL" in text


def test_the_plan_lies_on_its_side_and_repeats_its_heads(reader):
    wide = [page for page in reader.pages if page.mediabox.width > page.mediabox.height]

    assert len(wide) > 1
    for page in wide:
        assert squeezed("Status and latest progress") in squeezed(page.extract_text())


def test_a_long_paper_has_contents_with_page_numbers(reader):
    assert len(reader.pages) > documents.PAGES_WITHOUT_CONTENTS
    entries = [entry for entry in reader.outline[1] if not isinstance(entry, list)]
    pages = {entry.title: reader.get_destination_page_number(entry) + 1 for entry in entries}
    text = "\n".join(page.extract_text() for page in reader.pages)
    for title in ("Summary", "Exceptions", "Appendix 1: the plan in full"):
        assert re.search(rf"^{title} {pages[title]}$", text, re.MULTILINE)


def test_a_short_paper_has_none():
    reader = PdfReader(BytesIO(small()))

    assert len(reader.pages) <= documents.PAGES_WITHOUT_CONTENTS
    assert "Contents" not in words_of(reader)


def test_the_same_frozen_words_give_the_same_bytes():
    assert small() == small()


def test_other_words_give_other_bytes():
    assert small("Meet") != small("Meet again")


HOSTILE = [
    "<script>alert(1)</script><b>bold</b>",
    '<img src="file:///etc/passwd"><link rel=attachment href="file:///etc/passwd">',
    "{{ settings.SECRET_KEY }} {% load static %}",
    "=1+1",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_officers_type_is_printed_and_never_obeyed(text):
    reader = PdfReader(BytesIO(small(text, summary=text)))

    assert squeezed(text) in words_of(reader)
    assert "/EmbeddedFiles" not in reader.trailer["/Root"].get("/Names", {})


def test_a_text_longer_than_a_page_is_printed_whole():
    reader = PdfReader(BytesIO(small("start " + "word " * 3000 + "end")))

    text = words_of(reader)
    assert text.count("word") >= 3000


@pytest.mark.parametrize(
    "url",
    ["https://example.org/x.png", "file:///etc/passwd", "static:../settings.py", "static:none.ttf"],
)
def test_a_paper_may_fetch_nothing_but_the_portals_own_files(url):
    with pytest.raises(documents.FatalURLFetchingError):
        documents.PortalOnly().fetch(url)


def test_a_paper_that_needs_anything_else_is_not_made(monkeypatch):
    monkeypatch.setattr(
        documents,
        "render_to_string",
        lambda *_: '<html lang="en"><img src="https://x.example/" alt="x">',
    )

    with pytest.raises(ValueError, match="may not fetch"):
        documents.to_pdf(six_monthly(county(1, 1), commission()), template=TEMPLATE)


# Charts


def chart(*rows):
    return {
        "alt": "Two < three",
        "series": [
            {"key": "a", "label": "complete", "style": "done"},
            {"key": "b", "label": "on track", "style": "steady"},
            {"key": "c", "label": "late or blocked", "style": "trouble"},
        ],
        "rows": [{"label": label, "values": values} for label, values in rows],
    }


def test_a_chart_is_named_and_carries_no_style_or_script():
    drawn = stacked_bars(chart(("Leadership", [9, 9, 2])))

    assert "<title>Two &lt; three</title>" in drawn
    assert not re.search(r"style=|<style|<script|href=\"http", drawn)
    for words in ("9 complete", "9 on track", "2 late or blocked", "Leadership"):
        assert f">{words}</text>" in drawn


def test_a_part_too_small_for_words_gets_a_key():
    drawn = stacked_bars(chart(("Leadership", [1, 60, 2])))

    assert ">complete</text>" in drawn
    assert ">on track</text>" not in drawn


def test_a_row_of_nothing_says_so():
    assert ">no actions</text>" in stacked_bars(chart(("Leadership", [0, 0, 0])))


def test_charts_on_one_page_share_no_names():
    one, two = stacked_bars(chart(("A", [1, 1, 1]))), stacked_bars(chart(("B", [1, 1, 1])))
    names = [set(re.findall(r'\bid="([^"]+)"', drawn)) for drawn in (one, two)]

    assert names[0]
    assert names[0].isdisjoint(names[1])
    assert one == stacked_bars(chart(("A", [1, 1, 1])))


@pytest.mark.parametrize(
    "label", ["$x^2$ & <b>", "A very long name of a theme that goes on and on and on and on and on"]
)
def test_any_name_can_be_drawn(label):
    assert stacked_bars(chart((label, [1, 2, 3])))
