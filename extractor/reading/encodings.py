"""Bytes to text: what encoding they are in, and a clear word where they are in none."""

from __future__ import annotations

import codecs
import re

from extractor.errors import InputError
from extractor.reading import legacy

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
_PROBE_BYTES = 8192
_SURROGATE = re.compile("[\ud800-\udfff]")


def check_encoding(name: str) -> str:
    """The name by which `decode` knows an encoding: Python's, `tcvn3` or `vni`.

    Raises:
        LookupError: There is none for text.
    """
    if name.lower() in legacy.ENCODINGS:
        return name.lower()
    info = codecs.lookup(name)
    if not getattr(info, "_is_text_encoding", True):
        raise LookupError(name)
    return info.name


def encoding_of(head: bytes, asked: str | None) -> str:
    """The encoding to read with: the one asked for, else by byte order mark, else UTF-8."""
    if asked in legacy.ENCODINGS:
        return asked
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
    """The text of ``data``; of an older Vietnamese encoding, what `readable` is to convert.

    Args:
        data: A file or a line of it.
        encoding: As `check_encoding` gives it.
        source: Name of the input, for messages.
        line: Number of the line that it is, for messages; 0 for a whole file.
        offset: Where in the file it begins, for messages.

    Raises:
        InputError: A byte cannot be decoded.
    """
    if encoding in legacy.ENCODINGS:
        # Stored as it is, or read as Latin-1 before and stored as UTF-8.
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return legacy.latin(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        at = offset + error.start
        place = f"line {line}, byte {at}" if line else f"byte {at}"
        cause = f"byte 0x{data[error.start]:02x} is not {_plain(encoding)}"
        cure = "name the encoding with --encoding, or convert it to UTF-8"
        found = legacy.garbled(legacy.latin(data))
        if found:
            cause += f"; {found.cause}"
            cure = found.cure
        raise InputError(source, cause, place=place, cure=cure) from None
    return text if encoding.startswith("utf-8") else _SURROGATE.sub("\ufffd", text)


def readable(text: str, encoding: str, source: str, place: str = "") -> str:
    """The text of an article as it is to be worked on, converted if its encoding is an older one.

    Args:
        text: The article as it was decoded.
        encoding: The encoding that it was decoded from.
        source: Name of the input, for messages.
        place: Where in the input it stands, for messages.

    Raises:
        InputError: The text is garbled: it was in another encoding, or lost letters on its way.
    """
    if encoding in legacy.ENCODINGS:
        try:
            text = legacy.convert(text, encoding)
        except ValueError as error:
            cause = f"is not {legacy.ENCODINGS[encoding]}: {error}"
            raise InputError(source, cause, place=place, cure="leave out --encoding") from None
    found = legacy.garbled(text)
    if found:
        raise InputError(
            source, f"the text is garbled: {found.cause}", place=place, cure=found.cure
        )
    return text


def _plain(encoding: str) -> str:
    return encoding.removesuffix("-sig").upper()
