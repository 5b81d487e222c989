"""The master keys that wrap the keys of cases: read from a mounted file, or from the environment."""

import logging
from collections.abc import Mapping
from pathlib import Path

_log = logging.getLogger(__name__)


def read(text):
    """Versions and keys: `1:hex`, one a line or with commas between; a bare key is version 1.

    Raises ValueError for a key that is not 32 bytes, or a version that comes twice.
    """
    keys = {}
    for part in text.replace("\n", ",").split(","):
        if not part.strip() or part.strip().startswith("#"):
            continue
        version, _, key = part.strip().rpartition(":")
        number = int(version or 1)
        if number in keys:
            raise ValueError(f"Master key {number} is given twice")
        keys[number] = bytes.fromhex(key)
        if len(keys[number]) not in (1, 32):  # one byte: a build that opens no case
            raise ValueError(f"Master key {number} is not 32 bytes long")
    return keys


class Mounted(Mapping):
    """The keys of a mounted file, which is read again whenever it was changed: no process is restarted.

    A process that begins to wrap with a new key is ahead of the others for a moment; they find the key
    when they first meet it. A key that was taken out of the file opens what it wrapped until the process
    ends, so that a page under way is not torn, and wraps nothing. Raises at once if the file cannot be
    read in the beginning; later the last good keys stay.
    """

    def __init__(self, path):
        self._path, self._seen = Path(path), None
        self._known, self._current = {}, {}
        self._take(self._as_it_is())

    def __getitem__(self, version):
        if version not in self._known:
            self._refresh()
        return self._known[version]

    def __iter__(self):
        self._refresh()
        return iter(tuple(self._current))

    def __len__(self):
        self._refresh()
        return len(self._current)

    def _refresh(self):
        try:
            if self._as_it_is() != self._seen:
                self._take(self._as_it_is())
        except (OSError, ValueError) as error:
            _log.error("The master keys of cases could not be read again: %s", type(error).__name__)

    def _as_it_is(self):
        stat = self._path.stat()
        return stat.st_ino, stat.st_mtime_ns, stat.st_size

    def _take(self, seen):
        keys = read(self._path.read_text(encoding="ascii"))
        if not keys:
            raise ValueError("there is no master key in it")
        self._known, self._current, self._seen = self._known | keys, keys, seen


def master_keys(file, otherwise):
    """The keys of a mounted file where one is named, else those that `otherwise()` gives as text."""
    return Mounted(file) if file else read(otherwise())
