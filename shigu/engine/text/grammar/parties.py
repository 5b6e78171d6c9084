"""Who signed: the names that 与 and 、 join before the word, or those named after it."""

from __future__ import annotations

import re

from shigu.engine.text.grammar.scene import Scene
from shigu.engine.text.grammar.titles import of_a_title
from shigu.engine.text.model import Mention, Span

SIGNERS = ("COMPANY", "GOV", "INSTITUTE", "UNIVERSITY", "DISTRICT", "PARK")
WITH = re.compile(r"(?:也|已|正式)?(?:与|和|同|跟|、|及|以及)\s*")
NAMED_AFTER = re.compile(r"[，,]?(?:签约)?双方(?:分别)?[为是]")
MANY = re.compile(r"项目(?:也|都|均|将)?(?:一并|集中|现场)?$")
OWN = re.compile(r"(?:公司|企业)(?:也|已|将|拟)?(?:与|和|同)\s*$")
AND_WITH = re.compile(r"(?:并|公告[：:，,]?|称[：:，,]?|拟|，|,)(?:与|和|同)\s*$")


def parties(scene: Scene, trigger: Span) -> list[Mention]:
    """The parties to what ``trigger`` tells was signed, in order of the text."""
    low, high = scene.sentence(trigger.start)
    named = NAMED_AFTER.search(scene.text, trigger.end, high)
    if named:
        after = scene.coordinated(scene.within(named.end(), high, *SIGNERS))
        return after[0] if after else []
    ended = any(name.span.end == trigger.start for name in scene.names)
    if not ended and MANY.search(scene.text[low : trigger.start]):
        return []
    before = [
        name
        for name in scene.within(low, trigger.start, *SIGNERS)
        if not of_a_title(scene, name) and not _in_brackets(scene, name)
    ]
    if not before:
        return []
    group = _joined(scene, before, trigger)
    lead = scene.text[low : group[0].span.start] if group else ""
    if group and OWN.search(lead):
        own = scene.antecedent("公司", group[0].span.start)
        return [*([own] if own else []), *group]
    if group and AND_WITH.search(lead):
        first = next((name for name in before if name.type == "COMPANY"), None)
        return [*([first] if first and first not in group else []), *group]
    return group if len(group) > 1 or _alone(scene, group, trigger) else []


def _in_brackets(scene: Scene, name: Mention) -> bool:
    """A short form told beside its name: （下称“联璞电子”）."""
    return re.search(r"[(（][^()（）]{0,8}$", scene.text[: name.span.start]) is not None


def _joined(scene: Scene, names: list[Mention], trigger: Span) -> list[Mention]:
    """The last names that joining words link, the trigger near behind them."""
    group: list[Mention] = []
    for name in reversed(names):
        if group and not WITH.fullmatch(_bare(scene, name, group[0])):
            if len(group) > 1 or scene.text[trigger.start - 1 : trigger.start] != "在":
                break
            group = []
        group.insert(0, name)
    while len(group) > 1 and _placed(scene, group[-1]):
        group.pop()
    return group


def _bare(scene: Scene, name: Mention, other: Mention) -> str:
    """What parts two names, without brackets and dates."""
    text = re.sub(r"[(（][^()（）]*[)）]", "", scene.between(name, other))
    for date in scene.dates(name.span.end, other.span.start):
        text = text.replace(date.span.text, "")
    return text.strip()


def _alone(scene: Scene, group: list[Mention], trigger: Span) -> bool:
    """Whether a single name before the trigger signs: X签约, X在…签约."""
    if not group or group[0].type in {"DISTRICT", "PARK"}:
        return False
    return re.fullmatch(r".{0,8}", scene.text[group[-1].span.end : trigger.start]) is not None


def _placed(scene: Scene, name: Mention) -> bool:
    return scene.text[name.span.start - 1 : name.span.start] == "在"
