"""A second opinion: every KPI from raw rows in plain Python, read straight from the definitions."""

from __future__ import annotations

from .kpis import KpiRow, histograms, kpi_daily, kpi_total, ledger, measures, members, shares, total
from .reference import Params
from .rows import World

__all__ = [
    "KpiRow",
    "Params",
    "World",
    "histograms",
    "kpi_daily",
    "kpi_total",
    "ledger",
    "measures",
    "members",
    "shares",
    "total",
]
