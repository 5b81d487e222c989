"""What of a large file reaches the disk."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from prevent_portal.files import LIMIT, MEGABYTE


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


def test_a_form_with_many_files_is_refused(client):
    files = {f"f{n}": SimpleUploadedFile(f"{n}.txt", b"x") for n in range(6)}

    assert client.post("/sign-in/", files).status_code == 400
