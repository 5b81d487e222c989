"""The second factor in templates: whether somebody has one; in a demonstration, its code."""

from django import template
from django.conf import settings

from .. import demo
from ..factor import has_factor as _has_factor

register = template.Library()


@register.simple_tag
def has_factor(person):
    """True if the person has set up an authenticator app."""
    return _has_factor(person)


@register.simple_tag
def demo_code():
    """The code that works now for everybody of the demonstration; nothing anywhere else."""
    return demo.code() if settings.IS_DEMO else ""
