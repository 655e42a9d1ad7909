"""What an article's first lines tell."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.errors import PatternError
from extractor.reading.header import HeaderReader

READER = HeaderReader()


@pytest.mark.parametrize(
    ("text", "outlet", "date", "body"),
    [
        (" date 2024-01 (QNO) - Chiều nay 19/1/2024, tại", "Báo Quảng Nam", "2024-01-19", "Chiều"),
        (" date 2022-07 (GLO)- Chiều 27-7, Phó Bí thư", "Báo Gia Lai", "2022-07-27", "Chiều"),
        (" date 2025-01 BBK- Ngày 15/01, Bộ", "Báo Bắc Kạn", "2025-01-15", "Ngày"),
        (" date 2021-05 Sáng 7.5, Công an", None, "2021-05-07", "Sáng"),
        (" date 2021-05 Sáng 30.4, Công an", None, "2021-05", "Sáng"),
        (" date 2021-13 Sáng 30.4, Công an", None, None, "Sáng"),
        ("LSO-Chiều 8.1.2020, Bộ Chỉ huy", "Báo Lạng Sơn", "2020-01-08", "Chiều"),
        ("TPO - Ngày 31/2/2020, Bộ Chỉ huy", "Báo Tiền phong", None, "Ngày"),
        ("(Dân trí) - Tối 5/6, một nhóm", "Báo Dân trí", None, "Tối"),
        ("(XYZ) - Tối 5/6, một nhóm", "XYZ", None, "Tối"),
        ("UBND - Tối 5/6, một nhóm", None, None, "UBND"),
        ("", None, None, ""),
    ],
)
def test_first_words(text: str, outlet: str | None, date: str | None, body: str) -> None:
    header = READER.read(text)
    assert (header.outlet, header.date) == (outlet, date)
    assert text[header.body :].strip().startswith(body)


@pytest.mark.parametrize(
    "line",
    [
        "Thứ sáu, 12/07/2019 - 16:40",
        "12/07/2019 | 16:40",
        "THỨ SÁU, 12/07/2019 | 16:40 GMT+7",
        "16:40 12/07/2019",
        "12-07-2019",
    ],
)
def test_a_line_with_a_day_and_a_time(line: str) -> None:
    for text in (f"{line}\n\nTiêu đề\n\nBản tin.", f"Tiêu đề\n{line}\nBản tin."):
        header = READER.read(text)
        assert header.date == "2019-07-12"
        assert header.title == "Tiêu đề"
        assert header.date_span
        assert text[slice(*header.date_span)] == line


def test_a_title_and_an_outlet_on_one_line() -> None:
    header = READER.read("Ba lực lượng giao ban quý I (QNO) - Chiều 24/4, tại huyện\nHai")
    assert header.title == "Ba lực lượng giao ban quý I"
    assert header.outlet == "Báo Quảng Nam"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Tiêu đề\nBản tin.", "Tiêu đề"),
        ("Tiêu đề \u2013\nBản tin.", "Tiêu đề"),
        ("Chuyện dài...\nBản tin.", "Chuyện dài..."),
        ("Một câu trọn vẹn.\nBản tin.", None),
        ("Chỉ một dòng", None),
        ("dài " * 80 + "\nBản tin.", None),
    ],
)
def test_titles(text: str, title: str | None) -> None:
    assert READER.read(text).title == title


def test_a_folder_of_the_users_adds_outlets(tmp_path: Path) -> None:
    (tmp_path / "outlets.tsv").write_text("code\tname\nXYZ\tBáo Mẫu\n", encoding="utf-8")
    assert HeaderReader([tmp_path]).read("(XYZ) - Sáng 5/6").outlet == "Báo Mẫu"


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("code\nXYZ\n", "line 1: no column 'name'"),
        ("# x\n\ncode\tname\nXYZ\n", "line 4: an empty cell"),
        ("code\tname\nX\tY\tZ\n", "line 2: 3 cells under 2 column names"),
    ],
)
def test_a_broken_table_is_named(tmp_path: Path, table: str, said: str) -> None:
    (tmp_path / "outlets.tsv").write_text(table, encoding="utf-8")
    with pytest.raises(PatternError) as caught:
        HeaderReader([tmp_path])
    assert str(caught.value).startswith(f"{tmp_path}/outlets.tsv, {said}")


@given(st.text(st.sampled_from("date 2024-01/(QNO)-\n.,Sáng:|GMT+"), max_size=80))
def test_any_text_has_a_header(text: str) -> None:
    header = READER.read(text)
    assert 0 <= header.body <= len(text)
    for span in filter(None, (header.title_span, header.date_span)):
        assert 0 <= span[0] < span[1] <= len(text)
