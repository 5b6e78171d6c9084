"""Elements of HTML and SVG as escaped markup."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from markupsafe import Markup, escape

from shigu.report.bilingual import Text


class HasHtml(Protocol):
    def __html__(self) -> str: ...


Content = str | HasHtml
Attribute = str | float | None
VOID = frozenset({"br", "line", "rect", "circle", "path", "use", "polygon"})


def tag(name: str, *children: Content, **attributes: Attribute) -> Markup:
    """``tag("g", inner, class_="axis", data_from="a")``: underscores become hyphens, ``None``
    leaves the attribute out, numbers keep two decimals."""
    shown = Markup("").join(
        Markup(' {}="{}"').format(key.rstrip("_").replace("_", "-"), _plain(value))
        for key, value in attributes.items()
        if value is not None
    )
    if name in VOID and not children:
        return Markup("<{}{}/>").format(name, shown)
    return Markup("<{0}{1}>{2}</{0}>").format(name, shown, joined(children))


def joined(parts: Iterable[Content]) -> Markup:
    return Markup("").join(escape(part) for part in parts)


def label(x: float, y: float, words: Text, **attributes: Attribute) -> Markup:
    """Words inside a drawing: one ``text`` per language, or one for both when they agree."""
    if words.zh == words.en:
        return tag("text", words.zh, x=x, y=y, **attributes)
    return tag("text", words.zh, lang="zh", x=x, y=y, **attributes) + tag(
        "text", words.en, lang="en", x=x, y=y, **attributes
    )


def hover(words: Text) -> Markup:
    """The tooltip and spoken name of a drawn thing, in both languages."""
    return tag("title", words.zh, lang="zh") + tag("title", words.en, lang="en")


def drawing(
    width: float, height: float, name: Text, *children: Content, class_: str, role: str = "img"
) -> Markup:
    """A picture in its own coordinates that scales with its column."""
    return tag(
        "svg",
        hover(name),
        *children,
        class_=class_,
        role=role,
        viewBox=f"0 0 {_plain(width)} {_plain(height)}",
        width=width,
        height=height,
    )


def _plain(value: str | float) -> str:
    if isinstance(value, str):
        return value
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
