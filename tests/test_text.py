"""What `text` prints: the article with its entries marked."""

from __future__ import annotations

import io
import re
import unicodedata
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from test_table import CODE, NOTHING, TERMINAL, columns

from extractor.model import Article, Document, Explanation, Location, Official, Span, Unit
from extractor.writing.formats import Options
from extractor.writing.text import _GROUNDS, Mark, TextWriter, marks, pieces

TEXT = "Đại tá Lê Văn Mẫu, Giám đốc Công an tỉnh, họp tại Huế theo Luật An ninh.\n"


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm-256color")


def ends(words: str) -> dict[str, Any]:
    return {"start": TEXT.index(words), "end": TEXT.index(words) + len(words)}


MEETING = msgspec.structs.replace(
    NOTHING,
    title="Họp",
    locations=(Location(text="", name="", level="province", **ends("Huế")),),
    units=(Unit(text="", name="", branch="police", **ends("Công an tỉnh")),),
    officials=(
        Official(
            name="Lê Văn Mẫu",
            mentions=(Span("", **ends("Đại tá Lê Văn Mẫu, Giám đốc Công an tỉnh")),),
        ),
    ),
    documents=(
        Document(text="Luật", type="Luật", **ends("Luật An ninh"), explain=Explanation("law")),
    ),
)


def printed(one: Article, text: str, options: Options | None = None) -> str:
    stream = io.BytesIO()
    writer = TextWriter(stream, options or Options())
    writer.write(one, text)
    writer.close()
    return stream.getvalue().decode()


def body(output: str) -> str:
    """What stands below the legend."""
    return output.split("\n\n", 1)[1]


def one_unit(text: str) -> Article:
    """An article that is one entry from its beginning to its end."""
    unit = Unit(text=text, start=0, end=len(text), name="", branch="police")
    return msgspec.structs.replace(NOTHING, units=(unit,))


def test_without_colour_brackets_name_the_kinds() -> None:
    assert printed(MEETING, TEXT).splitlines() == [
        "─" * 80,
        "Họp",
        "date unknown · e",
        "[loc: …] 1   [unit: …] 1   [off: …] 1   [doc: …] 1",
        "",
        "[off: Đại tá Lê Văn Mẫu, Giám đốc [unit: Công an tỉnh]], họp tại [loc: Huế] theo",
        "[doc: Luật An ninh].",
    ]


def test_with_colour_each_kind_has_its_ground() -> None:
    output = printed(MEETING, TEXT, TERMINAL)
    place, unit, official, law = (f"\x1b[38;5;16;48;5;{number}m" for number in (36, 74, 175, 250))
    end = "\x1b[0m"
    assert (
        f"{place} locations {end} 1   {unit} units {end} 1   "
        f"{official} officials {end} 1   {law} documents {end} 1\n"
    ) in output
    assert body(output).startswith(
        f"{official}[{end}{official}Đại tá Lê Văn Mẫu, Giám đốc {end}{unit}Công an tỉnh{end}"
        f"{official}]{end}, họp tại {place}Huế{end} theo {law}Luật An ninh{end}."
    )


def test_terminals_of_16_colours_show_kinds_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "linux")
    found = set(re.findall("\x1b\\[30;([0-9]+)m", printed(MEETING, TEXT, TERMINAL)))
    assert found == {"42", "46", "105", "47"}


def test_grounds_can_be_read_and_told_apart() -> None:
    """Black on each has the contrast that WCAG 2.1 asks for at its strictest."""

    def luminance(name: str) -> float:
        number = int(name.removeprefix("color(").removesuffix(")"))
        shares = (
            [(8 + 10 * (number - 232)) / 255] * 3
            if number >= 232
            else [
                (0, 95, 135, 175, 215, 255)[(number - 16) // step % 6] / 255 for step in (36, 6, 1)
            ]
        )
        red, green, blue = (
            share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4
            for share in shares
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    assert len(set(_GROUNDS.values())) == 6
    for name in _GROUNDS.values():
        assert (luminance(name) + 0.05) / 0.05 >= 7


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_lines_break_at_the_width(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for text in ("毒品 案件 Đại tá " * 60, "a" * 500, unicodedata.normalize("NFD", "đối ế " * 90)):
        for options in (Options(), TERMINAL):
            lines = CODE.sub("", body(printed(one_unit(text), text, options))).splitlines()
            assert max(map(columns, lines)) <= min(width, 120)
            read = re.sub(r"\s", "", "".join(lines)).removeprefix("[unit:").removesuffix("]")
            assert read == unicodedata.normalize("NFC", text).replace(" ", "")


def test_paragraphs_stay_and_runs_of_blank_lines_shrink() -> None:
    text = "\n\n một\r\nhai\r\n \n\n\nba\u2028bốn\n\n"
    assert body(printed(NOTHING, text)) == " một\nhai\n\nba\nbốn\n"


def test_entries_that_cross_say_which_of_them_ends() -> None:
    found = [Mark(0, 2, "units"), Mark(1, 3, "figures"), Mark(1, 3, "dates")]
    told = "".join(piece.text for piece in pieces("abcd", found, labels=True))
    assert told == "[unit: a[fig: [date: b :unit]c]]d"
    plain = [(piece.text, piece.kind) for piece in pieces("abcd", found, labels=False)]
    assert plain == [
        ("[", "units"),
        ("a", "units"),
        ("[", "figures"),
        ("b", "dates"),
        ("]", "units"),
        ("c", "dates"),
        ("]", "figures"),
        ("d", None),
    ]


KINDS = some.sampled_from(["dates", "units", "figures"])
MARKS = some.lists(some.builds(Mark, some.integers(0, 9), some.integers(0, 9), KINDS))


@given(some.text("abc \n", max_size=9), MARKS, some.booleans())
@settings(max_examples=300)
def test_nothing_of_the_text_is_lost(text: str, found: list[Mark], labels: bool) -> None:
    ordered = sorted(
        (mark for mark in found if mark.start < mark.end <= len(text)),
        key=lambda mark: (mark.start, -mark.end),
    )
    cut = list(pieces(text, ordered, labels=labels))
    inside = [piece for piece in cut if re.fullmatch("[abc \n]*", piece.text)]
    assert "".join(piece.text for piece in inside) == text
    opened = sum(piece.text.startswith("[") for piece in cut)
    assert opened == sum(piece.text.endswith("]") for piece in cut)
    assert opened == len(ordered) or not labels
    here = 0
    for piece in inside:
        marked = {mark.kind for mark in ordered if mark.start <= here < mark.end}
        assert (piece.kind in marked) == bool(marked)
        here += len(piece.text)


def test_only_the_kinds_asked_for_are_marked() -> None:
    output = printed(MEETING, TEXT, Options(kinds=("units",)))
    assert "[unit: Công an tỉnh], họp tại Huế theo" in " ".join(output.split())
    assert [mark.kind for mark in marks(MEETING, ("units", "officials"))] == ["officials", "units"]


def test_why_entries_are_marked_stands_below() -> None:
    output = printed(MEETING, TEXT, Options(explain=True))
    assert re.search("ninh\\]\\.\n\nWhy: documents\n As written +Rule\n .*\n Luật +law\n$", output)


def test_an_article_without_facts_says_so() -> None:
    assert "nothing found to mark\n\nTrời mưa.\n" in printed(NOTHING, "Trời mưa.")
    assert printed(NOTHING, "").endswith("nothing found to mark\n\n")


@pytest.mark.parametrize(
    "text",
    [
        "[bold]đậm[/bold] [/] [link=x] :smile: \\[red]",
        "\x1b[31mđỏ\x07\x9b\x1b]0;x\x07\x1b[2J\x08",
        "\u202eođảo\u2066\u061c\U000e0041 \ud800 \ufff9",
    ],
)
def test_what_an_article_says_is_printed_as_text(text: str) -> None:
    for options in (Options(), TERMINAL):
        output = CODE.sub("", printed(NOTHING, text, options))
        for markup in ("[bold]đậm[/bold] [/] [link=x] :smile: \\[red]",):
            assert (markup in output) == (markup in text)
        controls = {unicodedata.category(character) for character in output.replace("\n", "")}
        assert not controls & {"Cc", "Cf", "Cs", "Zl", "Zp"}


def test_a_pipe_gets_codes_only_if_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b" not in printed(MEETING, TEXT)
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[38;5;16;48;5;74mCông an tỉnh" in printed(MEETING, TEXT)
    assert "[unit: Công an tỉnh]" in printed(MEETING, TEXT, Options(file=True))
    monkeypatch.setenv("NO_COLOR", "1")
    assert "[unit: Công an tỉnh]" in printed(MEETING, TEXT)


def test_every_line_can_be_shown_alone_by_a_pager() -> None:
    """A pager may start on any line: each sets its own colours and leaves none behind."""
    long = " ".join([TEXT.strip()] * 9)
    lines = body(printed(one_unit(long), long, TERMINAL)).splitlines()
    assert len(lines) > 5
    for line in lines:
        assert line.startswith("\x1b[38;5;16;48;5;74m")
        assert line.endswith("\x1b[0m")
