"""What is kept of reports in registers."""

from . import questions, schedules

__all__ = ["questions", "schedules"]
