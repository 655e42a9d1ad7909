"""CSV: a folder with a file for each table, or one table as a stream; made for spreadsheets.

UTF-8 with a byte order mark, by which spreadsheets know Vietnamese; commas, quotes and line ends as
in RFC 4180. No cell is a formula: what a spreadsheet could run gets an apostrophe in front
(https://owasp.org/www-community/attacks/CSV_Injection). A list is one cell, joined by semicolons.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO, Any

from extractor.model import Article
from extractor.writing.columns import Type
from extractor.writing.formats import Options, Writer
from extractor.writing.json_text import without_surrogates
from extractor.writing.sheets import SheetFolder
from extractor.writing.tables import Row, Shape, Table, tables

SHAPE = Shape(lists=True, list_tables=frozenset({"structs"}), article_ids=True, texts=False)
_MARK = "\ufeff"
_JOINT = "; "

_SIGNS = "=＝﹦⁼₌+＋﹢⁺₊@＠﹫\\-－﹣⁻₋−"
"""The signs that begin a formula, and those that a spreadsheet may take for one of them."""
_UNSEEN = "\\s\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_FORMULA = re.compile(f"[{_UNSEEN}]*[{_SIGNS}]")
_NUMBER = re.compile(r"[+\-−]?[0-9]+(?:[.,][0-9]+)*\s?%?")
_INNER = re.compile(f"([;\n][{_UNSEEN}\"']*)(?=[{_SIGNS}])")
"""Where the list separator is a semicolon, a cell's semicolon or line end may begin a new cell."""
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


class CsvFolder(SheetFolder):
    """A folder with a file for the articles, each kind and each list of entries."""

    def __init__(self, path: Path, options: Options) -> None:
        super().__init__(
            path, options, SHAPE, ".csv", lambda file, table: _Sheet(file, table, _MARK)
        )


class CsvTable(Writer):
    """The table of one kind, into a stream."""

    def __init__(self, stream: IO[bytes], options: Options) -> None:
        (kind,) = options.kinds
        _, table, *_ = tables(SHAPE, kinds=(kind,), explain=options.explain)
        self._sheet = _Sheet(stream, table, "" if options.terminal else _MARK)
        self._number = 0

    def write(self, article: Article, text: str) -> None:
        """Write the rows of one article."""
        self._number += 1
        self._sheet.write(*without_surrogates(article, text), self._number)


class _Sheet:
    """One table as CSV."""

    def __init__(self, stream: IO[bytes], table: Table, mark: str) -> None:
        self._rows = table.rows
        self._cells = [_CELLS[one.type] for one in table.columns]
        stream.write(mark.encode())
        self._writer = csv.writer(_Encoded(stream))
        self._writer.writerow(column.name for column in table.columns)

    def write(self, article: Article, text: str, number: int) -> None:
        self._writer.writerows(map(self._row, self._rows(article, number, text)))

    def close(self) -> None:
        """Nothing is held back."""

    def _row(self, values: Row) -> Iterable[object]:
        return [
            None if value is None else cell(value)
            for cell, value in zip(self._cells, values, strict=True)
        ]


class _Encoded:
    """A text file on a stream of bytes, which holds nothing back and never closes it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        self._stream.write(text.encode())


def plain(text: str) -> str:
    """A cell that no spreadsheet runs and no terminal obeys; a plain number stays what it is."""
    text = _CONTROLS.sub(" ", text)
    if _FORMULA.match(text) and not _NUMBER.fullmatch(text):
        text = f"'{text}"
    return _INNER.sub(r"\1'", text)


def _as_it_is(value: object) -> object:
    return value


def _joined(texts: Iterable[str]) -> str:
    return plain(_JOINT.join(texts))


def _joined_texts(items: Iterable[Any]) -> str:
    return _joined(item.text for item in items)


_CELLS: dict[Type, Callable[[Any], object]] = {
    "text": plain,
    "day": plain,
    "json": plain,
    "integer": _as_it_is,
    "number": _as_it_is,
    "texts": _joined,
    "structs": _joined_texts,
}
