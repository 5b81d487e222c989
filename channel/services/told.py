"""Who is told at once of what the database did by itself: keys of users, from the gate."""

from django.db import connection


def told_of_seat(membership_id):
    """The other officers of its panel; of a chair's or deputy's seat the auditors too."""
    return [pk for (pk,) in _rows("SELECT channel_seat_tells(%s)", membership_id)]


def told_of_account(user_id):
    """The other senior officers, the auditors, and every chair and deputy."""
    return [pk for (pk,) in _rows("SELECT channel_account_tells(%s)", user_id)]


def told_of_request(request_id):
    """The officers of its case, each with the key of the case: {user: case}."""
    return dict(_rows("SELECT * FROM channel_request_tells(%s)", request_id))


def told_of_meeting(meeting_id, *, on):
    """Who is invited to a case on its agenda and was not written to that day: {user: case}. It is noted."""
    return dict(_rows("SELECT * FROM channel_meeting_tells(%s, %s)", meeting_id, on))


def meeting_of(case):
    """Day, time and place of the next meeting that speaks of a case, for who does not sit on its panel; or None."""
    rows = _rows('SELECT "on", starts_at, place FROM channel_meeting_of(%s)', case.pk)
    return dict(zip(("on", "starts_at", "place"), rows[0], strict=True)) if rows else None


def told_of_wish(case_id):
    """Those who chair a case."""
    return [pk for (pk,) in _rows("SELECT channel_chairs_of(%s)", case_id)]


def _rows(statement, *given):
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return cursor.fetchall()
