"""Every list of the portal that is no register can be had as CSV and as Excel."""

import csv
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from prevent_portal.models import AccessRecord
from prevent_portal.roles import Role
from reports import services
from tests.factories import ActionFactory, AgencyFactory, UserFactory
from tests.reports.test_access import ON

pytestmark = pytest.mark.django_db
LISTS = (
    "user_list",
    "agency_list",
    "actions:plan_list",
    "reports:report_list",
    "actions:export_actions",
)


@pytest.fixture
def everything(client):
    agency = AgencyFactory(name="=Agency")
    user = UserFactory(
        agency=agency, name="Ann Example", roles=[Role.PREVENT_LEAD, Role.ADMINISTRATOR]
    )
    action = ActionFactory(objective__theme__plan__agency=agency, text="Brief the board")
    services.request_report(action.plan, by=user, kind="six-monthly", on=ON)
    client.force_login(user)
    return action


HEADS = {
    "user_list": ["Name", "Email address", "Job title", "Agency", "Roles", "Can sign in"],
    "agency_list": [
        "Name", "Short name", "Kind", "Sector", "Specified authority", "Channel panel partner",
        "People who sign in", "Closed",
    ],
    "actions:plan_list": [
        "Plan", "Agency", "Kind", "First day", "Last day", "Status", "Actions", "Complete", "Late",
        "Page",
    ],
    "reports:report_list": [
        "Report", "About", "Agency", "Position as at", "For", "State", "Page",
    ],
}  # fmt: skip


@pytest.mark.parametrize("page", LISTS)
def test_csv_and_excel_hold_the_same(client, everything, page):
    csv_file = client.get(reverse(page), {"format": "csv"})
    rows = list(csv.reader(io.StringIO(b"".join(csv_file).decode("utf-8-sig"))))
    excel = client.get(reverse(page), {"format": "xlsx"})
    sheet = load_workbook(io.BytesIO(b"".join(excel))).active
    cells = [["" if cell is None else cell for cell in row] for row in sheet.values]

    assert len(rows) == len(cells) > 1
    assert rows[0] == cells[0]
    if page in HEADS:
        assert rows[0] == HEADS[page]
    assert any("=Agency" in str(cell) for cell in cells[1])
    assert any(cell == "'=Agency" for cell in rows[1])
    assert AccessRecord.objects.filter(verb="exported", page=page).count() == 2


def test_a_download_keeps_to_the_filters_of_its_list(client, everything):
    UserFactory(name="Bob Other", roles=[Role.OFFICER])

    lines = b"".join(client.get("/people/", {"format": "csv", "q": "Bob"})).decode()

    assert "Bob Other" in lines
    assert "Ann Example" not in lines


def test_somebody_who_may_not_see_a_list_may_not_download_it(client):
    client.force_login(UserFactory(roles=[Role.OFFICER]))

    assert client.get("/people/", {"format": "csv"}).status_code == 403
