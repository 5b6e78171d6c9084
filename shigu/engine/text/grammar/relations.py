"""Relations that follow from the events of a passage and from how its names stand together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from shigu.engine.text.grammar.aliases import aliases
from shigu.engine.text.grammar.ownership import ownership, partners
from shigu.engine.text.grammar.parks import parks
from shigu.engine.text.grammar.scene import Scene
from shigu.engine.text.grammar.taxonomy import layer_links
from shigu.engine.text.grammar.titles import posts
from shigu.engine.text.grammar.titles import relations as held
from shigu.engine.text.grammar.works import works
from shigu.engine.text.model import Argument, Event, Mention, Relation

Pair = tuple[str, tuple[tuple[str, Mention], ...]]


def relations(scene: Scene, events: list[Event]) -> list[Relation]:
    """All relations, each once."""
    told: dict[object, Relation] = {}
    for kind, args in (
        *_of_events(events),
        *works(scene, events),
        *parks(scene),
        *ownership(scene),
        *partners(scene),
    ):
        score = min(name.score for _, name in args)
        relation = Relation(kind, tuple(Argument(role, name) for role, name in args), score)
        told.setdefault((kind, tuple((role, name.span.text) for role, name in args)), relation)
    return [*held(posts(scene)), *told.values(), *layer_links(scene), *aliases(scene)]


def _of_events(events: list[Event]) -> Iterator[Pair]:
    for event in events:
        by = {role: list(_fillers(event, role)) for role in ROLES}
        if event.type == "PUBLISH":
            yield from (
                ("policy_issuer", (("policy", policy), ("org", agent)))
                for policy in by["object"]
                for agent in by["agent"]
            )
        elif event.type == "SIGN":
            yield from _signed(by["party"])
        elif event.type == "ESTABLISH":
            yield from _founded(by["agent"], by["object"])
        elif event.type in {"LAND", "START"}:
            yield from _placed(event.type, by)


ROLES = ("object", "agent", "party", "company", "park", "place", "project")


def _fillers(event: Event, role: str) -> Iterable[Mention]:
    return (
        arg.filler for arg in event.args if arg.role == role and isinstance(arg.filler, Mention)
    )


def _signed(parties: list[Mention]) -> Iterator[Pair]:
    types = {name.type for name in parties}
    if types == {"DISTRICT"} or (types == {"COMPANY"} and len(parties) == 2):
        kind = "district_district" if types == {"DISTRICT"} else "company_company"
        for at, one in enumerate(parties):
            yield from ((kind, (("a", one), ("b", other))) for other in parties[at + 1 :])


def _founded(agents: list[Mention], made: list[Mention]) -> Iterator[Pair]:
    """What one firm founds is its subsidiary; several that found one invest in it."""
    firms = [agent for agent in agents if agent.type == "COMPANY"]
    for child in made:
        if child.type == "COMPANY" and len(firms) == 1:
            yield "parent_subsidiary", (("parent", firms[0]), ("child", child))
        elif child.type == "COMPANY":
            yield from (("invest", (("investor", firm), ("company", child))) for firm in firms)


def _placed(kind: str, by: dict[str, list[Mention]]) -> Iterator[Pair]:
    for name in by["object"]:
        if kind == "LAND":
            yield from (
                ("located_in", (("org", name), ("place", there)))
                for there in (*by["park"], *by["place"])
            )
        elif name.type == "PARK":
            yield from (("part_of", (("child", name), ("parent", there))) for there in by["park"])
    if kind == "LAND":
        yield from (
            ("company_park", (("company", name), ("park", there)))
            for name in by["company"]
            for there in by["park"]
        )
