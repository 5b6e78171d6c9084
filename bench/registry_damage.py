"""Ten kinds of damage to a registered firm, as registers, forms and hands do it to names.

``swapped`` two neighbouring signs changed places · ``wrong`` a sign is another · ``lost`` a sign
is missing · ``added`` a sign stands twice · ``form`` 有限公司 is 有限责任公司 or the other way ·
``bracket`` the place stands in brackets behind the brand · ``placeless`` the place is left out ·
``bare`` brand and trade alone · ``code`` the name is right and a character of the code is wrong ·
``address`` the name is right and the address lost its district. Beside that every copy lacks its
code in half of the cases (but ``code``), its founding day in a fifth, capital and address in a
third each; capital and address are kept or lost together with nothing.
"""

from __future__ import annotations

import random
import re
from dataclasses import replace

from shigu.engine.entity.identifiers import ALPHABET
from shigu.engine.entity.names.parts import parts
from shigu.engine.entity.resolve.records import Record

LETTERS = ("swapped", "wrong", "lost", "added")
KINDS = (*LETTERS, "form", "bracket", "placeless", "bare", "code", "address")
DISTRICT = re.compile(r"^(?:浙江省)?(?:杭州市?)?[\u4e00-\u9fff]{2}[区市县]")


def damaged_name(name: str, kind: str, signs: str, rng: random.Random) -> str:
    """One slip of the pen; the result differs from ``name``."""
    while True:
        at = rng.randrange(len(name) - 1)
        made = {
            "swapped": name[:at] + name[at + 1] + name[at] + name[at + 2 :],
            "wrong": name[:at] + rng.choice(signs) + name[at + 1 :],
            "lost": name[:at] + name[at + 1 :],
            "added": name[:at] + name[at] + name[at:],
        }[kind]
        if made != name:
            return made


def copied(record: Record, kind: str, signs: str, rng: random.Random) -> Record:
    """A damaged copy of a record."""
    copy = replace(
        record,
        code=record.code if kind == "code" or rng.random() < 0.5 else "",
        founded=record.founded if rng.random() < 0.8 else None,
        capital_wan=record.capital_wan if rng.random() < 2 / 3 else None,
        address=record.address if kind == "address" or rng.random() < 2 / 3 else "",
    )
    if kind in LETTERS:
        return replace(copy, name=damaged_name(record.name, kind, signs, rng))
    if kind == "code":
        at = rng.randrange(2, 18)
        other = rng.choice(ALPHABET.replace(record.code[at], ""))
        return replace(copy, code=record.code[:at] + other + record.code[at + 1 :])
    if kind == "address":
        return replace(copy, address=DISTRICT.sub("", record.address))
    return replace(copy, name=_written(record.name, kind))


def _written(name: str, kind: str) -> str:
    """The name under another spelling; unchanged where it has no such part."""
    if kind == "form":
        if name.endswith("有限责任公司"):
            return name.removesuffix("有限责任公司") + "有限公司"
        changed = not name.endswith("股份有限公司") and name.endswith("有限公司")
        return name.removesuffix("有限公司") + "有限责任公司" if changed else name
    of = parts(name)
    if of.branch or not of.place or not name.startswith(of.place):
        return name
    rest = name.removeprefix(of.place)
    if kind == "placeless":
        return rest
    if kind == "bare":
        return of.core
    return f"{of.core}({of.place}){rest.removeprefix(of.core)}"
