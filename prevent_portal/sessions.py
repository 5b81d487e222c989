"""Sessions as the database keeps them: whoever reads or copies a row there cannot go on with it.

A row has the hash of what the browser holds, and what it says is signed together with that. So a row that is
read leads to no cookie, and one that is copied beneath another key says nothing.
"""

import hashlib

from django.contrib.sessions.backends.db import SessionStore as Kept
from django.core import signing
from django.utils import timezone


def digest(session_key):
    """What stands in the database for a browser's key: its SHA-256, cut to the 40 characters of the column."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:40]


class SessionStore(Kept):
    """As Django's, by the hash of the key."""

    def _get_session_from_db(self):
        rows = self.model.objects.filter(expire_date__gt=timezone.now())
        found = rows.filter(session_key=digest(self.session_key)).first()
        if found is None:
            self._session_key = None
        return found

    def exists(self, session_key):
        """As Django's."""
        return super().exists(digest(session_key))

    def create_model_instance(self, data):
        """As Django's."""
        made = super().create_model_instance(data)
        made.session_key = digest(made.session_key)
        return made

    def delete(self, session_key=None):
        """As Django's."""
        session_key = session_key or self.session_key
        if session_key:
            super().delete(digest(session_key))

    @property
    def key_salt(self):
        """Of each session its own, by what the database has for it."""
        return f"prevent_portal.sessions:{digest(self.session_key)}"

    @classmethod
    def said(cls, row):
        """What a row of the database says; nothing if it was not written beneath its own key."""
        try:
            salt = f"prevent_portal.sessions:{row.session_key}"
            return signing.loads(row.session_data, salt=salt, serializer=cls().serializer)
        except signing.BadSignature:
            return {}
