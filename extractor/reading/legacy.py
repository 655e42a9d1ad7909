"""Vietnamese in older encodings, and text that was read wrongly before it came here.

An older text is Latin letters with strange marks: `C«ng an huyÖn` is *Công an huyện* in TCVN3 read
as Latin-1. It is known by everyday words as each encoding, or each wrong reading, writes them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from extractor.patterns_dir import builtin_patterns, read_table

TCVN3, VNI, WINDOWS = "tcvn3", "vni", "cp1258"
ENCODINGS = {TCVN3: "TCVN3 (ABC)", VNI: "VNI", WINDOWS: "Windows-1258"}
"""The older encodings that can be read, and what they are called."""

_LEAST_WORDS = 3
_LEAST_LOST = 4
_LOST_IN = 100
# The letters that modern Vietnamese has and no older encoding read as Latin-1 can show.
_MODERN = re.compile("[\u1ea0-\u1ef9\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0\u0300-\u0323]")
_WORD = re.compile(r"[^\s.,;:()\"]+")
_LOST_LETTER = re.compile(r"[^\W\d_]\?[^\W\d_]")
_LATIN = {chr(code): bytes([code]).decode("cp1252", "replace") for code in range(0x80, 0xA0)}
# The five bytes that Windows-1252 leaves open are read as Latin-1 reads them.
_AS_WINDOWS = {ord(raw): raw if seen == "\ufffd" else seen for raw, seen in _LATIN.items()}
_AS_BYTES = {ord(seen): raw for raw, seen in _AS_WINDOWS.items()}
_HORNS = {"\u0302", "\u0306", "\u031b"}


class Garbled(NamedTuple):
    """What is wrong with a text, and what to do."""

    name: str
    """What it really is."""
    cause: str
    cure: str


def latin(data: bytes) -> str:
    """Bytes as Windows-1252 shows them; every byte is a character."""
    return data.decode("latin-1").translate(_AS_WINDOWS)


def convert(text: str, encoding: str) -> str:
    """What a text in an older encoding says.

    Args:
        text: The text as Windows-1252 shows it.
        encoding: One of `ENCODINGS`.

    Raises:
        ValueError: It is in no such encoding: it holds letters that it cannot hold.
    """
    found = _MODERN.search(text)
    if found:
        message = f"it holds {found.group()!r}: it is modern Vietnamese already"
        raise ValueError(message)
    if encoding == WINDOWS:
        return _reread(text, "cp1258")
    table, search = _table(encoding)
    return search(lambda match: table[match.group()], text)


def _reread(text: str, encoding: str) -> str:
    """The bytes that Windows-1252 shows as a text, in another encoding."""
    return text.translate(_AS_BYTES).encode("latin-1", "replace").decode(encoding, "replace")


def garbled(text: str) -> Garbled | None:
    """What a text really is, if it was read in a wrong encoding or lost letters on its way."""
    lost = text.count("\ufffd")
    if lost >= _LEAST_LOST and lost * _LOST_IN > len(text):
        return _damaged(f"{lost:,} of its characters were lost when it was converted (U+FFFD)")
    asked = len(_LOST_LETTER.findall(text)) if "?" in text else 0
    if asked >= _LEAST_LOST and asked * _LOST_IN > len(text):
        return _damaged(f"{asked:,} of its letters were lost when it was converted (?)")
    known, suspect = _giveaways()
    if not suspect(text):
        return None
    counts: dict[str, int] = {}
    for word in set(_WORD.findall(text)) & known.keys():
        for name in known[word]:
            counts[name] = counts.get(name, 0) + 1
    best = max(counts, key=lambda name: counts[name], default="")
    if counts.get(best, 0) < _LEAST_WORDS:
        return None
    for encoding, name in ENCODINGS.items():
        if name == best:
            return Garbled(name, f"it looks like {name}", f"give --encoding {_asked(encoding)}")
    return Garbled(best, f"it is {best}", "repair it with the program ftfy")


def _damaged(cause: str) -> Garbled:
    return Garbled("damaged", cause, "take it from its source again")


def _asked(encoding: str) -> str:
    return "windows-1258" if encoding == WINDOWS else encoding


@cache
def _table(encoding: str) -> tuple[dict[str, str], Callable[..., str]]:
    rows = read_table(builtin_patterns() / "legacy.tsv", "encoding", "written", "letter")
    table = {row["written"]: row["letter"] for row in rows if row["encoding"] == encoding}
    longest_first = sorted(table, key=len, reverse=True)
    return table, re.compile("|".join(map(re.escape, longest_first))).sub


@cache
def _giveaways() -> tuple[dict[str, set[str]], Callable[[str], object]]:
    """Words that no Vietnamese text holds, with what they give away; and what to look for first."""
    rows = read_table(builtin_patterns() / "common_words.tsv", "word")
    words = [row["word"] for row in rows]
    words += [word.capitalize() for word in words]
    known: dict[str, set[str]] = {}
    for name, write in _writings():
        for word in words:
            for written in write(word):
                if _strange_mark(written) and _WORD.fullmatch(written) and len(written) > 1:
                    known.setdefault(written, set()).add(name)
    for word in words:
        known.pop(word, None)
    marks = {_strange_mark(word) for word in known}
    return known, re.compile("[" + "".join(map(re.escape, sorted(marks))) + "]").search


def _writings() -> Iterator[tuple[str, Callable[[str], list[str]]]]:
    """The ways to write a word wrongly."""
    for encoding in (TCVN3, VNI):
        back: dict[str, str] = {}
        for written, letter in _table(encoding)[0].items():
            back.setdefault(letter, written)
        yield (
            ENCODINGS[encoding],
            lambda word, back=back: [  # type: ignore[misc]
                "".join(back.get(char, char) for char in word)
            ],
        )
    yield ENCODINGS[WINDOWS], _as_windows_1258
    for codec, name in (
        ("cp1252", "Windows-1252"),
        ("latin-1", "Latin-1"),
        ("cp1258", "Windows-1258"),
        ("mac_roman", "Mac Roman"),
        ("cp437", "CP437"),
    ):
        yield (
            f"UTF-8 read as {name}",
            lambda word, codec=codec: [  # type: ignore[misc]
                _misread(word, codec),
                _misread(unicodedata.normalize("NFD", word), codec),
            ],
        )
    yield "UTF-8 read as Windows-1252, twice", lambda word: [latin(latin(word.encode()).encode())]


def _misread(word: str, codec: str) -> str:
    data = word.encode()
    return latin(data) if codec == "cp1252" else data.decode(codec, "replace")


def _as_windows_1258(word: str) -> list[str]:
    """With each tone as a mark of its own, and with letters kept whole that have a place."""
    pairs = []
    for char in unicodedata.normalize("NFC", word):
        letter, tone = unicodedata.normalize("NFD", char)[0], ""
        for mark in unicodedata.normalize("NFD", char)[1:]:
            if mark in _HORNS:
                letter = unicodedata.normalize("NFC", letter + mark)
            else:
                tone = mark
        pairs.append(letter + tone)
    return [_in_windows_1258("".join(pairs)), _in_windows_1258("".join(map(_kept, pairs)))]


def _in_windows_1258(text: str) -> str:
    return latin(text.encode("cp1258", "replace"))


def _kept(pair: str) -> str:
    """A letter with its tone as one character where Windows-1258 has it."""
    composed = unicodedata.normalize("NFC", pair)
    try:
        composed.encode("cp1258")
    except UnicodeEncodeError:
        return pair
    return composed


_OWN = frozenset("àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ")


def _strange_mark(word: str) -> str:
    """A character that no Vietnamese word has there; none in `mét`, `khoâng`, `týõòng`."""
    for place, char in enumerate(word):
        inside = place and char.isupper() and word[place - 1].islower()
        if not char.isascii() and (char not in _OWN or inside):
            return char
    return ""
