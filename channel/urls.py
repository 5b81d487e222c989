"""Addresses of Channel: nouns, then a verb for a form."""

from django.urls import path

from .views import cases, intake, referrals

app_name = "channel"

urlpatterns = [
    path("", cases.front, name="front"),
    path("refer/", referrals.refer, name="refer"),
    path("refer/done/", referrals.referred, name="referred"),
    path("refer/public/", referrals.refer_publicly, name="refer_publicly"),
    path("refer/public/done/", referrals.referred_publicly, name="referred_publicly"),
    path("referrals/", referrals.my_referrals, name="my_referrals"),
    path("referrals/service/", referrals.service_referrals, name="service_referrals"),
    path("drafts/<int:pk>/", referrals.resume_draft, name="resume_draft"),
    path("drafts/<int:pk>/throw-away/", referrals.throw_draft_away, name="throw_draft_away"),
    path("cases/", cases.case_list, name="case_list"),
    path("cases/search/", intake.search_cases, name="search_cases"),
    path("cases/<int:pk>/", cases.case_detail, name="case_detail"),
    path("cases/<int:pk>/note/", cases.add_note, name="add_note"),
    path("cases/<int:pk>/seats/give/", cases.give_seat, name="give_seat"),
    path("cases/<int:pk>/conflict/", cases.declare_conflict, name="declare_conflict"),
    path("cases/<int:pk>/police/", intake.share_with_police, name="share_with_police"),
    path("cases/<int:pk>/feedback/", intake.give_feedback, name="give_feedback"),
    path("cases/<int:pk>/person/", intake.correct_person, name="correct_person"),
    path("cases/<int:pk>/files/add/", intake.attach_file, name="attach_file"),
    path("cases/<int:pk>/earlier/<str:reference>/", intake.judge_same, name="judge_same"),
    path("files/<int:pk>/", intake.download_attachment, name="download_attachment"),
    path("files/<int:pk>/take-out/", intake.take_out_attachment, name="take_out_attachment"),
]
