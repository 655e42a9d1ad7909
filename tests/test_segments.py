"""Paragraphs, sentences, captions, credits and bylines."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.reading import sentences as splitting
from extractor.reading.segments import Segmenter

SEGMENTER = Segmenter()


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in SEGMENTER.segment(text).sentences]


def labelled(text: str, label: str) -> list[str]:
    parts = SEGMENTER.segment(text).labelled
    return [text[part.start : part.end] for part in parts if part.label == label]


@pytest.mark.parametrize(
    "parts",
    [
        ["Sáng 5/6, tại TP. Huế có mưa.", "Chiều tạnh."],
        ["Thu 4.912,64 gam và 1.290 viên.", "Ngày 7.5.2020, khởi tố."],
        ["Ông nói: “Phải làm ngay.”", "Sau đó ông về."],
        ["Vụ án đang được mở rộng./.", "Kết thúc."],
        ["Anh ở P. Núi Sam, TX. Tân Châu.", "Chị ở xã Vĩnh Tế."],
        ["Có hay không?!", "Không…", "Có."],
        ["Theo VOV.VN, vụ việc đã rõ.", "Hết."],
        ["Tàu 1.500 tấn. neo ở cảng.", "Hết."],
    ],
)
def test_sentences(parts: list[str]) -> None:
    assert sentences(" ".join(parts)) == parts


def test_a_missing_blank_does_not_join_sentences() -> None:
    assert sentences("Bắt hai người Lào.Theo điều tra, họ khai.") == [
        "Bắt hai người Lào.",
        "Theo điều tra, họ khai.",
    ]


def test_a_line_end_always_ends_a_sentence() -> None:
    assert sentences("Tiêu đề không chấm\n\nCâu một.\r\nCâu hai") == [
        "Tiêu đề không chấm",
        "Câu một.",
        "Câu hai",
    ]


@pytest.mark.parametrize(
    ("text", "credit", "caption"),
    [
        ("Quang cảnh hội nghị. Ảnh: M.T", "Ảnh: M.T", "Quang cảnh hội nghị."),
        ("Quang cảnh hội nghị. Ảnh: LÊ AN", "Ảnh: LÊ AN", "Quang cảnh hội nghị."),
        ("Tang vật vụ án (Ảnh: Lê An)", "(Ảnh: Lê An)", "Tang vật vụ án"),
        ("Tang vật vụ án (ảnh: CA cung cấp)", "(ảnh: CA cung cấp)", "Tang vật vụ án"),
        ("Tàu tuần tra. - Ảnh: T.TR", "Ảnh: T.TR", "Tàu tuần tra."),
        ("Tang vật. (Nguồn: AFP/TTXVN)", "(Nguồn: AFP/TTXVN)", "Tang vật."),
        ("Tang vật. Ảnh: Công an cung cấp.", "Ảnh: Công an cung cấp", "Tang vật."),
        ("Tang vật. Ảnh: Lê An/TTXVN", "Ảnh: Lê An/TTXVN", "Tang vật."),
        # The picture's text and the news on one line.
        ("Hai đối tượng. Ảnh: Lê An Sáng nay, họ bị bắt.", "Ảnh: Lê An", "Hai đối tượng."),
        ("Hai đối tượng. Ảnh: CTV Sáng nay (24.6), họ", "Ảnh: CTV", "Hai đối tượng."),
        ("Hai đối tượng. Ảnh: T.L 6.000 người xem", "Ảnh: T.L", "Hai đối tượng."),
    ],
)
def test_credits_and_captions(text: str, credit: str, caption: str) -> None:
    text = f"Tiêu đề\n{text}\nCâu cuối cùng."
    assert labelled(text, "credit") == [credit]
    assert labelled(text, "caption") == [caption]
    assert credit in sentences(text)


@pytest.mark.parametrize(
    "text",
    [
        "Tin báo: Nguyễn Văn Mẫu đã khai nhận.",
        "Hình ảnh: đẹp và rõ.",
        "Nguồn tin: công an tỉnh.",
        "Có 3 ảnh, gồm: ảnh thẻ",
    ],
)
def test_no_credits(text: str) -> None:
    assert labelled(f"Tiêu đề\n{text}\nCâu cuối cùng.", "credit") == []


@pytest.mark.parametrize(
    "byline",
    [
        "MINH NGUYỄN",
        "Viết Tuyên - Minh Quân",
        "Viết Tuyên-Minh Quân-Hữu Tiến",
        "Ngọc Lành – Hồng Nhạn",
        "Tin, ảnh: LÊ AN",
        "Tin và ảnh: Lê An",
        "Bài, ảnh: Lê An",
        "CTV Mạnh Cường/THĐT",
        "Mạnh Tú (TTXVN)",
        "Mạnh Tú  (theo BBC)",
        "T.L",
        "PV",
    ],
)
def test_bylines(byline: str) -> None:
    for text in (f"Tiêu đề\nCâu cuối cùng.\n\n{byline}\n", f"Tiêu đề\nCâu cuối cùng./. {byline} "):
        assert labelled(text, "byline") == [byline]


def test_a_byline_below_the_title() -> None:
    assert labelled("Tiêu đề\nĐỖ MẪU\n(LĐ) - Câu một.\nCâu hai.", "byline") == ["ĐỖ MẪU"]


@pytest.mark.parametrize(
    "text",
    [
        "Tiêu đề\nCâu cuối cùng nói về Công an tỉnh.",
        "Tiêu đề\nBắt 2 đối tượng. Thu 5 kg ma túy",
        "Tiêu đề\nHọ đã khai nhận. Vụ án đang được mở rộng",
        "Nguyễn Văn Mẫu",
    ],
)
def test_no_bylines(text: str) -> None:
    assert labelled(text, "byline") == []


TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(
        st.sampled_from(
            ["Ảnh:", "Tin, ảnh:", "(Ảnh:", ")", "Lê An", "PV", ".", "./.", "\n", " ", "”", "một",
             "TP.", "7.5", "?!", "…", "x" * 300, "a.b.c.", "cung cấp", "-", "\t"]
        ),
        max_size=40,
    ).map("".join),
)  # fmt: skip


@settings(deadline=None)
@given(TEXTS)
def test_every_word_stands_in_one_sentence(text: str) -> None:
    segments = SEGMENTER.segment(text)
    for spans in (segments.sentences, segments.paragraphs):
        done = 0
        for start, end in spans:
            assert done <= start < end
            assert not text[done:start].strip()
            done = end
        assert not text[done:].strip()
    for part in segments.labelled:
        assert 0 <= part.start < part.end <= len(text)
        assert "\n" not in text[part.start : part.end]


@pytest.mark.parametrize(
    "unit",
    [
        "a.",
        "1,1",
        "K. ",
        "ảnh:",
        "Ảnh: A ",
        "(",
        "A ",
        '."',
        "\n",
        "Ảnh: X\n",
        "! ",
        "…",
        ". ",
        "x\n",
    ],
)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    SEGMENTER.segment("Khởi động.")
    began = time.process_time()
    SEGMENTER.segment(text)
    assert time.process_time() - began < 5


def test_the_splitter_comes_without_the_package_around_it() -> None:
    code = (
        "import sys; from extractor import extract; extract('Một câu. Hai câu.');"
        "print('underthesea' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "False"


def test_the_splitter_is_that_of_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Ông A. Nguyễn đến TP. Huế lúc 8h. Sau đó... Ông về! Thật?"
    splitting._splitter.cache_clear()
    alone = splitting._splitter()
    monkeypatch.setattr(splitting, "find_spec", lambda _: None)
    splitting._splitter.cache_clear()
    whole = splitting._splitter()
    splitting._splitter.cache_clear()
    assert whole.__module__ == "underthesea.pipeline.sent_tokenize"
    assert alone.__module__ != whole.__module__
    assert alone(text) == whole(text)
    assert len(whole(text)) > 1
