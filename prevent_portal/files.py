"""Files people give the portal: known by their content, kept under a random name, never edited."""

import hashlib
import zipfile
import zlib
from pathlib import PurePath

from django.core.files.base import File
from django.http import FileResponse
from PIL import Image, UnidentifiedImageError

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
_OFFICE_PART = {
    "docx": "word/document.xml",
    "xlsx": "xl/workbook.xml",
    "pptx": "ppt/presentation.xml",
}


def keep(file, *, name, by=None, kinds=tuple(KINDS), limit=LIMIT, thing=None):
    """Keep a file and return its StoredFile.

    Raises Refused, with a sentence, if it is empty, larger than `limit` bytes, holds macros, or is
    not of the kind that its name says.
    """
    name = _plain(name)
    kind = _kind(file, name, kinds, limit, thing)
    sha256 = fingerprint(file)
    size = file.tell()
    file.seek(0)
    return StoredFile.objects.create(
        content=File(file, name=name),
        name=name,
        media_type=KINDS[kind],
        size=size,
        sha256=sha256,
        by=by or acting(),
    )


def checked(file, *, name, kinds=tuple(KINDS), limit=LIMIT, thing=None):
    """The plain name and the ending of a file that may be kept, also elsewhere than on disk.

    Raises Refused as `keep` does.
    """
    name = _plain(name)
    return name, _kind(file, name, kinds, limit, thing)


def send(stored):
    """A download of a kept file: never shown in the page, never guessed at by the browser."""
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
