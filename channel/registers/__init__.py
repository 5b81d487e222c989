"""The registers of Channel: its settings, in which nobody is named."""

from . import settings  # noqa: F401 - declares its registers
