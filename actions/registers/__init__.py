"""The registers of the partnership: what each holds, shows and asks."""

from . import governance, risk  # noqa: F401 - declare their registers
