"""Plans in columns of their own: written with the headings of their file, and read by its mapping."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from actions.models import Action as KeptAction
from actions.models import PlanImport
from actions.reading.document import opened
from actions.reading.mapping import Mapping, Shape, read_by, saved_for, saved_form
from actions.services import exporting, importing, layouts, mapping
from actions.writing import Action, Objective, Theme
from prevent_portal.roles import Role
from tests.actions.reading_files import across, word
from tests.actions.test_export import exported
from tests.actions.test_mapping import STRANGE, guess_of, proposed
from tests.actions.test_writing import FORMS, everything, plan, written
from tests.factories import AgencyFactory, UserFactory

HEADINGS = ("Nr", "Wish", "Doings", "Until", "Hands", "So far")
ROLES = ("ref", "objective", "action", "timescale", "lead", "progress")


def back(file, name, shapes):
    """What is read of a file by shapes that somebody saved."""
    document = opened(file, name=name)
    saved = [SimpleNamespace(name="Ours", shapes=saved_form(Mapping(tuple(shapes), ())))]
    found = saved_for(document, saved)
    assert found is not None
    return read_by(document, found[1], name=name).as_json()


@pytest.fixture
def lead():
    county = AgencyFactory(name="Saltshire County Council", is_lead=True)
    return UserFactory(agency=county, roles=[Role.PREVENT_LEAD])


THEMED = [
    STRANGE[0],
    [across("Schools", 6), *STRANGE[1], across("Halls", 6),
     ["2.1", "Hirers are known", "Ask each hirer who they are", "Ongoing", "Estates; Police", ""]],
]  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("blocks", [STRANGE, THEMED], ids=["plain", "with sections"])
def test_a_plan_read_by_a_mapping_comes_back_the_same_in_its_own_columns(lead, blocks, form):
    proposal = proposed(blocks, lead)
    mapping.remap(proposal, guess_of(proposal), by=lead, save_as="Ours")
    made = importing.commit(PlanImport.objects.get(), by=lead)
    first = PlanImport.objects.get().reading

    file = exported(made, form)
    saved = layouts.saved_for_agency(lead.agency)
    again, by = layouts.read_for(file, name=exporting.file_name(made, form), saved=saved)

    assert again["sections"] == first["sections"]
    assert again["columns"] == [list(HEADINGS)]
    assert (again["layout"], again["counts"]) == (first["layout"], first["counts"])
    assert (again["unplaced"], by["saved_as"]) == ([], "Ours")


@pytest.mark.parametrize("form", FORMS)
def test_what_was_added_here_gets_a_column_that_is_read_too(lead, form):
    proposal = proposed(STRANGE, lead)
    mapping.remap(proposal, guess_of(proposal), by=lead, save_as="Ours")
    made = importing.commit(PlanImport.objects.get(), by=lead)
    action = KeptAction.objects.order_by("pk").first()
    action.success_measure = "Each head has answered"
    action.save()

    saved = layouts.saved_for_agency(lead.agency)
    again, _ = layouts.read_for(exported(made, form), name=f"plan.{form}", saved=saved)

    assert again["sections"][0]["objectives"][0]["actions"][0]["success_measure"] == (
        "Each head has answered"
    )


WORDS = st.sampled_from(
    ["Agree {} with partners", "Review {}", "Write to {}. Then ask {}", "{} & {} <b>", "and {}"]
)
WHEN = st.sampled_from(["", "June 2025", "Ongoing", "when {} is done"])


@st.composite
def mapped_plans(draw):
    """A small plan, and how the table of its file is read; each of its words is its own."""
    count = 0

    def own(words):
        nonlocal count
        for _ in range(words.count("{}")):
            count += 1
            words = words.replace("{}", f"W{count}", 1)
        return words

    order = draw(st.permutations(range(len(ROLES))))
    shape = Shape(
        tuple(HEADINGS[at] for at in order),
        tuple(ROLES[at] for at in order),
        splits=draw(st.sampled_from(["lines", "together"])),
        joins=draw(st.sampled_from(["sense", "never"])),
        sections=draw(st.sampled_from(["across", "first", "never"])),
    )
    made, has_themes = [], draw(st.booleans())
    for number in range(1, 3 if has_themes else 2):
        theme = Theme(own("Part {}")) if has_themes else Theme()
        for place in range(1, draw(st.integers(1, 3)) + 1):
            each = Objective(theme, own("Wish {}"), ref=f"{number}.{place}")
            for _ in range(draw(st.integers(1, 3))):
                action = Action(own(draw(WORDS)), own(draw(WHEN)))
                action.leads = draw(st.sampled_from([[], ["Estates"], ["Estates", "Police"]]))
                action.progress = [own(draw(WORDS)) for _ in range(draw(st.integers(0, 2)))]
                each.actions.append(action)
            made.append(each)
    return shape, made


@pytest.mark.parametrize("form", FORMS)
@hypothesis_settings(max_examples=12)
@given(drawn=mapped_plans())
def test_any_plan_of_own_columns_reads_back(form, drawn):
    shape, made = drawn
    content = plan(*made, layout="own-columns", shapes=[shape])

    answer = back(written(content, form), f"plan.{form}", [shape])

    assert [
        (
            section.get("heading_raw") or "",
            each["ref"],
            each["text"],
            list(map(said, each["actions"])),
        )
        for section in answer["sections"]
        for each in section["objectives"]
    ] == [
        (each.theme.heading, each.ref, each.text, [meant(action) for action in each.actions])
        for each in made
    ]


def said(action):
    return (
        action["text"].removesuffix("."), action["timescale_raw"] or "", action["leads"],
        action["progress_notes"],
    )  # fmt: skip


def meant(action):
    return action.text, action.timescale, action.leads, action.progress


@pytest.mark.parametrize("form", FORMS)
def test_actions_of_several_paragraphs_stay_one(form):
    shape = Shape(HEADINGS, ROLES, splits="together", joins="blank")
    texts = ["Write to each head\nHold a day", "Agree a policy"]
    each = Objective(Theme(), "Halls", "1.1", actions=[Action(text) for text in texts])
    content = plan(each, layout="own-columns", shapes=[shape])

    answer = back(written(content, form), f"plan.{form}", [shape])

    assert [a["text"] for a in answer["sections"][0]["objectives"][0]["actions"]] == texts


def test_columns_of_a_second_table_and_unused_ones_keep_their_headings():
    shapes = [
        Shape(("Wish", "Doings", "Notes"), ("objective", "action", "")),
        Shape(("Doings", "Hands"), ("action", "lead")),
    ]
    each = Objective(Theme(), "Halls", actions=[Action("Look", leads=["Estates"])])
    content = plan(
        each, layout="own-columns", shapes=shapes, holds=frozenset({"lead", "objective"})
    )

    file = written(content, "csv")

    assert everything(file, "csv")[:4] == ["Wish", "Doings", "Notes", "Hands"]
    file.seek(0)
    again = back(file, "plan.csv", shapes)
    assert again["sections"][0]["objectives"][0]["actions"][0]["leads"] == ["Estates"]


def test_a_saved_layout_is_known_though_its_headings_stood_in_two_rows():
    shape = Shape(("Our wish", "Our doings"), ("objective", "action"), heading_depth=2)
    one_row = word([["Our wish", "Our doings"], ["Halls", "Look at forms"]])

    again = back(one_row, "plan.docx", [replace(shape)])

    assert again["counts"]["actions"] == 1
