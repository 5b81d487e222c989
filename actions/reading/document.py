"""From a file to what it holds, whatever its format; or to the sentence that says why not."""

import zipfile

import docx
from lxml import etree

from .safety import Unreadable, checked, shown_name
from .sheets import open_csv, open_excel
from .word import open_word

#: In rows. No plan has more; reading more would keep the person waiting.
MOST_ROWS = 5_000


def opened(file, *, name, progress=None):
    """The document in a file. Raises Unreadable, with a sentence, where there is none.

    `progress(rows, of_all)` is called for each row of a Word file's tables.
    """
    kind, content = checked(file, name=name)
    if kind == "csv":
        return _of_readable_size(open_csv(content, name), name)
    try:
        document = open_word(content, progress) if kind == "docx" else open_excel(content)
    except (
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        OSError,
        zipfile.BadZipFile,
        docx.exceptions.PythonDocxError,
        etree.XMLSyntaxError,
    ) as error:
        raise Unreadable(
            f"{shown_name(name)} is damaged and cannot be opened. Ask for a new copy and choose that."
        ) from error
    return _of_readable_size(document, name)


def _of_readable_size(document, name):
    if sum(len(table.rows) for table in document.tables) > MOST_ROWS:
        raise Unreadable(
            f"{shown_name(name)} has more than {MOST_ROWS:,} rows: no plan has so many."
        )
    return document
