"""Addresses of plans and actions: nouns, then a verb for a form."""

from django.urls import include, path

from prevent_portal.registers import pages

from .registers import governance
from .registers import meetings as meeting_registers
from .views import action, action_list, exports, imports, meetings, plan
from .views.raising import raising_page

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
    *pages(governance.MEMBERSHIPS),
    *pages(meeting_registers.MEETINGS),
    path("meetings/<int:pk>/run/", meetings.run_meeting, name="run_meeting"),
    path("meetings/<int:pk>/move/<slug:to>/", meetings.move_meeting, name="move_meeting"),
    path("meetings/<int:pk>/items/<int:item>/drop/", meetings.drop_item, name="drop_item"),
    path("meetings/<int:pk>/minutes/attach/", meetings.attach_minutes, name="attach_minutes"),
    path("meetings/<int:pk>/minutes/", meetings.download_minutes, name="download_minutes"),
    *pages(meeting_registers.DECISIONS),
    raising_page(meeting_registers.DECISIONS),
    *pages(meeting_registers.REVIEWS),
    path("plan-reviews/<int:pk>/actions/", meetings.review_actions, name="review_actions"),
    path("plan-reviews/<int:pk>/sign/", meetings.sign_review, name="sign_review"),
]

urlpatterns = [
    path("plans/", include(plans)),
    path("partnership/", include(partnership)),
]
