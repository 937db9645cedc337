"""Does a value fit a JSON Schema? Just the words that our interface uses; any other makes the check fail."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

_TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "array": list,
    "object": dict,
    "null": type(None),
}
_SAID = {"description", "default", "example"}


def faults(value: Any, schema: Mapping[str, Any], shapes: Mapping[str, Any], where: str = "$") -> list[str]:
    """What does not fit, each with its place; empty where all does."""
    if "$ref" in schema:
        return faults(value, shapes[schema["$ref"].rpartition("/")[2]], shapes, where)
    if "anyOf" in schema:
        tried = [faults(value, one, shapes, where) for one in schema["anyOf"]]
        return [] if [] in tried else min(tried, key=len)
    found: list[str] = []
    for word, said in schema.items():
        found += _WORDS[word](value, said, schema, shapes, where) if word not in _SAID else []
    return found


def _type(value: Any, said: Any, schema: Any, shapes: Any, where: str) -> list[str]:
    wanted = [said] if isinstance(said, str) else said
    fits = any(isinstance(value, _TYPES[one]) and (one == "boolean" or not isinstance(value, bool)) for one in wanted)
    return [] if fits else [f"{where}: {value!r} is no {said}"]


def _format(value: Any, said: str, schema: Any, shapes: Any, where: str) -> list[str]:
    if value is None or said == "uri-reference":
        return [] if value is None or re.fullmatch(r"[\x21-\x7e]*", value) else [f"{where}: {value!r} is no address"]
    try:
        whole = date.fromisoformat(value) if said == "date" else datetime.fromisoformat(value).tzinfo
    except ValueError:
        whole = None
    return [] if whole else [f"{where}: {value!r} is no {said}"]


def _properties(value: Any, said: Mapping[str, Any], schema: Any, shapes: Any, where: str) -> list[str]:
    return [
        fault
        for name, inner in said.items()
        if name in value
        for fault in faults(value[name], inner, shapes, f"{where}.{name}")
    ]


def _additional(value: Any, said: Any, schema: Any, shapes: Any, where: str) -> list[str]:
    others = {name: inner for name, inner in value.items() if name not in schema.get("properties", {})}
    if said is False:
        return [f"{where}: {name} is not described" for name in others]
    return [fault for name, inner in others.items() for fault in faults(inner, said, shapes, f"{where}.{name}")]


_WORDS: dict[str, Any] = {
    "type": _type,
    "format": _format,
    "properties": _properties,
    "additionalProperties": _additional,
    "required": lambda v, said, s, c, w: [f"{w}: {name} is missing" for name in said if name not in v],
    "items": lambda v, said, s, c, w: [f for i, one in enumerate(v) for f in faults(one, said, c, f"{w}[{i}]")],
    "enum": lambda v, said, s, c, w: [] if v in said else [f"{w}: {v!r} is none of {said}"],
    "pattern": lambda v, said, s, c, w: [] if re.search(said, v) else [f"{w}: {v!r} is not like {said}"],
    "minimum": lambda v, said, s, c, w: [] if v is None or v >= said else [f"{w}: {v} is below {said}"],
    "maximum": lambda v, said, s, c, w: [] if v is None or v <= said else [f"{w}: {v} is above {said}"],
}
