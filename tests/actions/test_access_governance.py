"""Who may open each page of boards and groups: all see them, the Prevent lead keeps them."""

import pytest

from tests.registers import about_one, seven
from tests.actions.test_access import READERS
from tests.factories import BodyFactory
from tests.matrix import BUTTON, FORBIDDEN, OK, SIGN_IN, UNSEEN, row

NO = FORBIDDEN

# fmt: off
_LISTS = (OK, OK, OK, OK, OK, OK,   OK, OK, OK, NO, NO, SIGN_IN)
_SEES = (OK, OK, OK, OK, OK, OK,   OK, OK, OK, UNSEEN, UNSEEN, SIGN_IN)
_ADDS = (OK, NO, NO, NO, NO, NO,   NO, NO, NO, NO, NO, SIGN_IN)
_KEEPS = (OK, NO, NO, NO, NO, NO,   NO, NO, NO, UNSEEN, UNSEEN, SIGN_IN)
_REOPENS = (BUTTON, NO, NO, NO, NO, NO,   NO, NO, NO, UNSEEN, UNSEEN, SIGN_IN)
# fmt: on

PAGES = {
    **seven("body", lists=_LISTS, sees=_SEES, adds=_ADDS, keeps=_KEEPS, reopens=_REOPENS),
}


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_page(client, readers, page):
    args = [BodyFactory().pk] if about_one(page) else []

    met = row(client, page, args, readers)

    assert met == dict(zip(READERS, PAGES[page], strict=True))
