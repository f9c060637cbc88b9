"""The interval that `wallboard explain` puts beside a share."""

from __future__ import annotations

import pytest

from wallboard.explain import wilson


@pytest.mark.parametrize(
    ("share", "n", "low", "high"),
    [
        # 81 of 263: a published worked example of the score interval
        (81 / 263, 263, 0.2553, 0.3662),
        (0.0, 20, 0.0, 0.1611),
        (1.0, 20, 0.8389, 1.0),
    ],
)
def test_wilson(share: float, n: float, low: float, high: float) -> None:
    assert wilson(share, n) == pytest.approx((low, high), abs=5e-5)
