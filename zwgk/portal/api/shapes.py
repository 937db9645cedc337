"""How answers look: fields with their meaning, as JSON Schema (2020-12, as OpenAPI 3.1 takes it)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Schema = dict[str, Any]


@dataclass(frozen=True)
class Field:
    """One field of an answer: its name, its schema, what it means in Chinese."""

    name: str
    schema: Schema
    about: str


@dataclass(frozen=True)
class Shape:
    """An object of the interface; every field is always there, and there are no others."""

    name: str
    about: str
    fields: tuple[Field, ...]

    def schema(self) -> Schema:
        """The JSON Schema of the object."""
        return {
            "type": "object",
            "description": self.about,
            "properties": {one.name: {**one.schema, "description": one.about} for one in self.fields},
            "required": [one.name for one in self.fields],
            "additionalProperties": False,
        }


TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer", "minimum": 0}
YES_NO: Schema = {"type": "boolean"}
DAY: Schema = {"type": ["string", "null"], "format": "date"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
ADDRESS: Schema = {"type": "string", "format": "uri-reference"}
SHA256: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
SM3: Schema = {"type": "string", "pattern": "^([0-9a-f]{64})?$"}


def one_of(*codes: str) -> Schema:
    """A text out of a closed vocabulary."""
    return {"type": "string", "enum": list(codes)}


def ref(name: str) -> Schema:
    """Another shape."""
    return {"$ref": f"#/components/schemas/{name}"}


def many(schema: Schema) -> Schema:
    """A list."""
    return {"type": "array", "items": schema}


def maybe(schema: Schema) -> Schema:
    """A value or null."""
    return {**schema, "type": [schema["type"], "null"]}
