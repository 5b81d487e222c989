"""An attacker's afternoon: a crawler with each role's session, which follows every link and sends every form.

It runs in the portal's own process against a demonstration in var/soak, so that what breaks is shown with its
traceback. Whatever a form does is undone, after what the database would say at its commit. Expected everywhere: no
error of ours, no name of a case before the wrong eyes, nothing of what was typed as markup, no way off the portal,
and pages that no browser keeps.

It may be split by visitor (`-k officer`): the addresses that each came by are kept in var/ for those who try
them after.
"""

import itertools
import json
import re
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.signals import got_request_exception
from django.db import Error, connection, connections, transaction
from django.test import Client, override_settings
from django.urls import Resolver404, resolve
from lxml import html

from channel.models import Case, InformationRequest, Subject
from prevent_portal import demo
from prevent_portal.acting import acting_for
from prevent_portal.management.commands.demo import collect_static
from prevent_portal.models import User
from tests.channel.second_factor import use_factor
from tests.routes import routes

#: What is typed into every box. None of these may come back as it is.
MARKUP = "\"'><svg/onload=portal(1)><script>portal(2)</script>"
TEMPLATE = "{{ 7|add:7 }}{% debug %}${7*7}"
STATEMENT = "1') OR 1=1; SELECT set_config('portal.actor','1.1.9999999999.0',true);--"
HOSTILE = (
    MARKUP,
    STATEMENT,
    TEMPLATE,
    "\x00",
    "javascript:portal(3)",
    "//elsewhere.example/",
    "9" * 40,
    "-1",
    "=cmd|' /C calc'!A0",
    "\u202e\U0001f4a3" * 300,
    "../../../../etc/passwd",
    "\r\nX-Portal: 1",
)
#: From which of them on they are dealt out to the boxes of a form, one try each.
TURNS = (0, 3, 6, 9)
#: What may be asked of any page in its address.
NAMES = ("q", "page", "sort", "next", "on", "by", "panel", "period", "audience", "format")
#: How many addresses of one page are opened by one person.
EACH = 2
#: Surnames of cases that the demonstration gives to a councillor or a speaker too: looked for with the forename.
ALSO_OTHERS = ("Farthingale", "Sallowfield", "Vole")
#: Answers that are not an error of ours.
FINE = {200, 202, 204, 301, 302, 303, 304, 400, 401, 403, 404, 405, 409, 410, 413, 429}


@pytest.fixture(scope="module", autouse=True)
def portal(django_db_blocker):
    """A demonstration of its own, without a cache that would tell a second visitor to wait."""
    caches = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    with (
        django_db_blocker.unblock(),
        override_settings(CACHES=caches, SECURE_SSL_REDIRECT=False),
    ):
        cache.clear()
        call_command("migrate", verbosity=0)
        collect_static()
        call_command("load_demo")
        yield
    connections.close_all()


@dataclass
class Crawler:
    """Somebody, or nobody, who opens what they find; what should not have happened, by where it did."""

    name: str
    user: User | None
    names_of_others: dict
    seen: dict = field(default_factory=lambda: defaultdict(set))
    sent: Counter = field(default_factory=Counter)
    wrong: list = field(default_factory=list)
    pages: int = 0
    forms: int = 0
    slowest: tuple = (0, "")

    def __post_init__(self):
        self.client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        if self.user:
            self.client.force_login(self.user)
            use_factor(self.client, self.user)
        self.faults = []
        got_request_exception.connect(self._failed, weak=False, dispatch_uid="crawler")

    def _failed(self, sender, request, **kwargs):
        import traceback

        self.faults.append(traceback.format_exc().strip()[-1500:])

    def _timed(self, send, address, *given, **more):
        began = time.perf_counter()
        answer = send(address, *given, **more)
        self.slowest = max(self.slowest, (round(time.perf_counter() - began, 1), address))
        return answer

    def crawl(self, *addresses):
        """Open the addresses, and everything that can be reached from there; what was found on the way."""
        waiting = list(addresses)
        while waiting:
            address = waiting.pop(0)
            page = page_of(address)
            if page is None or address in self.seen[page] or len(self.seen[page]) >= EACH:
                continue
            self.seen[page].add(address)
            body = self.open(address)
            if body is None:
                continue
            waiting += [urljoin(address, link) for link in body.xpath("//a/@href")]
            for form in body.forms:
                self.try_form(address, form)
            if len(self.seen[page]) == 1:
                self.ask_wrongly(address)
        return self

    def open(self, address, **more):
        """The page at an address, if it is one."""
        self.pages += 1
        return self.judge(address, self._timed(self.client.get, address, **more))

    def ask_wrongly(self, address):
        """Ask the page for what it does not have, in its address."""
        path, known = urlsplit(address).path, dict(parse_qsl(urlsplit(address).query))
        names = sorted({*NAMES, *known})
        for turn in TURNS:
            asked = dict(zip(names, turned(turn), strict=False))
            self.pages += 1
            self.judge(f"{path} {asked!r}", self._timed(self.client.get, path, asked))

    def try_form(self, address, form):
        """Send a form with every hostile word in every box, and once with choices that are not there."""
        action = urlsplit(urljoin(address, form.action or address))
        kind = (page_of(action.path), form.method)
        if self.sent[kind] >= 2 or kind[0] is None:
            return
        self.sent[kind] += 1
        for turn in TURNS:
            self.send(action, form, turned(turn), True)
        self.send(action, form, itertools.repeat(MARKUP), True)
        self.send(action, form, turned(1), False)

    def send(self, action, form, words, choose):
        """Send a form once; what it does is undone."""
        self.forms += 1
        typed = dict(filled(form, words, choose))
        about = f"{form.method} {action.path} {typed!r}"[:600]
        if form.method == "GET":
            self.judge(about, self._timed(self.client.get, action.path, typed))
            return
        kept = self.client.cookies.output(header="", sep=";")
        with transaction.atomic():
            answer = self._timed(self.client.post, f"{action.path}?{action.query}", typed)
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            except Error as error:
                if answer.status_code < 400:
                    self.wrong.append((about, f"at commit: {error}"))
            transaction.set_rollback(True)
        self.client.cookies.load(kept)
        self.judge(about, answer)

    def judge(self, where, answer):
        """Note what is wrong with an answer; the page, where it is one."""
        if answer.status_code not in FINE:
            self.wrong.append((where, answer.status_code, *self.faults[-1:]))
        self.faults.clear()
        place = urlsplit(answer.headers.get("Location", ""))
        if place.netloc not in ("", "testserver", "127.0.0.1") or place.scheme not in ("", "http"):
            self.wrong.append((where, f"leads to {answer.headers['Location']}"))
        if "X-Portal" in answer.headers:
            self.wrong.append((where, "a header of the sender's"))
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        words = content.decode("utf-8", "replace")
        self._judge_words(where, answer, words)
        if not answer.headers.get("Content-Type", "").startswith("text/html") or not words.strip():
            return None
        for header in ("Content-Security-Policy", "X-Frame-Options"):
            if header not in answer.headers:
                self.wrong.append((where, f"no {header}"))
        return html.fromstring(words) if answer.status_code == 200 else None

    def _judge_words(self, where, answer, words):
        kept = answer.headers.get("Cache-Control", "")
        if "OFFICIAL-SENSITIVE" in words and "no-store" not in kept:
            self.wrong.append((where, "marked, and browsers may keep it"))
        is_page = answer.headers.get("Content-Type", "").startswith("text/html") and words.strip()
        if self.user and is_page and "no-store" not in kept:
            self.wrong.append((where, "browsers may keep it"))
        for typed in (MARKUP, "<script>portal", "<svg/onload", 'href="javascript:', "Traceback ("):
            if is_page and typed in words:  # a file is shown by no browser
                self.wrong.append((where, f"came back as it was: {typed}"))
        for name in self.names_of_others:
            if re.search(rf"\b{re.escape(name)}\b", words):
                self.wrong.append((where, f"names {name}"))


def told(wrong):
    """What went wrong, a line each and once."""
    return "\n".join(sorted({" → ".join(str(each)[:600] for each in one) for one in wrong}))


def page_of(address):
    """The name of the page at an address of the portal; None for any other place."""
    place = urlsplit(address)
    if place.netloc or place.scheme or not place.path.startswith("/"):
        return None
    try:
        return resolve(place.path).view_name
    except Resolver404:
        return None


def turned(turn):
    """The hostile words in a circle, from one of them on: so many boxes, so many of them."""
    return itertools.cycle(HOSTILE[turn:] + HOSTILE[:turn])


def filled(form, words, choose):
    """Each box with one of the words; what the form itself carries, and choices, as they are if `choose`."""
    for box, typed in zip(form.inputs, words, strict=False):
        kind = getattr(box, "type", box.tag)
        if box.name is None or kind in ("submit", "button", "image"):
            continue
        if box.name == "csrfmiddlewaretoken":
            yield box.name, box.value
        elif kind == "file":
            yield box.name, SimpleUploadedFile("../<svg onload=portal(1)>.csv", typed.encode())
        elif box.tag == "select":
            found = [each for each in box.value_options if each]
            yield box.name, found[-1] if choose and found else typed
        elif kind in ("radio", "checkbox"):
            yield box.name, (box.get("value") or "on") if choose else typed
        elif kind == "hidden":
            yield box.name, box.value or "" if choose else typed
        elif choose and re.search(r"_(day|month|year)$", box.name):
            yield box.name, {"day": "1", "month": "3", "year": "2026"}[box.name.rpartition("_")[2]]
        elif choose and box.get("inputmode") == "numeric":
            yield box.name, "2"
        else:
            yield box.name, typed


def people():
    """The demonstration's sign-ins, one for each role and each seat, and nobody."""
    addresses = dict(demo.SIGN_INS)
    found = {role: User.objects.get(email=email) for role, email in addresses.items()}
    for key in ("early.help", "adults", "trust/panel.member"):
        found[key] = User.objects.get(email=demo.address(key))
    return found | {"nobody": None}


def names_hidden_from(user):
    """Surnames of the cases that somebody may not open and is not asked about, also if they referred them."""
    chair = User.objects.get(email=demo.address("channel.chair"))
    with acting_for(chair):
        everybody = {
            each.case_id: f"{each.forenames} {each.surname}"
            if each.surname in ALSO_OTHERS
            else each.surname
            for each in Subject.objects.visible_to(chair).select_related("case__key")
        }
    own = set()
    with acting_for(user):
        if user:
            own |= set(Case.objects.visible_to(user).values_list("pk", flat=True))
            own |= set(InformationRequest.objects.asked_of(user).values_list("case", flat=True))
    theirs = {everybody[case] for case in own if case in everybody}
    assert len(everybody) > 10
    return {name: case for case, name in everybody.items() if name not in theirs}


@pytest.fixture(scope="module")
def found():
    """Every address that anybody came by; added to by each visitor, and tried by all in the end."""
    kept = settings.VAR / "afternoon.json"
    earlier = json.loads(kept.read_text()) if kept.exists() else {}
    addresses = defaultdict(set, {page: set(each) for page, each in earlier.items()})
    yield addresses
    kept.write_text(json.dumps({page: sorted(each) for page, each in addresses.items()}))


def visitors():
    """The names of those who visit, without asking the database while tests are collected."""
    return [*dict(demo.SIGN_INS), "early.help", "adults", "trust/panel.member", "nobody"]


@pytest.mark.parametrize("name", visitors())
def test_a_visitor_opens_every_page_and_sends_every_form(name, found):
    user = people()[name]
    crawler = Crawler(name, user, names_hidden_from(user)).crawl(
        "/", "/sign-in/", "/channel/refer/public/"
    )

    for page, addresses in crawler.seen.items():
        found[page] |= addresses
    print(
        f"{name}: {len(crawler.seen)} pages by name, {crawler.pages} opened, {crawler.forms} forms sent;"
        f" slowest {crawler.slowest}"
    )
    assert told(crawler.wrong) == ""
    assert crawler.pages > 20


@pytest.mark.parametrize("name", visitors())
def test_a_visitor_tries_every_address_that_others_came_by(name, found):
    user = people()[name]
    crawler = Crawler(name, user, names_hidden_from(user))
    for addresses in found.values():
        for address in sorted(addresses):
            crawler.open(address)

    assert told(crawler.wrong) == ""


def test_the_afternoon_was_long_enough(found):
    known = {route.name for route in routes()}
    missed = sorted(known - found.keys())
    print(f"{len(found)} of {len(known)} pages by name; not opened: {', '.join(missed)}")
    assert len(found) > 0.6 * len(known)
