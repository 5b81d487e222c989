"""What the pages of what follows support say, and the papers made of a case."""

import io

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from channel import bundle, services
from channel.models import Case, Closure, Term
from channel.states import Status as S
from prevent_portal.acting import acting_for

from .panels import DAY
from .walking import adopt, closed, not_adopted, reason


@pytest.fixture
def adopted(world, case):
    """A case with support."""
    with acting_for(world.chair):
        return adopt(case, by=world.chair)


def page_of(client, case):
    return client.get(case.get_absolute_url()).content.decode()


def _date(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def test_a_coordinator_closes_a_case_on_its_page(client, world, adopted):
    client.force_login(world.coordinator)
    assert "Close the case" in page_of(client, adopted)
    address = reverse("channel:close_case", args=[adopted.pk])
    typed = {
        "report": "Quieter, and works at the mill.",
        "because": reason().pk,
        **_date("on", DAY),
    }
    answer = client.post(address, typed)
    assert "Enter the day they were told" in answer.content.decode()
    assert "Quieter, and works at the mill." in answer.content.decode()
    said = client.post(address, typed | _date("told_on", DAY), follow=True).content.decode()
    assert "The case is closed." in said
    assert "Record the six-month review" in said
    assert "due 2 September 2026" in said.replace("\n", " ")


def test_a_member_reads_the_closing_and_cannot_close(client, world, adopted):
    with acting_for(world.chair):
        closed(adopted, by=world.chair)
        services.give_seat(adopted, user=world.member, seat="member", by=world.chair, on=DAY)
    client.force_login(world.member)
    said = page_of(client, adopted)
    assert "Speaks of marmalade calmly now." in said
    assert "Record the six-month review" not in said


def test_what_is_typed_in_a_refused_review_stays(client, world, adopted):
    with acting_for(world.chair):
        closed(adopted, by=world.chair, on=DAY)
        twelve = adopted.later_reviews.get(kind="twelve")
    client.force_login(world.chair)
    address = reverse("channel:record_review", args=[twelve.pk])
    typed = {"finding": "none", "words": "Typed with care.", **_date("on", DAY)}
    said = client.post(address, typed).content.decode()
    assert "Record the six-month review first" in said
    assert "Typed with care." in said


def test_a_late_review_is_late_on_the_page_and_in_the_list(client, world, adopted):
    with acting_for(world.chair):
        case = Case.objects.get(pk=adopted.pk)
        case.received_on = DAY.replace(year=2024)
        case.adopted_on = DAY.replace(year=2024)
        case.save()
        closed(case, by=world.chair, on=DAY.replace(year=2025))
    client.force_login(world.deputy)
    assert "late" in page_of(client, adopted)
    assert "First review after closing" in client.get(reverse("channel:case_list")).content.decode()


def test_s36_6_the_page_asks_for_the_care_that_must_be_considered(client, world, case):
    with acting_for(world.chair):
        not_adopted(case, by=world.chair)
    client.force_login(world.chair)
    assert "The panel gives no support" in page_of(client, case)
    address = reverse("channel:consider_care", args=[case.pk])
    typed = {"answer": "neither", "because": "Has a good doctor.", **_date("on", DAY)}
    said = client.post(address, typed, follow=True).content.decode()
    assert "Has a good doctor." in said
    assert "The panel gives no support" not in said


def test_a_case_that_arrives_is_confirmed(client, world, adopted):
    with acting_for(world.chair):
        sent = services.transfer_case(
            adopted, by=world.chair, on=DAY, because="Moved", to_panel=world.next_door
        )
    client.force_login(world.other_chair)
    there = reverse("channel:case_detail", args=[sent.to_case_id])
    assert "It waits for your confirmation." in client.get(there).content.decode()
    client.post(reverse("channel:confirm_arrival", args=[sent.to_case_id]))
    assert "Confirmed on 18 March 2026" in client.get(there).content.decode()
    client.force_login(world.chair)
    assert "confirmed on 18 March 2026 that it has the case" in page_of(client, adopted)


def test_the_six_documents_stand_on_the_page(client, world, adopted):
    client.force_login(world.chair)
    said = page_of(client, adopted)
    assert said.count("govuk-tag--orange") == 3
    assert "Not due yet" in said


def test_a_disclosure_is_shown_with_its_basis(client, world, case):
    client.force_login(world.chair)
    basis = Term.objects.filter(list="basis").first()
    typed = {"told": "Her landlord", "what": "That she moves", "why": "Safety", "basis": basis.pk}
    address = reverse("channel:add_disclosure", args=[case.pk])
    assert (
        "intelligence service, then confirm"
        in client.post(address, typed | _date("on", DAY)).content.decode()
    )
    said = client.post(
        address, typed | _date("on", DAY) | {"attested": "on"}, follow=True
    ).content.decode()
    assert "Her landlord" in said
    assert str(basis) in said


def test_the_case_on_one_page_tells_what_happened_in_its_order(client, world, adopted):
    client.force_login(world.chair)
    said = client.get(reverse("channel:chronology", args=[adopted.pk])).content.decode()
    assert said.index("Referral received") < said.index("Consent sought → Adopted")
    assert "OFFICIAL-SENSITIVE" in said
    assert world.chair.name in said


def test_the_papers_are_marked_on_each_page_and_stamped_with_their_reader(client, world, adopted):
    with acting_for(world.chair):
        for number in range(60):
            services.add_note(adopted, by=world.chair, on=DAY, words=f"Note {number}, in words.")
        closed(adopted, by=world.chair)
    client.force_login(world.chair)
    answer = client.get(reverse("channel:bundle", args=[adopted.pk]))
    assert answer["Content-Disposition"] == (
        f'attachment; filename="OFFICIAL-SENSITIVE-{adopted.reference}-2026-03-18.pdf"'
    )
    assert answer["Cache-Control"] == "private, no-store"
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages]
    assert len(pages) > 2
    for page in pages:
        assert "OFFICIAL-SENSITIVE" in page
        assert f"Read by {world.chair.name} on 18 March 2026" in page
    assert "Perpetua" in pages[0]
    assert "Who may open this case" not in "".join(pages)
    assert b"/channel/cases/" not in answer.content


def test_nothing_of_the_papers_is_left_on_disk(world, adopted, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with acting_for(world.chair):
        case = Case.objects.select_related("panel").get(pk=adopted.pk)
        bundle.bundle([case], reader=world.chair, at=timezone.now())
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and _tells(path)]


def _tells(path):
    return b"Perpetua" in path.read_bytes()


def test_a_case_is_opened_again_from_its_page(client, world, adopted):
    with acting_for(world.chair):
        closed(adopted, by=world.chair, on=DAY)
    client.force_login(world.chair)
    address = reverse("channel:reopen_case", args=[adopted.pk])
    typed = {"to": S.TO_PANEL, "because": "The school rang.", **_date("on", DAY)}
    said = client.post(address, typed, follow=True).content.decode()
    assert "The case is open again." in said
    with acting_for(world.chair):
        assert Closure.objects.get().reopened_on == DAY
