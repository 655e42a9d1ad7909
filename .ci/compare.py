#!/usr/bin/env python3
"""Show what changed between two extractions of the same articles: run at every change of a rule.

    extract corpus.jsonl.gz -o old.jsonl      before the change
    extract corpus.jsonl.gz -o new.jsonl      after it
    .ci/compare.py old.jsonl new.jsonl [--kind figures] [--most 50]

Entries are compared by their place; each that is new, gone or different is one line, a sample of
them if there are many, with the totals of each kind at the end.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

KINDS = ("dates", "locations", "units", "officials", "figures", "documents")
Entry = dict[str, Any]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("--kind", choices=KINDS, action="append")
    parser.add_argument("--most", type=int, default=40, help="lines shown of each kind")
    arguments = parser.parse_args()
    totals: Counter[tuple[str, str]] = Counter()
    lines: dict[str, list[str]] = {kind: [] for kind in arguments.kind or KINDS}
    for old, new in zip(read(arguments.old), read(arguments.new), strict=True):
        for kind, told in lines.items():
            for sign, text in changes(old, new, kind):
                totals[kind, sign] += 1
                told.append(f"{sign} {new['id']} {text}")
    for kind, found in lines.items():
        sample = random.Random(1).sample(found, min(len(found), arguments.most))  # noqa: S311
        print("\n".join(sorted(sample)))
        counts = {sign: totals[kind, sign] for sign in "+-~"}
        print(f"{kind}: {counts['+']} new, {counts['-']} gone, {counts['~']} different\n")
    return 0


def read(path: Path) -> Iterator[Entry]:
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)


def changes(old: Entry, new: Entry, kind: str) -> Iterator[tuple[str, str]]:
    """What changed in one article: `+` new, `-` gone, `~` different at the same place."""
    before, after = (by_place(article[kind]) for article in (old, new))
    for place in sorted(before.keys() | after.keys()):
        first, second = before.get(place), after.get(place)
        if first is None and second is not None:
            yield "+", brief(second)
        elif second is None and first is not None:
            yield "-", brief(first)
        elif first and second and first != second:
            differing = {key for key in first | second if first.get(key) != second.get(key)}
            told = ", ".join(
                f"{k}: {first.get(k)!r} > {second.get(k)!r}" for k in sorted(differing)
            )
            yield "~", f"{brief(second)}   {told}"


def by_place(entries: list[Entry]) -> dict[Any, Entry]:
    """Entries by span; an official by name. The whole of a part is told by its words."""
    return {
        (entry["start"], entry["end"]) if "start" in entry else entry["name"]: {
            key: entries[value]["text"] if key == "part_of" else value
            for key, value in entry.items()
            if key != "sentence"
        }
        for entry in entries
    }


def brief(entry: Entry) -> str:
    said = entry.get("value", entry.get("name", entry.get("number", "")))
    return f"{entry.get('text', entry.get('name'))!r} = {said}"


if __name__ == "__main__":
    sys.exit(main())
