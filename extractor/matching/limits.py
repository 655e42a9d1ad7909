"""Limits on a folder of the user's: what it may hold, how large it is, how long a rule may take.

A pattern file is data. It is read only if it is a file of its folder and not a link out of it; it
holds no code; and a rule that takes too long on a text is stopped. The built-in patterns are far
inside of these limits.
"""

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Callable
from pathlib import Path

import regex

from extractor.errors import PatternError

MAX_FILES = 500
MAX_FILE_BYTES = 4_000_000
MAX_RULES = 1_000
MAX_PHRASES = 200_000
MAX_PHRASE_CHARS = 200
MAX_PARTS = 2_000
"""Words, slots and looks in a rule, its sub-patterns put in."""
MAX_DEPTH = 30
"""Brackets and sub-patterns inside of each other."""
MAX_SECONDS = 2.0
"""What a rule may take on one text; ordinary rules take thousandths of a second."""

_FOLDERS = {"lexicon": ".tsv", "gazetteer": ".tsv", "rules": ".toml", "": ".tsv"}
_CONTROLS = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f]")
_TABLE_NAME = re.compile(r"[a-z][a-z0-9_]*")


def check_folder(folder: Path) -> None:
    """Refuse a folder of pattern files before anything in it is read.

    Raises:
        PatternError: A file of it is a link out of it, no plain file, or too large; or there are
            too many.
    """
    real = os.path.realpath(folder)
    count = 0
    for name, suffix in _FOLDERS.items():
        below = folder / name
        if not below.is_dir():
            continue
        for path in sorted(below.iterdir()):
            if path.suffix != suffix:
                continue
            count += 1
            if count > MAX_FILES:
                cause = f"more than {MAX_FILES:,} pattern files"
                raise PatternError(str(folder), cause, cure="put them together into fewer")
            _check_file(path, real, is_table=suffix == ".tsv" and bool(name))


def _check_file(path: Path, folder: str, *, is_table: bool) -> None:
    target = os.path.realpath(path)
    if not target.startswith(folder.rstrip("/") + "/"):
        raise PatternError(str(path), "is a link out of its folder", cure="copy the file into it")
    try:
        status = path.stat()
    except OSError as error:
        raise PatternError(str(path), f"cannot be read: {error.strerror}") from None
    if not stat.S_ISREG(status.st_mode):
        raise PatternError(str(path), "is no file", cure="put a file there, or take it away")
    if status.st_size > MAX_FILE_BYTES:
        cause = f"is larger than {MAX_FILE_BYTES // 1_000_000} MB"
        raise PatternError(str(path), cause, cure="split it, or leave out what is not needed")
    if is_table and not _TABLE_NAME.fullmatch(path.stem):
        cause = f"{path.stem!r} can be no tag"
        raise PatternError(str(path), cause, cure="name it with small letters, digits and _")


def check_table(path: Path) -> None:
    """Refuse a table of the user's with phrases that can be none.

    Raises:
        PatternError: A phrase is empty, too long, or holds control characters.
    """
    rows = 0
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), 1):
        if line.startswith("#") or not line or line.isspace():
            continue
        rows += 1
        phrase = line.rstrip("\r").partition("\t")[0]
        cause = ""
        if not phrase.strip():
            cause = "an empty phrase"
        elif len(phrase) > MAX_PHRASE_CHARS:
            cause = f"a phrase longer than {MAX_PHRASE_CHARS} characters"
        elif _CONTROLS.search(line):
            cause = "a control character"
        if cause and rows > 1:
            raise PatternError(str(path), cause, place=f"line {number}", cure="mend or drop it")


class OutOfTimeError(Exception):
    """A rule takes too long on a text."""


class TimedMatch:
    """A match function that stops a rule which takes too long on one text.

    Args:
        source: The regular expression.
    """

    def __init__(self, source: str) -> None:
        self._match: Callable[..., re.Match[str] | None] = regex.compile(source).match
        self._text = ""
        self._left = MAX_SECONDS

    def __call__(self, text: str, position: int) -> re.Match[str] | None:
        """The match at a position, if there is one.

        Raises:
            OutOfTimeError: It takes too long.
        """
        if text is not self._text:
            self._text, self._left = text, MAX_SECONDS
        began = time.monotonic()
        try:
            return self._match(text, position, timeout=max(self._left, 0.001))
        except TimeoutError:
            raise OutOfTimeError from None
        finally:
            self._left -= time.monotonic() - began
