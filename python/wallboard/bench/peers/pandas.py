"""pandas: whole columns in memory, text as Arrow keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wallboard.bench.peers.child import Answer, Work, take_part
from wallboard.bench.peers.tables import STATEMENTS
from wallboard.settings import Settings


@contextmanager
def started(tables: Path, settings: Settings) -> Iterator[Work]:
    """pandas, which works with one thread and reads Parquet with Arrow's."""
    import pandas as pd
    import pyarrow as pa

    pa.set_cpu_count(settings.threads)
    # what pandas 3 does unasked; Python's own strings take twice the CPU
    pd.set_option("future.infer_string", True)
    frames: dict[str, pd.DataFrame] = {}

    def load() -> None:
        frames.update({name: pd.read_parquet(tables / f"{name}.parquet") for name in STATEMENTS})

    def reply_gap() -> Answer:
        messages, contacts = frames["messages"], frames["contacts"]
        asks = messages["author_type"] == "customer"
        is_human = (messages["author_type"] == "agent") & ~messages["is_auto"].eq(True)
        is_public = messages["visibility"].fillna("public") != "internal"
        spoken = (
            messages.assign(asks=asks)
            .loc[is_public & (asks | is_human), ["contact_id", "message_id", "sent_at", "asks"]]
            .merge(contacts[["contact_id", "ended_at"]], on="contact_id")
        )
        spoken = spoken[spoken["ended_at"].isna() | (spoken["sent_at"] <= spoken["ended_at"])]
        spoken = spoken.sort_values(["contact_id", "sent_at", "message_id"])
        of_same = spoken["contact_id"] == spoken["contact_id"].shift(1)
        asked_before = of_same & spoken["asks"].shift(1, fill_value=False)
        # A message that changes sides begins a run or ends it, by turns.
        turned = spoken[spoken["asks"] != asked_before]
        waited = turned["sent_at"] - turned["sent_at"].shift(1)
        replies = turned.assign(waited=waited)[~turned["asks"]]
        summed = (
            replies.assign(gap_ms=replies["waited"].dt.as_unit("ms").astype("int64"))
            .groupby("contact_id", as_index=False)
            .agg(gaps=("gap_ms", "size"), gap_ms=("gap_ms", "sum"))
            .merge(contacts[["contact_id", "started_at", "channel"]], on="contact_id")
        )
        daily = (
            summed.assign(day=summed["started_at"].dt.normalize())
            .groupby(["day", "channel"], as_index=False)[["gaps", "gap_ms"]]
            .sum()
        )
        return daily.assign(day=daily["day"].dt.date).itertuples(index=False, name=None)

    def service_level() -> Answer:
        contacts = frames["contacts"][["contact_id", "channel", "direction"]]
        placed = frames["queue_segments"].merge(contacts, on="contact_id", how="left")
        placed = placed[placed["direction"].fillna("unknown").isin(["inbound", "unknown"])]
        placed = pd.merge_asof(
            placed.sort_values("entered_at"),
            frames["queues"].sort_values("valid_from"),
            left_on="entered_at",
            right_on="valid_from",
            by="queue_id",
            suffixes=("", "_of_queue"),
        )
        holds = placed["valid_to"].isna() | (placed["entered_at"] < placed["valid_to"])
        threshold = pd.to_timedelta(
            placed["service_level_ms"].where(holds).fillna(20_000), unit="ms"
        )
        queue_channel = placed["channel_of_queue"].where(holds)
        is_closed = placed["left_at"].notna()
        is_answered = is_closed & (placed["outcome"] == "answered")
        is_in_threshold = placed["left_at"] - placed["entered_at"] <= threshold
        judged = pd.DataFrame(
            {
                "day": placed["entered_at"].dt.normalize(),
                "channel": placed["channel"].fillna(queue_channel).fillna("(unknown)"),
                "queue_id": placed["queue_id"],
                "offered": 1,
                "answered": is_answered.astype("int64"),
                "answered_in_threshold": (is_answered & is_in_threshold).astype("int64"),
                "abandoned": (is_closed & (placed["outcome"] == "abandoned")).astype("int64"),
            }
        )
        counted = judged.groupby(["day", "channel", "queue_id"], as_index=False).sum()
        return counted.assign(day=counted["day"].dt.date).itertuples(index=False, name=None)

    yield Work(load, reply_gap, service_level)


if __name__ == "__main__":
    take_part(started)
