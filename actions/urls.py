"""Addresses of plans and actions: nouns, then a verb for a form."""

from django.urls import include, path

from prevent_portal.registers import pages

from .registers import directory as who
from .registers import documents as papers
from .registers import governance
from .views import (
    action,
    action_list,
    directory,
    documents,
    exports,
    imports,
    many,
    mapping,
    overview,
    plan,
    public,
    registers,
    rolling,
    spocs,
    versions,
)

app_name = "actions"

plans = [
    path("", plan.plan_list, name="plan_list"),
    path("overview/", overview.overview, name="overview"),
    path("overview/export/", overview.export_overview, name="export_overview"),
    path("new/", plan.add_plan, name="add_plan"),
    path("import/", imports.import_plan, name="import_plan"),
    path("imports/<int:pk>/", imports.import_preview, name="import_preview"),
    path("imports/<int:pk>/commit/", imports.commit_import, name="commit_import"),
    path("imports/<int:pk>/cancel/", imports.cancel_import, name="cancel_import"),
    path("imports/<int:pk>/newer/", versions.newer_preview, name="newer_preview"),
    path("imports/<int:pk>/newer/choose/", versions.choose_newer, name="choose_newer"),
    path("imports/<int:pk>/newer/apply/", versions.apply_newer, name="apply_newer"),
    path("<int:pk>/versions/", versions.plan_versions, name="plan_versions"),
    path("<int:pk>/versions/add/", versions.import_newer, name="import_newer"),
    path("<int:pk>/versions/keep/<int:action>/", versions.keep_gone, name="keep_gone"),
    path("contacts/export/", registers.export_register, name="export_register"),
    path("contacts/imports/<int:pk>/", registers.register_preview, name="register_preview"),
    path("contacts/imports/<int:pk>/commit/", registers.commit_register, name="commit_register"),
    path("contacts/imports/<int:pk>/cancel/", registers.cancel_register, name="cancel_register"),
    path("imports/<int:pk>/columns/", mapping.map_columns, name="map_columns"),
    path("imports/<int:pk>/pairs/", mapping.answer_pairs, name="answer_pairs"),
    path(
        "imports/<int:pk>/texts/<int:number>/", mapping.place_import_text, name="place_import_text"
    ),
    path("layouts/", mapping.layout_list, name="layout_list"),
    path("layouts/<int:pk>/retire/", mapping.retire_layout, name="retire_layout"),
    path("<int:pk>/unplaced/", mapping.unplaced_list, name="unplaced_list"),
    path("<int:pk>/unplaced/<int:text>/place/", mapping.place_text, name="place_text"),
    path("<int:pk>/", plan.plan_detail, name="plan_detail"),
    path("<int:pk>/export/", exports.export_plan, name="export_plan"),
    path("<int:pk>/public/", public.public_edition, name="public_edition"),
    path("<int:pk>/public/decide/", public.decide_many, name="decide_many"),
    path("<int:pk>/public/columns/", public.hide_columns, name="hide_columns"),
    path("<int:pk>/public/check/", public.check_edition, name="check_edition"),
    path("<int:pk>/public/publish/", public.publish_edition, name="publish_edition"),
    path("public-editions/<int:pk>/<slug:form>/", public.download_edition, name="download_edition"),
    path("<int:pk>/roll-forward/", rolling.roll_forward, name="roll_forward"),
    path("<int:pk>/roll-forward/begin/", rolling.begin_roll, name="begin_roll"),
    path("<int:pk>/roll-forward/carry/", rolling.carry_many, name="carry_many"),
    path("<int:pk>/roll-forward/complete/", rolling.complete_roll, name="complete_roll"),
    path("<int:pk>/roll-forward/stop/", rolling.stop_roll, name="stop_roll"),
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
    path("actions/<int:pk>/public/", public.decide_public, name="decide_public"),
    path("actions/<int:pk>/roll-forward/", rolling.answer_roll, name="answer_roll"),
    path("actions/change-many/", many.change_many, name="change_many"),
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
