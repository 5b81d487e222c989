"""Uploads and ClamAV's own daemon, where it is installed, with a signature made by hand for its test string."""

import io
import shutil
import socket
import subprocess
import time
import zipfile
from contextlib import closing, contextmanager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from prevent_portal import scanning
from prevent_portal.errors import Refused
from prevent_portal.files import MEGABYTE, keep, keep_as_given, send
from prevent_portal.models import StoredFile
from tests.channel.panels import World
from tests.channel.second_factor import use_factor

from .clamd import EICAR

CLAMD = shutil.which("clamd", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(CLAMD is None, reason="ClamAV's daemon is not installed"),
]

CLEAN = b"Plain words.\n"
AWAY = "cannot be checked for viruses at the moment"
#: Seconds within which a daemon answers that has one signature.
READY = 30
LIMITS = "StreamMaxLength 3M\nMaxScanSize 2M\nMaxFileSize 2M\nAlertExceedsMax yes\n"


@contextmanager
def daemon(folder, limits=LIMITS):
    """A real daemon with one signature, at a socket in a folder and at a port: both addresses."""
    signatures = folder / "signatures"
    signatures.mkdir(exist_ok=True)
    (signatures / "own.ndb").write_text(f"Eicar-Test:0:*:{EICAR.hex()}\n")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    path = folder / "clamd.ctl"
    path.unlink(missing_ok=True)
    (folder / "clamd.conf").write_text(
        f"Foreground yes\nDatabaseDirectory {signatures}\nTemporaryDirectory {folder}\n"
        f"LocalSocket {path}\nTCPSocket {port}\nTCPAddr 127.0.0.1\n{limits}"
    )
    command = [CLAMD, "--config-file", str(folder / "clamd.conf")]
    with subprocess.Popen(  # noqa: S603 - the daemon's own program
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            wait(path, process)
            yield f"unix://{path}", f"tcp://127.0.0.1:{port}"
        finally:
            process.terminate()


def wait(path, process):
    """Return once the daemon answers."""
    deadline = time.monotonic() + READY
    while True:
        assert process.poll() is None
        assert time.monotonic() < deadline
        with socket.socket(socket.AF_UNIX) as door:
            if path.exists() and door.connect_ex(str(path)) == 0:
                door.sendall(b"zPING\0")
                assert door.recv(10) == b"PONG\0"
                return
        time.sleep(0.1)


def document(inside):
    """A Word file with something in it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", "<Types/>")
        parts.writestr("word/document.xml", "<w:document/>")
        parts.writestr("word/embeddings/object1.bin", inside)
    return made.getvalue()


def test_what_is_clean_is_kept_and_what_is_not_is_refused(tmp_path, settings):
    with daemon(tmp_path) as addresses:
        for settings.CLAMAV_URL in addresses:
            stored = keep(io.BytesIO(CLEAN), name="note.txt")
            assert stored.cleared_at is not None
            for name, content in (
                ("note.txt", EICAR),
                ("note.txt", CLEAN * 9000 + EICAR),
                ("paper.docx", document(EICAR)),
            ):
                for how in (keep, keep_as_given):
                    with pytest.raises(Refused) as refusal:
                        how(io.BytesIO(content), name=name)
                    assert refusal.value.sentence == (
                        f"{name} holds something harmful (Eicar-Test.UNOFFICIAL) and was not taken. "
                        "Tell your IT service."
                    )
        assert StoredFile.objects.count() == len(addresses)
        with closing(send(stored)) as response:
            assert b"".join(response) == CLEAN


def test_what_is_too_large_for_it_counts_as_not_checked_or_as_harmful_and_never_as_clean(
    tmp_path, settings
):
    with daemon(tmp_path) as (_, settings.CLAMAV_URL):
        with pytest.raises(Refused, match=AWAY):  # longer than it takes at all
            keep(io.BytesIO(CLEAN * (4 * MEGABYTE // len(CLEAN)) + EICAR), name="note.txt")
        with pytest.raises(Refused, match=r"harmful \(Heuristics.Limits.Exceeded"):
            keep(io.BytesIO(EICAR.rjust(2 * MEGABYTE + 100_000)), name="note.txt")


def test_while_it_is_gone_the_setting_says_what_becomes_of_a_file(tmp_path, settings):
    with daemon(tmp_path) as (settings.CLAMAV_URL, _):
        scanning.ask(io.BytesIO(CLEAN))
    with pytest.raises(Refused, match=AWAY):
        keep(io.BytesIO(CLEAN), name="note.txt")
    settings.CLAMAV_WHEN_AWAY = "quarantine"
    clean, harmful = (keep(io.BytesIO(each), name="note.txt") for each in (CLEAN, EICAR))
    for each in (clean, harmful):
        with pytest.raises(Refused, match="could not be checked for viruses yet"):
            send(each)

    with daemon(tmp_path):
        with closing(send(clean)) as response:
            assert b"".join(response) == CLEAN
        with pytest.raises(Refused, match="cannot be opened"):
            send(harmful)


def test_a_file_of_a_case_meets_it_on_its_page(client, tmp_path, settings):
    world = World()
    case = world.refer(by=world.teacher)
    client.force_login(world.chair)
    use_factor(client, world.chair)

    def sent(content):
        file = SimpleUploadedFile("note.txt", content)
        address = f"/channel/cases/{case.pk}/files/add/"
        return client.post(address, {"file": file, "attested": "on"})

    with daemon(tmp_path) as (settings.CLAMAV_URL, _):
        assert (
            "note.txt holds something harmful (Eicar-Test.UNOFFICIAL)"
            in sent(EICAR).content.decode()
        )
        assert sent(CLEAN).status_code == 302
    assert AWAY in sent(CLEAN).content.decode()
