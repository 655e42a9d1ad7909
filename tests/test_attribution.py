"""Who, when, where, of what: one short report a question, and the answer for each figure."""

from __future__ import annotations

import pytest

from extractor.model import Figure
from extractor.pipeline import Extractor

NOW = "2024-01-19"
LEAD = (
    "Ngày 19/1, Công an tỉnh Quảng Nam, Bộ CHQS tỉnh và Bộ Chỉ huy BĐBP tỉnh tổ chức hội nghị "
    "tổng kết công tác phối hợp năm 2023.\n"
)
POLICE = "Công an tỉnh Quảng Nam"
ARMY = "Bộ Chỉ huy Quân sự tỉnh Quảng Nam"
STATE = "Ủy ban nhân dân tỉnh Quảng Nam"
GUARD = "Bộ Chỉ huy Bộ đội Biên phòng tỉnh Quảng Nam"


def figures(extractor: Extractor, text: str, date: str = NOW) -> dict[str, Figure]:
    found = extractor.extract(text, date=date).figures
    assert len({figure.text for figure in found}) == len(found)
    return {figure.text: figure for figure in found}


@pytest.mark.parametrize(
    ("text", "figure", "by"),
    [
        ("Công an tỉnh bắt 12 vụ cờ bạc.", "12 vụ cờ bạc", (POLICE,)),
        ("Các lực lượng đã trao đổi 310 tin.", "310 tin", (POLICE, ARMY, GUARD)),
        ("3 lực lượng đã trao đổi 310 tin.", "3 lực lượng", (POLICE, ARMY, GUARD)),
        ("Công an tỉnh phối hợp với Bộ CHQS tỉnh bắt 12 vụ.", "12 vụ", (POLICE, ARMY)),
        ("UBND tỉnh nắm 40 tin do Công an tỉnh cung cấp.", "40 tin", (POLICE,)),
        ("Công an tỉnh đã cung cấp cho Bộ CHQS tỉnh 29 tin.", "29 tin", (POLICE,)),
        ("Công an tỉnh nắm 96 tin, Bộ CHQS tỉnh 51 tin.", "51 tin", (ARMY,)),
        ("Tai nạn giao thông làm chết 7 người.", "7 người", ()),
        ("Tổ công tác của Công an tỉnh bắt 12 vụ.", "12 vụ", (POLICE,)),
        ("Công an tỉnh phối hợp với các lực lượng bắt 12 vụ.", "12 vụ", (POLICE,)),
        (
            "Công an tỉnh lập chuyên án. Tổ công tác phối hợp với Bộ CHQS tỉnh bắt 12 vụ.",
            "12 vụ",
            (POLICE, ARMY),
        ),
        ("Công an tỉnh đề nghị Bộ CHQS tỉnh khen thưởng 5 tập thể.", "5 tập thể", (ARMY,)),
        ("Công an tỉnh và các đơn vị Bộ CHQS tỉnh bắt 12 vụ.", "12 vụ", (POLICE, ARMY)),
        ("Công an tỉnh đuổi theo, 2 đối tượng bỏ chạy.", "2 đối tượng", ()),
        ("Lực lượng quân sự giúp dân sửa 12 km đê.", "12 km đê", (ARMY,)),
        ("Lực lượng Công an và Biên phòng bắt 12 vụ.", "12 vụ", (POLICE, GUARD)),
        ("Trao đổi 60 tin (Công an 25, Quân sự 20, Biên phòng 15).", "20", (ARMY,)),
        (
            "Công an các xã, phường thu hồi 12 khẩu súng.",
            "12 khẩu súng",
            ("Công an các xã, phường tỉnh Quảng Nam",),
        ),
        ("Dân quân các xã bắt 12 vụ.", "12 vụ", ("Dân quân các xã tỉnh Quảng Nam",)),
        ("Theo Nghị định 3 của Chính phủ, 3 lực lượng bắt 12 vụ.", "12 vụ", (POLICE, ARMY, GUARD)),
        ("Theo chỉ đạo của Thủ tướng Chính phủ, Công an tỉnh bắt 12 vụ.", "12 vụ", (POLICE,)),
        (
            "UBND tỉnh thưởng Công an tỉnh 9 triệu đồng, Bộ CHQS tỉnh 5 triệu đồng.",
            "5 triệu đồng",
            (STATE,),
        ),
        ("Phía Lào bắt 12 người.", "12 người", ("phía Lào",)),
        ("Công an tỉnh tiếp nhận 12 người do phía Lào trao trả.", "12 người", (POLICE,)),
        ("Nhận 12 tin do lực lượng hải quan cung cấp, bắt 3 vụ.", "3 vụ", (POLICE, ARMY, GUARD)),
        ("Dịp này, 4 tập thể đã được UBND tỉnh tặng bằng khen.", "4 tập thể", (STATE,)),
        (
            "Toàn tỉnh bắt 20 vụ (Công an 15 vụ, Biên phòng 5 vụ), thu 3 khẩu súng.",
            "3 khẩu súng",
            (POLICE, GUARD),
        ),
        (
            "UBND tỉnh cùng 3 lực lượng tặng 12 suất quà.",
            "12 suất quà",
            (STATE, POLICE, ARMY, GUARD),
        ),
        ("Tại hội trường Bộ CHQS tỉnh, Công an tỉnh bắt 12 vụ.", "12 vụ", (POLICE,)),
        ("UBND tỉnh khen thưởng Công an tỉnh 12 triệu đồng.", "12 triệu đồng", (STATE,)),
        ("Y khai đã bán 12 bánh heroin.", "12 bánh heroin", ()),
        ("Nhóm này đã chở 12 chuyến hàng.", "12 chuyến", ()),
        (
            "Tòa án nhân dân tỉnh mở phiên tòa. Công an tỉnh dẫn giải. Y bị tuyên phạt 9 năm tù.",
            "9 năm tù",
            ("Tòa án nhân dân tỉnh Quảng Nam",),
        ),
    ],
)
def test_who(extractor: Extractor, text: str, figure: str, by: tuple[str, ...]) -> None:
    assert figures(extractor, LEAD + text)[figure].by == by


@pytest.mark.parametrize(
    ("text", "figure", "period"),
    [
        (
            "Đợt cao điểm (từ 1/5/2023 đến 1/7/2023), Công an bắt 12 vụ.",
            "12 vụ",
            "2023-05-01/2023-07-01",
        ),
        ("Năm 2023 có 30 vụ (năm 2021: 12 vụ), bắt 9 người.", "9 người", "2023"),
        ("Công an tỉnh bắt 12 vụ.", "12 vụ", "2023"),
        ("Quý III/2023, Công an tỉnh bắt 12 vụ.", "12 vụ", "2023-Q3"),
        ("Điển hình, đêm 22/8/2023, Công an tỉnh bắt 4 đối tượng.", "4 đối tượng", "2023-08-22"),
        ("Công an tỉnh bắt 12 vụ, tăng 3 vụ so với năm 2022.", "3 vụ", "2023"),
        ("Tính đến ngày 15/12/2023, Công an tỉnh bắt 12 vụ.", "12 vụ", "2023"),
        ("Năm 2012, ông Mẫu bị Tòa án tỉnh tuyên phạt 7 năm tù.", "7 năm tù", "2012"),
        ("So với cùng kỳ năm 2022, giảm 3 vụ; Công an tỉnh bắt 12 vụ.", "12 vụ", "2023"),
        ("Năm 2023, từ khi có Quy chế (1/7/2023), Công an tỉnh bắt 12 vụ.", "12 vụ", "2023"),
        ("Đêm 5/4/2023, cách bờ 12 hải lý, Công an tỉnh bắt 3 người.", "12 hải lý", "2023-04-05"),
        ("Dịp này, UBND tỉnh tặng bằng khen cho 5 tập thể.", "5 tập thể", "2024-01-19"),
        ("Năm 2024, các lực lượng phấn đấu triệt xóa 8 tụ điểm.", "8 tụ điểm", "2024"),
        ("Công an tỉnh bắt 158 vụ, giảm 42 vụ (158/200 vụ).", "200 vụ", "2022"),
        ("Bắt 96 vụ, giảm 41 vụ so với cùng kỳ năm 2022 (137 vụ).", "137 vụ", "2022"),
        ("Công an tỉnh bắt 21 vụ (quý I/2022: 24 vụ), thu 3 xe máy.", "3 xe máy", "2023"),
        ("Công an tỉnh bắt 89 người, trong đó quý I 33 người; thu 3 xe máy.", "3 xe máy", "2023"),
    ],
)
def test_when(extractor: Extractor, text: str, figure: str, period: str) -> None:
    assert figures(extractor, LEAD + text)[figure].period == period


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Biên giới dài 182km do Công an tỉnh quản lý.", "182km"),
        ("Sau 30 ngày ra quân, Công an tỉnh Quảng Nam bắt 12 vụ.", "12 vụ"),
        ("Trong 2 tháng qua, Công an tỉnh Quảng Nam bắt 12 vụ.", "12 vụ"),
    ],
)
def test_at_no_time(extractor: Extractor, text: str, figure: str) -> None:
    assert figures(extractor, text)[figure].period is None


def test_the_day_of_reporting_is_not_the_day_of_the_event(extractor: Extractor) -> None:
    text = "Ngày 18-1, Công an tỉnh Quảng Nam cho biết, rạng sáng 5-1 đã bắt 3 đối tượng."
    assert figures(extractor, text)["3 đối tượng"].period == "2024-01-05"


@pytest.mark.parametrize(
    ("text", "figure", "place"),
    [
        ("Công an tỉnh bắt 12 vụ.", "12 vụ", "Quảng Nam"),
        ("Tại xã La Dêê, huyện Nam Giang, Công an tỉnh bắt 12 vụ.", "12 vụ", "La Dêê"),
        (
            "Công an tỉnh bắt ông Mẫu (trú huyện Nam Giang) chở 12 bánh heroin.",
            "12 bánh heroin",
            "Quảng Nam",
        ),
        ("Trên toàn quốc, Bộ Công an và Bộ Quốc phòng bắt 12 vụ.", "12 vụ", "Việt Nam"),
        ("Đồn Biên phòng La Dêê bắt 12 vụ.", "12 vụ", "La Dêê"),
        ("Công an tỉnh và Công an xã La Dêê bắt 12 vụ.", "12 vụ", "La Dêê"),
        ("Tại biên giới với Lào, Công an tỉnh bắt 12 vụ.", "12 vụ", "Quảng Nam"),
        (
            "Công ty Mẫu (địa chỉ tại số 3 Lê Lợi, huyện Nam Giang) nhập 12 container hàng cấm.",
            "12 container hàng cấm",
            "Quảng Nam",
        ),
        ("Phía Lào bắt 12 người.", "12 người", "Lào"),
        ("Các lực lượng bắt 12 vụ ở xã La Dêê (huyện Nam Giang).", "12 vụ", "La Dêê"),
        (
            "Các lực lượng dựng 12 mô hình ở các huyện Nam Giang, Tây Giang.",
            "12 mô hình",
            "Quảng Nam",
        ),
        ("Bắt ông Mẫu đưa 12 bánh heroin về Hà Nội.", "12 bánh heroin", "Quảng Nam"),
        (
            "Ngày 5/1/2024, tại xã La Dêê, bắt 3 vụ. Ngày 7/1/2024, tại xã Chà Vàl, bắt 4 người.",
            "4 người",
            "Chà Vàl",
        ),
        (
            "Ngày 3/4, tại huyện Nam Giang, Tòa án nhân dân tỉnh tuyên phạt bị cáo 9 năm tù.",
            "9 năm tù",
            "Quảng Nam",
        ),
    ],
)
def test_where(extractor: Extractor, text: str, figure: str, place: str) -> None:
    assert figures(extractor, LEAD + text)[figure].place == place


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("Trao đổi 370 tin, trong đó cấp tỉnh 120 tin.", "120 tin", "370 tin"),
        ("Trao đổi 370 tin, trong đó cấp tỉnh 120 tin, cấp huyện 250 tin.", "250 tin", "370 tin"),
        ("Bắt 63 đối tượng (có 12 đối tượng người Lào).", "12 đối tượng", "63 đối tượng"),
        ("Xảy ra 214 vụ cháy; Công an tỉnh làm rõ 187 vụ.", "187 vụ", "214 vụ cháy"),
        ("Bắt 9 người; bắt 5 người Lào, bắt 4 người Thái.", "4 người Thái", "9 người"),
        ("Bắt 9 vụ với 20 người, riêng Công an tỉnh 2 vụ với 7 người.", "7 người", "20 người"),
        ("Bắt 9 người. Hiện 4 người còn lại đang bị tạm giữ.", "4 người", "9 người"),
        ("Bắt giữ 2 trong số 8 xe tải.", "2", "8 xe tải"),
        ("Bắt 158 vụ. Công an tỉnh bắt 109 vụ, Bộ CHQS tỉnh bắt 49 vụ.", "49 vụ", "158 vụ"),
        ("Thu 48 bánh heroin. Đêm 5/4, thu 12 bánh heroin.", "12 bánh heroin", "48 bánh heroin"),
        ("Thu 40 khẩu súng. Điển hình, Công an tỉnh thu 3 khẩu.", "3 khẩu", "40 khẩu súng"),
        ("Trong 21 vụ này, Công an tỉnh bắt 12 vụ, Bộ CHQS tỉnh 9 vụ.", "9 vụ", "21 vụ"),
        ("Thu 30kg ma túy, gồm 12kg ketamine, 18kg cần sa.", "18kg cần sa", "30kg ma túy"),
        ("Thu 3 khẩu súng, gồm 1 súng kíp và 2 súng hơi.", "2 súng hơi", "3 khẩu súng"),
        ("Thu 73 khẩu súng, 66 dao; riêng xã Trà Mai 5 khẩu.", "5 khẩu", "73 khẩu súng"),
        ("Kiểm tra 512 vụ, xử lý 187 vụ.", "187 vụ", "512 vụ"),
        ("Bắt 54 vụ. Cụ thể, bắt 2 vụ cướp; 4 vụ cờ bạc.", "4 vụ cờ bạc", "54 vụ"),
        ("Bắt 74 người Lào; đưa cách ly 74/74 người.", "74", "74 người Lào"),
        (
            "Ông Mẫu nhận công 20 triệu đồng, ứng trước 5 triệu đồng.",
            "5 triệu đồng",
            "20 triệu đồng",
        ),
    ],
)
def test_of_what(extractor: Extractor, text: str, part: str, whole: str) -> None:
    article = extractor.extract(LEAD + text, date=NOW)
    index = figures(extractor, LEAD + text)[part].part_of
    assert index is not None
    assert article.figures[index].text == whole


@pytest.mark.parametrize(
    "text",
    [
        "Bắt 14 vụ, 14 bị can mua bán trái phép chất ma túy.",
        "Thu 20 gói (khoảng 20kg) ma túy.",
        "Bắt 12 vụ, tăng 3 vụ.",
        "Phát hiện 96 vụ. Điển hình, ngày 17/3, bắt 2 vụ.",
        "Trao đổi 437 tin; xác minh 121 tin.",
        "Bắt 20 người. Tổ tuần tra gồm 3 cán bộ phát hiện 12 người.",
        "Thuê 700 phòng, gồm 15 tầng.",
    ],
)
def test_no_part(extractor: Extractor, text: str) -> None:
    found = figures(extractor, LEAD + text).values()
    assert [figure.part_of for figure in found] == [None] * len(found)


@pytest.mark.parametrize(
    ("text", "figure", "modality"),
    [
        ("Công an tỉnh bắt 12 vụ.", "12 vụ", None),
        ("Các lực lượng phấn đấu triệt xóa 8 tụ điểm.", "8 tụ điểm", "planned"),
        ("Các lực lượng sẽ mở 3 đợt cao điểm.", "3 đợt cao điểm", "planned"),
        ("Ông Mẫu khai nhận được trả công 20 triệu đồng.", "20 triệu đồng", "alleged"),
        ("Ông Mẫu phủ nhận đã cầm 5 triệu đồng.", "5 triệu đồng", "denied"),
        ("Trước đề nghị đó, Công an tỉnh đã bắt 12 vụ.", "12 vụ", None),
    ],
)
def test_in_what_mood(extractor: Extractor, text: str, figure: str, modality: str | None) -> None:
    assert figures(extractor, LEAD + text)[figure].modality == modality


def test_a_count_told_again_has_one_attribution(extractor: Extractor) -> None:
    text = (
        "Bắt 120 bánh heroin ở biên giới\n\n"
        "Rạng sáng 17/1, tại xã La Dêê, huyện Nam Giang, Đồn Biên phòng Nam Giang bắt 120 bánh "
        "heroin."
    )
    title, body = extractor.extract(text, date=NOW).figures
    assert (title.by, title.period, title.place) == (body.by, body.period, body.place)
    assert (body.by, body.place) == (("Đồn Biên phòng Nam Giang",), "La Dêê")


def test_the_mention_that_names_more_actors_holds_for_all(extractor: Extractor) -> None:
    text = (
        "Công an tỉnh Quảng Nam bắt 7 đối tượng.\n"
        "Công an tỉnh Quảng Nam phối hợp với Công an tỉnh Kon Tum bắt 7 đối tượng."
    )
    found = extractor.extract(text, date=NOW).figures
    assert {figure.by for figure in found} == {(POLICE, "Công an tỉnh Kon Tum")}


def test_a_list_of_lines_deals_a_total_out(extractor: Extractor) -> None:
    text = (
        "Các lực lượng phát hiện 318 vụ; khởi tố 6 vụ.\n"
        "Kết quả cụ thể:\n"
        "- Công an tỉnh: bắt 67 vụ, thu 3 xe máy.\n"
        "- Bộ CHQS tỉnh: phát hiện 23 vụ."
    )
    found = figures(extractor, LEAD + text)
    wholes = {name: figure.part_of for name, figure in found.items() if figure.kind == "cases"}
    assert wholes == {"318 vụ": None, "6 vụ": 0, "67 vụ": 0, "23 vụ": 0}


def test_equal_shares_are_no_parts_of_each_other(extractor: Extractor) -> None:
    said = "Nam giới chiếm 30%, nữ giới chiếm 30%. Trong đó nam giới chiếm 30%."
    found = extractor.extract(LEAD + said, date=NOW).figures
    assert [(figure.value, figure.part_of) for figure in found] == [(30, None)] * 3
