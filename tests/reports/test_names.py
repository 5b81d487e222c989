"""Names, addresses and numbers of people in a paper: what is found, and what is left in peace."""

import time

import pytest

from reports.names import found_in

NAMES = [
    "Jane Smith",
    "Zoë Müller-Ortiz",
    "Will Young",
    "Aoife O’Brien",
    "Mark Case",
    "Pieter van der Berg",
]


def paper(*texts):
    blocks = [{"type": "paragraph", "number": "1.", "text": text} for text in texts]
    return {"title": "Report", "sections": [{"id": "a", "title": "Summary", "blocks": blocks}]}


def found(text, names=NAMES, **more):
    return [(hit.kind, hit.text) for hit in found_in(paper(text), names=names, **more)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("It was Jane Smith who came.", "Jane Smith"),
        ("JANE SMITH came.", "JANE SMITH"),
        ("it was jane smith's turn", "jane smith's"),
        ("J. Smith and others", "J. Smith"),
        ("J Smith and others", "J Smith"),
        ("J. A. Smith and others", "J. A. Smith"),
        ("J.A. Smith and others", "J.A. Smith"),
        ("Jane Alice Smith and others", "Jane Alice Smith"),
        ("Smith, Jane", "Smith, Jane"),
        ("Smith, J.", "Smith, J"),
        ("Smith Jane", "Smith Jane"),
        ("Ask Ms Smith.", "Ms Smith"),
        ("Ask Dr. Smith.", "Dr. Smith"),
        ("Ask Cllr Smith.", "Cllr Smith"),
        ("Zoe Muller Ortiz spoke", "Zoe Muller Ortiz"),
        ("Zoë Müller‑Ortiz spoke", "Zoë Müller‑Ortiz"),
        ("Aoife O'Brien spoke", "Aoife O'Brien"),
        ("A. OBrien spoke", "A. OBrien"),
        ("Will Young came", "Will Young"),
        ("Mr van der Berg came", "Mr van der Berg"),
    ],
)
def test_a_name_is_found_however_it_is_written(text, name):
    assert found(text) == [("name", name)]


@pytest.mark.parametrize(
    "text",
    [
        "A smith by trade, and the Smith Centre.",
        "Young people will come; will young people come?",
        "A young person. A Young person.",
        "The mark case was closed, case by case.",
        "We met Jane. Smith Street is near.",
        "Janet Smithson came.",
        "Smith and Jane",
        "In 2026 nobody was named.",
    ],
)
def test_words_that_are_also_names_do_not_drown_the_reader(text):
    assert found(text) == []


def test_a_name_inside_that_of_an_agency_passes_and_elsewhere_does_not():
    text = "The Jane Smith Academy told Jane Smith."
    hits = found_in(paper(text), names=NAMES, passing=["Jane Smith Academy"])

    assert [hit.around for hit in hits] == ["The Jane Smith Academy told Jane Smith."]
    assert len(hits) == 1


@pytest.mark.parametrize(
    ("text", "kind", "what"),
    [
        ("write to a.b@example.org.uk now", "e-mail address", "a.b@example.org.uk"),
        ("ring 020 7946 0123 now", "telephone number", "020 7946 0123"),
        ("ring (01632) 960 123 now", "telephone number", "(01632) 960 123"),
        ("ring +44 7700 900123.", "telephone number", "+44 7700 900123"),
        ("see C26-7KQ2WX, closed", "Channel reference", "C26-7KQ2WX"),
        ("see c26 7kq2wx", "Channel reference", "c26 7kq2wx"),
        ("number QQ 12 34 56 C", None, None),
        ("number AB 12 34 56 C", "National Insurance number", "AB 12 34 56 C"),
        ("number 943 476 5919", "NHS number", "943 476 5919"),
        ("number 943 476 5918", None, None),
        ("1,234,567 of 2,345,678 on 18 March 2026", None, None),
        ("section 36(4)(b), 0.5% of 0123", None, None),
    ],
)
def test_what_leads_to_a_person_is_found(text, kind, what):
    assert found(text) == ([(kind, what)] if kind else [])


def test_every_place_of_a_paper_is_read():
    made = paper()
    made["facts"] = [{"name": "Author", "value": "Jane Smith, Council"}]
    made["sections"][0]["blocks"] = [
        {
            "type": "table",
            "caption": "By Jane Smith",
            "columns": [{"title": "Jane Smith"}],
            "groups": [{"rows": [{"cells": [{"text": "Jane"}, {"text": "Smith"}]}]}],
            "note": "J. Smith",
        },
        {
            "type": "chart",
            "title": "x",
            "alt": "Jane Smith",
            "source": "",
            "rows": [{"label": "Jane Smith", "values": [1]}],
        },
        {"type": "paragraph", "runs": [{"text": "Ja", "bold": True}, {"text": "ne Smith"}]},
        {"type": "list", "items": [{"runs": [{"text": "me", "link": "mailto:j@example.org"}]}]},
        {"type": "quote", "blocks": [{"type": "paragraph", "text": "Jane Smith"}]},
    ]
    hits = found_in(made, names=NAMES)

    assert [hit.section for hit in hits] == ["Cover"] + ["Summary"] * 9
    assert [hit.kind for hit in hits] == ["name"] * 8 + ["e-mail address", "name"]


def test_where_it_stands_is_shown_with_the_words_around_it():
    text = "word " * 30 + "and then Jane Smith said so " + "word " * 30
    (hit,) = found_in(paper(text), names=NAMES)

    assert hit.around == (
        "…word word word word word word and then Jane Smith said so word word word word word word…"
    )


def test_eighteen_thousand_names_over_forty_pages_take_little_time():
    letters = "abcdefghijklmnopqrstuvwxyz"
    names = [
        f"Fo{letters[n % 26]}{letters[n // 26 % 26]} Su{letters[n // 7 % 26]}{letters[n // 190 % 26]}n"
        for n in range(18_000)
    ]
    text = " ".join(f"word{letters[n % 26]} of Sua{letters[n % 26]}n," for n in range(300))
    before = time.process_time()
    hits = found_in(paper(*[text] * 40, names[17]), names=names)

    assert time.process_time() - before < 2  # a third of a second on a quiet machine
    assert [hit.text for hit in hits] == [names[17]]
