"""A council's colour and crest: made safe, or refused in a sentence."""

from io import BytesIO

import pytest
from PIL import Image

from reports import looks

from . import rich


@pytest.mark.parametrize(
    ("typed", "kept"), [("#5b1a6b", "#5b1a6b"), (" 0F4C5C ", "#0f4c5c"), ("#036", "#003366")]
)
def test_a_dark_colour_is_taken(typed, kept):
    assert looks.colour_of(typed) == kept


@pytest.mark.parametrize("typed", ["", "purple", "#12345", "#12345g", "red;}"])
def test_what_is_no_colour_is_refused(typed):
    with pytest.raises(looks.Unfit, match="six letters or digits"):
        looks.colour_of(typed)


@pytest.mark.parametrize("typed", ["#ffffff", "#ffdd00", "#ff8c69", "#777777"])
def test_a_pale_colour_is_refused_with_the_nearest_that_will_do(typed):
    with pytest.raises(looks.Unfit, match="too pale") as refused:
        looks.colour_of(typed)

    offered = str(refused.value).rstrip(".").rsplit(" ", 1)[1]
    assert looks.colour_of(offered) == offered
    assert 4.5 <= looks.contrast(offered) < 4.8


def test_contrast_is_that_of_the_standard():
    assert looks.contrast("#000000") == pytest.approx(21)
    assert looks.contrast("#ffffff") == pytest.approx(1)
    assert looks.contrast("#767676") == pytest.approx(4.54, abs=0.01)


def test_a_large_picture_is_made_smaller_and_loses_what_it_says_of_itself():
    from PIL.PngImagePlugin import PngInfo

    about, out = PngInfo(), BytesIO()
    about.add_text("Author", "Jo Example")
    Image.new("P", (8000, 4000)).save(out, "PNG", pnginfo=about)

    kept = looks.crest_of(out.getvalue())
    with Image.open(BytesIO(kept)) as picture:
        assert picture.size == (1000, 500)
        assert picture.info == {}


def test_a_picture_that_cannot_be_read_is_refused():
    for data in (rich.crest(40)[:60], b"\x89PNG\r\n\x1a\nrubbish"):
        with pytest.raises(looks.Unfit, match="cannot be read as a PNG"):
            looks.crest_of(data)
    for data in (b"GIF89a", b"", b"%PDF-1.7"):
        with pytest.raises(looks.Unfit, match="must be a PNG or an SVG"):
            looks.crest_of(data)


def svg(inner, more=""):
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" {more}>{inner}</svg>'.encode()
    )


def test_an_svg_is_drawn_anew():
    typed = svg(
        '<!-- Jo Example --><metadata>Jo Example</metadata><g xmlns:i="https://i.example" i:label="x">'
        '<path d="M0 0 H9" style="fill:url(#a)"/></g><defs><linearGradient id="a"/></defs>'
    )

    kept = looks.crest_of(typed).decode()
    assert '<path d="M0 0 H9" style="fill:url(#a)"' in kept
    assert "Jo Example" not in kept
    assert "i.example" not in kept
    assert looks.crest_of(kept.encode()).decode() == kept


@pytest.mark.parametrize(
    ("inner", "more", "why"),
    [
        ("<script>alert(1)</script>", "", "a script"),
        ("", 'onload="alert(1)"', "a script"),
        ('<a href="#x"/>', "", "a link"),
        ('<image href="data:image/png;base64,x"/>', "", "another picture"),
        ("<foreignObject/>", "", "a page"),
        ("<text>Marrowby</text>", "", "not outlines"),
        ("<filter/>", "", "“filter”"),
        ('<use href="https://e.example/x.svg#y"/>', "", "another place"),
        ('<use href="file:///etc/passwd"/>', "", "another place"),
        ('<path fill="url(https://e.example)"/>', "", "another place"),
        ("<style>@import 'x.css'</style>", "", "another place"),
        ("<style>g {fill: url(//e.example)}</style>", "", "another place"),
    ],
)
def test_an_svg_that_does_more_than_draw_is_refused(inner, more, why):
    with pytest.raises(looks.Unfit, match=why):
        looks.crest_of(svg(inner, more))


@pytest.mark.parametrize(
    "data",
    [
        b"<svg",
        b"<?xml version='1.0'?><html/>",
        b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
    ],
)
def test_an_svg_that_cannot_be_read_is_refused(data):
    with pytest.raises(looks.Unfit, match="cannot be read as an SVG"):
        looks.crest_of(data)


def test_an_svg_without_a_size_or_with_too_many_shapes_is_refused():
    with pytest.raises(looks.Unfit, match="how large"):
        looks.crest_of(b'<svg xmlns="http://www.w3.org/2000/svg"/>')
    with pytest.raises(looks.Unfit, match="too many shapes"):
        looks.crest_of(svg("<g/>" * 5001))


def test_a_crest_needs_words():
    with pytest.raises(looks.Unfit, match="what the crest shows"):
        looks.Look.of(crest=rich.CREST)
    assert looks.Look.of() == looks.Look()


def test_a_crest_keeps_its_proportion():
    assert looks.proportion(looks.Look(crest=rich.CREST)) == pytest.approx(60 / 70)
    assert looks.proportion(looks.Look(crest=rich.crest(40))) == 1
