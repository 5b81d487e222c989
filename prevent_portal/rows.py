"""Many new rows in one statement, in a fraction of the time that Django's own takes."""

import json
from operator import attrgetter
from types import NoneType

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import Field, JSONField
from django.db.models.expressions import DatabaseDefault


def insert(model, rows, *, batch_size=2000):
    """Write new rows as `bulk_create` does, and return them with their keys.

    Django makes an expression of each value of each row, for the sake of databases and fields that
    this portal does not have. A row that has a key already, or an expression for a value, takes
    the longer road. A model that keeps history refuses, outside of `tracked.create_tracked`.
    """
    manager = model._default_manager
    if refuse := getattr(manager.all(), "refuse_without_history", None):
        refuse()
    rows = list(rows)
    for field in model._meta.concrete_fields:
        if field.is_relation:
            _take_keys(field, rows)
    columns = {
        field: _column(field, rows)
        for field in model._meta.concrete_fields
        if not field.primary_key
    }
    if not rows or any(row.pk is not None for row in rows) or any(map(_is_mixed, columns.values())):
        return manager.bulk_create(rows, batch_size=batch_size)
    with transaction.atomic(savepoint=False):
        for start in range(0, len(rows), batch_size):
            batch = slice(start, start + batch_size)
            _insert(model, rows[batch], {field: each[batch] for field, each in columns.items()})
    return rows


def _take_keys(field, rows):
    """Give rows the keys that what they point at got since they were made, as `save` does."""
    key, to = attrgetter(field.attname), attrgetter(field.target_field.attname)
    for row in rows:
        if key(row) is None and field.is_cached(row):
            other = field.get_cached_value(row)
            if other is not None and to(other) is None:
                raise ValueError(f"{field} points at a row that has not been written.")
            row.__dict__[field.attname] = other and to(other)


def _column(field, rows):
    if type(field).pre_save is Field.pre_save:
        return list(map(attrgetter(field.attname), rows))
    return [field.pre_save(row, True) for row in rows]


def _is_mixed(column):
    """Whether a value is to be worked out by the database, unless that gives all by default."""
    kinds = set(map(type, column))
    return kinds != {DatabaseDefault} and any(hasattr(kind, "resolve_expression") for kind in kinds)


def _insert(model, rows, columns):
    connection = connections[DEFAULT_DB_ALIAS]
    quote = connection.ops.quote_name
    named = {f: each for f, each in columns.items() if not isinstance(each[0], DatabaseDefault)}
    back = [model._meta.pk, *(field for field in columns if field not in named)]
    names = [field.column for field in named]
    # What no row has need not be said: the database takes what is not named as empty.
    said = {field: each for field, each in named.items() if set(map(type, each)) != {NoneType}}
    values = [_prepared(field, each, connection) for field, each in (said or named).items()]
    keys = [field.column for field in said or named]
    written = [dict(zip(keys, row, strict=True)) for row in zip(*values, strict=True)]
    table, into = quote(model._meta.db_table), ", ".join(map(quote, names))
    # One parameter for all rows: the database would take longer over the text of each value's own.
    statement = (
        f"INSERT INTO {table} ({into}) "  # noqa: S608 - names of ours
        f"SELECT {into} FROM json_populate_recordset(NULL::{table}, %s) "
        f"RETURNING {', '.join(quote(field.column) for field in back)}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [json.dumps(written, default=str)])
        made = cursor.fetchall()
    for row, given in zip(rows, made, strict=True):
        for field, value in zip(back, given, strict=True):
            setattr(row, field.attname, value)
        row._state.adding, row._state.db = False, connection.alias


def _prepared(field, column, connection):
    """The values as JSON says them; each is asked for once, for most come again."""
    if isinstance(field, JSONField):
        return column
    try:
        known = {each: field.get_db_prep_save(each, connection) for each in set(column)}
    except TypeError:  # lists, which no set can hold
        return [field.get_db_prep_save(each, connection) for each in column]
    return [known[each] for each in column]
