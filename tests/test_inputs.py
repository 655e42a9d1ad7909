"""Files, folders and JSON Lines: what is read, and what each failure says."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.errors import InputError
from extractor.reading import inputs
from extractor.reading.article import SourceArticle, is_date
from extractor.reading.inputs import Item, read_inputs


def read(*paths: Path | str, encoding: str | None = None) -> list[Item]:
    return list(read_inputs([str(path) for path in paths], encoding))


def texts(items: list[Item]) -> list[str]:
    return [item.text for item in items if isinstance(item, SourceArticle)]


def failures(items: list[Item]) -> list[str]:
    return [str(item) for item in items if isinstance(item, InputError)]


def test_a_text_file(tmp_path: Path) -> None:
    path = tmp_path / "22319235.txt"
    path.write_bytes("Chiều 5/3\r\n".encode())
    (article,) = read(path)
    assert article == SourceArticle(id="22319235", text="Chiều 5/3\r\n", source=str(path))


def test_an_empty_article_is_an_article(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    assert texts(read(tmp_path / "a.txt")) == [""]


def test_gzip_of_both(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress("một".encode()))
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(b'{"text": "hai"}\n'))
    items = read(tmp_path)
    assert texts(items) == ["một", "hai"]
    assert [item.id for item in items if isinstance(item, SourceArticle)] == ["a", "b:1"]


def test_json_lines_keys(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"id": 7, "text": "một", "title": "T", "date": "2024-01", "source": "s", "outlet": "O",'
        ' "tags": ["x"], "n": null}\n\n{"text": "hai", "date": null}',
        encoding="utf-8",
    )
    first, second = read(path)
    assert first == SourceArticle(
        id="7",
        text="một",
        title="T",
        date="2024-01",
        source="s",
        outlet="O",
        extra={"tags": ["x"], "n": None},
    )
    assert second == SourceArticle(id="a:3", text="hai", source=f"{path}:3")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"text": ', "line 2: broken JSON"),
        ("[1]", "line 2: not a JSON object"),
        ('{"id": "x"}', "line 2: no `text`"),
        ('{"text": 5}', "line 2: `text` is not a string"),
        ('{"text": "a", "title": []}', "line 2: `title` is not a string"),
        ('{"text": "a", "date": "19/1/2024"}', "line 2: `date` is '19/1/2024'"),
        ("[" * 100_000, "line 2: broken JSON"),
    ],
)
def test_a_broken_line_costs_only_itself(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f'{{"text": "một"}}\n{line}\n{{"text": "ba"}}\n', encoding="utf-8")
    items = read(path)
    assert texts(items) == ["một", "ba"]
    (failure,) = failures(items)
    assert failure.startswith(f"{path}, {said}")


def test_an_undecodable_line_is_named_with_line_and_byte(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "a"}\n{"text": "\xff"}\n{"text": "b"}\n')
    items = read(path)
    assert texts(items) == ["a", "b"]
    assert "line 2, byte 24: byte 0xff is not UTF-8" in failures(items)[0]


def test_json_lines_in_utf_16(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes('{"text": "ă"}\n{"text": "ê"}\n'.encode("utf-16"))
    assert texts(read(path)) == ["ă", "ê"]
    path.write_bytes('{"text": "ă"}\n'.encode("utf-16") + b"\x00")
    assert "cannot be decoded" in failures(read(path))[0]


def test_folders_are_walked_sorted_without_hidden_and_other_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b/c.jsonl", ".git/x.txt", ".y.txt", "image.png", "p.html"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text('{"text": "j"}' if name.endswith("jsonl") else name, encoding="utf-8")
    assert texts(read(tmp_path)) == ["j", "a/z.txt", "b.txt"]


def test_links_that_loop_and_pipes_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.txt").write_text("x", encoding="utf-8")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    items = read(tmp_path)
    assert texts(items) == ["x"]
    assert len(failures(items)) == 1
    assert "self.txt" in failures(items)[0]


def test_the_output_of_an_earlier_run_is_no_input(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    output = tmp_path / "facts.jsonl"
    output.write_text('{"schema": 1}\n', encoding="utf-8")
    items = list(read_inputs([str(tmp_path)], leave_out=str(output)))
    assert texts(items) == ["a"]
    assert failures(items) == []


def test_a_name_that_is_not_utf_8(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xff.txt"
    Path(os.fsdecode(name)).write_text("a", encoding="utf-8")
    (item,) = read(tmp_path)
    assert isinstance(item, SourceArticle)
    assert item.id == "\ufffd"
    assert item.source == f"{tmp_path}/\ufffd.txt"


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.html").touch()
    (tmp_path / "b.json").touch()
    broken = gzip.compress(b'{"text": "a"}\n' * 500)[:-20]
    (tmp_path / "c.jsonl.gz").write_bytes(broken)
    said = failures(
        read("none.txt", *(tmp_path / name for name in ("a.html", "b.json", "c.jsonl.gz")))
    )
    assert said[0] == "none.txt: no such file or folder"
    assert "HTML cannot be read yet" in said[1]
    assert ".jsonl" in said[2]
    assert "broken gzip file" in said[3]


def test_what_is_longer_than_any_article_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inputs, "MAX_ARTICLE_BYTES", 100)
    (tmp_path / "a.txt").write_text("x" * 101, encoding="utf-8")
    long_line = '{"text": "' + "y" * 1000 + '"}\n'
    (tmp_path / "b.jsonl").write_text(long_line + '{"text": "b"}\n', encoding="utf-8")
    items = read(tmp_path)
    assert texts(items) == ["b"]
    assert [failure.split(": ")[1][:11] for failure in failures(items)] == ["longer than"] * 2
    assert "line 1" in failures(items)[1]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["a.txt", "a.jsonl", "a.jsonl.gz"]),
    st.one_of(
        st.binary(max_size=200),
        st.lists(
            st.sampled_from(
                [
                    b'{"text": "x"}',
                    b"\n",
                    b"{",
                    b"\xff",
                    b"\xff\xfe",
                    b"\xef\xbb\xbf",
                    b"\0",
                    b"\x1f\x8b",
                ]
            ),
            max_size=12,
        ).map(b"".join),
    ),
    st.sampled_from([None, "utf-16", "windows-1258", "utf-7"]),
)
def test_any_bytes_are_an_article_or_a_failure(
    tmp_path: Path, name: str, data: bytes, encoding: str | None
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    for item in read(path, encoding=encoding):
        if isinstance(item, SourceArticle):
            item.text.encode()
        else:
            assert "\n" not in str(item)


@pytest.mark.parametrize("text", ["2024", "2024-02", "2024-02-29"])
def test_dates(text: str) -> None:
    assert is_date(text)


@pytest.mark.parametrize(
    "text", ["", "24", "2023-02-29", "2024-13", "2024-1-1", "2024-01-01T10", "٢٠٢٤", "0000"]
)
def test_no_dates(text: str) -> None:
    assert not is_date(text)
