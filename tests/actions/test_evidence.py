"""Evidence: what may be attached, who may take it back, and how it leaves the portal."""

import datetime
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from actions.models import Evidence
from actions.services import evidence as services
from prevent_portal.errors import Refused
from prevent_portal.files import is_whole
from prevent_portal.models import AccessRecord, StoredFile
from prevent_portal.roles import Role
from tests.factories import ActionFactory, AgencyFactory, UserFactory

PDF = b"%PDF-1.7\n%minutes of the board\n%%EOF\n"


@pytest.fixture
def county():
    return AgencyFactory(name="Wrenshire County Council")


@pytest.fixture
def officer(county):
    return UserFactory(agency=county, name="Asha Rowe", job_title="Community safety officer")


@pytest.fixture
def colleague(county):
    return UserFactory(agency=county)


@pytest.fixture
def lead(county):
    return UserFactory(agency=county, roles=[Role.PREVENT_LEAD])


@pytest.fixture
def action(county):
    return ActionFactory(objective__theme__plan__agency=county)


def upload(content=PDF, name="Minutes of July.pdf"):
    return SimpleUploadedFile(name, content)


def download(client, evidence):
    """The status of a download, and its bytes where there are any."""
    answer = client.get(url("download_evidence", evidence.pk))
    content = b"".join(answer.streaming_content) if answer.streaming else b""
    return answer, content


def url(name, *args):
    return reverse(f"actions:{name}", args=args)


def package(*parts, kinds=b"<Types/>", name="paper.docx"):
    """An Office file with the named parts and nothing in them."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", kinds)
        for part in parts:
            archive.writestr(part, b"<x/>")
    return upload(raw.getvalue(), name)


def picture(kind, name):
    raw = io.BytesIO()
    Image.new("RGB", (8, 8)).save(raw, kind)
    return upload(raw.getvalue(), name)


# What may be attached


@pytest.mark.parametrize(
    ("file", "media_type"),
    [
        (upload(), "application/pdf"),
        (upload(name="MINUTES.PDF"), "application/pdf"),
        (
            package("word/document.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            package("xl/workbook.xml", name="register.xlsx"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (
            package("ppt/presentation.xml", name="briefing.pptx"),
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ),
        (picture("PNG", "poster.png"), "image/png"),
        (picture("JPEG", "poster.jpeg"), "image/jpeg"),
        (upload(b"name,day\nA,1\n", "register.csv"), "text/csv"),
        (upload("Caf\u00e9".encode("cp1252"), "notes.txt"), "text/plain"),
    ],
)
def test_a_file_is_kept_with_its_hash_under_a_name_that_says_nothing(
    action, officer, file, media_type
):
    evidence = services.add_evidence(action, by=officer, file=file)

    stored = evidence.file
    assert (stored.media_type, stored.by, evidence.added_by) == (media_type, officer, officer)
    assert is_whole(stored)
    assert stored.name == file.name
    assert file.name.split(".")[0] not in stored.content.name
    assert evidence.title == file.name.rsplit(".", 1)[0]


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (upload(b""), "Minutes of July.pdf is empty"),
        (upload(b"", "nothing.txt"), "nothing.txt is empty"),
        (upload(b"MZ\x90\x00 a program"), "not what its name says"),
        (upload(b"<html><script>alert(1)</script>"), "not what its name says"),
        (upload(PDF, "minutes.docx"), "not what its name says"),
        (upload(PDF, "minutes.png"), "not what its name says"),
        (picture("PNG", "poster.jpg"), "not what its name says"),
        (upload(b"PK\x03\x04 broken", "minutes.docx"), "not what its name says"),
        (package("word/document.xml", name="minutes.xlsx"), "not what its name says"),
        (package("word/document.xml", "word/vbaProject.bin"), "holds macros"),
        (
            package(
                "word/document.xml",
                kinds=b'<Override ContentType="application/vnd.ms-word.document.macroEnabled.main'
                b'+xml"/>',
            ),
            "holds macros",
        ),
        (
            upload(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 locked", "minutes.docx"),
            "locked by a password",
        ),
        (upload(b"a\0b", "notes.txt"), "not what its name says"),
        (package("word/document.xml", name="minutes.docm"), "not a kind of file the portal keeps"),
        (upload(b"<svg onload='alert(1)'/>", "poster.svg"), "not a kind of file"),
        (upload(b"<p>", "page.html"), "not a kind of file"),
        (upload(b"MZ", "minutes.pdf.exe"), "not a kind of file"),
        (upload(PDF, "minutes"), "not a kind of file"),
        (package("a.xml", name="papers.zip"), "not a kind of file"),
    ],
)
def test_a_file_that_may_not_be_kept_gets_a_sentence(action, officer, file, sentence):
    with pytest.raises(Refused, match=sentence) as refusal:
        services.add_evidence(action, by=officer, file=file)

    assert refusal.value.field == "file"
    assert (Evidence.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_a_file_over_the_limit_gets_a_sentence(action, officer, settings):
    with pytest.raises(Refused, match="larger than 20 MB"):
        services.add_evidence(
            action, by=officer, file=upload(PDF + b"\n" * 20 * 1024 * 1024, "large.pdf")
        )

    assert not settings.FILES_ROOT.exists()


def test_a_small_file_that_swells_is_never_unpacked(action, officer):
    """A megabyte of content types and a gigabyte of nothing: only a little of it is ever read."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("[Content_Types].xml", "w", force_zip64=True) as part:
            for _ in range(64):
                part.write(bytes(1024 * 1024))
        archive.writestr("word/document.xml", b"<x/>")

    evidence = services.add_evidence(action, by=officer, file=upload(raw.getvalue(), "b.docx"))

    assert evidence.file.size < 1024 * 1024


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("https://minutes.example/2026/july/", "minutes.example/2026/july"),
        ("http://minutes.example", "minutes.example"),
        ("  https://minutes.example/a?b=c#d  ", "minutes.example/a"),
    ],
)
def test_a_link_is_evidence(action, officer, address, title):
    evidence = services.add_evidence(action, by=officer, url=address)

    assert (evidence.kind, evidence.url, evidence.title, evidence.file) == (
        "link", address.strip(), title, None,
    )  # fmt: skip


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt://minutes.example/%0Aalert(1)",
        "data:text/html,<script>alert(1)</script>",
        "ftp://files.example/minutes",
        "file:///etc/passwd",
        "//minutes.example/",
        "minutes.example",
        "https://",
        "https://[::1",
        "https://minutes.example/\u202egnp.exe",
        "https://minutes.example/a\nb",
        "https://minutes.example/" + "a" * 1000,
        "https://officer:secret@minutes.example/",
    ],
)
def test_what_is_no_web_address_is_refused(action, officer, address):
    with pytest.raises(Refused) as refusal:
        services.add_evidence(action, by=officer, url=address)

    assert refusal.value.field == "url"
    assert Evidence.objects.count() == 0


def test_a_file_or_a_link_one_at_a_time(action, officer):
    for both in ({}, {"file": upload(), "url": "https://minutes.example/"}):
        with pytest.raises(Refused, match="one at a time"):
            services.add_evidence(action, by=officer, **both)


def test_a_title_is_one_line_of_two_hundred_characters(action, officer):
    link = {"by": officer, "url": "https://minutes.example/"}

    assert services.add_evidence(action, title="  Minutes\n of July ", **link).title == (
        "Minutes of July"
    )
    with pytest.raises(Refused, match="200 characters or fewer"):
        services.add_evidence(action, title="x" * 201, **link)


@pytest.mark.parametrize("status", ["not_started", "proposed", "complete", "withdrawn"])
def test_evidence_may_come_late_but_not_after_the_plan_is_closed(officer, status):
    open_ = ActionFactory(status=status)
    closed = ActionFactory(status=status, objective__theme__plan__status="closed")

    assert services.add_evidence(open_, by=officer, url="https://minutes.example/")
    with pytest.raises(Refused, match="This plan is closed"):
        services.add_evidence(closed, by=officer, url="https://minutes.example/")


# Withdrawing


@pytest.fixture
def evidence(action, officer):
    return services.add_evidence(action, by=officer, file=upload())


def test_withdrawn_evidence_stays_with_its_reason(evidence, officer):
    services.withdraw_evidence(evidence, by=officer, reason=" It is of another meeting. ")

    evidence.refresh_from_db()
    assert evidence.withdrawn_by == officer
    assert evidence.withdrawn_at is not None
    assert evidence.withdrawn_because == "It is of another meeting."
    assert not Evidence.objects.standing().exists()
    assert is_whole(evidence.file)
    assert evidence.history.order_by("-history_id").first().history_user == officer


def test_withdrawing_needs_a_reason_and_happens_once(evidence, officer):
    with pytest.raises(Refused, match="Say why"):
        services.withdraw_evidence(evidence, by=officer, reason="  ")
    services.withdraw_evidence(evidence, by=officer, reason="Wrong file.")

    with pytest.raises(Refused, match="already"):
        services.withdraw_evidence(evidence, by=officer, reason="Again.")


def test_whoever_added_it_or_keeps_the_plan_withdraws_it(evidence, colleague, lead):
    with pytest.raises(Refused, match="Only whoever added this"):
        services.withdraw_evidence(evidence, by=colleague, reason="Mine.")

    assert services.withdraw_evidence(evidence, by=lead, reason="Names a person.").withdrawn_at


def test_what_must_not_be_there_comes_out_of_a_closed_plan_too(evidence, officer):
    plan = evidence.action.plan
    plan.status = "closed"
    plan.save()

    assert services.withdraw_evidence(evidence, by=officer, reason="Names a person.").withdrawn_at


# The pages


def test_evidence_is_added_on_its_page(client, action, officer):
    client.force_login(officer)

    answer = client.post(
        url("add_evidence", action.pk), {"file": upload(), "title": "July"}, follow=True
    )

    assert answer.redirect_chain == [(action.get_absolute_url(), 302)]
    html = answer.content.decode()
    assert "“July” is now evidence of this action." in html
    assert "Minutes of July.pdf" in html
    assert f"{len(PDF)} bytes" in html
    assert "Asha Rowe, Community safety officer" in html


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Attach a file or give a link, one at a time."),
        ({"file": upload(b"", "a.pdf")}, "a.pdf is empty"),
        ({"file": upload(b"MZ", "a.pdf")}, "not what its name says"),
        ({"url": "javascript:alert(1)"}, "Link must be a web address"),
        ({"url": "https://a:b@minutes.example/"}, "Leave the user name and password out"),
    ],
)
def test_refused_evidence_keeps_what_was_typed(client, action, officer, typed, sentence):
    client.force_login(officer)

    page = client.post(url("add_evidence", action.pk), {"title": "July", **typed})

    html = page.content.decode()
    assert sentence in html
    assert 'value="July"' in html
    assert "<title>Error: Add evidence" in html
    assert Evidence.objects.count() == 0


def test_a_file_is_asked_for_again_where_something_else_was_wrong(client, action, officer):
    client.force_login(officer)

    form = client.post(url("log_progress", action.pk), {"file": upload(), "version": 1})

    assert "Choose the file again" in form.content.decode()
    assert StoredFile.objects.count() == 0


def test_progress_and_a_file_in_one_press(client, action, officer):
    client.force_login(officer)
    words = {"on_day": 18, "on_month": 3, "on_year": 2026, "text": "Met.", "status": "ongoing"}

    client.post(url("log_progress", action.pk), {**words, "version": 1, "file": upload()})

    evidence = action.evidence.get()
    assert evidence.title == "Minutes of July"
    assert evidence.added_at == action.updates.get().recorded_at


def test_progress_with_a_refused_file_keeps_the_words_and_saves_nothing(client, action, officer):
    client.force_login(officer)
    words = {"on_day": 18, "on_month": 3, "on_year": 2026, "text": "Met.", "status": "ongoing"}

    page = client.post(
        url("log_progress", action.pk), {**words, "version": 1, "file": upload(b"MZ")}
    )

    html = page.content.decode()
    assert "not what its name says" in html
    assert "Met.</textarea>" in html
    assert action.updates.count() == 0


def test_hostile_titles_and_links_are_inert(client, action, officer):
    client.force_login(officer)
    client.post(
        url("add_evidence", action.pk),
        {
            "url": "https://minutes.example/?a=%22%3E<script>",
            "title": "<script>alert(1)</script>\u202egnp.exe",
        },
    )

    html = client.get(action.get_absolute_url()).content.decode()

    assert "<bdi>&lt;script&gt;alert(1)&lt;/script&gt;\u202egnp.exe</bdi>" in html
    assert "<script>" not in html.split("<main")[1]


def test_withdrawing_on_its_page(client, evidence, officer):
    client.force_login(officer)
    assert (
        url("withdraw_evidence", evidence.pk)
        in client.get(evidence.get_absolute_url()).content.decode()
    )

    empty = client.post(url("withdraw_evidence", evidence.pk), {"reason": ""}).content.decode()
    assert "Enter the reason" in empty
    html = client.post(
        url("withdraw_evidence", evidence.pk), {"reason": "Another meeting."}, follow=True
    ).content.decode()

    assert "“Minutes of July” is withdrawn." in html
    assert "Withdrawn evidence (1)" in html
    assert "Another meeting." in html
    assert url("download_evidence", evidence.pk) not in html


def test_a_colleague_is_not_offered_to_withdraw_it(client, evidence, colleague):
    client.force_login(colleague)

    html = client.get(evidence.get_absolute_url()).content.decode()
    page = client.post(url("withdraw_evidence", evidence.pk), {"reason": "Mine."})

    assert url("withdraw_evidence", evidence.pk) not in html
    assert "Only whoever added this evidence" in page.content.decode()
    assert "Mine.</textarea>" in page.content.decode()


# The download


def test_a_file_leaves_as_a_download_and_is_written_down(client, evidence, officer):
    client.force_login(officer)

    answer, content = download(client, evidence)

    assert content == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="Minutes of July.pdf"'
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    record = AccessRecord.objects.latest("pk")
    assert (record.verb, record.page, record.user) == (
        "downloaded", "actions:download_evidence", officer,
    )  # fmt: skip
    assert record.reference == f"actions.evidence:{evidence.pk}"


def test_withdrawn_files_links_and_lost_files_are_not_sent(client, action, evidence, officer):
    client.force_login(officer)
    link = services.add_evidence(action, by=officer, url="https://minutes.example/")
    lost = services.add_evidence(action, by=officer, file=upload())
    lost.file.content.storage.delete(lost.file.content.name)
    services.withdraw_evidence(evidence, by=officer, reason="Wrong file.")

    for one, sentence in (
        (evidence, "This evidence was withdrawn"),
        (link, "This evidence is a link"),
        (lost, "cannot be found"),
    ):
        answer = client.get(url("download_evidence", one.pk), follow=True)
        assert answer.redirect_chain == [(action.get_absolute_url(), 302)]
        assert sentence in answer.content.decode()
    assert not AccessRecord.objects.filter(verb="downloaded").exists()


# Who may: the nearest outsider has the same role, and evidence of their own


@pytest.mark.parametrize("role", [Role.OFFICER, Role.SPOC, Role.EXECUTIVE])
def test_another_agencys_evidence_is_not_there(client, evidence, role):
    outsider = UserFactory(roles=[role])
    own_action = ActionFactory(objective__theme__plan__agency=outsider.agency)
    own = services.add_evidence(own_action, by=outsider, file=upload())
    client.force_login(outsider)

    assert download(client, own)[0].status_code == 200
    assert download(client, evidence)[0].status_code == 404
    assert client.get(url("withdraw_evidence", evidence.pk)).status_code == 404
    assert client.post(url("withdraw_evidence", evidence.pk)).status_code == 404


@pytest.mark.parametrize("role", [Role.EXECUTIVE, Role.AUDITOR])
def test_readers_open_evidence_and_leave_it_as_it_is(client, county, evidence, role):
    client.force_login(UserFactory(roles=[role], agency=county))

    assert download(client, evidence)[0].status_code == 200
    assert client.get(url("withdraw_evidence", evidence.pk)).status_code == 403
    assert client.post(url("withdraw_evidence", evidence.pk)).status_code == 403


def test_a_partner_named_on_the_action_opens_its_evidence(client, evidence):
    partner = UserFactory()
    client.force_login(partner)
    assert download(client, evidence)[0].status_code == 404

    evidence.action.agencies.add(partner.agency)

    assert download(client, evidence)[0].status_code == 200


@pytest.mark.parametrize("page", ["download_evidence", "withdraw_evidence"])
def test_nobody_signed_out_gets_past_the_door(client, evidence, page):
    answer = client.get(url(page, evidence.pk))

    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


def test_evidence_is_dated_when_it_was_added(evidence):
    assert evidence.added_at.tzinfo is not None
    assert abs(evidence.added_at - evidence.file.at) < datetime.timedelta(seconds=5)
