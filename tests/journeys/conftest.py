"""A browser against the portal, over a database in which everything is committed for real."""

import os
import re
import shutil
import threading
import time
from pathlib import Path

import pytest
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.test import Client
from playwright.sync_api import expect, sync_playwright

from prevent_portal import outbox
from tests.channel.second_factor import code, use_factor
from tests.conftest import ROOT, cloned

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
#: Nothing that the browser says of itself leaves the machine.
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PASSWORD = "correct horse battery"  # as the factories give it

#: Journeys that go without JavaScript too; the officer's does so here, the others in the soak.
WITH_AND_WITHOUT = [True, pytest.param(False, marks=pytest.mark.soak)]
#: What a page shows at one time and not at another.
STATES = (
    ".govuk-error-message, .govuk-error-summary, .govuk-notification-banner, details[open], "
    "dialog[open], main form"
)
#: The pages that journeys of this process have looked at, each in the states they met it in.
LOOKED_AT = set()

expect.set_options(timeout=15_000)


def pytest_collection_modifyitems(items):
    """Mark every test of this folder as a journey."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("journey")


@pytest.fixture(autouse=True)
def _database(django_db_blocker, django_db_setup, template_database):
    """A database for each journey: the server answers from threads of its own."""
    with django_db_blocker.unblock(), cloned(template_database, back_to=django_db_setup):
        yield


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        """Say nothing."""


class _Styles(StaticFilesHandler):
    """Styles, scripts and fonts as a real server gives them: a browser need not ask for them twice."""

    def serve(self, request):
        response = super().serve(request)
        response.headers["Cache-Control"] = "max-age=3600"
        return response


@pytest.fixture
def address(_database, _places):
    """The portal's own address while the journey lasts; styles come straight from the build."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), _Quiet)
    server.set_app(_Styles(WSGIHandler()))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="package")
def browser():
    """Headless Chromium, from the system or from where CHROMIUM says."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not found:
        pytest.fail(
            "There is no Chromium: apt-get install chromium, or say where it is in CHROMIUM"
        )
    flags = [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright waits in a loop beside the test
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=found, args=flags)
            yield browser
            browser.close()
    finally:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def walk(browser, address, request):
    """A person at the browser, whose every page is looked at."""
    walks = []

    def begin(*, javascript=True):
        context = browser.new_context(
            base_url=address,
            viewport=DESKTOP,
            java_script_enabled=javascript,
            accept_downloads=True,
            locale="en-GB",
        )
        walks.append(Walk(context, address, request.node.name, looks_closely=javascript))
        return walks[-1]

    yield begin
    for each in walks:
        each.end()


class Walk:
    """Somebody's way through the portal: signs in, presses things, and looks at each page it meets."""

    def __init__(self, context, address, name, *, looks_closely):
        self.context = context
        self.address = address
        context.set_default_timeout(15_000)
        self.page = context.new_page()
        self.name = re.sub(r"\W+", "-", name).strip("-")
        self.looks_closely = looks_closely
        self.clicks = 0
        self.said = []
        self.seen = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("requestfailed", lambda request: self._lost(request))

    def end(self):
        """Close the browser's window; nothing may have gone wrong unseen."""
        self.context.close()
        assert self.said == []

    def sign_in(self, user):
        """Be signed in, and at home, without typing: as somebody who did so earlier, factor and all."""
        client = Client()
        client.force_login(user)
        if is_mfa_enabled(user):
            use_factor(client, user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.address}]
        )
        self.page.goto("/")

    def types_sign_in(self, user):
        """Type the email address and password of a user, and the code of who has a second factor."""
        self.go("/sign-in/", "Sign in")
        self.page.get_by_label("Email").fill(user.email)
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in").click()
        if self.page.url.endswith("/sign-in/code/"):
            self.page.get_by_label("Code from").fill(code(time.time()))
            self.page.get_by_role("button", name="Continue").click()

    def go(self, address, heading, *, status=200):
        """Open an address by typing it."""
        assert self.page.goto(address).status == status
        self.sees(heading)

    def press(self, words, *, role="link", exact=False):
        """Click a link or button, and count it."""
        self.clicks += 1
        self.page.get_by_role(role, name=words, exact=exact).first.click()

    def open(self, words):
        """Open a part of the page that is folded away, and count it."""
        self.clicks += 1
        self.page.locator("summary", has_text=words).click()

    def sees(self, heading):
        """Wait for a page, and look at it: it reads well, at a desk and on a phone."""
        expect(self.page.get_by_role("heading", level=1, name=heading)).to_be_visible()
        self.look()

    def look(self):
        """Look at the page as it stands, unless an earlier journey met it in the same state."""
        if self._state() not in LOOKED_AT:
            assert self.problems() == []
            LOOKED_AT.add(self._state())

    def _state(self):
        """What makes a page look as it does: its address, its title, what is said and what is open."""
        said = self.page.locator(STATES).evaluate_all("all => all.map((each) => each.className)")
        address = re.sub(r"\d+", "0", self.page.url.split("/", 3)[3])
        return (
            address,
            re.sub(r"\d+", "0", self.page.title()),
            *sorted(set(said)),
            self.looks_closely,
        )

    def problems(self, *, closely_at=(PHONE,)):
        """What is wrong with the page, at a desk or on a phone: what axe finds, what sticks out.

        axe looks at a phone on the way, and at a desk where every page is walked.
        """
        self.seen.append(re.sub(r"\W+", "-", self.page.title())[:60])
        found = []
        for size in (PHONE, DESKTOP):
            self.page.set_viewport_size(size)
            if self.looks_closely and size in closely_at:
                found += self._complaints()
            if self.looks_closely:
                found += [f"sticks out at {size['width']}: {thing}" for thing in self._sideways()]
            self._shoot(size["width"])
        return [f"{self.page.url}: {problem}" for problem in found]

    def _complaints(self):
        if not self.page.evaluate("() => 'axe' in window"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{rule['help']}: {node['html'][:200]}"
            for rule in found["violations"]
            for node in rule["nodes"]
        ]

    def _sideways(self):
        """What sticks out of the page to the right, the innermost of it."""
        return self.page.evaluate(
            """() => {
                const root = document.documentElement;
                if (root.scrollWidth <= root.clientWidth) return [];
                const out = [...document.querySelectorAll("body *")].filter(
                    (each) => each.getBoundingClientRect().right > root.clientWidth + 1);
                const inner = out.filter((each) => ![...each.children].some((c) => out.includes(c)));
                return inner.slice(0, 5).map((each) => each.outerHTML.slice(0, 120));
            }"""
        )

    def _shoot(self, width):
        folder = os.environ.get("JOURNEY_SHOTS")
        if folder:
            name = f"{self.name}-{len(self.seen):02}-{self.seen[-1]}-{width}.png"
            self.page.screenshot(path=Path(folder) / name, full_page=True)

    def _heard(self, message):
        # A page that was refused is reported as a failed resource; the journey checks its status.
        if message.type in ("error", "warning") and "status of 40" not in message.text:
            self.said.append(message.text)

    def _lost(self, request):
        # A download ends the request for its page, and leaving a page ends what it still loads.
        if request.failure not in ("net::ERR_ABORTED", "net::ERR_FAILED"):
            self.said.append(f"{request.url}: {request.failure}")


@pytest.fixture
def worker():
    """Does, once, everything that was promised: what a worker's sweep would find."""

    def sweep():
        return [outbox.deliver(pk) for pk in outbox.undone().values_list("pk", flat=True)]

    return sweep
