"""What is known to be wrong fails as expected: a change that mends it must say so."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest

from extractor.model import KINDS
from extractor.pipeline import Extractor
from extractor.writing.tables import entry_class

KNOWN = tomllib.loads(
    (Path(__file__).resolve().parent / "known_failures.toml").read_text(encoding="utf-8")
)["failure"]
NAMES = [f"{one['kind']}-{number}" for number, one in enumerate(KNOWN, 1)]
DAY = "2024-03-15"


def entries(extractor: Extractor, known: dict[str, Any]) -> list[dict[str, Any]]:
    article = msgspec.to_builtins(extractor.extract(known["text"], date=DAY))
    found: list[dict[str, Any]] = article[known["kind"]]
    return found


def has(found: list[dict[str, Any]], fields: dict[str, Any]) -> bool:
    return any(all(entry.get(name) == value for name, value in fields.items()) for entry in found)


@pytest.mark.parametrize(
    "known",
    [
        pytest.param(one, marks=pytest.mark.xfail(reason=one["why"], strict=True), id=name)
        for name, one in zip(NAMES, KNOWN, strict=True)
    ],
)
def test_known_failure(extractor: Extractor, known: dict[str, Any]) -> None:
    found = entries(extractor, known)
    if "entry" in known:
        assert has(found, known["entry"])
    else:
        assert not has(found, known["never"])


@pytest.mark.parametrize("known", KNOWN, ids=NAMES)
def test_a_known_failure_is_one_of_the_extractor(
    extractor: Extractor, known: dict[str, Any]
) -> None:
    """A mistake in the data would fail as well: its fields are of its kind, its text is read."""
    assert set(known) == {"why", "text", "kind", "entry" if "entry" in known else "never"}
    assert known["kind"] in KINDS
    fields = {field.encode_name for field in msgspec.structs.fields(entry_class(known["kind"]))}
    assert set(known.get("entry") or known["never"]) <= fields
    entries(extractor, known)
