"""Statements read out of passages, scored: names, values, triggers, arguments, relations.

    python bench/text.py --gold GOLD.jsonl [--model MODEL] [--folds 5]

Scores are F1 with the 95 % interval of passages drawn anew; strict: a name counts with its type
and both ends, a value with its key and amount, an argument with its trigger, role and words. Four
cases: `gold` (the file), `test` (passages of our own that were not looked at while tuning), `lac`
and `rules` (names of the file by one detector alone). Without --model the shipped one answers,
which has learned from our passages only; `--folds` learns names from our passages and all folds
of the file but one and answers that one.
"""

from __future__ import annotations

import argparse
import json
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from text_own import as_gold, as_passage
from text_peers import lac_alone, rules_alone
from text_score import PARTS, counts, line

from shigu.engine.text.extract import extract
from shigu.engine.text.passages import passages
from shigu.engine.text.shown import shown
from shigu.engine.text.tagger.tag import opened, tagged
from shigu.engine.text.tagger.train import train
from shigu.engine.text.ties.ties import beside, shipped
from shigu.engine.text.ties.weights import load

TARGETS = {
    "entity": 0.85,
    "person_title_org": 0.9,
    "quantity": 0.92,
    "trigger": 0.93,
    "argument": 0.78,
    "relation": 0.8,
}
LEAST_SPEED = 8_000


def main() -> None:
    asked = arguments()
    gold = [json.loads(each) for each in asked.gold.read_text("utf-8").splitlines() if each]
    with TemporaryDirectory() as folder:
        reader = of(asked.model) if asked.model else extract
        tallies, speed = answered(gold, reader)
        told("gold", tallies, PARTS[:-1])
        own = [as_gold(each) for each in passages("test")]
        told("test", answered(own, reader)[0], PARTS)
        told("lac", answered(gold, partial(extract, tagger=lac_alone))[0], ["entity"])
        told("rules", answered(gold, partial(extract, tagger=rules_alone))[0], ["entity"])
        say(
            {"case": "gold", "what": "speed", "unit": "characters/s", "ours": round(speed)},
            LEAST_SPEED,
        )
        if asked.folds:
            told("folds", cross_validated(gold, asked.folds, Path(folder)), PARTS[:-1])


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    return parser.parse_args()


def of(path: Path):
    """How the model at ``path`` reads; what is said of names by the shipped one if it has none."""
    model, ties = opened(path), beside(path)
    told = load(ties) if ties.exists() else shipped()
    return partial(extract, tagger=lambda text: tagged(model, text), ties=told)


def answered(docs: list[dict], reader):
    """Counts a document, and characters a second of one core."""
    tallies = []
    reader(docs[0]["text"], None)
    began = process_time()
    found = [shown(reader(doc["text"], day(doc))) for doc in docs]
    speed = sum(len(doc["text"]) for doc in docs) / (process_time() - began)
    tallies = [counts(doc, each) for doc, each in zip(docs, found, strict=True)]
    return tallies, speed


def day(doc: dict) -> date | None:
    return date.fromisoformat(doc["pub_date"]) if doc["pub_date"] else None


def cross_validated(gold: list[dict], folds: int, folder: Path):
    tallies = []
    for fold in range(folds):
        model = folder / f"fold{fold}.crfsuite"
        others = [as_passage(doc) for at, doc in enumerate(gold) if at % folds != fold]
        train([*passages("train"), *others], model)
        tallies += answered(gold[fold::folds], of(model))[0]
    return tallies


def told(case: str, tallies: list[dict], parts) -> None:
    for part in parts:
        say(line(case, part, tallies), TARGETS.get(part) if case == "gold" else None)


def say(row: dict, target: float | None) -> None:
    print(json.dumps(row | ({"target": target} if target else {}), ensure_ascii=False))


if __name__ == "__main__":
    main()
