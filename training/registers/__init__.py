"""The registers of training: courses, levels, units, rules, sessions, trainers."""

from . import courses, sessions, trainers  # noqa: F401 - declare their registers
