"""Short papers as tagged PDF/UA: words and a style sheet in, bytes out; nothing is fetched from elsewhere."""

from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.template.loader import render_to_string
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse


def to_pdf(words, *, style):
    """HTML as PDF/UA-1 bytes, laid out by the style sheet of a template; the same bytes for the same words."""
    fonts = FontConfiguration()
    sheet = CSS(
        string=render_to_string(style),
        base_url="static:",
        url_fetcher=PortalOnly(),
        font_config=fonts,
    )
    page = HTML(string=words, base_url="static:", url_fetcher=PortalOnly())
    return page.write_pdf(
        stylesheets=[sheet],
        font_config=fonts,
        pdf_variant="pdf/ua-1",
        pdf_identifier=sha256(words.encode()).digest()[:16],
    )


class PortalOnly(URLFetcher):
    """Fetches the portal's own static files (`static:fonts/x.woff2`) and data URLs, nothing else."""

    def __init__(self):
        super().__init__(allowed_protocols={"data"}, allow_redirects=False)

    def fetch(self, url, headers=None):
        """Read a static file or a data URL; raise FatalURLFetchingError for any other address."""
        if url.startswith("data:"):
            return super().fetch(url, headers)
        path = self._find(url)
        if path is None:
            raise FatalURLFetchingError(f"A paper may not fetch {url[:80]}")
        kind = guess_type(path)[0] or "application/octet-stream"
        return URLFetcherResponse(url, Path(path).read_bytes(), {"Content-Type": kind})

    def _find(self, url):
        scheme, _, name = url.partition(":")
        try:
            return finders.find(name) if scheme == "static" else None
        except SuspiciousFileOperation:
            return None
