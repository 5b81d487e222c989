"""Addresses of Channel: nouns, then a verb for a form."""

from django.urls import path

from prevent_portal.registers import pages

from .registers.settings import AGE_BANDS, CLOCKS, TERMS
from .views import (
    cases,
    intake,
    listing,
    meetings,
    minutes,
    panels,
    panels_kept,
    process,
    referrals,
    requests,
)

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
    path("cases/search/", intake.search_cases, name="search_cases"),
    path("cases/", listing.case_list, name="case_list"),
    path("cases/export/", listing.export_cases, name="export_cases"),
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
    path("cases/<int:pk>/screen/", process.begin_screening, name="begin_screening"),
    path(
        "cases/<int:pk>/deconfliction/", process.record_deconfliction, name="record_deconfliction"
    ),
    path("cases/<int:pk>/gateway/", process.record_gateway, name="record_gateway"),
    path("cases/<int:pk>/gather/", process.gather_information, name="gather_information"),
    path("cases/<int:pk>/not-progressed/", process.not_progress, name="not_progress"),
    path("cases/<int:pk>/ask/", requests.ask_agency, name="ask_agency"),
    path("cases/<int:pk>/section-36/begin/", process.go_to_section_36, name="go_to_section_36"),
    path("cases/<int:pk>/section-36/", process.decide_section_36, name="decide_section_36"),
    path("cases/<int:pk>/pathway/", process.begin_pathway, name="begin_pathway"),
    path(
        "cases/<int:pk>/close-below/", process.close_below_threshold, name="close_below_threshold"
    ),
    path(
        "pathways/<int:pk>/outcome/", process.record_pathway_outcome, name="record_pathway_outcome"
    ),
    path("requests/", requests.request_list, name="request_list"),
    path("requests/<int:pk>/", requests.answer_request, name="answer_request"),
    path("requests/<int:pk>/withdraw/", requests.withdraw_request, name="withdraw_request"),
    *pages(TERMS),
    *pages(AGE_BANDS),
    *pages(CLOCKS),
    path("settings/panels/", panels_kept.panel_settings, name="panel_settings"),
    path("settings/panels/<int:pk>/change/", panels_kept.change_panel, name="change_panel"),
    path("settings/panels/<int:pk>/close/", panels_kept.close_panel, name="close_panel"),
    path("settings/panels/<int:pk>/reopen/", panels_kept.reopen_panel, name="reopen_panel"),
    path("cases/<int:pk>/force/", minutes.set_lives_in, name="set_lives_in"),
    path("cases/<int:pk>/actions/add/", minutes.add_case_action, name="add_case_action"),
    path("actions/<int:pk>/done/", minutes.finish_case_action, name="finish_case_action"),
    path("panels/", panels.panel_list, name="panel_list"),
    path("panels/add/", panels.add_panel, name="add_panel"),
    path("panels/<int:pk>/", panels.panel_detail, name="panel_detail"),
    path("panels/<int:pk>/quorum/", panels.set_quorum, name="set_quorum"),
    path("panels/<int:pk>/seats/", panels.seat_list, name="seat_list"),
    path("panels/<int:pk>/seats/propose/", panels.propose_seat, name="propose_seat"),
    path("panels/<int:pk>/vetting/", panels.clearance_list, name="clearance_list"),
    path("panels/<int:pk>/meetings/plan/", meetings.plan_meeting, name="plan_meeting"),
    path("seats/<int:pk>/confirm/", panels.confirm_seat, name="confirm_seat"),
    path("seats/<int:pk>/end/", panels.end_panel_seat, name="end_panel_seat"),
    path("seats/<int:pk>/vetting/", panels.keep_clearance, name="keep_clearance"),
    path("meetings/<int:pk>/", meetings.meeting_detail, name="meeting_detail"),
    path("meetings/<int:pk>/change/", meetings.change_meeting, name="change_meeting"),
    path("meetings/<int:pk>/agenda/build/", meetings.build_agenda, name="build_agenda"),
    path("meetings/<int:pk>/agenda/add/", meetings.add_item, name="add_item"),
    path("meetings/<int:pk>/attendance/", meetings.take_attendance, name="take_attendance"),
    path("meetings/<int:pk>/visitors/agree/", meetings.agree_visitor, name="agree_visitor"),
    path("meetings/<int:pk>/open/", meetings.open_meeting, name="open_meeting"),
    path("meetings/<int:pk>/finish/", meetings.finish_meeting, name="finish_meeting"),
    path("meetings/<int:pk>/minutes/", meetings.minutes_paper, name="minutes_paper"),
    path("visitors/<int:pk>/withdraw/", meetings.withdraw_visitor, name="withdraw_visitor"),
    path("agenda/<int:pk>/minute/", minutes.minute_case, name="minute_case"),
    path("agenda/<int:pk>/note/", meetings.note_item, name="note_item"),
    path("agenda/<int:pk>/remove/", meetings.remove_item, name="remove_item"),
    path("agenda/<int:pk>/move/", meetings.move_item, name="move_item"),
]
