"""The guide to the patterns: its worked example works, and what it names is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extractor.checking import check_rules
from extractor.matching.tagging import TOKEN_TAGS
from extractor.patterns_dir import builtin_patterns
from extractor.pipeline import Extractor

GUIDE = (builtin_patterns() / "README.md").read_text(encoding="utf-8")
FILES = re.findall(r"`my-rules/([\w/.-]+)`\n\n```\w+\n(.*?)```", GUIDE, re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    assert len(FILES) == 2
    for name, text in FILES:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_the_worked_example(folder: Path) -> None:
    extractor = Extractor(folder, explain=True)
    assert [str(p) for p in check_rules(extractor) if "my-" in str(p)] == []
    article = extractor.extract("Đêm Giao thừa 2024, Công an thu giữ 7 tép lẻ heroin.")
    assert [date.value for date in article.dates] == ["2024"]
    assert [(f.value, f.unit, f.kind) for f in article.figures] == [(7, "tép lẻ", "seizures")]


def test_the_example_is_not_known_without_it(extractor: Extractor) -> None:
    article = extractor.extract("Đêm Giao thừa 2024, Công an thu giữ 7 tép lẻ heroin.")
    assert article.dates == ()


def test_every_tag_that_the_guide_names_is_one() -> None:
    named = GUIDE.partition("Tags of single tokens:")[2].partition("A kind is a tag")[0]
    assert set(re.findall(r"`(\w+)`", named)) <= TOKEN_TAGS


def test_every_folder_that_the_guide_names_is_there() -> None:
    for name in ("lexicon", "gazetteer", "rules", "outlets.tsv", "credits.tsv", "legacy.tsv"):
        assert (builtin_patterns() / name).exists()
