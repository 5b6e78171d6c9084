"""What the scorer looks at: the words around and between two units, which is which of its type.

Looks are words in groups. What tells most counts once more for the kind of pair alone.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from shigu.engine.text.ties.units import Name, Place, Unit, Units

Looks = list[tuple[str, Sequence[str]]]
"""Words, each list with what it counts for: the order of the two, their kind."""
FAR_SENTENCE, FAR_CALL = 8, 3
"""So many words further count a place in another sentence, and a word that stands for a name."""
OPENING, CLOSING = frozenset("(（"), frozenset(")）")
MARKS = frozenset("“”\"「」《》' ")
WHOLE = 6
BETWEEN = 24
COUNTED = ("!", "#", "COMPANY", "PROJECT", "PERSON")
"""Sorts of which the number between two units is told."""
CLAUSE, SENTENCE = 8, 30
"""So many words to the left and right are looked at."""


def looks(
    units: Units, one: Sequence[Place], other: Sequence[Place], kinds: Sequence[str]
) -> Looks:
    """What there is to see of two names (a value, a trigger) at their nearest places."""
    found: Looks = [("", kinds)]
    here, there = nearest(units, one, other)
    if here == there:
        return found
    low, high = min(here[0], there[0]), max(here[0], there[0])
    sign = "<" if here < there else ">"
    telling = _in_a_list(units, here, there) if low == high else between(units, low, high)
    plain = [*_phrases(units, low, high), *_standing(units, here[0], there[0])]
    found += [(sign, telling), (sign, plain), *((f"{kind}{sign}", telling) for kind in kinds)]
    found += [(sign, _around(units, low, "a")), (sign, _around(units, high, "b"))]
    if called := _called(units, here) + _called(units, there):
        found.append((f"{sign}{called}", telling))
    return found


def _called(units: Units, place: Place) -> str:
    """Whether a word there stands for the last name (0) or for the topic (1)."""
    return str(place[1]) if units.all[place[0]].call else ""


def nearest(units: Units, one: Sequence[Place], other: Sequence[Place]) -> tuple[Place, Place]:
    """The nearest pair of two places, the same twice where there is no other; a second told no
    more."""
    pairs = (
        (_distance(units.all[here[0]], units.all[there[0]], here[0] - there[0]), here, there)
        for here in one
        for there in _close(other, here)
        if here != there
    )
    _, here, there = min(pairs, default=(0, one[0], other[0]))
    return here, there


def _close(places: Sequence[Place], place: Place) -> Sequence[Place]:
    """The places around one; the others are farther."""
    at = bisect_left(places, place)
    return places[max(0, at - 1) : at + 2]


def _distance(one: Unit, other: Unit, words: int) -> int:
    sentences = abs(one.sentence - other.sentence)
    return abs(words) + FAR_SENTENCE * sentences + FAR_CALL * (one.call + other.call)


def between(units: Units, low: int, high: int) -> list[str]:
    """What tells most of two units in order of the text: how far they are, what parts them."""
    if (low, high) not in units.seen:
        units.seen[low, high] = _between(units, low, high)
    return units.seen[low, high]


def _between(units: Units, low: int, high: int) -> list[str]:
    left, right = units.all[low], units.all[high]
    inner = _bare(units, low + 1, high)
    sentences = right.sentence - left.sentence
    found = [
        f"ds{min(sentences, 3)}",
        f"dc{min(right.clause - left.clause, 4)}.{min(sentences, 1)}",
        f"n{_step(len(inner))}",
        f"f:{inner[0] if inner else ''}",
        f"l:{inner[-1] if inner else ''}",
        f"pa:{units.word(low - 1)}",
        f"nb:{units.word(high + 1)}",
    ]
    if len(inner) <= WHOLE:
        found.append(f"all:{' '.join(inner)}")
    if sentences <= 1:
        found += [f"w:{word}" for word in inner[:BETWEEN]]
    return found


def _phrases(units: Units, low: int, high: int) -> list[str]:
    """Words two by two, between and beside."""
    left, right = units.all[low], units.all[high]
    inner = units.words[low + 1 : high]
    found = [
        f"f2:{' '.join(inner[:2])}",
        f"l2:{' '.join(inner[-2:])}",
        f"pa2:{units.word(low - 2)} {units.word(low - 1)}",
        f"nb2:{units.word(high + 1)} {units.word(high + 2)}",
        f"begins{low == 0 or units.all[low - 1].sentence != left.sentence}",
        f"sz{min(len(left.names), 3)}{min(len(right.names), 3)}",
    ]
    if right.sentence - left.sentence <= 1:
        found += [f"b:{one} {two}" for one, two in pairwise(inner[:BETWEEN])]
    return found


def _bare(units: Units, low: int, high: int) -> list[str]:
    """The words between, without brackets and what they hold."""
    words: list[str] = []
    depth = 0
    for at in range(low, high):
        word = units.all[at].word
        if word in OPENING:
            depth += 1
        elif word in CLOSING:
            depth = max(0, depth - 1)
        elif not depth and word not in MARKS:
            words.append(units.word(at))
    return words


def _around(units: Units, at: int, side: str) -> list[str]:
    """The words of the clause and sentence before (``a``) or after (``b``) a unit."""
    if (at, side) not in units.beside:
        here, step = units.all[at], -1 if side == "a" else 1
        found = []
        words = (
            units.all[at + 1 : at + SENTENCE]
            if step > 0
            else units.all[max(0, at - SENTENCE) : at][::-1]
        )
        for away, unit in enumerate(words, 1):
            if away >= SENTENCE or unit.sentence != here.sentence:
                break
            if away <= CLAUSE and unit.clause == here.clause:
                found.append(f"c{side}:{unit.word}")
            if len(unit.word) > 1:
                found.append(f"s{side}:{unit.word}")
        units.beside[at, side] = found
    return units.beside[at, side]


def _standing(units: Units, here: int, there: int) -> list[str]:
    """How many of the type of each stand between the two, in its sentence and in the text."""
    found: list[str] = []
    low, high = min(here, there), max(here, there)
    for name, at, other in (("A", here, there), ("B", there, here)):
        found.append(f"{name}b{min(3, _inside(units.alike(at), low, high))}")
        found += _ranked(units, name, at, units.all[other].sentence)
    for kind in COUNTED:
        if kind in units.sorts:
            found.append(f"{kind}{min(3, _inside(units.sorts[kind], low, high))}")
    return found


def _ranked(units: Units, name: str, at: int, sentence: int) -> list[str]:
    """How many of the type of a unit stand in a sentence and in the text, and where among them."""
    key = (at, f"{name}{sentence}")
    if key not in units.beside:
        same = units.alike(at)
        low, high = units.extent[sentence]
        beside = same[bisect_left(same, low) : bisect_left(same, high)]
        units.beside[key] = [
            f"{name}s{min(4, len(beside))}",
            f"{name}t{min(4, len(same))}",
            f"{name}r{_rank(at, beside)}",
        ]
    return units.beside[key]


def _inside(places: list[int], low: int, high: int) -> int:
    """How many of ``places`` lie between the two."""
    return bisect_left(places, high) - bisect_right(places, low)


def _rank(at: int, beside: list[int]) -> str:
    if at not in beside:
        return "out"
    if len(beside) == 1:
        return "only"
    return {beside[0]: "first", beside[-1]: "last"}.get(at, "mid")


def _in_a_list(units: Units, here: Place, there: Place) -> list[str]:
    """Looks at two names of one list."""
    at = here[0]
    return [
        f"list{min(abs(here[1] - there[1]), 3)}",
        f"size{min(len(units.all[at].names), 5)}",
        f"li:{units.word(at - 1)}",
        f"ri:{units.word(at + 1)}",
    ]


def spelling(one: Name, other: Name) -> list[str]:
    """How two names are spelt: their ends, and what they share."""
    found = [f"A~{one[1][-2:]}", f"B~{other[1][-2:]}"]
    if one[1] in other[1] or other[1] in one[1]:
        found.append("AinB" if one[1] in other[1] else "BinA")
    if one[1][:2] == other[1][:2]:
        found.append("brand")
    return found


def _step(number: int) -> int:
    return number if number < 4 else next((top for top in (6, 13) if number <= top), 20)


def alone(units: Units, at: int, kinds: Sequence[str]) -> Looks:
    """What there is to see of one unit: its neighbours, its clause, its sentence."""
    here = units.all[at]
    words = [units.word(at + away) for away in range(-3, 4)]
    telling = [
        f"l:{words[2]}",
        f"r:{words[4]}",
        f"lr:{words[2]} {words[4]}",
        f"l2:{words[1]} {words[2]}",
        f"r2:{words[4]} {words[5]}",
    ]
    plain = [f"l3:{' '.join(words[:3])}", f"r3:{' '.join(words[4:])}"]
    for place, unit in enumerate(units.all):
        if unit.sentence == here.sentence and place != at:
            side = "<" if place < at else ">"
            word = unit.type or unit.word
            if unit.clause == here.clause:
                telling.append(f"c{side}{word}")
            elif len(word) > 1 or unit.value is not None:
                plain.append(f"s{side}{word}")
            if unit.type or word[0] in "#!":
                telling.append(f"t{side}{word}")
    return [("", kinds), ("", plain), ("", telling), *((kind, telling) for kind in kinds)]
