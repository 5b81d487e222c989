"""The master keys that wrap the keys of cases: read from a mounted file, or from the environment."""

from pathlib import Path


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


def master_keys(file, otherwise):
    """The keys of a mounted file where one is named, else those that `otherwise()` gives as text."""
    return read(Path(file).read_text(encoding="ascii") if file else otherwise())
