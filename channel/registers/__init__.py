"""The registers of Channel: what stands in them names nobody."""

from . import assurance, settings  # noqa: F401 - declares its registers
