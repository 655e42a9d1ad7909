"""Numbers: value → all the ways to write it."""

from __future__ import annotations

import pytest

from extractor.kinds.numbers import Number, number_at, parse_digits
from extractor.pipeline import Extractor

DIGITS = [
    (14, ["14", "014"]),
    (62000, ["62.000", "62000"]),
    (1290000, ["1.290.000", "1,290,000"]),
    (6.4, ["6,4", "6.4"]),
    (98.655, ["98,655"]),
    (5460.3933, ["5.460,3933"]),
    (0.119, ["0,119", "0.119"]),
    (None, ["1.2.3", "1,1,1,1", "9" * 40, "1.290,5.6"]),
]

WORDS = [
    (21, "hai mươi mốt"),
    (24, "hai mươi tư"),
    (35, "ba mươi lăm"),
    (15, "mười lăm"),
    (105, "một trăm linh năm"),
    (150, "một trăm năm mươi"),
    (305, "ba trăm lẻ năm"),
    (120, "một trăm hai mươi"),
    (1200, "một nghìn hai trăm"),
    (2500000000, "2 tỷ 500 triệu"),
    (1200000000, "1,2 tỉ"),
    (4236180000000, "4236,18 tỷ"),
    (20000, "2 vạn"),
    (60000, "6 vạn"),
    (1500000, "1 triệu rưỡi"),
    (445000000, "445 triệu"),
    (30, "3 chục"),
]

FEW = [(10, "vài chục"), (100, "hàng trăm"), (10000, "hàng chục nghìn"), (1000, "hàng ngàn")]

NO_NUMBER = ["hai năm", "không hai", "hai không", "năm một", "tỷ triệu"]


@pytest.mark.parametrize(("value", "texts"), DIGITS)
def test_digits(value: float | None, texts: list[str]) -> None:
    assert {text: parse_digits(text) for text in texts} == dict.fromkeys(texts, value)


@pytest.mark.parametrize(("value", "text"), WORDS)
def test_words(extractor: Extractor, value: float, text: str) -> None:
    tokens = extractor.grammar.parse(text)
    assert number_at(tokens, 0) == Number(value)
    assert [built.end for built in tokens.found["number"]] == [len(tokens)]


@pytest.mark.parametrize(("value", "text"), FEW)
def test_an_unstated_few(extractor: Extractor, value: int, text: str) -> None:
    assert number_at(extractor.grammar.parse(text), 0) == Number(value, order=True)


@pytest.mark.parametrize("text", NO_NUMBER)
def test_what_is_no_number(extractor: Extractor, text: str) -> None:
    built = extractor.grammar.parse(text).found.get("number", [])
    assert not [b for b in built if b.end - b.start == len(text.split())]
