"""Folding of prose."""

from __future__ import annotations

from pathlib import Path

import pytest

from wallboard.landing.fold import fold, folded_sql, register_fold
from wallboard.landing.layout import connect
from wallboard.settings import Settings

TEXTS = [
    ("Plain ASCII", "plain ascii"),
    ("ＦＵＬＬ　width", "full width"),
    ("退\u200b款\u00ad\ufeff", "退款"),
    ("e\u200d\u0301", "é"),
    ("ﬁn Ⅳ ㎏", "fin iv kg"),
    ("ΟΔΟΣ", "οδος"),
    ("Straße", "straße"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "folded"), TEXTS)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_the_engine_folds_alike(tmp_path: Path) -> None:
    with connect(Settings(home=tmp_path)) as connection:
        register_fold(connection)
        values = ", ".join(f"($${text}$$)" for text, _ in TEXTS)
        rows = connection.execute(
            f"select {folded_sql('t')} from (values {values}, (null)) v(t)"
        ).fetchall()
    assert [row[0] for row in rows] == [*(folded for _, folded in TEXTS), None]
