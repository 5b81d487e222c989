"""What of a plan the public may read: decided row by row, and published as files that stay."""

import io
from dataclasses import fields, is_dataclass, replace

from django.db import transaction
from django.db.models import Count, F, Max, Q
from django.utils import timezone

from prevent_portal import files, unpublished
from prevent_portal.errors import Refused
from prevent_portal.tracked import create_tracked, update_tracked

from ..models import Action, Objective, Plan, PublicDecision, PublicEdition, Theme
from ..models.public import HIDEABLE
from ..writing import WRITERS
from . import exporting
from .hold import plain_words
from .plans import refuse_unless_keeper

Choice = PublicDecision.Choice
#: What an edition says of itself on every page.
MARKING = "OFFICIAL"
CHANGED = "The words of this action changed while you were deciding. Read them, then decide again."

#: What a hidden column empties: of an action, and of an objective.
_OF_ACTION = {
    "lead": ("leads", "leads_typed"),
    "timescale": ("timescale",),
    "status": ("status",),
    "rag": ("rag",),
    "agency": ("agencies",),
    "progress": ("progress", "note_headings"),
    "evidence": ("evidence",),
    "impact": ("impact",),
    "expected": ("expected",),
    "measure": ("measure",),
}
_OF_OBJECTIVE = {
    "lead": ("leads",),
    "progress": ("progress",),
    "evidence": ("evidence",),
    "impact": ("impact",),
    "requirements": ("requirements",),
    "previous": ("previous",),
}


# Decisions


def rows(plan):
    """The actions of a plan with the decision on each, in the plan's order."""
    found = Action.objects.filter(objective__theme__plan=plan).select_related(
        "objective__theme", "public_decision__decided_by"
    )
    return found.order_by("objective__theme__position", "objective__position", "position")


def standing(action):
    """The decision that stands on an action, or None."""
    decision = getattr(action, "public_decision", None)
    return decision if decision and decision.of_text == action.text else None


def overtaken(action):
    """The decision on an action that stands no more, because its words changed since; or None."""
    decision = getattr(action, "public_decision", None)
    return decision if decision and decision.of_text != action.text else None


def as_decided(action):
    """What the form of a decision starts with: the words that are read, and what was decided."""
    decision = getattr(action, "public_decision", None)
    start = {"seen": action.text}
    if decision:
        start |= {"choice": decision.choice, "wording": decision.wording}
    return start


def tally(plan):
    """How many actions of a plan are published, left out and undecided."""
    stands = Q(public_decision__of_text=F("text"))
    is_left = Q(public_decision__choice=Choice.LEFT_OUT)
    counts = Action.objects.filter(objective__theme__plan=plan).aggregate(
        total=Count("pk"),
        shown=Count("pk", filter=stands & ~is_left),
        left_out=Count("pk", filter=stands & is_left),
    )
    return counts | {"undecided": counts["total"] - counts["shown"] - counts["left_out"]}


@transaction.atomic
def decide(action, *, by, choice, wording="", seen=None):
    """Say whether the public may read an action, and in which words.

    Raises Refused if the action's words are no longer those that were `seen`.
    """
    action = _held(Action.objects.filter(pk=action.pk))[0]
    if seen is not None and seen != action.text:
        raise Refused(action, CHANGED)
    if choice == Choice.REWORDED:
        wording = plain_words(
            action, wording, otherwise="Enter the words for the public.", field="wording"
        )
    _keep([action], by=by, choice=choice, wording=wording if choice == Choice.REWORDED else "")
    return PublicDecision.objects.get(action=action)


@transaction.atomic
def decide_many(plan, *, by, choice, ticked):
    """Decide on many actions of a plan at once: all as they are, or all left out.

    `ticked` holds the key of each action with its version as it was read. Returns how many were
    decided on, and how many were passed over because they changed meanwhile.
    """
    if choice not in (Choice.AS_IS, Choice.LEFT_OUT):
        raise Refused(plan, "Other words are given one action at a time.")
    found = _held(Action.objects.filter(objective__theme__plan=plan, pk__in=ticked))
    fresh = [action for action in found if action.version == ticked[action.pk]]
    _keep(fresh, by=by, choice=choice, wording="")
    return len(fresh), len(ticked) - len(fresh)


def _held(actions):
    return list(actions.select_for_update(of=("self",)).order_by("pk"))


def _keep(actions, *, by, choice, wording):
    said = {"choice": choice, "wording": wording, "decided_by": by, "decided_at": timezone.now()}
    before = {each.action_id: each for each in PublicDecision.objects.filter(action__in=actions)}
    changed, made = [], []
    for action in actions:
        decision = before.get(action.pk) or PublicDecision(action=action)
        for name, value in (said | {"of_text": action.text}).items():
            setattr(decision, name, value)
        (changed if decision.pk else made).append(decision)
    if made:
        create_tracked(PublicDecision, made, by=by)
    if changed:
        update_tracked(PublicDecision, changed, [*said, "of_text"], by=by)


# Editions


def in_the_making(plan):
    """The edition that is not out yet; a new one, not saved, where there is none."""
    found = plan.public_editions.filter(published_at__isnull=True).first()
    if found:
        return found
    before = plan.public_editions.order_by("-number").first()
    number = before.number + 1 if before else 1
    edition = PublicEdition(plan=plan, number=number)
    if before:
        edition.hidden = before.hidden
    return edition


@transaction.atomic
def hide_columns(plan, *, by, hidden):
    """Say which columns the next edition leaves out."""
    _hold(plan)
    edition = in_the_making(plan)
    edition.hidden = [role for role in HIDEABLE if role in hidden]
    edition._history_user = by
    edition.full_clean(exclude=["plan"])
    edition.save()
    return edition


def refuse_undecided(plan):
    """Raise Refused while any action of the plan lacks a public decision."""
    counts = tally(plan)
    if not counts["total"]:
        raise Refused(plan, "There is nothing in this plan yet that could be published.")
    if number := counts["undecided"]:
        rest = "action lacks" if number == 1 else "actions lack"
        raise Refused(
            plan,
            f"{number} {rest} a public decision. Decide on each before the edition is published.",
        )
    if not counts["shown"]:
        raise Refused(plan, "Every action is left out, so there is nothing to publish.")


def refuse_unpublished(plan):
    """Raise Refused if the next edition holds a name that no app wants published."""
    content = content_of(in_the_making(plan))
    said = [content.title, content.about, content.notes, content.themes, list(content.objectives())]
    if names := unpublished.found_in(*_texts(said)):
        raise Refused(
            plan,
            f"The edition names “{names[0]}”, a place that is marked sensitive. Give the public other"
            " words, or leave the row or the column out.",
        )


def _texts(value):
    """Every text in what an edition says, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, tuple, set, frozenset)):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, dict):
        yield from _texts(list(value.values()))
    elif is_dataclass(value):
        yield from _texts([getattr(value, each.name) for each in fields(value)])


@transaction.atomic
def publish(plan, *, by, expects=None):
    """Publish the next edition of a plan as Word, Excel and CSV files that stay.

    Raises Refused while any row is undecided, or if the plan changed since the edition was checked:
    `expects` is what `fingerprint` said then.
    """
    plan = _hold(plan)
    refuse_unless_keeper(plan, by)
    refuse_undecided(plan)
    if expects is not None and expects != fingerprint(plan):
        raise Refused(
            plan, "The plan or the decisions changed since you checked the edition. Check it again."
        )
    refuse_unpublished(plan)
    edition, counts = in_the_making(plan), tally(plan)
    edition.published_at, edition.published_by = timezone.now(), by
    edition.rows_shown, edition.rows_left_out = counts["shown"], counts["left_out"]
    edition._history_user = by
    edition.save()
    for form in WRITERS:
        file = io.BytesIO()
        exporting.write(plan, content_of(edition), file, form=form)
        kept = files.keep_made(file, name=file_name(edition, form), by=by)
        edition.files.create(form=form, file=kept)
    return edition


def fingerprint(plan):
    """What says whether anything that an edition shows has changed since."""
    history = [
        Theme.history.filter(plan=plan),
        Objective.history.filter(theme__plan=plan),
        Action.history.filter(objective__theme__plan=plan),
        PublicDecision.history.filter(action__objective__theme__plan=plan),
        PublicEdition.history.filter(plan=plan),
    ]
    newest = [rows.aggregate(last=Max("history_id"))["last"] or 0 for rows in history]
    return ".".join(str(number) for number in [plan.version, *newest])


def file_name(edition, form):
    """What a file of an edition is called."""
    title = exporting.file_name(edition.plan, form).removesuffix(f".{form}")
    return f"{title} public edition {edition.number}.{form}"


def _hold(plan):
    return Plan.objects.select_for_update(of=("self",)).select_related("agency").get(pk=plan.pk)


# What an edition says


def content_of(edition):
    """What is written of an edition: the actions that are published, less the hidden columns.

    It names no author, and holds no word of what is left out.
    """
    plan, hidden = edition.plan, frozenset(edition.hidden)
    words = _words(plan)
    content = exporting.content_of(plan)
    objectives = [
        shown for each in content.objectives() if (shown := _objective(each, words, hidden))
    ]
    kept = list({id(each.theme): each.theme for each in objectives}.values())
    for theme in kept:
        _bare_theme(theme, hidden)
    is_told = "narrative" not in hidden
    return replace(
        content,
        objectives=lambda: iter(objectives),
        themes=kept,
        names=[(each.text, each.actions[0].text) for each in objectives],
        author="",
        marking=MARKING,
        hidden=hidden,
        holds=_held_by(objectives, content.holds, hidden),
        about=content.about if is_told else [],
        notes=content.notes if is_told else [],
        made_at=edition.published_at or timezone.now(),
    )


def preview(edition):
    """What an edition would say: (theme, [(objective, [(action, what stands beside it)])])."""
    content = content_of(edition)
    shown = [role for role in _OF_ACTION if role not in content.hidden]
    sections = []
    for objective in content.objectives():
        if not sections or sections[-1][0] is not objective.theme:
            sections.append((objective.theme, []))
        actions = [(each, _beside(each, shown)) for each in objective.actions]
        sections[-1][1].append((objective, _beside(objective, shown), actions))
    return sections


def _beside(thing, shown):
    """The columns that stand beside an action or objective, with their words."""
    found = []
    for role in shown:
        value = getattr(thing, _OF_ACTION[role][0], "")
        if value:
            found.append((HIDEABLE[role], [value] if isinstance(value, str) else value))
    return found


def _words(plan):
    found = PublicDecision.objects.filter(
        action__objective__theme__plan=plan, of_text=F("action__text")
    ).exclude(choice=Choice.LEFT_OUT)
    return {each.action_id: each.words for each in found}


def _objective(objective, words, hidden):
    """An objective with what is published of it; None where that is nothing."""
    shown = [
        replace(_bare(action, _OF_ACTION, hidden), text=words[action.key])
        for action in objective.actions
        if action.key in words
    ]
    return replace(_bare(objective, _OF_OBJECTIVE, hidden), actions=shown) if shown else None


def _bare(thing, names, hidden):
    """A copy without the values of hidden columns."""
    emptied = {name for role in hidden for name in names.get(role, ())}
    return replace(thing, **{name: type(getattr(thing, name))() for name in emptied})


def _bare_theme(theme, hidden):
    if "narrative" in hidden:
        theme.intro, theme.paragraphs = "", []
    if "requirements" in hidden:
        theme.requirements = []
    if "previous" in hidden:
        theme.previous_period = ""


def _held_by(objectives, holds, hidden):
    said = {"objective"} & holds
    if any(each.previous for each in objectives):
        said.add("previous")
    for role, names in _OF_ACTION.items():
        if any(getattr(action, names[0]) for each in objectives for action in each.actions):
            said.add(role)
    return frozenset((said & holds) - hidden)
