"""Audit rounds and their questions."""

from prevent_portal.home import Panel
from prevent_portal.registers import Attention, Column, Step, declare

from .. import returns
from ..forms.audits import AuditQuestionForm, AuditRoundForm
from ..models import AuditQuestion, AuditRound
from ..services import audits
from .settings import GROUP  # settings stand before what they are asked


def _parts(audit, user, on):
    yield Panel(
        "training/round_links.html",
        {
            "audit": audit,
            "links": returns.links(audit, user, on=on),
            "is_running": audit.is_open and audit.closes_on >= on,
            "may_run": user.has_perm("training.run_audit", audit),
        },
    )
    yield Panel(
        "training/round_questions.html",
        {
            "audit": audit,
            "questions": audit.questions.standing(),
            "may_ask": audit.is_open
            and user.has_perm("training.change_auditround", audit)
            and not audit.invites.exists(),
        },
    )


def _steps(audit, user, on):
    if user.has_perm("training.run_audit", audit) and audit.is_open and audit.closes_on >= on:
        yield Step("Choose settings and send", AUDIT_ROUNDS.url("send_audit", audit.pk), True)
    yield Step("Answers", AUDIT_ROUNDS.url("audit_answers", audit.pk))


AUDIT_ROUNDS = declare(
    AuditRound,
    noun="audit round",
    plural="Audit rounds",
    group=GROUP,
    part="Settings and returns",
    address="rounds",
    intro="The same questions to many settings. Each answers by a private link, without an account.",
    empty="No setting has been asked anything yet.",
    columns=(
        Column("Round", "title", sort="title"),
        Column("Agency", "agency.name", sort="agency__name"),
        Column("Last day for answers", "closes_on", kind="day", sort="closes_on"),
        Column("Sent to", "sent_count", kind="number"),
        Column("Answered", "answered_count", kind="number"),
        Column("To be accepted", "waiting_count", kind="number"),
    ),
    facts=(
        Column("Agency", "agency.name"),
        Column("Last day for answers", "closes_on", kind="day"),
        Column("Training asked about", "course", kind="record"),
        Column("What the settings are told", "intro", kind="words"),
    ),
    form=AuditRoundForm,
    search=("title",),
    filters=("agency",),
    rows=lambda rows, on: returns.counted(rows.select_related("agency", "course")),
    attention=Attention(
        "answers wait to be accepted",
        lambda rows, on: returns.counted(rows).filter(waiting_count__gt=0),
    ),
    parts=lambda audit, user, on: list(_parts(audit, user, on)),
    steps=lambda audit, user, on: list(_steps(audit, user, on)),
    save=audits.keep_round,
)

AUDIT_QUESTIONS = declare(
    AuditQuestion,
    noun="question",
    plural="Questions to settings",
    group=GROUP,
    part="Settings and returns",
    address="rounds/questions",
    intro="What settings are asked. Once a round has been sent its questions stay as they are.",
    columns=(
        Column("Question", "words", sort="words"),
        Column("Round", "round.title", sort="round__title"),
        Column("Place", "position", kind="number", sort="position"),
        Column("Answered by", "get_kind_display"),
        Column("An accepted answer changes", "get_feeds_display"),
    ),
    facts=(
        Column("Round", "round", kind="record"),
        Column("Hint", "hint"),
        Column("Answered by", "get_kind_display"),
        Column("Must be answered", "is_required", kind="yesno"),
        Column("An accepted answer changes", "get_feeds_display"),
        Column("Place in the form", "position", kind="number"),
    ),
    form=AuditQuestionForm,
    search=("words", "round__title"),
    filters=("round", "kind"),
    rows=lambda rows, on: rows.select_related("round"),
    save=audits.keep_question,
    close=audits.close_question,
    reopen=audits.reopen_question,
    closes="Leave out",
)
