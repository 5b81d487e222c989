"""Uploads and the virus scanner: shown to it before anything reads them, kept from people until clean."""

import io
from contextlib import closing

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.urls import get_resolver

from prevent_portal import files
from prevent_portal.errors import Refused
from prevent_portal.files import MEGABYTE, keep, keep_as_given, keep_made, send
from prevent_portal.forms import UploadField
from prevent_portal.models import StoredFile
from prevent_portal.passage import passing

from .clamd import EICAR, clamd

CLEAN = b"Plain words.\n"
NOBODY = "unix:///nowhere/clamd.ctl"


@pytest.fixture
def daemon(tmp_path, settings):
    """A daemon that the portal is told of."""
    with clamd(tmp_path / "clamd.ctl") as server:
        settings.CLAMAV_URL = server.url
        yield server


@pytest.mark.parametrize("kind", ["unix", "tcp"])
def test_a_clean_file_is_kept_and_a_harmful_one_refused_over_either_socket(
    kind, tmp_path, settings
):
    with clamd(tmp_path / "clamd.ctl" if kind == "unix" else None) as server:
        settings.CLAMAV_URL = server.url
        stored = keep(io.BytesIO(CLEAN), name="note.txt")
        with pytest.raises(Refused) as refusal:
            keep(io.BytesIO(EICAR), name="note.txt")

    assert refusal.value.sentence == (
        "note.txt holds something harmful (Eicar-Signature) and was not taken. Tell your IT service."
    )
    assert refusal.value.field == "file"
    assert server.seen == [CLEAN, EICAR]
    assert stored.cleared_at is not None
    assert StoredFile.objects.count() == 1


def test_a_large_file_arrives_whole(daemon):
    content = bytes(range(256)) * 8192

    assert files.scanning.ask(io.BytesIO(content)) == ""
    assert daemon.seen == [content]


@pytest.mark.parametrize("trouble", ["away", "too large for it", "an answer of its own"])
def test_while_nobody_can_say_a_file_is_refused_or_kept_in_quarantine(trouble, tmp_path, settings):
    options = {
        "away": {},
        "too large for it": {"most": MEGABYTE},
        "an answer of its own": {"answer": b"lstat() failed. ERROR"},
    }[trouble]
    content = b"words\n" * MEGABYTE
    with clamd(tmp_path / "clamd.ctl", **options) as server:
        settings.CLAMAV_URL = NOBODY if trouble == "away" else server.url
        for how in (keep, keep_as_given):
            with pytest.raises(Refused, match="cannot be checked for viruses at the moment"):
                how(io.BytesIO(content), name="note.txt")
        settings.CLAMAV_WHEN_AWAY = "quarantine"
        stored = keep(io.BytesIO(content), name="note.txt")
        with pytest.raises(Refused, match="could not be checked for viruses yet"):
            send(stored)
        # What is read at once is no safer in quarantine.
        with pytest.raises(Refused, match="was not taken"):
            keep_as_given(io.BytesIO(content), name="rows.csv")

    assert stored.is_waiting
    assert StoredFile.objects.count() == 1


def test_what_waits_leaves_once_it_is_found_clean_and_never_if_it_is_not(rf, tmp_path, settings):
    settings.CLAMAV_URL, settings.CLAMAV_WHEN_AWAY = NOBODY, "quarantine"
    clean = keep(io.BytesIO(CLEAN), name="note.txt")
    harmful = keep(io.BytesIO(EICAR), name="other.txt")

    with clamd(tmp_path / "clamd.ctl") as server, passing(rf.get("/")) as passage:
        settings.CLAMAV_URL = server.url
        with closing(send(clean)) as response:
            assert b"".join(response) == CLEAN
        with pytest.raises(Refused, match="other.txt holds something harmful"):
            send(harmful)
        assert (passage.verb, passage.reason) == ("refused", "Harmful file: Eicar-Signature")


def test_what_the_portal_made_itself_leaves_without_a_scanner(settings):
    settings.CLAMAV_URL = NOBODY
    stored = keep_made(io.BytesIO(CLEAN), name="report.txt")

    with closing(send(stored)) as response:
        assert b"".join(response) == CLEAN


def test_without_a_scanner_files_are_kept_and_sent_and_shown_to_one_that_comes_later(
    tmp_path, settings
):
    stored = keep(io.BytesIO(EICAR), name="note.txt")
    with closing(send(stored)) as response:
        assert b"".join(response) == EICAR
    assert not stored.is_waiting

    with clamd(tmp_path / "clamd.ctl") as server:
        settings.CLAMAV_URL = server.url
        assert stored.is_waiting
        with pytest.raises(Refused, match="cannot be opened"):
            send(stored)


#: Every form that takes a file: its field, and whether the file may wait for the scanner unread.
UPLOADS = {
    ("actions.forms.assurance", "CriteriaFileForm", "file", False),
    ("actions.forms.documents", "DocumentForm", "file", True),
    ("actions.forms.documents", "VersionForm", "file", True),
    ("actions.forms.engagement", "EngagementForm", "paper", True),
    ("actions.forms.imports", "ImportForm", "file", False),
    ("actions.forms.imports", "NewerFileForm", "file", False),
    ("actions.forms.meetings", "MinutesForm", "file", True),
    ("actions.forms.progress", "EvidenceForm", "file", True),
    ("actions.forms.progress", "_EvidenceFields", "file", True),
    ("actions.forms.progress", "LogProgressForm", "file", True),
    ("channel.forms.intake", "AttachForm", "file", True),
    ("channel.forms.referrals", "ReferralForm", "file_1", True),
    ("channel.forms.referrals", "ReferralForm", "file_2", True),
    ("channel.forms.referrals", "ReferralForm", "file_3", True),
    ("premises.forms.audits", "PhotoForm", "file", True),
    ("premises.forms.places", "BoundaryForm", "file", False),
    ("premises.forms.places", "PremisesListForm", "file", False),
    ("premises.forms.audits", "SentPhotoForm", "file", True),
    ("reports.forms.look", "LookForm", "crest", False),
    ("training.forms.imports", "ExtractForm", "file", False),
    ("training.forms.people", "CompletionForm", "file", True),
    ("training.forms.settings", "SettingListForm", "file", False),
}


def _forms(known=forms.BaseForm):
    for each in known.__subclasses__():
        yield each
        yield from _forms(each)


def test_every_form_that_takes_a_file_shows_it_to_the_scanner_before_anybody_reads_it(daemon):
    get_resolver().url_patterns  # noqa: B018 - so that every form is there
    found = {}
    for form in _forms():
        if not form.__module__.startswith(("django.", "allauth.", "tests.")):
            for name, field in getattr(form, "base_fields", {}).items():
                if isinstance(field, forms.FileField):
                    found[form.__module__, form.__name__, name] = field
    assert {(*place, field.may_wait) for place, field in found.items()} == UPLOADS

    for place, field in found.items():
        assert isinstance(field, UploadField), place
        upload = SimpleUploadedFile("note.txt", EICAR)
        with pytest.raises(ValidationError, match="note.txt holds something harmful"):
            field.clean(upload)
        clean = field.clean(SimpleUploadedFile("note.txt", CLEAN))
        assert clean.read() == CLEAN
        assert clean.looked_through_at is not None
    before = len(daemon.seen)
    keep(clean, name=clean.name)
    assert len(daemon.seen) == before  # once is enough


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({"IS_EMBEDDED": False}, "No virus scanner is configured"),
        ({"CLAMAV_URL": "clamav:3310"}, "CLAMAV_URL must be like"),
        ({"CLAMAV_WHEN_AWAY": "hope"}, "CLAMAV_WHEN_AWAY must be refuse or quarantine"),
    ],
)
def test_the_system_checks_say_what_is_amiss(about, said, settings):
    for name, value in about.items():
        setattr(settings, name, value)

    with pytest.raises(SystemCheckError, match=said):
        call_command("check", "--fail-level", "WARNING", "--tag", "security")


@pytest.mark.parametrize("url", ["", "unix:///run/clamav/clamd.ctl", "tcp://clamav:3310"])
def test_the_system_checks_say_nothing_of_what_is_well(url, settings):
    settings.CLAMAV_URL = url

    assert files.scanning.check_scanner(None) == []
