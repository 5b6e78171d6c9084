"""Packs, or versions of one pack's taxonomy, side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from shigu.engine.chain.checking import ChainError
from shigu.engine.chain.results import Comparison
from shigu.engine.chain.sidebyside import Side, compare
from shigu.engine.pack.read import Pack
from shigu.engine.plan.chain_inputs import chain_inputs, current_chain
from shigu.engine.plan.errors import PlanError


def compare_packs(
    packs: Sequence[Pack], *, versions: bool = False, illustrative: bool = False
) -> Comparison:
    """The clusters of ``packs`` on the chain of the first; mappings of any pack are followed.

    Args:
        illustrative: compare illustrative firms too, not only real ones.
        versions: every version with links of each pack is a side of its own, the current first.

    Raises:
        PlanError: a chain cannot be judged, or there are not two different sides.
    """
    becomes = _becomes(packs)
    try:
        sides = [
            Side(
                f"{pack.name}@{chain}" if versions else pack.name,
                pack.title_zh,
                pack.title_en or pack.title_zh,
                chain_inputs(pack, chain),
                becomes,
            )
            for pack in packs
            for chain in (_versions(pack) if versions else (current_chain(pack),))
        ]
        return compare(sides, illustrative=illustrative)
    except ChainError as error:
        raise PlanError(str(error)) from error


def comparison_document(
    packs: Sequence[Pack], *, versions: bool = False, illustrative: bool = False
) -> dict[str, Any]:
    """The comparison with the names of all links and what each pack is."""
    found = compare_packs(packs, versions=versions, illustrative=illustrative)
    return {
        "packs": [{"name": p.name, "version": p.version, "hash": p.hash} for p in packs],
        **asdict(found),
        "names": dict(_names(packs)),
    }


def _versions(pack: Pack) -> list[str]:
    """Versions that have links, the current first, then by id."""
    first = current_chain(pack)
    return [first, *sorted(set(pack.tables["links"]["chain"].unique()) - {first})]


def _becomes(packs: Iterable[Pack]) -> dict[str, list[tuple[str, float]]]:
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for pack in packs:
        for row in pack.tables["chain_mappings"].iter_rows(named=True):
            share = 1.0 if row["share"] is None else row["share"]
            found[row["from_link"]][row["to_link"]] = share
    return {link: sorted(targets.items()) for link, targets in found.items()}


def _names(packs: Iterable[Pack]) -> Iterator[tuple[str, dict[str, str]]]:
    for pack in packs:
        for row in pack.tables["links"].iter_rows(named=True):
            yield row["id"], {"zh": row["name_zh"], "en": row["name_en"] or row["name_zh"]}
