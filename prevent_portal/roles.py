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
_OVERSEERS = _PLAN_KEEPERS | {Role.EXECUTIVE, Role.AUDITOR}
#: Who works with communities, and writes down that they did.
_ENGAGERS = {Role.PREVENT_LEAD, Role.SPOC, Role.OFFICER}
#: Who sees how much tension there is. Of these only the Prevent lead reads what is written of it.
_TENSION_COUNTERS = {Role.PREVENT_LEAD, Role.EXECUTIVE, Role.AUDITOR}
#: Who keeps Channel's lists, age bands, time limits and panels. Of cases they open nothing.
_CHANNEL_KEEPERS = {Role.ADMINISTRATOR, Role.CHANNEL_CHAIR, Role.CHANNEL_COORDINATOR}
#: Who reads what Channel is measured by: published numbers and standards, of nobody's case.
_CHANNEL_READERS = {
    Role.PREVENT_LEAD,
    Role.CHANNEL_CHAIR,
    Role.CHANNEL_COORDINATOR,
    Role.EXECUTIVE,
    Role.AUDITOR,
}
#: Who keeps an agency's premises, its agreements and its bookings.
_PREMISES_KEEPERS = {Role.PREMISES_LEAD, Role.SPOC, Role.PREVENT_LEAD}
#: Officers are managers of venues: each sees those that they manage, and no others.
_PREMISES_READERS = _PREMISES_KEEPERS | {Role.IT_LEAD, Role.OFFICER, Role.AUDITOR}
#: Who checks and decides bookings: personal matters, of which an auditor sees counts only.
_BOOKERS = _PREMISES_KEEPERS | {Role.OFFICER}
_IT = {Role.IT_LEAD}
#: Who keeps an agency's networks, and what schools filter with.
_IT_KEEPERS = {Role.IT_LEAD, Role.SPOC, Role.PREVENT_LEAD}
_IT_READERS = _IT_KEEPERS | {Role.PREMISES_LEAD, Role.AUDITOR}
#: Who may be a reader of a report: of what is issued to them, everybody but the administrator.
_REPORT_READERS = set(Role) - {Role.ADMINISTRATOR}
#: Who works on reports; the auditor looks on.
_REPORT_KEEPERS = {Role.PREVENT_LEAD, Role.EXECUTIVE}


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
    "prevent_portal.view_accessrecord": {Role.AUDITOR},
    "prevent_portal.view_notice": _LEAD | {Role.AUDITOR},
    "prevent_portal.set_chasing": _LEAD,
    "actions.view_plan": _PLAN_READERS,
    "actions.add_plan": _PLAN_KEEPERS,
    "actions.change_plan": _PLAN_KEEPERS,
    "actions.move_plan": _PLAN_KEEPERS,
    "actions.import_plan": _PLAN_KEEPERS,
    "actions.keep_layout": _PLAN_KEEPERS,
    "actions.export_plan": _PLAN_READERS,
    "actions.publish_plan": _PLAN_KEEPERS,
    "actions.roll_plan": _PLAN_KEEPERS,
    "actions.view_action": _PLAN_READERS,
    "actions.view_overview": _OVERSEERS,
    "actions.change_action": _PLAN_KEEPERS,
    "actions.log_progress": _WORKERS,
    "actions.answer_roll": _WORKERS,
    "actions.decide_public": _PLAN_KEEPERS,
    "actions.add_evidence": _WORKERS,
    "actions.withdraw_evidence": _WORKERS,
    "actions.propose_complete": _WORKERS,
    "actions.verify_action": _LEAD,
    "actions.reopen_action": _PLAN_KEEPERS,
    "actions.replace_action": _PLAN_KEEPERS,
    "actions.withdraw_action": _PLAN_KEEPERS,
    "actions.view_spoc_register": _PLAN_READERS,
    "actions.import_spoc_register": _LEAD,
    "actions.change_spoc_register": _PLAN_KEEPERS,
    **_register("actions.document", view=_PLAN_READERS, keep=_PLAN_KEEPERS),
    "actions.review_document": _WORKERS,
    **_register(
        "actions.memberlead", view=_PLAN_READERS | {Role.ELECTED_MEMBER}, keep=_PLAN_KEEPERS
    ),
    **_register("actions.distributionlist", view=_PLAN_KEEPERS | {Role.AUDITOR}, keep=_LEAD),
    **_register("actions.contactpoint", view=_PLAN_READERS | {Role.ELECTED_MEMBER}, keep=_LEAD),
    "channel.view_progress": {Role.SPOC},
    "channel.view_glassholder": {Role.ADMINISTRATOR, Role.EXECUTIVE, Role.AUDITOR},
    "channel.propose_glassholder": {Role.ADMINISTRATOR},
    "channel.confirm_glassholder": {Role.EXECUTIVE},
    "channel.end_glassholder": {Role.ADMINISTRATOR, Role.EXECUTIVE},
    "reports.view_report": _REPORT_READERS,
    "reports.download_report": _REPORT_READERS,
    "reports.request_report": _REPORT_KEEPERS,
    "reports.view_look": _REPORT_KEEPERS | {Role.AUDITOR},
    "reports.change_look": _REPORT_KEEPERS,
    "reports.view_draft": _REPORT_KEEPERS | {Role.AUDITOR},
    "reports.change_report": _REPORT_KEEPERS,
    "reports.approve_report": _REPORT_KEEPERS,
    "reports.withdraw_report": _REPORT_KEEPERS,
    "reports.view_section": _REPORT_READERS,
    "reports.write_section": _REPORT_READERS - {Role.AUDITOR, Role.ELECTED_MEMBER},
    "reports.comment_section": _REPORT_READERS - {Role.AUDITOR},
    **_register("reports.schedule", view=_REPORT_KEEPERS | {Role.AUDITOR}, keep=_REPORT_KEEPERS),
    **_register("reports.question", view=_REPORT_KEEPERS | {Role.AUDITOR}, keep=_LEAD),
    "reports.view_answer": _REPORT_KEEPERS | {Role.AUDITOR},
    "reports.give_answer": _LEAD,
    "reports.view_dashboard": {
        Role.PREVENT_LEAD,
        Role.EXECUTIVE,
        Role.AUDITOR,
        Role.TRAINING_LEAD,
        Role.PREMISES_LEAD,
        Role.IT_LEAD,
    },
    **_register("reports.reporttemplate", view=_REPORT_KEEPERS | {Role.AUDITOR}, keep=_LEAD),
    **_register("actions.body", view=_PLAN_READERS | {Role.ELECTED_MEMBER}, keep=_LEAD),
    **_register("training.course", view=_TRAINING_READERS, keep=_LEAD),
    **_register("training.level", view=_TRAINING_READERS, keep=_LEAD),
    **_register("training.unit", view=_TRAINING_READERS, keep=_TRAINING_KEEPERS),
    **_register("training.rule", view=_TRAINING_READERS, keep=_LEAD),
    **_register("training.courseversion", view=_TRAINING_READERS, keep=_LEAD),
    **_register("training.staffgroup", view=_TRAINING_READERS, keep=_TRAINING_KEEPERS),
    **_register("training.absence", view=_TRAINING_KEEPERS, keep=_TRAINING_KEEPERS),
    **_register("training.exemption", view=_TRAINING_KEEPERS, keep=_TRAINING_KEEPERS),
    "training.import_training": _TRAINING_KEEPERS,
    "training.view_position": _TRAINING_READERS | {Role.EXECUTIVE, Role.ELECTED_MEMBER},
    "training.view_every_position": {
        Role.PREVENT_LEAD,
        Role.EXECUTIVE,
        Role.ELECTED_MEMBER,
        Role.AUDITOR,
    },
    "training.view_person": _TRAINING_KEEPERS,
    "training.change_person": _TRAINING_KEEPERS,
    **_register("training.setting", view=_TRAINING_READERS, keep=_TRAINING_KEEPERS),
    **_register("training.settingkind", view=_TRAINING_READERS, keep=_LEAD),
    **_register("training.settingtraining", view=_TRAINING_READERS, keep=_TRAINING_KEEPERS),
    **_register("training.settingexclusion", view=_TRAINING_READERS, keep=_TRAINING_KEEPERS),
    "training.import_setting": _TRAINING_KEEPERS,
    **_register("training.auditround", view=_TRAINING_READERS, keep=_TRAINING_KEEPERS),
    **_register("training.auditquestion", view=_TRAINING_READERS, keep=_TRAINING_KEEPERS),
    "training.run_audit": _TRAINING_KEEPERS,
    **_register(
        "training.matrixrow",
        view=_PLAN_READERS | {Role.ELECTED_MEMBER},
        keep=_LEAD,
    ),
    **_register("training.session", view=_TRAINING_READERS, keep=_TRAINING_KEEPERS),
    "training.book_session": _TRAINING_KEEPERS,
    # whoever gives a session takes its register, and no other: Session.permits narrows it
    "training.keep_register": set(Role) - {Role.ADMINISTRATOR, Role.AUDITOR},
    **_register("training.evaluationscale", view=_TRAINING_READERS, keep=_LEAD),
    **_register("training.trainer", view=_TRAINING_READERS, keep=_TRAINING_KEEPERS),
    **_register("training.accreditation", view=_TRAINING_READERS, keep=_TRAINING_KEEPERS),
    **_register("training.networkevent", view=_TRAINING_READERS, keep=_LEAD),
    "training.remind": _TRAINING_KEEPERS,
    **_register("actions.fundingstatus", view=_PLAN_READERS | {Role.ELECTED_MEMBER}, keep=_LEAD),
    **_register("actions.grant", view=_PLAN_READERS, keep=_PLAN_KEEPERS),
    **_register("actions.grantcondition", view=_PLAN_READERS, keep=_PLAN_KEEPERS),
    **_register("actions.payment", view=_PLAN_READERS, keep=_PLAN_KEEPERS),
    **_register("actions.project", view=_PLAN_READERS, keep=_PLAN_KEEPERS),
    **_register("actions.tension", view=_PLAN_KEEPERS, keep=_PLAN_KEEPERS),
    **_register("actions.tensionarea", view=_TENSION_COUNTERS | _PLAN_KEEPERS, keep=_LEAD),
    **_register("actions.tensionlevel", view=_TENSION_COUNTERS | _PLAN_KEEPERS, keep=_LEAD),
    **_register("actions.tensionmeeting", view=_PLAN_KEEPERS, keep=_LEAD),
    **_register("actions.tensionagreement", view=_PLAN_KEEPERS, keep=_LEAD),
    "actions.summarise_tension": _TENSION_COUNTERS,
    **_register("actions.incident", view=_PLAN_KEEPERS, keep=_PLAN_KEEPERS),
    "actions.log_incident": _PLAN_KEEPERS,
    **_register("actions.incidentlearning", view=_PLAN_KEEPERS, keep=_PLAN_KEEPERS),
    **_register("actions.incidentprocess", view=_PLAN_READERS, keep=_LEAD),
    **_register("actions.communitygroup", view=_PLAN_READERS, keep=_ENGAGERS),
    **_register("actions.engagement", view=_PLAN_READERS, keep=_ENGAGERS),
    **_register("actions.briefing", view=_PLAN_READERS, keep=_LEAD),
    "actions.give_briefing": _WORKERS,
    **_register("actions.briefinggiven", view=_PLAN_READERS, keep=_LEAD),
    **_register("actions.membership", view=_PLAN_READERS | {Role.ELECTED_MEMBER}, keep=_LEAD),
    **_register("actions.meeting", view=_PLAN_READERS | {Role.ELECTED_MEMBER}, keep=_LEAD),
    "actions.run_meeting": _WORKERS | {Role.EXECUTIVE, Role.ELECTED_MEMBER},
    **_register("actions.decision", view=_PLAN_READERS | {Role.ELECTED_MEMBER}, keep=_LEAD),
    **_register("actions.planreview", view=_PLAN_READERS, keep=_LEAD),
    **_register("actions.risk", view=_PLAN_READERS, keep=_LEAD),
    "actions.view_assurance": {Role.PREVENT_LEAD, Role.EXECUTIVE, Role.AUDITOR},
    "actions.rescore_risk": _PLAN_READERS,
    "actions.escalate_risk": _LEAD,
    **_register("actions.recommendation", view=_PLAN_READERS, keep=_LEAD),
    **_register("actions.requirement", view=_PLAN_READERS, keep=_LEAD),
    **_register("actions.riskscale", view=_PLAN_READERS, keep=_LEAD),
    **_register("actions.toolkit", view=_PLAN_READERS, keep=_LEAD),
    **_register("actions.rating", view=_PLAN_READERS, keep=_LEAD),
    **_register("actions.benchmark", view=_PLAN_READERS, keep=_LEAD),
    **_register("actions.criterion", view=_PLAN_READERS, keep=_LEAD),
    **_register("actions.selfassessment", view=_PLAN_READERS, keep=_LEAD),
    "premises.view_measures": _PREMISES_READERS | {Role.EXECUTIVE, Role.ELECTED_MEMBER},
    "premises.view_every_measure": {
        Role.PREVENT_LEAD,
        Role.EXECUTIVE,
        Role.ELECTED_MEMBER,
        Role.AUDITOR,
    },
    **_register("premises.premises", view=_PREMISES_READERS, keep=_PREMISES_KEEPERS),
    "premises.import_premises": _PREMISES_KEEPERS,
    "premises.mark_sensitive": {Role.PREVENT_LEAD, Role.PREMISES_LEAD},
    **_register("premises.premiseskind", view=_PREMISES_READERS, keep=_LEAD),
    **_register("premises.boundary", view=_PREMISES_READERS, keep=_PREMISES_KEEPERS),
    # a booking is added, changed and closed by whoever handles it; Booking.permits narrows it
    **_register("premises.booking", view=_BOOKERS | {Role.EXECUTIVE}, keep=_BOOKERS),
    "premises.check_booking": _BOOKERS,
    "premises.decide_booking": _BOOKERS,
    "premises.advise_booking": _LEAD,
    "premises.sign_booking": _LEAD | {Role.EXECUTIVE},
    "premises.hear_appeal": _LEAD | {Role.EXECUTIVE, Role.PREMISES_LEAD, Role.SPOC},
    "premises.hold_booking": _PREMISES_KEEPERS,
    **_register("premises.bookingrule", view=_BOOKERS | {Role.AUDITOR}, keep=_LEAD),
    **_register("premises.signoffrule", view=_BOOKERS | {Role.AUDITOR}, keep=_LEAD),
    **_register("premises.checkkind", view=_BOOKERS | {Role.AUDITOR}, keep=_LEAD),
    **_register("premises.diligencelist", view=_BOOKERS | {Role.AUDITOR}, keep=_LEAD),
    **_register("premises.diligenceentry", view=_BOOKERS | {Role.AUDITOR}, keep=_LEAD),
    **_register("premises.lettertemplate", view=_BOOKERS | {Role.AUDITOR}, keep=_LEAD),
    **_register("premises.clauseversion", view=_PREMISES_READERS, keep=_LEAD),
    **_register("premises.agreement", view=_PREMISES_READERS, keep=_PREMISES_KEEPERS),
    **_register("premises.bookingstaff", view=_PREMISES_READERS, keep=_PREMISES_KEEPERS),
    **_register("premises.managerletter", view=_PREMISES_READERS, keep=_PREMISES_KEEPERS),
    **_register("premises.policyreview", view=_PREMISES_READERS, keep=_PREMISES_KEEPERS | _IT),
    **_register("premises.schoolfilter", view=_IT_READERS, keep=_IT_KEEPERS),
    **_register("premises.network", view=_IT_READERS, keep=_IT_KEEPERS),
    **_register("premises.filtertest", view=_IT_READERS, keep=_IT_KEEPERS),
    **_register("premises.unblockrequest", view=_IT_READERS, keep=_IT_KEEPERS),
    **_register("premises.itincident", view=_IT_READERS, keep=_IT_KEEPERS),
    **_register("premises.acceptableuse", view=_IT_READERS, keep=_IT_KEEPERS),
    **_register("premises.filtercategory", view=_IT_READERS, keep=_LEAD | _IT),
    **_register("premises.checklist", view=_PREMISES_READERS, keep=_LEAD),
    **_register("premises.checklistitem", view=_PREMISES_READERS, keep=_LEAD),
    # a venue's manager goes through it too: PremisesAudit.permits narrows it to their own
    **_register(
        "premises.premisesaudit", view=_PREMISES_READERS, keep=_PREMISES_KEEPERS | {Role.OFFICER}
    ),
    **_register(
        "premises.auditfinding", view=_PREMISES_READERS, keep=_PREMISES_KEEPERS | {Role.OFFICER}
    ),
    **_register("channel.term", view=_CHANNEL_KEEPERS, keep=_CHANNEL_KEEPERS),
    **_register("channel.ageband", view=_CHANNEL_KEEPERS, keep=_CHANNEL_KEEPERS),
    **_register("channel.clock", view=_CHANNEL_KEEPERS, keep=_CHANNEL_KEEPERS),
    "channel.close_clock": set(),  # every step has a time limit: the next one ends it
    "channel.keep_panel": _CHANNEL_KEEPERS,
    "channel.view_statistics": _LEAD,
    **_register("channel.nationalseries", view=_CHANNEL_READERS, keep=_LEAD),
    **_register("channel.assurancestandard", view=_CHANNEL_READERS, keep=_LEAD),
    **_register("channel.assuranceextent", view=_CHANNEL_READERS, keep=_LEAD),
}
