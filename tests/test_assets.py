"""What browsers load: pinned, our own, and nothing of GOV.UK's identity."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BUILT = ROOT / "build" / "static"


def test_the_lock_file_names_no_address():
    lock = (ROOT / "package-lock.json").read_text()

    assert "resolved" not in lock
    assert "http" not in re.sub(r'"funding": \{[^}]*\}|"url": "[^"]*"', "", lock)


def test_every_package_is_pinned_to_one_version():
    package = json.loads((ROOT / "package.json").read_text())
    versions = {**package["dependencies"], **package["devDependencies"]}

    assert [
        name for name, version in versions.items() if not re.fullmatch(r"[\d.]+", version)
    ] == []


@pytest.mark.parametrize(
    "name", ["portal.css", "portal.js", "register.js", "govuk-frontend.min.js"]
)
def test_nothing_is_loaded_from_elsewhere(name):
    text = (BUILT / name).read_text()

    assert re.findall(r"(?:url\(|from |import )\s*['\"]?(?:https?:)?//", text) == []
    assert "sourceMappingURL" not in text


def test_styles_name_only_files_that_are_there():
    css = (BUILT / "portal.css").read_text()
    named = set(re.findall(r"url\(\"?([^)\"]+)\"?\)", css))

    assert {name for name in named if not (BUILT / name).is_file()} == set()
    assert {name for name in named if name.startswith("fonts/")}


def test_the_typeface_and_the_crown_of_gov_uk_are_left_out():
    names = " ".join(path.name.lower() for path in BUILT.rglob("*"))

    assert "GDS Transport" not in (BUILT / "portal.css").read_text()
    assert not re.search(r"crown|crest|logotype|light-94a07e06a1|bold-b542beb274", names)
    assert (BUILT / "fonts" / "LICENSE.md").is_file()
