"""Rendered files are committed, current, and cover what they are rendered from."""

import re
import shutil
from pathlib import Path

import pytest

from wallboard.catalogue import FAMILIES, Kpi, family_kpis, load_kpis, load_measures
from wallboard.contract import Table, load_contract
from wallboard.render import render
from wallboard.render.intermediate import TABLES
from wallboard.render.staging import staging_model
from wallboard.settings import PROJECT_DIR

SEEDS = PROJECT_DIR / "seeds" / "kpi"
KPIS = load_kpis(SEEDS / "kpi_catalogue.csv")
CONTRACT = load_contract()
RENDERED = (
    "docs/kpi_handbook.md",
    "docs/raw_contract.md",
    "docs/handbook/*.md",
    "models/_docs/kpis.md",
    "models/_docs/measures.md",
    "models/staging/native/*",
    "models/intermediate/_intermediate.yml",
    "models/intermediate/int_*__delivered.sql",
)


def text(path: str) -> str:
    """Text of a file of the project."""
    return (PROJECT_DIR / path).read_text(encoding="utf-8")


def test_rendered_files_are_current() -> None:
    assert render(PROJECT_DIR, check=True) == [], "run `make render` and commit what changes"


@pytest.mark.parametrize("pattern", RENDERED)
def test_a_rendered_file_says_so_in_its_first_line(pattern: str) -> None:
    found = list(PROJECT_DIR.glob(pattern))
    assert found
    for path in found:
        opening = path.read_text(encoding="utf-8").splitlines()[0]
        assert "Rendered from seeds/" in opening
        assert "make render" in opening


@pytest.mark.parametrize("kpi", KPIS, ids=lambda kpi: kpi.kpi_id)
def test_a_kpi_has_a_page_a_doc_block_and_an_entry(kpi: Kpi) -> None:
    page = text(f"docs/handbook/{kpi.kpi_id}.md")
    for part in (kpi.name_en, kpi.name_zh, *kpi.operands):
        assert part in page
    assert (f"wallboard kpi {kpi.kpi_id}" in page) is not kpi.is_planned
    assert ("Planned: no mart computes it yet" in page) is kpi.is_planned
    assert f"(handbook/{kpi.kpi_id}.md)" in text("docs/kpi_handbook.md")
    assert f"{{% docs kpi_{kpi.kpi_id} %}}" in text("models/_docs/kpis.md")


def test_every_measure_has_a_doc_block() -> None:
    blocks = text("models/_docs/measures.md")
    for measure_id in load_measures(SEEDS / "measures.csv"):
        assert f"{{% docs measure_{measure_id} %}}" in blocks


def test_links_between_pages_lead_somewhere() -> None:
    for page in PROJECT_DIR.glob("docs/handbook/*.md"):
        for target in re.findall(r"\]\(([^)#]+\.md)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_mart_has_its_kpis_in_sql_and_contract(family: str) -> None:
    model = text(f"models/marts/{family}/{family}_daily.sql")
    contract = text(f"models/marts/{family}/_{family}.yml")
    for kpi in family_kpis(KPIS, family):
        assert (f"'{kpi.kpi_id}'" in model) is not kpi.is_planned
        assert (f"{{name: {kpi.kpi_id}, data_type: double" in contract) is not kpi.is_planned
    assert len(contract.splitlines()) <= 400


@pytest.mark.parametrize("table", CONTRACT.values(), ids=lambda table: table.name)
def test_a_contract_table_is_staged_and_described(table: Table) -> None:
    model = text(f"models/staging/native/stg_native__{table.name}.sql")
    page = text("docs/raw_contract.md")
    assert f"### {table.name}\n" in page
    for column in table.columns:
        assert column.name in model
        assert f"`{column.name}`" in page


def test_a_column_that_can_be_unreadable_has_a_cast_failure() -> None:
    model = staging_model(CONTRACT["agents"])
    found = set(re.findall(r"'CAST:(\w+)'", model))
    expected = {"valid_from", "valid_to", "hired_on", "left_on", "left_voluntarily"}
    assert found == expected | {
        *("max_concurrency", "hourly_cost", "source_updated_at", "is_deleted"),
    }


@pytest.mark.parametrize("name", TABLES)
def test_a_delivered_row_is_judged_by_every_rule_of_the_contract(name: str) -> None:
    model = text(f"models/intermediate/int_{name}__delivered.sql")
    for column in CONTRACT[name].columns:
        if column.is_required and not column.is_key:
            assert f"'MISSING:{column.name}'" in model
        if column.not_before:
            assert f"'NEGATIVE_DURATION:{column.name}'" in model


def test_a_changed_file_is_written_again_and_a_stale_one_removed(tmp_path: Path) -> None:
    shutil.copytree(PROJECT_DIR / "seeds", tmp_path / "seeds")
    assert len(render(tmp_path)) > len(KPIS)
    assert render(tmp_path) == []
    page = tmp_path / "docs/handbook/asa.md"
    stale = tmp_path / "docs/handbook/gone.md"
    rendered = page.read_bytes()
    page.write_text("edited by hand", encoding="utf-8")
    stale.write_text("a KPI that was removed", encoding="utf-8")
    changed = [Path("docs/handbook/asa.md"), Path("docs/handbook/gone.md")]
    assert render(tmp_path, check=True) == changed
    assert stale.exists()
    assert render(tmp_path) == changed
    assert page.read_bytes() == rendered
    assert not stale.exists()


def test_a_kpi_over_an_unknown_measure_is_not_rendered(tmp_path: Path) -> None:
    shutil.copytree(PROJECT_DIR / "seeds", tmp_path / "seeds")
    catalogue = tmp_path / "seeds/kpi/kpi_catalogue.csv"
    text_before = catalogue.read_text(encoding="utf-8")
    catalogue.write_text(text_before.replace("wait_answered_ms", "no_measure"), encoding="utf-8")
    with pytest.raises(ValueError, match="asa: no such measure: no_measure"):
        render(tmp_path)
