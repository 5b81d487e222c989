"""The training of the invented county: a file for each part."""

from . import extracts, outward, rules, sessions, settings


def load(anchor, *, scale=1):
    """Add the invented training as at the day, with so many times 2,000 people."""
    extracts.load(anchor, scale=scale)
    rules.load(anchor)
    settings.load(anchor)
    sessions.load(anchor, scale=scale)
    outward.load(anchor, scale=scale)
