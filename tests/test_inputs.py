"""Files, folders and JSON Lines: what is read, and what each failure says."""

from __future__ import annotations

import errno
import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.errors import InputError
from extractor.reading import article, inputs
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
    for name in ("b.txt", "a/z.txt", "a/b/c.jsonl", ".git/x.txt", ".y.txt", "image.png", "p.pdf"):
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


def test_each_file_is_read_once(tmp_path: Path) -> None:
    """However often it is given, and on whatever ways it is reached."""
    news, other = tmp_path / "news", tmp_path / "other"
    (news / "b").mkdir(parents=True)
    other.mkdir()
    for path in (news / "a.txt", news / "b" / "b.txt", other / "c.txt"):
        path.write_text(path.stem, encoding="utf-8")
    (news / "b" / "again.txt").symlink_to(news / "a.txt")
    (news / "up").symlink_to(tmp_path)
    (news / "x").symlink_to(other)
    (news / "y").symlink_to(other)
    (news / "z.txt").symlink_to(other / "c.txt")
    (other / "back").symlink_to(news)
    assert texts(read(news)) == ["a", "b", "c"]
    assert texts(read(news, news, news / "b", news / "a.txt")) == ["a", "b", "c"]
    assert texts(read(news / "b", news)) == ["b", "a", "c"]
    assert texts(read(news / "a.txt", news / "b" / "again.txt", news)) == ["a", "b", "c"]
    assert texts(read(other, news)) == ["c", "a", "b"]


def test_what_a_link_leads_to_in_a_hidden_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / ".store").mkdir()
    (tmp_path / ".store" / "x1").write_text("x", encoding="utf-8")
    (tmp_path / "a.txt").symlink_to(".store/x1")
    (tmp_path / "b.txt").symlink_to(".store/x1")
    assert texts(read(tmp_path)) == ["x"]


def test_links_that_lead_everywhere_end(tmp_path: Path) -> None:
    """Thirty folders with a link to each other one: there are 30! ways through them."""
    for place in range(30):
        folder = tmp_path / f"{place}"
        folder.mkdir()
        (folder / "a.txt").write_text(f"{place}", encoding="utf-8")
        for other in range(30):
            (folder / f"to{other}").symlink_to(tmp_path / f"{other}")
    assert len(texts(read(tmp_path))) == 30
    assert len(texts(read(tmp_path / "0"))) == 30


def test_a_link_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "b.txt")
    assert failures(read(tmp_path)) == [f"{tmp_path}/a.txt: no such file or folder"]


def test_folders_of_any_depth(tmp_path: Path) -> None:
    """As deep as a path can be: deeper than Python can call itself."""
    deep = [f"{tmp_path}{'/d' * depth}" for depth in range(1, 1900)]
    for folder in deep:
        os.mkdir(folder)  # noqa: PTH102 - pathlib goes down by calling itself
    file = Path(deep[-1], "a.txt")
    file.write_text("a", encoding="utf-8")
    try:
        assert texts(read(tmp_path)) == ["a"]
    finally:
        file.unlink()
        for folder in reversed(deep):
            os.rmdir(folder)  # noqa: PTH106 - as above


def test_a_folder_that_cannot_be_read_costs_only_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.txt").write_text(name, encoding="utf-8")
    scan = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("/a"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return scan(path)

    monkeypatch.setattr("os.scandir", refuse)
    items = read(tmp_path)
    assert texts(items) == ["b"]
    assert failures(items) == [f"{tmp_path}/a: cannot be read: Permission denied"]


def test_a_folder_without_articles_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.png").touch()
    assert "no articles in it" in failures(read(tmp_path))[0]
    (tmp_path / "a.txt").touch()
    assert failures(read(tmp_path)) == []
    (failure,) = read_inputs([str(tmp_path)], include=["b*"])
    assert "no file in it matches --include (a pattern is for names" in str(failure)


def test_include(tmp_path: Path) -> None:
    for name in ("2023/a.txt", "2023/b.jsonl", "2024/a.txt", "2024/c.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text('{"text": "' + name + '"}', encoding="utf-8")

    def found(*include: str) -> list[str]:
        items = read_inputs([str(tmp_path) + "/"], include=include)
        return [str(item.source)[len(str(tmp_path)) + 1 :] for item in items]

    assert found("a.*") == ["2023/a.txt", "2024/a.txt"]
    assert found("*.jsonl", "c*") == ["2023/b.jsonl:1", "2024/c.txt"]
    assert found("2024/*") == ["2024/a.txt", "2024/c.txt"]
    # What is given by name is read whatever it is called.
    assert len(list(read_inputs([str(tmp_path / "2023/a.txt")], include=["b*"]))) == 1


@pytest.mark.parametrize("name", ["-a.txt", "a\nb.txt", "a\x1b[31m.txt", " .txt", "a\u202eb.txt"])
def test_odd_names(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    assert texts(read(tmp_path)) == ["x"]
    (tmp_path / name).write_bytes(b"\xff")
    done = subprocess.run(
        [sys.executable, "-m", "extractor", "--", name],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert b"\x1b" not in done.stderr


def test_legacy_text_in_json_lines(tmp_path: Path) -> None:
    """Also where the letters are escaped, and with the title."""
    written = "C«ng an huyÖn ®· b¾t c¸c ®èi t­îng cña ®­êng d©y"
    lines = [
        json.dumps({"text": written, "title": "C«ng an"}, ensure_ascii=escaped)
        for escaped in (True, False)
    ]
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert [failure.split(": ")[1] for failure in failures(read(path))] == [
        "the text is garbled",
        "the text is garbled",
    ]
    assert "line 2: the text is garbled: it looks like TCVN3" in failures(read(path))[1]
    items = read(path, encoding="tcvn3")
    assert texts(items) == ["Công an huyện đã bắt các đối tượng của đường dây"] * 2
    assert [item.title for item in items if isinstance(item, SourceArticle)] == ["Công an"] * 2


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
    (tmp_path / "a.pdf").touch()
    (tmp_path / "b.json").touch()
    broken = gzip.compress(b'{"text": "a"}\n' * 500)[:-20]
    (tmp_path / "c.jsonl.gz").write_bytes(broken)
    said = failures(
        read("none.txt", *(tmp_path / name for name in ("a.pdf", "b.json", "c.jsonl.gz")))
    )
    assert said[0] == "none.txt: no such file or folder"
    assert "PDF cannot be read" in said[1]
    assert ".jsonl" in said[2]
    assert "broken gzip file" in said[3]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("packed", [False, True])
def test_what_is_longer_than_any_article_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str, packed: bool
) -> None:
    monkeypatch.setattr(article, "MAX_ARTICLE_CHARS", 50)
    monkeypatch.setattr(inputs, "MAX_BYTES", 300)
    lines = [
        '{"text": "' + "y" * 5000 + '"}',  # Its line is cut off and passed over.
        '{"text": "' + "y" * 51 + '"}',
        '{"text": "b"}',
        '{"text": ',
    ]
    for name, text in (
        ("a.txt", "x" * 51),
        ("b.txt", "x" * 1000),
        ("c.jsonl", "\n".join(lines)),
    ):
        data = text.encode(encoding)
        (tmp_path / name).write_bytes(gzip.compress(data) if packed else data)
    items = read(tmp_path)
    assert texts(items) == ["b"]
    said = failures(items)
    refused = "longer than 50 characters: this is no article"
    places = ("a.txt", "b.txt", "c.jsonl, line 1", "c.jsonl, line 2")
    for failure, place in zip(said, places, strict=False):
        assert failure.startswith(f"{tmp_path}/{place}: {refused}")
    assert said[4].startswith(f"{tmp_path}/c.jsonl, line 4: broken JSON")


def test_places_after_a_line_that_is_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inputs, "MAX_BYTES", 300)
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"x" * 1000 + b"\n\xff\n")
    assert "line 2, byte 1001: byte 0xff" in failures(read(path))[1]


def test_a_gzip_bomb_and_a_long_stream_take_bounded_memory(tmp_path: Path) -> None:
    """300 MB unpacked, as one text, as one line, and as lines that each are an article."""
    million = b"1" * 1_000_000
    article_line = b'{"text": "' + b"x" * 990 + b'"}\n'
    for name, piece, times in (
        ("a.txt.gz", million, 300),
        ("b.jsonl.gz", million, 300),
        ("c.jsonl.gz", article_line * 1000, 50),
    ):
        with gzip.open(tmp_path / name, "wb", compresslevel=1) as file:
            for _ in range(times):
                file.write(piece)
    program = (
        "import resource, sys\n"
        "from extractor.errors import InputError\n"
        "from extractor.reading.inputs import read_inputs\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "failed = read = 0\n"
        "for item in read_inputs([sys.argv[1]]):\n"
        "    failed += isinstance(item, InputError)\n"
        "    read += not isinstance(item, InputError)\n"
        "grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before\n"
        "print(failed, read, grown // 1024)\n"
    )
    said = {}
    for path in sorted(tmp_path.iterdir()):
        done = subprocess.run(
            [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True
        )
        said[path.name] = [int(number) for number in done.stdout.split()]
    assert said["a.txt.gz"][:2] == [1, 0]
    assert said["b.jsonl.gz"][:2] == [1, 0]
    assert said["c.jsonl.gz"][:2] == [0, 50_000]
    assert max(said["a.txt.gz"][2], said["b.jsonl.gz"][2]) < 4 * inputs.MAX_BYTES / 1024 / 1024
    assert said["c.jsonl.gz"][2] < 10


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
    "text",
    [
        "",
        "24",
        "2023-02-29",
        "2024-13",
        "2024-1-1",
        "2024-01-01T10",
        "٢٠٢٤",
        "0000",
        "0001-01",
        "9999-12-31",
    ],
)
def test_no_dates(text: str) -> None:
    assert not is_date(text)
