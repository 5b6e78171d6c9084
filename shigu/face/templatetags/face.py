"""The pieces of the design system as template tags; each shows itself on ``/design/``."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Any

from django import template
from django.template.context import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from shigu.face import marks
from shigu.face.pieces import (
    Compared,
    Empty,
    Event,
    Evidence,
    Figure,
    Link,
    Progress,
    Stage,
    Tab,
    Why,
    Words,
)

register = template.Library()
_numbers = itertools.count(1)

BADGES: dict[str, tuple[Words, Words]] = {
    "fact": (_("事实"), _("有来源的事实")),
    "illustrative": (_("示例"), _("示例数据：演示方法，不是事实")),
    "machine": (_("机器提议"), _("机器从文本中提取，尚未有人判断")),
    "judged": (_("已研判"), _("有人判断并留名；机器不会改写")),
}


@register.simple_tag(takes_context=True)
def again(context: Context, name: str) -> SafeString:
    """The plain words of a block that stands elsewhere on the page: ``{% again "title" %}``."""
    block = context.render_context[BLOCK_CONTEXT_KEY].get_block(name)
    with context.push():
        return SafeString(block.nodelist.render(context).strip())


@register.inclusion_tag("face/pieces/why.html")
def why(reason: Why | None, label: Words = "") -> dict[str, Any]:
    """``{% why reason %}``: the quiet mark that opens sentence, formula, inputs, sources, date."""
    return {"why": reason, "label": label, "id": f"why-{next(_numbers)}"}


@register.inclusion_tag("face/pieces/figures.html")
def figures(strip: Iterable[Figure]) -> dict[str, Any]:
    """``{% figures strip %}``: the row of key figures under the answer."""
    return {"figures": strip}


@register.simple_tag
def badge(kind: str) -> SafeString:
    """``{% badge "illustrative" %}``: fact, illustrative, machine or judged; nothing for ""."""
    if not kind:
        return SafeString("")
    word, hint = BADGES[kind]
    return format_html('<span class="badge {}" title="{}">{}</span>', kind, hint, word)


@register.simple_tag
def status(state: str, word: Words = "", *, critical: bool = False) -> SafeString:
    """``{% status "weak" critical=True %}``, ``{% status "good" "已签约" %}``."""
    return marks.status(state, word, critical=critical)


@register.simple_tag
def swatch(colour: int | None, name: Words = "") -> SafeString:
    """``{% swatch district.colour district.name %}``: a district in its own colour."""
    return marks.named(colour, name)


@register.inclusion_tag("face/pieces/stages.html")
def stages(bar: Iterable[Stage]) -> dict[str, Any]:
    """``{% stages bar %}``: the stage bar with its clocks."""
    return {"stages": bar}


@register.inclusion_tag("face/pieces/empty.html", name="empty_state")
def empty_state(nothing: Empty) -> dict[str, Any]:
    """``{% empty_state nothing %}``: why there is nothing, what to do and who can."""
    return {"empty": nothing}


@register.inclusion_tag("face/pieces/alert.html")
def alert(message: Words, level: str = "info") -> dict[str, Any]:
    """``{% alert message "warning" %}``: info, success, warning or error."""
    return {"message": message, "level": level}


@register.inclusion_tag("face/pieces/tabs.html")
def tabs(row: Iterable[Tab], label: Words = "") -> dict[str, Any]:
    """``{% tabs row %}``: tabs are links, so they work without JavaScript and can be kept."""
    return {"tabs": row, "label": label}


@register.inclusion_tag("face/pieces/timeline.html")
def timeline(events: Iterable[Event]) -> dict[str, Any]:
    """``{% timeline events %}``: the history of a thing, newest first."""
    return {"events": events}


@register.inclusion_tag("face/pieces/progress.html", takes_context=True)
def progress(context: Context, job: Progress) -> dict[str, Any]:
    """``{% progress job %}``: phase, share done, time left, cancel; looks again by itself."""
    return {"job": job, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("face/pieces/evidence.html")
def evidence(card: Evidence) -> dict[str, Any]:
    """``{% evidence card %}``: the sentence with the part that matters marked, its source, date."""
    return {"card": card}


@register.inclusion_tag("face/pieces/compare.html")
def compare(rows: Iterable[Compared], a: Words, b: Words, caption: Words = "") -> dict[str, Any]:
    """``{% compare rows "方案甲" "方案乙" %}``: two things side by side with the difference."""
    return {"rows": rows, "a": a, "b": b, "caption": caption}


@register.inclusion_tag("face/pieces/slider.html")
def slider(
    name: str,
    label: Words,
    value: float,
    low: float,
    high: float,
    step: float = 1,
    unit: str = "",
    note: Words = "",
) -> dict[str, Any]:
    """A slider whose form recomputes: wrap it in ``<form hx-get=… hx-trigger=…>``."""
    return {
        "name": name,
        "label": label,
        "value": value,
        "low": low,
        "high": high,
        "step": step,
        "unit": unit,
        "note": note,
        "id": f"slider-{next(_numbers)}",
    }


@register.inclusion_tag("face/pieces/action.html", takes_context=True)
def action(
    context: Context,
    label: Words,
    url: str,
    *,
    refused: Words = "",
    kind: str = "",
    method: str = "get",
) -> dict[str, Any]:
    """``{% action "申请延期" url refused=answer.reason %}``: a greyed action says why."""
    return {
        "label": label,
        "url": url,
        "refused": refused,
        "kind": kind,
        "method": method,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("face/pieces/crumbs.html")
def crumbs(trail: Iterable[Link]) -> dict[str, Any]:
    """``{% crumbs trail %}``: where this page lies."""
    return {"trail": trail}


@register.simple_tag
def level_of(tags: str) -> str:
    """The level of a Django message as the alert names it."""
    known = {"success", "warning", "error"}
    return next((tag for tag in tags.split() if tag in known), "info")
