"""What the page on which a rule is tried may be asked."""

from prevent_portal.errors import Refused

from .position import PositionFilter


class TrialFilter(PositionFilter):
    """The day and the agency; what cannot be understood is passed over, and said."""

    def __init__(self, data, *, rule, **kwargs):
        self.rule = rule
        super().__init__(data, **kwargs)

    def full_clean(self):
        """A day to come may be asked for; groups are what fits; a rule of one agency is tried on it."""
        self.fields["on"].not_future = False
        self.fields.pop("by", None)
        if self.rule.agency_id:
            self.fields.pop("agency", None)
        super().full_clean()

    def agency_of(self, found):
        """The agency of the rule, else the one that is asked for."""
        return self.rule.agency or super().agency_of(found)

    def answer(self, question):
        """What trying the rule says, and a sentence where that is refused."""
        try:
            return question(self.rule, on=self.day, agency=self.agency_asked), ""
        except Refused as refusal:
            return None, refusal.sentence
