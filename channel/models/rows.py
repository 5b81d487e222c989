"""How rows of cases are reached: only while the portal acts for somebody, and only those open to them."""

from django.db import connection
from django.db.models import BigIntegerField, BooleanField, F, Func, Q, Value

from prevent_portal.acting import acting, reads
from prevent_portal.tracked import TrackedQuerySet

from ..permissions import Can


class NobodyActing(Exception):  # noqa: N818 - it names what is wrong
    """Rows of cases were asked for, but not for anybody: the database would give none, in silence."""


class _OpenCases(Func):
    """The one function of the database that says which cases are open."""

    function = "channel_open_cases"
    template = "(SELECT o FROM %(function)s(%(expressions)s) AS o)"
    output_field = BigIntegerField()


class _HeldCases(_OpenCases):
    """Of those, the cases that were not destroyed."""

    template = (
        "(SELECT o FROM %(function)s(%(expressions)s) AS o"
        " WHERE o NOT IN (SELECT channel_destroyed()))"
    )


class DestroyedCases(Func):
    """The keys of the cases that were destroyed."""

    template = "(SELECT channel_destroyed())"
    output_field = BigIntegerField()


class _Opens(Func):
    """What that function says of one case."""

    function = "channel_opens"
    output_field = BooleanField()


class _Listed(Func):
    """True where the database itself leaves out the cases that the person acted for can only observe."""

    template = "(current_setting('portal.reads', true) IN ('listed', 'few'))"
    output_field = BooleanField()


def opens(grant, key, *, also_destroyed=False):
    """A condition: the person acted for holds the grant on the case that a row names.

    A case that was destroyed is left out, unless what is left of it is meant. Asked of each row where the
    page reads few rows, of all open cases at once where it may read many: both answer alike.
    """
    if reads() in ("listed", "few") and (grant, key) == (Can.VIEW, "pk"):
        is_open = Q(_Listed())
        return is_open if also_destroyed else is_open & ~Q(pk__in=DestroyedCases())
    if reads() in ("", "listed") or reads() == "few" and key == "pk":
        return Q(**{f"{key}__in": open_cases(grant, also_destroyed=also_destroyed)})
    holds = Q(_Opens(Value(grant.removeprefix("channel.")), F(key)))
    return holds if also_destroyed else holds & ~Q(**{f"{key}__in": DestroyedCases()})


def open_cases(grant=Can.VIEW, *, also_destroyed=False):
    """The keys of the cases that the person acted for holds the grant on, as a subquery.

    A case that was destroyed is left out, unless what is left of it is meant.
    """
    cases = _OpenCases if also_destroyed else _HeldCases
    return cases(Value(grant.removeprefix("channel.")))


def reads_about(keys):
    """Tell the database which cases a page of one, or a few, is about: it asks for these once a table.

    That opens nothing, and a row of any other case is asked about as before.
    """
    with connection.cursor() as cursor:
        named = f"{{{','.join(map(str, keys))}}}"
        cursor.execute("SELECT set_config('portal.cases', %s, true)", [named])


class CaseRows(TrackedQuerySet):
    """Rows that belong to a case. Raises NobodyActing where the portal acts for nobody."""

    #: The way from a row to its case.
    case = "case"
    #: True for the few rows that outlive the case.
    outlives = False

    def visible_to(self, user):
        """Of cases that are open to the person acted for, who must be `user`."""
        return self._open_to(user, Can.VIEW)

    def run_by(self, user):
        """Of cases that the person acted for, who must be `user`, runs; whoever runs a case may read it."""
        return self._open_to(user, Can.COORDINATE)

    def _open_to(self, user, grant):
        if acting() is None or acting().pk != user.pk:
            return self.none()
        return self.filter(opens(grant, self.case, also_destroyed=self.outlives))

    def _fetch_all(self):
        self._somebody_acts()
        super()._fetch_all()

    def iterator(self, *args, **kwargs):
        """As Django's, for somebody."""
        self._somebody_acts()
        return super().iterator(*args, **kwargs)

    def count(self):
        """As Django's, for somebody."""
        self._somebody_acts()
        return super().count()

    def exists(self):
        """As Django's, for somebody."""
        self._somebody_acts()
        return super().exists()

    def aggregate(self, *args, **kwargs):
        """As Django's, for somebody."""
        self._somebody_acts()
        return super().aggregate(*args, **kwargs)

    def _somebody_acts(self):
        if acting() is None and not self.query.is_empty():
            raise NobodyActing(f"{self.model.__name__} is read for somebody: use acting_for(user)")
