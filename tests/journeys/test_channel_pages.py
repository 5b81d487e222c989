"""Every page of Channel that a seat leads to, in the demonstration's county: axe finds nothing, nothing sticks out."""

import re
from collections import Counter
from urllib.parse import urlsplit

import pytest
import time_machine
from django.urls import resolve

from channel import demo as channel
from prevent_portal import demo
from prevent_portal.acting import acting_for
from prevent_portal.models import User
from tests.conftest import NOON
from tests.journeys.conftest import DESKTOP, PASSWORD

#: Addresses of one page that are looked at; of the page of a case more, one for each stage it can be at.
MOST = {"channel:case_detail": 12}
USUALLY = 2
#: Sent as files: nothing for a browser to show.
FILES = re.compile(r"export|bundle|paper|pdf|download|calendar|certificate")


@pytest.fixture
def county(settings, tmp_path):
    """The demonstration, loaded; everybody has the password of the tests."""
    settings.VAR, settings.IS_DEMO = tmp_path, True
    with time_machine.travel(NOON), acting_for(None):
        demo.load(NOON.date())
        channel.load(NOON.date())
    for user in User.objects.all():
        user.set_password(PASSWORD)
        user.save()


@pytest.mark.soak
@pytest.mark.parametrize("key", ["channel.chair", "channel.coordinator", "trust/panel.member"])
def test_every_page_that_a_seat_leads_to(walk, county, key, monkeypatch):
    monkeypatch.setattr("tests.journeys.conftest.code", lambda seconds: _code(seconds))
    person = walk()
    person.sign_in(User.objects.get(email=demo.address(key)))
    wrong, seen = [], Counter()
    waiting, known = ["/channel/"], {"/channel/"}
    while waiting:
        address = waiting.pop(0)
        name = resolve(address).view_name
        if FILES.search(name) or seen[name] >= MOST.get(name, USUALLY):
            continue
        seen[name] += 1
        response = person.page.goto(address)
        if response.status != 200:
            wrong.append(f"{address}: {response.status}")
            continue
        wrong += person.problems(closely_at=(DESKTOP,))
        found = person.page.eval_on_selector_all("main a[href]", "all => all.map(a => a.href)")
        for path in (urlsplit(each).path for each in found):
            if path.startswith("/channel/") and path not in known:
                known.add(path)
                waiting.append(path)
    assert not wrong, "\n".join(wrong)
    assert len(seen) > 10, seen


def _code(seconds):
    from tests.channel.second_factor import format_hotp_value, hotp_value

    return format_hotp_value(hotp_value(demo.factor_secret(), int(seconds) // 30))
