"""Addresses of reports."""

from django.urls import path

from prevent_portal.registers import pages

from .registers.questions import QUESTIONS
from .registers.schedules import SCHEDULES
from .views import answers, coming, dashboards, papers

app_name = "reports"

urlpatterns = [
    path("", papers.report_list, name="report_list"),
    path("ask/", papers.request_report, name="request_report"),
    path("coming/", coming.paper_calendar, name="paper_calendar"),
    *pages(SCHEDULES),
    path("dashboards/", dashboards.dashboard_list, name="dashboard_list"),
    path("dashboards/<slug:name>/", dashboards.dashboard, name="dashboard"),
    *pages(QUESTIONS),
    path("questions/<int:pk>/answer/", answers.answer_question, name="answer_question"),
    path("questions/<int:pk>/answer/given/", answers.give_answer, name="give_answer"),
    path("answers/<int:pk>/", answers.given_answer, name="given_answer"),
    path("<int:pk>/", papers.report_detail, name="report_detail"),
    path("<int:pk>/again/", papers.try_again, name="try_again"),
    path("<int:pk>/pdf/", papers.download_report, name="download_report"),
    path("<int:pk>/word/", papers.download_word, name="download_word"),
]
