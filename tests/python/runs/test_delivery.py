"""The marts are a function of the rows delivered, not of how and when they came."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from wallboard.catalogue import SLICES, load_kpis, load_measures
from wallboard.landing import ingest
from wallboard.query import Question, ask
from wallboard.runs import build, current_run
from wallboard.settings import PROJECT_DIR, Settings
from wallboard.synth import generate

CONTACTS, DAYS, SEED = 1_200, 4, 5
ABOUT_DELIVERIES = {
    *("meta_load_audit", "meta_load_anomaly", "meta_freshness", "meta_quality", "quarantine"),
}


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A simulated centre with late, corrected, duplicate and broken rows."""
    out = tmp_path_factory.mktemp("centre") / "raw"
    generate(out, contacts=CONTACTS, days=DAYS, seed=SEED, fault_rate=0.02)
    return out


@pytest.fixture(scope="module")
def at_once(centre: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Everything delivered at once, in order."""
    settings = Settings(home=tmp_path_factory.mktemp("at_once"))
    ingest([centre], "native", settings=settings)
    build(settings)
    return settings


def in_pieces(centre: Path, out: Path) -> list[Path]:
    """The same rows in three deliveries, backwards, two of them overlapping."""
    deliveries = [out / name for name in ("first", "second", "third")]
    for folder in sorted(path for path in centre.iterdir() if path.is_dir()):
        tables = [pq.read_table(path) for path in sorted(folder.glob("*.parquet"))]
        rows = pa.concat_tables(tables, promote_options="default")
        backwards = rows.take(pc.sort_indices(pa.array(range(rows.num_rows, 0, -1))))
        half = rows.num_rows // 2
        pieces = (backwards.slice(half), backwards.slice(0, half), backwards.slice(half // 2, half))
        for delivery, piece in zip(deliveries, pieces, strict=True):
            (delivery / folder.name).mkdir(parents=True)
            pq.write_table(piece, delivery / folder.name / "part.parquet")
        for path in folder.glob("*.csv"):
            (deliveries[1] / folder.name / path.name).write_bytes(path.read_bytes())
    return deliveries


def test_shuffled_split_and_repeated_delivery(
    centre: Path, at_once: Settings, tmp_path: Path
) -> None:
    settings = Settings(home=tmp_path / "home", threads=1)
    deliveries = in_pieces(centre, tmp_path / "deliveries")
    for delivery in (*deliveries, deliveries[0]):
        ingest([delivery], "native", settings=settings)
    pieces = build(settings).manifest["marts"]
    whole = current_run(at_once).manifest["marts"]
    differing = [mart for mart in whole if whole[mart]["sha256"] != pieces[mart]["sha256"]]
    assert set(differing) <= ABOUT_DELIVERIES
    # no set of holidays is named
    assert {mart for mart in whole if not whole[mart]["rows"]} == {"dim_holiday"}


def test_every_row_is_accounted_for(at_once: Settings) -> None:
    with current_run(at_once).connect() as connection:
        unbalanced = connection.execute(
            "select * from meta_load_audit where rows_read is distinct from "
            "rows_accepted + rows_quarantined + rows_duplicate"
        ).fetchall()
        totals = connection.execute(
            "select sum(rows_quarantined) > 0, sum(rows_duplicate) > 0, sum(rows_superseded) > 0 "
            "from meta_load_audit"
        ).fetchone()
    assert unbalanced == []
    assert totals == (True, True, True)


def test_asking_by_day_and_every_slice_gives_the_mart(at_once: Settings) -> None:
    seeds = PROJECT_DIR / "seeds" / "kpi"
    measures = load_measures(seeds / "measures.csv")
    compared = 0
    with current_run(at_once).connect() as connection:
        for kpi in load_kpis(seeds / "kpi_catalogue.csv"):
            question = Question(by=SLICES, grain="day")
            asked = {
                (row["period_start"], *(row[name] for name in SLICES)): row
                for row in ask(connection, [kpi], measures, question)
            }
            mart = connection.execute(
                f"select kpi_date, {', '.join(SLICES)}, numerator, denominator, kpi_value "
                "from kpi_daily where kpi_id = ?",
                [kpi.kpi_id],
            ).fetchall()
            assert len(mart) == len(asked), kpi.kpi_id
            for *key, numerator, denominator, value in mart:
                row = asked[tuple(key)]
                assert (row["numerator"], row["denominator"]) == (numerator, denominator)
                assert row["value"] == value, (kpi.kpi_id, key)
            compared += len(mart)
    assert compared > 1000
