"""Pictures of a division, drawn as SVG on one axis each; the tables beside them say the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from shigu.face.drawings import at, framed
from shigu.face.units import grouped, signed
from shigu.sharing.queries import Coalition, Division, Player
from shigu.sharing.views.wording import BY_KEY, RULES, listed

WIDTH = 900.0
WAN = 10_000
Amount = Decimal | float


@dataclass(frozen=True, slots=True)
class Axis:
    """Yuan to places between ``start`` and ``end``; zero is always in it."""

    low: float
    high: float
    start: float
    end: float

    @classmethod
    def over(cls, amounts: Iterable[Amount], start: float, end: float) -> Axis:
        values = [0.0, *map(float, amounts)]
        return cls(min(values), max(values), start, end)

    def __call__(self, yuan: Amount) -> float:
        per_yuan = (self.end - self.start) / ((self.high - self.low) or 1.0)
        return self.start + (float(yuan) - self.low) * per_yuan


def shares_by_rule(division: Division) -> SafeString:
    """Each player under every rule: alone (pale), its part of the gain (full)."""
    rules = [rule for rule in RULES if rule.key in division.amounts]
    paid = [division.amounts[rule.key] for rule in rules]
    axis = Axis.over([*division.alone, *(x for amounts in paid for x in amounts)], 240, 790)
    tall = 17.0 * len(rules) + 15
    groups = [
        format_html(
            '<g class="p{colour}"><text x="0" y="{y}" class="total-word">{name}</text>{bars}</g>',
            colour=player.colour,
            y=at(tall * i + 12 + 17 * (len(rules) - 1) / 2),
            name=player.name,
            bars=_each(
                _share(tall * i + 17 * k, str(rule.name), division.alone[i], paid[k][i], axis)
                for k, rule in enumerate(rules)
            ),
        )
        for i, player in enumerate(division.players)
    ]
    return drawing(tall * len(groups) - 8, _("各方按各种规则所得（万元）"), _each(groups), axis(0))


def _share(y: float, rule: str, alone: Decimal, total: Decimal, axis: Axis) -> SafeString:
    return format_html(
        '<g><title>{title}</title><text x="232" y="{y}" class="faded end">{rule}</text>{pale}{full}'
        '<line class="tick" x1="{tick}" x2="{tick}" y1="{top}" y2="{bottom}"/>'
        '<text x="{x}" y="{y}">{total}<tspan class="faded" dx="6">{gain}</tspan></text></g>',
        title=_("%(rule)s：共得 %(total)s，单干 %(alone)s，合作增益 %(gain)s（万元）")
        % {"rule": rule, "total": wan(total), "alone": wan(alone), "gain": wan(total - alone)},
        y=at(y + 12),
        rule=rule,
        pale=bar(y + 2, axis(0), axis(alone), "part pale"),
        full=bar(y + 2, axis(alone), axis(total), "part" if total >= alone else "fall"),
        tick=at(axis(alone)),
        top=at(y),
        bottom=at(y + 16),
        x=at(max(axis(alone), axis(total), axis(0)) + 8),
        total=wan(total),
        gain=signed((total - alone) / WAN),
    )


def coalition_picture(division: Division, rows: Sequence[Coalition], rule: str) -> SafeString:
    """Who joins (dots), what they have apart (pale) and together (full), what the rule pays."""
    step = 26.0
    start = step * len(division.players) + 24
    amounts = [x for row in rows for x in (row.apart, row.worth, row.given[rule])]
    axis = Axis.over(amounts, start, 770)
    heads = format_html_join(
        "",
        '<text class="faded p{}" transform="translate({},112) rotate(-52)">{}</text>',
        ((p.colour, at(step * i + 12), p.name) for i, p in enumerate(division.players)),
    )
    drawn = _each(
        _coalition(120 + 22.0 * k, division.players, row, rule, axis) for k, row in enumerate(rows)
    )
    key = _("浅：各自单干合计　深：合在一起　┃：按%s分得　右：退出多得（万元）") % BY_KEY[rule].name
    legend = format_html('<text class="faded end" x="900" y="14">{}</text>', key)
    return drawing(124 + 22.0 * len(rows), key, heads + legend + drawn, axis(0), top=116)


def _coalition(
    y: float, players: Sequence[Player], row: Coalition, rule: str, axis: Axis
) -> SafeString:
    inside = {player.code for player in row.members}
    dots = format_html_join(
        "",
        '<circle class="{} p{}" cx="{}" cy="{}" r="5"/>',
        (
            ("part" if p.code in inside else "absent", p.colour, at(26 * i + 8), at(y + 9))
            for i, p in enumerate(players)
        ),
    )
    paid, gain = axis(row.given[rule]), row.gain(rule)
    return format_html(
        "<g><title>{title}</title>{dots}{pale}{full}"
        '<line class="paid" x1="{paid}" x2="{paid}" y1="{top}" y2="{bottom}"/>'
        '<text class="end{wrong}" x="900" y="{text}">{gain}</text></g>',
        title=_("%(who)s：合在一起 %(worth)s，分得 %(given)s（万元）")
        % {"who": listed(row.members), "worth": wan(row.worth), "given": wan(row.given[rule])},
        dots=dots,
        pale=bar(y + 3, axis(0), axis(row.apart), "whole pale"),
        full=bar(y + 3, axis(row.apart), axis(row.worth), "rise" if row.surplus >= 0 else "fall"),
        paid=at(paid),
        top=at(y),
        bottom=at(y + 18),
        wrong=" leaves" if gain > 0 else "",
        text=at(y + 13),
        gain=signed(gain / WAN),
    )


@dataclass(frozen=True, slots=True)
class Compared:
    """One player under the terms on the table, under 5:5, and its fair share, in yuan."""

    player: Player
    target: Decimal
    paid: Decimal
    equal: Decimal
    low: Decimal
    high: Decimal

    @property
    def change(self) -> Decimal:
        """What the terms give more or less than 5:5."""
        return self.paid - self.equal


def against_equal(rows: Sequence[Compared], aim: str = "") -> SafeString:
    """Left: payments with their range, 5:5 and the fair share, or what else the terms aim at;
    right: more or less than 5:5."""
    aim = aim or _("公平份额")
    amounts = [x for r in rows for x in (r.target, r.paid, r.equal, r.low, r.high)]
    left = Axis.over(amounts, 150, 520)
    widest = float(max((abs(row.change) for row in rows), default=0))
    right = Axis(-widest, widest, 620, 840)
    tall = 38.0
    drawn = _each(_compared(30 + tall * i, row, aim, left, right) for i, row in enumerate(rows))
    zero = format_html(
        '<line class="axis" x1="{0}" x2="{0}" y1="22" y2="{1}"/>'
        '<text class="faded" x="150" y="14">{2}</text>'
        '<text class="faded middle" x="{0}" y="14">{3}</text>',
        at(right(0)),
        at(30 + tall * len(rows)),
        _("● 条款　○ 五五分　┃ %s　— 5–95%% 区间") % aim,
        _("条款比五五分（万元）"),
    )
    title = _("条款、五五分与%s") % aim
    return drawing(32 + tall * len(rows), title, zero + drawn, left(0), top=22)


def _compared(y: float, row: Compared, aim: str, left: Axis, right: Axis) -> SafeString:
    change = row.change
    return format_html(
        '<g class="p{colour}"><title>{title}</title><text x="0" y="{text}">{name}</text>'
        '<line class="range" x1="{low}" x2="{high}" y1="{mid}" y2="{mid}"/>'
        '<line class="paid" x1="{target}" x2="{target}" y1="{top}" y2="{bottom}"/>'
        '<circle class="equal" cx="{equal}" cy="{mid}" r="5.5"/>'
        '<circle class="part" cx="{paid}" cy="{mid}" r="5.5"/>{change}'
        '<text x="{x}" y="{text}"{side}>{words}</text></g>',
        colour=row.player.colour,
        title=_("%(who)s：%(aim)s %(target)s，条款 %(paid)s，五五分 %(equal)s（万元）")
        % {
            "aim": aim,
            "who": row.player.name,
            "target": wan(row.target),
            "paid": wan(row.paid),
            "equal": wan(row.equal),
        },
        text=at(y + 18),
        name=row.player.name,
        low=at(left(row.low)),
        high=at(left(row.high)),
        mid=at(y + 14),
        target=at(left(row.target)),
        top=at(y + 4),
        bottom=at(y + 24),
        equal=at(left(row.equal)),
        paid=at(left(row.paid)),
        change=bar(y + 7, right(0), right(change), "rise" if change >= 0 else "fall"),
        x=at(right(change) + (6 if change >= 0 else -6)),
        side="" if change >= 0 else SafeString(' class="end"'),
        words=signed(change / WAN),
    )


def bar(y: float, start: float, end: float, style: str) -> SafeString:
    """A bar of 14 from one place to another."""
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="13"/>',
        style,
        at(min(start, end)),
        at(y),
        at(abs(end - start)),
    )


def drawing(
    height: float, title: str, inner: SafeString, zero: float, *, top: float = 0.0
) -> SafeString:
    """The frame of a picture with its name and the line of zero."""
    line = format_html(
        '<line class="axis" x1="{zero}" x2="{zero}" y1="{top}" y2="{height}"/>',
        zero=at(zero),
        top=at(top),
        height=at(height),
    )
    return framed(WIDTH, height, title, line + inner)


def wan(yuan: Amount) -> str:
    """A figure in 万元 without its unit."""
    return grouped(float(yuan) / WAN)


def _each(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))
