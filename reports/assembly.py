"""The six-monthly report in words and tables: facts in, a frozen dict out. No database, no clock.

The frozen dict is everything the paper says and nothing else. Both editions, PDF and Word, print
it; its hash stands in the footer.
"""

import datetime
from collections import Counter
from dataclasses import dataclass

from django.utils import timezone

from actions.figures import TABLE, late_by_age, read
from actions.models import Action

from . import layouts, strategy, uptake, words

SCHEMA = 1
#: What an elected member or the public is not shown: officers' own notes on progress, and figures
#: that they hold as evidence.
_WITH_NOTES = ("restricted", "officer")
#: Officers' words on progress beyond this many letters stay in the portal.
NOTE_LENGTH = 420
#: Where every action lacks something, more of them than this are not listed twice.
MOST_REPEATED = 10
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


@dataclass(frozen=True)
class Commission:
    """What is asked for: which paper, about which day, for whom, by whom."""

    kind: str
    title: str
    body: str
    months: int
    on: datetime.date
    since: datetime.date | None
    since_is_report: bool
    known_at: datetime.datetime
    audience: str
    author: str
    version: int
    summary: str = ""
    decisions: str = ""


class _Paper:
    """Paragraphs numbered through the paper, whichever section they stand in."""

    def __init__(self):
        self.number = 0

    def paragraph(self, text):
        self.number += 1
        return {"type": "paragraph", "number": f"{self.number}.", "text": text}


def six_monthly(plan, commission):
    """The frozen dict of a six-monthly report on a plan (sections: domain 2.5 and 3)."""
    return _SixMonthly(plan, commission).frozen()


class _SixMonthly(_Paper):
    def __init__(self, plan, commission):
        super().__init__()
        self.plan, self.asked = plan, commission
        self.day = words.day(commission.on)
        self.made = words.day(timezone.localtime(commission.known_at))
        self.since = words.day(commission.since) if commission.since else ""
        self.now = {i: a.now for i, a in enumerate(plan.actions)}
        compared = enumerate(plan.actions) if commission.since else ()
        self.before = {i: a.before for i, a in compared if a.before}
        self.figures = read(self.now)
        self.earlier = read(self.before) if self.before else {}
        self.source = f"Source: the plan as recorded in the portal. Position as at {self.day}."
        typed = [(line.rstrip(";."), "") for line in _lines(commission.decisions)]
        self.asks = typed or self._asks()

    def frozen(self):
        asked, plan = self.asked, self.plan
        first = words.months_before(asked.on, asked.months) + datetime.timedelta(days=1)
        sections = [
            self._glance(),
            self._summary(),
            self._progress(),
            self._uptake(),
            *self._strategy(),
            self._exceptions(),
            self._decisions(),
            self._appendix(),
            self._definitions(),
        ]
        period = f"{words.day(first)} to {self.day}"
        return {
            "schema": SCHEMA,
            "kind": asked.kind,
            "lang": "en-GB",
            "title": asked.title,
            "subject": plan.title,
            "body": asked.body,
            "organisation": plan.agency,
            "author": asked.author,
            "marking": plan.marking,
            "audience": asked.audience,
            "on": asked.on.isoformat(),
            "on_words": self.day,
            "since": asked.since.isoformat() if asked.since else None,
            "known_at": asked.known_at.isoformat(),
            "made_at": asked.known_at.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "version": asked.version,
            "version_words": f"Draft, version {asked.version}",
            "facts": [
                {"name": "Position as at", "value": self.day},
                {"name": "Period", "value": period},
                {"name": "Author", "value": f"{asked.author}, {plan.agency}"},
                {"name": "Date made", "value": self.made},
                {"name": "Marking", "value": plan.marking},
                {"name": "Version", "value": str(asked.version), "draft": "DRAFT"},
            ],
            "recommendation": {
                "lead": f"The {asked.body.lower()} is asked to:",
                "items": [ask for ask, _ in self.asks],
            },
            "figures": {
                name: {"value": value.count, "out_of": value.out_of}
                for name, value in self.figures.items()
            }
            | uptake.values(self.plan.training),
            "sections": sections,
        }

    # At a glance

    def _glance(self):
        return {
            "id": "glance",
            "title": "At a glance",
            "glance": True,
            "blocks": [
                {"type": "figures", "figures": [self._tile(name) for name in HEADLINES]},
                self._whole_chart(),
                *map(self.paragraph, self._three_sentences()),
            ],
        }

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

    def _summary(self):
        asked = self.asked
        blocks = [self.paragraph(text) for text in _lines(asked.summary) or self._opening()]
        blocks.append({"type": "heading", "text": f"What has changed since {self.since or 'then'}"})
        if not self.before:
            blocks[-1]["text"] = "What has changed"
            blocks.append(
                self.paragraph(
                    f"Nothing is recorded about this plan six months before {self.day}, and no "
                    "earlier report was made, so no change is shown."
                )
            )
            return {"id": "summary", "title": "Summary", "on_new_page": True, "blocks": blocks}
        moves = self._moves()
        basis = "the last report" if asked.since_is_report else "the position six months before"
        blocks.append(
            self.paragraph(
                f"Compared with {basis}, {self.since}, "
                f"{words.none_or(len(moves), 'action has', 'actions have').lower()} moved"
                + (", as follows." if moves else ".")
            )
        )
        if moves:
            blocks.append(
                _table(
                    None,
                    [("Ref", 8, "ref"), ("Action", 60, "text"), ("What changed", 32, "text")],
                    [[_text(a.ref), _text(a.text), _text(said)] for _, a, said in moves],
                )
            )
        return {"id": "summary", "title": "Summary", "on_new_page": True, "blocks": blocks}

    def _opening(self):
        plan = self.plan
        period = f" for {plan.period}" if plan.period else ""
        yield (
            f"This report tells the {self.asked.body.lower()} how {plan.agency} stands with its "
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
        yield (
            "The last appendix says how each figure is counted; each can be followed back to its "
            "rows in the portal."
        )

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

    def _progress(self):
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
            blocks.append(self.paragraph(self._by_theme_sentence(bars)))
            blocks.append(self._chart(title, bars))
        else:
            blocks.append(
                self.paragraph("The plan has no themes, so its progress is shown as a whole.")
            )
        blocks.append(self._theme_table())
        if self.plan.held and self._shows_notes():
            blocks += [{"type": "heading", "text": "Figures held as evidence"}, self._held_table()]
        return {"id": "progress", "title": "Progress by theme", "blocks": blocks}

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
            cells = [_text(label)]
            cells += [
                _text(found[name].count)
                for name in ("in_plan", "complete", "on_track", "late", "blocked")
            ]
            cells.append(_text(f"{percent:.1f}" if percent is not None else "–"))
            if self.before:
                moved = found["complete"].count - earlier["complete"].count
                cells.append(_text(f"{moved:+d}" if moved else "0"))
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
        table = _table("Actions by theme and state", columns, rows, note)
        if len(groups) > 1:
            table["groups"][-1]["rows"][-1]["total"] = True
        return table

    def _held_table(self):
        return _table(
            None,
            [
                ("Ref", 8, "ref"),
                ("Action", 36, "text"),
                ("Figure", 22, "text"),
                ("Value", 12, "number"),
                ("Out of", 22, "text"),
            ],
            [
                [_text(ref), _text(text), _text(f"{said.title}, {said.whose}"), *_held(said)]
                for ref, text, said in self.plan.held
            ],
            f"Source: the portal's catalogue of figures. Position as at {self.day}.",
        )

    # Training

    def _uptake(self):
        found = uptake.blocks(self.plan.training, day=self.day, paragraph=self.paragraph)
        return {"id": "training", "title": "Training uptake", "blocks": found}

    def _strategy(self):
        found = strategy.section(self.plan.strategy, day=self.day)
        return [found] if found else []

    # Exceptions

    def _exceptions(self):
        blocks = [
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
                    ("What stands in the way", 34, lambda a: self._note(a)),
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
        return {"id": "exceptions", "title": "Exceptions", "blocks": blocks}

    def _note(self, action):
        return words.clipped(action.now.words, NOTE_LENGTH) if self._shows_notes() else ""

    def _shows_notes(self):
        return self.asked.audience in _WITH_NOTES

    def _late(self):
        late = sorted((a for a in self.plan.actions if a.now.is_late), key=lambda a: a.now.due_on)
        yield {"type": "heading", "text": "Late"}
        if not late:
            yield self.paragraph(f"No action was late on {self.day}.")
            return
        yield self.paragraph(
            f"{words.counted(len(late), 'action was', 'actions were')} late on {self.day}. The "
            f"longest wait is {words.counted(late[0].now.days_late, 'day', 'days')}."
        )
        bands = late_by_age(self.now)
        earlier = late_by_age(self.before) if self.before else {}
        rows = [
            [_text(band), _text(n), *([_text(earlier[band])] if earlier else [])]
            for band, n in bands.items()
        ]
        total = [_text("All late actions"), _text(sum(bands.values()))]
        total += [_text(sum(earlier.values()))] if earlier else []
        columns = [("How late", 50, "ref"), (self.day, 25, "number")]
        columns += [(self.since, 25, "number")] if earlier else []
        table = _table("Late actions by age", columns, [*rows, total])
        table["groups"][-1]["rows"][-1]["total"] = True
        yield table
        yield _table(
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
                    _text(a.ref),
                    _text(a.text),
                    _text(", ".join(a.leads) or "None named"),
                    _text(words.day(a.now.due_on)),
                    _text(a.now.days_late),
                ]
                for a in late
            ],
            self.source,
        )

    def _listed_exception(self, name, title, described, none, columns):
        of = TABLE[name][3]
        found = [a for a in self.plan.actions if of(a.now)]
        yield {"type": "heading", "text": title}
        if not found:
            yield self.paragraph(none)
            return
        out_of = self.figures[name].out_of
        if len(found) == out_of > MOST_REPEATED:
            yield self.paragraph(
                f"All {words.of_actions(out_of, TABLE[name][2])} are {described}; they are in "
                "appendix 1."
            )
            return
        yield self.paragraph(
            f"{words.counted(len(found), 'action is', 'actions are')} {described}, out of "
            f"{words.of_actions(out_of, TABLE[name][2])}."
        )
        rest = 92 - sum(width for _, width, _ in columns)
        yield _table(
            None,
            [("Ref", 8, "ref"), ("Action", rest, "text"), *((t, w, "text") for t, w, _ in columns)],
            [
                [_text(a.ref), _text(a.text), *(_text(value(a)) for _, _, value in columns)]
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
                    "What stands in the way is given under Blocked.",
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

    def _decisions(self):
        blocks = [
            self.paragraph(f"The {self.asked.body.lower()} is asked to decide the following.")
        ]
        for ask, why in self.asks:
            blocks.append(self.paragraph(f"To {ask}. {why}".strip() if why else f"To {ask}."))
        return {"id": "decisions", "title": "Decisions sought", "blocks": blocks}

    # Appendices

    def _appendix(self):
        columns = layouts.columns_of(self.plan)
        blocks, parts = [], []
        for place, theme in enumerate(self.plan.themes, start=1):
            if name := _theme_name(theme):
                parts.append({"id": f"theme-{place}", "title": name})
                blocks.append({"type": "heading", "id": f"theme-{place}", "text": name})
            blocks.append(layouts.table_of(theme, columns, self._standing))
        return {
            "id": "plan",
            "title": "Appendix 1: the plan in full",
            "wide": True,
            "parts": parts,
            "blocks": blocks,
        }

    def _standing(self, action):
        now = action.now
        style = "late" if now.is_late else SHAPES[now.status]
        note = []
        if now.rag:
            note.append(f"Rated {Action.Rag(now.rag).label.lower()}.")
        if now.updated_on:
            said = self._note(action)
            note.append(f"{words.day(now.updated_on)}{': ' + said if said else '.'}")
        return {"status": {"word": _status_word(now), "style": style}, "note": " ".join(note)}

    def _definitions(self):
        return {
            "id": "definitions",
            "title": "Appendix 2: how the figures are counted",
            "on_new_page": True,
            "blocks": [
                self.paragraph(
                    f"Every figure speaks of {self.day}, from what had been recorded by "
                    f"{self.made}. An action's status is the last one reported "
                    "on or before the day; what was corrected or taken back does not count."
                ),
                _table(
                    "Figures in this report",
                    [
                        ("Figure", 20, "ref"),
                        ("What it counts", 50, "text"),
                        ("Out of", 18, "text"),
                        ("Value", 12, "number"),
                    ],
                    [
                        [
                            _text(title),
                            _text(definition),
                            _text(out_of),
                            _text(f"{self.figures[name].count} of {self.figures[name].out_of}"),
                        ]
                        for name, (title, definition, out_of, *_) in TABLE.items()
                    ]
                    + uptake.definitions(self.plan.training),
                ),
            ],
        }


_MOVES = {
    "a completed": ("action was completed", "actions were completed"),
    "b late": ("became late", "became late"),
    "c blocked": ("became blocked", "became blocked"),
    "d back": ("came back on track", "came back on track"),
    "e closed": ("was withdrawn or replaced", "were withdrawn or replaced"),
    "f reopened": ("was reopened", "were reopened"),
}


def headlines(frozen):
    """The six figures of a frozen report's first page, with their change; none before it is frozen."""
    blocks = (
        block for section in (frozen or {}).get("sections", ()) for block in section["blocks"]
    )
    return next((block["figures"] for block in blocks if block["type"] == "figures"), [])


def _table(caption, columns, rows, note=""):
    return {
        "type": "table",
        "caption": caption,
        "columns": [{"title": t, "width": w, "kind": k} for t, w, k in columns],
        "groups": [{"rows": [{"cells": cells} for cells in rows]}],
        "note": note,
    }


def _text(value):
    return {"text": str(value)}


def _held(said):
    """The cells of a figure that is evidence: its value, and out of what."""
    if said.value is None:
        return _text("–"), _text(said.refusal)
    percent = "" if said.value.percent is None else f" ({said.value.percent}%)"
    out_of = "" if said.value.out_of is None else f"{said.value.out_of:,} "
    value = _text(f"{said.value.count:,}{percent}")
    whole = _text(f"{out_of}{said.denominator}")
    if said.counts:
        value |= {"count": said.value.count, "out_of": said.value.out_of, "of": said.counts}
    if said.counts and said.value.out_of is not None:
        whole |= {"count": said.value.out_of, "of": said.counts}
    return value, whole


def _lines(text):
    """Lines an officer typed, each a paragraph or a decision of its own."""
    return [line.strip() for line in text.splitlines() if line.strip()]


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
