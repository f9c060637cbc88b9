"""Polars: lazy frames, collected by its streaming engine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wallboard.bench.peers.child import Answer, Work, take_part
from wallboard.bench.peers.tables import STATEMENTS
from wallboard.settings import Settings


@contextmanager
def started(tables: Path, settings: Settings) -> Iterator[Work]:
    """Polars with as many threads as the settings allow, which it asks when it is imported."""
    os.environ["POLARS_MAX_THREADS"] = str(settings.threads)
    import polars as pl

    frames: dict[str, pl.LazyFrame] = {}

    def load() -> None:
        frames.update({name: pl.scan_parquet(tables / f"{name}.parquet") for name in STATEMENTS})

    def reply_gap() -> Answer:
        is_customer = pl.col("author_type") == "customer"
        is_human = (pl.col("author_type") == "agent") & ~pl.col("is_auto").fill_null(False)
        is_public = pl.col("visibility").fill_null("public") != "internal"
        spoken = (
            frames["messages"]
            .filter(is_public & (is_customer | is_human))
            .select("contact_id", "message_id", "sent_at", is_customer.alias("asks"))
            .join(frames["contacts"].select("contact_id", "ended_at"), on="contact_id")
            .filter(pl.col("ended_at").is_null() | (pl.col("sent_at") <= pl.col("ended_at")))
            .sort("contact_id", "sent_at", "message_id")
        )
        of_same = pl.col("contact_id") == pl.col("contact_id").shift(1)
        asked_before = (of_same & pl.col("asks").shift(1)).fill_null(False)
        # A message that changes sides begins a run or ends it, by turns.
        turned = spoken.filter(pl.col("asks") != asked_before)
        waited = pl.col("sent_at") - pl.col("sent_at").shift(1)
        summed = (
            turned.with_columns(waited.dt.total_milliseconds().alias("gap_ms"))
            .filter(~pl.col("asks"))
            .group_by("contact_id")
            .agg(pl.len().cast(pl.Int64).alias("gaps"), pl.col("gap_ms").sum())
        )
        daily = (
            summed.join(
                frames["contacts"].select("contact_id", "started_at", "channel"), on="contact_id"
            )
            .group_by(pl.col("started_at").dt.date().alias("day"), "channel")
            .agg(pl.col("gaps").sum(), pl.col("gap_ms").sum())
        )
        answer: Answer = daily.collect(engine="streaming").rows()
        return answer

    def service_level() -> Answer:
        placed = (
            frames["queue_segments"]
            .join(
                frames["contacts"].select("contact_id", "channel", "direction"),
                on="contact_id",
                how="left",
            )
            .filter(pl.col("direction").fill_null("unknown").is_in(["inbound", "unknown"]))
            .sort("entered_at")
            .join_asof(
                frames["queues"].sort("valid_from"),
                left_on="entered_at",
                right_on="valid_from",
                by="queue_id",
                strategy="backward",
                suffix="_of_queue",
            )
        )
        holds = pl.col("valid_to").is_null() | (pl.col("entered_at") < pl.col("valid_to"))
        threshold_ms = pl.when(holds).then(pl.col("service_level_ms")).fill_null(20_000)
        queue_channel = pl.when(holds).then(pl.col("channel_of_queue"))
        wait_ms = (pl.col("left_at") - pl.col("entered_at")).dt.total_milliseconds()
        is_closed = pl.col("left_at").is_not_null()
        is_answered = is_closed & (pl.col("outcome") == "answered")
        is_in_threshold = wait_ms.clip(lower_bound=0) <= threshold_ms
        counted = placed.group_by(
            pl.col("entered_at").dt.date().alias("day"),
            pl.coalesce("channel", queue_channel, pl.lit("(unknown)")).alias("channel"),
            "queue_id",
        ).agg(
            pl.len().cast(pl.Int64).alias("offered"),
            is_answered.sum().cast(pl.Int64).alias("answered"),
            (is_answered & is_in_threshold).sum().cast(pl.Int64).alias("in_threshold"),
            (is_closed & (pl.col("outcome") == "abandoned")).sum().cast(pl.Int64).alias("left"),
        )
        answer: Answer = counted.collect(engine="streaming").rows()
        return answer

    yield Work(load, reply_gap, service_level)


if __name__ == "__main__":
    take_part(started)
