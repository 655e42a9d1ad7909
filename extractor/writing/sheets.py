"""Sheets: a folder with a file for each table, whatever the format of the files."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Protocol

from extractor.model import Article
from extractor.writing.formats import Options, Writer
from extractor.writing.json_text import without_surrogates
from extractor.writing.tables import Shape, Table, tables


class Sheet(Protocol):
    """One table in its file."""

    def write(self, article: Article, text: str, number: int) -> None:
        """Add the rows of an article, which is the one of this number."""

    def close(self) -> None:
        """Write what is left; the file stays open."""


class SheetFolder(Writer):
    """A folder with a file for the articles, each kind and, where the shape says so, each list.

    Args:
        path: The folder, which is made.
        options: The kinds to write, and how.
        shape: How the tables are cut.
        suffix: What the names of the files end in.
        begin: Makes a sheet of an empty file and its table.
    """

    def __init__(
        self,
        path: Path,
        options: Options,
        shape: Shape,
        suffix: str,
        begin: Callable[[IO[bytes], Table], Sheet],
    ) -> None:
        path.mkdir()
        self._files = ExitStack()
        self._number = 0
        self._sheets = [
            begin(self._files.enter_context((path / f"{table.name}{suffix}").open("xb")), table)
            for table in tables(shape, kinds=options.kinds, explain=options.explain)
        ]

    def write(self, article: Article, text: str) -> None:
        """Write the rows of one article to each file."""
        self._number += 1
        article, text = without_surrogates(article, text)
        for sheet in self._sheets:
            sheet.write(article, text, self._number)

    def close(self) -> None:
        """Write what is left, and close the files."""
        for sheet in self._sheets:
            sheet.close()
        self._files.close()

    def discard(self) -> None:
        """Close the files."""
        self._files.close()
