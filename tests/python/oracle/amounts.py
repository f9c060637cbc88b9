"""Delivered numbers as whole thousandths and ten-thousandths, rounded half away from zero."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

TOO_LARGE = 10**12


def thousandths(number: Decimal | None) -> int | None:
    """A number in thousandths, read to six decimals first; None if it is no sensible number."""
    if number is None or abs(number) >= TOO_LARGE:
        return None
    read = number.quantize(Decimal("0.000001"), ROUND_HALF_UP)
    return int((read * 1000).to_integral_value(ROUND_HALF_UP))


def money(amount: Decimal) -> Decimal:
    """An amount of money, to four decimals."""
    return amount.quantize(Decimal("0.0001"), ROUND_HALF_UP)


def half_up(amount: int, parts: int) -> int:
    """An amount divided, rounded half up."""
    return (2 * amount + parts) // (2 * parts)
