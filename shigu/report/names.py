"""What things are called: every name on the page comes from the plan's index."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from shigu.report.bilingual import Text, listed, same
from shigu.report.markup import joined, tag

Json = Mapping[str, Any]
ILLUSTRATIVE = Text("示例", "illustrative")
FACT = Text("事实", "fact")
MARKED_IN_NAME = re.compile(r"(\s*[（(](示例|illustrative|example)[）)])+\s*$", re.IGNORECASE)
SPELLED = ("spaces", "projects", "pools", "quotas", "districts")
PLACES = ("spaces", "zones", "districts", "players", "pools", "quotas", "projects", "links")


@dataclass(frozen=True, slots=True)
class Names:
    """The index of one plan.

    Raises:
        KeyError: an id that the plan mentions is missing from the index.
    """

    index: Json

    def entry(self, table: str, key: str) -> Json:
        if key not in self.index[table]:
            raise KeyError(f"index.{table} has no {key!r}")
        entry: Json = self.index[table][key]
        return entry

    def has(self, table: str, key: str) -> bool:
        return key in self.index.get(table, {})

    def attribute(self, table: str, key: str, column: str) -> Any:
        return self.entry(table, key)["attributes"].get(column)

    def text(self, table: str, key: str) -> Text:
        """The bare name; a mark 示例 inside it is left to the badge."""
        entry = self.entry(table, key)
        words = Text(entry["zh"], entry["en"] or entry["zh"])
        if entry["status"] == "fact":
            return words
        return Text(MARKED_IN_NAME.sub("", words.zh), MARKED_IN_NAME.sub("", words.en))

    def marked(self, table: str, key: str) -> Text:
        """The name inside a sentence, where no badge can stand: 示例 follows in brackets."""
        name = self.text(table, key)
        if self.entry(table, key)["status"] == "fact":
            return name
        return name + Text(f"（{ILLUSTRATIVE.zh}）", f" ({ILLUSTRATIVE.en})")

    def html(self, table: str, key: str) -> Markup:
        """The name, and the badge when the row is illustrative."""
        return joined((self.text(table, key), self.badge(table, key)))

    def badge(self, table: str, key: str) -> Markup:
        if self.entry(table, key)["status"] == "fact":
            return Markup("")
        return tag("span", ILLUSTRATIVE, class_="badge")

    def standing(self, table: str, key: str) -> Markup:
        """Fact with its source, or the badge: for the places that say which."""
        entry = self.entry(table, key)
        if entry["status"] != "fact":
            return self.badge(table, key)
        sources = (entry["source"],) if entry["source"] else ()
        return tag("span", FACT, class_="fact") + self.cited(sources)

    def spelled(self, words: str) -> Text:
        """One id, or several joined by semicolons, as names; other words as they are."""
        keys = words.split(";")
        tables = [next((t for t in SPELLED if self.has(t, key)), None) for key in keys]
        found = [self.marked(t, key) for t, key in zip(tables, keys, strict=True) if t]
        return listed(found) if len(found) == len(keys) else same(words)

    def place(self, key: str) -> tuple[str, str]:
        """(table, id) of whatever the plan calls by ``key`` as a place or an owner."""
        for table in PLACES:
            if self.has(table, key):
                return table, key
        raise KeyError(f"index has no place {key!r}")

    def cited(self, sources: Iterable[str]) -> Markup:
        """Numbered references into the list of sources."""
        return joined(
            tag("a", f"[{self.number(key)}]", href=f"#source-{key}", class_="cite")
            for key in sorted(sources, key=self.number)
        )

    def number(self, source: str) -> int:
        self.entry("sources", source)
        return list(self.index["sources"]).index(source) + 1

    def player_of(self, district: str) -> str | None:
        """The player that a district belongs to; a player is its own."""
        if self.has("players", district):
            return district
        player = self.attribute("districts", district, "player")
        return str(player) if player else None

    def player_number(self, player: str) -> int:
        self.entry("players", player)
        return list(self.index["players"]).index(player)


def listed_players(names: Names, members: Iterable[str]) -> Text:
    """The players of a coalition in one phrase."""
    return listed(names.text("players", member) for member in members)
