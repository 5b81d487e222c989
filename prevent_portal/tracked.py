"""History for investigation: every change of a tracked row is copied beside it, with who made it."""

from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from django.db import connection, models, transaction
from django.utils import timezone
from simple_history.models import HistoricalRecords

from .acting import acting
from .rows import insert

_with_history = ContextVar("with_history", default=False)


def history(**options):
    """History of a model, made by whoever the portal acts for at that moment."""
    return HistoricalRecords(get_user=lambda instance, request=None: acting(), **options)


class TrackedQuerySet(models.QuerySet):
    """Refuses the bulk writes that would slip past the history tables."""

    def refuse_without_history(self):
        """Raise TypeError outside of `create_tracked` and `update_tracked`."""
        if not _with_history.get():
            raise TypeError(
                f"{self.model.__name__} keeps history: save objects one at a time, "
                "or use create_tracked or update_tracked"
            )

    def _unless_history(self, write, *args, **kwargs):
        self.refuse_without_history()
        return write(*args, **kwargs)

    def update(self, **kwargs):
        """Only inside `update_tracked`."""
        return self._unless_history(super().update, **kwargs)

    update.alters_data = True

    def bulk_create(self, objs, **kwargs):
        """Only inside `create_tracked`."""
        return self._unless_history(super().bulk_create, objs, **kwargs)

    def bulk_update(self, objs, fields, **kwargs):
        """Only inside `update_tracked`."""
        return self._unless_history(super().bulk_update, objs, fields, **kwargs)

    def delete(self):
        """Never: removing is closing, with a reason (design, rule 4)."""
        raise TypeError(f"{self.model.__name__} is never deleted: close it, with a reason")

    delete.alters_data = True
    delete.queryset_only = True

    def visible_to(self, user):
        """Nothing, until the model says who may see its rows."""
        return self.none()


def create_tracked(model, objects, *, by=None, batch_size=2000):
    """Create many rows at once, each with its first history row; return them with their keys."""
    with _recording(), transaction.atomic(savepoint=False):
        rows = insert(model, objects, batch_size=batch_size)
        _copy_to_history(model, rows, "+", by=by, batch_size=batch_size)
    return rows


def update_tracked(model, objects, fields, *, by=None, batch_size=2000):
    """Write the named fields of many rows at once, each with a history row; return how many."""
    with _recording(), transaction.atomic(savepoint=False):
        count = model._default_manager.bulk_update(objects, fields, batch_size=batch_size)
        _copy_to_history(model, objects, "~", by=by, batch_size=batch_size)
    return count


@cache
def _past(model):
    """The model of the history rows; django-simple-history makes a manager anew for each asking."""
    return model.history.model


def _copy_to_history(model, rows, kind, *, by, batch_size):
    """Copy rows as they now stand in the database beside it, one statement for each batch."""
    past = _past(model)
    columns = [
        (past._meta.get_field(field.name).column, model._meta.get_field(field.name).column)
        for field in past.tracked_fields
    ]
    quote = connection.ops.quote_name
    here, there = (", ".join(map(quote, names)) for names in zip(*columns, strict=True))
    key, table = quote(model._meta.pk.column), quote(model._meta.db_table)
    made = "history_date, history_type, history_user_id, history_change_reason"
    statement = (
        f"INSERT INTO {quote(past._meta.db_table)} ({here}, {made}) "  # noqa: S608 - names of ours
        f"SELECT {there}, %s, %s, %s, NULL FROM {table} WHERE {key} = ANY(%s) ORDER BY {key}"
    )
    by = by or acting()
    keys = [row.pk for row in rows]
    with connection.cursor() as cursor:
        for start in range(0, len(keys), batch_size):
            batch = keys[start : start + batch_size]
            cursor.execute(statement, [timezone.now(), kind, by and by.pk, batch])


@contextmanager
def _recording():
    token = _with_history.set(True)
    try:
        yield
    finally:
        _with_history.reset(token)
