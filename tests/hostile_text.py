"""Hostile Vietnamese text: pieces of the pattern files, thrown together, with what breaks programs.

Random bytes hardly ever make two words that a rule looks at. Here two bytes choose one piece: a
phrase of a table, a stretch of a rule's example, a number, a date, a mark, a control character; or
they say what to do with the piece before. So a fuzzer that changes bytes changes the text's build.
"""

from __future__ import annotations

import sys
import tomllib
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path

from extractor.patterns_dir import builtin_patterns

MOST_CHARS = 4000
_ORDERS_FROM = 236
_LONGEST_PIECE = 500
_MOST_PIECES = 500

NUMBERS = (
    *("0", "1", "2", "3", "12", "14", "30", "31", "45", "99", "100", "2017", "2024", "1975"),
    *("1.000", "1,5", "6,4kg", "1.234.567,89", "1,1,1,1", "0,0", "007", "999999999999999999999"),
    *("1" * 400, "1." * 60 + "1", "hai mươi mốt", "một trăm linh năm", "3/4", "1/2", "50%"),
    *("3-5", "3 - 5", "3–5", "10x20", "2 x 3", "1e9", "-1", "+5", "٣", "三", "²", "½", "٢٠٢٤"),
    *("2 tỷ 500 triệu đồng", "hơn 3 tấn", "gần 1.000", "nửa", "vài chục", "hàng nghìn"),
)
DATES = (
    *("24/4", "24-4-2017", "31/2/2024", "29/2", "ngày 45", "0/0", "00/00/0000", "99/99/9999"),
    *("19/1/2024", "2024-01-19", "2024-13-45", "quý II-2022", "quý V", "năm 0", "năm 9999"),
    *("từ ngày 31/12 đến 1/1", "từ 15/11/2023 đến 14/2/2022", "cùng kỳ", "tháng 13", "tháng 2"),
    *("8h", "23h15", "24h60", "8g30", "08:30", "sáng 5/3", "ngày 29-2-2023", "tuần 54", "5/2017"),
    *("6 tháng đầu năm 2023", "đến nay", "cùng ngày", "hôm qua", "chiều nay 31/12/0001", "1/1/1"),
    *("ngày 1, 2, 3 và 4/5", "30.4", "ngày 30 tháng Hai", "mùng 1", "năm ngoái", "năm 2100"),
)
MARKS = (
    *tuple(" \n\t.,;:!?()[]{}<>\"'“”‘’«»-–—/\\|&%$#@*+=_~^`…•·"),
    *(". ", ", ", "\n\n", "\r\n", "\r", " - ", "...", "; ", "- ", "(", ")", "/", "\n- ", "<b>"),
    *("</script>", "&amp;", "=1+1", "{x}", "\\u0000", "%s", "[/red]", "[bold]", "http://a.vn"),
)
ODD = (
    *("\0", "\x01", "\x1b[31m", "\x7f", "\x85", "\xa0", "\xad", "\u0301", "\u0323", "\u031b"),
    *("\u0302\u0301", "\u0301" * 40, "\u034f", "\u200b", "\u200d", "\u200e", "\u202e", "\u2028"),
    *("\u2029", "\u2066", "\u3000", "\ufeff", "\ufffd", "\ufffe", "\U0001f600", "\U0001d7d8"),
    *("\U00020000", "\U0010ffff", "\ud800", "\udc00", "Ð", "ð", "Ɖ", "ŉ", "ß", "İ", "ı", "ﬁ", "Å"),
    *(
        "\u1100\u1161",
        "\uac00",
        "\u0958",
        "\u0340",
        "\u0344",
        "\u212b",
        "\u01c5",
        "ſ",
        "ẞ",
        "\ufdfa",
    ),
    *("Ⅳ", "①", "㎏", "º", "\U0001f1fb\U0001f1f3", "\u0e33", "\u093c", "\u05b0", "\u3099"),
)


def _last(change: Callable[[str], str]) -> Callable[[list[str]], None]:
    def apply(made: list[str]) -> None:
        if made:
            made[-1] = change(made[-1])[:_LONGEST_PIECE]

    return apply


def _again(times: int) -> Callable[[list[str]], None]:
    def apply(made: list[str]) -> None:
        made += made[-2:] * times

    return apply


ORDERS: tuple[Callable[[list[str]], None], ...] = (
    _last(str.upper),
    _last(str.title),
    _last(str.lower),
    _last(str.swapcase),
    _last(str.rstrip),
    _last(lambda text: text[: len(text) // 2]),
    _last(lambda text: text[len(text) // 2 :]),
    _last(lambda text: unicodedata.normalize("NFD", text)),
    _last(lambda text: unicodedata.normalize("NFKD", text)),
    _last(lambda text: unicodedata.normalize("NFKC", text)),
    _last("\u0301".join),
    _last(lambda text: text.replace(" ", "\n")),
    _last(lambda text: text.replace(" ", "\xa0\u200b")),
    _last(lambda text: text[::-1]),
    _again(2),
    _again(8),
    list.reverse,
)
"""What can be done with what stands before."""


@cache
def tables() -> tuple[tuple[str, ...], ...]:
    """The pieces, in groups of at most 256."""
    groups: list[tuple[str, ...]] = [NUMBERS, DATES, MARKS, ODD] * 8
    for folder in ("lexicon", "gazetteer"):
        for path in sorted((builtin_patterns() / folder).glob("*.tsv")):
            lines = path.read_text(encoding="utf-8").split("\n")
            phrases = [line.partition("\t")[0] for line in lines if line and line[0] != "#"][1:]
            groups.append(tuple(phrases[:: 1 + len(phrases) // 256]) or ("",))
    examples = _examples()
    groups += [tuple(examples[at : at + 256]) for at in range(0, len(examples), 256)]
    return tuple(groups)


def _examples() -> list[str]:
    texts = []
    for path in sorted((builtin_patterns() / "rules").glob("*.toml")):
        for rule in tomllib.loads(path.read_text(encoding="utf-8")).get("rule", []):
            texts += [example["text"] for example in rule["examples"]]
            texts += rule.get("never", [])
    return [text.replace("{", "").replace("}", "") for text in texts]


def text_of(data: bytes) -> str:
    """The text that some bytes stand for; any bytes stand for one."""
    groups = tables()
    made: list[str] = []
    for first, second in zip(data[::2], data[1::2], strict=False):
        if first >= _ORDERS_FROM:
            ORDERS[second % len(ORDERS)](made)
        else:
            group = groups[first % len(groups)]
            # Some pieces stand close together.
            made.append(group[second % len(group)] + (" " if first % 8 else ""))
        if len(made) > _MOST_PIECES:
            break
    return "".join(made)[:MOST_CHARS]


if __name__ == "__main__":
    # As the fuzzer does: its first byte chooses a date.
    print(ascii(text_of(Path(sys.argv[1]).read_bytes()[1:])))  # noqa: T201 - it prints
