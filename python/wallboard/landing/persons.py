"""SQL that finds the rows of erased persons among landed rows of a table.

It reads the temporary table ``erased`` and the macro ``erased_mark`` of its connection. A row is a
person's if it names them. It is also a customer's if it belongs to one of their cases (contacts,
tickets and the like) and names no other customer.
"""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from wallboard.landing.layout import identifier, literal
from wallboard.landing.tables import Field, RawTable
from wallboard.privacy.pseudonym import names_sql

ROLES = ("customer", "agent")
ERASED = "ERASED_SUBJECT"


def is_personal(table: RawTable) -> bool:
    """Whether rows of the table can be a person's at all."""
    return any(field.naming or field.is_case for field in table.fields)


def named_sql(field: Field, role: str) -> str:
    """SQL that tells whether the column names a person in this role."""
    assert field.naming is not None
    by = identifier(field.naming.by) if field.naming.by else None
    return names_sql(identifier(field.name), field.naming, by, role)


def is_erased_sql(field: Field) -> str:
    """SQL that tells whether the column names an erased person."""
    return _any(f"{mark} in (select mark from erased)" for mark in _person_marks(field, ROLES))


def names_erased_sql(table: RawTable) -> str:
    """SQL that tells whether a row names an erased person."""
    return _any(is_erased_sql(field) for field in table.fields if field.naming)


def is_theirs_sql(table: RawTable) -> str:
    """SQL that tells whether a row is an erased person's."""
    in_case = _any(f"{mark} in (select mark from erased)" for mark in _case_marks(table))
    others = _any(
        f"({named_sql(field, 'customer')} and not {is_erased_sql(field)})"
        for field in table.fields
        if field.naming and field.naming.role == "customer"
    )
    return f"({names_erased_sql(table)} or ({in_case} and not {others}))"


def further_cases(
    connection: duckdb.DuckDBPyConnection, table: RawTable, rows: str
) -> dict[str, set[str]]:
    """Cases in the rows of erased customers that ``erased`` does not hold yet, by tombstone.

    They are added to ``erased``, until no row tells of another one.
    """
    cases = _case_marks(table)
    if not cases:
        return {}
    customers = [
        mark for field in table.fields if field.naming for mark in _person_marks(field, ROLES[:1])
    ]
    found: dict[str, set[str]] = {}
    while True:
        fresh = connection.execute(
            f"with theirs as (select [{', '.join([*customers, *cases])}] as known_by, "
            f"[{', '.join(cases)}] as cases from {rows} where {is_theirs_sql(table)}), "
            "paired as (select known_by, unnest(cases) as mark from theirs), "
            "spread as (select unnest(known_by) as known, mark from paired where mark is not null) "
            "select distinct erased.tombstone_id, spread.mark from spread "
            "inner join erased on spread.known = erased.mark and erased.role = 'customer' "
            "where spread.mark not in (select mark from erased)"
        ).fetchall()
        if not fresh:
            return found
        for tombstone_id, mark in fresh:
            found.setdefault(tombstone_id, set()).add(mark)
        connection.executemany(
            "insert into erased values (?, 'customer', ?)", [(mark, each) for each, mark in fresh]
        )


def case_kinds(table: RawTable) -> dict[str, str]:
    """What a table's cases are called in marks, by column; tables of a source share it."""
    return {
        field.name: f"{table.source}.{field.name.casefold()}"
        for field in table.fields
        if field.is_case
    }


def _person_marks(field: Field, roles: tuple[str, ...]) -> list[str]:
    assert field.naming is not None
    return [
        f"case when {named_sql(field, role)} then "
        f"erased_mark('{role}', {identifier(field.name)}) end"
        for role in roles
        if field.naming.role in (role, "person")
    ]


def _case_marks(table: RawTable) -> list[str]:
    return [
        f"erased_mark({literal(kind)}, trim({identifier(name)}))"
        for name, kind in case_kinds(table).items()
    ]


def _any(conditions: Iterable[str]) -> str:
    listed = [f"coalesce({each}, false)" for each in conditions]
    return f"({' or '.join(listed) or 'false'})"
