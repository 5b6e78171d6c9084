"""The whole model learned from labelled passages: names, and what is said of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from shigu.engine.text.passages.values import Passage
from shigu.engine.text.tagger.train import SEED
from shigu.engine.text.tagger.train import train as learn_names
from shigu.engine.text.ties.ties import beside
from shigu.engine.text.ties.training import learned
from shigu.engine.text.ties.weights import save


def train(own: Sequence[Passage], model: Path, *, seed: int = SEED) -> None:
    """Write the tagger of names to ``model``, and what lies beside it: its readout, the ties."""
    learn_names(own, model, seed=seed)
    save(beside(model), learned(own))
