"""A visitor of a portal that is being served: a session, pages, and forms as a browser would send them."""

import http.client
import re
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client

from tests.channel.second_factor import use_factor

_SECONDS = 120
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@dataclass
class Visitor:
    """Somebody who signed in, with a second factor if they have one, against the portal at a port."""

    user: object
    port: int
    cookies: dict = field(default_factory=dict)

    def __post_init__(self):
        client = Client()
        client.force_login(self.user)
        use_factor(client, self.user)
        self.cookies[settings.SESSION_COOKIE_NAME] = client.cookies[
            settings.SESSION_COOKIE_NAME
        ].value

    def get(self, address):
        """Status and words of a page."""
        return self._ask("GET", address)

    def send(self, address, **typed):
        """Open the page of a form, and send the form back with what was typed; status and words of the answer."""
        status, words = self.get(address)
        token = _TOKEN.search(words)
        if status != 200 or token is None:
            return status, words
        typed["csrfmiddlewaretoken"] = token[1]
        return self._ask("POST", address, urlencode(typed))

    def _ask(self, method, address, body=None):
        wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_SECONDS)
        try:
            headers = {
                "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
                "Connection": "close",
            }
            if body is not None:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            wire.request(method, address, body, headers)
            answer = wire.getresponse()
            for said in answer.headers.get_all("Set-Cookie", ()):
                name, _, value = said.partition(";")[0].partition("=")
                self.cookies[name] = value
            return answer.status, answer.read().decode("utf-8", "replace")
        finally:
            wire.close()
