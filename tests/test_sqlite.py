"""SQLite: what the database holds, what it answers, and what opens it."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

import msgspec
import pytest
from entries import article

from extractor.errors import InputError, OutputError
from extractor.model import KINDS, Article, Figure
from extractor.patterns_dir import digest_of_patterns
from extractor.version import __version__
from extractor.writing import sqlite as writing_sqlite
from extractor.writing.formats import FORMATS, Options
from extractor.writing.output import writing
from extractor.writing.sqlite import SqliteWriter
from extractor.writing.sqlite_schema import SHAPE, VIEWS
from extractor.writing.tables import tables

PROJECT = Path(__file__).resolve().parent.parent
Make = Callable[..., sqlite3.Connection]


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Make]:
    """Write articles and failures, and open what was written."""

    def make(
        *articles: Article,
        texts: tuple[str, ...] = (),
        failures: tuple[InputError, ...] = (),
        options: Options | None = None,
    ) -> sqlite3.Connection:
        path = tmp_path / "facts.sqlite"
        writer = SqliteWriter(path, options or Options())
        for number, one in enumerate(articles):
            writer.write(one, texts[number] if texts else "")
        for failure in failures:
            writer.fail(failure)
        writer.close()
        database = databases.enter_context(closing(sqlite3.connect(path)))
        database.row_factory = sqlite3.Row
        return database

    with ExitStack() as databases:
        yield make


def figures(*counted: dict[str, Any], of: Article | None = None) -> Article:
    """An article with figures of these fields."""
    usual: dict[str, Any] = {"text": "x", "start": 0, "end": 1, "unit": "vụ", "kind": "cases"}
    return msgspec.structs.replace(
        of or article(), figures=tuple(Figure(**{**usual, **one}) for one in counted)
    )


def column(database: sqlite3.Connection, query: str) -> list[Any]:
    return [row[0] for row in database.execute(query)]


def test_every_entry_is_a_row(made: Make) -> None:
    one = article("a")
    database = made(one, article("b"), texts=("văn bản", "hai"))
    for kind in KINDS:
        counted = column(database, f"SELECT count(*) FROM {kind}")
        assert counted == [2 * len(getattr(one, kind))]
    assert column(database, "SELECT id FROM articles ORDER BY article") == ["a", "b"]
    assert column(database, "SELECT text FROM articles ORDER BY article") == ["văn bản", "hai"]
    assert column(database, "SELECT value FROM figures WHERE article = 1 ORDER BY ordinal") == [
        figure.value for figure in one.figures
    ]
    (position,) = database.execute("SELECT title, unit FROM positions WHERE article = 2")
    assert tuple(position) == ("Giám đốc", "Công an tỉnh Quảng Nam")
    (acted,) = database.execute("SELECT figure, unit FROM figure_units WHERE article = 2")
    assert tuple(acted) == (0, "Công an tỉnh Quảng Nam")


def test_the_database_is_sound_and_its_references_hold(made: Make) -> None:
    database = made(article("a"), article("b"))
    assert column(database, "PRAGMA integrity_check") == ["ok"]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    for table in tables(SHAPE):
        if table.kind:
            targets = {
                row["table"] for row in database.execute(f"PRAGMA foreign_key_list({table.name})")
            }
            assert "articles" in targets
            assert not table.parent or table.parent in targets
    database.execute("PRAGMA foreign_keys = ON")
    with pytest.raises(sqlite3.IntegrityError):
        database.execute("DELETE FROM articles WHERE article = 1")


def test_failures_and_what_made_it_are_told(made: Make) -> None:
    failure = InputError("a.jsonl", "broken JSON", place="line 2", cure="mend it")
    bare = InputError("b\ud800.txt", "no such file")
    database = made(failures=(failure, bare), options=Options(kinds=("dates",), patterns="c0de"))
    assert [tuple(row) for row in database.execute("SELECT * FROM failures")] == [
        (1, "a.jsonl", "line 2", "broken JSON", "mend it"),
        (2, "b\ufffd.txt", None, "no such file", None),
    ]
    told = dict(tuple(row) for row in database.execute("SELECT name, value FROM meta"))
    assert told == {
        "schema": "1",
        "version": __version__,
        "patterns": "c0de",
        "kinds": "dates",
        "explain": "no",
    }
    assert column(database, "PRAGMA user_version") == [1]


def test_only_the_kinds_asked_for_are_filled_and_every_view_can_be_asked(made: Make) -> None:
    database = made(article(), options=Options(kinds=("figures",)))
    assert column(database, "SELECT count(*) FROM figures") == [5]
    assert column(database, "SELECT count(*) FROM figure_units") == [1]
    for name in ("dates", "units", "officials", "positions", "mentions"):
        assert column(database, f"SELECT count(*) FROM {name}") == [0]
    for view in VIEWS:
        database.execute(f"SELECT * FROM {view.name}").fetchall()


def test_why_is_told_when_it_is_asked_for(made: Make) -> None:
    database = made(article(), options=Options(explain=True))
    (row,) = database.execute("SELECT rule, parts, steps FROM dates")
    assert tuple(row) == ("day-month-year", '{"day":"19"}', '["part: afternoon"]')


def test_what_an_article_says_is_data(made: Make) -> None:
    evil = "'); DROP TABLE articles; --"
    one = msgspec.structs.replace(article(evil), title="a\x00b\ud800", extra={"'": evil})
    database = made(one, texts=(f"{evil}\x00\udfff",))
    (row,) = database.execute("SELECT id, title, extra, text FROM articles")
    assert tuple(row) == (evil, "a\x00b\ufffd", json.dumps({"'": evil}, separators=(",", ":")),
                          f"{evil}\x00\ufffd")  # fmt: skip


def test_a_number_beyond_63_bits_is_kept_as_a_float(made: Make) -> None:
    database = made(figures({"value": 10**18}, {"value": 10**30}, {"value": 1.5}))
    found = column(database, "SELECT value FROM figures ORDER BY ordinal")
    assert found == [10**18, 1e30, 1.5]
    assert [type(value) for value in found] == [int, float, float]


def test_same_articles_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        writer = SqliteWriter(tmp_path / name, Options())
        for number in range(50):
            writer.write(article(str(number)), "văn bản")
        writer.close()
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@pytest.mark.parametrize("at_the_end", [False, True])
def test_a_full_disk_is_named_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_the_end: bool
) -> None:
    """Made full by SQLite's own limit, in the midst of a run or when the indexes are made."""
    pages = 150 if at_the_end else 60
    settings = (*writing_sqlite._SETTINGS, f"PRAGMA max_page_count = {pages}")
    monkeypatch.setattr(writing_sqlite, "_SETTINGS", settings)
    target = tmp_path / "facts.sqlite"
    written = 0

    def fill() -> None:
        nonlocal written
        with writing(FORMATS["sqlite"], Options(), str(target)) as writer:
            for written in range(60):  # noqa: B007 - looked at after the error
                writer.write(article(), "văn bản " * 500)

    with pytest.raises(OutputError, match=r"facts\.sqlite: cannot be written: the disk is full"):
        fill()
    assert (written == 59) == at_the_end
    assert list(tmp_path.iterdir()) == []


# The search.

TEXT = "Triệt phá đường dây ma túy đá tại Đà Nẵng"


@pytest.mark.parametrize(
    "query",
    [
        "đường",
        "duong",
        "ĐƯỜNG",
        "dường",
        '"đường dây ma túy đá"',
        '"duong day ma tuy da"',
        "Đà Nẵng",
        "da nang",
        "triet pha",
        "mà tuy",
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_search_finds_words_with_and_without_marks(
    made: Make, query: str, form: Literal["NFC", "NFD"]
) -> None:
    database = made(
        *[msgspec.structs.replace(article(name), title=None) for name in "ab"],
        texts=(unicodedata.normalize(form, TEXT), "không có gì"),
    )
    found = "SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?"
    assert [row[0] for row in database.execute(found, (query,))] == [1]


def test_the_search_looks_at_titles_and_shows_where(made: Make) -> None:
    database = made(article("a", "Bắt đối tượng"), article("b", "Giao ban"), texts=("", TEXT))
    for query in ("bat doi tuong", "Bắt đối tượng"):
        found = "SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?"
        assert [row[0] for row in database.execute(found, (query,))] == [1]
    shown = "SELECT snippet(articles_fts, 1, '[', ']', '…', 4) FROM articles_fts('túy')"
    assert column(database, shown) == ["…ma [túy] đá tại…"]
    database.execute("INSERT INTO articles_fts(articles_fts) VALUES ('integrity-check')")


# The views.


def test_what_can_be_summed_up(made: Make) -> None:
    database = made(
        figures(
            {"value": 1},
            {"value": 2, "part_of": 0},
            {"value": 3, "change": "increase"},
            {"value": 4, "modality": "planned"},
            {"value": 5, "modality": "denied"},
            {"value": 6, "modality": "alleged"},
            {"value": 7, "unit": "%"},
            {"value": 1},
            {"value": 1, "unit": "chuyên án"},
            {"value": 8, "modality": "planned"},
            {"value": 8},
        ),
        figures({"value": 1}),
    )
    query = "SELECT value, unit FROM countable_figures WHERE article = {} ORDER BY ordinal"
    assert [tuple(row) for row in database.execute(query.format(1))] == [
        (1, "vụ"),
        (6, "vụ"),
        (1, "chuyên án"),
        (8, "vụ"),
    ]
    assert column(database, query.format(2)) == [1]


def test_figures_by_month(made: Make) -> None:
    here = {"place": "Núi Thành"}
    database = made(
        figures(
            {"value": 2, "period": "2024-01-19", **here},
            {"value": 3, "period": "2024-01", **here},
            {"value": 5, "period": "2024-01/2024-02", **here},
            {"value": 7, "period": "2024-01"},
            {"value": 1.5, "unit": "kg", "base_value": 1500, "base_unit": "g",
             "kind": "seizures", "period": "2024-01-02"},
            {"value": 500, "unit": "gam", "base_value": 500, "base_unit": "g",
             "kind": "seizures", "period": "2024-01-03"},
        ),
        figures({"value": 2, "period": "2024-01-20", **here}),
    )  # fmt: skip
    query = "SELECT * FROM figures_by_month ORDER BY kind, province"
    assert [tuple(row) for row in database.execute(query)] == [
        ("cases", None, "2024-01", "vụ", 7, 1, 1),
        ("cases", "Đà Nẵng", "2024-01", "vụ", 7, 3, 2),
        ("seizures", None, "2024-01", "g", 2000, 2, 1),
    ]


def test_seizures_in_grams(made: Make) -> None:
    seized: dict[str, Any] = {"kind": "seizures", "base_unit": "g", "unit": "kg"}
    database = made(
        figures(
            {"value": 1, "base_value": 1000, "item": "heroin", "period": "2024-02-01", **seized},
            {"value": 2, "base_value": 2000, "item": "cần sa", **seized},
            {"value": 9, "item": "heroin", "unit": "bánh", "kind": "seizures"},
        ),
        figures({"value": 1, "base_value": 1000, "item": "cần sa", **seized}),
    )
    assert [tuple(row) for row in database.execute("SELECT * FROM seizures_in_grams")] == [
        ("cần sa", 3000, 2, 2, None, None),
        ("heroin", 1000, 1, 1, "2024-02", "2024-02"),
    ]


def test_active_units_and_officials(made: Make) -> None:
    database = made(article("a"), msgspec.structs.replace(article("b"), date="2025"))
    (unit,) = database.execute("SELECT * FROM active_units")
    assert tuple(unit) == ("Công an tỉnh Quảng Nam", "police", None, None, 2, 4, 2)
    (official,) = database.execute("SELECT * FROM officials_and_positions")
    assert tuple(official) == (
        "Nguyễn Văn Mẫu", "Đại tá", "Giám đốc", "Công an tỉnh Quảng Nam", 2, "2024-01-19", "2025",
    )  # fmt: skip


# The program, and what opens its database.


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("facts") / "facts.sqlite"
    command = [sys.executable, "-W", "ignore", "-m", "extractor", "samples/", "none.txt"]
    done = subprocess.run([*command, "-o", path], cwd=PROJECT, check=False, capture_output=True)
    assert done.returncode == 1
    return path


@pytest.fixture
def opened(facts: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(facts)) as database:
        yield database


def test_the_program_writes_it(opened: sqlite3.Connection) -> None:
    database = opened
    assert column(database, "PRAGMA integrity_check") == ["ok"]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert column(database, "SELECT source FROM failures") == ["none.txt"]
    assert column(database, "SELECT value FROM meta WHERE name = 'patterns'") == [
        digest_of_patterns(None)
    ]
    query = (
        'SELECT substr(articles.text, start + 1, "end" - start) = {0}.text '
        "FROM {0} JOIN articles USING (article)"
    )
    for kind in ("dates", "locations", "units", "figures", "documents", "mentions"):
        found = column(database, query.format(kind))
        assert found
        assert all(found)
    for view in VIEWS:
        assert database.execute(f"SELECT * FROM {view.name}").fetchall(), view.name


def test_datasette_opens_it(facts: Path) -> None:
    if find_spec("datasette") is None:
        pytest.skip("datasette is not installed: pip install 'extract-vn[test]'")

    searches = [f"articles.json?_shape=objects&_search={q}" for q in ("duong+mon", "đường+mòn")]
    views = [f"{view.name}.json?_shape=objects" for view in VIEWS]
    paths = [f"/facts/{path}" for path in (*searches, *views)]
    command = [sys.executable, "-W", "ignore", "-c", _ASKED, str(facts), "/facts.json", *paths]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    whole, *found = json.loads(done.stdout)
    shown = {table["name"]: table for table in whole["tables"]}
    assert shown["articles"]["fts_table"] == "articles_fts"
    assert shown["figures"]["count"] > 50
    assert shown["figures"]["foreign_keys"]["outgoing"]
    for answer in found[: len(searches)]:
        assert [row["id"] for row in answer["rows"]] == ["bien-phong-ma-tuy"]
    for view, answer in zip(VIEWS, found[len(searches) :], strict=True):
        assert answer["rows"], view.name


_ASKED = """
import asyncio, json, sys
from datasette.app import Datasette

async def ask(database, *paths):
    # A query has a second, which is little on a busy machine.
    client = Datasette([database], settings={"sql_time_limit_ms": 60_000}).client
    print(json.dumps([(await client.get(path)).json() for path in paths]))

asyncio.run(ask(*sys.argv[1:]))
"""


def test_duckdb_opens_it(facts: Path, opened: sqlite3.Connection) -> None:
    for name in ("duckdb", "duckdb_extension_sqlite_scanner"):
        pytest.importorskip(name, reason=f"{name} is not installed: pip install 'extract-vn[test]'")
    import duckdb

    folder = resources.files("duckdb_extension_sqlite_scanner")
    path = folder / "extensions" / f"v{duckdb.__version__}" / "sqlite_scanner.duckdb_extension"
    database = duckdb.connect()
    database.execute(f"LOAD '{path}'")
    database.execute(f"ATTACH '{facts}' AS facts (TYPE sqlite, READ_ONLY)")
    names = [table.name for table in tables(SHAPE)] + [view.name for view in VIEWS]
    for name in names:
        (told,) = database.execute(f"SELECT count(*) FROM facts.{name}").fetchall()
        assert list(told) == column(opened, f"SELECT count(*) FROM {name}"), name
    types = {row[0]: row[1] for row in database.execute("DESCRIBE facts.figures").fetchall()}
    assert (types["value"], types["period_from"], types["start"]) == ("DOUBLE", "DATE", "BIGINT")
    types = {
        row[0]: row[1] for row in database.execute("DESCRIBE facts.figures_by_month").fetchall()
    }
    assert (types["total"], types["figures"], types["month"]) == ("DOUBLE", "BIGINT", "VARCHAR")
