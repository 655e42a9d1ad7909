"""Figures in whole sentences: which verb governs, and what that makes of them."""

from __future__ import annotations

import pytest

from extractor.pipeline import Extractor


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def told(extractor: Extractor, text: str, *fields: str) -> list[str]:
    """Each figure of a text as its number and fields, "-" for one without."""
    article = extractor.extract(text, date="2020-01-15")
    return [
        " ".join(str(getattr(figure, field) or "-") for field in ("value", *fields))
        for figure in article.figures
    ]


COMPOUNDS = {
    "Đồn Biên phòng bảo vệ chủ quyền lãnh thổ với 23 tổ tự quản.": ["23 bảo vệ"],
    "Nghề dệt truyền thống trong 40 hộ.": ["40 -"],
    "Công an xã thu nhận 1.200 hồ sơ, kích hoạt 900 tài khoản.": ["1200 thu nhận", "900 kích hoạt"],
    "Người dân hoang mang vì 3 vụ trộm.": ["3 -"],
    "Tòa án từ chối bảo lãnh 2 nghi phạm.": ["2 bảo lãnh"],
    "Đoạn phim cho thấy 5 thanh niên trước cổng.": ["5 -"],
    "Tổ tuần tra xua đuổi 12 tàu, lai dắt 4 tàu vào bờ.": ["12 xua đuổi", "4 lai dắt"],
    "Lực lượng chức năng kiểm đếm 300 bao thuốc lá.": ["300 kiểm đếm"],
    "Cảnh sát đưa dẫn 4 công dân về nước.": ["4 đưa dẫn"],
}


@pytest.mark.parametrize(("text", "expected"), COMPOUNDS.items())
def test_a_syllable_of_a_compound_governs_nothing(
    extractor: Extractor, text: str, expected: list[str]
) -> None:
    assert told(extractor, text, "action") == expected


LISTS = {
    "Công an bắt 9 vụ (thu 3 kg ma túy), 7 đối tượng.": ["9 bắt", "3 thu", "7 bắt"],
    "Công an xử lý 13 vụ ma túy, thu 2 kg ma túy; 8 vụ buôn lậu.": [
        "13 xử lý",
        "2 thu",
        "8 xử lý",
    ],
    "Các tổ phát hiện 2 vụ cướp giật; 4 vụ liên quan đến hoạt động cho vay; 3 vụ trộm cắp.": [
        "2 phát hiện",
        "4 phát hiện",
        "3 phát hiện",
    ],
    "Công an thu giữ 5 bộ đồ (loại dùng để hút); 3 điện thoại.": ["5 thu giữ", "3 thu giữ"],
    "Công an thu giữ 2 túi nilon bên trong chứa 300 viên hồng phiến.": ["2 thu giữ", "300 chứa"],
    "Về cứu hộ, cứu nạn, các tàu đưa vào bờ an toàn 7 phương tiện.": ["7 đưa vào bờ"],
    "Công an tiếp nhận, giải quyết 12 tin báo.": ["12 tiếp nhận"],
    "Lò Văn A khai được thuê chở hàng với giá 20 triệu đồng.": ["20000000 thuê"],
    "Người này chở thuê cho chủ hàng lấy 2 triệu đồng.": ["2000000 lấy"],
    "Kiểm lâm thu giữ xe bò kéo đang chở gỗ, còn có 29 lóng gỗ.": ["29 thu giữ"],
    "Bắc đưa cho Nam 1 bánh heroin và 10 gói ma túy.": ["1 đưa", "10 đưa"],
    "Điểm trường cách trung tâm xã 12 km, có 3 lớp.": ["12 cách", "3 -"],
}


@pytest.mark.parametrize(("text", "expected"), LISTS.items())
def test_a_list_goes_on_with_its_verb(extractor: Extractor, text: str, expected: list[str]) -> None:
    assert told(extractor, text, "action") == expected


ITEMS = {
    "Công an bắt 16 đối tượng có liên quan đến đường dây vận chuyển ma túy.": [
        "16 suspects vận chuyển ma túy"
    ],
    "Công an xử lý 4 vụ (7 đối tượng) liên quan đến hoạt động cho vay lãi nặng.": [
        "4 cases cho vay lãi nặng",
        "7 suspects cho vay lãi nặng",
    ],
    "Công an bắt 33 vụ liên quan hành vi tàng trữ vũ khí.": ["33 cases tàng trữ vũ khí"],
    "Các tổ bàn giao 9 đối tượng nghi vấn tàng trữ ma túy, 2 vụ nghi vận chuyển pháo.": [
        "9 suspects tàng trữ ma túy",
        "2 cases vận chuyển pháo",
    ],
    "Đồn Biên phòng phát hiện 4 công dân Việt Nam (2 nam) nhập cảnh trái phép.": [
        "4 suspects nhập cảnh trái phép",
        "2 suspects nhập cảnh trái phép",
    ],
    "Công an bắt 4 người có lệnh truy nã.": ["4 suspects có lệnh truy nã"],
    "Công an khởi tố 2 vụ tổ chức cho người khác xuất cảnh trái phép.": [
        "2 cases tổ chức cho người khác xuất cảnh trái phép"
    ],
    "Công an thu giữ 8 bánh và 1,5 kg heroin.": ["8 seizures heroin", "1.5 seizures heroin"],
    "Vân thuê Nam đưa hổ ra Hà Nội với giá 3 triệu đồng.": ["3000000 money đưa hổ"],
    "Tổng trị giá tang vật hơn 3 tỷ đồng.": ["3000000000 money tang vật"],
}


@pytest.mark.parametrize(("text", "expected"), ITEMS.items())
def test_what_cases_and_sums_are_about(
    extractor: Extractor, text: str, expected: list[str]
) -> None:
    assert told(extractor, text, "kind", "item") == expected


SAID = {
    "Công an thu giữ 300 viên nén nghi là ma túy.": ["300 -"],
    "Trong túi có khoảng 3 kg nghi ma túy.": ["3 alleged"],
    "Công an hoàn tất hồ sơ đề nghị khởi tố 2 vụ, 5 bị can.": ["2 -", "5 -"],
    "Tổ công tác yêu cầu dừng xe, bắt 2 đối tượng.": ["2 -"],
    "Chủ tịch huyện yêu cầu quý tới các đơn vị tuần tra 8 đợt.": ["8 planned"],
    "Theo hồ sơ (lái xe khai chở thuê), trên xe có 3 tấn gỗ.": ["3 -"],
}


@pytest.mark.parametrize(("text", "expected"), SAID.items())
def test_what_is_no_fact(extractor: Extractor, text: str, expected: list[str]) -> None:
    assert told(extractor, text, "modality") == expected


KINDS = {
    "Hải quan phát hiện hành khách vận chuyển gần 4kg ngà voi, 9 cái đuôi voi.": [
        "4 seizures",
        "9 seizures",
    ],
    "Công an bắt 2 đối tượng. Tang vật gồm 1 kg chất bột, 2 chiếc xe máy.": [
        "2 suspects",
        "1 seizures",
        "2 seizures",
    ],
    "Cảnh sát bắt quả tang tại 2 phòng có 3 đôi nam nữ mua bán dâm.": [
        "2 entities",
        "3 suspects",
    ],
    "Tối đó, 5 thanh niên đánh 2 người đi đường.": ["5 suspects", "2 victims"],
    "Nhóm này lừa đảo 717 nhà đầu tư, dụ dỗ 30 người gửi tiền.": ["717 victims", "30 victims"],
    "Có 348 trẻ em bị quấy rối, 12 bệnh nhân đang được điều trị.": [
        "348 victims",
        "12 victims",
    ],
    "Hơn 200 chiến sĩ đã bắt giữ băng nhóm.": ["200 personnel"],
    "Hai học sinh được người dân tìm thấy ở bến sông.": ["2 people"],
    "Bến tàu phục vụ hàng chục lượt khách.": ["10 people"],
}


@pytest.mark.parametrize(("text", "expected"), KINDS.items())
def test_what_a_verb_makes_of_a_figure(
    extractor: Extractor, text: str, expected: list[str]
) -> None:
    assert told(extractor, text, "kind") == expected
