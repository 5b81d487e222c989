"""History for investigation: every change of a tracked row is copied beside it, with who made it."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.db import models
from simple_history.models import HistoricalRecords
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from .acting import acting

_with_history = ContextVar("with_history", default=False)


def history(**options):
    """History of a model, made by whoever the portal acts for at that moment."""
    return HistoricalRecords(get_user=lambda instance, request=None: acting(), **options)


class TrackedQuerySet(models.QuerySet):
    """Refuses the bulk writes that would slip past the history tables."""

    def _unless_history(self, write, *args, **kwargs):
        if not _with_history.get():
            raise TypeError(
                f"{self.model.__name__} keeps history: save objects one at a time, "
                "or use create_tracked or update_tracked"
            )
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
    with _recording():
        return bulk_create_with_history(
            objects, model, batch_size=batch_size, default_user=by or acting()
        )


def update_tracked(model, objects, fields, *, by=None, batch_size=2000):
    """Write the named fields of many rows at once, each with a history row; return how many."""
    with _recording():
        return bulk_update_with_history(
            objects, model, fields, batch_size=batch_size, default_user=by or acting()
        )


@contextmanager
def _recording():
    token = _with_history.set(True)
    try:
        yield
    finally:
        _with_history.reset(token)
