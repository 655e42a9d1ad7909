"""The working text that the later steps see, and the way back to the text as it was read.

The working text is composed (NFC) and holds no zero-width characters, no soft hyphens, no unusual
blanks or line ends, no look-alikes of the Vietnamese D with stroke and no halves of surrogate
pairs. The text of nearly every article is so already; then it is used as it is, and the way back
costs nothing.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import NamedTuple

import regex

_REMOVED = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
_BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_LINE_ENDS = "\u000b\u000c\u0085\u2028\u2029"
_D_CAPITAL, _D_SMALL = "\u00d0\u0189", "\u00f0\u0256"
_SURROGATES = "\ud800-\udfff"

_UNCLEAN = re.compile(f"[\r{_REMOVED}{_BLANKS}{_LINE_ENDS}{_D_CAPITAL}{_D_SMALL}{_SURROGATES}]")
_SAME_LENGTH = {
    **{ord(blank): " " for blank in "\u00a0\u1680\u202f\u205f\u3000"},
    **dict.fromkeys(range(0x2000, 0x200B), " "),
    **dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}"),
    **{ord(end): "\n" for end in _LINE_ENDS},
    **{ord(letter): "\u0110" for letter in _D_CAPITAL},
    **{ord(letter): "\u0111" for letter in _D_SMALL},
}
# What changes the length: a character with its marks, at most thirty as in the Stream-Safe Text
# Format of UAX #15 (ordering a long run of marks is quadratic), Hangul in parts, characters that
# stand for another one, characters that vanish, and the two kinds of line ends that become one.
_EDIT = regex.compile(
    rf"\r\n?|[^\p{{M}}\r{_REMOVED}](?:[{_REMOVED}]{{0,4}}\p{{M}}){{1,30}}+"
    r"|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?+|[\uac00-\ud7a3][\u11a8-\u11c2]"
    rf"|[\u2126\u212a\u212b]|[{_REMOVED}]++"
)
_VANISHING = re.compile(f"[{_REMOVED}]")


class _Edits(NamedTuple):
    """The stretches that did not change character by character, in order."""

    work_starts: list[int]
    work_ends: list[int]
    raw_starts: list[int]
    raw_ends: list[int]


class Alignment:
    """A working text and the way back to the raw one."""

    __slots__ = ("_edits", "_identity", "text")

    def __init__(self, text: str, edits: _Edits | None = None) -> None:
        self.text = text
        self._identity = edits is None
        self._edits = edits or _Edits([], [], [], [])

    @property
    def is_identity(self) -> bool:
        """Whether offsets and characters are those of the raw text."""
        return self._identity

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """The span of the raw text that a span of the working text stands for."""
        work_starts, work_ends, raw_starts, raw_ends = self._edits
        if not work_starts:
            return start, end
        at = bisect_right(work_starts, start) - 1
        raw_start = start
        if at >= 0:
            inside = start < work_ends[at]
            raw_start = raw_starts[at] if inside else raw_ends[at] + start - work_ends[at]
        if end <= start:
            return raw_start, raw_start
        at = bisect_left(work_starts, end) - 1
        raw_end = end
        if at >= 0:
            raw_end = raw_ends[at] + max(0, end - work_ends[at])
        return raw_start, raw_end


def align(text: str) -> Alignment:
    """The working text of ``text``, with the way back."""
    if not _UNCLEAN.search(text) and unicodedata.is_normalized("NFC", text):
        return Alignment(text)
    text = text.translate(_SAME_LENGTH)
    pieces: list[str] = []
    edits = _Edits([], [], [], [])
    done = shift = 0
    for match in _EDIT.finditer(text):
        start, end = match.span()
        old = match.group()
        new = _composed(old)
        if new == old:
            continue
        pieces += (text[done:start], new)
        done = end
        if len(new) != len(old) or len(new) > 1:
            edits.work_starts.append(start - shift)
            edits.work_ends.append(start - shift + len(new))
            edits.raw_starts.append(start)
            edits.raw_ends.append(end)
            shift += len(old) - len(new)
    pieces.append(text[done:])
    return Alignment("".join(pieces), edits)


@lru_cache(maxsize=4096)
def _composed(piece: str) -> str:
    if piece[0] == "\r":
        return "\n"
    return unicodedata.normalize("NFC", _VANISHING.sub("", piece))
