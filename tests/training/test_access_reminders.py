"""Who may open the pages of reminders: another agency's training lead is the nearest outsider."""

import pytest

from prevent_portal.models import Person
from tests.matrix import BUTTON, FORBIDDEN, OK, SIGN_IN, UNSEEN, row
from tests.training.test_access import READERS, kept_readers, readers  # noqa: F401 - a fixture
from training.models import Completion, Course

NO = FORBIDDEN
# fmt: off
_KEEPERS = (OK, OK, NO, NO, NO, NO,   OK, NO, SIGN_IN)
PAGES = {
    "training:reminder_list": _KEEPERS,
    "training:set_reminders": _KEEPERS,
    "training:manager_list": _KEEPERS,
    "training:set_manager": _KEEPERS,
    "training:declaration_list": _KEEPERS,
    "training:settle_declaration": (BUTTON, BUTTON, UNSEEN, UNSEEN, UNSEEN, UNSEEN,   UNSEEN, UNSEEN, SIGN_IN),
    "training:own_training": (OK, OK, OK, OK, OK, OK,   OK, OK, SIGN_IN),
    "training:reminder_page": (UNSEEN,) * 9,
}
# fmt: on


@pytest.fixture
def said(readers):  # noqa: F811
    person = Person.objects.create(agency=readers["keeper"].agency, number="1", name="A B")
    return Completion.objects.create(
        person=person, course=Course.objects.first(), on="2026-03-01", route="declared"
    )


@pytest.mark.parametrize("page", PAGES)
def test_page(client, readers, said, page):  # noqa: F811
    args = {"training:settle_declaration": [said.pk], "training:reminder_page": ["made-up"]}
    met = row(client, page, args.get(page, []), readers)

    assert met == dict(zip(READERS, PAGES[page], strict=True))
