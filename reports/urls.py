"""Addresses of reports."""

from django.urls import path

from prevent_portal.registers import pages

from .registers.kinds import KINDS
from .registers.questions import QUESTIONS
from .registers.schedules import SCHEDULES
from .views import (
    answers,
    approving,
    coming,
    dashboards,
    disclosing,
    kinds,
    look,
    papers,
    people,
    writing,
)

app_name = "reports"

urlpatterns = [
    path("", papers.report_list, name="report_list"),
    path("ask/", papers.request_report, name="request_report"),
    path("look/", look.change_look, name="change_look"),
    path("coming/", coming.paper_calendar, name="paper_calendar"),
    *pages(SCHEDULES),
    path("dashboards/", dashboards.dashboard_list, name="dashboard_list"),
    path("dashboards/<slug:name>/", dashboards.dashboard, name="dashboard"),
    path(
        "dashboards/<slug:name>/<str:figure>/", dashboards.dashboard_figure, name="dashboard_figure"
    ),
    *pages(QUESTIONS),
    path("questions/<int:pk>/answer/", answers.answer_question, name="answer_question"),
    path("questions/<int:pk>/answer/given/", answers.give_answer, name="give_answer"),
    path("answers/<int:pk>/", answers.given_answer, name="given_answer"),
    path("<int:pk>/", papers.report_detail, name="report_detail"),
    path("<int:pk>/again/", papers.try_again, name="try_again"),
    path("<int:pk>/pdf/", papers.download_report, name="download_report"),
    path("<int:pk>/word/", papers.download_word, name="download_word"),
    path("<int:pk>/figures/", papers.figures, name="figures"),
    path("<int:pk>/figures/<str:name>/", papers.figure_list, name="figure_list"),
    path("<int:pk>/writers/", people.ask_writers, name="ask_writers"),
    path("<int:pk>/reviewers/add/", people.ask_reviewer, name="ask_reviewer"),
    path("<int:pk>/readers/add/", people.add_reader, name="add_reader"),
    path("reviewers/<int:pk>/done/", writing.finish_review, name="finish_review"),
    path("reviewers/<int:pk>/end/", people.end_review, name="end_review"),
    path("readers/<int:pk>/end/", people.end_reader, name="end_reader"),
    path("<int:pk>/lay-out/", approving.redraw_report, name="redraw_report"),
    path("<int:pk>/put-forward/", approving.submit_report, name="submit_report"),
    path("<int:pk>/send-back/", approving.send_back, name="send_back"),
    path("<int:pk>/approve/", approving.approve_report, name="approve_report"),
    path("<int:pk>/not-shown/", disclosing.disclosure, name="disclosure"),
    path("<int:pk>/not-shown/withhold/", disclosing.withhold_number, name="withhold_number"),
    path("<int:pk>/not-shown/show/", disclosing.release_number, name="release_number"),
    path("not-shown/<int:pk>/take-back/", disclosing.end_decision, name="end_decision"),
    path("<int:pk>/withdraw/", approving.withdraw_report, name="withdraw_report"),
    path("<int:pk>/next-version/", approving.revise_report, name="revise_report"),
    path("sections/<int:pk>/", writing.section_detail, name="section_detail"),
    path("sections/<int:pk>/write/", writing.write_section, name="write_section"),
    path("sections/<int:pk>/accept/", writing.accept_offer, name="accept_offer"),
    path("sections/<int:pk>/comment/", writing.add_comment, name="add_comment"),
    path("comments/<int:pk>/settle/", writing.settle_comment, name="settle_comment"),
    *pages(KINDS),
    path("kinds/<int:pk>/sections/add/", kinds.add_template_section, name="add_template_section"),
    path(
        "kinds/sections/<int:pk>/change/",
        kinds.change_template_section,
        name="change_template_section",
    ),
    path(
        "kinds/sections/<int:pk>/move/", kinds.move_template_section, name="move_template_section"
    ),
    path(
        "kinds/sections/<int:pk>/drop/", kinds.drop_template_section, name="drop_template_section"
    ),
    path(
        "kinds/sections/<int:pk>/take-back/",
        kinds.take_template_section_back,
        name="take_template_section_back",
    ),
]
