"""Addresses of Channel: nouns, then a verb for a form."""

from django.urls import path

from .views import cases, certification, referrals

app_name = "channel"

urlpatterns = [
    path("", cases.front, name="front"),
    path("refer/", referrals.refer, name="refer"),
    path("refer/done/", referrals.referred, name="referred"),
    path("seats/", certification.seat_check, name="seat_check"),
    path("seats/<int:pk>/certify/", certification.certify_seat, name="certify_seat"),
    path("seats/<int:pk>/again/", certification.lift_suspension, name="lift_suspension"),
    path("cases/", cases.case_list, name="case_list"),
    path("cases/<int:pk>/", cases.case_detail, name="case_detail"),
    path("cases/<int:pk>/note/", cases.add_note, name="add_note"),
    path("cases/<int:pk>/seats/give/", cases.give_seat, name="give_seat"),
    path("cases/<int:pk>/conflict/", cases.declare_conflict, name="declare_conflict"),
]
