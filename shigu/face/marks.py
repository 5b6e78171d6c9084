"""Small signs: a state by shape, colour and word; a district by a colour that stays its own."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from shigu.face.pieces import Words

COLOURS = 6
WORDS: dict[str, Words] = {
    "strong": _("强"),
    "weak": _("弱"),
    "blank": _("空白"),
    "good": _("正常"),
    "busy": _("进行中"),
    "waiting": _("待办"),
    "wrong": _("有误"),
    "off": _("停用"),
}
SHAPES = {
    "strong": '<circle class="mark strong" cx="8" cy="8" r="4.4"/>',
    "weak": '<path class="mark weak" d="M8 3.2 13 12.2H3Z"/>',
    "blank": '<path class="mark blank" d="M8 2.4 13.6 8 8 13.6 2.4 8Z"/>',
    "good": '<path class="mark good" d="m3 8.5 3.4 3.4L13 4.8"/>',
    "busy": '<circle class="mark busy" cx="8" cy="8" r="4.4"/>'
    '<path class="mark half" d="M8 3.6a4.4 4.4 0 0 1 0 8.8Z"/>',
    "waiting": '<rect class="mark waiting" x="3.8" y="3.8" width="8.4" height="8.4"/>',
    "wrong": '<path class="mark wrong" d="m4 4 8 8m0-8-8 8"/>',
    "off": '<path class="mark" d="M3.5 8h9"/>',
}
RING = '<circle class="mark ring" cx="8" cy="8" r="7.6"/>'


def icon(state: str, *, critical: bool = False) -> SafeString:
    """The shape alone; the word must stand beside it."""
    inner = SHAPES[state] + (RING if critical else "")
    return mark_safe(  # noqa: S308 both parts are constants of this file
        f'<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">{inner}</svg>'
    )


def status(state: str, word: Words = "", *, critical: bool = False) -> SafeString:
    """Shape, colour and word; a critical one wears a ring and says so."""
    more = format_html(' <span class="critical-word">{}</span>', _("关键")) if critical else ""
    shape = icon(state, critical=critical)
    return format_html(
        '<span class="status {}">{}<span>{}</span>{}</span>',
        state,
        shape,
        word or WORDS[state],
        more,
    )


def named(colour: int | None, name: Words) -> SafeString:
    """A name after its swatch; grey where nobody's colour applies."""
    style = "" if colour is None else f" p{colour % COLOURS}"
    return format_html(
        '<span class="named"><i class="swatch{}" aria-hidden="true"></i>{}</span>', style, name
    )
