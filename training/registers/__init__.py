"""The registers of training: courses, levels, units, rules, settings, audit rounds, the strategy."""

from . import audits, courses, matrix, settings  # noqa: F401 - each declares its registers
