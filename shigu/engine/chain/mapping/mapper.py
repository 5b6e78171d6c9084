"""One function over Arrow record batches: organisations in, positions out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from shigu.engine.chain.mapping.grounds import grounds
from shigu.engine.chain.mapping.hits import Hits, hits
from shigu.engine.chain.mapping.lexicon import Lexicon
from shigu.engine.chain.mapping.linear import LinearModel
from shigu.engine.chain.mapping.positions import Positions, gathered
from shigu.engine.chain.mapping.roles import Role, roles
from shigu.engine.chain.mapping.score import MOST_MARGIN, code_terms, prior, probability
from shigu.engine.chain.values import Link

Floats = NDArray[np.float64]
FIELDS = ("name", "scope", "products")
"""Texts of an organisation, in this order; ``id`` and ``gbt4754`` beside them."""
FEWEST = 3
"""Characters of a term that a name says: two may meet by chance (超球机械 makes no 球机)."""
SPAN = pa.struct(
    [
        pa.field("field", pa.string(), nullable=False),
        pa.field("start", pa.int32(), nullable=False),
        pa.field("end", pa.int32(), nullable=False),
        pa.field("term", pa.string(), nullable=False),
        pa.field("role", pa.string(), nullable=False),
    ]
)
"""``start`` and ``end`` count characters of the field as it was read."""
POSITIONS = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("link", pa.string(), nullable=False),
        pa.field("score", pa.float64(), nullable=False),
        pa.field("evidence", pa.list_(pa.field("element", SPAN, nullable=False)), nullable=False),
        pa.field(
            "reasons", pa.list_(pa.field("element", pa.string(), nullable=False)), nullable=False
        ),
    ]
)


@dataclass(frozen=True, slots=True)
class Mapper:
    """Positions with a score of at least ``least``; ``model`` re-ranks them."""

    lexicon: Lexicon
    model: LinearModel | None = None
    least: float = 0.5

    @classmethod
    def of(
        cls, links: Sequence[Link], model: LinearModel | None = None, least: float = 0.5
    ) -> Mapper:
        """A mapper onto ``links``."""
        return cls(Lexicon.of(links), model, least)

    def positions(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """The positions of ``batch`` (``id``, any of ``FIELDS``, perhaps ``gbt4754``) in the
        schema ``POSITIONS``, by row and link."""
        fields = [name for name in FIELDS if name in batch.schema.names]
        texts = [batch.column(name) for name in fields]
        found = hits(self.lexicon, texts)
        role = self._roles(found, fields, texts)
        at_stake = role > Role.BARRED
        found, role = found.of(at_stake), role[at_stake]
        own = np.array([name != "scope" for name in fields], np.bool_)[found.field]
        by_name = np.array([name == "name" for name in fields], np.bool_)[found.field]
        own &= ~by_name | (found.end - found.start >= FEWEST)
        common = self.lexicon.common[found.term]
        stands = gathered(found, role, own, (common == 1) | (common == 2) & (role < Role.MAKE))
        code = self._codes(batch, stands)
        margin = self._margins(texts, stands)
        score = probability(prior(stands) + code + margin)
        told = pa.RecordBatch.from_arrays(
            [
                batch.column("id").cast(pa.string()).take(pa.array(stands.row)),
                pa.array([link.id for link in self.lexicon.links]).take(pa.array(stands.link)),
                pa.array(score),
                self._evidence(found, role, fields, stands),
                grounds(stands, code, margin),
            ],
            names=POSITIONS.names,
        )
        return told.filter(pa.array(score >= self.least)).cast(POSITIONS)

    def _roles(
        self, found: Hits, fields: Sequence[str], texts: Sequence[pa.Array]
    ) -> NDArray[np.int32]:
        """Of scopes and names; what stands among products is made."""
        role = np.full(len(found.row), int(Role.UNTOLD), np.int32)
        for number, (name, text) in enumerate(zip(fields, texts, strict=True)):
            here = found.field == number
            said = roles(found, number, text)[here]
            if name == "products":
                said = np.where(said == Role.UNTOLD, Role.MAKE, said)
            role[here] = said
        return role

    def _codes(self, batch: pa.RecordBatch, stands: Positions) -> Floats:
        if "gbt4754" not in batch.schema.names or not len(stands.row):
            return np.zeros(len(stands.row))
        coded = batch.column("gbt4754").cast(pa.string()).fill_null("").dictionary_encode()
        terms = code_terms(self.lexicon.links, coded.dictionary.to_pylist())
        chosen: Floats = terms[coded.indices.to_numpy()[stands.row], stands.link]
        return chosen

    def _margins(self, texts: Sequence[pa.Array], stands: Positions) -> Floats:
        if self.model is None or not len(stands.row):
            return np.zeros(len(stands.row))
        ids = [link.id for link in self.lexicon.links]
        rows, place = np.unique(stands.row, return_inverse=True)
        margins = self.model.margins([text.take(pa.array(rows)) for text in texts], ids)
        return np.clip(margins[place, stands.link], -MOST_MARGIN, MOST_MARGIN).round(6)

    def _evidence(
        self, found: Hits, role: NDArray[np.int32], fields: Sequence[str], stands: Positions
    ) -> pa.ListArray:
        names = [each.name.lower() for each in Role]
        arrays = [
            pa.array(list(fields), pa.string()).take(pa.array(found.field)),
            pa.array(found.start),
            pa.array(found.end),
            pa.array(self.lexicon.matcher.terms, pa.string()).take(pa.array(found.term)),
            pa.array(names).take(pa.array(role)),
        ]
        spans = pa.StructArray.from_arrays(arrays, fields=list(SPAN))
        return pa.ListArray.from_arrays(pa.array(stands.first), spans)
