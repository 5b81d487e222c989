"""Addresses of plans and actions: nouns, then a verb for a form."""

from django.urls import include, path

from prevent_portal.registers import pages

from .registers import directory as who
from .registers import documents as papers
from .registers import governance
from .views import action, action_list, directory, documents, exports, imports, plan, spocs

app_name = "actions"

plans = [
    path("", plan.plan_list, name="plan_list"),
    path("new/", plan.add_plan, name="add_plan"),
    path("import/", imports.import_plan, name="import_plan"),
    path("imports/<int:pk>/", imports.import_preview, name="import_preview"),
    path("imports/<int:pk>/commit/", imports.commit_import, name="commit_import"),
    path("imports/<int:pk>/cancel/", imports.cancel_import, name="cancel_import"),
    path("<int:pk>/", plan.plan_detail, name="plan_detail"),
    path("<int:pk>/export/", exports.export_plan, name="export_plan"),
    path("<int:pk>/change/", plan.change_plan, name="change_plan"),
    path("<int:pk>/move/<slug:to>/", plan.move_plan, name="move_plan"),
    path("<int:pk>/themes/add/", plan.add_theme, name="add_theme"),
    path("<int:pk>/themes/<int:theme>/change/", plan.change_theme, name="change_theme"),
    path("<int:pk>/themes/<int:theme>/remove/", plan.remove_theme, name="remove_theme"),
    path("<int:pk>/objectives/add/", plan.add_objective, name="add_objective"),
    path("<int:pk>/objectives/<int:objective>/", plan.objective_detail, name="objective_detail"),
    path(
        "<int:pk>/objectives/<int:objective>/change/",
        plan.change_objective,
        name="change_objective",
    ),
    path(
        "<int:pk>/objectives/<int:objective>/remove/",
        plan.remove_objective,
        name="remove_objective",
    ),
    path("<int:pk>/objectives/<int:objective>/actions/add/", plan.add_action, name="add_action"),
    path("actions/", action_list.action_list, name="action_list"),
    path("actions/export/", action_list.export_actions, name="export_actions"),
    path("actions/<int:pk>/change/", plan.change_action, name="change_action"),
    path("actions/<int:pk>/timescale/", plan.set_timescale, name="set_timescale"),
    path("actions/<int:pk>/", action.action_detail, name="action_detail"),
    path("actions/<int:pk>/progress/log/", action.log_progress, name="log_progress"),
    path(
        "actions/<int:pk>/progress/<int:update>/undo/", action.undo_progress, name="undo_progress"
    ),
    path(
        "actions/<int:pk>/progress/<int:update>/correct/",
        action.correct_progress,
        name="correct_progress",
    ),
    path("actions/<int:pk>/propose-complete/", action.propose_complete, name="propose_complete"),
    path("actions/<int:pk>/verify/", action.verify_action, name="verify_action"),
    path("actions/<int:pk>/send-back/", action.send_back, name="send_back"),
    path("actions/<int:pk>/reopen/", action.reopen_action, name="reopen_action"),
    path("actions/<int:pk>/replace/", action.replace_action, name="replace_action"),
    path("actions/<int:pk>/withdraw/", action.withdraw_action, name="withdraw_action"),
    path("actions/<int:pk>/evidence/add/", action.add_evidence, name="add_evidence"),
    path("evidence/<int:pk>/withdraw/", action.withdraw_evidence, name="withdraw_evidence"),
    path("evidence/<int:pk>/download/", action.download_evidence, name="download_evidence"),
]

partnership = [
    *pages(governance.BODIES),
    *pages(papers.DOCUMENTS),
    path("documents/<int:pk>/review/", documents.review_document, name="review_document"),
    path(
        "documents/<int:pk>/versions/add/",
        documents.add_documentversion,
        name="add_documentversion",
    ),
    path(
        "documents/versions/<int:pk>/download/",
        documents.download_document,
        name="download_document",
    ),
    path("contacts/", directory.contacts, name="contacts"),
    path("contacts/gaps/", spocs.contact_gaps, name="contact_gaps"),
    path("contacts/register/", spocs.spoc_register, name="spoc_register"),
    path("contacts/register/export/", spocs.export_spocs, name="export_spocs"),
    path("contacts/areas/add/", spocs.add_spocarea, name="add_spocarea"),
    path("contacts/areas/<int:pk>/", spocs.spocarea_detail, name="spocarea_detail"),
    path("contacts/areas/<int:pk>/change/", spocs.change_spocarea, name="change_spocarea"),
    path("contacts/areas/<int:pk>/close/", spocs.close_spocarea, name="close_spocarea"),
    path("contacts/areas/<int:pk>/posts/add/", spocs.add_assignment, name="add_assignment"),
    path("contacts/posts/<int:pk>/change/", spocs.change_assignment, name="change_assignment"),
    path("contacts/posts/<int:pk>/end/", spocs.end_assignment, name="end_assignment"),
    *pages(who.MEMBER_LEADS),
    *pages(who.LISTS),
    path("lists/<int:pk>/entries/add/", directory.add_entry, name="add_entry"),
    path("lists/entries/<int:pk>/remove/", directory.remove_entry, name="remove_entry"),
    path("lists/<int:pk>/confirm/", directory.confirm_list, name="confirm_list"),
    path("lists/<int:pk>/addresses/", directory.export_addresses, name="export_addresses"),
    *pages(who.CONTACT_POINTS),
    path("contact-points/<int:pk>/check/", directory.check_contact, name="check_contact"),
]

urlpatterns = [
    path("plans/", include(plans)),
    path("partnership/", include(partnership)),
]
