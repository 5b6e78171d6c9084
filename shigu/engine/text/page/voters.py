"""Three opinions on which lines of a page are its body, and the one nearest to the others.

Arc90's scoring of containers, text and mark density (Hong and others), and the lines themselves
err on different pages; the medoid of the three is wrong only where two are wrong alike.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from shigu.engine.text.page.lines import Judged, best_run
from shigu.engine.text.page.nodes import Node, Page

LIKELY = re.compile(
    "article|body|content|entry|main|post|text|正文|zoom|detail|view|artic|news_txt"
)
UNLIKELY = re.compile(
    "comment|foot|footer|header|menu|nav|related|remark|share|side|sponsor|tool|banner|recommend"
    "|copyright|crumb|rank|hot|link|tags|pager|adv"
)
WEIGHTS = {"div": 5, "article": 12, "section": 3, "td": 3, "pre": 3, "blockquote": 3}
AGAINST = {"ul": -3, "ol": -3, "form": -5, "h1": -5, "h2": -5, "h3": -5, "th": -5, "header": -8}
MARKS = re.compile(r"[，。、；：！？“”,.!?;:]")
Lines = frozenset[int]


def vote(page: Page, judged: Sequence[Judged]) -> tuple[Lines, float]:
    """The lines of the body and how far the voters agree, 0–1."""
    opinions = [by_container(page), by_density(page), by_lines(page, judged)]
    sizes = [len(line.text) for line in page.lines]
    likeness = [
        [_overlap(one, other, sizes) for other in opinions if other is not one] for one in opinions
    ]
    sums = [sum(row) for row in likeness]
    best = max(range(len(opinions)), key=sums.__getitem__)
    return opinions[best], sums[best] / (len(opinions) - 1)


def by_container(page: Page) -> Lines:
    """Paragraphs score for their parent, half for its parent (Arc90's readability)."""
    scores: dict[int, float] = {}
    for line in page.lines:
        if len(line.text) < 25 or line.node < 0:
            continue
        own = 1 + line.text.count("，") + line.text.count(",") + min(len(line.text) // 100, 3)
        holder = _holder(page, line.node)
        for at, part in zip(_up(page, holder), (1.0, 0.5, 0.25), strict=False):
            scores[at] = scores.get(at, _start(page.nodes[at])) + own * part
    shares = {at: _link_share(page, page.nodes[at]) for at in scores}
    best = max(scores, key=lambda at: scores[at] * (1 - shares[at]), default=None)
    return frozenset() if best is None else _range(page.nodes[best])


def by_density(page: Page) -> Lines:
    """Text density · log₁₀(paragraphs + 2) · log mark density, the largest of all."""
    text = _sums([len(line.text) for line in page.lines])
    linked = _sums([line.linked for line in page.lines])
    marks = _sums([len(MARKS.findall(line.text)) for line in page.lines])
    paragraphs = _sums([line.tag == "p" for line in page.lines])
    best, best_score = frozenset[int](), 0.0
    for node in page.nodes:
        first, last = node.first, node.last
        plain = text[last] - text[first] - linked[last] + linked[first]
        if plain <= 0 or node.tag in {"html", "body"}:
            continue
        elements = node.tags - 1 - node.linked_tags
        if elements <= 0:
            continue
        by_mark = plain / (marks[last] - marks[first] + 1)
        count = paragraphs[last] - paragraphs[first]
        score = plain / elements * math.log10(count + 2) * math.log(by_mark + 1)
        if score > best_score:
            best, best_score = _range(node), score
    return best


def by_lines(page: Page, judged: Sequence[Judged]) -> Lines:
    """The best run of lines, elements unseen."""
    start, end = best_run([line.text for line in page.lines], judged)
    return frozenset(range(start, end))


def _holder(page: Page, at: int) -> int:
    node = page.nodes[at]
    alone = node.tag in {"p", "li", "h2", "h3"} or node.last - node.first <= 1
    return node.parent if alone and node.parent >= 0 else at


def _up(page: Page, at: int) -> list[int]:
    above: list[int] = []
    while at >= 0 and len(above) < 3:
        above.append(at)
        at = page.nodes[at].parent
    return above


def _start(node: Node) -> float:
    named = 25 * bool(LIKELY.search(node.names)) - 25 * bool(UNLIKELY.search(node.names))
    return named + WEIGHTS.get(node.tag, 0) + AGAINST.get(node.tag, 0)


def _link_share(page: Page, node: Node) -> float:
    inside = page.lines[node.first : node.last]
    whole = sum(len(line.text) for line in inside)
    return sum(line.linked for line in inside) / whole if whole else 0.0


def _range(node: Node) -> Lines:
    return frozenset(range(node.first, node.last))


def _sums(values: Sequence[int]) -> list[int]:
    sums = [0]
    for value in values:
        sums.append(sums[-1] + value)
    return sums


def _overlap(one: Lines, other: Lines, sizes: Sequence[int]) -> float:
    either = sum(sizes[at] for at in one | other)
    return sum(sizes[at] for at in one & other) / either if either else 1.0
