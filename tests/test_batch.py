"""Many articles: in order, one failure at a time, the same from any number of processes."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from typing import Any

import pytest
from quick import QuickExtractor

from extractor.batch import OneProcess, Workers, run, workers
from extractor.batch.work import PIECE, Extracted, Task
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


def articles(*texts: str, **told: Any) -> list[Item]:  # noqa: ANN401
    return [SourceArticle(id=str(number), text=text, **told) for number, text in enumerate(texts)]


def quick_workers(monkeypatch: pytest.MonkeyPatch, jobs: int | None) -> Workers:
    monkeypatch.setattr(workers, "one_process", lambda *_, **__: OneProcess(QuickExtractor()))
    return Workers(jobs)


def outcomes(work: Workers | OneProcess, items: list[Item]) -> list[str]:
    """What came of each item, to compare and to read."""
    found = []
    for task in work(map(Task, items)):
        outcome = task.outcome()
        if isinstance(outcome, Extracted):
            assert isinstance(task.item, SourceArticle)
            found.append(repr(outcome.article(task.item)))
        else:
            found.append(str(outcome))
    return found


def test_a_failure_costs_one_article() -> None:
    kept, said = Kept(), list[InputError]()
    items = articles("một", "fault", "hai", source="b.txt")
    items.insert(1, BROKEN)
    summary = run(items, OneProcess(QuickExtractor()), kept, report=said.append)
    assert [one.id for one in kept] == ["0", "2"]
    assert said[0] is BROKEN
    assert str(said[1]).startswith("b.txt: internal error, KeyError in _extracted: 'fault'")
    assert (summary.articles, summary.characters, summary.failures) == (2, 6, 2)
    assert summary.facts == 2 * (1 + 1 + 2 + 1 + 5 + 1)


def test_the_date_given_is_for_articles_that_tell_none() -> None:
    kept = Kept()
    items = [*articles("a"), *articles("b", date="2020-02")]
    run(items, OneProcess(QuickExtractor()), kept, report=_fail, date="2024")
    assert [one.date for one in kept] == ["2024", "2020-02"]


def test_extra_keys_are_carried_through() -> None:
    kept = Kept()
    extra = {"big": 10**30, "deep": [{"a": None}], "half": "\ud800"}
    run(articles("a", extra=extra), OneProcess(QuickExtractor()), kept, report=_fail)
    assert kept[0].extra == extra


def _fail(failure: InputError) -> None:
    raise failure


def test_any_number_of_processes_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.batch.work.PIECE", 3)
    texts = (f"Sáng {day}/6, Công an tỉnh Hải Dương bắt {day} đối tượng." for day in range(1, 21))
    items = articles(*texts, extra={"big": 10**30})
    items[7] = BROKEN
    one = outcomes(OneProcess(Extractor(explain=True)), items)
    assert "figures=(Figure(" in one[0]
    assert one[7] == str(BROKEN)
    for jobs in (None, 1, 2, 3):
        assert outcomes(Workers(jobs, explain=True), items) == one


def test_workers_start_only_for_more_than_a_moment_of_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workers, "cores", lambda: 4)
    started = _count_starts(monkeypatch)
    work = quick_workers(monkeypatch, None)
    for count, expected in ((0, 0), (1, 0), (PIECE, 0), (PIECE + 1, 2)):
        started.clear()
        assert len(outcomes(work, articles(*["a"] * count))) == count
        assert len(started) == expected, count


def _count_starts(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    started: list[object] = []
    start = workers._Pool._start

    def counted(pool: workers._Pool) -> workers._Worker:
        started.append(pool)
        return start(pool)

    monkeypatch.setattr(workers._Pool, "_start", counted)
    return started


def test_workers_read_only_a_little_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    read = 0

    def tasks(text: str) -> Iterator[Task]:
        nonlocal read
        for item in articles(*[text] * 10_000):
            read += 1
            yield Task(item)

    done = quick_workers(monkeypatch, 2)(tasks(""))
    next(done)
    assert read <= 200
    done.close()  # type: ignore[attr-defined]
    read = 0
    done = quick_workers(monkeypatch, 2)(tasks("x" * workers._CHARACTERS_AHEAD))
    next(done)
    assert read <= 3
    done.close()  # type: ignore[attr-defined]


def test_a_dead_worker_costs_one_article(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["a"] * 60
    texts[5] = texts[20] = texts[21] = texts[59] = "die"
    found = outcomes(quick_workers(monkeypatch, 2), articles(*texts, source="b.jsonl"))
    assert len(found) == 60
    for text, outcome in zip(texts, found, strict=True):
        if text == "die":
            assert outcome.startswith("b.jsonl: the process that worked on it died (SIGKILL)")
        else:
            assert outcome.startswith("Article(")
    assert multiprocessing.active_children() == []


def test_no_process_outlives_a_run_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    done = quick_workers(monkeypatch, 2)(map(Task, articles(*["a"] * 1000)))
    next(done)
    assert len(multiprocessing.active_children()) == 2
    with pytest.raises(KeyboardInterrupt):
        done.throw(KeyboardInterrupt)  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []


def test_a_process_that_cannot_start_is_said_clearly(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr("multiprocessing.process.BaseProcess.start", refuse)
    with pytest.raises(ExtractError, match="no process can be started: Resource"):
        outcomes(quick_workers(monkeypatch, 2), articles("a"))


def test_errors_travel_between_processes() -> None:
    import pickle

    error = pickle.loads(pickle.dumps(BROKEN))
    assert type(error) is InputError
    assert str(error) == str(BROKEN)
