"""How little stops each application, and where it lacks control."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from shigu.chain.named import Named, Names

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Weakness:
    """How little stops one application, and where it lacks control."""

    application: Named
    size: int | None
    sets: tuple[str, ...]
    gates: str
    cluster: float | None
    nation: float | None
    lacking: Named | None
    path: str


def weaknesses(cuts: list[Json], control: Json, names: Names) -> Iterator[Weakness]:
    rings = {(one["application"], one["scope"]): one for one in control.get("applications", ())}
    for one in cuts:
        here = rings.get((one["application"], "cluster"))
        wide = rings.get((one["application"], "nation"))
        lacking = here["missing"][0] if here and here["missing"] else None
        yield Weakness(
            names(one["application"]),
            one["size"],
            tuple(" + ".join(names(id_).name for id_ in group) for group in one["firms"][:2]),
            names.words(one["gates"]),
            here["share"] if here else None,
            wide["share"] if wide else None,
            names(lacking["link"]) if lacking else None,
            " ← ".join(names(id_).name for id_ in lacking["path"]) if lacking else "",
        )
