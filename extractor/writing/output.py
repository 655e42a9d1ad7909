"""Where results go: standard output, or a file or folder that appears whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from extractor.errors import OutputError
from extractor.writing.formats import STDOUT, STDOUT_NAME, Format, Options, Writer

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
def writing(made: Format, options: Options, output: str | None) -> Iterator[Writer]:
    """A writer to standard output, or to a file or folder that takes its name when all is written.

    Args:
        made: The format to write.
        options: What the writer is asked for.
        output: Path of the output; None or `-` for standard output.

    Raises:
        OutputError: The output cannot be written; of a file or folder nothing is left, or what was
            there.
    """
    if made.is_stream(options, output):
        assert made.make is not None
        with opened(output) as stream:
            writer = made.make(stream, options)
            with _ended(writer):
                yield writer
        return
    assert made.at is not None
    assert output is not None
    target = Path(os.path.realpath(output))
    _check_replaceable(target, output, made)
    with _part_of(target, output) as part:
        writer = made.at(part, options)
        with _ended(writer):
            yield writer


@contextmanager
def opened(path: str | None) -> Iterator[IO[bytes]]:
    """A stream to standard output, or to a file that takes its name when all is written.

    Raises:
        OutputError: The output cannot be written; of a file nothing is left, or what was there.
    """
    if path is None or path == STDOUT:
        with naming_errors(STDOUT_NAME):
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
        return
    target = target_of(path)
    if target is None:
        with naming_errors(path), Path(path).open("wb", _BUFFER) as stream:
            yield stream
        return
    if target.is_dir():
        raise OutputError(path, _CAUSES[errno.EISDIR], cure="give the name of a file")
    with _part_of(target, path) as part, part.open("xb", _BUFFER) as file:
        yield file


@contextmanager
def _ended(writer: Writer) -> Iterator[None]:
    try:
        yield
        writer.close()
    except BaseException:
        with suppress(Exception):  # What went wrong first is what counts.
            writer.discard()
        raise


@contextmanager
def _part_of(target: Path, output: str) -> Iterator[Path]:
    """A path beside the target; what is made there becomes the target, or goes with an error.

    Two runs must not have the same target: what lies at the path is of one that was killed.
    """
    part = target.with_name(f".{target.name}.part")
    _remove(part)
    _recover(target)
    try:
        with naming_errors(output):
            yield part
            for path in (part, *(part.iterdir() if part.is_dir() else ())):
                _sync(path)
            _replace(part, target)
            sync_folder(target.parent)
    finally:
        _remove(part)


def _sync(path: Path) -> None:
    """A name given to a file whose content is not on the disk yet may outlive the content."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _replace(part: Path, target: Path) -> None:
    if not part.is_dir():
        if target.exists():
            part.chmod(stat.S_IMODE(target.stat().st_mode))
        part.replace(target)
        return
    before = _before(target)
    if target.exists():
        # A folder with files cannot be replaced in one step.
        part.chmod(stat.S_IMODE(target.stat().st_mode))
        target.replace(before)
    part.replace(target)
    _remove(before)


def _before(target: Path) -> Path:
    """The name of a folder that is about to be replaced."""
    return target.with_name(f".{target.name}.before")


def _recover(target: Path) -> None:
    """Bring back a folder whose replacement never came, or remove it if it came."""
    before = _before(target)
    if before.is_dir() and not target.exists():
        before.replace(target)
    else:
        _remove(before)


def _remove(path: Path) -> None:
    with suppress(OSError):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def _check_replaceable(target: Path, output: str, made: Format) -> None:
    """Never delete what is not of our making."""
    if not target.exists():
        return
    if not made.folder:
        if not target.is_file():
            raise OutputError(output, "it is no file", cure="give another name")
        return
    if not target.is_dir():
        raise OutputError(output, "it is a file", cure="give the name of a folder")
    with naming_errors(output):
        others = sorted({path.name for path in target.iterdir()} - set(made.folder))
    if others:
        raise OutputError(
            output, f"the folder holds {others[0]!r}, which is not ours", cure="give a new folder"
        )


def target_of(output: str | None) -> Path | None:
    """Where an output comes to lie; None where it is a stream or a device, which cannot wait.

    Args:
        output: Path of the output; None or `-` for standard output.
    """
    if output is None or output == STDOUT:
        return None
    target = Path(os.path.realpath(output))
    if target.exists() and not target.is_dir() and not target.is_file():
        return None
    return target


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk, where the system lets us."""
    with suppress(OSError):  # A folder need not be readable to be written in.
        _sync(folder)


@contextmanager
def naming_errors(source: str) -> Iterator[None]:
    """Name the output in the errors of its disk; a closed pipe stays what it is."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        cause = _CAUSES.get(error.errno or 0) or error.strerror or str(error)
        raise OutputError(source, f"cannot be written: {cause}") from error
