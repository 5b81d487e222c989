"""Addresses of Channel: nouns, then a verb for a form."""

from django.urls import path

from .views import assessments, cases, referrals, support

app_name = "channel"

urlpatterns = [
    path("", cases.front, name="front"),
    path("refer/", referrals.refer, name="refer"),
    path("refer/done/", referrals.referred, name="referred"),
    path("cases/", cases.case_list, name="case_list"),
    path("cases/<int:pk>/", cases.case_detail, name="case_detail"),
    path("cases/<int:pk>/note/", cases.add_note, name="add_note"),
    path("cases/<int:pk>/seats/give/", cases.give_seat, name="give_seat"),
    path("cases/<int:pk>/conflict/", cases.declare_conflict, name="declare_conflict"),
    path("support/due/", support.support_due, name="support_due"),
    path("cases/<int:pk>/plan/draft/", support.draft_plan, name="draft_plan"),
    path("cases/<int:pk>/plan/review/", support.review_plan, name="review_plan"),
    path("plans/<int:pk>/", support.plan_version, name="plan_version"),
    path("cases/<int:pk>/plan/items/add/", support.add_plan_item, name="add_plan_item"),
    path("plan-items/<int:pk>/settle/", support.finish_plan_item, name="finish_plan_item"),
    path("plan-items/<int:pk>/change/", support.move_plan_item, name="move_plan_item"),
    path("cases/<int:pk>/consent/seek/", support.seek_consent, name="seek_consent"),
    path("cases/<int:pk>/consent/answer/", support.answer_consent, name="answer_consent"),
    path("cases/<int:pk>/consent/withdraw/", support.withdraw_consent, name="withdraw_consent"),
    path("cases/<int:pk>/adopt/", support.adopt_case, name="adopt_case"),
    path("cases/<int:pk>/support/arrange/", support.commission, name="commission"),
    path("support/<int:pk>/", support.intervention, name="intervention"),
    path("support/<int:pk>/session/", support.record_session, name="record_session"),
    path("support/<int:pk>/end/", support.end_intervention, name="end_intervention"),
    path("cases/<int:pk>/assess/", assessments.assess, name="assess"),
    path("assessments/<int:pk>/", assessments.assessment, name="assessment"),
    path("frameworks/", assessments.framework_list, name="framework_list"),
    path("frameworks/add/", assessments.add_framework, name="add_framework"),
    path("frameworks/<int:pk>/", assessments.framework, name="framework"),
    path("frameworks/<int:pk>/version/", assessments.new_version, name="new_version"),
    path("providers/", assessments.provider_list, name="provider_list"),
    path("providers/add/", assessments.add_provider, name="add_provider"),
    path("providers/<int:pk>/change/", assessments.change_provider, name="change_provider"),
]
