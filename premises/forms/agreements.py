"""Forms of agreements and of the clause in them."""

from prevent_portal.forms.registers import RecordForm

from ..models import Agreement, AgreementKind, ClauseVersion


class ClauseVersionForm(RecordForm):
    """A version of the clause."""

    class Meta(RecordForm.Meta):
        model = ClauseVersion
        fields = ("kind", "name", "words", "from_on", "to_on")
        help_texts = {
            "to_on": "Then agreements that hold it need a newer one. Leave it empty while it is good",
        }


class AgreementForm(RecordForm):
    """An agreement, the clause in it, and when the other side was told of the duty."""

    class Meta(RecordForm.Meta):
        model = Agreement
        fields = (
            "agency",
            "kind",
            "title",
            "premises",
            "party",
            "reference",
            "starts_on",
            "ends_on",
            "renew_on",
            "clause",
            "clause_from_on",
            "told_on",
            "told_how",
            "works_with_public",
            "notes",
        )
        labels = {
            "clause": "Clause that stands in it",
            "works_with_public": "Its people work with children or adults at risk",
        }
        help_texts = {
            "premises": "For hire terms and leases",
            "clause": "Leave it empty if there is none",
            "told_how": "For example, letter, provider forum, contract meeting",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["told_on"].not_future = True

    def clean(self):
        """A clause is one of its kind and has a day; hire terms and leases are of premises."""
        found = super().clean()
        kind, clause = found.get("kind"), found.get("clause")
        if clause and kind and clause.kind != kind:
            self.add_error("clause", "This version of the clause is for another kind of agreement.")
        if clause and not found.get("clause_from_on") and "clause_from_on" not in self.errors:
            self.add_error("clause_from_on", "Enter the day since which the clause stands in it.")
        if found.get("clause_from_on") and not clause and "clause" not in self.errors:
            self.add_error("clause", "Select the version of the clause that stands in it.")
        if kind in (AgreementKind.HIRE, AgreementKind.LEASE) and not found.get("premises"):
            self.add_error("premises", "Select the premises that are hired or leased.")
        return found
