"""Rendered files: where they go, what their first line says, and which of them have changed."""

from pathlib import Path

REFRESH = "Refresh with `make render`."


def sql_banner(source: str) -> str:
    """First line of a rendered SQL file."""
    return f"-- Rendered from {source}. {REFRESH}"


def yaml_banner(source: str) -> str:
    """First line of a rendered YAML file."""
    return f"# Rendered from {source}. {REFRESH}"


def markdown_banner(source: str) -> str:
    """First line of a rendered Markdown file."""
    return f"<!-- Rendered from {source}. {REFRESH} -->"


def dbt_docs_banner(source: str) -> str:
    """First line of a rendered file of doc blocks, where text outside the blocks is ignored."""
    return f"{{# Rendered from {source}. {REFRESH} #}}"


def write_files(
    project_dir: Path, texts: dict[Path, str], owned: tuple[str, ...], check: bool
) -> list[Path]:
    """Write what differs and remove what is no longer rendered; return those paths, sorted.

    ``texts`` is keyed by path relative to ``project_dir``; ``owned`` are glob patterns of
    files that nobody but the renderer makes. With ``check`` nothing is touched.
    """
    changed = [path for path, text in texts.items() if _stored(project_dir / path) != text]
    stale = [
        found.relative_to(project_dir)
        for pattern in owned
        for found in project_dir.glob(pattern)
        if found.relative_to(project_dir) not in texts
    ]
    if not check:
        for path in changed:
            target = project_dir / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(texts[path], encoding="utf-8", newline="\n")
        for path in stale:
            (project_dir / path).unlink()
    return sorted([*changed, *stale])


def _stored(path: Path) -> str | None:
    """Text of a file as it is on disk; line ends are compared too."""
    return path.read_bytes().decode("utf-8") if path.exists() else None
