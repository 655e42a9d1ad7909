"""What the writers write."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import msgspec
import pytest
from entries import article

from extractor.errors import OutputError
from extractor.model import Article, Kind
from extractor.writing.formats import FORMATS, Options, format_of
from extractor.writing.output import opened
from extractor.writing.schema import schema


def written(name: str, *articles: Article, options: Options | None = None) -> str:
    stream = io.BytesIO()
    make = FORMATS[name].make
    assert make is not None
    writer = make(stream, options or Options())
    for one in articles:
        writer.write(one, "")
    writer.close()
    return stream.getvalue().decode()


def test_json_lines_read_back_are_the_articles() -> None:
    lines = written("jsonl", article("a"), article("b")).splitlines()
    assert [msgspec.json.decode(line, type=Article) for line in lines] == [
        article("a"),
        article("b"),
    ]


def test_a_field_without_a_value_is_left_out() -> None:
    (figure, *_) = json.loads(written("jsonl", article()))["figures"]
    assert "max" not in figure
    assert "modality" not in figure


@pytest.mark.parametrize("count", [0, 1, 2])
def test_json_is_one_array(count: int) -> None:
    found = json.loads(written("json", *[article(str(number)) for number in range(count)]))
    assert [one["id"] for one in found] == [str(number) for number in range(count)]


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_only_the_kinds_asked_for(name: str) -> None:
    kinds: tuple[Kind, ...] = ("figures",)
    found = json.loads(written(name, article(), options=Options(kinds=kinds)))
    (one,) = found if name == "json" else [found]
    assert list(one) == ["schema", "id", "source", "title", "outlet", "date", "figures", "extra"]


def test_half_a_surrogate_pair_becomes_a_replacement_character() -> None:
    broken = msgspec.structs.replace(article(), title="a\ud800b", extra={"\udfff": ["\ud800"]})
    found = json.loads(written("jsonl", broken))
    assert found["title"] == "a\ufffdb"
    assert found["extra"] == {"\ufffd": ["\ufffd"]}


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_a_table_fits_its_width(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    text = written("table", article())
    assert max(len(line) for line in text.splitlines()) <= width
    for word in ("370", "120", "cần", "Mẫu", "Núi", "Nghị", "planned"[:4]):
        assert word in text


def test_a_table_says_what_an_analyst_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    text = written("table", article())
    for line in (
        r"Ba lực lượng giao ban",
        r"2024-01-19 · Báo Quảng Nam · news/a.txt",
        r"What +370 tin; > 6.4 kg cần sa",
        r"When +2024-01-19",
        r"Where +Núi Thành",
        r"Who +Công an tỉnh Quảng Nam",
        r"370 tin +trao đổi +Công an tỉnh Quảng Nam +2023-01 – 2023-09 +reported",
        r"└ 120 tin",
        r"445\u00a0000\u00a0000 VND +money +planned",
        r"\+3–5 vụ",
        r"Nguyễn Văn Mẫu +Đại tá +Giám đốc Công an tỉnh",
        r"Công an tỉnh Quảng Nam +police +2",
        r"Núi Thành +district +Quảng Nam \(now Đà Nẵng\) +1",
        r"2024-01-19 +afternoon +Chiều nay 19/1/2024 +1",
        r"Nghị định +03/2019 +1",
    ):
        assert re.search(line, text), line


def test_a_table_explains(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    text = written("table", article(), options=Options(explain=True))
    assert re.search("Chiều nay 19/1/2024 +day-month-year +day: 19 +part: afternoon", text)
    assert "Why" not in written("table", article())


def test_a_table_of_one_kind() -> None:
    text = written("table", article(), options=Options(kinds=("documents",)))
    assert "Nghị định" in text
    assert "370" not in text


@pytest.mark.parametrize(
    "title",
    [
        "[bold]đậm[/bold] [/] [link=x]",
        ":smile: \\[red]",
        "\x1b[31mđỏ\x07\x9b",
        "\u202eođảo\u2066",
        "một\nhai\tba",
        "",
    ],
)
def test_what_an_article_says_is_printed_as_text(title: str) -> None:
    text = written("table", article(title=title))
    for markup in ("[bold]", "[/]", ":smile:", "\\[red]"):
        assert (markup in text) == (markup in title)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


def test_an_article_without_facts() -> None:
    empty = Article(
        schema=1, id="e", dates=(), locations=(), units=(), officials=(), figures=(), documents=()
    )
    assert json.loads(written("jsonl", empty))["dates"] == []
    assert "date unknown" in written("table", empty)


def test_suffixes_name_formats() -> None:
    assert format_of("a.JSONL").name == "jsonl"
    assert format_of("a.json").name == "json"
    for path, said in (("a.htm", "html cannot be written yet"), ("a.xyz", "names no format")):
        with pytest.raises(OutputError, match=said):
            format_of(path)


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_text("before", encoding="utf-8")
    path.chmod(0o640)

    def fail() -> None:
        with opened(str(path)) as stream:
            stream.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert path.read_text(encoding="utf-8") == "before"
    with opened(str(path)) as stream:
        stream.write(b"after")
        assert path.read_text(encoding="utf-8") == "before"
    assert path.read_text(encoding="utf-8") == "after"
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_keeps_being_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "target.jsonl", tmp_path / "link.jsonl"
    target.touch()
    link.symlink_to(target)
    with opened(str(link)) as stream:
        stream.write(b"x")
    assert link.is_symlink()
    assert target.read_bytes() == b"x"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("none/facts.jsonl", "its folder does not exist"),
        (".", "it is a folder"),
        ("/dev/full", "the disk is full"),
    ],
)
def test_outputs_that_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)

    def write() -> None:
        with opened(path) as stream:
            stream.write(b"x" * 1_000_000)

    with pytest.raises(OutputError, match=said):
        write()
    assert list(tmp_path.iterdir()) == []


def test_the_schema_describes_every_field() -> None:
    made = schema()
    assert made["$ref"] == "#/$defs/Article"
    parts = made["$defs"]
    assert set(parts["Article"]["properties"]) == set(Article.__struct_encode_fields__)
    assert "inclusive" in parts["Date"]["properties"]["from"]["description"]
    assert parts["Article"]["properties"]["schema"]["enum"] == [1]
