"""A list of contacts becomes the register, and the register a list of contacts."""

import csv
import datetime
import io
import json

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from actions.models import RegisterImport, SpocArea, SpocAssignment
from actions.reading import read_register
from actions.services import registers
from prevent_portal.errors import Refused
from prevent_portal.roles import Role
from tests.factories import AgencyFactory, UserFactory

from .reading_files import DUTIES, word

TODAY = datetime.date(2026, 3, 18)
#: What the file cannot say: they were added by whoever wrote the expectation down.
NOT_IN_THE_FILE = {
    "rule",
    "title",
    "period_start",
    "period_end",
    "period_raw",
    "source",
    "ambiguities",
}
COUNTY = (
    ("Schools", "Head of inclusion / Virtual head", "SCC / STC"),
    ("Cohesion", "Cohesion lead", "STC/SCC"),
    ("Salt Hospital Trust (SHT)", "Matron", "SHT"),
    ("Libraries", "Library manager", ""),
)


def sheet(*rows, head=("Area", "SPOC job title(s)", "Agency")):
    lines = io.StringIO(newline="")
    csv.writer(lines).writerows([head, *rows])
    return io.BytesIO(("\ufeff" + lines.getvalue()).encode())


def read(*rows, **options):
    return read_register(sheet(*rows, **options), name="contacts.csv").as_json()


def posts(answer):
    return {
        row["area"]: [(post["job_title"], *post["agencies"]) for post in row["posts"]]
        for row in answer["rows"]
    }


@pytest.fixture
def lead():
    county = AgencyFactory(name="Saltshire County Council", short_name="SCC", is_lead=True)
    return UserFactory(agency=county, roles=[Role.PREVENT_LEAD])


@pytest.fixture
def town():
    return AgencyFactory(name="Salt Town Council", short_name="STC")


def imported(by, *rows, **agencies):
    proposal = registers.import_register(sheet(*rows), name="contacts.csv", by=by)
    return registers.commit_register(proposal, by=by, agencies=agencies, on=TODAY)


def held():
    """The register as it stands, for comparing: areas, posts and who is meant."""
    return [
        (
            area.name,
            [
                (p.job_title, [a.name for a in p.agencies.all()], p.agencies_unknown)
                for p in area.posts_now
            ],
        )
        for area in registers.standing(on=TODAY)
    ]


# Reading


def test_posts_and_agencies_are_read_in_pairs_and_shared_posts_once():
    assert posts(read(*COUNTY)) == {
        "Schools": [("Head of inclusion", "SCC"), ("Virtual head", "STC")],
        "Cohesion": [("Cohesion lead", "STC", "SCC")],
        "Salt Hospital Trust (SHT)": [("Matron", "SHT")],
        "Libraries": [("Library manager",)],
    }


def test_what_does_not_pair_stays_whole_and_is_pointed_out():
    answer = read(("Schools", "Head / Deputy / Clerk", "SCC / STC"))

    assert posts(answer) == {"Schools": [("Head / Deputy / Clerk", "SCC", "STC")]}
    assert answer["ambiguities"] == ["Posts and agencies of Schools are not the same in number."]


def test_one_post_named_once_stands_for_each_of_several_agencies():
    assert posts(read(("Housing", "Head of housing", "SCC / STC"))) == {
        "Housing": [("Head of housing", "SCC"), ("Head of housing", "STC")]
    }


def test_columns_may_stand_in_another_order_and_an_area_go_on_below():
    answer = read(("SCC", "Schools", "Head"), ("STC", "", "Clerk"), head=("Agency", "Area", "Post"))

    assert posts({"rows": answer["rows"][:1]}) == {"Schools": [("Head", "SCC")]}
    assert posts({"rows": answer["rows"][1:]}) == {"Schools": [("Clerk", "STC")]}


def test_what_stands_beside_the_columns_is_shown_as_unplaced():
    answer = read(
        ("Schools", "Head", "SCC", "since May"), head=("Area", "Post", "Agency", "Remarks")
    )

    assert [each["text"] for each in answer["unplaced"]] == ["Remarks", "since May"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"\xef\xbb\xbfArea,Post,Agency\r\nA,B,C\r\n", ("utf-8-sig", "CRLF")),
        (b"Area,Post,Agency\nA,B,C\n", ("utf-8", "LF")),
        ("Area,Post,Agency\nA\u00e9,B,C\n".encode("cp1252"), ("cp1252", "LF")),
        ("Area,Post,Agency\r\nA,B,C\r\n".encode("utf-16"), ("utf-16", "CRLF")),
    ],
)
def test_how_the_file_is_written_is_read_from_its_bytes(content, expected):
    answer = read_register(io.BytesIO(content), name="contacts.csv").as_json()

    assert (answer["encoding"], answer["line_ending"]) == expected


def test_a_register_may_stand_in_a_word_table():
    file = word([["Area", "Job title", "Agency"], ["Schools", "Head", "SCC"]])

    assert posts(read_register(file, name="contacts.docx").as_json()) == {
        "Schools": [("Head", "SCC")]
    }


def test_the_register_of_a_county_is_read_as_expected(shared_folder, capsys):
    name = "cambridgeshire-spoc-register.csv"
    expected = json.loads(
        (shared_folder / "plans/expected" / name).with_suffix(".json").read_text(encoding="utf-8")
    )
    for row in expected["rows"]:
        row.pop("note", None)

    call_command("import_plan", str(shared_folder / "plans" / name), "--json")
    answer = json.loads(capsys.readouterr().out)

    assert {key: answer.get(key) for key in expected if key not in NOT_IN_THE_FILE} == {
        key: value for key, value in expected.items() if key not in NOT_IN_THE_FILE
    }
    assert [
        answer[key] for key in sorted(NOT_IN_THE_FILE & set(answer) - {"ambiguities", "rule"})
    ] == [None] * 4
    assert answer["unplaced"] == []


def test_a_name_too_long_for_the_register_is_refused_by_name():
    with pytest.raises(Refused, match=r"contacts.csv gives a name of more than 200 characters"):
        registers.read_register(sheet(("Schools", "x" * 201, "SCC")), name="contacts.csv")


def test_a_plan_is_no_register():
    with pytest.raises(Refused, match="plan.docx is not a register"):
        registers.read_register(word([DUTIES, ["a", "b", "c", "d", "e", "f"]]), name="plan.docx")


# The register


def test_a_confirmed_list_becomes_the_register(lead, town):
    counts = imported(lead, *COUNTY)

    assert held() == [
        (
            "Schools",
            [
                ("Head of inclusion", ["Saltshire County Council"], []),
                ("Virtual head", ["Salt Town Council"], []),
            ],
        ),
        ("Cohesion", [("Cohesion lead", ["Salt Town Council", "Saltshire County Council"], [])]),
        ("Salt Hospital Trust (SHT)", [("Matron", [], ["SHT"])]),
        ("Libraries", [("Library manager", [], [])]),
    ]
    assert (counts.areas, counts.posts, counts.unchanged) == (4, 5, 0)


def test_an_agency_is_known_by_what_its_initials_stand_for(lead):
    trust = AgencyFactory(name="Salt Hospital Trust")

    imported(lead, *COUNTY)

    post = SpocAssignment.objects.get(job_title="Matron")
    assert (list(post.agencies.all()), post.agencies_unknown) == ([trust], [])


def test_a_person_says_who_is_meant_by_a_name(lead, town):
    trust = AgencyFactory(name="Coastal Care")

    imported(lead, *COUNTY, SHT=trust)

    post = SpocAssignment.objects.get(job_title="Matron")
    assert (list(post.agencies.all()), post.agencies_unknown) == ([trust], [])
    past = post.history.latest()
    assert [link.agency_id for link in past.agencies.all()] == [trust.pk]


def test_the_same_list_again_adds_nothing_and_a_longer_one_only_what_is_new(lead, town):
    imported(lead, *COUNTY)
    before = held()

    again = imported(lead, *COUNTY)
    assert (again.areas, again.posts, again.unchanged) == (0, 0, 5)
    assert held() == before

    longer = imported(lead, ("Libraries", "Outreach officer", "SCC"), ("Youth", "Head", "STC"))
    assert (longer.areas, longer.posts, longer.unchanged) == (1, 2, 0)
    assert SpocAssignment.objects.get(job_title="Outreach officer").held_from == TODAY
    assert SpocAssignment.objects.get(job_title="Head").held_from is None


def test_the_register_given_out_and_read_in_is_the_same_register(lead, town):
    imported(lead, *COUNTY, ("Gap", "", ""), ("=Formula", "Head", "SCC"), ("Parks", "a / b", "SCC"))
    before = held()

    rows = list(registers.register_rows(on=TODAY))
    again = imported(lead, *rows)

    assert rows[0] == ("Schools", "Head of inclusion / Virtual head", "SCC / STC")
    assert (again.areas, again.posts) == (0, 0)
    assert held() == before


_NAMES = st.sampled_from(["Schools", "Housing and care", "Health (HT)", "Children’s homes"])
_POSTS = st.sampled_from(["Head", "Deputy head", "Matron / nurse", "Lead (cohesion)"])
_AGENCIES = st.lists(st.sampled_from(["SCC", "STC", "HT", "Fire"]), max_size=3, unique=True).map(
    tuple
)


@given(
    st.dictionaries(
        _NAMES, st.lists(st.tuples(_POSTS, _AGENCIES), max_size=3), min_size=1, max_size=4
    )
)
def test_any_register_written_as_rows_is_read_as_the_same(register):
    """The rows are those of `register_rows`, given the same posts from memory."""
    rows = [row for area, held in register.items() for row in registers.rows_of(area, held)]

    answer = read(*rows)

    found = {area: [] for area in register}
    for row in answer["rows"]:
        found[row["area"]] += [(p["job_title"], tuple(p["agencies"])) for p in row["posts"]]
    assert found == register


def test_two_current_areas_do_not_share_a_name_and_no_post_ends_before_it_begins():
    area = SpocArea.objects.create(name="Schools")

    with pytest.raises(IntegrityError, match="named_once"), transaction.atomic():
        SpocArea.objects.create(name="Schools")
    with pytest.raises(IntegrityError, match="ends_after_it_begins"), transaction.atomic():
        SpocAssignment.objects.create(
            area=area, job_title="Head", held_from="2026-03-02", held_to="2026-03-01"
        )


def test_a_gap_is_an_area_whose_post_nobody_holds_on_the_day():
    held_, ended, empty = (SpocArea.objects.create(name=name) for name in ("A", "B", "C"))
    somebody = UserFactory()
    SpocAssignment.objects.create(area=held_, job_title="Head", holder=somebody)
    SpocAssignment.objects.create(
        area=ended, job_title="Head", holder=somebody, held_to=TODAY - datetime.timedelta(days=1)
    )

    assert list(SpocArea.objects.without_holder(on=TODAY)) == [ended, empty]
    assert list(SpocArea.objects.without_holder(on=datetime.date(2026, 3, 17))) == [empty]
    assert list(SpocArea.objects.without_post(on=TODAY)) == [ended, empty]


def test_an_area_is_kept_by_the_lead_and_its_own_agencys_contact(lead, town):
    imported(lead, *COUNTY)
    keeper = UserFactory(agency=town, roles=[Role.SPOC])
    other = UserFactory(roles=[Role.SPOC])
    post = SpocAssignment.objects.get(job_title="Virtual head")

    may = [post.permits(user, "actions.change_spoc_register") for user in (lead, keeper, other)]

    assert may == [True, True, False]
    assert other.has_perm("actions.view_spoc_register", post)


def test_only_the_prevent_lead_imports_the_register_as_a_whole(lead):
    with pytest.raises(Refused, match="only the Prevent lead imports it"):
        imported(UserFactory(roles=[Role.SPOC]), *COUNTY)


def test_an_import_is_settled_once(lead):
    proposal = registers.import_register(sheet(*COUNTY), name="contacts.csv", by=lead)
    registers.cancel_register(proposal, by=lead)

    with pytest.raises(Refused, match="This import was cancelled"):
        registers.commit_register(proposal, by=lead, on=TODAY)
    assert not SpocArea.objects.exists()


def test_the_command_makes_the_register(lead, town, tmp_path, capsys):
    path = tmp_path / "contacts.csv"
    path.write_bytes(sheet(*COUNTY).read())

    call_command("import_plan", str(path), "--commit")

    assert capsys.readouterr().out == ""
    assert [area for area, _ in held()] == [row[0] for row in COUNTY]


# Pages


def upload(client, file, name="contacts.csv"):
    file.name = name
    return client.post(reverse("actions:import_plan"), {"file": file}, follow=True)


def test_a_register_chosen_as_a_plan_goes_to_its_own_preview(client, lead, town):
    client.force_login(lead)

    form = {"file": sheet(*COUNTY), "agency": lead.agency_id}
    form["file"].name = "contacts.csv"
    page = client.post(reverse("actions:import_plan"), form, follow=True)

    assert page.redirect_chain == [(RegisterImport.objects.get().get_absolute_url(), 302)]
    text = page.content.decode()
    assert "4 areas and 5 posts" in text.lower()
    assert "Agency meant by SHT" in text
    assert "No agency is given for Libraries." in text


def test_a_chosen_agency_is_the_one_meant(client, lead, town):
    trust = AgencyFactory(name="Coastal Care")
    proposal = registers.import_register(sheet(*COUNTY), name="contacts.csv", by=lead)
    client.force_login(lead)

    page = client.post(
        reverse("actions:commit_register", args=[proposal.pk]), {"agency_0": trust.pk}, follow=True
    )

    assert "Added to the register: 4 areas and 5 posts." in page.content.decode()
    assert list(SpocAssignment.objects.get(job_title="Matron").agencies.all()) == [trust]


def test_a_partner_who_chooses_a_register_is_told_whose_it_is(client):
    client.force_login(UserFactory(roles=[Role.SPOC]))

    page = upload(client, sheet(*COUNTY))

    assert "only the Prevent lead imports it as a whole" in page.content.decode()


def test_the_register_is_downloaded_as_the_columns_it_came_in(client, lead, town):
    imported(lead, *COUNTY)
    client.force_login(lead)

    content = b"".join(
        client.get(reverse("actions:export_spocs"), {"format": "csv", "columns": "list"})
    )

    assert content == sheet(*COUNTY).read()


@pytest.mark.parametrize("size", [2, 30])
def test_a_preview_asks_the_same_however_long_the_register_is(
    client, lead, size, django_assert_num_queries
):
    rows = [(f"Area {n}", f"Post {n}", "SCC") for n in range(size)]
    proposal = registers.import_register(sheet(*rows), name="contacts.csv", by=lead)
    client.force_login(lead)
    client.get(proposal.get_absolute_url())

    # Eight of them are the ends of transactions and for whom the database answers.
    with django_assert_num_queries(17):
        page = client.get(proposal.get_absolute_url())

    assert f"Area {size - 1}" in page.content.decode()
