"""How often a public page is used by one address or link: counted by the hour, and forgotten with it."""

from django.core.cache import cache
from django.utils import timezone

_HOUR = 3600


def is_too_often(what, whose, *, most):
    """Count one more; True if there were more than `most` of it by the address or link in this hour."""
    key = f"{what}-{whose}-{timezone.now():%Y%m%d%H}"
    cache.add(key, 0, timeout=_HOUR)
    return cache.incr(key) > most
