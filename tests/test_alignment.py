"""The working text, and the way back to the text as it was read."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.reading.alignment import align

VIETNAMESE = (
    "aăâeêioôơuưyđ AĂÂEÊIOÔƠUƯYĐ.,0123áàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
)
vietnamese = st.text(st.sampled_from(VIETNAMESE), max_size=60)
unclean = st.text(
    st.sampled_from(
        VIETNAMESE + "\u200b\u00ad\ufeff\u00a0\u2003\u00d0\u0110\r\n\u0301\u0323\u0302"
    ),
    max_size=60,
)


def test_clean_text_is_used_as_it_is() -> None:
    text = "Chiều 24/4, tại huyện Núi Thành\nCông an tỉnh"
    alignment = align(text)
    assert alignment.text is text
    assert alignment.is_identity
    assert alignment.to_raw(6, 10) == (6, 10)


@pytest.mark.parametrize(
    ("raw", "working"),
    [
        ("Co\u0302ng an", "Công an"),
        ("Vie\u0323\u0302t", "Việt"),
        ("Vie\u0302\u0323t", "Việt"),
        ("Vi\u00ea\u0323t", "Việt"),
        ("Công\u00a0an\u2003tỉnh", "Công an tỉnh"),
        ("Cô\u200bng\u00ad an\ufeff", "Công an"),
        ("N\u00d0-CP \u0189à", "NĐ-CP Đà"),
        ("một\r\nhai\rba\u2028bốn", "một\nhai\nba\nbốn"),
        ("e\u200b\u0302", "ê"),
    ],
)
def test_working_text(raw: str, working: str) -> None:
    assert align(raw).text == working


@pytest.mark.parametrize(
    ("raw", "word", "stretch"),
    [
        ("Co\u0302ng an ti\u0309nh", "an tỉnh", "an ti\u0309nh"),
        ("\ufeffCông an", "Công", "Công"),
        ("Cô\u200bng an", "Công", "Cô\u200bng"),
        ("một\r\nhai", "hai", "hai"),
        ("số\u200b 5", "5", "5"),
    ],
)
def test_way_back(raw: str, word: str, stretch: str) -> None:
    alignment = align(raw)
    start = alignment.text.index(word)
    raw_start, raw_end = alignment.to_raw(start, start + len(word))
    assert raw[raw_start:raw_end] == stretch


@given(st.one_of(unclean, st.text(max_size=60)))
def test_spans_are_valid_for_any_text(raw: str) -> None:
    alignment = align(raw)
    size = len(alignment.text)
    last = 0
    for at in range(size):
        start, end = alignment.to_raw(at, at + 1)
        assert last <= start < end <= len(raw)
        last = start
    assert alignment.to_raw(0, size)[1] <= len(raw)


@given(unclean)
def test_a_span_read_again_gives_the_same_words(raw: str) -> None:
    alignment = align(raw)
    for at in range(len(alignment.text)):
        start, end = alignment.to_raw(at, at + 1)
        assert alignment.text[at] in align(raw[start:end]).text


@given(vietnamese)
def test_composed_and_decomposed_text_are_the_same(text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert align(composed).text == align(decomposed).text == composed


@pytest.mark.parametrize("unit", ["\u0301\u0323", "a\u0301\u0323", "\u200b", "\r", "e\u0323\u0302"])
def test_hostile_text_takes_linear_time(unit: str) -> None:
    text = unit * (300_000 // len(unit))
    began = time.process_time()
    align(text)
    assert time.process_time() - began < 3
