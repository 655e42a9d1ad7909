"""Bytes to text, and what is said where they are none."""

from __future__ import annotations

import codecs

import pytest

from extractor.errors import InputError
from extractor.reading.encodings import check_is_text, decode, encoding_of, legacy_encoding

TEXT = "Công an tỉnh bắt 3 đối tượng"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
    ],
)
def test_modern_encodings_are_told_apart(data: bytes) -> None:
    assert decode(data, encoding_of(data, None), "a.txt") == TEXT


def test_the_encoding_asked_for_is_used() -> None:
    data = "Công".encode("windows-1258")
    assert decode(data, encoding_of(data, "windows-1258"), "a.txt") == "Công"


def test_an_undecodable_byte_is_named_with_its_place() -> None:
    with pytest.raises(InputError) as caught:
        decode(b"abc\xff", "utf-8", "a.txt")
    assert str(caught.value).startswith("a.txt, byte 3: byte 0xff is not UTF-8")
    assert "--encoding" in str(caught.value)


def test_a_binary_file_is_refused() -> None:
    for data in (b"abc\0def", b"%PDF-1.7", b"PK\x03\x04"):
        with pytest.raises(InputError, match="binary"):
            check_is_text(data, "utf-8", "a.txt")


@pytest.mark.parametrize(
    ("garbled", "name"),
    [
        ("C«ng an huyÖn ®· b¾t c¸c ®èi t­îng cña ®­êng d©y", "TCVN3 (ABC)"),
        ("Coâng an huyeän ñaõ baét caùc ñoái töôïng cuûa ñöôøng daây", "VNI"),
        ("Công an huyêòn ðaÞ bãìt caìc ðôìi týõòng cuÒa ðýõÌng dây", "Windows-1258"),
        ("CÃ´ng an huyá»‡n Ä‘Ã£ báº¯t cá»§a Ä‘Æ°á»£c", "UTF-8 read as Windows-1252"),
    ],
)
def test_older_encodings_are_named(garbled: str, name: str) -> None:
    assert legacy_encoding(garbled) == name
    with pytest.raises(InputError, match="garbled"):
        decode(garbled.encode(), "utf-8", "a.txt")


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "Plain English text.",
        "Le président a été élu, là où il était né; ça va très bien, à bientôt.",
        "El niño comió una piña mañana.",
        "",
    ],
)
def test_other_texts_are_left_alone(text: str) -> None:
    assert legacy_encoding(text) is None
    assert decode(text.encode(), "utf-8", "a.txt") == text
