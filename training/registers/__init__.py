"""The registers of training: courses, rules and groups, settings, audit rounds, the strategy."""

from . import apart, audits, courses, groups, matrix, settings  # noqa: F401 - declare their registers
