"""Files people give the portal: what is kept, what is refused, and how it leaves again."""

import hashlib
import io
import struct
import zipfile
import zlib
from contextlib import closing

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PIL import Image

from prevent_portal import files
from prevent_portal.acting import acting_for
from prevent_portal.errors import Refused
from prevent_portal.files import KINDS, is_whole, keep, send
from prevent_portal.models import StoredFile
from tests.factories import UserFactory


def written(save):
    out = io.BytesIO()
    save(out)
    return out.getvalue()


def picture(kind, size=(3, 2)):
    return written(lambda out: Image.new("RGB", size).save(out, kind))


def package(**parts):
    def save(out):
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, words in parts.items():
                archive.writestr(name.replace("__", "/"), words)

    return written(save)


def office(part):
    return package(**{"[Content_Types].xml": "<Types/>", part: "<p/>"})


GOOD = {
    "paper.pdf": b"%PDF-1.7\n%%EOF\n",
    "plan.docx": office("word/document.xml"),
    "plan.xlsx": office("xl/workbook.xml"),
    "slides.pptx": office("ppt/presentation.xml"),
    "photo.png": picture("PNG"),
    "photo.jpg": picture("JPEG"),
    "photo.JPEG": picture("JPEG"),
    "rows.csv": "name,day\r\nCafé,31 March 2019\r\n".encode("utf-8-sig"),
    "old rows.csv": "name,day\r\nCafé – £5\r\n".encode("cp1252"),
    "note.txt": "Plain words, in Welsh: tŷ\n".encode(),
}


def given_file(raw, name="plan.docx", **options):
    return keep(io.BytesIO(raw), name=name, **options)


@pytest.mark.parametrize("name", GOOD)
def test_a_file_of_an_allowed_kind_is_kept_as_it_came(name, settings):
    by = UserFactory()

    stored = given_file(GOOD[name], name, by=by)

    stored.refresh_from_db()
    on_disk = settings.FILES_ROOT / stored.content.name
    assert on_disk.read_bytes() == GOOD[name]
    assert stored.sha256 == hashlib.sha256(GOOD[name]).hexdigest()
    assert (stored.size, stored.name, stored.by) == (len(GOOD[name]), name, by)
    assert stored.media_type == KINDS[name.rpartition(".")[2].lower().replace("jpeg", "jpg")]
    assert is_whole(stored)


def test_on_disk_a_file_has_a_name_that_says_nothing_and_only_its_owner_reads_it(settings):
    first, second = (
        given_file(GOOD["note.txt"], "Jo's case.txt"),
        given_file(GOOD["note.txt"], "Jo's case.txt"),
    )

    for stored in (first, second):
        assert len(stored.content.name) == 35
        assert "Jo" not in stored.content.name
        assert "." not in stored.content.name
        assert (settings.FILES_ROOT / stored.content.name).stat().st_mode & 0o777 == 0o600
    assert first.content.name != second.content.name


def test_an_upload_is_kept_by_whoever_the_portal_acts_for():
    upload = SimpleUploadedFile("note.txt", b"words", content_type="application/x-evil")
    user = UserFactory()

    with acting_for(user):
        stored = keep(upload, name=upload.name)

    assert stored.by == user
    assert stored.media_type == "text/plain"


@pytest.mark.parametrize(
    ("name", "kept_as"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\jo\\plan.txt", "plan.txt"),
        ("nul\0byte.txt", "nulbyte.txt"),
        ("two\r\nlines.txt", "two  lines.txt"),
        ("hard\u00a0space.txt", "hard space.txt"),
        ("turned\u202etxt.exe.txt", "turnedtxt.exe.txt"),
        ("tŷ cymdeithas.txt", "tŷ cymdeithas.txt"),
        ("x" * 300 + ".txt", "x" * 251 + ".txt"),
    ],
)
def test_a_files_name_keeps_only_what_can_be_seen(name, kept_as):
    stored = given_file(b"words", name)

    assert stored.name == kept_as
    with closing(send(stored)) as response:
        assert response["Content-Disposition"].startswith("attachment; filename")


MACROS_BY_NAME = package(
    **{"[Content_Types].xml": "<Types/>", "word/document.xml": "", "word/vbaProject.bin": "x"}
)
MACROS_RENAMED = package(
    **{
        "[Content_Types].xml": '<Override ContentType="application/vnd.ms-office.vbaProject"/>',
        "word/document.xml": "",
        "word/picture.bin": "x",
    }
)
MACROS_BY_KIND = package(
    **{
        "[Content_Types].xml": "<x>application/vnd.ms-word.document.macroEnabled.main+xml</x>",
        "word/document.xml": "",
    }
)
MACROS_IN_UTF_16 = package(
    **{
        "[Content_Types].xml": "<x>application/vnd.ms-office.vbaProject</x>".encode("utf-16"),
        "word/document.xml": "",
    }
)
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600  # how Office wraps an encrypted file


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("plan.docx", GOOD["plan.xlsx"]),
        ("plan.xlsx", GOOD["plan.docx"]),
        ("plan.docx", b"%PDF-1.7"),
        ("plan.docx", b"PK\x03\x04 and then nothing"),
        ("plan.docx", package(readme="a zip that is no document")),
        ("plan.docx", package(**{"word/document.xml": "no content types"})),
        ("plan.docx", MACROS_BY_NAME),
        ("plan.docx", MACROS_RENAMED),
        ("plan.docx", MACROS_BY_KIND),
        ("plan.docx", MACROS_IN_UTF_16),
        ("plan.docx", LOCKED),
        ("paper.pdf", b"<html>not a paper</html>"),
        ("paper.pdf", GOOD["photo.png"]),
        ("photo.png", GOOD["photo.jpg"]),
        ("photo.jpg", b"<svg onload='alert(1)'/>"),
        ("photo.png", GOOD["photo.png"][:40]),
        ("rows.csv", b"a,b\0,c"),
        ("note.txt", b"MZ\x90\x00\x03"),
        ("note.txt", bytes(range(1, 256))),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(name, raw):
    with pytest.raises(Refused, match="is not what its name says") as refusal:
        given_file(raw, name)

    assert refusal.value.field == "file"
    assert refusal.value.sentence.startswith(name)
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    "name",
    ["page.html", "plan.docm", "plan.doc", "run.exe", "picture.svg", "plan", "", ".pdf", "/"],
)
def test_a_kind_the_portal_does_not_keep_is_refused(name):
    with pytest.raises(Refused, match="is not a kind of file the portal keeps. Choose one of: PDF"):
        given_file(b"words", name)


def test_a_page_may_allow_fewer_kinds():
    with pytest.raises(Refused, match="Choose one of: DOCX, XLSX.$"):
        given_file(GOOD["paper.pdf"], "paper.pdf", kinds=("docx", "xlsx"))


def test_an_empty_file_is_refused():
    with pytest.raises(Refused, match="note.txt is empty"):
        given_file(b"", "note.txt")


def test_a_file_over_the_limit_is_refused_before_it_is_read():
    class Huge(io.BytesIO):
        def seek(self, offset, whence=0):
            return 200 * files.MEGABYTE if whence == 2 else super().seek(offset, whence)

        def read(self, size=-1):
            raise AssertionError("a file that is too large was read")

    with pytest.raises(Refused, match="plan.docx is larger than 20 MB"):
        keep(Huge(), name="plan.docx")


def test_a_document_that_unpacks_to_a_thousand_times_its_size_is_not_unpacked(monkeypatch):
    parts = {"[Content_Types].xml": "<Types/>", "word/document.xml": "0" * 30_000_000}
    bomb = package(**parts)
    read = []
    real = zipfile.ZipExtFile.read
    monkeypatch.setattr(
        zipfile.ZipExtFile, "read", lambda self, n=-1: read.append(real(self, n)) or read[-1]
    )

    given_file(bomb)

    assert len(bomb) < 100_000
    assert sum(map(len, read)) < 1000


def test_a_picture_of_a_billion_dots_is_refused_unread():
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"0"))
    bomb += chunk(b"IEND", b"")

    with pytest.raises(Refused):
        given_file(bomb, "photo.png")


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(st.data())
def test_no_file_however_damaged_is_more_than_kept_or_refused(data):
    name = data.draw(st.sampled_from(sorted(GOOD)))
    raw = bytearray(GOOD[name])
    for _ in range(data.draw(st.integers(0, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    raw = bytes(raw[: data.draw(st.integers(1, len(raw)))])

    try:
        stored = given_file(raw, name)
    except Refused:
        return
    assert stored.sha256 == hashlib.sha256(raw).hexdigest()


@given(st.binary(min_size=1, max_size=300))
def test_no_bytes_whatever_break_the_door_of_any_kind(raw):
    for kind in KINDS:
        assert files._is_really(io.BytesIO(raw), kind) in (True, False)


def test_a_file_leaves_as_a_download_that_the_browser_may_not_interpret():
    stored = given_file(b"<script>alert(1)</script>", "page.txt")

    with closing(send(stored)) as response:
        assert b"".join(response) == b"<script>alert(1)</script>"
        assert response["Content-Type"] == "text/plain"
        assert response["Content-Disposition"] == 'attachment; filename="page.txt"'
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Cache-Control"] == "private, no-store"
        assert response["Content-Length"] == "25"


def test_a_file_that_was_changed_or_lost_is_not_whole():
    stored = given_file(b"words", "note.txt")
    stored.content.storage.delete(stored.content.name)
    assert not is_whole(stored)

    stored.content.storage.save(stored.content.name, ContentFile(b"other words"))
    assert not is_whole(stored)


def test_a_kept_file_is_neither_changed_nor_removed():
    stored = given_file(b"words", "note.txt")
    for change in (stored.save, stored.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
