"""What `table` prints: for a person, at any width, in colour and without."""

from __future__ import annotations

import io
import re
import unicodedata

import msgspec
import pytest
from entries import article

from extractor.model import Article, Figure, FigureKind, Kind, Modality
from extractor.writing.formats import Options
from extractor.writing.screen.figures import number
from extractor.writing.table import TableWriter

NOTHING = Article(
    schema=1, id="e", dates=(), locations=(), units=(), officials=(), figures=(), documents=()
)
TERMINAL = Options(terminal=True)
CODE = re.compile("\x1b\\[[0-9;]*m")


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of who runs the tests: 80 columns, no wish for colours."""
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm-256color")


def table(one: Article, options: Options | None = None, text: str = "") -> str:
    stream = io.BytesIO()
    writer = TableWriter(stream, options or Options())
    writer.write(one, text)
    writer.close()
    return stream.getvalue().decode()


def figure(
    value: float,
    *,
    unit: str = "vụ",
    kind: FigureKind = "cases",
    by: tuple[str, ...] = (),
    period: str | None = None,
    part_of: int | None = None,
    modality: Modality | None = None,
    item: str | None = None,
) -> Figure:
    return Figure(
        text="",
        start=0,
        end=0,
        value=value,
        unit=unit,
        kind=kind,
        by=by,
        period=period,
        part_of=part_of,
        modality=modality,
        item=item,
    )


def having(*figures: Figure) -> Article:
    return msgspec.structs.replace(NOTHING, figures=figures)


def columns(line: str) -> int:
    """How many columns of a terminal a line takes, after the Unicode Character Database."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in line)
    over = sum(unicodedata.combining(character) > 0 for character in line)
    return len(line) + wide - over


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
@pytest.mark.parametrize("explain", [False, True])
def test_it_fits_its_width(width: int, explain: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    text = table(article(title="Ba lực lượng giao ban " * 9), Options(explain=explain))
    assert max(map(columns, text.splitlines())) <= width
    for word in ("370", "120", "cần", "Mẫu", "Núi", "Nghị", "planned"):
        assert word in text
    assert not any(line.endswith(" ") for line in text.splitlines())


def test_what_when_where_and_who_come_first() -> None:
    lines = table(article()).splitlines()
    answers = [line.split()[0] for line in lines if re.match("What|When|Where|Who", line)]
    heads = [line.split()[0] for line in lines if re.match(r"[A-Z][a-z]+ \(\d+\)$", line)]
    assert answers == ["What", "When", "Where", "Who"]
    assert heads == ["Figures", "Officials", "Units", "Locations", "Dates", "Documents"]
    assert lines.index("Figures (5)") > next(n for n, line in enumerate(lines) if line[:3] == "Who")


def test_it_says_what_an_analyst_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "140")
    text = table(article())
    for line in (
        r"^Ba lực lượng giao ban$",
        r"^2024-01-19 · Báo Quảng Nam · news/a.txt$",
        r"^5 figures · 1 official · 2 units · 1 location · 1 date · 1 document$",
        r"^What +trao đổi 370 tin; > 6.4 kg cần sa$",
        r"^When +2023-01 – 2023-09$",
        r"^Where +Quảng Nam \(Núi Thành\)$",
        r"^Who +Công an tỉnh Quảng Nam$",
        r"370 tin +trao đổi +tips +Công an tỉnh Quảng Nam +2023-01 – 2023-09 +reported$",
        r"└ 120 tin +tips",
        r"445\u00a0000\u00a0000 VND +money +planned$",
        r"\+3–5 vụ",
        r"Nguyễn Văn Mẫu +Đại tá +Giám đốc Công an tỉnh Quảng Nam$",
        r"Công an tỉnh Quảng Nam +police +2$",
        r"Núi Thành +district +Quảng Nam \(now Đà Nẵng\) +1$",
        r"2024-01-19 +afternoon +Chiều nay 19/1/2024 +1$",
        r"Nghị định +03/2019 +1$",
    ):
        assert re.search(line, text, re.MULTILINE), line


def test_a_narrow_screen_names_who_and_when_once_for_the_figures_that_share_them() -> None:
    by, other = ("Phòng Cảnh sát kinh tế Công an tỉnh Quảng Nam",), ("Chi cục Kiểm lâm",)
    text = table(
        having(
            figure(1, by=by, period="2023"),
            figure(2, by=by, period="2023"),
            figure(3, by=other, period="2023", modality="alleged"),
            figure(4),
        )
    )
    lines = [line.strip() for line in text[text.index("───\n 2023") :].splitlines()[1:]]
    assert [re.sub(" {2,}", " | ", line) for line in lines] == [
        "2023 · Phòng Cảnh sát kinh tế Công an tỉnh Quảng Nam",
        "1 vụ | cases | reported",
        "2 vụ | cases | reported",
        "2023 · Chi cục Kiểm lâm",
        "3 vụ | cases | alleged",
        "who, when and where not told",
        "4 vụ | cases | reported",
    ]


def test_a_part_that_does_not_stand_below_its_whole_names_it() -> None:
    text = table(having(figure(50), figure(20, part_of=0), figure(7), figure(9, part_of=0)))
    assert re.search(r"└ 20 vụ +cases", text)
    assert re.search(r"└ 9 vụ +\(of 50 vụ\) +cases", text)


def test_what_is_told_twice_stands_once() -> None:
    text = table(having(figure(5), figure(5), figure(5), figure(6)))
    assert re.search(r"5 vụ +×3 +cases", text)
    assert text.count("5 vụ  ") == 1
    assert "What   5 vụ; 6 vụ\n" in text


def test_an_answer_of_many_figures_stays_short() -> None:
    victims = tuple(figure(n, unit="người", kind="victims") for n in range(100, 140))
    cases = tuple(figure(n, item="trộm cắp tài sản") for n in range(200, 240))
    text = table(having(*victims, *cases))
    (what,) = re.findall("What(.*?)\n\n", text, re.DOTALL)
    assert " ".join(what.split()) == (
        "100 người; 200 vụ trộm cắp tài sản; 101 người; 201 vụ trộm cắp tài sản; "
        "102 người; 202 vụ trộm cắp tài sản; … 74 more"
    )


def test_an_article_without_facts_says_so() -> None:
    lines = table(NOTHING).splitlines()[1:]
    assert lines == [
        "e",
        "date unknown",
        "no figures, officials, units, locations, dates or documents found",
    ]
    dates = table(NOTHING, Options(kinds=("dates",)))
    assert dates.endswith("no dates found\n")


def test_an_article_without_a_title_is_known_by_how_it_begins() -> None:
    text = "\n\n" + "Chiều nay trời mưa. " * 30
    first = " ".join(table(NOTHING, text=text).splitlines()[1:3])
    assert first.startswith("Chiều nay trời mưa. Chiều")
    assert first.endswith(" …")
    assert len(first) <= 161


def test_it_explains() -> None:
    text = table(article(), Options(explain=True))
    assert re.search("Chiều nay 19/1/2024 +day-month-year +day: 19 +part: afternoon", text)
    assert "Why" not in table(article())


@pytest.mark.parametrize("kind", ["documents", "figures"])
def test_one_kind(kind: Kind) -> None:
    text = table(article(), Options(kinds=(kind,)))
    assert ("Nghị định" in text, "370" in text) == (kind == "documents", kind == "figures")
    assert "Who " not in text


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1290, "1\u00a0290"),
        (6.4, "6.4"),
        (6.0, "6"),
        (4_236_180_000_000.0005, "4\u00a0236\u00a0180\u00a0000\u00a0000"),
        (0.1 + 0.2, "0.3"),
        (1e300, "1e+300"),
        (10**300, "1" + "\u00a0000" * 100),
    ],
)
def test_numbers_are_grouped_and_free_of_binary_noise(value: float, shown: str) -> None:
    assert number(value) == shown


@pytest.mark.parametrize("width", ["60", "80", "140"])
def test_columns_stand_below_one_another(width: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", width)
    items = ("ma túy", unicodedata.normalize("NFD", "đối tượng"), "毒品案件", "a\u0301\u0323")
    text = table(having(*(figure(n, item=item) for n, item in enumerate(items))))
    starts = {
        columns(line[: line.index("reported")]) for line in text.splitlines() if "rep" in line
    }
    assert len(starts) == 1


@pytest.mark.parametrize(
    "title",
    [
        "[bold]đậm[/bold] [/] [link=x]",
        ":smile: \\[red]",
        "\x1b[31mđỏ\x07\x9b",
        "\u202eođảo\u2066\u061c\U000e0041",
        "một\nhai\tba",
        "\ud800 \ufff9 \u2028",
        "",
    ],
)
def test_what_an_article_says_is_printed_as_text(title: str) -> None:
    for options in (Options(), TERMINAL):
        text = CODE.sub("", table(article(title=title), options))
        for markup in ("[bold]", "[/]", ":smile:", "\\[red]"):
            assert (markup in text) == (markup in title)
        controls = {unicodedata.category(character) for character in text.replace("\n", "")}
        assert not controls & {"Cc", "Cf", "Cs", "Zl", "Zp"}


def test_what_cannot_be_seen_does_not_cut_words() -> None:
    assert "Công an" in table(article(title="C\u00adôn\u200dg\u2060 an"))


def coded(**environment: str) -> bool:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        return bool(CODE.search(table(article())))


def test_a_pipe_gets_codes_only_if_asked_for() -> None:
    assert not coded()
    assert coded(FORCE_COLOR="1")
    assert coded(CLICOLOR_FORCE="1", TERM="dumb")
    assert not coded(FORCE_COLOR="0")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FORCE_COLOR", "1")
        assert "\x1b" not in table(article(), Options(file=True))


def test_a_terminal_gets_codes_that_it_understands(monkeypatch: pytest.MonkeyPatch) -> None:
    text = table(article(), TERMINAL)
    assert "\x1b[1mBa lực lượng giao ban\x1b[0m\n\x1b[2m2024-01-19 · Báo" in text
    assert "\x1b[1;35mFigures (5)\x1b[0m" in text
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[1mFigures (5)\x1b[0m" in table(article(), TERMINAL)
    monkeypatch.setenv("TERM", "dumb")
    assert "\x1b" not in table(article(), TERMINAL)
