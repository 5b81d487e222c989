"""Whether what was written once is still as it was written: each app adds the checks of its own.

An app may offer a module `whole`, with functions under `checks(name)` that return how many things were
looked at, and the Faults found.
"""

from dataclasses import dataclass

from django.utils.module_loading import autodiscover_modules

_checks = {}


@dataclass(frozen=True)
class Fault:
    """Something that is not as it was written: which, and what is wrong."""

    which: str
    words: str


def checks(name):
    """Register the function that checks everything of a name."""

    def register(check):
        _checks[name] = check
        return check

    return register


def check_all():
    """Each check's name, how many things it looked at, and what is wrong with them."""
    autodiscover_modules("seals", "files", "whole")
    for name in sorted(_checks):
        yield name, *_checks[name]()
