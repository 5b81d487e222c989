"""How often a public page is used from one address: counted by the hour, and forgotten with it."""

from django.core.cache import cache
from django.utils import timezone

_HOUR = 3600


def is_too_often(what, address, *, most):
    """Count one more; True if there were more than `most` of it from the address in this hour."""
    key = f"{what}-{address}-{timezone.now():%Y%m%d%H}"
    cache.add(key, 0, timeout=_HOUR)
    return cache.incr(key) > most
