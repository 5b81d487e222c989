"""The days of the demonstration, all counted from the day it is loaded."""

import datetime
import re

from dateutil.relativedelta import relativedelta
from django.utils import timezone

_PLACE = re.compile(r"\{(m|mon|d|end|years|day)([+-][0-9]+)?\}")


class Days:
    """Turns "so long ago" into days, and places in the words into dates.

    The period is whole financial years (1 April to 31 March); the last of them holds the anchor.
    """

    def __init__(self, anchor, *, years):
        self.anchor = anchor
        last = anchor.year + (anchor.month > 3)
        self.start = datetime.date(last - years, 4, 1)
        self.end = datetime.date(last, 3, 31)
        self.before = f"{last - 2 * years} to {last - years}"

    def ago(self, days):
        """The working day at or before so many days ago: nobody logs progress on a Sunday."""
        day = self.anchor - datetime.timedelta(days=days)
        return day - datetime.timedelta(days=max(0, day.weekday() - 4))

    def at(self, day, salt):
        """A moment in the office hours of a day, the same one for the same salt."""
        minutes = 9 * 60 + salt * 37 % (7 * 60)
        return timezone.make_aware(
            datetime.datetime.combine(day, datetime.time(minutes // 60, minutes % 60))
        )

    def words(self, text, *, day=None):
        """The text with its places filled: {m+2} a month, {mon-4} short, {d+20} a day, {end}."""
        return _PLACE.sub(lambda place: self._date(place[1], int(place[2] or 0), day), text)

    def _date(self, kind, offset, day):
        if kind == "years":
            return f"{self.start.year} to {self.end.year}"
        if kind == "end":
            return _written(self.end)
        if kind == "day":
            return _written(day)
        if kind == "d":
            return _written(min(self.anchor + datetime.timedelta(days=offset), self.end))
        month = self.anchor.replace(day=1) + relativedelta(months=offset)
        if kind == "m":
            return min(month, self.end).strftime("%B %Y")
        return month.strftime("%b %Y")


def _written(day):
    return f"{day.day} {day:%B %Y}"
