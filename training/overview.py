"""How training stands on a day, as a page and a spreadsheet show it."""

from prevent_portal.columns import Column
from prevent_portal.errors import Refused

from .figures import standing
from .forms.position import PositionFilter

#: Who is in no directorate, say.
_NOT_SAID = "Not said"


class Standing:
    """One day's position for one reader: the sentence, the groups, and what was asked."""

    def __init__(self, data, *, user, today):
        self.filters = PositionFilter(data, user=user, today=today)
        self.on, self.agency = self.filters.day, self.filters.agency_asked
        self.refusal, self.rule, found = "", None, None
        try:
            self.rule, found = standing(self.agency, on=self.on, by=self.filters.group)
        except Refused as refusal:
            self.refusal = refusal.sentence
        self.whole = found.whole if found else None
        self.groups = [_named(group) for group in found.groups] if found else []

    @property
    def target(self):
        """The share that the rule aims at, in percent; None where it names none."""
        return self.rule.target_percent if self.rule else None

    @property
    def finding(self):
        """What the bars show, in a sentence: which group is lowest, and how many meet the target."""
        lowest = min(self.groups, key=lambda group: (group.percent, group.name))
        words = f"{lowest.name} has the smallest share trained, {lowest.percent}%"
        if len(self.groups) == 1:
            words = f"{lowest.name}: {lowest.percent}% trained"
        if self.target is None:
            return f"{words}."
        meet = sum(group.percent >= self.target for group in self.groups)
        return f"{words}; {meet} of {len(self.groups)} reach the target of {self.target}%."

    def columns(self):
        """The columns of the table, as the page and the downloads have them."""
        return (
            Column(self.filters.group_words, "name"),
            Column("In post", "in_post", kind="number"),
            Column("Trained", "trained", kind="number"),
            Column("Trained, % of those in post", "percent", kind="number"),
            Column("In date", "in_date", kind="number"),
            Column("In date, % of those in post", "in_date_percent", kind="number"),
            Column("Deadline passed", "deadline_passed", kind="number"),
            Column("Of these trained", "deadline_passed_trained", kind="number"),
            Column(
                "Trained, % of those whose deadline has passed",
                "deadline_passed_percent",
                kind="number",
            ),
        )

    def plain_rows(self):
        """The groups, then all of them together, as a spreadsheet has them."""
        self.whole.name = "All"
        return [
            [column.plain(row) for column in self.columns()] for row in (*self.groups, self.whole)
        ]


def _named(group):
    group.name = group.name or _NOT_SAID
    return group
