"""In which order rows are landed: a day's rows lie together, and within the day a contact's.

Parquet keeps the least and the greatest value of every column for every row group, so that whoever
asks for one day reads the groups of that day. The day is taken as it is written: those values are
texts, and sorted by the text they are as narrow as they can be, whatever zone or format it is in.
"""

from __future__ import annotations

from wallboard.contract import load_contract
from wallboard.landing.layout import identifier
from wallboard.landing.tables import RawTable

DAY_CHARACTERS = 10  # 2025-01-08


def leading_instant(table: RawTable) -> str | None:
    """The instant by which a table's rows are told by day; none for what belongs to no day."""
    if not table.is_native:
        return None
    columns = load_contract()[table.name].columns
    instants = [each.name for each in columns if each.data_type == "instant" and each.is_required]
    return instants[0] if instants else None


def order_sql(table: RawTable, *ties: str) -> str:
    """The terms of an ORDER BY over landed rows; ``ties`` are the columns that decide last.

    It sorts by pseudonyms, never by a person's own id: the order of rows would tell of it. A
    connector's rows stay in the order in which they came, for nobody says what their days are.
    """
    if not table.is_native:
        return ", ".join(ties)
    instant = leading_instant(table)
    if instant is None:
        terms = [identifier(field.name) for field in table.fields if field.is_key]
        return ", ".join([*terms, *ties])
    matter = _matter(table)
    terms = [f"left({identifier(instant)}, {DAY_CHARACTERS})"]
    terms += [identifier(matter)] if matter else []
    return ", ".join([*terms, identifier(instant), *ties])


def _matter(table: RawTable) -> str | None:
    """The column by which a day's rows belong together: their contact, else their agent."""
    others = [field for field in table.fields if not field.is_key]
    cases = [field.name for field in others if field.is_case]
    agents = [field.name for field in others if field.naming and field.naming.role == "agent"]
    return next(iter([*cases, *agents]), None)
