"""Where results go: formats that are a stream, a file at a path, or a folder of files."""

from __future__ import annotations

from pathlib import Path
from typing import IO

import pytest
from entries import article

from extractor.errors import OutputError
from extractor.model import Article
from extractor.writing.formats import Format, Options, Writer
from extractor.writing.output import writing

EVERYTHING = Options()
ONE_KIND = Options(kinds=("figures",))


class Names(Writer):
    """Writes the articles' names to a file, and one of its own in a folder."""

    def __init__(self, file: IO[bytes], *, owned: bool) -> None:
        self._file = file
        self._owned = owned

    def write(self, article: Article, text: str) -> None:
        self._file.write(f"{article.id} {text}\n".encode())

    def close(self) -> None:
        if self._owned:
            self._file.close()

    def discard(self) -> None:
        self.close()


def _in_stream(stream: IO[bytes], _: Options) -> Writer:
    return Names(stream, owned=False)


def _in_file(path: Path, _: Options) -> Writer:
    return Names(path.open("xb"), owned=True)


def _in_folder(path: Path, options: Options) -> Writer:
    path.mkdir()
    for kind in options.kinds:
        (path / f"{kind}.x").touch()
    return Names((path / "names.x").open("xb"), owned=True)


BASE = Format("base", (".base",), at=_in_file)
FOLDER = Format(
    "folder",
    (".x",),
    make=_in_stream,
    at=_in_folder,
    one_table=True,
    folder=("names.x", "figures.x", "dates.x"),
)
KINDS_OF_IT = Options(kinds=("dates", "figures"))


def write(made: Format, output: Path | str, options: Options = KINDS_OF_IT, *ids: str) -> None:
    with writing(made, options, str(output)) as writer:
        for name in ids or ("a",):
            writer.write(article(name), "text")


def test_a_file_at_a_path(tmp_path: Path) -> None:
    output = tmp_path / "facts.base"
    write(BASE, output, EVERYTHING, "a", "b")
    assert output.read_text() == "a text\nb text\n"
    write(BASE, output, EVERYTHING, "c")
    assert output.read_text() == "c text\n"
    assert list(tmp_path.iterdir()) == [output]


def test_a_folder_is_replaced_as_a_whole(tmp_path: Path) -> None:
    output = tmp_path / "facts"
    write(FOLDER, output)
    assert sorted(path.name for path in output.iterdir()) == ["dates.x", "figures.x", "names.x"]
    write(FOLDER, f"{output}/", ONE_KIND, "b")
    assert sorted(path.name for path in output.iterdir()) == ["figures.x", "names.x"]
    assert (output / "names.x").read_text() == "b text\n"
    assert list(tmp_path.iterdir()) == [output]


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    write(FOLDER, tmp_path / ".", ONE_KIND)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["figures.x", "names.x"]


def test_one_table_is_a_stream(tmp_path: Path) -> None:
    write(FOLDER, tmp_path / "figures.x", ONE_KIND)
    assert (tmp_path / "figures.x").read_text() == "a text\n"


@pytest.mark.parametrize("made", [BASE, FOLDER])
def test_a_run_that_fails_leaves_what_was_there(tmp_path: Path, made: Format) -> None:
    output = tmp_path / "facts"
    write(made, output)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    def fail() -> None:
        with writing(made, KINDS_OF_IT, str(output)) as writer:
            writer.write(article("b"), "text")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").touch()
    with pytest.raises(OutputError, match=r"the folder holds 'thesis\.odt', which is not ours"):
        write(FOLDER, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.odt"]


@pytest.mark.parametrize(
    ("made", "options", "output", "said"),
    [
        (BASE, EVERYTHING, None, r"<stdout>: base cannot be piped \(give the name of a file by -o"),
        (BASE, EVERYTHING, "-", "<stdout>: base cannot be piped"),
        (BASE, EVERYTHING, "there/", "there/: it is a folder"),
        (FOLDER, KINDS_OF_IT, None, "the name of a folder by -o, or one --kind for one table"),
        (FOLDER, KINDS_OF_IT, "file", "file: it is a file"),
        (BASE, EVERYTHING, "none/facts.base", "none/facts.base: .* its folder does not exist"),
        (FOLDER, KINDS_OF_IT, "none/facts", "none/facts: .* its folder does not exist"),
    ],
)
def test_outputs_that_a_format_cannot_have(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    made: Format,
    options: Options,
    output: str | None,
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there").mkdir()
    (tmp_path / "file").touch()

    def write() -> None:
        with writing(made, options, output):
            raise AssertionError

    with pytest.raises(OutputError, match=said):
        write()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "there"]
