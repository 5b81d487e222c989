"""Files people give the portal: known by their content, looked through, kept under a random name."""

import hashlib
import zipfile
import zlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from django.core.files.base import File
from django.http import FileResponse
from django.utils import timezone
from PIL import Image, UnidentifiedImageError

from . import carried, scanning
from .acting import acting
from .errors import Refused
from .models import StoredFile
from .whole import Fault, checks

MEGABYTE = 1024 * 1024
LIMIT = 20 * MEGABYTE

_OFFICE = "application/vnd.openxmlformats-officedocument"
#: Ending -> media type of what may be kept. What a file is, is read from its content.
KINDS = {
    "pdf": "application/pdf",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "pptx": f"{_OFFICE}.presentationml.presentation",
    "png": "image/png",
    "jpg": "image/jpeg",
    "csv": "text/csv",
    "txt": "text/plain",
}
#: What an open file is told once the virus scanner has seen it: when it was found clean, or None.
LOOKED_THROUGH = "looked_through_at"
_OFFICE_PART = {
    "docx": "word/document.xml",
    "xlsx": "xl/workbook.xml",
    "pptx": "ppt/presentation.xml",
}


@dataclass(frozen=True)
class Taken:
    """A file that may be kept, on disk or elsewhere: what is kept of it, and what is said of that."""

    file: object
    name: str
    ending: str
    cleared_at: datetime | None
    carried: str


def take(file, *, name, kinds=tuple(KINDS), limit=LIMIT, thing=None, may_wait=True):
    """Look a file through as it comes in: of a kind that is kept, without a virus, without its author.

    Raises Refused, with a sentence, if it is empty, larger than `limit` bytes, holds macros or a virus,
    is not of the kind that its name says, or cannot be shown to the virus scanner and may not wait.
    """
    name, ending, cleared_at = _let_in(file, name, kinds, limit, thing, may_wait)
    try:
        found = carried.cleaned(file, ending)
    except carried.Damaged:
        raise Refused(
            thing,
            f"{name} is damaged. Save it again as an ordinary file and choose that.",
            field="file",
        ) from None
    return Taken(found.content or file, name, ending, cleared_at, found.words)


def keep(file, *, name, by=None, kinds=tuple(KINDS), limit=LIMIT, thing=None):
    """Keep a file that somebody gave, and return its StoredFile. Raises Refused as `take` does."""
    taken = take(file, name=name, kinds=kinds, limit=limit, thing=thing)
    return _keep(taken, by)


def keep_as_given(file, *, name, by=None, kinds=tuple(KINDS), limit=LIMIT, thing=None):
    """Keep a file that is read and handed to nobody, byte for byte: by its bytes it is known again.

    Raises Refused as `take` does; it may not wait for the virus scanner.
    """
    name, ending, cleared_at = _let_in(file, name, kinds, limit, thing, False)
    return _keep(Taken(file, name, ending, cleared_at, ""), by)


def keep_made(file, *, name, by=None):
    """Keep a file that the portal made itself, byte for byte, and return its StoredFile."""
    name = _plain(name)
    ending = _kind(file, name, tuple(KINDS), LIMIT, None)
    return _keep(Taken(file, name, ending, timezone.now(), ""), by)


def _let_in(file, name, kinds, limit, thing, may_wait):
    name = _plain(name)
    ending = _kind(file, name, kinds, limit, thing)
    if not hasattr(file, LOOKED_THROUGH):
        look_through(file, name=name, thing=thing, may_wait=may_wait)
    return name, ending, getattr(file, LOOKED_THROUGH)


def look_through(file, *, name, thing=None, may_wait=False):
    """Show a file to the virus scanner, once; forms do, before anybody reads it. Raises Refused."""
    cleared_at = scanning.look_through(file, name=_plain(name), thing=thing, may_wait=may_wait)
    setattr(file, LOOKED_THROUGH, cleared_at)


def _keep(taken, by):
    sha256 = fingerprint(taken.file)
    size = taken.file.tell()
    taken.file.seek(0)
    return StoredFile.objects.create(
        content=File(taken.file, name=taken.name),
        name=taken.name,
        media_type=KINDS[taken.ending],
        size=size,
        sha256=sha256,
        by=by or acting(),
        cleared_at=taken.cleared_at,
        carried=taken.carried,
    )


def send(stored, *, thing=None):
    """A download of a kept file: never shown in the page, never guessed at by the browser.

    Raises Refused, about `thing`, for a file that the virus scanner has not found clean.
    """
    if stored.cleared_at is None and scanning.is_configured():
        with stored.content.open("rb") as file:
            scanning.let_out(file, name=stored.name, thing=thing)
    response = FileResponse(
        stored.content.open("rb"),
        as_attachment=True,
        filename=stored.name,
        content_type=stored.media_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def is_whole(stored):
    """True if the bytes on disk are still those that were kept."""
    try:
        with stored.content.open("rb") as file:
            return fingerprint(file) == stored.sha256
    except OSError:
        return False


@checks("files")
def check_files():
    """Compare the bytes of every kept file, issued reports among them, with their SHA-256."""
    kept = StoredFile.objects.order_by("pk").iterator(chunk_size=500)
    results = [(each.pk, is_whole(each)) for each in kept]
    wrong = [Fault(f"file {pk}", "it is not what was kept") for pk, whole in results if not whole]
    return len(results), wrong


def fingerprint(file):
    """The SHA-256 of a file in hexadecimal, read a megabyte at a time; it is left at its end."""
    digest = hashlib.sha256()
    file.seek(0)
    for chunk in iter(lambda: file.read(MEGABYTE), b""):
        digest.update(chunk)
    return digest.hexdigest()


def _plain(name):
    """The name without folders, and without what cannot be seen or would turn its letters round."""
    spaced = "".join(" " if character.isspace() else character for character in name)
    visible = "".join(character for character in spaced if character.isprintable())
    return PurePath(visible.replace("\\", "/")).name[-255:] or "The file"


def _kind(file, name, kinds, limit, thing):
    ending = PurePath(name).suffix.lower().lstrip(".").replace("jpeg", "jpg")
    size = file.seek(0, 2)
    file.seek(0)
    if size == 0:
        raise Refused(thing, f"{name} is empty. Choose a file with something in it.", field="file")
    if size > limit:
        raise Refused(
            thing,
            f"{name} is larger than {limit // MEGABYTE} MB. Choose a smaller file.",
            field="file",
        )
    if ending not in kinds:
        allowed = ", ".join(k.upper() for k in kinds)
        raise Refused(
            thing,
            f"{name} is not a kind of file the portal keeps. Choose one of: {allowed}.",
            field="file",
        )
    if not _is_really(file, ending):
        raise Refused(
            thing,
            f"{name} is not what its name says, or it is locked by a password or holds macros. "
            "Save it again as an ordinary file and choose that.",
            field="file",
        )
    return ending


def _is_really(file, kind):
    file.seek(0)
    head = file.read(8)
    file.seek(0)
    if kind == "pdf":
        return head.startswith(b"%PDF-")
    if kind in _OFFICE_PART:
        return _is_office(file, _OFFICE_PART[kind])
    if kind in ("png", "jpg"):
        return _is_picture(file, "PNG" if kind == "png" else "JPEG")
    return _is_text(file)


def _is_office(file, part):
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            with archive.open("[Content_Types].xml") as contents:
                kinds = contents.read(MEGABYTE).replace(b"\0", b"").lower()
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, RuntimeError, ValueError, OSError):
        return False
    # Macros are called so by their part's usual name, or by what the package says its parts are.
    has_macros = b"macroenabled" in kinds or b"vbaproject" in kinds
    return (
        part in names
        and not has_macros
        and not any(name.lower().endswith("vbaproject.bin") for name in names)
    )


def _is_picture(file, expected):
    try:
        with Image.open(file, formats=[expected]) as picture:
            picture.verify()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    return True


def _is_text(file):
    raw = file.read(MEGABYTE)
    if b"\0" in raw:
        return False
    try:
        raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return error.start > len(raw) - 4 or _is_western(raw)
    return True


def _is_western(raw):
    return all(byte >= 32 or byte in b"\t\r\n\f" for byte in raw)
