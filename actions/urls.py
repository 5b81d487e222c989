"""Addresses of plans and actions: nouns, then a verb for a form."""

from django.urls import include, path

from prevent_portal.registers import pages

from .models import BenchmarkScore, Recommendation, Requirement, Risk
from .registers import governance, risk
from .views import (
    action,
    action_list,
    assessments,
    exports,
    imports,
    plan,
    sight,
)
from .views import risk as risks
from .views.linking import linking_pages

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
    path("line-of-sight/", sight.line_of_sight, name="line_of_sight"),
    path("assurance/", sight.assurance_position, name="assurance_position"),
    path("risks/map/", risks.risk_map, name="risk_map"),
    path("risks/<int:pk>/score/", risks.rescore_risk, name="rescore_risk"),
    path("risks/<int:pk>/escalate/", risks.escalate_risk, name="escalate_risk"),
    *pages(risk.RISKS),
    *linking_pages(Risk, "risks", fields=("actions",), permission="actions.change_risk"),
    *pages(risk.RECOMMENDATIONS),
    *linking_pages(
        Recommendation,
        "recommendations",
        fields=("actions",),
        permission="actions.change_recommendation",
    ),
    *pages(risk.REQUIREMENTS),
    *linking_pages(
        Requirement,
        "requirements",
        fields=("actions", "evidence"),
        permission="actions.change_requirement",
    ),
    path("self-assessments/", assessments.assessment_list, name="assessment_list"),
    path("self-assessments/begin/", assessments.add_assessment, name="add_assessment"),
    path("self-assessments/<int:pk>/", assessments.assessment_detail, name="assessment_detail"),
    path(
        "self-assessments/<int:pk>/heads/<int:benchmark>/",
        assessments.head_detail,
        name="head_detail",
    ),
    path(
        "self-assessments/<int:pk>/heads/<int:benchmark>/judge/",
        assessments.assess_head,
        name="assess_head",
    ),
    path("self-assessments/<int:pk>/close/", assessments.close_assessment, name="close_assessment"),
    path(
        "self-assessments/<int:pk>/export/",
        assessments.export_assessment,
        name="export_assessment",
    ),
    *linking_pages(
        BenchmarkScore,
        "self-assessments/scores",
        fields=("actions", "evidence"),
        permission="actions.change_selfassessment",
    ),
    path("criteria/import/", assessments.import_criteria, name="import_criteria"),
    *pages(risk.BENCHMARKS),
    *pages(risk.CRITERIA),
    *pages(risk.TOOLKITS),
    *pages(risk.RATINGS),
    *pages(risk.SCALES),
]

urlpatterns = [
    path("plans/", include(plans)),
    path("partnership/", include(partnership)),
]
