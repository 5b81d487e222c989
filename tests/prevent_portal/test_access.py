"""Who may open each page of the kernel. A row for every page, a column for every reader.

The pages of people are about an officer: `themself`. Their nearest outsiders are a colleague of the
same role and agency, and the same agency's single point of contact.
"""

import copy

import pytest

from prevent_portal.roles import Role
from tests.factories import AgencyFactory, UserFactory
from tests.matrix import AWAY, BUTTON, FORBIDDEN, OK, SIGN_IN, UNSEEN, row, signed_in
from tests.routes import routes

READERS = (
    "administrator",
    "themself",
    "colleague",
    "spoc",
    "lead",
    "auditor",
    "executive",
    "anonymous",
)

# fmt: off
_EVERYBODY = (OK, OK, OK, OK, OK, OK, OK, OK)
_SIGNED_IN = (OK, OK, OK, OK, OK, OK, OK, SIGN_IN)
_VISITORS = (AWAY, AWAY, AWAY, AWAY, AWAY, AWAY, AWAY, OK)
_THOSE_INSIDE = (OK, OK, OK, OK, OK, OK, OK, AWAY)
_ADMINISTRATORS = (OK, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, SIGN_IN)
_LEADS = (FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, OK, FORBIDDEN, FORBIDDEN, SIGN_IN)
_AUDITORS = (FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, OK, FORBIDDEN, SIGN_IN)
_MINE = (BUTTON, BUTTON, BUTTON, BUTTON, BUTTON, BUTTON, BUTTON, SIGN_IN)
_NOBODY = (UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN)
_ABOUT_SOMEBODY = (OK, FORBIDDEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)

PAGES = {
    "home": _SIGNED_IN,
    "partnership": _SIGNED_IN,
    "calendar": _SIGNED_IN,
    "calendar_address": _SIGNED_IN,
    "make_calendar_address": _SIGNED_IN,
    "revoke_calendar_address": _MINE,
    # Nobody was given the address that the table tries: test_calendar.py tries one that was.
    "calendar_feed": _NOBODY,
    "accessibility": _EVERYBODY,
    "privacy": _EVERYBODY,
    "health": _EVERYBODY,

    "account_login": _VISITORS,
    "account_logout": _THOSE_INSIDE,
    "account_inactive": _EVERYBODY,
    "account_reauthenticate": _SIGNED_IN,
    "account_change_password": _SIGNED_IN,
    "account_reset_password": _EVERYBODY,
    "account_reset_password_done": _EVERYBODY,
    "account_reset_password_from_key": _EVERYBODY,
    "account_reset_password_from_key_done": _EVERYBODY,

    # Without having signed in halfway one is sent to the beginning; with a session, home.
    "mfa_authenticate": (AWAY,) * 7 + (AWAY,),
    "mfa_reauthenticate": (AWAY,) * 7 + (SIGN_IN,),
    "mfa_index": _SIGNED_IN,
    # Each asks for the password once more, or for an app that is not there: test_factor.py walks them.
    "mfa_activate_totp": (AWAY,) * 7 + (SIGN_IN,),
    "mfa_deactivate_totp": (UNSEEN,) * 7 + (SIGN_IN,),
    "mfa_view_recovery_codes": (UNSEEN,) * 7 + (SIGN_IN,),
    "mfa_generate_recovery_codes": (AWAY,) * 7 + (SIGN_IN,),
    "factor_picture": _SIGNED_IN,
    "factor_codes": _MINE,
    "lock_screen": _MINE,

    "user_list": _ADMINISTRATORS,
    "user_detail": _ABOUT_SOMEBODY,
    "add_user": _ADMINISTRATORS,
    "change_user": _ABOUT_SOMEBODY,
    "deactivate_user": _ABOUT_SOMEBODY,
    "reactivate_user": _ABOUT_SOMEBODY,
    "reset_factor": _ABOUT_SOMEBODY,
    "invite_user": _ABOUT_SOMEBODY,

    "notice_list": _SIGNED_IN,
    "export_notices": _SIGNED_IN,
    "writing_days": _SIGNED_IN,
    "chasing": _LEADS,

    "access_log": _AUDITORS,

    "agency_list": _ADMINISTRATORS,
    "agency_detail": _ADMINISTRATORS,
    "add_agency": _ADMINISTRATORS,
    "change_agency": _ADMINISTRATORS,
}
# fmt: on

BUTTONS = {"reactivate_user", "invite_user", "revoke_calendar_address"}


@pytest.fixture(scope="module")
def kept_readers(once):
    county, partner = AgencyFactory.create_batch(2)

    def somebody(agency, role):
        return UserFactory(agency=agency, roles=[role])

    return signed_in(
        {
            "administrator": somebody(county, Role.ADMINISTRATOR),
            "themself": somebody(partner, Role.OFFICER),
            "colleague": somebody(partner, Role.OFFICER),
            "spoc": somebody(partner, Role.SPOC),
            "lead": somebody(county, Role.PREVENT_LEAD),
            "auditor": somebody(county, Role.AUDITOR),
            "executive": somebody(partner, Role.EXECUTIVE),
            "anonymous": None,
        }
    )


@pytest.fixture
def readers(kept_readers):
    return copy.deepcopy(kept_readers)


def args(page, readers):
    """What the address takes: the officer, their agency, or a link that was sent to nobody."""
    route = next(route for route in routes() if route.name == page)
    person = readers["themself"]
    found = {
        "pk": person.agency_id if "agency" in page else person.pk,
        "uidb36": "1",
        "key": "never-sent",
        "token": "never-made",
    }
    return [found[word] for word in route.takes]


@pytest.mark.parametrize("page", PAGES)
def test_page(client, readers, page):
    expected = dict(zip(READERS, PAGES[page], strict=True))
    if page in BUTTONS:
        expected = {name: BUTTON if met == OK else met for name, met in expected.items()}

    assert row(client, page, args(page, readers), readers) == expected


def test_the_list_of_people_names_everybody_to_an_administrator(client, readers):
    client.force_login(readers["administrator"])

    page = client.get("/people/").content.decode()

    assert [user.name for user in readers.values() if user and user.name not in page] == []
