"""Scores of readings against labelled passages: counts of right, found and wanted a passage."""

from collections import Counter
from random import Random

PARTS = (
    "entity",
    "person_title_org",
    "quantity",
    "subject",
    "trigger",
    "argument",
    "relation",
    "modality",
)
DRAWS = 1000


def facts(doc):
    """What a document in the gold shape says, by part, as multisets that can be compared."""
    text = {each["id"]: each["text"] for each in (*doc["entities"], *doc["attributes"])}
    told = {part: Counter() for part in PARTS}
    for each in doc["entities"]:
        told["entity"][each["type"], each["start"], each["end"]] += 1
    for each in doc["attributes"]:
        told["quantity"][each["key"], worth(each["value"])] += 1
        if each["key"] != "date":
            owner = text.get(each["subject"])
            told["subject"][each["key"], worth(each["value"]), owner] += 1
            told["modality"][each["key"], worth(each["value"]), each.get("modality")] += 1
    for each in doc["relations"]:
        args = tuple(sorted((role, text[ref]) for role, ref in each["args"].items()))
        kind = "person_title_org" if each["type"] == "person_title_org" else "relation"
        told[kind][each["type"], args] += 1
        told["relation"][each["type"], args] += kind != "relation"
    for each in doc["events"]:
        trigger = each["type"], each["trigger"]["start"], each["trigger"]["end"]
        told["trigger"][trigger] += 1
        told["modality"][trigger[0], trigger[1], each.get("modality")] += 1
        for arg in each["args"]:
            told["argument"][trigger[0], trigger[1], arg["role"], text[arg["ref"]]] += 1
    return told


def worth(value):
    """A value to four figures, so that 666.67 and 667 square metres a mu are one."""
    return f"{value:.4g}" if isinstance(value, int | float) else value


def counts(gold, found):
    """(right, found, wanted) by part."""
    wanted, told = facts(gold), facts(found)
    told["modality"], wanted["modality"] = both(told["modality"], wanted["modality"])
    return {
        part: ((wanted[part] & told[part]).total(), told[part].total(), wanted[part].total())
        for part in PARTS
    }


def both(one, other):
    """Modality is asked only of what was found: of values and triggers that both sides have."""
    known = Counter(key[:-1] for key in one.elements()) & Counter(
        key[:-1] for key in other.elements()
    )
    return tuple(
        Counter({key: count for key, count in side.items() if key[:-1] in known})
        for side in (one, other)
    )


def f1(rows):
    right, found, wanted = (sum(column) for column in zip(*rows, strict=True))
    return 2 * right / (found + wanted) if found + wanted else float("nan")


def line(case, part, tallies, seed=1):
    """One line of the benchmark: F1 with the 95 % interval of passages drawn anew."""
    rows = [each[part] for each in tallies]
    draw = Random(seed)
    drawn = sorted(f1(draw.choices(rows, k=len(rows))) for _ in range(DRAWS))
    right, found, wanted = (sum(column) for column in zip(*rows, strict=True))
    return {
        "case": case,
        "what": part,
        "unit": "F1",
        "ours": round(f1(rows), 4),
        "low": round(drawn[int(0.025 * DRAWS)], 4),
        "high": round(drawn[int(0.975 * DRAWS)], 4),
        "right": right,
        "found": found,
        "wanted": wanted,
        "passages": len(rows),
    }
