"""The registers of the partnership: what each holds, shows and asks."""

from . import governance  # noqa: F401 - declares its registers
