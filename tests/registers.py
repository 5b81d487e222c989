"""The rows that every register has in an access table, one for each of its seven pages."""


def seven(name, *, lists, sees, adds, keeps, reopens, app="actions"):
    """A register's pages and who may open them: each argument is a row of an access table."""
    return {
        f"{app}:{name}_list": lists,
        f"{app}:export_{name}": lists,
        f"{app}:{name}_detail": sees,
        f"{app}:add_{name}": adds,
        f"{app}:change_{name}": keeps,
        f"{app}:close_{name}": keeps,
        f"{app}:reopen_{name}": reopens,
    }


def about_one(page):
    """True if the page is about one record, whose number its address holds."""
    verb = page.rpartition(":")[2]
    return verb.endswith("_detail") or verb.startswith(("change_", "close_", "reopen_"))
