"""Bytes to text, and what is said where they are none."""

from __future__ import annotations

import codecs
import unicodedata
from pathlib import Path

import pytest

from extractor.errors import InputError
from extractor.reading import legacy
from extractor.reading.encodings import (
    check_encoding,
    check_is_text,
    decode,
    encoding_of,
    readable,
)

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


GARBLED = {
    "TCVN3 (ABC)": "C«ng an huyÖn ®· b¾t c¸c ®èi t­îng cña ®­êng d©y",
    "VNI": "Coâng an huyeän ñaõ baét caùc ñoái töôïng cuûa ñöôøng daây",
    "Windows-1258": "Công an huyêòn ðaÞ bãìt caìc ðôìi týõòng cuÒa ðýõÌng dây",
    "UTF-8 read as Windows-1252": "CÃ´ng an huyá»‡n Ä‘Ã£ báº¯t cá»§a Ä‘Æ°á»£c",
}
TRUE = "Công an huyện đã bắt các đối tượng của đường dây"


@pytest.mark.parametrize(("name", "text"), GARBLED.items(), ids=list(GARBLED))
def test_older_encodings_are_named(name: str, text: str) -> None:
    found = legacy.garbled(text)
    assert found is not None
    assert found.name == name
    with pytest.raises(InputError, match="garbled"):
        readable(decode(text.encode(), "utf-8", "a.txt"), "utf-8", "a.txt")


@pytest.mark.parametrize("codec", ["latin-1", "cp1258", "mac_roman", "cp437"])
def test_wrong_readings_of_utf_8_are_named(codec: str) -> None:
    found = legacy.garbled(TRUE.encode().decode(codec, "replace"))
    assert found is not None
    assert found.name.startswith("UTF-8 read as")
    assert "ftfy" in found.cure


def test_read_wrongly_twice() -> None:
    found = legacy.garbled(legacy.latin(legacy.latin(TRUE.encode()).encode()))
    assert found is not None
    assert found.name == "UTF-8 read as Windows-1252, twice"


def test_a_garbled_part_of_a_good_text_is_found() -> None:
    text = f"{TRUE}. " * 200 + GARBLED["TCVN3 (ABC)"] + f". {TRUE}" * 200
    assert legacy.garbled(text) is not None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("C\ufffdng an t\ufffdnh b\ufffdt c\ufffdc \ufffdối tượng", "U+FFFD"),
        ("C?ng an t?nh b?t c?c đ?i tư?ng c?a đư?ng dây", "letters were lost"),
    ],
)
def test_lost_letters_are_told(text: str, said: str) -> None:
    with pytest.raises(InputError, match="garbled") as caught:
        readable(text, "utf-8", "a.txt")
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("tcvn3", GARBLED["TCVN3 (ABC)"]),
        ("vni", GARBLED["VNI"]),
        ("windows-1258", GARBLED["Windows-1258"]),
    ],
)
def test_the_way_out(encoding: str, text: str) -> None:
    """The option that the message names reads the text, as its own bytes and stored as UTF-8."""
    found = legacy.garbled(text)
    assert found is not None
    assert found.cure == f"give --encoding {encoding}"
    name = check_encoding(encoding)
    for data in (text.encode(), text.encode("cp1252")):
        assert unicodedata.normalize("NFC", readable(decode(data, name, "a"), name, "a")) == TRUE


def test_undecodable_bytes_of_an_older_encoding_name_it() -> None:
    with pytest.raises(InputError, match=r"byte 1: byte 0xab is not UTF-8; .*TCVN3") as caught:
        decode(GARBLED["TCVN3 (ABC)"].encode("cp1252"), "utf-8", "a.txt")
    assert caught.value.cure == "give --encoding tcvn3"


def test_capitals_and_every_letter_of_the_tables() -> None:
    assert legacy.convert("¢Êp B¾c, Y£N B¸I, §iÖn", "tcvn3") == "Ấp Bắc, YÊN BáI, Điện"
    assert legacy.convert("ÑAÊK LAÉK, Yeân Baùi, kyõ, quyù", "vni") == "ĐĂK LẮK, Yên Bái, kỹ, quý"
    vowels = [
        unicodedata.normalize("NFC", letter + mark + tone)
        for letter, marks in {
            "a": "\u0306\u0302",
            "e": "\u0302",
            "o": "\u0302\u031b",
            "u": "\u031b",
        }.items()
        for mark in ("", *marks)
        for tone in ("", *"\u0301\u0300\u0309\u0303\u0323")
    ]
    letters = {letter for letter in (*vowels, *"íìỉĩịýỳỷỹỵđ") if not letter.isascii()}
    for encoding in ("tcvn3", "vni"):
        table, _ = legacy._table(encoding)
        assert letters | {letter.upper() for letter in letters} == set(table.values())


def test_modern_text_is_not_converted() -> None:
    for encoding in ("tcvn3", "vni", "cp1258"):
        with pytest.raises(InputError, match="modern Vietnamese already"):
            readable(TRUE, encoding, "a.txt")


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "Plain English text.",
        "Le président a été élu, là où il était né; ça va très bien, à bientôt.",
        "El niño comió una piña mañana. Größe, Übung, fünf Straßen; þetta er æði.",
        "Ðảng ủy, Ðiện Biên, ðường, ngÆ°á»",  # A mark or two are no garbled text.
        "Dài 3 m², ±5 °C, «trích dẫn» ½ số thứ nhất… 20µg · § 4 ¶ 5 ©",
        "Xem https://a.vn/x?id=1&b=c?d=e. Thật sao? Đâu?Vâng.",
        "",
    ],
)
def test_other_texts_are_left_alone(text: str) -> None:
    assert legacy.garbled(text) is None
    assert readable(decode(text.encode(), "utf-8", "a.txt"), "utf-8", "a.txt") is not None


def test_no_sample_is_taken_for_garbled() -> None:
    samples = Path(__file__).resolve().parent.parent / "samples"
    for path in samples.iterdir():
        assert legacy.garbled(path.read_text(encoding="utf-8")) is None
