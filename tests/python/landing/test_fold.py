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


EVASIONS = {
    "骗子": [
        "骗子",
        "骗\u200b子",
        "骗\u00ad子",
        "骗\u2060\u200d子",
        "骗\ufe0f子",
        "骗\u202e子",
        "骗\u200e子",
    ],
    "shut up": ["Shut UP", "ｓｈｕｔ　ｕｐ", "sh\u200but up", "SHUT\u00a0UP", "𝐬𝐡𝐮𝐭 𝐮𝐩", "ⓢⓗⓤⓣ up"],
}


@pytest.mark.parametrize(
    ("term", "written"), [(term, text) for term, texts in EVASIONS.items() for text in texts]
)
def test_a_sensitive_word_is_found_however_it_is_written(term: str, written: str) -> None:
    assert term in fold(f"你这个{written}！")


def test_traditional_characters_are_a_term_of_their_own() -> None:
    """Nothing folds them; the lexicon lists both forms where both are meant."""
    assert "骗子" not in fold("騙子")


def test_the_engine_folds_alike(tmp_path: Path) -> None:
    with connect(Settings(home=tmp_path)) as connection:
        register_fold(connection)
        values = ", ".join(f"($${text}$$)" for text, _ in TEXTS)
        rows = connection.execute(
            f"select {folded_sql('t')} from (values {values}, (null)) v(t)"
        ).fetchall()
    assert [row[0] for row in rows] == [*(folded for _, folded in TEXTS), None]
