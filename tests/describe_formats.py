"""Writes `extractor/writing/FORMATS.md`: what each format holds, told by the code itself."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractor.model import SCHEMA_VERSION
from extractor.writing import csv_files, sqlite_schema
from extractor.writing.columns import LISTS, Column
from extractor.writing.schema import field_notes
from extractor.writing.tables import NAMES, Shape, Table, tables

_ALL = Shape(lists=True, list_tables=frozenset({"texts", "structs"}), article_ids=True, texts=True)
_TYPES = {
    "text": "text",
    "integer": "integer",
    "number": "number",
    "day": "day",
    "json": "JSON",
    "texts": "list of text",
    "structs": "list of {}",
}
_HEAD = f"""\
# The formats

Written by `tests/regenerate.py` from the code; schema {SCHEMA_VERSION}. A column is never renamed or removed without a
new schema number.

- **JSON, JSON Lines**: one object an article, as `extract --schema` describes it (JSON Schema).
- **CSV** (a folder, or one table with one `--kind`): UTF-8 with a byte order mark, RFC 4180. A list is one cell, joined
  by `; `. A cell that a spreadsheet would run begins with an apostrophe, control characters are blanks: for exact texts
  take another format.
- **Parquet** (a folder, or one table with one `--kind`): typed columns, lists are lists, zstd. Metadata:
  `extract.schema`, `extract.version`, `extract.patterns`, a digest of the rules and words.
- **SQLite** (one file): lists are tables of their own; indexes, foreign keys, views and a search, see below.
- **Arrow** (`extractor.arrow`): `INPUT_SCHEMA` and `OUTPUT_SCHEMA`; the nested fields of the JSON, and `error`.

Offsets (`start`, `end`) count code points of the article's text, the end exclusive. Days are `YYYY-MM-DD`; in Parquet
and Arrow they are dates, in SQLite text that is declared as DATE. Numbers are 64-bit floats in Parquet and Arrow. An
empty cell, a null: the article does not tell.

## Tables

"""
_SEARCH = """\
`articles_fts` is the search over `title` and `text` (SQLite FTS5). Words are found with and without tone marks, also `d`
for `đ`:

```sql
SELECT id, snippet(articles_fts, 1, '[', ']', '…', 12)
FROM articles_fts JOIN articles ON articles.article = articles_fts.rowid
WHERE articles_fts MATCH '"đường dây" ma tuy' ORDER BY rank;
```
"""
_META = """\
`meta` tells `schema`, `version`, `patterns` (a digest of the rules and words), `kinds` (those that were asked for; the
tables of others are empty) and `explain`.
"""


def formats_document() -> str:
    """The whole document."""
    parts = [_HEAD]
    parts += (_table(one) for one in tables(_ALL, explain=True))
    parts.append("## Only in SQLite\n\n")
    parts.append(_section("failures", "What went wrong, in the order of the inputs.",
                          sqlite_schema.FAILURES, {}))  # fmt: skip
    parts += [_META, "\n", _SEARCH, "\n"]
    parts += (
        f"### View `{view.name}`\n\n{view.note}\n\n```sql\n{view.query}\n```\n\n"
        for view in sqlite_schema.VIEWS
    )
    return "".join(parts).rstrip() + "\n"


def _table(table: Table) -> str:
    csv = {one.name for one in tables(csv_files.SHAPE)}
    where = "In all three." if table.kind is None or table.name == table.kind else (
        "In CSV and SQLite." if table.name in csv else "In SQLite alone."
    )  # fmt: skip
    only: dict[str, str] = {"article_id": "Not in SQLite."}
    if table.kind is None:
        only["text"] = "Not in CSV."
    for column in table.columns:
        if column.type in LISTS:
            only[column.name] = f"In SQLite the table `{_list_table(table, column)}`."
    columns = [*table.columns]
    if table.kind is None:
        columns.append(sqlite_schema.PLAIN)
        only["plain"] = "In SQLite alone."
    key = ", ".join(f"`{name}`" for name in table.key)
    return _section(table.name, f"{table.note} {where} Key: {key}.", columns, only)


def _list_table(table: Table, column: Column) -> str:
    names = [one.name for one in tables(_ALL) if one.parent == table.name]
    return column.name if column.name in names else names[0]


def _section(name: str, note: str, columns: Iterable[Column], only: dict[str, str]) -> str:
    notes = field_notes()
    lines = [f"### `{name}`", "", note, "", "| column | type | |", "| --- | --- | --- |"]
    for column in columns:
        field = next((old for old, new in NAMES.items() if new == column.name), column.name)
        told = [column.note or notes.get((column.of, field), "")]
        if column.choices:
            told.append(f"One of {', '.join(f'`{choice}`' for choice in column.choices)}.")
        told.append(only.get(column.name, ""))
        kind = _TYPES[column.type].format(", ".join(item.name for item in column.items))
        needed = "" if column.required else ", may be empty"
        text = re.sub(r"\|", r"\\|", " ".join(filter(None, told)))
        lines.append(f"| `{column.name}` | {kind}{needed} | {text} |")
    return "\n".join(lines) + "\n\n"
