"""What stays where it belongs: read off the code itself, so that a slip fails before it is run."""

import ast
import functools
import re
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.conf import settings

from prevent_portal.roles import GRANTS
from tests.routes import routes

ROOT = Path(__file__).resolve().parent.parent
APPS = [ROOT / app for app in settings.FIRST_PARTY_APPS]
CODE = [
    path
    for app in APPS
    for path in sorted(app.rglob("*.py"))
    if "migrations" not in path.relative_to(ROOT).parts
]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
EMAILS = sorted((ROOT / "templates").rglob("email/**/*.txt"))
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in CODE}


def place(path):
    """A path as people write it."""
    return path.relative_to(ROOT).as_posix()


def views_files():
    return [path for path in CODE if "views" in (path.stem, path.parent.name)]


def nodes(path, kind):
    return [node for node in ast.walk(TREES[path]) if isinstance(node, kind)]


def found(pattern, paths, *, but=()):
    """`file:line` of everything that matches, outside the places where it may stand."""
    return [
        f"{place(path)}:{number}: {line.strip()}"
        for path in paths
        if place(path) not in but
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(pattern, line)
    ]


# Views


def _is_views_query(node):
    """`Model.objects`, whatever follows."""
    return isinstance(node, ast.Attribute) and node.attr == "objects"


@pytest.mark.parametrize("path", views_files(), ids=place)
def test_a_view_reaches_rows_only_through_visible_to(path):
    allowed = {
        node.value
        for node in nodes(path, ast.Attribute)
        if node.attr == "visible_to" and _is_views_query(node.value)
    }
    queries = [n for n in nodes(path, ast.Attribute) if _is_views_query(n) and n not in allowed]
    by_model = [
        call
        for call in nodes(path, ast.Call)
        if getattr(call.func, "id", "") in ("get_object_or_404", "get_list_or_404")
        and isinstance(call.args[0], ast.Name)
        and call.args[0].id[0].isupper()
    ]

    assert [f"line {node.lineno}: {ast.unparse(node)}" for node in queries + by_model] == []


@pytest.mark.parametrize("path", views_files(), ids=place)
def test_a_view_names_no_role_and_counts_nothing(path):
    roles = [n for n in nodes(path, ast.Name) if n.id in ("Role", "GRANTS")]
    asked = [n for n in nodes(path, ast.Attribute) if n.attr in ("roles", "has_role")]
    sums = [
        n
        for n in nodes(path, ast.BinOp)
        if isinstance(n.op, (ast.Mult, ast.Div, ast.FloorDiv, ast.Mod))
    ]

    assert [f"line {n.lineno}: {ast.unparse(n)}" for n in roles + asked + sums] == []


def _length(function):
    """Statements, whatever lines they are wrapped over; the docstring is not one of them."""
    inner = [node for node in ast.walk(function) if isinstance(node, ast.stmt)]
    return len(inner) - 1 - bool(ast.get_docstring(function))


@pytest.mark.parametrize("path", views_files(), ids=place)
def test_a_view_is_a_short_function(path):
    assert nodes(path, ast.ClassDef) == []
    views = [f for f in TREES[path].body if isinstance(f, ast.FunctionDef) and f.decorator_list]

    assert [f"{f.name}: {_length(f)} statements" for f in views if _length(f) >= 10] == []


# Names and places


def test_no_file_has_a_name_that_could_hold_anything():
    vague = {"utils", "helpers", "mixins", "managers", "selectors", "signals", "common", "admin"}

    assert [place(path) for path in CODE if {path.stem, *path.parts} & vague] == []


#: What comes from outside, and the only places that may import it.
ONLY_IN = {
    "weasyprint": ("prevent_portal/papers.py", "reports/documents.py"),
    "pikepdf": ("prevent_portal/carried.py", "reports/conformance.py", "reports/stamping.py"),
    "cryptography": ("prevent_portal/sealed.py",),  # ASVS 11.1.3: where there is any, it is known
    "hmac": (
        "prevent_portal/acting.py",
        "prevent_portal/factor.py",
        "prevent_portal/seals.py",
        "channel/tokens.py",
    ),
    "secrets": (
        "prevent_portal/demo.py",
        "prevent_portal/local_servers/watcher.py",
        "prevent_portal/models.py",
        "prevent_portal/private.py",
        "prevent_portal/sealed.py",
        "prevent_portal/settings.py",
    ),
    "random": ("training/demo/",),
    "fontTools": ("reports/letters.py",),
    "markdown_it": ("reports/markdown.py",),
    "matplotlib": ("reports/charts.py",),
    "guardian": ("channel/permissions.py", "channel/models/case.py"),
    "docx": (
        "actions/reading/",
        "actions/writing/",
        "actions/demo/",
        "reports/word.py",
    ),
    "openpyxl": (
        "actions/reading/",
        "actions/writing/",
        "prevent_portal/export.py",
        "training/reading/",
    ),
    "pandas": (),
    "requests": (),
    "httpx": (),
    "urllib.request": ("prevent_portal/management/commands/demo.py",),
    "smtplib": (),
    "pickle": (),
    "psycopg2": ("prevent_portal/local_servers/watcher.py",),
    "subprocess": (
        "prevent_portal/backups.py",
        "prevent_portal/local_servers/__init__.py",
        "prevent_portal/local_servers/watcher.py",
        "prevent_portal/management/commands/demo.py",
    ),
}


@functools.cache
def imported(path):
    found = []
    for node in nodes(path, (ast.Import, ast.ImportFrom)):
        if isinstance(node, ast.Import):
            found += [name.name for name in node.names]
        elif node.level == 0:
            found += [node.module, *(f"{node.module}.{name.name}" for name in node.names)]
    return found


@pytest.mark.parametrize("package", ONLY_IN)
def test_an_outside_package_stays_where_it_belongs(package):
    breaches = {
        place(path)
        for path in CODE
        for name in imported(path)
        if (name == package or name.startswith(f"{package}."))
        and not place(path).startswith(ONLY_IN[package])
    }

    assert breaches == set()


#: Worked out from what is given: no request, no database, no settings.
PURE = ["actions/timescale.py", *(place(p) for p in CODE if "reading" in p.parts)]


@pytest.mark.parametrize("name", PURE)
def test_what_is_pure_stays_so(name):
    impure = ("django", "prevent_portal", "celery", "redis")

    assert [n for n in imported(ROOT / name) if n.split(".")[0] in impure] == []


def test_relative_inside_an_app_and_absolute_across():
    own = [
        f"{place(path)}: {name}"
        for path in CODE
        for name in imported(path)
        if name.split(".")[0] == path.relative_to(ROOT).parts[0]
        and "management" not in path.parts
        and "demo" not in path.parts
    ]
    across = [
        f"{place(path)}:{node.lineno}"
        for path in CODE
        for node in nodes(path, ast.ImportFrom)
        if node.level >= len(path.relative_to(ROOT).parts)
    ]

    assert own == []
    assert across == []


# What would open a second door


@pytest.mark.parametrize(
    ("pattern", "but"),
    [
        (r"csrf_exempt", ()),
        # A file comes in by UploadField alone, which shows it to the virus scanner.
        (r"FileField\(|ImageField\(", ("prevent_portal/models.py",)),
        (r"request\.FILES(?! or None|, action)", ("prevent_portal/factor.py",)),
        (r"mark_safe|SafeString\(", ("reports/documents.py",)),
        (
            r"_base_manager|_default_manager",
            ("prevent_portal/rows.py", "prevent_portal/tracked.py"),
        ),
        (r"\.raw\(|\.extra\(|RawSQL\(", ()),
        (r"is_superuser", ("prevent_portal/models.py",)),
        (r"\bTODO\b|\bFIXME\b|\bXXX\b", ()),
        (r"datetime\.now\(\)|date\.today\(\)", ()),
        (r"\|\| true", ()),
    ],
)
def test_code_holds_none_of(pattern, but):
    assert found(pattern, CODE, but=but) == []


@pytest.mark.parametrize(
    ("pattern", "but"),
    [
        (r"\sstyle\s*=", ()),
        (r"<style\b", ()),
        (r"<script(?![^>]*\bsrc=)", ()),
        (r"\son[a-z]+\s*=", ()),
        (r"javascript:", ()),
        (r"https?://(?!www\.w3\.org/)", ()),
        # Hints are written in forms, and Django draws them so.
        (r"\|\s*safe\b(?!\w)|autoescape off|safeseq", ("templates/django/forms/field.html",)),
        (r"<form\b(?![^>]*method=)", ()),
    ],
)
def test_templates_hold_none_of(pattern, but):
    assert found(pattern, TEMPLATES, but=but) == []


def test_every_form_that_changes_something_carries_its_token():
    forms = re.compile(r'<form\b[^>]*method="post".*?</form>', re.DOTALL | re.IGNORECASE)

    bare = [
        place(path)
        for path in TEMPLATES
        for form in forms.findall(path.read_text(encoding="utf-8"))
        if "{% csrf_token %}" not in form
    ]

    assert bare == []


#: All that a message may be told: where to go, and how long or how many.
IN_EMAILS = re.compile(r"^(\w+_)?(url|days|count)$|^minutes$|^portal_name$|^is_demo$")


def test_there_are_emails_to_read():
    assert EMAILS


@pytest.mark.parametrize("path", EMAILS, ids=place)
def test_an_email_carries_a_link_and_no_content(path):
    words = path.read_text(encoding="utf-8")
    printed = re.findall(r"\{\{\s*([\w.]+)", words)

    assert [name for name in printed if not IN_EMAILS.match(name)] == []


# Permissions


def permissions_named():
    """Every permission that code or a template asks for, by `app.verb_thing`."""
    apps = "|".join(settings.FIRST_PARTY_APPS)
    words = re.compile(rf"^({apps})\.[a-z]+(_[a-z0-9]+)+$")
    table = ROOT / "prevent_portal" / "roles.py"
    in_code = {
        node.value
        for path in CODE
        if path != table
        for node in nodes(path, ast.Constant)
        if isinstance(node.value, str) and words.match(node.value)
    }
    in_templates = {
        name
        for path in TEMPLATES
        for name in re.findall(r"{%-?\s*may\s+[\"']([^\"']+)", path.read_text(encoding="utf-8"))
    }
    return in_templates | {name for name in in_code if not _is_module(name)}


def _is_module(name):
    return find_spec(name) is not None or (ROOT / name.replace(".", "/")).exists()


#: Granted by name, with a seat at a case; no role grants them.
BY_SEAT = {
    *(f"channel.{verb}_case" for verb in ("observe", "view", "contribute", "coordinate", "chair")),
    "channel.view_tools",
    "channel.change_tools",
}


def test_what_a_seat_grants_no_role_does():
    assert BY_SEAT & set(GRANTS) == set()


def test_every_permission_asked_for_is_in_the_table():
    assert permissions_named() - set(GRANTS) - BY_SEAT == set()


def test_every_permission_in_the_table_is_asked_for():
    asked_at_a_door = {getattr(route.view, "access", "") for route in routes()}

    assert set(GRANTS) - permissions_named() - asked_at_a_door == set()


def test_every_permission_is_named_for_a_models_app():
    assert {name.split(".")[0] for name in GRANTS} | {"channel"} == set(settings.FIRST_PARTY_APPS)


def test_every_link_in_a_template_leads_to_a_page():
    known = {route.name for route in routes()}
    named = {
        (place(path), name)
        for path in TEMPLATES
        for name in re.findall(r"{%\s*url\s+[\"']([^\"']+)", path.read_text(encoding="utf-8"))
    }

    assert {(path, name) for path, name in named if name not in known} == set()


def test_every_template_is_used():
    """Named in code, in another template, or found by the name of its page."""
    text = "\n".join(
        path.read_text(encoding="utf-8") for path in [*CODE, *TEMPLATES, ROOT / "pyproject.toml"]
    )
    ours = [
        path
        for path in TEMPLATES
        if path.parts[-2] not in ("account", "widgets", "forms") and "mfa" not in path.parts
    ]
    unused = [
        place(path)
        for path in ours
        if path.relative_to(ROOT / "templates").as_posix() not in text
        and path.name not in text
        and f'"{path.stem}"' not in text
        and not path.stem.isdigit()
    ]

    assert unused == []
