"""Particulars of bookings that are kept no longer: removed on schedule, from history as well."""

from django.db import connection


def forget(*, on):
    """Remove what identifies anybody from bookings whose time has passed; return their keys.

    The database does it, by a function of its own that no other row answers to: the application may not
    change history.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT premises_forget_bookings(%s)", [on])
        return [key for (key,) in cursor.fetchall()]
