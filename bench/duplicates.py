"""Near-duplicates among made articles: recall against exact likeness, and documents a second.

    python bench/duplicates.py [DOCUMENTS]

Articles are drawn from a skewed alphabet; each then comes again three times: damaged as scrapers
damage (swapped characters, lost paragraphs, text of the site put in). Recall is over all pairs of
an article and its damaged copy whose exact likeness lies in the class. JSON lines.
"""

import json
import random
import sys
import time

from shigu.engine.text.families import families
from shigu.engine.text.likeness import candidates, grams, likeness, signatures

SIGNS = [chr(0x4E00 + at) for at in range(2500)]
SKEW = [1 / (at + 20) for at in range(2500)]


def article(draw: random.Random) -> list[str]:
    """Eight to twelve paragraphs of 60 to 160 signs."""
    lengths = [draw.randint(60, 160) for _ in range(draw.randint(8, 12))]
    return ["".join(draw.choices(SIGNS, SKEW, k=length)) for length in lengths]


def damage(paragraphs: list[str], draw: random.Random) -> str:
    """Some signs swapped, some paragraphs lost, some of another text put in."""
    share = draw.choice((0.002, 0.01, 0.03, 0.06))
    kept = [part for part in paragraphs if draw.random() > draw.choice((0.0, 0.05, 0.2))]
    kept += ["".join(draw.choices(SIGNS, SKEW, k=80)) for _ in range(draw.choice((0, 0, 1, 2)))]
    return "\n".join(
        "".join(draw.choice(SIGNS) if draw.random() < share else sign for sign in part)
        for part in kept
    )


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 8000
    draw = random.Random(7)
    firsts = [article(draw) for _ in range(count // 4)]
    texts = ["\n".join(parts) for parts in firsts]
    pairs = []
    for at, parts in enumerate(firsts):
        for _ in range(3):
            pairs.append((at, len(texts)))
            texts.append(damage(parts, draw))
    began = time.process_time()
    kin = families(texts)
    seconds = time.process_time() - began
    hashed = [grams(text) for text in texts]
    found = candidates(signatures(hashed))
    exact = {pair: likeness(hashed[pair[0]], hashed[pair[1]]) for pair in pairs}
    for case, low, high in (("same article", 0.8, 1.01), ("rewrite", 0.5, 0.8)):
        true = [pair for pair, alike in exact.items() if low <= alike < high]
        recall = sum(pair in found for pair in true) / max(1, len(true))
        told = {"ours": round(recall, 5), "unit": "recall", "pairs": len(true)}
        print(json.dumps({"case": case, **told}))
    false = sum(each.kinship != "first" for each in kin[: len(firsts)])
    print(json.dumps({"case": "false kin of independent articles", "ours": false, "unit": "texts"}))
    rate = {"ours": round(len(texts) / seconds), "target": 4000, "unit": "documents/s"}
    print(json.dumps({"case": "families", **rate, "documents": len(texts)}))


if __name__ == "__main__":
    main()
