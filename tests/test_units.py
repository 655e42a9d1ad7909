"""Units: full name → its wordings; what the article completes; lists; what is no unit."""

from __future__ import annotations

import pytest

from extractor.model import Unit
from extractor.pipeline import Extractor

# (name, branch, level): wordings that say it by themselves.
SAID = {
    ("Công an tỉnh Quảng Nam", "police", "province"): [
        *(
            "Công an tỉnh Quảng Nam",
            "công an tỉnh Quảng Nam",
            "Công an Quảng Nam",
            "CA tỉnh Quảng Nam",
        ),
    ],
    ("Công an thành phố Hồ Chí Minh", "police", "province"): [
        *(
            "Công an TP.HCM",
            "Công an TPHCM",
            "Công an TP Hồ Chí Minh",
            "Công an thành phố Hồ Chí Minh",
        ),
    ],
    ("Công an quận Ngũ Hành Sơn", "police", "district"): [
        *("Công an quận Ngũ Hành Sơn", "CAQ Ngũ Hành Sơn", "CA quận Ngũ Hành Sơn"),
    ],
    ("Ủy ban nhân dân tỉnh Cà Mau", "government", "province"): [
        *("UBND tỉnh Cà Mau", "Ủy ban nhân dân tỉnh Cà Mau", "Uỷ ban nhân dân tỉnh Cà Mau"),
        "Ủy ban nhân dân (UBND) tỉnh Cà Mau",
    ],
    ("Phòng Cảnh sát điều tra tội phạm về ma túy Công an tỉnh Quảng Nam", "police", "province"): [
        "Phòng CSĐT tội phạm về ma túy Công an tỉnh Quảng Nam",
        "Phòng Cảnh sát điều tra tội phạm về ma túy, Công an tỉnh Quảng Nam",
        "phòng Cảnh sát điều tra tội phạm về ma tuý - Công an tỉnh Quảng Nam",
        "Phòng Cảnh sát điều tra tội phạm về ma túy (PC04), Công an tỉnh Quảng Nam",
        "Phòng Cảnh sát điều tra tội phạm về ma túy (PC47 - Công an tỉnh Quảng Nam)",
        "Phòng CSĐT tội phạm về ma túy thuộc Công an tỉnh Quảng Nam",
        "PC04 Công an tỉnh Quảng Nam",
        "Phòng PC47, Công an tỉnh Quảng Nam",
    ],
    ("Đội Cảnh sát giao thông - trật tự Công an huyện Núi Thành", "police", "post"): [
        "Đội CSGT - trật tự Công an huyện Núi Thành",
        "Đội Cảnh sát giao thông - trật tự, Công an huyện Núi Thành",
    ],
    ("Phòng Cảnh sát giao thông Công an thành phố Hà Nội", "police", "province"): [
        *("Phòng CSGT CATP Hà Nội", "Phòng CSGT - CATP Hà Nội"),
    ],
    ("Cục Cảnh sát hình sự Bộ Công an", "police", "national"): [
        *("Cục Cảnh sát hình sự, Bộ Công an", "C02 Bộ Công an", "Cục CSHS (Bộ Công an)"),
    ],
    ("Bộ Chỉ huy Quân sự tỉnh Gia Lai", "military", "province"): [
        *(
            "Bộ CHQS tỉnh Gia Lai",
            "Bộ Chỉ huy Quân sự tỉnh Gia Lai",
            "Bộ chỉ huy quân sự tỉnh Gia Lai",
        ),
    ],
    ("Ban Chỉ huy Bộ đội Biên phòng tỉnh Đồng Tháp", "border_guard", "province"): [
        "Ban Chỉ huy BĐBP tỉnh Đồng Tháp",
        "Ban Chỉ huy BÐBP tỉnh Đồng Tháp",
        "Ban Chỉ huy Bộ đội Biên phòng (BĐBP) tỉnh Đồng Tháp",
    ],
    ("Ban Chỉ huy Phòng thủ khu vực 3 - Yên Minh", "military", None): [
        "Ban CHPTKV 3 - Yên Minh",
        "Ban Chỉ huy PTKV 3 - Yên Minh",
        "Ban Chỉ huy Phòng thủ khu vực 3 – Yên Minh",
    ],
    ("Đồn Biên phòng Cửa Đại", "border_guard", "post"): [
        *("Đồn Biên phòng Cửa Đại", "Đồn BP Cửa Đại", "đồn biên phòng Cửa Đại"),
    ],
    ("Vùng Cảnh sát biển 3", "coast_guard", "national"): ["Vùng Cảnh sát biển 3", "Vùng CSB 3"],
    ("Vùng 5 Hải quân", "military", "national"): ["Vùng 5 Hải quân"],
    ("Hải đội 301", "coast_guard", "post"): ["Hải đội 301"],
    ("Hải đội 301 Vùng Cảnh sát biển 3", "coast_guard", "post"): ["Hải đội 301, Vùng CSB 3"],
    ("Đoàn Kinh tế - Quốc phòng 313", "military", None): [
        *("Đoàn Kinh tế - Quốc phòng 313", "Đoàn KT-QP 313", "Ðoàn KT-QP 313"),
    ],
    ("Sở Nông nghiệp và Phát triển nông thôn tỉnh Phú Yên", "government", "province"): [
        "Sở Nông nghiệp và Phát triển nông thôn tỉnh Phú Yên",
        "Sở NN&PTNT tỉnh Phú Yên",
        "Sở NN-PTNT Phú Yên",
    ],
    ("Bộ Lao động - Thương binh và Xã hội", "government", "national"): [
        *("Bộ LĐ-TB&XH", "Bộ Lao động - Thương binh và Xã hội", "Bộ LĐTB&XH"),
    ],
    ("Huyện ủy Núi Thành", "party", "district"): ["Huyện ủy Núi Thành", "Huyện uỷ Núi Thành"],
    ("Thành ủy thành phố Hồ Chí Minh", "party", "province"): ["Thành ủy TPHCM", "Thành ủy TP.HCM"],
    ("Thành ủy Đà Nẵng", "party", "province"): ["Thành ủy Đà Nẵng"],
    ("Ban Thường vụ Tỉnh ủy Quảng Nam", "party", "province"): [
        *("Ban Thường vụ Tỉnh ủy Quảng Nam", "BTV Tỉnh ủy Quảng Nam"),
    ],
    ("Tòa án nhân dân tỉnh Nghệ An", "court", "province"): [
        *("TAND tỉnh Nghệ An", "Tòa án nhân dân tỉnh Nghệ An", "Toà án nhân dân tỉnh Nghệ An"),
    ],
    ("Tòa án nhân dân cấp cao tại Đà Nẵng", "court", "national"): ["TAND cấp cao tại Đà Nẵng"],
    ("Viện kiểm sát nhân dân huyện Núi Thành", "procuracy", "district"): [
        *("VKSND huyện Núi Thành", "Viện KSND huyện Núi Thành"),
    ],
    ("Đội Quản lý thị trường số 5 Cục Quản lý thị trường tỉnh Phú Yên", "market", "post"): [
        "Đội QLTT số 5, Cục QLTT tỉnh Phú Yên",
        "Đội Quản lý thị trường số 5 (Cục QLTT Phú Yên)",
    ],
    ("Chi cục Kiểm lâm tỉnh Lâm Đồng", "forestry", "province"): ["Chi cục Kiểm lâm tỉnh Lâm Đồng"],
    ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Đồng Tháp", "mass_org", "province"): [
        "Ủy ban MTTQ Việt Nam tỉnh Đồng Tháp",
        "UBMTTQ Việt Nam tỉnh Đồng Tháp",
    ],
    ("Hội Liên hiệp Phụ nữ tỉnh Quảng Nam", "mass_org", "province"): ["Hội LHPN tỉnh Quảng Nam"],
    ("Chính phủ Lào", "government", "national"): ["Chính phủ Lào", "chính phủ Lào"],
    ("Tòa án tối cao Nepal", "court", "national"): ["tòa án tối cao Nepal"],
    ("Tuần duyên Nhật Bản", "coast_guard", "national"): ["Tuần duyên Nhật Bản"],
    ("Hạ viện Philippines", "legislature", "national"): ["Hạ viện Philippines"],
    ("Kiểm toán Nhà nước", "government", "national"): ["Kiểm toán Nhà nước (KTNN)", "KTNN"],
    ("Cảnh sát biển Việt Nam", "coast_guard", "national"): [
        *("Cảnh sát biển Việt Nam", "CSB Việt Nam", "CSBVN"),
    ],
    ("Bộ Chỉ huy Bộ đội Biên phòng tỉnh Gia Lai", "border_guard", "province"): [
        *("Bộ CHBĐBP tỉnh Gia Lai", "Bộ CHBP Gia Lai"),
    ],
    ("Hải quan Cảng hàng không quốc tế Cam Ranh", "customs", "post"): [
        "Hải quan Cảng hàng không quốc tế Cam Ranh",
    ],
    ("Trạm liên hợp Cửa khẩu quốc tế Nam Giang", "other", "post"): [
        "Trạm liên hợp Cửa khẩu quốc tế Nam Giang",
    ],
    ("Đồn Công an Biên cảnh Hà Khẩu", "police", "post"): ["Đồn Công an Biên cảnh Hà Khẩu"],
    ("Chi đội Quản lý biên giới Hà Khẩu", "border_guard", None): [
        "Chi đội Quản lý biên giới Hà Khẩu",
    ],
    ("Đội Trọng án Phòng Cảnh sát hình sự Công an tỉnh Quảng Nam", "police", "post"): [
        "Đội Trọng án, Phòng Cảnh sát hình sự, Công an tỉnh Quảng Nam",
    ],
    (
        "Đội Tuần tra kiểm soát 17 Phòng Cảnh sát kinh tế Công an tỉnh Gia Lai",
        "police",
        "post",
    ): [
        "Đội Tuần tra kiểm soát 17, Phòng Cảnh sát kinh tế Công an tỉnh Gia Lai",
    ],
    ("Phòng 8 Cục Cảnh sát hình sự", "police", "national"): ["Phòng 8, C45"],
    ("Phòng Y tế huyện Núi Thành", "government", "district"): ["phòng y tế huyện Núi Thành"],
    ("Đội Cảnh sát giao thông thành phố Vinh", "police", "post"): ["Đội CSGT TP Vinh"],
    ("Cơ quan Cảnh sát điều tra Công an quận Cẩm Lệ", "police", "district"): [
        *("Cơ quan CSĐT (Công an quận Cẩm Lệ)", "Cơ quan CSĐT (Công an quận Cẩm Lệ, Đà Nẵng)"),
    ],
    ("Phòng Cảnh sát hình sự Công an tỉnh Gia Lai", "police", "province"): [
        "Phòng Cảnh sát hình sự - PC45, Công an tỉnh Gia Lai",
    ],
}


def units(extractor: Extractor, text: str, date: str = "2020-05-01") -> list[Unit]:
    return list(extractor.extract(text, date=date).units)


def names(extractor: Extractor, text: str, date: str = "2020-05-01") -> list[str]:
    return [unit.name for unit in units(extractor, text, date)]


@pytest.mark.parametrize(
    ("value", "text"), [(value, text) for value, texts in SAID.items() for text in texts]
)
def test_wording(extractor: Extractor, value: tuple[str, str, str | None], text: str) -> None:
    for around in (f"Ngày 5/5, {text} phối hợp tuần tra.", f"Theo {text}, có hai vụ."):
        found = units(extractor, around)
        assert [(unit.name, unit.branch, unit.level) for unit in found] == [value]
        assert found[0].text == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Công an tỉnh Quảng Nam ra quân. Sau đó, Công an tỉnh báo cáo Tỉnh ủy, UBND tỉnh.",
            ["Công an tỉnh", "Tỉnh ủy", "Ủy ban nhân dân tỉnh"],
        ),
        (
            "Bộ CHQS tỉnh Quảng Nam, Bộ Chỉ huy BĐBP tỉnh và Sở Y tế họp bàn.",
            ["Bộ Chỉ huy Quân sự tỉnh", "Bộ Chỉ huy Bộ đội Biên phòng tỉnh", "Sở Y tế tỉnh"],
        ),
        (
            "(QNO) - Sáng 5/5, Công an tỉnh khen thưởng Phòng Cảnh sát hình sự.",
            ["Công an tỉnh", "Phòng Cảnh sát hình sự Công an tỉnh"],
        ),
    ],
)
def test_province_from_the_article(extractor: Extractor, text: str, expected: list[str]) -> None:
    """The area that a body leaves open is that of the article's other bodies, or of its outlet."""
    found = names(extractor, text)
    for name in expected:
        want = f"{name} Quảng Nam"
        assert want in found


def test_area_of_each_level(extractor: Extractor) -> None:
    text = (
        "Công an huyện Núi Thành và Công an xã Tam Hải tuần tra. Công an huyện lập biên bản, "
        "Công an xã bảo vệ hiện trường, UBND xã hỗ trợ."
    )
    assert names(extractor, text)[2:] == [
        "Công an huyện Núi Thành",
        "Công an xã Tam Hải",
        "Ủy ban nhân dân xã Tam Hải",
    ]


def test_full_form_from_the_article(extractor: Extractor) -> None:
    text = "Ban CHPTKV 3 - Yên Minh trực gác. Chiều qua, Ban CHPTKV 3 báo cáo."
    assert names(extractor, text)[1] == "Ban Chỉ huy Phòng thủ khu vực 3 - Yên Minh"


def test_short_form_without_its_number(extractor: Extractor) -> None:
    text = "Bộ Tư lệnh Vùng Cảnh sát biển 4 ra quân. Sau đó, Bộ Tư lệnh Vùng khen thưởng."
    assert names(extractor, text) == ["Bộ Tư lệnh Vùng Cảnh sát biển 4"] * 2


def test_a_post_where_its_command_does_something(extractor: Extractor) -> None:
    text = (
        "Tại Đồn Biên phòng Cửa Đại, Bộ Chỉ huy BĐBP tỉnh Quảng Nam tổ chức hội nghị. "
        "Chiến sĩ Đồn Biên phòng Sơn Trà, Bộ Chỉ huy BĐBP thành phố Đà Nẵng cứu 3 người."
    )
    names = [unit.name for unit in extractor.extract(text).units]
    assert names == [
        "Đồn Biên phòng Cửa Đại",
        "Bộ Chỉ huy Bộ đội Biên phòng tỉnh Quảng Nam",
        "Đồn Biên phòng Sơn Trà Bộ Chỉ huy Bộ đội Biên phòng thành phố Đà Nẵng",
    ]


def test_code_means_what_the_article_says(extractor: Extractor) -> None:
    text = "Cục Cảnh sát kinh tế (C46) vào cuộc. Hôm sau, C46 khởi tố vụ án."
    assert names(extractor, text)[1] == "Cục Cảnh sát kinh tế"


def test_short_name_after_the_long_one(extractor: Extractor) -> None:
    text = (
        "Phòng Cảnh sát giao thông đường bộ - đường sắt Công an thành phố Hà Nội ra quân. "
        "Phòng CSGT xử lý 5 xe."
    )
    assert (
        names(extractor, text)
        == ["Phòng Cảnh sát giao thông đường bộ - đường sắt Công an thành phố Hà Nội"] * 2
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Công an, Quân sự, Biên phòng tỉnh Quảng Nam",
            {
                "Công an": "Công an tỉnh Quảng Nam",
                "Quân sự": "Quân sự tỉnh Quảng Nam",
                "Biên phòng tỉnh Quảng Nam": "Biên phòng tỉnh Quảng Nam",
            },
        ),
        (
            "Công an – Quân sự – Biên phòng tỉnh Quảng Nam",
            {
                "Công an": "Công an tỉnh Quảng Nam",
                "Quân sự": "Quân sự tỉnh Quảng Nam",
                "Biên phòng tỉnh Quảng Nam": "Biên phòng tỉnh Quảng Nam",
            },
        ),
        (
            "Công an các huyện Núi Thành, Duy Xuyên và Quế Sơn",
            {
                "Công an các huyện Núi Thành": "Công an huyện Núi Thành",
                "Duy Xuyên": "Công an huyện Duy Xuyên",
                "Quế Sơn": "Công an huyện Quế Sơn",
            },
        ),
        (
            "Công an hai huyện Núi Thành và Duy Xuyên",
            {
                "Công an hai huyện Núi Thành": "Công an huyện Núi Thành",
                "Duy Xuyên": "Công an huyện Duy Xuyên",
            },
        ),
        (
            "các Đồn Biên phòng Nậm Na (Đắk Nông) và Yok Đôn (Đắk Lắk)",
            {
                "Đồn Biên phòng Nậm Na": "Đồn Biên phòng Nậm Na",
                "Yok Đôn": "Đồn Biên phòng Yok Đôn",
            },
        ),
        (
            "Bộ CHQS tỉnh Quảng Nam - Công an tỉnh Quảng Nam",
            {
                "Bộ CHQS tỉnh Quảng Nam": "Bộ Chỉ huy Quân sự tỉnh Quảng Nam",
                "Công an tỉnh Quảng Nam": "Công an tỉnh Quảng Nam",
            },
        ),
        (
            "Sở Y tế, Công an tỉnh Quảng Nam",
            {
                "Sở Y tế": "Sở Y tế tỉnh Quảng Nam",
                "Công an tỉnh Quảng Nam": "Công an tỉnh Quảng Nam",
            },
        ),
    ],
)
def test_list(extractor: Extractor, text: str, expected: dict[str, str]) -> None:
    found = units(extractor, f"Ngày 5/5, {text} phối hợp tuần tra.")
    assert {unit.text: unit.name for unit in found} == expected


@pytest.mark.parametrize(
    "text",
    [
        "lực lượng công an, cơ quan công an và cơ quan chức năng",
        "bảo đảm an ninh trật tự, quốc phòng toàn dân",
        "phòng chống tội phạm, phòng, chống ma túy",
        "cơ quan điều tra tạm giữ bốn người",
        "ban chuyên án và tổ công tác mật phục",
        "UBND các cấp, HĐND các cấp, Công an các đơn vị",
        "toàn bộ cảnh sát, nội bộ công an",
        "các tổ chức phi chính phủ ở nước ngoài",
        "trong cuộc họp của liên minh quân sự Mỹ",
        "đội hình ra sân gồm 11 cầu thủ, đội trưởng ghi bàn",
        "phòng trọ, phòng khám, trạm y tế, đồn điền",
        "ga Trần Hưng Đạo (C10) và ga Hàng Bài (C9)",
        "quyết định số 32/C46-P12 còn hiệu lực",
        "vụ ma túy, cục diện trận đấu, sở thích",
        "một số Sở Y tế, mỗi Sở Công Thương ở tỉnh Gia Lai",
        "UBND các huyện tỉnh Gia Lai",
        "xây dựng chính phủ điện tử, chính quyền số",
        "vốn trái phiếu Chính phủ",
        "nợ ngân hàng nhà nước hay ngân hàng cổ phần",
        "quân đội, hải quân, đại sứ quán, hạ viện",
        "bộ tư lệnh vùng ở phía nam",
    ],
)
def test_no_unit(extractor: Extractor, text: str) -> None:
    for around in (f"Theo đó, {text}.", f"{text[0].upper()}{text[1:]} được nói tới."):
        assert names(extractor, around) == []


def test_verbs_end_a_name(extractor: Extractor) -> None:
    """Words that are fields of a department and verbs of a sentence."""
    text = "Bộ Công an tổ chức hội nghị. Sở Y tế Cà Mau thông tin thêm. Bộ LĐ-TB&XH hướng dẫn."
    found = [unit.text for unit in units(extractor, text)]
    assert found == ["Bộ Công an", "Sở Y tế Cà Mau", "Bộ LĐ-TB&XH"]


def test_many_units_take_linear_time(extractor: Extractor) -> None:
    """A hostile text of nothing but units ends soon."""
    text = "Công an tỉnh Quảng Nam, Phòng CSGT, Đội 3, UBND, Tỉnh ủy, C04, Vùng 3. " * 2000
    assert len(units(extractor, text)) > 2000
