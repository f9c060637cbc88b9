"""What is masked and what is not: the labelled set, and generated numbers."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from labelled import NEGATIVES, POSITIVES, unmarked

from wallboard.masking import mask, mask_row, recognised
from wallboard.masking.recognisers import CHECK_DIGITS, GROUPS, WEIGHTS, has_birthday, luhn

CASES = [(kind, text) for kind, texts in POSITIVES.items() for text in texts]
REGIONS = ("110105", "320102", "440306", "510107", "620102", "710000", "820000")


@pytest.mark.parametrize(("kind", "text"), CASES)
def test_what_must_go_goes_and_nothing_else(kind: str, text: str) -> None:
    assert mask(unmarked(text)) == re.sub("«[^»]*»", f"[{kind}]", text)


@pytest.mark.parametrize("text", NEGATIVES)
def test_what_looks_alike_stays(text: str) -> None:
    assert mask(text) == text


def test_recall_and_precision_of_the_labelled_set() -> None:
    found = sum(len(recognised(unmarked(text))) for _, text in CASES)
    labelled = sum(text.count("«") for _, text in CASES)
    right = sum(
        unmarked(text)[each.start : each.end].strip() in re.findall("«([^»]*)»", text)
        and each.kind == kind
        for kind, text in CASES
        for each in recognised(unmarked(text))
    )
    wrong = found - right + sum(len(recognised(text)) for text in NEGATIVES)
    assert labelled >= 90
    assert len(NEGATIVES) >= 90
    assert right / labelled == 1
    assert right / (right + wrong) == 1


def test_several_finds_in_one_text() -> None:
    text = "李明 １３８ 0013 8000, 320102199003071239; li@ming.cn"
    assert mask(text) == "李明 [mobile], [resident-id]; [email]"
    assert [text[each.start : each.end] for each in recognised(text)] == [
        "１３８ 0013 8000",
        "320102199003071239",
        "li@ming.cn",
    ]


def test_a_row_keeps_the_ids_it_is_found_by() -> None:
    row = {"contact_id": "13800138000", "body": "13800138000", "hold_ms": 13800138000}
    assert mask_row(row) == {**row, "body": "[mobile]"}


@st.composite
def resident_ids(draw: st.DrawFn) -> str:
    """Seventeen digits with their check digit."""
    born = draw(st.dates(date(1900, 1, 1), date(2030, 12, 31)))
    order = draw(st.integers(0, 999))
    digits = f"{draw(st.sampled_from(REGIONS))}{born:%Y%m%d}{order:03}"
    weighed = sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=True))
    return digits + CHECK_DIGITS[weighed % 11]


@given(resident_ids(), st.sampled_from(["", "身份证", "id ", "，"]), st.booleans())
def test_a_valid_id_is_masked(number: str, before: str, is_wide: bool) -> None:
    written = "".join(chr(ord(sign) + 0xFEE0) for sign in number) if is_wide else number
    assert mask(f"{before}{written} 好") == f"{before}[resident-id] 好"


@given(resident_ids(), st.sampled_from("0123456789X"))
def test_an_id_with_another_check_digit_is_not(number: str, check: str) -> None:
    assume(check != number[17])
    assert mask(f"编码 {number[:17]}{check}") == f"编码 {number[:17]}{check}"


@given(st.from_regex(r"62[0-9]{13,16}", fullmatch=True), st.booleans())
def test_a_card_is_masked_exactly_if_its_last_digit_is_right(body: str, is_spaced: bool) -> None:
    # The first sixteen of more digits in groups may be a card of their own.
    is_spaced = is_spaced and len(body) == 15
    # The twelve after the first group may be a mobile number with its 0.
    assume(not (is_spaced and body[4:6] == "01"))
    [last] = [digit for digit in "0123456789" if luhn(body + digit)]
    assume(not (len(body) == 17 and has_birthday(body)))
    for digit in "0123456789":
        number = body + digit
        if is_spaced:
            number = " ".join(number[at : at + 4] for at in range(0, len(number), 4))
        assert mask(f"卡 {number}") == ("卡 [card]" if digit == last else f"卡 {number}")


@given(
    st.from_regex(r"(13[0-9]|15[0-35-9]|18[0-9]|199)[0-9]{8}", fullmatch=True),
    st.sampled_from(sorted(GROUPS)),
    st.sampled_from(["-", " ", "\u200b", "—", "\u3000", " \u200b"]),
)
def test_a_mobile_number_is_masked_however_it_is_grouped(
    number: str, groups: tuple[int, ...], between: str
) -> None:
    parts, at = [], 0
    for length in groups:
        parts.append(number[at : at + length])
        at += length
    assert mask(f"电话：{between.join(parts)}。") == "电话：[mobile]。"


@given(st.text())
def test_any_text_is_taken_and_spans_are_in_order(text: str) -> None:
    finds = recognised(text)
    assert all(first.end <= second.start for first, second in pairwise(finds))
    assert all(0 <= each.start < each.end <= len(text) for each in finds)
    assert not finds or mask(text) != text


@given(st.text(alphabet="0123456789 -+().:@aA京X_", max_size=60))
def test_what_is_left_holds_no_more(text: str) -> None:
    assert [each.kind for each in recognised(mask(text))] == []
