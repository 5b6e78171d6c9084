"""Two plans side by side: what moved, what it is worth, and in one sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from shigu.engine.plan.compare_words import told

Document = Mapping[str, Any]
CONCEPTS = ("stand_alone", "shapley", "nucleolus", "least_core")
SETTINGS = (
    *("as_of", "seed", "horizon_years", "discount_rate", "locked", "forbidden"),
    "engine_version",
)


@dataclass(frozen=True, slots=True)
class Amount:
    """The same amount in both plans, yuan; ``None`` where a plan has none."""

    before: float | None
    after: float | None

    @property
    def difference(self) -> float:
        """After less before, to the fen; what is not there counts nothing."""
        return round((self.after or 0.0) - (self.before or 0.0), 2)


@dataclass(frozen=True, slots=True)
class Moved:
    """Where a project stands in both plans (``None`` = nowhere) and its value there.

    ``known`` is whether the plan that does not place it knew of it at all.
    """

    project: str
    space_before: str | None
    space_after: str | None
    value_yuan: Amount
    known: bool = True


@dataclass(frozen=True, slots=True)
class GapChange:
    """A link whose rank among the gaps (1 = most urgent, ``None`` = no gap) or status changed."""

    link: str
    rank_before: int | None
    rank_after: int | None
    status_before: str | None
    status_after: str | None


@dataclass(frozen=True, slots=True)
class ShareChange:
    """What a player gets by one concept of sharing."""

    player: str
    concept: str
    yuan: Amount


@dataclass(frozen=True, slots=True)
class Change:
    """A setting or a term, under a dotted name, that may differ."""

    name: str
    before: Any
    after: Any

    @property
    def differs(self) -> bool:
        return bool(self.before != self.after)


@dataclass(frozen=True, slots=True)
class LimitChange:
    """A limit that only one plan has (``None`` in the other), or that says something else."""

    code: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """``kept`` stand where they stood, their value may still differ. ``settings`` hold those that
    differ, ``terms`` all of them."""

    same_pack: bool
    objective_yuan: Amount
    kept: tuple[Moved, ...]
    moved: tuple[Moved, ...]
    added: tuple[Moved, ...]
    dropped: tuple[Moved, ...]
    gaps: tuple[GapChange, ...]
    shares: tuple[ShareChange, ...]
    terms: tuple[Change, ...]
    limits: tuple[LimitChange, ...]
    settings: tuple[Change, ...]
    zh: str
    en: str


def compare(before: Document, after: Document) -> Comparison:
    """What is different in ``after``; both in the shape of ``plan.json``, packs may differ."""
    places = tuple(_places(before, after))
    kept, moved, added, dropped = (
        tuple(each for each in places if kind_of(each) == kind)
        for kind in ("kept", "moved", "added", "dropped")
    )
    objective = Amount(before["siting"]["objective_yuan"], after["siting"]["objective_yuan"])
    same_pack = before["pack"]["hash"] == after["pack"]["hash"]
    counts = {"kept": len(kept), "moved": len(moved), "added": len(added), "dropped": len(dropped)}
    words = told(objective.after or 0.0, objective.difference, counts, same_pack=same_pack)
    return Comparison(
        same_pack=same_pack,
        objective_yuan=objective,
        kept=kept,
        moved=moved,
        added=added,
        dropped=dropped,
        gaps=tuple(_gaps(before["chain"], after["chain"])),
        shares=tuple(_shares(before["sharing"], after["sharing"])),
        terms=tuple(_terms(before["sharing"], after["sharing"])),
        limits=tuple(_limits(before, after)),
        settings=tuple(each for each in _settings(before, after) if each.differs),
        zh=words.zh,
        en=words.en,
    )


def kind_of(place: Moved) -> str:
    """kept, moved, added or dropped."""
    if place.space_before == place.space_after:
        return "kept"
    if place.space_before is None:
        return "added"
    return "dropped" if place.space_after is None else "moved"


def _places(before: Document, after: Document) -> Iterator[Moved]:
    ours, theirs = ({p["project"]: p for p in d["siting"]["placements"]} for d in (before, after))
    for project in dict.fromkeys((*ours, *theirs)):
        one, other = ours.get(project, {}), theirs.get(project, {})
        absent = before if not one else after if not other else None
        yield Moved(
            project=project,
            space_before=one.get("space"),
            space_after=other.get("space"),
            value_yuan=Amount(one.get("value_yuan"), other.get("value_yuan")),
            known=absent is None
            or project in {each["project"] for each in absent["siting"]["unplaced"]},
        )


def _gaps(before: Document, after: Document) -> Iterator[GapChange]:
    ours, theirs = (
        {gap["link"]: rank for rank, gap in enumerate(chain["gaps"], 1)}
        for chain in (before, after)
    )
    status = [{link["id"]: link["status"] for link in chain["links"]} for chain in (before, after)]
    for link in dict.fromkeys((*theirs, *ours)):
        ranks = ours.get(link), theirs.get(link)
        states = status[0].get(link), status[1].get(link)
        if ranks[0] != ranks[1] or states[0] != states[1]:
            yield GapChange(link, *ranks, *states)


def _shares(before: Document, after: Document) -> Iterator[ShareChange]:
    for concept in CONCEPTS:
        ours, theirs = _by_player(before, concept), _by_player(after, concept)
        for player in dict.fromkeys((*ours, *theirs)):
            yield ShareChange(player, concept, Amount(ours.get(player), theirs.get(player)))


def _by_player(sharing: Document, concept: str) -> dict[str, float]:
    found = sharing[concept]
    amounts = found["allocation"] if concept == "least_core" else found
    return dict(zip(sharing["players"], amounts, strict=True))


def _terms(before: Document, after: Document) -> Iterator[Change]:
    ours, theirs = (dict(_flat(d["terms"]["parameters"])) for d in (before, after))
    for name in dict.fromkeys((*ours, *theirs)):
        yield Change(name, ours.get(name), theirs.get(name))
    for name in ("target", "error", "error_5_5"):
        yield Change(name, before["terms"][name], after["terms"][name])


def _flat(parameters: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    phases = [f"{first}-{last}" for first, last in parameters["phase_years"]]
    yield "phase_years", ", ".join(phases)
    for player, shares in parameters["introducer"].items():
        for years, share in zip(phases, shares, strict=True):
            yield f"introducer.{player}.{years}", share
    yield "fund", parameters["fund"]
    for player, part in parameters["fund_parts"].items():
        yield f"fund_parts.{player}", part
    yield "cap", parameters["cap"]
    yield "floor_yuan", parameters["floor_yuan"]


def _limits(before: Document, after: Document) -> Iterator[LimitChange]:
    ours, theirs = ({each["code"]: each for each in d["limits"]} for d in (before, after))
    for code in dict.fromkeys((*ours, *theirs)):
        if ours.get(code) != theirs.get(code):
            yield LimitChange(code, ours.get(code), theirs.get(code))


def _settings(before: Document, after: Document) -> Iterator[Change]:
    for name in SETTINGS:
        yield Change(name, before["run"].get(name), after["run"].get(name))
