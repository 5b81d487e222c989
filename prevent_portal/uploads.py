"""Files on their way in: no more of one is written to disk than says that it is too large."""

from io import BytesIO

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import (
    FileUploadHandler,
    StopFutureHandlers,
    TemporaryFileUploadHandler,
)

from .files import LIMIT, MEGABYTE


class InMemory(FileUploadHandler):
    """Holds what is sent to pages of UPLOADS_IN_MEMORY: it is sealed, and lies nowhere before that.

    What follows the limit is let go; whoever takes the file then says that it is too large. Of somebody
    who has not signed in nothing is held: none of these pages takes a file from them.
    """

    def new_file(self, *args, **kwargs):
        """Begin a file, if the page is one of these."""
        super().new_file(*args, **kwargs)
        match = getattr(self.request, "resolver_match", None)
        limit = settings.UPLOADS_IN_MEMORY.get(match.namespace) if match else None
        self.file = None
        if limit is not None:
            self.limit = limit * MEGABYTE if self.request.user.is_authenticated else None
            self.file = BytesIO()
            raise StopFutureHandlers

    def receive_data_chunk(self, raw_data, start):
        """Hold a piece while those before it are within the limit."""
        if self.file is None:
            return raw_data
        if self.limit is not None and start <= self.limit:
            self.file.write(raw_data)
        return None

    def file_complete(self, file_size):
        """The file as the form gets it."""
        if self.file is None:
            return None
        size = self.file.tell()
        self.file.seek(0)
        return InMemoryUploadedFile(
            file=self.file,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )


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
