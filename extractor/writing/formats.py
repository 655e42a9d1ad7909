"""The formats: their names, the suffixes that stand for them, and how a writer is made."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import IO

import msgspec

from extractor.errors import InputError, OutputError
from extractor.model import KINDS, Article, Kind


class Writer(ABC):
    """Takes the results of a run, in the order of the input.

    A class that derives from it need only define `write`.
    """

    @abstractmethod
    def write(self, article: Article, text: str) -> None:
        """Take one article, whole.

        Args:
            article: What was found.
            text: The text that its offsets count in.
        """

    def fail(self, failure: InputError) -> None:  # noqa: B027 - not every format needs it
        """Take what went wrong with one input or article; most formats have no place for it."""

    def close(self) -> None:  # noqa: B027 - as `fail`
        """Write what stands after the last article; a stream stays open."""


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
