"""What a passage says of its names and values: events, relations, and whose the values are."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from shigu.engine.text.grammar import meant
from shigu.engine.text.grammar.aliases import aliases
from shigu.engine.text.grammar.scene import Scene
from shigu.engine.text.grammar.taxonomy import layer_links
from shigu.engine.text.model import Attribute, Event, Quantity, Relation
from shigu.engine.text.passages.labels import KEYS
from shigu.engine.text.tagger.tag import MODEL
from shigu.engine.text.ties.arguments import arguments
from shigu.engine.text.ties.owners import owner
from shigu.engine.text.ties.posts import posts
from shigu.engine.text.ties.relations import relations
from shigu.engine.text.ties.triggers import Trigger, laid_out, marked, triggers
from shigu.engine.text.ties.units import Units
from shigu.engine.text.ties.weights import Weights, load

Ties = Mapping[str, Weights]
"""The weights by the question that they answer."""
Said = tuple[list[Event], list[Attribute], list[Relation]]


@cache
def shipped() -> Ties:
    """The weights that the package ships."""
    with as_file(files("shigu.engine.text.tagger")) as folder:
        return load(beside(folder / MODEL))


def beside(model: Path) -> Path:
    """Where the weights learned with the model at ``model`` lie."""
    return model.with_name(f"{model.name}.ties.npz")


def said(scene: Scene, ties: Ties) -> Said:
    """Events, attributes and relations of a scene."""
    plain = laid_out(scene)
    told = triggers(plain, ties["triggers"])
    units = marked(plain, told)
    return (
        [_event(units, each, ties) for each in told],
        [_attribute(units, each, ties) for each in scene.values if each.key in KEYS],
        [
            *posts(units, ties["persons"], ties["orgs"]),
            *relations(units, ties["relations"]),
            *layer_links(scene),
            *aliases(scene),
        ],
    )


def _event(units: Units, trigger: Trigger, ties: Ties) -> Event:
    kind, span = trigger
    args = tuple(arguments(units, trigger, ties["arguments"]))
    date = next((arg.filler for arg in args if isinstance(arg.filler, Quantity)), None)
    return Event(kind, span, args, meant.of_trigger(units.scene, span.start), date)


def _attribute(units: Units, value: Quantity, ties: Ties) -> Attribute:
    if value.key == "date":
        return Attribute(value, None, "happened", None)
    return Attribute(
        value,
        owner(units, value, ties["owners"]),
        meant.of_value(units.scene, value),
        meant.speaker(units.scene, value.span.start),
    )
