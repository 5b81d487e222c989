"""The registers of Channel: what stands in them names nobody."""

from . import assurance  # noqa: F401 - declares its registers
