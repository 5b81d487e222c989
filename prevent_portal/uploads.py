"""Files on their way in: no more of one is written to disk than says that it is too large."""

from django.core.files.uploadhandler import TemporaryFileUploadHandler

from .files import LIMIT


class UpToTheLimit(TemporaryFileUploadHandler):
    """Lets go what follows the first 20 MB; whoever keeps the file then says that it is too large.

    The web server reads a form before anybody is asked who sends it.
    """

    def receive_data_chunk(self, raw_data, start):
        """Write a piece while those before it are within the limit."""
        if start <= LIMIT:
            super().receive_data_chunk(raw_data, start)
