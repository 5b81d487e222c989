"""Training uptake in a paper: facts in, blocks of a frozen dict out. No database, no clock."""

#: The most bars of one chart: more would not stand on a page. The table has every group.
MOST_BARS = 18
#: How groups are spoken of: one, several.
GROUP_WORDS = {"unit": ("Business unit", "business units"), "agency": ("Agency", "agencies")}

_COLUMNS = (
    ("In post", 10, "number"),
    ("Trained", 10, "number"),
    ("Trained, % of all in post", 14, "number"),
    ("Deadline passed", 12, "number"),
    ("Of these, trained", 10, "number"),
    ("Trained, % of those whose deadline has passed", 16, "number"),
)


def blocks(facts, *, day, paragraph):
    """The uptake of training on a day: sentences, a chart and a table, or why nothing can be said.

    `paragraph` makes a numbered paragraph of a text.
    """
    if facts is None or facts.refusal or not facts.whole.in_post:
        return [paragraph(_nothing(facts, day))]
    return [
        paragraph(_shares(facts, day)),
        paragraph(_counted_by(facts)),
        _chart(facts, day),
        _table(facts, day),
    ]


def definitions(facts):
    """Rows for the paper's list of figures: what each is, out of what, and its value."""
    if facts is None or facts.refusal or not facts.whole.in_post:
        return []
    return [
        (each.title, each.definition, each.denominator, _of(value.count, value.out_of))
        for _, each, value in facts.figures
    ]


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
    shown = sorted(facts.groups, key=lambda group: (group.percent, group.name))[:MOST_BARS]
    is_cut = len(shown) < len(facts.groups)
    said = "; ".join(f"{group.name}: {group.percent}% of {group.in_post:,}" for group in shown)
    target = "" if facts.target is None else f" The line is the target, {facts.target:g}%."
    which = f"The {MOST_BARS} {many} with the smallest shares. " if is_cut else ""
    return {
        "type": "chart",
        "shape": "shares",
        "title": _finding(facts),
        "alt": f"Bar chart. Trained, in percent of all in post: {said}.{target}",
        "source": f"{which}Trained, % of all in post. {_source(facts, day)}",
        "target": facts.target,
        "series": [{"key": "trained", "label": "trained", "style": "done"}],
        "rows": [
            {
                "label": group.name,
                "values": [group.percent],
                "words": f"{group.percent}% of {group.in_post:,}",
            }
            for group in shown
        ],
    }


def _table(facts, day):
    one, many = GROUP_WORDS[facts.by]
    rows = [_row(group.name, group) for group in facts.groups]
    if len(rows) > 1:
        rows.append(_row(f"All {many}", facts.whole) | {"total": True})
    columns = [(one, 28, "ref"), *_COLUMNS]
    return {
        "type": "table",
        "caption": f"Training by {one.lower()}",
        "columns": [{"title": t, "width": w, "kind": k} for t, w, k in columns],
        "groups": [{"rows": rows}],
        "note": _source(facts, day),
    }


def _row(name, figures):
    cells = [
        name,
        f"{figures.in_post:,}",
        f"{figures.trained:,}",
        _percent(figures.percent),
        f"{figures.deadline_passed:,}",
        f"{figures.deadline_passed_trained:,}",
        _percent(figures.deadline_passed_percent),
    ]
    return {"cells": [{"text": text} for text in cells]}


def _percent(value):
    return "–" if value is None else f"{value:.1f}"


def _of(count, out_of):
    return f"{count:,} of {out_of:,}"


def _source(facts, day):
    return f"Source: the register of training, rule “{facts.rule}”. Position as at {day}."
