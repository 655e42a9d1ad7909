"""What a run has done so far, kept beside its output until the output is there.

A spool is a hidden file, `.NAME.unfinished`: a line that tells what the results are made with, and
then a record for each article, appended as it is done: the length and the checksum of what
follows, the article's key, the result. A run that is stopped, whatever the way, leaves it; the
same command then reads all inputs again, finds by key what was done, and does the rest. So it need
not matter which inputs changed, came or went since: only a result of the very same article is
found. The output itself is always written from its beginning, and the spool goes when it is
whole.

A record that a power cut tore, in its middle or at the end, fails its checksum, and it and what
follows it are done again. The file is locked as long as its run lives.
"""

from __future__ import annotations

import errno
import fcntl
import os
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import msgspec

from extractor.errors import OutputError
from extractor.model import SCHEMA_VERSION
from extractor.patterns_dir import digest_of_patterns
from extractor.version import __version__
from extractor.writing.output import naming_errors, sync_folder, target_of

KEY_BYTES = 16
_HEAD = struct.Struct("<II")
_LONGEST_FIRST_LINE = 4096
_SECONDS_BETWEEN_SYNCS = 5.0
_FORM = 1
"""Raised whenever the records or their keys change."""
_HELD = (errno.EACCES, errno.EAGAIN)


class MadeWith(msgspec.Struct, frozen=True, kw_only=True):
    """What the results of one spool have in common."""

    patterns: str
    """A digest of all pattern files."""
    explain: bool = False
    version: str = __version__
    schema: int = SCHEMA_VERSION
    form: int = _FORM


_OTHERS = {
    "patterns": "other patterns",
    "explain": "another --explain",
    "version": "another version of extract",
    "schema": "another schema",
    "form": "another version of extract",
}


@contextmanager
def spooled(
    output: str | None,
    patterns: Path | None = None,
    *,
    explain: bool = False,
    restart: bool = False,
) -> Iterator[Spool | None]:
    """The spool of an output, or None where there can be none: for a stream or a device.

    Left without an error, the output is whole, and the spool is deleted.

    Args:
        output: Path of the output; None or `-` for standard output.
        patterns: A folder of pattern files that is laid on top of the built-in ones.
        explain: Whether each entry says how it was found.
        restart: Whether to forget what an earlier run did.

    Raises:
        OutputError: Another run writes the output; the results of an earlier one were made with
            something else; the spool cannot be written.
    """
    target = target_of(output)
    if target is None or output is None:
        yield None
        return
    made_with = MadeWith(patterns=digest_of_patterns(patterns), explain=explain)
    path = target.with_name(f".{target.name}.unfinished")
    with naming_errors(output):
        handle = _locked(path, output)
    try:
        with naming_errors(output):
            if restart:
                os.ftruncate(handle, 0)
            spool = Spool(handle, path, output, made_with)
        try:
            yield spool
            path.unlink(missing_ok=True)
        except BaseException:
            if not spool.count:
                path.unlink(missing_ok=True)
            raise
    finally:
        os.close(handle)


class Spool:
    """The results for one output, found by key.

    Args:
        handle: The file, open to read and append.
        path: Where it lies.
        output: The output, for messages.
        made_with: What the results are made with.

    Raises:
        OutputError: Those that are there were made with something else.
    """

    def __init__(self, handle: int, path: Path, output: str, made_with: MadeWith) -> None:
        self._handle = handle
        self._path = path
        self._output = output
        self._synced = time.monotonic()
        self._first = self._begin(made_with)
        self.count = 0
        """How many results it holds."""
        self._end = os.fstat(handle).st_size
        whole = self._first
        for record in self._records():
            self.count += 1
            whole = record.end
        os.ftruncate(handle, whole)
        self._end = whole
        self._next = self._first
        self._places: dict[bytes, int] | None = None

    def find(self, key: bytes) -> bytes | None:
        """The result of an earlier run for the article with this key.

        As a rule articles come again as they came before, and the next record is the one that is
        asked for. Only when it is not, the places of all are noted.
        """
        record = self._record(self._next)
        if record and record.key != key:
            if self._places is None:
                self._places = {record.key: record.place for record in self._records()}
            record = None
        if record is None and self._places and key in self._places:
            record = self._record(self._places[key])
        if record is None:
            return None
        self._next = record.end
        return record.packed

    def add(self, key: bytes, packed: bytes) -> None:
        """Keep a result.

        Raises:
            OutputError: The disk is full, or fails.
        """
        rest = key + packed
        with naming_errors(self._output):
            self._append(_HEAD.pack(len(rest), crc32(rest)) + rest)
            self.count += 1
            if time.monotonic() - self._synced > _SECONDS_BETWEEN_SYNCS:
                os.fsync(self._handle)
                sync_folder(self._path.parent)
                self._synced = time.monotonic()

    def _begin(self, made_with: MadeWith) -> int:
        """Read or write the first line; where the records begin."""
        line, found, _ = os.pread(self._handle, _LONGEST_FIRST_LINE, 0).partition(b"\n")
        if not found:  # A new file, or one whose first line was never written whole.
            os.ftruncate(self._handle, 0)
            line = msgspec.json.encode(made_with)
            self._append(line + b"\n")
        told = msgspec.json.decode(line, type=dict[str, Any])
        asked = msgspec.to_builtins(made_with)
        others = [_OTHERS[name] for name in asked if told.get(name) != asked[name]]
        if others:
            raise OutputError(
                self._output,
                f"a run that was stopped used {' and '.join(dict.fromkeys(others))}",
                cure="go on with the same as it, or start over with --restart",
            )
        return len(line) + 1

    def _append(self, data: bytes) -> None:
        while data:
            data = data[os.write(self._handle, data) :]

    def _records(self) -> Iterator[_Record]:
        """All records, up to the first that is torn."""
        place = self._first
        while record := self._record(place):
            yield record
            place = record.end

    def _record(self, place: int) -> _Record | None:
        """The record at a place; None at the end, or where none was written whole."""
        head = os.pread(self._handle, _HEAD.size, place)
        if len(head) < _HEAD.size:
            return None
        length, checksum = _HEAD.unpack(head)
        start = place + _HEAD.size
        end = start + length
        if length < KEY_BYTES or end > self._end:
            return None
        rest = os.pread(self._handle, length, start)
        if len(rest) < length or crc32(rest) != checksum:
            return None
        return _Record(rest[:KEY_BYTES], rest[KEY_BYTES:], place, end)


class _Record(NamedTuple):
    key: bytes
    packed: bytes
    place: int
    end: int


def _locked(path: Path, output: str) -> int:
    """Open and lock the file, which a run that ends just now may delete."""
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o666)
        try:
            # A lock of this process alone, which its workers do not inherit.
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in _HELD:
                os.close(handle)
                raise OutputError(
                    output, "another run is writing it", cure="wait for its end, or name another"
                ) from None
            # A file system without locks.
        with suppress(FileNotFoundError):
            if os.path.samestat(path.stat(), os.fstat(handle)):
                return handle
        os.close(handle)
