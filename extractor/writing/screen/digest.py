"""What an analyst asks first: what happened, when, where, who."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from rich.table import Table
from rich.text import Text

from extractor.model import Article, Figure, Kind
from extractor.writing.plain import plain, plain_lines
from extractor.writing.screen.console import FAINT, HEAD, STRONG
from extractor.writing.screen.figures import amount, period

_HEADLINE_KINDS = ("cases", "suspects", "victims", "seizures", "penalties", "fines", "tips")
_MANY, _SOME, _FEW = 6, 4, 3
_LONGEST_OPENING = 160
_LABEL_WIDTH = 6


def heading(article: Article, text: str = "") -> Text:
    """The title, or how the text begins where none is told; below it when and where from."""
    title = article.title or _opening(text) or article.id
    known = [article.date or "date unknown", article.outlet, article.source]
    if article.id not in {title, ""} and article.id not in (article.source or ""):
        known.append(article.id)
    below = plain(" · ".join(filter(None, known)))
    return Text.assemble((plain(title), STRONG), "\n", (below, FAINT))


def digest(article: Article) -> Table:
    """The answers on a line each, the most important first; a question without one is left out."""
    news = [figure for figure in article.figures if _makes_news(figure)]
    rows = {
        "What": _listed((_short(figure) for figure in _in_turn(news)), _MANY),
        "When": _listed(_times(article, news), _FEW),
        "Where": _listed(_places(article, news), _FEW),
        "Who": _listed(_actors(article, news), _SOME),
    }
    table = Table.grid(padding=(0, 1))
    table.add_column(width=_LABEL_WIDTH, style=HEAD)
    table.add_column(overflow="fold")
    for label, answer in rows.items():
        if answer:
            table.add_row(label, answer)
    return table


def found(article: Article, kinds: Sequence[Kind]) -> str:
    """How many entries there are of which kind: `21 figures · 7 units`."""
    counts = ((kind, len(getattr(article, kind))) for kind in kinds)
    told = [f"{count:,} {kind if count > 1 else kind[:-1]}" for kind, count in counts if count]
    return " · ".join(told)


def _opening(text: str) -> str:
    """The first line of a text, cut short between two words."""
    first = next((line for line in plain_lines(text).split("\n") if line.strip()), "")
    return textwrap.shorten(first[: 2 * _LONGEST_OPENING], _LONGEST_OPENING, placeholder=" …")


def _listed(answers: Iterable[str], most: int) -> Text:
    distinct = list(dict.fromkeys(plain(answer) for answer in answers))
    told = Text("; ".join(distinct[:most]))
    if len(distinct) > most:
        told.append(f"; … {len(distinct) - most} more", FAINT)
    return told


def _makes_news(figure: Figure) -> bool:
    """Whether it is a total of what was done, and no part, difference or plan."""
    return (
        figure.kind in _HEADLINE_KINDS
        and figure.part_of is None
        and figure.change is None
        and figure.modality is None
    )


def _in_turn(news: list[Figure]) -> Iterator[Figure]:
    """The first figure of each kind, then the second of each, and so on."""
    by_kind: dict[str, list[Figure]] = {}
    for figure in news:
        by_kind.setdefault(figure.kind, []).append(figure)
    for turn in zip_longest(*by_kind.values()):
        yield from (figure for figure in turn if figure)


def _short(figure: Figure) -> str:
    """What was counted, else what was done: `2 vụ đánh bạc`, `xử phạt 500 000 000 VND`."""
    item = figure.item or ""
    if not item:
        return f"{figure.action or ''} {amount(figure)}".lstrip()
    if item.lower().startswith(figure.unit.lower() + " "):
        item = item[len(figure.unit) + 1 :]
    return f"{amount(figure)} {item}"


def _times(article: Article, news: list[Figure]) -> Iterator[str]:
    """The periods of the news, else the dates of the article; birthdays are no news."""
    told = [figure.period for figure in news if figure.period]
    dates = [date.value for date in article.dates if not date.role]
    days = (value if "/" in value else value.split("T")[0] for value in told or dates)
    return (period(value) for value in _frequent(days))


def _places(article: Article, news: list[Figure]) -> Iterator[str]:
    """Provinces with the places in them, those of the news first: `Sơn La (Mộc Châu, Vân Hồ)`."""
    province_of = {place.name: place.province or place.name for place in article.locations}
    names = [figure.place for figure in news if figure.place]
    within: dict[str, list[str]] = {}
    for name in _frequent([*names, *names, *(place.name for place in article.locations)]):
        province = province_of.get(name, name)
        within.setdefault(province, [])
        if name != province:
            within[province].append(name)
    for province, places in within.items():
        more = ", …" if len(places) > _FEW else ""
        yield f"{province} ({', '.join(places[:_FEW])}{more})" if places else province


def _actors(article: Article, news: list[Figure]) -> list[str]:
    """The units of the news, then the other units; else the people."""
    acted = [name for figure in news for name in figure.by]
    units = _frequent(acted) + _frequent(unit.name for unit in article.units)
    return units or [official.name for official in article.officials]


def _frequent(answers: Iterable[str]) -> list[str]:
    return [answer for answer, _ in Counter(answers).most_common()]
