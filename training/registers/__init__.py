"""The registers of training: courses, levels, units, rules, groups, who is set apart."""

from . import apart, courses, groups  # noqa: F401 - declare their registers
