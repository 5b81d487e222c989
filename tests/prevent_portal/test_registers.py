"""What every register does alike, shown on boards and groups."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from actions.models import Body
from prevent_portal import services
from prevent_portal.errors import Refused
from prevent_portal.roles import Role
from prevent_portal.versions import version_of
from tests.factories import BodyFactory, MeetingFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST = "/partnership/boards/"


@pytest.fixture
def lead(client):
    user = UserFactory(roles=[Role.PREVENT_LEAD])
    client.force_login(user)
    return user


def text(response):
    return b"".join(response).decode()


def filled(**changes):
    return {"name": "Prevent board", "kind": "strategic_board", "purpose": "Decides"} | changes


def test_a_record_is_added_changed_closed_and_opened_again(client, lead):
    response = client.post(f"{LIST}add/", filled(), follow=True)
    body = Body.objects.get()
    assert response.redirect_chain == [(f"{LIST}{body.pk}/", 302)]
    assert "Prevent board is saved." in text(response)

    version = version_of(body)
    client.post(
        f"{LIST}{body.pk}/change/", filled(name="Prevent Board", version=version), follow=True
    )
    body.refresh_from_db()
    assert body.name == "Prevent Board"

    client.post(f"{LIST}{body.pk}/close/", {"reason": "Merged with another"}, follow=True)
    body.refresh_from_db()
    assert (str(body.closed_on), body.closed_because) == ("2026-03-18", "Merged with another")
    assert "Prevent Board" not in text(client.get(LIST))
    assert "Prevent Board" in text(client.get(f"{LIST}?state=closed"))
    assert "Merged with another" in text(client.get(f"{LIST}{body.pk}/"))

    client.post(f"{LIST}{body.pk}/reopen/")
    body.refresh_from_db()
    assert body.is_open
    assert [row.history_user for row in body.history.all()] == [lead] * 4


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, lead):
    BodyFactory(name="Prevent board")

    page = text(client.post(f"{LIST}add/", filled(purpose="Words <typed>", meets_every="x")))

    assert "There is already a board or group of this name." in page
    assert "must be a number" in page
    assert "Words &lt;typed&gt;" in page


def test_nothing_is_chosen_for_the_person_before_they_choose(client, lead):
    page = text(client.get(f"{LIST}add/"))

    assert "---------" not in page
    assert " checked" not in page
    assert "Select kind" in text(client.post(f"{LIST}add/", {"name": "Board"}))


def test_closing_asks_why(client, lead):
    body = BodyFactory()

    page = text(client.post(f"{LIST}{body.pk}/close/", {"reason": " "}))

    assert "Enter why" in page
    body.refresh_from_db()
    assert body.is_open


def test_two_people_change_one_record_and_neither_loses_words(client, lead):
    body = BodyFactory(purpose="As it was")
    version = version_of(body)
    other = UserFactory(name="Somebody Else", roles=[Role.PREVENT_LEAD])
    body.purpose = "As the other wrote"
    services.keep_record(body, by=other)

    changed = filled(name=body.name, kind=body.kind, purpose="As I wrote", version=version)
    page = text(client.post(f"{LIST}{body.pk}/change/", changed))

    assert "Changed by Somebody Else" in page
    assert "As the other wrote" in page
    assert "As I wrote" in page
    body.refresh_from_db()
    assert body.purpose == "As the other wrote"


def test_a_closed_record_is_not_changed_nor_closed_twice(client, lead):
    body = services.close_record(BodyFactory(), by=lead, on="2026-03-01", reason="Done")

    for verb in ("change", "close"):
        assert client.get(f"{LIST}{body.pk}/{verb}/").status_code == 302
    with pytest.raises(Refused, match="closed already"):
        services.close_record(body, by=lead, on="2026-03-01", reason="Again")
    services.reopen_record(body, by=lead)
    with pytest.raises(Refused, match="open already"):
        services.reopen_record(body, by=lead)


def test_a_list_is_searched_filtered_and_sorted(client, lead):
    BodyFactory(name="Alpha board", kind="cmt", terms_review_on="2026-01-01")
    beta = BodyFactory(name="Beta group", kind="cabinet", purpose="alpha things", meets_every=3)
    gamma = BodyFactory(name="Gamma group", kind="cmt", meets_every=6, meets_at_most_every=8)
    for body in (beta, gamma):
        MeetingFactory(body=body, on="2026-03-01", status="held")

    def shown(query):
        page = client.get(f"{LIST}?{query}").context["page"]
        return [body.name for body in page.object_list]

    assert shown("") == ["Alpha board", "Beta group", "Gamma group"]
    assert shown("q=alpha") == ["Alpha board", "Beta group"]
    assert shown("kind=cmt") == ["Alpha board", "Gamma group"]
    assert shown("kind=cmt&q=group") == ["Gamma group"]
    assert shown("needs=yes") == ["Alpha board"]
    assert shown("sort=-meets_every") == ["Gamma group", "Beta group", "Alpha board"]
    assert shown("sort=closed_because") == ["Alpha board", "Beta group", "Gamma group"]


def test_what_the_address_says_wrongly_is_passed_over_and_said(client, lead):
    BodyFactory(name="Alpha board")

    page = text(client.get(f"{LIST}?kind=nothing&state=x&page=99"))

    assert "“Kind” in the address is not one of the choices." in page
    assert "Alpha board" in page


def test_a_list_goes_out_as_csv_with_no_cell_that_runs(client, lead):
    BodyFactory(name="=1+1", meets_every=1)
    BodyFactory(name="Not this", kind="cmt")

    lines = text(client.get(f"{LIST}export/?format=csv&kind=delivery_group")).split("\r\n")

    assert lines[0].startswith("\ufeffName,Chair,Meets,Next meeting")
    assert lines[1].startswith("'=1+1,Head of service,Every month")
    assert len([line for line in lines if line]) == 2


def test_a_list_goes_out_as_excel_with_text_as_text_and_days_as_days(client, lead):
    BodyFactory(name="=1+1\x07", terms_review_on="2026-01-31")

    response = client.get(f"{LIST}export/?format=xlsx")
    sheet = load_workbook(io.BytesIO(b"".join(response))).active
    head, row = sheet.iter_rows()

    assert [cell.value for cell in head][:2] == ["Name", "Chair"]
    assert (row[0].value, row[0].data_type) == ("=1+1", "s")
    assert row[4].value.date().isoformat() == "2026-01-31"


def test_the_partnership_page_says_how_many_need_somebody(client, lead):
    BodyFactory(terms_review_on="2026-03-17")
    BodyFactory(terms_review_on="2026-03-18")

    page = text(client.get(reverse("partnership")))

    assert "1: meeting late, terms or members due for review, or no chair" in page
    assert f"{LIST}?needs=yes" in page


def test_who_may_see_no_register_is_told_so(client):
    client.force_login(UserFactory(roles=[Role.PANEL_MEMBER]))

    assert "There is nothing here for you" in text(client.get(reverse("partnership")))


@pytest.mark.parametrize("count", [2, 30])
def test_pages_of_a_register_take_as_many_queries_at_any_size(
    client, lead, count, django_assert_num_queries
):
    bodies = BodyFactory.create_batch(count, chair=lead, terms_review_on="2026-01-01")

    with django_assert_num_queries(14):
        client.get(LIST)
    with django_assert_num_queries(13):
        client.get(reverse("partnership"))
    with django_assert_num_queries(21):
        client.get(bodies[0].get_absolute_url())
