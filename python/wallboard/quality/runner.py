"""The one place that runs Great Expectations: a suite on a small frame, offline and quiet.

Only pandas frames are given to it, never a connection: read through SQLAlchemy, DuckDB's results
are gone before Great Expectations looks at them, and every expectation errs.
"""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from wallboard.errors import WallboardError
from wallboard.quality.suites import Suite
from wallboard.quality.verdict import Finding

if TYPE_CHECKING:
    import pandas as pd

Result = dict[str, Any]
# Every frame names in this column what a row is about.
SUBJECT = "subject"
SHOWN_VALUES = 3


def validate(suite: Suite, frame: pd.DataFrame) -> list[Result]:
    """Great Expectations' results of a suite on a frame, as JSON; those that failed come last.

    An expectation that could not be evaluated is an error of the program, never a finding.
    """
    missing = [name for name in suite.columns if name not in frame.columns]
    if missing:
        raise WallboardError(f"{suite.name}: the frame has no column {', '.join(missing)}")
    # Rows are looked up only where there is something to show: it takes half of the time.
    results = _asked(suite.name, suite.expectations, frame, {"result_format": "BASIC"})
    held = [result for result in results if result["success"]]
    failed = [_expectation(result) for result in results if not result["success"]]
    if not failed:
        return held
    rows = {"result_format": "COMPLETE", "unexpected_index_column_names": [SUBJECT]}
    return [*held, *_asked(suite.name, failed, frame, rows)]


def _asked(
    name: str, expectations: Sequence[Result], frame: pd.DataFrame, form: Result
) -> list[Result]:
    gx, frames = _engine()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        asset = frames.add_dataframe_asset(name)
        try:
            whole = asset.add_batch_definition_whole_dataframe("all")
            batch = whole.get_batch({"dataframe": frame})
            suite = gx.ExpectationSuite(name=name, expectations=list(expectations))
            answers = batch.validate(suite, result_format=form).results
        except gx.exceptions.GreatExpectationsError as error:
            raise WallboardError(f"{name}: the suite cannot be run: {error}") from error
        finally:
            frames.delete_asset(name)
        results: list[Result] = [answer.to_json_dict() for answer in answers]
    if len(results) != len(expectations):
        raise WallboardError(f"{name}: not every expectation was answered")
    for result in results:
        _refuse_errors(name, result)
    return results


def _expectation(result: Result) -> Result:
    """The expectation that a result answers."""
    config = result["expectation_config"]
    kwargs = {name: value for name, value in config["kwargs"].items() if name != "batch_id"}
    kept = {name: config[name] for name in ("type", "meta", "severity") if name in config}
    return {**kept, "kwargs": kwargs}


def findings(suite: Suite, results: list[Result]) -> list[Finding]:
    """What the results say: one finding a failing row, or one for an expectation that held."""
    found: list[Finding] = []
    for result in results:
        found += _findings(suite, result)
    return found


def _findings(suite: Suite, result: Result) -> list[Finding]:
    config = result["expectation_config"]
    meta, column = config["meta"], config["kwargs"]["column"]

    def finding(subject: str, observed: str | None) -> Finding:
        return Finding(
            gate=meta["gate"],
            subject=subject,
            rule=column,
            level=meta["level"],
            status="passed" if observed is None else "failed",
            observed=observed,
            expected=meta["expected"],
        )

    own = meta.get("subject")
    if result["success"]:
        return [finding(own or suite.name, None)]
    rows = result["result"]["unexpected_index_list"]
    if own:
        values = sorted({row[column] for row in rows})[:SHOWN_VALUES]
        return [finding(own, ", ".join(f"{value:.6g}" for value in values))]
    return [finding(str(row[SUBJECT]), f"{row[column]:.6g}") for row in rows]


def _refuse_errors(name: str, result: Result) -> None:
    """Raise if an expectation was not evaluated.

    What was raised stands flat or keyed by metric; a result that failed without having counted
    anything was not evaluated either.
    """
    info = result.get("exception_info") or {}
    parts = [info, *(part for part in info.values() if isinstance(part, dict))]
    raised = any(part.get("raised_exception") for part in parts)
    if raised or not result["result"]:
        said = [part["exception_message"] for part in parts if part.get("exception_message")]
        config = result["expectation_config"]
        raise WallboardError(
            f"{name}: {config['type']} of {config['kwargs'].get('column')} could not be "
            f"evaluated, so the gate {config['meta'].get('gate')} says nothing: {'; '.join(said)}"
        )


@cache
def _engine() -> tuple[Any, Any]:
    """Great Expectations and its source of pandas frames. It takes seconds to load: once."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import great_expectations as gx
        from great_expectations.data_context.types.base import ProgressBarsConfig

        # It logs what it also raises.
        logging.getLogger("great_expectations").setLevel(logging.CRITICAL)
        context = gx.get_context(mode="ephemeral")
        context.variables.progress_bars = ProgressBarsConfig(globally=False)
        return gx, context.data_sources.add_pandas("frames")
