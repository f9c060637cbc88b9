"""Nasty little worlds as files, delivered in pieces, and the marts that come of them."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random
from typing import Any

import duckdb

from oracle.mischief import make_mischief
from oracle.nasty_contacts import build_contact
from oracle.nasty_demand import trunk, week_before
from oracle.nasty_experience import add_experience
from oracle.nasty_issues import return_again
from oracle.nasty_tickets import build_ticket
from oracle.nasty_workforce import build_staff, give_issues
from oracle.rows import RawRow, World
from oracle.worlds import TABLES, presets, states, versions
from wallboard.contract import load_contract
from wallboard.landing import ingest
from wallboard.runs import rebuilt
from wallboard.runs.buildfile import build_file
from wallboard.runs.dbt import run_dbt
from wallboard.runs.rebuilt import Rebuilt
from wallboard.settings import Settings

# They speak of the deliveries themselves and differ by nature.
ABOUT_DELIVERIES = {"meta_load_audit", "meta_load_anomaly", "quarantine"}
# When rows were loaded, and in how many files, is no function of the rows.
ABOUT_LOADING = {"meta_freshness": "exclude (files, last_loaded_at)"}
Row = tuple[str, RawRow]
Marts = dict[str, list[tuple[Any, ...]]]


def nasty_world(seed: int, contacts: int = 12, mischiefs: int = 80) -> list[Row]:
    """Rows of a world as (table, raw row): corrected, duplicated, deleted and broken ones too."""
    world: World = {table: [] for table in TABLES}

    def source(kind: str, number: int = 0) -> Random:
        return Random(f"{seed} {kind} {number}")

    for number in range(contacts):
        build_contact(source("contact", number), f"C{number}", 3, world)
    for number in range(3):
        versions(source("agent", number), "agents", "agent_id", f"A{number}", world)
        states(source("state", number), f"A{number}", world)
        build_staff(source("staff", number), f"A{number}", world)
        versions(source("queue", number), "queues", "queue_id", f"Q{number}", world)
        presets(source("preset", number), number, world)
        week_before(source("week", number), number, world)
        trunk(source("trunk", number), world)
        build_ticket(source("ticket", number), number, world)
        return_again(source("issue", number), number, world)
        add_experience(source("experience", number), number, world)
    give_issues(source("issues"), world)
    for number in range(mischiefs):
        make_mischief(source("mischief", number), number, world)
    return [(table, row) for table, rows in world.items() for row in rows]


def in_pieces(rows: Sequence[Row], pieces: int, seed: int) -> list[list[Row]]:
    """The rows in any order in so many deliveries; one in ten comes in another one as well."""
    rnd = Random(f"{seed} pieces")
    shuffled = list(rows)
    rnd.shuffle(shuffled)
    split: list[list[Row]] = [[] for _ in range(pieces)]
    for number, row in enumerate(shuffled):
        # each delivery has something in it, whatever falls
        split[number if number < pieces else rnd.randrange(pieces)].append(row)
        if rnd.random() < 0.1:
            split[rnd.randrange(pieces)].append(row)
    return split


def write(delivery: Iterable[Row], out: Path) -> Path:
    """Write the rows of a delivery as one CSV file a table, in their order."""
    tables = defaultdict(list)
    for table, row in delivery:
        tables[table].append(row)
    out.mkdir(parents=True)
    for table, rows in tables.items():
        with (out / f"{table}.csv").open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, load_contract()[table].delivered, restval="")
            writer.writeheader()
            writer.writerows(rows)
    return out


def deliver(settings: Settings, *deliveries: Path) -> None:
    """Land deliveries as the contract's own rows."""
    for delivery in deliveries:
        ingest([delivery], "native", settings=settings)


def transform(settings: Settings, *arguments: str) -> Rebuilt:
    """Seeds and models as `wallboard build` makes them, without tests and publication."""
    command = ["build", "--exclude-resource-type", "unit_test", "test", *arguments]
    return rebuilt(run_dbt(settings, command))


def marts(settings: Settings) -> Marts:
    """Every mart's columns and then its rows, sorted."""
    with duckdb.connect(str(build_file(settings)), read_only=True) as connection:
        return marts_on(connection)


def marts_on(connection: duckdb.DuckDBPyConnection) -> Marts:
    """The same of a connection to the marts."""
    found: Marts = {}
    names = connection.execute(
        "select table_name from duckdb_tables() where schema_name = 'marts' order by all"
    ).fetchall()
    for (name,) in names:
        if name not in ABOUT_DELIVERIES:
            result = connection.execute(
                f"select * {ABOUT_LOADING.get(name, '')} from marts.{name} order by all"
            )
            columns = tuple(column[:2] for column in result.description or [])
            found[name] = [columns, *result.fetchall()]
    return found


def leftovers(settings: Settings) -> list[str]:
    """Tables that dbt means to be gone when it is done."""
    with duckdb.connect(str(build_file(settings)), read_only=True) as connection:
        names = connection.execute("select table_name from duckdb_tables()").fetchall()
    return [name for (name,) in names if "__dbt_" in name]
