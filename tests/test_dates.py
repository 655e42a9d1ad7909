"""Dates: value → all the ways to say it, told on 2017-06-15 unless the text says more."""

from __future__ import annotations

import pytest

from extractor.pipeline import Extractor

NOW = "2017-06-15"

SAID = {
    "2017-05-19": ["ngày 19/5", "ngày 19-5", "ngày 19.5", "ngày 19/05/2017", "ngày 19-5-2017"],
    "2017-06-15": ["hôm nay", "ngày 15 tháng 6", "Sáng nay (15-6)", "chiều nay 15/6"],
    "2017-06-14": ["hôm qua", "chiều hôm qua (14-6)", "tối qua", "Hôm qua, ngày 14/6"],
    "2016-11-20": ["ngày 20-11", "ngày 20 tháng mười một"],
    "2017-06-30": ["ngày 30-6"],
    "2017-05-19T05": ["khoảng 5 giờ ngày 19/5", "5h ngày 19-5", "5 giờ sáng 19.5"],
    "2017-05-19T17:30": ["17 giờ 30 ngày 19/5", "17h30 ngày 19/5", "5 giờ 30 chiều 19/5"],
    "2017-05": ["tháng 5", "tháng 5/2017", "tháng 5-2017", "tháng 5 năm 2017", "cuối tháng 5"],
    "2016-12": ["tháng 12", "đầu tháng 12/2016"],
    "2017-Q2": ["quý II", "quý 2-2017", "quý II/2017", "quý II năm 2017", "quý II.2017"],
    "2016-Q4": ["quý IV"],
    "2017-H1": ["6 tháng đầu năm", "sáu tháng đầu năm 2017", "nửa đầu năm nay"],
    "2016-H2": ["6 tháng cuối năm 2016", "nửa cuối năm ngoái"],
    "2017-01/2017-03": ["3 tháng đầu năm", "3 tháng đầu năm 2017"],
    "2016-01/2016-09": ["9 tháng năm 2016", "9 tháng đầu năm 2016", "9 tháng của năm 2016"],
    "2017": ["năm nay", "năm 2017", "đầu năm 2017"],
    "2016": ["năm ngoái", "năm trước", "năm 2016"],
    "2017-01-01/2017-06-15": ["từ đầu năm đến nay", "từ đầu năm 2017 đến nay"],
    "2017-06-15/2017-12-31": ["từ nay đến cuối năm"],
    "2016-05-09/2017-05-08": ["từ ngày 9/5/2016-8/5/2017", "từ 9-5-2016 đến hết 8-5-2017"],
    "2017-05-15/2017-05-16": ["ngày 15 và 16/5", "từ 15 - 16/5", "ngày 15-16/5"],
    "2016-09/2016-10": ["tháng 9 - 10/2016", "từ tháng 9 đến tháng 10-2016"],
    "2011/2015": ["giai đoạn 2011-2015", "từ năm 2011 đến năm 2015"],
    "2017-W23": ["tuần trước"],
    "2016-11": ["tháng 11 năm ngoái", "cuối tháng 11 năm trước"],
    "2016-10-18": ["ngày 18/10 năm ngoái", "ngày 18 tháng 10 năm ngoái"],
    "2017-Q1": ["quý 1 năm nay"],
    "2017-01/2017-05": ["5 tháng năm nay", "5 tháng đầu năm nay"],
    "2017-05-19T11": ["11 giờ trưa 19/5", "11g trưa ngày 19/5"],
    "2017-06-14T13": ["khoảng 13h hôm qua (14/6)", "1 h chiều qua (14/6)"],
    "2017-02-02T12/2017-02-02T14": ["từ 12-14h ngày 2/2", "từ 12 giờ đến 14 giờ ngày 2/2"],
    "2015-02/2016-09": ["từ tháng 2/2015 - 9/2016", "từ đầu tháng 2/2015 đến hết tháng 9/2016"],
    "2016-01-01/2016-10": [
        "từ đầu năm 2016, đến tháng 10/2016",
        "từ 1/1/2016 đến đầu tháng 10/2016",
    ],
    "2015/2016": ["năm 2015 và 2016", "từ cuối năm 2015 đến đầu năm 2016"],
}

NEVER = [
    "Nghị định 03/2019/NĐ-CP của Chính phủ",
    "biển số 14B-018.95",
    "điện thoại 0912.345.678",
    "thắng 3-2 trước đội bạn",
    "tỷ lệ 3/4 số hộ",
    "Quốc lộ 4C, Km 104+200",
    "4 tháng tù, trong 3 ngày, 2 năm qua",
    "kéo dài 3 giờ 30 phút",
    "trực 24/24 giờ",
    "Sư đoàn 315",
    "ngày 45 tháng 3",
    "tăng 6,4%",
    "bắt 3-5 đối tượng",
    "hơn 10 năm trước và suốt hai năm nay",
    "những năm trước, nhiều năm sau, trong 6 tháng tới",
    "vào tháng 5 và tháng 11 hàng năm, ngày 8/3 hằng năm",
    "đầu tháng 7 âm lịch, ngày 10 tháng 3 âm lịch",
    "trực 24/24h, mở cửa từ 9-15h",
    "một phần (3/4) diện tích",
]


@pytest.mark.parametrize(
    ("value", "text"), [(value, text) for value, texts in SAID.items() for text in texts]
)
def test_value(extractor: Extractor, value: str, text: str) -> None:
    for around in (f"{text}, lực lượng bắt đối tượng.", f"Theo báo cáo, {text} (ảnh)"):
        found = extractor.extract(around, date=NOW).dates
        assert [date.value for date in found] == [value]


@pytest.mark.parametrize("text", NEVER)
def test_no_date(extractor: Extractor, text: str) -> None:
    assert extractor.extract(text, date=NOW).dates == ()


def test_birth_is_no_event(extractor: Extractor) -> None:
    found = extractor.extract("Trần Văn Mẫu (SN 1993), sinh năm 1993", date=NOW).dates
    assert [(date.value, date.role) for date in found] == [("1993", "birth"), ("1993", "birth")]


def test_a_year_of_birth_in_short_and_a_word_that_only_ends_like_birth(
    extractor: Extractor,
) -> None:
    found = extractor.extract("Trần Mẫu (SN: 1990) và Lê Mẫu (SN.1991); chi phí phát sinh năm 2015")
    assert [(date.value, date.role) for date in found.dates] == [
        ("1990", "birth"),
        ("1991", "birth"),
        ("2015", None),
    ]


def test_days_counted_from_the_day_told(extractor: Extractor) -> None:
    text = "Ngày 3/5, xe dừng ở cầu. Hai ngày trước đó, trời nắng; vài ngày sau, mưa to."
    values = [date.value for date in extractor.extract(text, date=NOW).dates]
    assert values == ["2017-05-03", "2017-05-01"]


def test_the_same_day_is_the_day_told_before(extractor: Extractor) -> None:
    text = "Ngày 3/5, xe dừng ở cầu. Sáng cùng ngày, khoảng 16 giờ 30 phút và hôm sau, mưa to."
    values = [date.value for date in extractor.extract(text, date=NOW).dates]
    assert values == ["2017-05-03", "2017-05-03", "2017-05-03T16:30", "2017-05-04"]


def test_the_same_period_a_year_before(extractor: Extractor) -> None:
    text = "Quý I/2017 xảy ra 5 vụ, giảm 2 vụ so với cùng kỳ năm trước."
    assert [d.value for d in extractor.extract(text).dates] == ["2017-Q1", "2016-Q1"]


def test_the_year_before_the_period_that_is_compared(extractor: Extractor) -> None:
    text = "Nửa đầu năm 2015 xảy ra 10 vụ, tăng so với cùng kỳ năm trước; vụ án năm trước đã xử."
    values = [date.value for date in extractor.extract(text, date=NOW).dates]
    assert values == ["2015-H1", "2014-H1", "2016"]


def test_months_of_a_report_at_the_head_of_a_sentence(extractor: Extractor) -> None:
    text = "Tội phạm phức tạp hơn. Sáu tháng, phát hiện 5 vụ; thấp nhất trong sáu tháng."
    assert [date.value for date in extractor.extract(text, date="2017-07-02").dates] == ["2017-H1"]


def test_days_that_a_value_covers(extractor: Extractor) -> None:
    found = extractor.extract("Quý I năm 2024 và 6 tháng cuối năm 2023").dates
    assert [(date.from_, date.to) for date in found] == [
        ("2024-01-01", "2024-03-31"),
        ("2023-07-01", "2023-12-31"),
    ]


def test_without_any_year_nothing_is_guessed(extractor: Extractor) -> None:
    assert extractor.extract("Ngày 24/4, trời mưa; hôm qua trời nắng.").dates == ()


def test_the_newest_year_of_the_text_stands_in_for_the_day_of_publication(
    extractor: Extractor,
) -> None:
    article = extractor.extract("Chiều 24/4, tổng kết quý I năm 2025.")
    assert [date.value for date in article.dates] == ["2025-04-24", "2025-Q1"]
    assert article.date == "2025-04-24"


def test_an_impossible_day_is_left_out(extractor: Extractor) -> None:
    assert extractor.extract("ngày 30/2/2017 và ngày 31-6-2017", date=NOW).dates == ()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Ngày 5/9/2019, đơn vị bắt 2 đối tượng. Đến ngày 7/9, bắt thêm một người.", "2019-09-07"),
        ("Sáng 24/4, giao ban. Kết quả giảm 5 vụ so với cùng kỳ năm 2016.", "2017-04-24"),
        ("Sáng 24/4, tổng kết. Trong 3 tháng đầu năm 2017 bắt 8 vụ.", "2017-04-24"),
        ("Năm 2017, bắt 8 vụ. Chiều 15/12, tổng kết công tác năm 2017.", "2017-12-15"),
    ],
)
def test_what_tells_the_day_of_publication(extractor: Extractor, text: str, day: str) -> None:
    values = [date.value for date in extractor.extract(text).dates]
    assert day in values


@pytest.mark.parametrize(
    "text",
    [
        "Sáng 24/4, tàu về bến. Tàu được đóng năm 2009.",
        "Chiều 12/7, tòa xử bị cáo Mẫu. Theo cáo trạng, ngày 6/11/2016, Mẫu trộm xe.",
        "Sáng 24/4, bầu ban chấp hành nhiệm kỳ 2021-2026.",
        "Sáng 24/4, ông Mẫu nói: dự kiến năm 2030 cấm xe máy.",
        "Sáng 24/4, xử bị cáo theo Bộ luật Hình sự sửa đổi năm 2009.",
    ],
)
def test_a_year_of_something_else_is_not_the_year_of_publication(
    extractor: Extractor, text: str
) -> None:
    article = extractor.extract(text)
    assert article.date is None
    assert not any(date.text in ("Sáng 24/4", "Chiều 12/7") for date in article.dates)
