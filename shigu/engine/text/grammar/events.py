"""Events: a trigger, what plays a part in it, when, and how it is meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from shigu.engine.text.grammar import meant
from shigu.engine.text.grammar.parties import parties
from shigu.engine.text.grammar.scene import Scene, first, last
from shigu.engine.text.grammar.titles import of_a_title
from shigu.engine.text.grammar.triggers import Trigger, triggers
from shigu.engine.text.model import Argument, Event, Mention, Quantity, Span

SAME_TIME = re.compile(r"仪式上|会上|活动上|现场|同时|同日|当天|共同为")
CEREMONY = re.compile(r"仪式|暨|活动")
HEAD = 2
SAID = re.compile(r"[晚早]?[间上]?(?:发布)?(?:公告|消息|讯)")
PLACED = re.compile(r"(?:在|于|落户|落地|落在|入驻|选址|位于|来到|至)\s*[“\"]?$")
Part = Callable[[Scene, Trigger], Iterable[tuple[str, Mention | None]]]


def events(scene: Scene) -> list[Event]:
    """Every event of the text, in order."""
    return [event for each in triggers(scene) if (event := _event(scene, each)) is not None]


def _event(scene: Scene, trigger: Trigger) -> Event | None:
    told = [(role, name) for role, name in PARTS[trigger.type](scene, trigger) if name is not None]
    if not told and trigger.type in NEEDS:
        return None
    modality = meant.of_trigger(scene, trigger.span.start)
    founding = trigger.type == "ESTABLISH" and modality == "planned"
    date = None if founding else when(scene, trigger)
    parts = [Argument(role, name) for role, name in dict.fromkeys(told)]
    args = tuple([*parts, Argument("date", date)] if date else parts)
    return Event(trigger.type, trigger.span, args, modality, date)


def when(scene: Scene, trigger: Trigger) -> Quantity | None:
    """The date of an event.

    It stands in the clause of the trigger, at the head of its sentence, after 开工仪式, or in the
    sentence that this one goes on.
    """
    at = trigger.span.start
    low, high = scene.sentence(at)
    dates = [each for each in scene.dates(low, at) if not SAID.match(scene.text, each.span.end)]
    near = [each for each in dates if each.span.start >= clause(scene, at)[0]]
    if near:
        return near[-1]
    if dates:
        return dates[-1] if _reaches(dates[-1], trigger) else _heading(dates, low)
    if CEREMONY.match(scene.text, trigger.span.end):
        return first(scene.dates(at, high))
    if low and (scene.text[low - 1] in "；;" or SAME_TIME.search(scene.text[low:at])):
        return first(scene.dates(*scene.sentence(low - 1)))
    return None


def _reaches(date: Quantity, trigger: Trigger) -> bool:
    """Whether a date of an earlier clause still holds: no other event stands between the two."""
    return not any(date.span.end <= each.span.start for each in trigger.earlier)


def _heading(dates: list[Quantity], low: int) -> Quantity | None:
    """A date at the head of the sentence holds for all that the sentence tells."""
    return dates[0] if dates[0].span.start - low <= HEAD else None


def clause(scene: Scene, at: int) -> tuple[int, int]:
    """The stretch between commas that ``at`` lies in."""
    low, high = scene.sentence(at)
    left = max(scene.text.rfind(sign, low, at) for sign in "，,") + 1
    rights = [place for sign in "，," if (place := scene.text.find(sign, at, high)) >= 0]
    return max(low, left), min([*rights, high])


def place(scene: Scene, trigger: Trigger, *types: str) -> Mention | None:
    """Where it happened: a place after 在, 落户 … in the clause, before the trigger or after it."""
    low, _ = scene.sentence(trigger.span.start)
    _, high = clause(scene, trigger.span.start)
    low = max([low, *(each.end for each in _before(scene, trigger))])
    names = [
        name
        for name in scene.within(low, high, *types)
        if PLACED.search(scene.text[low : name.span.start])
    ]
    return names[-1] if names else None


def _before(scene: Scene, trigger: Trigger) -> list[Span]:
    """The events of the sentence before this one; where they happened is theirs."""
    spans = [each.span for each in trigger.earlier]
    return [span for span in spans if not CEREMONY.match(scene.text, span.end)]


def _works(scene: Scene, trigger: Trigger) -> Iterable[tuple[str, Mention | None]]:
    """Building, topping out, producing, settling: a project, else a body or firm, and where."""
    at = trigger.span.start
    low, _ = scene.sentence(at)
    park = place(scene, trigger, "PARK")
    yield from _built(scene, low, trigger, park)
    yield "park", park
    yield "place", place(scene, trigger, "DISTRICT") if park is None else None


def _built(
    scene: Scene, low: int, trigger: Trigger, park: Mention | None
) -> Iterable[tuple[str, Mention | None]]:
    at = trigger.span.start
    names = [name for name in scene.within(low, at, *BUILT) if name is not park]
    left, _ = clause(scene, at)
    near = [name for name in names if name.span.start >= left] or names
    projects = [name for name in near if name.type == "PROJECT"]
    bodies = [name for name in near if name.type in {"INSTITUTE", "PARK"} and name is not park]
    firms = [name for name in near if name.type == "COMPANY"]
    called = scene.meant(low, at)
    if trigger.type == "LAND" and bodies and bodies[-1].type == "INSTITUTE":
        yield "object", bodies[-1]
    elif projects:
        group = scene.coordinated(projects)[-1]
        yield from (("project", name) for name in group)
        yield "company", _builder(scene, group[0], firms)
    elif called and (not firms or called[0] > firms[-1].span.start):
        yield ROLE[called[1].type], called[1]
    elif firms:
        yield from (("company", name) for name in scene.coordinated(firms)[-1])
    elif bodies:
        yield "object", bodies[-1]
    elif trigger.type == "START" and re.search(r"个[^，。,]{0,8}(?:项目|工程)", scene.text[low:]):
        yield "place", first(scene.within(low, at, "DISTRICT"))
    elif trigger.type != "LAND":
        yield from _gone_on(scene, low, at)


def _gone_on(scene: Scene, low: int, at: int) -> Iterable[tuple[str, Mention | None]]:
    """The next project after the trigger (开工的还有…), else the last one before."""
    _, high = scene.sentence(at)
    after = scene.within(at, high, "PROJECT")
    before = [
        name
        for name in scene.within(0, low, "PROJECT", "PARK")
        if not scene.text.startswith("其中", scene.sentence(name.span.start)[0])
    ]
    name = first(after) or last(before)
    yield (ROLE[name.type] if name else "project"), name


def _builder(scene: Scene, project: Mention, firms: list[Mention]) -> Mention | None:
    """The firm right before its project: 安徽启泰传感科技有限公司…项目, 积塔半导体的…项目."""
    for firm in firms:
        if firm.span.end <= project.span.start and scene.between(firm, project) in {"", "的"}:
            return firm
    return None


def _signed(scene: Scene, trigger: Trigger) -> Iterable[tuple[str, Mention | None]]:
    found = parties(scene, trigger.span)
    yield from (("party", name) for name in found)
    low, high = scene.sentence(trigger.span.start)
    projects = scene.within(low, high, "PROJECT")
    yield from (("project", name) for name in projects[:1])
    if not found and not projects:
        called = scene.meant(low, trigger.span.start)
        yield "park", called[1] if called and called[1].type == "PARK" else None
        if called is None and re.search(r"入园", scene.text[low : trigger.span.start]):
            yield "park", first(scene.within(0, low, "PARK"))
        else:
            here = scene.within(low, trigger.span.start, "DISTRICT")
            yield "place", first(here or _of_start(scene, low))


def _of_start(scene: Scene, low: int) -> list[Mention]:
    """The district that the first half of the sentence names: 余杭区…开工；另有…签约."""
    halved = low > 0 and scene.text[low - 1] in "；;"
    return scene.within(*scene.sentence(low - 1), "DISTRICT") if halved else []


def _unveiled(scene: Scene, trigger: Trigger) -> Iterable[tuple[str, Mention | None]]:
    low, _ = scene.sentence(trigger.span.start)
    where = place(scene, trigger, "PARK", "DISTRICT")
    types = ("INSTITUTE", "CLUSTER", "PARK", "COMPANY", "PROJECT", "GOV")
    near = re.search(r"为\s*[“\"]?$", scene.text[low : trigger.span.start])
    names = [n for n in scene.within(low, trigger.span.start, *types) if n is not where]
    led = [name for name in names if scene.text[name.span.start - 1 : name.span.start] == "为"]
    called = scene.meant(low, trigger.span.start)
    strong = led or [name for name in names if name.type in types[:3]] or names
    if called and not led and (near or not names or called[1].type == "INSTITUTE"):
        yield "object", called[1]
    else:
        yield "object", strong[-1] if strong else None
    yield "place", where


def _listed(scene: Scene, trigger: Trigger) -> Iterable[tuple[str, Mention | None]]:
    low, _ = scene.sentence(trigger.span.start)
    firms = scene.within(low, trigger.span.start, "COMPANY")
    yield from (("company", name) for name in (scene.coordinated(firms) or [[]])[-1])


def _published(scene: Scene, trigger: Trigger) -> Iterable[tuple[str, Mention | None]]:
    low, high = scene.sentence(trigger.span.start)
    after = scene.within(trigger.span.end, high, "POLICY")
    before = scene.within(low, trigger.span.start, "POLICY")
    taken = any(each.type == "PUBLISH" for each in trigger.earlier)
    policy = first(after) or (None if taken else last(before))
    if policy is None:
        return
    yield "object", policy
    bodies = scene.within(low, trigger.span.start, "GOV") or scene.within(
        low, trigger.span.start, "INSTITUTE", "COMPANY"
    )
    yield from (("agent", name) for name in (scene.coordinated(bodies) or [[]])[-1])


def _established(scene: Scene, trigger: Trigger) -> Iterable[tuple[str, Mention | None]]:
    low, high = clause(scene, trigger.span.start)
    made = scene.within(trigger.span.end, high, "COMPANY", "INSTITUTE")
    if not made or not re.fullmatch(r".{0,12}", scene.text[trigger.span.end : made[0].span.start]):
        return
    yield "object", made[0]
    low, _ = scene.sentence(low)
    agents = scene.within(low, trigger.span.start, "COMPANY", "UNIVERSITY", "INSTITUTE", "GOV")
    yield from (("agent", name) for name in (scene.coordinated(agents) or [[]])[-1])


def _visited(scene: Scene, trigger: Trigger) -> Iterable[tuple[str, Mention | None]]:
    low, high = scene.sentence(trigger.span.start)
    seen = [
        name for name in scene.within(trigger.span.end, high, *SEEN) if not of_a_title(scene, name)
    ]
    seen = seen or _gone_to(scene, low, trigger.span.start)
    if not seen:
        return
    visitors = scene.within(low, seen[0].span.start, "PERSON") or scene.within(
        low, min(seen[0].span.start, trigger.span.start), "GOV", "COMPANY"
    )
    yield "visitor", first(visitors)
    yield from (("object", name) for name in seen)


def _gone_to(scene: Scene, low: int, at: int) -> list[Mention]:
    """到金华开发区考察: what was visited stands before the word."""
    near = [
        group
        for group in scene.coordinated(scene.within(low, at, *SEEN))
        if re.search(r"[到赴往至]\s*$", scene.text[low : group[0].span.start])
        and re.fullmatch(r"[^，。,；]{0,4}", scene.text[group[-1].span.end : at])
    ]
    return near[-1] if near else []


BUILT = ("PROJECT", "COMPANY", "INSTITUTE", "PARK")
SEEN = ("COMPANY", "INSTITUTE", "PARK", "PROJECT", "UNIVERSITY")
ROLE = {
    "PROJECT": "project",
    "COMPANY": "company",
    "INSTITUTE": "object",
    "PARK": "object",
    "CLUSTER": "object",
}
PARTS: dict[str, Part] = {
    **dict.fromkeys(("START", "TOPOUT", "PRODUCE", "LAND"), _works),
    "SIGN": _signed,
    "UNVEIL": _unveiled,
    "LIST": _listed,
    "PUBLISH": _published,
    "ESTABLISH": _established,
    "VISIT": _visited,
}
NEEDS = frozenset({"PUBLISH", "ESTABLISH", "VISIT", "LIST", "LAND", "UNVEIL", "PRODUCE"})
"""Events that are none where nothing plays a part in them."""
