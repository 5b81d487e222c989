"""What stands under a record's facts: the records that belong to it, as a table."""

from urllib.parse import urlencode

from prevent_portal.home import Panel


def rows_of(heading, register, rows, columns, *, user, add=None, empty):
    """A table of the records that belong to one, with a link to add another.

    `add` is what the form of a new one is filled with; without it, or for whoever may not add one,
    there is no link.
    """
    may_add = add is not None and user.has_perm(register.permission("add"))
    href = register.url(f"add_{register.name}")
    return Panel(
        "actions/part_rows.html",
        {
            "heading": heading,
            "columns": columns,
            "rows": [(row, [column.cell(row) for column in columns]) for row in rows],
            "add_href": f"{href}?{urlencode(add)}" if may_add else "",
            "add_words": register.noun,
            "empty": empty,
        },
    )
