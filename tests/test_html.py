"""Web pages: the article, its title and its date; and pages that are none."""

from __future__ import annotations

import gzip
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from extractor.errors import InputError
from extractor.reading.article import SourceArticle
from extractor.reading.html import article_of_page, encoding_of_page
from extractor.reading.inputs import read_inputs

pytest.importorskip("trafilatura", reason="the extra `html` is not installed")

BODY = (
    "Sáng 12/3, Công an huyện Mường Mẫu bắt quả tang 2 đối tượng vận chuyển 3 bánh heroin.",
    "Tại cơ quan điều tra, các đối tượng khai nhận mua số ma túy trên của một người lạ.",
    "Hiện vụ án đang được Cơ quan Cảnh sát điều tra Công an huyện Mường Mẫu thụ lý.",
)
MENU = "".join(f'<li><a href="/c{place}">Chuyên mục {place}</a></li>' for place in range(20))
PAGE = f"""<!DOCTYPE html>
<html lang="vi"><head>
<meta charset="utf-8">
<title>Bắt 2 đối tượng vận chuyển ma túy | Báo Thử Nghiệm</title>
<meta property="og:title" content="Bắt 2 đối tượng vận chuyển ma túy">
<meta property="article:published_time" content="2023-03-14T08:30:00+07:00">
</head><body>
<nav><ul>{MENU}</ul></nav>
<article><h1>Bắt 2 đối tượng vận chuyển ma túy</h1>
{"".join(f"<p>{paragraph}</p>" for paragraph in BODY)}
</article>
<aside><h3>Tin liên quan</h3><ul>{MENU}</ul></aside>
<footer>Bản quyền thuộc Báo Thử Nghiệm. Cập nhật 01/01/2024.</footer>
</body></html>"""


def read(path: Path, encoding: str | None = None) -> SourceArticle:
    (article,) = read_inputs([str(path)], encoding)
    assert isinstance(article, SourceArticle), article
    return article


@pytest.mark.parametrize("name", ["tin.html", "tin.HTM", "tin.html.gz"])
def test_a_page(tmp_path: Path, name: str) -> None:
    data = PAGE.encode()
    path = tmp_path / name
    path.write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    article = read(path)
    assert article.id == "tin"
    assert article.title == "Bắt 2 đối tượng vận chuyển ma túy"
    assert article.date == "2023-03-14"
    for paragraph in BODY:
        assert paragraph in article.text
    for other in ("Chuyên mục", "Tin liên quan", "Bản quyền", "<p>"):
        assert other not in article.text


def test_the_facts_of_a_page_are_those_of_its_text(tmp_path: Path) -> None:
    path = tmp_path / "tin.html"
    path.write_text(PAGE, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "extractor", "-", "-f", "jsonl"],
        input=PAGE.encode(),
        capture_output=True,
        check=True,
    )
    named = subprocess.run(
        [sys.executable, "-m", "extractor", str(path), "-f", "jsonl"],
        capture_output=True,
        check=True,
    )
    said = done.stdout.decode()
    assert '"date":"2023-03-14"' in said
    assert '"value":"2023-03-12"' in said
    stdin, file = '"id":"stdin","source":"<stdin>"', f'"id":"tin","source":"{path}"'
    assert said.replace(stdin, file) == named.stdout.decode()
    assert not done.stderr


def test_no_date_is_guessed(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    published = '<meta property="article:published_time" content="2023-03-14T08:30:00+07:00">'
    path.write_text(PAGE.replace(published, ""), encoding="utf-8")
    assert read(path).date is None
    told = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": '
    path.write_text(
        PAGE.replace(published, "").replace(
            "</article>", told + '"2023-03-14"}</script></article>'
        ),
        encoding="utf-8",
    )
    assert read(path).date == "2023-03-14"


def test_the_encoding_that_a_page_names(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(PAGE.replace("utf-8", "utf-16le", 1).encode("utf-16"))
    assert BODY[0] in read(path).text
    assert encoding_of_page(b'<meta charset="ISO-8859-1">') == "cp1252"
    assert encoding_of_page(b"<meta http-equiv=x content='text/html; charset=windows-1258'>") == (
        "cp1258"
    )
    assert encoding_of_page(b"<meta charset=x-user-defined>") is None
    assert encoding_of_page(b"<html>") is None


def test_a_page_in_an_older_encoding_is_named_and_read(tmp_path: Path) -> None:
    garbled = "C«ng an huyÖn M­êng MÉu ®· b¾t 2 ®èi t­îng cña ®­êng d©y ma tóy t¹i b¶n Nµ Thö. " * 5
    page = f"<html><head><title>C«ng an</title></head><body><p>{garbled}</p></body></html>"
    path = tmp_path / "a.html"
    path.write_bytes(page.encode("cp1252"))
    (failure,) = read_inputs([str(path)])
    assert isinstance(failure, InputError)
    assert failure.cure == "give --encoding tcvn3"
    article = read(path, "tcvn3")
    assert article.text.startswith("Công an huyện Mường Mẫu đã bắt 2 đối tượng")
    assert article.title == "Công an"


@pytest.mark.parametrize(
    "page",
    [
        "",
        "<html></html>",
        "<" * 1000,
        "<!-- " * 1000,
        "\x01\x02<p>",
        "<?xml version='1.0' encoding='utf-8'?>",
    ],
)
def test_a_page_without_an_article_is_refused(page: str) -> None:
    with pytest.raises(InputError, match="no article found in the page"):
        article_of_page(page, stem="a", source="a.html")


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 50_000 + "x" + "</div>" * 50_000,
        "<p>" + "a " * 200_000,
        "<b><i>" * 20_000,
        "<a href='" + "x" * 500_000,
        "&amp;" * 100_000,
        "<table><tr><td>" * 10_000,
    ],
    ids=["deep", "long", "open", "attribute", "entities", "tables"],
)
def test_hostile_pages_end(page: str) -> None:
    with suppress(InputError):
        article_of_page(f"<html><body>{page}", stem="a", source="a.html")


def test_the_extra_is_named_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(InputError, match="trafilatura is not installed") as caught:
        article_of_page(PAGE, stem="a", source="a.html")
    assert caught.value.cure == "pip install 'extract-vn[html]'"
