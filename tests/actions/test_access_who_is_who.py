"""Who may open each page of documents and of who is who.

The document and the area are a partner's own, kept by its single point of contact. The nearest
outsider, `neighbour`, is another agency's single point of contact.
"""

import io

import pytest

from actions.services import directory, documents, spocs
from tests.actions.test_access import READERS
from tests.factories import (
    ContactPointFactory,
    DistributionListFactory,
    DocumentFactory,
    MemberLeadFactory,
    SpocAreaFactory,
    SpocAssignmentFactory,
)
from tests.matrix import BUTTON, FORBIDDEN, OK, SIGN_IN, UNSEEN, row
from tests.registers import about_one, seven

NO = FORBIDDEN

# fmt: off
_ALL = (OK, OK, OK, OK, OK, OK,   OK, OK, NO, NO, NO, SIGN_IN)
_SEES = (OK, OK, OK, OK, OK, OK,   OK, OK, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_ADDS = (OK, OK, NO, NO, NO, NO,   OK, NO, NO, NO, NO, SIGN_IN)
_KEEPS = (OK, OK, NO, NO, NO, NO,   NO, NO, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_REOPENS = (BUTTON, BUTTON, NO, NO, NO, NO,   NO, NO, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_REVIEWS = (OK, OK, OK, NO, NO, NO,   NO, NO, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)

_LEADS = (OK, NO, NO, NO, NO, NO,   NO, NO, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_ADDS_AREA = (OK, NO, NO, NO, NO, NO,   NO, NO, NO, NO, NO, SIGN_IN)
_EVERYBODY = (OK, OK, OK, OK, OK, OK,   OK, OK, OK, OK, OK, SIGN_IN)

_M_LISTS = (OK, OK, OK, OK, OK, OK,   OK, OK, OK, NO, NO, SIGN_IN)
_M_SEES = (OK, OK, OK, OK, OK, OK,   OK, OK, OK, UNSEEN, UNSEEN, SIGN_IN)
_M_KEEPS = (OK, OK, NO, NO, NO, NO,   NO, NO, NO, UNSEEN, UNSEEN, SIGN_IN)
_M_REOPENS = (BUTTON, BUTTON, NO, NO, NO, NO,   NO, NO, NO, UNSEEN, UNSEEN, SIGN_IN)

_L_LISTS = (OK, OK, NO, NO, OK, NO,   OK, NO, NO, NO, NO, SIGN_IN)
_L_SEES = (OK, OK, UNSEEN, UNSEEN, OK, UNSEEN,   OK, UNSEEN, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_L_KEEPS = (OK, NO, UNSEEN, UNSEEN, NO, UNSEEN,   NO, UNSEEN, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_L_REOPENS = (BUTTON, NO, UNSEEN, UNSEEN, NO, UNSEEN,   NO, UNSEEN, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)

_C_KEEPS = (OK, NO, NO, NO, NO, NO,   NO, NO, NO, NO, NO, SIGN_IN)
_C_REOPENS = (BUTTON, NO, NO, NO, NO, NO,   NO, NO, NO, NO, NO, SIGN_IN)

PAGES = {
    **seven("document", lists=_ALL, sees=_SEES, adds=_ADDS, keeps=_KEEPS, reopens=_REOPENS),
    "actions:review_document": _REVIEWS,
    "actions:add_documentversion": _REVIEWS,
    "actions:download_document": _SEES,

    "actions:contacts": _EVERYBODY,
    "actions:contact_gaps": _ALL,
    "actions:spoc_register": _ALL,
    "actions:export_spocs": _ALL,
    "actions:add_spocarea": _ADDS_AREA,
    "actions:spocarea_detail": _SEES,
    "actions:change_spocarea": _LEADS,
    "actions:close_spocarea": _LEADS,
    "actions:add_assignment": _KEEPS,
    "actions:change_assignment": _KEEPS,
    "actions:end_assignment": _KEEPS,

    **seven("memberlead", lists=_M_LISTS, sees=_M_SEES, adds=_ADDS, keeps=_M_KEEPS, reopens=_M_REOPENS),

    **seven("distributionlist", lists=_L_LISTS, sees=_L_SEES, adds=_ADDS_AREA, keeps=_L_KEEPS, reopens=_L_REOPENS),
    "actions:add_entry": _L_KEEPS,
    "actions:remove_entry": _L_KEEPS,
    "actions:confirm_list": _L_KEEPS,
    "actions:export_addresses": _L_SEES,

    **seven("contactpoint", lists=_M_LISTS, sees=_M_LISTS, adds=_ADDS_AREA, keeps=_C_KEEPS, reopens=_C_REOPENS),
    "actions:check_contact": _C_REOPENS,
}
# fmt: on


def _document(readers):
    keeper = readers["keeper"]
    return DocumentFactory(agency=keeper.agency, owner=readers["colleague"])


def _version(readers):
    file = io.BytesIO(b"plain words")
    file.name = "terms.txt"
    return documents.add_version(_document(readers), by=readers["keeper"], label="1", file=file)


def _area(readers):
    return SpocAreaFactory(agency=readers["keeper"].agency)


def _post(readers):
    return SpocAssignmentFactory(area=_area(readers), holder=readers["keeper"])


def _entry(readers):
    to = DistributionListFactory()
    return directory.add_entry(to, by=readers["lead"], on="2026-03-01", email="a@out.example")


#: What the number in a page's address is of.
_MADE = {
    "document": _document,
    "documentversion": _document,
    "memberlead": lambda readers: MemberLeadFactory(agency=readers["keeper"].agency),
    "distributionlist": lambda readers: DistributionListFactory(),
    "contactpoint": lambda readers: ContactPointFactory(),
    "spocarea": _area,
    "assignment": _post,
    "contact": lambda readers: ContactPointFactory(),
    "list": lambda readers: DistributionListFactory(),
    "addresses": lambda readers: DistributionListFactory(),
}
SPECIAL = {
    "actions:download_document": _version,
    "actions:add_assignment": _area,
    "actions:add_documentversion": _document,
    "actions:add_entry": lambda readers: DistributionListFactory(),
    "actions:remove_entry": _entry,
    "actions:export_addresses": _MADE["addresses"],
    "actions:review_document": _document,
    "actions:end_assignment": _post,
    "actions:confirm_list": _MADE["list"],
    "actions:check_contact": _MADE["contact"],
}


def args(page, readers):
    """The number that a page's address holds, of something of the keeper's."""
    if page in SPECIAL:
        return [SPECIAL[page](readers).pk]
    if about_one(page):
        name = page.rpartition(":")[2].removesuffix("_detail").rpartition("_")[2]
        return [_MADE[name](readers).pk]
    return []


@pytest.mark.parametrize("page", PAGES)
def test_page(client, readers, page):
    met = row(client, page, args(page, readers), readers)

    assert met == dict(zip(READERS, PAGES[page], strict=True))


def test_what_is_an_agencys_own_is_unseen_by_others(client, readers):
    version = _version(readers)
    document = version.document
    document.is_own_agency_only = True
    document.save()
    seen = {
        reader: client.get(document.get_absolute_url()).status_code
        for reader, user in readers.items()
        if user and not client.force_login(user)
    }

    assert {reader for reader, status in seen.items() if status == 200} == {
        "lead", "keeper", "colleague", "auditor", "executive",
    }  # fmt: skip
    client.force_login(readers["neighbour"])
    download = f"/partnership/documents/versions/{version.pk}/download/"
    assert client.get(download).status_code == 404
    assert document.title not in b"".join(client.get("/partnership/documents/")).decode()
    assert document.title not in b"".join(client.get("/partnership/documents/export/")).decode()


def test_a_post_is_kept_by_the_contact_of_an_agency_that_it_is_for(client, readers):
    post = SpocAssignmentFactory(area=SpocAreaFactory(agency=None))
    post.agencies.add(readers["keeper"].agency)
    address = f"/partnership/contacts/posts/{post.pk}/change/"

    client.force_login(readers["keeper"])
    assert client.get(address).status_code == 200
    client.force_login(readers["neighbour"])
    assert client.get(address).status_code == 403
    assert spocs.position(post.area, on=readers["lead"].created_at.date()).posts == [post]
