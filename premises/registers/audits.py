"""Checklists, audits by them, and what was found."""

from django.urls import reverse

from actions.registers.tension import raising_steps
from prevent_portal.home import Panel
from prevent_portal.registers import Attention, Column, Step, declare

from ..forms.audits import AuditForm, ChecklistForm, ChecklistItemForm, FindingForm
from ..models import AuditFinding, Checklist, ChecklistItem, PremisesAudit
from ..services import audits
from .places import GROUP

_PART = "Audits"


def _parts(audit, user, on):
    answers = audits.newest_answers(audit)
    items = audit.checklist.items.standing().order_by("position", "pk")
    yield Panel(
        "premises/audit_parts.html",
        {
            "answers": [(item, answers.get(item.pk)) for item in items],
            "photos": audit.photos.select_related("file"),
            "findings": audit.findings.select_related("action"),
        },
    )


def _steps(audit, user, on):
    if (
        audit.is_open
        and not audit.is_done
        and user.has_perm("premises.change_premisesaudit", audit)
    ):
        yield Step("Answer the questions", AUDITS.url("take_audit", audit.pk), True)
        yield Step("Finish", AUDITS.url("finish_audit", audit.pk))


AUDITS = declare(
    PremisesAudit,
    noun="audit",
    plural="Audits and spot checks",
    group=GROUP,
    part=_PART,
    address="audits",
    intro="Places gone through by a checklist: answered in the room, scored, and what was found to be put right.",
    empty="Nobody has gone through a place yet.",
    columns=(
        Column("Audit", str, sort="on"),
        Column("Premises", "premises.name", sort="premises__name"),
        Column("Done by", "who.name", sort="who__name"),
        Column("State", "get_state_display", sort="state"),
        Column("Score, per cent", "score", kind="number", sort="score"),
    ),
    facts=(
        Column("Premises", "premises", kind="record"),
        Column("Checklist", "checklist", kind="record"),
        Column("Day", "on", kind="day"),
        Column("Done by", "who.name"),
        Column("State", "get_state_display"),
        Column("Score, per cent", "score", kind="number"),
        Column("What else was seen", "words", kind="words"),
    ),
    form=AuditForm,
    search=("premises__name", "checklist__name"),
    filters=("state", "checklist", "premises"),
    attention=Attention("under way", lambda rows, on: rows.filter(state="open")),
    owner="who",
    words="premises__name",
    rows=lambda rows, on: rows.select_related("premises", "checklist", "who"),
    parts=lambda audit, user, on: list(_parts(audit, user, on)),
    steps=lambda audit, user, on: list(_steps(audit, user, on)),
    save=audits.keep_audit,
    asks="Why does it not count?",
)

FINDINGS = declare(
    AuditFinding,
    noun="finding",
    plural="Findings of audits",
    group=GROUP,
    part=_PART,
    address="audits/findings",
    intro="What was found wrong: closed once it is put right, or made an action of the plan.",
    columns=(
        Column("Finding", "words", sort="words"),
        Column("Premises", "audit.premises.name", sort="audit__premises__name"),
        Column("To be put right by", "due_on", kind="due", sort="due_on"),
        Column("Action", "action.text"),
    ),
    facts=(
        Column("Finding", "words", kind="words"),
        Column("Premises", "audit.premises", kind="record"),
        Column("Audit", "audit", kind="record"),
        Column("To be put right by", "due_on", kind="due"),
        Column("Action", "action", kind="record"),
    ),
    form=FindingForm,
    search=("words", "audit__premises__name"),
    attention=Attention("not put right in time", lambda rows, on: rows.late(on=on)),
    rows=lambda rows, on: rows.select_related("audit__premises", "audit__checklist", "action"),
    steps=raising_steps("premises.change_auditfinding", "premises:raise_auditfinding"),
    closes="Close",
    asks="How was it put right?",
)


def _checklist_parts(checklist, user, on):
    yield Panel(
        "premises/checklist_items.html",
        {
            "items": checklist.items.standing().order_by("position", "pk"),
            "is_used": checklist.audits.exists() or checklist.letters.exists(),
            "may_change": checklist.is_open
            and user.has_perm("premises.change_checklist", checklist),
            "new_url": reverse("premises:new_version", args=[checklist.pk]),
            "add_url": f"{reverse('premises:add_checklistitem')}?checklist={checklist.pk}",
        },
    )


CHECKLISTS = declare(
    Checklist,
    noun="checklist",
    plural="Checklists",
    group=GROUP,
    part="Rules and lists",
    address="checklists",
    intro="What audits and spot checks ask. A version by which an audit has begun stays as it is.",
    columns=(
        Column("Checklist", str, sort="name"),
        Column("For spot checks", "is_spot_check", kind="yesno", sort="is_spot_check"),
        Column("Used from", "from_on", kind="day", sort="from_on"),
    ),
    facts=(
        Column("What whoever looks is told", "intro", kind="words"),
        Column("For spot checks", "is_spot_check", kind="yesno"),
        Column("Used from", "from_on", kind="day"),
    ),
    form=ChecklistForm,
    search=("name",),
    parts=lambda checklist, user, on: list(_checklist_parts(checklist, user, on)),
)

ITEMS = declare(
    ChecklistItem,
    noun="question",
    plural="Questions of checklists",
    group=GROUP,
    part="Rules and lists",
    address="checklists/questions",
    intro="What a checklist asks, how much each question counts, and what a no comes to.",
    columns=(
        Column("Question", "words", sort="words"),
        Column("Checklist", "checklist", sort="checklist__name"),
        Column("Section", "section", sort="section"),
        Column("Counts", "weight", kind="number", sort="weight"),
        Column("Place", "position", kind="number", sort="position"),
    ),
    facts=(
        Column("Checklist", "checklist", kind="record"),
        Column("Section", "section"),
        Column("Hint", "hint"),
        Column("What a no is called", "finding"),
        Column("How much it counts", "weight", kind="number"),
        Column("Place in the list", "position", kind="number"),
    ),
    form=ChecklistItemForm,
    search=("words", "section"),
    filters=("checklist",),
    rows=lambda rows, on: rows.select_related("checklist"),
    save=audits.keep_item,
    close=audits.close_item,
    reopen=audits.reopen_item,
    closes="Leave out",
)
