"""The registers of the partnership: what each holds, shows and asks."""

from . import governance, meetings  # noqa: F401 - declare their registers
