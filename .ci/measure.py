#!/usr/bin/env python3
"""Measure accuracy, speed, memory and start-up, and compare them with `.ci/floors.json`.

    .ci/measure.py                  all, where the annotated articles and the corpus are
    .ci/measure.py --set-floors     the same, and keep the accuracy reached as the new floors

Times are those of the processor, so that other work on the machine counts little.
The articles lie beside the project, in `../shared`; where they do not, nothing is measured.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmark import EXTRACT, timed

PROJECT = Path(__file__).resolve().parent.parent
SHARED = PROJECT.parent / "shared"
GOLD = SHARED / "gold" / "dev"
SCORER = SHARED / "eval" / "score.py"
CORPUS = SHARED / "corpus" / "news.jsonl.gz"
FLOORS = PROJECT / ".ci" / "floors.json"
SLACK = 0.005
"""How far below what was reached a new floor is set."""
EVERY = 8
"""Of so many articles of the corpus one is given to the slow tokenizer."""

Numbers = dict[str, float]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--set-floors", action="store_true")
    arguments = parser.parse_args()
    if not SCORER.exists():
        print("no annotated articles here: nothing to measure")
        return 0
    reached = accuracy("all", "*") | accuracy("seeds", "seed-*") | speed() | start()
    floors: dict[str, Numbers] = json.loads(FLOORS.read_text(encoding="utf-8"))
    if arguments.set_floors:
        names = [name for name in reached if name.startswith(("all/", "seeds/"))]
        kept = floors["at_least"]  # A floor is raised, never lowered.
        kept |= {name: max(kept.get(name, 0), round(reached[name] - SLACK, 3)) for name in names}
        FLOORS.write_text(json.dumps(floors, indent=2) + "\n", encoding="utf-8")
    return report(reached, floors["at_least"], floors["at_most"])


def report(reached: Numbers, at_least: Numbers, at_most: Numbers) -> int:
    """Print what was reached beside its bound; 1 if a bound is not kept."""
    failed = 0
    for name, value in reached.items():
        bound = at_least.get(name, at_most.get(name))
        kept = value >= at_least.get(name, value) and value <= at_most.get(name, value)
        failed |= not kept
        beside = "" if bound is None else f"{'>=' if name in at_least else '<='} {bound:g}"
        print(f"{name:32} {value:12,.3f}  {beside:14}{'' if kept else '  NOT KEPT'}")
    return int(failed)


def accuracy(name: str, pattern: str) -> Numbers:
    """F1 of each kind, and how often each field is right, over articles whose names fit."""
    with tempfile.TemporaryDirectory() as folder:
        golds = Path(folder, "gold")
        golds.mkdir()
        for path in sorted((GOLD / "gold").glob(f"{pattern}.json")):
            (golds / path.name).write_bytes(path.read_bytes())
        articles, found = Path(folder, "articles.jsonl"), Path(folder, "found.jsonl")
        articles.write_text(scorer("inputs", GOLD / "text", golds), encoding="utf-8")
        subprocess.run((*EXTRACT, articles, "-o", found), check=True, cwd=PROJECT)
        scores = json.loads(scorer("score", golds, GOLD / "text", found, "--json"))
    mean = scores.pop("mean_f1")
    fields = {
        f"{name}/{kind}/{field}": share
        for kind, row in scores.items()
        for field, share in row["attributes"].items()
    }
    kinds = {f"{name}/{kind}": row["f1"] for kind, row in scores.items()}
    return {f"{name}/mean": mean} | kinds | fields


def scorer(*arguments: str | Path) -> str:
    command = (sys.executable, SCORER, *arguments)
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def speed() -> Numbers:
    """Characters a second of a whole run, beside underthesea's tokenizer, and the memory."""
    from underthesea import word_tokenize  # type: ignore[import-untyped]

    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    word_tokenize("Khởi động.")
    began = time.process_time()
    for text in texts[::EVERY]:
        word_tokenize(text)
    tokenizer = sum(map(len, texts[::EVERY])) / (time.process_time() - began)
    seconds, megabytes = timed(*EXTRACT, "--jobs", "1", CORPUS)
    ours = sum(map(len, texts)) / seconds
    return {
        "characters/s": ours,
        "word_tokenize characters/s": tokenizer,
        "times word_tokenize": ours / tokenizer,
        "peak memory (MB)": megabytes,
    }


def start() -> Numbers:
    """Seconds that one short article takes beyond the import of underthesea, least of five."""
    article = PROJECT / "samples" / "giao-ban-thua-thien-hue.txt"
    whole = min(timed(*EXTRACT, article)[0] for _ in range(5))
    bare = min(timed(sys.executable, "-c", "import underthesea")[0] for _ in range(5))
    return {"one article, beyond import (s)": whole - bare}


if __name__ == "__main__":
    sys.exit(main())
