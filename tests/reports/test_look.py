"""The colour and crest of an agency's papers: chosen on a page, kept with each paper."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from prevent_portal.roles import Role
from reports.appearance import look_in, look_of
from reports.models import AgencyLook
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def picture(kind="PNG"):
    out = BytesIO()
    Image.new("RGBA" if kind == "PNG" else "RGB", (60, 80), "#123456").save(out, kind)
    return SimpleUploadedFile(f"crest.{kind.lower()}", out.getvalue())


@pytest.fixture
def page(client):
    client.force_login(UserFactory(roles=[Role.PREVENT_LEAD]))
    return client


def test_a_look_is_kept_and_given_to_papers_with_its_crest(page):
    asked = {"colour": "#7a1f3d", "crest_words": "An oak over a river", "crest": picture()}
    response = page.post(reverse("reports:change_look"), asked)

    look = AgencyLook.objects.get()
    assert response.status_code == 302
    kept = look_of(look.agency_id)
    assert kept["colour"] == "#7a1f3d"
    assert look_in({"look": kept}).crest.startswith(b"\x89PNG")
    assert look_in({}) is None

    page.post(reverse("reports:change_look"), {"colour": "#7a1f3d", "without_crest": "on"})
    assert look_of(look.agency_id) == {"colour": "#7a1f3d"}


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"colour": "#ffe08a"}, "is too pale for words on white"),
        ({"colour": "plum"}, "Enter a colour as # and six letters or digits"),
        ({"crest": True}, "Say in words what the crest shows"),
        ({"crest": "JPEG", "crest_words": "A tree"}, "crest.jpeg is not a PNG picture"),
    ],
)
def test_what_papers_cannot_have_gets_a_sentence_and_nothing_changes(page, asked, sentence):
    values = {"colour": "#0f4c5c", "crest_words": ""} | asked
    if "crest" in values:
        values["crest"] = picture("JPEG" if values["crest"] == "JPEG" else "PNG")

    assert sentence in page.post(reverse("reports:change_look"), values).content.decode()
    assert not AgencyLook.objects.exists()
