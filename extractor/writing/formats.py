"""The formats: their names, the suffixes that stand for them, and how a writer is made."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Literal

import msgspec

from extractor.errors import InputError, OutputError
from extractor.model import KINDS, Article, Kind

Language = Literal["vi", "en"]
STDOUT, STDOUT_NAME = "-", "<stdout>"


class Writer(ABC):
    """Takes the results of a run, in the order of the input.

    A class that derives from it need only define `write`. It always begins with nothing: where a
    run continues one that was stopped, the writer is given all results again, from the first on.
    After `close`, or after `discard`, it is not used again.
    """

    takes_json: bool = False
    """Whether `write_json` may be called instead of `write`."""

    @abstractmethod
    def write(self, article: Article, text: str) -> None:
        """Take one article, whole.

        Args:
            article: What was found.
            text: The text that its offsets count in.
        """

    def write_json(self, line: bytes) -> None:
        """Take one article as the JSON that `json_text.encode` makes of it."""
        raise NotImplementedError

    def fail(self, failure: InputError) -> None:  # noqa: B027 - not every format needs it
        """Take what went wrong with one input or article; most formats have no place for it."""

    def close(self) -> None:  # noqa: B027 - as `fail`
        """Write what stands after the last article, and let go of the files that it opened itself.

        A stream that it was given stays open. What lies at its path is complete from here on: the
        caller brings it to the disk and gives it its name.
        """

    def discard(self) -> None:  # noqa: B027 - as `fail`
        """Let go of the files that it opened itself: the run failed, the caller deletes them."""


class Options(msgspec.Struct, frozen=True):
    """What a writer may be asked for."""

    kinds: tuple[Kind, ...] = KINDS
    """The kinds to write."""
    explain: bool = False
    """Whether to show how each entry was found."""
    terminal: bool = False
    """Whether the stream is a terminal."""
    patterns: str = ""
    """A digest of the pattern files that the results come from, where it is known."""
    file: bool = False
    """Whether the stream is a file that was named; else it is standard output."""
    lang: Language = "vi"
    """The language of what a page says beside the articles."""


class Format(msgspec.Struct, frozen=True):
    """One way to write articles: into a stream, at a path, or either.

    `make` and `at` are called before the first article and may raise `OutputError`.
    """

    name: str
    suffixes: tuple[str, ...]
    """What an output's name ends in that stands for this format."""
    make: Callable[[IO[bytes], Options], Writer] | None = None
    """Makes a writer into a stream, which may be standard output and need not be seekable."""
    at: Callable[[Path, Options], Writer] | None = None
    """Makes a writer at a path where nothing lies yet, in a folder that exists.

    It makes a file there, or a folder if `folder` is not empty, and writes nowhere else. The path
    is a temporary one with no suffix to go by. A crash leaves nothing that is used again, so it
    need not be safe against one.
    """
    one_table: bool = False
    """Whether a stream holds one table only: `make` is then called with exactly one kind."""
    folder: tuple[str, ...] = ()
    """The names that files in the folder made by `at` can have; empty if `at` makes a file.

    An output that is there already is replaced as a whole, unless it holds any other file.
    """

    explains: bool = False
    """Whether it always shows how each entry was found, asked or not."""

    def is_stream(self, options: Options, output: str | None) -> bool:
        """Whether the output is a stream; otherwise it is made at a path.

        Args:
            options: What the writer is asked for.
            output: Path of the output; None or `-` for standard output.

        Raises:
            OutputError: It can be neither.
        """
        piped = output is None or output == STDOUT
        is_folder = not piped and (str(output).endswith("/") or Path(str(output)).is_dir())
        if self.make and not is_folder and (not self.one_table or len(options.kinds) == 1):
            return True
        if self.at is None:
            raise OutputError(str(output), "it is a folder", cure="give the name of a file")
        if piped:
            raise OutputError(STDOUT_NAME, f"{self.name} cannot be piped", cure=self._cure())
        if is_folder and not self.folder:
            raise OutputError(str(output), "it is a folder", cure="give the name of a file")
        return False

    def _cure(self) -> str:
        place = "the name of a folder" if self.folder else "the name of a file"
        table = ", or one --kind for one table" if self.make else ""
        return f"give {place} by -o{table}"


def _table(stream: IO[bytes], options: Options) -> Writer:
    # Rich takes a tenth of a second to load: only when a table is asked for.
    from extractor.writing.table import TableWriter

    return TableWriter(stream, options)


def _text(stream: IO[bytes], options: Options) -> Writer:
    from extractor.writing.text import TextWriter

    return TextWriter(stream, options)


def _json(stream: IO[bytes], options: Options) -> Writer:
    from extractor.writing.json_text import JsonWriter

    return JsonWriter(stream, options)


def _json_lines(stream: IO[bytes], options: Options) -> Writer:
    from extractor.writing.json_text import JsonLinesWriter

    return JsonLinesWriter(stream, options)


def _zipped_lines(stream: IO[bytes], options: Options) -> Writer:
    from extractor.writing.json_text import ZippedLinesWriter

    return ZippedLinesWriter(stream, options)


def _csv_table(stream: IO[bytes], options: Options) -> Writer:
    from extractor.writing.csv_files import CsvTable

    return CsvTable(stream, options)


def _csv_folder(path: Path, options: Options) -> Writer:
    from extractor.writing.csv_files import CsvFolder

    return CsvFolder(path, options)


def _parquet_table(stream: IO[bytes], options: Options) -> Writer:
    with _installed("pyarrow", extra="parquet"):
        from extractor.writing.parquet import ParquetTable

    return ParquetTable(stream, options)


def _parquet_folder(path: Path, options: Options) -> Writer:
    with _installed("pyarrow", extra="parquet"):
        from extractor.writing.parquet import ParquetFolder

    return ParquetFolder(path, options)


@contextmanager
def _installed(package: str, extra: str) -> Iterator[None]:
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name != package:
            raise
        cure = f"pip install 'extract-vn[{extra}]'"
        raise OutputError(extra, f"{package} is not installed", cure=cure) from None


def _sqlite(path: Path, options: Options) -> Writer:
    from extractor.writing.sqlite import SqliteWriter

    return SqliteWriter(path, options)


_KIND_FILES = ("articles", *KINDS)
_LIST_FILES = ("positions", "mentions")


def _html(stream: IO[bytes], options: Options) -> Writer:
    from extractor.writing.html import HtmlWriter

    return HtmlWriter(stream, options)


FORMATS = {
    made.name: made
    for made in (
        Format("table", (), _table),
        Format("text", (), _text),
        Format("jsonl", (".jsonl",), _json_lines),
        Format("jsonl.gz", (".jsonl.gz",), _zipped_lines),
        Format("json", (".json",), _json),
        Format(
            "csv",
            (".csv",),
            make=_csv_table,
            at=_csv_folder,
            one_table=True,
            folder=tuple(f"{name}.csv" for name in (*_KIND_FILES, *_LIST_FILES)),
        ),
        Format(
            "parquet",
            (".parquet",),
            make=_parquet_table,
            at=_parquet_folder,
            one_table=True,
            folder=tuple(f"{name}.parquet" for name in _KIND_FILES),
        ),
        Format("sqlite", (".sqlite", ".sqlite3", ".db"), at=_sqlite),
        Format("html", (".html", ".htm"), _html, explains=True),
    )
}


def format_of(path: str) -> Format:
    """The format that the suffix of an output stands for.

    Raises:
        OutputError: It stands for none.
    """
    lower = path.lower()
    for made in FORMATS.values():
        if lower.endswith(made.suffixes) and made.suffixes:
            return made
    raise OutputError(path, "its suffix names no format", cure=_cure())


def _cure() -> str:
    suffixes = " or ".join(suffix for made in FORMATS.values() for suffix in made.suffixes)
    return f"end it in {suffixes}, or give --format"
