"""Small pieces of Markdown: tables and links."""

from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return a Markdown table as lines; a bar inside a cell is escaped."""
    return [
        _row(head),
        "|" + "---|" * len(head),
        *(_row(row) for row in rows),
    ]


def code(name: str) -> str:
    """Return a name in code type."""
    return f"`{name}`"


def sentence(text: str) -> str:
    """Return a note of the seeds as a sentence; a name of the project keeps its small letters."""
    opening = text if "_" in text.split()[0] else text[:1].upper() + text[1:]
    return f"{opening.rstrip('.')}."


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
