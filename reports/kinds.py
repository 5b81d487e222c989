"""The kinds of report the portal makes: what each is called, who it is for, what it is made of."""

from collections.abc import Callable
from dataclasses import dataclass

from actions.models import Plan

from . import assembly

#: Who a report is for, and what each reader is not shown (domain 5.14).
RESTRICTED, OFFICER, MEMBER, PUBLIC = "restricted", "officer", "member", "public"
AUDIENCES = {
    RESTRICTED: "Restricted: the board and named readers",
    OFFICER: "Officers: the corporate management team",
    MEMBER: "Elected members",
    PUBLIC: "The public",
}


@dataclass(frozen=True)
class Kind:
    """One kind of report."""

    name: str
    title: str
    body: str
    plan_kinds: tuple[str, ...]
    audiences: tuple[str, ...]
    months: int
    template: str
    assemble: Callable

    @property
    def file_name(self):
        """What its files are called, before the day and the version."""
        return self.title.lower().replace(" ", "-")

    def fits(self, plan):
        """True if this is the report that such a plan is read by."""
        return plan.kind in self.plan_kinds


#: By the name that commands and addresses use. A new kind is a row here and its sections.
KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            name="six-monthly",
            title="Six-monthly report on the Prevent action plan",
            body="Corporate management team",
            plan_kinds=(Plan.Kind.INTERNAL,),
            audiences=(OFFICER, RESTRICTED, MEMBER),
            months=6,
            template="reports/pdf/six_monthly.html",
            assemble=assembly.six_monthly,
        ),
    )
}
