"""Many querysets read by one statement: each as one column of JSON, and made into objects again.

A page that shows a little of twenty tables would ask twenty times, and row-level security answers each.
Every queryset is compiled as it stands, and so keeps its filters, its order and what it defers; policies
apply to each of its tables as ever. What a queryset joins (`select_related`) is not read: rows that belong
together are tied to each other afterwards, by `tie`.
"""

import itertools
import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from weakref import WeakKeyDictionary

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import BooleanField, F, Func, Value
from django.db.models.base import ModelState

from prevent_portal.acting import acting
from prevent_portal.sealed import Sealed

from .rows import NobodyActing

#: Stand for two keys in what is compiled for all; nothing has them.
ANY, ANOTHER = -(2**62), -(2**62) + 1
_COLUMN = "(SELECT json_agg(one)::text FROM ({}) one)"


@dataclass(frozen=True)
class Later:
    """Stands, in what is compiled, for keys that are given when it is read: of a model."""

    model: type


class Among(Func):
    """Whether a key is among those given later: one value, so that the statement is the same for any number."""

    template = "(%(expressions)s::bigint[]))"
    arg_joiner = " = ANY("
    output_field = BooleanField()

    def __init__(self, key, later):
        super().__init__(F(key), Value(later))


#: Which statements each connection to the database has a plan of.
_planned = WeakKeyDictionary()
_number = itertools.count(1)


@dataclass(frozen=True)
class Together:
    """Querysets compiled into one statement, which is kept and read again with other keys in it.

    The database keeps its plan as long as the connection lasts: to plan forty tables takes longer than to read
    them. Behind a pooler a connection is not one's own, and the statement is sent as it is.
    """

    statement: str
    given: tuple
    models: dict
    name: str

    @classmethod
    def of(cls, querysets):
        """Compile querysets by name."""
        columns, given = [], []
        for rows in querysets.values():
            statement, parameters = _compiled(rows)
            columns.append(_COLUMN.format(statement))
            given += parameters
        return cls(
            f"SELECT {', '.join(columns)}",  # noqa: S608 - compiled by Django
            tuple(given),
            {name: rows.model for name, rows in querysets.items()},
            f"together_{next(_number)}",
        )

    def read(self, instead):
        """The objects by name; `instead` says what to give in place of ANY, ANOTHER and what comes later.

        Raises NobodyActing.
        """
        if acting() is None:
            raise NobodyActing("Rows of cases are read for somebody: use acting_for(user)")
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            self._ask(cursor, instead)
            found = cursor.fetchone()
        return {
            name: objects_of(model, json.loads(said or "[]"))
            for (name, model), said in zip(self.models.items(), found, strict=True)
        }

    def _ask(self, cursor, instead):
        keys = {each: _given(each, instead) for each in self.given if _is_key(each)}
        if cursor.db.settings_dict["DISABLE_SERVER_SIDE_CURSORS"]:
            cursor.execute(self.statement, [keys.get(each, each) for each in self.given])
            return
        planned = _planned.setdefault(cursor.db.connection, set())
        if self.name not in planned:
            places = {each: f"${place}" for place, each in enumerate(keys, 1)}
            statement = self.statement % tuple(places.get(each, "%s") for each in self.given)
            given = [each for each in self.given if each not in keys]
            with cursor.db.connection.cursor() as asking:  # no question of the page's own
                asking.execute(f"PREPARE {self.name} AS {statement}", given)
            planned.add(self.name)
        places = ", ".join(["%s"] * len(keys))
        cursor.execute(f"EXECUTE {self.name} ({places})", list(keys.values()))


def read_within(rows, querysets):
    """Read querysets by name in one statement, each over `rows` in place of the table that these are of.

    So it is asked once, and not for each queryset, which of the table's rows may be read. What a queryset gives
    as `values` is given so. Raises NobodyActing.
    """
    if acting() is None:
        raise NobodyActing("Rows of cases are read for somebody: use acting_for(user)")
    within, given = _compiled(rows.order_by())
    columns = []
    for each in querysets.values():
        statement, parameters = _compiled(each)
        columns.append(_COLUMN.format(statement))
        given += parameters
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(
            f"WITH {rows.model._meta.db_table} AS MATERIALIZED ({within})"  # noqa: S608 - compiled by Django
            f" SELECT {', '.join(columns)}",
            given,
        )
        found = [json.loads(said or "[]") for said in cursor.fetchone()]
    return {
        name: said if each._fields else objects_of(each.model, said)
        for (name, each), said in zip(querysets.items(), found, strict=True)
    }


def _is_key(value):
    return isinstance(value, Later) or value in (ANY, ANOTHER)


def _given(value, instead):
    return list(instead[value.model]) if isinstance(value, Later) else instead[value]


def _compiled(rows):
    try:
        return rows.query.sql_with_params()
    except EmptyResultSet:  # Django knows already that there are none
        return "SELECT WHERE false", ()


def tie(objects, known):
    """Give each object what it points to, as far as it is known; return the keys of what is not, by model.

    `known` is `{model: {key: object}}`.
    """
    unknown = {}
    for each in objects:
        for field in _relations(type(each)):
            key = each.__dict__.get(field.attname)
            if key is None or field.is_cached(each):
                continue
            target = known.get(field.related_model, {}).get(key)
            if target is None:
                unknown.setdefault(field.related_model, set()).add(key)
            else:
                field.set_cached_value(each, target)
    return unknown


@cache
def _relations(model):
    return [field for field in model._meta.concrete_fields if field.is_relation]


def objects_of(model, rows):
    """Objects of rows as PostgreSQL writes them in JSON: what was deferred stays so, what was annotated is there.

    Of these models none does anything as it is made, so that each is made of its values at once.
    """
    columns = _columns(model, tuple(rows[0])) if rows else ()
    objects = []
    for row in rows:
        made = model.__new__(model)
        made._state = ModelState()
        made._state.adding, made._state.db = False, DEFAULT_DB_ALIAS
        for name, column, read in columns:
            said = row[column]
            made.__dict__[name] = said if read is None or said is None else read(said)
        objects.append(made)
    return objects


@cache
def _columns(model, read):
    """Of the columns that were read: the attribute, the column, and what makes a value of what JSON says."""
    fields = {field.column: field for field in model._meta.concrete_fields}
    return [
        (fields[each].attname, each, _reader(fields[each]))
        if each in fields
        else (each, each, None)
        for each in read
    ]


def _reader(field):
    """What makes of words in JSON what the database's driver would have given; None where they are that."""
    kind = (field.target_field if field.is_relation else field).get_internal_type()
    return _READERS.get(kind, field.to_python)


def _bytes(said):
    return Sealed(bytes.fromhex(said[2:]))  # written \x and hexadecimal digits


_READERS = {
    "BigAutoField": None,
    "BinaryField": _bytes,
    "BooleanField": None,
    "CharField": None,
    "DateField": date.fromisoformat,
    "DateTimeField": datetime.fromisoformat,
    "TextField": None,
}
