"""Measures of customers who stayed and left, by calendar month."""

from __future__ import annotations

from datetime import date, timedelta

from .facts import AS_OF_COLUMNS, Facts
from .slices import ALL, Ledger, Slice


def count(facts: Facts, ledger: Ledger) -> None:
    """Count the customers of every month from the data's first day on that is over."""
    if facts.as_of is None:
        return
    begun = [
        row[columns[0]] for table, columns in AS_OF_COLUMNS.items() for row in facts.tables[table]
    ]
    if not begun:
        return
    day = facts.business_date(min(begun))
    while day < facts.business_date(facts.as_of):
        if (day + timedelta(days=1)).day == 1:
            count_month(facts, ledger, day)
        day += timedelta(days=1)


def count_month(facts: Facts, ledger: Ledger, last: date) -> None:
    """Compare who was there on the first and on the last day of a month."""
    there = active_on(facts, last.replace(day=1))
    stayed = there & active_on(facts, last)
    where = Slice(last, ALL, ALL, ALL, ALL)
    ledger.add(where, "customers_at_start", len(there))
    ledger.add(where, "customers_retained", len(stayed))
    ledger.add(where, "customers_lost", len(there - stayed))


def active_on(facts: Facts, day: date) -> set[str]:
    """Customers in any of whose spells the day lies."""
    return {
        row["customer_id"]
        for row in facts.tables["customers"]
        if row["active_from"] <= day and (row["active_to"] is None or day <= row["active_to"])
    }
