"""Strict JSON whose values stay text: numbers keep their digits, doubled keys are an error."""

from __future__ import annotations

import json
import math
from typing import Any

from wallboard.landing.tally import CONTROLS

MAX_NESTING = 64


class Number(str):
    """A JSON number as it was written."""

    __slots__ = ()


class Unreadable(Exception):
    """A JSON text that cannot be taken as it stands; ``reason`` is the quarantine code."""

    def __init__(self, reason: str, field: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.field = field


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                raise Unreadable("DUPLICATE_KEY", name)
            seen.add(name)
    return found


def _constant(text: str) -> Any:
    raise Unreadable("NON_FINITE")


def _float(text: str) -> Number:
    if not math.isfinite(float(text)):
        raise Unreadable("NON_FINITE")
    return Number(text)


DECODER = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_int=Number,
    parse_float=_float,
    parse_constant=_constant,
    strict=False,  # a raw control character in a string is stripped and flagged, not fatal
)


def parse(text: str) -> Any:
    """Decode one JSON text; Unreadable says why not."""
    try:
        value = DECODER.decode(text)
    except RecursionError as error:
        raise Unreadable("NESTED_TOO_DEEP") from error
    except ValueError as error:
        raise Unreadable("MALFORMED_JSON") from error
    # Only a text with that many brackets can be that deep.
    if text.count("[") + text.count("{") > MAX_NESTING and _is_deep(value):
        raise Unreadable("NESTED_TOO_DEEP")
    return value


def _is_deep(value: Any) -> bool:
    """Whether lists and objects lie in each other more than `MAX_NESTING` deep."""
    level = [value] if isinstance(value, dict | list) else []
    for _ in range(MAX_NESTING):
        inner = (
            item
            for holder in level
            for item in (holder.values() if isinstance(holder, dict) else holder)
        )
        level = [item for item in inner if isinstance(item, dict | list)]
        if not level:
            return False
    return True


def as_text(value: Any) -> str | None:
    """The value of a column: text as it is, numbers as written, lists and objects as JSON."""
    if value is None:
        return None
    if type(value) is str:
        return value or None
    return str(value) or None if isinstance(value, str) else dump(value)


def dump(value: Any) -> str:
    """JSON text of a parsed value, numbers as they were written, keys in their order."""
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, dict):
        inside = ",".join(f"{quoted(name)}:{dump(item)}" for name, item in value.items())
        return f"{{{inside}}}"
    if isinstance(value, list):
        return f"[{','.join(map(dump, value))}]"
    if isinstance(value, str):
        return quoted(value)
    return "null" if value is None else "true" if value else "false"


def quoted(text: str) -> str:
    """A JSON string."""
    return json.dumps(text, ensure_ascii=False)


def strip_controls(value: Any) -> Any:
    """The same value without control characters in its strings and names."""
    if isinstance(value, Number):
        return value
    if isinstance(value, str):
        return value.translate(CONTROLS)
    if isinstance(value, list):
        return [strip_controls(item) for item in value]
    if isinstance(value, dict):
        return {strip_controls(name): strip_controls(item) for name, item in value.items()}
    return value
