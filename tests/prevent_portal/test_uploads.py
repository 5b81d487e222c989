"""What of a large file reaches the disk."""

import tempfile

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.urls import resolve

from prevent_portal.files import LIMIT, MEGABYTE
from prevent_portal.models import User


def sent(**files):
    request = RequestFactory().post(
        "/", {name: SimpleUploadedFile(f"{name}.txt", content) for name, content in files.items()}
    )
    return request.FILES


def test_of_a_file_that_is_too_large_no_more_is_written_than_shows_it():
    with sent(large=b"x" * (LIMIT + 3 * MEGABYTE))["large"] as file:
        assert LIMIT < file.seek(0, 2) < LIMIT + MEGABYTE


def test_a_file_within_the_limit_arrives_whole():
    content = bytes(range(256)) * 4096 * 4

    with sent(whole=content)["whole"] as file:
        assert file.read() == content


def sent_to_channel(user, content):
    upload = {"file": SimpleUploadedFile("drawing.png", content)}
    request = RequestFactory().post("/channel/cases/1/files/add/", upload)
    request.resolver_match, request.user = resolve("/channel/refer/"), user
    return request.FILES["file"]


def test_what_is_sent_to_channel_touches_no_disk_and_is_held_up_to_its_limit(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("a file of Channel was written to disk")

    for name in ("NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, refuse)
    monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.__init__", refuse)
    content = bytes(range(256)) * 4096 * 6

    assert sent_to_channel(User(), content).read() == content
    assert 10 * MEGABYTE < sent_to_channel(User(), b"x" * 12 * MEGABYTE).size < 11 * MEGABYTE
    assert sent_to_channel(AnonymousUser(), content).size == 0
    with pytest.raises(AssertionError):
        sent(large=b"x" * 3 * MEGABYTE)


def test_a_form_with_many_files_is_refused(client):
    files = {f"f{n}": SimpleUploadedFile(f"{n}.txt", b"x") for n in range(6)}

    assert client.post("/sign-in/", files).status_code == 400
