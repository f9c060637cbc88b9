"""Results: kept, put together, told as a table and drawn."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from wallboard.bench.plot import HEIGHT, WIDTH, exponent, series, svg
from wallboard.bench.report import lines, text
from wallboard.bench.result import Check, Result, merged, read, write
from wallboard.bench.rows import Row
from wallboard.cli import app, main
from wallboard.errors import UsageError

RESULT = Result(
    messages=1_000_000,
    contacts=160_000,
    days=365,
    machine={"cores": 2, "memory_bytes": 24_000_000_000, "cpu": "some", "system": "Linux"},
    versions={"duckdb": "1.5.5"},
    limits={"threads": 2, "memory": "4GB", "spill": "20GB"},
    rows=(
        Row("scan with text", 0.1, 0.2, 10, rows=1_000_000),
        Row("reference", 1.0, 2.0, 10, rows=1_000_000),
        Row("build", 10.0, 16.0, 2_000_000, 5_000_000, 1_000_000),
        Row("build: publishing", 0.5),
        Row("build", 14.0, 20.0, 3_000_000, 4_000_000, 1_000_000),
        Row("build", 11.0, 18.0, 1_000_000, 4_000_000, 1_000_000),
    ),
    checks=(Check("all is well", True),),
)
LARGER = replace(
    RESULT,
    messages=10_000_000,
    rows=(Row("scan with text", 1, 2), Row("build", 300, 18 * 10**1.5, rows=10_000_000)),
)


def test_medians_spread_and_ratios() -> None:
    told = {line["step"]: line for line in lines(RESULT)}
    build = told["build"]
    assert (build["n"], build["seconds"], build["min–max"], build["CPU s"]) == (
        *(3, 11.0, "10.0–14.0"),
        18.0,
    )
    assert (build["peak MB"], build["MB"]) == (3.0, 5.0)
    assert (build["× scan"], build["× reference"], build["% of build"]) == (90.0, 9.0, 100.0)
    assert build["messages/s"] == round(1_000_000 / 11)
    # no CPU time of its own: held by the clock against the clock
    assert told["build: publishing"]["% of build"] == round(50 / 11, 1)
    assert told["build: publishing"]["× scan"] is None
    assert told["scan with text"]["× reference"] == 0.1


def test_the_table_says_what_it_was_measured_on() -> None:
    told = text(RESULT)
    assert "1,000,000 messages in 160,000 contacts over 365 days" in told
    assert "2 cores of some, 24 GB" in told
    assert "duckdb 1.5.5" in told
    assert "ok   all is well" in told
    assert "NOT  this" in text(replace(RESULT, checks=(Check("this", False),)))


def test_last_days_are_held_against_the_first_pair_by_pair() -> None:
    days = [
        *(Row("first days: build", 40.0, 50.0), Row("last days: build", 44.0, 60.0)),
        # the machine was half as fast, for both
        *(Row("first days: build", 80.0, 100.0), Row("last days: build", 100.0, 130.0)),
        *(Row("first days: build", 40.0, 50.0), Row("last days: build", 48.0, 70.0)),
    ]
    told = text(replace(RESULT, rows=tuple(days)))
    assert "1.20 × by the clock (1.10–1.25, 3 pairs), 1.30 × in CPU (1.20–1.40, 3 pairs)" in told
    assert "over first days" not in text(RESULT)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    write(tmp_path / "deep" / "r.json", [RESULT, LARGER])
    assert read(tmp_path / "deep" / "r.json") == [RESULT, LARGER]


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"format": 9}', '{"format": 1}'])
def test_anything_else_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "r.json"
    path.write_text(content)
    with pytest.raises(UsageError):
        read(path)


def test_parts_of_one_size_come_together() -> None:
    part = replace(RESULT, rows=(Row("ingest", 3, 4),), checks=())
    whole, larger = merged([LARGER, RESULT, part])
    assert whole.names == ["scan with text", "reference", "build", "build: publishing", "ingest"]
    assert whole.checks == RESULT.checks
    assert larger == LARGER


def test_one_measurement_in_two_parts_counts_once() -> None:
    once, spill = Row("generate", 5, 6), Row("build: spill", bytes=0)
    first = replace(RESULT, rows=(once, spill))
    second = replace(RESULT, rows=(once, replace(once, seconds=7), spill))
    (whole,) = merged([first, second])
    assert whole.named("generate") == [once, replace(once, seconds=7)]
    assert whole.named("build: spill") == [spill, spill]
    assert whole.checks == RESULT.checks


@pytest.mark.parametrize("what", ["machine", "versions", "limits"])
def test_parts_of_different_surroundings_do_not(what: str) -> None:
    other = replace(RESULT, **{what: {**getattr(RESULT, what), "threads": 9}})
    with pytest.raises(UsageError, match=what):
        merged([RESULT, other])


def test_the_exponent_is_that_of_the_power() -> None:
    points = [(size, 3 * size**1.25) for size in (10.0, 200.0, 5e4)]
    assert exponent(points) == pytest.approx(1.25)
    assert exponent([(10.0, 1.0), (10.0, 2.0)]) is None


def test_the_drawing_has_a_point_a_step_and_size() -> None:
    assert series([RESULT, LARGER])["build"] == [(1e6, 18.0), (1e7, 18 * 10**1.5)]
    drawing = ElementTree.fromstring(svg([RESULT, LARGER]))
    space = "{http://www.w3.org/2000/svg}"
    words = [each.text or "" for each in drawing.iter(f"{space}text")]
    assert [word for word in words if "~" in word] == [
        "scan with text  ~ n^1.00",
        "build  ~ n^1.50",
    ]
    # five points, and three in the legend
    circles = list(drawing.iter(f"{space}circle"))
    assert len(circles) == 5 + 3
    assert all(
        0 < float(each.attrib["cx"]) < WIDTH and 0 < float(each.attrib["cy"]) < HEIGHT
        for each in circles
    )
    assert ElementTree.fromstring(svg([])) is not None


def test_the_command_shows_earlier_results(tmp_path: Path) -> None:
    for name, result in (("a", RESULT), ("b", LARGER)):
        write(tmp_path / f"{name}.json", [result])
    arguments = ["--with", str(tmp_path / "a.json"), "--with", str(tmp_path / "b.json")]
    arguments += ["--json", str(tmp_path / "all.json"), "--plot", str(tmp_path / "plot.svg")]
    result = CliRunner().invoke(app, ["bench", *arguments])
    assert result.exit_code == 0, result.output
    assert "10,000,000 messages" in result.output
    assert read(tmp_path / "all.json") == [RESULT, LARGER]
    assert "n^1.50" in (tmp_path / "plot.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--only", "sleep"), 2),
        (("--history", "2"), 2),
        (("--late", "many"), 2),
        (("--with", "nowhere.json"), 2),
        (("--with", "{broken}"), 1),
    ],
)
def test_exit_codes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], code: int
) -> None:
    broken = tmp_path / "broken.json"
    write(broken, [replace(RESULT, checks=(Check("they are the same", False),))])
    filled = [argument.format(broken=broken) for argument in arguments]
    monkeypatch.setattr("sys.argv", ["wallboard", "bench", *filled])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == code
