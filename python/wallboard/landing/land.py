"""Landing one delivery: its identity, its data file, its quarantine, and last its audit row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb

from wallboard.errors import OutOfResources
from wallboard.landing.audit import (
    Audit,
    count_delivery,
    read_audit,
    write_audit,
    write_quarantine,
)
from wallboard.landing.batchfiles import file_of, own_file, replace_batch
from wallboard.landing.context import (
    Context,
    Identity,
    batch_id,
    delivered_encoding,
    identity_of,
    shown_encoding,
)
from wallboard.landing.forget import forget_texts
from wallboard.landing.instants import refuse_naive
from wallboard.landing.layout import identifier, table_dir
from wallboard.landing.persons import ERASED
from wallboard.landing.reading import choose_table, first_line, read
from wallboard.landing.report import FileReport, Status
from wallboard.landing.routing import Delivery
from wallboard.landing.rowsql import landed_sql
from wallboard.landing.tables import RawTable
from wallboard.landing.tally import FileRejected, Reject, Tally
from wallboard.settings import size_in_bytes
from wallboard.shortage import is_shortage

REJECTED = "REJECTED"
EMPTY = "EMPTY_INPUT"


def land(context: Context, delivery: Delivery) -> FileReport:
    """Land one file, or count it as repeated, or reject it; the audit row is written last."""
    identity = identity_of(delivery)
    table: RawTable | None = None
    encoding: str | None = None
    try:
        if delivery.candidates:
            table = delivery.candidates[0]
        if delivery.problem is not None:
            raise delivery.problem
        _refuse_too_large(context, identity)
        if delivery.kind != "parquet":
            encoding = context.codec or delivered_encoding(delivery)
        table = choose_table(delivery, encoding or "")
        before = read_audit(
            context.connection, context.settings, batch_id(context, table, identity)
        )
        if before is not None and _is_repeat(context, table, before, encoding):
            again = count_delivery(context.settings, before)
            named = replace(again, source_file=delivery.source_file)
            return _report(named, "repeated", Counter(), "already landed; counted as repeated")
        return _land_rows(context, delivery, table, identity, encoding, before)
    except FileRejected as refusal:
        return _reject(context, delivery, table, identity, encoding, refusal)
    except (duckdb.Error, OSError) as error:
        if not is_shortage(error):
            raise
        raise OutOfResources(
            f"{delivery.source_file}: memory or disk ran out; free some, raise WALLBOARD_MEMORY, "
            f"or deliver the file in parts. Nothing of it was landed. ({first_line(error)})"
        ) from error


def _refuse_too_large(context: Context, identity: Identity) -> None:
    limit = context.settings.max_file
    if identity.size > size_in_bytes(limit, "WALLBOARD_MAX_FILE"):
        raise FileRejected(
            f"has {identity.size:,} bytes, more than the {limit} of WALLBOARD_MAX_FILE; "
            "deliver it in parts, or raise the limit",
            "TOO_LARGE",
        )


def _land_rows(
    context: Context,
    delivery: Delivery,
    table: RawTable,
    identity: Identity,
    encoding: str | None,
    before: Audit | None,
) -> FileReport:
    batch = batch_id(context, table, identity)
    folder = table_dir(context.settings, table)
    place = file_of(folder, batch)
    is_shared = place != own_file(folder, batch)
    # In a name that no reader looks for, until it can take the place of what lies among others.
    target = place.with_name(f"{batch}.anew") if is_shared else place
    accepted = 0

    def audit_of(tally: Tally, rows: int) -> Audit:
        flags = dict(sorted(tally.flags.items()))
        if tally.rows_read == 0:
            flags[EMPTY] = 1
        return Audit(
            batch_id=batch,
            source=context.source,
            table_name=table.name,
            source_file=delivery.source_file,
            bytes=identity.size,
            sha256=identity.sha256,
            encoding=shown_encoding(encoding),
            timezone=context.zone,
            rows_read=tally.rows_read,
            rows_accepted=rows,
            rows_quarantined=len(tally.rejects),
            rows_duplicate=0,
            deliveries=before.deliveries + 1 if before else 1,
            loaded_at=context.loaded_at,
            unknown_columns=", ".join(sorted(tally.unknown)) or None,
            flags=", ".join(f"{name}={count}" for name, count in flags.items()) or None,
        )

    def write(sql: str, tally: Tally, check: Callable[[int], None]) -> int:
        nonlocal accepted

        def verify(rows: int) -> None:
            check(rows)
            audit_of(tally, rows)  # refuses counts that do not add up

        def inspect(file: Path) -> None:
            if context.zone is None:
                refuse_naive(context.connection, file, table)

        query = landed_sql(sql, context, delivery, table, batch)
        accepted, erased = context.sieve.write(query, table, target, verify, inspect)
        if is_shared:
            replace_batch(context.connection, table, place, batch, target)
            target.unlink()
        for row in erased:
            tally.rejects.append(Reject(row, ERASED))
        return accepted

    if identity.size == 0:
        none = ", ".join(f"null as {identifier(name)}" for name in table.columns)
        tally = Tally()
        write(f"select {none}, null as _extra, 0 as _source_row where false", tally, lambda _: None)
    else:
        tally = read(context.connection, delivery, table, encoding or "", write)
    audit = audit_of(tally, accepted)
    write_quarantine(context.connection, context.settings, audit, tally.rejects)
    if context.sieve.tombstones:
        forget_texts(context.settings, context.connection, context.sieve.tables, batch_id=batch)
    write_audit(context.settings, audit)
    reasons = Counter(reject.reason for reject in tally.rejects)
    return _report(audit, "landed", reasons)


def _reject(
    context: Context,
    delivery: Delivery,
    table: RawTable | None,
    identity: Identity,
    encoding: str | None,
    refusal: FileRejected,
) -> FileReport:
    """Note a file of which nothing is landed; delivered again, it is tried again."""
    batch = batch_id(context, table, identity)
    before = read_audit(context.connection, context.settings, batch)
    if before is not None and not _was_rejected(before):
        # An earlier reading stands: a wrong --encoding must not cost landed rows.
        message = f"{refusal}; what was landed of it before is kept"
        return _report(before, "rejected", Counter([refusal.reason]), message)
    if table is not None:
        own_file(table_dir(context.settings, table), batch).unlink(missing_ok=True)
    audit = Audit(
        batch_id=batch,
        source=context.source,
        table_name=table.name if table else None,
        source_file=delivery.source_file,
        bytes=identity.size,
        sha256=identity.sha256,
        encoding=shown_encoding(encoding),
        timezone=context.zone,
        rows_read=0,
        rows_accepted=0,
        rows_quarantined=0,
        rows_duplicate=0,
        deliveries=before.deliveries + 1 if before else 1,
        loaded_at=context.loaded_at,
        unknown_columns=None,
        flags=f"{REJECTED}=1",
    )
    note = Reject(0, refusal.reason, str(refusal))
    write_quarantine(context.connection, context.settings, audit, [note])
    write_audit(context.settings, audit)
    return _report(audit, "rejected", Counter([refusal.reason]), str(refusal))


def _report(audit: Audit, status: Status, reasons: Counter[str], message: str = "") -> FileReport:
    pairs = [flag.split("=") for flag in (audit.flags or "").split(", ") if flag]
    return FileReport(
        source_file=audit.source_file,
        table=audit.table_name,
        batch_id=audit.batch_id,
        status=status,
        rows_read=audit.rows_read,
        rows_accepted=audit.rows_accepted,
        rows_quarantined=audit.rows_quarantined,
        deliveries=audit.deliveries,
        reasons=dict(reasons),
        flags={name: int(count) for name, count in pairs if name != REJECTED},
        unknown_columns=tuple(filter(None, (audit.unknown_columns or "").split(", "))),
        message=message,
    )


def _is_repeat(context: Context, table: RawTable, before: Audit, encoding: str | None) -> bool:
    """Whether a batch is whole; a rejected file, or one whose encoding or zone the user now
    corrects, is read again."""
    data = file_of(table_dir(context.settings, table), before.batch_id)
    is_same = (
        context.codec is None or encoding is None or before.encoding == shown_encoding(encoding)
    )
    is_same = is_same and context.zone in (None, before.timezone)
    return not _was_rejected(before) and is_same and data.is_file()


def _was_rejected(audit: Audit) -> bool:
    return REJECTED in (audit.flags or "")
