"""Small signs: state by shape, colour and word; districts by a colour that stays theirs."""

from __future__ import annotations

from markupsafe import Markup

from shigu.report.bilingual import Text
from shigu.report.markup import Attribute, joined, tag
from shigu.report.names import Names

STATUS = {
    "strong": Text("强", "strong"),
    "weak": Text("弱", "weak"),
    "blank": Text("空白", "blank"),
}
CRITICAL = Text("关键", "critical")
COLOURS = 6


def shape(status: str, x: float, y: float, size: float = 5.0, **attributes: Attribute) -> Markup:
    """Circle filled = strong, half-filled triangle = weak, hollow diamond = blank."""
    style = f"mark {status}"
    if status == "strong":
        return tag("circle", cx=x, cy=y, r=size * 0.85, class_=style, **attributes)
    corners: tuple[tuple[float, float], ...]
    if status == "weak":
        corners = ((0, -1.05), (1.05, 0.8), (-1.05, 0.8))
    else:
        corners = ((0, -1.15), (1.15, 0), (0, 1.15), (-1.15, 0))
    points = " ".join(f"{x + dx * size:.1f},{y + dy * size:.1f}" for dx, dy in corners)
    return tag("polygon", points=points, class_=style, **attributes)


def status(state: str, *, critical: bool) -> Markup:
    """The state of a link with its shape and its word."""
    ring = tag("circle", cx=9, cy=9, r=8, class_="ring") if critical else Markup("")
    icon = tag(
        "svg", ring, shape(state, 9, 9), class_="icon", viewBox="0 0 18 18", aria_hidden="true"
    )
    word = tag("span", STATUS[state], class_=f"word {state}")
    return tag("span", icon, word, _critical(critical=critical), class_="status")


def _critical(*, critical: bool) -> Markup:
    return tag("span", CRITICAL, class_="word critical") if critical else Markup("")


def player(names: Names, key: str) -> Markup:
    """A player's colour and name."""
    return tag("span", swatch(names, key), names.text("players", key), class_="player")


def players(names: Names, keys: tuple[str, ...] | list[str]) -> Markup:
    return joined(player(names, key) for key in keys)


def swatch(names: Names, key: str) -> Markup:
    return tag("i", class_=f"swatch {colour(names, key)}", aria_hidden="true")


def colour(names: Names, key: str) -> str:
    """The class that carries a player's colour."""
    return f"p{names.player_number(key) % COLOURS}"


def district(names: Names, key: str) -> Markup:
    """A district's name after the colour of the player it belongs to."""
    owner = names.player_of(key)
    sign = swatch(names, owner) if owner else Markup("")
    return tag("span", sign, names.text("districts", key), class_="player")
