"""Persons, their titles and where they hold them, parsed right to left from the person."""

from __future__ import annotations

import re
from dataclasses import dataclass

from shigu.engine.text.grammar.scene import ORGANISATIONS, Scene, first, last
from shigu.engine.text.model import Argument, Mention, Relation

JOINED = re.compile(r"\s*(?:[、,，和兼]|兼任)?\s*")
CARRIED = re.compile(r"[^。；;]{0,2}[、,，和与]\s*")
HEAD = re.compile(r"(?:常务)?[副代]?(?:省|市|区|县|镇|乡|州|盟|旗)长")
"""Heads of a territory: what stands before in the list is the party's committee, not theirs."""
FAR = 60
LONGEST = 24
HOLDERS = ORGANISATIONS | {"PARK", "DISTRICT"}
CORPORATE = re.compile(
    r"董事长|董事|总裁|总经理|总监|首席|创始人|CEO|CTO|CFO|副总|设计师|厂长|合伙人"
)
OWN = re.compile(r"(公司|企业|该[院所校])(?:的)?$")
OFFICE = re.compile(
    r"(?:女士|先生|同志)?[^。；;]{0,14}?(?:辞去|辞任|不再担任|担任|出任|就任|接任|现任|兼任|历任|当选为?|任)(?:公司|了|其)*"
)
"""What stands between a person and the post that he takes up, holds or leaves."""


@dataclass(frozen=True, slots=True)
class Post:
    """A title of a person at an organisation, where one is named."""

    person: Mention
    title: Mention
    org: Mention | None


def posts(scene: Scene) -> list[Post]:
    """All posts in order of their persons."""
    found: list[Post] = []
    latest: tuple[Mention, Mention] | None = None
    for at, name in enumerate(scene.names):
        if name.type != "PERSON":
            continue
        chain = _before(scene, at) or _after(scene, at) or _held(scene, at)
        org = _carried(scene, chain, latest) or _firm(scene, chain)
        for title in chain:
            org = _holder(scene, title) or (None if HEAD.fullmatch(title.span.text) else org)
            found.append(Post(name, title, org))
        if chain and org is not None:
            latest = (name, org)
    return found


def relations(found: list[Post]) -> list[Relation]:
    """The posts as relations of person, title and organisation."""
    return [
        Relation(
            "person_title_org",
            (
                Argument("person", post.person),
                Argument("title", post.title),
                *([Argument("org", post.org)] if post.org else []),
            ),
            min(post.person.score, post.title.score),
        )
        for post in found
    ]


def of_a_title(scene: Scene, name: Mention) -> bool:
    """Whether the name only says where a person holds the title that follows it."""
    after = scene.within(name.span.end, name.span.end + LONGEST, "TITLE")
    return bool(after) and scene.between(name, after[0]) in {"", "的"}


def _before(scene: Scene, at: int) -> list[Mention]:
    """The titles that lead up to the person, in order of the text."""
    chain: list[Mention] = []
    right = scene.names[at]
    for name in reversed(scene.names[:at]):
        between = scene.between(name, right)
        joined = JOINED.fullmatch(between) and (chain or not between.strip("的兼 "))
        if name.type == "TITLE" and joined:
            chain.append(name)
        elif not (chain and name.type in HOLDERS and not between.strip("的 ")):
            break
        right = name
    return chain[::-1]


def _after(scene: Scene, at: int) -> list[Mention]:
    """Titles after the person: 孟良骥，拓普视联首席技术官，…"""
    chain: list[Mention] = []
    left = scene.names[at]
    for name in scene.names[at + 1 :]:
        between = scene.between(left, name)
        if name.type == "TITLE" and JOINED.fullmatch(between):
            chain.append(name)
        elif not (name.type in HOLDERS and JOINED.fullmatch(between) and between.strip()):
            break
        left = name
    ended = left.span.end >= len(scene.text) or scene.text[left.span.end] in "，。,；）)"
    return chain if chain and ended and left.type == "TITLE" else []


def _held(scene: Scene, at: int) -> list[Mention]:
    """The title behind a verb of office: 陈听澜女士辞去独立董事职务, 张亦舟出任澜芯总经理."""
    person = scene.names[at]
    _, high = scene.sentence(person.span.start)
    named = scene.names[at + 1 : at + 3]
    titles = [name for name in named if name.type == "TITLE" and name.span.end <= high]
    if not titles or any(name.type not in {"TITLE", *HOLDERS} for name in named[: len(titles)]):
        return []
    first_named = named[0]
    verb = OFFICE.fullmatch(scene.between(person, first_named))
    between = "" if first_named is titles[0] else scene.between(first_named, titles[0])
    return [titles[0]] if verb and not between.strip("的") else []


def _holder(scene: Scene, title: Mention) -> Mention | None:
    """The organisation right before the title; 公司 and 企业 stand for the last firm."""
    near = scene.within(title.span.start - FAR, title.span.start, *HOLDERS)
    holding = [name for name in near if _touches(scene, name, title)]
    if holding:
        return holding[-1]
    own = OWN.search(scene.text[: title.span.start])
    return scene.antecedent(own[1], own.start()) if own else None


def _touches(scene: Scene, name: Mention, title: Mention) -> bool:
    between = scene.between(name, title) if name.span.end <= title.span.start else "-"
    return re.fullmatch(r"的?|[(（][^()（）]{1,20}[)）]", between) is not None


def _firm(scene: Scene, chain: list[Mention]) -> Mention | None:
    """A title of business without a firm is of the firm that the text is about."""
    if not chain:
        return None
    low, high = scene.sentence(chain[0].span.start)
    called = scene.meant(low, chain[0].span.start)
    if called and called[1].type == "INSTITUTE":
        return called[1]
    if not CORPORATE.search(chain[0].span.text):
        return None
    start = scene.sentence(low - 1)[0] if low else 0
    before = scene.within(start, chain[0].span.start, "COMPANY")
    return last(before) or first(scene.within(chain[-1].span.end, high, "COMPANY"))


def _carried(
    scene: Scene, chain: list[Mention], latest: tuple[Mention, Mention] | None
) -> Mention | None:
    """In a list the organisation is carried on from the person before."""
    if not chain or latest is None or latest[0].span.end > chain[0].span.start:
        return None
    between = scene.text[latest[0].span.end : chain[0].span.start]
    return latest[1] if CARRIED.fullmatch(between) and latest[1].type != "DISTRICT" else None
