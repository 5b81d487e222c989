"""A large file is read by a worker while its page says how far it is."""

import io
import threading

import pytest
from django.urls import reverse

from actions.models import Action, ImportReading, NewerVersion, PlanImport
from actions.reading import read
from actions.services import importing, large, newer
from prevent_portal import outbox
from prevent_portal.errors import Refused
from prevent_portal.models import Outbox
from prevent_portal.roles import Role
from tests.factories import AgencyFactory, UserFactory

from .reading_files import DUTIES, THEMES, word


@pytest.fixture
def lead():
    county = AgencyFactory(name="Saltshire County Council", is_lead=True)
    return UserFactory(agency=county, roles=[Role.PREVENT_LEAD])


@pytest.fixture(autouse=True)
def _everything_is_large(monkeypatch):
    monkeypatch.setattr(large, "LARGE", 10)


def uploaded(client, lead, *blocks, name="plan.docx", **data):
    client.force_login(lead)
    file = word(*blocks)
    file.name = name
    return client.post(
        reverse("actions:import_plan"),
        {"file": file, "agency": lead.agency_id, **data},
        follow=True,
    )


def work():
    """What the worker does."""
    assert outbox.deliver(Outbox.objects.latest("pk").pk)


def text_of(page):
    return " ".join(page.content.decode().split())


def test_a_large_file_is_kept_at_once_and_its_page_looks_again(client, lead):
    page = uploaded(client, lead, *THEMES)

    proposal = PlanImport.objects.get()
    assert page.redirect_chain == [(proposal.get_absolute_url(), 302)]
    assert page["Refresh"] == "4"
    assert "The file is opened." in text_of(page)
    assert (proposal.reading, proposal.state) == ({}, "proposed")


def test_the_worker_reads_it_and_the_preview_is_that_of_any_file(client, lead):
    uploaded(client, lead, *THEMES)

    work()

    proposal = PlanImport.objects.get()
    assert proposal.reading == importing.read_plan(word(*THEMES), name="plan.docx")
    page = client.get(proposal.get_absolute_url())
    assert "Check what will be made" in text_of(page)
    assert "Refresh" not in page
    importing.commit(proposal, by=lead)
    assert Action.objects.filter(text="Set up a board with our partners").count() == 1


def test_the_page_says_how_many_rows_of_all_are_read(client, lead):
    page = uploaded(client, lead, *THEMES)
    waiting = ImportReading.objects.get()
    waiting.rows_read, waiting.rows_total = 1200, 3000
    waiting.save()

    page = client.get(page.redirect_chain[0][0])

    assert "1,200 of 3,000 rows are read." in text_of(page)
    assert '<progress class="govuk-!-margin-bottom-4" value="1200" max="3000"' in text_of(page)


def test_progress_is_kept_while_the_file_is_read(client, lead, monkeypatch):
    uploaded(client, lead, *THEMES)
    proposal = PlanImport.objects.get()
    may_end, seen = threading.Event(), []

    def slowly(file, *, name, progress):
        progress(3, 8)
        may_end.wait(10)
        return read(file, name=name).as_json()

    monkeypatch.setattr(importing, "read_plan", slowly)
    monkeypatch.setattr(large, "TELL_EVERY", 0.05)
    for _ in large.read_large(proposal.pk):
        waiting = ImportReading.objects.get()
        seen.append((waiting.rows_read, waiting.rows_total, waiting.is_going_on))
        may_end.set()

    assert seen[-1] == (3, 8, True)
    assert not ImportReading.objects.get().is_going_on


def test_the_reader_tells_each_row_of_a_word_file():
    told = []

    read(word(*THEMES), name="plan.docx", progress=lambda *each: told.append(each))

    assert told[0][0] == 1
    assert told[-1][0] == told[-1][1] == len(told)


def test_a_file_that_cannot_be_read_says_why_on_its_page(client, lead):
    uploaded(client, lead, "No table at all")

    work()

    page = client.get(PlanImport.objects.get().get_absolute_url())
    assert "plan.docx has no table." in text_of(page)
    assert "Refresh" not in page


def test_work_that_was_given_up_says_so_on_its_page(client, lead):
    uploaded(client, lead, *THEMES)
    proposal = PlanImport.objects.get()

    large.give_up(proposal.pk, sentence=outbox.GAVE_UP)

    assert "This did not work after 5 tries." in text_of(client.get(proposal.get_absolute_url()))


def test_work_done_twice_is_done_once(client, lead):
    uploaded(client, lead, *THEMES)
    work()
    proposal = PlanImport.objects.get()
    before = proposal.history.count()

    assert list(large.read_large(proposal.pk)) == []
    assert proposal.history.count() == before


def test_a_file_that_must_not_be_opened_is_refused_at_once(client, lead):
    page = uploaded(client, lead, *THEMES, name="plan.xlsx")

    assert "plan.xlsx is not an Excel workbook" in text_of(page)
    assert not PlanImport.objects.exists()


def test_nothing_is_made_of_a_file_that_is_not_read_yet(client, lead):
    uploaded(client, lead, *THEMES)
    proposal = PlanImport.objects.get()

    with pytest.raises(Refused, match="still being read"):
        importing.commit(proposal, by=lead)
    page = client.post(reverse("actions:commit_import", args=[proposal.pk]), {}, follow=True)
    assert "The file is being read." in text_of(page)


def test_a_cancelled_file_is_not_read(client, lead):
    uploaded(client, lead, *THEMES)
    proposal = PlanImport.objects.get()
    importing.cancel(proposal, by=lead)

    work()

    assert PlanImport.objects.get().reading == {}
    assert "This import was cancelled" in text_of(client.get(proposal.get_absolute_url()))


def test_a_large_file_of_the_same_title_is_compared_with_the_plan(client, lead):
    plan = importing.commit(
        importing.propose(word(*THEMES), name="one.docx", agency=lead.agency, by=lead), by=lead
    )
    uploaded(client, lead, *THEMES, "More")

    work()

    version = NewerVersion.objects.get()
    assert version.plan == plan
    page = client.get(version.proposal.get_absolute_url(), follow=True)
    assert "What the newer version changes" in text_of(page)


def test_a_large_newer_version_waits_as_well(client, lead):
    plan = importing.commit(
        importing.propose(word(*THEMES), name="one.docx", agency=lead.agency, by=lead), by=lead
    )
    page = uploaded(client, lead, *THEMES, "More", newer_of=plan.pk)

    version = NewerVersion.objects.get()
    assert "The file is being read." in text_of(client.get(version.get_absolute_url(), follow=True))
    assert page["Refresh"] == "4"
    with pytest.raises(Refused, match="still being read"):
        newer.apply_newer(version, by=lead)


def test_a_partners_large_plan_is_their_own_agencys(client):
    spoc = UserFactory(roles=[Role.SPOC])
    client.force_login(spoc)
    file = word([DUTIES, ["Work together", "Name a deputy", "Cover", "SPOC", "Named", "Letter"]])
    file.name = "plan.docx"
    client.post(reverse("actions:import_plan"), {"file": file})

    work()

    proposal = PlanImport.objects.get()
    assert (proposal.kind, proposal.agency) == ("spoc", spoc.agency)
    assert proposal.reading


def test_what_is_large_is_told_by_its_words_not_by_its_pictures(monkeypatch):
    monkeypatch.setattr(large, "LARGE", 350_000)
    long = word([DUTIES, *[["Work together " * 30] * 6 for _ in range(200)]])

    assert large.is_large(long)
    assert not large.is_large(word(*THEMES))
    assert large.is_large(io.BytesIO(b"a,b\n" * 100_000))
    assert not large.is_large(io.BytesIO(b"PK\x03\x04 damaged"))
