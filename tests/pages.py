"""Articles for the tests of pages, in words of our own, and a page of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from extractor.pipeline import Extractor
from extractor.writing.formats import FORMATS, Options

ONE = (
    "Bắt nhóm mua bán heroin\n\n"
    "Sáng 12/3/2024, Công an tỉnh Cao Bằng bắt 7 đối tượng mua bán trái phép chất ma túy,"
    " thu giữ 1,5 kg heroin và 2 khẩu súng.\n"
    "Đại tá Nông Văn Mẫu, Giám đốc Công an tỉnh Cao Bằng, trực tiếp chỉ đạo."
)
DRUGS = (
    "Sáng 12/3/2024, Công an tỉnh Cao Bằng bắt 7 đối tượng mua bán trái phép chất ma túy,"
    " thu giữ 1,5 kg heroin."
)
YEAR = (
    "Năm 2023, Công an tỉnh Quảng Nam phát hiện 370 vụ, trong đó cấp huyện 120 vụ,"
    " cấp tỉnh 250 vụ; tăng 15 vụ so với năm 2022.\n"
    "Năm 2025, đơn vị sẽ triệt phá ít nhất 20 vụ."
)
PLAN = "Ngày 5/2/2024, UBND tỉnh Quảng Nam ban hành Kế hoạch số 12/KH-UBND."
MANY = (DRUGS, YEAR, PLAN)
HOSTILE = (
    "<script>window.broken = 1</script><img src=x onerror='window.broken = 2'> bắt 2 đối tượng",
    "</script><!--<script>window.broken = 3</script> ]]> &lt;b&gt; \"' bắt 3 đối tượng\u2028\u2029",
    '=HYPERLINK("http://example.invalid") {{title}} ${broken} bắt 4 đối tượng',
    "Hôm nay có tin: \u202ebắt 5 đối tượng\u2066 \x00\x07\x1b[31m \ud83d \udc4d bắt 6 vụ \u202c",
    "bắt 1 vụ, " * 1_000,
    "Côngan" * 170_000,
)


def page(path: Path, extractor: Extractor, *texts: str, **options: Any) -> Path:  # noqa: ANN401
    """Write a page of these texts; their first words are no title, their number is the id."""
    make = FORMATS["html"].make
    assert make is not None
    with path.open("wb") as stream:
        writer = make(stream, Options(**options))
        for number, text in enumerate(texts, start=1):
            writer.write(extractor.extract(text, id=str(number), source=f"{number}.txt"), text)
        writer.close()
    return path
