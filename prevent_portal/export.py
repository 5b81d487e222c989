"""Lists as spreadsheets: sent while they are read, and with no cell that a spreadsheet would run."""

import csv

from django.http import StreamingHttpResponse

from .acting import acting_for

#: A cell that begins so is taken for a formula (the wide forms too, in some languages).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: So that spreadsheets know the letters for what they are.
_MARK = "\ufeff"


class _Echo:
    def write(self, line):
        return line


def plain_cell(value):
    """A cell's text, with an apostrophe before what a spreadsheet would take for a formula."""
    if value is None:
        return ""
    if isinstance(value, (int, float)):
        return str(value)
    text = str(value)
    return (
        f"'{text}" if text.startswith(_FORMULA) or text.lstrip(" ").startswith(_FORMULA) else text
    )


def send_csv(rows, *, name, head, by):
    """A CSV download. `rows()` is called, and read, while the database answers for `by`."""

    def lines():
        writer = csv.writer(_Echo())
        yield _MARK + writer.writerow(head)
        with acting_for(by):
            for row in rows():
                yield writer.writerow(map(plain_cell, row))

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response
