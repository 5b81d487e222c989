"""What papers say of a plan: facts in, blocks out. No database, no clock."""

from collections import Counter

from django.utils import timezone

from actions.figures import TABLE, late_by_age, read
from actions.models import Action

from .. import layouts, uptake, words
from ..blocks import (
    cell,
    heading,
    lines,
    of_figures,
    of_last_row,
    paragraph,
    suggested,
    table,
    with_total,
)
from ..facts import Reads
from . import PUBLIC, Needs, Part, source

#: What an elected member or the public is not shown: officers' own notes on progress, and figures
#: that they hold as evidence.
_WITH_NOTES = ("restricted", "officer")
#: Officers' words on progress beyond this many letters stay in the portal.
NOTE_LENGTH = 420
#: Where every action lacks something, more of them than this are not listed twice.
MOST_REPEATED = 10
#: How the catalogue's names of a plan's figures begin.
_ACTIONS = "actions."
#: Headline figures, in the order of their tiles.
HEADLINES = ("complete", "on_track", "late", "blocked", "no_evidence", "updated_lately")

#: An action's status -> the shape that goes with its word (print.css).
SHAPES = {
    Action.Status.COMPLETE: "done",
    Action.Status.PROPOSED: "steady-started",
    Action.Status.IN_PROGRESS: "steady-started",
    Action.Status.ONGOING: "steady-started",
    Action.Status.NOT_STARTED: "steady",
    Action.Status.BLOCKED: "stopped",
    Action.Status.REPLACED: "closed",
    Action.Status.WITHDRAWN: "closed",
}


class PlanReading:
    """A plan on a day, and how it has moved, in blocks of a paper."""

    def __init__(self, plan, asked):
        self.plan, self.asked = plan, asked
        self.day = words.day(asked.on)
        self.made = words.day(timezone.localtime(asked.known_at))
        self.since = words.day(asked.since) if asked.since else ""
        self.now = {i: a.now for i, a in enumerate(plan.actions)}
        compared = enumerate(plan.actions) if asked.since else ()
        self.before = {i: a.before for i, a in compared if a.before}
        self.figures = read(self.now)
        self.earlier = read(self.before) if self.before else {}
        self.source = f"Source: the plan as recorded in the portal. Position as at {self.day}."
        typed = [(line.rstrip(";."), "") for line in lines(asked.decisions)]
        self.asks = typed or self._asks()

    def values(self):
        """What the paper's figures say, of the plan and of training: {name: counts}."""
        own = {
            name: {"value": value.count, "out_of": value.out_of}
            for name, value in self.figures.items()
        }
        return own | uptake.values(self.plan.training)

    # At a glance

    def glance(self):
        """Six figures with their change, a chart and three sentences."""
        return [
            {"type": "figures", "figures": [self._tile(name) for name in HEADLINES]},
            self._whole_chart(),
            *map(paragraph, self._three_sentences()),
        ]

    def _tile(self, name):
        value, earlier = self.figures[name], self.earlier.get(name)
        title, _, counted, *_ = TABLE[name]
        percent = f" ({round(value.percent)}%)" if value.out_of else ""
        return {
            "name": name,
            "label": title,
            "value": value.count,
            "of": f"of {value.out_of}{percent}",
            "basis": f"of {words.of_actions(value.out_of, counted)}{percent}",
            "change": words.change(
                value.count, earlier.count if earlier else None, self.asked.since
            ),
        }

    def _whole_chart(self):
        rows = [self._bar(self.day, self.now.values())]
        if self.before:
            rows.append(self._bar(self.since, self.before.values()))
        title = self._finding()
        return self._chart(title, rows)

    def _finding(self):
        late = self.figures["late_or_blocked"]
        if not late.out_of:
            return "The plan holds no actions"
        if not late.count:
            return "No action is late or blocked"
        return (
            f"{words.counted(late.count, 'action is', 'actions are')} late or blocked, "
            f"{round(late.percent)}% of the plan"
        )

    def _bar(self, label, positions):
        found = [p for p in positions if p.is_counted]
        trouble = sum(p.is_late or p.is_blocked for p in found)
        return {
            "label": label,
            "values": [
                sum(p.is_complete for p in found),
                sum(p.is_on_track for p in found),
                trouble,
            ],
        }

    def _chart(self, title, rows):
        said = "; ".join(
            f"{row['label']}: {row['values'][0]} complete, {row['values'][1]} on track, "
            f"{row['values'][2]} late or blocked"
            for row in rows
        )
        return {
            "type": "chart",
            "title": title,
            "alt": f"Bar chart. {said}.",
            "source": self.source,
            "series": [
                {"key": "complete", "label": "complete", "style": "done"},
                {"key": "on_track", "label": "on track", "style": "steady"},
                {"key": "late_or_blocked", "label": "late or blocked", "style": "trouble"},
            ],
            "rows": rows,
        }

    def _three_sentences(self):
        f = self.figures
        total = f["in_plan"].count
        yield (
            f"On {self.day}, {words.share(f['complete'].count, total, 'the {} actions in the plan')} "
            f"{'was' if f['complete'].count == 1 else 'were'} complete, "
            f"{words.was(f['on_track'].count)} on track and "
            f"{words.was(f['late_or_blocked'].count)} late or blocked."
        )
        moves = Counter(kind for kind, *_ in self._moves())
        if not self.before:
            yield "There is no earlier position to compare with: this is the first report."
        elif not moves:
            yield f"Nothing has been completed and nothing has become late since {self.since}."
        else:
            yield (
                f"Since {self.since}, "
                + words.listed(
                    [words.counted(n, *_MOVES[kind]) for kind, n in sorted(moves.items())]
                )
                + "."
            )
        lately, left = f["updated_lately"].count, f["updated_lately"].out_of
        yield (
            f"Progress was reported in the last three months on {lately or 'none'} of the "
            f"{words.counted(left, 'action', 'actions')} still to be done."
        )

    # Summary

    def opening(self):
        """How the plan stands, as the portal would put it until somebody does it better."""
        return [suggested(text) for text in self._opening()]

    def changes(self):
        """What has moved between the two days."""
        if not self.before:
            return [
                heading("What has changed"),
                paragraph(
                    f"Nothing is recorded about this plan {self._reach()} before {self.day}, and "
                    "no earlier report was made, so no change is shown."
                ),
            ]
        blocks = [heading(f"What has changed since {self.since}")]
        moves = self._moves()
        position = f"the position {self._reach()} before"
        basis = "the last report" if self.asked.since_is_report else position
        blocks.append(
            paragraph(
                f"Compared with {basis}, {self.since}, "
                f"{words.none_or(len(moves), 'action has', 'actions have').lower()} moved"
                + (", as follows." if moves else ".")
            )
        )
        if moves:
            blocks.append(
                table(
                    None,
                    [("Ref", 8, "ref"), ("Action", 60, "text"), ("What changed", 32, "text")],
                    [[cell(a.ref), cell(a.text), cell(said)] for _, a, said in moves],
                )
            )
        return blocks

    def _reach(self):
        return "six months" if self.asked.months == 6 else f"{self.asked.months} months"

    def _opening(self):
        plan = self.plan
        period = f" for {plan.period}" if plan.period else ""
        yield (
            f"This report tells the {words.inside(self.asked.body)} how {plan.agency} stands with its "
            f"Prevent plan{period}, as at {self.day}. The plan is how the council meets the duty in "
            "section 26 of the Counter-Terrorism and Security Act 2015."
        )
        objectives = [o for theme in plan.themes for o in theme.objectives if o.actions]
        done = sum(
            all(a.now.is_complete or not a.now.is_counted for a in o.actions) for o in objectives
        )
        stuck = sum(any(a.now.is_late or a.now.is_blocked for a in o.actions) for o in objectives)
        yield (
            f"It sets {words.counted(len(objectives), 'outcome', 'outcomes')} with "
            f"{words.counted(self.figures['in_plan'].count, 'action', 'actions')}. "
            f"{words.none_or(done, 'outcome has', 'outcomes have')} every action complete; "
            f"{words.none_or(stuck, 'outcome has', 'outcomes have').lower()} at least one that is "
            "late or blocked."
        )
        yield "Each figure can be followed back to its rows in the portal."

    def _moves(self):
        """What became of each action between the two days: (kind, action, words), as in the plan."""
        found = []
        for action in self.plan.actions:
            before, now = action.before, action.now
            if before is None or before == now:
                continue
            if now.is_complete and not before.is_complete:
                found.append(("a completed", action, f"Completed{_on(now.updated_on)}"))
            elif before.is_complete and not now.is_complete:
                found.append(("f reopened", action, "Reopened"))
            elif before.is_counted and not now.is_counted:
                found.append(("e closed", action, _status_word(now)))
            elif now.is_blocked and not before.is_blocked:
                found.append(("c blocked", action, f"Became blocked{_on(now.updated_on)}"))
            elif now.is_late and not before.is_late:
                found.append(("b late", action, f"Became late: was due{_by(now.due_on)}"))
            elif (before.is_blocked or before.is_late) and now.is_on_track:
                found.append(("d back", action, "Back on track"))
        return found

    # Progress by theme

    def progress(self):
        """Each theme with what is complete, on track, late and blocked."""
        themes = self.plan.themes
        blocks = []
        if len(themes) > 1:
            bars = [
                self._bar(_theme_name(theme), [a.now for a in theme.actions]) for theme in themes
            ]
            worst = max(bars, key=lambda bar: bar["values"][2])
            title = (
                f"{worst['label']} has the most that is late or blocked: "
                f"{words.counted(worst['values'][2], 'action', 'actions')}"
                if worst["values"][2]
                else "No theme has an action that is late or blocked"
            )
            blocks.append(paragraph(self._by_theme_sentence(bars)))
            blocks.append(self._chart(title, bars))
        else:
            blocks.append(paragraph("The plan has no themes, so its progress is shown as a whole."))
        blocks.append(self._theme_table())
        if self.plan.held and self._shows_notes():
            blocks += [heading("Figures held as evidence"), self._held_table()]
        return blocks

    def _by_theme_sentence(self, bars):
        finished = max(bars, key=lambda b: b["values"][0] / (sum(b["values"]) or 1))
        value, total = finished["values"][0], sum(finished["values"])
        if not value:
            return f"No action under any of the {len(bars)} themes was complete on {self.day}."
        return (
            f"Of the {len(bars)} themes, {finished['label']} has gone furthest: "
            f"{words.share(value, total)} {'is' if value == 1 else 'are'} complete."
        )

    def _theme_table(self):
        rows = []
        groups = [(_theme_name(t) or "The plan", t.actions) for t in self.plan.themes]
        if len(groups) > 1:
            groups.append(("All themes", self.plan.actions))
        for label, actions in groups:
            found = read({i: a.now for i, a in enumerate(actions)})
            earlier = read({i: a.before for i, a in enumerate(actions) if a.before})
            percent = found["complete"].percent
            cells = [cell(label)]
            cells += [
                cell(found[name].count)
                for name in ("in_plan", "complete", "on_track", "late", "blocked")
            ]
            cells.append(cell(f"{percent:.1f}" if percent is not None else "–"))
            if self.before:
                moved = found["complete"].count - earlier["complete"].count
                cells.append(cell(f"{moved:+d}" if moved else "0"))
            rows.append(cells)
        columns = [
            ("Theme", 31 if self.before else 43, "ref"),
            ("Actions", 9, "number"),
            ("Complete", 12, "number"),
            ("On track", 8, "number"),
            ("Late", 7, "number"),
            ("Blocked", 10, "number"),
            ("% complete", 11, "number"),
        ]
        if self.before:
            columns.append(("Change in complete", 12, "number"))
        both = sum(p.is_late and p.is_blocked for p in self.now.values())
        note = self.source
        if both:
            note = (
                f"{words.counted(both, 'action is', 'actions are')} both late and blocked, and "
                f"counted in both columns. {note}"
            )
        made = table("Actions by theme and state", columns, rows, note)
        counted = ("in_plan", "complete", "on_track", "late", "blocked")
        of_last_row(made, *((f"{_ACTIONS}{name}", at, 1) for at, name in enumerate(counted, 1)))
        return with_total(made) if len(groups) > 1 else made

    def _held_table(self):
        return table(
            None,
            [
                ("Ref", 8, "ref"),
                ("Action", 36, "text"),
                ("Figure", 22, "text"),
                ("Value", 12, "number"),
                ("Out of", 22, "text"),
            ],
            [
                [cell(ref), cell(text), cell(f"{said.title}, {said.whose}"), *_held(said)]
                for ref, text, said in self.plan.held
            ],
            f"Source: the portal's catalogue of figures. Position as at {self.day}.",
        )

    # Exceptions

    def exceptions(self):
        """What is late, blocked, without owner or date, or complete with nothing to show for it."""
        return [
            *self._late(),
            *self._listed_exception(
                "blocked",
                "Blocked",
                "blocked",
                "No action is blocked.",
                [
                    (
                        "Since",
                        20,
                        lambda a: words.day(a.now.updated_on) if a.now.updated_on else "",
                    ),
                    *([("What stands in the way", 34, self.note)] if self._shows_notes() else []),
                ],
            ),
            *self._listed_exception(
                "no_owner",
                "No owner",
                "without an owner",
                "Every action still to be done has an owner.",
                [("By when", 20, lambda a: a.now.due_words or "No date given")],
            ),
            *self._listed_exception(
                "no_date",
                "No date",
                "without a date",
                "Every action still to be done has a date, a rhythm or an occasion.",
                [
                    ("As the plan says", 20, lambda a: a.now.due_words or "Nothing"),
                    ("Lead", 20, lambda a: ", ".join(a.leads)),
                ],
            ),
            *self._listed_exception(
                "no_evidence",
                "Complete without evidence",
                "said to be complete with no evidence attached",
                "Every action said to be complete has evidence attached.",
                [("Lead", 22, lambda a: ", ".join(a.leads))],
            ),
        ]

    def note(self, action):
        return words.clipped(action.now.words, NOTE_LENGTH) if self._shows_notes() else ""

    def _shows_notes(self):
        return self.asked.audience in _WITH_NOTES

    def _late(self):
        late = sorted((a for a in self.plan.actions if a.now.is_late), key=lambda a: a.now.due_on)
        yield heading("Late")
        if not late:
            yield paragraph(f"No action was late on {self.day}.")
            return
        yield paragraph(
            f"{words.counted(len(late), 'action was', 'actions were')} late on {self.day}. The "
            f"longest wait is {words.counted(late[0].now.days_late, 'day', 'days')}."
        )
        bands = late_by_age(self.now)
        earlier = late_by_age(self.before) if self.before else {}
        rows = [
            [cell(band), cell(n), *([cell(earlier[band])] if earlier else [])]
            for band, n in bands.items()
        ]
        total = [cell("All late actions"), cell(sum(bands.values()))]
        total += [cell(sum(earlier.values()))] if earlier else []
        columns = [("How late", 50, "ref"), (self.day, 25, "number")]
        columns += [(self.since, 25, "number")] if earlier else []
        made = table("Late actions by age", columns, [*rows, total])
        yield with_total(made)
        yield table(
            "The late actions, longest first",
            [
                ("Ref", 7, "ref"),
                ("Action", 42, "text"),
                ("Lead", 19, "text"),
                ("Due", 22, "text"),
                ("Days late", 10, "number"),
            ],
            [
                [
                    cell(a.ref),
                    cell(a.text),
                    cell(", ".join(a.leads) or "None named"),
                    cell(words.day(a.now.due_on)),
                    cell(a.now.days_late),
                ]
                for a in late
            ],
            self.source,
        )

    def _listed_exception(self, name, title, described, none, columns):
        of = TABLE[name][3]
        found = [a for a in self.plan.actions if of(a.now)]
        yield heading(title)
        if not found:
            yield paragraph(none)
            return
        out_of = self.figures[name].out_of
        if len(found) == out_of > MOST_REPEATED:
            yield paragraph(
                f"All {words.of_actions(out_of, TABLE[name][2])} are {described}, so "
                "they are not listed here."
            )
            return
        yield paragraph(
            f"{words.counted(len(found), 'action is', 'actions are')} {described}, out of "
            f"{words.of_actions(out_of, TABLE[name][2])}."
        )
        rest = 92 - sum(width for _, width, _ in columns)
        yield table(
            None,
            [("Ref", 8, "ref"), ("Action", rest, "text"), *((t, w, "text") for t, w, _ in columns)],
            [
                [cell(a.ref), cell(a.text), *(cell(value(a)) for _, _, value in columns)]
                for a in found
            ],
        )

    # Decisions

    def _asks(self):
        """What the body is asked for, and why: proposed from the figures, for officers to change."""
        f = self.figures
        asks = [
            (
                f"note the position as at {self.day}",
                f"{words.share(f['complete'].count, f['in_plan'].count).capitalize()} "
                f"{'is' if f['complete'].count == 1 else 'are'} complete.",
            )
        ]
        if n := f["late"].count:
            asks.append(
                (
                    f"agree a new date, or another way forward, for {_each(n, 'late')}",
                    "They are listed under Late, longest first, each with its lead.",
                )
            )
        if n := f["blocked"].count:
            asks.append(
                (
                    f"decide what is to be done about {_each(n, 'blocked')}",
                    "What stands in the way is given under Blocked."
                    if self._shows_notes()
                    else "They are listed under Blocked.",
                )
            )
        if n := f["no_owner"].count:
            asks.append(
                (
                    f"name an owner for {_each(n, 'without one')}",
                    "They are listed under No owner.",
                )
            )
        if n := f["no_date"].count:
            asks.append(
                (f"have a date set for {_each(n, 'without one')}", "They are listed under No date.")
            )
        if n := f["no_evidence"].count:
            asks.append(
                (
                    f"have evidence attached to {_each(n, 'complete without it')}",
                    "They are listed under Complete without evidence.",
                )
            )
        return asks

    def decisions(self):
        """What the body is asked for, each with why."""
        blocks = [paragraph(f"{words.is_asked(self.asked.body)} to decide the following.")]
        blocks += [paragraph(f"To {ask}. {why}".strip()) for ask, why in self.asks]
        return blocks

    # Appendices

    def in_full(self):
        """The plan in its own columns, a table a theme, and the parts that the contents name."""
        columns = layouts.columns_of(self.plan)
        blocks, parts = [], []
        for place, theme in enumerate(self.plan.themes, start=1):
            if name := _theme_name(theme):
                parts.append({"id": f"theme-{place}", "title": name})
                blocks.append(heading(name, id=f"theme-{place}"))
            blocks.append(layouts.table_of(theme, columns, self.standing))
        return blocks, parts

    def standing(self, action):
        now = action.now
        style = "late" if now.is_late else SHAPES[now.status]
        note = []
        if now.rag:
            note.append(f"Rated {Action.Rag(now.rag).label.lower()}.")
        if now.updated_on:
            said = self.note(action)
            note.append(f"{words.day(now.updated_on)}{': ' + said if said else '.'}")
        return {"status": {"word": _status_word(now), "style": style}, "note": " ".join(note)}

    def definitions(self):
        """How each figure is counted, out of what, with its value."""
        return [
            paragraph(
                f"Every figure speaks of {self.day}, from what had been recorded by "
                f"{self.made}. An action's status is the last one reported "
                "on or before the day; what was corrected or taken back does not count."
            ),
            of_figures(
                table(
                    "Figures in this report",
                    [
                        ("Figure", 20, "ref"),
                        ("What it counts", 50, "text"),
                        ("Out of", 18, "text"),
                        ("Value", 12, "number"),
                    ],
                    [
                        [
                            cell(title),
                            cell(definition),
                            cell(out_of),
                            cell(f"{self.figures[name].count} of {self.figures[name].out_of}"),
                        ]
                        for name, (title, definition, out_of, *_) in TABLE.items()
                    ]
                    + uptake.definitions(self.plan.training),
                ),
                [
                    *([(f"{_ACTIONS}{name}", 3, None)] for name in TABLE),
                    *([(name, 3, None)] for name in uptake.names(self.plan.training)),
                ],
            ),
        ]


_MOVES = {
    "a completed": ("action was completed", "actions were completed"),
    "b late": ("became late", "became late"),
    "c blocked": ("became blocked", "became blocked"),
    "d back": ("came back on track", "came back on track"),
    "e closed": ("was withdrawn or replaced", "were withdrawn or replaced"),
    "f reopened": ("was reopened", "were reopened"),
}


def _held(said):
    """The cells of a figure that is evidence: its value, and out of what."""
    if said.value is None:
        return cell("–"), cell(said.refusal)
    percent = "" if said.value.percent is None else f" ({said.value.percent}%)"
    out_of = "" if said.value.out_of is None else f"{said.value.out_of:,} "
    value = cell(f"{said.value.count:,}{percent}")
    whole = cell(f"{out_of}{said.denominator}")
    if said.counts:
        value |= {"count": said.value.count, "out_of": said.value.out_of, "of": said.counts}
    if said.counts and said.value.out_of is not None:
        whole |= {"count": said.value.out_of, "of": said.counts}
    return value, whole


def _theme_name(theme):
    return f"{theme.ref} {theme.title}".strip()


def _status_word(position):
    word = Action.Status(position.status).label
    if position.is_late:
        return f"Late ({word.lower()})"
    return word


def _on(date):
    return f" on {words.day(date)}" if date else ""


def _by(date):
    return f" {words.day(date)}" if date else ""


def _each(number, which):
    return (
        f"the action that is {which}" if number == 1 else f"the {number} actions that are {which}"
    )


def _source(name, title, about, reads=(Reads.BEFORE,), **options):
    return source(
        f"plan.{name}", title=title, about=about, needs=Needs.PLAN, reads=reads, **options
    )


@_source("glance", "At a glance", "Six figures with their change, a chart and three sentences")
def _glance(paper):
    return Part(paper.reading.glance(), is_glance=True)


@_source("summary", "Summary", "How the plan stands in words, and what has changed")
def _summary(paper):
    typed = [paragraph(text) for text in lines(paper.asked.summary)]
    # what moved is a table of actions, and the public reads of those that were published
    moved = [] if paper.asked.audience == PUBLIC else paper.reading.changes()
    return Part([*(typed or paper.reading.opening()), *moved])


@_source(
    "changes",
    "What has changed",
    "What was completed, became late or came back on track",
    names_actions=True,
)
def _changes(paper):
    return Part(paper.reading.changes()[1:])  # the section's own title says what its heading would


@_source(
    "progress",
    "Progress by theme",
    "Each theme of the plan in a chart and a table",
    reads=(Reads.BEFORE, Reads.HELD),
)
def _progress(paper):
    return Part(paper.reading.progress())


@_source(
    "exceptions",
    "Exceptions",
    "What is late, blocked, without owner, date or evidence",
    names_actions=True,
)
def _exceptions(paper):
    return Part(paper.reading.exceptions())


@_source("decisions", "Decisions sought", "What the body is asked for, proposed from the figures")
def _decisions(paper):
    return Part(paper.reading.decisions())


@_source(
    "in_full",
    "The plan in full",
    "Every action in the plan's own columns",
    reads=(Reads.PREVIOUS,),
    names_actions=True,
)
def _in_full(paper):
    blocks, parts = paper.reading.in_full()
    return Part(blocks, parts=tuple(parts))


@_source(
    "definitions",
    "How the figures are counted",
    "What each figure counts and out of what",
    reads=(Reads.TRAINING,),
)
def _definitions(paper):
    return Part(paper.reading.definitions())
