"""Usual questions: what councils are asked, the position on each, and when it was last looked at."""

from django.urls import reverse

from prevent_portal.figures import catalogue
from prevent_portal.home import Panel
from prevent_portal.registers import Attention, Column, Step, declare, link

from .. import services
from ..forms.answers import QuestionForm
from ..models import Answer, Question

GROUP = "Reports"
#: Answers that the page of a question shows, the newest.
MOST = 25


def _figures(question):
    known = catalogue()
    return [known[name].title for name in question.figures if name in known]


def _steps(question, user, on):
    if not question.is_open:
        return ()
    return (Step("Answer", reverse("reports:answer_question", args=[question.pk]), True),)


def _parts(question, user, on):
    given = Answer.objects.visible_to(user).filter(question=question).select_related("agency")
    return (Panel("reports/question_answers.html", {"answers": given.defer("said")[:MOST]}),)


QUESTIONS = declare(
    Question,
    noun="usual question",
    plural="Usual questions",
    group=GROUP,
    address="questions",
    intro="What the public asks under the Freedom of Information Act, the position on each question, "
    "and the figures that answer it.",
    empty="No question has been added yet.",
    columns=(
        Column("Question", "text", sort="text"),
        Column("About", "get_topic_display", sort="topic"),
        Column("Position", "get_position_display", sort="position"),
        Column("Looked at again", "review_due_on", kind="due", sort="review_due_on"),
    ),
    facts=(
        Column("About", "get_topic_display"),
        Column("Position", "get_position_display"),
        Column("Exemption", "exemption"),
        Column("Why", "why", kind="words"),
        Column("What is answered", "answer", kind="words"),
        Column("Figures", _figures, kind="list"),
        Column("Last looked at", "reviewed_on", kind="day"),
        Column("By", "reviewed_by"),
        Column("Looked at again", "review_due_on", kind="due"),
    ),
    export=(
        Column("Exemption", "exemption"),
        Column("Why", "why"),
        Column("What is answered", "answer"),
        Column("Figures", _figures),
        Column("Last looked at", "reviewed_on"),
    ),
    form=QuestionForm,
    search=("text", "answer", "why"),
    filters=("topic", "position"),
    rows=lambda rows, on: rows.select_related("reviewed_by"),
    attention=Attention(
        "position not looked at in time", lambda rows, on: rows.review_overdue(on=on)
    ),
    words="text",
    steps=_steps,
    parts=_parts,
    save=services.keep_question,
)

link(GROUP, "Dashboards", page="reports:dashboard_list", permission="reports.view_dashboard")
