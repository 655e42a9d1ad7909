"""Places: the wordings of each value, lists, chains, times, and what is no place."""

from __future__ import annotations

import pytest

from extractor import extract
from extractor.model import Location


def places(text: str, date: str = "2020-05-01") -> list[Location]:
    return list(extract(text, date=date).locations)


def brief(text: str, date: str = "2020-05-01") -> list[tuple[str, str, str]]:
    return [(found.text, found.name, found.level) for found in places(text, date)]


def province_of(text: str, name: str, date: str = "2020-05-01") -> str | None:
    return next(found.province for found in places(text, date) if found.name == name)


@pytest.mark.parametrize(
    ("name", "level", "wordings"),
    [
        (
            "Hồ Chí Minh",
            "province",
            ["TP.HCM", "TPHCM", "TP HCM", "Tp. Hồ Chí Minh", "thành phố Hồ Chí Minh"],
        ),
        ("Thừa Thiên Huế", "province", ["tỉnh Thừa Thiên Huế", "Thừa Thiên - Huế", "TT-Huế"]),
        ("Đắk Lắk", "province", ["tỉnh Đắk Lắk", "Đắc Lắc", "Đăk Lăk", "tỉnh Đắc Lắc"]),
        ("Ngọc Hồi", "district", ["huyện Ngọc Hồi", "H.Ngọc Hồi"]),
        (
            "Châu Đốc",
            "district",
            ["TP.Châu Đốc", "TP Châu Đốc", "thành phố Châu Đốc", "Tp. Châu Đốc"],
        ),
        ("quận 1", "district", ["quận 1", "Quận 1", "Q.1", "Q1"]),
        ("Dĩ An", "district", ["TX.Dĩ An", "thị xã Dĩ An", "TX Dĩ An"]),
        ("phường 5", "commune", ["phường 5", "phường 05", "P.5", "Phường 5"]),
        ("Núi Sam", "commune", ["P.Núi Sam", "phường Núi Sam"]),
        ("khu phố 3", "village", ["khu phố 3", "KP3", "KP.3"]),
        ("Nặm Ngặt", "village", ["thôn Nặm Ngặt", "bản Nặm Ngặt", "xóm Nặm Ngặt", "buôn Nặm Ngặt"]),
        ("tổ dân phố 4", "village", ["tổ dân phố 4", "tổ dân phố số 4"]),
        ("quốc lộ 1A", "road", ["quốc lộ 1A", "QL1A", "Quốc lộ 1A", "QL 1A"]),
        ("Lê Lợi", "road", ["đường Lê Lợi", "phố Lê Lợi", "đại lộ Lê Lợi"]),
        ("Tân Thanh", "border_gate", ["cửa khẩu Tân Thanh", "cửa khẩu quốc tế Tân Thanh"]),
        ("Hòn Khoai", "feature", ["đảo Hòn Khoai"]),
        ("miền Trung", "feature", ["miền Trung"]),
        ("Campuchia", "country", ["Campuchia", "Cam-pu-chia"]),
        ("Việt Nam", "country", ["Việt Nam", "VN"]),
    ],
)
def test_wordings_of_one_place(name: str, level: str, wordings: list[str]) -> None:
    for wording in wordings:
        found = brief(f"Vụ việc xảy ra tại {wording}, lúc trời mưa.")
        assert [(text, level_) for text, _, level_ in found] == [(wording, level)], wording
        if wording != "tổ dân phố số 4":
            assert found[0][1] == name, wording


def test_each_link_of_a_chain_is_a_place_in_the_larger_ones() -> None:
    found = places("Bắt tại thôn Nà Lùng, xã Vũ Lễ, huyện Bắc Sơn, tỉnh Lạng Sơn.")
    assert [(place.text, place.level) for place in found] == [
        ("thôn Nà Lùng", "village"),
        ("xã Vũ Lễ", "commune"),
        ("huyện Bắc Sơn", "district"),
        ("tỉnh Lạng Sơn", "province"),
    ]
    assert [place.province for place in found] == ["Lạng Sơn"] * 4
    assert [place.district for place in found] == ["Bắc Sơn", "Bắc Sơn", None, None]
    assert all(place.code for place in found[1:])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Mưa lớn ở các xã Sơn Vĩ, Lũng Cú và Xín Mần.",
            [("xã Sơn Vĩ", "commune"), ("Lũng Cú", "commune"), ("Xín Mần", "commune")],
        ),
        (
            "Mưa lớn ở các huyện Mai Sơn, Yên Châu.",
            [("huyện Mai Sơn", "district"), ("Yên Châu", "district")],
        ),
        (
            "Hàng qua cửa khẩu Săm Pun, Xín Mần tăng.",
            [("cửa khẩu Săm Pun", "border_gate"), ("Xín Mần", "border_gate")],
        ),
        (
            "Ngập nặng ở các phường 1, 2 và 3, quận 5.",
            [("phường 1", "commune"), ("2", "commune"), ("3", "commune"), ("quận 5", "district")],
        ),
        (
            "Người này quê Quang Trung, Kiến Xương, Thái Bình.",
            [("Quang Trung", "commune"), ("Kiến Xương", "district"), ("Thái Bình", "province")],
        ),
        (
            "Người này quê Long Xuyên, Kinh Môn, Hải Dương.",
            [("Long Xuyên", "commune"), ("Kinh Môn", "district"), ("Hải Dương", "province")],
        ),
    ],
)
def test_lists_and_bare_chains(text: str, wanted: list[tuple[str, str]]) -> None:
    assert [(found.text, found.level) for found in places(text)] == wanted


def test_a_number_in_a_list_keeps_the_designator_in_its_name() -> None:
    names = [found.name for found in places("Ngập nặng ở các phường 1, 2 và 3, quận 5.")]
    assert names == ["phường 1", "phường 2", "phường 3", "quận 5"]


@pytest.mark.parametrize(
    "text",
    [
        "Ông Nguyễn Văn Bình khai nhận.",
        "Theo ông Hà Giang Nam, chị Thanh Hà vắng mặt.",
        "Thượng tá Lê Thái Bình chủ trì.",
        "Trần Văn Đức bỏ trốn. Sau đó Đức đến trình diện, công an bắt Đức.",
        "Có 3 xã, 12 thôn và 4 khu phố bị ngập.",
        "Mỗi tổ 4 người đi tuần.",
        "Hợp tác xã Bình Minh bị lừa đảo nhiều lần.",
        "Bị hại mang quốc tịch Lào, đổi 15 triệu kíp Lào.",
        "Nghi phạm là người Việt Nam, nói tiếng Anh.",
        "Trên địa bàn tỉnh, khu vực biên giới yên bình.",
        "Phóng viên Đài Truyền hình Việt Nam có mặt.",
        "Văn bản Luật mới và bản Kế hoạch được thông qua.",
        "Chị H. Mai Lan và anh P. Tuấn vắng mặt.",
        "Anh P.V.H. và chị N.T.Q. vắng mặt.",
        "Bệnh viện Sản nhi Nghệ An, bệnh viện đa khoa tỉnh Gia Lai và BVĐK tỉnh Gia Lai quá tải.",
        "Tổng công ty Đầu tư và xây dựng Việt Nam thua lỗ.",
        "Hội Hồi sức - Cấp cứu Việt Nam, trường Đại học Sư phạm Hà Nội lên tiếng.",
        "Theo Bộ luật Hình sự nước Cộng hòa xã hội chủ nghĩa Việt Nam.",
        "Chỉ số VN-Index giảm, theo trang baomau.VN.",
        "Điện thoại Mẫu P9, P10 và Q6 bán chạy, bản S8 Plus hết hàng.",
        "ĐT U23 thắng, hãng Chứng khoán Bản Mẫu vui.",
        "Công Vinh ghi bàn, thủ môn Minh Long bắt tốt.",
        "Nghệ sĩ đến thánh đường Hồi giáo, khu vui chơi Thiên đường Mẫu.",
        "Trên tuyến đường Mới đây xảy ra cháy, chiếm lòng đường Một số người phản đối.",
        "Lúc 5h theo giờ Hà Nội.",
        "Kẻ cầm đầu là Hùng “Sài Gòn”.",
    ],
)
def test_what_is_no_place(text: str) -> None:
    assert brief(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Công an tỉnh Quảng Nam vào cuộc.",
        "UBND huyện Yên Châu họp.",
        "Công an TP.HCM và Công an quận 1 phối hợp.",
    ],
)
def test_a_place_in_the_name_of_a_unit_is_no_location(text: str) -> None:
    assert brief(text) == []


def test_a_place_in_brackets_after_a_unit_is_one() -> None:
    assert brief("Công an huyện Yên Châu (Sơn La) vào cuộc.") == [("Sơn La", "Sơn La", "province")]


def test_the_article_chooses_among_places_of_one_name() -> None:
    text = "Tin từ tỉnh {}: vụ việc xảy ra tại huyện Châu Thành."
    for province in ("Tây Ninh", "Bến Tre", "Trà Vinh"):
        assert province_of(text.format(province), "Châu Thành") == province


def test_a_district_of_one_name_has_its_province() -> None:
    assert province_of("Mưa lớn ở huyện Mù Cang Chải.", "Mù Cang Chải") == "Yên Bái"


def test_an_older_province_tells_the_one_of_today() -> None:
    found = places("Mưa lớn ở tỉnh Hà Giang.")[0]
    assert (found.province, found.code, found.province_now) == ("Hà Giang", "02", "Tuyên Quang")


def test_since_july_2025_communes_lie_in_the_new_provinces() -> None:
    text = "Mưa lớn ở phường Hòa Bình, xã Mai Châu và đặc khu Cồn Cỏ."
    found = places(text, "2025-10-09")
    assert [(place.name, place.level, place.province) for place in found] == [
        ("Hòa Bình", "commune", "Phú Thọ"),
        ("Mai Châu", "commune", "Phú Thọ"),
        ("Cồn Cỏ", "commune", "Quảng Trị"),
    ]
    assert all(place.district is None and place.province_now is None for place in found)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("xã Đoàn Kết, huyện Mộc Châu", [("Đoàn Kết", "commune"), ("Mộc Châu", "district")]),
        (
            "phường Tô Hiệu, Sơn La, Sơn La",
            [("Tô Hiệu", "commune"), ("Sơn La", "district"), ("Sơn La", "province")],
        ),
        (
            "xã Vĩnh Hậu, Hòa Bình, Bạc Liêu",
            [("Vĩnh Hậu", "commune"), ("Hòa Bình", "district"), ("Bạc Liêu", "province")],
        ),
        ("xã Tri Lễ, Lạng Sơn", [("Tri Lễ", "commune"), ("Lạng Sơn", "province")]),
    ],
)
def test_names_that_mislead(text: str, wanted: list[tuple[str, str]]) -> None:
    found = places(f"Người này trú tại {text}.")
    assert [(place.name, place.level) for place in found] == wanted


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("phường Xuân Hương - Đà Lạt", "Xuân Hương - Đà Lạt"),
        ("phường 1 Bảo Lộc", "1 Bảo Lộc"),
        ("xã Nam Ban Lâm Hà", "Nam Ban Lâm Hà"),
        ("xã Đam Rông 3", "Đam Rông 3"),
    ],
)
def test_composed_names_of_new_communes(text: str, name: str) -> None:
    found = places(f"Người này trú tại {text}, tỉnh Lâm Đồng.", "2025-09-01")[0]
    assert (found.text, found.name, found.province) == (text, name, "Lâm Đồng")


@pytest.mark.parametrize(
    ("date", "level"), [("2024-03-01", "district"), ("2025-03-01", "province")]
)
def test_hue_became_a_province_in_2025(date: str, level: str) -> None:
    assert brief("Mưa lớn ở TP Huế.", date) == [("TP Huế", "Huế", level)]


def test_a_misspelt_commune_keeps_its_spelling_in_the_text_only() -> None:
    found = places("Bắt tại xã Pa Cò, huyện Mai Châu, tỉnh Hòa Bình.")[0]
    assert (found.text, found.name) == ("xã Pa Cò", "Pà Cò")


@pytest.mark.parametrize(
    "street",
    [
        *("Phù Đổng Thiên Vương", "La Sơn Phu Tử", "Công Chúa Ngọc Hân", "Hải Thượng Lãn Ông"),
        *("Đinh Bộ Lĩnh", "Bùi Viện", "Đội Cấn", "Đoàn Thị Điểm", "Sở Thượng", "Tổ Hữu"),
        *("Ông Ích Khiêm", "Bà Triệu", "Phó Cơ Điều", "Nguyễn Thị Minh Khai"),
    ],
)
def test_streets_are_named_after_persons(street: str) -> None:
    for after in ("bị ngập.", "Đến nay nước đã rút.", "Công an quận đã đến."):
        assert brief(f"Tuyến đường {street} {after}")[0][1:] == (street, "road")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Mưa ở Caracas, thủ đô Venezuela.", [("Caracas", "province"), ("Venezuela", "country")]),
        ("Mưa ở bang Missouri (Mỹ).", [("Missouri", "province"), ("Mỹ", "country")]),
        ("Mưa tại Rosario (Argentina).", [("Rosario", "district"), ("Argentina", "country")]),
        ("Theo thống đốc bang Arkansas Tom Maumau.", [("Arkansas", "province")]),
        ("CLB Barcelona thắng Manchester.", []),
        ("Bang Tam Hoàng, bang hội và hạt điều.", []),
    ],
)
def test_cities_and_states_abroad(text: str, wanted: list[tuple[str, str]]) -> None:
    assert [(name, level) for _, name, level in brief(text)] == wanted


def test_cities_of_several_countries_are_in_none_of_the_others() -> None:
    assert province_of("Mưa ở Milan, Caracas.", "Milan") is None


def test_sai_gon_is_the_city() -> None:
    assert brief("Hàng đi từ Sài Gòn ra Bắc.") == [("Sài Gòn", "Hồ Chí Minh", "province")]


def test_a_ward_by_its_code_stands_in_an_address() -> None:
    for text in ("ở P9, TP.HCM", "12 Lý Mẫu, P9, Q3", "phường 5, Q3"):
        assert len(places(f"Người này {text}.")) >= 1, text


def test_a_company_lies_somewhere() -> None:
    """What follows a word of place is no part of an organisation's name."""
    text = "Công ty cổ phần Mẫu có trụ sở tại Hải Phòng."
    assert [found.text for found in places(text)] == ["Hải Phòng"]


def test_a_place_abroad_has_no_vietnamese_province() -> None:
    found = places("Bắt ở bản Xay, huyện Nạn, tỉnh Salavan, Lào. Tỉnh Quảng Trị phối hợp.")
    assert [place.province for place in found[:3]] == ["Salavan", "Salavan", "Salavan"]
    assert [place.province_now for place in found[:3]] == [None, None, None]


def test_a_name_ends_where_a_person_begins() -> None:
    found = brief("Bí thư tỉnh Hà Giang Nguyễn Văn An đến xã Tân Lập.")
    assert [text for text, _, _ in found if "An" in text.split()] == []


@pytest.mark.parametrize("unit", ["xã Aa, ", "Hà Nội, ", "Mỹ ", "tổ 1, ", "các xã Tân Lập, "])
def test_a_long_monotonous_text_is_no_trouble(unit: str) -> None:
    text = unit * 2000
    for found in places(text):
        assert text[found.start : found.end] == found.text


def test_a_chain_outweighs_the_place_before() -> None:
    text = "Tin từ tỉnh Bắc Giang. Người này ở thôn Nà Lùng, huyện Mộc Châu."
    assert province_of(text, "Nà Lùng") == "Sơn La"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Xe chạy từ Sơn La đến Lạng Sơn.", ["Sơn La", "Lạng Sơn"]),
        ("Từ Đà Nẵng đến Phú Yên có nắng.", ["Đà Nẵng", "Phú Yên"]),
        ("Xe về Từ Sơn lúc trưa.", ["Từ Sơn"]),
        ("TẠI XÃ TAM HẢI, HUYỆN NÚI THÀNH, TỈNH QUẢNG NAM", ["Tam Hải", "Núi Thành", "Quảng Nam"]),
    ],
)
def test_names_beside_words_that_look_like_them(text: str, wanted: list[str]) -> None:
    assert [place.name for place in places(text)] == wanted
