"""Commands of the kernel, as an operator meets them."""

import pytest
from django.core.management import CommandError, call_command

from prevent_portal.models import Agency, Outbox, User


def add(capsys, email="first@council.example"):
    call_command("add_administrator", email, name="First Person", agency="Westland Council")
    return capsys.readouterr().out


def test_the_first_administrator_leads_into_an_empty_portal(client, capsys, settings):
    settings.PORTAL_URL = ""

    link = add(capsys).strip()

    user = User.objects.get()
    assert (user.roles, user.agency.name, user.agency.is_lead) == (
        ["administrator"],
        "Westland Council",
        True,
    )
    assert Outbox.objects.get().payload == {"user_id": user.pk}
    assert client.get(link, follow=True).status_code == 200


def test_a_second_one_joins_the_same_agency(capsys):
    add(capsys)
    add(capsys, "second@council.example")

    assert Agency.objects.count() == 1
    assert User.objects.count() == 2


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("FIRST@council.example", "Somebody already signs in with this email address."),
        ("not an address", "not an address: Enter a valid email address."),
    ],
)
def test_a_wrong_address_gets_a_sentence_and_leaves_nothing(capsys, email, sentence):
    add(capsys)

    with pytest.raises(CommandError, match=sentence):
        add(capsys, email)

    assert User.objects.count() == 1
