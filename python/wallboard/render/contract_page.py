"""The page of the raw contract: what a delivery looks like, table by table."""

from pathlib import Path

from wallboard.contract import DELETION_COLUMN, VERSION_COLUMN, Column, Table
from wallboard.render.files import markdown_banner
from wallboard.render.markdown import code, sentence, table

SOURCE = "seeds/reference/raw_contract.csv"
PAGE = Path("docs/raw_contract.md")
TYPE_TEXTS = {
    "id": "Text, taken as it is from the first byte; blanks at the ends are cut off.",
    "text": "Text, taken as it is.",
    "enum": "One of the values listed, in any case; another value is kept as `unknown`.",
    "instant": "ISO 8601 with an offset or Z; without one, in the zone declared for the delivery.",
    "date": "ISO 8601 date.",
    "seconds": "Seconds, decimals allowed. Kept as whole milliseconds, in a column ending `_ms`.",
    "count": "Whole number.",
    "number": "Number.",
    "money": "Decimal amount, with its currency in a column beside it (ISO 4217).",
    "flag": "`true`, `t`, `1`, `yes` or `false`, `f`, `0`, `no`, in any case.",
    "prose": "Free text. Marts never hold it; rules read a folded copy.",
}
FORM = """
# Raw contract

What a source, a connector or the generator delivers. Map a system onto these tables and every KPI
that needs no more than they hold will be there. Names and meanings change only with a new version.

## Form

- One folder or one set of files a table, named after it: `contacts/2025-03.csv`, `contacts.jsonl`.
  Parquet, CSV, gzipped CSV and JSON Lines are read. UTF-8 unless said otherwise.
- Files may come in any order, in any number, and more than once. The same bytes again change
  nothing.
- Every table is optional. A KPI whose tables never came is null, not zero.
- Empty means not known, which is different from zero. Required columns are never empty.
- Columns that are not listed are kept aside and reported.
- Marked C, A or P is the id of a customer, an agent, or whichever of them another column says: it
  is landed as a [pseudonym](privacy.md). M marks what ties rows to one matter of a customer.

## What happens to a row

- It is **rejected**, with a reason, if a required value is missing, a value cannot be read, or an
  end lies more than five seconds before its start. A smaller step back is a clock's fault and
  counts as a length of zero. Rejected rows are set aside, never dropped in silence.
- Of several rows with the same key **one counts**: the latest by `source_updated_at`, then a
  deletion, then the one with more known values, then the greater hash. Delivery order plays no
  part.
- `source_updated_at` is an optional instant that every table may carry.
- `is_deleted` is an optional flag that every table may carry: `true` says that the source deleted
  the row. Such a row needs its key only, and so does a file with this column. Give it a
  `source_updated_at`, as it competes like any other version. If it wins, the row does not count; a
  later version brings it back.

## Types
""".strip()


def render_contract_page(contract: dict[str, Table]) -> dict[Path, str]:
    """Return the page by path."""
    lines = [
        markdown_banner(SOURCE),
        FORM,
        "",
        *table(("type", "what is read"), ((code(name), text) for name, text in TYPE_TEXTS.items())),
        "",
        "## Tables",
        "",
        "Keys are marked with K, required columns with an asterisk, ids of persons with C, A or P.",
        "",
        *(f"- [{name}](#{name})" for name in contract),
        "",
    ]
    for each in contract.values():
        lines += _table_section(each)
    return {PAGE: "\n".join(lines)}


def _table_section(each: Table) -> list[str]:
    head = ("column", "type", "", "meaning")
    rows = [_column_row(column) for column in each.columns]
    key = ", ".join(map(code, each.key))
    return [
        f"### {each.name}",
        "",
        f"One row per {key}. May also carry {code(VERSION_COLUMN)} and {code(DELETION_COLUMN)}.",
        "",
        *table(head, rows),
        "",
    ]


def _column_row(column: Column) -> tuple[str, str, str, str]:
    marks = ("K" if column.is_key else "") + ("*" if column.is_required else "")
    meaning = sentence(column.description)
    if column.naming is not None:
        marks += {"customer": "C", "agent": "A", "person": "P"}[column.naming.role]
        if column.naming.by is not None:
            meaning += f" Whose id it is, {code(column.naming.by)} says."
    marks += "M" if column.is_case else ""
    if column.accepted_values:
        meaning += f" Values: {', '.join(map(code, column.accepted_values))}."
    if column.not_before:
        meaning += f" Not before {code(column.not_before)}."
    return code(column.name), column.data_type, marks, meaning
