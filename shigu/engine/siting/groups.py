"""Which projects belong together and which must not meet, whichever of the two says so."""

from __future__ import annotations

from collections.abc import Iterable

from shigu.engine.siting.values import Need


def together_groups(needs: Iterable[Need]) -> tuple[tuple[str, ...], ...]:
    """The groups of two and more that are tied by ``together``, directly or through others."""
    group_of: dict[str, set[str]] = {}
    for need in needs:
        merged = {need.id}.union(
            *(group_of.get(each, {each}) for each in (need.id, *sorted(need.together)))
        )
        group_of.update(dict.fromkeys(merged, merged))
    groups = {tuple(sorted(group)) for group in group_of.values() if len(group) > 1}
    return tuple(sorted(groups))


def apart_pairs(needs: Iterable[Need]) -> tuple[tuple[str, str], ...]:
    """Each pair of projects that one of them wants in different zones, once, in order."""
    return tuple(
        sorted({(min(need.id, each), max(need.id, each)) for need in needs for each in need.apart})
    )
