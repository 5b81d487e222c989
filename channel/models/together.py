"""Many querysets read by one statement: each as one column of JSON, and made into objects again.

A page that shows a little of twenty tables would ask twenty times, and row-level security answers each.
Every queryset is compiled as it stands, and so keeps its filters, its order and what it defers; policies
apply to each of its tables as ever. What a queryset joins (`select_related`) is not read: rows that belong
together are tied to each other afterwards, by `tie`.
"""

import json
from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections

from prevent_portal.acting import acting
from prevent_portal.sealed import Sealed

from .rows import CaseRows, NobodyActing

_COLUMN = "(SELECT json_agg(one)::text FROM ({}) one)"


def read_together(querysets):
    """Read querysets by name in one statement: `{name: [object, ...]}`. Raises NobodyActing."""
    return Together.of(querysets).read()


@dataclass(frozen=True)
class Together:
    """Querysets compiled into one statement, which may be kept and read again with another key in it."""

    statement: str
    given: tuple
    models: dict
    is_of_cases: bool

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
            any(isinstance(rows, CaseRows) for rows in querysets.values()),
        )

    def read(self, instead=None):
        """The objects by name; `instead` says which values to give in place of those that were compiled.

        Raises NobodyActing.
        """
        if acting() is None and self.is_of_cases:
            raise NobodyActing("Rows of cases are read for somebody: use acting_for(user)")
        given = [instead.get(each, each) for each in self.given] if instead else self.given
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(self.statement, given)
            found = cursor.fetchone()
        return {
            name: _objects(model, json.loads(said or "[]"))
            for (name, model), said in zip(self.models.items(), found, strict=True)
        }


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
        for field in each._meta.concrete_fields:
            key = each.__dict__.get(field.attname)
            if not field.is_relation or key is None or field.is_cached(each):
                continue
            target = known.get(field.related_model, {}).get(key)
            if target is None:
                unknown.setdefault(field.related_model, set()).add(key)
            else:
                field.set_cached_value(each, target)
    return unknown


def _objects(model, rows):
    """Objects of rows as PostgreSQL writes them in JSON; a column that was deferred stays so."""
    if not rows:
        return []
    fields = [field for field in model._meta.concrete_fields if field.column in rows[0]]
    names = [field.attname for field in fields]
    return [
        model.from_db(
            DEFAULT_DB_ALIAS, names, [_value(field, row[field.column]) for field in fields]
        )
        for row in rows
    ]


def _value(field, said):
    """A value as the database's driver would have given it; bytes are written \\x and hexadecimal digits."""
    if said is None:
        return None
    if field.get_internal_type() == "BinaryField":
        return Sealed(bytes.fromhex(said[2:]))
    return field.to_python(said)
