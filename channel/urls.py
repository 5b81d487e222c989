"""Addresses of Channel: nouns, then a verb for a form."""

from django.urls import path

from .views import cases, meetings, minutes, panels, referrals

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
