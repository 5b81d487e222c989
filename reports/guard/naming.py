"""Names that no paper for the public holds: taken out of what the portal wrote, left to be found in what people did."""

from prevent_portal.unpublished import Unpublished

from . import rules
from .counts import name_of
from .rules import Withheld

#: What stands in place of a table of which no row is left.
NOTHING_LEFT = "What stood here names only places that are not published."


def without_names(frozen, names):
    """Take names out of a paper; returns what was withheld. A row that holds one goes, unless it counts something.

    Words that people wrote stay as they are: the search before approval tells their writers.
    """
    sought, said = Unpublished(names), []
    for section in frozen["sections"] if sought else ():
        for place, block in enumerate(section["blocks"]):
            if not block.get("written") and _cleared(block, sought):
                address = f"{section['id']}/{name_of(block, place)}"
                what = block.get("caption") or block.get("title") or block["type"].capitalize()
                said.append(
                    Withheld(
                        address, section["title"], what, "", "", rules.PLACE, rules.PLACE_WITHHELD
                    )
                )
        section["blocks"] = [
            {"type": "paragraph", "text": NOTHING_LEFT} if _is_empty(block) else block
            for block in section["blocks"]
        ]
    return said


def _cleared(block, sought):
    """Take the names out of a block; True if there were any."""
    is_changed = _rows_gone(block, sought) if block["type"] == "table" else False
    return _replaced(block, sought) or is_changed


def _rows_gone(table, sought):
    is_changed = False
    for group in table["groups"]:
        kept = [row for row in group["rows"] if _counts(row) or not _names(row, sought)]
        is_changed |= len(kept) < len(group["rows"])
        group["rows"] = kept
    return is_changed


def _counts(row):
    """True if a row is part of a sum, or tells a number that stands elsewhere too."""
    return bool(row.get("total")) or any(
        "count" in cell or "withheld" in cell for cell in row["cells"]
    )


def _names(value, sought):
    if isinstance(value, str):
        return bool(sought.spans(value))
    if isinstance(value, list):
        return any(_names(each, sought) for each in value)
    if isinstance(value, dict):
        return any(_names(each, sought) for each in value.values())
    return False


def _replaced(value, sought):
    """Put other words in place of each name, wherever it stands in a block; True if there was one."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    is_changed = False
    for key, each in list(pairs):
        if isinstance(each, str):
            if sought.spans(each):
                value[key], is_changed = sought.without(each), True
        elif key == "runs" and isinstance(each, list):
            is_changed |= _runs_replaced(value, each, sought)
        elif isinstance(each, (dict, list)):
            is_changed |= _replaced(each, sought)
    return is_changed


def _runs_replaced(block, runs, sought):
    """Words in several runs are one text: a name may begin in one and end in another."""
    whole = "".join(run if isinstance(run, str) else run.get("text", "") for run in runs)
    if not sought.spans(whole):
        return False
    block["runs"] = [{"text": sought.without(whole)}]
    return True


def _is_empty(block):
    return block["type"] == "table" and not any(group["rows"] for group in block["groups"])
