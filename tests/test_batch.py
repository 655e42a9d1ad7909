"""Many articles: in order, one failure at a time, the same from any number of processes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from entries import article

from extractor import batch
from extractor.batch import OneProcess, Workers, run
from extractor.errors import ExtractError, InputError
from extractor.model import Article
from extractor.pipeline import Extractor
from extractor.reading.article import SourceArticle
from extractor.reading.inputs import Item
from extractor.writing.formats import Writer

BROKEN = InputError("x.jsonl", "broken JSON", place="line 2")


class Kept(Writer, list[Article]):
    """A writer that keeps what it is given."""

    def write(self, article: Article, text: str) -> None:  # noqa: ARG002
        self.append(article)


class Stumbling(Extractor):
    """Stands in for an extractor with a fault."""

    def __init__(self) -> None:
        """Load nothing."""

    def extract(self, text: str, **told: Any) -> Article:  # noqa: ANN401
        if text == "fault":
            raise KeyError("fault")
        return article(told["id"])


def test_a_failure_costs_one_article() -> None:
    kept, said = Kept(), list[InputError]()
    items: list[Item] = [
        SourceArticle(id="a", text="một"),
        BROKEN,
        SourceArticle(id="b", text="fault", source="b.txt"),
        SourceArticle(id="c", text="hai"),
    ]
    summary = run(items, OneProcess(Stumbling()), kept, report=said.append)
    assert [one.id for one in kept] == ["a", "c"]
    assert said[0] is BROKEN
    assert str(said[1]).startswith("b.txt: internal error, KeyError in extract: 'fault'")
    assert (summary.articles, summary.characters, summary.failures) == (2, 6, 2)
    assert summary.facts == 2 * (1 + 1 + 2 + 1 + 5 + 1)


def test_any_number_of_processes_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "_CHUNK", 3)
    items: list[Item] = [
        SourceArticle(
            id=str(number),
            text=f"Sáng {number + 1}/6, Công an tỉnh Hải Dương bắt {number} đối tượng.",
            extra={"big": 10**30, "n": number} if number % 2 else {},
        )
        for number in range(20)
    ]
    items[7] = BROKEN
    one = list(OneProcess(Extractor(explain=True), "2020-07")(items))
    assert sum(isinstance(result, InputError) for result in one) == 1
    for jobs in (2, 3):
        several = list(Workers(jobs, explain=True, date="2020-07")(items))
        assert [repr(result) for result in several] == [repr(result) for result in one]


def test_workers_read_only_a_little_ahead() -> None:
    read = 0

    def items() -> Iterator[Item]:
        nonlocal read
        for number in range(10_000):
            read += 1
            yield SourceArticle(id=str(number), text="")

    results = Workers(2)(items())
    next(results)
    assert read <= 200
    results.close()  # type: ignore[attr-defined]


def test_a_dead_worker_is_said_clearly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "_work", _die)
    with pytest.raises(ExtractError, match="a process died"):
        list(Workers(1)([SourceArticle(id="a", text="")]))


def _die(_: object) -> None:
    import os

    os._exit(1)


def test_errors_travel_between_processes() -> None:
    import pickle

    error = pickle.loads(pickle.dumps(BROKEN))
    assert type(error) is InputError
    assert str(error) == str(BROKEN)
