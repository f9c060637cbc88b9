"""Committed files that are rendered from the seeds, so that each fact is written once."""

from pathlib import Path

from wallboard.catalogue import (
    check_catalogue,
    check_references,
    load_baselines,
    load_benchmarks,
    load_kpis,
    load_measures,
    load_notes,
    load_sources,
    load_targets,
)
from wallboard.contract import load_contract
from wallboard.gates import gates_file, load_gates
from wallboard.render.contract_page import render_contract_page
from wallboard.render.doc_blocks import render_doc_blocks
from wallboard.render.expectations import render_expectations
from wallboard.render.families import render_families
from wallboard.render.faults_page import render_faults_page
from wallboard.render.files import write_files
from wallboard.render.findings import render_findings
from wallboard.render.handbook import render_handbook
from wallboard.render.intermediate import render_intermediate
from wallboard.render.native_source import render_native_source
from wallboard.render.semantic import render_semantic
from wallboard.render.staging import render_staging

# Files that only the renderer makes; one it no longer renders is removed.
OWNED = (
    "models/staging/native/*",
    "models/intermediate/int_*__delivered.sql",
    "docs/handbook/*.md",
    "tests/expectations/**/*.json",
)


def render(project_dir: Path, check: bool = False) -> list[Path]:
    """Bring the rendered files up to date; return the paths changed, relative to the project.

    With ``check`` nothing is written and the paths are those that would change.
    """
    seeds = project_dir / "seeds"
    kpis = load_kpis(seeds / "kpi" / "kpi_catalogue.csv")
    measures = load_measures(seeds / "kpi" / "measures.csv")
    targets = load_targets(seeds / "kpi" / "kpi_targets.csv")
    baselines = load_baselines(seeds / "kpi" / "kpi_baselines.csv")
    benchmarks = load_benchmarks(seeds / "kpi" / "kpi_benchmarks.csv")
    faults = check_catalogue(kpis, measures)
    faults += check_references(kpis, targets, baselines, benchmarks)
    if faults:
        raise ValueError("; ".join(faults))
    notes = load_notes(seeds / "kpi" / "kpi_notes.csv")
    sources = load_sources(seeds / "kpi" / "kpi_sources.csv")
    contract = load_contract(seeds / "reference" / "raw_contract.csv")
    gates = load_gates(gates_file(project_dir))
    texts = {
        **render_staging(contract),
        **render_native_source(contract),
        **render_intermediate(contract),
        **render_findings(contract),
        **render_families(kpis, measures),
        **render_semantic(kpis, measures),
        **render_doc_blocks(kpis, measures),
        **render_handbook(kpis, measures, notes, sources, targets),
        **render_contract_page(contract),
        **render_expectations(contract, kpis, gates),
        **render_faults_page(project_dir),
    }
    return write_files(project_dir, texts, OWNED, check)
