"""The answer of a search in one sentence: No space meets 6 m; two do if 5.4 m is accepted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shigu.engine.siting.requirements import AREA, LAND, TECHNICAL
from shigu.engine.siting.values import HAZARD_CLASSES, Need
from shigu.engine.siting.wording import Words, amount, figure, listed

MOST_OFFERS = 3
COUNTED_ZH = ("", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十")
COUNTED_EN = (*("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),)
Offer = tuple[str, str, int]


def sentence(need: Need, fitting: int, offers: Sequence[Offer]) -> Words:
    """How many spaces meet the need, and how many more would for what concession.

    ``offers`` are (accepted, the same in English, number of spaces), the best first.
    """
    demands = _asked(need)
    met = _all(demands)
    if fitting:
        more = " more", "另有"
        head = Words(
            f"有{_zh(fitting)}处满足{met.zh}",
            f"{_en(fitting).capitalize()} {_spaces(fitting)} {_verb(fitting)} {met.en}",
        )
    else:
        more = "", "有"
        head = Words(f"没有一处满足{met.zh}", f"No space meets {met.en}")
    told = [
        Words(
            f"若接受 {zh}，{more[1]}{_zh(count)}处满足",
            f"{_en(count)}{more[0]} {'does' if count == 1 else 'do'} if {en} is accepted",
        )
        for zh, en, count in offers[:MOST_OFFERS]
    ]
    return Words(
        "；".join([head.zh, *(each.zh for each in told)]),
        "; ".join([head.en, *(each.en for each in told)]),
    )


def _all(demands: Sequence[Words]) -> Words:
    if not demands:
        return Words("全部要求", "every requirement")
    *others, last = (each.zh for each in demands)
    zh = f"{'、'.join(others)} 和 {last}" if others else last
    return Words(f" {zh}" if zh[0].isascii() else zh, listed(demands).en)


def _asked(need: Need) -> list[Words]:
    return [*_size(need), *_technical(need), *_conditions(need)]


def _size(need: Need) -> Iterator[Words]:
    sizes = [amount(needed, each.unit) for each in (LAND, AREA) if (needed := each.needed(need))]
    if sizes:
        yield Words(" 或 ".join(each.zh for each in sizes), " or ".join(each.en for each in sizes))


def _technical(need: Need) -> Iterator[Words]:
    for each in TECHNICAL:
        needed = each.needed(need)
        if needed:
            yield amount(needed, each.unit)


def _conditions(need: Need) -> Iterator[Words]:
    if need.needs_exhaust:
        yield Words("排气", "exhaust")
    if need.clean_class is not None:
        yield Words(f"ISO {need.clean_class}", f"ISO {need.clean_class}")
    if need.hazard_class is not None:
        letter = "ABCDE"[HAZARD_CLASSES.index(need.hazard_class)]
        yield Words(f"{need.hazard_class}类", f"fire-hazard class {letter}")
    if need.latest is not None:
        yield Words(f"{need.latest} 前起用", f"a start by {need.latest}")
    if need.districts_allowed or need.districts_excluded:
        yield Words("所限区县", "the districts it is limited to")


def _zh(count: int) -> str:
    return COUNTED_ZH[count] if count < len(COUNTED_ZH) else f" {figure(count)} "


def _en(count: int) -> str:
    return COUNTED_EN[count] if count < len(COUNTED_EN) else figure(count)


def _spaces(count: int) -> str:
    return "space" if count == 1 else "spaces"


def _verb(count: int) -> str:
    return "meets" if count == 1 else "meet"
