"""What the pages of a case say, and to whom."""

from django.urls import reverse


def test_a_teacher_refers_and_gets_a_receipt_and_nothing_else(client, world):
    client.force_login(world.teacher)
    address = reverse("channel:refer")
    page = client.post(
        address,
        {
            "panel": world.panel.pk,
            "forenames": "Ottoline",
            "surname": "Brasswick",
            "concerns": "He says that the moon is armed.",
            "referrer_name": "Hal Quoin",
            "referrer_contact": "hal@school.example",
            "sector": _sector().pk,
            "attested": "on",
        },
        follow=True,
    )
    assert "Referral received" in page.content.decode()
    assert "Brasswick" not in page.content.decode()
    assert client.get(reverse("channel:case_list")).content.decode().count("Received</strong>") == 0

    client.force_login(world.coordinator)
    listed = client.get(reverse("channel:case_list")).content.decode()
    assert "Brasswick" not in listed
    assert "C26-" in listed


def _sector():
    from channel.models import Term

    return Term.objects.get(list="sector", words="Education")


def test_the_page_of_a_case(client, world, case):
    client.force_login(world.chair)
    said = client.get(case.get_absolute_url()).content.decode()
    assert "Quillfeather" in said
    assert "marmalade" in said
    assert "OFFICIAL-SENSITIVE" in said
    client.force_login(world.other_chair)
    assert client.get(case.get_absolute_url()).status_code == 404
