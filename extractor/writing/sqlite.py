"""SQLite: one file with a table for each kind, views that answer questions, and a search."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extractor.errors import InputError
from extractor.model import KINDS, SCHEMA_VERSION, Article
from extractor.version import __version__
from extractor.writing import sqlite_schema
from extractor.writing.formats import Options, Writer
from extractor.writing.json_text import without_surrogates
from extractor.writing.tables import Row, tables

_SETTINGS = (
    # Nobody sees the file before it is complete: no journal, and no waiting for the disk.
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA cache_size = -4096",  # Rows are only appended.
    f"PRAGMA user_version = {SCHEMA_VERSION}",
)
_LARGEST = 2**63


class SqliteWriter(Writer):
    """A new database at a path."""

    def __init__(self, path: Path, options: Options) -> None:
        self._articles = 0
        self._failures = 0
        explain = options.explain
        with _errors_of_the_disk():
            self._database = sqlite3.connect(path, isolation_level=None)
            try:
                self._create(options)
            except BaseException:
                self._database.close()
                raise
        # Every table is there, so that the views can be asked; those asked for are filled.
        wanted = tables(sqlite_schema.SHAPE, kinds=options.kinds, explain=explain)
        self._inserts = [
            (table.rows, sqlite_schema.insert(table.name, table.columns)) for table in wanted
        ]

    def write(self, article: Article, text: str) -> None:
        """Add the rows of one article."""
        self._articles += 1
        article, text = without_surrogates(article, text)
        with _errors_of_the_disk():
            for rows, statement in self._inserts:
                found = rows(article, self._articles, text)
                self._database.executemany(statement, map(_bounded, found))

    def fail(self, failure: InputError) -> None:
        """Add what went wrong with one input or article."""
        self._failures += 1
        told = (failure.source, failure.place or None, failure.cause, failure.cure or None)
        row = (self._failures, *(part and _without_surrogates(part) for part in told))
        with _errors_of_the_disk():
            self._database.execute(sqlite_schema.insert("failures", sqlite_schema.FAILURES), row)

    def close(self) -> None:
        """Make indexes, views and search, and close the file."""
        with _errors_of_the_disk():
            for statement in sqlite_schema.create_rest():
                self._database.execute(statement)
            self._database.execute("COMMIT")
            self._database.close()

    def discard(self) -> None:
        """Close the file."""
        self._database.close()

    def _create(self, options: Options) -> None:
        """Begin with the tables, and with what is told of the run."""
        for setting in _SETTINGS:
            self._database.execute(setting)
        self._database.execute("BEGIN")
        created = tables(sqlite_schema.SHAPE, explain=options.explain)
        for statement in sqlite_schema.create_tables(created):
            self._database.execute(statement)
        self._tell(options)

    def _tell(self, options: Options) -> None:
        told = {
            "schema": str(SCHEMA_VERSION),
            "version": __version__,
            "patterns": options.patterns or None,
            "kinds": " ".join(kind for kind in KINDS if kind in options.kinds),
            "explain": "yes" if options.explain else "no",
        }
        self._database.executemany(sqlite_schema.insert("meta", sqlite_schema.META), told.items())


def _bounded(row: Row) -> Row:
    """The row with its numbers as SQLite can hold them: above 63 bits they are floats."""
    return tuple([float(one) if type(one) is int and abs(one) >= _LARGEST else one for one in row])


def _without_surrogates(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


@contextmanager
def _errors_of_the_disk() -> Iterator[None]:
    """What SQLite says of a disk, as the operating system says it."""
    try:
        yield
    except sqlite3.OperationalError as error:
        code = errno.ENOSPC if error.sqlite_errorcode == sqlite3.SQLITE_FULL else errno.EIO
        raise OSError(code, str(error)) from error
