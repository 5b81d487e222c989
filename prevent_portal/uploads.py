"""Files on their way in: no more of one is written to disk than says that it is too large."""

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from .files import LIMIT


class UpToTheLimit(TemporaryFileUploadHandler):
    """Lets go what follows the first 20 MB; whoever keeps the file then says that it is too large.

    The web server reads a form before anybody is asked who sends it. Pages among LARGE_UPLOADS take
    more, but only from somebody who has signed in and may use them.
    """

    def new_file(self, *args, **kwargs):
        """Begin a file, within the limit of the page that it is sent to."""
        self.limit = settings.LARGEST_UPLOAD if self._may_be_large() else LIMIT
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data, start):
        """Write a piece while those before it are within the limit."""
        if start <= self.limit:
            super().receive_data_chunk(raw_data, start)

    def _may_be_large(self):
        match = getattr(self.request, "resolver_match", None)
        permission = settings.LARGE_UPLOADS.get(match.view_name) if match else None
        return permission is not None and self.request.user.has_perm(permission)
