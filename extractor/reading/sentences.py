"""Where sentences begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Protocol

Span = tuple[int, int]

_LONG_WORD = re.compile(r"\S{200,}")
_CLOSING = re.compile(r"[”’\"'»)\].,;:!?/…]+(?=\s|$)|[”’»)\].,;:!?/…]+")
_LAST_WORD = re.compile(r"[^\s(“\"]*\Z")


class _Splitter(Protocol):
    def __call__(self, text: str) -> list[str]: ...


@cache
def _splitter() -> _Splitter:
    # Half a second: only when a text is really split.
    from underthesea import sent_tokenize

    return sent_tokenize  # type: ignore[no-any-return]


def split(
    text: str, lines: list[Span], cuts: list[Span], abbreviations: frozenset[str]
) -> list[Span]:
    """The sentences of ``text``, none longer than its line, the ``cuts`` each one of its own."""
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
    return found


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
    # The splitter looks back over a whole word at each full stop in it: quadratic in its length.
    masked = _LONG_WORD.sub(lambda match: "x" * len(match.group()), stretch)
    # It knows three full stops and not the one character for them.
    masked = masked.replace("\N{HORIZONTAL ELLIPSIS}", ".")
    done = 0
    for piece in _splitter()(masked):
        begin = masked.find(piece, done)
        if begin < 0:
            continue
        done = begin + len(piece)
        yield begin, done


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
