"""Pictures drawn from numbers as inline SVG: waterfall and share bars, sized by attributes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from shigu.face.pieces import Share, Step, Words
from shigu.face.units import grouped, signed

Role = Literal["img", "group"]

LEFT, RIGHT, WIDTH, ROW, BAR = 170.0, 100.0, 900.0, 30.0, 14.0


@dataclass(frozen=True, slots=True)
class Axis:
    """From amounts to places in the picture; zero is always in it."""

    low: float
    high: float

    @classmethod
    def over(cls, amounts: Sequence[Decimal]) -> Axis:
        values = [0.0, *map(float, amounts)]
        return cls(min(values), max(values))

    def __call__(self, amount: Decimal | float) -> float:
        width = (WIDTH - LEFT - RIGHT) / ((self.high - self.low) or 1.0)
        return LEFT + (float(amount) - self.low) * width


def waterfall(steps: Sequence[Step], title: Words, decimals: int = 0) -> SafeString:
    """How a total came about: each change starts where the one before ended."""
    spans = _spans(steps)
    axis = Axis.over([end for span in spans for end in span])
    rows = format_html_join(
        "", "{}", ((_step(i, step, spans[i], axis, decimals),) for i, step in enumerate(steps))
    )
    joints = format_html_join(
        "",
        '<line class="joint" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>',
        (
            (at(axis(span[1])), at(ROW * i + 22), at(ROW * (i + 1) + 8))
            for i, span in enumerate(spans[:-1])
        ),
    )
    return _drawing(ROW * len(steps), title, joints + rows, axis)


def share_bars(shares: Sequence[Share], title: Words, decimals: int = 0) -> SafeString:
    """What each party has alone (pale), what cooperation adds (full), the tick where alone ends."""
    axis = Axis.over([end for share in shares for end in (share.alone, share.alone + share.gain)])
    rows = format_html_join(
        "", "{}", ((_share(i, share, axis, decimals),) for i, share in enumerate(shares))
    )
    return _drawing(ROW * len(shares), title, rows, axis)


def _spans(steps: Sequence[Step]) -> list[tuple[Decimal, Decimal]]:
    spans, running = [], Decimal(0)
    for step in steps:
        start = Decimal(0) if step.total else running
        running = step.amount if step.total else running + step.amount
        spans.append((start, running))
    return spans


def _step(
    i: int, step: Step, span: tuple[Decimal, Decimal], axis: Axis, decimals: int
) -> SafeString:
    kind = "whole" if step.total else "rise" if step.amount >= 0 else "fall"
    words = grouped(step.amount, decimals) if step.total else signed(step.amount, decimals)
    return format_html(
        '<text x="0" y="{y}" class="{style}">{name}</text>{bar}'
        '<text x="{x}" y="{y}">{words}</text>',
        y=at(ROW * i + 19),
        style="total-word" if step.total else "",
        name=step.name,
        bar=_bar(i, axis(span[0]), axis(span[1]), kind),
        x=at(max(axis(span[0]), axis(span[1])) + 8),
        words=words,
    )


def _share(i: int, share: Share, axis: Axis, decimals: int) -> SafeString:
    total, alone = share.alone + share.gain, axis(share.alone)
    tick = format_html(
        '<line class="tick" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>',
        at(alone),
        at(ROW * i + 5),
        at(ROW * i + 25),
    )
    return format_html(
        '<g class="p{colour}"><text x="0" y="{y}">{name}</text>{pale}{full}{tick}'
        '<text x="{x}" y="{y}">{total}<tspan class="faded" dx="6">{gain}</tspan></text></g>',
        colour=share.colour % 6,
        y=at(ROW * i + 19),
        name=share.name,
        pale=_bar(i, axis(0), alone, "part pale"),
        full=_bar(i, alone, axis(total), "part" if share.gain >= 0 else "fall"),
        tick=tick,
        x=at(max(alone, axis(total), axis(0)) + 8),
        total=grouped(total, decimals),
        gain=signed(share.gain, decimals),
    )


def _bar(i: int, start: float, end: float, style: str) -> SafeString:
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>',
        style,
        at(min(start, end)),
        at(ROW * i + 8),
        at(max(abs(end - start), 0.5)),
        at(BAR),
    )


def framed(
    width: float, height: float, title: Words, inner: SafeString, *, role: Role = "img"
) -> SafeString:
    """A drawing with its name, in a box that scrolls on a phone and by keyboard.

    ``role`` is ``group`` where parts of the drawing are links.
    """
    return format_html(
        '<div class="drawing-box" tabindex="0" role="region" aria-label="{title}">'
        '<svg class="drawing" viewBox="0 0 {width} {height}" role="{role}">'
        "<title>{title}</title>{inner}</svg></div>",
        width=at(width),
        height=at(height),
        title=title,
        role=role,
        inner=inner,
    )


def _drawing(height: float, title: Words, inner: SafeString, axis: Axis) -> SafeString:
    zero = format_html(
        '<line class="axis" x1="{zero}" x2="{zero}" y1="0" y2="{height}"/>',
        zero=at(axis(0)),
        height=at(height),
    )
    return framed(WIDTH, height, title, zero + inner)


def at(place: float) -> str:
    """A place in a drawing, to a tenth."""
    return f"{place:.1f}".removesuffix(".0")
