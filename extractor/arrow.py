"""Engines: Arrow record batches of articles in, record batches of their facts out.

`extract_batches` is what Spark's `mapInArrow` calls as it is; `extract_table` is what Ray Data's
`map_batches` and Dask's `map_partitions` are given. One row is one article, in the same order. An
article that fails is a row with an `error`, and costs nothing else.

Of the input (`INPUT_SCHEMA`) only `text` is needed; columns that are not named there are kept as
JSON in `extra`. The output (`OUTPUT_SCHEMA`) has the fields of the result with their names in JSON,
lists of structs for the kinds, and `error`. Needs pyarrow: ``pip install 'extract-vn[parquet]'``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date as Day  # noqa: N812 - `date` is the name of a parameter
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa

from extractor.attempt import attempt
from extractor.errors import InputError
from extractor.model import Article
from extractor.pipeline import Extractor, shared_extractor
from extractor.reading.article import article_of_fields, check_date
from extractor.writing.arrow_types import converter, nullable, schema_of
from extractor.writing.columns import Column, columns_of
from extractor.writing.json_text import without_surrogates

INPUT_SCHEMA = pa.schema(
    [(name, pa.string()) for name in ("text", "id", "title", "date", "source", "outlet")]
)
"""The columns that are read; `id` may be a number too, and `date` a date."""

_FIELDS = tuple(column for column in columns_of(Article) if column.name != "schema")
_ERROR = Column(name="error", type="text", note="What went wrong with the article, if it did.")
OUTPUT_SCHEMA = nullable(schema_of((*_FIELDS, _ERROR)))
"""What comes out. Any value may be null: those of an article that failed are."""


def _ddl(made: pa.DataType) -> str:
    """An Arrow type in the words of Spark."""
    if pa.types.is_struct(made):
        return f"STRUCT<{', '.join(f'`{inner.name}`: {_ddl(inner.type)}' for inner in made)}>"
    if pa.types.is_map(made):
        return f"MAP<{_ddl(made.key_type)}, {_ddl(made.item_type)}>"
    if pa.types.is_list(made):
        return f"ARRAY<{_ddl(made.value_type)}>"
    return _DDL[made]


_DDL = {
    pa.string(): "STRING",
    pa.int64(): "BIGINT",
    pa.float64(): "DOUBLE",
    pa.date32(): "DATE",
}
SPARK_SCHEMA = ", ".join(f"`{field.name}` {_ddl(field.type)}" for field in OUTPUT_SCHEMA)
"""`OUTPUT_SCHEMA` as Spark's `mapInArrow` is told it."""

_ROWS = 256
"""Articles of an output batch, so that no more are held at once."""


def extract_batches(
    batches: Iterable[pa.RecordBatch],
    *,
    date: str | None = None,
    patterns: str | Path | None = None,
    explain: bool = False,
) -> Iterator[pa.RecordBatch]:
    """The facts of each article of some record batches; a process makes its extractor once.

    Args:
        batches: Of `INPUT_SCHEMA`, in any order of the columns.
        date: Publication date of articles that don't tell theirs.
        patterns: A folder of pattern files to lay on top of the built-in ones.
        explain: Whether each entry says which rule found it and what context added.

    Yields:
        Batches of `OUTPUT_SCHEMA`.

    Raises:
        InputError: `date` is no publication date, or a batch has no column `text`.
        PatternError: A pattern file is wrong.
    """
    check_date(date, _SOURCE)
    extractor = shared_extractor(Path(patterns).absolute() if patterns else None, explain)
    for batch in batches:
        if "text" not in batch.schema.names:
            raise InputError(_SOURCE, "no column `text`", cure="rename the column of the articles")
        for start in range(0, batch.num_rows, _ROWS):
            rows = batch.slice(start, _ROWS).to_pylist()
            yield _batch([_row(extractor, row, date) for row in rows])


def extract_table(
    table: pa.Table,
    *,
    date: str | None = None,
    patterns: str | Path | None = None,
    explain: bool = False,
) -> pa.Table:
    """The facts of each article of a table: `extract_batches` for one that fits into memory."""
    batches = extract_batches(table.to_batches(), date=date, patterns=patterns, explain=explain)
    return pa.Table.from_batches(batches, OUTPUT_SCHEMA)


_SOURCE = "extract_batches"


def _json(value: Mapping[str, Any]) -> str | None:
    return msgspec.json.encode(value, enc_hook=str).decode() if value else None


_CONVERTERS = [
    (column.attribute, _json if column.type == "json" else converter(column)) for column in _FIELDS
]


def _row(extractor: Extractor, row: Mapping[str, Any], date: str | None) -> list[Any]:
    """The values of one output row."""
    fields = {name: _value(name, value) for name, value in row.items() if value is not None}
    try:
        item = article_of_fields(fields, id="", origin=None, source=_SOURCE)
    except InputError as error:
        return _failed(fields, error)
    if date and not item.date:
        item = msgspec.structs.replace(item, date=date)
    found = attempt(extractor, item)
    if isinstance(found, InputError):
        return _failed(fields, found)
    found, _ = without_surrogates(found, "")
    return [*(convert(getattr(found, name)) for name, convert in _CONVERTERS), None]


def _value(name: str, value: object) -> object:
    """What an engine may have made of a field."""
    if name == "date" and isinstance(value, datetime):
        return value.date().isoformat()
    if name == "date" and isinstance(value, Day):
        return value.isoformat()
    return value


def _failed(fields: Mapping[str, Any], error: InputError) -> list[Any]:
    known = {name: fields[name] for name in ("id", "source") if name in fields}
    told = [str(known[one.name]) if one.name in known else None for one in _FIELDS]
    return [*told, f"{error.cause} ({error.cure})" if error.cure else error.cause]


def _batch(rows: list[list[Any]]) -> pa.RecordBatch:
    columns = [
        pa.array(values, field.type)
        for values, field in zip(zip(*rows, strict=True), OUTPUT_SCHEMA, strict=True)
    ]
    return pa.record_batch(columns, schema=OUTPUT_SCHEMA)
