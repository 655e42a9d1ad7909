"""Bytes to text: what encoding they are in, and a clear word where they are in none."""

from __future__ import annotations

import codecs
import re
from functools import cache

from extractor.errors import InputError
from extractor.patterns_dir import builtin_patterns, read_table

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"SQLite format",
)
# Letters that no other language's text in Latin script is full of; combining marks count too.
_VIETNAMESE = re.compile("[\u1ea0-\u1ef9\u01a0\u01a1\u01af\u01b0\u0300-\u0323]")
_PROBE_CHARS = 4096
_PROBE_BYTES = 8192
_LEAST_LEGACY_WORDS = 3
_MISREAD = "UTF-8 read as"
_SURROGATE = re.compile("[\ud800-\udfff]")
_WORD = re.compile(r"[^\s.,;:()\"]+")


def check_encoding(name: str) -> str:
    """The codec of that name.

    Raises:
        LookupError: There is none for text.
    """
    info = codecs.lookup(name)
    if not getattr(info, "_is_text_encoding", True):
        raise LookupError(name)
    return info.name


def encoding_of(head: bytes, asked: str | None) -> str:
    """The encoding to read with: the one asked for, else by byte order mark, else UTF-8."""
    for bom, name in _BOMS:
        if head.startswith(bom) and asked in (None, "utf-8", name):
            return name
    return asked or "utf-8"


def check_is_text(head: bytes, encoding: str, source: str) -> None:
    """Refuse what is no text.

    Raises:
        InputError: The bytes are those of a binary file.
    """
    probe = head[:_PROBE_BYTES]
    wide = encoding.startswith(("utf-16", "utf-32"))
    if probe.startswith(_MAGIC) or (not wide and b"\0" in probe):
        place = "" if probe.startswith(_MAGIC) else f"byte {probe.index(0)}"
        raise InputError(
            source,
            "is a binary file, not text",
            place=place,
            cure="for UTF-16 without a byte order mark give --encoding utf-16-le",
        )


def decode(data: bytes, encoding: str, source: str, *, line: int = 0, offset: int = 0) -> str:
    """The text of ``data``.

    Args:
        data: A file or a line of it.
        encoding: Codec to read with.
        source: Name of the input, for messages.
        line: Number of the line that it is, for messages; 0 for a whole file.
        offset: Where in the file it begins, for messages.

    Raises:
        InputError: A byte cannot be decoded, or the text is in a legacy encoding.
    """
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        at = offset + error.start
        place = f"line {line}, byte {at}" if line else f"byte {at}"
        legacy = legacy_encoding(data.decode("cp1252", errors="replace"))
        cause = f"byte 0x{data[error.start]:02x} is not {_plain(encoding)}"
        if legacy:
            cause += f"; the text looks like {legacy}"
        raise InputError(source, cause, place=place, cure=_cure(legacy)) from None
    if not encoding.startswith("utf-8"):
        text = _SURROGATE.sub("\ufffd", text)
    legacy = legacy_encoding(text)
    if legacy:
        raise InputError(
            source,
            f"the text is garbled: it looks like {legacy}, stored as {_plain(encoding)}"
            if not legacy.startswith(_MISREAD)
            else f"the text is garbled: it is {legacy}",
            place=f"line {line}" if line else "",
            cure="convert it to UTF-8 first",
        )
    return text


def legacy_encoding(text: str) -> str | None:
    """The older encoding that a text without any modern Vietnamese letter looks like."""
    probe = text[:_PROBE_CHARS]
    if probe.isascii() or _VIETNAMESE.search(probe):
        return None
    words = set(_WORD.findall(probe.lower()))
    counts = {name: len(words & known) for name, known in _legacy_words().items()}
    best = max(counts, key=lambda name: counts[name], default=None)
    return best if best and counts[best] >= _LEAST_LEGACY_WORDS else None


@cache
def _legacy_words() -> dict[str, set[str]]:
    words: dict[str, set[str]] = {}
    for row in read_table(builtin_patterns() / "legacy.tsv", "encoding", "word"):
        words.setdefault(row["encoding"], set()).add(row["word"].lower())
    return words


def _plain(encoding: str) -> str:
    return encoding.removesuffix("-sig").upper()


def _cure(legacy: str | None) -> str:
    if legacy is None:
        return "name the encoding with --encoding, or convert it to UTF-8"
    if legacy == "Windows-1258":
        return "give --encoding windows-1258"
    return "convert it to UTF-8 first"
