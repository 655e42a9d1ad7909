"""The library from Python: one article, many, and in pools of processes."""

from __future__ import annotations

import multiprocessing
import pickle
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from entries import article

import extractor as library
from extractor import Article, Extractor, InputError, PatternError, extract, extract_many
from extractor.reading.article import SourceArticle

TEXT = "Sáng 12/3, Công an tỉnh Hải Dương bắt {} đối tượng, thu giữ 6,4 kg ma túy đá."


@pytest.fixture
def patterns(tmp_path: Path) -> Path:
    """A part of the day that the built-in patterns don't know."""
    folder = tmp_path / "patterns"
    (folder / "lexicon").mkdir(parents=True)
    table = "phrase\tpart\ncanh ba\tnight\n"
    (folder / "lexicon" / "day_part.tsv").write_text(table, encoding="utf-8")
    return folder


NIGHT = "Canh ba 24/4, tại bến sông"


def counts(found: Article) -> list[int | float]:
    return [figure.value for figure in found.figures if figure.kind == "suspects"]


def test_every_name_can_be_imported() -> None:
    for name in library.__all__:
        assert getattr(library, name)
    with pytest.raises(AttributeError, match="nothing"):
        _ = library.nothing


def test_articles_together_give_what_each_gives_by_itself(extractor: Extractor) -> None:
    texts = [TEXT.format(2), "Không có gì.", "", TEXT.format(5), unicodedata.normalize("NFD", TEXT)]
    items = [
        SourceArticle(id=str(number), text=text, date=date, extra={"number": number})
        for number, text in enumerate(texts)
        for date in ("2023", "2024-05-06", None)
    ]
    alone = [
        extractor.extract(item.text, id=item.id, date=item.date, extra=item.extra) for item in items
    ]
    assert extractor.extract_all(items) == alone
    assert [counts(one) for one in alone[::3]] == [[2], [], [], [5], []]


def test_a_wrong_date_stops_all_articles_that_are_extracted_together(extractor: Extractor) -> None:
    items = [SourceArticle(id="a", text="A"), SourceArticle(id="b", text="B", date="May")]
    with pytest.raises(InputError, match="b: `date` is 'May'"):
        extractor.extract_all(items)


def test_one_article() -> None:
    found = extract(TEXT.format(2), date="2024-05")
    assert counts(found) == [2]
    assert [date.value for date in found.dates] == ["2024-03-12"]


@pytest.mark.parametrize("date", ["19/1/2024", "2024-13", "24", "x"])
def test_a_date_that_is_none_is_refused(date: str) -> None:
    with pytest.raises(InputError, match="give YYYY-MM-DD, YYYY-MM or YYYY"):
        extract(TEXT, date=date)
    with pytest.raises(InputError, match="give YYYY-MM-DD, YYYY-MM or YYYY"):
        extract_many([TEXT], date=date)


def test_many_articles_are_a_stream() -> None:
    asked: list[int] = []

    def articles() -> Iterator[str]:
        for number in range(1, 1000):
            asked.append(number)
            yield TEXT.format(number + 1)

    found = extract_many(articles())
    assert [counts(next(found)) for _ in range(3)] == [[2], [3], [4]]
    assert asked == [1, 2, 3]


def test_texts_and_fields() -> None:
    fields = {"id": "x", "text": TEXT.format(3), "date": "2023-04-01", "outlet": "B", "tags": [1]}
    first, second = extract_many([TEXT.format(2), fields], date="2024-05")
    assert (first.id, first.dates[0].value) == ("1", "2024-03-12")
    assert (second.id, second.dates[0].value, second.outlet) == ("x", "2023-03-12", "B")
    assert (second.extra, second.source, counts(second)) == ({"tags": [1]}, None, [3])


def test_a_wrong_article_stops_or_is_reported() -> None:
    wrong: list[Any] = ["", {"title": "no text"}, {"text": 5}, 7, {"text": "", "date": "x"}, "Sáng"]
    with pytest.raises(InputError, match="extract_many, article 2: no `text`"):
        list(extract_many(wrong))
    failures: list[InputError] = []
    found = list(extract_many(wrong, report=failures.append))
    assert [one.id for one in found] == ["1", "6"]
    assert [(failure.place, failure.cause) for failure in failures] == [
        ("article 2", "no `text`"),
        ("article 3", "`text` is not a string"),
        ("article 4", "neither a text nor fields"),
        ("article 5", "`date` is 'x'"),
    ]


def test_a_bug_costs_one_article(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Extractor.extract

    def broken(self: Extractor, text: str, **told: Any) -> Article:  # noqa: ANN401
        if "hỏng" in text:
            raise ZeroDivisionError
        if "chậm" in text:
            raise PatternError("date.toml", "too slow", place="line 2")
        return whole(self, text, **told)

    monkeypatch.setattr(Extractor, "extract", broken)
    failures: list[InputError] = []
    found = list(extract_many(["a", "hỏng", "b", "chậm"], report=failures.append))
    assert [one.id for one in found] == ["1", "3"]
    assert "internal error, ZeroDivisionError" in str(failures[0])
    assert "date.toml, line 2: too slow" in str(failures[1])


def test_patterns_of_ones_own(patterns: Path) -> None:
    for given in (patterns, str(patterns)):
        (found,) = extract_many([NIGHT], patterns=given, date="2025-04-30")
        assert [date.part for date in found.dates] == ["night"]
    (patterns / "rules").mkdir()
    (patterns / "rules" / "date.toml").write_text("kind = 5", encoding="utf-8")
    with pytest.raises(PatternError):
        Extractor(patterns)


def test_an_extractor_is_pickled_as_what_it_was_made_of(
    patterns: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(patterns.parent)
    made = Extractor(patterns.name, explain=True)
    packed = pickle.dumps(made)
    assert len(packed) < 1000
    monkeypatch.chdir("/")
    copy = pickle.loads(packed)
    assert copy is pickle.loads(packed), "made once in a process"
    found = copy.extract(NIGHT, date="2025")
    assert found == made.extract(NIGHT, date="2025")
    assert found.dates[0].part == "night"
    assert found.dates[0].explain


def test_an_article_is_pickled_whole() -> None:
    assert pickle.loads(pickle.dumps(article())) == article()


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_in_any_pool_of_processes(extractor: Extractor, method: str) -> None:
    texts = [TEXT.format(number) for number in range(2, 12)]
    context = multiprocessing.get_context(method)
    with ProcessPoolExecutor(2, mp_context=context) as pool:
        found = list(pool.map(extractor.extract, texts, chunksize=3))
    assert found == [extractor.extract(text) for text in texts]
