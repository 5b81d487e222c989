"""What a paper may show to whom: each rule by an example, and a reader who tries to work it out."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from channel.measures import Measure
from prevent_portal.errors import Refused
from prevent_portal.figures import catalogue
from reports.guard import addresses, guarded
from reports.related import is_headline, relations_of_figures
from reports.sources.channel import by_group

from .attacker import Reader

SMALL, HIDDEN = "fewer than 5", "withheld"


def table(columns, rows, *, total=True, key="", caption="Training by unit", **more):
    """A table of counts: columns (title, what it counts, more), rows (name, counts)."""
    heads = [{"title": "Unit", "width": 20, "kind": "ref"}]
    heads += [
        {"title": title, "width": 10, "kind": "number", **({"of": of} if of else {}), **extra}
        for title, of, extra in columns
    ]
    lines = [line(heads, name, values) for name, values in rows]
    if total:
        sums = [sum(values) for values in zip(*(values for _, values in rows), strict=True)]
        lines.append(line(heads, "All", sums) | {"total": True})
    return {
        "type": "table",
        "caption": caption,
        "key": key,
        "columns": heads,
        "groups": [{"rows": lines}],
        "note": "",
        **more,
    }


def line(heads, name, values):
    cells, counts = [{"text": name}], [None, *values]
    for place, head in enumerate(heads[1:], start=1):
        if "share" in head:
            part, whole = (counts[each] for each in head["share"])
            cells.append({"text": f"{100 * part / whole:.1f}" if whole else "–"})
        else:
            cells.append({"text": f"{counts[place]:,}", "count": counts[place]})
    return {"cells": cells}


PEOPLE = [
    ("In post", "people", {}),
    ("Trained", "people", {}),
    ("%", "", {"share": [2, 1]}),
]
CASES = [("Adults", "cases", {}), ("Children", "cases", {}), ("Both", "cases", {"sums": [1, 2]})]


def people(*rows, **more):
    return table(PEOPLE, [(name, (post, done)) for name, post, done in rows], **more)


def cases(*rows, **more):
    return table(CASES, [(name, (a, c, a + c)) for name, a, c in rows], **more)


def paper(*blocks, on="2026-03-18", audience="restricted", **section):
    made = {"id": "part", "title": "The part", "blocks": list(blocks), **section}
    return {"audience": audience, "on": on, "sections": [made]}


def printed(frozen, place=0):
    """The rows of a table as they are printed."""
    block = frozen["sections"][0]["blocks"][place]
    return [
        [cell["text"] for cell in row["cells"]]
        for group in block["groups"]
        for row in group["rows"]
    ]


def shown(*blocks, audience="officer", **asked):
    return printed(guarded(paper(*blocks), audience=audience, **asked)[0])


def kinds(withheld):
    return [(each.row, each.column, each.kind) for each in withheld]


# By themselves


def test_a_restricted_paper_is_left_as_it_is():
    true = paper(cases(("North", 1, 0), ("South", 0, 0), key="k"), channel=True)

    assert guarded(true, audience="restricted") == (true, [])


def test_the_paper_that_is_given_stays_as_it_was():
    true = paper(people(("Housing", 30, 2)))
    guarded(true, audience="public")

    assert printed(true)[0] == ["Housing", "30", "2", "6.7"]


def test_a_small_count_takes_the_next_smallest_with_it_so_that_the_total_does_not_tell():
    frozen, withheld = guarded(
        paper(people(("Housing", 30, 3), ("Libraries", 40, 22), ("Roads", 50, 41))),
        audience="officer",
    )

    assert printed(frozen) == [
        ["Housing", "30", SMALL, HIDDEN],
        ["Libraries", "40", HIDDEN, HIDDEN],
        ["Roads", "50", "41", "82.0"],
        ["All", "120", "66", "55.0"],
    ]
    assert kinds(withheld) == [
        ("Housing", "Trained", "small count"),
        ("Libraries", "Trained", "secondary"),
        ("Housing", "%", "secondary"),
        ("Libraries", "%", "secondary"),
    ]
    assert withheld[0].reason == "It counts people and is from 1 to 4."
    assert withheld[1].reason == (
        "With it, a withheld number could be worked out: Training by unit, Housing, Trained."
    )
    assert (withheld[0].section, withheld[0].block) == ("The part", "Training by unit")


def test_two_small_counts_that_must_both_be_nothing_less_are_not_told_by_their_total():
    """Two of four each are eight in all: with the total, each could be nothing but four."""
    rows = shown(people(("Housing", 30, 4), ("Libraries", 40, 4), ("Roads", 50, 30)))

    assert [row[2] for row in rows] == [SMALL, SMALL, HIDDEN, "38"]


def test_a_number_by_its_parts_is_told_neither_by_percentages_nor_by_what_they_add_up_to():
    received = {Measure.RECEIVED: 42}
    parts = [("Male", 30), ("Female", 11), ("Not known", 1)]
    whole = table([("Number", "cases", {})], [("Referrals received", [42])], total=False,
                  key="channel.counts")  # fmt: skip
    frozen, _ = guarded(
        paper(whole, *by_group(Measure.GENDER, parts, received, {})), audience="officer"
    )

    assert printed(frozen) == [["Referrals received", "42"]]
    assert [row[:4] for row in printed(frozen, 1)] == [
        ["Male", "30", "42 referrals received", "71.4"],
        ["Female", HIDDEN, "42 referrals received", HIDDEN],
        ["Not known", SMALL, "42 referrals received", HIDDEN],
        ["All", "42", "–", "–"],
    ]


def test_none_of_cases_is_withheld_and_of_nobody_is_not():
    assert shown(cases(("North", 0, 20), ("South", 30, 40), total=False)) == [
        ["North", SMALL, "20", HIDDEN],
        ["South", "30", "40", "70"],
    ]
    assert shown(people(("Nobody here", 0, 0), ("Roads", 50, 41))) == [
        ["Nobody here", "0", "0", "–"],
        ["Roads", "50", "41", "82.0"],
        ["All", "50", "41", "82.0"],
    ]


def test_none_of_some_people_is_withheld():
    rows = shown(people(("Housing", 30, 0), ("Roads", 50, 41), total=False))

    assert rows[0] == ["Housing", "30", SMALL, HIDDEN]


def test_none_of_settings_is_shown_and_few_are_not():
    columns = [("Schools", "settings", {})]
    rows = shown(table(columns, [("North", [0]), ("South", [3]), ("East", [9])], total=False))

    assert rows == [["North", "0"], ["South", SMALL], ["East", "9"]]


def test_all_of_a_small_group_is_withheld_and_of_a_large_one_is_not():
    rows = shown(people(("Housing", 12, 12), ("Roads", 50, 50), ("Parks", 19, 16), total=False))

    assert rows == [
        ["Housing", "12", HIDDEN, HIDDEN],
        ["Roads", "50", "50", "100.0"],
        ["Parks", "19", HIDDEN, HIDDEN],
    ]


def test_all_of_five_people_is_not_told_by_how_many_they_are():
    """Withheld says five or more, and of five it could be nothing else."""
    rows = shown(people(("Housing", 5, 5), ("Roads", 50, 40), total=False))

    assert rows[0] == ["Housing", HIDDEN, HIDDEN, HIDDEN]


def test_a_percentage_of_fewer_than_twenty_is_not_shown():
    frozen, withheld = guarded(
        paper(people(("Parks", 19, 9), ("Roads", 20, 9), total=False)), audience="member"
    )

    assert printed(frozen) == [["Parks", "19", "9", HIDDEN], ["Roads", "20", "9", "45.0"]]
    assert kinds(withheld) == [("Parks", "%", "small denominator")]


def test_the_limits_can_be_set():
    rows = shown(
        people(("Parks", 19, 9), ("Roads", 40, 20), total=False), threshold=10, smallest=10
    )

    assert rows == [["Parks", "19", "fewer than 10", HIDDEN], ["Roads", "40", "20", "50.0"]]


def test_sums_of_columns_do_not_tell():
    rows = shown(cases(("North", 3, 20), ("South", 30, 40), ("East", 6, 50)))

    assert rows == [
        ["North", SMALL, HIDDEN, "23"],
        ["South", "30", "40", "70"],
        ["East", HIDDEN, HIDDEN, "56"],
        ["All", "39", "110", "149"],
    ]


def test_another_table_with_the_same_row_does_not_tell():
    first = people(("Housing", 30, 3), ("Roads", 50, 41), total=False, key="a")
    frozen, _ = guarded(
        paper(first, people(("Housing", 30, 3), ("Parks", 60, 33), key="b")), audience="officer"
    )

    assert [row[2] for row in printed(frozen)] == [SMALL, "41"]
    assert [row[2] for row in printed(frozen, 1)] == [SMALL, HIDDEN, "36"]


# Channel


def test_the_public_is_shown_nothing_of_channel_and_told_so():
    words = {"type": "paragraph", "number": "4.", "text": "40 cases.", "channel": True}
    true = paper(words, people(("Roads", 50, 41), total=False))
    true["sections"].append(
        {"id": "channel", "title": "Channel", "channel": True, "blocks": [cases(("North", 40, 50))]}
    )
    true["figures"] = {"channel.live": {"value": 40, "out_of": None}}
    frozen, withheld = guarded(true, audience="public")

    (first, _), (other,) = (section["blocks"] for section in frozen["sections"])
    assert (first["number"], first["text"]) == ("4.", other["text"])
    assert first["text"].startswith("Numbers about referrals and Channel are not published")
    assert printed(frozen, 1) == [["Roads", "50", "41", "82.0"]]
    assert frozen["figures"] == {}
    assert [(each.section, each.kind) for each in withheld] == [
        ("The part", "channel"),
        ("Channel", "channel"),
    ]
    assert guarded(true, audience="member")[0]["sections"] == true["sections"]


def test_no_number_of_cases_passes_to_the_public_marked_or_not():
    rows = shown(cases(("North", 40, 3), total=False), audience="public")

    assert rows == [["North", HIDDEN, HIDDEN, HIDDEN]]


# Figures, charts and words


def tile(count, out_of, **more):
    share = f"of {out_of} ({100 * count / out_of:.0f}%)"
    return {
        "name": "trained",
        "label": "Trained",
        "value": count,
        "of": share,
        "basis": share,
        "change": "Up 2 since 1 January 2026",
        "count": count,
        "out_of": out_of,
        "counts": "people",
        **more,
    }


def only(frozen):
    return frozen["sections"][0]["blocks"][0]


def tiles(*figures, **more):
    return {"type": "figures", "figures": list(figures), **more}


@pytest.mark.parametrize(
    ("count", "out_of", "value", "of", "change"),
    [
        (3, 40, SMALL, "of 40", ""),
        (9, 12, HIDDEN, "of 12", ""),
        (7, 12, 7, "of 12", "Up 2 since 1 January 2026"),
        (30, 40, 30, "of 40 (75%)", "Up 2 since 1 January 2026"),
    ],
)
def test_a_figure_loses_its_number_its_percentage_and_its_change(count, out_of, value, of, change):
    frozen, _ = guarded(paper(tiles(tile(count, out_of))), audience="officer")
    (made,) = only(frozen)["figures"]

    assert (made["value"], made["of"], made["basis"], made["change"]) == (value, of, of, change)


def test_a_figure_that_a_table_withholds_is_withheld_with_it():
    table_of = people(("Housing", 30, 3), ("Libraries", 40, 22), total=True, key="k")
    frozen, _ = guarded(
        paper(table_of, tiles(tile(22, 40))),
        audience="officer",
        stricter=["part/k/Libraries/Trained"],
    )

    assert [row[2] for row in printed(frozen)] == [SMALL, HIDDEN, "25"]
    assert frozen["sections"][0]["blocks"][1]["figures"][0]["value"] == HIDDEN


def test_words_made_from_a_withheld_number_are_replaced_and_others_stay():
    def said(text, count, **more):
        counts = [{"count": count, "of": "people", **more}]
        return {"type": "paragraph", "number": "1.", "text": text, "says": counts}

    frozen, withheld = guarded(
        paper(
            people(("Housing", 30, 3), ("Libraries", 40, 22), ("Roads", 50, 41), key="k"),
            said("22 were trained in Libraries.", 22),
            said("66 were trained.", 66, out_of=120, percent=True),
            said("2 left.", 2),
            said("8 of 16, 50%, came.", 8, out_of=16, percent=True),
            {"type": "heading", "text": "Leavers"},
            said("3 retired.", 3),
        ),
        audience="officer",
        stricter=["part/k/Libraries/Trained"],
    )
    words = [block["text"] for block in frozen["sections"][0]["blocks"][1:]]
    gone = words[0]

    assert gone.startswith("What stood here told a number that is too small to publish")
    assert words == [gone, "66 were trained.", "Leavers", gone]  # once under each heading
    assert kinds(withheld)[-4:] == [
        ("", "", "person"),
        ("", "", "small count"),
        ("", "", "small denominator"),
        ("", "", "small count"),
    ]


def test_a_chart_loses_the_bars_of_withheld_counts_and_the_words_that_spoke_of_them():
    def bar(name, count, out_of):
        share = f"{100 * count / out_of:.1f}% of {out_of}"
        counts = [{"count": count, "out_of": out_of, "of": "people", "percent": True}]
        return {"label": name, "values": [50.0], "words": share, "counts": counts}

    chart = {
        "type": "chart",
        "shape": "shares",
        "title": "Parks has the smallest share trained",
        "about": "Trained, % of all in post",
        "alt": "Parks: 10.0% of 30; Housing: 50.0% of 16; Roads: 80.0% of 50.",
        "source": "Source: the register.",
        "target": 90.0,
        "series": [{"key": "trained", "label": "trained", "style": "done"}],
        "rows": [bar("Parks", 3, 30), bar("Housing", 8, 16), bar("Roads", 40, 50)],
    }
    frozen, _ = guarded(paper(chart), audience="member")
    made = only(frozen)

    assert [row["label"] for row in made["rows"]] == ["Roads"]
    assert made["title"] == "Trained, % of all in post"
    assert made["alt"] == (
        "Bar chart. Trained, % of all in post: Roads: 80.0% of 50. The line is the target, 90%."
    )
    assert made["source"] == (
        "Some bars are not drawn, since their numbers are too small to publish. "
        "Source: the register."
    )
    nothing = guarded(paper(chart | {"rows": chart["rows"][:2]}), audience="member")[0]
    assert only(nothing)["type"] == "paragraph"


def test_the_values_that_the_paper_was_made_of_go_too():
    true = paper(people(("Housing", 30, 3), total=False))
    true["figures"] = {
        "people_trained": {"value": 3, "out_of": 30, "of": "people"},
        "late": {"value": 2, "out_of": 9},
    }
    frozen, _ = guarded(true, audience="officer")

    assert frozen["figures"]["people_trained"]["value"] is None
    assert frozen["figures"]["late"] == {"value": 2, "out_of": 9}


def test_words_that_name_the_cell_they_repeat_go_with_that_cell_alone():
    """Forty are trained in both: only of Libraries may nothing be said."""
    block = people(("Libraries", 60, 40), ("Roads", 50, 40), total=False, key="k")
    words = [
        {
            "type": "paragraph",
            "text": name,
            "says": [{"count": 40, "of": "people", "at": ["k", name, "Trained"]}],
        }
        for name in ("Libraries", "Roads")
    ]
    frozen, _ = guarded(
        paper(block, *words), audience="officer", stricter=["part/k/Libraries/Trained"]
    )

    assert [row[2] for row in printed(frozen)] == [HIDDEN, "40"]
    assert frozen["sections"][0]["blocks"][1]["text"] != "Libraries"
    assert frozen["sections"][0]["blocks"][2]["text"] == "Roads"


# Earlier papers


def test_a_cell_that_an_earlier_paper_of_the_same_day_hid_stays_hidden():
    """Each alone tells nothing; another choice of the second cell would tell both."""
    true = paper(people(("Housing", 30, 3), ("Libraries", 40, 22), ("Roads", 50, 41), key="k"))
    earlier, _ = guarded(true, audience="member", stricter=["part/k/Roads/Trained"])
    again = shown(*true["sections"][0]["blocks"], audience="public", earlier=[earlier])

    assert [row[2] for row in printed(earlier)] == [SMALL, "22", HIDDEN, "66"]
    assert [row[2] for row in again] == [SMALL, "22", HIDDEN, "66"]


def test_a_withheld_cell_that_an_earlier_paper_shows_is_said_to_be_out():
    true = paper(people(("Housing", 30, 3), ("Roads", 50, 41), total=False, key="k"))
    earlier, _ = guarded(true, audience="public", released={"part/k/Housing/Trained": "Known."})
    frozen, withheld = guarded(true, audience="officer", earlier=[earlier])

    assert printed(frozen)[0][2] == SMALL
    assert kinds(withheld)[-2:-1] == [("Housing", "Trained", "differencing")]
    assert "shows it" in withheld[-2].reason


def test_what_a_figure_grew_by_is_a_count_too():
    def at(on, adults, children, **asked):
        block = cases(("North", adults, children), total=False, key="channel.all", cumulative=True)
        return guarded(paper(block, on=on), audience="officer", **asked)

    first, _ = at("2025-09-30", 20, 40)
    second, withheld = at("2026-03-31", 22, 60, earlier=[first])
    third, _ = at("2026-09-30", 31, 90, earlier=[first, second])

    assert printed(first) == [["North", "20", "40", "60"]]
    assert printed(second) == [["North", HIDDEN, HIDDEN, "82"]]
    assert withheld[0].kind == "differencing"
    assert withheld[0].reason == "It grew by fewer than 5 since the paper as at 2025-09-30."
    assert printed(third) == [["North", "31", "90", "121"]]


def test_a_restricted_paper_before_it_changes_nothing():
    true = paper(people(("Housing", 30, 3), ("Roads", 50, 41), key="k"))

    assert guarded(true, audience="public", earlier=[true]) == guarded(true, audience="public")


def test_a_change_since_a_paper_that_withheld_the_figure_is_not_shown():
    earlier, _ = guarded(paper(tiles(tile(3, 40)), on="2025-09-30"), audience="officer")
    frozen, withheld = guarded(paper(tiles(tile(12, 40))), audience="officer", earlier=[earlier])

    assert only(frozen)["figures"][0]["value"] == 12
    assert only(frozen)["figures"][0]["change"] == ""
    assert [each.kind for each in withheld] == ["differencing"]


# People


def test_a_person_may_withhold_more_and_the_rest_follows():
    frozen, withheld = guarded(
        paper(people(("Housing", 30, 11), ("Libraries", 40, 22), ("Roads", 50, 41), key="k")),
        audience="officer",
        stricter=["part/k/Libraries/Trained"],
    )

    assert [row[2] for row in printed(frozen)] == [HIDDEN, HIDDEN, "41", "74"]
    assert [each.kind for each in withheld][:2] == ["secondary", "person"]


def test_the_approver_may_release_with_a_reason_and_not_without():
    true = paper(people(("Housing", 30, 3), ("Roads", 50, 41), key="k"))
    at = "part/k/Housing/Trained"

    assert printed(guarded(true, audience="officer", released={at: "Agreed."})[0])[0][2] == "3"
    for nothing in ("", "  ", None):
        with pytest.raises(Refused, match="Say why the number at part/k/Housing/Trained"):
            guarded(true, audience="officer", released={at: nothing})


def test_a_release_that_gives_another_away_is_refused():
    true = paper(people(("Housing", 30, 3), ("Roads", 50, 2), key="k"))
    released = {"part/k/Housing/Trained": "Agreed.", "part/k/All/Trained": "Agreed."}

    with pytest.raises(Refused, match="would give away the number at part/k/Roads/Trained"):
        guarded(true, audience="officer", released=released)


def test_a_percentage_made_of_a_withheld_number_is_not_released_without_it():
    true = paper(people(("Housing", 30, 3), ("Libraries", 40, 22), ("Roads", 50, 41), key="k"))
    share = next(at for at in addresses(true) if at.startswith("part/k/Libraries/%"))

    with pytest.raises(Refused, match="could be worked out from this percentage"):
        guarded(
            true,
            audience="officer",
            stricter=["part/k/Libraries/In post"],
            released={share: "They agreed."},
        )


def test_only_what_stands_in_the_paper_can_be_named():
    true = paper(people(("Housing", 30, 3), key="k"), channel=True)

    assert list(addresses(true)) == [
        "part/k/Housing/In post",
        "part/k/Housing/Trained",
        "part/k/All/In post",
        "part/k/All/Trained",
        "part/k/Housing/%",
        "part/k/All/%",
        "part",
    ]
    with pytest.raises(Refused, match="Nothing that could be withheld stands at part/k/Nowhere"):
        guarded(true, audience="officer", stricter=["part/k/Nowhere"])


# A reader who works out what they can

numbers = st.integers(min_value=0, max_value=24)
whole_and_part = st.integers(min_value=0, max_value=26).flatmap(
    lambda whole: st.tuples(st.just(whole), st.integers(min_value=0, max_value=whole))
)


@st.composite
def papers(draw):
    """Two tables of people with the same totals, and one of cases as it was before and is now."""
    units = draw(st.lists(whole_and_part, min_size=1, max_size=4))
    post, done = map(sum, zip(*units, strict=True))
    first_post = draw(st.integers(min_value=0, max_value=post))
    least = max(0, done - (post - first_post))
    first_done = draw(st.integers(min_value=least, max_value=min(first_post, done)))
    levels = [(first_post, first_done), (post - first_post, done - first_done)]
    before = draw(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=3))
    grown = [draw(st.tuples(numbers, numbers)) for _ in before]
    now = [(a + b, c + d) for (a, c), (b, d) in zip(before, grown, strict=True)]
    return units, levels, before, now


def named(prefix, rows):
    return [(f"{prefix}{place}", *row) for place, row in enumerate(rows)]


def read_people(reader, rows, name, true):
    *parts, _ = rows
    for place, row in enumerate(rows):
        is_whole = place == len(parts)
        at = ("people", "All") if is_whole else ("people", name, place)
        post, done = (*at, "post"), (*at, "done")
        reader.reads(post, row[1], least=1)
        reader.reads(done, row[2])
        reader.knows_no_more(done, post)
        if row[2] in (SMALL, HIDDEN):
            reader.low[post] = max(reader.low[post], 1)
    for column in ("post", "done"):
        parts_of = {("people", name, place, column): -1 for place in range(len(parts))}
        reader.knows({("people", "All", column): 1, **parts_of})
    for place, values in enumerate([*true, tuple(map(sum, zip(*true, strict=True)))]):
        at = ("people", "All") if place == len(parts) else ("people", name, place)
        yield from zip(((*at, "post"), (*at, "done")), values, strict=True)


def read_cases(reader, rows, when, true):
    sums = [tuple(map(sum, zip(*true, strict=True)))]
    for place, (row, (adults, children)) in enumerate(zip(rows, [*true, *sums], strict=True)):
        at = ("cases", when, place)
        for column, text in enumerate(row[1:]):
            reader.reads((*at, column), text)
        reader.knows({(*at, 2): 1, (*at, 0): -1, (*at, 1): -1})
        yield from (((*at, 0), adults), ((*at, 1), children), ((*at, 2), adults + children))
    last = len(rows) - 1
    for column in range(3):
        parts = {("cases", when, place, column): -1 for place in range(last)}
        reader.knows({("cases", when, last, column): 1, **parts})


def attack(made, audience):
    """Guard two papers, read both, and return what could be worked out or is wrong."""
    units, levels, before, now = made
    wide = {"key": "channel.all", "cumulative": True}
    first = paper(cases(*named("Area ", before), **wide), on="2025-09-30")
    earlier, _ = guarded(first, audience=audience)
    second = paper(
        people(*named("Unit ", units), key="by_unit"),
        people(*named("Level ", levels), key="by_level"),
        cases(*named("Area ", now), **wide),
    )
    frozen, _ = guarded(second, audience=audience, earlier=[earlier])

    reader = Reader()
    true = dict(read_people(reader, printed(frozen), "unit", units))
    true |= dict(read_people(reader, printed(frozen, 1), "level", levels))
    true |= dict(read_cases(reader, printed(earlier), "before", before))
    true |= dict(read_cases(reader, printed(frozen, 2), "now", now))
    for place in range(len(now) + 1):
        for column in range(3):
            reader.knows_no_more(
                ("cases", "before", place, column), ("cases", "now", place, column)
            )
    wrong = [name for name, n in true.items() if not reader.low[name] <= n <= reader.high[name]]
    hidden = [name for name in true if reader.low[name] < reader.high[name]]
    shares = [row for at in (0, 1) for row in printed(frozen, at) if row[3] not in (HIDDEN, "–")]
    wrong += [row for row in shares if row[3] != f"{100 * int(row[2]) / int(row[1]):.1f}"]
    return wrong, [name for name in hidden if not reader.answers(name, true[name])]


@settings(max_examples=40)
@given(papers())
@example(([(5, 5)], [(5, 5), (0, 0)], [(3, 0)], [(4, 0)]))
@example(([(9, 4), (9, 4)], [(9, 8), (9, 0)], [(4, 4), (4, 4)], [(4, 4), (9, 4)]))
def test_nobody_can_work_out_what_is_withheld_and_nothing_shown_is_wrong(made):
    assert attack(made, "officer") == ([], [])


@pytest.mark.soak
@settings(max_examples=5000)
@given(papers())
def test_nobody_can_work_out_what_is_withheld_from_many_papers(made):
    assert attack(made, "officer") == ([], [])


def test_a_reader_does_work_out_what_is_left_open():
    """The reader of these tests is no fool: where only one number is hidden they have it."""
    reader = Reader()
    list(
        read_people(
            reader,
            [["a", "30", SMALL], ["b", "40", "22"], ["All", "70", "25"]],
            "x",
            [(30, 3), (40, 22)],
        )
    )

    assert not reader.answers(("people", "x", 0, "done"), 3)


# Size


def test_sixty_rows_of_eight_columns_take_little_time():
    columns = [
        (f"Column {place}", "people", {"sums": [1, 2]} if place == 2 else {}) for place in range(7)
    ]
    columns.append(("Sum", "people", {"sums": [1, 2, 3, 4, 5, 6, 7]}))
    columns[2][2].clear()
    rows = []
    for place in range(60):
        values = [(place * 7 + column * 13) % 31 for column in range(7)]
        rows.append((f"Unit {place}", [*values, sum(values)]))
    before = time.process_time()
    frozen, withheld = guarded(paper(table(columns, rows)), audience="officer")

    assert time.process_time() - before < 2  # a third of a second on a quiet machine
    assert sum(row.count(SMALL) for row in printed(frozen)) == sum(
        value < 5 for _, values in rows for value in values
    )
    assert len(withheld) < 240


# Figures that make up one another


def of_people(*rows):
    """The table of figures as papers and answers have it: (name in the catalogue, count, out of how many)."""
    known = catalogue()
    cells = [
        [
            {"text": known[name].title},
            {"text": f"{count:,}", "count": count, "of": "people"}
            | {"headline": is_headline(name, is_whole=False)},
            {"text": f"{whole:,}", "count": whole, "of": "people", "headline": True},
            {"text": f"{100 * count / whole:.1f}", "share": [1, 2]},
        ]
        for name, count, whole in rows
    ]
    heads = [{"title": title} for title in ("Figure", "Value", "Out of", "%")]
    made = {"type": "table", "key": "figures", "caption": None, "columns": heads}
    made["groups"] = [{"rows": [{"cells": each} for each in cells]}]
    return made | relations_of_figures([name for name, *_ in rows])


def test_who_is_left_is_not_told_by_those_who_are_not():
    late, done = ("people_overdue", 3, 900), ("people_past_deadline", 897, 900)
    trained, run_out = ("people_trained", 800, 950), ("people_run_out", 2, 950)
    in_date = ("people_in_date", 798, 950)

    assert [row[1] for row in shown(of_people(late, done))] == [SMALL, HIDDEN]
    assert [row[3] for row in shown(of_people(late, done))] == [HIDDEN, HIDDEN]
    assert [row[1] for row in shown(of_people(done))] == ["897"]
    nobody = ("people_run_out", 0, 950)
    assert [row[1] for row in shown(of_people(trained, nobody))] == ["800", SMALL]
    assert shown(of_people(trained, ("people_in_date", 800, 950), nobody))[1][1] == "800"
    told = shown(of_people(trained, in_date, run_out))
    assert [row[1] for row in told] == ["800", HIDDEN, SMALL]
    assert [row[2] for row in told] == ["950"] * 3
    # nor by a table of the same people elsewhere in the paper
    heads = [("Deadline passed", "people", {}), ("Of these, trained", "people", {})]
    units = [("Housing", (450, 449)), ("Roads", (450, 448))]
    made = table(heads, units, key="training.by_unit")
    made["groups"][-1]["rows"][-1]["cells"][0]["text"] = "All business units"
    frozen, _ = guarded(paper(of_people(late), made), audience="officer")
    assert printed(frozen)[0][1] == SMALL
    assert HIDDEN in printed(frozen, 1)[-1]
