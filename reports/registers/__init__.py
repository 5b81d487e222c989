"""What is kept of reports in registers."""

from . import kinds, questions, schedules

__all__ = ["kinds", "questions", "schedules"]
