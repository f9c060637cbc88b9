"""Which texts a spreadsheet would compute, and which it would not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallboard.formulas import STARTS, defused
from wallboard.printing import as_csv, as_json

COMPUTED = [
    *("=1+1", "+1", "-1+2", "@SUM(A1)", "|calc", "%0A", "\tx", "\rx", "\nx"),
    *("  =1+1", "\u00a0=1", "\u3000=1", "\u200b=1", "\ufeff=1", "\u202e=1", "\u2028=1", "\x00=1"),
    *("＝1+1", "＋1", "－1+2", "＠x", "｜x", "％x", "﹣1+2", "\u200b\u3000＝1"),
    *("=cmd|' /C calc'!A0", "-", "--1", "-1-", "-１", "- 1", "-1 ", " -1", "+8613800138000"),
    *("=", " \n", "-1e", "-.5", "-1,000"),
]
HARMLESS = [
    *("", " ", "text", "1+1", "a=b", "退款", "'=1+1", "0", "12", "1e5", "(=1)", "a@b.cn", "5 %"),
    *("-1", "-12.50", "-0", "-1e-05", "-1.5E+10", "\u200b", "~", "_x", '"=1"', "·=1"),
]


@pytest.mark.parametrize("text", COMPUTED)
def test_what_would_be_computed_gets_an_apostrophe(text: str) -> None:
    assert defused(text) == f"'{text}"


@pytest.mark.parametrize("text", HARMLESS)
def test_what_would_not_is_left_alone(text: str) -> None:
    assert defused(text) == text


@given(st.text())
def test_nothing_is_lost_and_nothing_stays_armed(text: str) -> None:
    safe = defused(text)
    assert safe in (text, f"'{text}")
    assert defused(safe) == safe or safe == text
    if safe == text and text[:1] in STARTS and text:
        assert float(text) <= 0


@given(st.integers(max_value=-1) | st.floats(max_value=-1e-9, allow_infinity=False))
def test_a_negative_number_is_no_formula(number: float) -> None:
    assert defused(str(number)) == str(number)


def test_printed_csv_is_guarded_and_printed_json_is_not() -> None:
    rows = [{"queue_id": "=cmd|x", "kpi_value": -1.5, "=name": None}]
    assert as_csv(rows) == "queue_id,kpi_value,'=name\n'=cmd|x,-1.5,"
    assert '"=cmd|x"' in as_json(rows)
