"""Any string in: no exception, valid offsets, the same values in any composition; linear time."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hostile_text import text_of
from hypothesis import given, settings
from hypothesis import strategies as st
from invariants import check, check_same, places

from extractor.pipeline import Extractor

EXTRACTOR = Extractor(explain=True)

PIECES = [
    *(
        "Công an tỉnh",
        "Quảng Nam",
        "UBND",
        "xã Vũ Lễ",
        "huyện",
        "TP.HCM",
        "Thiếu tướng",
        "đồng chí",
    ),
    *(
        "Nguyễn Văn Mẫu",
        "Giám đốc",
        "14 vụ",
        "6,4kg",
        "2 tỷ 500 triệu đồng",
        "hai mươi mốt",
        "hàng",
    ),
    *(
        "ngày 24/4",
        "24-4-2017",
        "quý II-2022",
        "từ",
        "đến nay",
        "cùng kỳ",
        "sáng",
        "23h15",
        "tháng",
    ),
    *(
        "Nghị định 03/2019/NĐ-CP",
        "thu giữ",
        "bắt",
        "tăng",
        "(",
        ")",
        ",",
        ";",
        "/",
        "-",
        "\n",
        ". ",
    ),
    *("trong đó", "và", "hoà", "Ðảng", "\u200b", "\u0301", "\ufeff", "\r\n", "1,1,1", "%", "<b>"),
]

TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=60).map("".join),
)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_any_string(text: str) -> None:
    check(EXTRACTOR.extract(text, date="2017-06-15"), text)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_composed_and_decomposed_say_the_same(text: str) -> None:
    check_compositions(text, "2017-06-15")


def check_compositions(text: str, date: str | None) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    first, second = (EXTRACTOR.extract(form, date=date) for form in (composed, decomposed))
    check(first, composed)
    check(second, decomposed)
    check_same(first, second)


FOUND = [
    # Found by fuzzing: text and publication date.
    ("bản C 2,\udc00", "2024"),
    ("9/5/2016-8/5/2017 đến 1/1", "0001-01"),
    ("năm 2023ă đến 1/1", "0001-01"),
    ("khu ủy Namibia ", None),
    ("0trại ố\u093c", "2024"),
    ("ấp \u212b\u031b", None),
    ("p\u0301\u0301", "2024"),
]


@pytest.mark.parametrize(("text", "date"), FOUND)
def test_what_fuzzing_found(text: str, date: str | None) -> None:
    check(EXTRACTOR.extract(text, date=date), text)
    check_compositions(text, date)


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from([None, "2017-06-15", "2024", "0001-01", "9999-12-31"]),
)
def test_pieces_of_all_patterns_thrown_together(data: bytes, date: str | None) -> None:
    text = text_of(data)
    check(EXTRACTOR.extract(text, date=date), text)
    check_compositions(text, date)


HOSTILE = {
    "digits and separators": "1,1,1,1,",
    "dots": "1.1.1.",
    "slashes": "1/1/1/1/",
    "one unit head": "Công an ",
    "unit heads": "Phòng Cảnh sát hình sự, Công an tỉnh, ",
    "opening brackets": "(",
    "capitalised words": "Nguyễn Văn Hòa ",
    "lower-case words": "công tác phối hợp ",
    "one word": "a",
    "combining marks": "a\u0301\u0302",
    "commas": ",",
    "numbers": "14 vụ, ",
    "number words": "hai mươi ",
    "dates": "ngày 24/4 ",
    "places": "xã Vũ Lễ, ",
    "officials": "Thiếu tướng Nguyễn Văn Mẫu, Giám đốc ",
    "lines": "Ảnh: M.T\n",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=list(HOSTILE))
def test_time_is_linear(piece: str) -> None:
    """Four times the text takes at most about four times as long."""
    small, large = (piece * (size // len(piece)) for size in (20_000, 80_000))
    EXTRACTOR.extract(small)
    assert seconds(large) < 9 * seconds(small) + 0.1


def seconds(text: str) -> float:
    best = float("inf")
    for _ in range(2):
        before = time.process_time()
        EXTRACTOR.extract(text, date="2017-06-15")
        best = min(best, time.process_time() - before)
    return best


def test_an_empty_text() -> None:
    assert places(EXTRACTOR.extract("")) == []
