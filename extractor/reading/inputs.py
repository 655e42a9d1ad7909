"""Files, folders and standard input: a stream of articles, and of what could not be read.

Nothing is held but the article at hand. A failure is an item of the stream, not its end.
"""

from __future__ import annotations

import gzip
import io
import re
import stat
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import AnyStr

import msgspec

from extractor.errors import InputError
from extractor.reading.article import (
    MAX_ARTICLE_CHARS,
    SourceArticle,
    article_of_json,
    check_length,
    too_long,
)
from extractor.reading.encodings import check_is_text, decode, encoding_of, readable
from extractor.reading.folders import STDIN, Files, near, printable, why
from extractor.reading.html import article_of_page, encoding_of_page, unescaped
from extractor.reading.legacy import ENCODINGS as OLDER

Item = SourceArticle | InputError
_File = io.BufferedReader | gzip.GzipFile

MAX_BYTES = 6 * MAX_ARTICLE_CHARS
"""An article's file or line is no longer: in JSON, a character takes six bytes at most."""

_TEXT, _LINES, _PAGE, _OTHER_PAGE = ".txt", ".jsonl", ".html", ".htm"
_PAGES = (_PAGE, _OTHER_PAGE)
_READABLE = (_TEXT, _LINES, *_PAGES)
_OTHERS = {
    ".json": "JSON is read as JSON Lines, one article a line, from a .jsonl file",
    ".pdf": "PDF cannot be read",
    ".doc": "Word files cannot be read",
    ".docx": "Word files cannot be read",
}
_OBJECT = re.compile(r"\{\s*(?:\"|$)")
_PAGE_BEGINS = re.compile(r"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
UTF_8 = "utf-8"
_GZIP = b"\x1f\x8b"
_HEAD = 8192


class Tally(msgspec.Struct):
    """How far the reading is."""

    bytes: int = 0
    """What was read of files, as they lie on the disk."""


def total_bytes(
    names: Iterable[str], leave_out: str | None = None, include: Sequence[str] = ()
) -> int | None:
    """How many bytes `read_inputs` reads of the same inputs; None where only reading tells."""
    total = 0
    for found in Files(names, _is_readable, include, leave_out):
        if found == STDIN:
            return None
        if isinstance(found, str):
            with suppress(OSError):
                status = Path(found).stat()
                if not stat.S_ISREG(status.st_mode):
                    return None
                total += status.st_size
    return total


def read_inputs(
    names: Iterable[str],
    encoding: str | None = None,
    leave_out: str | None = None,
    include: Sequence[str] = (),
    tally: Tally | None = None,
) -> Iterator[Item]:
    """The articles of files, folders and `-`, in the order of the names, each file once.

    Args:
        names: Paths; a folder stands for the articles in it and below it, sorted by name.
        encoding: Encoding to read with, as `check_encoding` gives it; otherwise a byte order mark
            or the page itself tells, or it is UTF-8.
        leave_out: A file that is not read though its folder is: the output of an earlier run.
        include: Shell patterns; of a folder's files, those are read that match one.
        tally: Counts what is read.
    """
    tally = tally or Tally()
    for found in Files(names, _is_readable, include, leave_out):
        if isinstance(found, InputError):
            yield found
        elif found == STDIN:
            yield from _guarded("<stdin>", _read_stdin(encoding))
        else:
            yield from _guarded(printable(found), _read_file(found, encoding, tally))


def _is_readable(name: str) -> bool:
    return _kind(name) in _READABLE


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
    return why(error) if isinstance(error, OSError) else f"cannot be read: {error}"


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


def _read_file(name: str, encoding: str | None, tally: Tally) -> Iterator[Item]:
    kind, source = _kind(name), printable(name)
    if not name:
        raise InputError(repr(name), "no such file or folder")
    if kind in _OTHERS:
        raise InputError(source, _OTHERS[kind], cure="give .txt, .jsonl or .html")
    try:
        with Path(name).open("rb") as raw, _unpacked(raw) as file:
            before = tally.bytes
            for item in _read_articles(file, encoding, _stem(name), source, kind):
                tally.bytes = before + raw.tell()
                yield item
    except FileNotFoundError:
        raise InputError(source, "no such file or folder", cure=near(name)) from None


def _read_stdin(encoding: str | None) -> Iterator[Item]:
    """Standard input is JSON Lines or a page when it begins as one does, else one text."""
    with _unpacked(sys.stdin.buffer) as file:  # type: ignore[arg-type]
        head = file.peek(_HEAD)
        found = encoding_of(head, encoding)
        codec = found if found.startswith(("utf-16", "utf-32")) else "utf-8"
        begun = head.decode(codec, "ignore").lstrip("\ufeff \t\r\n")
        kind = _PAGE if _PAGE_BEGINS.match(begun) else _TEXT
        kind = _LINES if _OBJECT.match(begun) else kind
        yield from _read_articles(file, encoding, "stdin", "<stdin>", kind)


def _read_articles(
    file: _File, encoding: str | None, stem: str, source: str, kind: str
) -> Iterator[Item]:
    head = file.peek(_HEAD)
    found = encoding_of(head, encoding or (encoding_of_page(head) if kind in _PAGES else None))
    check_is_text(head, found, source)
    if kind == _LINES:
        yield from _read_lines(file, found, stem, source)
        return
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise too_long(source)
    text = decode(data, found, source)
    if kind not in _PAGES:
        yield _checked(SourceArticle(id=stem, text=text, source=source), found, source)
        return
    if found in OLDER:
        # What finds the article in a page drops marks that are letters there.
        text, found = readable(unescaped(text), found, source), UTF_8
    yield _checked(article_of_page(text, stem=stem, source=source), found, source)


def _checked(article: SourceArticle, encoding: str, source: str, place: str = "") -> SourceArticle:
    """The article, its text as it is to be worked on; or an `InputError`."""
    check_length(article.text, source, place)
    text = readable(article.text, encoding, source, place)
    if text is article.text:
        return article
    title = article.title and readable(article.title, encoding, source, place)
    return msgspec.structs.replace(article, text=text, title=title)


def _read_lines(file: _File, encoding: str, stem: str, source: str) -> Iterator[Item]:
    """One article a line; a line that is none costs only itself."""
    for number, (offset, line) in enumerate(_raw_lines(file, encoding), start=1):
        place = f"line {number}"
        try:
            if len(line) > MAX_BYTES:
                raise too_long(source, place)
            text = decode(line, encoding, source, line=number, offset=offset)
            if text.strip():
                article = article_of_json(text, number=number, stem=stem, source=source)
                yield _checked(article, encoding, source, place)
        except InputError as error:
            yield error


def _raw_lines(file: _File, encoding: str) -> Iterator[tuple[int, bytes]]:
    """The lines of a file with their offsets; of one that is too long, only its beginning."""
    if not encoding.startswith(("utf-16", "utf-32")):
        yield from _bounded(file.readline, b"\n")
        return
    # A line end is more than one byte: split the text and not the bytes.
    text = io.TextIOWrapper(file, encoding, newline="\n")
    try:
        for offset, line in _bounded(text.readline, "\n"):
            yield offset, line.encode(encoding)
    finally:
        text.detach()


def _bounded(read_line: Callable[[int], AnyStr], end: AnyStr) -> Iterator[tuple[int, AnyStr]]:
    offset = 0
    while line := read_line(MAX_BYTES + 1):
        yield offset, line
        offset += len(line)
        while len(line) > MAX_BYTES and not line.endswith(end):
            line = read_line(MAX_BYTES + 1)
            offset += len(line)
