"""Training uptake in a paper: facts in, blocks of a frozen dict out. No database, no clock."""

from prevent_portal.figures import Value

from .blocks import of_last_row

#: The most bars of one chart: more would not stand on a page. The table has every group.
MOST_BARS = 18
#: How groups are spoken of: one, several.
GROUP_WORDS = {"unit": ("Business unit", "business units"), "agency": ("Agency", "agencies")}

#: What the bars of the chart are.
_SHARE = "Trained, % of all in post"
#: Heading, width, and for the publication guard: what is counted, or of which columns it is a percentage.
_COLUMNS = (
    ("In post", 10, {"of": "people"}),
    ("Trained", 10, {"of": "people"}),
    (_SHARE, 14, {"share": [2, 1]}),
    ("Deadline passed", 12, {"of": "people"}),
    ("Of these, trained", 10, {"of": "people"}),
    ("Trained, % of those whose deadline has passed", 16, {"share": [5, 4]}),
)


def blocks(facts, *, day, paragraph):
    """The uptake of training on a day: sentences, a chart and a table, or why nothing can be said.

    `paragraph` makes a numbered paragraph of a text.
    """
    if facts is None or facts.refusal or not facts.whole.in_post:
        return [paragraph(_nothing(facts, day))]
    return [
        paragraph(_shares(facts, day)) | {"says": _said(facts, facts.whole)},
        paragraph(_counted_by(facts)),
        _chart(facts, day),
        _table(facts, day),
    ]


def definitions(facts):
    """Rows of cells for the paper's list of figures: what each is, out of what, and its value."""
    if facts is None or facts.refusal or not facts.whole.in_post:
        return []
    return [
        [
            *({"text": text} for text in (each.title, each.definition, each.denominator)),
            {"text": _of(value.count, value.out_of), **_told(facts, name, value)},
        ]
        for name, each, value in facts.figures
    ]


def names(facts):
    """The names of those figures, in the order of their rows."""
    if facts is None or facts.refusal or not facts.whole.in_post:
        return []
    return [name for name, _, _ in facts.figures]


def values(facts):
    """What the paper keeps of each figure, by name, marked for the publication guard."""
    if facts is None:
        return {}
    return {
        name: {"value": value.count, **_told(facts, name, value)}
        for name, _, value in facts.figures
    }


#: The columns in which a figure of the catalogue stands, and what it is of.
_COLUMNS_OF = {
    "people_trained": ("Trained", "In post"),
    "people_past_deadline": ("Of these, trained", "Deadline passed"),
}


def _told(facts, name, value, group=None):
    """What the publication guard is told of a number of people: the cells of the table it stands in."""
    key, row = f"training.by_{facts.by}", (group or facts.whole).name
    if group in (None, facts.whole):
        row = _row_of_all(facts)
    part, whole = _COLUMNS_OF[name]
    return {
        "count": value.count,
        "out_of": value.out_of,
        "of": "people",
        "at": [key, row, part],
        "out_of_at": [key, row, whole],
    }


def _row_of_all(facts):
    """What the row is called that has everybody."""
    if len(facts.groups) == 1:
        return facts.groups[0].name
    return f"All {GROUP_WORDS[facts.by][1]}"


def _said(facts, group):
    """The numbers of people that a sentence or a bar speaks of, each with its percentage."""
    said = {"people_trained": Value(group.trained, group.in_post)}
    if group.deadline_passed:
        passed = Value(group.deadline_passed_trained, group.deadline_passed)
        said["people_past_deadline"] = passed
    return [_told(facts, name, value, group) | {"percent": True} for name, value in said.items()]


def _nothing(facts, day):
    if facts is None:
        return f"Nothing about training was gathered for {day}."
    if facts.refusal:
        return facts.refusal
    return f"The register of training holds nobody in post at {facts.whose} on {day}."


def _shares(facts, day):
    whole = facts.whole
    people = "one person" if whole.in_post == 1 else f"{whole.in_post:,} people"
    said = (
        f"On {day}, {whole.trained:,} of the {people} in post at {facts.whose} "
        f"({whole.percent}% of all in post) had had Prevent training."
    )
    if not whole.deadline_passed:
        return f"{said} Nobody's deadline for it had passed."
    return (
        f"{said} Of the {whole.deadline_passed:,} whose deadline for it had passed, "
        f"{whole.deadline_passed_trained:,} ({whole.deadline_passed_percent}% of them) had had it."
    )


def _counted_by(facts):
    target = (
        f"which aims at {facts.target:g}% of all in post"
        if facts.target is not None
        else "which names no target"
    )
    return (
        f"Counted under the training rule “{facts.rule}”, {target}. "
        "People who had left by the day are not counted, whether trained or not."
    )


def _finding(facts):
    one, many = GROUP_WORDS[facts.by]
    lowest = min(facts.groups, key=lambda group: (group.percent, group.name))
    if len(facts.groups) == 1:
        return f"{lowest.percent}% of {lowest.name} have had Prevent training"
    said = f"{lowest.name} has the smallest share trained, {lowest.percent}%"
    if facts.target is None:
        return said
    met = sum(group.percent >= facts.target for group in facts.groups)
    reach = "reaches" if met == 1 else "reach"
    return f"{said}; {met or 'none'} of {len(facts.groups)} {many} {reach} {facts.target:g}%"


def _chart(facts, day):
    many = GROUP_WORDS[facts.by][1]
    groups = sorted(facts.groups, key=lambda group: (group.percent, group.name))
    shown, others = groups[:MOST_BARS], groups[MOST_BARS:]
    is_cut = len(shown) < len(facts.groups)
    said = "; ".join(f"{group.name}: {group.percent}% of {group.in_post:,}" for group in shown)
    target = "" if facts.target is None else f" The line is the target, {facts.target:g}%."
    which = f"The {MOST_BARS} {many} with the smallest shares. " if is_cut else ""
    return {
        "type": "chart",
        "shape": "shares",
        "title": _finding(facts),
        "alt": f"Bar chart. Trained, in percent of all in post: {said}.{target}",
        "about": _SHARE,
        "source": f"{which}{_SHARE}. {_source(facts, day)}",
        "target": facts.target,
        # the title speaks of those that are not drawn too
        "says": [_said(facts, group)[0] for group in others],
        "series": [{"key": "trained", "label": "trained", "style": "done"}],
        "rows": [
            {
                "label": group.name,
                "values": [group.percent],
                "words": f"{group.percent}% of {group.in_post:,}",
                "counts": _said(facts, group)[:1],
            }
            for group in shown
        ],
    }


def _table(facts, day):
    one = GROUP_WORDS[facts.by][0]
    rows = [_row(group.name, group) for group in facts.groups]
    if len(rows) > 1:
        rows.append(_row(_row_of_all(facts), facts.whole) | {"total": True})
    columns = [{"title": t, "width": w, "kind": "number", **told} for t, w, told in _COLUMNS]
    made = {
        "type": "table",
        "caption": f"Training by {one.lower()}",
        "key": f"training.by_{facts.by}",
        "columns": [{"title": one, "width": 28, "kind": "ref"}, *columns],
        "groups": [{"rows": rows}],
        "note": _source(facts, day),
    }
    return of_last_row(made, ("people_trained", 2, 1), ("people_past_deadline", 5, 4))


def _row(name, figures):
    return {
        "cells": [
            {"text": name},
            _counted(figures.in_post),
            _counted(figures.trained),
            {"text": _percent(figures.percent)},
            _counted(figures.deadline_passed),
            _counted(figures.deadline_passed_trained),
            {"text": _percent(figures.deadline_passed_percent)},
        ]
    }


def _counted(number):
    return {"text": f"{number:,}", "count": number}


def _percent(value):
    return "–" if value is None else f"{value:.1f}"


def _of(count, out_of):
    return f"{count:,} of {out_of:,}"


def _source(facts, day):
    return f"Source: the register of training, rule “{facts.rule}”. Position as at {day}."
