"""What officers type, as blocks that each edition prints: Markdown without anything that could be obeyed.

Raw HTML, pictures, code and addresses that are no web page or mail are shown as the words that were
typed. Not a letter is lost: a text that Markdown would swallow in part is printed as it was typed.
"""

import re
from collections import Counter
from functools import lru_cache
from math import ceil
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.rules_block.table import escapedSplit
from markdown_it.tree import SyntaxTreeNode

from .blocks import copied
from .letters import unprintable

#: A page in portrait holds this many columns of words; more stand in small type.
MOST_COLUMNS = 8
#: Beyond this many a table is cut into tables of MOST_COLUMNS, each with the first column again.
COLUMNS_IN_SMALL = 12
#: A section's own heading is level 2; what is typed in it begins below.
FIRST_LEVEL, LAST_LEVEL = 3, 6
#: Markdown drops what is nested deeper than it looks; text that comes near is printed as typed.
DEEPEST = 20
#: A word longer than this breaks anywhere, which nobody reads with pleasure.
LONGEST_WORD = 60

_LINKS = re.compile(r"(https?://|mailto:)[^\s]+", re.IGNORECASE)
#: What neither HTML nor the XML of Word can hold, and signs without a shape, some of which turn words about.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ud800-\udfff\ufffe\uffff]"
)
_LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]")
# each looks so far and no further, so that a text of nothing but beginnings takes no longer than others
_PICTURE = re.compile(r"!\[[^\]!]{0,1000}\]\(")
_TAG = re.compile(r"</?[a-z][^<>]{0,1000}>", re.IGNORECASE)
_OTHER_ADDRESS = re.compile(r"\]\((?!https?://|mailto:)[^()\s]{1,1000}\)", re.IGNORECASE)
#: What begins or ends something in a line, and how many of these a paragraph may have to be read for them.
_MARK, MOST_MARKS = re.compile(r"[*_\[\]]"), 2000
#: More lines than this are no section of a paper; as a list or a table they would take minutes to lay out.
MOST_LINES = 3000
#: Rules that would hide a part of what was typed.
_OFF = (
    "reference",
    "code",
    "fence",
    "lheading",
    "html_block",
    "html_inline",
    "backticks",
    "entity",
)


def blocks_of(text):
    """The blocks of a text: headings, paragraphs, lists, quotes and tables, each in runs."""
    return copied(_read(_tidy(text))[0])


@lru_cache(maxsize=8)
def _read(text):
    """The blocks of a tidy text, and whether it could be read as Markdown: a page asks several times."""
    tree = _tree(text)
    if tree is not None:
        blocks = _Writer(text).blocks(tree)
        if not _letters(text) - _letters_of(blocks):
            return blocks, True
    typed = [
        {"type": "paragraph", "number": "", "runs": [{"text": part.strip()}]}
        for part in _paragraphs(text)
        if part.strip()
    ]
    return typed, False


def _paragraphs(text):
    return re.split(r"\n\s*\n", text)


def plain_of(text):
    """The words of a text without its marks, a line for each paragraph, item and row."""
    return "\n".join(_lines(blocks_of(text)))


def word_count(text):
    """How many words a text has; a number is one, a dash is none."""
    return sum(bool(re.search(r"\w", word)) for word in plain_of(text).split())


def problems_of(text):
    """What of a text cannot be printed well, and what to do: a sentence each, none if all is well."""
    text = _tidy(text)
    found = [
        f"The table that begins “{_first_words(table)}” has {table['of']} columns. A page has room "
        f"for {MOST_COLUMNS}: split it, turn its rows into columns, or attach it instead."
        for table in _typed_tables(blocks_of(text))
        if table["of"] > MOST_COLUMNS
    ]
    if _PICTURE.search(text):
        found.append(
            "A picture in the words is printed as the words you typed. Describe what it shows, or "
            "attach it instead."
        )
    if _TAG.search(_LINKS.sub("", text)):
        found.append(
            "HTML is printed as the words you typed. Use a blank line for a new paragraph, and ** for bold."
        )
    if _OTHER_ADDRESS.search(text):
        found.append("A link must begin with https://, http:// or mailto: to work on paper.")
    if any(len(word) > LONGEST_WORD for word in plain_of(text).split()):
        found.append(
            f"A word of more than {LONGEST_WORD} letters is broken over lines. If it is an address, "
            "give it words: [the guidance](https://...)."
        )
    if missing := unprintable(text):
        found.append(
            f"These signs cannot be printed: {' '.join(missing[:10])}. Leave them out, or say them in words."
        )
    if not _read(text)[1]:
        found.append(
            "These words could not be laid out, so they are printed as you typed them. Check lists in "
            "lists, quotes in quotes and the cells of tables."
        )
    return found


def _tidy(text):
    return _UNPRINTABLE.sub("", _LINE_ENDS.sub("\n", text))


def _tree(text):
    """The text read as Markdown; None if it is nested too deep, or has too many marks, to be read whole."""
    if text.count("\n") > MOST_LINES:
        return None
    if any(len(_MARK.findall(part)) > MOST_MARKS for part in _paragraphs(text)):
        return None
    tokens = _parser().parse(text)
    if any(token.level > DEEPEST - 4 for token in tokens):
        return None
    return SyntaxTreeNode(tokens)


@lru_cache(maxsize=1)
def _parser():
    reader = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST})
    reader.enable("table").disable(_OFF)
    reader.validateLink = lambda url: bool(_LINKS.fullmatch(url))
    reader.normalizeLink = lambda url: url
    return reader


class _Writer:
    """One text, from its tree to blocks."""

    def __init__(self, text):
        self.source = text.split("\n")
        self.levels = []

    def blocks(self, node, *, is_inside=False):
        """The blocks under a node; inside a quote a heading is a bold paragraph."""
        found = []
        for child in node.children:
            found += getattr(self, f"_{child.type}", self._other)(child, is_inside)
        return found

    def _heading(self, node, is_inside):
        runs = _runs(node.children)
        if not runs:
            return []
        if is_inside:
            return [_paragraph([{**run, "bold": True} for run in runs])]
        typed = int(node.tag[1])
        while self.levels and self.levels[-1] >= typed:
            self.levels.pop()
        self.levels.append(typed)
        level = min(FIRST_LEVEL - 1 + len(self.levels), LAST_LEVEL)
        return [{"type": "heading", "level": level, "runs": runs, "text": _said(runs)}]

    def _paragraph(self, node, _):
        runs = _runs(node.children)
        return [_paragraph(runs)] if runs else []

    def _bullet_list(self, node, _):
        return [{"type": "list", "ordered": False, "start": 1, "items": self._items(node)}]

    def _ordered_list(self, node, _):
        start = int(node.attrs.get("start", 1))
        return [{"type": "list", "ordered": True, "start": start, "items": self._items(node)}]

    def _items(self, node):
        return [self._item(item) for item in node.children]

    def _item(self, node):
        runs, items, ordered = [], [], False
        for block in self.blocks(node, is_inside=True):
            if block["type"] == "list":
                items += block["items"]
                ordered = block["ordered"]
                continue
            for line in _runs_in(block):
                runs += ([{"text": "\n"}] if runs else []) + line
        # All keys are there: a template asks a dict for `items` and would get its method.
        return {"runs": runs, "items": items, "ordered": ordered}

    def _blockquote(self, node, _):
        blocks = self.blocks(node, is_inside=True)
        return [{"type": "quote", "blocks": blocks}] if blocks else []

    def _hr(self, *_):
        return []

    def _table(self, node, _):
        head, *body = [
            [_runs(cell.children) for cell in row.children]
            for part in node.children
            for row in part.children
        ]
        kinds = [
            "number" if "right" in str(cell.attrs.get("style", "")) else "text"
            for cell in node.children[0].children[0].children
        ]
        if node.level == 0:  # cells that have no head are dropped by Markdown, and kept here
            typed = [_cells(line) for line in self.source[slice(*node.map)]]
            head, body = typed[0], typed[2:]
        width = max(map(len, (head, *body)))
        kinds += ["text"] * (width - len(kinds))
        head, *body = [row + [[]] * (width - len(row)) for row in (head, *body)]
        return list(_tables(head, body, kinds))

    def _other(self, node, _):
        runs = _runs(node.children) if node.children else [{"text": node.content}]
        return [_paragraph(runs)] if _said(runs).strip() else []


def _cells(line):
    cells = escapedSplit(line.strip())
    cells = cells[1:] if cells and not cells[0] else cells
    cells = cells[:-1] if cells and not cells[-1] else cells
    return [_inline(cell.strip()) for cell in cells]


def _inline(text):
    (inline,) = SyntaxTreeNode(_parser().parseInline(text)).children or [None]
    return _runs([inline]) if inline else []


def _tables(head, body, kinds):
    """One table, or several where it has more columns than a page can hold."""
    width = len(head)
    if width <= COLUMNS_IN_SMALL:
        yield _table_of(range(width), head, body, kinds)
        return
    parts = ceil((width - 1) / (MOST_COLUMNS - 1))
    step = ceil((width - 1) / parts)
    for first in range(1, width, step):
        places = [0, *range(first, min(first + step, width))]
        table = _table_of(places, head, body, kinds)
        last = places[-1] + 1
        which = f"Columns {first + 1} to {last}" if last > first + 1 else f"Column {last}"
        yield {**table, "caption": f"{which} of {width}", "is_rest": first > 1}


def _table_of(places, head, body, kinds):
    widths = _widths([[row[place] for place in places] for row in (head, *body)])
    columns = [
        {"title": _said(head[place]), "runs": head[place], "kind": kinds[place], "width": width}
        for place, width in zip(places, widths, strict=True)
    ]
    rows = []
    for row in body:
        cells = [
            {"runs": row[place], "text": _said(row[place]), "kind": kinds[place]}
            for place in places
        ]
        rows.append({"cells": cells, "long": any(len(c["text"]) > 900 for c in cells)})
    return {
        "type": "table",
        "caption": "",
        "note": "",
        "columns": columns,
        "groups": [{"rows": rows}],
        "of": len(head),
        "is_small": len(columns) > MOST_COLUMNS,
    }


def _widths(rows):
    """Shares of the page in whole percent, by what the columns hold, none too narrow for a word."""
    longest = [
        min(max(len(_said(runs)) for runs in column), 60) for column in zip(*rows, strict=True)
    ]
    words = [
        max((len(word) for runs in column for word in _said(runs).split()), default=1)
        for column in zip(*rows, strict=True)
    ]
    weights = [max(a, min(b, 14) * 1.3, 4) for a, b in zip(longest, words, strict=True)]
    shares = [max(int(100 * weight / sum(weights)), 1) for weight in weights]
    shares[shares.index(max(shares))] += 100 - sum(shares)
    return shares


def _paragraph(runs):
    return {"type": "paragraph", "number": "", "runs": runs}


def _runs(nodes, **marks):
    """Words in a row, each run with what holds for all of it."""
    found = []
    for node in nodes:
        if node.type in ("inline", "paragraph"):
            found += _runs(node.children, **marks)
        elif node.type == "text":
            found += [{"text": node.content, **marks}] if node.content else []
        elif node.type == "softbreak":
            found.append({"text": " ", **marks})
        elif node.type == "hardbreak":
            found.append({"text": "\n", **marks})
        elif node.type in ("strong", "em"):
            found += _runs(node.children, **(marks | {_MARKS[node.type]: True}))
        elif node.type == "link":
            found += _linked(node, marks)
        elif node.type == "image":
            title = f' "{node.attrs["title"]}"' if node.attrs.get("title") else ""
            typed = f"![{node.content}]({node.attrs['src']}{title})"
            found.append({"text": typed, **marks})
        else:
            found += [{"text": node.content, **marks}] if node.content else []
    return _joined(found)


_MARKS = {"strong": "bold", "em": "italic"}


def _linked(node, marks):
    address = node.attrs["href"]
    inner = _runs(node.children, **marks)
    if not _said(inner).strip():
        inner = [{"text": address, **marks}]
    found = [{**run, "link": normalizeLink(address)} for run in inner]
    title = node.attrs.get("title")
    return [*found, {"text": f" ({title})", **marks}] if title else found


def _joined(runs):
    """Runs that differ in nothing but their words are one."""
    found = []
    for run in runs:
        if found and {**found[-1], "text": ""} == {**run, "text": ""}:
            found[-1] = {**run, "text": found[-1]["text"] + run["text"]}
        else:
            found.append(run)
    return found


def _said(runs):
    return "".join(run["text"] for run in runs)


def _runs_in(block):
    """The runs of a block that stands where only words can."""
    if block["type"] == "table":
        rows = [block["columns"], *(row["cells"] for g in block["groups"] for row in g["rows"])]
        for cells in rows:
            yield [
                {
                    "text": " | ".join(
                        cell["text"] if "text" in cell else cell["title"] for cell in cells
                    )
                }
            ]
    elif block["type"] == "quote":
        for inner in block["blocks"]:
            yield from _runs_in(inner)
    elif block["type"] == "list":
        yield from (runs for item in block["items"] for runs in _runs_of_item(item))
    else:
        yield block["runs"]


def _runs_of_item(item):
    yield item["runs"]
    for inner in item["items"]:
        yield from _runs_of_item(inner)


def _lines(blocks):
    for block in blocks:
        yield from (_said(runs) for runs in _runs_in(block))


def _letters(text):
    return Counter(letter for letter in text.casefold() if letter.isalpha())


def _letters_of(blocks):
    """The letters of blocks, those in the addresses of their links too."""
    found = Counter()
    for runs in _all_runs(blocks):
        for run in runs:
            found += _letters(run["text"] + unquote(run.get("link", "")))
    return found


def _all_runs(blocks):
    for block in blocks:
        if block["type"] == "table":
            yield from (column["runs"] for column in block["columns"])
            yield from (
                c["runs"] for g in block["groups"] for row in g["rows"] for c in row["cells"]
            )
        elif block["type"] == "quote":
            yield from _all_runs(block["blocks"])
        else:
            yield from _runs_in(block)


def _typed_tables(blocks):
    """Tables as they were typed: of one that was cut, the first part."""
    for block in blocks:
        if block["type"] == "table" and not block.get("is_rest"):
            yield block
        elif block["type"] == "quote":
            yield from _typed_tables(block["blocks"])


def _first_words(table):
    words = table["columns"][0]["title"]
    return words[:30] or "without a heading"
