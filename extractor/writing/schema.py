"""The JSON Schema of the result, made from the classes and docstrings of `extractor.model`."""

from __future__ import annotations

import ast
import inspect
from typing import Any

import msgspec

from extractor import model

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """The schema of one article."""
    (root,), parts = msgspec.json.schema_components([model.Article], ref_template="#/$defs/{name}")
    notes = field_notes()
    for name, part in parts.items():
        for field, described in part.get("properties", {}).items():
            note = notes.get((name, field))
            if note:
                described["description"] = note
    return {
        "$schema": _DIALECT,
        "title": "extract",
        "description": f"One article as `extract` writes it, schema {model.SCHEMA_VERSION}.",
        **root,
        "$defs": parts,
    }


def field_notes() -> dict[tuple[str, str], str]:
    """The docstring below each field, which Python itself throws away."""
    notes: dict[tuple[str, str], str] = {}
    for node in ast.parse(inspect.getsource(model)).body:
        if not isinstance(node, ast.ClassDef):
            continue
        for field, below in zip(node.body, node.body[1:], strict=False):
            if (
                isinstance(field, ast.AnnAssign)
                and isinstance(field.target, ast.Name)
                and isinstance(below, ast.Expr)
                and isinstance(below.value, ast.Constant)
            ):
                note = " ".join(str(below.value.value).split())
                notes[node.name, field.target.id.rstrip("_")] = note
    return notes
