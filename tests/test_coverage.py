"""docs/coverage.md tells of every requirement once, and names only what is there."""

import re
from pathlib import Path

from django.core.management import get_commands
from django.urls import get_resolver

ROOT = Path(__file__).resolve().parent.parent
ROW = re.compile(r"^\| ([A-Z]+-[0-9.R]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


def rows():
    return ROW.findall((ROOT / "docs" / "coverage.md").read_text(encoding="utf-8"))


def numbered(name, last, first=1):
    return [f"{name}-{number}" for number in range(first, last + 1)]


def test_every_requirement_is_there_once_and_in_order():
    bromley = ["BROM-0"]
    for section, last, has_requirements in (
        (1, 9, True), (2, 5, True), (3, 6, True), (4, 6, True), (5, 3, True), (6, 5, False),
    ):  # fmt: skip
        bromley += [f"BROM-{section}.{number}" for number in range(1, last + 1)]
        bromley += [f"BROM-{section}.R"] * has_requirements

    assert [reference for reference, _, _ in rows()] == [
        *numbered("BUCKS", 56),
        *bromley,
        *numbered("BARNET", 19),
        *numbered("CAMBS", 43),
        *numbered("NOTTS", 15),
    ]


def test_every_requirement_says_what_meets_it_or_not_yet():
    assert [
        reference
        for reference, _, met_by in rows()
        if "`" not in met_by and not met_by.startswith("not yet")
    ] == []


def test_what_is_named_exists():
    names = {name for _, _, met_by in rows() for name in re.findall("`([^`]+)`", met_by)}
    pages = {name for name in names if not name.startswith(("manage.py ", "tests/"))}
    commands = {name.split()[1] for name in names if name.startswith("manage.py ")}
    tests = {name for name in names if name.startswith("tests/")}

    assert pages
    assert pages - _pages() == set()
    assert commands - set(get_commands()) == set()
    assert [test for test in tests if not (ROOT / test).exists()] == []


#: The requirements of OWASP ASVS 5.0 in the four chapters: how many each section has.
SECTIONS = {
    "8": (4, 4, 3, 2),
    "11": (4, 5, 5, 4, 2, 2, 2),
    "14": (2, 8, 3),
    "16": (1, 5, 4, 3, 4),
}


def test_the_page_of_security_says_of_each_requirement_once_whether_it_is_met_and_names_what_is_there():
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    lines = re.findall(
        r"^\| (\d[\d., ]+) \| [123] \| [^|]+ \| ([^|]+) \| [^|]+ \|$", page, re.MULTILINE
    )
    told = [number for numbers, _ in lines for number in numbers.split(", ")]

    assert sorted(told) == sorted(
        f"{chapter}.{section}.{number}"
        for chapter, counts in SECTIONS.items()
        for section, count in enumerate(counts, 1)
        for number in range(1, count + 1)
    )
    assert [met for _, met in lines if not re.match("yes|no|part|does not apply", met)] == []
    named = re.findall(r"`([\w*./-]+\.(?:py|md|sql|example))`", page)
    assert len(named) > 80
    assert [
        name for name in named if not any(ROOT.glob(name)) and not any((ROOT / "tests").glob(name))
    ] == []
    decisions = re.findall(r"\b(00\d\d)\b", page)
    assert [each for each in decisions if not any(ROOT.glob(f"docs/decisions/{each}-*.md"))] == []


def _pages():
    found = set()

    def walk(patterns, prefix):
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
                walk(pattern.url_patterns, space)
            elif pattern.name:
                found.add(prefix + pattern.name)

    walk(get_resolver().url_patterns, "")
    return found
