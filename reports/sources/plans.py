"""What papers say of plans in the shapes that councils write them, and of every agency's own plan."""

from dataclasses import replace

from actions.figures import positions
from actions.models import Action, Plan, PublicDecision, PublicEdition, Theme
from actions.models.public import HIDEABLE
from actions.services import publishing
from actions.tallies import tally
from prevent_portal.errors import Refused

from .. import layouts, words
from ..blocks import heading, itemised, listing, paragraph, percent, table
from ..facts import Reads
from ..standing import day, first_rows, is_public
from . import Needs, Part, source
from .plan import SHAPES

NOTHING_STANDS = "Nothing of the last public edition still stands in these words."
_OWN = (Plan.Kind.SPOC, Plan.Kind.EDUCATION)
#: Who reads the plan of another agency in its own words.
_FOR_OFFICERS = ("restricted", "officer")


def _of_plan(name, title, about, **options):
    return source(f"plan.{name}", title=title, about=about, needs=Needs.PLAN, **options)


@_of_plan(
    "appendix",
    "The plan by theme",
    "A table a theme: outcome, what was done the year before, what is planned, by when",
    reads=(Reads.PREVIOUS,),
)
def _appendix(paper):
    if is_public(paper):
        return _public_rows(paper)
    return _laid_out(paper, layouts.columns_of(paper.plan, "outcomes-by-theme", without=_OURS))


@_of_plan(
    "duties",
    "The plan by duty",
    "A row a duty: actions, impact, lead, progress and evidence",
    names_actions=True,
)
def _duties(paper):
    return _laid_out(paper, layouts.columns_of(paper.plan, "duty-spoc", without=_OURS))


@_of_plan(
    "county",
    "The plan by area",
    "A table a group: area, responsible agency, timescale, expected outcomes, updates",
    names_actions=True,
)
def _county(paper):
    part = _laid_out(paper, layouts.columns_of(paper.plan, "county-delivery"))
    note = "“All specified authorities” are those in Schedule 6 of the Act of 2015."
    return Part([*part.blocks, paragraph(note)], part.parts)


#: A column that the portal adds to the plan's own.
_OURS = ("standing",)


def _laid_out(paper, columns):
    """The plan as a table a theme, with the parts that the contents name."""
    blocks, parts = [], []
    for place, theme in enumerate(paper.plan.themes, start=1):
        if name := f"{theme.ref} {theme.title}".strip():
            parts.append({"id": f"theme-{place}", "title": name})
            blocks.append(heading(name, id=f"theme-{place}"))
        blocks.append(layouts.table_of(theme, columns, paper.reading.standing))
    return Part(blocks or [paragraph("The plan holds no outcome yet.")], tuple(parts))


@_of_plan(
    "priorities",
    "Priority actions",
    "A row a priority action, with the summary of updates as of the day",
    names_actions=True,
)
def _priorities(paper):
    from_profile = _answering_profile(paper.plan_row)
    has_commitments = paper.plan.layout == "priority-action-updates"
    rows, number = [], 0
    for theme in paper.plan.themes:
        for objective in theme.objectives:
            number += 1
            if has_commitments and len(objective.actions) == 1:
                priority, points = _commitment(objective), [("", _reported(paper, objective))]
            else:
                priority = {"text": objective.text}
                points = _points(paper, objective, from_profile)
            for place, (name, said) in enumerate(points):
                rows.append(
                    [
                        {"text": f"Action {number}" if not place else ""},
                        priority if not place else {"text": name},
                        {"points": said} if said else {"text": "Nothing was reported."},
                    ]
                )
    if not rows:
        return Part([paragraph("The plan holds no priority action yet.")])
    as_of = f"Update summary as of {words.day(paper.asked.on)}"
    return Part(
        [
            table(
                None,
                [("", 10, "ref"), ("Priority action", 32, "text"), (as_of, 58, "text")],
                rows,
            )
        ]
    )


def _commitment(objective):
    """A priority with what is promised: in such a plan its one action."""
    (action,) = objective.actions
    runs = [{"text": objective.text, "bold": True}]
    if action.text != objective.text:
        runs.append({"text": f"\n{action.text}"})
    return {"runs": runs}


def _reported(paper, objective):
    """What was reported on a priority's one action, ending with how it stands on the day."""
    (action,) = objective.actions
    notes = list(dict.fromkeys([*objective.progress_notes, *action.progress_notes]))
    if notes and not action.now.updated_on:
        return notes
    stands = _stands(paper, action)
    return [*notes, stands[0].upper() + stands[1:]]


def _answering_profile(plan):
    """The actions that answer the counter-terrorism local profile, through a risk or its advice."""
    if plan is None:
        return set()
    rows = Action.objects.filter(objective__theme__plan=plan).order_by()
    advised = rows.filter(recommendations__source="ctlp").values_list("pk")
    return {pk for (pk,) in advised.union(rows.filter(risks__source="ctlp").values_list("pk"))}


def _points(paper, objective, from_profile):
    """What is reported on a priority; actions that answer the local profile stand by themselves."""
    of_profile = [a for a in objective.actions if a.pk in from_profile]
    rest = [a for a in objective.actions if a.pk not in from_profile]
    own = [*objective.progress_notes, *(_update(paper, a) for a in rest)]
    found = [("", own)]
    if of_profile:
        name = "Specific actions relating to the local profile"
        found.append((name, [_update(paper, a) for a in of_profile]))
    return found


def _update(paper, action):
    """What an action comes to on the day, in a line."""
    noted = "" if paper.reading.note(action) else " ".join(action.progress_notes)
    said = f"{action.text.rstrip('.')}: {_stands(paper, action)}"
    return " ".join(filter(None, [said, noted]))


def _stands(paper, action):
    """How an action stands on the day, with the last that was said of it."""
    now = action.now
    state = Action.Status(now.status).label.lower()
    state = f"late ({state})" if now.is_late else state
    said = paper.reading.note(action)
    return f"{state}. {words.day(now.updated_on)}: {said}" if said else f"{state}."


@_of_plan(
    "committee", "The plan and its progress", "A row an action: what, lead, by when, progress"
)
def _committee(paper):
    if is_public(paper):
        return _public_rows(paper)
    return _laid_out(paper, layouts.columns_of(paper.plan, "general"))


@_of_plan(
    "partnership",
    "The partnership's plan and its progress",
    "The same columns for the plan that the council leads for the partnership",
)
def _partnership(paper):
    own = paper.plan_row
    if own is None or own.kind == Plan.Kind.PARTNERSHIP:
        return Part([paragraph("This report is about the partnership's own plan.")])
    found = [plan for plan in _running(paper, (Plan.Kind.PARTNERSHIP,)) if _may_stand_in(plan, own)]
    of_agency = [plan for plan in found if plan.agency_id == own.agency_id]
    if not of_agency:
        return Part([paragraph(f"No such plan ran on {words.day(paper.asked.on)}.")])
    return _unlike(_committee(_about(paper, of_agency[0])))


@source(
    "plans.example",
    title="A plan of a single point of contact",
    about="One such plan as an example: duty, actions, impact, lead, progress, evidence",
    names_actions=True,
)
def _example(paper):
    if paper.asked.audience not in _FOR_OFFICERS:
        return Part([paragraph("The example is in the edition for officers.")])
    own = paper.plan_row
    found = [plan for plan in _running(paper, _OWN) if own is None or _may_stand_in(plan, own)]
    if paper.asker is not None:
        mine = set(Plan.objects.visible_to(paper.asker).values_list("pk", flat=True))
        found = [plan for plan in found if plan.pk in mine]
    if not found:
        return Part([paragraph(f"No such plan ran on {words.day(paper.asked.on)}.")])
    shown = min(found, key=lambda plan: own is None or plan.agency_id != own.agency_id)
    said = (
        f"This is the {shown.title} of {shown.agency.name}, in the columns that each such plan has."
    )
    part = _unlike(_duties(_about(paper, shown)))
    return Part([paragraph(said), *part.blocks])


def _unlike(part):
    """The part with addresses that no appendix of the paper's own plan has."""
    blocks = [
        {**block, "id": f"other-{block['id']}"} if block.get("id") else block
        for block in part.blocks
    ]
    return Part(blocks, tuple({**each, "id": f"other-{each['id']}"} for each in part.parts))


def _may_stand_in(plan, own):
    """Whether a plan may be printed in a paper about another: never one of a higher marking."""
    return plan.marking in (own.marking, Plan.Marking.OFFICIAL)


def _about(paper, plan):
    """The paper as if it were about another plan, of which only the actions on the day are read."""
    other = replace(paper, plan_row=plan, known=None)
    other.reads, other.section = frozenset(), paper.section
    return other


# The edition for the public


@_of_plan(
    "public",
    "The plan for the public",
    "The last edition that was published: only what it holds, without what it hides",
)
def _for_the_public(paper):
    return _public(paper)


def _public(paper):
    """The plan in the words that were decided on for the public, of its last published edition."""
    edition = _last_edition(paper)
    known = set(
        PublicDecision.objects.filter(
            action__objective__theme__plan=paper.plan_row, decided_at__lte=edition.published_at
        ).values_list("action", flat=True)
    )
    hidden = {HIDEABLE[name] for name in edition.hidden}
    blocks, parts, theme = [], [], None
    for objective in publishing.content_of(edition).objectives():
        shown = [action for action in objective.actions if action.key in known]
        if not shown:
            continue
        if objective.theme is not theme:
            theme = objective.theme
            blocks += _theme_head(theme, len(parts) + 1, parts)
        blocks += _activity(objective, shown, edition.hidden)
    if not blocks:
        raise Refused(edition, NOTHING_STANDS)
    opening = [paragraph(_of_edition(edition, hidden))]
    if len(parts) > 1:
        titles = [part["title"] for part in parts]
        bare = [title.partition(". ")[2] for title in titles if title.split(". ")[0].isdigit()]
        is_counted = len(bare) == len(titles)
        opening += [
            paragraph("What is done stands under these headings:"),
            itemised(bare if is_counted else titles, ordered=is_counted),
        ]
    return Part([*opening, *blocks], tuple(parts))


def _public_rows(paper):
    """The plan as an appendix for the public: the actions that were published, in their words."""
    edition = _last_edition(paper)
    decisions = PublicDecision.objects.filter(
        action__objective__theme__plan=paper.plan_row, decided_at__lte=edition.published_at
    )
    known = {each.action_id: each for each in decisions}
    blocks, parts = [], []
    for place, theme in enumerate(paper.plan.themes, start=1):
        rows = [
            [{"text": objective.ref}, {"text": objective.text}, {"points": said}]
            for objective in theme.objectives
            if (said := [text for a in objective.actions if (text := _published(a, known))])
        ]
        if not rows:
            continue
        if name := f"{theme.ref} {theme.title}".strip():
            parts.append({"id": f"theme-{place}", "title": name})
            blocks.append(heading(name, id=f"theme-{place}"))
        columns = [("Ref", 8, "ref"), ("Outcome", 34, "text"), ("Key actions", 58, "text")]
        blocks.append(table(None, columns, rows))
    if not blocks:
        raise Refused(edition, NOTHING_STANDS)
    return Part([paragraph(_of_edition(edition, ())), *blocks], tuple(parts))


def _published(action, known):
    """The words of an action that went out; nothing where it has other words by now."""
    decision = known.get(action.pk)
    return decision.words if decision and decision.of_text == action.text else ""


def _last_edition(paper):
    found = (
        PublicEdition.objects.published()
        .filter(plan=paper.plan_row, published_at__lte=paper.asked.known_at)
        .select_related("plan__agency")
    )
    edition = found.order_by("-number").first()
    if edition is None:
        raise Refused(
            paper.plan_row,
            "No public edition of this plan has been published, so nothing of it is shown.",
        )
    return edition


def _of_edition(edition, hidden):
    said = f"This is edition {edition.number} of the plan for the public, published on "
    said += f"{words.day(edition.published_at)}."
    if hidden:
        said += f" It leaves out: {words.listed(sorted(each.lower() for each in hidden))}."
    return said


def _theme_head(theme, number, parts):
    """A theme of the public edition: its heading, introduction and requirements."""
    blocks = []
    if theme.heading:
        parts.append({"id": f"public-{number}", "title": theme.heading})
        blocks.append(heading(theme.heading, id=f"public-{number}"))
    if theme.intro:
        blocks.append(paragraph(theme.intro))
    if theme.requirements:
        blocks += [heading("Requirements", level=4), itemised(theme.requirements)]
    return blocks


def _activity(objective, actions, hidden):
    """The table of what is done under an objective: one column, and those that are not hidden."""
    more = [
        (title, width, get)
        for role, title, width, get in (
            ("lead", "Lead", 18, lambda a: ", ".join(a.leads) or a.leads_typed),
            ("timescale", "By when", 16, lambda a: a.timescale),
            ("status", "Status", 16, lambda a: a.status),
        )
        if role not in hidden
    ]
    room = 100 - sum(width for _, width, _ in more)
    rows = [
        [{"text": action.text}, *({"text": get(action)} for _, _, get in more)]
        for action in actions
    ]
    columns = [("Project activity and description", room, "text")]
    columns += [(title, width, "text") for title, width, _ in more]
    is_named = objective.text and not objective.theme.heading.endswith(objective.text)
    return [table(objective.text if is_named else None, columns, rows)]


# Every agency's plan


@source(
    "plans.standing",
    title="Each agency's own plan",
    about="Every plan that runs on the day: actions complete, late and blocked",
)
def _standing(paper):
    return Part(standing(paper, Plan.Kind.values))


@source(
    "plans.spocs",
    title="Plans of single points of contact",
    about="Every SPOC's and education plan that runs on the day: actions complete, late, blocked",
)
def _of_spocs(paper):
    return Part(standing(paper, _OWN))


def _running(paper, kinds):
    """The plans of some kinds that ran on the day, each with the keys of its themes."""
    on = paper.asked.on
    rows = paper.once(
        "running",
        lambda: list(
            Theme.objects.filter(plan__period_start__lte=on, plan__period_end__gte=on)
            .exclude(plan__status=Plan.Status.DRAFT)
            .select_related("plan__agency")
            .order_by("plan__agency__name", "plan__title", "plan", "position", "pk")
        ),
    )
    found = {}
    for theme in rows:
        if theme.plan.kind in kinds:
            found.setdefault(theme.plan, []).append(theme.pk)
    return found


def standing(paper, kinds):
    """How the actions of every running plan of some kinds stand on the day: one statement counts them."""
    asked, plans = paper.asked, _running(paper, kinds)
    themes = [theme for found in plans.values() for theme in found]
    told = tally(
        Action.objects.filter(objective__theme__in=themes),
        on=asked.on,
        since=asked.on,
        known_at=asked.known_at,
    )
    of_theme = {int(group.key): group.counts for group in told.themes}
    rows = []
    for plan, keys in plans.items():
        in_plan, complete, late, blocked = (
            sum(getattr(of_theme[key], name) for key in keys if key in of_theme)
            for name in ("in_plan", "complete", "late", "blocked")
        )
        numbers = [in_plan, complete, late, blocked, percent(complete, in_plan)]
        rows.append([plan.agency.name, plan.title, *numbers])
    return listing(
        "Plans that run on the day",
        [
            ("Agency", 22, "ref"),
            ("Plan", 30, "text"),
            ("Actions", 9, "number"),
            ("Complete", 11, "number"),
            ("Late", 8, "number"),
            ("Blocked", 10, "number"),
            ("% complete", 10, "number"),
        ],
        rows,
        f"No such plan ran on {words.day(asked.on)}.",
        f"Source: the plans in the portal. Position as at {words.day(asked.on)}.",
        key="plans.standing",
    )


@source(
    "plans.open_actions",
    title="Open actions",
    about="Actions still to be done in every running plan of the agency, with leads' posts",
    names_actions=True,
)
def _open_actions(paper):
    asked = paper.asked
    plans = [
        plan
        for plan in _running(paper, Plan.Kind.values)
        if paper.agency is None or plan.agency_id == paper.agency.pk
    ]
    within = Action.objects.filter(objective__theme__plan__in=plans)
    stood_at = positions(within, on=asked.on, known_at=asked.known_at)
    rows = (
        within.filter(pk__in=[pk for pk, found in stood_at.items() if found.is_open])
        .select_related("lead", "objective__theme__plan")
        .order_by(
            "objective__theme__plan__title",
            "objective__theme__position",
            "objective__position",
            "position",
        )
    )
    by_plan = {}
    for row in rows:
        by_plan.setdefault(row.objective.theme.plan.title, []).append(row)
    blocks = []
    for title, actions in by_plan.items():
        actions, note = first_rows(actions)
        blocks += listing(
            title,
            [
                ("Ref", 8, "ref"),
                ("Action", 44, "text"),
                ("Lead", 20, "text"),
                ("By when", 14, "text"),
                ("Status", 14, "text"),
            ],
            [
                [row.objective.ref, row.text, _lead(row), *_state(stood_at[row.pk])]
                for row in actions
            ],
            "",
            note,
        )
    return Part(blocks or [paragraph("No action was still to be done on the day.")])


def _lead(row):
    leads = row.leads or row.objective.leads
    if leads:
        return ", ".join(leads)
    return (row.lead.job_title or row.lead.get_role_names()[0]) if row.lead else "None named"


def _state(found):
    style = "late" if found.is_late else SHAPES[found.status]
    word = Action.Status(found.status).label
    word = f"Late ({word.lower()})" if found.is_late else word
    return {"text": found.due_words or day(None)}, {"status": {"word": word, "style": style}}
