"""What falls due across all cases, as the gate tells the portal itself: references, days and users."""

import datetime
from dataclasses import dataclass

from django.db import connection
from django.urls import reverse


@dataclass(frozen=True)
class Due:
    """One step that is due of one person: no name, and nothing of a case but its reference."""

    reference: str
    step: str
    due_on: datetime.date
    user_id: int
    seat: str
    case_id: int | None
    request_id: int | None

    @property
    def path(self):
        """The page on which it is done."""
        if self.request_id:
            return reverse("channel:answer_request", args=[self.request_id])
        return reverse("channel:case_detail", args=[self.case_id])


def channel_due(day):
    """All that is due by a day, earliest first, once for each person in whose list it stands."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM channel_due(%s) UNION ALL SELECT * FROM channel_unshared(%s) ORDER BY 3, 1, 4",
            [day, day],
        )
        return [Due(*row) for row in cursor.fetchall()]


#: What is to be done about records, in words for a list.
STEPS = {
    "retain": "review it before destruction",
    "confirm": "confirm its destruction",
    "rights": "decide on a request of the person",
}


@dataclass(frozen=True)
class RecordDue:
    """One thing due about the records of a case; `user_id` and `seat` where the portal asks for all."""

    reference: str
    step: str
    due_on: datetime.date
    case_id: int
    request_id: int | None
    user_id: int | None = None
    seat: str = ""

    @property
    def words(self):
        """What is to be done."""
        return STEPS[self.step]

    @property
    def path(self):
        """The page on which it is done."""
        if self.request_id:
            return reverse("channel:rights_request", args=[self.request_id])
        return reverse("channel:case_detail", args=[self.case_id])


def records_due(day):
    """All that is due about records by a day, once for each officer of the case."""
    return _records("channel_records_due", "case_id, request_id, user_id, seat", day)


def records_open(day):
    """The same of the cases that the person acted for runs."""
    return _records("channel_records_open", "case_id, request_id", day)


def _records(function, columns, day):
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT reference, step, due_on, {columns} FROM {function}(%s)",  # noqa: S608 - ours
            [day],
        )
        return [RecordDue(*row) for row in cursor.fetchall()]


@dataclass(frozen=True)
class SupportDue:
    """One thing due about support, of one person: an assessment, a contact, consent, an item of the plan."""

    user_id: int
    case_id: int
    reference: str
    step: str
    due_on: datetime.date

    @property
    def path(self):
        """The page of the case."""
        return reverse("channel:case_detail", args=[self.case_id])


def support_due(day):
    """All that is due about support by a day, once for each person in whose list it stands."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM channel_support_due(%s)", [day])
        return [SupportDue(*row) for row in cursor.fetchall()]


def glass_ending(first, last):
    """The days, from one to another, on which somebody's emergency access ends who was not named anew."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT channel_glass_ending(%s, %s)", [first, last])
        return [day for (day,) in cursor.fetchall()]
