"""Whole outputs of the samples; `tests/regenerate.py` writes them anew."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import pytest
import regenerate

from extractor.model import KINDS
from extractor.reading.article import SourceArticle
from extractor.reading.inputs import read_inputs


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return regenerate.expected()


def test_the_golden_files_are_those_of_the_samples(made: dict[str, str]) -> None:
    assert {path.name for path in regenerate.GOLDEN.iterdir()} == set(made)


@pytest.mark.parametrize("name", sorted(path.name for path in regenerate.GOLDEN.glob("*")))
def test_whole_outputs(made: dict[str, str], name: str) -> None:
    kept = (regenerate.GOLDEN / name).read_text(encoding="utf-8")
    assert made[name] == kept, "see tests/regenerate.py"


def test_every_entry_stands_where_it_says() -> None:
    texts = {
        item.id: item.text
        for item in read_inputs([str(regenerate.PROJECT / "samples")])
        if isinstance(item, SourceArticle)
    }
    assert any(text != unicodedata.normalize("NFC", text) for text in texts.values())
    for path in regenerate.GOLDEN.glob("*.json"):
        for article in json.loads(path.read_text(encoding="utf-8")):
            for entry in _entries(article):
                stretch = texts[article["id"]][entry["start"] : entry["end"]]
                assert stretch == entry["text"]


def _entries(article: dict[str, Any]) -> list[dict[str, Any]]:
    entries = [entry for kind in KINDS for entry in article[kind]]
    mentions = [mention for official in article["officials"] for mention in official["mentions"]]
    return [entry for entry in entries if "start" in entry] + mentions


def test_the_readme_shows_what_is_printed() -> None:
    readme = regenerate.README.read_text(encoding="utf-8")
    assert regenerate.shown(readme) == readme, "see tests/regenerate.py"
