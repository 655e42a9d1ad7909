"""Files, folders and standard input: a stream of articles, and of what could not be read.

Nothing is held but the article at hand. A failure is an item of the stream, not its end.
"""

from __future__ import annotations

import gzip
import io
import os
import re
import stat
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from extractor.errors import InputError
from extractor.reading.article import SourceArticle, article_of_json
from extractor.reading.encodings import check_is_text, decode, encoding_of

Item = SourceArticle | InputError
_File = io.BufferedReader | gzip.GzipFile

STDIN = "-"
MAX_ARTICLE_BYTES = 32 * 1024 * 1024
"""A longer text is no article; it is refused before it fills the memory."""

_TEXT, _LINES = ".txt", ".jsonl"
_OTHERS = {
    ".html": "HTML cannot be read yet",
    ".htm": "HTML cannot be read yet",
    ".json": "JSON is read as JSON Lines, one article a line, from a .jsonl file",
    ".pdf": "PDF cannot be read",
    ".doc": "Word files cannot be read",
    ".docx": "Word files cannot be read",
}
_TOO_LONG = f"longer than {MAX_ARTICLE_BYTES // 1024 // 1024} MB: this is no article"
_TOO_LONG_CURE = "split it into articles, one a line in a .jsonl file"
_OBJECT = re.compile(r"\{\s*(?:\"|$)")
_GZIP = b"\x1f\x8b"
_HEAD = 8192


def read_inputs(
    names: Iterable[str], encoding: str | None = None, leave_out: str | None = None
) -> Iterator[Item]:
    """The articles of files, folders and `-`, in the order of the names.

    Args:
        names: Paths; a folder stands for the articles in it and below it, sorted by name.
        encoding: Codec to read with; otherwise the byte order mark tells, or it is UTF-8.
        leave_out: A file that is not read though its folder is: the output of an earlier run.
    """
    output = os.path.realpath(leave_out) if leave_out else None
    for name in names:
        if name == STDIN:
            yield from _guarded("<stdin>", _read_stdin(encoding))
        elif _is_folder(name):
            yield from _read_folder(name, encoding, output, set())
        else:
            yield from _guarded(printable(name), _read_file(name, encoding))


def printable(name: str) -> str:
    """A file's name as text, also where it is not valid UTF-8."""
    return os.fsencode(name).decode("utf-8", "replace")


def _guarded(source: str, items: Iterator[Item]) -> Iterator[Item]:
    """The items, and as the last one the failure that ended them."""
    try:
        yield from items
    except InputError as error:
        yield error
    except (OSError, EOFError, zlib.error, UnicodeError) as error:
        yield InputError(source, _why(error))


def _why(error: Exception) -> str:
    if isinstance(error, (gzip.BadGzipFile, EOFError, zlib.error)):
        return f"broken gzip file: {error}"
    if isinstance(error, UnicodeError):
        return f"cannot be decoded: {error}"
    reason = error.strerror if isinstance(error, OSError) else None
    return f"cannot be read: {reason or error}"


def _read_folder(
    folder: str, encoding: str | None, output: str | None, above: set[tuple[int, int]]
) -> Iterator[Item]:
    """A folder's articles, without those of a folder that is reached again through a link."""
    try:
        status = Path(folder).stat()
        key = (status.st_dev, status.st_ino)
        if key in above:
            return
        with os.scandir(folder) as scan:
            entries = sorted(scan, key=lambda entry: entry.name)
    except OSError as error:
        yield InputError(printable(folder), _why(error))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if _is_folder(entry.path):
            yield from _read_folder(entry.path, encoding, output, above | {key})
        elif _kind(entry.name) in (_TEXT, _LINES) and not _is_special(entry, output):
            yield from _guarded(printable(entry.path), _read_file(entry.path, encoding))


def _is_folder(name: str) -> bool:
    try:
        return bool(name) and Path(name).is_dir()
    except OSError:
        return False


def _is_special(entry: os.DirEntry[str], output: str | None) -> bool:
    """Whether it is the output, or reading it might never end: a pipe, a socket, a device."""
    if output and os.path.realpath(entry.path) == output:
        return True
    try:
        mode = entry.stat().st_mode
    except OSError:
        return False
    return not stat.S_ISREG(mode)


def _kind(name: str) -> str:
    """The suffix that tells how to read a file, `.gz` taken off."""
    path = Path(name.lower())
    return Path(path.stem).suffix if path.suffix == ".gz" else path.suffix


def _stem(name: str) -> str:
    stem = Path(printable(name)).name
    stem = stem[:-3] if stem.lower().endswith(".gz") else stem
    return Path(stem).stem


@contextmanager
def _unpacked(raw: io.BufferedReader) -> Iterator[_File]:
    if raw.peek(2)[:2] == _GZIP:
        with gzip.GzipFile(fileobj=raw) as file:
            yield file
    else:
        yield raw


def _read_file(name: str, encoding: str | None) -> Iterator[Item]:
    kind, source = _kind(name), printable(name)
    if not name:
        raise InputError(repr(name), "no such file or folder")
    if kind in _OTHERS:
        raise InputError(source, _OTHERS[kind], cure="give .txt or .jsonl")
    try:
        with Path(name).open("rb") as raw, _unpacked(raw) as file:
            yield from _read_articles(file, encoding, _stem(name), source, lines=kind == _LINES)
    except FileNotFoundError:
        raise InputError(source, "no such file or folder") from None


def _read_stdin(encoding: str | None) -> Iterator[Item]:
    """Standard input is JSON Lines when it begins as an object does, else one text."""
    with _unpacked(sys.stdin.buffer) as file:  # type: ignore[arg-type]
        head = file.peek(_HEAD)
        begun = head.decode(encoding_of(head, encoding), "ignore").lstrip("\ufeff \t\r\n")
        lines = _OBJECT.match(begun) is not None
        yield from _read_articles(file, encoding, "stdin", "<stdin>", lines=lines)


def _read_articles(
    file: _File, encoding: str | None, stem: str, source: str, *, lines: bool
) -> Iterator[Item]:
    head = file.peek(_HEAD)
    found = encoding_of(head, encoding)
    check_is_text(head, found, source)
    if lines:
        yield from _read_lines(file, found, stem, source)
        return
    data = file.read(MAX_ARTICLE_BYTES + 1)
    if len(data) > MAX_ARTICLE_BYTES:
        raise InputError(source, _TOO_LONG, cure=_TOO_LONG_CURE)
    yield SourceArticle(id=stem, text=decode(data, found, source), source=source)


def _read_lines(file: _File, encoding: str, stem: str, source: str) -> Iterator[Item]:
    """One article a line; a line that is none costs only itself."""
    offset = 0
    for number, line in enumerate(_raw_lines(file, encoding), start=1):
        place = f"line {number}"
        if len(line) > MAX_ARTICLE_BYTES:
            yield InputError(source, _TOO_LONG, place=place, cure=_TOO_LONG_CURE)
            continue
        try:
            text = decode(line, encoding, source, line=number, offset=offset)
            if text.strip():
                yield article_of_json(text, number=number, stem=stem, source=source)
        except InputError as error:
            yield error
        offset += len(line)


def _raw_lines(file: _File, encoding: str) -> Iterator[bytes]:
    """The lines of a file, of one that is too long no more than its beginning."""
    if encoding.startswith(("utf-16", "utf-32")):
        # A line end is more than one byte: split the text and not the bytes.
        text = io.TextIOWrapper(file, encoding, newline="\n")
        try:
            yield from (line.encode(encoding) for line in text)
        finally:
            text.detach()
        return
    while line := file.readline(MAX_ARTICLE_BYTES + 1):
        yield line
        while len(line) > MAX_ARTICLE_BYTES and not line.endswith(b"\n"):
            line = file.readline(MAX_ARTICLE_BYTES + 1)
