"""Whether a file may be opened at all. Every refusal is one sentence or two for the person."""

import io
import re
import unicodedata
import xml.sax
import zipfile
from pathlib import PurePath

import defusedxml.sax
from defusedxml.common import DefusedXmlException
from lxml import etree
from openpyxl.utils.cell import range_boundaries

MEGABYTE = 1024 * 1024

#: In bytes: the file itself, everything in it once unpacked, and what of that has to be parsed.
LARGEST_FILE = 20 * MEGABYTE
LARGEST_UNPACKED = 200 * MEGABYTE
LARGEST_XML = 20 * MEGABYTE

#: Parts of an office file; how far one of more than 20 MB may be packed together; how deep its XML
#: may be nested, and of how many elements it is; how many cells may be merged.
MOST_PARTS = 3_000
PACKED_AT_MOST = 100
DEEPEST = 200
MOST_ELEMENTS = 1_500_000
MOST_MERGED = 200_000

#: In bytes: a part up to so many is parsed whole; a longer one is watched as it goes by.
LARGEST_WHOLE = 4 * MEGABYTE

KINDS = {"docx": "a Word document", "xlsx": "an Excel workbook", "csv": "a CSV file"}

_MAIN = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
#: How a part begins that a byte-wise search can judge: in UTF-8, by what it says or by default.
_PLAIN_START = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:<\?xml\s[^>]*?encoding=[\"'](?i:utf-8)[\"'][^>]*>|<\?xml\s(?![^>]*encoding)|"
    rb"<[A-Za-z])"
)
_is_too_deep = etree.XPath(f"boolean({'/*' * (DEEPEST + 1)})")
_count = etree.XPath("count(//*)")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class Unreadable(ValueError):  # noqa: N818 - it reads as the sentence it carries
    """A file that cannot be read as a plan, with the sentence that says why and what to do."""

    def __init__(self, sentence):
        super().__init__(sentence)
        self.sentence = sentence


class IsARegister(Unreadable):
    """A file that lists posts by agency, and is read as a register instead."""


class UnknownLayout(Unreadable):
    """A file with tables of which the portal cannot tell alone what stands in their columns."""


def checked(file, *, name):
    """The kind and the bytes of a file that may be opened.

    Raises Unreadable for one that is empty, too large (20 MB), locked, damaged, hostile, with
    macros, or not what its name says.
    """
    shown = shown_name(name)
    content = _content(file, shown)
    ending = PurePath(name).suffix.lower().lstrip(".")
    if ending in ("docm", "xlsm", "dotm", "xltm", "xlsb"):
        raise Unreadable(f"{shown} may hold macros. Save it as .docx or .xlsx and choose that.")
    if ending not in KINDS:
        raise Unreadable(f"{shown} is not a Word (.docx), Excel (.xlsx) or CSV (.csv) file.")
    if content.startswith(_OLE):
        raise Unreadable(_why_not_ole(content, shown))
    if ending == "csv":
        _check_is_text(content, shown)
    else:
        _check_package(content, ending, shown)
    return ending, content


def shown_name(name):
    """A file's name as a sentence may show it: its last part, on one line, not too long."""
    last = PurePath(str(name).replace("\\", "/")).name
    seen = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C")
    return (seen if len(seen) <= 80 else f"{seen[:60]}…{seen[-15:]}") or "The file"


def _content(file, shown):
    file.seek(0)
    content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        limit = LARGEST_FILE // MEGABYTE
        raise Unreadable(f"{shown} is larger than {limit} MB. Remove its pictures and try again.")
    if not content.strip(b"\0 \t\r\n"):
        raise Unreadable(f"{shown} is empty. Choose a file with a plan in it.")
    return content


def _why_not_ole(content, shown):
    if _ENCRYPTED in content:
        return f"{shown} is locked with a password. Save a copy without one and choose that."
    return f"{shown} is in an older Office format. Save it as .docx or .xlsx and choose that."


def _is_not(shown, kind):
    return (
        f"{shown} is not {KINDS[kind]}, whatever its name says. "
        f"Open it, save it again as .{kind} and choose that."
    )


def _check_is_text(content, shown):
    head = content[:4096]
    is_wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    binary = sum(byte < 32 and byte not in b"\t\r\n\f" for byte in head)
    if head.startswith((b"PK\x03\x04", b"%PDF")) or (not is_wide and binary > len(head) // 20):
        raise Unreadable(_is_not(shown, "csv"))


def _check_package(content, kind, shown):
    """Check an office file part by part before any parser of documents sees it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            _check_sizes(parts, shown)
            _check_kind(package, parts, kind, shown)
            _check_xml(package, parts, shown)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError) as error:
        if content.startswith(b"PK"):
            raise Unreadable(_damaged(shown)) from error
        raise Unreadable(_is_not(shown, kind)) from error
    except (OSError, zipfile.zlib.error, RuntimeError, UnicodeError) as error:
        raise Unreadable(_damaged(shown)) from error


def _damaged(shown):
    return f"{shown} is damaged and cannot be opened. Ask for a new copy and choose that."


def _check_sizes(parts, shown):
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable(f"{shown} is locked with a password. Save a copy without one.")
    is_bomb = (
        len(parts) > MOST_PARTS
        or sum(part.file_size for part in parts) > LARGEST_UNPACKED
        or any(
            part.file_size > LARGEST_FILE and part.file_size > PACKED_AT_MOST * part.compress_size
            for part in parts
        )
    )
    if is_bomb:
        raise Unreadable(f"{shown} unpacks to far more than a plan can hold, so it was not opened.")


def _check_kind(package, parts, kind, shown):
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names:
        raise Unreadable(_is_not(shown, kind))
    types = package.read("[Content_Types].xml").decode("utf-8", "replace")
    if "macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Unreadable(f"{shown} holds macros. Save it as an ordinary .{kind} and choose that.")
    if _MAIN[kind] not in types:
        raise Unreadable(_is_not(shown, kind))


def _check_xml(package, parts, shown):
    xml_parts = [part for part in parts if _is_xml(package, part)]
    if sum(part.file_size for part in xml_parts) > LARGEST_XML:
        raise Unreadable(f"{shown} holds far more text than a plan, so it was not opened.")
    guard = _Guard(shown)
    for part in xml_parts:
        if (
            part.file_size <= LARGEST_WHOLE
            and (elements := _elements_if_plain(package.read(part))) is not None
        ):
            guard.add(elements)
            continue
        guard.depth = 0
        try:
            with package.open(part) as stream:
                defusedxml.sax.parse(stream, guard, forbid_dtd=True)
        except DefusedXmlException as error:
            raise Unreadable(
                f"{shown} holds hidden instructions for the program that opens it, "
                "which no plan needs, so it was not opened."
            ) from error
        except xml.sax.SAXException as error:
            if part.filename.endswith((".xml", ".rels")):
                raise Unreadable(_damaged(shown)) from error


def _elements_if_plain(content):
    """How many elements there are in XML in which nothing can hide; None if it must be watched.

    Nothing can hide in UTF-8 without declarations, comments, merged cells or great depth.
    """
    if not _PLAIN_START.match(content) or b"<!" in content or b"mergeCell" in content:
        return None
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None
    return None if _is_too_deep(root) else int(_count(root))


def _is_xml(package, part):
    """Whether a part begins like XML, whatever it is called; drawings that browsers show are let be."""
    with package.open(part) as stream:
        head = stream.read(64)
    begins = head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    is_wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return (begins or is_wide) and not part.filename.endswith(".svg")


class _Guard(xml.sax.ContentHandler):
    """Stops at XML that is nested too deep, goes on too long, or merges more than any table has."""

    def __init__(self, shown):
        super().__init__()
        self.shown, self.depth, self.count, self.merged = shown, 0, 0, 0

    def add(self, elements):
        """Count the elements of a part that was looked at in another way."""
        self.count += elements
        self._refuse_beyond_limits()

    def startElement(self, name, attrs):  # noqa: N802 - the parser's name for it
        self.depth += 1
        self.count += 1
        if name.rpartition(":")[2] == "mergeCell" and "ref" in attrs:
            self.merged += _area(attrs["ref"])
        self._refuse_beyond_limits()

    def endElement(self, name):  # noqa: N802 - the parser's name for it
        self.depth -= 1

    def _refuse_beyond_limits(self):
        if self.depth > DEEPEST or self.count > MOST_ELEMENTS or self.merged > MOST_MERGED:
            raise Unreadable(
                f"{self.shown} is built in a way that no plan is, so it was not opened."
            )


def _area(reference):
    try:
        left, top, right, bottom = range_boundaries(reference)
        return (right - left + 1) * (bottom - top + 1)
    except (TypeError, ValueError):
        return MOST_MERGED + 1
