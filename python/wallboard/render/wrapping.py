"""Small helpers for putting names into SQL and sentences into YAML."""

import textwrap
from collections.abc import Iterable


def yaml_text(text: str) -> str:
    """Return a sentence as a double-quoted YAML scalar."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def sql_list(values: Iterable[str], indent: int, width: int = 100) -> list[str]:
    """Return quoted SQL strings, comma-separated, in lines no longer than ``width``."""
    return listed((f"'{value}'" for value in values), indent, width)


def listed(values: Iterable[str], indent: int, width: int = 100) -> list[str]:
    """Return the values as they are, comma-separated, in lines no longer than ``width``."""
    pad = " " * indent
    return textwrap.wrap(
        ", ".join(values),
        width=width,
        initial_indent=pad,
        subsequent_indent=pad,
        break_long_words=False,
        break_on_hyphens=False,
    )
