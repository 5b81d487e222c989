"""Addresses of Channel: nouns, then a verb for a form."""

from django.urls import path

from .views import cases, glass, referrals

app_name = "channel"

urlpatterns = [
    path("", cases.front, name="front"),
    path("refer/", referrals.refer, name="refer"),
    path("refer/done/", referrals.referred, name="referred"),
    path("emergency/", glass.glass_list, name="glass_list"),
    path("emergency/open/", glass.break_glass, name="break_glass"),
    path("emergency/<int:pk>/review/", glass.review_glass, name="review_glass"),
    path("emergency/holders/", glass.holder_list, name="holder_list"),
    path("emergency/holders/add/", glass.propose_holder, name="propose_holder"),
    path("emergency/holders/<int:pk>/confirm/", glass.confirm_holder, name="confirm_holder"),
    path("emergency/holders/<int:pk>/end/", glass.end_holder, name="end_holder"),
    path("cases/", cases.case_list, name="case_list"),
    path("cases/<int:pk>/", cases.case_detail, name="case_detail"),
    path("cases/<int:pk>/note/", cases.add_note, name="add_note"),
    path("cases/<int:pk>/seats/give/", cases.give_seat, name="give_seat"),
    path("cases/<int:pk>/conflict/", cases.declare_conflict, name="declare_conflict"),
]
