"""Which letters the typeface of papers has: a letter that it lacks prints as an empty box."""

from functools import lru_cache

from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont


def unprintable(text):
    """The signs of a text that papers cannot show, each once, in their order."""
    return [
        sign for sign in dict.fromkeys(text) if not sign.isspace() and ord(sign) not in _drawn()
    ]


@lru_cache(maxsize=1)
def _drawn():
    with TTFont(finders.find("fonts/SourceSans3-Regular.ttf.woff2"), lazy=True) as font:
        return frozenset(font.getBestCmap())
