"""What a file carries along unseen: who wrote it and where, taken off before the file is kept.

Pictures lose it without being drawn anew, piece by piece of the file; how they are turned stays. Word,
Excel and PowerPoint files lose the names in their properties, and every other part is copied as it is.
A PDF loses its properties; one that is signed, locked or damaged stays as it came, and that is said. CSV and
text have none. Comments and tracked changes are somebody's words: they stay, and it is said that they are there.
"""

import copy
import io
import struct
import zipfile
import zlib
from dataclasses import dataclass
from posixpath import normpath

import pikepdf
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from PIL import Image

MEGABYTE = 1024 * 1024
#: Bytes, unpacked: of properties that are read, of a picture inside a document, of a text that is
#: looked through for changes, and of all of that in one file.
_PROPERTIES, _PICTURE, _TEXT, _ALTOGETHER = MEGABYTE, 20 * MEGABYTE, 20 * MEGABYTE, 60 * MEGABYTE

PLACE = "place it was taken"
CAMERA = "details of the camera"
DESCRIPTION = "description"
THUMBNAIL = "small copy of the picture"
OTHERS = "other properties"


class Damaged(Exception):  # noqa: N818 - it says what the file is
    """The file's pieces cannot be told apart."""


@dataclass(frozen=True)
class Cleaned:
    """A file without what it carried: the bytes (None: as they came), what came off, what is still in it."""

    content: io.BytesIO | None = None
    taken_off: tuple = ()
    still_in: tuple = ()

    @property
    def words(self):
        """The same in a sentence or two; "" where there is nothing to say."""
        said = []
        if self.taken_off:
            said.append(f"Taken off: {', '.join(self.taken_off)}.")
        if self.still_in:
            said.append(f"Still in it: {' and '.join(self.still_in)}.")
        return " ".join(said)


def cleaned(file, kind):
    """A file of a kind that `files` knows without what it carries along. Raises Damaged."""
    file.seek(0)
    if kind in ("jpg", "png"):
        found = _PICTURES[kind](file.read())
        return Cleaned(io.BytesIO(found[0]), found[1]) if found else Cleaned()
    if kind in ("docx", "xlsx", "pptx"):
        return _Package(file).cleaned()
    if kind == "pdf":
        return _pdf(file)
    return Cleaned()


# PDF

SAID_BY_PDF = "what the PDF says of who made it"


def _pdf(file):
    """A PDF without its properties, old versions of them included; what cannot be opened stays as it came."""
    try:
        pdf = pikepdf.open(file)
    except pikepdf.PdfError:
        return Cleaned(still_in=(SAID_BY_PDF,))
    with pdf:
        if "/Info" not in pdf.trailer and "/Metadata" not in pdf.Root:
            return Cleaned()
        if pdf.is_encrypted or "/Perms" in pdf.Root or _is_signed(pdf):
            return Cleaned(still_in=(SAID_BY_PDF,))
        for place, name in ((pdf.trailer, "/Info"), (pdf.Root, "/Metadata")):
            if name in place:
                del place[name]
        out = io.BytesIO()
        pdf.save(out, fix_metadata_version=False)
    return Cleaned(out, (OTHERS,))


def _is_signed(pdf):
    form = pdf.Root.get("/AcroForm", {})
    return int(form.get("/SigFlags", 0)) & 1 == 1


# Pictures

_SOS, _EOI = 0xDA, 0xD9
_ORIENTATION, _GPS, _THUMBNAIL = 0x0112, 0x8825, 1
#: JPEG: APP0 when it is JFIF, APP2 when it is a colour profile, APP14 of Adobe: what drawing it needs.
_KEPT_SEGMENTS = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
#: PNG: beside what must be there, colours and sizes.
_KEPT_CHUNKS = {
    b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"bKGD", b"pHYs", b"sBIT", b"hIST", b"sPLT",
    b"acTL", b"fcTL", b"fdAT", b"cICP",
}  # fmt: skip
_PNG = b"\x89PNG\r\n\x1a\n"


def _jpeg(raw):
    """The bytes and what came off, or None if there was nothing to take off."""
    out, off, at, turned = [raw[:2]], [], 2, 1
    while True:
        marker, at = _marker(raw, at)
        if marker == _EOI:
            break
        end = at + _number(raw, at, ">H")
        body = raw[at + 2 : end]
        if len(body) < end - at - 2:
            raise Damaged
        if marker == _SOS:
            end = _end_of_scan(raw, end)
        if _is_kept(marker, body):
            out.append(raw[at - 2 : end])
        else:
            off += _said_by(marker, body)
            turned = _turned(body) if body.startswith(b"Exif\0\0") else turned
        at = end
    if raw[at:].strip(b"\0"):
        off.append(OTHERS)
    if not off:
        return None
    if turned != 1:
        out.insert(_after_jfif(out), _segment(0xE1, b"Exif\0\0" + _only_orientation(turned)))
    return b"".join(out) + b"\xff\xd9", _once(off)


def _marker(raw, at):
    """The marker at a place, and where what follows it begins."""
    if raw[at : at + 1] != b"\xff":
        raise Damaged
    while raw[at : at + 1] == b"\xff":
        at += 1
    if at >= len(raw) or raw[at] in (0, 1) or 0xD0 <= raw[at] <= 0xD8:
        raise Damaged
    return raw[at], at + 1


def _end_of_scan(raw, at):
    """Where the dots of a scan end: at the next marker that is none of theirs."""
    while (at := raw.find(b"\xff", at)) >= 0 and at + 1 < len(raw):
        if raw[at + 1] == 0 or 0xD0 <= raw[at + 1] <= 0xD7:
            at += 2
        elif raw[at + 1] == 0xFF:
            at += 1
        else:
            return at
    raise Damaged


def _is_kept(marker, body):
    if marker in _KEPT_SEGMENTS:
        return body.startswith(_KEPT_SEGMENTS[marker])
    return not (0xE0 <= marker <= 0xEF or marker == 0xFE)


def _said_by(marker, body):
    """What goes with a segment, in words."""
    if body.startswith(b"Exif\0\0"):
        return _said_by_exif(body[6:])
    if marker == 0xE1 or marker == 0xFE or body.startswith(b"Photoshop"):
        return [DESCRIPTION]
    return [THUMBNAIL] if body.startswith(b"JFXX") else [OTHERS]


def _said_by_exif(tiff):
    exif = _exif(tiff)
    if exif is None:
        return [OTHERS]
    others = set(exif) - {_ORIENTATION, _GPS}
    said = [PLACE] if _GPS in exif else []
    said += [CAMERA] if others or not said else []
    return said if set(exif) != {_ORIENTATION} or len(tiff) > len(_only_orientation(1)) else []


def _exif(tiff):
    exif = Image.Exif()
    try:
        exif.load(b"Exif\0\0" + tiff)
        return dict(exif)
    except Exception:  # Pillow raises what it likes on broken tags; then all of it goes
        return None


def _turned(body):
    """How the camera was held: 1 to 8 as EXIF counts."""
    turned = (_exif(body[6:]) or {}).get(_ORIENTATION, 1)
    return turned if isinstance(turned, int) and 1 <= turned <= 8 else 1


def _only_orientation(turned):
    """TIFF bytes that say how the picture is turned and nothing else."""
    entry = struct.pack("<HHIHH", _ORIENTATION, 3, 1, turned, 0)
    return b"II*\0" + struct.pack("<IH", 8, 1) + entry + struct.pack("<I", 0)


def _segment(marker, body):
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def _after_jfif(out):
    return 2 if len(out) > 1 and out[1][:2] == b"\xff\xe0" else 1


def _png(raw):
    """As `_jpeg` does."""
    out, off, at, turned, kind = [_PNG], [], len(_PNG), 1, b""
    while kind != b"IEND":
        size = _number(raw, at, ">I")
        kind, body = raw[at + 4 : at + 8], raw[at + 8 : at + 8 + size]
        if len(raw) < at + 12 + size:
            raise Damaged
        is_needed = kind[:1].isupper() or kind in _KEPT_CHUNKS
        if is_needed:
            out.append(raw[at : at + 12 + size])
        elif kind == b"eXIf":
            off += _said_by_exif(body)
            turned = _turned(b"Exif\0\0" + body)
        else:
            off.append(DESCRIPTION if kind in (b"tEXt", b"zTXt", b"iTXt") else OTHERS)
        at += 12 + size
    if raw[at:].strip(b"\0"):
        off.append(OTHERS)
    if not off:
        return None
    if turned != 1:
        body = b"eXIf" + _only_orientation(turned)
        check = struct.pack(">I", zlib.crc32(body))
        out.insert(2, struct.pack(">I", len(body) - 4) + body + check)
    return b"".join(out), _once(off)


_PICTURES = {"jpg": _jpeg, "jpeg": _jpeg, "png": _png}


def _number(raw, at, form):
    try:
        return struct.unpack_from(form, raw, at)[0]
    except struct.error:
        raise Damaged from None


def _once(words):
    return tuple(dict.fromkeys(words))


# Office files

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SCHEMAS = "http://schemas.openxmlformats.org"
#: The end of a relation's name -> what stands in place of its part.
_EMPTY = {
    "core-properties": f'{_XML}<cp:coreProperties xmlns:cp="{_SCHEMAS}/package/2006/metadata/'
    'core-properties"/>',
    "extended-properties": f'{_XML}<Properties xmlns="{_SCHEMAS}/officeDocument/2006/'
    'extended-properties"/>',
    "custom-properties": f'{_XML}<Properties xmlns="{_SCHEMAS}/officeDocument/2006/'
    'custom-properties"/>',
}
#: Where they stand if the package does not say.
_USUAL = {
    "docProps/core.xml": "core-properties",
    "docProps/app.xml": "extended-properties",
    "docProps/custom.xml": "custom-properties",
}
_NAMED = {
    "creator": "author",
    "lastModifiedBy": "last changed by",
    "Company": "company",
    "Manager": "manager",
    "title": "title property",
    "subject": "subject property",
    "description": "comments property",
    "keywords": "keywords property",
    "category": "category property",
    "contentStatus": "status property",
    "HyperlinkBase": "base of links",
}
#: What a program writes of itself, and says of nobody.
_OF_NOBODY = {
    "created", "modified", "revision", "lastPrinted", "Application", "AppVersion", "TotalTime",
    "Pages", "Words", "Characters", "CharactersWithSpaces", "Lines", "Paragraphs", "Slides", "Notes",
    "HiddenSlides", "MMClips", "ScaleCrop", "LinksUpToDate", "SharedDoc", "HyperlinksChanged",
    "DocSecurity", "PresentationFormat", "HeadingPairs", "TitlesOfParts", "Template", "version",
    "vector", "variant", "lpstr", "i4", "coreProperties", "Properties",
}  # fmt: skip
_CHANGES = (b"<w:ins ", b"<w:del ", b"<w:moveFrom ", b"<w:moveTo ")


#: What Python raises of a package that is damaged, or packed in a way it does not know (a RuntimeError).
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    ValueError,
    RuntimeError,
    OSError,
)


class _Package:
    """A Word, Excel or PowerPoint file: a zip of which only few parts are ever unpacked."""

    def __init__(self, file):
        self.file = file
        self.unpacked = 0

    def cleaned(self):
        try:
            with zipfile.ZipFile(self.file) as archive:
                return self._cleaned(archive)
        except _UNREADABLE as error:
            raise Damaged from error

    def _cleaned(self, archive):
        instead, off = {}, []
        for name, kind in self._properties(archive).items():
            said = self._names_in(archive, name)
            if said:
                instead[name] = _EMPTY[kind].encode()
                off += said
        for info in archive.infolist():
            if found := self._picture(archive, info):
                instead[info.filename] = found[0]
                off += [f"{words} (of a picture)" for words in found[1]]
        out = io.BytesIO() if instead else None
        if instead:
            self._copy(archive, out, instead)
        return Cleaned(out, _once(off), tuple(self._still_in(archive)))

    def _properties(self, archive):
        """Where the properties stand: by what the package says, and by their usual names."""
        found = {name: kind for name, kind in _USUAL.items() if name in archive.NameToInfo}
        for relation in self._relations(archive):
            kind = relation.get("Type", "").rpartition("/")[2]
            name = normpath(relation.get("Target", "").lstrip("/"))
            if kind in _EMPTY and name in archive.NameToInfo:
                found[name] = kind
        return found

    def _relations(self, archive):
        raw = self._read(archive, "_rels/.rels", _PROPERTIES)
        return _parsed(raw) if raw and _parsed(raw) is not None else ()

    def _names_in(self, archive, name):
        """What a part of properties says of somebody, in words."""
        root = _parsed(self._read(archive, name, _PROPERTIES) or b"")
        if root is None:
            return [OTHERS]
        said = []
        for each in root.iter():
            tag = each.tag.rpartition("}")[2]
            if tag in _NAMED and (each.text or "").strip():
                said.append(_NAMED[tag])
            elif tag not in _NAMED and tag not in _OF_NOBODY:
                said.append(OTHERS)
        return said

    def _picture(self, archive, info):
        kind = info.filename.rpartition(".")[2].lower()
        if kind not in _PICTURES:
            return None
        raw = self._read(archive, info.filename, _PICTURE)
        try:
            return _PICTURES[kind](raw) if raw else None
        except Damaged:
            return None  # a picture that no program can show either

    def _read(self, archive, name, limit):
        """A part unpacked; None if there is none, or if it would be more than is unpacked of a file."""
        info = archive.NameToInfo.get(name)
        if info is None or info.file_size > limit:
            return None
        self.unpacked += info.file_size
        return archive.read(info) if self.unpacked <= _ALTOGETHER else None

    def _still_in(self, archive):
        names = [name.lower() for name in archive.namelist()]
        if any("comment" in name.rpartition("/")[2] or "/comments/" in name for name in names):
            yield "comments"
        text = self._read(archive, "word/document.xml", _TEXT) or b""
        if any(mark in text for mark in _CHANGES) or any("/revisions/" in name for name in names):
            yield "tracked changes"

    def _copy(self, archive, out, instead):
        """The package with a few parts replaced; every other is copied as it is packed."""
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            for info in archive.infolist():
                if info.filename in instead:
                    # Of no day: the day of taking something off is nobody's business either.
                    part = zipfile.ZipInfo(info.filename)
                    target.writestr(part, instead[info.filename], zipfile.ZIP_DEFLATED)
                else:
                    self._copy_packed(info, target)

    def _copy_packed(self, info, target):
        self.file.seek(info.header_offset)
        head = self.file.read(30)
        if len(head) < 30 or head[:4] != b"PK\3\4":
            raise Damaged
        name_size, extra_size = struct.unpack_from("<HH", head, 26)
        self.file.seek(name_size + extra_size, 1)
        packed = self.file.read(info.compress_size)
        if len(packed) < info.compress_size:
            raise Damaged
        copied = copy.copy(info)
        copied.extra, copied.flag_bits = b"", info.flag_bits & ~0x08
        copied.header_offset = target.fp.tell()
        target.fp.write(copied.FileHeader())
        target.fp.write(packed)
        target.start_dir = target.fp.tell()
        target.filelist.append(copied)
        target.NameToInfo[copied.filename] = copied
        target._didModify = True


def _parsed(raw):
    try:
        return fromstring(raw)
    except (SyntaxError, ValueError, DefusedXmlException):
        return None
