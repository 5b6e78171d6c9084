"""Bodies of news pages, and how fast: HTML by vote, and the same pages as plain text.

    python bench/pages.py DIR [--each]

DIR holds ``gold.json`` (file → body) and the gzipped pages it names. F1 is of character 4-grams
without blanks, with a bootstrap interval over pages; a page cleaned is decoded, its lines judged
and given their roles. ``--each`` prints every page. JSON lines ``{case, ours, target, unit, …}``.
"""

import argparse
import gzip
import json
import random
import time
from collections import Counter
from pathlib import Path
from statistics import fmean

from shigu.engine.text.model import RawDoc
from shigu.engine.text.page.article import read_page
from shigu.engine.text.page.decode import decode
from shigu.engine.text.page.lines import best_run, judged
from shigu.engine.text.page.plain import spans
from shigu.engine.text.page.roles import roles

DRAWS = 2000
ROUNDS = 5


def grams(text: str) -> Counter[str]:
    """Character 4-grams of the text without blanks."""
    plain = "".join(text.split())
    return Counter(plain[at : at + 4] for at in range(len(plain) - 3))


def f1(body: str, gold: str) -> float:
    """Twice the shared 4-grams over all of both."""
    ours, theirs = grams(body), grams(gold)
    return 2 * (ours & theirs).total() / max(1, ours.total() + theirs.total())


def interval(scores: list[float], seed: int = 0) -> tuple[float, float]:
    """The middle 95 % of means over pages drawn again."""
    draw = random.Random(seed)
    means = sorted(fmean(draw.choices(scores, k=len(scores))) for _ in range(DRAWS))
    return round(means[DRAWS // 40], 4), round(means[-DRAWS // 40], 4)


def clean(content: bytes) -> None:
    """What cleaning plain text is: its lines with their roles."""
    lines = [span.text for span in spans(decode(content)[0])]
    unlinked = [0] * len(lines)
    judgement = judged(lines, unlinked)
    roles(lines, judgement, unlinked, range(*best_run(lines, judgement)))


def per_second(pages: list[bytes], work) -> float:
    """Pages a second of processor time, the best of several rounds."""
    best = 0.0
    for _ in range(ROUNDS):
        began = time.process_time()
        for page in pages:
            work(page)
        best = max(best, len(pages) / (time.process_time() - began))
    return round(best, 1)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--each", action="store_true")
    asked = parser.parse_args()
    gold = json.loads((asked.directory / "gold.json").read_text("utf-8"))
    pages = {name: gzip.decompress((asked.directory / name).read_bytes()) for name in gold}
    articles = {name: read_page(RawDoc(page)) for name, page in pages.items()}
    plain = {name: article.raw.text.encode() for name, article in articles.items()}
    html = [f1(articles[name].body.text, gold[name]) for name in gold]
    lines = [f1(read_page(RawDoc(plain[name])).body.text, gold[name]) for name in gold]
    for name, one, other in zip(gold, html, lines, strict=True) if asked.each else ():
        print(json.dumps({"page": name, "html": round(one, 4), "plain": round(other, 4)}))
    for case, scores, target in (("html", html, 0.97), ("plain", lines, 0.95)):
        told = {"ours": round(fmean(scores), 4), "interval": interval(scores), "target": target}
        print(json.dumps({"case": f"body of {case}", **told, "unit": "F1", "pages": len(gold)}))
    size = fmean(len(page) for page in plain.values())
    for case, rate, target in (
        ("plain cleaned", per_second(list(plain.values()), clean), 500),
        (
            "plain read",
            per_second(list(plain.values()), lambda page: read_page(RawDoc(page))),
            None,
        ),
        ("html read", per_second(list(pages.values()), lambda page: read_page(RawDoc(page))), None),
    ):
        told = {
            "ours": rate,
            "target": target,
            "unit": "pages/s",
            "bytes_a_plain_page": round(size),
        }
        print(json.dumps({"case": case, **told}))


if __name__ == "__main__":
    main()
