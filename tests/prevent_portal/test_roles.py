"""What each role may do, written out; the table in `roles.py` is checked against it, not read."""

import pytest
from django.contrib.auth.models import AnonymousUser

from prevent_portal.backends import RoleBackend
from prevent_portal.models import User
from prevent_portal.registers import catalogue
from prevent_portal.roles import GRANTS, Role
from tests.factories import PlanFactory, UserFactory

ADMINISTRATOR_ONLY = {
    "prevent_portal.view_user",
    "prevent_portal.add_user",
    "prevent_portal.change_user",
    "prevent_portal.deactivate_user",
    "prevent_portal.view_agency",
    "prevent_portal.add_agency",
    "prevent_portal.change_agency",
}
#: Whose panels they are and whom to call; of their cases nothing.
KEEPS_PANELS = {"channel.keep_panel"}
#: Who is named for emergency access: seen by three, proposed by one, confirmed by another.
SEES_GLASS = {"channel.view_glassholder"}
PROPOSES_GLASS = SEES_GLASS | {"channel.propose_glassholder", "channel.end_glassholder"}
CONFIRMS_GLASS = SEES_GLASS | {"channel.confirm_glassholder", "channel.end_glassholder"}
READS_PLANS = {
    "actions.view_plan",
    "actions.export_plan",
    "actions.view_action",
    "actions.view_spoc_register",
    "actions.rescore_risk",
    "actions.view_selfassessment",
}
WORKS_ON_ACTIONS = READS_PLANS | {
    "actions.log_progress",
    "actions.add_evidence",
    "actions.withdraw_evidence",
    "actions.propose_complete",
    "actions.answer_roll",
    "actions.review_document",
    "actions.give_briefing",
    "actions.run_meeting",
}
KEEPS_PLANS = WORKS_ON_ACTIONS | {
    "actions.add_plan",
    "actions.change_plan",
    "actions.move_plan",
    "actions.import_plan",
    "actions.keep_layout",
    "actions.publish_plan",
    "actions.decide_public",
    "actions.roll_plan",
    "actions.change_action",
    "actions.reopen_action",
    "actions.replace_action",
    "actions.withdraw_action",
    "actions.change_spoc_register",
    "actions.log_incident",
}
OVERSEES = {"actions.view_overview"}
#: What is issued to somebody, and the sections that they are asked to write or to read through.
READS_REPORTS = {"reports.view_report", "reports.download_report", "reports.view_section"}
COMMENTS_ON_REPORTS = READS_REPORTS | {"reports.comment_section"}
WRITES_REPORTS = COMMENTS_ON_REPORTS | {"reports.write_section"}
KEEPS_REPORTS = WRITES_REPORTS | {
    "reports.request_report",
    "reports.view_draft",
    "reports.view_look",
    "reports.change_look",
    "reports.change_report",
    "reports.approve_report",
    "reports.withdraw_report",
    "reports.view_answer",
    "reports.view_dashboard",
}
#: Figures as they stand, each dashboard under the permission of its own figures.
SEES_DASHBOARDS = {"reports.view_dashboard"}
#: How much tension there is, and on what scale; never its words.
COUNTS_TENSION = {"actions.summarise_tension"}

KEEPS_ASSURANCE = {
    "actions.escalate_risk",
    "actions.add_selfassessment",
    "actions.change_selfassessment",
    "actions.close_selfassessment",
}

#: How many have been trained; and the keepers of training, who import and see whose row is meant.
READS_TRAINING = {"training.view_position"}
EVERYBODYS_TRAINING = READS_TRAINING | {"training.view_every_position"}
#: Of the sessions that they give themselves, and of no others.
GIVES_SESSIONS = {"training.keep_register"}
KEEPS_TRAINING = READS_TRAINING | {
    "training.import_training",
    "training.view_person",
    "training.change_person",
    "training.import_setting",
    "training.run_audit",
    "training.book_session",
    "training.remind",
}

#: What is counted of premises; and what whoever handles bookings does with them.
MEASURES_PREMISES = {"premises.view_measures"}
MEASURES_ALL_PREMISES = MEASURES_PREMISES | {"premises.view_every_measure"}
HANDLES_BOOKINGS = MEASURES_PREMISES | {"premises.check_booking", "premises.decide_booking"}
KEEPS_PREMISES = HANDLES_BOOKINGS | {
    "premises.import_premises",
    "premises.hold_booking",
    "premises.hear_appeal",
}
MARKS_PREMISES = {"premises.mark_sensitive"}
SIGNS_BOOKINGS = {"premises.sign_booking", "premises.hear_appeal"}

MAY = {
    "officer": WORKS_ON_ACTIONS | HANDLES_BOOKINGS | WRITES_REPORTS,
    "spoc": KEEPS_PLANS
    | WRITES_REPORTS
    | OVERSEES
    | READS_TRAINING
    | KEEPS_PREMISES
    | {"channel.view_progress"},
    "prevent_lead": KEEPS_PLANS
    | OVERSEES
    | KEEPS_REPORTS
    | COUNTS_TENSION
    | KEEPS_ASSURANCE
    | KEEPS_TRAINING
    | EVERYBODYS_TRAINING
    | {
        "actions.verify_action",
        "actions.import_spoc_register",
        "actions.view_assurance",
    }
    | {"prevent_portal.view_notice", "prevent_portal.set_chasing"}
    | KEEPS_PREMISES
    | MEASURES_ALL_PREMISES
    | SIGNS_BOOKINGS
    | MARKS_PREMISES
    | {"premises.advise_booking"}
    | {"channel.view_statistics", "reports.give_answer"},
    "training_lead": WORKS_ON_ACTIONS | KEEPS_TRAINING | WRITES_REPORTS | SEES_DASHBOARDS,
    "premises_lead": WORKS_ON_ACTIONS
    | KEEPS_PREMISES
    | MARKS_PREMISES
    | WRITES_REPORTS
    | SEES_DASHBOARDS,
    "it_lead": WORKS_ON_ACTIONS | MEASURES_PREMISES | WRITES_REPORTS | SEES_DASHBOARDS,
    "channel_chair": KEEPS_PANELS | WRITES_REPORTS,
    "channel_coordinator": KEEPS_PANELS | WRITES_REPORTS,
    "panel_member": WRITES_REPORTS,
    "executive": READS_PLANS
    | EVERYBODYS_TRAINING
    | OVERSEES
    | KEEPS_REPORTS
    | COUNTS_TENSION
    | CONFIRMS_GLASS
    | MEASURES_ALL_PREMISES
    | SIGNS_BOOKINGS
    | {"actions.run_meeting", "actions.view_assurance"},
    "elected_member": COMMENTS_ON_REPORTS
    | EVERYBODYS_TRAINING
    | MEASURES_ALL_PREMISES
    | {"actions.run_meeting"},
    "auditor": READS_PLANS
    | EVERYBODYS_TRAINING
    | OVERSEES
    | READS_REPORTS
    | {
        "reports.view_draft",
        "reports.view_look",
        "reports.view_answer",
        "reports.view_dashboard",
    }
    | COUNTS_TENSION
    | SEES_GLASS
    | MEASURES_ALL_PREMISES
    | {"prevent_portal.view_notice", "prevent_portal.view_accessrecord", "actions.view_assurance"},
    "administrator": ADMINISTRATOR_ONLY | KEEPS_PANELS | PROPOSES_GLASS,
}


def of_registers():
    """What is asked for on the seven pages of a register: the access tables walk it, role by role."""
    return {
        each.permission(verb) for each in catalogue() for verb in ("view", "add", "change", "close")
    }


@pytest.mark.parametrize("role", Role.values)
def test_a_role_may_do_what_the_partnership_agreed_and_nothing_else(role):
    user = UserFactory(roles=[role])

    granted = {permission for permission in GRANTS if user.has_perm(permission)}
    gives = set() if role in (Role.ADMINISTRATOR, Role.AUDITOR) else GIVES_SESSIONS
    assert granted - of_registers() == MAY[role] | gives
    assert RoleBackend().get_all_permissions(user) == granted


def test_several_roles_add_up():
    user = UserFactory(roles=[Role.OFFICER, Role.ADMINISTRATOR])

    granted = RoleBackend().get_all_permissions(user) - of_registers()
    of_administrator = ADMINISTRATOR_ONLY | KEEPS_PANELS | PROPOSES_GLASS
    of_officer = WORKS_ON_ACTIONS | GIVES_SESSIONS | HANDLES_BOOKINGS | WRITES_REPORTS
    assert granted == of_officer | of_administrator


def test_an_administrator_sees_no_content():
    administrator = UserFactory(roles=[Role.ADMINISTRATOR])
    plan = PlanFactory(agency=administrator.agency)

    assert not administrator.has_perm("actions.view_plan", plan)
    assert not type(plan).objects.visible_to(administrator).exists()


def test_what_nobody_was_granted_is_nobodys():
    everything = UserFactory(roles=Role.values)

    assert not everything.has_perm("actions.delete_plan")
    assert not everything.has_perm("")


def test_somebody_who_may_not_sign_in_may_do_nothing():
    user = UserFactory(roles=Role.values, is_active=False)

    assert RoleBackend().get_all_permissions(user) == set()
    assert not user.has_perm("actions.view_plan")


def test_a_visitor_may_do_nothing():
    assert not any(RoleBackend().has_perm(AnonymousUser(), permission) for permission in GRANTS)


def test_nobody_is_a_superuser():
    user = UserFactory()
    user.is_superuser = user.is_staff = True
    user.save()

    again = User.objects.get(pk=user.pk)

    assert (again.is_superuser, again.is_staff) == (False, False)
    assert not hasattr(User.objects, "create_superuser")


def test_apps_and_groups_are_answered_from_the_same_table():
    officer, chair = UserFactory(), UserFactory(roles=[Role.CHANNEL_CHAIR])
    backend = RoleBackend()

    assert backend.has_module_perms(officer, "actions")
    assert not backend.has_module_perms(UserFactory(roles=[Role.ADMINISTRATOR]), "reports")
    assert not backend.has_module_perms(chair, "actions")
    assert backend.get_group_permissions(officer) == set()


def test_roles_are_said_in_words_and_in_order():
    user = UserFactory(roles=[Role.AUDITOR, Role.OFFICER])

    assert user.get_role_names() == ["Officer", "Auditor"]
