"""Where a paper holds counts of people, cases and settings, and which sums tie them together."""

from dataclasses import dataclass, field, replace
from itertools import count as counting

PEOPLE, CASES, SETTINGS = "people", "cases", "settings"
KINDS = (PEOPLE, CASES, SETTINGS)
#: What a paper as it may be read keeps in place of a count: which of the two signs stands there.
SMALL, HIDDEN = "small", "hidden"


@dataclass
class Count:
    """One count in one place of a paper. `value` is None where an earlier paper withheld it."""

    address: str
    section: str
    block: str
    row: str
    column: str
    kind: str
    value: int | None
    spot: dict = field(repr=False)
    part: str = "count"
    sign: str = ""
    identity: tuple | None = None
    is_in_table: bool = False
    is_total: bool = False
    is_base: bool = False
    is_cumulative: bool = False
    is_channel: bool = False
    is_headline: bool = False
    whole: int | None = None

    def like(self, value):
        """The count as it would be with another value."""
        return replace(self, value=value)


@dataclass
class Share:
    """A percentage, and the places of the counts that it is made of."""

    address: str
    section: str
    block: str
    row: str
    column: str
    spot: dict = field(repr=False)
    part: int = 0
    whole: int = 0


@dataclass
class Spoken:
    """Words or a bar made from counts: all of it goes if one of them goes.

    `held_in` and `spot` say what is replaced: a block of a section, or a row of a chart.
    """

    address: str
    section: str
    block: str
    row: str
    held_in: list = field(repr=False)
    spot: dict = field(repr=False)
    counts: list = field(default_factory=list)
    percents_of: list = field(default_factory=list)


class Paper:
    """The counts of a frozen dict, each with where it stands; `sums` are lists of (place, factor)."""

    def __init__(self, frozen):
        self.on, self.audience = frozen.get("on") or "", frozen.get("audience") or ""
        self.counts, self.sums, self.shares, self.spoken = [], [], [], []
        for section in frozen.get("sections", ()):
            for place, block in enumerate(section["blocks"]):
                self._read(section, place, block)
        for name, figure in (frozen.get("figures") or {}).items():
            if figure.get("of") in KINDS:
                self._figure(name, figure)
        self._relate(frozen.get("sections", ()))

    def _relate(self, sections):
        """Tie what tables say adds up to nothing, wherever in the paper its numbers stand.

        Where nobody is left of a group, all of it is what is shown, which is a result of the group's.
        """
        said = [
            terms
            for section in sections
            for block in section["blocks"]
            for terms in block.get("relations", ())
        ]
        if not said:
            return
        known = {count.identity: place for place, count in enumerate(self.counts)}
        for terms in said:
            tied = [(known.get(tuple(where)), factor) for where, factor in terms]
            if all(place is not None and self.counts[place].value != 0 for place, _ in tied):
                self.sums.append(tied)

    def _read(self, section, place, block):
        channel = bool(section.get("channel") or block.get("channel"))
        at = _At(section, place, block, channel)
        if block["type"] == "table":
            self._table(at)
        elif block["type"] == "figures":
            for tile in block["figures"]:
                self._tile(at, tile)
        elif block["type"] == "chart":
            self._chart(at)
        if "says" in block:
            said = at.spoken("", section["blocks"], block)
            self._said(at, said, block["says"], "says")

    def _add(self, count):
        self.counts.append(count)
        return len(self.counts) - 1

    def _with_whole(self, values, **where):
        """A count and, where it says of how many, that number too; returns their places.

        `at` and `out_of_at` name the cells of a table that they repeat: its key, row and column.
        """
        if "at" in values:
            where["identity"] = tuple(values["at"])
        part = self._add(Count(value=values.get("count"), **where))
        if values.get("out_of") is None:
            return [part]
        where = where | {"part": "out_of", "is_base": True, "sign": "", "identity": None}
        if "out_of_at" in values:
            where["identity"] = tuple(values["out_of_at"])
        where["address"] += "/out of"
        whole = self._add(Count(value=values["out_of"], **where))
        self.counts[part].whole = whole
        return [part, whole]

    # Tables

    def _table(self, at):
        block, names = at.block, _Names()
        columns = block["columns"]
        shares = [cell.get("share") or column.get("share") for cell, column in _first(block)]
        bases = {share[1] for share in shares if share} - {share[0] for share in shares if share}
        above = []
        for group in block["groups"]:
            for row in group["rows"]:
                name = names.unlike(_said_by(row["cells"][0]) if row["cells"] else "")
                line = {
                    place: self._cell(at, row, name, place, column, place in bases)
                    for place, column in enumerate(columns)
                    if _is_count(row["cells"][place])
                }
                self._tie(at, row, name, line, shares)
                if row.get("total"):
                    for place, whole in line.items():
                        parts = [(each[place], -1) for each in above if place in each]
                        self.sums.append([(whole, 1), *parts])
                else:
                    above.append(line)

    def _cell(self, at, row, name, place, column, is_base):
        cell, block = row["cells"][place], at.block
        key = block.get("key")
        return self._with_whole(
            cell,
            **at.where(name, column["title"]),
            kind=_kind(cell, column),
            spot=cell,
            sign=cell.get("withheld", ""),
            identity=(key, name, column["title"]) if key else None,
            is_in_table="of" not in cell,
            is_total=bool(row.get("total")),
            is_headline=bool(cell.get("headline")),
            is_base=is_base,
            is_cumulative=bool(column.get("cumulative") or block.get("cumulative")),
            is_channel=at.channel or any(each.get("channel") for each in (cell, row, column)),
        )[0]

    def _tie(self, at, row, name, line, shares):
        columns = at.block["columns"]
        for place, column in enumerate(columns):
            parts = column.get("sums")
            if parts and place in line and all(part in line for part in parts):
                self.sums.append([(line[place], 1), *((line[part], -1) for part in parts)])
            share = row["cells"][place].get("share") or shares[place]
            if share and all(each in line for each in share):
                part, whole = (line[each] for each in share)
                self.counts[part].whole = whole
                self.shares.append(
                    Share(
                        **at.where(name, column["title"]),
                        spot=row["cells"][place],
                        part=part,
                        whole=whole,
                    )
                )

    # Figures, charts and words

    def _tile(self, at, tile):
        if "count" not in tile and "withheld" not in tile:
            return
        name = tile.get("key") or tile.get("name") or tile["label"]
        self._with_whole(
            tile,
            **at.where(tile["label"], "value"),
            kind=_kind({"of": tile.get("counts") or tile.get("of")}, {}),
            spot=tile,
            sign=tile.get("withheld", ""),
            identity=("figure", name, ""),
            is_cumulative=bool(tile.get("cumulative") or at.block.get("cumulative")),
            is_channel=at.channel or bool(tile.get("channel")),
        )

    def _figure(self, name, figure):
        at = _At({"id": "figures", "title": "Figures"}, 0, {"type": "figure", "key": name}, False)
        at.channel = is_channel(name, figure)
        self._with_whole(
            {**figure, "count": figure["value"]},
            **at.where(name, "value"),
            kind=figure["of"],
            spot=figure,
            sign=figure.get("withheld", ""),
            identity=("figure", name, ""),
            is_cumulative=bool(figure.get("cumulative")),
            is_channel=at.channel,
        )

    def _chart(self, at):
        names = _Names()
        for row in at.block["rows"]:
            name = names.unlike(row["label"])
            counted = row.get("counts") or (
                [{"count": value, "of": at.block["of"]} for value in row["values"]]
                if at.block.get("of") in KINDS
                else ()
            )
            if counted:
                self._said(at, at.spoken(name, at.block["rows"], row), counted, "bar")

    def _said(self, at, said, counted, column):
        for place, values in enumerate(counted, start=1):
            where = at.where(said.row, f"{column} {place}")
            found = self._with_whole(
                values,
                **where,
                kind=_kind(values, {}),
                spot=said.spot,
                is_base=bool(values.get("is_whole")),
                is_channel=at.channel or bool(values.get("channel")),
            )
            said.counts += found
            if values.get("percent") and len(found) > 1:
                said.percents_of.append(found[1])
        self.spoken.append(said)


class _At:
    """A block in its section, and how places in it are called."""

    def __init__(self, section, place, block, channel):
        self.section, self.block, self.channel = section, block, channel
        self.name = name_of(block, place)
        self.caption = block.get("caption") or block.get("title") or block["type"].capitalize()

    def where(self, row, column):
        """The words and the address of a place."""
        return {
            "address": f"{self.section['id']}/{self.name}/{row}/{column}",
            "section": self.section["title"],
            "block": self.caption,
            "row": row,
            "column": column,
        }

    def spoken(self, row, held_in, spot):
        """Words of this block that are made from counts."""
        where = self.where(row, "")
        del where["column"]
        where["address"] = where["address"].rstrip("/")
        return Spoken(**where, held_in=held_in, spot=spot)


def name_of(block, place):
    """What addresses call a block: by its key, else by the place where it was frozen."""
    return str(block.get("key") or block.get("place", place))


class _Names:
    """Names of rows, each unlike the ones before."""

    def __init__(self):
        self.seen = {}

    def unlike(self, name):
        """The name, with a number if it has been used."""
        times = self.seen.setdefault(name, counting(1))
        number = next(times)
        return name if number == 1 else f"{name} ({number})"


def holds_numbers(block):
    """True if a block may hold something that the guard reads: a paper is judged the same without the others."""
    if block["type"] == "table":
        rows = (row for group in block["groups"] for row in group["rows"])
        is_read = any(_is_count(cell) for row in rows for cell in row["cells"])
    else:
        is_read = block["type"] in ("figures", "chart")
    return is_read or "says" in block or bool(block.get("channel"))


def is_channel(name, figure):
    """True if a figure of the catalogue is Channel's own."""
    return bool(figure.get("channel")) or name.startswith("channel.")


def _is_count(cell):
    return "count" in cell or "withheld" in cell


def _kind(cell, column):
    """What is counted; a count that does not say so is taken to be of people."""
    kind = cell.get("of") or column.get("of")
    return kind if kind in KINDS else PEOPLE


def _first(block):
    """The first row's cell of each column, or none, with the column."""
    rows = [row for group in block["groups"] for row in group["rows"]]
    for place, column in enumerate(block["columns"]):
        marked = (row["cells"][place] for row in rows if row["cells"][place].get("share"))
        yield next(marked, {}), column


def _said_by(cell):
    if cell.get("text"):
        return str(cell["text"])
    return "".join(run["text"] for run in cell.get("runs", ()))
