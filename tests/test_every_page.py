"""Each page has a row in an access table, and each view says who may use it."""

from importlib import import_module
from pathlib import Path

import pytest

from prevent_portal.access import PUBLIC, SIGNED_IN
from prevent_portal.roles import GRANTS
from tests.routes import routes

HERE = Path(__file__).parent
#: What a seat at a case may allow.
SEAT_VERBS = ("observe", "view", "contribute", "coordinate", "chair")


def _tables():
    """Every `tests/<app>/test_access*.py`, with the namespace of the app whose pages it walks."""
    for path in sorted(HERE.glob("*/test_access*.py")):
        app = path.parent.name
        namespace = "" if app == "prevent_portal" else app
        yield namespace, import_module(f"tests.{app}.{path.stem}")


TABLES = list(_tables())


def test_every_page_has_a_name_of_its_own():
    names = [route.name for route in routes()]

    assert sorted(names) == sorted(set(names))
    assert not [name for name in names if name.endswith("None")]


def test_every_page_has_a_row():
    rows = {name for _, table in TABLES for name in table.PAGES}

    assert {route.name for route in routes()} == rows


def test_no_page_has_two_rows():
    names = [name for _, table in TABLES for name in table.PAGES]

    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(("app", "table"), TABLES)
def test_a_row_stands_in_its_own_apps_table_and_fills_every_column(app, table):
    assert [name for name in table.PAGES if name.rpartition(":")[0] != app] == []
    assert {len(row) for row in table.PAGES.values()} == {len(table.READERS)}


def test_every_view_states_its_access():
    by_seat = {f"channel.{verb}_case" for verb in SEAT_VERBS}
    known = {PUBLIC, SIGNED_IN, *GRANTS, *by_seat, "channel.view_tools", "channel.change_tools"}

    assert [r.name for r in routes() if getattr(r.view, "access", None) not in known] == []


def test_the_public_sees_only_what_is_on_this_list():
    assert {route.name for route in routes() if route.view.access == PUBLIC} == {
        "accessibility",
        "privacy",
        "health",
        "account_login",
        "account_logout",
        "account_inactive",
        "mfa_authenticate",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "calendar_feed",
        "channel:refer_publicly",
        "channel:referred_publicly",
        "premises:answer_letter",
        "premises:ask",
        "premises:asked",
        "premises:own_letter",
        "training:answer_audit",
        "training:own_booking",
        "training:reminder_page",
    }
