"""Addresses of reports."""

from django.urls import path

from .views import look, papers

app_name = "reports"

urlpatterns = [
    path("", papers.report_list, name="report_list"),
    path("ask/", papers.request_report, name="request_report"),
    path("look/", look.change_look, name="change_look"),
    path("<int:pk>/", papers.report_detail, name="report_detail"),
    path("<int:pk>/again/", papers.try_again, name="try_again"),
    path("<int:pk>/pdf/", papers.download_report, name="download_report"),
    path("<int:pk>/word/", papers.download_word, name="download_word"),
]
