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


def _rows(statement, key):
    with connection.cursor() as cursor:
        cursor.execute(statement, [key])
        return cursor.fetchall()
