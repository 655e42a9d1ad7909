"""Officials: one person from rank, name and positions, in all the ways that papers print them."""

from __future__ import annotations

import pytest

from extractor.model import Official
from extractor.pipeline import Extractor

PERSON = "Trần Văn Mẫu"
POST = "Giám đốc Công an tỉnh Quảng Nam"


def officials(extractor: Extractor, text: str) -> list[Official]:
    return list(extractor.extract(text, date="2020-05-01").officials)


def brief(extractor: Extractor, text: str) -> list[tuple[str, str | None, list[str]]]:
    return [
        (found.name, found.rank, [position.text for position in found.positions])
        for found in officials(extractor, text)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Đại tá Trần Văn Mẫu, Giám đốc Công an tỉnh Quảng Nam",
        "Đại tá Trần Văn Mẫu - Giám đốc Công an tỉnh Quảng Nam",
        "Đại tá Trần Văn Mẫu – Giám đốc Công an tỉnh Quảng Nam",
        "Đại tá Trần Văn Mẫu (Giám đốc Công an tỉnh Quảng Nam)",
        "Giám đốc Công an tỉnh Quảng Nam - Đại tá Trần Văn Mẫu",
        "Giám đốc Công an tỉnh Quảng Nam, Đại tá Trần Văn Mẫu",
        "Giám đốc Công an tỉnh Quảng Nam Đại tá Trần Văn Mẫu",
    ],
)
def test_one_mention(extractor: Extractor, text: str) -> None:
    for around in (f"Chiều nay, {text} cho biết.", f"Theo {text}, có hai vụ."):
        found = officials(extractor, around)
        assert [(o.name, o.rank) for o in found] == [(PERSON, "Đại tá")]
        assert [position.text for position in found[0].positions] == [POST]
        assert found[0].positions[0].title == "Giám đốc"
        assert found[0].positions[0].unit == "Công an tỉnh Quảng Nam"
        assert [mention.text for mention in found[0].mentions] == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Phó Bí thư Thường trực Tỉnh ủy, Trưởng đoàn Đại biểu Quốc hội tỉnh Trần Văn Mẫu dự",
            (
                PERSON,
                None,
                ["Phó Bí thư Thường trực Tỉnh ủy", "Trưởng đoàn Đại biểu Quốc hội tỉnh"],
            ),
        ),
        (
            "Đồng chí Lò Thị Thử, Ủy viên BTV Tỉnh ủy, Phó Chủ tịch Thường trực UBND tỉnh dự",
            ("Lò Thị Thử", None, ["Ủy viên BTV Tỉnh ủy", "Phó Chủ tịch Thường trực UBND tỉnh"]),
        ),
        (
            "Thiếu tướng Y Thử Niê, Phó Tham mưu trưởng Quân khu 5 kiểm tra",
            ("Y Thử Niê", "Thiếu tướng", ["Phó Tham mưu trưởng Quân khu 5"]),
        ),
        (
            "ông Vừ A Mẫu, Phó Chủ tịch UBND huyện cho biết",
            ("Vừ A Mẫu", None, ["Phó Chủ tịch UBND huyện"]),
        ),
        (
            "Trung tá Lường Văn Thử - Đồn trưởng Đồn Biên phòng Cửa Đại trao quà",
            ("Lường Văn Thử", "Trung tá", ["Đồn trưởng Đồn Biên phòng Cửa Đại"]),
        ),
        (
            "Thượng tá Trần Văn Mẫu - Phó Chỉ huy trưởng, Tham mưu trưởng Bộ CHQS tỉnh Gia Lai dự",
            (PERSON, "Thượng tá", ["Phó Chỉ huy trưởng", "Tham mưu trưởng Bộ CHQS tỉnh Gia Lai"]),
        ),
        (
            "Thượng tá Trần Văn Mẫu, Trưởng phòng Tham mưu, người phát ngôn Công an tỉnh thông tin",
            (PERSON, "Thượng tá", ["Trưởng phòng Tham mưu", "người phát ngôn Công an tỉnh"]),
        ),
        (
            "Thẩm phán Trần Văn Mẫu, chủ tọa phiên tòa tuyên án",
            (PERSON, None, ["Thẩm phán", "chủ tọa phiên tòa"]),
        ),
        (
            "Bộ trưởng Công an Trần Văn Mẫu trả lời",
            (PERSON, None, ["Bộ trưởng Công an"]),
        ),
        (
            "Bí thư Huyện ủy Mộc Châu Hà Trung Thử phát biểu",
            ("Hà Trung Thử", None, ["Bí thư Huyện ủy Mộc Châu"]),
        ),
        (
            "bà Điểu Thị Thử, Chánh Văn phòng UBND tỉnh kiêm Giám đốc Sở Nội vụ dự",
            ("Điểu Thị Thử", None, ["Chánh Văn phòng UBND tỉnh", "Giám đốc Sở Nội vụ"]),
        ),
        (
            "Trần Văn Mẫu, nguyên Phó Trưởng Công an huyện Núi Thành bị khởi tố",
            (PERSON, None, ["nguyên Phó Trưởng Công an huyện Núi Thành"]),
        ),
        (
            "PCT UBND tỉnh Trần Văn Mẫu ký văn bản",
            (PERSON, None, ["PCT UBND tỉnh"]),
        ),
        ("đại úy Trần Văn Mẫu bị thương nhẹ", (PERSON, "đại úy", [])),
        ("thượng úy CSGT Trần Văn Mẫu dừng xe", (PERSON, "thượng úy", [])),
        (
            "ĐBQH Trần Văn Mẫu (Giám đốc Sở Nội vụ Gia Lai) nêu ý kiến",
            (PERSON, None, ["ĐBQH", "Giám đốc Sở Nội vụ Gia Lai"]),
        ),
        (
            "Đại biểu Quốc hội thành phố Hải Phòng Trần Văn Mẫu chất vấn",
            (PERSON, None, ["Đại biểu Quốc hội thành phố Hải Phòng"]),
        ),
        ("tại Quốc hội, đại biểu Trần Văn Mẫu phát biểu", (PERSON, None, ["đại biểu"])),
        (
            "Thống đốc Ngân hàng Nhà nước (NHNN) Trần Văn Mẫu trả lời",
            (PERSON, None, ["Thống đốc Ngân hàng Nhà nước (NHNN)"]),
        ),
        (
            "Đại tá, TS. Trần Văn Mẫu, Phó Giám đốc Học viện Cảnh sát nhân dân nói",
            (PERSON, "Đại tá", ["Phó Giám đốc Học viện Cảnh sát nhân dân"]),
        ),
        (
            (
                "Trung tá Lò Văn Thử, Phó Đồn trưởng Đồn Biên phòng Cửa Đại, kiêm Trạm trưởng Trạm "
                "Biên phòng Sơn Trà nói"
            ),
            (
                "Lò Văn Thử",
                "Trung tá",
                ["Phó Đồn trưởng Đồn Biên phòng Cửa Đại", "Trạm trưởng Trạm Biên phòng Sơn Trà"],
            ),
        ),
        (
            "Thượng tá Trần Văn Mẫu, Phó trưởng phòng 8, C45 - Bộ Công an nói",
            (PERSON, "Thượng tá", ["Phó trưởng phòng 8, C45 - Bộ Công an"]),
        ),
        (
            (
                "Thiếu tá Trần Văn Mẫu, Đội trưởng Đội Điều tra tội phạm về TTXH (Công an quận Cẩm "
                "Lệ) nói"
            ),
            (
                PERSON,
                "Thiếu tá",
                ["Đội trưởng Đội Điều tra tội phạm về TTXH (Công an quận Cẩm Lệ)"],
            ),
        ),
    ],
)
def test_positions(
    extractor: Extractor, text: str, expected: tuple[str, str | None, list[str]]
) -> None:
    assert brief(extractor, f"Hôm qua, {text}.") == [expected]


def test_two_persons_beside_each_other(extractor: Extractor) -> None:
    text = (
        "Dự có Đại tá Trần Văn Mẫu, Giám đốc Công an tỉnh; Thượng tá Lê Văn Thử, Phó Chính ủy "
        "BĐBP tỉnh và ông Võ Văn Ví, Phó Chủ tịch UBND huyện."
    )
    assert brief(extractor, text) == [
        (PERSON, "Đại tá", ["Giám đốc Công an tỉnh"]),
        ("Lê Văn Thử", "Thượng tá", ["Phó Chính ủy BĐBP tỉnh"]),
        ("Võ Văn Ví", None, ["Phó Chủ tịch UBND huyện"]),
    ]


def test_a_title_before_a_name_opens_the_next_person(extractor: Extractor) -> None:
    text = "Thư gửi Thượng tướng Trần Văn Mẫu, Bộ trưởng Lê Thị Thử và các cơ quan."
    assert brief(extractor, text) == [
        (PERSON, "Thượng tướng", []),
        ("Lê Thị Thử", None, ["Bộ trưởng"]),
    ]


def test_one_person_of_many_mentions(extractor: Extractor) -> None:
    text = (
        "Bí thư Mẫu nói ngắn gọn. Bí thư Thành ủy TPHCM Trần Văn Mẫu đến thăm. "
        "Bí thư Thành ủy Trần Văn Mẫu tặng quà, ông Mẫu ra về. Bí thư Trần Văn Mẫu cảm ơn."
    )
    found = officials(extractor, text)
    assert [(o.name, [p.text for p in o.positions]) for o in found] == [
        (PERSON, ["Bí thư Thành ủy TPHCM"])
    ]
    assert [mention.text for mention in found[0].mentions] == [
        "Bí thư Mẫu",
        "Bí thư Thành ủy TPHCM Trần Văn Mẫu",
        "Bí thư Thành ủy Trần Văn Mẫu",
        "Bí thư Trần Văn Mẫu",
    ]


def test_one_post_in_its_fullest_form(extractor: Extractor) -> None:
    text = (
        "Đại tá Trần Văn Mẫu – Phó Giám đốc Công an TP. Đà Nẵng dự. Đại tá Trần Văn Mẫu, Phó Giám "
        "đốc Công an thành phố Đà Nẵng nói. Đại tá Trần Văn Mẫu - Phó Giám đốc CATP kết luận."
    )
    assert brief(extractor, text) == [
        (PERSON, "Đại tá", ["Phó Giám đốc Công an thành phố Đà Nẵng"])
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Trần Văn Mẫu (SN 1980, trú xã Tam Hải) bị bắt",
        "ông Trần Văn Mẫu, Giám đốc Công ty Minh Phát trình bày",
        "anh Trần Văn Mẫu, trưởng nhóm, hiệu trưởng một trường học",
        "Tổng thống Mỹ Donald Trump và Thủ tướng Anh Theresa May hội đàm",
        "Bộ trưởng Quốc phòng Mỹ James Mattis thăm Nhật Bản",
        "huấn luyện viên Park Hang Seo và đội trưởng Nguyễn Văn Ví ra sân",
        "ca sĩ Trần Văn Mẫu, diễn viên Lê Thị Thử",
        "đại biểu Trần Văn Mẫu dự lễ khai trương siêu thị",
        "Giám đốc Công an tỉnh Quảng Nam chỉ đạo điều tra",
        "Chủ tịch UBND tỉnh yêu cầu Sở Y tế báo cáo",
    ],
)
def test_no_official(extractor: Extractor, text: str) -> None:
    assert brief(extractor, f"Theo đó, {text}.") == []


def test_reporters_are_none(extractor: Extractor) -> None:
    text = "Công an huyện bắt hai người.\n\nTin, ảnh: Đại úy Trần Văn Mẫu\n"
    assert brief(extractor, text) == []


def test_name_stops_where_a_full_stop_was_lost(extractor: Extractor) -> None:
    text = "Thủ tướng Trần Văn Mẫu Theo báo cáo, có hai vụ."
    assert [name for name, _, _ in brief(extractor, text)] == [PERSON]
