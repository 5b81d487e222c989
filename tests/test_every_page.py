"""Each page has a row in an access table, and each view says who may use it."""

import pytest

from prevent_portal.access import PUBLIC, SIGNED_IN
from prevent_portal.roles import GRANTS
from tests.actions import test_access as actions
from tests.prevent_portal import test_access as kernel
from tests.reports import test_access as reports
from tests.routes import routes

TABLES = {"": kernel, "actions": actions, "reports": reports}


def test_every_page_has_a_name_of_its_own():
    names = [route.name for route in routes()]

    assert sorted(names) == sorted(set(names))
    assert not [name for name in names if name.endswith("None")]


def test_every_page_has_a_row():
    rows = {name for table in TABLES.values() for name in table.PAGES}

    assert {route.name for route in routes()} == rows


@pytest.mark.parametrize("app", TABLES)
def test_a_row_stands_in_its_own_apps_table_and_fills_every_column(app):
    table = TABLES[app]

    assert [name for name in table.PAGES if name.rpartition(":")[0] != app] == []
    assert {len(row) for row in table.PAGES.values()} == {len(table.READERS)}


def test_every_view_states_its_access():
    known = {PUBLIC, SIGNED_IN, *GRANTS}

    assert [r.name for r in routes() if getattr(r.view, "access", None) not in known] == []


def test_the_public_sees_only_what_is_on_this_list():
    assert {route.name for route in routes() if route.view.access == PUBLIC} == {
        "accessibility",
        "privacy",
        "health",
        "account_login",
        "account_logout",
        "account_inactive",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
    }
