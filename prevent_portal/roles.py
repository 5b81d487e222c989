"""What each role may do. Where it may do it is each model's `visible_to`."""

from django.db.models import TextChoices


class Role(TextChoices):
    """The parts people play in a partnership (domain words; a person may hold several)."""

    OFFICER = "officer", "Officer"
    SPOC = "spoc", "Single point of contact"
    PREVENT_LEAD = "prevent_lead", "Prevent lead"
    TRAINING_LEAD = "training_lead", "Training lead"
    PREMISES_LEAD = "premises_lead", "Premises lead"
    IT_LEAD = "it_lead", "IT lead"
    CHANNEL_CHAIR = "channel_chair", "Channel chair"
    CHANNEL_COORDINATOR = "channel_coordinator", "Channel coordinator"
    PANEL_MEMBER = "panel_member", "Panel member"
    EXECUTIVE = "executive", "Corporate management team"
    ELECTED_MEMBER = "elected_member", "Elected member"
    AUDITOR = "auditor", "Auditor"
    ADMINISTRATOR = "administrator", "Administrator"


#: Those who see the records of every agency. Everyone else sees their own agency's.
SEES_EVERY_AGENCY = (Role.PREVENT_LEAD, Role.AUDITOR)

_WORKERS = {
    Role.OFFICER,
    Role.SPOC,
    Role.PREVENT_LEAD,
    Role.TRAINING_LEAD,
    Role.PREMISES_LEAD,
    Role.IT_LEAD,
}
_PLAN_READERS = _WORKERS | {Role.EXECUTIVE, Role.AUDITOR}
_PLAN_KEEPERS = {Role.PREVENT_LEAD, Role.SPOC}
_LEAD = {Role.PREVENT_LEAD}
#: Those who look after training: an agency's training lead, and the Prevent lead for all.
_TRAINING_KEEPERS = {Role.TRAINING_LEAD, Role.PREVENT_LEAD}
_TRAINING_READERS = _TRAINING_KEEPERS | {Role.SPOC, Role.AUDITOR}
_REPORT_READERS = {Role.PREVENT_LEAD, Role.EXECUTIVE, Role.ELECTED_MEMBER, Role.AUDITOR}


def _register(name, *, view, keep):
    """Who may look at the records of a register, and who may add, change and close them."""
    return {name.replace(".", ".view_"): view} | {
        name.replace(".", f".{verb}_"): keep for verb in ("add", "change", "close")
    }


#: Who may do what. A permission that is not here is nobody's.
GRANTS = {
    "prevent_portal.view_user": {Role.ADMINISTRATOR},
    "prevent_portal.add_user": {Role.ADMINISTRATOR},
    "prevent_portal.change_user": {Role.ADMINISTRATOR},
    "prevent_portal.deactivate_user": {Role.ADMINISTRATOR},
    "prevent_portal.view_agency": {Role.ADMINISTRATOR},
    "prevent_portal.add_agency": {Role.ADMINISTRATOR},
    "prevent_portal.change_agency": {Role.ADMINISTRATOR},
    "actions.view_plan": _PLAN_READERS,
    "actions.add_plan": _PLAN_KEEPERS,
    "actions.change_plan": _PLAN_KEEPERS,
    "actions.move_plan": _PLAN_KEEPERS,
    "actions.import_plan": _PLAN_KEEPERS,
    "actions.export_plan": _PLAN_READERS,
    "actions.view_action": _PLAN_READERS,
    "actions.change_action": _PLAN_KEEPERS,
    "actions.log_progress": _WORKERS,
    "actions.add_evidence": _WORKERS,
    "actions.withdraw_evidence": _WORKERS,
    "actions.propose_complete": _WORKERS,
    "actions.verify_action": _LEAD,
    "actions.reopen_action": _PLAN_KEEPERS,
    "actions.replace_action": _PLAN_KEEPERS,
    "actions.withdraw_action": _PLAN_KEEPERS,
    "reports.view_report": _REPORT_READERS,
    "reports.download_report": _REPORT_READERS,
    "reports.request_report": _LEAD | {Role.EXECUTIVE},
    **_register("actions.body", view=_PLAN_READERS | {Role.ELECTED_MEMBER}, keep=_LEAD),
    **_register("training.course", view=_TRAINING_READERS, keep=_LEAD),
    **_register("training.level", view=_TRAINING_READERS, keep=_LEAD),
    **_register("training.unit", view=_TRAINING_READERS, keep=_TRAINING_KEEPERS),
    **_register("training.rule", view=_TRAINING_READERS, keep=_LEAD),
    "training.import_training": _TRAINING_KEEPERS,
    "training.view_position": _TRAINING_READERS | {Role.EXECUTIVE, Role.ELECTED_MEMBER},
    "training.view_person": _TRAINING_KEEPERS,
}
