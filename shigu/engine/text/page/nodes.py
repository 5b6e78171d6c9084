"""HTML as lines of visible text in reading order, with the elements they stand in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml.etree import HTMLParser

from shigu.engine.text.page.limits import (
    MOST_DEPTH,
    MOST_ELEMENTS,
    MOST_LINES,
    too_deep,
    too_many,
)

UNSEEN = frozenset(
    (
        *("script", "style", "noscript", "template", "iframe", "svg", "select", "option"),
        *("textarea", "button", "object", "audio", "video", "canvas", "head", "map"),
    )
)
INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data"),
        *("del", "dfn", "em", "font", "i", "img", "ins", "kbd", "label", "mark"),
        *("o:p", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup"),
        *("tt", "u", "var", "wbr"),
    )
)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
SPACE = re.compile(r"[ \t\r\n\f\v]+")


@dataclass(slots=True)
class Node:
    """An element: what it is, what it stands in, and the lines ``first:last`` inside it."""

    tag: str
    names: str
    parent: int
    first: int
    last: int = 0
    tags: int = 1
    linked_tags: int = 0


@dataclass(slots=True)
class Line:
    """A line of text, how many of its characters are links, and its innermost block element."""

    text: str
    linked: int
    node: int
    tag: str


@dataclass(slots=True)
class Page:
    """The lines and elements of a page in document order, and what its head says."""

    lines: list[Line] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    head: dict[str, str] = field(default_factory=dict)
    title: str = ""
    data: list[str] = field(default_factory=list)


def parse(html: str) -> Page:
    """Read ``html`` in one pass.

    Raises:
        UnreadablePageError: deeper or longer than a page may be.
    """
    target = _Target()
    parser = HTMLParser(target=target, huge_tree=True, remove_comments=True, remove_pis=True)
    parser.feed(html)
    page: Page = parser.close()
    return page


class _Target:
    """Hears elements and text from lxml and writes the page."""

    def __init__(self) -> None:
        self.page = Page()
        self.open: list[int] = []
        self.unseen = 0
        self.links = 0
        self.parts: list[str] = []
        self.linked = 0
        self.in_title = self.in_data = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self.open) >= MOST_DEPTH:
            raise too_deep()
        if len(self.page.nodes) >= MOST_ELEMENTS:
            raise too_many()
        self._note(tag, attributes)
        if tag not in INLINE:
            self._flush()
        names = f"{attributes.get('class', '')} {attributes.get('id', '')}".casefold()
        parent = self.open[-1] if self.open else -1
        self.open.append(len(self.page.nodes))
        self.page.nodes.append(Node(tag, names, parent, len(self.page.lines)))
        hidden = tag in UNSEEN or HIDDEN.search(attributes.get("style", ""))
        if self.unseen or hidden:
            self.unseen += 1
        self.links += tag == "a"

    def end(self, tag: str) -> None:
        if tag not in INLINE:
            self._flush()
        if not self.open:
            return
        node = self.page.nodes[self.open.pop()]
        node.last = len(self.page.lines) + bool(self.parts)
        self.unseen = max(0, self.unseen - 1)
        self.links -= tag == "a"
        self.in_title = self.in_data = False
        if node.parent >= 0:
            parent = self.page.nodes[node.parent]
            parent.tags += node.tags if tag == "a" or tag not in INLINE else node.tags - 1
            parent.linked_tags += node.tags if tag == "a" else node.linked_tags

    def data(self, text: str) -> None:
        if self.in_title:
            self.page.title += text
        elif self.in_data:
            self.page.data.append(text)
        elif not self.unseen:
            self.parts.append(text)
            self.linked += len(text.strip()) if self.links > 0 else 0

    def close(self) -> Page:
        self._flush()
        for at in self.open:
            self.page.nodes[at].last = len(self.page.lines)
        for node in self.page.nodes:
            node.last = min(node.last, len(self.page.lines))
        return self.page

    def _note(self, tag: str, attributes: dict[str, str]) -> None:
        self.in_title = tag == "title" and not self.page.title
        self.in_data = tag == "script" and attributes.get("type") == "application/ld+json"
        if tag == "meta" and attributes.get("content"):
            name = attributes.get("name") or attributes.get("property") or ""
            self.page.head.setdefault(name.casefold(), attributes["content"])
        elif tag == "time" and attributes.get("datetime"):
            self.page.head.setdefault("time", attributes["datetime"])

    def _flush(self) -> None:
        text = SPACE.sub(" ", "".join(self.parts)).strip(" \u3000\xa0")
        if text:
            if len(self.page.lines) >= MOST_LINES:
                raise too_many()
            node = self._block()
            tag = self.page.nodes[node].tag if node >= 0 else ""
            self.page.lines.append(Line(text, min(self.linked, len(text)), node, tag))
        self.parts, self.linked = [], 0

    def _block(self) -> int:
        return next((at for at in reversed(self.open) if self.page.nodes[at].tag not in INLINE), -1)
