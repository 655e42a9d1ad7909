"""Where results go: standard output, or a file that appears whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from extractor.errors import OutputError

_BUFFER = 256 * 1024
_CAUSES = {
    errno.ENOENT: "its folder does not exist",
    errno.ENOTDIR: "its folder does not exist",
    errno.EACCES: "no permission to write there",
    errno.EPERM: "no permission to write there",
    errno.EROFS: "the disk is read-only",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EFBIG: "the file is too big for this disk",
    errno.EISDIR: "it is a folder",
}


@contextmanager
def opened(path: str | None) -> Iterator[IO[bytes]]:
    """A stream to standard output, or to a file that takes its name when all is written.

    Raises:
        OutputError: The output cannot be written; of a file nothing is left, or what was there.
    """
    if path is None or path == "-":
        with _named("<stdout>"):
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
        return
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise OutputError(path, _CAUSES[errno.EISDIR], cure="give the name of a file")
    if target.exists() and not stat.S_ISREG(target.stat().st_mode):
        with _named(path), target.open("wb", _BUFFER) as stream:
            yield stream
        return
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with _named(path):
            with part.open("xb", _BUFFER) as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            if target.exists():
                part.chmod(stat.S_IMODE(target.stat().st_mode))
            part.replace(target)
    finally:
        with suppress(OSError):
            part.unlink()


@contextmanager
def _named(source: str) -> Iterator[None]:
    """Name the output in the errors of its disk; a closed pipe stays what it is."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        cause = _CAUSES.get(error.errno or 0) or error.strerror or str(error)
        raise OutputError(source, f"cannot be written: {cause}") from error
