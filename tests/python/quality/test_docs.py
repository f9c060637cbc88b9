"""The pages open without a net, and no value of a delivery becomes part of the page."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest

from wallboard.quality.docs import Page, write_docs
from wallboard.quality.runner import validate
from wallboard.quality.suites import load_suite
from wallboard.settings import PROJECT_DIR

NAME = "<script>alert(1)</script>.csv"
LARGEST = 5_000_000


class Tags(HTMLParser):
    """Every tag of a page and every place an attribute points to."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.places: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.places |= {value or "" for name, value in attrs if name in ("href", "src", "action")}


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages of one suite, asked of a file with a hostile name and accepted by a hostile person."""
    suite = load_suite(PROJECT_DIR, "marts/meta_load_audit")
    frame = pd.DataFrame(
        {"subject": [NAME, "b"], "quarantined_share": [0.5, 0.0], "is_rejected": [0, 0]}
    )
    page = Page.of(suite, frame, validate(suite, frame))
    folder = tmp_path_factory.mktemp("quality")
    page.keep(folder / "marts")
    marked = [
        replace(each, status="accepted", accepted_by="<b>Ana</b>", accepted_because='"&<img>')
        if each.blocks
        else each
        for each in page.findings
    ]
    return write_docs(folder, marked)


def test_every_value_is_escaped(docs: Path) -> None:
    for name in ("index.html", "marts.meta_load_audit.html"):
        text = (docs / name).read_text(encoding="utf-8")
        assert "&lt;script&gt;alert(1)&lt;/script&gt;.csv" in text
        page = Tags()
        page.feed(text)
        assert not page.tags & {"script", "img", "b", "link", "iframe", "form"}


def test_nothing_is_loaded_from_anywhere(docs: Path) -> None:
    for path in docs.glob("*.html"):
        text = path.read_text(encoding="utf-8")
        page = Tags()
        page.feed(text)
        assert {place for place in page.places if not (docs / place).is_file()} == set()
        assert not re.search(r"https?:|//\w|@import|url\(", text)


def test_the_pages_tell_what_was_found(docs: Path) -> None:
    index = (docs / "index.html").read_text(encoding="utf-8")
    for part in ("quarantined_share", "accepted", "&lt;b&gt;Ana&lt;/b&gt;", "0.5", "at most 0.05"):
        assert part in index
    suite = (docs / "marts.meta_load_audit.html").read_text(encoding="utf-8")
    assert "1 of 2" in suite and "rejected_file" in suite


def test_results_are_there_for_programs(docs: Path) -> None:
    results = json.loads((docs / "results.json").read_text(encoding="utf-8"))
    assert {each["status"] for each in results["findings"]} == {"passed", "failed", "accepted"}
    [suite] = results["suites"]
    assert len(suite["results"]) == 3


def test_pages_stay_small(docs: Path) -> None:
    assert sum(path.stat().st_size for path in docs.iterdir()) < LARGEST
