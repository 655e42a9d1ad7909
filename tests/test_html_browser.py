"""The page in a real browser: what a reader sees and does, and what the page never does."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("selenium", reason="selenium is not installed: pip install -e '.[test]'")

from browser import Browser, start
from pages import DRUGS, HOSTILE, MANY, ONE, PLAN, YEAR, page

from extractor.pipeline import Extractor


@pytest.fixture(scope="module")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture(scope="module")
def browser(downloads: Path) -> Iterator[Browser]:
    made = start(downloads)
    yield made
    made.driver.quit()


@pytest.fixture(scope="module")
def explaining() -> Extractor:
    return Extractor(explain=True)


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory, explaining: Extractor) -> Path:
    return page(tmp_path_factory.mktemp("one") / "report.html", explaining, ONE)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory, explaining: Extractor) -> Path:
    return page(tmp_path_factory.mktemp("many") / "report.html", explaining, *MANY)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, explaining: Extractor) -> Path:
    return page(tmp_path_factory.mktemp("hostile") / "report.html", explaining, *HOSTILE)


def test_an_article_shows_its_entries_where_they_stand(
    browser: Browser, one: Path, explaining: Extractor
) -> None:
    browser.open(one)
    found = explaining.extract(ONE)
    shown = browser.run(
        "return [...document.querySelectorAll('#text mark.kind-figures')].map(m => m.textContent)"
    )
    assert shown == [figure.text for figure in found.figures]
    assert browser.run("return document.querySelector('#text').textContent") == ONE.replace(
        "\n", ""
    )
    rows = browser.texts("#tables .of-figures .jump")
    assert rows == [figure.text for figure in found.figures]


def test_an_entry_within_another_is_marked_within_it(browser: Browser, one: Path) -> None:
    browser.open(one)
    assert browser.texts("#text mark.kind-officials mark.kind-units")


def test_offsets_count_code_points(browser: Browser, tmp_path: Path, extractor: Extractor) -> None:
    text = "🚓🚓 Sáng 12/3/2024, Công an tỉnh Cao Bằng 🚓 bắt 7 đối tượng."
    browser.open(page(tmp_path / "a.html", extractor, text))
    assert browser.texts("#text mark.kind-figures") == ["7 đối tượng"]
    assert browser.texts("#text mark.kind-units") == ["Công an tỉnh Cao Bằng"]


def test_a_click_in_the_table_finds_the_text_and_back(browser: Browser, one: Path) -> None:
    browser.open(one)
    browser.click("#tables .of-figures .jump[data-index='1']")
    assert browser.run("return location.hash") == "#/article/1/figures/2"
    assert browser.texts("#text mark.chosen") == browser.texts("#tables tr.chosen .jump")
    browser.click("#text mark.kind-units")
    assert browser.texts("#tables tr.chosen .jump") == [browser.texts("#text mark.kind-units")[0]]


def test_the_keyboard_walks_through_the_marks_and_to_the_table_and_back(
    browser: Browser, one: Path
) -> None:
    browser.open(one)
    browser.run("document.querySelector('#text mark[tabindex=\"0\"]').focus()")
    first = browser.run("return document.activeElement.textContent")
    browser.press("ArrowRight")
    second = browser.run("return document.activeElement.textContent")
    marks = browser.run("return [...document.querySelectorAll('#text mark')].map(m=>m.textContent)")
    assert [first, second] == marks[:2]
    browser.press("Enter")
    assert browser.run("return document.activeElement.className") == "jump"
    assert browser.run("return document.activeElement.textContent") == second
    browser.press("Enter")
    assert browser.run("return document.activeElement.tagName") == "MARK"
    assert browser.run("return document.querySelectorAll('#text mark[tabindex=\"0\"]').length") == 1


def test_focus_shows_what_is_known_and_the_rule_that_found_it(
    browser: Browser, one: Path, explaining: Extractor
) -> None:
    browser.open(one)
    (weight,) = [figure for figure in explaining.extract(ONE).figures if figure.unit == "kg"]
    browser.run("document.querySelectorAll('#text mark.kind-figures')[1].focus()")
    (tip,) = browser.texts("#tip")
    assert weight.explain
    for known in ("1,5 kg", weight.by[0], "12/3/2024", "Cao Bằng", weight.explain.rule):
        assert known in tip
    browser.press("Escape")
    assert browser.run("return document.getElementById('tip').hidden")


def test_a_kind_can_be_hidden(browser: Browser, one: Path) -> None:
    browser.open(one)
    browser.click(".legend-kind:first-child")
    assert (
        browser.run("return document.querySelector('.legend-kind').getAttribute('aria-pressed')")
        == "false"
    )
    style = "return getComputedStyle(document.querySelector('#text .kind-dates')).borderBottomWidth"
    assert browser.run(style) == "0px"


def tiles(browser: Browser) -> dict[str, str]:
    return {
        label: number
        for label, number, *_ in (words.split("\n") for words in browser.texts(".tile"))
    }


def test_totals_count_no_part_twice_no_difference_and_no_plan(browser: Browser, many: Path) -> None:
    browser.open(many)
    found = tiles(browser)
    assert found["Vụ việc"] == "370"
    assert found["Bài báo"] == "3"


def test_a_number_leads_to_the_entries_that_make_it_up(browser: Browser, many: Path) -> None:
    browser.open(many)
    browser.run("[...document.querySelectorAll('.tile')][1].click()")
    browser.until("return document.querySelector('.sum strong')")
    assert browser.texts(".sum strong") == ["370 vụ"]
    assert sum(int(words.split()[0]) for words in browser.texts("tbody th")) == 370


def test_a_bar_leads_to_the_entries_that_make_it_up(browser: Browser, many: Path) -> None:
    browser.open(many)
    assert browser.run("return document.querySelectorAll('canvas').length") == 3
    place = browser.run(
        "const canvas = document.querySelectorAll('canvas')[1]; canvas.scrollIntoView();"
        "const bar = Chart.getChart(canvas).getDatasetMeta(0).data[0];"
        "const box = canvas.getBoundingClientRect();"
        "return [box.left + bar.x - 5, box.top + bar.y]"
    )
    mouse = {"x": place[0], "y": place[1], "button": "left", "clickCount": 1}
    browser.command("Input.dispatchMouseEvent", type="mousePressed", **mouse)
    browser.command("Input.dispatchMouseEvent", type="mouseReleased", **mouse)
    assert browser.until("return document.querySelector('.sum strong')?.innerText") == "370 vụ"
    assert browser.texts(".chip")[0].startswith("Tỉnh, thành phố: Quảng Nam")


def test_why_a_figure_is_not_counted(browser: Browser, many: Path) -> None:
    for reason, words in (("part", "120 vụ"), ("change", "+15 vụ"), ("modality", "≥ 20 vụ")):
        browser.open(many, f"#/figures?kind=cases&left={reason}")
        assert words in browser.texts("#main tbody th"), reason


def test_on_a_small_screen_what_is_known_stands_at_its_foot(browser: Browser, one: Path) -> None:
    browser.open(one, width=400)
    browser.click("#text mark.kind-figures")
    (box,) = browser.run("return [document.getElementById('tip').getBoundingClientRect().bottom]")
    assert box == browser.run("return innerHeight")
    browser.click("#tip .tip-foot button")
    row = "return document.querySelector('#tables tr.chosen').getBoundingClientRect().top"
    assert 0 <= browser.run(row) <= 900


def test_a_thousand_articles_are_small_and_quick(
    browser: Browser, tmp_path: Path, extractor: Extractor
) -> None:
    texts = [f"{DRUGS}\nBài {number}. {YEAR}\n{PLAN}" for number in range(1, 1001)]
    path = page(tmp_path / "thousand.html", extractor, *texts)
    assert path.stat().st_size < 6_000_000
    browser.open(path)
    # Milliseconds from the start of loading until all is drawn.
    assert browser.run("return Number(document.documentElement.dataset.ready)") < 2000
    assert tiles(browser)["Vụ việc"] == "370.000"
    browser.open(path, "#/figures")
    assert browser.run("return document.querySelectorAll('#main tbody tr').length") < 500


def test_provinces_of_then_and_of_now(browser: Browser, many: Path) -> None:
    browser.open(many)
    names = (
        "return [...document.querySelectorAll('#filters [name=province] option')].map(o=>o.value)"
    )
    assert "Quảng Nam" in browser.run(names)
    choose(browser, "map", "now")
    browser.until("return location.hash.includes('map=now')")
    now = browser.run(names)
    assert "Quảng Nam" not in now
    assert "Đà Nẵng" in now


def choose(browser: Browser, name: str, value: str) -> None:
    browser.run(
        "const field = document.getElementById('filters').elements[arguments[0]];"
        "field.value = arguments[1]; field.dispatchEvent(new Event('change', {bubbles: true}));",
        name,
        value,
    )


@pytest.mark.parametrize(
    ("name", "value", "left"),
    [
        ("province", "Cao Bằng", {"7 đối tượng", "1,5 kg"}),
        ("kind", "suspects", {"7 đối tượng"}),
        ("unit", "Công an tỉnh Cao Bằng", {"7 đối tượng", "1,5 kg"}),
        ("q", "heroin", {"7 đối tượng", "1,5 kg"}),
        ("q", "triet pha", {"≥ 20 vụ"}),
        ("q", "phá triệt", set()),
        ("q", "riet pha", set()),
        ("q", "Cao  Bằng, heroi", {"7 đối tượng", "1,5 kg"}),
        ("q", "cao bang, triet pha", set()),
        ("q", "1,5", {"7 đối tượng", "1,5 kg"}),
        ("q", "(tr.et [pha", set()),
        ("q", "hê-rô-in", set()),
        ("q", "cao bang", {"7 đối tượng", "1,5 kg"}),
        ("offence", "mua bán trái phép chất ma túy", {"7 đối tượng"}),
    ],
)
def test_filters(browser: Browser, many: Path, name: str, value: str, left: set[str]) -> None:
    browser.open(many, "#/figures")
    choose(browser, name, value)
    browser.until("return location.hash.includes(arguments[0] + '=')", name)
    browser.until("return !document.getElementById('main').hasAttribute('aria-busy')")
    browser.until("return document.querySelector('.chip')")
    assert set(browser.texts("#main tbody th")) == left


def test_the_period_filter_keeps_what_touches_the_months(browser: Browser, many: Path) -> None:
    browser.open(many, "#/figures?from=2024-03&to=2024-03")
    shown = set(browser.texts("#main tbody th"))
    assert "7 đối tượng" in shown
    assert not any("370" in words for words in shown)


def test_rows_are_sorted_by_number(browser: Browser, many: Path) -> None:
    browser.open(many, "#/figures?kind=cases&sort=-figure")
    numbers = [int(re.findall(r"\d+", words)[0]) for words in browser.texts("#main tbody th")]
    assert numbers == sorted(numbers, reverse=True)
    assert len(numbers) > 2
    order = "return document.querySelector('th[aria-sort=descending]').innerText"
    assert "Giá trị" in browser.run(order)


def saved(browser: Browser, downloads: Path) -> list[dict[str, str]]:
    """Press the button, and read the file that comes."""
    target = downloads / "figures.csv"
    target.unlink(missing_ok=True)
    browser.click("#csv")
    for _ in range(200):
        if target.exists() and target.stat().st_size:
            break
        browser.run("return new Promise(done => setTimeout(done, 50))")
    data = target.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_no_cell_of_a_csv_is_a_formula(browser: Browser, hostile: Path, downloads: Path) -> None:
    browser.open(hostile, "#/figures")
    rows = saved(browser, downloads)
    titles = {row["title"] for row in rows}
    assert any(title.startswith("'=HYPERLINK") for title in titles)
    cells = [cell for row in rows for cell in row.values()]
    assert not [cell for cell in cells if cell[:1] in {"=", "+", "-", "@", "\t"}]


def test_what_is_filtered_is_saved_as_csv(browser: Browser, many: Path, downloads: Path) -> None:
    browser.open(many, "#/figures?kind=suspects")
    (row,) = saved(browser, downloads)
    assert (row["text"], row["value"], row["province"]) == (
        "7 đối tượng mua bán trái phép chất ma túy",
        "7",
        "Cao Bằng",
    )
    assert row["sentence"].startswith("Sáng 12/3/2024")


@pytest.mark.parametrize(
    ("width", "fragment"), [(400, ""), (400, "#/figures"), (400, "#/article/1"), (1280, "")]
)
def test_nothing_is_wider_than_the_screen(
    browser: Browser, many: Path, width: int, fragment: str
) -> None:
    browser.open(many, fragment, width=width)
    assert browser.run("return document.documentElement.scrollWidth") <= width


def test_english(browser: Browser, tmp_path: Path, extractor: Extractor) -> None:
    browser.open(page(tmp_path / "en.html", extractor, *MANY, lang="en"))
    assert tiles(browser)["Cases"] == "370"
    assert browser.run("return document.documentElement.lang") == "en"


@pytest.mark.parametrize("fragment", ["", "#/articles", "#/figures?q=a", "#/article/1/figures/1"])
def test_no_request_and_no_complaint(browser: Browser, many: Path, fragment: str) -> None:
    browser.open(many, fragment)
    assert {url.partition("#")[0] for url in browser.requests()} == {many.as_uri()}
    assert browser.complaints() == []


def test_a_hostile_article_is_text(browser: Browser, hostile: Path) -> None:
    browser.open(hostile, "#/articles")
    for number, text in enumerate(HOSTILE, start=1):
        browser.run("location.hash = arguments[0]", f"#/article/{number}")
        script = "return document.querySelector('#text')?.textContent.includes(arguments[0])"
        browser.until(script, text[:15])
    assert browser.run("return window.broken") is None
    assert (
        browser.run("return document.querySelectorAll('main script, main img, main svg').length")
        == 0
    )
    assert {url.partition("#")[0] for url in browser.requests()} == {hostile.as_uri()}
    assert browser.complaints() == []
