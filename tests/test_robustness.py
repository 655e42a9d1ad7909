"""Any string in: no exception, valid offsets, the same values in any composition; linear time."""

from __future__ import annotations

import time
import unicodedata
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.model import KINDS, Article
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


def places(article: Article) -> list[Any]:
    found: list[Any] = []
    for kind in KINDS:
        for entry in getattr(article, kind):
            found += entry.mentions if kind == "officials" else [entry]
    return found


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_any_string(text: str) -> None:
    article = EXTRACTOR.extract(text, date="2017-06-15")
    for entry in places(article):
        assert entry.start < entry.end
        assert text[entry.start : entry.end] == entry.text
    for figure in article.figures:
        assert figure.part_of is None or 0 <= figure.part_of < len(article.figures)
    msgspec.json.encode(article)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_composed_and_decomposed_say_the_same(text: str) -> None:
    texts = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    first, second = (values(EXTRACTOR.extract(one, date="2017-06-15")) for one in texts)
    assert first == second


def values(article: Article) -> list[Any]:
    return [
        *((date.value, date.part, date.role) for date in article.dates),
        *((place.name, place.level, place.province) for place in article.locations),
        *((unit.name, unit.branch, unit.level) for unit in article.units),
        *((official.name, official.rank) for official in article.officials),
        *((f.value, f.max, f.kind, f.by, f.period, f.place) for f in article.figures),
        *((document.type, document.number) for document in article.documents),
    ]


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
