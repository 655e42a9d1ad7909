"""What the writers write."""

from __future__ import annotations

import io
import json
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


def test_an_article_without_facts() -> None:
    empty = Article(
        schema=1, id="e", dates=(), locations=(), units=(), officials=(), figures=(), documents=()
    )
    assert json.loads(written("jsonl", empty))["dates"] == []


def test_suffixes_name_formats() -> None:
    assert format_of("a.JSONL").name == "jsonl"
    assert format_of("a.json").name == "json"
    assert format_of("a.htm").name == "html"
    with pytest.raises(OutputError, match="names no format"):
        format_of("a.xyz")


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
