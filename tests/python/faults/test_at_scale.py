"""The scale proof in its small form: a mixture gives the figures of the clean delivery."""

from __future__ import annotations

from pathlib import Path

from faults.at_scale import check_rows, make, same_marts
from faults.books import check_landing, check_warehouse
from faults.home import settings_of
from faults.stage import ModelsFor
from faults.transform import mart_digests
from wallboard.landing import ingest

MESSAGES = 50_000


def test_broken_rows_change_no_figure(models: ModelsFor, tmp_path: Path) -> None:
    clean, mixed, ledger = make(tmp_path, MESSAGES)
    compiled = models("UTC", {})
    digests = {}
    for name, folder in (("clean", clean), ("mixed", mixed)):
        settings = settings_of(tmp_path / f"home_{name}")
        ingest([folder], "native", settings=settings)
        check_landing(settings)
        with compiled.run(settings) as warehouse:
            digests[name] = mart_digests(warehouse)
            if name == "mixed":
                check_warehouse(warehouse, settings)
                check_rows(ledger, lambda sql: warehouse.execute(sql).fetchall())
    assert sum(ledger.reasons.values()) > 500
    same_marts(digests["clean"], digests["mixed"])
