"""The registers of the partnership: what each holds, shows and asks."""

from . import (  # noqa: F401 - each declares its registers
    briefings,
    directory,
    documents,
    engagement,
    funding,
    governance,
    meetings,
    risk,
    tension,
)
