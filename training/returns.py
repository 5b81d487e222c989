"""A round's links and answers, as its pages and spreadsheets show them."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Q

from prevent_portal.columns import Column

from .models import AuditInvite, AuditQuestion, AuditReturn
from .services.audits import REMINDER_DAYS

_YES_NO = {"yes": "Yes", "no": "No"}


def counted(rounds):
    """Rounds with how many links are out, how many were answered, and how many answers wait."""
    in_use = Q(invites__revoked_at__isnull=True)
    answered = in_use & Q(invites__answer__isnull=False)
    waiting = answered & Q(
        invites__answer__accepted_at__isnull=True, invites__answer__set_aside_at__isnull=True
    )
    return rounds.annotate(
        sent_count=Count("invites", filter=in_use, distinct=True),
        answered_count=Count("invites", filter=answered, distinct=True),
        waiting_count=Count("invites", filter=waiting, distinct=True),
    )


@dataclass(frozen=True)
class Links:
    """Who has answered a round, and who has not."""

    answered: list
    silent: list
    may_remind: bool

    @property
    def count(self):
        """How many links are out."""
        return len(self.answered) + len(self.silent)

    @property
    def waiting(self):
        """How many answers nobody has accepted or set aside yet."""
        return sum(link.answer.waits for link in self.answered)


def links(audit, user, *, on):
    """The Links of a round, in two queries."""
    rows = AuditInvite.objects.visible_to(user).in_use().filter(round=audit)
    rows = list(rows.select_related("setting__kind", "answer"))
    silent = [row for row in rows if not hasattr(row, "answer")]
    since = on - datetime.timedelta(days=REMINDER_DAYS)
    owed = [row for row in silent if (row.reminded_at or row.made_at).date() <= since]
    return Links([row for row in rows if hasattr(row, "answer")], silent, bool(owed))


def answers(audit, user):
    """The returns of a round that stand, each with its setting."""
    rows = AuditReturn.objects.visible_to(user).filter(
        invite__round=audit, invite__revoked_at__isnull=True
    )
    rows = rows.select_related("invite__setting__kind", "accepted_by")
    return rows.order_by("invite__setting__name", "pk")


def columns(audit):
    """The columns of the table of answers: the setting, a column for each question, and what became of it."""
    return (
        Column("Setting", "invite.setting.name"),
        *(
            Column(question.words, _answer_to(question), kind=_kind(question))
            for question in audit.questions.standing()
        ),
        Column("Answered on", "answered_on", kind="day"),
        Column("What became of it", _became),
    )


def _became(row):
    if row.set_aside_at:
        return f"Set aside: {row.set_aside_because}"
    return "Accepted" if row.accepted_at else "Waits to be accepted"


def told(questions, said):
    """Questions with their answers in words, for whoever gave them."""
    return [(question.words, _in_words(_answer(question, said))) for question in questions]


def _in_words(value):
    if isinstance(value, datetime.date):
        return f"{value.day} {value:%B %Y}"
    return "Not answered" if value in (None, "") else str(value)


def _kind(question):
    kinds = {AuditQuestion.Kind.NUMBER: "number", AuditQuestion.Kind.DAY: "day"}
    return kinds.get(question.kind, "text")


def _answer_to(question):
    return lambda row: _answer(question, row.answers)


def _answer(question, said):
    """An answer as it is shown: yes and no with a capital, days as days, None where there is none."""
    value = said.get(str(question.pk))
    if value in (None, ""):
        return None
    if question.kind == AuditQuestion.Kind.DAY:
        return datetime.date.fromisoformat(value)
    return _YES_NO.get(value, value) if question.kind == AuditQuestion.Kind.YES_NO else value
