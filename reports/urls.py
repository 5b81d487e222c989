"""Addresses of reports."""

from django.urls import path

from . import views

app_name = "reports"

urlpatterns = [
    path("", views.report_list, name="report_list"),
    path("ask/", views.request_report, name="request_report"),
    path("<int:pk>/", views.report_detail, name="report_detail"),
    path("<int:pk>/again/", views.try_again, name="try_again"),
    path("<int:pk>/pdf/", views.download_report, name="download_report"),
    path("<int:pk>/word/", views.download_word, name="download_word"),
]
