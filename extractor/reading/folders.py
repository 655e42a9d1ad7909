"""Which files are read: those named, and those of folders, each one once.

A file that is reached on several ways (given twice, inside two folders that are given, through
links) is read where it is reached without links, or first. Folders may be of any depth and hold
links that loop. What is remembered grows with the number of links, not of files.
"""

from __future__ import annotations

import difflib
import fnmatch
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from extractor.errors import InputError

STDIN = "-"
_MUCH_THE_SAME = 0.75
_MOST_COMPARED = 10_000


class _Root(NamedTuple):
    """One name that was given."""

    real: str
    is_folder: bool


class _Frame(NamedTuple):
    """A folder that is being read."""

    path: str
    real: str
    linked: bool
    """Whether a link led here or above."""
    names: Iterator[str]
    unusual: dict[str, tuple[bool, bool]]
    """Of what is no plain file: whether it is a folder, whether it is a link."""


class Files:
    """The files to read, in the order of the names; a folder's files sorted by name.

    Iterating gives paths, `-` for standard input, and an error for each folder that cannot be read
    or has nothing to read. Hidden files, files of other suffixes and special files in folders are
    passed over; what is given by name is read whatever it is called.

    Args:
        names: Files, folders and `-`.
        is_readable: Tells by its name whether a file of a folder is read.
        include: Shell patterns, one of which a file of a folder must match: its name, or where the
            pattern has a slash its path below the folder.
        leave_out: A file that is not read: the output.
    """

    def __init__(
        self,
        names: Iterable[str],
        is_readable: Callable[[str], bool],
        include: Sequence[str] = (),
        leave_out: str | None = None,
    ) -> None:
        self._names = tuple(names)
        self._is_readable = is_readable
        self._include = tuple(
            ("/" in pattern, re.compile(fnmatch.translate(pattern)).match) for pattern in include
        )
        self._output = os.path.realpath(leave_out) if leave_out else None
        self._roots = tuple(_Root(os.path.realpath(name), is_folder(name)) for name in self._names)
        self._through_links: set[str] = set()

    def __iter__(self) -> Iterator[str | InputError]:
        """The paths, and what went wrong."""
        for place, name in enumerate(self._names):
            root = self._roots[place]
            if name == STDIN:
                if name not in self._names[:place]:
                    yield name
            elif root.is_folder:
                yield from self._walk(name, place)
            elif not self._read_in_place(root.real, self._roots[:place]):
                yield name

    def _walk(self, name: str, place: int) -> Iterator[str | InputError]:
        """The files of one folder; depth first, without recursion: it may be of any depth."""
        earlier = self._roots[:place]
        empty = True
        top = _open(name, self._roots[place].real, linked=False)
        if isinstance(top, InputError):
            yield top
            return
        stack = [top]
        while stack:
            frame = stack[-1]
            found = next(frame.names, None)
            if found is None:
                stack.pop()
                continue
            folder, link = frame.unusual.get(found, (False, False))
            path, real = f"{frame.path}/{found}", f"{frame.real}/{found}"
            real = os.path.realpath(path) if link else real
            if folder:
                if link and not self._follow(frame, real):
                    continue
                below = _open(path, real, linked=frame.linked or link)
                if isinstance(below, InputError):
                    empty = False
                    yield below
                else:
                    stack.append(below)
            elif self._is_wanted(found, path, len(top.path) + 1):
                empty = False
                if not self._is_read_elsewhere(real, earlier, linked=frame.linked or link):
                    yield path
        if empty:
            yield self._nothing_in(name)

    def _follow(self, frame: _Frame, real: str) -> bool:
        """Whether to go where a link to a folder leads: nowhere twice, and never upwards."""
        if _is_below(frame.real, real) or real in self._through_links:
            return False
        self._through_links.add(real)
        return not any(
            root.is_folder and _is_below(real, root.real) and not _is_hidden(real, root.real)
            for root in self._roots
        )

    def _is_wanted(self, name: str, path: str, top: int) -> bool:
        if not self._is_readable(name) or not self._is_included(name, path[top:]):
            return False
        if self._output and os.path.realpath(path) == self._output:
            return False
        try:
            # Reading a pipe, a socket or a device might never end.
            return stat.S_ISREG(Path(path).stat().st_mode)
        except OSError:
            return True  # Reading it says what is wrong with it.

    def _is_included(self, name: str, below: str) -> bool:
        if not self._include:
            return True
        return any(match(below if whole else name) for whole, match in self._include)

    def _is_read_elsewhere(self, real: str, earlier: Sequence[_Root], *, linked: bool) -> bool:
        if not linked:
            return bool(earlier) and self._read_in_place(real, earlier)
        if not Path(real).is_file():
            return False  # The link leads nowhere: reading it says so.
        if real in self._through_links or self._read_in_place(real, self._roots):
            return True
        self._through_links.add(real)
        return False

    def _read_in_place(self, real: str, roots: Sequence[_Root]) -> bool:
        """Whether a file is reached from one of some roots without a link."""
        for root in roots:
            if real == root.real:
                return True
            if not root.is_folder or not _is_below(real, root.real):
                continue
            below = real[len(root.real) :].lstrip("/")
            name = below.rpartition("/")[2]
            if (
                not _is_hidden(real, root.real)
                and self._is_readable(name)
                and self._is_included(name, below)
            ):
                return True
        return False

    def _nothing_in(self, name: str) -> InputError:
        if self._include:
            cure = "a pattern is for names, with a slash, as in '2024/*', for paths below it"
            return InputError(printable(name), "no file in it matches --include", cure=cure)
        return InputError(
            printable(name),
            "no articles in it",
            cure="they are read from .txt, .jsonl and .html files, or .gz of them",
        )


def near(name: str) -> str:
    """What to do about a name that no file has: a file beside it that is called much the same."""
    wrong = Path(name)
    try:
        names = (path.name for path in islice(wrong.parent.iterdir(), _MOST_COMPARED))
        beside = sorted(name for name in names if name != wrong.name)  # It may be a broken link.
    except (OSError, ValueError):
        return ""
    found = difflib.get_close_matches(wrong.name, beside, 1, _MUCH_THE_SAME)
    return f"did you mean {printable(str(wrong.with_name(found[0])))}?" if found else ""


def printable(name: str) -> str:
    """A file's name as text, also where it is not valid UTF-8."""
    return os.fsencode(name).decode("utf-8", "replace")


def is_folder(name: str) -> bool:
    """Whether a name is that of a folder that can be looked at."""
    try:
        return bool(name) and Path(name).is_dir()
    except (OSError, ValueError):
        return False


def why(error: OSError) -> str:
    """What went wrong with a file or folder."""
    return f"cannot be read: {error.strerror or error}"


def _open(path: str, real: str, *, linked: bool) -> _Frame | InputError:
    names = []
    unusual = {}
    try:
        with os.scandir(path) as scan:
            for entry in scan:
                if not entry.name.startswith("."):
                    names.append(entry.name)
                    folder, link = _is_folder_entry(entry), entry.is_symlink()
                    if folder or link:
                        unusual[entry.name] = folder, link
    except OSError as error:
        return InputError(printable(path), why(error))
    names.sort()
    return _Frame(path.rstrip("/"), real.rstrip("/"), linked, iter(names), unusual)


def _is_folder_entry(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def _is_hidden(real: str, root: str) -> bool:
    """Whether a folder or file below a root is one that is passed over."""
    return "/." in real[len(root.rstrip("/")) :]
