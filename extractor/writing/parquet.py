"""Parquet: a folder with a file for each table, or one table as a stream; columns have types.

It is written in row groups, so that memory does not grow with the number of articles.
"""

from __future__ import annotations

from pathlib import Path
from typing import IO

import pyarrow as pa
from pyarrow import parquet

from extractor.errors import OutputError
from extractor.model import SCHEMA_VERSION, Article
from extractor.version import __version__
from extractor.writing.arrow_types import converter, schema_of
from extractor.writing.formats import STDOUT_NAME, Options, Writer
from extractor.writing.json_text import without_surrogates
from extractor.writing.sheets import SheetFolder
from extractor.writing.tables import Row, Shape, Table, tables

SHAPE = Shape(lists=True, article_ids=True, texts=True)
_ROWS_AS_OBJECTS = 2_000
"""So many rows are held as objects of Python, which take much memory, before they are packed."""
_CHARACTERS_AS_OBJECTS = 2_000_000
"""And no more of the articles that they come from: a row may hold the whole text."""
_BYTES_OF_A_GROUP = 8 * 1024 * 1024
"""So many bytes of packed rows are held before they are written."""


class ParquetFolder(SheetFolder):
    """A folder with a file for the articles and for each kind."""

    def __init__(self, path: Path, options: Options) -> None:
        def begin(file: IO[bytes], table: Table) -> _Sheet:
            return _Sheet(file, table, options)

        super().__init__(path, options, SHAPE, ".parquet", begin)


class ParquetTable(Writer):
    """The table of one kind, into a stream."""

    def __init__(self, stream: IO[bytes], options: Options) -> None:
        if options.terminal:
            cure = "give the name of a file by -o, or pipe it"
            raise OutputError(STDOUT_NAME, "Parquet is not for a terminal", cure=cure)
        (kind,) = options.kinds
        _, table = tables(SHAPE, kinds=(kind,), explain=options.explain)
        self._sheet = _Sheet(stream, table, options)
        self._number = 0

    def write(self, article: Article, text: str) -> None:
        """Add the rows of one article."""
        self._number += 1
        self._sheet.write(*without_surrogates(article, text), self._number)

    def close(self) -> None:
        """Write what is left; the stream stays open."""
        self._sheet.close()


class _Sheet:
    """One table as Parquet."""

    def __init__(self, file: IO[bytes], table: Table, options: Options) -> None:
        told = {"version": __version__, "schema": str(SCHEMA_VERSION), "table": table.name}
        if options.patterns:
            told["patterns"] = options.patterns
        self._rows_of = table.rows
        self._converters = [converter(column) for column in table.columns]
        self._schema = schema_of(table.columns).with_metadata(
            {f"extract.{name}": value for name, value in told.items()}
        )
        self._writer = parquet.ParquetWriter(_Sink(file), self._schema, compression="zstd")
        self._rows: list[Row] = []
        self._packed: list[pa.RecordBatch] = []
        self._bytes = 0
        self._characters = 0

    def write(self, article: Article, text: str, number: int) -> None:
        rows = list(self._rows_of(article, number, text))
        self._rows.extend(rows)
        self._characters += len(text) if rows else 0
        if len(self._rows) >= _ROWS_AS_OBJECTS or self._characters >= _CHARACTERS_AS_OBJECTS:
            self._pack()
        if self._bytes >= _BYTES_OF_A_GROUP:
            self._write_group()

    def close(self) -> None:
        self._write_group()
        self._writer.close()

    def _pack(self) -> None:
        columns = [
            pa.array(map(convert, values), field.type)
            for convert, values, field in zip(
                self._converters, zip(*self._rows, strict=True), self._schema, strict=True
            )
        ]
        batch = pa.record_batch(columns, schema=self._schema)
        self._packed.append(batch)
        self._bytes += batch.nbytes
        self._rows.clear()
        self._characters = 0

    def _write_group(self) -> None:
        if self._rows:
            self._pack()
        if self._packed:
            table = pa.Table.from_batches(self._packed, self._schema)
            self._writer.write_table(table, row_group_size=table.num_rows)
            self._packed.clear()
            self._bytes = 0


class _Sink:
    """A file as Arrow wants it, which a pipe is not: it tells its place, and is not closed."""

    closed = False

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._written = 0

    def write(self, data: bytes) -> int:
        self._written += len(data)
        return self._file.write(data)

    def tell(self) -> int:
        return self._written

    def flush(self) -> None:
        self._file.flush()

    def close(self) -> None:
        """The file stays open."""
