"""Pictures for papers and pages: data in, SVG out, the same bytes for the same data."""

import io
import os
import re
from hashlib import sha256
from xml.etree import ElementTree as ET  # noqa: S405  only writes; what is read is this module's own

from defusedxml.ElementTree import fromstring
from django.conf import settings

# Matplotlib keeps a list of fonts; it belongs with the portal's own data, not in a home folder.
os.environ.setdefault("MPLCONFIGDIR", str(settings.VAR / "matplotlib"))

import matplotlib as mpl  # noqa: E402
from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: E402
from matplotlib.backends.backend_svg import FigureCanvasSVG  # noqa: E402
from matplotlib.figure import Figure  # noqa: E402

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
MM = 1 / 25.4

FONTS = "Source Sans 3, Arial, sans-serif"

#: How each kind of bar is drawn. Dark, pale and hatched stay apart on a black-and-white printer.
STYLES = {
    "done": {"facecolor": "#0f4c5c", "edgecolor": "#0f4c5c", "hatch": None, "ink": "#ffffff"},
    "steady": {"facecolor": "#c8dde2", "edgecolor": "#0f4c5c", "hatch": None, "ink": "#0b0c0c"},
    "trouble": {"facecolor": "#ffffff", "edgecolor": "#942514", "hatch": "////", "ink": "#0b0c0c"},
}

#: Widths in millimetres: the text of an A4 page, and the part of it kept for the names of rows.
PAGE_WIDTH, NAME_WIDTH, TAIL_WIDTH = 166, 58, 30
ROW_HEIGHT, BAR_HEIGHT, TEXT_SIZE = 9.5, 0.62, 8.5
#: With more rows than these they stand closer: so high where a name takes two lines, else so high.
ROWS_APART, CLOSE_FOLDED, CLOSE = 8, 7.6, 6.2
#: A picture is drawn in matplotlib's own typeface, which runs wider.
PICTURE_TEXT_SIZE = 6.8
#: Dots an inch of a picture.
DOTS = 200
#: A capital letter's rough width in millimetres at that size, to know which words fit in a bar.
LETTER_WIDTH = 1.55


def stacked_bars(chart, *, look=None):
    """Horizontal stacked bars, one a row, each part labelled in place, as SVG with a title.

    `chart` holds `series` (key, label, style), `rows` (label, values in the order of the series)
    and `alt`, which becomes the title that screen readers say. Its `shape` is "shares" where each
    row is one percentage with `words`, beside a `target` that may be None. `look` gives the colours.
    """
    with mpl.rc_context(_settings()):
        return _as_svg(_drawn(_coloured(chart, look)), chart["alt"])


def stacked_bars_picture(chart, *, look=None):
    """The same chart as PNG bytes, for documents that hold no SVG; its words go in beside it."""
    out = io.BytesIO()
    with mpl.rc_context(_settings() | {"font.size": PICTURE_TEXT_SIZE}):
        FigureCanvasAgg(_drawn(_coloured(chart, look))).print_png(out, metadata={"Software": None})
    return out.getvalue()


def _coloured(chart, look):
    """The chart with the ink of each part beside it."""
    own = {}
    if look is not None:
        own = {
            "done": {"facecolor": look.colour, "edgecolor": look.colour},
            "steady": {"facecolor": look.pale, "edgecolor": look.colour},
        }
    series = [
        {**part, "ink": STYLES[part["style"]] | own.get(part["style"], {})}
        for part in chart["series"]
    ]
    return {**chart, "series": series}


def _drawn(chart):
    return _shares(chart) if chart.get("shape") == "shares" else _stacked(chart)


def _stacked(chart):
    rows, series = chart["rows"], chart["series"]
    longest = max((sum(row["values"]) for row in rows), default=0) or 1
    unit = (PAGE_WIDTH - NAME_WIDTH - TAIL_WIDTH) / longest
    key = [part for place, part in enumerate(series) if not _is_named(part, place, rows, unit)]
    top = 0.8 if key else 0
    figure, plot = _page(rows, longest, top)
    _draw_key(plot, key, longest, unit)
    for place, row in enumerate(rows):
        _draw_row(plot, place, row, series, unit)
    return figure


def _shares(chart):
    """A bar of each row's percentage, named after its end, and the target as a line through all."""
    rows, target, (part,) = chart["rows"], chart["target"], chart["series"]
    top = 0 if target is None else 0.8
    figure, plot = _page(rows, 100, top)
    for place, row in enumerate(rows):
        _draw_name(plot, place, row["label"])
        plot.barh(place, row["values"][0], height=BAR_HEIGHT, **_ink(part))
        _draw_tail(plot, place, 100, row["words"])
    if target is not None:
        for width, colour in (
            (2.4, "#ffffff"),
            (1.1, "#0b0c0c"),
        ):  # seen on a dark bar, and on none
            plot.plot([target] * 2, [-0.6, len(rows) - 0.5], color=colour, linewidth=width)
        plot.annotate(f"target {target:g}%", (target, -0.9), ha="center", annotation_clip=False)
    return figure


def _page(rows, longest, top):
    height = _row_height(rows) * (max(len(rows), 1) + top) + 1
    figure = Figure(figsize=(PAGE_WIDTH * MM, height * MM), dpi=DOTS)
    figure.patch.set_visible(False)
    plot = figure.add_axes(
        (NAME_WIDTH / PAGE_WIDTH, 0, 1 - (NAME_WIDTH + TAIL_WIDTH) / PAGE_WIDTH, 1)
    )
    plot.set_axis_off()
    plot.set_xlim(0, longest)
    plot.set_ylim(len(rows) - 0.5, -0.5 - top)
    return figure, plot


def _row_height(rows):
    """How high a row stands, in millimetres."""
    if len(rows) <= ROWS_APART:
        return ROW_HEIGHT
    return CLOSE_FOLDED if any("\n" in _folded(row["label"]) for row in rows) else CLOSE


def _fits(part, value, unit):
    return len(f"{value} {part['label']}") * LETTER_WIDTH + 2 < value * unit


def _is_named(part, place, rows, unit):
    """True if some bar has room for the words of this part, or nothing has the part at all."""
    values = [row["values"][place] for row in rows]
    if part["style"] == "trouble" or not any(values):
        return True
    return any(_fits(part, value, unit) for value in values)


def _draw_key(plot, key, longest, unit):
    """What the bars without words mean, above them: only for parts that no bar has room to name."""
    left = 0
    for part in key:
        plot.barh(-1, 4 / unit, left=left, height=BAR_HEIGHT / 2, **_ink(part))
        plot.annotate(
            part["label"],
            (left + 4 / unit, -1),
            xytext=(3, 0),
            textcoords="offset points",
            va="center_baseline",
            annotation_clip=False,
        )
        left += (10 + len(part["label"]) * LETTER_WIDTH) / unit


def _ink(part):
    style = part["ink"]
    return {
        "color": style["facecolor"],
        "edgecolor": style["edgecolor"],
        "hatch": style["hatch"],
        "linewidth": 0.7,
        "clip_on": False,
    }


def _draw_row(plot, place, row, series, unit):
    """One bar: parts from left to right, what is in trouble named after its end."""
    _draw_name(plot, place, row["label"])
    start, tail = 0, "" if sum(row["values"]) else "no actions"
    for part, value in zip(series, row["values"], strict=True):
        if not value:
            continue
        plot.barh(place, value, left=start, height=BAR_HEIGHT, **_ink(part))
        if part["style"] == "trouble":
            tail = f"{value} {part['label']}"
        else:
            plot.annotate(
                f"{value} {part['label']}" if _fits(part, value, unit) else str(value),
                (start + value / 2, place),
                ha="center",
                va="center_baseline",
                color=part["ink"]["ink"],
            )
        start += value
    _draw_tail(plot, place, start, tail)


def _draw_name(plot, place, label):
    plot.annotate(
        _folded(label),
        (0, place),
        xytext=(-NAME_WIDTH * 72 * MM, 0),
        textcoords="offset points",
        va="center",
        linespacing=1.15,
        annotation_clip=False,
    )


def _draw_tail(plot, place, start, tail):
    plot.annotate(
        tail,
        (start, place),
        xytext=(4, 0),
        textcoords="offset points",
        va="center_baseline",
        annotation_clip=False,
    )


def _folded(text, width=40):
    """Text in at most two lines that fit beside the bars."""
    words, first = text.split(), ""
    while words and len(f"{first} {words[0]}") <= width:
        first = f"{first} {words.pop(0)}".strip()
    second = " ".join(words)
    if len(second) > width:
        second = second[: width - 1].rsplit(" ", 1)[0] + "…"
    return f"{first}\n{second}" if first and second else first or second


def _settings():
    return {
        "svg.hashsalt": "prevent-portal",
        "svg.fonttype": "none",
        "font.family": "DejaVu Sans",  # ships with matplotlib: measures alike everywhere
        "font.size": TEXT_SIZE,
        "text.color": "#0b0c0c",
        "hatch.linewidth": 0.8,
        "text.parse_math": False,
    }


def _as_svg(figure, alt):
    """The drawing without dates, sizes in pixels or style attributes, so that a strict page takes it."""
    out = io.BytesIO()
    FigureCanvasSVG(figure).print_svg(
        out, metadata={"Date": None, "Creator": None, "Format": None, "Type": None}
    )
    root = fromstring(out.getvalue())
    for unwanted in ("metadata", "defs"):
        for child in [c for c in root if c.tag == f"{{{SVG}}}{unwanted}"]:
            if unwanted == "metadata" or child.find(f"{{{SVG}}}style") is not None:
                root.remove(child)
    title = ET.Element(f"{{{SVG}}}title")
    title.text = alt
    root.insert(0, title)
    root.set("role", "img")
    root.set("stroke-linejoin", "round")
    root.set("stroke-linecap", "butt")
    # Several drawings share a page, so each has names of its own, and only those that it uses.
    mark = sha256(out.getvalue() + alt.encode()).hexdigest()[:8]
    used = set(re.findall(r"url\(#([^)]+)\)", out.getvalue().decode()))
    for element in root.iter():
        name = element.attrib.pop("id", None)
        if name in used:
            element.set("id", f"{mark}-{name}")
        for declaration in filter(None, re.split(r";\s*", element.attrib.pop("style", ""))):
            name, value = declaration.split(":", 1)
            if name.strip() != "font":
                element.set(name.strip(), value.strip())
        for name, value in element.attrib.items():
            element.set(name, value.replace("url(#", f"url(#{mark}-"))
        if element.tag == f"{{{SVG}}}text":
            element.set("font-family", FONTS)
            element.set("font-size", str(TEXT_SIZE))
    ET.register_namespace("", SVG)
    ET.register_namespace("xlink", XLINK)
    return ET.tostring(root, encoding="unicode")
