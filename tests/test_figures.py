"""Figures: what is said → value, unit, kind, and what the sentence tells of them."""

from __future__ import annotations

import pytest

from extractor.model import Figure
from extractor.patterns_dir import builtin_patterns, read_table
from extractor.pipeline import Extractor

LEAD = "Trong năm 2019, Công an huyện Bình Gia "


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def figures(extractor: Extractor, said: str) -> tuple[Figure, ...]:
    return extractor.extract(f"{LEAD}{said}.", date="2020-01-15").figures


# what is said → each figure as "value unit kind", a range as "low-high unit kind"
COUNTED = {
    "bắt 3 vụ/4 đối tượng buôn bán ma túy": ["3 vụ cases", "4 đối tượng suspects"],
    "phát hiện 5 vụ - 9 đối tượng vận chuyển pháo": ["5 vụ cases", "9 đối tượng suspects"],
    "triệt phá 2 ổ nhóm, 17 tụ điểm đánh bạc": ["2 ổ nhóm cases", "17 tụ điểm cases"],
    "huy động 14 lượt ca nô/67 lượt cán bộ, chiến sĩ": [
        "14 lượt activities",
        "67 lượt personnel",
    ],
    "tuần tra 14 lần/184 lượt người": ["14 lần activities", "184 lượt personnel"],
    "tuyên truyền 120 buổi cho hơn 1.600 lượt người": ["120 buổi activities", "1600 lượt people"],
    "trao đổi 370 tin, trong đó cấp tỉnh 120 tin": ["370 tin tips", "120 tin tips"],
    "trao đổi 440 tin (Công an 240, Quân sự 200)": ["440 tin tips", "240 tin tips", "200 tin tips"],
    "điều tra 341/360 vụ": ["341 vụ cases", "360 vụ cases"],
    "kiểm tra 10 trong số 40 cơ sở": ["10 cơ sở entities", "40 cơ sở entities"],
    "thu giữ 20 bánh heroin (tương đương gần 7 kg)": ["20 bánh seizures", "7 kg seizures"],
    "thu 5.460,39 gam heroin và 12 viên đạn": ["5460.39 gam seizures", "12 viên seizures"],
    "thu giữ 1423 khẩu súng, 2 triệu đồng": ["1423 khẩu seizures", "2000000 VND seizures"],
    "tịch thu 84,4 m3 gỗ, 3 xe tải và 900 bao thuốc lá": [
        "84.4 m3 seizures",
        "3 xe tải seizures",
        "900 bao seizures",
    ],
    "thu giữ 4.420 bạt Thái Lan và 11.000 USD": ["4420 THB seizures", "11000 USD seizures"],
    "xử phạt 15 trường hợp, nộp ngân sách 2 tỷ 500 triệu đồng": [
        "15 trường hợp cases",
        "2500000000 VND fines",
    ],
    "khen thưởng 4 tập thể, 7 cá nhân": ["4 tập thể awards", "7 cá nhân awards"],
    "thưởng nóng 20 triệu đồng": ["20000000 VND awards"],
    "cách bờ 12 hải lý, dài hơn 90km": ["12 hải lý measures", "90 km measures"],
    "xảy ra 5 vụ cháy, làm chết 2 người, bị thương 6 người": [
        "5 vụ cases",
        "2 người victims",
        "6 người victims",
    ],
    "cứu 27 người, sơ tán 1.460 hộ dân": ["27 người people", "1460 hộ people"],
    "bắt tiếp 6 người": ["6 người suspects"],
    "phát hiện 33 người nhập cảnh trái phép": ["33 người suspects"],
    "vây bắt 4 tên là Trần Văn Mẫu, Lê Văn Mẫu": ["4 tên suspects"],
    "lập biên bản tạm giữ 12 thanh thiếu niên": ["12 thanh thiếu niên suspects"],
    "giải tán 40 lượt đối tượng tụ tập": ["40 lượt suspects"],
    "giải cứu 3 cháu nhỏ": ["3 cháu people"],
    "lấy lời khai 2 trạm trưởng": ["2 trạm trưởng people"],
    "duy trì 6 tổ chốt với 90 người": ["6 tổ chốt entities", "90 người personnel"],
    "tiếp nhận 1,250 tin": ["1250 tin tips"],
    "đo được 1,250 kg": ["1.25 kg measures"],
    "trao đổi với 6 cá nhân về vụ việc": ["6 cá nhân people"],
    "mỗi tổ từ 4-6 người": ["4-6 người personnel"],
    "trả công từ 20-30 triệu đồng": ["20000000-30000000 VND money"],
    "đặt cọc 800 triệu, giá gần 40 tỷ": ["800000000 VND money", "40000000000 VND money"],
    "dự sinh nhật tại 10 huyện, thị xã, thành phố": ["10 huyện, thị xã, thành phố entities"],
    "bồi dưỡng kiến thức cho gần 3.000 đối tượng": ["3000 đối tượng people"],
    "đề nghị tuyên phạt bị cáo 8 năm tù": ["8 năm penalties"],
    "tuyên phạt bị cáo 2 năm 6 tháng tù": ["30 tháng penalties"],
    "đề nghị phạt tù từ sáu tháng đến năm năm": ["6-60 tháng penalties"],
    "bắt tạm giam 4 tháng đối với Lò Văn Mẫu": ["4 tháng penalties"],
    "xác định số vụ gấp 20 lần": ["20 lần measures"],
    "làm rõ 188/214 vụ (đạt 87,85%)": ["188 vụ cases", "214 vụ cases", "87.85 % measures"],
    "lắp camera cho 100% hộ dân": ["100 % measures"],
    "nói ba lực lượng trao đổi mười một tin": ["3 lực lượng entities", "11 tin tips"],
    "kiểm tra, tịch thu 300 bao thuốc lá": ["300 bao seizures"],
    "phát hiện 2 ngôi nhà": ["2 ngôi entities"],
    "xác minh việc anh bị 4 người cùng thôn đánh": ["4 người suspects"],
    "cho biết có 38 binh sỹ Philippines thiệt mạng": ["38 binh sỹ victims"],
}

NO_FIGURE = [
    "họp ngày 3/4, tháng 5, lúc 7h30",
    "trực 24/24 giờ trong 5 ngày, suốt 10 năm",
    "ở đội 3, tổ 4 khu phố 2, phường 7, quốc lộ 1",
    "theo khoản 2 Điều 5 Bộ luật Hình sự",
    "bé trai 3 tuổi học lớp 5, thắng 2-1",
    "xe biển số 29A-12345, điện thoại 0912345678",
    "họp lần thứ 3, thứ 2 tuần này",
    "cùng Sư đoàn 315 và Vùng 5 Hải quân",
    "gặp một số người, hai bên thống nhất, không người nào vắng",
    "phá chuyên án 819L",
    "khai nhận ngày 16/6 người này về quê",
]


def told(figure: Figure) -> str:
    value = f"{figure.value}-{figure.max}" if figure.max is not None else str(figure.value)
    return f"{value} {figure.unit} {figure.kind}"


@pytest.mark.parametrize(("said", "expected"), COUNTED.items())
def test_value_unit_and_kind(extractor: Extractor, said: str, expected: list[str]) -> None:
    assert [told(figure) for figure in figures(extractor, said)] == expected


@pytest.mark.parametrize("said", NO_FIGURE)
def test_names_times_ages_and_ordinals_are_no_figures(extractor: Extractor, said: str) -> None:
    assert figures(extractor, said) == ()


QUALIFIED = {
    "hơn 40 vụ": "over",
    "khoảng hơn 40 vụ": "over",
    "gần 40 vụ": "under",
    "chưa đến 40 vụ": "under",
    "khoảng 40 vụ": "about",
    "ước 40 vụ": "about",
    "ít nhất 40 vụ": "at_least",
    "từ 40 vụ trở lên": "at_least",
    "không dưới 40 vụ": "at_least",
    "tối đa 40 vụ": "at_most",
    "không quá 40 vụ": "at_most",
    "hàng trăm vụ": "order",
    "vài chục vụ": "order",
    "40 vụ": None,
}


@pytest.mark.parametrize(("said", "expected"), QUALIFIED.items())
def test_qualifier(extractor: Extractor, said: str, expected: str | None) -> None:
    (figure,) = figures(extractor, f"xử lý {said}")
    assert figure.qualifier == expected


CHANGED = {
    "xảy ra 20 vụ, giảm 35 vụ so với cùng kỳ": [None, "decrease"],
    "xảy ra 20 vụ, tăng 3 vụ (16,5%)": [None, "increase", "increase"],
    "xảy ra 20 vụ (-17 vụ, -22 người bị thương)": [None, "decrease", "decrease"],
    "xảy ra 20 vụ, ít hơn cùng kỳ 5 vụ": [None, "decrease"],
    "bắt 9 vụ, tăng 3 vụ, 8 đối tượng": [None, "increase", "increase"],
    "giảm cả 3 tiêu chí": [None],
    "giảm xuống còn 3 vụ": [None],
    "cháy 29,87 ha, giảm 1,51": [None, "decrease"],
}


@pytest.mark.parametrize(("said", "expected"), CHANGED.items())
def test_change(extractor: Extractor, said: str, expected: list[str | None]) -> None:
    assert [figure.change for figure in figures(extractor, said)] == expected


ACTIONS = {
    "phát hiện, xử lý 4 vụ": ["phát hiện"],
    "thu giữ 3 khẩu súng, 5 viên đạn và 2 xe máy": ["thu giữ"] * 3,
    "khởi tố vụ án, bắt 8 đối tượng": ["bắt"],
    "báo tin 3 học sinh tử vong": ["tử vong"],
    "vận động người dân giao nộp 7 khẩu súng": ["giao nộp"],
    "cho hay có 24 người bị xử lý hình sự": ["xử lý hình sự"],
    "trao đổi 90 tin, trong đó cấp tỉnh 30 tin": ["trao đổi", "trao đổi"],
    "ghi nhận các vụ cháy khiến 3 người đã bị thương": ["bị thương"],
    "ghi nhận mua bán ma túy 3 vụ": ["ghi nhận"],
    "hỗ trợ gia đình có người bị thương 4 triệu đồng": ["hỗ trợ"],
}


@pytest.mark.parametrize(("said", "expected"), ACTIONS.items())
def test_action(extractor: Extractor, said: str, expected: list[str]) -> None:
    assert [figure.action for figure in figures(extractor, said)] == expected


ITEMS = {
    "bắt 14 vụ, 14 bị can mua bán, tàng trữ trái phép chất ma túy": [
        "mua bán, tàng trữ trái phép chất ma túy"
    ]
    * 2,
    "bắt 256 vụ cờ bạc với hơn 1.300 đối tượng": ["cờ bạc", "cờ bạc"],
    "thu giữ hơn 6,4kg cần sa khô": ["cần sa khô"],
    "thu giữ 5 con trâu, bò": ["trâu, bò"],
    "thu giữ 2 túi nilon chứa 300 viên hồng phiến": ["viên hồng phiến", "hồng phiến"],
    "thu giữ 20 bánh heroin, trọng lượng 7 kg": ["heroin", "heroin"],
    "thu giữ 63 khẩu súng các loại": ["súng"],
    "thu giữ 2 container chứa đầy máy lạnh": ["máy lạnh"],
    "thu giữ 12 lóng gỗ tròn": ["gỗ tròn"],
    "giải cứu 3 cháu nhỏ": ["cháu nhỏ"],
    "xảy ra 95 vụ phạm tội về trật tự xã hội": ["phạm tội về trật tự xã hội"],
    "bắt 95 vụ cướp giật (tăng 5 vụ, tỷ lệ 4,15%)": ["cướp giật"] * 3,
    "thu giữ 4 máy tính xách tay": ["máy tính xách tay"],
    "thu giữ 3 xe máy": [None],
    "ghi nhận cướp giật 16 vụ": ["cướp giật"],
    "xử phạt vi phạm hành chính 139 vụ/142 đối tượng": ["vi phạm hành chính"] * 2,
    "bắt 7 đối tượng về hành vi trộm cắp tài sản": ["trộm cắp tài sản"],
    "kéo giảm 10% số vụ phạm pháp hình sự": ["phạm pháp hình sự"],
    "xảy ra 22 vụ cháy, giảm 11 vụ": ["cháy", "cháy"],
    "bắt 2 đối tượng mua bán số lượng lớn ma túy": ["mua bán số lượng lớn ma túy"],
    "tạm giữ 50 phương tiện để khai thác cát trái phép": ["khai thác cát trái phép"],
    "thu 51 chiếc điện thoại di động, trị giá 1 tỷ đồng": [
        "điện thoại di động",
        "điện thoại di động",
    ],
    "thu 20 bao thuốc lá, 18 tấn đường cát, trị giá 1 tỷ đồng": ["thuốc lá", "đường cát", None],
    "tuần tra chung với nước bạn được 88 lượt": ["tuần tra chung"],
    "tuần tra được 88 lượt": [None],
}


@pytest.mark.parametrize(("said", "expected"), ITEMS.items())
def test_item(extractor: Extractor, said: str, expected: list[str | None]) -> None:
    assert [figure.item for figure in figures(extractor, said)] == expected


def test_a_list_shares_the_predicate_behind_it(extractor: Extractor) -> None:
    article = extractor.extract("Dịp này, 4 tập thể, 6 cá nhân đã được UBND tỉnh tặng bằng khen.")
    assert [figure.action for figure in article.figures] == ["tặng", "tặng"]


def test_a_topic_at_the_head_of_the_sentence_is_the_item(extractor: Extractor) -> None:
    article = extractor.extract("Về ma túy, Công an huyện Bình Gia bắt 12 vụ, 15 đối tượng.")
    assert [figure.item for figure in article.figures] == ["ma túy", "ma túy"]


@pytest.mark.parametrize(
    ("said", "value", "unit"),
    [
        ("2,5 tấn gạo", 2_500_000, "g"),
        ("3 lạng ma túy", 300, "g"),
        ("12 m3 gỗ", 12_000, "l"),
        ("5 hải lý", 9260, "m"),
        ("6 ha rừng", 60_000, "m2"),
    ],
)
def test_base_value(extractor: Extractor, said: str, value: float, unit: str) -> None:
    (figure,) = figures(extractor, f"phát hiện {said}")
    assert (figure.base_value, figure.base_unit) == (value, unit)


def test_an_explanation_tells_each_step() -> None:
    article = Extractor(explain=True).extract("Công an tỉnh bắt 3 vụ/4 đối tượng đánh bạc.")
    explain = article.figures[0].explain
    assert explain is not None
    assert explain.rule == "figure-count"
    assert explain.steps[:2] == (
        "action: verb before it",
        "item: item of the figure beside it",
    )


@pytest.mark.parametrize("table", ["counter", "entity_noun", "person_noun", "goods_noun"])
def test_whatever_counts_is_counted(extractor: Extractor, table: str) -> None:
    """No longer phrase of any other table takes a counter's words away from it."""
    phrases = [row["phrase"] for row in read_table(builtin_patterns() / f"lexicon/{table}.tsv")]
    lost = [
        phrase
        for phrase in phrases
        if "17" not in {str(f.value) for f in figures(extractor, f"phát hiện 17 {phrase}")}
    ]
    assert lost == []


@pytest.mark.parametrize(
    ("said", "unit"),
    [
        ("giúp 17 hộ gia đình", "hộ"),
        ("tuyên truyền tại 5 trường đại học", "trường"),
        ("ký kết 3 quy chế phối hợp", "quy chế"),
        ("xây dựng 12 kế hoạch phối hợp", "kế hoạch"),
        ("kiểm tra 20 bến đò", "bến đò"),
        ("tuần tra 3 cửa sông lớn", "cửa sông"),
    ],
)
def test_nouns_that_are_heads_of_names_too(extractor: Extractor, said: str, unit: str) -> None:
    assert [figure.unit for figure in figures(extractor, said)] == [unit]


@pytest.mark.parametrize(
    ("said", "mention"),
    [
        ("cử 200 chiến sĩ đồng loạt bao vây ngôi nhà", "200 chiến sĩ"),
        ("thấy 5 thanh niên lao vào nhau", "5 thanh niên"),
        ("thấy 3 xe máy xông tới", "3 xe máy"),
        ("cho biết hai vợ chồng tự tay xây nhà", "hai vợ chồng"),
        ("mời 3 thanh niên ngồi trên ghế", "3 thanh niên"),
        ("bắt 3 tên trộm nhanh chóng chạy trốn", "3 tên trộm"),
        ("thu hồi chỉ có 64 ha thôi chứ không hơn", "64 ha"),
        ("đánh giá 4 xã cơ bản ổn định", "4 xã"),
        ("mời 7 người nước ngoài hiện đang sinh sống ở đây", "7 người nước ngoài"),
        ("mời 6 y sĩ y học cổ truyền", "6 y sĩ y học cổ truyền"),
        ("tả 2 địa bàn liền kề", "2 địa bàn liền kề"),
    ],
)
def test_the_mention_ends_with_the_noun_phrase(
    extractor: Extractor, said: str, mention: str
) -> None:
    assert [figure.text for figure in figures(extractor, said)] == [mention]


@pytest.mark.parametrize(
    "said",
    [
        "nghỉ sau 18 năm công tác",
        "họp nhiều năm liền",
        "họp từ cuối năm lớp 9 đến năm thứ ba",
        "họp chuyến thứ 2 người này đi",
        "họp vào thứ 5 hàng tuần",
        "phát động giai đoạn 2 đề án",
        "tìm vị trí 13,0 độ vĩ bắc",
    ],
)
def test_years_ordinals_and_stages_count_nothing(extractor: Extractor, said: str) -> None:
    assert figures(extractor, said) == ()


@pytest.mark.parametrize(
    ("said", "value", "qualifier", "unit"),
    [
        ("truy tố 15 nguyên lãnh đạo ngân hàng", 15, None, "lãnh đạo"),
        ("thấy 4 tên đi trên 3 xe máy", 3, None, "xe máy"),
        ("kiểm tra trên 20 xã", 20, "over", "xã"),
        ("làm thiệt hại hàng nghìn tỷ đồng", 10**12, "order", "VND"),
        ("làm thiệt hại hàng chục nghìn tỷ đồng", 10**13, "order", "VND"),
        ("thu giữ 37 triệu tiền kíp Lào", 37_000_000, None, "LAK"),
        ("thu giữ 70.150 đồng nhân dân tệ", 70150, None, "CNY"),
        ("huy động hơn 30 cảnh sát cơ động", 30, "over", "cảnh sát cơ động"),
        ("thấy tàu nghiêng 15 độ", 15, None, "độ"),
    ],
)
def test_what_a_number_counts(
    extractor: Extractor, said: str, value: float, qualifier: str | None, unit: str
) -> None:
    last = figures(extractor, said)[-1]
    assert (last.value, last.qualifier, last.unit) == (value, qualifier, unit)
