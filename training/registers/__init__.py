"""The registers of training: courses, levels, units, rules."""

from . import courses  # noqa: F401 - declares its registers
