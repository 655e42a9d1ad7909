"""An article with one entry of everything, for the tests of what writes it."""

from __future__ import annotations

from extractor.model import (
    Article,
    Date,
    Document,
    Explanation,
    Figure,
    Location,
    Official,
    Position,
    Span,
    Unit,
)


def article(identifier: str = "a", title: str = "Ba lực lượng giao ban") -> Article:
    """One article, its texts in no relation to one another."""
    police = "Công an tỉnh Quảng Nam"
    return Article(
        schema=1,
        id=identifier,
        source=f"news/{identifier}.txt",
        title=title,
        outlet="Báo Quảng Nam",
        date="2024-01-19",
        dates=(
            Date(
                text="Chiều nay 19/1/2024",
                start=0,
                end=19,
                value="2024-01-19",
                from_="2024-01-19",
                to="2024-01-19",
                part="afternoon",
                explain=Explanation("day-month-year", {"day": "19"}, ("part: afternoon",)),
            ),
        ),
        locations=(
            Location(
                text="huyện Núi Thành",
                start=0,
                end=15,
                name="Núi Thành",
                level="district",
                province="Quảng Nam",
                code="517",
                province_now="Đà Nẵng",
            ),
        ),
        units=(Unit(text="Công an tỉnh", start=0, end=12, name=police, branch="police"),) * 2,
        officials=(
            Official(
                name="Nguyễn Văn Mẫu",
                rank="Đại tá",
                positions=(Position(text="Giám đốc Công an tỉnh", title="Giám đốc", unit=police),),
                mentions=(Span("Đại tá Nguyễn Văn Mẫu", 0, 21),),
            ),
        ),
        figures=(
            Figure(
                text="370 tin",
                start=0,
                end=7,
                value=370,
                unit="tin",
                kind="tips",
                action="trao đổi",
                by=(police,),
                period="2023-01/2023-09",
            ),
            Figure(text="120 tin", start=0, end=7, value=120, unit="tin", kind="tips", part_of=0),
            Figure(
                text="hơn 6,4kg cần sa",
                start=0,
                end=16,
                value=6.4,
                qualifier="over",
                unit="kg",
                kind="seizures",
                item="cần sa",
                base_value=6400,
                base_unit="g",
            ),
            Figure(
                text="445 triệu đồng",
                start=0,
                end=14,
                value=445_000_000,
                unit="VND",
                kind="money",
                modality="planned",
            ),
            Figure(
                text="tăng 3-5 vụ",
                start=0,
                end=11,
                value=3,
                max=5,
                unit="vụ",
                kind="cases",
                change="increase",
            ),
        ),
        documents=(
            Document(text="Nghị định 03/2019", start=0, end=17, type="Nghị định", number="03/2019"),
        ),
        extra={"tags": ["x"]},
    )
