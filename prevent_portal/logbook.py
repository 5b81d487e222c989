"""The access log as auditors read it: who saw a thing, and what somebody saw. It opens none of it."""

from django.db.models import Count, Max, Min

from .columns import Column

COLUMNS = (
    Column("When", lambda record: record.at.isoformat(timespec="seconds")),
    Column("Who", lambda record: record.user.name if record.user else ""),
    Column("Agency", lambda record: record.user.agency.name if record.user else ""),
    Column("Did what", "get_verb_display"),
    Column("Page", "page"),
    Column("Reference", "reference"),
    Column("Answer", "status"),
    Column("From where", "address"),
    Column("Reason", "reason"),
)
#: The longest summary; the list beneath it holds everything.
_MOST = 50


def summary(filters, records):
    """What stands above the list: of a reference who saw it, of a person what they saw."""
    reference, person = filters.chosen("reference"), filters.chosen("person")
    return {
        "reference": reference,
        "person": person,
        "who": who(records) if reference else [],
        "what": what(records) if person and not reference else [],
    }


def who(records):
    """Who appears in the records: how often, first and last, and how often they were refused."""
    people = records.filter(user__isnull=False).order_by()
    return _summed(people.values("user__name", "user__agency__name"))


def what(records):
    """What the records are about, by reference: how often, first and last."""
    return _summed(records.exclude(reference="").order_by().values("reference"))


def _summed(groups):
    summed = groups.annotate(times=Count("pk"), first=Min("at"), last=Max("at"))
    return list(summed.order_by("-last")[:_MOST])
