"""What goes into a page, before any browser sees it."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re
import zlib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from entries import article
from msgspec.structs import replace
from pages import HOSTILE, MANY, ONE, page

from extractor.cli import extract
from extractor.errors import InputError, OutputError
from extractor.model import Article, Figure, Location, Unit
from extractor.patterns_dir import builtin_patterns
from extractor.pipeline import Extractor
from extractor.writing.formats import FORMATS, Options, format_of
from extractor.writing.html import writer as writer_module
from extractor.writing.html.joins import PAGE, Provinces, drug, months, repeats
from extractor.writing.html.page_parts import safe_json

BLOCK = re.compile(r'<script type="text/plain" class="(\w+)">([A-Za-z0-9+/=]*)</script>')


def blocks(path: Path) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {"facts": [], "bodies": []}
    for kind, data in BLOCK.findall(path.read_text(encoding="utf-8")):
        found[kind] += json.loads(zlib.decompress(base64.b64decode(data)))
    return found


def with_figures(*figures: Figure) -> Article:
    return replace(article(), figures=figures)


def figure(**fields: Any) -> Figure:  # noqa: ANN401 - of any field
    made: dict[str, Any] = {"text": "2 vụ", "start": 0, "end": 4, "value": 2, "unit": "vụ"}
    return Figure(**(made | {"kind": "cases"} | fields))


def test_the_suffix_asks_for_the_page() -> None:
    assert format_of("a.html") is format_of("A.HTM") is FORMATS["html"]


def test_the_page_holds_texts_and_entries_and_the_rules_that_found_them(tmp_path: Path) -> None:
    extractor = Extractor(explain=True)
    found = blocks(page(tmp_path / "a.html", extractor, ONE, *MANY))
    assert [body["text"] for body in found["bodies"]] == [ONE, *MANY]
    expected = extractor.extract(ONE)
    for shown, entry in zip(found["facts"][0]["figures"], expected.figures, strict=True):
        assert ONE[shown["start"] : shown["end"]] == entry.text
    rules = [why["rule"] for why in found["bodies"][0]["why"]["figures"]]
    assert rules == [entry.explain.rule for entry in expected.figures if entry.explain]


def test_no_word_of_an_article_stands_in_the_markup(tmp_path: Path, extractor: Extractor) -> None:
    path = page(tmp_path / "a.html", extractor, *HOSTILE)
    bare = page(tmp_path / "b.html", extractor, "", "")
    strip = re.compile(BLOCK.pattern)
    assert (
        strip.sub("", path.read_text("utf-8")).split()
        == strip.sub("", bare.read_text("utf-8")).split()
    )


def test_half_a_surrogate_pair_keeps_the_offsets(tmp_path: Path, extractor: Extractor) -> None:
    text = "\ud83d\ud83d\ude00 bắt 2 vụ"
    (body,) = blocks(page(tmp_path / "a.html", extractor, text))["bodies"]
    assert len(body["text"]) == len(text)


def test_json_that_cannot_be_taken_for_markup() -> None:
    value = {"reason": "</script><!-- & \u2028 \u2029"}
    written = safe_json(value)
    assert not re.search(rb"[<>&]|\xe2\x80[\xa8\xa9]", written)
    assert json.loads(written) == value


def test_the_policy_allows_the_scripts_and_the_style_of_the_page_and_nothing_else(
    tmp_path: Path, extractor: Extractor
) -> None:
    text = page(tmp_path / "a.html", extractor, *MANY).read_text(encoding="utf-8")
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', text)
    parts = re.findall(r"<script>(.*?)</script>|<style>(.*?)</style>", text, re.DOTALL)
    digests = [hashlib.sha256("".join(part).encode()).digest() for part in parts]
    assert len(parts) == 3
    for digest in digests:
        assert f"'sha256-{base64.b64encode(digest).decode()}'" in policy
    assert policy.count("sha256-") == 3
    assert "unsafe" not in policy
    for rule in ("default-src 'none'", "connect-src 'none'", "form-action 'none'"):
        assert rule in policy


def test_one_article_needs_no_charts(tmp_path: Path, extractor: Extractor) -> None:
    assert "Chart.js v4" not in page(tmp_path / "a.html", extractor, ONE).read_text("utf-8")
    assert "Chart.js v4" in page(tmp_path / "b.html", extractor, *MANY).read_text("utf-8")


def test_nothing_asks_for_an_address(tmp_path: Path, extractor: Extractor) -> None:
    text = page(tmp_path / "a.html", extractor, *MANY).read_text(encoding="utf-8")
    assert not re.search(r'(?:src|href)\s*=\s*["\']?(?:https?:)?//', text)
    assert "sourceMappingURL" not in text


def test_failures_are_listed() -> None:
    stream = io.BytesIO()
    make = FORMATS["html"].make
    assert make is not None
    writer = make(stream, Options())
    writer.fail(InputError("<b>.txt", "it is empty"))
    writer.close()
    (settings,) = re.findall(rb'id="settings">(.*?)</script>', stream.getvalue())
    assert json.loads(settings)["failures"] == [
        {"source": "<b>.txt", "reason": "<b>.txt: it is empty"}
    ]


@pytest.mark.parametrize(("limit", "value"), [("MOST_ARTICLES", 2), ("MOST_BYTES", 100)])
def test_more_than_a_browser_can_show_is_refused_and_a_database_offered(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    extractor: Extractor,
    limit: str,
    value: int,
) -> None:
    monkeypatch.setattr(writer_module, limit, value)
    with pytest.raises(OutputError, match=r"facts\.sqlite"):
        page(tmp_path / "a.html", extractor, *MANY)


def test_only_the_kinds_asked_for(tmp_path: Path, extractor: Extractor) -> None:
    path = page(tmp_path / "a.html", extractor, ONE, kinds=("dates",))
    assert set(blocks(path)["facts"][0]) & {"figures", "units", "dates"} == {"dates"}


def test_the_command_line_writes_a_page_with_reasons_in_the_language_asked_for(
    tmp_path: Path,
) -> None:
    source, target = tmp_path / "a.txt", tmp_path / "report.html"
    source.write_text(ONE, encoding="utf-8")
    done = CliRunner().invoke(extract, [str(source), "-o", str(target), "--lang", "en"])
    assert done.exception is None
    text = target.read_text(encoding="utf-8")
    assert '<html lang="en">' in text
    assert "Extraction report" in text
    assert all(blocks(target)["bodies"][0]["why"]["figures"])


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2017-05-19", ("2017-05", "2017-05")),
        ("2017-05-19T05:30", ("2017-05", "2017-05")),
        ("2017-Q2", ("2017-04", "2017-06")),
        ("2017-11-01/2018-01-15", ("2017-11", "2018-01")),
        ("2017", ("2017-01", "2017-12")),
        ("sometime", None),
        (None, None),
    ],
)
def test_the_months_of_a_period(value: str | None, expected: tuple[str, str] | None) -> None:
    assert months(value) == expected


def test_the_province_of_a_figure_is_that_of_its_place_else_of_who_acted() -> None:
    district = Location(
        text="x", start=0, end=1, name="Núi Thành", level="district", province="Quảng Nam"
    )
    abroad = Location(text="x", start=0, end=1, name="Vân Nam", level="province")
    unit = Unit(text="x", start=0, end=1, name="A", branch="police", province="Sơn La")
    ours = Provinces(replace(article(), locations=(district, abroad), units=(unit,)))
    assert ours.of(figure(place="Núi Thành", by=("A",))) == "Quảng Nam"
    assert ours.of(figure(by=("A",))) == "Sơn La"
    assert ours.of(figure(place="Sơn La", by=("A",))) == "Sơn La"
    assert ours.of(figure(place="Vân Nam")) is None
    assert ours.of(figure()) is None


def test_a_figure_said_again_below_is_no_new_one() -> None:
    text = "2 vụ\n2 vụ, 2 vụ"
    first = figure(place="A")
    again = figure(place="A", start=5, end=9, item="trộm cắp", by=("B",))
    one = with_figures(first, again, figure(place="A", start=11, end=15, value=3))
    assert repeats(one, text) == {1: 0}


@pytest.mark.parametrize(
    "other",
    [
        {"place": "B"},
        {"item": "cướp"},
        {"by": ("C",)},
        {"modality": "planned"},
    ],
)
def test_a_figure_that_differs_is_another(other: dict[str, Any]) -> None:
    said: dict[str, Any] = {"place": "A", "item": "trộm cắp", "by": ("B",)}
    one = with_figures(figure(**said), figure(**(said | {"start": 5, "end": 9} | other)))
    assert repeats(one, "2 vụ\n2 vụ") == {}


def test_two_equal_figures_on_one_line_are_two() -> None:
    assert repeats(with_figures(figure(), figure(start=6, end=10)), "2 vụ, 2 vụ") == {}


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("heroin", "heroin"),
        ("Hêrôin", "heroin"),
        ("ma túy đá", "ma túy đá (methamphetamine)"),
        ("ma túy tổng hợp", "ma túy tổng hợp"),
        ("chất ma túy", "ma túy khác"),
        ("pháo nổ", None),
        ("thép", None),
    ],
)
def test_the_common_name_of_a_drug(item: str, expected: str | None) -> None:
    assert drug(figure(kind="seizures", base_unit="g", base_value=1, item=item)) == expected


def test_a_drug_is_a_mass_that_was_seized() -> None:
    assert drug(figure(kind="seizures", item="heroin")) is None
    assert drug(figure(kind="cases", item="heroin", base_unit="g", base_value=1)) is None


def test_the_drugs_of_the_lexicon_have_a_common_name() -> None:
    # Forms and slang that say a drug only beside another word.
    forms = {"chất bột", "bột màu trắng", "tinh thể", "nén", "khí cười", "bóng cười", "n2o"}
    forms |= {"shisha", "poppers"}
    table = (builtin_patterns() / "lexicon" / "contraband.tsv").read_text(encoding="utf-8")
    rows = csv.reader((line for line in table.splitlines() if line[:1] != "#"), delimiter="\t")
    for phrase, kind in (row[:2] for row in rows if len(row) > 1):
        if kind == "drug" and phrase not in forms:
            seized = figure(kind="seizures", base_unit="g", base_value=1, item=phrase)
            assert drug(seized), phrase


def test_both_languages_say_the_same_things() -> None:
    vietnamese, english = (
        json.loads((PAGE / f"labels.{lang}.json").read_text(encoding="utf-8"))
        for lang in ("vi", "en")
    )
    assert vietnamese.keys() == english.keys()
    for key, label in english.items():
        if isinstance(label, dict) and key != "currency":
            assert vietnamese[key].keys() == label.keys(), key


def test_every_label_that_the_program_asks_for_is_there() -> None:
    labels = json.loads((PAGE / "labels.vi.json").read_text(encoding="utf-8"))
    code = "".join(path.read_text(encoding="utf-8") for path in PAGE.glob("*.js"))
    asked = set(re.findall(r'\bt\("(\w+)"', code)) | set(re.findall(r'named\("(\w+)"', code))
    columns = {f"column_{name}" for name in re.findall(r'column\("(\w+)"', code)}
    assert asked | columns <= labels.keys()


def test_the_chart_library_is_the_one_that_its_note_names() -> None:
    note = (PAGE / "vendor" / "README.md").read_text(encoding="utf-8")
    digest = hashlib.sha256((PAGE / "vendor" / "chart.umd.min.js").read_bytes()).hexdigest()
    assert f"sha256 {digest}" in note
    assert "MIT License" in (PAGE / "vendor" / "chart.LICENSE.md").read_text(encoding="utf-8")


def test_the_program_never_reads_a_string_as_markup() -> None:
    for path in PAGE.glob("*.js"):
        code = path.read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", code)
