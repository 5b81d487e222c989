"""Who may open each page of reports. A row for every page, a column for every reader."""

import copy
import datetime
import io

import pytest
from django.urls import reverse
from docx import Document

from prevent_portal.models import AccessRecord, StoredFile
from prevent_portal.roles import Role
from reports import services
from tests.factories import AgencyFactory, PlanFactory, UserFactory
from tests.matrix import BUTTON, FORBIDDEN, OK, SIGN_IN, UNSEEN, row, signed_in

from .places import action_of, issued

# The report that is opened is the executive's. The neighbour is an executive of the next council,
# who has a report of the same kind; the member reads what is made for members only.
# fmt: off
READERS = ("lead", "executive", "auditor", "neighbour", "member", "officer", "administrator", "anonymous")
PAGES = {
    "reports:report_list":     (OK,     OK,     OK,        OK,     OK,        OK,        FORBIDDEN, SIGN_IN),
    "reports:request_report":  (OK,     OK,     FORBIDDEN, OK,     FORBIDDEN, FORBIDDEN, FORBIDDEN, SIGN_IN),
    "reports:change_look":     (OK,     OK,     FORBIDDEN, OK,     FORBIDDEN, FORBIDDEN, FORBIDDEN, SIGN_IN),
    "reports:report_detail":   (OK,     OK,     OK,        UNSEEN, UNSEEN,    UNSEEN,    UNSEEN,    SIGN_IN),
    "reports:figures":         (OK,     OK,     OK,        UNSEEN, UNSEEN,    UNSEEN,    UNSEEN,    SIGN_IN),
    "reports:figure_list":     (OK,     OK,     OK,        UNSEEN, UNSEEN,    UNSEEN,    UNSEEN,    SIGN_IN),
    "reports:try_again":       (BUTTON, BUTTON, FORBIDDEN, UNSEEN, UNSEEN,    UNSEEN,    UNSEEN,    SIGN_IN),
    "reports:download_report": (OK,     OK,     OK,        UNSEEN, UNSEEN,    UNSEEN,    UNSEEN,    SIGN_IN),
    "reports:download_word":   (OK,     OK,     OK,        UNSEEN, UNSEEN,    UNSEEN,    UNSEEN,    SIGN_IN),
}
# fmt: on

ON = datetime.date(2026, 3, 17)


@pytest.fixture(scope="module", autouse=True)
def _quick():
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("reports.documents.to_pdf", lambda frozen, **_: b"%PDF-1.7")
        patched.setattr("reports.conformance.faults", lambda drawn: [])
        yield


def report_on(plan, **asked):
    report = services.request_report(plan, **{"by": None, "kind": "six-monthly", "on": ON} | asked)
    for _ in services.make_report(report.pk):
        pass
    report.refresh_from_db()
    return report


@pytest.fixture(scope="module")
def kept_report(once):
    plan = PlanFactory(agency=AgencyFactory(name="Marrowby Council"))
    action_of(plan)
    return report_on(plan)


@pytest.fixture
def report(kept_report):
    return copy.deepcopy(kept_report)


@pytest.fixture
def plan(report):
    return report.plan


@pytest.fixture(scope="module")
def kept_readers(kept_report):
    plan = kept_report.plan
    next_council = PlanFactory()
    action_of(next_council)
    report_on(next_council)

    def somebody(role, agency=plan.agency):
        return UserFactory(agency=agency, roles=[role])

    return signed_in(
        {
            "lead": somebody(Role.PREVENT_LEAD, AgencyFactory()),
            "executive": somebody(Role.EXECUTIVE),
            "auditor": somebody(Role.AUDITOR, AgencyFactory()),
            "neighbour": somebody(Role.EXECUTIVE, next_council.agency),
            "member": somebody(Role.ELECTED_MEMBER),
            "officer": somebody(Role.OFFICER),
            "administrator": somebody(Role.ADMINISTRATOR),
            "anonymous": None,
        }
    )


@pytest.fixture
def readers(kept_readers):
    return copy.deepcopy(kept_readers)


def opened(client, user):
    client.force_login(user)
    return client


@pytest.mark.parametrize("page", PAGES)
def test_page(client, readers, report, page):
    takes_none = page in ("reports:report_list", "reports:request_report", "reports:change_look")

    args = [report.pk, "actions.blocked"] if page == "reports:figure_list" else [report.pk]
    met = row(client, page, [] if takes_none else args, readers)

    assert met == dict(zip(READERS, PAGES[page], strict=True))


@pytest.mark.parametrize("reader", ["neighbour", "member"])
def test_lists_do_not_mention_what_cannot_be_opened(client, readers, report, reader):
    page = opened(client, readers[reader]).get(reverse("reports:report_list"))

    assert report.plan.title not in page.content.decode()


def test_an_elected_member_reads_what_is_made_for_members_once_it_is_issued(client, readers, plan):
    ready = issued(report_on(plan, audience="member"))
    draft = report_on(plan, audience="member", on=ON - datetime.timedelta(days=2))
    waiting = services.request_report(
        plan, by=None, kind="six-monthly", on=ON - datetime.timedelta(days=1), audience="member"
    )
    client.force_login(readers["member"])

    assert client.get(ready.get_absolute_url()).status_code == 200
    assert client.get(waiting.get_absolute_url()).status_code == 404
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_a_restricted_report_is_not_the_executives(client, readers, plan):
    report = report_on(plan, audience="restricted")

    client.force_login(readers["executive"])
    assert client.get(report.get_absolute_url()).status_code == 404
    client.force_login(readers["lead"])
    assert client.get(report.get_absolute_url()).status_code == 200

    master = issued(report).publication.file
    copy = client.get(reverse("reports:download_word", args=[report.pk])).content
    pages = Document(io.BytesIO(copy)).sections
    assert all(
        page.header.paragraphs[0].text.startswith(f"Copy for {readers['lead'].name}, ")
        and page.header.paragraphs[0].text.endswith(f". Copy of {master.sha256[:8]}.")
        for page in pages
    )


def test_a_download_is_written_down_with_who_and_what(client, readers, report):
    client.force_login(readers["executive"])
    response = client.get(reverse("reports:download_report", args=[report.pk]))

    record = AccessRecord.objects.first()
    assert (record.verb, record.user, record.reference) == (
        "downloaded", readers["executive"], f"reports.report:{report.pk}",
    )  # fmt: skip
    assert response["Content-Disposition"].startswith("attachment; ")
    assert b"".join(response.streaming_content) == b"%PDF-1.7"
    assert StoredFile.objects.filter(pk=report.file_id).exists()


def test_an_auditor_who_is_also_an_executive_asks_for_their_own_agencys_reports_alone(
    client, plan, report
):
    """Seeing every agency's reports comes with one role, asking for one's own with the other."""
    both = [Role.AUDITOR, Role.EXECUTIVE]
    own = UserFactory(agency=plan.agency, roles=both)
    other = UserFactory(roles=both)

    for user, answer in [(own, True), (other, False)]:
        asked = {"kind": "six-monthly"}
        page = opened(client, user).get(reverse("reports:request_report"), asked).content.decode()
        assert (plan.title in page) is answer
        assert user.has_perm("reports.request_report", report) is answer
        assert user.has_perm("reports.download_report", report)
