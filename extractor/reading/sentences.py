"""Where sentences begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Protocol

Span = tuple[int, int]

_STOP = re.compile("[.?!\N{HORIZONTAL ELLIPSIS}]+")
_LONGEST_WORD = 200
_LONGEST_SENTENCE = 1500
_CLOSING = re.compile(r"[”’\"'»)\].,;:!?/…]+(?=\s|$)|[”’»)\].,;:!?/…]+")
_LAST_WORD = re.compile(r"[^\s(“\"]*\Z")


class _Splitter(Protocol):
    def __call__(self, text: str) -> list[str]: ...


@cache
def _splitter() -> _Splitter:
    """The splitter of underthesea, loaded when a text is really split.

    Its file is loaded by itself: the package would load all that its models need, which takes half
    a second and 50 MB. Where the file is not where it was, the package is imported.
    """
    package = find_spec("underthesea")
    for folder in (package and package.submodule_search_locations) or ():
        file = Path(folder, "pipeline", "sent_tokenize", "__init__.py")
        spec = spec_from_file_location("_underthesea_sent_tokenize", file)
        if file.exists() and spec is not None and spec.loader is not None:
            module = module_from_spec(spec)
            with suppress(ImportError, AttributeError):
                spec.loader.exec_module(module)
                return module.sent_tokenize  # type: ignore[no-any-return]
    from underthesea import sent_tokenize

    return sent_tokenize  # type: ignore[no-any-return]


def split(
    text: str, lines: list[Span], cuts: list[Span], abbreviations: frozenset[str]
) -> list[Span]:
    """The sentences of ``text``, none longer than its line, the ``cuts`` each one of its own.

    A sentence of more than 1,500 characters is taken apart: it is a table or a list, and what looks
    over a sentence from each of its figures must not look over a whole article.
    """
    found: list[Span] = []
    at = 0
    for start, end in lines:
        begin = start
        while at < len(cuts) and cuts[at][1] <= end:
            cut_start, cut_end = cuts[at]
            at += 1
            found += _sentences(text, begin, cut_start, abbreviations)
            found.append((cut_start, cut_end))
            begin = cut_end
        found += _sentences(text, begin, end, abbreviations)
    if any(end - start > _LONGEST_SENTENCE for start, end in found):
        found = [part for start, end in found for part in _parts(text, start, end)]
    return found


def _parts(text: str, start: int, end: int) -> Iterator[Span]:
    """A sentence cut behind marks, else between words, else anywhere, so that no part is long."""
    while end - start > _LONGEST_SENTENCE:
        low, high = start + _LONGEST_SENTENCE // 2, start + _LONGEST_SENTENCE
        marks = (text.rfind(mark, low, high) for mark in (";", ",", " "))
        at = next((mark + 1 for mark in marks if mark >= 0), high)
        stop = at - (text[at - 1] == " ")
        yield start, stop
        start = at
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield start, end


def _sentences(text: str, start: int, end: int, abbreviations: frozenset[str]) -> Iterator[Span]:
    """The sentences of one line or part of a line."""
    stretch = text[start:end]
    if not stretch or stretch.isspace():
        return
    open_start = open_end = -1
    for place, stop in _pieces(stretch):
        begin = place
        if open_start >= 0:
            closing = _CLOSING.match(stretch, begin, stop)
            if closing:
                open_end = closing.end()
                begin = stop - len(stretch[open_end:stop].lstrip())
                if begin >= stop:
                    continue
            if _goes_on(stretch, open_end, begin, abbreviations):
                open_end = stop
                continue
            yield start + open_start, start + open_end
        open_start, open_end = begin, stop
    if open_start >= 0:
        yield start + open_start, start + open_end


def _pieces(stretch: str) -> Iterator[Span]:
    """What the splitter takes for sentences, with their places."""
    begin = len(stretch) - len(stretch.lstrip())
    last = len(stretch.rstrip())
    for end in _ends(stretch):
        if begin < end < last:
            yield begin, end
            begin = end
            while stretch[begin].isspace():
                begin += 1
    if begin < last:
        yield begin, last


def _ends(stretch: str) -> Iterator[int]:
    """Where the splitter ends sentences.

    It walks over every character, and over a whole word again at each full stop in it. So it is
    shown only the words that hold a stop, each with the character that follows.
    """
    shown: list[str] = []
    places: list[tuple[int, int, int]] = []
    size = done = 0
    for mark in _STOP.finditer(stretch):
        if mark.start() < done:
            continue
        begin = stretch.rfind(" ", 0, mark.start()) + 1
        done = stretch.find(" ", mark.end())
        done = len(stretch) if done < 0 else done
        if done - begin <= _LONGEST_WORD:
            word = f"{stretch[begin:done]} {stretch[done : done + 4].strip()[:1]} "
            shown.append(word)
            places.append((size, size + done - begin, begin))
            size += len(word)
    if not shown:
        return
    # It knows three full stops and not the one character for them.
    text = "".join(shown).replace("\N{HORIZONTAL ELLIPSIS}", ".")
    at = place = 0
    for piece in _splitter()(text):
        at = text.find(piece, at) + len(piece)
        while place < len(places) and places[place][1] < at:
            place += 1
        if place < len(places) and places[place][0] < at:
            yield places[place][2] + at - places[place][0]


def _goes_on(stretch: str, end: int, begin: int, abbreviations: frozenset[str]) -> bool:
    """Whether the splitter cut a sentence in two between ``end`` and ``begin``."""
    following = stretch[begin]
    if following.islower():
        return True
    if stretch[end - 1] == ".":
        last = _LAST_WORD.search(stretch, max(0, end - 12), end - 1)
        if last and last.group().lower() in abbreviations:
            return True
    if end < begin:
        return False
    # No blank between them: "VOV.VN", "St.Regis"; but "…Lào.Theo" is two sentences.
    return not (
        following.isupper()
        and begin + 1 < len(stretch)
        and stretch[begin + 1].islower()
        and end > 3
        and stretch[end - 2].islower()
        and stretch[end - 3].islower()
    )
