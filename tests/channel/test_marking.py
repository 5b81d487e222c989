"""Pages of cases say what they are, and no browser keeps them."""

import pytest

from .panels import DAY


@pytest.mark.parametrize(
    "address",
    ["cases/", "cases/{pk}/", "cases/{pk}/note/", "cases/{pk}/conflict/", "emergency/"],
)
def test_a_page_of_a_case_is_marked_and_kept_by_nobody(client, world, case, address):
    client.force_login(world.chair)
    answer = client.get("/channel/" + address.format(pk=case.pk))

    assert "OFFICIAL-SENSITIVE" in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"


def test_a_refused_page_is_kept_by_nobody_either(client, world, case):
    client.force_login(world.other_chair)

    assert client.get(f"/channel/cases/{case.pk}/")["Cache-Control"] == "private, no-store"


def test_signing_out_clears_what_the_browser_kept(client, world):
    client.force_login(world.chair)
    assert "Clear-Site-Data" not in client.get("/channel/").headers

    answer = client.post("/sign-out/")

    assert answer["Clear-Site-Data"] == '"cache", "storage"'


def test_where_a_form_leads_names_nobody(client, world, case):
    client.force_login(world.chair)
    answer = client.post(
        f"/channel/cases/{case.pk}/note/",
        {"on_day": DAY.day, "on_month": DAY.month, "on_year": DAY.year, "words": "Perpetua rang."},
    )

    assert answer["Location"] == f"/channel/cases/{case.pk}/"
