"""Names by one detector alone: LAC's own answer, or the grammar of endings without learning."""

import re

from shigu.engine.text.model import Mention, Span
from shigu.engine.text.tagger.features import HARD
from shigu.engine.text.tagger.lexer import words
from shigu.engine.text.tagger.lexicon import words_in
from shigu.engine.text.tagger.repair import repaired

OF = {
    "company": "COMPANY", "gov": "GOV", "institute": "INSTITUTE", "university": "UNIVERSITY",
    "park": "PARK", "project": "PROJECT", "policy": "POLICY", "industry": "INDUSTRY",
    "cluster": "CLUSTER", "layer": "LAYER",
}  # fmt: skip
PARTED = re.compile(
    r"[，。；：！？、,;:!?“”\"《》\s]|[与和同由在为的及对向获于]|签[约订署]|落户|位于|建设|投建|发布|印发"
)


def lac_alone(text):
    """Organisations, places and persons of LAC, typed by the ending of the name."""
    found = []
    for word in words(text):
        said = text[word.start : word.end]
        kind = {"PER": "PERSON", "nr": "PERSON"}.get(word.kind)
        if word.kind in {"ORG", "LOC", "nt", "ns"}:
            kind = _ending(said) or ("DISTRICT" if word.kind in {"LOC", "ns"} else "COMPANY")
        if kind:
            found.append(Mention(Span.of(text, word.start, word.end), kind, ("lac",), 1.0))
    return found


def rules_alone(text):
    """Endings and titles, each name from the last parting word to its ending."""
    found = []
    for ended in HARD.finditer(text):
        start = max([each.end() for each in PARTED.finditer(text, 0, ended.start())], default=0)
        if ended.start() - start >= 2:
            kind = OF[str(ended.lastgroup)]
            found.append(Mention(Span.of(text, start, ended.end()), kind, ("rules",), 1.0))
    for start, end, kind in words_in(text):
        if kind == "title":
            found.append(Mention(Span.of(text, start, end), "TITLE", ("rules",), 1.0))
    return repaired(text, _longest(found))


def _ending(said):
    last = [each for each in HARD.finditer(said) if each.end() == len(said)]
    return OF[str(last[-1].lastgroup)] if last else None


def _longest(found):
    kept, end = [], 0
    for name in sorted(found, key=lambda each: (each.span.start, -each.span.end)):
        if name.span.start >= end:
            kept.append(name)
            end = name.span.end
    return kept
