"""Addresses of Channel: nouns, then a verb for a form."""

from django.urls import path

from prevent_portal.registers import pages

from .registers.assurance import EXTENTS, NATIONAL, STANDARDS
from .views import after, assurance, cases, papers, referrals, statistics

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
    path("cases/<int:pk>/close/", after.close_case, name="close_case"),
    path("cases/<int:pk>/reopen/", after.reopen_case, name="reopen_case"),
    path("cases/<int:pk>/reviews/add/", after.extend_reviews, name="extend_reviews"),
    path("reviews/<int:pk>/record/", after.record_review, name="record_review"),
    path("cases/<int:pk>/transfer/", after.transfer_case, name="transfer_case"),
    path("cases/<int:pk>/arrival/", after.confirm_arrival, name="confirm_arrival"),
    path("transfers/<int:pk>/receipt/", after.record_receipt, name="record_receipt"),
    path("transfers/<int:pk>/back/", after.take_back, name="take_back"),
    path("cases/<int:pk>/care/", after.consider_care, name="consider_care"),
    path("cases/<int:pk>/disclosures/add/", after.add_disclosure, name="add_disclosure"),
    path("cases/<int:pk>/chronology/", papers.chronology, name="chronology"),
    path("cases/<int:pk>/papers/", papers.bundle, name="bundle"),
    path("statistics/", statistics.statistics, name="statistics"),
    path("assurance/", assurance.statement_list, name="statement_list"),
    path("assurance/add/", assurance.add_statement, name="add_statement"),
    path("assurance/<int:pk>/", assurance.statement_detail, name="statement_detail"),
    path("assurance/<int:pk>/change/", assurance.change_statement, name="change_statement"),
    path("assurance/<int:pk>/sign/", assurance.sign_statement, name="sign_statement"),
    path("assurance/<int:pk>/paper/", assurance.statement_pdf, name="statement_pdf"),
    *pages(NATIONAL),
    *pages(STANDARDS),
    *pages(EXTENTS),
]
