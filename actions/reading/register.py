"""A register of contacts: which post answers for which area of work, and for which agencies.

Whoever lists two posts beside two agencies, each pair parted by a stroke between spaces, means them
in pairs; agencies parted by a bare stroke share one post.
"""

import io
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import PurePath

from .document import opened
from .front import pair_of
from .layouts import are_of_a_register, is_posts_heading, role_of
from .result import Unplaced
from .safety import Unreadable, shown_name

LAYOUT = "spoc-register"
#: How posts and agencies are read, as the JSON says it.
RULE = (
    "A slash between spaces separates posts, and their agencies in the same order; "
    "agencies joined by a slash without spaces share one post."
)
#: The longest that an area, a post or an agency may be, in characters.
LONGEST = 200
#: Words that initials pass over.
_SMALL = {"and", "for", "in", "of", "on", "the", "upon", "&"}
_PARTED = re.compile(r"\s+/\s+")
_SHARED = re.compile(r"\s*[/;]\s*")
_FORMULA = "=+-@＝＋－＠"
_IN_BRACKETS = re.compile(r"^(?P<name>.+?)\s*\((?P<short>[A-Z][A-Za-z&]{1,9})\)\s*$")


@dataclass
class Row:
    """One line of the register: an area with the posts that answer for it."""

    area: str
    job_titles_raw: str
    agency_raw: str

    @property
    def posts(self):
        """Each post with its agencies."""
        if not self.job_titles_raw:
            return []
        agencies = _PARTED.split(self.agency_raw) if self.agency_raw else []
        titles = _PARTED.split(self.job_titles_raw)
        if len(agencies) > 1 and len(titles) in (1, len(agencies)):
            titles = titles * len(agencies) if len(titles) == 1 else titles
            return [_post(*each) for each in zip(titles, agencies, strict=True)]
        return [_post(self.job_titles_raw, self.agency_raw)]

    @property
    def is_unpaired(self):
        """True where there are as many posts as nobody can match with as many agencies."""
        titles, agencies = (
            len(_PARTED.split(words)) for words in (self.job_titles_raw, self.agency_raw)
        )
        return max(titles, agencies) > 1 and titles != agencies and titles != 1

    def as_json(self):
        """The row as plain values."""
        return {
            "area": self.area,
            "job_titles_raw": self.job_titles_raw,
            "agency_raw": self.agency_raw,
            "posts": self.posts,
        }


@dataclass
class Register:
    """A whole register as read."""

    file: str
    rows: list
    encoding: str | None = None
    line_ending: str | None = None
    unplaced: list = field(default_factory=list)

    @property
    def agencies(self):
        """Every name of an agency in it, in order, each once."""
        posts = [post for row in self.rows for post in row.posts]
        return list(dict.fromkeys(name for post in posts for name in post["agencies"]))

    @property
    def authorities(self):
        """The city's and the county's councils that its initials name; empty where none are."""
        return next(filter(None, (pair_of(row.agency_raw) for row in self.rows)), [])

    @property
    def abbreviations(self):
        """What the short names of agencies stand for, where the register or a map of England says."""
        known = {_initials(name): name for name in self.authorities}
        for row in self.rows:
            if match := _IN_BRACKETS.match(row.area):
                known.setdefault(match["short"], _spelt_out(match["name"], match["short"]))
        return {name: known[name] for name in self.agencies if known.get(name)}

    @property
    def counts(self):
        """How many areas and posts there are, and how many areas name no agency."""
        return {
            "sections": 0,
            "objectives": 0,
            "actions": 0,
            "with_due_text": 0,
            "areas": len({row.area for row in self.rows}),
            "posts": sum(len(row.posts) for row in self.rows),
            "without_agency": sum(1 for row in self.rows if not row.agency_raw),
        }

    @property
    def ambiguities(self):
        """Sentences on what could have been read in another way."""
        silent = [row.area for row in self.rows if not row.agency_raw]
        unpaired = [row.area for row in self.rows if row.is_unpaired]
        twice = [area for area, n in Counter(row.area for row in self.rows).items() if n > 1]
        return [
            *(f"No agency is given for {area}." for area in silent),
            *(f"Posts and agencies of {area} are not the same in number." for area in unpaired),
            *(f"{area} stands in more than one row." for area in twice),
        ]

    def as_json(self):
        """The register as plain values; a title and a period are in no such file."""
        return {
            "file": self.file,
            "counts": self.counts,
            "title": None,
            "authority": " & ".join(self.authorities) or None,
            "period_start": None,
            "period_end": None,
            "period_raw": None,
            "layout": LAYOUT,
            "encoding": self.encoding,
            "line_ending": self.line_ending,
            "abbreviations": self.abbreviations,
            "rule": RULE,
            "rows": [row.as_json() for row in self.rows],
            "unplaced": [each.as_json() for each in self.unplaced],
            "ambiguities": self.ambiguities,
        }


def read_register(file, *, name):
    """Read a register from an open binary file of this name; None where it is none.

    Raises Unreadable, with a sentence, where the file is not safe to open, is not what its name
    says, or names something at greater length than the portal can hold.
    """
    document = opened(file, name=name)
    tables = [table for table in document.tables if is_register(table)]
    if not tables:
        return None
    rows, used = [], set()
    for table in tables:
        rows += _rows(table, used, shown_name(name))
    if not rows:
        raise Unreadable(
            f"{shown_name(name)} has the headings of a register and no row below them."
        )
    unplaced = [
        Unplaced(paragraph.text.strip(), paragraph.place)
        for paragraph in document.every_paragraph()
        if paragraph not in used
    ]
    register = Register(PurePath(name).name, rows, unplaced=unplaced)
    if document.kind == "csv":
        file.seek(0)
        register.encoding, register.line_ending = written_as(file.read())
    return register


def is_register(table):
    """Whether a table's first row has the headings of a list of posts by agency."""
    head = next(row for row in table.rows if row.filled)
    return are_of_a_register([cell.words for cell in head.filled])


def written_as(content):
    """How a text file is encoded, and how its lines end: "CRLF", "LF" or "CR"."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding, text = "utf-16", content.decode("utf-16", "replace")
    else:
        encoding = "utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "utf-8"
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            encoding, text = "cp1252", content.decode("cp1252", "replace")
    head = io.StringIO(text, newline="").readline()
    ending = {"\r\n": "CRLF", "\n": "LF", "\r": "CR"}.get(head[-2:])
    return encoding, ending or {"\n": "LF", "\r": "CR"}.get(head[-1:])


def _rows(table, used, shown):
    head = next(place for place, row in enumerate(table.rows) if row.filled)
    columns = _columns([cell.words for cell in table.rows[head].cells])
    for place in filter(lambda each: each is not None, columns.values()):
        used.update(table.rows[head].cells[place].paragraphs)
    rows, area = [], ""
    for row in table.rows[head + 1 :]:
        said = {
            name: row.cells[place] if place is not None and place < len(row.cells) else None
            for name, place in columns.items()
        }
        words = {name: _plain(cell.words) if cell else "" for name, cell in said.items()}
        # A row without an area goes on with the one above it.
        area = words["area"] or area
        if not area or not (words["area"] or words["posts"]):
            continue
        used.update(p for cell in said.values() if cell is not None for p in cell.paragraphs)
        found = Row(area, words["posts"], words["agency"])
        _refuse_what_is_too_long(found, shown)
        rows.append(found)
    return rows


def _columns(headings):
    posts = next(n for n, words in enumerate(headings) if is_posts_heading(words))
    others = ((n, words) for n, words in enumerate(headings) if n != posts)
    agency = next((n for n, words in others if role_of(words) == "agency"), None)
    areas = [n for n in range(len(headings)) if n not in (posts, agency) and headings[n]]
    named = [n for n in areas if role_of(headings[n]) == "theme"]
    return {"area": next(iter(named or areas), None), "posts": posts, "agency": agency}


def _refuse_what_is_too_long(row, shown):
    posts = row.posts
    words = [row.area, *(post["job_title"] for post in posts)]
    words += [name for post in posts for name in post["agencies"]]
    longest = max(words, key=len)
    if len(longest) > LONGEST:
        raise Unreadable(
            f"{shown} gives a name of more than {LONGEST} characters, which begins "
            f"“{longest[:40]}”. Shorten it and choose the file again."
        )


def _plain(words):
    """Words without the apostrophe that keeps a spreadsheet from running them."""
    return words[1:] if words[:1] == "'" and words[1:2] in _FORMULA and words[1:] else words


def _post(title, agencies):
    names = [name for name in _SHARED.split(agencies.strip()) if name]
    return {"job_title": title.strip(), "agencies": list(dict.fromkeys(names))}


def _initials(name):
    return "".join(word[0] for word in re.split(r"[\s-]+", name) if word and word[0].isupper())


def _spelt_out(name, short):
    """The last words of a name whose first letters are the short one; None where there are none."""
    words = name.split()
    for start in range(len(words) - 1, -1, -1):
        letters = "".join(w[0] for w in words[start:] if w.lower() not in _SMALL)
        if letters.upper() == short.upper() and words[start].lower() not in _SMALL:
            found = " ".join(words[start:])
            is_plural = found.endswith("s") and not found.endswith("ss")
            return found[:-1] if is_plural and not short.endswith("s") else found
    return None
