"""Who may open each page of plans and actions. A row for every page, a column for every reader.

The plan is a partner's own, kept by its single point of contact. The nearest outsider, `neighbour`,
is another agency's single point of contact with a plan, an action and evidence of their own.
"""

import copy
import io

import pytest
from django.urls import reverse

from actions.models import (
    Action,
    Evidence,
    NewerVersion,
    Plan,
    ProgressUpdate,
    RegisterImport,
    SavedLayout,
    UnplacedText,
)
from actions.services import importing, newer, publishing, registers
from prevent_portal import files
from prevent_portal.roles import Role
from tests.actions.reading_files import DUTIES, word
from tests.factories import ActionFactory, AgencyFactory, UserFactory
from tests.matrix import AWAY, BUTTON, FORBIDDEN, OK, SIGN_IN, UNSEEN, row, signed_in
from tests.routes import routes

READERS = (
    "lead",
    "keeper",
    "colleague",
    "helper",
    "auditor",
    "executive",
    "neighbour",
    "stranger",
    "member",
    "panel",
    "administrator",
    "anonymous",
)

# fmt: off
_ALL = (OK, OK, OK, OK, OK, OK,   OK, OK, FORBIDDEN, FORBIDDEN, FORBIDDEN, SIGN_IN)
_OVERSIGHT = (OK, OK, FORBIDDEN, FORBIDDEN, OK, OK,   OK, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, SIGN_IN)
_PLAN = (OK, OK, OK, UNSEEN, OK, OK,   UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_KEEP = (OK, OK, FORBIDDEN, UNSEEN, FORBIDDEN, FORBIDDEN,   UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_NEW = (OK, OK, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN,   OK, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, SIGN_IN)
_ACTION = (OK, OK, OK, OK, OK, OK,   UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_WORK = (OK, OK, OK, OK, FORBIDDEN, FORBIDDEN,   UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_KEEP_ACTION = (OK, OK, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN,   UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_VERIFY = (OK, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN,   UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_REGISTER = (OK, UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN,   UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_IMPORT = (OK, OK, UNSEEN, UNSEEN, UNSEEN, UNSEEN,   UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)

_PRESS = (BUTTON, BUTTON, FORBIDDEN, UNSEEN, FORBIDDEN, FORBIDDEN,   UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)

PAGES = {
    "actions:plan_list": _ALL,
    "actions:overview": _OVERSIGHT,
    "actions:export_overview": _OVERSIGHT,
    "actions:add_plan": _NEW,
    "actions:plan_detail": _PLAN,
    "actions:export_plan": _PLAN,
    "actions:change_plan": _KEEP,
    "actions:move_plan": _KEEP,
    "actions:add_theme": _KEEP,
    "actions:change_theme": _KEEP,
    "actions:remove_theme": _KEEP,
    "actions:add_objective": _KEEP,
    "actions:objective_detail": _PLAN,
    "actions:change_objective": _KEEP,
    "actions:remove_objective": _KEEP,
    "actions:add_action": _KEEP,

    "actions:import_plan": _NEW,
    "actions:import_preview": _IMPORT,
    "actions:commit_import": _IMPORT,
    "actions:cancel_import": _IMPORT,

    "actions:import_newer": _KEEP,
    "actions:plan_versions": _PLAN,
    "actions:keep_gone": _KEEP,
    "actions:newer_preview": _IMPORT,
    "actions:choose_newer": _IMPORT,
    "actions:apply_newer": _IMPORT,

    "actions:register_preview": _REGISTER,
    "actions:commit_register": _REGISTER,
    "actions:cancel_register": _REGISTER,
    "actions:map_columns": _IMPORT,
    "actions:answer_pairs": _IMPORT,
    "actions:place_import_text": _IMPORT,
    "actions:layout_list": _NEW,
    "actions:retire_layout": _IMPORT,
    "actions:unplaced_list": _PLAN,
    "actions:place_text": _KEEP,

    "actions:action_list": _ALL,
    "actions:export_actions": _ALL,
    "actions:action_detail": _ACTION,
    "actions:change_action": _KEEP_ACTION,
    "actions:set_timescale": _KEEP_ACTION,
    "actions:log_progress": _WORK,
    "actions:undo_progress": _WORK,
    "actions:correct_progress": _WORK,
    "actions:propose_complete": _WORK,
    "actions:verify_action": _VERIFY,
    "actions:send_back": _VERIFY,
    "actions:reopen_action": _KEEP_ACTION,
    "actions:replace_action": _KEEP_ACTION,
    "actions:withdraw_action": _KEEP_ACTION,

    "actions:public_edition": _PLAN,
    "actions:decide_public": _KEEP_ACTION,
    "actions:decide_many": _PRESS,
    "actions:hide_columns": _KEEP,
    "actions:check_edition": _KEEP,
    "actions:publish_edition": _PRESS,
    "actions:download_edition": _PLAN,

    "actions:roll_forward": _PLAN,
    "actions:begin_roll": _KEEP,
    "actions:answer_roll": _WORK,
    "actions:carry_many": _PRESS,
    "actions:complete_roll": _KEEP,
    "actions:stop_roll": _KEEP,

    "actions:change_many": _NEW,
    # of one's own changes only: tests/actions/test_many_at_once.py has who made one
    "actions:undo_many": tuple(UNSEEN if met == OK else met for met in _NEW),

    "actions:add_evidence": _WORK,
    "actions:add_figure": _WORK,
    "actions:withdraw_evidence": _WORK,
    "actions:download_evidence": _ACTION,
}
# fmt: on

#: Permitted readers are sent on, or find a button instead of a page.
SENT_ON = {
    "actions:log_progress",
    "actions:commit_import",
    "actions:cancel_import",
    "actions:commit_register",
    "actions:cancel_register",
    "actions:keep_gone",
    "actions:choose_newer",
    "actions:apply_newer",
}
BUTTONS = {"actions:undo_progress"}

#: How the action stands where the step can be taken.
STANDS = {
    "actions:verify_action": Action.Status.PROPOSED,
    "actions:send_back": Action.Status.PROPOSED,
    "actions:reopen_action": Action.Status.COMPLETE,
}


def a_plan_of(agency, by, status=Action.Status.IN_PROGRESS):
    """An agency's own plan with one of everything."""
    action = ActionFactory(
        status=status,
        objective__theme__plan__agency=agency,
        objective__theme__plan__kind=Plan.Kind.SPOC,
        objective__theme__plan__status=Plan.Status.LIVE,
    )
    update = ProgressUpdate.objects.create(
        action=action, on="2026-03-02", text="Two sessions held.", status=status, by=by
    )
    kept = files.keep(io.BytesIO(b"minutes"), name="minutes.txt", by=by)
    evidence = Evidence.objects.create(
        action=action, kind=Evidence.Kind.FILE, title="Minutes", file=kept, added_by=by
    )
    return action, update, evidence


def an_import_of(agency, by):
    """An agency's own file, read and not yet confirmed."""
    return importing.propose(
        word(
            "A line that finds no place",
            [DUTIES, ["Work together", "Name a deputy", "Cover", "SPOC", "Named", "Letter"]],
        ),
        name=f"{agency.name}.docx",
        agency=agency,
        by=by,
    )


def a_register_of(lead):
    """The county's list of contacts, read and not yet confirmed."""
    lines = b"Area,SPOC job title(s),Agency\r\nSchools,Head of inclusion,SCC\r\n"
    return registers.import_register(io.BytesIO(lines), name="contacts.csv", by=lead)


def a_newer_version_of(plan, by):
    """A file that was read as a newer version of a plan, and not yet applied."""
    file = word([DUTIES, ["Work together", "Name a deputy", "Cover", "SPOC", "Named", "Letter"]])
    return newer.propose_newer(plan, file, name="newer.docx", by=by)


def an_edition_of(action):
    """A published edition of the action's plan."""
    keeper = action.updates.get().by
    publishing.decide(action, by=keeper, choice="as_is")
    return publishing.publish(action.plan, by=keeper)


def a_layout_of(agency, by):
    """A layout that an agency saved."""
    shape = {"headings": ["Doings"], "roles": ["action"]}
    return SavedLayout.objects.create(name="Doings", agency=agency, shapes=[shape], by=by)


def a_text_of(plan):
    """A text of an imported file that found no place in a plan."""
    return UnplacedText.objects.create(plan=plan, position=1, text="A line")


@pytest.fixture(scope="module")
def kept_readers(once):
    county, partner, other, third = AgencyFactory.create_batch(4)

    def somebody(agency, role):
        return UserFactory(agency=agency, roles=[role])

    return signed_in(
        {
            "lead": somebody(county, Role.PREVENT_LEAD),
            "keeper": somebody(partner, Role.SPOC),
            "colleague": somebody(partner, Role.OFFICER),
            "helper": somebody(third, Role.OFFICER),
            "auditor": somebody(county, Role.AUDITOR),
            "executive": somebody(partner, Role.EXECUTIVE),
            "neighbour": somebody(other, Role.SPOC),
            "stranger": somebody(county, Role.OFFICER),
            "member": somebody(partner, Role.ELECTED_MEMBER),
            "panel": somebody(partner, Role.PANEL_MEMBER),
            "administrator": somebody(partner, Role.ADMINISTRATOR),
            "anonymous": None,
        }
    )


@pytest.fixture
def readers(kept_readers):
    return copy.deepcopy(kept_readers)


@pytest.fixture(scope="module")
def kept_world(kept_readers):
    """The partner's plan, and each outsider's own of the same kind; the helper is named in the action."""
    keeper = kept_readers["keeper"]
    everybody = [kept_readers["neighbour"], kept_readers["stranger"], keeper]
    made = [a_plan_of(user.agency, user) for user in everybody][-1]
    made[0].agencies.add(kept_readers["helper"].agency)
    a_register_of(kept_readers["lead"])
    a_newer_version_of(made[0].plan, keeper)
    imports = [an_import_of(user.agency, user) for user in everybody]
    layouts = [a_layout_of(user.agency, user) for user in everybody]
    return (*made, imports[-1], layouts[-1], a_text_of(made[0].plan))


@pytest.fixture
def world(kept_world, request):
    """What the module made once; where a page is walked, its action stands as the page needs it."""
    made = copy.deepcopy(kept_world)
    page = request.getfixturevalue("page") if "page" in request.fixturenames else ""
    if page in STANDS:
        made[0].status = STANDS[page]
        made[0].save()
    return made


def args(page, world):
    """What the address takes, in order."""
    action, update, evidence, proposal, layout, text = world
    route = next(route for route in routes() if route.name == page)
    address = route.address
    found = {
        "theme": action.objective.theme_id,
        "objective": action.objective_id,
        "update": update.pk,
        "to": "closed",
        "action": action.pk,
        "form": "docx",
        "number": 0,
        "made": 0,
        "text": text.pk,
        "pk": action.plan.pk,
    }
    if address.startswith("plans/public-editions/"):
        found["pk"] = an_edition_of(action).pk
    if address.startswith("plans/actions/"):
        found["pk"] = action.pk
    elif address.startswith("plans/evidence/"):
        found["pk"] = evidence.pk
    elif address.startswith("plans/contacts/imports"):
        found["pk"] = RegisterImport.objects.get().pk
    elif "/newer/" in address:
        found["pk"] = NewerVersion.objects.latest("pk").proposal_id
    elif address.startswith("plans/import"):
        found["pk"] = proposal.pk
    elif address.startswith("plans/layouts"):
        found["pk"] = layout.pk
    return [found[word] for word in route.takes]


@pytest.mark.parametrize("page", PAGES)
def test_page(client, readers, world, page):
    expected = dict(zip(READERS, PAGES[page], strict=True))
    if page in SENT_ON:
        expected = {name: AWAY if met == OK else met for name, met in expected.items()}
    if page in BUTTONS:
        expected = {name: BUTTON if met == OK else met for name, met in expected.items()}

    assert row(client, page, args(page, world), readers) == expected


# What a SPOC may not do to the council's own plan, though they see it

_KEPT_BY_THE_LEAD = [page for page in PAGES if PAGES[page] in (_KEEP, _KEEP_ACTION)]


@pytest.mark.parametrize("page", _KEPT_BY_THE_LEAD)
def test_the_councils_own_plan_is_kept_by_the_prevent_lead_alone(client, readers, world, page):
    plan = world[0].plan
    plan.kind = Plan.Kind.INTERNAL
    plan.save()
    some = {name: readers[name] for name in ("lead", "keeper", "neighbour")}

    assert row(client, page, args(page, world), some) == {
        "lead": AWAY if page in SENT_ON else OK,
        "keeper": FORBIDDEN,
        "neighbour": UNSEEN,
    }


@pytest.mark.parametrize("reader", ["helper", "neighbour", "stranger"])
@pytest.mark.parametrize(
    "page", ["actions:plan_list", "actions:action_list", "actions:export_actions", "home"]
)
def test_lists_do_not_mention_what_cannot_be_opened(client, readers, world, reader, page):
    action = world[0]
    client.force_login(readers[reader])

    response = client.get(reverse(page))
    words = b"".join(response).decode()

    assert action.plan.title not in words or reader == "helper"
    assert (action.text in words) == (
        reader == "helper" and page != "actions:plan_list" and page != "home"
    )


def test_a_part_of_one_plan_is_not_reached_through_another(client, readers, world):
    """The keeper's own plan in the address, the neighbour's theme, objective and entry behind it."""
    action, update, *_ = world
    theirs = Action.objects.get(objective__theme__plan__agency=readers["neighbour"].agency)
    entry = theirs.updates.get()
    client.force_login(readers["keeper"])

    for page, number in [
        ("change_theme", theirs.objective.theme_id),
        ("remove_theme", theirs.objective.theme_id),
        ("objective_detail", theirs.objective_id),
        ("change_objective", theirs.objective_id),
        ("remove_objective", theirs.objective_id),
        ("add_action", theirs.objective_id),
    ]:
        address = reverse(f"actions:{page}", args=[action.plan.pk, number])
        assert client.get(address).status_code == 404, page
        assert client.post(address).status_code in (404, 405), page
    for page in ("correct_progress", "undo_progress"):
        address = reverse(f"actions:{page}", args=[action.pk, entry.pk])
        assert client.post(address).status_code == 404, page


_WORKED_ON = [page for page in PAGES if PAGES[page] == _WORK]


@pytest.mark.parametrize("page", _WORKED_ON)
def test_an_auditor_who_is_also_an_officer_works_for_their_own_agency_alone(
    client, readers, world, page
):
    """Seeing every agency's actions comes with one role, working on one's own with the other."""
    both = [Role.AUDITOR, Role.OFFICER]
    some = {
        "elsewhere": UserFactory(agency=readers["auditor"].agency, roles=both),
        "here": UserFactory(agency=readers["keeper"].agency, roles=both),
        "named": UserFactory(agency=readers["helper"].agency, roles=both),
    }
    met = BUTTON if page in BUTTONS else AWAY if page in SENT_ON else OK

    assert row(client, page, args(page, world), some) == {
        "elsewhere": FORBIDDEN,
        "here": met,
        "named": met,
    }


def test_a_spoc_cannot_cancel_the_import_of_a_plan_that_the_lead_keeps(client, readers):
    lead, agency = readers["lead"], readers["keeper"].agency
    proposal = importing.propose(
        word([DUTIES, ["Work together", "Name a deputy", "Cover", "SPOC", "Named", "Letter"]]),
        name="plan.docx",
        agency=agency,
        by=lead,
        kind=Plan.Kind.INTERNAL,
    )
    client.force_login(readers["keeper"])

    client.post(reverse("actions:cancel_import", args=[proposal.pk]))

    proposal.refresh_from_db()
    assert proposal.state == proposal.State.PROPOSED
