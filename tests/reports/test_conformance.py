"""A rich paper, drafted, issued and stamped, against the checks of PDF/UA that a program can make."""

import re
from hashlib import sha256
from io import BytesIO

import pikepdf
import pytest
from pypdf import PdfReader

from reports import conformance, documents, looks, stamping
from reports.markdown import blocks_of

from . import rich

LOOK = looks.Look.of(colour="#5b1a6b", crest=rich.CREST, crest_words="Crest of Marrowby Council")
ISSUED = rich.paper(
    is_draft=False,
    changes=["The count of late actions was corrected."],
    withheld=[{"where": "Referrals by age", "why": "Fewer than five people."}],
)


def squeezed(text):
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="module")
def draft():
    return documents.to_pdf(rich.paper(), template=rich.TEMPLATE, look=LOOK)


@pytest.fixture(scope="module")
def issued():
    return documents.to_pdf(ISSUED, template=rich.TEMPLATE, look=LOOK)


@pytest.fixture(scope="module")
def pages(draft):
    return [page.extract_text() for page in PdfReader(BytesIO(draft)).pages]


@pytest.fixture(scope="module")
def pages_issued(issued):
    return [page.extract_text() for page in PdfReader(BytesIO(issued)).pages]


def test_a_paper_has_no_fault(draft, issued):
    assert conformance.faults(draft) == []
    assert conformance.faults(issued) == []


def test_every_page_of_a_draft_says_so_twice(pages):
    assert all(page.count("DRAFT") >= 1 and "Draft, version 2" in page for page in pages)
    assert pages[0].count("DRAFT") == 2  # in its facts too


def test_what_is_issued_says_nothing_of_a_draft(pages_issued):
    assert all("Version 2 · " in page for page in pages_issued)
    assert not re.search("draft", "".join(pages_issued), re.IGNORECASE)


def test_a_new_version_says_what_changed_and_what_is_not_shown(pages_issued):
    assert squeezed("The count of late actions was corrected.") in squeezed(pages_issued[0])
    assert "What is not shown and why" in pages_issued[-1]
    assert "Fewer than five people." in pages_issued[-1]


def test_contents_need_no_glance(pages):
    assert pages[1].startswith("Contents") or "Contents" in pages[1][:40]
    number = next(n for n, page in enumerate(pages, 1) if n > 2 and "What is late" in page)
    assert re.search(rf"^What is late {number}$", pages[1], re.MULTILINE)


def test_a_section_that_is_part_of_another_stands_below_it(draft):
    def below(outline, level=0):
        for each in outline:
            if isinstance(each, list):
                yield from below(each, level + 1)
            else:
                yield each.title, level

    levels = dict(below(PdfReader(BytesIO(draft)).outline))

    assert levels["What was learned"] == levels["Figures"] + 1
    assert levels["From other counties"] == levels["Figures"] + 2


def test_a_table_without_rows_says_so(pages):
    assert documents.NO_ROWS in "".join(pages)


def test_only_the_appendix_lies_on_its_side(draft):
    boxes = [page.mediabox for page in PdfReader(BytesIO(draft)).pages]
    wide = [box.width > box.height for box in boxes]

    assert any(wide)
    assert not wide[0]
    assert not wide[-1]


def test_links_lead_out_and_say_where(draft, pages):
    with pikepdf.open(BytesIO(draft)) as pdf:
        links = [a for page in pdf.pages for a in page.get("/Annots", [])]
        led = {str(a.A.URI): str(a.Contents) for a in links if "/A" in a and "/URI" in a.A}

    assert led == {
        address: address for address in ("https://www.example.org/duty", "mailto:team@example.org")
    }
    assert "see the guidance or write to the team." in " ".join(pages[2].split())


def test_lists_quotes_headings_and_the_crest_are_tagged(draft):
    with pikepdf.open(BytesIO(draft)) as pdf:
        nodes = list(conformance._nodes(pdf.Root.StructTreeRoot, {}))
        inside = {(above, kind) for _, kind, above in nodes}
        words = [str(node.Alt) for node, kind, _ in nodes if kind == "Figure"]

    assert {("LBody", "L"), ("L", "LI")} <= inside
    assert {"H1", "H2", "H3", "H4", "H5", "BlockQuote"} <= {kind for _, kind in inside}
    assert words == ["Crest of Marrowby Council", "Bar chart. Five themes."]


def test_the_look_is_in_the_bytes_and_the_same_again(draft):
    plain = rich.paper(sections=[{"id": "s", "title": "S", "blocks": blocks_of("Words")}])
    one, two, other = (
        documents.to_pdf(plain, template=rich.TEMPLATE, look=look)
        for look in (LOOK, looks.Look(LOOK.colour, LOOK.crest, LOOK.crest_words), None)
    )

    assert one == two
    assert one != other


def test_a_stamped_copy_says_for_whom_and_of_what_and_is_no_less_accessible(issued):
    seal = sha256(issued).hexdigest()
    said = f"Read by Jo Example on 20 April 2026. Copy of {seal[:8]}."
    copy = stamping.stamped(issued, line=said)
    for before, after in zip(
        PdfReader(BytesIO(issued)).pages, PdfReader(BytesIO(copy)).pages, strict=True
    ):
        text = squeezed(after.extract_text())
        assert squeezed(said) in text
        assert squeezed(before.extract_text()) in text
    assert conformance.faults(copy) == []
    assert b"Jo Example" not in copy[-4000:]
    assert copy == stamping.stamped(issued, line=said)


# A checker that finds nothing in anything would pass all of the above.


def _without(data, change):
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out)
    return out.getvalue()


def _first(pdf, wanted):
    nodes = conformance._nodes(pdf.Root.StructTreeRoot, {})
    return next(node for node, kind, _ in nodes if kind == wanted)


def _font(pdf):
    return next(iter(dict(pdf.pages[0].Resources.Font).values()))


def _rename(node, name):
    node.S = pikepdf.Name(name)


SPOILT = [
    (lambda pdf: pdf.Root.MarkInfo.__delitem__("/Marked"), "marked as tagged"),
    (lambda pdf: pdf.Root.MarkInfo.__setitem__("/Suspects", True), "suspect"),
    (lambda pdf: pdf.Root.__delitem__("/StructTreeRoot"), "no structure"),
    (lambda pdf: pdf.Root.__delitem__("/Lang"), "its language"),
    (lambda pdf: pdf.Root.__delitem__("/ViewerPreferences"), "show its title"),
    (lambda pdf: pdf.Root.__delitem__("/Metadata"), "no metadata"),
    (lambda pdf: pdf.Root.__delitem__("/Outlines"), "no bookmarks"),
    (lambda pdf: pdf.attachments.__setitem__("a", b"b"), "other files"),
    (lambda pdf: pdf.Root.__setitem__("/AA", pikepdf.Dictionary()), "a script"),
    (lambda pdf: _first(pdf, "Figure").__delitem__("/Alt"), "picture has no words"),
    (lambda pdf: _rename(_first(pdf, "H2"), "/H4"), "skips a level"),
    (lambda pdf: _rename(_first(pdf, "H1"), "/H2"), "first heading"),
    (lambda pdf: _rename(_first(pdf, "BlockQuote"), "/Odd"), "no role"),
    (lambda pdf: _rename(_first(pdf, "L"), "/Sect"), "LI stands in Sect"),
    (lambda pdf: _first(pdf, "TD").__delitem__("/A"), "not told what heads it"),
    (lambda pdf: pdf.pages[0].contents_add(b" (x) Tj"), "without a tag"),
    (lambda pdf: pdf.pages[0].contents_add(b" /Artifact BMC 3 Tr EMC"), "cannot be seen"),
    (lambda pdf: pdf.pages[0].contents_add(b" /Artifact BMC <00010000> Tj EMC"), "its font lacks"),
    (lambda pdf: pdf.pages[1].__delitem__("/Tabs"), "reading order"),
    (lambda pdf: pdf.pages[1].Annots[0].__delitem__("/Contents"), "link of page 2 has no words"),
    (lambda pdf: pdf.pages[1].Annots[0].__delitem__("/StructParent"), "not in the structure"),
    (lambda pdf: _font(pdf).__delitem__("/ToUnicode"), "which letters"),
    (lambda pdf: _font(pdf).DescendantFonts[0].__delitem__("/FontDescriptor"), "not embedded"),
]


def test_each_fault_is_found():
    short = documents.to_pdf(
        rich.paper(sections=rich.paper()["sections"][:1]), template=rich.TEMPLATE, look=LOOK
    )
    assert conformance.faults(short) == []
    for change, said in SPOILT:
        found = conformance.faults(_without(short, change))
        assert any(said in fault for fault in found), said
    assert "cannot be read" in conformance.faults(b"%PDF-1.7 no")[0]
