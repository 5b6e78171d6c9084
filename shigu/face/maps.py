"""What a map hands to its page: the legend, and the list that says the same in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from shigu.face.pieces import Words

LISTED = 300


@dataclass(frozen=True, slots=True)
class Entry:
    """A role or state: its colour (0–5 for a district's, else a name), filled or hollow."""

    key: str
    label: Words
    colour: int | str = "soft"
    hollow: bool = False

    @property
    def style(self) -> str:
        """The class of the swatch."""
        return f"p{self.colour % 6}" if isinstance(self.colour, int) else f"is-{self.colour}"

    def as_json(self) -> dict[str, Any]:
        return {"key": self.key, "colour": self.colour, "hollow": self.hollow}


@dataclass(frozen=True, slots=True)
class Place:
    """A row of the list beside the map."""

    id: str
    name: str
    key: str
    style: str
    hollow: bool
    word: Words


def entries(data: Mapping[str, Any]) -> list[Entry]:
    """The legend as it is drawn."""
    return list(data.get("legend", ()))


def for_script(data: Mapping[str, Any]) -> dict[str, Any]:
    """The same data as JSON for ``maps.js``."""
    return {**data, "legend": [entry.as_json() for entry in entries(data)]}


def listed(data: Mapping[str, Any]) -> tuple[list[Place], int]:
    """Zones and points as rows, and how many did not fit into the list."""
    known = {entry.key: entry for entry in entries(data)}
    features = [
        feature["properties"]
        for layer in ("zones", "points")
        for feature in data.get(layer, {}).get("features", ())
    ]
    rows = [_place(properties, known) for properties in features[:LISTED]]
    return rows, max(0, len(features) - LISTED)


def rows(places: Iterable[Place]) -> SafeString:
    """The list in HTML; written here, as a template takes four times as long for hundreds."""
    return format_html_join(
        "",
        '<li><button type="button" data-id="{}" data-key="{}"><i class="swatch {}{}"'
        ' aria-hidden="true"></i><span>{}</span><small>{}</small></button></li>',
        (
            (at.id, at.key, at.style, " hollow" if at.hollow else "", at.name, at.word)
            for at in places
        ),
    )


def _place(properties: Mapping[str, Any], known: Mapping[str, Entry]) -> Place:
    key = str(properties.get("key", ""))
    entry = known.get(key, Entry(key, key))
    name = str(properties["name"])
    return Place(str(properties["id"]), name, key, entry.style, entry.hollow, entry.label)
