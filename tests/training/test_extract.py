"""Extracts of staff and training: a verdict on every row, and a register that can be told as at any day."""

import datetime
import io
import json

import pytest
from django.core.management import CommandError, call_command

from prevent_portal.acting import acting_for
from prevent_portal.errors import Refused
from prevent_portal.models import Agency, Person
from tests.factories import AgencyFactory, UserFactory
from tests.training.extracts import FIRST, HEAD, extract
from tests.training.rooms import a_session
from training.models import (
    Booking,
    Completion,
    Course,
    CourseVersion,
    Level,
    Posting,
    StagedRow,
    TrainingImport,
    Unit,
)
from training.position import headline_rule, position
from training.reading import heads
from training.services import attendance, extracts, people

pytestmark = pytest.mark.django_db
ON = datetime.date(2026, 3, 18)


@pytest.fixture
def agency():
    return AgencyFactory(name="Example Council")


@pytest.fixture
def by(agency):
    return UserFactory(agency=agency)


def taken_in(agency, by, *rows, on=ON):
    of_import = extracts.read_extract(extract(*rows), name="x.csv", agency=agency, by=by, on=on)
    return extracts.commit_import(of_import, by=by)


def figures(agency, on, **more):
    found = position(headline_rule(agency, on=on), on=on, agency=agency, **more)
    whole = found.whole
    return whole.in_post, whole.trained, whole.in_date


# The two files of the sample


def test_every_row_of_the_dirty_file_gets_its_verdict(shared_folder, capsys):
    expected = json.loads(
        (shared_folder / "training/expected/sap-training-dirty-500.json").read_text()
    )
    file = shared_folder / "training/sap-training-dirty-500.csv"

    call_command("import_training", str(file), agency="Dirty Council", new_agency=True, json=True)

    printed = json.loads(capsys.readouterr().out)
    met = [(r["record"], r["line"], r["verdict"], sorted(r["codes"])) for r in printed["verdicts"]]
    assert met == [
        (r["record"], r["line"], r["verdict"], sorted(r["codes"])) for r in expected["rows"]
    ]
    counts = expected["counts"]
    assert [printed[name] for name in ("rows", "accepted", "warnings", "rejected", "skipped")] == [
        counts["records"],
        counts["accepted"],
        counts["accepted_with_warning"],
        counts["rejected"],
        counts["skipped"],
    ]
    assert not TrainingImport.objects.exists()
    assert not Agency.objects.filter(name="Dirty Council").exists()


def test_what_an_accepted_row_says_is_kept_as_expected(shared_folder):
    expected = json.loads(
        (shared_folder / "training/expected/sap-training-dirty-500.json").read_text()
    )
    agency = AgencyFactory()
    with (shared_folder / "training/sap-training-dirty-500.csv").open("rb") as file:
        extracts.read_extract(file, name="dirty.csv", agency=agency, by=None, on=ON)

    staged = {row.record: row for row in StagedRow.objects.all()}
    for row in expected["rows"]:
        if "normalised" in row:
            met, wanted = staged[row["record"]], row["normalised"]
            days = dict(zip(met.courses, met.days, strict=True))
            assert wanted == {
                "employee_number": met.number,
                "display_name": met.name,
                "email": met.email,
                "business_unit": met.unit,
                "role_level": met.level,
                "works_with": met.at_risk,
                "start_date": met.start.isoformat(),
                "leaver_date": met.leaver.isoformat() if met.leaver else None,
                "elearning_date": _iso(days.get("PREVENT_ELEARNING")),
                "wrap_date": _iso(days.get("WRAP")),
            }


def _iso(day):
    return day.isoformat() if day else None


def test_the_clean_extract_gives_the_headline_of_the_board_paper(shared_folder, capsys):
    file = shared_folder / "training/sap-training-extract-20000.csv"
    expected = json.loads(
        (shared_folder / "training/expected/sap-training-extract-20000.json").read_text()
    )["summary"]

    call_command(
        "import_training", str(file), agency="Extract Council", new_agency=True, commit=True
    )
    call_command(
        "training_position",
        on=datetime.date(2019, 3, 31),
        agency="Extract Council",
        by="unit",
        json=True,
    )

    printed = json.loads(capsys.readouterr().out)
    assert (printed["in_post"], printed["trained"], printed["percent"]) == (18400, 15272, 83.0)
    assert (printed["in_date"], printed["in_date_percent"]) == (14445, 78.5)
    assert {g["name"]: (g["in_post"], g["trained"]) for g in printed["groups"]} == {
        name: (unit["in_post"], unit["trained"])
        for name, unit in expected["by_business_unit"].items()
    }


# What an extract changes


def test_the_first_extract_makes_people_postings_and_completions(agency, by):
    of_import = taken_in(agency, by, *FIRST)

    assert of_import.counts["changes"] == {"starter": 4, "completions": 4}
    assert Person.objects.filter(agency=agency).count() == 4
    assert figures(agency, datetime.date(2025, 12, 31)) == (4, 2, 1)
    assert figures(agency, ON) == (3, 2, 1)
    assert not StagedRow.objects.exists()


def test_the_same_file_again_changes_nothing_and_says_so(agency, by):
    taken_in(agency, by, *FIRST)

    with pytest.raises(Refused, match="was taken in on"):
        taken_in(agency, by, *FIRST)

    assert (Posting.objects.count(), Completion.objects.count()) == (4, 4)


def test_movers_leavers_returners_and_refreshers_are_told_apart(agency, by):
    known = [*FIRST[:2], (3, "Libraries", "01/10/2025", "", "", "02/01/2026"), FIRST[3]]
    taken_in(agency, by, *known, on=datetime.date(2026, 1, 31))

    later = taken_in(
        agency,
        by,
        (1, "Libraries", "01/04/2019", "", "01/02/2026", ""),  # moved, and took it again
        (2, "Housing", "01/04/2019", "28/02/2026", "", ""),  # left
        (3, "Libraries", "01/10/2025", "", "", "02/01/2026"),  # the same
        (4, "Housing", "01/03/2026", "", "", "01/05/2024"),  # came back
    )

    assert later.counts["changes"] == {
        "mover": 1,
        "leaver": 1,
        "same": 1,
        "returner": 1,
        "completions": 1,
    }
    by_unit = position(headline_rule(agency, on=ON), on=ON, agency=agency).groups
    assert {g.name: (g.in_post, g.trained) for g in by_unit} == {
        "Housing": (1, 1),
        "Libraries": (2, 2),
    }
    before = datetime.date(2026, 3, 17)
    by_unit = position(headline_rule(agency, on=before), on=before, agency=agency).groups
    assert {g.name: g.in_post for g in by_unit} == {"Housing": 2, "Libraries": 1}


def in_teams(agency, by, *teams, on, head="Team", unit="Housing"):
    """Take in an extract of people of one unit, each in a team; return what changed."""
    rows = [
        f"{n:08d},Staff {n},,{unit},Manager,Y,01/04/2019,,,,{t}" for n, t in enumerate(teams, 1)
    ]
    text = "\r\n".join([f"{HEAD.strip()},{head}", *rows, ""])
    file = io.BytesIO(text.encode())
    of_import = extracts.read_extract(file, name="t.csv", agency=agency, by=by, on=on)
    return extracts.commit_import(of_import, by=by).counts["changes"]


def teams_on(agency, on):
    found = position(headline_rule(agency, on=on), on=on, agency=agency, by="team").groups
    return {group.name: group.in_post for group in found}


def test_a_past_day_uses_the_team_of_that_day(agency, by):
    taken_in(agency, by, *((n, "Housing", "01/04/2019", "", "", "") for n in (1, 2, 3)))
    first, second = datetime.date(2026, 2, 1), datetime.date(2026, 3, 1)

    known_late = in_teams(agency, by, "Repairs", "Repairs", "", on=first)
    moved = in_teams(agency, by, "Repairs", "Lettings", "Lettings", on=second)

    assert known_late == {"replaced": 2, "same": 1, "completions": 0}
    assert moved == {"same": 1, "mover": 1, "replaced": 1, "completions": 0}
    # the third's team was never known to be another
    assert teams_on(agency, datetime.date(2026, 2, 28)) == {
        "Housing: Repairs": 2,
        "Housing: Lettings": 1,
    }
    assert teams_on(agency, second) == {"Housing: Repairs": 1, "Housing: Lettings": 2}


def test_an_extract_without_teams_leaves_people_in_theirs_until_they_change_unit(agency, by):
    on = datetime.date(2026, 2, 1)
    for name in ("Housing", "Libraries"):
        Unit(agency=agency, name=name).save()
    known = [(n, "Housing", "01/04/2019", "", "", "") for n in (1, 2)]
    taken_in(agency, by, *known, (9, "Libraries", "01/04/2019", "", "", ""))
    in_teams(agency, by, "Repairs", "Repairs", on=on)

    taken_in(
        agency,
        by,
        (1, "Housing", "01/04/2019", "28/02/2026", "", ""),
        (2, "Libraries", "01/04/2019", "", "", ""),
    )

    assert teams_on(agency, datetime.date(2026, 2, 15)) == {
        "Housing: Repairs": 2,
        "In no team that is known": 1,
    }
    assert teams_on(agency, ON) == {"In no team that is known": 2}


def test_a_team_is_the_unit_where_no_column_is(agency, by):
    assert heads.meanings_of(["Team", "Business unit"]) == ["team", "unit"]
    assert heads.meanings_of(["Team", "Directorate"]) == ["unit", "directorate"]


def test_a_past_position_can_be_told_as_it_was_known_then(agency, by):
    taken_in(agency, by, *FIRST)
    known_at = Posting.objects.latest("recorded_at").recorded_at

    with acting_for(None):
        rows = Posting.objects.known(known_at)
        assert rows.count() == 4
        assert Posting.objects.known(known_at - datetime.timedelta(days=1)).count() == 0
    on = datetime.date(2025, 12, 31)
    assert figures(agency, on, known_at=known_at) == (4, 2, 1)
    assert figures(agency, on, known_at=known_at - datetime.timedelta(days=1)) == (0, 0, 0)


def test_an_import_is_undone_while_nothing_stands_on_it(agency, by):
    first = taken_in(agency, by, *FIRST)
    second = taken_in(agency, by, (1, "Libraries", "01/04/2019", "", "01/02/2026", ""))

    with pytest.raises(Refused, match="undo that one first"):
        extracts.undo_import(first, by=by)
    extracts.undo_import(second, by=by)
    assert figures(agency, ON) == (3, 2, 1)
    extracts.undo_import(first, by=by)
    assert figures(agency, ON) == (0, 0, 0)
    with pytest.raises(Refused, match="not open any more"):
        extracts.undo_import(first, by=by)


def _ended(person, by):
    people.end_post(person, by=by, on=datetime.date(2026, 3, 1))


def _moved(person, by):
    people.start_post(
        person,
        by=by,
        unit=Unit.objects.get(agency=person.agency, name="Libraries"),
        level=Level.objects.get(name="Manager"),
        works_with_people_at_risk=True,
        starts_on=datetime.date(2026, 3, 2),
    )


def _completed(person, by):
    course = Course.objects.get(code="WRAP")
    on = datetime.date(2026, 3, 2)
    people.add_completion(person, by=by, course=course, on=on, route="declared")


def _taken_back(person, by):
    completion = Completion.objects.known().get(person=person)
    people.withdraw_completion(completion, by=by, reason="Somebody else's")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_ended, "2 posts were written or withdrawn by hand"),
        (_moved, "3 posts were written or withdrawn by hand"),
        (_completed, "1 completion was written or withdrawn by hand"),
        (_taken_back, "1 completion was written or withdrawn by hand"),
    ],
)
def test_what_somebody_changed_by_hand_stands_on_an_import(agency, by, change, said):
    of_import = taken_in(agency, by, *FIRST)
    change(Person.objects.get(agency=agency, number="00000001"), by)
    before = figures(agency, ON)

    with pytest.raises(Refused, match=said):
        extracts.undo_import(of_import, by=by)

    assert figures(agency, ON) == before
    of_import.refresh_from_db()
    assert of_import.state == "committed"


def test_a_post_by_hand_before_an_import_stands_again_once_that_is_undone(agency, by):
    taken_in(agency, by, *FIRST)
    person = Person.objects.get(agency=agency, number="00000001")
    _ended(person, by)
    second = taken_in(agency, by, (1, "Housing", "01/04/2019", "", "01/05/2019", ""))
    assert Posting.objects.known().get(person=person).ends_on is None

    extracts.undo_import(second, by=by)

    assert Posting.objects.known().get(person=person).ends_on == datetime.date(2026, 3, 1)


def test_who_attended_a_session_has_done_so_after_an_import_that_said_it_first_is_undone(
    agency, by
):
    of_import = taken_in(agency, by, *FIRST)
    person = Person.objects.get(agency=agency, number="00000003")
    starts_at = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)
    session = a_session(agency, starts_at=starts_at)
    Booking(session=session, person=person, is_here=True, here_at=starts_at, by=by).save()
    attendance.close_register(session, by=by, on=ON)
    assert Completion.objects.known().get(person=person).route == "import"

    extracts.undo_import(of_import, by=by)

    completion = Completion.objects.known().get(person=person)
    assert (completion.route, completion.on) == ("register", session.on)
    assert Booking.objects.get(session=session).completion == completion


def test_a_completion_earlier_than_the_first_version_of_its_course_is_warned_of(agency, by):
    course = Course.objects.get(code="PREVENT_ELEARNING")
    for name, first in (("2", datetime.date(2024, 1, 1)), ("1", datetime.date(2019, 5, 2))):
        CourseVersion(course=course, name=name, route="elearning", from_on=first).save()
    closed = CourseVersion(
        course=course, name="0", route="elearning", from_on=datetime.date(2000, 1, 1)
    )
    closed.closed_on, closed.closed_because = ON, "Never was one"
    closed.save()
    late = (5, "Housing", "01/04/2019", "", "02/05/2019", "")

    of_import = extracts.read_extract(
        extract(*FIRST, late), name="x.csv", agency=agency, by=by, on=ON
    )

    rows = StagedRow.objects.filter(of_import=of_import).order_by("record")
    assert [(row.verdict, row.codes) for row in rows] == [
        ("accepted_with_warning", ["completed_before_course"]),
        ("accepted", []),
        ("accepted", []),
        ("accepted_with_warning", ["completed_before_course"]),
        ("accepted", []),
    ]
    extracts.commit_import(of_import, by=by)
    assert Completion.objects.count() == 5


def test_an_import_that_is_cancelled_leaves_the_register_as_it_was(agency, by):
    of_import = extracts.read_extract(extract(*FIRST), name="x.csv", agency=agency, by=by, on=ON)

    extracts.cancel_import(of_import, by=by)

    assert not Person.objects.filter(agency=agency).exists()
    with pytest.raises(Refused):
        extracts.commit_import(of_import, by=by)


# Files that will not do


def test_a_file_without_the_columns_says_which_are_missing(agency, by, tmp_path):
    file = tmp_path / "other.csv"
    file.write_text("Name,Shoe size\nAnn,5\n")

    with pytest.raises(
        CommandError, match=r"no column for: employee number.*Its first row says: Name"
    ):
        call_command("import_training", str(file), agency=agency.name)


def test_an_empty_file_is_refused(agency, by):
    with pytest.raises(Refused, match="is empty"):
        extracts.read_extract(io.BytesIO(b""), name="x.csv", agency=agency, by=by)


def test_an_unknown_agency_is_refused(tmp_path):
    file = tmp_path / "x.csv"
    file.write_bytes(extract(*FIRST).getvalue())

    with pytest.raises(CommandError, match="There is no agency called Nowhere"):
        call_command("import_training", str(file), agency="Nowhere")


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_any_encoding_line_end_and_delimiter_is_read(agency, by, codec, end, between):
    text = extract(*FIRST).getvalue().decode().replace("\r\n", end).replace(",", between)

    of_import = extracts.read_extract(
        io.BytesIO(text.encode(codec)), name="x.csv", agency=agency, by=by, on=ON
    )

    assert of_import.counts["verdicts"] == {"accepted": 4}


def test_a_quote_that_is_never_closed_costs_one_row(agency, by):
    Unit(agency=agency, name="Housing").save()
    Unit(agency=agency, name="Libraries").save()
    lines = extract(*FIRST).getvalue().decode().splitlines(keepends=True)
    lines[2] = lines[2].replace("Staff 2", '"Staff 2')

    of_import = extracts.read_extract(
        io.BytesIO("".join(lines).encode()), name="x.csv", agency=agency, by=by, on=ON
    )

    assert of_import.counts["verdicts"] == {"accepted": 3, "rejected": 1}
    assert StagedRow.objects.get(verdict="rejected").codes == ["malformed_quotes"]


def test_the_command_wants_to_be_sure_of_an_extract_of_strangers(agency, by, tmp_path):
    taken_in(agency, by, *FIRST)
    file = tmp_path / "x.csv"
    strangers = [(number, "Housing", "01/04/2019", "", "", "") for number in range(100, 120)]
    file.write_bytes(extract(*strangers).getvalue())

    with pytest.raises(CommandError, match="are not known for Example Council"):
        call_command("import_training", str(file), agency=agency.name, commit=True)
    assert Posting.objects.count() == 4
    call_command("import_training", str(file), agency=agency.name, commit=True, sure=True)
    assert Posting.objects.count() == 24
