"""The training of the invented county: one extract that was taken in, one that waits to be
looked at, one whose columns nobody has told yet."""

import csv
import datetime
import io
import random

from prevent_portal import demo as partnership
from prevent_portal.models import Agency, User
from prevent_portal.tracked import create_tracked

from ..models import Unit
from ..services import extracts

#: People of the county at scale 1.
_PEOPLE = 2000
#: The same invented people every time.
_SEED = 2015
_HEAD = (
    "Employee Number",
    "Display Name",
    "Work Email",
    "Business Unit",
    "Team",
    "Job Role Level",
    "Works With Children/Vulnerable Adults",
    "Start Date",
    "Leaver Date",
    "Prevent E-Learning Completed",
    "WRAP/Other Prevent Training Date",
)
#: directorate, unit, how many of a hundred people, how many of them have been trained, who work with
#: children or vulnerable adults
_UNITS = (
    ("Children and families", "Children's social care", 14, 0.93, True),
    ("Children and families", "Early help", 9, 0.91, True),
    ("Children and families", "Education and inclusion", 10, 0.89, True),
    ("Adults and health", "Adult social care", 15, 0.88, True),
    ("Adults and health", "Public health", 4, 0.86, False),
    ("Communities", "Community safety", 5, 0.96, False),
    ("Communities", "Libraries and registration", 8, 0.81, False),
    ("Communities", "Trading standards", 4, 0.79, False),
    ("Environment and transport", "Highways", 10, 0.63, False),
    ("Environment and transport", "Planning and waste", 7, 0.69, False),
    ("Resources", "Finance and procurement", 8, 0.77, False),
    ("Resources", "Property and digital", 6, 0.72, False),
)
#: the teams of each unit; the others have none
_TEAMS = {
    "Children's social care": ("Assessment", "Children in care", "Disabled children", "Fostering"),
    "Early help": ("Family support, north", "Family support, south", "Youth work"),
    "Education and inclusion": ("Attendance", "Elective home education", "School improvement"),
    "Adult social care": ("Hospital team", "Learning disability", "Older people", "Mental health"),
    "Libraries and registration": ("Marlowick library", "Saltmere library", "Registration"),
    "Highways": ("Streetworks", "Winter service"),
}
_FIRST = [
    "Ada",
    "Bea",
    "Cian",
    "Delyth",
    "Ewan",
    "Femi",
    "Gwen",
    "Hana",
    "Idris",
    "Jaya",
    "Kit",
    "Lowri",
    "Milo",
    "Nuala",
    "Otis",
    "Petra",
    "Quill",
    "Rhys",
    "Sian",
    "Tariq",
    "Una",
    "Vikram",
    "Wren",
    "Xanthe",
    "Yusuf",
    "Zora",
]
_LAST = [
    "Ashmere",
    "Birkwell",
    "Caldross",
    "Dunnavale",
    "Eskham",
    "Farrowby",
    "Gallowhay",
    "Hartwith",
    "Inglemoor",
    "Jessamy",
    "Kelderby",
    "Lindrick",
    "Marrable",
    "Netherwood",
    "Oakenfold",
    "Penhallick",
    "Quarmby",
    "Rushmere",
    "Sallowfield",
    "Thornaby",
    "Underhay",
    "Vennick",
    "Wraxley",
    "Yarmside",
    "Zellwood",
]
#: Rows that a real extract would hold: what is wrong with each is said on its page.
_ODD = (
    {"Employee Number": "not known"},
    {"Business Unit": "Lighthouses"},
    {"Start Date": "31/02/2024"},
    {"Works With Children/Vulnerable Adults": "maybe"},
    {"Display Name": "=HYPERLINK(1)"},
    {"Work Email": "nobody at all"},
    {"Job Role Level": "MANAGER"},
)


def load(anchor, *, scale=1):
    """Add units, the people and what they have taken, as at the day; the next extract waits."""
    county = Agency.objects.get(name=partnership.AGENCIES["county"][0])
    keeper = User.objects.get(email=partnership.address("training.lead"))
    create_tracked(
        Unit, [Unit(agency=county, directorate=where, name=name) for where, name, *_ in _UNITS]
    )
    rows = list(_rows(anchor, _PEOPLE * scale))
    taken = extracts.read_extract(
        _file(rows), name="staff-and-training.csv", agency=county, by=keeper, on=anchor
    )
    extracts.commit_import(taken, by=keeper)
    extracts.read_extract(
        _file(_newer(rows, anchor)),
        name="staff-and-training-newer.csv",
        agency=county,
        by=keeper,
        on=anchor,
    )
    extracts.receive_extract(
        _learning(rows, anchor),
        name="learning-system.csv",
        agency=county,
        by=keeper,
        on=anchor,
    )


def _learning(rows, anchor):
    """What a learning system gives, under headings that the portal cannot tell: it asks."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(("Learner ref", "Learner", "What was taken", "When", "Score"))
    for number, row in enumerate(rows[100:140]):
        day = anchor - datetime.timedelta(days=number)
        course = ("Prevent briefing", "WRAP")[number % 2]
        writer.writerow(
            (
                row["Employee Number"],
                row["Display Name"],
                course,
                f"{day:%d/%m/%Y}",
                70 + number % 30,
            )
        )
    return io.BytesIO(text.getvalue().encode())


def _rows(anchor, count):
    chance = random.Random(_SEED)  # noqa: S311 - nothing secret
    teams = random.Random(_SEED)  # noqa: S311 - likewise
    units = chance.choices(_UNITS, weights=[unit[2] for unit in _UNITS], k=count)
    for number, (_, unit, _, share, at_risk) in enumerate(units, 1):
        first, last = chance.choice(_FIRST), chance.choice(_LAST)
        start = anchor - datetime.timedelta(days=chance.randint(20, 5000))
        is_trained = chance.random() < share
        elearning, wrap = _days(chance, start, anchor) if is_trained else ("", "")
        yield dict(
            zip(
                _HEAD,
                (
                    f"{number:08}",
                    f"{first} {last}",
                    f"{first}.{last}{number}@{partnership.DOMAINS['county']}".lower(),
                    unit,
                    teams.choice(_TEAMS.get(unit, ("",))),
                    _level(chance),
                    "Y" if at_risk else "N",
                    f"{start:%d/%m/%Y}",
                    "",
                    elearning,
                    wrap,
                ),
                strict=True,
            )
        )


def _level(chance):
    levels = ("Front line worker", "Manager", "Senior manager")
    return chance.choices(levels, weights=(80, 17, 3))[0]


def _days(chance, start, anchor):
    """When somebody took what: nearly everybody within three years, and some a workshop as well."""
    since = min((anchor - start).days, 1400)
    elearning = anchor - datetime.timedelta(days=chance.randint(0, since))
    has_wrap = chance.random() < 0.2
    return f"{elearning:%d/%m/%Y}", f"{elearning:%d/%m/%Y}" if has_wrap else ""


def _newer(rows, anchor):
    """The next extract: somebody has left, somebody has moved, some have just been trained."""
    rows = [dict(row) for row in rows]
    for row in rows[:12]:
        row["Prevent E-Learning Completed"] = f"{anchor:%d/%m/%Y}"
    for row in rows[12:16]:
        row["Business Unit"], row["Team"] = _UNITS[0][1], "Assessment"
    for row in rows[16:19]:
        row["Leaver Date"] = f"{anchor:%d/%m/%Y}"
    for row, odd in zip(rows[40:], _ODD, strict=False):
        row.update(odd)
    return rows


def _file(rows):
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, _HEAD)
    writer.writeheader()
    writer.writerows(rows)
    return io.BytesIO(text.getvalue().encode())
