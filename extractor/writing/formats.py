"""The formats: their names, the suffixes that stand for them, and how a writer is made."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO, Protocol

import msgspec

from extractor.errors import OutputError
from extractor.model import KINDS, Article, Kind


class Writer(Protocol):
    """Writes articles to a stream."""

    def write(self, article: Article) -> None:
        """Write one article, whole."""

    def close(self) -> None:
        """Write what stands after the last article; the stream stays open."""


class Options(msgspec.Struct, frozen=True):
    """What a writer may be asked for."""

    kinds: tuple[Kind, ...] = KINDS
    """The kinds to write."""
    explain: bool = False
    """Whether to show how each entry was found."""
    terminal: bool = False
    """Whether the stream is a terminal."""


class Format(msgspec.Struct, frozen=True):
    """One way to write articles."""

    name: str
    suffixes: tuple[str, ...]
    make: Callable[[IO[bytes], Options], Writer]


def _table(stream: IO[bytes], options: Options) -> Writer:
    # Rich takes a tenth of a second to load: only when a table is asked for.
    from extractor.writing.table import TableWriter

    return TableWriter(stream, options)


def _json(stream: IO[bytes], options: Options) -> Writer:
    from extractor.writing.json_text import JsonWriter

    return JsonWriter(stream, options)


def _json_lines(stream: IO[bytes], options: Options) -> Writer:
    from extractor.writing.json_text import JsonLinesWriter

    return JsonLinesWriter(stream, options)


FORMATS = {
    made.name: made
    for made in (
        Format("table", (), _table),
        Format("jsonl", (".jsonl",), _json_lines),
        Format("json", (".json",), _json),
    )
}
_PLANNED = {".csv": "csv", ".parquet": "parquet", ".sqlite": "sqlite", ".db": "sqlite"} | {
    ".html": "html",
    ".htm": "html",
}


def format_of(path: str) -> Format:
    """The format that the suffix of an output stands for.

    Raises:
        OutputError: It stands for none, or for one that cannot be written yet.
    """
    lower = path.lower()
    for made in FORMATS.values():
        if lower.endswith(made.suffixes) and made.suffixes:
            return made
    for suffix, name in _PLANNED.items():
        if lower.endswith(suffix):
            raise OutputError(path, f"{name} cannot be written yet", cure=_cure())
    raise OutputError(path, "its suffix names no format", cure=_cure())


def _cure() -> str:
    suffixes = " or ".join(suffix for made in FORMATS.values() for suffix in made.suffixes)
    return f"end it in {suffixes}, or give --format"
