"""The gazetteer: Vietnam's administrative divisions, looked up by name.

The tables hold the divisions before and after 1 July 2025, when 63 provinces became 34 and the
districts were abolished. A name is looked up without regard to case, tone placement, hyphens and
the spellings of the Central Highlands; many communes share one name, so a look-up gives all.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal
from unicodedata import normalize

import msgspec

from extractor.matching.folding import fold
from extractor.patterns_dir import builtin_patterns, read_table

Level = Literal["province", "district", "commune"]

MERGER = "2025-07-01"
"""The day on which 63 provinces became 34 and the districts ended."""
_NOT_IN_KEYS = re.compile(r"[\s'’.–—-]+")
_JOINTS = str.maketrans("", "", "'’")


class Division(msgspec.Struct, frozen=True, gc=False):
    """A province, district or commune.

    Attributes:
        name: Its name without its type; a number keeps the type.
        type: Its type as a word of the language.
        level: Its level.
        code: Its official code, empty if unknown.
        district: The district that it lies in, to June 2025.
        province: The province that it lies in: of its time, or itself.
        new: Whether it exists since July 2025 only in this form.
    """

    name: str
    type: str
    level: Level
    code: str = ""
    district: str = ""
    province: str = ""
    new: bool = False


class Province(msgspec.Struct, frozen=True, gc=False):
    """A province, and what became of it in July 2025; a divided one became no single province.

    Attributes:
        name: Its name.
        code: Its official code to June 2025.
        now: The province that it is part of since.
        code_now: Official code of that province.
        city: Whether it was a centrally run city to June 2025.
        since: Day before which the name was that of a district only.
    """

    name: str
    code: str
    now: str
    code_now: str
    city: bool = False
    since: str = ""


class Keys:
    """Keys of names, under which spellings that mean the same are one.

    Args:
        path: The table of syllables that are spelt in several ways.
    """

    def __init__(self, path: Path) -> None:
        self._variants = {
            self._plain(row["variant"]): fold(self._plain(row["standard"]))
            for row in read_table(path)
        }

    def key(self, name: str) -> str:
        """Key of a name: its syllables, folded; hyphens and apostrophes do not count."""
        parts = _NOT_IN_KEYS.split(self._plain(name))
        known = self._variants.get
        return " ".join([known(part) or fold(part) for part in parts if part])

    @staticmethod
    def _plain(word: str) -> str:
        return word.lower().translate(_JOINTS)


class Gazetteer:
    """All divisions, by the key of their name.

    Args:
        folder: The folder of the tables.
    """

    def __init__(self, folder: Path) -> None:
        self.key = lru_cache(maxsize=4096)(Keys(folder / "syllables.tsv").key)
        self._lines: dict[tuple[Level, bool], dict[str, list[str]]] = {
            ("district", False): _index(folder / "districts.tsv"),
            ("commune", False): _index(folder / "communes.tsv"),
            ("commune", True): _index(folder / "communes_2025.tsv"),
        }
        self._provinces: dict[str, Province] = {}
        self._add_provinces(folder)
        self.gates = self._by_key(folder / "border_gates.tsv")
        self.features = self._by_key(folder / "features.tsv")
        self._plain: dict[str, list[str]] | None = None
        self._divisions = lru_cache(maxsize=4096)(self._read)

    def _by_key(self, path: Path) -> dict[str, dict[str, str]]:
        return {self.key(row["name"]): row for row in read_table(path)}

    def _add_provinces(self, folder: Path) -> None:
        for row in read_table(folder / "provinces.tsv"):
            codes = (row["code"], row["now"], row["code_now"])
            found = Province(row["name"], *codes, city="city" in row)
            self._provinces[self.key(found.name)] = found
            since = _HUE_RENAMED if found.code == _HUE else ""
            today = Province(found.now, found.code_now, found.now, found.code_now, since=since)
            self._provinces.setdefault(self.key(found.now), today)
        districts = self._lines["district", False]
        for row in read_table(folder / "former.tsv"):
            key = self.key(row["name"])
            if row.get("province"):
                line = "\t".join((key, row["name"], row["type"], row["code"], row["province"]))
                districts.setdefault(key, []).append(line)
            else:
                found = Province(row["name"], row.get("code", ""), row.get("now", ""), "")
                self._provinces.setdefault(key, found)

    def province(self, name: str) -> Province | None:
        """The province of that name, today's or an older one."""
        return self._provinces.get(self.key(name))

    def province_now(self, name: str) -> str | None:
        """Today's province of a province of any time; `None` if it was divided or is unknown."""
        found = self.province(name)
        return found.now or None if found else None

    def province_at(self, name: str, date: str) -> str:
        """Name that a province bears, or is part of, on a day."""
        found = self.province(name)
        if found is None or not found.now:
            return name
        merged = found.now != found.name and date >= (
            MERGER if found.code != _HUE else _HUE_RENAMED
        )
        return found.now if merged else found.name

    def districts(self, name: str) -> tuple[Division, ...]:
        """Districts of that name, to June 2025."""
        return self._divisions(self.key(name), "district", False)

    def communes(self, name: str, *, new: bool) -> tuple[Division, ...]:
        """Communes of that name: those since July 2025, or those before."""
        return self._divisions(self.key(name), "commune", new)

    def misspelt(self, name: str, district: str) -> tuple[Division, ...]:
        """Communes of a district whose names have the same letters with other marks."""
        if self._plain is None:
            self._plain = {}
            for key in self._lines["commune", False]:
                self._plain.setdefault(_bare_letters(key), []).append(key)
        within = self.key(district)
        found = [
            division
            for key in self._plain.get(_bare_letters(self.key(name)), ())
            for division in self._divisions(key, "commune", False)
            if self.key(division.district) == within
        ]
        return tuple({division.code: division for division in found}.values())

    def _read(self, key: str, level: Level, new: bool) -> tuple[Division, ...]:
        lines = self._lines[level, new].get(key, ())
        return tuple([_division(line.split("\t"), level, new=new) for line in lines])


def _bare_letters(key: str) -> str:
    """A key without the marks of its letters and its tones."""
    letters = normalize("NFD", key.replace("đ", "d"))
    return "".join([char for char in letters if char == " " or "a" <= char <= "z"])


def _index(path: Path) -> dict[str, list[str]]:
    """Lines of a generated table by their first cell."""
    index: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").split("\n")[_HEAD_LINES:-1]:
        index.setdefault(line[: line.index("\t")], []).append(line)
    return index


def _division(cells: list[str], level: Level, *, new: bool) -> Division:
    _, name, kind, code, *within = cells
    district, province = within if len(within) > 1 else ("", *within)
    return Division(name, kind, level, code, district, province, new)


_HEAD_LINES = 3
_HUE = "46"
_HUE_RENAMED = "2025-01-01"


@cache
def gazetteer() -> Gazetteer:
    """The built-in gazetteer, loaded when it is first asked for."""
    return Gazetteer(builtin_patterns() / "gazetteer" / "tables")
