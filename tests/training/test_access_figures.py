"""Who may open the other pages of the position, and who sees names there."""

import pytest

from prevent_portal.roles import Role
from tests.factories import UserFactory
from tests.matrix import FORBIDDEN, OK, SIGN_IN, row
from tests.training.test_access import READERS, kept_readers, readers  # noqa: F401 - the fixture

NO = FORBIDDEN

# fmt: off
_FIGURES = (OK, OK, OK, OK, NO, OK,   OK, NO, SIGN_IN)
#: The neighbour sees their own people only: the test after this one asks for others'.
_NAMES = (OK, OK, NO, NO, NO, NO,   OK, NO, SIGN_IN)
# fmt: on

PAGES = {
    "training:position_by_rule": _FIGURES,
    "training:position_by_course": _FIGURES,
    "training:position_trend": _FIGURES,
    "training:position_people": _NAMES,
}


@pytest.mark.parametrize("page", PAGES)
def test_page(client, readers, page):  # noqa: F811
    assert row(client, page, [], readers) == dict(zip(READERS, PAGES[page], strict=True))


def test_who_answers_for_every_agency_and_leads_one_sees_the_names_of_that_one(client, readers):  # noqa: F811
    own, other = readers["keeper"].agency, readers["neighbour"].agency
    client.force_login(UserFactory(agency=own, roles=[Role.TRAINING_LEAD, Role.EXECUTIVE]))

    met = {
        agency: client.get("/training/position/people/", {"agency": agency}).status_code
        for agency in (own.pk, other.pk, "")
    }

    assert met == {own.pk: 200, other.pk: 403, "": 403}
