"""A council's colour and crest: what is uploaded, made safe or refused in a sentence. No database."""

import base64
import colorsys
import io
import re
import warnings
from dataclasses import dataclass
from hashlib import sha256
from xml.etree import ElementTree as ET  # noqa: S405  only writes; what is read comes through defusedxml

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from PIL import Image, UnidentifiedImageError

#: The portal's own.
COLOUR = "#0f4c5c"
#: What WCAG 2.2 (1.4.3) asks of words on a ground.
CONTRAST = 4.5
#: A crest stands 22 mm high at 300 dots an inch; more than this prints no better.
MOST_PIXELS = 1000
#: Beyond this a picture is not even opened.
LARGEST_SIDE, LARGEST_FILE = 12_000, 10 * 1024 * 1024
MOST_SHAPES = 5_000

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
_SHAPES = {
    "svg", "g", "defs", "symbol", "use", "title", "desc", "path", "rect", "circle", "ellipse", "line",
    "polyline", "polygon", "clipPath", "mask", "linearGradient", "radialGradient", "stop", "style",
}  # fmt: skip
#: What drawing programs add, and no picture needs.
_LEFT_OUT = {"metadata"}
_REFUSED = {
    "script": "a script",
    "a": "a link",
    "image": "another picture",
    "foreignObject": "a page",
    "text": "words that are not outlines",
    "animate": "a movement",
    "animateTransform": "a movement",
    "set": "a movement",
}
_ELSEWHERE = re.compile(r"@import|javascript:|expression\(|url\(\s*['\"]?(?!#)", re.IGNORECASE)


class Unfit(ValueError):
    """A colour or a crest that a paper cannot have, with the sentence that says why."""


@dataclass(frozen=True)
class Look:
    """A council's colour as #rrggbb, its crest as PNG or SVG bytes already made safe, and its words."""

    colour: str = COLOUR
    crest: bytes = b""
    crest_words: str = ""

    @classmethod
    def of(cls, *, colour="", crest=b"", crest_words=""):
        """A look from what a person gives; raises Unfit with the sentence that says what to change."""
        look = cls(
            colour_of(colour) if colour else COLOUR,
            crest_of(crest) if crest else b"",
            crest_words.strip(),
        )
        look.check()
        return look

    def check(self):
        """Raise Unfit unless the colour can be read on white and the crest has words."""
        colour_of(self.colour)
        if self.crest and not self.crest_words:
            raise Unfit("Say in words what the crest shows, for those who cannot see it.")

    @property
    def crest_type(self):
        """The media type of the crest."""
        return "image/png" if self.crest.startswith(b"\x89PNG") else "image/svg+xml"

    @property
    def crest_address(self):
        """The crest as a data address, empty if there is none."""
        if not self.crest:
            return ""
        return f"data:{self.crest_type};base64,{base64.b64encode(self.crest).decode()}"

    @property
    def pale(self):
        """The colour as a ground for dark words."""
        return _mixed(self.colour, 0.22)

    @property
    def middle(self):
        """The colour at something over half its strength."""
        return _mixed(self.colour, 0.6)

    def fingerprint(self):
        """SHA-256, in hex, of all that the look changes on paper."""
        whole = f"{self.colour}\n{self.crest_words}\n".encode() + self.crest
        return sha256(whole).hexdigest()


# Colour


def colour_of(text):
    """A colour as #rrggbb that words on white can have; raises Unfit, with the nearest that will do."""
    found = re.fullmatch(r"#?([0-9a-f]{6}|[0-9a-f]{3})", text.strip().lower())
    if not found:
        raise Unfit("Enter a colour as # and six letters or digits, like #0f4c5c.")
    digits = found[1] if len(found[1]) == 6 else "".join(2 * digit for digit in found[1])
    colour = f"#{digits}"
    if (ratio := contrast(colour)) < CONTRAST:
        raise Unfit(
            f"{colour} is too pale for words on white: its contrast is {_floored(ratio)} to 1 and must be at "
            f"least {CONTRAST}. The nearest that is dark enough is {nearest_dark(colour)}."
        )
    return colour


def contrast(colour):
    """The contrast of a colour with white, from 1 to 21, as WCAG counts it."""
    light = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _parts(colour)]
    return 1.05 / (0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2] + 0.05)


def nearest_dark(colour):
    """The colour itself, or the least darkened one of its hue that can be read on white."""
    hue, light, strength = colorsys.rgb_to_hls(*_parts(colour))
    while contrast(colour) < CONTRAST:
        light -= 0.005
        colour = _hex(colorsys.hls_to_rgb(hue, max(light, 0), strength))
    return colour


def _parts(colour):
    return [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]


def _hex(parts):
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def _mixed(colour, share):
    return _hex([part * share + 1 - share for part in _parts(colour)])


def _floored(ratio):
    return int(ratio * 10) / 10


# Crest


def crest_of(data):
    """The bytes of a PNG or SVG, drawn anew so that nothing but the picture is left; raises Unfit."""
    if len(data) > LARGEST_FILE:
        raise Unfit("The crest is larger than 10 MB. Save it smaller: 1,000 pixels high is enough.")
    if data.startswith(b"\x89PNG"):
        return _png(data)
    if b"<svg" in data[:20_000].lower() or data.lstrip().startswith(b"<?xml"):
        return _svg(data)
    raise Unfit("The crest must be a PNG or an SVG file.")


def _png(data):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            # WeasyPrint has Pillow draw half a picture without a word: this reads it to its end.
            with Image.open(io.BytesIO(data), formats=["PNG"]) as picture:
                picture.verify()
            with Image.open(io.BytesIO(data), formats=["PNG"]) as picture:
                if max(picture.size) > LARGEST_SIDE:
                    raise Unfit(
                        f"The crest is {picture.width:,} by {picture.height:,} pixels. "
                        f"Save it smaller: {MOST_PIXELS:,} pixels high is enough."
                    )
                picture = picture.convert("RGBA")
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        OSError,
        SyntaxError,
        ValueError,
    ) as error:
        if isinstance(error, Unfit):
            raise
        raise Unfit(
            "The crest cannot be read as a PNG. Save it again and try once more."
        ) from error
    picture.thumbnail((MOST_PIXELS, MOST_PIXELS))
    clean = Image.new("RGBA", picture.size)
    clean.paste(picture)
    out = io.BytesIO()
    clean.save(out, "PNG", optimize=True)
    return out.getvalue()


def _svg(data):
    try:
        root = fromstring(data)
    except (ET.ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise Unfit("The crest cannot be read as an SVG. Save it again as plain SVG.") from error
    if _name(root.tag) != "svg":
        raise Unfit("The crest cannot be read as an SVG. Save it again as plain SVG.")
    if sum(1 for _ in root.iter()) > MOST_SHAPES:
        raise Unfit("The crest is drawn with too many shapes. Save it as a PNG instead.")
    drawn = _redrawn(root)
    if not _has_size(drawn):
        raise Unfit(
            "The crest does not say how large it is. Save it with a width, a height or a view box."
        )
    ET.register_namespace("", SVG)
    ET.register_namespace("xlink", XLINK)
    return ET.tostring(drawn, encoding="utf-8")


def _redrawn(element):
    name = _name(element.tag)
    if name in _REFUSED or name not in _SHAPES:
        what = _REFUSED.get(name, f"“{name}”")
        raise Unfit(f"The crest holds {what}. Save it as plain shapes, or as a PNG.")
    drawn = ET.Element(f"{{{SVG}}}{name}")
    for key, value in element.attrib.items():
        _add_attribute(drawn, key, value)
    if name == "style" and _ELSEWHERE.search(element.text or ""):
        raise Unfit(
            "The crest takes something from another place. Save it as plain SVG, or as a PNG."
        )
    if name in ("style", "title", "desc"):
        drawn.text = element.text
    for child in element:
        if isinstance(child.tag, str) and not _is_left_out(child):
            drawn.append(_redrawn(child))
    return drawn


def _add_attribute(drawn, key, value):
    name = _name(key)
    if name.lower().startswith("on"):
        raise Unfit("The crest holds a script. Save it as plain shapes, or as a PNG.")
    points_away = name in ("href", "src") and not value.startswith("#")
    if points_away or _ELSEWHERE.search(value):
        raise Unfit(
            "The crest takes something from another place. Save it as plain SVG, or as a PNG."
        )
    if not key.startswith("{"):
        drawn.set(name, value)
    elif key == f"{{{XLINK}}}href":
        drawn.set(key, value)


def _is_left_out(element):
    """True for what drawing programs note beside the picture."""
    space = element.tag[1:].split("}")[0] if element.tag.startswith("{") else ""
    return space not in ("", SVG) or _name(element.tag) in _LEFT_OUT


def _name(tag):
    return tag.rsplit("}", 1)[-1]


def _has_size(root):
    return "viewBox" in root.attrib or {"width", "height"} <= set(root.attrib)


def proportion(look):
    """How wide a look's crest is for one of its height."""
    if look.crest_type == "image/png":
        with Image.open(io.BytesIO(look.crest)) as picture:
            return picture.width / picture.height
    root = fromstring(look.crest)
    numbers = re.findall(r"[\d.]+", root.get("viewBox", ""))[2:]
    numbers = numbers or [
        re.match(r"[\d.]*", root.get(side, ""))[0] for side in ("width", "height")
    ]
    try:
        return min(max(float(numbers[0]) / float(numbers[1]), 0.1), 10)
    except (ValueError, IndexError, ZeroDivisionError):
        return 1.0
